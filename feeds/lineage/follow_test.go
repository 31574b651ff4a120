package lineage

import (
	"strconv"
	"strings"
	"testing"

	"github.com/regwire/regwire/feeds"
)

// rule is an item about a normative document.
func rule(title string, stage feeds.Stage, published feeds.Day, issuers ...feeds.AuthorityID) feeds.Item {
	return feeds.Item{Title: title, Published: published, Reading: feeds.Reading{Stage: stage, Authorities: issuers, DocType: "measures"}}
}

func notice(title string, published feeds.Day, figure string, apps ...string) feeds.Item {
	i := feeds.Item{Title: title, Published: published, Reading: feeds.Reading{Authorities: []feeds.AuthorityID{"SHCA"}}}
	i.Reading.Figures = []feeds.Figure{{Name: figure, Value: 20}}
	if len(apps) > 0 {
		i.Reading.Apps = &feeds.AppList{From: "table"}
		for n, a := range apps {
			i.Reading.Apps.Rows = append(i.Reading.Apps.Rows, feeds.AppRow{Row: n + 1, Name: a})
		}
	}
	return i
}

func with(i feeds.Item, change func(*feeds.Item)) feeds.Item {
	change(&i)
	return i
}

const (
	draft   = feeds.StageDraft
	reading = feeds.StageReading
	issued  = feeds.StageIssued
)

// followed is the step from the item to the candidate, where there is one.
func followed(item feeds.Item, c feeds.Candidate) (feeds.Link, bool) {
	for _, l := range Links(&feeds.ReadItem{Item: item}, []feeds.Candidate{c}, "none") {
		return l, true
	}
	return feeds.Link{}, false
}

