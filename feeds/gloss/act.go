package gloss

import (
	"slices"
	"strings"

	"github.com/regwire/regwire/feeds/gloss/english"
	"github.com/regwire/regwire/feeds/pattern"
)

// act renders a deed as a noun: "Protection of X".
func (r *render) act(s string) string {
	if deed, ok := strings.CutSuffix(s, "行为"); ok && len(deed) > len("违法") {
		s = deed // which says no more
	}
	if en, ok := r.sending(s); ok {
		return en
	}
	if strings.Contains(s, "、") {
		if en, ok := r.acts(s); ok {
			return en
		}
	}
	if m := amiss.FindStringSubmatch(s); m != nil {
		if t := r.segment(m[1]); len(t) > 0 && plainThing(t) {
			switch m[2] {
			case "不力", "不到位":
				return "Inadequate " + r.linear(t)
			case "不当":
				return "Improper " + r.linear(t)
			case "粗放":
				return "Lax " + r.linear(t)
			case "低俗":
				return "Vulgar " + r.linear(t)
			case "不实":
				return "False " + r.linear(t)
			}
			return english.Singular(r.linear(t)) + " Violations"
		}
	}
	t := r.segment(s)
	if len(t) == 0 {
		return "" // a mark without its other half
	}
	if en, ok := r.ago(t, r.nouns); ok {
		return en
	}
	if link := causing[t[0].zh]; len(t) > 2 && t[0].is("要求") && !modifies(t) && doer(t[1]) {
		if en, ok := r.try(func() (string, bool) { return r.caused(t[1:], link) }); ok {
			return "Requiring " + en // 要求员工开启定位
		}
	}
	if to := beforeDeed[t[0].zh]; len(t) > 2 && t[0].verb() && strings.HasSuffix(to, " to") && t[1].deed() && !modifies(t) && !slices.ContainsFunc(t[2:], token.verb) {
		return english.Inflect(to, english.Gerund) + " " + t[1].w.base + " " + r.named(t[2:], r.predicate) // 拒绝安装监控软件
	}
	for _, way := range [...]func(*render, string, []token) (string, bool){
		(*render).unmended, (*render).crimeOf, (*render).suspectedOf, (*render).takenDeed, (*render).toldOf, (*render).byUsing, (*render).crimeUsing, (*render).unauthorized, (*render).actWithout,
		(*render).failureTo, (*render).deedInFull, (*render).nounOfDeed, (*render).doerOfDeed,
	} {
		if en, ok := way(r, s, t); ok {
			return en
		}
	}
	return r.nouns(t)
}

// amiss is a thing with the word for what is wrong with it: Cookie违规, 儿童保护不力.
var amiss = pattern.MustCompile(`^([^，、的]{2,20}?)(违法违规|违规|不力|不当|不到位|粗放|低俗|不实)$`)

// unmended is what is wrong with something and was left so: 系统存在高危漏洞未修复.
func (r *render) unmended(s string, _ []token) (string, bool) {
	if m := undoneTo.FindStringSubmatch(s); m != nil {
		t, verb := r.segment(m[1]), r.segment(m[2])
		if len(verb) == 1 && verb[0].deed() && !doer(t[len(t)-1]) && !slices.ContainsFunc(t, token.verb) && !t[0].is("存在") {
			return "Failure to " + verb[0].w.base + " " + r.thing(t), true
		}
	}
	m := leftSo.FindStringSubmatch(s)
	if m == nil {
		return "", false
	}
	en := mended[m[3]] + " " + english.Plural(r.phrase(m[2]))
	if m[1] != "" {
		en += " in " + r.phrase(m[1])
	}
	return en, true
}

// undoneTo is what was to be done with what stands in front: 数据泄露未报告.
var undoneTo = pattern.MustCompile(`^([^，、的]{2,20}?)未(?:能)?(?:及时|按期|按要求|按规定|依法)?(报告|通报|上报|备案|申报|告知|公开|报送|公示|加密|脱敏)$`)

