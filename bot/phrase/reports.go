package phrase

// reports are what operators and readers are told about the bot itself.
var reports = map[string][2]string{
	"slack.more":        {"… {0} more", "……另有{0}条"},
	"slack.thread":      {"… {0} more in the thread", "……另有{0}条，见消息列"},
	"slack.submit":      {"Submit", "提交"},
	"slack.close":       {"Close", "关闭"},
	"slack.busy":        {"Too many requests wait just now. Please try again in a minute.", "当前请求过多，请稍后再试。"},
	"reply.done_before": {"{0} was done just before regwire was started anew, and the answer was lost.", "{0} 已在 regwire 重启前完成，回复未能送达。"},
	"slack.no_link":     {"There is no link in that message.", "该消息中没有链接。"},
	"slack.cannot_post": {"Nothing can be posted here yet ({0 why}): {1 why}.", "目前无法在此发送（{0 why}）：{1 why}。"},
	"slack.not_shared":  {"It could not be posted here ({0 why}): {1 why}", "无法在此发送（{0 why}）：{1 why}"},

	"slack.home_subscriptions": {"Your subscriptions", "我的订阅"},
	"slack.home_deadlines":     {"Coming deadlines", "近期期限"},
	"slack.home_saved":         {"Saved", "收藏"},
	"slack.home_sources":       {"Sources", "来源"},

	"slack.test": {"regwire was told to check whether it may post here. It may.", "regwire 正在检查能否在此发送消息：可以。"},

	"list.goes_on":      {"… {0} more below", "……另有{0}条，见下文"},
	"list.goes_on_from": {"Continues the list above.", "接上一条消息。"},
	"teams.more":        {"… {0} more", "……另有{0}条"},
	"teams.earlier":     {"About an event that was posted here before.", "事关此前已在此发送的事件。"},
	"teams.too_old":     {"This client is too old to show the message: open it in a newer Teams.", "此客户端版本过旧，无法显示，请使用新版 Teams。"},
	"teams.send":        {"Send", "提交"},
	"teams.count":       {"Count matches", "统计符合条数"},
	"teams.twice":       {"This was pressed before, and is being done.", "此操作已提交，正在处理。"},
	"teams.replied":     {"The answer is long: it stands in the conversation.", "回复较长，见会话。"},
	"teams.alone":       {"This is for your eyes: ask me in a chat of the two of us.", "此内容仅供本人查看，请与我单独聊天查询。"},
	"teams.welcome":     {"regwire tells whoever subscribes here what China's data-protection regulators publish, with the dates that matter. Begin with {0}, which opens a form.", "regwire 将中国数据保护监管机构发布的内容及相关期限告知订阅者。请先输入 {0}，即可打开表单。"},
}
