package grammar

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/gloss/chinese"
	"github.com/regwire/regwire/feeds/gloss/english"
	"github.com/regwire/regwire/feeds/gloss/number"
	"github.com/regwire/regwire/feeds/gloss/token"
	"github.com/regwire/regwire/feeds/lexicon"
	"github.com/regwire/regwire/feeds/pattern"
)

// special reads what begins at i and is no word: a bracket, number, date, name of an
// unnamed person, or Latin.
func (r *Rendering) special(s string, i int) (token.Token, int, bool) {
	c, size := utf8.DecodeRuneInString(s[i:])
	if c == '(' {
		if t, n, ok := r.caseNumber(s[i:]); ok {
			return t, n, true
		}
	}
	if closer, ok := closers[c]; ok {
		return r.enclosed(s[i:], c, closer)
	}
	if (i == 0 || !chinese.Han(before(s, i))) && strings.Contains(s[i:], "某") {
		if t, n, ok := r.districtOf(s[i:]); ok {
			return t, n, true
		}
	}
	numeral := strings.ContainsRune(feeds.HanNumerals, c) && !strings.ContainsRune("百千零〇", c)
	if t, n, ok := number.Figure(s, i); ok {
		return t, n, true
	}
	switch {
	case c == '新' && strings.HasPrefix(s[i:], "新台币"):
		if t, n, ok := number.Amount(s[i+len("新台币"):], r.ZH.Yuan); ok && t.Kind == token.Money {
			t.ZH, t.EN = s[i:i+len("新台币")+n], "NT$"+strings.TrimLeft(strings.TrimPrefix(strings.TrimPrefix(t.EN, "NT$"), "RMB "), "$ ")
			return t, len("新台币") + n, true
		}
	case chinese.Digit(c) && islandCase.MatchString(s[i:]):
		if en, size, ok := r.caseOfIsland(s[i:]); ok {
			return token.Token{Kind: token.Group, ZH: s[i : i+size], EN: en}, size, true
		}
	case strings.ContainsRune("·”’)》〉]。…～", c):
		return token.Token{Kind: token.Group}, size, true // without its other half
	case c == '、':
		return token.Token{Kind: token.Comma, ZH: "、"}, size, true
	case numeral && strings.HasPrefix(s[i+size:], "中院"):
		return r.numberedCourt(s[i : i+size+len("中院")])
	case chinese.Digit(c) && !withinLatin(s, i), c == '第', numeral:
		if t, n, ok := number.Limit(s[i:]); ok {
			return t, n, true
		}
		if t, n, ok := number.Amount(s[i:], r.ZH.Yuan); ok {
			return t, n, true
		}
	case c == '在':
		if t, n, ok := number.Limit(s[i:]); ok {
			return t, n, true
		}
	}
	return r.vague(s, i, c, size)
}

// districtOf is where one is who is not named, told by more than a city: 北京市海淀区某公司.
func (r *Rendering) districtOf(s string) (token.Token, int, bool) {
	areas, rest := r.g.Names.Place(s)
	n := len(areas) - 1
	if n < 0 || !strings.HasPrefix(rest, "某") || n == 0 && areas[0].Level < 3 {
		return token.Token{}, 0, false
	}
	en := areas[n].EN
	if n > 0 {
		en += ", " + areas[n-1].EN
	}
	zh := s[:len(s)-len(rest)]
	return token.Token{Kind: token.Known, ZH: zh, EN: en, Word: token.Word{EN: en, Kind: "place"}}, len(zh), true
}

// enclosed reads a bracket with what stands in it.
func (r *Rendering) enclosed(s string, open rune, closer string) (token.Token, int, bool) {
	size := utf8.RuneLen(open)
	n := match(s, open, closer)
	if n == 0 {
		return token.Token{Kind: token.Group}, size, true
	}
	return token.Token{Kind: token.Group, ZH: s[:n], EN: r.group(open, s[size:n-len(closer)])}, n, true
}

// numberedCourt is one of several of a city: 一中院.
func (r *Rendering) numberedCourt(zh string) (token.Token, int, bool) {
	en, _ := r.g.Names.Institution(zh)
	return token.Token{Kind: token.Known, ZH: zh, EN: en, Word: token.Word{EN: en, Kind: "org", Place: true}}, len(zh), true
}

// withinLatin reports a digit that belongs to the Latin word in front, which an app's
// number does not.
func withinLatin(s string, i int) bool {
	return i > 0 && english.Letter(rune(s[i-1])) && !strings.HasSuffix(s[:i], "App") && !strings.HasSuffix(s[:i], "APP")
}

// manyMore is a count that no name of a product has: Coupang 3370万用户.
var manyMore = pattern.MustCompile(`^\d[\d.]*[万亿]`)