// leftSo tells what is wrong in what, and mended what was not done about it.
var (
	leftSo = pattern.MustCompile(`^(.{0,20}?)存在(.{2,20}?)(?:长期|一直)?未(?:能)?(?:及时|按期|按要求|按规定)?(` + pattern.AnyKey(mended) + `)$`)
	mended = map[string]string{"修复": "Unpatched", "修补": "Unpatched", "整改": "Unrectified", "处置": "Unaddressed", "消除": "Unaddressed", "处理": "Unaddressed"}
)

func (r *render) crimeOf(_ string, t []token) (string, bool) { return r.criminal(t, nil) }

func (r *render) suspectedOf(_ string, t []token) (string, bool) {
	if len(t) < 2 || !t[0].is("涉嫌") {
		return "", false
	}
	return "Suspected " + r.act(text(t[1:])), true
}

func (r *render) toldOf(_ string, t []token) (string, bool) {
	i := slices.IndexFunc(t, func(x token) bool { return x.kind != tWord || x.w.kind != "adverb" && illegally[x.zh] == "" })
	if i < 0 || prepositions[t[i].zh] == "" || i > 0 && !t[i].is("向") && !deedBefore[t[i].zh] {
		return "", false
	}
	return r.told(t) // 未经评估向境外提供数据
}

// takenDeed is what is done with a thing that stands in front of its deed: 擅自将客户信息提供
// 给他人.
func (r *render) takenDeed(_ string, t []token) (string, bool) {
	i := slices.IndexFunc(t, func(x token) bool { return x.kind == tWord && (x.is("将") || x.is("把")) })
	if i < 0 || slices.ContainsFunc(t[:i], func(x token) bool { return x.kind != tWord || x.w.kind != "adverb" && illegally[x.zh] == "" }) {
		return "", false
	}
	moved := r.takenLast(t)
	at := slices.IndexFunc(moved, token.verb)
	if len(moved) == len(t) || at < i || at+1 >= len(moved) {
		return "", false
	}
	words := append(r.adverbsOf(moved[:at]), english.Inflect(moved[at].w.base, english.Gerund), r.thing(moved[at+1:]))
	return strings.Join(append(words, r.rest(clause{adverbs: moved[:at]})...), " "), true
}

// byUsing is a deed with what it is done by in front: 利用职务便利侵犯个人信息.
func (r *render) byUsing(_ string, t []token) (string, bool) {
	if len(t) < 3 || !t[0].verb() || !selfContained(t[0].w.base) || !t[1].verb() || eventive[t[1].zh] {
		return "", false
	}
	return r.act(text(t[1:])) + " by " + english.Inflect(t[0].w.base, english.Gerund), true
}

// crimeUsing is a crime with what it is done by: 利用网络侵犯公民个人信息犯罪.
func (r *render) crimeUsing(_ string, t []token) (string, bool) {
	n := len(t) - 1
	if n < 2 || !t[0].is("利用") || !strings.HasPrefix(t[n].en, "Crime") && !(frauds.MatchString(t[n].zh) && plainThing(t[1:n])) {
		return "", false
	}
	return t[n].en + " Using " + r.nouns(t[1:n]), true
}

// frauds are told with what they are committed by, as crimes are: 利用AI技术诈骗.
var frauds = pattern.MustCompile(`^(?:(?:电信|网络|电信网络)?诈骗|敲诈勒索|盗窃|勒索)$`)

func (r *render) unauthorized(_ string, t []token) (string, bool) {
	if len(t) < 3 || !t[0].is("擅自") || !t[1].deed() {
		return "", false
	}
	noun := t[1].deedNoun()
	if noun == "" {
		return "", false
	}
	return "Unauthorized " + noun + " of " + r.nouns(t[2:]), true
}

func (r *render) actWithout(_ string, t []token) (string, bool) { return r.withoutDeed(t) }

