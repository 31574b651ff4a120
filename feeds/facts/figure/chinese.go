package figure

import (
	"strings"
	"unicode/utf8"

	"github.com/regwire/regwire/feeds/facts/kind"
	"github.com/regwire/regwire/feeds/facts/view"
	"github.com/regwire/regwire/feeds/pattern"
)

// sumsBefore and sumsBehind are the other sums of a list that shares one word:
// 分别处罚款1406万元、513万元、533万元.
const (
	sumsBefore = `(?:\d[\d,.]*[万亿]?元[、和及])*`
	sumsBehind = `(?:[、和及]\d[\d,.]*[万亿]?元)*`
)

// publishedCases follows a number of cases that are published for others to learn from:
// 5个涉人脸识别、行踪轨迹的典型案例.
const publishedCases = `^[^。;,部]{0,40}(?:典型|指导性|参考)[\p{Han}]{0,8}案例`

const appNouns = `(?i:app|应用|小程序|软件|快应用)`

// measuresZH stand in order: the first that fits names the figure.
var measuresZH = []measure{
	{name: "cases", units: "个", after: pattern.MustCompile(`^(?:民事|刑事|行政)?案例|` + publishedCases)},
	{name: "fine_cny", units: "元", before: pattern.MustCompile(`罚(?:款|金)(?:共计|合计|总计|为|人民币|,|并处)*[^。;,]{0,8}` + sumsBefore + `$`)},
	{name: "fine_cny", units: "元", after: pattern.MustCompile(`^` + sumsBehind + `的?(?:行政)?罚(?:款|金)|^的?(?:巨额|大额)?罚单|^` + sumsBehind + `的?(?:行政)?处罚`)},
	{name: "fine_cny", units: "元", before: pattern.MustCompile(`(?:被罚|重罚|处罚|罚没)[^。;,]{0,10}$`), not: pattern.MustCompile(`违法所得`)},
	{name: "illegal_gains_cny", units: "元", before: pattern.MustCompile(`(?:违法所得|非法所得|非法获利|获利|牟利)[^。;,赔罚]{0,12}$`)},
	{name: "illegal_gains_cny", units: "元", after: pattern.MustCompile(`^(?:的)?(?:违法|非法)(?:所得|收入)`)},
	{name: "damages_cny", units: "元", before: pattern.MustCompile(`(?:赔偿|判赔|获赔|损害赔偿金|赔付|抚慰金|公益损害)[^。;,]{0,24}$`)},
	{name: "damages_cny", units: "元", after: pattern.MustCompile(`^(?:的)?(?:公益损害)?(?:赔偿|损失|损害)`)},
	{name: "amount_cny", units: "元", before: pattern.MustCompile(`(?:涉案|案值|金额|资金)[^。;,]{0,12}$`)},
	{name: "approved_arrests", units: "名人", before: pattern.MustCompile(`批准逮捕[^。;,、]{0,24}$`)},
	{name: "detained", units: "名人", before: pattern.MustCompile(`(?:刑事拘留|刑拘|行政拘留|拘留)[^。;,、]{0,14}$`)},
	{name: "arrested", units: "名人", before: pattern.MustCompile(`(?:抓获|逮捕|捕获|批捕|拘捕|归案)[^。;,、]{0,16}$`)},
	{name: "arrested", units: "名人", before: pattern.MustCompile(`(?:查获|抓捕|控制)[^。;,、]{0,12}$`)},
	{name: "prosecuted", units: "名人", before: pattern.MustCompile(`(?:起诉|公诉)[^。;,、]{0,16}$|起诉[^。;,]{0,50}犯罪(?:嫌疑人|案件)?$`)},
	{name: "detained", units: "名人", after: pattern.MustCompile(`^[^。;,、]{0,12}(?:刑事拘留|刑拘|被拘留)`)},
	{name: "arrested", units: "名人", after: pattern.MustCompile(`^[^。;,、]{0,12}(?:被抓获|落网|被逮捕|归案|到案)`)},
	{name: "arrested", units: "名人", before: pattern.MustCompile(`(?:将|把)[^。;,]{0,24}$`), after: pattern.MustCompile(`^[^。;,、]{0,10}(?:抓获|抓捕|逮捕|控制)`)},
	{name: "prosecuted", units: "名人", before: pattern.MustCompile(`对[^。;,]{0,24}$`), after: pattern.MustCompile(`^(?:被告人|犯罪嫌疑人)?(?:[\p{Han}]{2,14}案)?(?:依法)?(?:提起公诉|移送(?:审查)?起诉)`)},
	{name: "prosecuted", units: "名人", after: pattern.MustCompile(`^[^。;,、]{0,12}(?:被起诉|被提起公诉|移送起诉)`)},
	{name: "arrested", units: "名人", after: pattern.MustCompile(`^[^。;,、]{0,20}(?:被|已)(?:依法)?采取(?:刑事)?强制措施`)},
	{name: "arrested", units: "名人", after: pattern.MustCompile(`^犯罪嫌疑人`), clause: pattern.MustCompile(`抓获|打掉|逮捕`)},
	{name: "sentenced", units: "名人", before: pattern.MustCompile(`(?:判处|有罪判决|判决)(?:罪犯|被告人|犯罪分子|犯罪人员|各类)*(?:共计|共|计|约|近|超过|超|逾|达)*$`)},
	{name: "sentenced", units: "名人", after: pattern.MustCompile(`^(?:被告人|罪犯)?(?:分别|均|已|依法)*被(?:分别|依法)*(?:判处|判刑|判决|定罪)`)},
	{name: "persons_affected", units: "名人", before: pattern.MustCompile(`(?:受害|被害)(?:者|人)(?:人数)?[^。;,、]{0,8}$`)},
	{name: "persons_affected", units: "名人", before: pattern.MustCompile(`(?:偷拍|偷录|偷窥|跟踪)[^。;,、]{0,6}$`)},
	{name: "persons_affected", units: "名人", after: pattern.MustCompile(`^[\p{Han}]{2,8}的?(?:姓名|身份证|证件|护照|手机号|电话|住址|订单|病史|体检|简历|成绩|名单|人脸|视频|行程|账户|个人信息|信息|资料|病历|照片)`), not: doersZH},
	{name: "persons_affected", units: "名人", after: pattern.MustCompile(`^(?:客户|会员|学生|病人|患者|旅客|住客|员工|雇员|申请人|捐款人|用户|市民)的?[^。;,]{0,6}(?:相片|照片|资料|记录)[^。;]{0,30}(?:云端|文件夹|伺服器|服务器|数据库|硬盘|网站|密码)`)},
	{name: "persons_affected", units: "名人", clause: pattern.MustCompile(`泄露|外泄|外洩|受影响|影响|涉及|被窃取`), not: doersZH},
	{name: "persons_affected", units: "个", after: pattern.MustCompile(`^(?:用户|公民|消费者|市民|客户|学生|个人|群众|会员|患者|家庭)`), clause: pattern.MustCompile(`泄露|外泄|外洩|受影响|影响|涉及|被窃取`)},
	{name: "apps", units: "款个", after: pattern.MustCompile(`^[^。;,、]{0,6}` + appNouns + `(?:程序)?\((?:含)?(?i:sdk)`)},
	{name: "sdks", units: "款个", after: pattern.MustCompile(`^[^。;,、和及与]{0,12}(?i:sdk|软件开发工具包)`)},
	{name: "sdks", units: "款个", before: pattern.MustCompile(`(?i:sdk)(?:产品)?(?:共|合计)? ?$`), after: pattern.MustCompile(`^(?:$|[,。;、)])`)},
	{name: "apps_removed", units: "款个", clause: pattern.MustCompile(`下架|停止分发|暂停分发|移除|(?:应用商店|予以|组织|依法)[^。,]{0,6}下线`), not: pattern.MustCompile(`拟下架|将予?以?下架|下架处理措施`)},
	// At the scene, or seized there: what is worked with is no list's.
	{units: "台部个只枚", before: pattern.MustCompile(`(?:安装|加装|私装|装有|布设|查获|查扣|扣押|缴获|收缴|起获|作案)[^。;,]{0,24}$`), clause: pattern.MustCompile(`摄|探头|监控|录像|手机|电脑|硬盘|设备|终端`)},
	{units: "台部个", before: pattern.MustCompile(`(?:安装|装|设|发现|周边|现场)[^。;,]{0,20}$`), after: pattern.MustCompile(`^[^。;,]{0,20}(?:抓拍|摄像头|摄像机|认证机)`)}, // at the scene, and no list's
	// 款 counts devices too, of which apps are said to be wrong: 5款智能终端存在预置应用.
	{name: "terminals", units: "台部款", after: pattern.MustCompile(`^[^。;,、应软程]{0,8}(?:终端|设备|手机|平板|手表|手环|摄像头)(?:产品)?(?:存在|违|侵害|未|被|预置|预装|内置|$)`)},
	{name: "apps", units: "款个", after: pattern.MustCompile(`^[^。;,、]{0,14}` + appNouns), not: pattern.MustCompile(`^[^。;,、]{0,10}终端(?:产品)?(?:及|和|与)`)},
	{name: "terminals", units: "台部款个", after: pattern.MustCompile(`^[^。;,、]{0,8}(?:终端|设备|手机|摄像头)`), not: pattern.MustCompile(`^[^。;,、]{0,8}(?:终端|设备|手机)(?:产品)?(?:及|和|与)`)},
	{name: "terminals", units: "台", before: pattern.MustCompile(`(?:终端|设备|摄像头)[^。;,、]{0,4}$`)},
	{name: "apps", units: "款", clause: pattern.MustCompile(`整改|问题|通报|违规|违法|合计|共计`), not: pattern.MustCompile(`^[^。;,、]{0,10}终端(?:产品)?(?:及|和|与)`)},
	{name: "complaints", units: "起件次条宗", before: pattern.MustCompile(`(?:受理|接到|接获|收到|处理|处置)[\p{Han}、]{0,12}(?:投诉|举报)[^。;,]{0,6}$|(?:投诉|举报)(?:受理|接报|办理)(?:总)?(?:数|量)?(?:共|为|达)?$`)},
	{name: "complaints", units: "起件宗", after: pattern.MustCompile(`^(?:投诉|举报)(?:个案|$|[^\p{Han}])`)},
	{units: "起件条宗", before: pattern.MustCompile(`线索[^。;,、]{0,6}$`)}, // what was handed over is no case yet
	{name: "cases", units: "起件宗", after: pattern.MustCompile(`^[^。;,]{0,30}案`), not: pattern.MustCompile(`^[^。;,]{0,20}线索`)},
	{name: "breaches", units: "起次件宗", after: pattern.MustCompile(`^[^。;,]{0,10}(?:泄露|泄漏|外泄|事件)`)},
	{name: "breaches", units: "起宗", after: pattern.MustCompile(`^(?:(?:资料|数据)?(?:外泄|泄露)(?:事故|事件)?)?通报`)},
	{name: "breaches", units: "起次件宗", before: pattern.MustCompile(`(?:泄露|泄漏|外泄)[^。;,]{0,14}$`)},
	{name: "assessments", units: "个项件份", before: pattern.MustCompile(`评估(?:项目|申报|申请)?[^。;,、]{0,8}$`)},
	{name: "contracts", units: "个项件份", before: pattern.MustCompile(`合同(?:备案)?[^。;,、]{0,8}$`), not: pattern.MustCompile(`受理\d`)},
	{name: "cases", units: "起件", before: pattern.MustCompile(`公益诉讼(?:案件)?(?:共|共计|计)?$`)},
	{name: "cases", units: "大", after: pattern.MustCompile(`^[^。;,]{0,12}案(?:例|件)`)},
	{name: "cases", units: "起件宗", before: pattern.MustCompile(`(?:案件|案|侦破|破获|侦办|立案|查处|查办|办理|受理)[^。;,]{0,16}$`), not: pattern.MustCompile(`线索|(?:申报|备案|登记|申请)[^。;,案]{0,8}\d|(?:投诉|举报)[^。;,案]{0,8}受理[^。;,案]{0,4}\d`)},
	{name: "complaints", units: "起件次条宗", after: pattern.MustCompile(`^[^。;,]{0,10}(?:投诉|举报)`), not: pattern.MustCompile(`^[^。;,]{0,10}被(?:投诉|举报)`)},
	{name: "complaints", units: "起件次条宗", before: pattern.MustCompile(`(?:投诉|举报)[^。;,]{0,10}$`)},
	{name: "assessments", units: "家个", after: pattern.MustCompile(`^(?:[\p{Han}]{0,8}(?:企业|公司|单位|机构))?[^。;,、]{0,8}(?:通过|完成)[^。;,、]{0,12}(?:安全|出境)评估`)},
	{name: "contracts", units: "家个", after: pattern.MustCompile(`^(?:[\p{Han}]{0,8}(?:企业|公司|单位|机构))?[^。;,、]{0,8}(?:通过|完成|办理)[^。;,、]{0,16}标准合同`)},
	{name: "assessments", units: "个项件", after: pattern.MustCompile(`^[^。;,、]{0,20}评估`)},
	{name: "contracts", units: "个项件份", after: pattern.MustCompile(`^[^。;,、]{0,16}合同`)},
	{units: "张", clause: pattern.MustCompile(`罚单`)},
	// What platforms take down are posts, not records of people.
	{units: "条份张", clause: pattern.MustCompile(`(?:清理|删除|处置|拦截|查删|清除|屏蔽|下架)(?:涉|各类|违|不良|有害|相关|谣言|帖)?[^。;,个公用客患业脸身敏]{0,12}(?:信息|内容|评论|言论|帖文|视频)`)},
	{name: "records", units: "条份张", after: pattern.MustCompile(`^[^。;,]{0,14}(?:信息|数据|记录|简历|资料|面单)`)},
	{name: "records", units: "条份张", before: pattern.MustCompile(`(?:信息|数据|记录|简历|资料|面单|电话|手机号|号码|名单|病历|照片|通讯录|联系人|订单|轨迹)[^。;,第]{0,8}$`), not: pattern.MustCompile(`^[^。;,]{0,4}(?:规定|措施|要求|意见)`)},
	{name: "algorithms", units: "个款项", after: pattern.MustCompile(`^[^。;,]{0,14}算法`)},
	{name: "algorithms", units: "个款项", before: pattern.MustCompile(`算法[^。;,]{0,8}$`)},
	{name: "datasets", units: "个项", after: pattern.MustCompile(`^[^。;,、]{0,8}数据集`)},
	{name: "datasets", units: "个项", before: pattern.MustCompile(`数据集[^。;,、]{0,6}$`)},
	{name: "data_resources", units: "个项类", after: pattern.MustCompile(`^[^。;,、]{0,8}(?:数据资源|资源目录)`)},
	{name: "data_resources", units: "个项类", before: pattern.MustCompile(`数据资源[^。;,、]{0,6}$`)},
	{name: "services", units: "个款项", after: pattern.MustCompile(`^[^。;,、]{0,16}(?:服务|大模型)`)},
	{name: "services", units: "个款项", before: pattern.MustCompile(`(?:服务|大模型)[^。;,、]{0,8}$`)},
	{name: "standards", units: "项个", after: pattern.MustCompile(`^[^。;,、]{0,24}标准`)},
	{name: "platforms", units: "家个", after: pattern.MustCompile(`^[^。;,、]{0,14}平台`)},
	{name: "companies", units: "家", after: pattern.MustCompile(`^[^。;,、]{0,14}(?:企业|公司|单位|机构|商家|商户|厂商|银行|医院|[\p{Han}]店)`)},
	{name: "departments", units: "个", after: pattern.MustCompile(`^(?:部门|部委)`)},
	{name: "departments", units: "部", after: pattern.MustCompile(`^门`)},
}