func TestLinks(t *testing.T) {
	plan := func(i *feeds.Item) { i.Reading.PlanNumbers = []string{"20230253-T-469"} }
	for _, tt := range []struct {
		name       string
		item, lead feeds.Item
		want       feeds.Relation
		sure       bool
	}{
		{
			"the kind of document changed, plan number the same",
			with(rule("GB/T 43697-2024《数据安全技术 数据分类分级规则》国家标准发布", issued, "2024-03-21", "SAC"), plan),
			with(rule("关于国家标准《信息安全技术 网络数据分类分级要求》征求意见稿征求意见的通知", draft, "2022-09-14", "TC260"), plan), "final_of", true,
		},
		{
			"the same without a plan number: possible",
			rule("《数据安全技术 数据分类分级规则》国家标准发布", issued, "2024-03-21", "SAC", "TC260"),
			rule("关于国家标准《信息安全技术 网络数据分类分级要求》征求意见稿征求意见的通知", draft, "2022-09-14", "TC260"), "final_of", false,
		},
		{
			"words changed places",
			rule("促进和规范数据跨境流动规定", issued, "2024-03-22", "CAC"),
			rule("关于《规范和促进数据跨境流动规定（征求意见稿）》公开征求意见的通知", draft, "2023-09-28", "CAC"), "final_of", true,
		},
		{
			"became interim",
			rule("国家网信办等七部门联合公布《生成式人工智能服务管理暂行办法》", issued, "2023-07-13", "CAC", "NDRC"),
			rule("国家互联网信息办公室关于《生成式人工智能服务管理办法（征求意见稿）》公开征求意见的通知", draft, "2023-04-11", "CAC"), "final_of", true,
		},
		{
			"provisions on trial became measures",
			rule("人脸识别技术应用安全管理办法", issued, "2025-03-21", "CAC", "MPS"),
			rule("国家互联网信息办公室关于《人脸识别技术应用安全管理规定（试行）（征求意见稿）》公开征求意见的通知", draft, "2023-08-08", "CAC"), "final_of", true,
		},
		{
			"a word in front",
			rule("国家网络安全事件报告管理办法", issued, "2025-09-15", "CAC"),
			rule("国家互联网信息办公室关于《网络安全事件报告管理办法（征求意见稿）》公开征求意见的通知", draft, "2023-12-08", "CAC"), "final_of", false,
		},
		{
			"words left out",
			rule("个人信息出境认证办法", issued, "2025-10-17", "CAC", "SAMR"),
			rule("国家互联网信息办公室关于《个人信息出境个人信息保护认证办法（征求意见稿）》公开征求意见的通知", draft, "2025-01-03", "CAC"), "final_of", false,
		},
		{
			"another word for one thing, adopted by another body: possible",
			rule("网络数据跨境流动安全管理条例", issued, "2026-09-20", "SC"),
			rule("司法部关于《网络数据出境安全管理条例（征求意见稿）》公开征求意见的通知", draft, "2026-02-02", "MOJ"), "final_of", false,
		},
		{
			"in brackets behind its order",
			rule("中国人民银行令〔2026〕第8号（个人信用信息保护管理办法）", issued, "2026-10-08", "PBOC"),
			rule("中国人民银行关于《个人信用信息保护管理办法（征求意见稿）》公开征求意见的通知", draft, "2026-02-11", "PBOC"), "final_of", true,
		},
		{
			"a word that says little came in behind",
			rule("北京市人工智能创新发展条例", issued, "2026-11-27", "BJNPC"),
			rule("北京市人工智能条例（草案）公开征求意见", draft, "2026-07-24", "BJNPC"), "final_of", false,
		},
		{
			"words put into the middle of a long name",
			rule("未成年人用户数量巨大和对未成年人群体具有显著影响的网络平台服务提供者认定办法", issued, "2026-07-01", "CAC"),
			rule("关于《未成年人用户数量巨大的网络平台服务提供者认定规定（征求意见稿）》公开征求意见的通知", draft, "2026-01-12", "CAC"), "final_of", false,
		},
		{
			"a word near the beginning makes another subject",
			rule("促进和规范公共数据跨境流动规定", issued, "2026-06-30", "CAC"),
			rule("促进和规范数据跨境流动规定（征求意见稿）", draft, "2023-09-28", "CAC"), "", false,
		},
		{
			"a law and a guide that ends as it does",
			rule("中华人民共和国个人信息保护法", issued, "2021-08-20", "NPCSC"),
			rule("关于征求《网络安全标准实践指南——扫码点餐个人信息保护要求（征求意见稿）》意见的通知", draft, "2021-02-20", "TC260"), "", false,
		},
		{
			"the standard that a committee drafted",
			rule("GB/T 42574-2023《信息安全技术 个人信息处理中告知和同意的实施指南》发布", issued, "2023-05-23", "SAMR"),
			rule("国家标准《信息安全技术 个人信息处理中告知和同意的实施指南》征求意见稿征求意见", draft, "2022-04-25", "TC260"), "final_of", true,
		},
		{
			"another way out of the country",
			rule("个人信息出境认证办法", issued, "2025-10-17", "CAC", "SAMR"),
			rule("国家互联网信息办公室关于《个人信息出境标准合同规定（征求意见稿）》公开征求意见的通知", draft, "2022-06-30", "CAC"), "", false,
		},
		{
			"another sector's guide",
			rule("工业和信息化部办公厅关于印发《电信领域重要数据识别指南》的通知", issued, "2025-04-03", "MIIT"),
			rule("公开征求对《工业领域重要数据识别指南（征求意见稿）》的意见", draft, "2024-09-03", "MIIT"), "", false,
		},
		{
			"second draft",
			rule("国家互联网信息办公室关于《互联网信息服务管理办法（修订草案征求意见稿）》再次公开征求意见的通知", draft, "2024-01-08", "CAC"),
			rule("国家互联网信息办公室关于《互联网信息服务管理办法（修订草案征求意见稿）》公开征求意见的通知", draft, "2021-01-08", "CAC"), "later_draft_of", true,
		},
		{
			"second reading",
			rule("北京市数字经济促进条例（草案二次审议稿）征求意见", reading, "2022-09-21", "BJNPC"),
			rule("北京市数字经济促进条例（草案）征求意见", reading, "2022-07-30", "BJNPC"), "later_draft_of", true,
		},
		{
			"another city's rule of the same kind",
			rule("广州市数据条例", issued, "2024-06-01", "GZNPC"), rule("《深圳市数据条例（征求意见稿）》征求意见", draft, "2024-01-01", "SZNPC"), "", false,
		},
		{
			"another subject behind the same words",
			rule("个人信息保护合规审计管理办法", issued, "2025-02-14", "CAC"), rule("中华人民共和国个人信息保护法（草案）", draft, "2020-10-21", "CAC"), "", false,
		},
		{
			"decision to amend",
			rule("全国人民代表大会常务委员会关于修改《中华人民共和国网络安全法》的决定", issued, "2025-10-28", "NPCSC"),
			rule("中华人民共和国网络安全法", issued, "2016-11-07", "NPCSC"), "amends", true,
		},
		{
			"decision to amend another rule of the subject",
			rule("关于修改《个人信息出境认证办法》的决定", issued, "2026-11-26", "CAC"), rule("个人信息出境认证暂行规定", issued, "2024-03-01", "CAC"), "amends", false,
		},
		{
			"draft decision to amend",
			rule("关于公开征求《关于修改〈中华人民共和国网络安全法〉的决定（征求意见稿）》意见的通知", draft, "2022-09-14", "CAC", "NPCSC"),
			rule("中华人民共和国网络安全法", issued, "2016-11-07", "NPCSC"), "amends", true,
		},
		{
			"repeal",
			with(rule("网络安全审查办法", issued, "2022-01-04", "CAC"), func(i *feeds.Item) {
				i.Reading.Repeals = []string{"网络产品和服务安全审查办法（试行）"}
			}),
			rule("网络产品和服务安全审查办法（试行）", issued, "2017-05-02", "CAC"), "repeals", true,
		},
		{
			"questions answered",
			rule("《数据出境安全评估办法》答记者问", "", "2022-07-07", "CAC"), rule("数据出境安全评估办法", issued, "2022-07-07", "CAC"), "qa_on", true,
		},
		{
			"a picture of it",
			rule("一图读懂《数据出境安全评估办法》", "", "2022-07-08", "CAC"), rule("国家互联网信息办公室令第11号 数据出境安全评估办法", issued, "2022-07-07", "CAC"), "qa_on", true,
		},
		{
			"entry into force",
			with(rule("《数据出境安全评估办法》今起施行", issued, "2022-09-01", "CAC"), func(i *feeds.Item) { i.Reading.Dates.Effective.Day = "2022-09-01" }),
			with(rule("数据出境安全评估办法", issued, "2022-07-07", "CAC"), func(i *feeds.Item) { i.Reading.Dates.Effective.Day = "2022-09-01" }), "entry_into_force_of", true,
		},
		{
			"second edition",
			with(rule("国家网信办发布《数据出境安全评估申报指南（第二版）》", issued, "2024-03-22", "CAC"), func(i *feeds.Item) { i.Reading.Dates.Effective.Day = "2024-03-22" }),
			with(rule("国家网信办发布《数据出境安全评估申报指南（第一版）》", issued, "2022-08-31", "CAC"), func(i *feeds.Item) { i.Reading.Dates.Effective.Day = "2022-09-01" }), "amends", false,
		},
		{
			"removal of an app that was named",
			notice("关于下架侵害用户权益APP的通报", "2022-10-20", "apps_removed", "乙"), notice("关于侵害用户权益APP的通报", "2022-09-23", "apps", "甲", "乙"), "removal_of", true,
		},
		{
			"removal whose list has none of them",
			notice("关于下架侵害用户权益APP的通报", "2022-10-20", "apps_removed", "丙"), notice("关于侵害用户权益APP的通报", "2022-09-23", "apps", "甲", "乙"), "", false,
		},
		{
			"removal that says which notice",
			with(notice("关于下架侵害用户权益APP的通报", "2022-10-20", "apps_removed"), func(i *feeds.Item) { i.Text = "9月23日，我局通报了20款APP。" }),
			notice("关于侵害用户权益APP的通报", "2022-09-23", "apps"), "removal_of", true,
		},
		{
			"removal that says a day which ends like the notice's",
			with(notice("关于下架侵害用户权益APP的通报", "2023-03-20", "apps_removed"), func(i *feeds.Item) { i.Text = "2022年12月25日以来，我局组织开展了检查。" }),
			notice("关于侵害用户权益APP的通报", "2023-02-25", "apps"), "removal_of", false,
		},
		{
			"removal that says another one",
			with(notice("关于下架侵害用户权益APP的通报", "2022-10-20", "apps_removed"), func(i *feeds.Item) { i.Text = "10月8日，我局通报了20款APP。" }),
			notice("关于侵害用户权益APP的通报", "2022-09-23", "apps"), "", false,
		},
		{
			"removal that does not say",
			notice("关于下架侵害用户权益APP的通报", "2022-10-20", "apps_removed"), notice("关于侵害用户权益APP的通报", "2022-09-23", "apps"), "removal_of", false,
		},
		{
			"two days later, before apps could be put right",
			notice("关于下架侵害用户权益APP的通报", "2022-09-25", "apps_removed"), notice("关于侵害用户权益APP的通报", "2022-09-23", "apps"), "", false,
		},
		{
			"before the day by which they are to be put right",
			notice("关于下架侵害用户权益APP的通报", "2022-09-28", "apps_removed"),
			with(notice("关于侵害用户权益APP的通报", "2022-09-23", "apps"), func(i *feeds.Item) { i.Reading.Dates.Rectify.Day = "2022-09-30" }), "", false,
		},
		{
			"of a notice whose title alone says that it names apps",
			notice("关于下架侵害用户权益APP的通报", "2022-10-20", "apps_removed"),
			with(notice("关于侵害用户权益APP的通报（2022年第2批）", "2022-09-23", "cases"), func(i *feeds.Item) { i.Reading.DocType = "enforcement_notice" }), "removal_of", false,
		},
		{
			"removal before the notice",
			notice("关于下架侵害用户权益APP的通报", "2022-09-20", "apps_removed", "乙"), notice("关于侵害用户权益APP的通报", "2022-09-23", "apps", "甲", "乙"), "", false,
		},
		{
			"an app named again",
			notice("关于侵害用户权益APP的通报（第8批）", "2022-10-20", "apps", "丙", "乙"), notice("关于侵害用户权益APP的通报（第7批）", "2022-09-23", "apps", "甲", "乙"), "names_again", true,
		},
		{
			"the next batch",
			notice("关于侵害用户权益APP的通报（第8批）", "2022-10-20", "apps", "丙", "丁"), notice("关于侵害用户权益APP的通报（第7批）", "2022-09-23", "apps", "甲", "乙"), "", false,
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			l, ok := followed(tt.item, feeds.CandidateOf("e7", tt.lead))
			if l.Relation != tt.want || l.Sure != tt.sure || ok != (tt.want != "") {
				t.Fatalf("%q, sure %v; want %q, %v", l.Relation, l.Sure, tt.want, tt.sure)
			}
			if !ok {
				return
			}
			if l.Event != "e7" {
				t.Errorf("linked to %s", l.Event)
			}
			back, ok := followed(tt.lead, feeds.CandidateOf("", tt.item))
			if !ok || back.Relation != feeds.Inverse(l.Relation) {
				t.Errorf("the other way round it is %q", back.Relation)
			}
			if !meet(tt.item, tt.lead) {
				t.Errorf("no key in common: %v and %v", Keys(&feeds.ReadItem{Item: tt.item}), Keys(&feeds.ReadItem{Item: tt.lead}))
			}
		})
	}
}

