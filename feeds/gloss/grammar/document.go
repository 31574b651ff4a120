package grammar

import (
	"strings"
	"unicode/utf8"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/gloss/chinese"
	"github.com/regwire/regwire/feeds/gloss/name"
	"github.com/regwire/regwire/feeds/gloss/number"
	"github.com/regwire/regwire/feeds/gloss/term"
	"github.com/regwire/regwire/feeds/lexicon"
	"github.com/regwire/regwire/feeds/pattern"
)

// Document renders what stands in title marks: stage and edition come last, the
// document type first.
func (r *Rendering) Document(s string) string {
	if en, ok := r.law(s); ok {
		return en
	}
	if en, ok := r.Ordinance(s); ok {
		return en
	}
	if w, ok := r.g.Terms.Word(s); ok && w.Kind == "noun" && (strings.HasSuffix(s, "法") || strings.HasSuffix(s, "准则")) {
		return w.EN // a law that is a term
	}
	base, tail := r.Stages(s)
	if base == "" {
		return tail
	}
	if en, ok := r.law(base); ok {
		if name, _, ordinance := strings.Cut(en, " Ordinance"); ordinance && tail == " (Draft)" {
			return name + " Bill" // as Hong Kong calls it
		}
		return en + tail
	}
	up, ok := r.Deeper()
	defer up()
	if !ok {
		return r.keep(s)
	}
	return r.Untagged(joinedList(base)) + tail
}

// law is one of the table; in traditional characters a law of the same name is that of
// the place, whose state the title does not tell.
func (r *Rendering) law(s string) (string, bool) {
	l, ok := r.g.Laws[chinese.LawKey(s)]
	if r.ZH.Yuan != "" {
		return strings.TrimSuffix(l.EN, " of the People's Republic of China"), ok
	}
	return l.CalledBy(s), ok
}

// labels are stages that stand without brackets at the end of a title.
var labels = []string{"公开征求意见稿", "修订草案征求意见稿", "征求意见稿", "修订草案", "修正草案", "草案", "送审稿", "报批稿"}

// lastEdition stands without brackets behind a document: 申报指南第四版.
var lastEdition = pattern.MustCompile(`^(.{4,}(?:指南|指引|清单|目录|办法|规范|框架))(第[` + feeds.HanNumerals + `]版)$`)

// Stages takes brackets and labels off the end of a title.
func (r *Rendering) Stages(s string) (base, tail string) {
	for {
		s = strings.TrimSpace(s)
		if strings.HasSuffix(s, ")") {
			open := strings.LastIndexByte(s, '(')
			if open < 0 || open == 0 {
				return s, tail
			}
			tail = " (" + r.bracket(s[open+1:len(s)-1]) + ")" + tail
			s = s[:open]
			continue
		}
		if m := lastEdition.FindStringSubmatch(s); m != nil {
			t, _, _ := number.Read(m[2])
			s, tail = m[1], " ("+t.EN+")"+tail
			continue
		}
		cut := false
		for _, l := range labels {
			if b, ok := strings.CutSuffix(s, l); ok && b != "" && !strings.HasSuffix(b, "的") {
				tail = " (" + r.wordOf(l).Word.EN + ")" + tail
				s, cut = b, true
				break
			}
		}
		if !cut {
			return s, tail
		}
	}
}

// families of standards stand before the title proper.
var families = map[string]string{
	"信息安全技术": "Information Security Technology", "网络安全技术": "Cybersecurity Technology", "数据安全技术": "Data Security Technology",
	"网络安全标准实践指南": "Cybersecurity Standards Practice Guide", "网络安全国家标准": "National Cybersecurity Standards", "信息技术": "Information Technology", "智能网联汽车": "Intelligent Connected Vehicles",
	"金融数据安全": "Financial Data Security", "个人信息安全": "Personal Information Security",
}

// Family renders the title of a standard that stands behind its family's name.
func (r *Rendering) Family(s string) (string, bool) {
	for zh, en := range families {
		rest, ok := strings.CutPrefix(s, zh)
		if !ok || rest == "" {
			continue
		}
		// Some pages lose the blank behind the family's name.
		if rest[0] == ' ' || rest[0] == '-' || strings.HasSuffix(zh, "安全技术") && utf8.RuneCountInString(rest) > 6 {
			base, tail := r.Stages(strings.TrimLeft(rest, " -"))
			if series, part, ok := strings.Cut(base, " "); ok && chinese.HasHan(series) && chinese.HasHan(part) && !strings.Contains(part, " ") && !strings.HasPrefix(part, "第") {
				return en + " - " + r.Untagged(series) + " - " + r.InParts(part) + tail, true // 信息技术 大数据 数据治理实施指南
			}
			return en + " - " + strings.TrimPrefix(r.InParts(base), en+" - ") + tail, base != ""
		}
	}
	return "", false
}