// appCounts are what a notice says of apps beside those that it names: how many were found
// wanting before, and how many of these are still so.
var appCounts = []measure{
	{name: "apps_found", units: "款个", before: pattern.MustCompile(`(?:发现|通报|公示|责令)[^。;,、]{0,12}$`), not: pattern.MustCompile(`累计|此前|去年|今年以来|截至`)},
	{name: "apps_outstanding", units: "款个", before: pattern.MustCompile(`(?:尚有|仍有|还有)[^。;,、]{0,8}$`), after: pattern.MustCompile(`整改|改正|未完成|未按|问题|违规|反馈`)},
	{name: "apps_found", before: namedEarlierEN},
}

// doersZH follows a number of those who did something to others, whom a clause on a leak tells
// of too: 3名员工泄露患者病历.
var doersZH = pattern.MustCompile(`嫌疑人|被告|民警|负责人|[名人]因?涉嫌|^(?:犯罪)?(?:团伙|团队|小组)|^[\p{Han}]{0,4}(?:收集|窃取|盗取|贩卖|倒卖|出售|买卖|非法|侵犯)|(?:^|[^姓])名[\p{Han}]{0,8}?(?:员工|职员|人员|店员|业务员|管理员|客服|护士|医生|保安|经理|主管|男子|女子|教师|老师|辅警|中介|黑客|当事人|犯罪分子)(?:利用|通过|将|把|违规|违法|非法|擅自|私自|因|涉嫌|为了?|以|在|向|泄露|泄漏|出售|贩卖|倒卖|查询|窃取)`)