func meet(a, b feeds.Item) bool {
	keys := map[feeds.Key]bool{}
	for _, k := range Keys(&feeds.ReadItem{Item: a}) {
		keys[k] = true
	}
	for _, k := range Keys(&feeds.ReadItem{Item: b}) {
		if keys[k] {
			return true
		}
	}
	return false
}

// Names that are only half alike are settled by the articles.
func TestArticlesSettleWhatNamesLeaveOpen(t *testing.T) {
	body := func(edit string) string {
		var b strings.Builder
		for i := range 20 {
			b.WriteString("第" + strconv.Itoa(i+1) + "条 网络平台经营者应当对第" + strconv.Itoa(i*i+3) + "类信息内容采取管理措施，" + edit + "并向主管部门报告。\n")
		}
		return b.String()
	}
	old := rule("《网络平台信息内容治理规定（征求意见稿）》公开征求意见", draft, "2023-01-01", "CAC")
	fresh := rule("网络平台信息治理办法", issued, "2023-09-01", "CAC")
	for _, tt := range []struct {
		name, text, other string
		want              feeds.Relation
		sure              bool
	}{
		{"much the same text", body("及时处置，"), body("立即处置，"), "final_of", true},
		{"no text", "", "", "", false},
		{"another text", body("及时处置，"), strings.Repeat("海关对进出口货物实施检验检疫和税收征管。", 60), "", false},
	} {
		fresh.Text, old.Text = tt.text, tt.other
		l, _ := followed(fresh, feeds.CandidateOf("", old))
		if l.Relation != tt.want || l.Sure != tt.sure {
			t.Errorf("%s: %q, sure %v", tt.name, l.Relation, l.Sure)
		}
	}
}

