package dedupe

import (
	"regexp"
	"strings"
	"unicode"

	"golang.org/x/text/width"

	"github.com/regwire/regwire/feeds"
)

// opus is what an item is about, taken from its title and reading.
type opus struct {
	core      string   // title without agency, stage, edition, furniture
	documents []string // cores of what stands in 《》
	numbers   []string // numbers of the title, in order
	lead      string   // lead authority, or whose page it is
	explains  bool     // Q&A, infographic, commentary
	english   bool
	shingles  map[uint64]bool
}

var (
	inMarks   = regexp.MustCompile(`《([^《》]{2,120}(?:《[^《》]*》[^《》]*)?)》`)
	agency    = regexp.MustCompile(`^.{0,40}?(?:关于|就)(?:对)?`)
	stageMark = regexp.MustCompile(`[(](?:[^()]{0,8}(?:征求意见稿|草案|审议稿|送审稿|试行|暂行|修订稿|报批稿)[^()]{0,8}|第[一二三四五六七八九十0-9]+版|[0-9]{4}年?版)[)]`)
	docNumber = regexp.MustCompile(`[(]?[\p{Han}]{1,10}\[[0-9]{4}\][0-9]+号[)]?`)
	furniture = regexp.MustCompile(`(?:公开)?(?:征求|征集|征询)(?:对)?|(?:的)?(?:社会)?意见(?:的)?|的?(?:通知|公告|通报|函|通告)$|[_|-](?:[^_|-]{2,16}(?:网|办公室|局|委员会|厅|报|管理局))$`)
	explains  = regexp.MustCompile(`答记者问|一图读懂|图解|专家解读|政策解读|解读[丨|｜]|问答|负责人就|(?i:\bq&a\b|questions and answers|answers? (?:reporters|questions))`)
	digits    = regexp.MustCompile(`[0-9]+(?:\.[0-9]+)?|[一二三四五六七八九十百]+(?:批|期|号|版|款|次)`)
)

// fold makes two ways of writing one title alike: width, case, brackets, blanks.
func fold(s string) string {
	var b strings.Builder
	for _, r := range width.Fold.String(s) {
		switch {
		case unicode.IsSpace(r):
			continue
		case strings.ContainsRune("〔【［", r):
			r = '['
		case strings.ContainsRune("〕】］", r):
			r = ']'
		case strings.ContainsRune("—–－―", r):
			r = '-'
		case strings.ContainsRune("“”\"'‘’·•", r):
			continue
		}
		b.WriteRune(unicode.ToLower(r))
	}
	return b.String()
}

// Core is the title without the agency before 关于, stage and edition labels,
// document number, and the words of the frame.
func Core(title string) string {
	s := fold(title)
	s = docNumber.ReplaceAllString(s, "")
	s = stageMark.ReplaceAllString(s, "")
	if !strings.HasPrefix(s, "《") {
		s = agency.ReplaceAllString(s, "")
	}
	s = furniture.ReplaceAllString(s, "")
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, s)
}

func work(item feeds.Item) opus {
	title := item.Title
	if t := item.Article.Title; len([]rune(t)) > len([]rune(title)) && strings.HasPrefix(fold(t), strings.TrimRight(fold(title), ".…")) {
		title = t
	}
	w := opus{core: Core(title), numbers: digits.FindAllString(fold(title), -1), explains: explains.MatchString(title), english: !hasHan(title)}
	for _, m := range inMarks.FindAllStringSubmatch(title, 3) {
		d := fold(stageMark.ReplaceAllString(fold(m[1]), ""))
		w.documents = append(w.documents, strings.Map(letters, d))
	}
	w.lead = string(item.Authority)
	if as := item.Reading.Authorities; len(as) > 0 {
		w.lead = string(as[0])
	}
	if len([]rune(item.Text)) >= minText {
		w.shingles = shingle(fold(title) + fold(item.Text))
	}
	return w
}

func letters(r rune) rune {
	if unicode.IsLetter(r) || unicode.IsDigit(r) {
		return r
	}
	return -1
}

func hasHan(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return unicode.Is(unicode.Han, r) })
}