// pairedHeads end the title of a standard that lays down two things of one: 安全技术要求和
// 测试评价方法.
var pairedHeads = pattern.MustCompile(`^(.{2,60}?)((?:信息安全|安全|通用|质量|能力)?(?:技术)?(?:基本)?要求|技术规范|参考模型|(?:实施|处理)?指南)(?:和|与|及)((?:测试|检测|试验|测评|评估)?评价方法|(?:测试|检测|分级)评估方法|评测方法|测量方法|方法|测试方法|检测方法|试验方法|测评方法|评估方法|评估规范|评价|通用要求)$`)

// headsOfStandards are their English.
var headsOfStandards = map[string]string{
	"信息安全技术要求": "Information Security Technical Requirements", "测试评估方法": "Testing and Assessment Methods", "检测评估方法": "Testing and Assessment Methods", "分级评估方法": "Graded Assessment Methods",
	"评测方法": "Evaluation Methods", "测量方法": "Measurement Methods", "方法": "Methods", "指南": "Guidelines", "实施指南": "Implementation Guidelines", "处理指南": "Processing Guidelines",
	"安全技术要求": "Security Technical Requirements", "技术要求": "Technical Requirements", "通用技术要求": "General Technical Requirements", "安全要求": "Security Requirements",
	"通用要求": "General Requirements", "基本要求": "Basic Requirements", "安全基本要求": "Basic Security Requirements", "能力要求": "Capability Requirements", "质量要求": "Quality Requirements",
	"要求": "Requirements", "技术规范": "Technical Specification", "参考模型": "Reference Model",
	"测试评价方法": "Test and Evaluation Methods", "检测评价方法": "Test and Evaluation Methods", "测评评价方法": "Test and Evaluation Methods", "评价方法": "Evaluation Methods",
	"测试方法": "Test Methods", "检测方法": "Test Methods", "试验方法": "Test Methods", "测评方法": "Testing and Evaluation Methods", "评估方法": "Assessment Methods", "评估规范": "Assessment Specification", "评价": "Evaluation",
}

// bothHeads renders such a title, its heads in front.
func (r *Rendering) bothHeads(s string) (string, bool) {
	m := pairedHeads.FindStringSubmatch(s)
	if m == nil || headsOfStandards[m[2]] == "" || headsOfStandards[m[3]] == "" {
		return "", false
	}
	if whole := headsOfStandards[m[1]+m[2]]; whole != "" {
		return whole + " and " + headsOfStandards[m[3]], true // 质量要求和评价
	}
	return headsOfStandards[m[2]] + " and " + headsOfStandards[m[3]] + " for " + article(r.Phrase(strings.TrimSpace(m[1]))), true
}

// itsNumber is a standard's number in front of its title.
var itsNumber = pattern.MustCompile(`^(?:TC260-PG-\d{4,5}[A-Z]?|(?:GB|(?:[A-Z]{1,3}|DB\d*)/[A-Z]+) ?\d[\d.]*(?:-\d{4})?) ?`)

// ofParts is a standard in parts: 网络安全产品互联互通 第1部分：框架.
var ofParts = pattern.MustCompile(`^(.+?)[ -]*第(\d{1,2})部分[:：]?[ -]*(.*)$`)

// IsPart reports the title of one part.
func IsPart(s string) bool { return strings.Contains(s, "部分") && ofParts.MatchString(s) }

// InParts renders the title of a standard that may be one part of several.
func (r *Rendering) InParts(s string) string {
	m := ofParts.FindStringSubmatch(s)
	if m == nil {
		return r.Untagged(s)
	}
	series, name, ok := strings.Cut(m[1], " ")
	en := r.Untagged(m[1])
	if ok && chinese.HasHan(series) && chinese.HasHan(name) && !strings.Contains(name, " ") {
		en = r.Untagged(series) + " - " + r.Untagged(name) // 大数据 数据资源规划
	}
	en += " - Part " + m[2]
	if m[3] != "" {
		en += ": " + r.Untagged(strings.TrimSuffix(m[3], "类")) // 第2部分：推送类
	}
	return en
}

