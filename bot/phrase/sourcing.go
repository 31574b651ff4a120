package phrase

// sourcing is what is said about sources that people add.
var sourcing = map[string][2]string{
	"help.source":            {"add a list or feed of your own, list, pause and export them", "添加、查看、暂停和导出自己的来源"},
	"source.would":           {"{0} {0|source|sources} would be polled:", "将抓取{0}个来源："},
	"source.added":           {"{0} {0|source is|sources are} polled from now on; what stands there today is no news.", "已添加{0}个来源；现有内容不作为新消息。"},
	"source.known":           {"{0} {0|source is|sources are} polled already:", "已在抓取{0}个来源："},
	"source.row":             {" {0} ({1}) {2}", " {0}（{1}）{2}"},
	"source.item":            {"{0} {1} {2}", "{0} {1} {2}"},
	"source.confirm":         {"Nothing is stored yet. Say it again with yes behind it to add.", "尚未保存。末尾加 yes 即可添加。"},
	"source.more":            {"… and {0} more.", "……另有{0}个。"},
	"source.left":            {"{0} {0|address|addresses} of the list {0|is|are} left out:", "列表中有{0}个地址未采用："},
	"source.left_row":        {"line {0}: {1}: {2 why}", "第{0}行：{1}：{2 why}"},
	"source.none":            {"Nobody added a source yet. Try: source add https://example.org/notices/", "尚未添加来源。例：source add https://example.org/notices/"},
	"source.head":            {"{0} {0|source|sources} of your own:", "自有来源{0}个："},
	"source.by":              {" added by {0} on {1}", " 由{0}于{1}添加"},
	"source.state":           {" · {0}", " · {0}"},
	"source.paused":          {" · PAUSED: {0 why}", " · 已暂停：{0 why}"},
	"source.paused_now":      {"{0} is paused.", "{0} 已暂停。"},
	"source.resumed":         {"{0} is polled again.", "{0} 已恢复抓取。"},
	"source.removed":         {"{0} is no longer polled; what it brought stays.", "{0} 已移除，已有内容保留。"},
	"source.pack":            {"A pack of {0} {0|source|sources}:", "来源包，共{0}个："},
	"mistake.source_verb":    {"source takes add, list, pause, resume, remove or export, such as source add https://example.org/notices/", "source 可用 add、list、pause、resume、remove、export，如 source add https://example.org/notices/"},
	"mistake.source_shipped": {"{0} comes with regwire, and all workspaces share it. Whoever runs regwire switches it with off: [{0}] in regwire.yaml; to leave it out here alone, subscribe with other filters.", "{0} 是 regwire 自带来源，各工作区共用。由运行者在 regwire.yaml 中以 off: [{0}] 停用；如仅此处不需要，请调整订阅条件。"},
	"mistake.source_opml":    {"That is no OPML list: one begins with <opml. Addresses and packs are for source add.", "这不是 OPML 列表（应以 <opml 开头）。网址与来源包请用 source add。"},
	"mistake.source_own":     {"{0} is no source that was added here. source list shows them.", "{0} 不是此处添加的来源，可用 source list 查看。"},
	"mistake.source_read":    {"{0} cannot be added: {1 why}.", "无法添加 {0}：{1 why}。"},
}
