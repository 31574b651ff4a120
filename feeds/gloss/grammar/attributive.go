package grammar

import (
	"slices"
	"strings"

	"github.com/regwire/regwire/feeds/gloss/english"
	"github.com/regwire/regwire/feeds/gloss/token"
	"github.com/regwire/regwire/feeds/lexicon"
	"github.com/regwire/regwire/feeds/pattern"
)

// nounSpot is a noun in a line with what stands behind it.
type nounSpot struct {
	l    *line
	i    int
	word token.Token
	next token.Token // of the term base; an empty one where none is
	last bool        // that nothing stands behind
}

// prev is the token in front, an empty one where none is.
func (s nounSpot) prev() token.Token {
	if s.i == 0 {
		return token.Token{}
	}
	return s.l.t[s.i-1]
}

// noun puts a noun in the form that its neighbours ask for.
func (l *line) noun(i int, x token.Token) {
	n, more := l.next(i)
	s := nounSpot{l: l, i: i, word: x, last: !more}
	if more && n.Kind == token.Known {
		s.next = n
	}
	switch {
	case strings.HasSuffix(x.EN, "%") && s.beforeThing():
		l.put(true, x.EN, "of") // 五成受访机构
		return
	case x.Is("境内"):
		l.put(true, s.inland())
		return
	}
	en := s.lawOrDeed()
	if s.ofOne(n) {
		en = english.Singular(en)
	}
	en = s.adjective(en)
	if s.tellsOfNext() {
		en = attributive(x, s.next, en)
	}
	if !l.within(i, en) {
		l.put(true, en)
	}
}

// beforeThing reports a noun behind that is no deed.
func (s nounSpot) beforeThing() bool { return s.next.Word.Nominal() && s.next.Word.Base == "" }

// inland is what is within the borders: an adjective before a noun.
func (s nounSpot) inland() string {
	if s.next.Word.Nominal() {
		return "Domestic"
	}
	return s.word.EN
}

// lawOrDeed is the noun with the article of a law that is amended, or without the
// preposition of a deed that names what follows: 约谈通知.
func (s nounSpot) lawOrDeed() string {
	en := s.word.EN
	if lawAmended[s.prev().ZH] && strings.HasSuffix(en, " Law") {
		en = "the " + en
	}
	if (s.next.Word.Kind == "noun" || s.last) && english.Spaced(strings.ToLower(en)) && s.word.Word.Base != "" {
		en = en[:strings.LastIndexByte(en, ' ')]
	}
	return en
}

// ofOne reports a noun of which there is one, by what stands beside it: 某平台, 一起案件,
// Temu平台, 电商平台Temu. The token behind need not be of the term base.
func (s nounSpot) ofOne(behind token.Token) bool {
	t, prev := s.l.t, s.prev()
	switch {
	case !s.last && behind.Kind == token.Latin && s.i+2 == len(t) && platforms.MatchString(s.word.ZH):
		return true
	case s.i == 0:
		return false
	case oneOfThem(prev), named[s.word.ZH] && (prev.Kind == token.Latin || oneNamed(t[:s.i])):
		return true
	}
	first := t[0]
	return s.last && strings.HasPrefix(first.ZH, "一") && strings.HasPrefix(first.EN, "a ") && !strings.HasSuffix(first.EN, " of") &&
		!slices.ContainsFunc(t, func(y token.Token) bool { return y.Word.Kind == "connective" })
}

// adjective is the noun as English has it before another, or at the end of a phrase.
func (s nounSpot) adjective(en string) string {
	switch {
	case en == "China" && ofChina.MatchString(s.next.ZH):
		return "Chinese" // 中国黑客
	case s.beforeThing() && !s.next.Done() && demonym[en] != "":
		return demonym[en]
	case s.word.Is("前") && s.next.Word.Kind == "noun":
		return "Former"
	case s.word.Is("第三方") && s.last:
		return "Third Parties"
	}
	return en
}

