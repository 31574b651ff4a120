package phrase

// problems are what a person is told when a command cannot be done, each with
// what to type instead.
var problems = map[string][2]string{
	"mistake.verb":            {"“{0}” is not a command. Type help for the list.", "没有“{0}”命令。输入 help 查看列表。"},
	"mistake.verb_near":       {"“{0}” is not a command. Did you mean {1}?", "没有“{0}”命令。是否指 {1}？"},
	"mistake.too_long":        {"That is {0} characters long; at most {1} are read. Please shorten it.", "共{0}个字符，最多{1}个，请缩短。"},
	"mistake.not_found":       {"Nothing is known as “{0}”. Ids look like e12 or i34; find looks up words.", "没有“{0}”。编号形如 e12 或 i34，可用 find 检索。"},
	"mistake.nobody_here":     {"{0} is for a person of the chat, whom reminders can reach: say it there.", "{0} 须由可接收提醒的聊天用户本人执行，请在聊天中输入。"},
	"mistake.no_channel":      {"Which channel? Say it with --channel, such as --channel slack:T0123ABC/C0456DEF.", "请用 --channel 指明频道，如 --channel slack:T0123ABC/C0456DEF。"},
	"mistake.value":           {"{0} does not know “{1}”. It takes: {2}.", "{0} 不接受“{1}”，可用：{2}。"},
	"mistake.value_near":      {"{0} does not know “{1}”. Did you mean {2}?", "{0} 没有“{1}”。是否指 {2}？"},
	"mistake.topic":           {"“{0}” is not a topic. Type topics for the list, or put a word to look for in quotes.", "没有主题“{0}”。输入 topics 查看列表。"},
	"mistake.topic_near":      {"“{0}” is not a topic. Did you mean {1}?", "没有主题“{0}”。是否指 {1}？"},
	"mistake.key":             {"Filters have no “{0}:”. They have: {1}.", "没有“{0}:”条件，可用：{1}。"},
	"mistake.key_near":        {"Filters have no “{0}:”. Did you mean {1}:?", "没有“{0}:”条件。是否指 {1}:？"},
	"mistake.key_empty":       {"{0}: needs a value right after the colon.", "{0}: 之后需要填写内容。"},
	"mistake.authority":       {"No authority has the code “{0}”. Codes look like cac, miit, shca.", "没有代码为“{0}”的机关，代码形如 cac、miit、shca。"},
	"mistake.authority_near":  {"No authority has the code “{0}”. Did you mean {1}?", "没有代码为“{0}”的机关。是否指 {1}？"},
	"mistake.day":             {"“{0}” is not a day. Write 2022-09-14 or 2022-09.", "“{0}”不是日期，请写 2022-09-14 或 2022-09。"},
	"mistake.number":          {"“{0}” is not a number above zero. Example: {1}", "“{0}”不是正整数。例：{1}"},
	"mistake.find":            {"What should be found? Example: find 数据出境", "请输入检索词，例：find 数据出境"},
	"mistake.id":              {"{0} needs an id such as e12, or an address.", "{0} 需要编号（如 e12）或网址。"},
	"mistake.unsubscribe":     {"Which one? list shows the ids; unsubscribe s3, a topic, or all.", "请指明订阅：list 可查看编号；unsubscribe s3、主题或 all。"},
	"mistake.no_subscription": {"This channel has no subscription “{0}”. list shows them.", "本频道没有订阅“{0}”，可用 list 查看。"},
	"mistake.followups_none":  {"Nothing is subscribed here yet, so there is no later news to send. Say it with the subscription: subscribe … followups:{0}.", "此处尚无订阅，没有后续进展可发。请随订阅设置：subscribe … followups:{0}。"},
	"mistake.submit":          {"submit takes one address, such as submit https://mp.weixin.qq.com/s/…", "submit 需要一个网址，如 submit https://mp.weixin.qq.com/s/…"},
	"mistake.source_near":     {"No source is called “{0}”. Did you mean {1}?", "没有来源“{0}”。是否指 {1}？"},
	"mistake.source_of":       {"No source is called “{0}”. There are {1}.", "没有来源“{0}”，有：{1}。"},
	"mistake.source":          {"No source is called “{0}”. sources lists them.", "没有来源“{0}”，可用 sources 查看。"},
	"mistake.address":         {"“{0}” cannot be read: {1 why}.", "无法读取“{0}”：{1 why}。"},
	"mistake.ours":            {"That did not work, and it is not your fault. It is in the log.", "操作未成功，问题在我们，已记录。"},
}
