package phrase

// reports are what operators and readers are told about the bot itself.
var reports = map[string][2]string{
	"report.baseline":       {"First poll of {0}: {1} {1|item|items} stored, nothing announced.", "首次读取 {0}：存入{1}条，未作提醒。"},
	"report.health":         {"Source {0} is {1} since {2}: {3}", "来源 {0} 自{2}起{1}：{3}"},
	"report.national":       {"{0} has not been read since {1}: items may come late.", "{0} 自{1}起未能读取，内容可能延迟。"},
	"report.channel_held":   {"Channel {0} is held: {1}. What it is owed waits.", "频道 {0} 已暂停：{1}，待发内容保留。"},
	"report.weekly_sources": {"Sources read this week: {0} of {1}.", "本周已读取来源：{0}/{1}。"},

	"slack.more":    {"… {0} more", "……另有{0}条"},
	"slack.test":    {"regwire was told to check whether it may post here. It may.", "regwire 正在检查能否在此发送消息：可以。"},
	"slack.updated": {"Updated {0}", "更新于 {0}"},
}