// paidZH ends what stands before a sum of which news leaves out the yuan: 被罚380万, 获赔8.6万.
var paidZH = pattern.MustCompile(`(?:罚款?|罚金|罚没|获赔|判赔|赔偿)(?:共计|合计|总计|超过?|逾|近|约|人民币)*$`)

// bareSum reports whether a number of ten thousands that ends its clause is a sum.
func bareSum(v *view.View, n view.Number) bool {
	return !v.English && view.HasSuffix(v.S[n.From:n.To], "万", "亿") && (n.To == len(v.S) || endsClause(v.S, n.To) || v.S[n.To] == ' ' || strings.HasPrefix(v.S[n.To:], "元")) && paidZH.MatchString(clauseBefore(v.S, n.From))
}

// nextApps begins what stands behind a number with a number of its own, and lastApps ends
// what stands in front of one with a number before.
var (
	nextApps = pattern.MustCompile(`[、和及并][^。;,、]{0,12}(?:\d+|[一二两三四五六七八九十百]+)(?:余|多)?[款个]`)
	lastApps = pattern.MustCompile(`^.*[\d一二两三四五六七八九十百](?:余|多)?[款个][^、]*、`)
)

// ofCount is the part of a clause of several counts that is of the one between pre and post.
func ofCount(pre, unit, post string) string {
	if at := nextApps.FindStringIndex(post); at != nil {
		post = post[:at[0]]
	}
	return lastApps.ReplaceAllString(pre, "") + unit + post
}

