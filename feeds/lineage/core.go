package lineage

import (
	"strings"
	"unicode/utf8"

	"github.com/regwire/regwire/feeds"
)

// core is what is left of a name without the words that rules on any subject have, and that may
// change between a draft and its final text: 金融业出境 of 促进和规范金融业数据跨境流动合规指南.
type core struct {
	telling string
	of      protected
}

// protected is what the rule protects, as bits: data, personal information.
type protected uint8

const (
	ofPersons protected = 1 << iota
	ofData
)

// minCore is the length, in characters, under which many documents have the same core.
const minCore = 3

var (
	// persons are the words for what rules on personal information protect.
	persons = strings.NewReplacer("个人金融信息", "", "个人信用信息", "", "个人信息", "", "客户信息", "", "用户信息", "", "患者信息", "")
	// usual words are those that come and go between a draft and its final text.
	usual = strings.NewReplacer(
		"移动互联网应用程序", "app", "移动互联网应用服务", "app", "移动互联网应用", "app", "移动应用程序", "app", "应用程序", "app",
		"跨境流动", "出境", "跨境传输", "出境", "跨境提供", "出境", "跨境", "出境", "人工智能体", "智能体", "儿童", "未成年人", "刷脸", "人脸识别", "车内", "车载",
		"网络交易", "网络交易", "司法解释", "", "新规定", "", "新规", "", "促进和规范", "", "规范和促进", "", "移动互联网", "", "互联网", "", "第三方", "", "监督", "", "检查", "", "管理", "", "安全", "", "保护", "", "服务", "", "平台", "",
		"活动", "", "处理", "", "使用", "", "应用", "", "业务", "", "行业", "", "领域", "", "行为", "", "工作", "", "机构", "", "企业", "", "经营者", "", "运营者", "", "提供者", "",
		"网络", "", "信息", "", "技术", "", "系统", "", "资源", "", "用户", "", "合规", "", "若干", "", "规范", "", "促进", "", "推进", "", "加强", "", "建立", "", "建设", "",
		"实施", "", "产品", "", "关于", "", "要求", "", "权益", "", "认定", "", "民事", "", "适用法律", "", "问题", "", "审理", "", "案件", "", "纠纷", "", "解释", "",
	)
)

func coreOf(stem string) core {
	var c core
	rest := persons.Replace(stem)
	if rest != stem {
		c.of |= ofPersons
	}
	if less := strings.ReplaceAll(rest, "数据", ""); less != rest {
		c.of |= ofData
		rest = less
	}
	c.telling = usual.Replace(rest)
	return c
}

// says reports whether the core says enough for its maker to have one such document only.
func (c core) says() bool { return utf8.RuneCountInString(c.telling) >= minCore }

// like reports whether two cores are of one document under two names.
func (c core) like(d core) bool {
	return c.says() && (c.telling == d.telling || within(c.telling, d.telling)) && c.protects(d)
}

// protects reports whether both protect the same, of which one may name more. A rule on a trade's
// data and one on the trade are different rules.
func (c core) protects(d core) bool { return c.of == d.of || c.of&d.of != 0 }

const (
	// Two cores of minWithin characters or more may differ in one word of at most maxPut.
	minWithin = 8
	maxPut    = 2
)

// within reports whether one is the other with a word put in, away from both ends.
func within(x, y string) bool {
	short, long := []rune(x), []rune(y)
	if len(short) > len(long) {
		short, long = long, short
	}
	if len(short) < minWithin || len(long)-len(short) > maxPut {
		return false
	}
	head := 0
	for head < len(short) && short[head] == long[head] {
		head++
	}
	return head >= 2 && head <= len(short)-2 && string(short[head:]) == string(long[head+len(long)-len(short):])
}

// renamedDays is how many days after its draft a text may come that has another name.
const renamedDays = 3 * 366

// renamed reports whether the earlier of the two is a draft, and the later one may be its final
// text under another name.
func (p *pair) renamed() bool {
	early, late := p.b, p.a
	if p.order() < 0 {
		early, late = late, early
	}
	days := late.Published.Sub(early.Published)
	if !early.stage.InDraft() || days <= 0 || days > renamedDays || !p.sameIssuer() && !p.adopted() {
		return false
	}
	for _, x := range early.names() {
		for _, y := range late.names() {
			if x.core.like(y.core) || x.core == y.core && x.core.of != 0 && interprets(early) && interprets(late) {
				p.quote = y.whole
				return true
			}
		}
	}
	return false
}

// interprets reports whether it is a judicial interpretation. Courts publish few on one matter.
func interprets(s *side) bool { return s.Reading.Force == interpretation }

// interpretation is the binding force of what the highest court and procuratorate lay down.
const interpretation = "judicial interpretation"

// minSubject is how many characters of a subject are enough to find the rule that its maker
// published on that day. With anybodys of them the rule is found whoever explains it, the press
// included.
const (
	minSubject = 2
	anybodys   = 5
)

// answerDays is how many days after a rule answers on it may come that do not name it.
const answerDays = 1

// onSubject reports whether one explains, by its subject alone, what the other's name has
// and its maker gave out that day.
func (p *pair) onSubject() bool {
	answers, rule := p.a, p.b
	if !answers.explains {
		answers, rule = rule, answers
	}
	days := answers.Published.Sub(rule.Published)
	if rule.Media || rule.stage != feeds.StageIssued || days < 0 || days > answerDays || marked.MatchString(answers.Title) {
		return false
	}
	for _, x := range answers.names() {
		for _, y := range rule.names() {
			switch c, d := x.core, y.core; {
			case c.of|d.of != d.of, !p.sameIssuer() && (c.telling != d.telling || utf8.RuneCountInString(c.telling) < anybodys):
			case utf8.RuneCountInString(c.telling) >= minSubject && strings.Contains(d.telling, c.telling), c == d && c.of != 0 && interprets(rule):
				p.quote = y.whole
				return true
			}
		}
	}
	return false
}