// Untagged renders a title without stage.
func (r *Rendering) Untagged(s string) string {
	if IsPart(s) {
		return r.InParts(s)
	}
	if n := itsNumber.FindString(s); n != "" && n != s {
		return strings.TrimSpace(n) + " " + r.Untagged(strings.TrimLeft(s[len(n):], " -"))
	}
	if en, ok := r.Family(s); ok {
		return en
	}
	if en, ok := r.bothHeads(s); ok {
		return en
	}
	if en, ok := r.bothDocuments(s); ok {
		return strings.TrimPrefix(en, "the ")
	}
	if en, ok := r.about(s); ok {
		return en
	}
	if head, tail, ok := strings.Cut(s, "："); ok && chinese.HasHan(head) && chinese.HasHan(tail) && !strings.Contains(s, "第") {
		return r.Untagged(head) + ": " + r.Untagged(tail)
	}
	if m := revised.FindStringSubmatch(s); m != nil {
		return revisions[m[2]] + " of the " + r.Document(m[1])
	}
	if series, part, ok := inSeries(s); ok {
		return r.Untagged(series) + " - " + r.Untagged(part)
	}
	if m := fiveYears.FindStringSubmatch(s); m != nil && m[1]+m[3] != "" && m[1]+m[3] != "发展" {
		of := m[1] + m[3]
		if m[3] == "发展" {
			of = m[1]
		}
		outline := ""
		if m[4] != "" {
			outline = "Outline of the "
		}
		return outline + planYears[m[2]] + " Five-Year Plan for " + r.Phrase(of)
	}
	if en, ok := r.batchOf(s); ok {
		return en
	}
	if rest, ok := strings.CutPrefix(s, "首批"); ok && strings.HasSuffix(s, "案例") {
		return "First Batch of " + r.Untagged(rest)
	}
	if rest, ok := strings.CutPrefix(s, "新版"); ok && EndsInRule(rest) {
		return "New Version of the " + r.Document(rest)
	}
	if en, ok := r.ofPlace(s); ok {
		return en
	}
	if m := ofOneYear.FindStringSubmatch(s); m != nil {
		if en, ok := r.headed(m[2], ""); ok {
			return m[1] + " " + en
		}
	}
	if en, ok := r.headed(s, ""); ok {
		return en
	}
	return r.Phrase(s)
}

// ofPlace renders a document of the state, a zone or a place, whose name is in front.
func (r *Rendering) ofPlace(s string) (string, bool) {
	if rest, ok := strings.CutPrefix(s, "中华人民共和国"); ok {
		if en, ok := r.headed(rest, " of the People's Republic of China"); ok {
			return en, true
		}
	}
	if zone, rest, ok := r.zone(s); ok {
		if en, ok := r.headed(rest, " of the "+zone); ok {
			return en, true
		}
	}
	body, _, _ := r.g.Terms.Prefix(s, "org")
	if areas, rest := r.g.Names.Place(s); len(areas) > 0 && rest != "" && body <= len(s)-len(rest) {
		rest = strings.TrimPrefix(strings.TrimPrefix(rest, "关于"), "对")
		where := areas[len(areas)-1].EN
		if areas[0].Level == 1 && len(areas) == 1 {
			where = name.FullProvince(where)
		}
		if strings.HasSuffix(where, " Zone") || strings.Contains(where, " Zone in ") || strings.HasPrefix(where, "Nansha Area") || strings.HasPrefix(where, "Qianhai and") {
			where = "the " + where
		}
		if en, ok := r.headed(rest, " of "+where); ok {
			return en, true
		}
	}
	return "", false
}

// ofOneYear is a document with the year it is for: 2025年提升数字素养工作要点.
var ofOneYear = pattern.MustCompile(`^(\d{4})年度?([^\d第上下前一二三四].{3,60}(?:要点|计划|方案|案例|白皮书|报告|清单|目录|指南|指引))$`)

// revised is what is done with a document, in place of its name.
var (
	revised   = pattern.MustCompile(`^([^，、的]{4,40}(?:条例|办法|规定|细则|指南|指引|规则))(修订|修改|起草|废止)$`)
	revisions = map[string]string{"修订": "Revision", "修改": "Amendment", "起草": "Drafting", "废止": "Repeal"}
)

// revisedRule is a rule with what is done with it: 监督检查规定的修改.
var revisedRule = pattern.MustCompile(`^([^，、的《》]{4,40}(?:条例|办法|规定|细则|规则))的?(修改|修订|起草|废止)的?$`)

