package reading

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/pattern"
)

// phrase is something that a text states in words of one reading.
type phrase struct {
	zh      *pattern.Pattern
	en, own string // in English, and in Chinese
}

// list is a sentence of the phrases of one kind that a text has.
type list struct {
	en, zh  string
	phrases []phrase
	most    int
}

// flaws are what a warning is of.
var flaws = list{en: "Flaws or threats named: ", zh: "提及的漏洞或威胁：", most: 4, phrases: []phrase{
	{pattern.MustCompile(`远程代码执行|远程执行(?:任意)?代码`), "remote code execution", "远程代码执行"},
	{pattern.MustCompile(`(?:身份)?(?:认证|验证|鉴权)绕过|绕过(?:身份)?(?:认证|验证)`), "authentication bypass", "身份认证绕过"},
	{pattern.MustCompile(`未授权访问|越权访问`), "unauthorised access", "未授权访问"},
	{pattern.MustCompile(`(?i)SQL注入`), "SQL injection", "SQL注入"},
	{pattern.MustCompile(`命令(?:执行|注入)`), "command injection or execution", "命令注入或执行"},
	{pattern.MustCompile(`权限提升|提升权限|提权`), "privilege escalation", "权限提升"},
	{pattern.MustCompile(`获取(?:系统|服务器|管理员|控制)(?:的)?(?:控制)?权限?`), "control of the system", "获取系统权限"},
	{pattern.MustCompile(`拒绝服务`), "denial of service", "拒绝服务"},
	{pattern.MustCompile(`缓冲区溢出`), "buffer overflow", "缓冲区溢出"},
	{pattern.MustCompile(`任意文件(?:上传|读取)|文件上传漏洞`), "arbitrary file upload or reading", "任意文件上传或读取"},
	{pattern.MustCompile(`弱(?:口令|密码)|默认(?:口令|密码)`), "weak or default passwords", "弱口令或默认口令"},
	{pattern.MustCompile(`后门`), "back doors", "后门"},
	{pattern.MustCompile(`勒索(?:病毒|软件|攻击)`), "ransomware", "勒索软件"},
	{pattern.MustCompile(`木马|远控`), "trojans", "木马"},
	{pattern.MustCompile(`钓鱼(?:邮件|网站|短信|攻击)`), "phishing", "钓鱼"},
	{pattern.MustCompile(`供应链(?:投毒|攻击)`), "a supply chain attack", "供应链攻击"},
	{pattern.MustCompile(`共享屏幕|屏幕共享`), "screen sharing", "屏幕共享"},
}}

// asks is how advice is given, in the clause whose verb follows.
const asks = `(?:建议|提醒|提示|呼吁|请|应当?|须|尽快|尽早|及时|立即)[^。；]{0,40}?`

// advice is what a warning asks people to do.
var advice = list{en: "Advice given: ", zh: "建议：", most: 4, phrases: []phrase{
	{pattern.MustCompile(asks + `(?:升级|更新|打补丁|安装补丁|修复漏洞|修补)`), "update or patch", "升级或安装补丁"},
	{pattern.MustCompile(asks + `(?:修改|更改|更换)(?:默认|初始|弱)?(?:口令|密码)`), "change passwords", "修改口令"},
	{pattern.MustCompile(asks + `(?:备份)`), "keep backups", "备份数据"},
	{pattern.MustCompile(asks + `(?:关闭(?:不必要的)?端口|限制(?:外网|互联网)?访问|关闭远程)`), "restrict access", "限制访问"},
	{pattern.MustCompile(asks + `(?:排查|自查)`), "check systems", "排查"},
	{pattern.MustCompile(asks + `(?:通报|通知)(?:公署|监管|有关部门|受影响)`), "report incidents", "通报事故"},
	{pattern.MustCompile(asks + `(?:谨慎|慎重)(?:下载|安装|授权|使用)`), "take care when downloading or granting permissions", "谨慎下载和授权"},
	{pattern.MustCompile(asks + `(?:不要|勿|切勿|不)(?:随意|轻易)?(?:点击|扫描|打开)`), "do not open unknown links or codes", "不点击陌生链接"},
	{pattern.MustCompile(asks + `(?:妥善保管|保护好|不要泄露|勿泄露|不透露)[^。；，]{0,12}(?:个人信息|验证码|密码|口令)`), "keep personal information and codes to oneself", "妥善保管个人信息"},
}}

