package phrase

// reports are what operators and readers are told about the bot itself.
var reports = map[string][2]string{
	"slack.more":    {"… {0} more", "……另有{0}条"},
	"slack.test":    {"regwire was told to check whether it may post here. It may.", "regwire 正在检查能否在此发送消息：可以。"},
	"slack.updated": {"Updated {0}", "更新于 {0}"},
}
