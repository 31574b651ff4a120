package grammar

import (
	"slices"
	"strings"

	"github.com/regwire/regwire/feeds/gloss/english"
	"github.com/regwire/regwire/feeds/gloss/token"
	"github.com/regwire/regwire/feeds/lexicon"
	"github.com/regwire/regwire/feeds/pattern"
)

// What something is done by stands before the deed: 用木马窃取信息, 通过AI换脸实施诈骗. 通过
// is what becomes of bills and tests as well, and there has no deed behind.

// meansOf reports a thing with a deed behind, which is done by it.
func meansOf(t []token.Token) bool {
	for i, x := range t {
		switch {
		case i > 0 && x.Verb() && !abstract[x.ZH] && i+1 < len(t):
			return true
		case x.Kind == token.Latin, x.Kind == token.Group && strings.HasPrefix(x.ZH, "“"), x.Kind == token.Known && x.Word.Kind == "noun" && x.Word.Base == "":
		default:
			return false
		}
	}
	return false
}

// instrument counts the tokens of what stands behind 通过 where that is no verb: a thing, or
// a deed with its object, that serves the deed behind. A bill that is passed may well be
// followed by what it does, and one that passes a test by what that lets him do: of these
// it counts none.
func instrument(t []token.Token) int {
	for i, x := range t {
		switch {
		case i == 0 && x.Verb() && len(t) > 3: // 通过植入木马窃取信息
		case i > 0 && (x.Is("向") || x.Is("对")) && slices.ContainsFunc(t[i+1:], token.Token.Deed):
			return i
		case i > 0 && i+1 < len(t) && x.Verb() && t[i+1].Verb(): // 通过大数据分析锁定
		case i > 0 && deedFollows(t[i:]):
			return instrumentBefore(t, i)
		case !ofInstrument(x):
			return 0
		}
	}
	return 0
}

// deedFollows reports a deed in front that something may be done for, or how it was done.
func deedFollows(t []token.Token) bool {
	rest := t[1:]
	return illegally[t[0].ZH] != "" && len(rest) > 0 && rest[0].Deed() || t[0].Word.Kind == "adverb" && slices.ContainsFunc(rest, token.Token.Deed) || serves(t)
}

// instrumentBefore is instrument of what stands before the deed at i: none where that was
// passed, and with the deed where it names a tool.
func instrumentBefore(t []token.Token, i int) int {
	last := t[i-1]
	if passed(last) || last.Kind == token.Known && last.Word.Kind == "connective" {
		return 0
	}
	if tool := i + 1; tool+1 < len(t) && tools.MatchString(t[tool].ZH) && serves(t[tool+1:]) {
		return tool + 1 // 通过短信嗅探设备盗刷银行卡
	}
	return i
}

// ofInstrument reports a word that the name of a thing may have, or a list of things.
func ofInstrument(x token.Token) bool {
	switch x.Kind {
	case token.Latin, token.Comma:
		return true
	case token.Group:
		return strings.HasPrefix(x.ZH, "“")
	case token.Known:
		return x.Word.Nominal() || x.Word.Kind == "place" || Joining(x) || x.Is("的") || x.Is("等")
	}
	return false
}

// through folds 通过 with what stands behind: how many tokens, and the English.
func (r *Rendering) through(p token.Placed) (int, string) {
	if !p.Word().Verb() {
		return 0, ""
	}
	if of := tests[p.Word().ZH]; of != "" {
		return throughTest(p, of)
	}
	if !p.Word().Is("通过") || enacted(p) {
		return 0, ""
	}
	n := instrument(p.Behind())
	if n == 0 && complainedThrough(p) {
		n = p.Left() - 1 // 可通过12315平台投诉举报
	}
	if n == 0 {
		return 0, ""
	}
	of, size := p.Behind()[:n], n+1
	if rest := p.Behind()[n:]; len(rest) > 2 && rest[1].Is("的") && carrying[rest[0].ZH] {
		size += 2 // 通过屏幕共享实施的诈骗
	}
	if of[0].Verb() {
		return size, "through " + r.deedOf(of)
	}
	return size, "through " + r.Linear(of)
}

// throughTest folds a term of what is passed where it is the way to something.
func throughTest(p token.Placed, of string) (int, string) {
	switch {
	case p.Next().Is("方式"):
		return 2, "through " + of
	case strings.HasPrefix(p.Next().ZH, "向"):
		return 1, "through " + of // 通过认证向境外提供信息
	}
	return 0, ""
}