// inSeries parts the name of a standard from that of the series in front: 人工智能生成
// 合成内容标识 服务提供者编码规则.
func inSeries(s string) (series, part string, ok bool) {
	series, part, ok = strings.Cut(s, " ")
	return series, part, ok && !strings.Contains(part, " ") && chinese.HasHan(series) && chinese.HasHan(part) && partEnd.MatchString(part) && utf8.RuneCountInString(series) > 3
}

var partEnd = pattern.MustCompile(`(?:规则|要求|方法|规范|指南|框架|指引|测评|评估|准则|模型|架构|接口|协议|术语|导则)$`)

// fiveYears is the plan of a field within a five-year plan.
var fiveYears = pattern.MustCompile(`^(.{0,40}?)“?十([三四五])五”?(?:时期)?(.{0,30}?)规划(纲要)?$`)

var planYears = map[string]string{"三": "13th", "四": "14th", "五": "15th"}

// zone reads a special area in front of a title.
func (r *Rendering) zone(s string) (zone, rest string, ok bool) {
	for _, z := range []struct {
		re *pattern.Pattern
		en string
	}{
		{zoneRE, "China (%) Pilot Free Trade Zone"},
		{economicZoneRE, "% Special Economic Zone"},
		{shortZoneRE, "China (%) Pilot Free Trade Zone"},
	} {
		if m := z.re.FindStringSubmatch(s); m != nil {
			en, ok := r.PlaceName(m[1])
			if !ok {
				continue
			}
			zone = strings.Replace(z.en, "%", en, 1)
			switch m[2] {
			case "及临港新片区":
				zone += " and Lin-gang Special Area"
			case "临港新片区":
				zone = "Lin-gang Special Area of the " + zone
			}
			return zone, s[len(m[0]):], true
		}
	}
	if rest, ok := strings.CutPrefix(s, "经济特区"); ok {
		return "Special Economic Zone", rest, true
	}
	if rest, ok := strings.CutPrefix(s, "海南自由贸易港"); ok {
		return "Hainan Free Trade Port", rest, true
	}
	return "", s, false
}

var (
	zoneRE         = pattern.MustCompile(`^中国\((.{2,4}?)\)自由贸易试验区(及?临港新片区)?`)
	shortZoneRE    = pattern.MustCompile(`^(\p{Han}{2,3}?)(?:自贸试验区|自由贸易试验区|自贸区)(及?临港新片区)?`)
	economicZoneRE = pattern.MustCompile(`^(深圳|厦门|珠海|汕头)经济特区()`)
)

// PlaceName is a place by its short name, by the term base or spelt.
func (r *Rendering) PlaceName(s string) (string, bool) {
	if w, ok := r.g.Terms.Word(s); ok {
		return name.Short(w.EN), true
	}
	return r.g.Names.Spell(s)
}

// about renders 关于…的HEAD, with its issuer in front if it has one.
func (r *Rendering) about(s string) (string, bool) {
	front, rest, ok := strings.Cut(s, "关于")
	if !ok {
		return "", false
	}
	of := ""
	if issuer := strings.TrimSpace(front); issuer != "" {
		names, ok := r.Issuers(issuer)
		if !ok {
			return "", false
		}
		of = " of " + WithThe(names)
	}
	for _, h := range r.g.Terms.Types() {
		sub, ok := strings.CutSuffix(rest, h.ZH)
		if !ok || sub == "" {
			continue
		}
		return h.EN + of + " " + aboutLink(h) + " " + r.Subject(strings.TrimSuffix(sub, "的")), true
	}
	return "", false
}

// aboutLink is the preposition of 关于: "on", whatever the type usually takes.
func aboutLink(h term.Type) string {
	if h.Link == "for" {
		return "for"
	}
	return "on"
}

// WithThe gives bodies their article: "of the State Council".
func WithThe(en string) string {
	for _, w := range []string{"State Council", "Supreme People's", "Ministry", "General Office", "Standing Committee", "CPC", "NPC", "People's Bank", "People's Procuratorate", "High People's Court", "National", "Cyberspace Administration", "Office", "Administrative Committee of"} {
		if strings.HasPrefix(en, w) {
			return "the " + en
		}
	}
	return en
}

// ofYear is who gives a document, and for which year.
var ofYear = pattern.MustCompile(`^(\D+?)(\d{4})年(?:度)?$`)

