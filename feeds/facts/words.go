package facts

import (
	"slices"
	"strings"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/pattern"
)

var (
	docNumber    = pattern.MustCompile(`([\p{Han}]{2,10})\[(\d{4})\]第?(\d{1,5})号`)
	orderNumber  = pattern.MustCompile(`([\p{Han}]{2,40}?)?(令|公告)(?:\(?(\d{4})年)?\(?第(\d{1,4}|[一二三四五六七八九十百]+)号\)?`)
	numberFirst  = pattern.MustCompile(`\d{4}年第\d{1,4}号(?:令|公告)`)
	standardNo   = pattern.MustCompile(`\b(?:GB(?:/[TZ])?|YD/T|JR/T|GA/T|T/[A-Z]{2,8}|DB\d{2}/T) ?\d{2,6}(?:\.\d+)?(?:-\d{4})?`)
	practiceNo   = pattern.MustCompile(`TC260-(?:PG-)?\d{3,5}[A-Z]?(?:-\d{4})?`)
	planNumber   = pattern.MustCompile(`\b\d{8}-[TQZ]-\d{3}\b`)
	caseNumber   = pattern.MustCompile(`\((\d{4})\)[\p{Han}]{1,2}\d{0,4}[\p{Han}]{1,4}\d+号(?:之[一二三四五六七八九十])?`)
	orderEnglish = pattern.MustCompile(`\b(?:Order|Decree|Announcement) No\. ?\d+(?: of \d{4})?`)
)

// documentNumbers lists the numbers that name documents, cases and plans, as
// they are printed.
func (p *page) documentNumbers() {
	for _, v := range p.views {
		if v.words.Has("号") {
			p.out.DocNumbers = collect(v, docNumber, p.out.DocNumbers)
			p.out.DocNumbers = collect(v, orderNumber, p.out.DocNumbers)
			p.out.DocNumbers = collect(v, numberFirst, p.out.DocNumbers)
			p.out.CaseNumbers = collect(v, caseNumber, p.out.CaseNumbers)
		}
		if v.words.HasAny("-T-", "-Q-", "-Z-") {
			p.out.PlanNumbers = collect(v, planNumber, p.out.PlanNumbers)
		}
		if strings.Contains(v.s, "/T") || strings.Contains(v.s, "GB") {
			p.out.DocNumbers = collect(v, standardNo, p.out.DocNumbers)
		}
		if v.words.Has("TC260-") {
			p.out.DocNumbers = collect(v, practiceNo, p.out.DocNumbers)
		}
		if v.words.Has("No.") {
			p.out.DocNumbers = collect(v, orderEnglish, p.out.DocNumbers)
		}
	}
}

// collect appends the published words of every match that is new. Words that
// lead up to a number are cut off.
func collect(v *view, pattern *pattern.Pattern, into []string) []string {
	if !v.words.Possible(pattern) {
		return into
	}
	for _, m := range pattern.FindAllStringIndex(v.s, 50) {
		from := m[0]
		for _, lead := range []string{"根据", "依据", "按照", "以及", "签署", "印发", "发布", "公布", "文号", "编号", "日", "的"} {
			if i := strings.LastIndex(v.s[from:m[1]], lead); i >= 0 && from+i+len(lead) < m[1] {
				from += i + len(lead)
			}
		}
		words := v.quote(span{from, m[1]}).Text
		if !strings.ContainsAny(words, "(（") {
			words = strings.TrimRight(words, ")）") // of a bracket that opens in front of it
		}
		if !slices.Contains(into, words) {
			into = append(into, words)
		}
	}
	return into
}