// enacted reports a bill or a rule that is passed: 国会通过法案禁止出售数据, 委员会通过假名化指南.
func enacted(p token.Placed) bool {
	who, last := p.Prev(), p.Final()
	if p.First() {
		return false
	}
	if !p.Last() && legislatures.MatchString(who.ZH) && passed(p.Next()) {
		return true
	}
	rule := who.Word.Kind == "org" && last.Word.Head && drawnUp.MatchString(last.ZH) || countries[who.EN] && bills.MatchString(last.ZH)
	return rule && who.Kind == token.Known && last.Kind == token.Known && !slices.ContainsFunc(p.Behind(), func(x token.Token) bool { return publishes[x.ZH] || settingRules[x.ZH] })
}

// complainedThrough reports a thing through which one may complain, in words that the term
// base has as nouns.
func complainedThrough(p token.Placed) bool {
	t := p.Behind()
	return !p.First() && auxiliaries[p.Prev().ZH].mood == modal && len(t) > 1 && thingAlone(t[:len(t)-1]) && !passed(t[len(t)-2]) && complaining[p.Final().ZH]
}

// bills end what parliaments pass, as countries do in headlines.
var bills = pattern.MustCompile(`(?:法案|法律|法|修正案)$`)

// legislatures end the names of those who pass bills and by none of them do anything.
var legislatures = pattern.MustCompile(`(?:国会|议会|参议院|众议院|参院|众院|上院|下院|立法会|立法院|人大|人大常委会|常委会|全体会议|常务会议)$`)

// settingRules are what is done with rules, beside putting them out.
var settingRules = lexicon.Set("制定 起草 修订 修改 审议 落实 解读 完善 征求 编制 联合印发 联合发布")

// tools end what is named after what it does.
var tools = pattern.MustCompile(`(?:设备|软件|工具|系统|程序|平台|技术|装置|插件|网站)$`)

// serves reports a deed in front that something may be done for.
func serves(t []token.Token) bool {
	x := t[0]
	switch alone := len(t) == 1; {
	case nounDeeds[x.ZH] != "":
		return true
	case x.Verb():
		return strings.Contains(x.Word.Base, " ") && !english.Spaced(x.Word.Base) && !eventive[x.ZH] || !alone && (!t[1].Is("的") || carrying[x.ZH])
	case alone || t[1].Kind != token.Known || t[1].Word.Kind != "noun" || t[1].Word.Base != "":
		return false
	}
	return x.Deed() && deeds[x.ZH] // 通过暗网买卖信息
}

// tests are terms of what is passed that may be a way to something.
var tests = map[string]string{"通过认证": "certification", "通过评估": "assessment", "通过备案": "filing"}

// complaining are deeds that the term base has as nouns alone.
var complaining = lexicon.Set("投诉举报 举报 投诉 申诉 查询 维权 反馈")

// carrying are deeds that say no more than that something is done.
var carrying = lexicon.Set("实施 进行 开展 完成")

// passed reports what is passed: a bill, or a test.
func passed(t token.Token) bool {
	return t.Kind == token.Group && strings.HasPrefix(t.ZH, "《") || t.Kind == token.Known && passing.MatchString(t.ZH) && !noLaw.MatchString(t.ZH)
}

var passing = pattern.MustCompile(`(?:法|法案|草案|条例|办法|规定|规则|决议|决定|议案|提案|方案|计划|意见|指南|协议|预算|评估|认证|审查|审核|备案|验收|考核|检测|测评|考试|复核|批准|会议|名单|项目)$`)

// consents are what may be lacking.
var consents = map[string]string{"同意": "Consent", "授权": "Authorization", "许可": "Permission", "批准": "Approval"}

// withoutConsent reads 未经客户同意: of how many tokens, and its English.
func withoutConsent(p token.Placed) (int, string) {
	if !p.Word().Is("未经") {
		return 0, ""
	}
	if what := consents[p.Next().ZH]; what != "" {
		return 2, "without " + what
	}
	if what := consents[p.At(2).ZH]; what != "" && p.Next().Nominal() {
		return 3, "without " + Possessive(p.Next().EN) + " " + what
	}
	return 0, ""
}
