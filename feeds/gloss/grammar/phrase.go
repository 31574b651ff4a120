package grammar

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/regwire/regwire/feeds/gloss/chinese"
	"github.com/regwire/regwire/feeds/gloss/number"
	"github.com/regwire/regwire/feeds/gloss/token"
	"github.com/regwire/regwire/feeds/pattern"
)

// seps part clauses; how English writes them.
var seps = map[rune]string{
	' ': ", ", '，': ", ", '；': "; ", '：': ": ", '。': ". ", '！': "! ", '？': "? ", '｜': ": ", '-': " - ", '~': " - ",
}

// parts cuts s at separators outside brackets.
func parts(s string) (list, between []string) {
	depth, from := 0, 0
	in := []rune(s)
	at := 0
	for i, c := range in {
		size := len(string(c))
		switch {
		case strings.ContainsRune("(“‘《〈[", c):
			depth++
		case strings.ContainsRune(")”’》〉]", c):
			depth = max(0, depth-1)
		case depth > 0 || seps[c] == "":
		case c == ' ' && i > 0 && i+1 < len(in) && chinese.Latin(in[i-1]) && chinese.Latin(in[i+1]):
		case (c == '-' || c == '~') && i > 0 && i+1 < len(in) && (chinese.Latin(in[i-1]) || chinese.Latin(in[i+1])) && in[i-1] != ')':
		case c == '-' && i > 0 && (in[i-1] == '年' || in[i-1] == '日'):
		default:
			list, between = append(list, s[from:at]), append(between, seps[c])
			from = at + size
		}
		at += size
	}
	return append(list, s[from:]), append(between, "")
}

// Phrase renders clauses one after the other.
func (r *Rendering) Phrase(s string) string { return r.Each(s, r.Clause) }

// Each renders the parts of a title that marks part, each by one.
func (r *Rendering) Each(s string, one func(string) string) string {
	list, between := parts(s)
	var b strings.Builder
	for i, p := range list {
		if p == "" {
			continue
		}
		b.WriteString(one(p))
		if i+1 < len(list) {
			b.WriteString(between[i])
		}
	}
	return b.String()
}

// group renders what stands in brackets, quotes or title marks.
func (r *Rendering) group(open rune, in string) string {
	up, ok := r.Deeper()
	defer up()
	if !ok || in == "" {
		return ""
	}
	defer func(was bool) { r.Inside = was }(r.Inside)
	r.Inside = true
	switch open {
	case '《', '〈':
		return r.Document(in)
	case '“', '‘':
		if m := qinglang.FindStringSubmatch(in); m != nil {
			return `"Qinglang - ` + strings.ReplaceAll(r.Subject(m[1]), `"`, "'") + `"`
		}
		if w, ok := r.g.Terms.Word("“" + in + "”"); ok {
			return strings.Trim(w.EN, `"`)
		}
		if numbered.MatchString(in) {
			return `"` + r.keep(in) + `"` // 两公布一提示, which English would have to explain
		}
		if name, ok := r.product(in); ok {
			return `"` + name + `"`
		}
		en := r.Phrase(in)
		if what, ok := strings.CutPrefix(strings.Replace(en, "forcing ", "Forcing ", 1), "Forcing "); ok && strings.HasPrefix(in, "强制") && !strings.Contains(en, " to ") {
			en = "Forced " + what // “强制扫码点餐”, which is nobody's deed
		}
		return `"` + strings.ReplaceAll(en, `"`, "'") + `"`
	}
	return "(" + r.bracket(in) + ")"
}

// qinglang is the name of a campaign for a clear internet.
var qinglang = pattern.MustCompile(`^清朗[·-](.+)$`)

// numbered is the short name of a campaign that counts what it does.
var numbered = pattern.MustCompile(`^[一两二三四五六]\p{Han}{2,3}[一两二三四五六]\p{Han}{2,3}$`)

// product spells the name of an app that no term translates.
func (r *Rendering) product(in string) (string, bool) {
	n := utf8.RuneCountInString(in)
	if !r.ZH.Apps || n < 2 || n > 5 || !slices.ContainsFunc(r.Segment(in), func(t token.Token) bool { return t.Kind == token.Unknown }) {
		return "", false
	}
	return r.g.Names.Spell(in)
}

// bracket renders the inside of round brackets.
func (r *Rendering) bracket(in string) string {
	if en, ok := number.InBracket(in); ok {
		return en
	}
	if en := partsOfPiece[in]; en != "" {
		return en
	}
	if w, ok := r.g.Terms.Word("(" + in + ")"); ok {
		return strings.Trim(w.EN, "()")
	}
	if m := orderOf.FindStringSubmatch(in); m != nil {
		if by, ok := r.Try(func() (string, bool) { return r.Issuers(m[1]) }); ok {
			return by + " " + map[string]string{"令": "Order", "公告": "Announcement"}[m[2]] + " No. " + m[4] + " of " + m[3]
		}
	}
	if strings.HasPrefix(in, "关于") {
		if en, ok := r.about(in); ok {
			return en
		}
	}
	if theme, ok := strings.CutSuffix(in, "主题"); ok && theme != "" {
		return "Theme: " + r.Phrase(theme)
	}
	return strings.TrimPrefix(r.Phrase(in), "the ")
}

// orderOf is the order that a rule was made by: 交通运输部令2023年第4号.
var orderOf = pattern.MustCompile(`^(\p{Han}[\p{Han} 、]{1,30}?)(令|公告)(\d{4})年第 ?(\d+) ?号$`)

// partsOfPiece are those of an article that is printed in several.
var partsOfPiece = map[string]string{"上": "Part One", "中": "Middle Part", "下": "Last Part", "上篇": "Part One", "中篇": "Middle Part", "下篇": "Last Part"}