// procedureWords are the words of procedure, exactly as law uses them.
var procedureWords = []string{
	"通报", "责令限期整改", "责令整改", "责令改正", "责令限期改正", "限期整改", "限期改正", "责令停止违法行为", "责令停止服务", "责令暂停服务", "责令下线", "下架", "禁止搜索", "禁搜", "约谈", "断开网络接入",
	"纳入电信业务经营不良名单", "行政处罚", "警告", "罚款", "没收违法所得", "责令暂停相关业务", "停业整顿", "吊销",
	"抓获", "刑事拘留", "行政拘留", "拘役", "批准逮捕", "逮捕", "拘捕", "保释", "采取刑事强制措施", "移送审查起诉", "移送起诉", "提起公诉",
	"提起刑事附带民事公益诉讼", "提起民事公益诉讼", "提起行政公益诉讼", "提起消费民事公益诉讼", "提起消费公益诉讼", "执行通知", "警告信", "出具警示函", "不起诉", "检察建议", "有期徒刑", "缓刑", "罚金", "驳回", "维持原判", "赔礼道歉", "书面致歉", "公开致歉", "书面道歉", "公开道歉", "公开征求意见", "立案调查", "网络安全审查",
}

var procedureEN = []string{
	"ordered to rectify", "removed from app stores", "summoned", "fined", "apprehended", "detained", "arrested",
	"transferred for prosecution", "prosecuted", "sentenced", "suspended", "public apology", "settled", "dismissed",
}

// procedure lists the words of procedure that the texts use and the passages
// that state a penalty.
func (p *page) procedure() {
	p.problems()
	if p.out.Stage != "" {
		// a rule's text names penalties without imposing any
		if p.out.Stage == feeds.StageDraft && strings.Contains(p.zh.s+p.title.s+p.body.s, "公开征求意见") {
			p.out.Procedure = []string{"公开征求意见"}
		}
		return
	}
	for _, v := range p.views {
		words, text := procedureWords, v.words
		if v.english {
			words, text = procedureEN, v.lowWords
		}
		for _, w := range words {
			if !text.Has(w) || p.within(w) {
				continue
			}
			told, ofAll := v.english, true
			if !told {
				told, ofAll = v.stated(w)
			}
			if told {
				p.out.Procedure = append(p.out.Procedure, w)
			}
			if told && !ofAll {
				p.out.CaseSteps = append(p.out.CaseSteps, w)
			}
		}
	}
	p.penalties()
}

// toCome stands before a step that will be taken, or that another body may take:
// 将依法责令改正, 移送行政处罚, 情节严重的依法予以罚款、停业整顿.
var toCome = pattern.MustCompile(`(?:将(?:依法|依规|会|视情|按|依据|根据|从严|予以|责令|采取|一律|坚决)|移送$)[^。;,、]{0,16}$|(?:^|[。;,])(?:我?[部局办委厅署]|[^。;,]{2,8}(?:部门|局|办|厅))将对[^。;]{2,40}$|(?:情节严重|情节恶劣|拒不[^。;,]{0,8}|逾期[^。;,]{0,10}|不到位|不符合要求|造成严重后果|违反[^。;,]{0,8}规定)的(?:,|依法|将|可|一律|由|给予|处)[^。;]{0,22}$`)

// tookBefore stands before a step that was taken another time: 该行2020年也曾被警告.
var tookBefore = pattern.MustCompile(`(?:^|[^未不])曾(?:因|被|于|经|受|对|就|多次)[^。;]{0,80}$`)

// askedFor stands before an apology that one side demands.
var askedFor = pattern.MustCompile(`(?:请求|诉请|要求)(?:人民)?(?:法院)?判令[^。;]{0,40}$|(?:要求|请求|诉请|主张|诉求)[^。;判]{0,60}$`)

// notImposed follows 行政处罚 where none is: the law of that name, its rules, and the notice
// that one is proposed.
var notImposed = pattern.MustCompile(`^(?:法|程序|裁量|权|措施|(?:意见|事先|事前|听证)*告知|听证)`)

// stated reports whether the text says once that a step was taken, and not only that it
// will be, and whether it says so elsewhere than within one of several cases.
func (v *view) stated(step string) (told, ofAll bool) {
	for at := 0; ; at += len(step) {
		i := strings.Index(v.s[at:], step)
		if i < 0 {
			return told, ofAll
		}
		at += i
		if told && v.caseAt(at) > 0 || !taken(step, v.s[:at], v.s[at+len(step):]) {
			continue
		}
		if told = true; v.caseAt(at) == 0 {
			return true, true
		}
	}
}

