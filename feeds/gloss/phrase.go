package gloss

import (
	"slices"
	"strings"
	"unicode/utf8"

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
		case c == ' ' && i > 0 && i+1 < len(in) && latin(in[i-1]) && latin(in[i+1]):
		case (c == '-' || c == '~') && i > 0 && i+1 < len(in) && (latin(in[i-1]) || latin(in[i+1])) && in[i-1] != ')':
		case c == '-' && i > 0 && (in[i-1] == '年' || in[i-1] == '日'):
		default:
			list, between = append(list, s[from:at]), append(between, seps[c])
			from = at + size
		}
		at += size
	}
	return append(list, s[from:]), append(between, "")
}

// phrase renders clauses one after the other.
func (r *render) phrase(s string) string { return r.each(s, r.clause) }

func (r *render) each(s string, one func(string) string) string {
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
func (r *render) group(open rune, in string) string {
	up, ok := r.deeper()
	defer up()
	if !ok || in == "" {
		return ""
	}
	defer func(was bool) { r.inside = was }(r.inside)
	r.inside = true
	switch open {
	case '《', '〈':
		return r.document(in)
	case '“', '‘':
		if m := qinglang.FindStringSubmatch(in); m != nil {
			return `"Qinglang - ` + strings.ReplaceAll(r.subject(m[1]), `"`, "'") + `"`
		}
		if id, ok := r.g.index["“"+in+"”"]; ok {
			return strings.Trim(r.g.words[id].en, `"`)
		}
		if numbered.MatchString(in) {
			return `"` + r.keep(in) + `"` // 两公布一提示, which English would have to explain
		}
		if name, ok := r.product(in); ok {
			return `"` + name + `"`
		}
		en := r.phrase(in)
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
func (r *render) product(in string) (string, bool) {
	n := utf8.RuneCountInString(in)
	if !r.apps || n < 2 || n > 5 || !slices.ContainsFunc(r.segment(in), func(t token) bool { return t.kind == tUnknown }) {
		return "", false
	}
	return r.g.spell(in)
}

// bracket renders the inside of round brackets.
func (r *render) bracket(in string) string {
	if en, ok := batch(in); ok {
		return en
	}
	if en := partsOfPiece[in]; en != "" {
		return en
	}
	if id, ok := r.g.index["("+in+")"]; ok {
		return strings.Trim(r.g.words[id].en, "()")
	}
	if m := orderOf.FindStringSubmatch(in); m != nil {
		if by, ok := r.try(func() (string, bool) { return r.issuers(m[1]) }); ok {
			return by + " " + map[string]string{"令": "Order", "公告": "Announcement"}[m[2]] + " No. " + m[4] + " of " + m[3]
		}
	}
	if strings.HasPrefix(in, "关于") {
		if en, ok := r.about(in); ok {
			return en
		}
	}
	if theme, ok := strings.CutSuffix(in, "主题"); ok && theme != "" {
		return "Theme: " + r.phrase(theme)
	}
	return strings.TrimPrefix(r.phrase(in), "the ")
}

// orderOf is the order that a rule was made by: 交通运输部令2023年第4号.
var orderOf = pattern.MustCompile(`^(\p{Han}[\p{Han} 、]{1,30}?)(令|公告)(\d{4})年第 ?(\d+) ?号$`)

// partsOfPiece are those of an article that is printed in several.
var partsOfPiece = map[string]string{"上": "Part One", "中": "Middle Part", "下": "Last Part", "上篇": "Part One", "中篇": "Middle Part", "下篇": "Last Part"}

// afterwards is what somebody does after another deed: 女子网购后接到诈骗电话.
func (r *render) afterwards(t []token) (string, bool) {
	i := slices.IndexFunc(t, func(x token) bool { return x.is("后") || x.is("前") || x.kind == tUnknown && x.zh == "时" })
	if i > 1 && i+3 < len(t) && t[i+1].is("又") {
		t = append(slices.Clone(t[:i+1]), t[i+2:]...)
	}
	if i < 2 || i+1 >= len(t) || !t[i+1].verb() && !(t[i+1].w.kind == "adverb" && t[i+1].kind == tWord) || r.inside || modifies(t) {
		return "", false
	}
	n := 1
	for n < i && !(doer(t[n-1]) && (t[n].deed() || t[n].w.kind == "adverb")) {
		n++
	}
	if n >= i || !t[n].deed() && !(n+1 < i && t[n+1].deed()) {
		return "", false
	}
	c, ok := r.clauseOf(append(slices.Clone(t[:n]), t[i+1:]...))
	if !ok || len(c.subject) == 0 {
		return "", false
	}
	first := line{r: r, t: t[n:i]}
	when := map[string]string{"后": " After ", "前": " Before ", "时": " While "}[t[i].zh]
	if t[n].deed() {
		return r.say(c) + when + strings.TrimSpace(inflect(t[n].w.base, gerund)+" "+r.named(t[n+1:i], r.predicate)), true
	}
	return r.say(c) + when + first.text(), true
}

// doneToMany is what was done to so many, or was done already, told by two words alone:
// 拘捕32人, 已刑拘.
func doneToMany(t []token) (string, bool) {
	if len(t) == 3 && when(t[0]) {
		en, ok := doneToMany(t[1:])
		return en + " " + timeNouns[t[0].zh], ok && timeNouns[t[0].zh] != "" // 去年起诉七千余人
	}
	switch {
	case len(t) != 2:
		return "", false
	case t[0].verb() && t[1].kind == tNumber && t[1].noun == "Cases" && achieved[t[0].zh] && !spaced(t[0].w.base):
		return t[1].en + " Cases " + passive(auxiliary{}, t[0].w.base, t[0].zh, "", true), true
	case t[0].verb() && !spaced(t[0].w.base) && t[1].kind == tNumber && (t[1].noun == "People" || t[1].noun == "Apps" || t[1].noun == "Companies") && (causing[t[0].zh] == "" || causing[t[0].zh] == "for"):
		return t[1].en + " " + t[1].noun + " " + passive(auxiliary{}, t[0].w.base, t[0].zh, "", true), true
	case (t[0].is("已") || t[0].is("均已")) && t[1].verb() && (doneTo[t[1].zh] != "" || strings.HasSuffix(t[1].w.base, " detain")):
		return passive(auxiliary{}, t[1].w.base, t[1].zh, "", true), true
	}
	return "", false
}

// clause renders one clause: a subject with its verb, or a noun phrase.
func (r *render) clause(s string) string {
	rowed := r.signs.rowed
	t := r.segment(s)
	rowed = r.signs.rowed - rowed
	if len(t) == 0 {
		return "" // a mark without its other half
	}
	if en, ok := r.askedAlone(s); ok {
		return en
	}
	if (t[0].is("并") || t[0].is("并且")) && len(t) > 2 && t[1].deed() {
		return r.clause(text(t[1:])) // of whom the clause before told
	}
	if t[0].is("切勿") && len(t) > 1 && !r.inside {
		if i := slices.IndexFunc(t[1:min(3, len(t))], token.deed) + 1; i > 0 && (i == 1 || t[1].w.kind == "adverb" || deedAdverbs[t[1].zh] != "") {
			what := t[i+1:]
			return strings.TrimSpace("Do Not " + strings.Join(r.adverbsOf(t[1:i]), " ") + " " + strings.TrimSuffix(t[i].w.base, tailOf(t[i].w.base)) + " " + r.named(what, r.predicate) + tailOf(t[i].w.base)) // 切勿泄露验证码
		}
		return "Never " + r.thing(t[1:])
	}
	t = manyBehind(t)
	if en, ok := doneToMany(t); ok {
		return en
	}
	if strings.Contains(s, "、") && len(t) > 3 && t[0].deed() && againstActs[t[0].zh] {
		if en, ok := r.acts(text(t[1:])); ok && t[0].is("涉嫌") {
			return t[0].en + " " + en
		} else if ok {
			return inflect(t[0].w.base, gerund) + " " + en // 打击窃取、出售个人信息行为
		}
	}
	if en, ok := r.worded(headlines, s); ok {
		return en
	}
	r.signs.rowed += rowed // rows in brackets weigh double where no form tells what they are to the rest
	if en, ok := shaped(r, questions, t); ok {
		return en
	}
	if en, ok := r.letting(t); ok {
		return en
	}
	if en, ok := r.caseTold(s); ok {
		return en
	}
	if en, ok := r.afterwards(t); ok {
		return en
	}
	if en, ok := r.madeBy(t); ok {
		return en
	}
	if en, ok := r.sentence(t); ok {
		return en
	}
	if i := slices.IndexFunc(t, func(x token) bool { return x.is("后") }); r.inside && i > 1 && i+1 < len(t) && t[i-1].deed() {
		return r.nouns(t)
	}
	if en, ok := r.those(t); ok {
		return en
	}
	if r.inside && bears(t) {
		if en, ok := r.event(t); ok {
			return en
		}
		if n := len(t) - 1; woes[t[n].zh] && n > 2 && !t[n-1].is("等") {
			if en, ok := r.doing(t[:n], false); ok {
				return en // 26款App违法处理人脸信息情况
			}
		}
	}
	if len(t) > 2 && t[0].is("要求") && !r.inside && (t[1].verb() || t[1].is("说明")) && !modifies(t) && !slices.ContainsFunc(t[2:], token.verb) {
		return "Requiring Them to " + bareVerb(t[1], t[2:]) + " " + r.named(t[2:], r.predicate) + tailOf(t[1].w.base) // 要求封堵渠道
	}
	if len(t) > 2 && t[0].is("要求") && !r.inside && launched[t[1].zh] && t[1].deed() && plainThing(t[2:]) {
		return "Requiring Them to " + t[1].w.base + " " + r.thing(t[2:]) // 要求开展自查整改
	}
	if len(t) == 3 && t[0].is("要求") && !r.inside && t[1].is("赔偿") && t[2].kind == tMoney {
		return "Demanding " + t[2].en + " in Compensation"
	}
	if len(t) > 1 && t[0].is("要求") && !r.inside && t[len(t)-1].deed() && !modifies(t) {
		return "Requiring " + r.thing(t[1:]) // 要求一个月内改善
	}
	if en := alone[t[0].zh]; len(t) > 1 && t[0].verb() && strings.HasPrefix(en, "order rectification") && !r.inside && plainThing(t[1:]) {
		return inflect(en, gerund) + " of " + r.thing(t[1:]) // 责令整改安全漏洞
	}
	if link := causing[t[0].zh]; len(t) > 2 && t[0].kind == tWord && (link == "from" || link == "to" && (t[0].verb() || t[1].kind == tNumber)) {
		if en, ok := r.try(func() (string, bool) { return r.caused(t[1:], link) }); ok {
			return inflect(t[0].w.base, gerund) + " " + en // 严禁App强制索权
		}
	}
	if _, at := doerAt(t, false); at > 0 && (deeds[t[at].zh] || r.inside && at+1 == len(t)) && !bears(t) {
		if en, ok := r.doing(t, false); ok {
			return en
		}
	}
	return r.thing(t)
}
