package chinese

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/lexicon"
	"github.com/regwire/regwire/feeds/pattern"
)

// marks gives each kind of bracket, quote, dash and bar one shape.
var marks = map[rune]rune{
	'（': '(', '）': ')', '〔': '[', '〕': ']', '【': '[', '】': ']', '［': '[', '］': ']',
	'「': '“', '」': '”', '『': '‘', '』': '’', '—': '-', '–': '-', '―': '-', '－': '-', '─': '-',
	',': '，', ':': '：', ';': '；', '!': '！', '?': '？', '丨': '｜', '|': '｜', '∣': '｜',
	'•': '·', '・': '·', '○': '〇', '〈': '〈', '〉': '〉', '\u3000': ' ', '\u00a0': ' ',
}

// Normalize is the form in which titles are matched: half-width letters, one
// shape for each mark, simplified characters, no blank that layout left beside
// digits and marks. A blank between two Chinese words stays: it parts issuers.
func Normalize(s string) string {
	var b, han strings.Builder
	flush := func() {
		if han.Len() > 0 {
			b.WriteString(lexicon.Fold(han.String()))
			han.Reset()
		}
	}
	open := false
	for _, r := range s {
		if unicode.Is(unicode.Han, r) && r != '〇' && r != '丨' { // a stroke that is set for a bar
			han.WriteRune(r)
			continue
		}
		flush()
		switch {
		case unicode.IsControl(r), unicode.Is(unicode.Cf, r):
			r = ' '
		case r >= 0xff01 && r <= 0xff5e:
			if m, ok := marks[r]; ok {
				r = m
			} else if r = r - 0xff01 + '!'; marks[r] != 0 {
				r = marks[r]
			}
		case r == '"':
			r = '“'
			if open {
				r = '”'
			}
			open = !open
		default:
			if m, ok := marks[r]; ok {
				r = m
			}
		}
		b.WriteRune(r)
	}
	flush()
	return layout(b.String())
}

// traditional reports characters that normalize has changed to simplified ones.
func traditional(given, normal string) bool {
	return strings.IndexFunc(given, func(r rune) bool { return Han(r) && r != '〇' && !strings.ContainsRune(normal, r) }) >= 0
}

// layout drops blanks that say nothing and halves doubled dashes; commas within
// Latin numbers come back.
func layout(s string) string {
	in := []rune(strings.Join(strings.Fields(s), " "))
	out := make([]rune, 0, len(in))
	set := setApart(in)
	for i, r := range in {
		switch {
		case r == ' ' && !meaningful(in, i), r == ' ' && set && i > 0 && Han(in[i-1]) && i+1 < len(in) && Digit(in[i+1]):
			continue
		case r == '-' && len(out) > 0 && out[len(out)-1] == '-':
			continue
		case r == '，' && i > 0 && i+3 < len(in) && Digit(in[i-1]) && Digit(in[i+1]) && Digit(in[i+2]) && Digit(in[i+3]):
			r = ','
		case r == '：' && i > 0 && i+1 < len(in) && Digit(in[i-1]) && Digit(in[i+1]):
			r = ':'
		}
		out = append(out, r)
	}
	return string(out)
}

// setApart reports a title whose numbers stand apart from the words on both sides, as some
// sites set them, so that a blank before one parts nothing: 警方处罚 5 款 App.
func setApart(s []rune) bool {
	for i := 1; i+1 < len(s); i++ {
		if s[i] == ' ' && Digit(s[i-1]) && Han(s[i+1]) {
			return true
		}
	}
	return false
}

// meaningful reports whether the blank at i parts words: between two Chinese
// words or two Latin ones, or beside a title in marks.
func meaningful(s []rune, i int) bool {
	if i == 0 || i+1 >= len(s) {
		return false
	}
	before, after := s[i-1], s[i+1]
	if Han(before) || before == '》' || before == ')' || before == '号' || before == '”' {
		return Han(after) || after == '《' || after == '“' || Digit(after) && before != '年' && before != '第' && before != '月' || letter(after) && before == '》'
	}
	if letter(before) && Han(after) {
		for i--; i >= 0 && letter(s[i]); i-- {
		}
		return i >= 0 && Han(s[i]) // 通报42款App 涉强制索权
	}
	return Latin(before) && Latin(after) && !(i > 2 && Digit(after) && strings.EqualFold(string(s[i-3:i]), "app"))
}

// Digit reports one of ASCII: Normalize has left no others.
func Digit(r rune) bool { return r >= '0' && r <= '9' }

// Latin reports what may stand within a word of letters, digits and marks.
func Latin(r rune) bool { return r < 0x2000 && r != ' ' && r != '(' && r != ')' }

// Han reports a Chinese character, the zero among them.
func Han(r rune) bool { return r >= 0x3007 && unicode.Is(unicode.Han, r) }

func letter(r rune) bool { return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' }

// HasHan reports a text with such a character.
func HasHan(s string) bool { return strings.IndexFunc(s, Han) >= 0 }

// HasKana reports Japanese, which has the characters of Chinese too.
func HasKana(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return unicode.In(r, unicode.Hiragana, unicode.Katakana) })
}

// Bracketed reports a text that begins with a bracket, or has title marks or a list in it.
func Bracketed(s string) bool {
	return strings.HasPrefix(s, "(") || strings.ContainsAny(s, "《》、")
}

// Unmarked takes off one pair of title marks around the whole of s.
func Unmarked(s string) string {
	if in, ok := strings.CutPrefix(s, "《"); ok {
		if in, ok = strings.CutSuffix(in, "》"); ok && !strings.ContainsAny(in, "《》") {
			return in
		}
	}
	return s
}

// LawKey is what documents are looked up by: the state's name and blanks do not
// tell two of them apart, nor do single and double dashes.
func LawKey(s string) string {
	return withoutLists.Replace(strings.TrimPrefix(s, "中华人民共和国"))
}

var withoutLists = strings.NewReplacer(" ", "", "、", "")

// hanDates are days and years in Chinese numerals: 一月一日, 二〇二五年.
var hanDates = pattern.MustCompile(`(?:[一二][〇零一二三四五六七八九]{3}年)?(?:十[一二]?|[一二三四五六七八九])月(?:[二三]?十[一二三四五六七八九]?|[一二三四五六七八九])[日号]|二[〇零][〇零一二三四五六七八九]{2}年`)

// tenths is a share in tenths and hundredths: 一成二, 两成半.
var tenths = pattern.MustCompile(`([一二两三四五六七八九])成([一二三四五六七八九半])`)

// digitsOf writes dates and shares with digits.
func digitsOf(s string) string {
	s = tenths.ReplaceAllStringFunc(s, func(share string) string {
		ten, one, _ := strings.Cut(strings.Replace(share, "半", "五", 1), "成")
		return strconv.Itoa(10*Number(ten)+Number(one)) + "%"
	})
	return hanDates.ReplaceAllStringFunc(s, func(date string) string {
		var b strings.Builder
		for date != "" {
			if n, size := feeds.HanNumber(date); size > 0 {
				b.WriteString(strconv.Itoa(n))
				date = date[size:]
				continue
			}
			r, size := utf8.DecodeRuneInString(date)
			b.WriteString(strings.Replace(string(r), "号", "日", 1))
			date = date[size:]
		}
		return b.String()
	})
}

// Number is one in digits or in Chinese numerals, 0 where s is none.
func Number(s string) int {
	if n, err := strconv.Atoi(s); err == nil {
		return n
	}
	n, _ := feeds.HanNumber(s)
	return n
}