// beforeProblem follows a version in the row of a list of apps: what is wrong with the app.
var beforeProblem = pattern.MustCompile(`^ (?i:app)\p{Han}`)

// isVersion reports whether a number without a unit is the version of an app, or the end of
// one: 5.0.12 APP强制、频繁、过度索取权限.
func isVersion(v *view.View, n view.Number) bool {
	return n.From > 1 && v.S[n.From-1] == '.' && v.S[n.From-2] >= '0' && v.S[n.From-2] <= '9' || !v.English && beforeProblem.MatchString(v.S[n.To:])
}

// foreignZH ends what stands before a sum that is not in yuan.
var foreignZH = pattern.MustCompile(`(?:澳门币|澳门元|澳币|葡币|港币|港元|美元|美金|欧元|新台币|台币|日元|英镑|加元|澳元)$`)

// foreignMoney reports a sum of another currency: one that is named, or that of
// Hong Kong and Macao on their pages.
func (p *reading) foreignMoney(pre string) bool {
	own, _ := p.Names.Authority(p.Source)
	return foreignZH.MatchString(pre) || (own.Jurisdiction == "HK" || own.Jurisdiction == "MO") && !strings.HasSuffix(pre, "人民币")
}

// unitAfter reads the Chinese measure word at i.
func unitAfter(s string, i int) (string, int) {
	r, w := utf8.DecodeRuneInString(s[i:])
	if r == '元' {
		return "元", i + w
	}
	if strings.ContainsRune("款起条项件家名人个次批台部份宗类大张", r) {
		return string(r), i + w
	}
	return "", i
}