func TestLinksLeaveOutWhatDoesNotFollow(t *testing.T) {
	item := rule("数据出境安全评估办法", issued, "2022-07-07", "CAC")
	candidates := []feeds.Candidate{
		feeds.CandidateOf("e1", rule("关于《数据出境安全评估办法（征求意见稿）》公开征求意见的通知", draft, "2021-10-29", "CAC")),
		feeds.CandidateOf("e2", rule("关于《网络数据安全管理条例（征求意见稿）》公开征求意见的通知", draft, "2021-11-14", "CAC")),
	}
	if links := Links(&feeds.ReadItem{Item: item}, candidates, ""); len(links) != 1 || links[0].Event != "e1" {
		t.Errorf("%+v", links)
	}
	if links := Links(&feeds.ReadItem{Item: item}, candidates, "e1"); len(links) != 0 {
		t.Errorf("of its own event: %+v", links)
	}
}

func FuzzLinks(f *testing.F) {
	f.Add("《", "关于修改〈》的决定", "2022-09-01")
	f.Add("第一条", "", "")
	f.Add("通报20款App", "下架5款App", "0000-01-01")
	f.Fuzz(func(_ *testing.T, a, b, day string) {
		x, y := rule(a, issued, feeds.Day(day), "CAC"), rule(b, draft, "2022-01-01", "CAC")
		x.Reading.Repeals = []string{b}
		x.Reading.Apps = &feeds.AppList{Rows: []feeds.AppRow{{Name: a}}}
		Keys(&feeds.ReadItem{Item: x})
		followed(x, feeds.CandidateOf("", y))
		followed(y, feeds.CandidateOf("", x))
	})
}