// cutSecurity is a document type that would cut 网络安全 or 数据安全 in two.
var cutSecurity = pattern.MustCompile(`社会\|监督|(?:人脸|生物|声纹|身份)\|识别|解决\|方案|语言\|模型|(?:效果|最小必要)\|评估|安全\|认证|合规\|评估|技术\|应用|网络(?:[和与]信息)?\|安全|安全\|(?:信息|服务)|信息保护(?:影响)?\|(?:影响)?评估|(?:数据|信息)\|安全(?:评估|防护|能力|技术规范|实施|通用|管理要求|管理指引|管理指南)`)

// inBatches is what comes out in batches, with who gives it.
var inBatches = pattern.MustCompile(`^(.+?)(第(?:[` + feeds.HanNumerals + `]+|\d+)批)$`)

// wholeTerm reports a document type that begins within a term which English reads
// from its end: 网络安全等级保护条例 is no 保护条例.
func (r *Rendering) wholeTerm(s, head string) bool {
	plain := ruleName.FindString(s)
	if plain == "" || plain == head || !strings.HasSuffix(head, plain) || !strings.HasPrefix(head, "保护") {
		return false
	}
	w, ok := r.g.Terms.Word(strings.TrimSuffix(s, plain))
	return ok && strings.Contains(w.EN, " of ")
}

// holderOfData is a body or an industry whose data a rule is about.
var holderOfData = pattern.MustCompile(`^(.*(?:业|机构|领域|系统|部门|单位))数据$`)

// countOf begins with how many there are, which is no document's name.
var countOf = pattern.MustCompile(`^(?:\d+|[` + feeds.HanNumerals + `]+)(?:项|个|部|件)`)

// noLaw are words in 法 that are no laws.
var noLaw = pattern.MustCompile(`(?:算|方|手|违|合|非|依|执|立|司|守|普|修|做|说|看|书|用)法$`)

var (
	// carriesOut are rules that carry out another, which is named in front.
	carriesOut = pattern.MustCompile(`^(?:实施细则|施行细则|实施办法|实施条例|实施规则)$`)
	// explains are documents about another, which is named in front.
	explains = pattern.MustCompile(`^(?:解读|政策解读|说明|编制说明|起草说明)$`)
	stageEnd = pattern.MustCompile(`\([^()]*\)$`)
	// noticeEnd ends the name of what tells the public of something.
	noticeEnd = pattern.MustCompile(`(?:公告|通告|公示|通知)$`)
	ruleName  = pattern.MustCompile(`(?:条例|办法|规定)$`)
	// ruleNamed is the last word of a rule that is named after what it is about.
	ruleNamed = pattern.MustCompile(`(?:条例|办法|规定|细则|指南|指引|规则|意见|方案|计划|规划|措施|法)$`)
)

// IsNotice reports a word for what tells the public of something.
func IsNotice(zh string) bool { return noticeEnd.MatchString(zh) }

// EndsInRule reports a text whose last word is a rule that is named after what it is about.
func EndsInRule(zh string) bool { return ruleNamed.MatchString(zh) }

// article gives "the" to what cannot do without it.
func article(en string) string {
	for _, w := range []string{"Internet", "Digital Economy", "Industry and", "Telecommunications Sector", "Financial Sector", "Protection", "Standard Contract", "Negative List", "Special Campaign", "Guangdong-Hong Kong", "Yangtze", "Opening", "Promotion", "Application of", "Governance of", "Administration of", "Collection and Use", "Scope", "Identification", "Filing of", "Crime of", "Rectification", "Security Assessment", "Authorized Operation", "Registration of", "Labeling of", "Construction", "Development", "Implementation"} {
		if en == w || strings.HasPrefix(en, w+" ") {
			if w == "Internet" && en != "Internet" {
				return en
			}
			return "the " + en
		}
	}
	return TheDeed(en)
}

// TheDeed gives "the" to the noun of one deed that stands before what it is done to.
func TheDeed(en string) string {
	if m := deedOf.FindStringSubmatch(en); m != nil && !apart[m[1]] {
		return "the " + en
	}
	return en
}

// deedOf is the noun of one deed, with what it is done to: "Transfer of X".
var deedOf = pattern.MustCompile(`^(?:[A-Z]\w* and )?(?:(?:[A-Z][\w-]*[^sg] )?[A-Z][\w-]*[^sg] )?([A-Za-z]\w*(?:tion|sion|ment|ance|ence|fer|use|age|ing|ure|val|sal|sis|ery|ity|tem|ism|ard|work|try)) of [A-Z]`)

// apart are words of that shape that are no deed's.
var apart = lexicon.Set("Information Education Compliance Intelligence Influence Evidence Governance")