// otherNouns are what a number counts when it counts nothing of the table,
// although words of the table follow: 三个方面…应用.
var otherNouns = pattern.MustCompile(`^(?:多|余)?(?:方面|层面|阶段|环节|维度|步骤|部分|原则|章节|领域|行业|地区|省|市|区县|月|工作日|自然日|小时|星期|周|年|类别|类型|大类|子类|微信|账号|账户|城市|街道|社区|专题|赛道|主题|特点|重点|关键|目标|任务|批次|工作组|专项|亮点|问题|条款|时间|季度)`)

func (p *reading) chineseFigure(v *view.View, n view.Number, unit, pre, post string, to int) string {
	if (unit == "个" || unit == "项") && otherNouns.MatchString(post) {
		return ""
	}
	clause := pre + v.S[n.From:to] + post
	for _, m := range measuresZH {
		if !strings.Contains(m.units, unit) || !m.fits(pre, post, clause) || m.ownCount(post) {
			continue
		}
		if m.name == "apps_removed" && !removes.MatchString(ofCount(pre, unit, post)) && removes.MatchString(clause) {
			continue // 通报46款APP、下架90款APP
		}
		if m.name == "apps" && p.filing != "" {
			return p.filing // a list of filings counts what was filed: 共计596款
		}
		if (m.name == "apps" || m.name == "apps_removed") && !appAfter.MatchString(post) && !p.speaksOfApps() {
			if devicesZH.MatchString(p.Title.S + p.Chinese.S) {
				return "terminals"
			}
			return "" // 12款产品 of a notice that speaks of no app
		}
		if m.name == "apps" || m.name == "apps_removed" {
			// a clause that only carries on may hold the verb: "…, 现予以下架"
			return appFigure(v, to, m.name)
		}
		if m.name == "cases" && !strings.Contains(clause, "案") && strings.Contains(pre, "受理") && view.ContainsAny(v.Text(v.Sentence(n.From)), "举报", "投诉") {
			return "complaints" // 其中举报中心受理46万件，各地受理116万件
		}
		return m.name
	}
	return p.toldFigure(v, n, unit, pre, post)
}