// taken reports whether a step is one that was taken in this matter, by what stands in front
// of it and behind it.
func taken(step, pre, post string) bool {
	pre = clipLeft(pre, 240)
	switch {
	case step == "罚金" && strings.HasPrefix(post, "额"),
		step == "行政处罚" && notImposed.MatchString(post),
		strings.HasSuffix(step, "歉") && askedFor.MatchString(pre):
		return false
	}
	return !tookBefore.MatchString(pre) && !toCome.MatchString(clipLeft(pre, 90))
}

// within reports whether a longer word that holds w is listed already.
func (p *page) within(w string) bool {
	return slices.ContainsFunc(p.out.Procedure, func(have string) bool { return strings.Contains(have, w) })
}

// foreignUnits are currencies, without groups.
const foreignUnits = `(?:英镑|欧元|美元|美金|港元|港币|澳门元|澳门币|葡币|日元|韩元|新台币|台币|加元|澳元|新加坡元|新元|瑞郎|瑞士法郎|卢布|里拉)`

var (
	penaltyPassage = pattern.MustCompile(`(?:判处)?(?:有期徒刑|拘役|管制)[\p{Han}\d]{1,12}?(?:年|个月|月)(?:[\p{Han}\d]{0,8}个月)?(?:至[\p{Han}\d]{1,6}?(?:年|个月)(?:[\d一二三四五六七八九十]{1,3}个月)?)?(?:不等)?(?:,?(?:并)?(?:宣告)?缓刑[\p{Han}\d]{1,12}?(?:年|月)(?:[\p{Han}\d]{0,6}个月)?)?(?:,?剥夺政治权利[一二三四五\d]{1,2}年)?|无期徒刑|(?:并处|处以?|合计|判处)?罚[金款](?:人民币)?[\d,.一二三四五六七八九十百千万亿]+元|没收违法所得[\d,.一二三四五六七八九十百千万亿]*元?|追缴违法所得[\d,.一二三四五六七八九十百千万亿]*元?|行政拘留[\p{Han}\d]{1,4}日|吊销[\p{Han}]{0,10}许可证?|停业整顿|赔礼道歉|予以警告|给予警告|处(?:人民币)?[\d,.]+[万亿]?元(?:的)?罚款|罚款(?:人民币)?[\d,.]+[万亿]?元|罚[金款](?:约|共计|合计|共)?[\d,.]+(?:万亿|[万亿])?(?:多|余)?` + foreignUnits + `|裁[处罚](?:新台币|台币)[\d,.]+[万亿]?元?|[\d,.]+(?:万亿|[万亿])?(?:多|余)?` + foreignUnits + `(?:的)?(?:行政)?罚[金款]|罚[金款]` + foreignUnits + `[\d,.]+[万亿]?`)
	penaltyEnglish = pattern.MustCompile(`(?i:(?:\w+ years?|\w+ months?)(?:'s?)?(?: and \w+ months?)?(?:'s?)? (?:in prison|imprisonment)(?:,? suspended for [\w ]+?(?:years?|months?))?(?: and \w+ months?)?|fines? of [\w$¥,. ]+? ?yuan|fines? of (?:RMB|CNY) ?[\d,.]+(?: million| billion)?|fined [\w' ]{0,40}?(?:RMB|CNY|¥) ?[\d,.]+(?: million| billion)?|public apology(?: in national media)?|(?:forfeiture|confiscation) of [\w,. ]+? illegal (?:income|gains))`)
)

// threatened stands before a penalty that the law allows, or that may come: every report of
// an arrest in Hong Kong ends with 違例者一經定罪，最高可被處罰款100萬元.
var threatened = pattern.MustCompile(`(?:最高|可以?|可能|或|将|面临|一经定罪,?|违例者|违者|拟)(?:可|将|会|对其|被|判|处|面临)*(?:罚款)?[^。;,]{0,4}$`)

func (p *page) penalties() {
	for _, v := range p.views {
		pattern := penaltyPassage
		switch {
		case v.english:
			if !v.lowWords.HasAny("prison", "fine", "apolog", "forfeit", "confiscat") {
				continue
			}
			pattern = penaltyEnglish
		case !v.words.HasAny("罚", "徒刑", "拘", "没收", "赔礼", "警告", "吊销", "停业", "追缴", "裁处"):
			continue
		}
		for _, m := range pattern.FindAllStringIndex(v.s, 20) {
			if !v.english && threatened.MatchString(clipLeft(v.s[:m[0]], 72)) {
				continue
			}
			p.out.Penalties = append(p.out.Penalties, v.quote(span{m[0], m[1]}))
		}
	}
}

