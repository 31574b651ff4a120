package apps

import (
	"slices"
	"strings"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/facts/page"
	"github.com/regwire/regwire/feeds/facts/view"
	"github.com/regwire/regwire/feeds/pattern"
)

// problemNames gives the categories of problems in app notices their standard
// English. Several wordings may share one name; longer ones stand first.
var problemNames = []struct {
	zh []string
	en string
}{
	{[]string{"未逐一列出"}, "Failure to list item by item the purpose, method and scope of collection and use by the app and its third-party SDKs"},
	{[]string{"违规向第三方提供个人信息", "私自共享给第三方", "向第三方提供个人信息", "未经同意向他人提供个人信息"}, "Unauthorised provision of personal information to third parties"},
	{[]string{"强制、频繁、过度索取权限", "强制频繁过度索取权限", "频繁过度索取权限", "过度索取权限", "强制、频繁索权", "强制索取权限", "频繁索取权限"}, "Forced, frequent and excessive permission requests"},
	{[]string{"频繁自启动和关联启动", "频繁自启动", "自启动和关联启动", "关联启动"}, "Frequent auto-start and associated start of the app"},
	{[]string{"强制用户使用定向推送", "违规推送", "定向推送"}, "Forcing users to use targeted push"},
	{[]string{"欺骗误导用户下载"}, "Deceiving or misleading users into downloading apps"},
	{[]string{"欺骗误导强迫用户", "欺骗误导用户提供个人信息", "欺骗误导用户", "误导用户"}, "Deceiving, misleading or coercing users"},
	{[]string{"标识近于无形", "关闭按钮小如蝼蚁", "窗口关不掉", "弹窗关不掉"}, "Pop-ups that cannot readily be identified or closed"},
	{[]string{"摇一摇", "乱跳转"}, "\"Shake\" interaction causing unwanted redirects"},
	{[]string{"信息明示不到位"}, "Inadequate disclosure of app information on distribution platforms"},
	{[]string{"管理责任落实不到位"}, "Failure of the distribution platform to perform its management duties"},
	{[]string{"未明示收集使用个人信息的目的"}, "Failure to state the purpose, method and scope of collection and use"},
	{[]string{"未明示个人信息处理规则", "未公开收集使用规则", "未公开收集规则", "未公示个人信息处理规则"}, "Failure to disclose personal information processing rules"},
	{[]string{"征得用户同意前就开始收集", "同意前收集", "同意前就"}, "Collecting personal information before consent"},
	{[]string{"未经用户同意收集", "未经同意收集"}, "Collecting or using personal information without consent"},
	{[]string{"未同步告知"}, "Failure to explain the purpose when requesting a permission"},
	{[]string{"违反必要原则", "与其提供的服务无关的个人信息"}, "Collecting personal information unrelated to the service, contrary to the necessity principle"},
	{[]string{"收集频率超出"}, "Collecting more often than the function needs"},
	{[]string{"未按法律规定提供删除或更正", "未提供删除", "未提供有效的更正、删除"}, "Failure to provide deletion or correction functions"},
	{[]string{"账号注销难", "注销账号设置不合理条件", "注销难", "注销后未删除"}, "Obstructing account cancellation"},
	{[]string{"投诉、举报渠道", "未公布投诉、举报方式"}, "Failure to set up and publish complaint channels"},
	{[]string{"未提供撤回同意"}, "No means to withdraw consent"},
	{[]string{"未制定未成年人个人信息处理规则", "未制定专门的个人信息处理规则"}, "No rules for processing minors' personal information"},
	{[]string{"人脸识别作为唯一"}, "Facial recognition as the only means of verification"},
	{[]string{"未向用户告知个人信息接收方", "未告知接收方"}, "Failure to inform users of the recipient"},
	{[]string{"安全漏洞", "安全隐患"}, "Security vulnerabilities / security risks"},
	{[]string{"未落实网络安全等级保护"}, "Failure to implement the classified protection of cybersecurity"},
	{[]string{"隐私政策难以访问"}, "Privacy policy hard to access"},
	{[]string{"未备案", "未履行备案手续"}, "Not filed"},
	{[]string{"超范围收集个人信息", "超范围采集", "超范围收集"}, "Collection of personal information beyond the necessary scope"},
	{[]string{"违规使用个人信息"}, "Illegal use of personal information"},
	{[]string{"违规收集使用个人信息", "违规收集个人信息", "违法违规收集", "违规收集"}, "Illegal collection of personal information"},
}