// targets are what a campaign is against.
var targets = list{en: "Targets named: ", zh: "整治重点：", most: 5, phrases: []phrase{
	{pattern.MustCompile(`(?:违规|违法|违法违规|过度|超范围|强制)(?:收集|索取)(?:使用)?(?:用户|消费者)?(?:个人信息|权限|信息)`), "unlawful or excessive collection of personal information", "违规收集个人信息"},
	{pattern.MustCompile(`泄露[^。；，、]{0,8}(?:隐私|个人信息|信息)`), "leaks of personal information", "泄露个人信息"},
	{pattern.MustCompile(`诱导(?:下载|安装)`), "inducing downloads", "诱导下载"},
	{pattern.MustCompile(`(?:强制|违规|骚扰)弹窗|弹窗(?:广告|骚扰)`), "forced pop-ups", "强制弹窗"},
	{pattern.MustCompile(`强制(?:关注|注册|授权)`), "forced sign-ups", "强制关注注册"},
	{pattern.MustCompile(`诱导(?:充值|打赏|消费)`), "inducing payments or tips", "诱导充值打赏"},
	{pattern.MustCompile(`隔空猥亵`), "online sexual abuse of minors", "隔空猥亵"},
	{pattern.MustCompile(`涉未成年人|危害未成年人|未成年人(?:网络)?环境`), "content harmful to minors", "涉未成年人问题"},
	{pattern.MustCompile(`网络暴力|网暴`), "online violence", "网络暴力"},
	{pattern.MustCompile(`网络谣言|造谣传谣`), "online rumours", "网络谣言"},
	{pattern.MustCompile(`网络水军`), "paid posters", "网络水军"},
	{pattern.MustCompile(`饭圈`), "disorder among fans", "饭圈乱象"},
	{pattern.MustCompile(`虚假(?:摆拍|信息|低俗)`), "false content", "虚假信息"},
	{pattern.MustCompile(`低俗|色情`), "vulgar or pornographic content", "低俗色情内容"},
	{pattern.MustCompile(`信息茧房`), "information cocoons", "信息茧房"},
	{pattern.MustCompile(`大数据杀熟|差别(?:化)?定价`), "price discrimination by algorithms", "大数据杀熟"},
	{pattern.MustCompile(`操纵(?:榜单|热搜)`), "manipulated rankings", "操纵榜单"},
	{pattern.MustCompile(`(?:AI|人工智能)(?:技术)?滥用|滥用(?:AI|人工智能)`), "abuse of AI", "AI技术滥用"},
	{pattern.MustCompile(`仿冒`), "impersonation", "仿冒"},
	{pattern.MustCompile(`(?:安全)?漏洞`), "vulnerabilities", "安全漏洞"},
	{pattern.MustCompile(`人脸识别`), "facial recognition", "人脸识别"},
}}

// particularsOf are what data a case was about.
var particularsOf = list{en: "Data named: ", zh: "涉及数据：", most: 5, phrases: []phrase{
	{pattern.MustCompile(`姓名`), "names", "姓名"},
	{pattern.MustCompile(`身份证(?:号|信息|件|照|正反面)|证件号|护照`), "identity documents or numbers", "身份证件"},
	{pattern.MustCompile(`手机号|电话号码|(?:姓名|客户|业主|家长|买家|收件人|订餐人)(?:的|、|和)*(?:手机|电话)|联系电话|联系方式|联络电话`), "phone numbers", "电话号码"},
	{pattern.MustCompile(`住址|家庭地址|收货地址|收件地址|门牌|房号|户籍地`), "addresses", "住址"},
	{pattern.MustCompile(`人脸(?:信息|照片|数据|图像|视频|特征)|面部(?:信息|特征|识别)|动态人脸|人像素材|刷脸`), "faces", "人脸信息"},
	{pattern.MustCompile(`指纹(?:信息|数据|识别)|声纹|虹膜|掌纹`), "fingerprints or the like", "指纹等生物识别信息"},
	{pattern.MustCompile(`病历|病史|就诊|诊疗|体检|健康信息|检验(?:报告|数据)|医疗记录|产妇|新生儿`), "health data", "健康信息"},
	{pattern.MustCompile(`行踪|轨迹|定位信息|实时位置|位置信息|停车点`), "whereabouts", "行踪轨迹"},
	{pattern.MustCompile(`银行卡(?:号|信息)|银行流水|账户信息|(?:^|[^特象])征信|信用报告|资产(?:规模|信息|状况)|贷款信息`), "financial data", "财产信息"},
	{pattern.MustCompile(`聊天记录|通讯录|通话记录`), "chats, contacts or calls", "通信内容"},
	{pattern.MustCompile(`简历|求职材料|候选人档案`), "résumés", "简历"},
	{pattern.MustCompile(`面单|底单|快递单`), "waybills", "快递面单"},
	{pattern.MustCompile(`订单(?:信息|数据)?`), "orders", "订单"},
	{pattern.MustCompile(`户籍(?:信息|底档|档案|资料)|户口`), "household registers", "户籍信息"},
	{pattern.MustCompile(`成绩|学籍|学生(?:的)?(?:个人|身份)?(?:信息|名单|资料)|评估报告`), "pupils' or students' records", "学生信息"},
	{pattern.MustCompile(`住宿|开房|入住(?:时间|记录)`), "hotel stays", "住宿信息"},
	{pattern.MustCompile(`(?:私密|裸体?|隐私|不雅)(?:照片?|相册|影像|视频)|偷[拍录][^。；，脸]{0,10}(?:视频|画面|照片|影像)`), "private pictures", "私密影像"},
}}