// tellsOfNext reports a noun that tells whose, or of what kind, the next is.
func (s nounSpot) tellsOfNext() bool {
	n := s.next
	return s.word.Word.Kind == "noun" && !notDone(n) &&
		(n.Word.Kind == "noun" || n.Word.Kind == "doc_type" || n.Verb() && !s.l.governs(s.i+1) && n.NounOfItsOwn())
}

// lawAmended is what is done with a law that stands there by its name, without marks.
var lawAmended = lexicon.Set("修改 修订 修正")

// notDone reports a term for what somebody has not done: 未完成整改.
func notDone(t token.Token) bool { return strings.HasPrefix(t.EN, "Failing to ") }

// attributive is a noun before another, which belongs to it or tells its kind.
func attributive(x, n token.Token, en string) string {
	if x.Is("他人") && !n.Deed() || (people[x.ZH] || ownerEnds.MatchString(x.ZH)) && (owned[n.ZH] || strings.HasPrefix(n.ZH, "个人信息") || strings.HasPrefix(n.ZH, "敏感") || strings.HasSuffix(n.ZH, "权益")) || x.Is("儿童") && strings.HasPrefix(n.ZH, "数据") || strings.HasSuffix(x.ZH, "未成年人") {
		return Possessive(en)
	}
	return english.Singular(en)
}

// oneOfThem reports a word behind which there is one of a kind.
func oneOfThem(t token.Token) bool {
	return t.Is("某") || t.Is("一") || t.Is("该") || t.Kind == token.Number && t.EN == "One"
}

// within puts the trade in front of a work into what is worked on: 交通运输公共数据资源
// 开发利用 is the Development and Utilization of Transport Public Data Resources.
func (l *line) within(i int, en string) bool {
	m := deedOf.FindStringSubmatch(en)
	if m == nil || i != 1 || i+1 != len(l.t) || len(l.out) != 1 || l.t[0].Kind != token.Known || l.t[0].Word.Kind != "noun" || l.t[0].Word.Base != "" || touching[l.t[0].ZH] || english.Within.MatchString(l.out[0]) {
		return false
	}
	deed, of, _ := strings.Cut(en, " of ")
	l.out[0] = deed + " of " + l.out[0] + " " + of
	l.begun = true
	return true
}

// leaving are what data does that leaves the country.
var leaving = map[string]string{"数据出境": "Outbound Transfer", "数据跨境流动": "Cross-border Flow", "数据跨境传输": "Cross-border Transfer", "数据跨境": "Cross-border Flow"}

// demonym are countries, and trades whose adjective differs, before a noun.
var demonym = map[string]string{
	"Within the Province": "Provincial", "Within the City": "Municipal", "Finance": "Financial", "Key Points": "Key", "Environment": "Environmental", "Typical Examples": "Typical",
	"the United States": "US", "the United Kingdom": "UK", "the EU": "EU", "Germany": "German", "France": "French", "Italy": "Italian", "Ireland": "Irish",
	"Spain": "Spanish", "the Netherlands": "Dutch", "Japan": "Japanese", "South Korea": "South Korean", "India": "Indian", "Vietnam": "Vietnamese", "Brazil": "Brazilian",
	"Australia": "Australian", "Canada": "Canadian", "Russia": "Russian", "Switzerland": "Swiss", "Sweden": "Swedish", "Norway": "Norwegian",
	"Denmark": "Danish", "Finland": "Finnish", "Poland": "Polish", "Austria": "Austrian", "Belgium": "Belgian", "Portugal": "Portuguese", "Greece": "Greek", "Turkey": "Turkish",
	"Ukraine": "Ukrainian", "North Korea": "North Korean", "New Zealand": "New Zealand", "Uzbekistan": "Uzbek", "Ethiopia": "Ethiopian", "Ghana": "Ghanaian", "Jordan": "Jordanian", "Nepal": "Nepali", "Bulgaria": "Bulgarian", "Croatia": "Croatian", "Slovenia": "Slovenian", "Slovakia": "Slovak", "Estonia": "Estonian", "Latvia": "Latvian", "Lithuania": "Lithuanian", "Hungary": "Hungarian", "Romania": "Romanian", "the Czech Republic": "Czech", "Mexico": "Mexican", "Argentina": "Argentine", "Chile": "Chilean",
	"Colombia": "Colombian", "Peru": "Peruvian", "Thailand": "Thai", "Malaysia": "Malaysian", "Indonesia": "Indonesian", "the Philippines": "Philippine", "Cambodia": "Cambodian",
	"Mongolia": "Mongolian", "Kazakhstan": "Kazakh", "Pakistan": "Pakistani", "Bangladesh": "Bangladeshi", "Sri Lanka": "Sri Lankan", "Nigeria": "Nigerian", "Kenya": "Kenyan",
	"South Africa": "South African", "Egypt": "Egyptian", "Morocco": "Moroccan", "Israel": "Israeli", "Iran": "Iranian", "Saudi Arabia": "Saudi", "Europe": "European",
}