// failings are what authorities find amiss with whoever they punish, in standard English:
// press reports and decisions word it more freely than lists of apps do.
var failings = []struct {
	zh *pattern.Pattern
	en string
}{
	{pattern.MustCompile(`未(?:依法|按规定|经|通过|申报|进行|履行|完成)*(?:数据|个人信息)出境(?:安全评估|申报|备案|认证|合规)|未(?:依法)?(?:订立|签订|备案)[^。;,]{0,4}(?:数据|个人信息)出境标准合同|(?:违法|违规|擅自|非法)(?:将[^。;,]{2,20})?向(?:境外|[^。;,]{0,12}(?:总部|母公司|境外))[^。;,]{0,8}(?:传输|提供)[^。;,]{0,12}(?:信息|数据)`), "Cross-border transfer without assessment, standard contract or certification"},
	{pattern.MustCompile(`未(?:依法|另行)?(?:取得|征得|获得)[^。;,]{0,8}"?单独同意"?`), "No separate consent"},
	{pattern.MustCompile(`未(?:依法|按规定|严格|充分|有效|全面|认真|切实)*(?:履行|落实|尽到)[^。;,]{0,16}网络安全[^。;,等]{0,14}(?:义务|责任)`), "Failure to perform cybersecurity duties"},
	{pattern.MustCompile(`未(?:依法|按规定|严格|充分|有效|全面|认真|切实)*(?:履行|落实|尽到)[^。;,]{0,16}数据安全[^。;,等]{0,14}(?:义务|责任)`), "Failure to perform data security duties"},
	{pattern.MustCompile(`未(?:依法|按规定|严格|充分|有效|全面|认真|切实)*(?:履行|落实|尽到)[^。;,]{0,16}个人信息[^。;,等]{0,14}(?:义务|责任)`), "Failure to perform personal information protection duties"},
	{pattern.MustCompile(`未(?:依法|按规定)?(?:建立|制定|健全|落实|完善)(?:健全|完善|和落实)?[^。;,级]{0,10}(?:安全|信息保护|数据|日志)[^。;,级]{0,6}制度`), "No security management rules"},
	{pattern.MustCompile(`未(?:对[^。;,]{2,20})?(?:采取|进行|使用|实施)[^。;,]{0,8}(?:加密|去标识化)(?:[、和或]去标识化)?(?:等?[^。;,、]{0,8}措施)?`), "No encryption, de-identification or other security measures"},
	{pattern.MustCompile(`未(?:依法|按规定)?(?:采取|落实|部署|实施)[^。;,]{0,14}(?:技术(?:保护|防护|防范)?|安全(?:保护|防护)?|防护|保护)[^。;,]{0,6}措施|未(?:采取|进行|做)[^。;,]{0,6}脱敏`), "No technical safeguards"},
	{pattern.MustCompile(`未(?:依法|按规定|按要求)?(?:留存|保存|记录)[^。;]{0,16}日志|日志[^。;,]{0,8}(?:留存|保存)[^。;,]{0,6}(?:不足|未满|少于|未达)`), "Network logs not kept as the law asks"},
	{pattern.MustCompile(`弱口令|弱密码|默认(?:口令|密码)`), "Weak or default passwords"},
	{pattern.MustCompile(`未授权(?:的)?访问|越权访问`), "Access without authorisation possible"},
	{pattern.MustCompile(`未(?:依法|按规定|定期)?(?:开展|进行|做)[^。;,]{0,6}(?:风险|影响|安全)评估`), "No risk or impact assessment"},
	{pattern.MustCompile(`未(?:依法|按规定)?(?:确定|明确|指定|设置|设立|落实)[^。;,]{0,8}(?:安全|保护)(?:管理)?(?:负责人|责任人|机构|人员)`), "No person in charge of security"},
	{pattern.MustCompile(`未(?:依法|按规定|按要求)?(?:开展|进行|履行|完成|落实)[^。;,]{0,10}(?:等级保护|等级测评|等保)`), "Failure to implement the classified protection of cybersecurity"},
	{pattern.MustCompile(`未(?:及时|按规定|有效)*(?:处置|修复|修补|整改|消除|发现)[^。;,]{0,10}(?:漏洞|隐患|风险)`), "Vulnerabilities not mended in time"},
	{pattern.MustCompile(`未(?:及时|按规定|依法|立即)*(?:向[^。;,]{2,12})?(?:报告|上报|告知)[^。;,]{0,12}(?:事件|泄露|情况)`), "Incident not reported"},
	{pattern.MustCompile(`未(?:对[^。;,]{2,10})?(?:开展|进行|组织)[^。;,]{0,8}(?:安全)(?:教育|培训|教育培训)`), "No security training"},
	{pattern.MustCompile(`未(?:要求|核验|核实|落实|履行|进行)[^。;,]{0,10}(?:真实身份|实名)`), "Users' real identity not verified"},
	{pattern.MustCompile(`(?:超期|超过必要期限|超出[^。;,]{0,8}期限)(?:存储|保存|留存)`), "Information kept longer than necessary"},
	{pattern.MustCompile(`(?:强制|强迫|以默认[^。;,]{0,6}方式)(?:[^。;,]{0,6})(?:收集|采集)[^。;,]{0,8}(?:人脸|指纹|生物识别|个人信息|手机号)|强制刷脸`), "Forced collection of personal information"},
}