// failureTo is what was not done, alone or to something.
func (r *render) failureTo(_ string, t []token) (string, bool) {
	if t[0].kind != tWord {
		return "", false
	}
	if how, not := fails[t[0].zh]; not && how.tail != "" && len(t) > 2 && t[1].deed() {
		return "failure to " + t[1].w.base + " " + r.nouns(t[2:]) + " " + how.tail, true // 未及时告知用户
	}
	if len(t) > 1 && strings.EqualFold(t[0].en, "not") && t[1].deed() {
		return "failure to " + t[1].w.base + " " + r.nouns(t[2:]), true
	}
	rest, ok := strings.CutPrefix(t[0].w.base, "not ")
	switch {
	case !ok:
		return "", false
	case len(t) == 1:
		return "failure to " + rest, t[0].verb()
	case strings.Count(t[0].w.base, " ") > 2 || spaced(t[0].w.base):
		return "", false
	}
	return "failure to " + rest + " " + r.nouns(t[1:]), true
}

// deedInFull is a deed whose noun would not do: one with an adverb, or long in English.
func (r *render) deedInFull(s string, t []token) (string, bool) {
	if len(t) < 2 || t[0].kind != tWord || !(t[0].w.kind == "adverb" && t[1].verb()) && strings.Count(t[0].w.base, " ") <= 2 {
		return "", false
	}
	return r.deed(s)
}

// nounOfDeed is the noun of the deed in front, with what it is done to.
func (r *render) nounOfDeed(s string, t []token) (string, bool) {
	if len(t) < 2 || !t[0].deed() || spaced(t[0].w.base) || t[0].w.kind == "noun" && selfContained(t[0].w.base) && t[1].is("等") {
		return "", false
	}
	base := t[0].w.base
	if practised[t[0].zh] {
		if en, ok := r.doing(t[1:], true); ok {
			return english.NounOf(base) + " of " + en, true // 整治平台泄露信息
		}
	}
	if k := slices.IndexFunc(t, func(x token) bool { return x.verb() && !x.is("违反") }); k > 1 && t[0].is("违反") && !modifies(t) && !ruleNamed.MatchString(s) {
		if deed, ok := r.deed(text(t[k:])); ok {
			return english.NounOf(base) + " of " + r.thing(t[1:k]) + " by " + deed, true // 违反法律实施垄断
		}
	}
	tail := tailOf(base)
	base = strings.TrimSuffix(base, tail)
	object := r.objectOfAct(s, t[1:]) + tail
	noun := english.NounOf(base)
	if noun == english.Inflect(base, english.Gerund) {
		return noun + " " + object, true
	}
	return noun + " of " + object, true
}

// objectOfAct is what a deed is done to; a second deed tells what the first was for.
func (r *render) objectOfAct(s string, t []token) string {
	if slices.ContainsFunc(t, token.verb) && !modifies(t) {
		l := line{r: r, t: t, begun: true, purpose: true}
		return l.text()
	}
	if ruleNamed.MatchString(s) && plainThing(t) {
		return r.thing(t) // 违反征信管理规定
	}
	return r.nouns(t)
}

func (r *render) doerOfDeed(_ string, t []token) (string, bool) { return r.doing(t, false) }

// sent is what goes abroad or to someone, whom Chinese names first: 违法向境外传输个人信息.
var sent = pattern.MustCompile(`^(违法违规|违法|违规|非法|擅自|未经同意)?向(.{2,12}?)(传输|提供|发送|转移|出售|泄露|推送|共享|公开)(.{2,30})$`)

// sending renders it: "Illegal Transmission of Personal Information Overseas".
func (r *render) sending(s string) (string, bool) {
	m := sent.FindStringSubmatch(s)
	if m == nil || strings.ContainsAny(m[4], "的并和对未") {
		return "", false
	}
	id, ok := r.g.index[m[3]]
	if !ok || r.g.words[id].base == "" {
		return "", false
	}
	return r.try(func() (string, bool) {
		n := len(r.unknown)
		to := " to " + r.phrase(m[2])
		if abroad[m[2]] {
			to = " Overseas"
		}
		how := map[string]string{"": "", "擅自": "Unauthorized ", "未经同意": "Unauthorized "}
		lead, ok := how[m[1]]
		if !ok {
			lead = "Illegal "
		}
		noun := token{kind: tWord, w: r.g.words[id]}.deedNoun()
		return lead + noun + " of " + r.phrase(m[4]) + to, noun != "" && len(r.unknown) == n
	})
}
