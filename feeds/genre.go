package feeds

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// Genre is the form of a text that explains a rule without being one.
type Genre string

// The genres.
const (
	Questions   Genre = "questions"   // questions and answers
	Commentary  Genre = "commentary"  // what experts say, not the body whose page it is
	Explanation Genre = "explanation" // what the rule means, in words or in a picture
)

// genres are the words of a Chinese title that tell its genre, in simplified characters and
// then in traditional ones. The first row with a word in the title decides.
var genres = []struct {
	genre Genre
	words []string
}{
	{Questions, []string{"答记者问", "答问", "问答", "有问必答", "你问我答", "常见问题", "负责人就", "答記者問", "答問", "問答", "常見問題"}},
	{Commentary, []string{"专家解读", "专家观点", "专家谈", "名家", "專家解讀", "專家觀點"}},
	{Explanation, []string{"解读", "图解", "读懂", "看懂", "详解", "释义", "划重点", "解讀", "圖解", "讀懂", "詳解", "釋義"}},
}

// begins are the first characters of these words: most titles have none of them.
var begins = func() map[rune]bool {
	out := map[rune]bool{}
	for _, g := range genres {
		for _, w := range g.words {
			first, _ := utf8.DecodeRuneInString(w)
			out[first] = true
		}
	}
	return out
}()

// otherwise are phrases that hold a word of a genre and mean something else: a service that
// answers questions is not answered questions.
var otherwise = strings.NewReplacer(
	"智能问答", "", "问答服务", "", "问答系统", "", "问答平台", "", "问答社区", "", "公司负责人就", "", "企业负责人就", "", "平台负责人就", "",
)

// genresEN are the words of an English title that tell a genre: one of each row, in whatever
// order.
var genresEN = []struct {
	genre Genre
	words [][]string
}{
	{Questions, [][]string{{"q&a", "q&as", "faq", "faqs"}}},
	{Questions, [][]string{{"questions"}, {"answers", "answer", "answered"}}},
	{Questions, [][]string{{"answers", "answer", "answered"}, {"reporters", "press", "media"}}},
	{Commentary, [][]string{{"expert", "experts"}, {"commentary"}}},
	{Explanation, [][]string{{"infographic", "explainer"}}},
}

// GenreOf is the genre that a title tells, "" of a title that explains nothing.
func GenreOf(title string) Genre {
	if !HasHan(title) {
		return genreEN(title)
	}
	if !strings.ContainsFunc(title, func(r rune) bool { return begins[r] }) {
		return ""
	}
	for _, g := range genres {
		for _, w := range g.words {
			if strings.Contains(title, w) && strings.Contains(otherwise.Replace(title), w) {
				return g.genre
			}
		}
	}
	return ""
}

func genreEN(title string) Genre {
	words := strings.FieldsFunc(strings.ReplaceAll(strings.ToLower(title), " & ", "&"), func(r rune) bool {
		return r != '&' && (r < 'a' || r > 'z')
	})
	for _, g := range genresEN {
		if !slices.ContainsFunc(g.words, func(any []string) bool {
			return !slices.ContainsFunc(any, func(w string) bool { return slices.Contains(words, w) })
		}) {
			return g.genre
		}
	}
	return ""
}