// asked stands before what rules, campaigns and warnings want done or left undone, and
// nobody has been found to have failed in.
var asked = pattern.MustCompile(`应当|应该|必须|不得|严禁|禁止|重点(?:整治|检查|打击|查处|治理|关注|围绕|针对)|聚焦|整治|提醒|建议|避免|防止|杜绝|是否|如果|若[^干]`)

// finding ends what a sentence tells of a campaign or a check before what came of it: 专项整治中,
// 检查发现某企业未留存日志.
var finding = pattern.MustCompile(`^.*(?:发现|查明|经查|查实)`)

// inLaw stands behind what a law quoted puts under a penalty.
var inLaw = pattern.MustCompile(`^[^。;,]{0,16}的,(?:由|将|依法|处|可|责令|给予|应)`)

// Problems lists the categories that a notice names, in its title, its text and
// its tables, each with the first words that name it.
func (p *reading) problems() {
	if p.Out.DocType != page.KindEnforcement && p.Out.DocType != page.KindNotice && p.Out.DocType != page.KindPress {
		return
	}
	for _, v := range []*view.View{p.Title, p.Chinese, p.Body} {
		s, words := v.S, v.Words
		// names of rules hold the words too: 网络产品安全漏洞管理规定
		if strings.Contains(s, "《") {
			s = page.Quoted.ReplaceAllStringFunc(s, blank)
			words = pattern.NewText(s)
		}
		p.problemsIn(s, words, v.Quote)
	}
	for _, t := range p.tables() {
		for _, row := range t.rows {
			s := strings.Join(row, "\n")
			p.problemsIn(s, pattern.NewText(s), func(at view.Span) feeds.Quote {
				return feeds.Quote{Text: s[at.From:at.To], In: t.in, Offset: -1}
			})
		}
	}
}

func blank(s string) string { return strings.Repeat(" ", len(s)) }

// problemsIn adds the categories of one text that are not listed yet; words is s.
func (p *reading) problemsIn(s string, words *pattern.Text, quote func(view.Span) feeds.Quote) {
	said := -1
	for _, c := range problemNames {
		if slices.Contains(p.Out.Problems, c.en) {
			continue
		}
		for _, w := range c.zh {
			if words.Has(w) {
				i := strings.Index(s, w)
				if i == said {
					break // 欺骗误导用户下载 holds what stands for all that is done to users
				}
				said = i
				p.problem(c.en, quote(view.Span{From: i, To: i + len(w)}))
				break
			}
		}
	}
	p.failingsIn(s, words, quote)
}

// failingsIn adds what the text says was found amiss with somebody.
func (p *reading) failingsIn(s string, words *pattern.Text, quote func(view.Span) feeds.Quote) {
	if !words.HasAny("未", "弱", "默认", "超", "强", "越权", "违", "擅自", "非法", "日志") {
		return
	}
	for _, c := range failings {
		if slices.Contains(p.Out.Problems, c.en) || !words.Possible(c.zh) {
			continue
		}
		for _, m := range c.zh.FindAllStringIndex(s, 8) {
			q, pre := quote(view.Span{From: m[0], To: m[1]}), view.ClipLeft(s[:m[0]], 120)
			pre = pre[strings.LastIndexAny(pre, "。;\n")+1:]
			if !asked.MatchString(finding.ReplaceAllString(pre, "")) && !inLaw.MatchString(s[m[1]:]) && !p.quoted(q) {
				p.problem(c.en, q)
				break
			}
		}
	}
}

// quoted reports whether a problem is named by words of that place already.
func (p *reading) quoted(q feeds.Quote) bool {
	return slices.ContainsFunc(p.Out.ProblemQuotes, func(o feeds.Quote) bool {
		return o.In == q.In && o.Offset >= 0 && o.Offset < q.Offset+len(q.Text) && q.Offset < o.Offset+len(o.Text)
	})
}

func (p *reading) problem(en string, q feeds.Quote) {
	p.Out.Problems, p.Out.ProblemQuotes = append(p.Out.Problems, en), append(p.Out.ProblemQuotes, q)
}
