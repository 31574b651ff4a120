package phrase

// forms are the sentences of the form that subscribes.
var forms = map[string][2]string{
	"form.head":            {"What should be posted here?", "本频道需要接收哪些内容？"},
	"form.hint":            {"A field left empty leaves nothing out. The same can be typed: subscribe data-export authority:cac mode:now, or subscribe all.", "留空的条件不作限制。也可直接输入：subscribe data-export authority:cac mode:now，或 subscribe all。"},
	"form.topics":          {"Topics", "主题"},
	"form.authorities":     {"Authorities: codes such as cac, miit, with commas between", "发布机关：代码如 cac、miit，以逗号分隔"},
	"form.region":          {"Regions", "地区"},
	"form.stages":          {"Stages", "阶段"},
	"form.words":           {"With all of these words, with commas between", "含下列全部词语，以逗号分隔"},
	"form.without":         {"Without any of these words, with commas between", "不含下列词语，以逗号分隔"},
	"form.mode":            {"When to post", "发送方式"},
	"form.lang":            {"Language of this channel", "本频道语言"},
	"form.followups":       {"Later news of the same event", "同一事件的后续进展"},
	"form.keep":            {"as usual", "按默认"},
	"form.english":         {"English", "英文"},
	"form.chinese":         {"Chinese", "中文"},
	"form.both":            {"English with Chinese titles", "英文并附中文标题"},
	"form.thread":          {"in the thread of the first post", "在首条消息的话题中"},
	"form.channel":         {"in the channel", "在频道中"},
	"form.off":             {"not at all", "不发送"},
	"form.wrong_empty":     {"Nothing is asked for yet. Choose topics, or everything relevant.", "尚未选择任何条件，请选择主题，或选择全部相关内容。"},
	"form.wrong_choice":    {"This is none of the choices. Choose from the list.", "所选内容不在列表中，请从列表中选择。"},
	"form.wrong_authority": {"A code here is of no authority. Codes look like cac, miit, shca.", "含有无法识别的机关代码，代码形如 cac、miit、shca。"},
	"form.wrong_length":    {"A word here is too long. Shorten it.", "词语过长，请缩短。"},
}
