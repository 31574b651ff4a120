package lineage

import (
	"slices"
	"strings"
	"unicode"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/lineage/redline"
	"github.com/regwire/regwire/feeds/pattern"
)

var (
	marked    = pattern.MustCompile(`[《〈]([^《》〈〉]{2,100})[》〉]`)
	bracket   = pattern.MustCompile(`\([^()]{0,24}\)|\[[^\]]{0,12}\]`)
	nation    = pattern.MustCompile(`^(?:中华人民共和国|国家标准|强制性国家标准|推荐性国家标准|网络安全标准实践指南-?|(?:信息安全|数据安全|网络安全|信息)技术-?)+`)
	standard  = pattern.MustCompile(`^gb(?:/[tz])?[0-9.]+(?:-[0-9]{4})?`)
	kindWord  = pattern.MustCompile(`(?:管理|实施|若干|技术|安全|暂行|试行|通用|基本|申报|工作)*(?:条例|规定|办法|细则|规则|要求|规范|指南|指引|标准|基准|守则|意见|方案|决定|通则|导则|准则|规程|方法|法)$`)
	kindOnly  = pattern.MustCompile(`(?:条例|规定|办法|细则|规则|要求|规范|指南|指引|标准|基准|守则|意见|方案|决定|通则|导则|准则|规程|方法|法)$`)
	particles = strings.NewReplacer("和", "", "与", "", "及", "", "的", "", "、", "", "并", "", "以", "")
	frame     = pattern.MustCompile(`(?:公开)?(?:征求|征集)(?:对)?|(?:的)?意见(?:建议)?(?:的)?(?:通知|公告|函)?$|的?(?:通知|公告|通告|公示|全文)$|(?:正式)?(?:公布|发布|出台)$|^(?:修改|印发|转发)|的决定$|征求意见稿|(?:修正|修订)?草案[\p{Han}]{0,16}$`)
	headline  = pattern.MustCompile(`(?:自?(?:今[日天年]?|明[日天]|元旦|[0-9]{1,2}月[0-9]{1,2}日)起?)?(?:正式)?(?:施行|实施|生效)$|(?:专家|政策|权威)?(?:解读|图解|答记者问|起草说明)(?:[:-].*)?$`)
	amending  = pattern.MustCompile(`(?:关于)?(?:修改|修订|修正)(?:部分)?[《〈]|修正案|修改[\p{Han}]{2,30}的决定`)
	repealing = pattern.MustCompile(`(?:关于)?(?:废止|宣布失效)[^《〈]{0,12}[《〈]`)
	revised   = pattern.MustCompile(`修订|修正|修改|(?i:\brevis|\bamend)`)
	// withdrawing is a title that says that a draft goes no further.
	withdrawing = pattern.MustCompile(`(?:终止|撤回|撤销|停止|不再)[^《》]{0,8}[《〈][^《》〈〉]{2,80}(?:征求意见稿|草案)|(?:征求意见稿|草案)[)）]?[》〉][^《》]{0,8}(?:终止|撤回|不再)`)
	// planned is the title of the plan of a standard, applied that of a report that a rule
	// takes effect.
	planned   = pattern.MustCompile(`标准(?:制修订)?(?:项目)?计划|标准(?:立项|计划项目)`)
	applied   = pattern.MustCompile(`起(?:正式)?(?:施行|实施|生效)|正式(?:施行|实施|生效)|今[日天](?:施行|实施|生效)`)
	noticeDay = pattern.MustCompile(`([0-9]{1,2}月[0-9]{1,2}日)[^。]{0,12}通报`)
)

// name is a document as a title calls it.
type name struct {
	whole string // letters only, without stage and edition
	stem  string // whole without what may change between draft and final text
	bag   string // the characters of stem, sorted
	plain string // stem with one word for each thing that drafts and final texts call differently
	core  core
}

func nameOf(s string) name {
	s = bracket.ReplaceAllString(feeds.FoldTitle(s), "")
	s = standard.ReplaceAllString(strings.TrimPrefix(s, "《"), "")
	s = nation.ReplaceAllString(strings.TrimPrefix(s, "《"), "")
	s = frame.ReplaceAllString(headline.ReplaceAllString(s, ""), "")
	n := name{whole: lettersOnly(s)}
	// What is left must still say something: 网络安全法 loses 法, not 安全法.
	n.stem = n.whole
	for _, kind := range []*pattern.Pattern{kindWord, kindOnly} {
		if stem := lettersOnly(particles.Replace(kind.ReplaceAllString(s, ""))); len([]rune(stem)) >= minName {
			n.stem = stem
			break
		}
	}
	r := []rune(n.stem)
	slices.Sort(r)
	n.bag = string(r)
	n.plain = synonyms.Replace(n.stem)
	n.core = coreOf(n.stem)
	return n
}