// passed are steps of procedure that a handler got through.
var passed = list{en: "Step reported: ", zh: "办理情况：", most: 3, phrases: []phrase{
	{pattern.MustCompile(`(?:^|[^应当须需未不可要])通过(?:了)?(?:国家|国家网信办|国家网信办的|中央网信办)?(?:的)?(?:数据出境)?安全评估|(?:数据出境)?安全评估[^。；，]{0,6}(?:获批|获通过|通过)`), "security assessment for outbound data passed", "通过数据出境安全评估"},
	{pattern.MustCompile(`标准合同[^。；]{0,24}(?:通过|完成|出具|取得|获)[^。；]{0,16}备案|标准合同[^。；]{0,6}备案(?:获)?通过|出具备案结果`), "standard contract for outbound personal information filed", "完成个人信息出境标准合同备案"},
	{pattern.MustCompile(`负面清单[^。；，]{0,6}备案`), "outbound data filed under a negative list", "完成负面清单备案"},
	{pattern.MustCompile(`(?:^|[^应当须需未不可要])(?:通过|获得|获颁|取得)[^。；，？认应]{0,16}(?:个人信息(?:保护|出境)|跨境)[^。；，？认]{0,8}认证(?:证书)?(?:$|[。；，])`), "certification for personal information obtained", "取得个人信息保护认证"},
}}

// ordered stands before an apology that a court orders.
const ordered = `(?:^|[^求])(?:判令|判决)[^。；请不无拒驳]{0,60}?`

// apologies are those that a court orders.
var apologies = []phrase{
	{pattern.MustCompile(ordered + `(?:书面(?:赔礼)?道歉|书面致歉)`), "written apology ordered", "判令书面道歉"},
	{pattern.MustCompile(ordered + `(?:公开(?:赔礼)?道歉|公开致歉)`), "public apology ordered", "判令公开道歉"},
	{pattern.MustCompile(`(?:^|[^求])(?:判令|判决)(?:[^。；请不无拒驳]{0,60}?[^面开。；])?赔礼道歉`), "apology ordered", "判令赔礼道歉"},
}

// heard is what is told of a case of which nothing else is.
const heard = "case heard, no decision stated"

// What is asked for and ordered alike.
const (
	endClaimed = "an end of the infringement is claimed"
	endOrdered = "an end of the infringement ordered"
)

// rulings are what a court decided beside sums and sentences, or was asked to.
var rulings = list{en: "Outcome stated: ", zh: "裁判结果：", most: 4, phrases: slices.Concat([]phrase{
	{pattern.MustCompile(`请求(?:法院)?判令[^。；]{0,30}(?:停止侵害|停止)`), endClaimed, "请求判令停止侵害"},
	{pattern.MustCompile(`(?:^|[^求])(?:判令|判决|责令)[^。；请不无拒驳]{0,24}删除`), "deletion ordered", "判令删除"},
	{pattern.MustCompile(`(?:^|[^求])(?:判令|判决|责令)[^。；请不无拒驳]{0,20}停止(?:侵害|侵权|违法传输|违法处理|传输|处理|使用)`), endOrdered, "判令停止侵害"},
}, apologies, []phrase{
	{pattern.MustCompile(`获(?:法院)?支持|支持(?:了)?(?:原告|其|部分|全部|检察机关|检察院|公益诉讼)[^。；，]{0,10}(?:诉讼)?请求`), "claim upheld", "诉讼请求获支持"},
	{pattern.MustCompile(`(?:^|[，。；：\n])[^，。；请求]{0,24}(?:改判|撤销一审判决|撤销原判)`), "first-instance judgment set aside", "撤销一审判决"},
	{pattern.MustCompile(`公益诉讼案(?:一审)?开庭|开庭审理`), heard, "开庭审理"},
})}