func TestARepealSaysFromWhen(t *testing.T) {
	old := rule("网络产品和服务安全审查办法（试行）", issued, "2017-05-02", "CAC")
	fresh := rule("网络安全审查办法", issued, "2020-04-27", "CAC")
	fresh.Reading.Repeals = []string{"网络产品和服务安全审查办法（试行）"}
	fresh.Reading.Dates.Effective.Day = "2020-06-01"
	for _, c := range []struct {
		item, lead feeds.Item
		relation   feeds.Relation
	}{{fresh, old, "repeals"}, {old, fresh, "repealed_by"}} {
		if l, _ := followed(c.item, feeds.CandidateOf("e1", c.lead)); l.Relation != c.relation || l.Since != "2020-06-01" {
			t.Errorf("%+v, want %s since 1 June", l, c.relation)
		}
	}
}

func TestAnAmendmentSaysFromWhen(t *testing.T) {
	law := rule("中华人民共和国网络安全法", issued, "2016-11-07", "NPCSC")
	for _, stage := range []feeds.Stage{issued, draft} {
		decision := with(rule("全国人民代表大会常务委员会关于修改《中华人民共和国网络安全法》的决定", stage, "2025-10-28", "NPCSC"), func(i *feeds.Item) {
			i.Reading.Dates.Effective.Day = "2026-01-01"
		})
		want := feeds.Day("")
		if stage == issued {
			want = "2026-01-01"
		}
		for _, p := range [][2]feeds.Item{{decision, law}, {law, decision}} {
			if l, ok := followed(p[0], feeds.CandidateOf("e7", p[1])); !ok || l.Since != want {
				t.Errorf("%s of %s: %+v, want it to hold from %q", p[0].Title, stage, l, want)
			}
		}
	}
}