// vague reads a number that is not exact, Latin, or a person who is not named.
func (r *Rendering) vague(s string, i int, c rune, size int) (token.Token, int, bool) {
	switch {
	case number.About(c) != "" && (c != '超' || i == 0 || strings.ContainsRune("有共计罚款获赔发率", before(s, i))):
		return number.Rough(s[i:])
	case c < 0x250 && c > ' ':
		return r.latin(s[i:])
	case (i == 0 || !chinese.Han(before(s, i))) && firmName.MatchString(s[i:]):
		m := firmName.FindStringSubmatch(s[i:])
		if !r.g.Terms.Known(m[1]) && !slices.ContainsFunc([]rune(m[1]), func(c rune) bool { return strings.ContainsRune(noName, c) }) {
			if name, ok := r.g.Names.Spell(m[1]); ok {
				zh := m[1] + m[2]
				return token.Token{Kind: token.Group, ZH: zh, EN: name + " " + firmTrades[m[2]]}, len(zh), true
			}
		}
	case addressed(s[i+size:]) != "":
		title := addressed(s[i+size:])
		if name, ok := r.g.Names.Surname(c); ok && (i == 0 || !chinese.Han(before(s, i)) || strings.ContainsRune("对向由与和被诉", before(s, i))) {
			return token.Token{Kind: token.Group, ZH: s[i : i+size+len(title)], EN: titlesOf[title] + " " + name}, size + len(title), true
		}
	case strings.HasPrefix(s[i+size:], "某") && !(i > 0 && strings.ContainsRune("区县市省州镇旗", c) && chinese.Han(before(s, i))):
		if en, n, ok := r.g.Names.Person(s[i:]); ok {
			return token.Token{Kind: token.Group, ZH: s[i : i+n], EN: en}, n, true
		}
	}
	return token.Token{}, 0, false
}

// firmName is the name of a firm that no term tells, in front of what it did or befell it;
// noName are characters that no such name has.
var (
	firmName   = pattern.MustCompile(`^(\p{Han}{2})(` + pattern.AnyKey(firmTrades) + `)(?:被|因|涉|案|爬虫|数据|非法|违法|违规|擅自|回应|致歉|道歉|称|公司|等|诉|$)`)
	firmTrades = map[string]string{"科技": "Technology", "网络": "Network", "传媒": "Media", "信息技术": "Information Technology"}
)

const noName = "某一两二三四五六七八九十多各本该其这那有无新大小中国省市区县数信网互高非未不等及与和的在对被将以个家名"

// addressed is the word behind a family name that tells how one is addressed.
func addressed(s string) string {
	for zh := range titlesOf {
		if strings.HasPrefix(s, zh) {
			return zh
		}
	}
	return ""
}

// titlesOf are such words in English.
var titlesOf = map[string]string{"女士": "Ms.", "先生": "Mr."}

// latin reads Latin letters, of which an app's name may stand before its number.
func (r *Rendering) latin(s string) (token.Token, int, bool) {
	n := strings.IndexFunc(s, func(r rune) bool { return r >= 0x250 || r == '(' || r == ')' })
	if n < 0 {
		n = len(s)
	}
	if at := strings.LastIndexByte(s[:n], ' ') + 1; at > 1 && manyMore.MatchString(s[at:]) {
		return token.Token{Kind: token.Latin, ZH: s[:at], EN: s[:at-1]}, at, true // Coupang 3370万用户
	}
	if n > 3 && strings.EqualFold(s[:3], "app") && chinese.Digit(rune(s[3])) {
		if w, ok := r.g.Terms.Word("App"); ok { // App800余款
			return token.Token{Kind: token.Known, ZH: s[:3], EN: w.EN, Word: w}, 3, true
		}
	}
	return token.Token{Kind: token.Latin, ZH: s[:n], EN: s[:n]}, n, true
}

// before is the character in front of i.
func before(s string, i int) rune {
	c, _ := utf8.DecodeLastRuneInString(s[:i])
	return c
}

var closers = map[rune]string{'(': ")", '“': "”", '‘': "’", '《': "》", '〈': "〉", '[': "]"}

// match is the length of the bracket that begins s, 0 when it is never closed.
func match(s string, open rune, closer string) int {
	depth := 0
	for i, c := range s {
		switch {
		case c == open:
			depth++
		case strings.HasPrefix(s[i:], closer):
			if depth--; depth == 0 {
				return i + len(closer)
			}
		}
	}
	return 0
}

// toCome are times that are yet to come where a headline tells of them.
var toCome = lexicon.Set("今年底 年底前 明年 明年起 下月 明年初 明年底 最快明年 明天")
