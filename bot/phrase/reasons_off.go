package phrase

// setReasons are why the configuration or the demo leaves a source out.
var setReasons = [][2]string{
	{"switched off in the configuration", "配置中已停用"},
	{"not among those the configuration polls", "不在配置所列的轮询来源中"},
	{"not in the recording", "录制数据中没有"},
	{"its rule is inferred: polled by the demo only", "规则为推断，仅演示时轮询"},
}

// offReasons are why sources of the catalogue are shipped switched off.
var offReasons = [][2]string{
	{"wants a token of the press room's page, and refuses addresses of data centres", "需要新闻中心页面的令牌，且拒绝数据中心地址"},
	{"the structure of the rows was never confirmed", "列表结构未经确认"},
	{"the list is drawn by script; pages of items can be read", "列表由脚本生成，条目页面可读取"},
	{"the columns were never confirmed; its notices come as reprints of other sources", "栏目未经确认，其通报经其他来源转载获取"},
	{"the columns were never confirmed; a new list also comes through cac-policies", "栏目未经确认，新名单也经 cac-policies 获取"},
	{"the columns were never confirmed", "栏目未经确认"},
	{"the column's address was never confirmed", "栏目地址未经确认"},
	{"the column was never confirmed; its notices come through its WeChat account", "栏目未经确认，其通报经微信公众号发布"},
	{"the column was never confirmed", "栏目未经确认"},
	{"the address of the list was never confirmed", "列表地址未经确认"},
	{"several sites in one entry, whose columns were never confirmed; add a column as a source of its own", "一项含多个网站，栏目未经确认，请将所需栏目添加为自有来源"},
	{"rows carry no date and the list pages by script", "各行无日期，列表由脚本翻页"},
	{"robots.txt of the host refuses everything; gov-latest-policies has the new documents", "该主机 robots.txt 全部拒绝，新文件见 gov-latest-policies"},
	{"no column with notices was found; they are published on its WeChat account", "未找到通报栏目，通报发布于其微信公众号"},
	{"its site has no list that was found; notices come through its WeChat account", "网站未找到列表，通报发布于其微信公众号"},
	{"its columns were never looked at", "栏目尚未查看"},
	{"how a row links to its page was never confirmed", "条目与页面的链接方式未经确认"},
	{"asks for a captcha after a few queries, so it cannot be polled", "几次查询后要求验证码，无法轮询"},
	{"an old snapshot of about 34 pinned notices, all of which cac-releases lists", "约34条置顶通知的旧快照，cac-releases 均已列出"},
	{"an index of issues, not of documents: it tells where a reprint may stand", "为期次目录而非文件目录，仅提示可能的转载位置"},
	{"a pattern: put the address of an account's album into a source of your own", "模板：请将公众号专辑地址填入自有来源"},
	{"a pattern: put the address of a feed of your own bridge into a source of your own", "模板：请将自建订阅桥的地址填入自有来源"},
	{"a pattern for 31 hosts; put the column of one of them into a source of your own", "适用于31个主机的模板，请将其中一个栏目填入自有来源"},
}