var (
	// firstOf is whose first a thing is said to be.
	firstOf = []phrase{
		{pattern.MustCompile(`全国首(?:个|单|家|例|份|批)`), "said to be the first in the country", "称系全国首例"},
		{pattern.MustCompile(`(?:全省|省内|本省|我省|全区|自治区|[\p{Han}]{2,3}省)首(?:个|单|家|例|份|批)`), "said to be the first in the province", "称系全省首例"},
		{pattern.MustCompile(`(?:全市|本市|我市|[\p{Han}]{2,3}市)首(?:个|单|家|例|份|批)`), "said to be the first in the city", "称系全市首例"},
	}
	// campaigns are titles of campaigns, and how long they run.
	campaigns = pattern.MustCompile(`专项(?:行动|整治|治理|排查|检查|执法)|集中整治|清朗|护苗|集中治理`)
	runsFor   = pattern.MustCompile(`为期(\d+|[一二两三四五六七八九十]+|半)个?(个月|月|天|周|年)`)
)

// runsUntil is the end of a campaign, beside its beginning.
var runsUntil = pattern.MustCompile(`(?:即日|\d{1,2}月(?:\d{1,2}日|初|底)?)起?(?:至|到|持续至|持续到)(\d{4}年|今年|明年)?(\d{1,2})月(?:(\d{1,2})日|(底|末|上旬|中旬|下旬)?)`)

// partsOfMonth are the parts in which a campaign ends, in English.
var partsOfMonth = map[string]string{"底": "the end of ", "末": "the end of ", "上旬": "early ", "中旬": "mid-", "下旬": "late ", "": ""}

// until says until when a campaign runs.
func (c *composer) until() {
	q := c.match(runsUntil)
	m := runsUntil.FindStringSubmatch(q.Text)
	if m == nil || !c.w.Published.Valid() {
		return
	}
	day := c.w.Published.Time(feeds.Shanghai)
	month, _ := strconv.Atoi(m[2])
	year := day.Year()
	switch {
	case m[1] == "明年", m[1] == "" && month < int(day.Month()):
		year++
	case strings.HasSuffix(m[1], "年") && m[1] != "今年":
		year, _ = strconv.Atoi(strings.TrimSuffix(m[1], "年"))
	}
	if month < 1 || month > 12 {
		return
	}
	when := partsOfMonth[m[4]]
	if m[3] != "" {
		when = m[3] + " "
	}
	c.say("Runs until "+when+time.Month(month).String()+" "+strconv.Itoa(year)+".", q.Text+"。", q)
}

// match quotes the first place of title or text that p fits.
func (c *composer) match(p *pattern.Pattern) feeds.Quote {
	for _, place := range c.places() {
		if m := p.FindStringIndex(place.text); m != nil {
			return feeds.Quote{Text: place.text[m[0]:m[1]], In: place.in, Offset: m[0]}
		}
	}
	return feeds.Quote{}
}

// stated are those of a list that the text has.
func (c *composer) stated(l list) told {
	var found told
	if c.english {
		return found
	}
	for _, p := range l.phrases {
		if q := c.match(p.zh); q.Text != "" && len(found.en) < l.most {
			found.add(p.en, p.own, q)
		}
	}
	return found
}

// state says those of a list that the text has, and more behind them.
func (c *composer) state(l list, more ...phrase) bool {
	found := c.stated(l)
	if len(found.en) == 0 {
		return false
	}
	for _, p := range more {
		if q := c.match(p.zh); q.Text != "" {
			found.add(p.en, p.own, q)
			break
		}
	}
	c.sayAll(l.en, l.zh, found)
	return true
}

// warning says what a warning is of and what it advises.
func (c *composer) warning() {
	if c.out.Section != feeds.EnforcementAuthority || campaigns.MatchString(c.w.Title) {
		return
	}
	if c.state(flaws) || strings.Contains(c.w.Title, "提示") || strings.Contains(c.w.Title, "提醒") {
		c.state(advice)
	}
}

