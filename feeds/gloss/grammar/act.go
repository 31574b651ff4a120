package grammar

import (
	"slices"
	"strings"

	"github.com/regwire/regwire/feeds/gloss/english"
	"github.com/regwire/regwire/feeds/gloss/token"
	"github.com/regwire/regwire/feeds/pattern"
)

// Act renders a deed as a noun: "Protection of X".
func (r *Rendering) Act(s string) string {
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
		if t := r.Segment(m[1]); len(t) > 0 && plainThing(t) {
			switch m[2] {
			case "不力", "不到位":
				return "Inadequate " + r.Linear(t)
			case "不当":
				return "Improper " + r.Linear(t)
			case "粗放":
				return "Lax " + r.Linear(t)
			case "低俗":
				return "Vulgar " + r.Linear(t)
			case "不实":
				return "False " + r.Linear(t)
			}
			return english.Singular(r.Linear(t)) + " Violations"
		}
	}
	t := r.Segment(s)
	if len(t) == 0 {
		return "" // a mark without its other half
	}
	if en, ok := r.ago(t, r.nouns); ok {
		return en
	}
	if link := causing[t[0].ZH]; len(t) > 2 && t[0].Is("要求") && !Modifies(t) && Doer(t[1]) {
		if en, ok := r.Try(func() (string, bool) { return r.caused(t[1:], link) }); ok {
			return "Requiring " + en // 要求员工开启定位
		}
	}
	if to := beforeDeed[t[0].ZH]; len(t) > 2 && t[0].Verb() && strings.HasSuffix(to, " to") && t[1].Deed() && !Modifies(t) && !slices.ContainsFunc(t[2:], token.Token.Verb) {
		return english.Inflect(to, english.Gerund) + " " + t[1].Word.Base + " " + r.named(t[2:], r.predicate) // 拒绝安装监控软件
	}
	for _, way := range [...]func(*Rendering, string, []token.Token) (string, bool){
		(*Rendering).unmended, (*Rendering).crimeOf, (*Rendering).suspectedOf, (*Rendering).takenDeed, (*Rendering).toldOf, (*Rendering).byUsing, (*Rendering).crimeUsing, (*Rendering).unauthorized, (*Rendering).actWithout,
		(*Rendering).failureTo, (*Rendering).deedInFull, (*Rendering).nounOfDeed, (*Rendering).doerOfDeed,
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
func (r *Rendering) unmended(s string, _ []token.Token) (string, bool) {
	if m := undoneTo.FindStringSubmatch(s); m != nil {
		t, verb := r.Segment(m[1]), r.Segment(m[2])
		if len(verb) == 1 && verb[0].Deed() && !Doer(t[len(t)-1]) && !slices.ContainsFunc(t, token.Token.Verb) && !t[0].Is("存在") {
			return "Failure to " + verb[0].Word.Base + " " + r.Thing(t), true
		}
	}
	m := leftSo.FindStringSubmatch(s)
	if m == nil {
		return "", false
	}
	en := mended[m[3]] + " " + english.Plural(r.Phrase(m[2]))
	if m[1] != "" {
		en += " in " + r.Phrase(m[1])
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

func (r *Rendering) crimeOf(_ string, t []token.Token) (string, bool) { return r.criminal(t, nil) }

func (r *Rendering) suspectedOf(_ string, t []token.Token) (string, bool) {
	if len(t) < 2 || !t[0].Is("涉嫌") {
		return "", false
	}
	return "Suspected " + r.Act(Text(t[1:])), true
}

func (r *Rendering) toldOf(_ string, t []token.Token) (string, bool) {
	i := slices.IndexFunc(t, func(x token.Token) bool {
		return x.Kind != token.Known || x.Word.Kind != "adverb" && illegally[x.ZH] == ""
	})
	if i < 0 || prepositions[t[i].ZH] == "" || i > 0 && !t[i].Is("向") && !deedBefore[t[i].ZH] {
		return "", false
	}
	return r.told(t) // 未经评估向境外提供数据
}

// takenDeed is what is done with a thing that stands in front of its deed: 擅自将客户信息提供
// 给他人.
func (r *Rendering) takenDeed(_ string, t []token.Token) (string, bool) {
	i := slices.IndexFunc(t, func(x token.Token) bool { return x.Kind == token.Known && (x.Is("将") || x.Is("把")) })
	if i < 0 || slices.ContainsFunc(t[:i], func(x token.Token) bool {
		return x.Kind != token.Known || x.Word.Kind != "adverb" && illegally[x.ZH] == ""
	}) {
		return "", false
	}
	moved := r.takenLast(t)
	at := slices.IndexFunc(moved, token.Token.Verb)
	if len(moved) == len(t) || at < i || at+1 >= len(moved) {
		return "", false
	}
	words := append(r.adverbsOf(moved[:at]), english.Inflect(moved[at].Word.Base, english.Gerund), r.Thing(moved[at+1:]))
	return strings.Join(append(words, r.rest(clause{adverbs: moved[:at]})...), " "), true
}

// byUsing is a deed with what it is done by in front: 利用职务便利侵犯个人信息.
func (r *Rendering) byUsing(_ string, t []token.Token) (string, bool) {
	if len(t) < 3 || !t[0].Verb() || !selfContained(t[0].Word.Base) || !t[1].Verb() || eventive[t[1].ZH] {
		return "", false
	}
	return r.Act(Text(t[1:])) + " by " + english.Inflect(t[0].Word.Base, english.Gerund), true
}

// crimeUsing is a crime with what it is done by: 利用网络侵犯公民个人信息犯罪.
func (r *Rendering) crimeUsing(_ string, t []token.Token) (string, bool) {
	n := len(t) - 1
	if n < 2 || !t[0].Is("利用") || !strings.HasPrefix(t[n].EN, "Crime") && !(frauds.MatchString(t[n].ZH) && plainThing(t[1:n])) {
		return "", false
	}
	return t[n].EN + " Using " + r.nouns(t[1:n]), true
}

// frauds are told with what they are committed by, as crimes are: 利用AI技术诈骗.
var frauds = pattern.MustCompile(`^(?:(?:电信|网络|电信网络)?诈骗|敲诈勒索|盗窃|勒索)$`)

func (r *Rendering) unauthorized(_ string, t []token.Token) (string, bool) {
	if len(t) < 3 || !t[0].Is("擅自") || !t[1].Deed() {
		return "", false
	}
	noun := t[1].DeedNoun()
	if noun == "" {
		return "", false
	}
	return "Unauthorized " + noun + " of " + r.nouns(t[2:]), true
}

func (r *Rendering) actWithout(_ string, t []token.Token) (string, bool) { return r.withoutDeed(t) }

// failureTo is what was not done, alone or to something.
func (r *Rendering) failureTo(_ string, t []token.Token) (string, bool) {
	if t[0].Kind != token.Known {
		return "", false
	}
	if how, not := fails[t[0].ZH]; not && how.tail != "" && len(t) > 2 && t[1].Deed() {
		return "failure to " + t[1].Word.Base + " " + r.nouns(t[2:]) + " " + how.tail, true // 未及时告知用户
	}
	if len(t) > 1 && strings.EqualFold(t[0].EN, "not") && t[1].Deed() {
		return "failure to " + t[1].Word.Base + " " + r.nouns(t[2:]), true
	}
	rest, ok := strings.CutPrefix(t[0].Word.Base, "not ")
	switch {
	case !ok:
		return "", false
	case len(t) == 1:
		return "failure to " + rest, t[0].Verb()
	case strings.Count(t[0].Word.Base, " ") > 2 || english.Spaced(t[0].Word.Base):
		return "", false
	}
	return "failure to " + rest + " " + r.nouns(t[1:]), true
}

// deedInFull is a deed whose noun would not do: one with an adverb, or long in English.
func (r *Rendering) deedInFull(s string, t []token.Token) (string, bool) {
	if len(t) < 2 || t[0].Kind != token.Known || !(t[0].Word.Kind == "adverb" && t[1].Verb()) && strings.Count(t[0].Word.Base, " ") <= 2 {
		return "", false
	}
	return r.Deed(s)
}

// nounOfDeed is the noun of the deed in front, with what it is done to.
func (r *Rendering) nounOfDeed(s string, t []token.Token) (string, bool) {
	if len(t) < 2 || !t[0].Deed() || english.Spaced(t[0].Word.Base) || t[0].Word.Kind == "noun" && selfContained(t[0].Word.Base) && t[1].Is("等") {
		return "", false
	}
	base := t[0].Word.Base
	if practised[t[0].ZH] {
		if en, ok := r.Doing(t[1:], true); ok {
			return english.NounOf(base) + " of " + en, true // 整治平台泄露信息
		}
	}
	if k := slices.IndexFunc(t, func(x token.Token) bool { return x.Verb() && !x.Is("违反") }); k > 1 && t[0].Is("违反") && !Modifies(t) && !EndsInRule(s) {
		if deed, ok := r.Deed(Text(t[k:])); ok {
			return english.NounOf(base) + " of " + r.Thing(t[1:k]) + " by " + deed, true // 违反法律实施垄断
		}
	}
	tail := english.TailOf(base)
	base = strings.TrimSuffix(base, tail)
	object := r.objectOfAct(s, t[1:]) + tail
	noun := english.NounOf(base)
	if noun == english.Inflect(base, english.Gerund) {
		return noun + " " + object, true
	}
	return noun + " of " + object, true
}

// objectOfAct is what a deed is done to; a second deed tells what the first was for.
func (r *Rendering) objectOfAct(s string, t []token.Token) string {
	if slices.ContainsFunc(t, token.Token.Verb) && !Modifies(t) {
		l := line{r: r, t: t, begun: true, purpose: true}
		return l.text()
	}
	if EndsInRule(s) && plainThing(t) {
		return r.Thing(t) // 违反征信管理规定
	}
	return r.nouns(t)
}

func (r *Rendering) doerOfDeed(_ string, t []token.Token) (string, bool) { return r.Doing(t, false) }

// sent is what goes abroad or to someone, whom Chinese names first: 违法向境外传输个人信息.
var sent = pattern.MustCompile(`^(违法违规|违法|违规|非法|擅自|未经同意)?向(.{2,12}?)(传输|提供|发送|转移|出售|泄露|推送|共享|公开)(.{2,30})$`)

// sending renders it: "Illegal Transmission of Personal Information Overseas".
func (r *Rendering) sending(s string) (string, bool) {
	m := sent.FindStringSubmatch(s)
	if m == nil || strings.ContainsAny(m[4], "的并和对未") {
		return "", false
	}
	w, ok := r.g.Terms.Word(m[3])
	if !ok || w.Base == "" {
		return "", false
	}
	return r.Try(func() (string, bool) {
		n := len(r.Unknown)
		to := " to " + r.Phrase(m[2])
		if abroad[m[2]] {
			to = " Overseas"
		}
		how := map[string]string{"": "", "擅自": "Unauthorized ", "未经同意": "Unauthorized "}
		lead, ok := how[m[1]]
		if !ok {
			lead = "Illegal "
		}
		noun := token.Token{Kind: token.Known, Word: w}.DeedNoun()
		return lead + noun + " of " + r.Phrase(m[4]) + to, noun != "" && len(r.Unknown) == n
	})
}