// ofChina are people and firms that are told by their country alone.
var ofChina = pattern.MustCompile(`^(?:黑客|公民|企业|公司|科技公司|实验室|员工|学生|留学生|研究人员|男子|女子|科学家|车企|厂商|应用|间谍|游客|商人|电商|卖家|开发者|工程师)`)

// platforms end the word for what a name follows: 电商平台Temu.
var platforms = pattern.MustCompile(`(?:平台|公司|集团|网站|App|应用|运营商|厂商|巨头|企业|机构|开发商|供应商)$`)

// named are nouns behind the name of one: X平台.
var named = lexicon.Set("平台 公司 集团 App APP 应用 网站 小程序")

// people own what is in owned: 消费者个人信息 is Consumers' Personal Information.
var (
	people = lexicon.Set(`青少年 青年 人民群众 劳动者 旅游者 孕产妇 产妇 明星 粉丝 教师 住户 村民 网民 骑手 司机 房主 租客 储户
		被保险人 参保人 求职人员 嫌疑人 职工 用户 消费者 公民 未成年人 儿童 学生 患者 员工 雇员 车主 业主 乘客 旅客 求职者
		客户 顾客 居民 家长 老年人 女性 购房者 驾驶人 当事人 会员 住客 考生 作家 画家 艺术家 音乐人 歌手 配音演员 插画师 摄影师`)
	owned = lexicon.Set(`客户名单 资料 病历 照片 手机号码 电话 住址 简历 档案 行程 行程信息 身份证 人脸 指纹 声音 肖像 体检结果
		体检报告 联系方式 健康信息 就诊信息 隐私信息 知情权 财产安全 个人信息 信息 隐私 数据 个人数据 权益 合法权益 身心健康
		人脸信息 个人信息权益 敏感个人信息 生物识别信息 行踪轨迹 身份信息 手机号 权利`)
)

// ownerEnds ends the name of those who own as people do.
var ownerEnds = pattern.MustCompile(`(?:[费害稿资]者|他人|老人|病人|受害人|被害人|中小学生|大学生|新生儿|婴幼儿|家属|子女|监护人|农民工|司机|毕业生|参保人员|求职人员|离职人员|民众|市民|居民|患者)$`)

// Possessive is who owns what follows: "Users'".
func Possessive(en string) string {
	if strings.HasSuffix(en, "s") {
		return en + "'"
	}
	return en + "'s"
}

// oneNamed reports the name of one in quotes at the end, of which nobody counts more.
func oneNamed(t []token.Token) bool {
	n := len(t) - 1
	return strings.HasPrefix(t[n].ZH, "“") && (n == 0 || t[n-1].Kind != token.Number && t[n-1].Kind != token.Group && t[n-1].Kind != token.Comma && !Joining(t[n-1]))
}