// accounts are what platforms were made to close.
var accounts = particular{zh: pattern.MustCompile(`(?:关闭|封禁|处置|禁言|清理|下架)(?:了)?(?:违法|违规|问题|相关|涉事|各类|仿冒|和|、)*账号` + howMany + `(万)?(余|多)?个|(?:关闭|封禁|处置|禁言)(?:了)?` + howMany + `(万)?(余|多)?个(?:违法|违规|问题|相关|涉事|仿冒)*账号`), en: "Accounts closed or restricted: $1.", own: "处置账号$1个。"}

// data says what data a case was about, which lists of apps and reports of many cases do
// not have in common.
func (c *composer) data() {
	if !c.severalCases() {
		c.state(particularsOf)
	}
}

// amiss says what an authority found amiss in a case, or, where it names nothing, what data
// the case was about: of the two, what was done wrong is what others look at themselves for.
func (c *composer) amiss() {
	if c.findsAmiss() {
		c.problems()
		return
	}
	c.data()
}

// dataBeside is data of a case in which something was found amiss, where there is room for both.
func (c *composer) dataBeside() {
	if c.findsAmiss() {
		c.data()
	}
}

// findsAmiss reports whether the text is an authority's that names problems. What a court
// tells of one side's claims is none of it.
func (c *composer) findsAmiss() bool {
	return c.out.Section == feeds.EnforcementCase && len(c.out.Problems) > 0
}

// takenDown says how many accounts a case ended with.
func (c *composer) takenDown() {
	if c.english {
		return
	}
	if q, m, ok := c.states(accounts, ofOthers); ok {
		en := accounts.en
		if last := m[len(m)-1]; last == "余" || last == "多" {
			en, m = strings.Replace(en, "$1", "more than $1", 1), m[:len(m)-1]
		}
		c.say(filled(en, m, inEnglish), filled(accounts.own, m, plain), q)
	}
}

// inspection says what an inspection looks at.
func (c *composer) inspection() {
	if found := c.listed(checked); len(found.en) > 1 {
		c.sayListed(checked, found)
	}
}

// campaign says what a campaign is against and how long it runs.
func (c *composer) campaign() {
	if c.english || !campaigns.MatchString(c.w.Title) {
		return
	}
	if own := c.listed(targeted); len(own.en) > len(c.stated(targets).en) {
		c.sayListed(targeted, own) // in its own words, where they tell more
	} else if found := c.stated(targets); len(found.en) > 0 {
		if m := targeted.cue.FindStringSubmatch(c.w.Body); m != nil && strings.Count(m[1], "、") >= len(found.en) {
			found.add("others", "等", feeds.Quote{})
		}
		c.sayAll(targets.en, targets.zh, found)
	}
	if m := runsFor.FindStringSubmatch(c.w.Body); m != nil {
		n := numeral(m[1])
		unit := map[string]string{"个月": "month", "月": "month", "天": "day", "周": "week", "年": "year"}[m[2]]
		switch m[1] + m[2] {
		case "半年":
			n, unit = "6", "month"
		case "半个月", "半月":
			n, unit = "15", "day"
		}
		if n != "1" {
			unit += "s"
		}
		c.say("Runs for "+n+" "+unit+".", m[0]+"。", c.match(runsFor))
	} else {
		c.until()
	}
}

// milestone says which step a handler got through.
func (c *composer) milestone() {
	if slices.Contains(c.out.Topics, "data_export") && !slices.ContainsFunc(c.out.Figures, countsPassed) {
		c.state(passed, firstOf...)
	}
}

// countsPassed reports a count of handlers that got through a step: it is no one's step then.
func countsPassed(f feeds.Figure) bool {
	return (f.Name == "assessments" || f.Name == "contracts") && f.Value > 1
}

// ruling says what a court or an authority decided, or what a court was asked.
func (c *composer) ruling() {
	if c.out.Section != feeds.CourtLitigation && c.out.DocType != "enforcement_notice" || c.severalCases() {
		return
	}
	found := c.stated(rulings)
	decided := slices.ContainsFunc(found.en, func(s string) bool { return s != heard && !strings.HasSuffix(s, "claimed") })
	if i := slices.Index(found.en, heard); i >= 0 && decided {
		found.drop(i)
	}
	if i := slices.Index(found.en, endClaimed); i >= 0 && slices.Contains(found.en, endOrdered) {
		found.drop(i) // what was ordered need not be told as asked for
	}
	c.sayAll(rulings.en, rulings.zh, found)
}