func containsAny(s string, words ...string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(s, w) })
}

var (
	scopeZH   = []string{"适用本", "适用于", "办法适用", "规定适用", "条例适用", "应当遵守本", "境内从事", "境内开展", "境内提供"}
	purposeZH = pattern.MustCompile(`^[\s\d一二三四五六七八九十、第条章]*(?:为了?|旨在|按照.{0,30}要求)[^。]{4,}|旨在`)
	scopeEN   = []string{" apply to ", " applies to ", " must ", " required to ", " has to ", " have to ", " shall "}
	purposeEN = []string{" aims to ", " aim to ", " aimed at ", " intended to ", " meant to ", " in order to ", " so that ", " the purpose ", " to implement "}
)

// tells reports whether a sentence says whom a rule binds (scope) or what it is
// for (purpose).
func tells(v *view, s span) (scope, purpose bool) {
	if v.english {
		low := v.low[s.from:s.to]
		return containsAny(low, scopeEN...), containsAny(low, purposeEN...)
	}
	text := feeds.Clip(v.text(s), 600)
	text = text[len(openerZH.FindString(text)):]
	scope = containsAny(text, scopeZH...)
	if containsAny(feeds.Clip(text, 60), "为", "按照") || strings.Contains(text, "旨在") {
		purpose = purposeZH.MatchString(text)
	}
	return scope, purpose
}

// sentencesOf quotes the sentences that say whom a rule binds and what for.
func (p *page) sentencesOf() {
	if p.out.Stage == "" {
		return
	}
	v := p.body
	for i, s := range v.ends {
		if i > 200 {
			break
		}
		scope, purpose := tells(v, s)
		switch {
		case purpose && len(p.out.Purpose) < 2:
			s.from += len(openerZH.FindString(v.text(s)))
			p.out.Purpose = append(p.out.Purpose, v.quote(s))
		case scope && len(p.out.Scope) < 3:
			p.out.Scope = append(p.out.Scope, v.quote(s))
		}
	}
	p.repeals()
}

var repealed = pattern.MustCompile(`《([^》]{2,80})》(?:\([^)]{0,60}\))?(?:、《([^》]{2,80})》(?:\([^)]{0,60}\))?)*同时废止`)

func (p *page) repeals() {
	v := p.body
	if !v.words.Has("同时废止") {
		return
	}
	for _, m := range repealed.FindAllStringIndex(v.s, 10) {
		for _, q := range quoted.FindAllStringSubmatchIndex(v.s[m[0]:m[1]], -1) {
			p.out.Repeals = append(p.out.Repeals, v.quote(span{m[0] + q[2], m[0] + q[3]}).Text)
		}
	}
}

// ways are how comments may be sent, with the words that say so. They are plain
// words, looked for in lower case: on a long draft, patterns cost more than all
// other facts together.
var ways = []struct {
	name  string
	words []string
}{
	{"e-mail", []string{"电子邮", "邮箱", "@", "e-mail", "email"}},
	{"letter", []string{"信函", "来信", "寄至", "邮寄", "通讯地址", "通信地址", "by post", "by letter", "by mail", " letter"}},
	{"online form", []string{"登录", "在线", "网上", "征集系统", "征求意见系统", "意见征集栏", "网站首页", "online form", "online system", "online platform", "online portal", "website", "web site", " portal"}},
	{"fax", []string{"传真", " fax"}},
	{"telephone", []string{"联系电话", "来电", "telephone"}},
}

// contacts lists how to comment on a draft.
func (p *page) contacts() {
	if p.out.Stage != feeds.StageDraft {
		return
	}
	for _, v := range p.views {
		for _, w := range ways {
			if v.lowWords.HasAny(w.words...) && !slices.Contains(p.out.Contacts, w.name) {
				p.out.Contacts = append(p.out.Contacts, w.name)
			}
		}
	}
}
