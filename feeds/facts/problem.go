package facts

import (
	"slices"
	"strings"

	"github.com/regwire/regwire/feeds"
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
	{[]string{"未采取加密", "去标识化等安全技术措施"}, "No encryption, de-identification or other security measures"},
	{[]string{"未向用户告知个人信息接收方", "未告知接收方"}, "Failure to inform users of the recipient"},
	{[]string{"安全漏洞", "安全隐患"}, "Security vulnerabilities / security risks"},
	{[]string{"未落实网络安全等级保护"}, "Failure to implement the classified protection of cybersecurity"},
	{[]string{"隐私政策难以访问"}, "Privacy policy hard to access"},
	{[]string{"未备案", "未履行备案手续"}, "Not filed"},
	{[]string{"超范围收集个人信息", "超范围采集", "超范围收集"}, "Collection of personal information beyond the necessary scope"},
	{[]string{"违规使用个人信息"}, "Illegal use of personal information"},
	{[]string{"违规收集使用个人信息", "违规收集个人信息", "违法违规收集", "违规收集"}, "Illegal collection of personal information"},
}

// problems lists the categories that a notice names, in its title, its text and
// its tables, each with the first words that name it.
func (p *page) problems() {
	if p.out.DocType != kindEnforcement && p.out.DocType != kindNotice && p.out.DocType != kindPress {
		return
	}
	for _, v := range []*view{p.title, p.zh, p.body} {
		s, words := v.s, v.words
		// names of rules hold the words too: 网络产品安全漏洞管理规定
		if strings.Contains(s, "《") {
			s = quoted.ReplaceAllStringFunc(s, blank)
			words = pattern.NewText(s)
		}
		p.problemsIn(s, words, v.quote)
	}
	for _, t := range p.tables() {
		for _, row := range t.rows {
			s := strings.Join(row, "\n")
			p.problemsIn(s, pattern.NewText(s), func(at span) feeds.Quote {
				return feeds.Quote{Text: s[at.from:at.to], In: t.in, Offset: -1}
			})
		}
	}
}

func blank(s string) string { return strings.Repeat(" ", len(s)) }

// problemsIn adds the categories of one text that are not listed yet; words is s.
func (p *page) problemsIn(s string, words *pattern.Text, quote func(span) feeds.Quote) {
	said := -1
	for _, c := range problemNames {
		if slices.Contains(p.out.Problems, c.en) {
			continue
		}
		for _, w := range c.zh {
			if words.Has(w) {
				i := strings.Index(s, w)
				if i == said {
					break // 欺骗误导用户下载 holds what stands for all that is done to users
				}
				said = i
				p.out.Problems = append(p.out.Problems, c.en)
				p.out.ProblemQuotes = append(p.out.ProblemQuotes, quote(span{i, i + len(w)}))
				break
			}
		}
	}
}
