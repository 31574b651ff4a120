package gloss

import (
	"strings"

	"github.com/regwire/regwire/feeds/pattern"
)

// What kind of piece a title heads, which the press prints in black brackets in front or
// behind: 【以案释法】, 【转载】. English has it in front, with a colon.

// labelled takes such a label off; what is left is a title of its own.
func (r *titling) labelled(s string) (string, bool) {
	label, rest := "", ""
	if head, of, ok := strings.Cut(s, "｜"); ok && pieces[head] != "" && of != "" {
		label, rest = head, of // 法官说法｜在业主群发布他人身份证照片
	} else if head, of, ok := strings.Cut(s, "："); ok && strings.HasPrefix(head, "一图") && pieces[head] != "" && of != "" {
		label, rest = head, of
	} else if m := labelBefore.FindStringSubmatch(s); m != nil && (s[0] == '[' || pieces[m[1]] != "") {
		label, rest = m[1], m[2]
	} else if m := labelBehind.FindStringSubmatch(s); m != nil {
		label, rest = m[2], m[1]
	}
	if label == "" || strings.HasPrefix(rest, "号") || strings.HasPrefix(rest, "第") {
		return "", false
	}
	up, ok := r.Deeper()
	defer up()
	if !ok {
		return "", false
	}
	en := pieces[label]
	if en == "" {
		n := len(r.Unknown)
		en = strings.Trim(r.Clause(label), " :")
		if len(r.Unknown) > n || en == "" {
			return "", false // a name, perhaps
		}
	}
	return en + ": " + r.title(strings.TrimLeft(rest, " ：｜-")), true
}

var (
	labelBefore = pattern.MustCompile(`^[(\[](\p{Han}{2,12})[)\]] ?[：｜-]?(.*\p{Han}.*)$`)
	labelBehind = pattern.MustCompile(`^(.*\p{Han}.*?)[(\[](转载|转发|转|图解|视频|图文|解读|评论|原创)[)\]]$`)
)

// pieces are kinds of pieces, which word by word would be several of them or none.
var pieces = map[string]string{
	"转载": "Reposted", "转发": "Reposted", "转": "Reposted", "典型案例": "Typical Case", "案例": "Case", "案例解读": "Case Commentary", "案例解析": "Case Analysis",
	"专家解读": "Expert Commentary", "专家观点": "Expert Commentary", "专家谈": "Expert Commentary", "专家说": "Expert Commentary", "以案释法": "Law Explained by Cases",
	"以案说法": "Law Explained by Cases", "以案说险": "Risks Explained by Cases", "以案普法": "Law Explained by Cases", "法官说法": "A Judge Explains", "检察官说法": "A Prosecutor Explains",
	"律师说法": "A Lawyer Explains", "民警说法": "Police Explain", "网警说法": "Cyber Police Explain", "说法": "Legal Commentary", "普法": "Legal Education",
	"普法课堂": "Legal Education", "法治课堂": "Legal Education", "法治宣传": "Legal Education", "反诈": "Anti-Fraud", "反诈提醒": "Anti-Fraud Reminder",
	"网警提醒": "Cyber Police Reminder", "网警提示": "Cyber Police Reminder", "警方提醒": "Police Reminder", "警方提示": "Police Reminder", "安全提示": "Security Notice",
	"安全提醒": "Security Reminder", "风险提示": "Risk Alert", "风险预警": "Risk Alert", "预警": "Alert", "预警提示": "Alert", "漏洞预警": "Vulnerability Alert",
	"漏洞通告": "Vulnerability Notice", "消费提示": "Consumer Alert", "消费警示": "Consumer Alert", "提示": "Reminder", "提醒": "Reminder", "温馨提示": "Reminder",
	"图解": "Infographic", "图说": "Infographic", "一图读懂": "Infographic", "一图速览": "Infographic", "一图看懂": "Infographic", "一图了解": "Infographic", "图文解读": "Infographic", "长图": "Infographic", "海报": "Poster",
	"视频": "Video", "动画": "Animation", "微视频": "Short Video", "漫画": "Cartoon", "漫画普法": "Legal Education in Cartoons", "直播": "Live",
	"政策解读": "Policy Interpretation", "政策问答": "Policy Q&A", "权威解读": "Official Interpretation", "官方解读": "Official Interpretation",
	"部门解读": "Official Interpretation", "法规解读": "Commentary on Regulations", "标准解读": "Interpretation of a Standard", "解读": "Interpretation",
	"答记者问": "Q&A with Reporters", "问答": "Q&A", "答疑": "Q&A", "新规": "New Rules", "新闻": "News", "新闻发布": "News Release", "发布": "Released", "通知": "Notice",
	"公告": "Announcement", "通告": "Announcement", "公示": "Public Notification", "通报": "Circular", "征求意见": "Open for Comments", "意见征集": "Open for Comments",
	"关注": "In Focus", "聚焦": "In Focus", "热点": "In Focus", "要闻": "Top News", "快讯": "News Flash", "独家": "Exclusive", "调查": "Investigation", "深度": "In Depth",
	"观察": "Observation", "评论": "Comment", "时评": "Comment", "短评": "Comment", "社论": "Editorial", "专栏": "Column", "专访": "Interview", "述评": "Review",
	"综述": "Review", "数据安全": "Data Security", "网络安全": "Cybersecurity", "学习": "Study", "转载文章": "Reposted", "原创": "Original", "行业动态": "Industry News",
	"地方动态": "Local News", "工作动态": "Work Updates", "国际动态": "International News", "境外动态": "News from Abroad", "海外": "News from Abroad",
	"合规提示": "Compliance Note", "合规": "Compliance", "律所观察": "Law Firm Commentary", "律师视点": "Lawyer's View", "法律评述": "Legal Commentary",
	"新法速递": "New Law", "新规速递": "New Rules", "立法动态": "Legislative News", "监管动态": "Regulatory News", "执法动态": "Enforcement News",
	"处罚案例": "Penalty Case", "警示案例": "Cautionary Case", "曝光台": "Named and Shamed", "曝光": "Exposed", "漫评": "Cartoon",
	"网络安全宣传周": "Cybersecurity Publicity Week", "国家网络安全宣传周": "National Cybersecurity Publicity Week",
}