// devicesZH is a title about devices that are sold.
var devicesZH = pattern.MustCompile(`终端|设备|手机|平板|手表|手环|摄像头|摄像机|音箱|电视|机顶盒|路由器|门锁|打印机|机器人`)

// speaksOfApps reports whether the title speaks of apps, or the text where the title
// names no device: what a bare 款 or 个 counts.
func (p *reading) speaksOfApps() bool {
	title := p.Title.S + p.Chinese.S
	return kind.AppsZH.MatchString(title) || !devicesZH.MatchString(title) && (p.Title.English || kind.AppsZH.MatchString(p.Body.S))
}

var (
	appAfter = pattern.MustCompile(`^[^。;,、]{0,14}` + appNouns)
	// filings are what titles of lists of filings say was filed.
	filings = []struct {
		words *pattern.Pattern
		name  string
	}{
		{pattern.MustCompile(`算法.{0,6}(?:备案|登记)`), "algorithms"},
		{pattern.MustCompile(`(?:人工智能|大模型|(?i:ai)).{0,12}(?:备案|登记)|(?:备案|登记).{0,8}(?:人工智能|大模型|(?i:ai))`), "services"},
	}
)

// filingOf is the name of what a title says was filed, "" when it says nothing.
func filingOf(title string) string {
	if !view.ContainsAny(title, "备案", "登记") {
		return ""
	}
	for _, f := range filings {
		if f.words.MatchString(title) {
			return f.name
		}
	}
	return ""
}

// nextCount begins what follows a noun that has a count of its own.
var nextCount = pattern.MustCompile(`^(?:共|共计|达|达到|约|近|超|超过|逾|累计|总数|数量|为)*\d[\d,.]*[万亿]?(?:余|多)?[款个项件条起名份家]`)

// ownCount reports whether the noun behind a number is counted by the next number:
// 七个基地共建设数据集524个 are not seven data sets.
func (m measure) ownCount(post string) bool {
	if m.after == nil || m.before != nil {
		return false
	}
	at := m.after.FindStringIndex(post)
	return at != nil && nextCount.MatchString(post[at[1]:])
}