// synonyms are words of which a draft has one and its final text another.
var synonyms = strings.NewReplacer(
	"跨境流动", "出境", "跨境传输", "出境", "跨境提供", "出境", "跨境", "出境", "移动互联网应用程序", "app", "移动应用程序", "app", "应用程序", "app",
	"互联网", "网络", "自动化决策", "算法", "人脸信息", "人脸识别", "医疗卫生", "医疗", "若干", "", "民事", "", "合规", "", "保护", "", "服务", "", "活动", "", "应用", "", "创新发展", "", "促进", "",
)

func lettersOnly(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, s)
}

// minName is the length, in characters, under which a name says too little.
const minName = 4

// names are the documents that a title is about or refers to: those in 《》, or
// what follows the agency.
func names(title string) []name {
	var out []name
	add := func(s string) {
		n := nameOf(s)
		if len([]rune(n.stem)) >= minName && feeds.HasHan(n.stem) && !slices.Contains(out, n) {
			out = append(out, n)
		}
	}
	for _, m := range marked.FindAllStringSubmatch(title, 4) {
		if _, rest, ok := strings.Cut(m[1], "关于"); ok {
			m[1] = rest
		}
		add(m[1])
	}
	if len(out) > 0 || !feeds.HasHan(title) {
		return out
	}
	s := feeds.FoldTitle(title)
	if m := answered.FindStringSubmatch(s); m != nil {
		s = m[1]
	}
	if m := bill.FindStringSubmatch(s); m != nil {
		add(m[1])
		return out
	}
	if m := ordered.FindStringSubmatch(s); m != nil {
		add(m[1])
		return out
	}
	if at := strings.Index(s, "关于"); at >= 0 && len([]rune(s[:at])) <= 60 {
		s = s[at+len("关于"):]
	}
	if m := order.FindString(s); m != "" {
		s = s[len(m):]
	}
	add(s)
	return out
}

// answered is what questions are answered on.
var answered = pattern.MustCompile(`就([^就]{4,80}?)(?:一事)?(?:接受采访|答记者问|答问)`)

// bill is a law that a headline says is before its legislature.
var bill = pattern.MustCompile(`^([\p{Han}]{2,30}法)\(?(?:修正|修订)?草案`)

// numberOnly is a title that says no more than its number.
var numberOnly = pattern.MustCompile(`^[\p{Han}]{2,30}(?:公告|令)\(?(?:[0-9]{4}年)?\)?\(?第?[0-9]+号\)?$`)

// published is the document that the text of such a title gives out.
var published = pattern.MustCompile(`(?:批准|公布|发布|印发|对)[^《》。]{0,24}[《〈][^《》〈〉]{2,100}[》〉]|[《〈][^《》〈〉]{2,100}[》〉][^《》。]{0,24}(?:通过|公布)`)

// ordered is the rule in brackets behind the number of the order that promulgates it.
var ordered = pattern.MustCompile(`令\[?[0-9]{0,4}\]?第?[0-9]+号\(([\p{Han}]{4,80})\)$`)

// order is the number of an order in front of what it promulgates.
var order = pattern.MustCompile(`^.{2,40}?令\(?第?[0-9]+号\)?`)

// likeness of two names: 1 the same, renamed or more the same words in another order or
// under another kind of document, less when only part is common.
func likeness(a, b name) float64 {
	switch {
	case a.whole == b.whole:
		return 1
	case a.stem == b.stem:
		return 0.97
	case a.bag == b.bag && len([]rune(a.bag)) >= 6:
		return renamed
	}
	if a.plain == b.plain && len([]rune(a.plain)) >= 6 {
		return reworded
	}
	short, long := a.stem, b.stem
	if len(short) > len(long) {
		short, long = long, short
	}
	// A qualifier in front may come or go; one behind makes another subject.
	if len([]rune(short)) >= 6 && strings.HasSuffix(long, short) {
		return 0.87
	}
	if inserted(short, long) {
		return 0.86
	}
	return 0.8 * redline.Dice(redline.Bigrams(short), redline.Bigrams(long))
}

// inserted reports whether long is short with words put in that repeat what it
// says already, 个人信息出境认证 and 个人信息出境个人信息保护认证, or stand far from both
// ends of a long name. Other words make another subject.
func inserted(short, long string) bool {
	s, l := []rune(short), []rune(long)
	head, tail := 0, 0
	for head < len(s) && s[head] == l[head] {
		head++
	}
	for tail < len(s)-head && s[len(s)-1-tail] == l[len(l)-1-tail] {
		tail++
	}
	if len(s) < 6 || head < 4 || tail < 2 || head+tail != len(s) {
		return false
	}
	put := l[head : len(l)-tail]
	return len(put) >= 4 && strings.Contains(string(s[:head]), string(put[:4])) || len(s) >= longName && min(head, tail) >= farIn
}

// longName is the length, in characters, of a name that says more than its subject, and
// farIn how far from its ends words say nothing of what that is.
const (
	longName = 12
	farIn    = 5
)

// nearest is how like the likest of two lists of names are.
func nearest(a, b []name) (best float64, which name) {
	for _, x := range a {
		for _, y := range b {
			if l := likeness(x, y); l > best {
				best, which = l, x
			}
		}
	}
	return best, which
}
