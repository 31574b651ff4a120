package dedupe_test

import (
	"testing"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/dedupe"
)

// TestWhatSaysMuchIsJoinedWhereItIsAlone: a report in its own words with half of the text of
// a rule, or with the day from which it applies, is of that rule, unless it may be of another.
func TestWhatSaysMuchIsJoinedWhereItIsAlone(t *testing.T) {
	const text = "学校不得强制学生安装使用，不得以人脸识别作为唯一签到方式，不得把学生个人信息用于商业推广。"
	rule := func(title string) feeds.Item {
		i := document(title, feeds.StageIssued, "2026-09-03", "MOE")
		i.URL, i.Text, i.Reading.Topics = "https://www.moe.example/"+title, text, []feeds.Topic{"facial_recognition"}
		return i
	}
	report := rule("刷脸签到不能是唯一选项")
	report.Media, report.Authority, report.URL, report.Published = true, "MEDIA", "https://news.example/1", "2026-09-04"
	first := rule("教育部办公厅关于加强教育软件个人信息保护的通知")
	second := rule("教育部办公厅关于规范校园人脸识别应用的通知")
	for _, tt := range []struct {
		name string
		of   []feeds.Item
		item feeds.Item
		same bool
	}{
		{"alone", []feeds.Item{first}, report, true},
		{"beside another of the day", []feeds.Item{first, second}, report, false},
		{"of another topic", []feeds.Item{first}, with(report, func(i *feeds.Item) { i.Reading.Topics = []feeds.Topic{"minors"} }), false},
		{"three days later", []feeds.Item{first}, with(report, func(i *feeds.Item) { i.Published = "2026-09-06" }), false},
		{"in other words", []feeds.Item{first}, with(report, func(i *feeds.Item) {
			i.Text = "新学期将至，家长们关心孩子的信息会不会被滥用，记者走访了多所中小学校。"
		}), false},
	} {
		got := dedupe.Group(append(tt.of, tt.item))
		if same := got[len(got)-1] == 0; same != tt.same {
			t.Errorf("%s: joined %v, want %v", tt.name, same, tt.same)
		}
	}
}

// TestActsOfOneForm: on one site a word in place of another is another act, whatever else
// they share; a province's word of what its city's office did is that office's act.
func TestActsOfOneForm(t *testing.T) {
	fined := func(whom, how string, n int64) feeds.Item {
		i := act("上海市网信办依法对一家"+whom+"违法收集消费者个人信息作出处罚", "近日，上海市网信办在专项执法中，对一家"+whom+how+"强制收集手机号、位置信息行为作出行政处罚，责令改正。", "2026-05-15", 0)
		i.URL = "https://www.shcac.example/" + whom
		i.Reading.Figures = []feeds.Figure{{Name: "companies", Value: 1}, {Name: "fine_cny", Value: n}}
		return i
	}
	if got := dedupe.Group([]feeds.Item{fined("知名餐饮企业", "扫码点餐", 120_000), fined("停车服务企业", "扫码缴费", 120_000)}); got[0] == got[1] {
		t.Error("two businesses fined alike are one event")
	}
	guided := act("江苏网信办指导查处一起非法买卖业主信息案", "在江苏省网信办指导下，苏州市网信办对某装修公司非法获取业主个人信息2.6万条的行为罚款6万元。", "2026-04-21", 0)
	guided.Reading.Authorities, guided.Reading.Figures = []feeds.AuthorityID{"JSCAC"}, []feeds.Figure{{Name: "records", Value: 26_000}, {Name: "fine_cny", Value: 60_000}}
	press := act("买业主信息搞电话推销 苏州一装修公司受罚", "苏州市互联网信息办公室对一家装修公司作出处罚，罚款6万元，该公司非法获取业主个人信息2.6万条。", "2026-04-22", 0)
	press.Media, press.Authority, press.URL = true, "MEDIA", "https://news.example/2"
	press.Reading.Authorities, press.Reading.Figures = []feeds.AuthorityID{"SUZCAC"}, guided.Reading.Figures
	if got := dedupe.Group([]feeds.Item{guided, press}); got[0] != got[1] {
		t.Error("a city's fine is two events by the province and by the press")
	}
	press.Text = "无锡市互联网信息办公室对一家装修公司作出处罚，罚款6万元。"
	press.Reading.Figures = press.Reading.Figures[1:]
	if got := dedupe.Group([]feeds.Item{guided, press}); got[0] == got[1] {
		t.Error("another city's fine is the same event")
	}
}

// TestAnyBatchIsNoFirstOne: 新一批 says nothing of which batch it is.
func TestAnyBatchIsNoFirstOne(t *testing.T) {
	list := func(title string, media bool) feeds.Item {
		i := act(title, "", "2026-09-28", 0)
		i.Media, i.URL = media, "https://www.example.cn/"+title
		i.Reading.Section, i.Reading.Figures = feeds.EnforcementAuthority, []feeds.Figure{{Name: "algorithms", Value: 412}}
		i.Text = "境内深度合成服务算法备案信息共412款，现予公布。"
		return i
	}
	official := list("发布第二十批深度合成服务算法备案信息", false)
	if got := dedupe.Group([]feeds.Item{official, list("新一批412款深度合成算法完成备案", true)}); got[0] != got[1] {
		t.Error("a new batch is not the twentieth")
	}
	if got := dedupe.Group([]feeds.Item{official, list("第十九批412款深度合成算法完成备案", true)}); got[0] == got[1] {
		t.Error("the nineteenth batch is the twentieth")
	}
}

