package phrase

// reports are what operators and readers are told about the bot itself.
var reports = map[string][2]string{
	"slack.more":       {"… {0} more", "……另有{0}条"},
	"slack.submit":     {"Submit", "提交"},
	"slack.close":      {"Close", "关闭"},
	"slack.busy":       {"Too many requests wait just now. Please try again in a minute.", "当前请求过多，请稍后再试。"},
	"slack.no_link":    {"There is no link in that message.", "该消息中没有链接。"},
	"slack.not_shared": {"It could not be posted here ({0}): {1}", "无法在此发送（{0}）：{1}"},

	"slack.home_subscriptions": {"Your subscriptions", "我的订阅"},
	"slack.home_deadlines":     {"Coming deadlines", "近期期限"},
	"slack.home_saved":         {"Saved", "收藏"},
	"slack.home_sources":       {"Sources", "来源"},

	"slack.test":    {"regwire was told to check whether it may post here. It may.", "regwire 正在检查能否在此发送消息：可以。"},
	"slack.updated": {"Updated {0}", "更新于 {0}"},
}