// TestAPageShowsThatReportsAreOne: two of one rule with no word in common are one event once
// its own page is there, whichever of the three comes last, and never with another rule's.
func TestAPageShowsThatReportsAreOne(t *testing.T) {
	rule := document("国家网信办公布《数据标注安全管理规定》", feeds.StageIssued, "2026-03-13", "CAC")
	rule.Reading.Dates.Effective.Day, rule.Reading.TitleEN.Text = "2026-05-01", "CAC Publishes the Provisions on the Security of Data Annotation Work"
	other := with(rule, func(i *feeds.Item) {
		i.Title, i.URL, i.Reading.TitleEN.Text = "国家网信办公布《算法推荐备案管理规定》", "https://www.cac.gov.cn/2.htm", "CAC Publishes the Provisions on the Filing of Recommendation Algorithms"
	})
	press := func(title, text, english, url string) feeds.Item {
		return with(rule, func(i *feeds.Item) {
			i.Title, i.Text, i.Reading.TitleEN.Text, i.URL, i.Media, i.Authority, i.Published = title, text, english, url, true, "MEDIA", "2026-03-14"
		})
	}
	chinese := press("标注员上岗前须培训", "国家网信办公布《数据标注安全管理规定》，5月1日起施行。", "Annotators to Be Trained", "https://news.example/1")
	english := press("China sets security provisions for data annotation work", "The provisions take effect on 1 May 2026.", "", "https://news.example/2")
	for _, items := range [][]feeds.Item{{rule, chinese, english}, {chinese, english, rule}, {english, chinese, rule}, {chinese, rule, english}} {
		if got := dedupe.Group(append(items, other)); got[0] != got[1] || got[1] != got[2] || got[3] == got[0] {
			t.Errorf("%s first: %v", items[0].Title, got)
		}
	}
}

// TestWhatOnlyNamesARule is not that rule: a standard beside it, how it is carried out, and
// drafts that a title counts behind the first.
func TestWhatOnlyNamesARule(t *testing.T) {
	rule := document("人工智能生成合成内容标识办法", feeds.StageIssued, "2025-03-14", "CAC")
	rule.Reading.DocType, rule.Reading.Dates.Effective.Day, rule.Reading.TitleEN.Text = "measures", "2025-09-01", "Measures for Labeling AI-Generated Synthetic Content"
	standard := with(rule, func(i *feeds.Item) {
		i.Title, i.URL, i.Media, i.Reading.DocType = "China issues national standard on labeling AI-generated content", "https://news.example/1", true, "press"
	})
	drafts := func(first string) feeds.Item {
		i := document("工业和信息化部公开征求对《"+first+"》等3项强制性国家标准（征求意见稿）的意见", feeds.StageDraft, "2027-03-10", "MIIT")
		i.URL, i.Reading.DocType, i.Reading.Dates.CommentCloses.Day = "https://www.miit.gov.cn/"+first, "standard", "2027-05-09"
		return i
	}
	carried := with(rule, func(i *feeds.Item) {
		i.Title, i.URL, i.Authority = "公安部部署落实人工智能生成合成内容标识办法", "https://www.mps.gov.cn/1", "MPS"
	})
	for _, pair := range [][]feeds.Item{{rule, standard}, {rule, carried}, {drafts("车联网用户个人信息保护要求"), drafts("工业互联网平台安全要求")}} {
		if got := dedupe.Group(pair); got[0] == got[1] {
			t.Errorf("one event: %s, %s", pair[0].Title, pair[1].Title)
		}
	}
}

// TestAReportMovesToThePageThatItTellsOf: it came before that page and joined another of
// the day, as far as that went; two headlines in one language say too little for that.
func TestAReportMovesToThePageThatItTellsOf(t *testing.T) {
	page := func(title, english, url string) feeds.Item {
		i := document(title, feeds.StageIssued, "2022-09-01", "CAC")
		i.URL, i.Reading.TitleEN.Text = url, english
		return i
	}
	other := page("数据出境安全评估办法施行", "Measures for the Security Assessment of Cross-border Data Transfers Take Effect", "https://www.cac.example/1")
	report := page("CAC releases guide for filing data export security assessments", "", "https://news.example/1")
	report.Media, report.Authority = true, "MEDIA"
	guide := page("数据出境安全评估申报指南", "Guidelines for Filing the Security Assessment of Cross-border Data Transfers", "https://www.cac.example/2")
	for name, order := range map[string][]feeds.Item{"the report first": {report, other, guide}, "between": {other, report, guide}, "last": {other, guide, report}} {
		events := map[string]int{}
		for k, n := range dedupe.Group(order) {
			events[order[k].URL] = n
		}
		if events[report.URL] != events[guide.URL] || events[report.URL] == events[other.URL] {
			t.Errorf("%s: events %v, want the report with the guide alone", name, events)
		}
	}
}
