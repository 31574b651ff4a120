package dedupe_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/dedupe"
)

const circular = "近期，我局组织第三方检测机构对移动互联网应用程序进行检测，发现%d款APP存在违规收集个人信息、强制频繁过度索取权限等问题，现予以通报。上述APP应于%s前完成整改，逾期不整改的依法依规予以处置。"

// act is an item about a notice that names apps.
func act(title, text string, day feeds.Day, apps int64) feeds.Item {
	i := feeds.Item{Title: title, Text: text, Published: day, Authority: "SHCA", Host: "shca.miit.gov.cn", URL: "https://shca.miit.gov.cn/art/1.html"}
	i.Reading = feeds.Reading{Section: feeds.EnforcementCase, Authorities: []feeds.AuthorityID{"SHCA"}}
	if apps > 0 {
		i.Reading.Figures = []feeds.Figure{{Name: "apps", Value: apps}}
	}
	return i
}

// told is an item about an act of one authority, in the words of one language.
func told(title, english, text string, day feeds.Day, by feeds.AuthorityID, topics ...feeds.Topic) feeds.Item {
	i := feeds.Item{Title: title, Text: text, Published: day, Authority: "MEDIA", Media: true, Host: string(by) + title[:1], URL: "https://" + string(by) + ".cn/" + title}
	i.Reading = feeds.Reading{Section: feeds.CourtLitigation, Authorities: []feeds.AuthorityID{by}, Topics: topics, TitleEN: feeds.Gloss{Text: english}}
	return i
}

// TestJoinAcrossLanguages: without one figure of the same name, the numbers that both
// texts give, what both are about, and our English beside the other's add up.
func TestJoinAcrossLanguages(t *testing.T) {
	chinese := told("小区强制刷脸进门 业主起诉获支持", "Residential Community Compulsory Face Scanning, Property Owners' Suit Upheld",
		"物业公司以人脸识别作为出入小区唯一方式，判令其删除人脸信息。", "2022-10-20", "COURT-BJ", "litigation", "facial_recognition")
	for _, tt := range []struct {
		name string
		item feeds.Item
		same bool
	}{
		{"the same case", told("Resident wins suit over face scans at gate of Beijing compound", "",
			"The court told a property company to delete the plaintiff's facial data.", "2022-10-21", "COURT-BJ", "facial_recognition", "litigation"), true},
		{"another court", told("Resident wins suit over face scans at gate of Shanghai compound", "",
			"The court told a property company to delete the plaintiff's facial data.", "2022-10-21", "COURT-SH", "facial_recognition", "litigation"), false},
		{"another case of the court", told("Beijing hospital must apologise for disclosing records", "",
			"The court found that it had shown a patient's records to her employer.", "2022-10-21", "COURT-BJ", "litigation"), false},
		{"a week later", told("Resident wins suit over face scans at gate of Beijing compound", "",
			"The court told a property company to delete the plaintiff's facial data.", "2022-10-28", "COURT-BJ", "facial_recognition", "litigation"), false},
	} {
		groups := dedupe.Group([]feeds.Item{chinese, tt.item})
		if same := groups[0] == groups[1]; same != tt.same {
			t.Errorf("%s: joined %v, want %v", tt.name, same, tt.same)
		}
	}
}

// document is an item about a normative document.
func document(title string, stage feeds.Stage, day feeds.Day, issuer feeds.AuthorityID) feeds.Item {
	return feeds.Item{
		Title: title, Published: day, Authority: issuer, Host: "www.cac.gov.cn", URL: "https://www.cac.gov.cn/1.htm",
		Reading: feeds.Reading{Section: feeds.Legislation, Stage: stage, Authorities: []feeds.AuthorityID{issuer}},
	}
}

func with(i feeds.Item, change func(*feeds.Item)) feeds.Item {
	change(&i)
	return i
}

func TestJoin(t *testing.T) {
	const app = "上海市通信管理局关于侵害用户权益行为APP的通报"
	text := func(n int, day string) string { return fmt.Sprintf(circular, n, day) }
	elsewhere := func(i *feeds.Item) { i.URL, i.Host = "https://www.sh.gov.cn/2.html", "www.sh.gov.cn" }
	press := func(i *feeds.Item) { elsewhere(i); i.Media, i.Authority = true, "XINHUA" }
	effective := func(d feeds.Day) func(*feeds.Item) {
		return func(i *feeds.Item) { i.Reading.Dates.Effective.Day = d }
	}
	figure := func(name string) func(int64) func(*feeds.Item) {
		return func(n int64) func(*feeds.Item) {
			return func(i *feeds.Item) { i.Reading.Figures = []feeds.Figure{{Name: name, Value: n}} }
		}
	}
	arrested, cases := figure("arrested"), figure("cases")
	first := act(app, text(127, "9月30日"), "2022-09-23", 127)
	for _, tt := range []struct {
		name       string
		item, lead feeds.Item
		same       bool
	}{
		{"another column of the site", with(first, func(i *feeds.Item) { i.URL = "https://shca.miit.gov.cn/xwdt/7.html" }), first, true},
		{"http and https", with(first, func(i *feeds.Item) { i.URL = "http://www.shca.miit.gov.cn/art/1.html" }), first, true},
		{"another host a day later", with(act("关于侵害用户权益行为APP的通报", text(127, "9月30日"), "2022-09-24", 127), elsewhere), first, true},
		{"the press, by its figure", with(act("上海通报127款违规APP", "127款APP因违规被点名，限期整改。", "2022-09-24", 127), press), first, true},
		{"the press about another notice", with(act("上海通报41款违规APP", "41款APP因违规被点名。", "2022-09-24", 41), press), first, false},
		{
			"the press, with a count more in the title", with(act("北京互联网法院发布个人信息保护十大典型案例", "", "2022-09-24", 0), press),
			act("北京互联网法院发布个人信息保护典型案例", "", "2022-09-23", 0), true,
		},
		{
			"the press, with one word in place of another", with(act("上海警方拘捕一名涉嫌泄露个人信息女子", "", "2022-09-23", 0), press),
			act("上海警方拘捕一名涉嫌泄露个人信息男子", "", "2022-09-23", 0), false,
		},
		{
			"a standard, its committee's and the administration's", with(document("国家标准《数据安全技术 数据接口安全风险监测方法》公开征求意见", feeds.StageDraft, "2025-06-26", "SAC"), func(i *feeds.Item) {
				elsewhere(i)
				i.Reading.DocType = "standard"
			}),
			with(document("关于国家标准《数据安全技术 数据接口安全风险监测方法》征求意见稿征求意见的通知", feeds.StageDraft, "2025-06-25", "TC260"), func(i *feeds.Item) { i.Reading.DocType = "standard" }), true,
		},
		{"the same title, another day and list", with(act(app, text(84, "10月28日"), "2022-10-12", 84), elsewhere), first, false},
		{"the same title, another day, figures not read", with(act(app, text(84, "10月28日"), "2022-10-12", 0), elsewhere), first, false},
		{"the same title alone, another day", with(act(app, "", "2022-10-12", 0), elsewhere), with(first, func(i *feeds.Item) { i.Text = "" }), false},
		{
			"another batch", with(act("关于侵害用户权益行为APP的通报（2022年第6批，总第26批）", text(38, "10月20日"), "2022-10-13", 0), elsewhere),
			act("关于侵害用户权益行为APP的通报（2022年第5批，总第25批）", text(38, "10月20日"), "2022-10-10", 0), false,
		},
		{
			"batch in Han and in Arabic figures", with(act("关于侵害用户权益行为APP的通报（第十二批）", text(38, "10月20日"), "2022-10-13", 0), elsewhere),
			act("关于侵害用户权益行为APP的通报（第12批）", text(38, "10月20日"), "2022-10-13", 0), true,
		},
		{
			"August and September", with(act("北京市通信管理局关于9月份问题APP的通报", text(41, "9月30日"), "2022-09-28", 0), elsewhere),
			act("北京市通信管理局关于8月份问题APP的通报", text(41, "9月30日"), "2022-09-05", 0), false,
		},
		{"removal", with(act("上海市通信管理局关于下架侵害用户权益行为APP的通报", text(12, "9月30日"), "2022-09-29", 0), elsewhere), first, false},
		{
			"draft and final", document("数据出境安全评估办法", feeds.StageIssued, "2022-07-07", "CAC"),
			with(document("关于《数据出境安全评估办法（征求意见稿）》公开征求意见的通知", feeds.StageDraft, "2022-07-01", "CAC"), elsewhere), false,
		},
		{
			"asked about again", document("关于《数据出境安全评估办法（征求意见稿）》再次公开征求意见的通知", feeds.StageDraft, "2022-07-21", "CAC"),
			with(document("关于《数据出境安全评估办法（征求意见稿）》公开征求意见的通知", feeds.StageDraft, "2022-07-01", "CAC"), elsewhere), false,
		},
		{
			"questions answered", document("《数据出境安全评估办法》答记者问", feeds.StageIssued, "2022-07-07", "CAC"),
			with(document("数据出境安全评估办法", feeds.StageIssued, "2022-07-07", "CAC"), elsewhere), false,
		},
		{
			"a picture of it", document("一图读懂《数据出境安全评估办法》", feeds.StageIssued, "2022-07-07", "CAC"),
			with(document("国家网信办公布《数据出境安全评估办法》", feeds.StageIssued, "2022-07-07", "CAC"), elsewhere), false,
		},
		{
			"a guide to apply under it", document("国家网信办发布《数据出境安全评估办法》配套申报指南", feeds.StageIssued, "2022-07-20", "CAC"),
			with(document("国家网信办公布《数据出境安全评估办法》", feeds.StageIssued, "2022-07-07", "CAC"), elsewhere), false,
		},
		{
			"order and announcement", document("国家互联网信息办公室令第11号 数据出境安全评估办法", feeds.StageIssued, "2022-07-07", "CAC"),
			with(document("国家网信办公布《数据出境安全评估办法》 9月1日起施行", feeds.StageIssued, "2022-07-08", "CAC"), press), true,
		},
		{
			"adoption and the day it takes effect", with(document("《数据出境安全评估办法》今起施行", feeds.StageIssued, "2022-08-01", "CAC"), effective("2022-08-01")),
			with(with(document("数据出境安全评估办法", feeds.StageIssued, "2022-07-07", "CAC"), effective("2022-08-01")), elsewhere), false,
		},
		{
			"decision to amend and the rule", document("关于修改《数据出境安全评估办法》的决定", feeds.StageIssued, "2022-07-08", "CAC"),
			with(document("数据出境安全评估办法", feeds.StageIssued, "2022-07-07", "CAC"), elsewhere), false,
		},
		{
			"two provinces' guides", document("江苏省数据出境安全评估申报工作指引（第一版）", feeds.StageIssued, "2022-09-02", "JSCAC"),
			with(document("浙江省数据出境安全评估申报工作指引（第一版）", feeds.StageIssued, "2022-09-05", "ZJCAC"), elsewhere), false,
		},
		{
			"two provinces' guides on one news site", document("江苏省数据出境安全评估申报工作指引（第一版）", feeds.StageIssued, "2022-09-02", "MEDIA"),
			with(document("浙江省数据出境安全评估申报工作指引（第一版）", feeds.StageIssued, "2022-09-05", "MEDIA"), elsewhere), false,
		},
		{
			"first and second edition", document("数据出境安全评估申报指南（第二版）", feeds.StageIssued, "2022-09-12", "CAC"),
			with(document("数据出境安全评估申报指南（第一版）", feeds.StageIssued, "2022-08-31", "CAC"), elsewhere), false,
		},
		{
			"two languages", with(document("Measures on Compliance Audits of Personal Information Protection released", feeds.StageIssued, "2025-02-15", "CAC"), func(i *feeds.Item) { elsewhere(i); effective("2025-05-01")(i) }),
			with(document("个人信息保护合规审计管理办法", feeds.StageIssued, "2025-02-14", "CAC"), func(i *feeds.Item) {
				effective("2025-05-01")(i)
				i.Reading.TitleEN.Text = "Measures for the Administration of Personal Information Protection Compliance Audits"
			}), true,
		},
		{"two fines", with(act("甲公司被罚80.26亿元", "依法处以罚款。", "2022-07-21", 0), func(i *feeds.Item) {
			press(i)
			i.Reading.Figures = []feeds.Figure{{Name: "fine_cny", Value: 8026000000}}
		}), with(act("关于对甲公司作出行政处罚的决定", "", "2022-07-21", 0), func(i *feeds.Item) { i.Reading.Figures = []feeds.Figure{{Name: "fine_cny", Value: 1000000}} }), false},
		{"one address, its page given to something else", act("关于年度预算公开的说明", strings.Repeat("部门收入预算支出总表财政拨款说明", 12), "2022-10-20", 0), first, false},
		{
			"a standard's draft on two pages", document("关于国家标准《信息安全技术 网络数据分类分级要求》征求意见稿征求意见的通知", feeds.StageDraft, "2022-09-14", "TC260"),
			with(document("全国信安标委就《信息安全技术 网络数据分类分级要求（征求意见稿）》公开征求意见", feeds.StageDraft, "2022-09-15", "TC260"), press), true,
		},
		{
			"two standards' drafts", document("关于国家标准《信息安全技术 网络数据分类分级要求》征求意见稿征求意见的通知", feeds.StageDraft, "2022-09-14", "TC260"),
			with(document("关于国家标准《信息安全技术 网络安全众测服务要求》征求意见稿征求意见的通知", feeds.StageDraft, "2022-09-14", "TC260"), elsewhere), false,
		},
		{
			"two standards under one general title", with(document("关于公开征求国家标准征求意见稿的意见的通知", feeds.StageDraft, "2022-09-14", "TC260"), func(i *feeds.Item) { i.Text = strings.Repeat("网络数据分类分级要求的范围和术语", 9) }),
			with(document("关于公开征求国家标准征求意见稿的意见的通知", feeds.StageDraft, "2022-09-27", "TC260"), func(i *feeds.Item) {
				elsewhere(i)
				i.Text = strings.Repeat("众测服务的组织方应当审核参测人员身份", 9)
			}), false,
		},
		{
			"two papers in two languages with general words only", with(document("China issues data security standard", feeds.StageIssued, "2022-09-14", "TC260"), press),
			with(document("数据安全标准", feeds.StageIssued, "2022-09-10", "TC260"), func(i *feeds.Item) { i.Reading.TitleEN.Text = "Data Security Standard for Information Systems" }), false,
		},
		{
			"a province hands on what a ministry issued", with(document("湖北省网信办转发国家网信办关于开展个人信息保护负责人信息报送工作的公告", "", "2025-07-10", "HBCAC"), elsewhere),
			document("国家互联网信息办公室关于开展个人信息保护负责人信息报送工作的公告", feeds.StageIssued, "2025-07-08", "CAC"), true,
		},
		{
			"a province's own notice of that work", with(document("湖北省网信办关于做好个人信息保护负责人信息报送工作的通知", "", "2025-07-10", "HBCAC"), elsewhere),
			document("国家互联网信息办公室关于开展个人信息保护负责人信息报送工作的公告", feeds.StageIssued, "2025-07-08", "CAC"), false,
		},
		{
			"traditional characters", with(document("四部門聯合公佈《人臉識別技術應用安全管理辦法》", feeds.StageIssued, "2025-03-22", "CAC"), press),
			document("人脸识别技术应用安全管理办法", feeds.StageIssued, "2025-03-21", "CAC"), true,
		},
		{
			"the police of two places", with(act("四川绵阳警方抓获28名侵犯公民个人信息嫌疑人", "", "2026-08-07", 0), func(i *feeds.Item) { press(i); arrested(28)(i) }),
			with(act("四川公安破获一起侵犯公民个人信息案", "成都警方抓获犯罪嫌疑人28名。", "2026-08-06", 0), arrested(28)), false,
		},
		{
			"the police of one place", with(act("成都警方抓获28名侵犯公民个人信息嫌疑人", "", "2026-08-07", 0), func(i *feeds.Item) { press(i); arrested(28)(i) }),
			with(act("四川公安破获一起侵犯公民个人信息案", "成都警方抓获犯罪嫌疑人28名。", "2026-08-06", 0), arrested(28)), true,
		},
		{
			"a campaign that begins, by its name", with(document("手机预装软件迎专项检测 工信部启动“清源”行动", "", "2026-08-13", "MIIT"), press),
			document("关于开展智能终端个人信息保护“清源”行动的通知", "", "2026-08-12", "MIIT"), true,
		},
		{
			"another campaign", with(document("手机预装软件迎专项检测 工信部启动“护航”行动", "", "2026-08-13", "MIIT"), press),
			document("关于开展智能终端个人信息保护“清源”行动的通知", "", "2026-08-12", "MIIT"), false,
		},
		{
			"a rule by fewer words of its name, of one day", with(document("证监会发布证券基金客户信息保护规定", feeds.StageIssued, "2026-08-07", "CSRC"), func(i *feeds.Item) { press(i); effective("2026-12-01")(i) }),
			with(document("证券基金经营机构客户信息保护管理规定", feeds.StageIssued, "2026-08-07", "CSRC"), effective("2026-12-01")), true,
		},
		{
			"a rule by fewer words of its name, no day", with(document("证监会发布证券基金客户信息保护规定", feeds.StageIssued, "2026-08-07", "CSRC"), press),
			document("证券基金经营机构客户信息保护管理规定", feeds.StageIssued, "2026-08-07", "CSRC"), false,
		},
		{
			"years in a title are no count", with(act("上海一中院四年审结涉个人信息案件218件", "", "2025-03-13", 0), func(i *feeds.Item) { press(i); cases(218)(i) }),
			with(act("上海一中院发布涉个人信息保护案件审判白皮书（2021-2024）", "", "2025-03-12", 0), cases(218)), true,
		},
		{
			"ten cases of another matter that day", with(act("编造“核泄漏”等谣言 10起案例被公布", "", "2026-04-16", 0), func(i *feeds.Item) { press(i); cases(10)(i); i.Reading.Topics = []feeds.Topic{"content_governance"} }),
			with(act("公布10起侵犯公民个人信息犯罪典型案例", "", "2026-04-15", 0), func(i *feeds.Item) { cases(10)(i); i.Reading.Topics = []feeds.Topic{"pi_crime"} }), false,
		},
		{
			"a list of as many scenarios and fields", with(document("北京自贸区数据出境负面清单出炉 涉五大行业", "", "2024-08-31", "BJCAC"), func(i *feeds.Item) {
				press(i)
				i.Text = "北京市网信办联合发布负面清单，包括23个业务场景、198个具体字段。"
			}),
			with(document("《中国（北京）自由贸易试验区数据出境管理清单（2024版）》发布", feeds.StageIssued, "2024-08-30", "BJCAC"), func(i *feeds.Item) { i.Text = "清单涵盖五个行业，列出23个业务场景198个字段。" }), true,
		},
		{
			"a list of other scenarios and fields", with(document("北京自贸区数据出境负面清单出炉 涉五大行业", "", "2024-08-31", "BJCAC"), func(i *feeds.Item) {
				press(i)
				i.Text = "北京市网信办联合发布负面清单，包括23个业务场景、198个具体字段。"
			}),
			with(document("《中国（北京）自由贸易试验区数据出境管理清单（2025版）》发布", feeds.StageIssued, "2024-08-30", "BJCAC"), func(i *feeds.Item) { i.Text = "清单涵盖八个行业，列出41个业务场景316个字段。" }), false,
		},
		{
			"a standard by its name without the branch", with(document("敏感个人信息怎么处理？国家标准征求意见", "", "2024-06-12", "TC260"), func(i *feeds.Item) {
				press(i)
				i.Text = "全国网安标委就敏感个人信息处理安全要求征求意见，8月10日截止。"
				i.Reading.Dates.CommentCloses.Day = "2024-08-10"
			}),
			with(document("关于国家标准《数据安全技术 敏感个人信息处理安全要求》征求意见稿征求意见的通知", feeds.StageDraft, "2024-06-11", "TC260"), func(i *feeds.Item) { i.Reading.Dates.CommentCloses.Day = "2024-08-10" }), true,
		},
		{
			"an amendment in another language", with(document("China proposes heavier fines in Cybersecurity Law amendment", feeds.StageDraft, "2022-09-15", "CAC"), func(i *feeds.Item) { press(i); i.Reading.LegalBasis = []feeds.LawID{"CSL"} }),
			with(document("关于修改〈中华人民共和国网络安全法〉的决定（征求意见稿）", feeds.StageDraft, "2022-09-14", "CAC"), func(i *feeds.Item) { i.Reading.LegalBasis = []feeds.LawID{"CSLAD2025", "CSL"} }), true,
		},
		{
			"an amendment that one headline does not call so", with(document("China amends Cybersecurity Law to raise fines", feeds.StageIssued, "2025-10-28", "NPCSC"), func(i *feeds.Item) { press(i); i.Reading.Subject = "CSL" }),
			with(document("Cybersecurity Law changes adopted in Beijing", feeds.StageIssued, "2025-10-28", "NPCSC"), func(i *feeds.Item) { i.URL, i.Reading.Subject = "https://www.npc.gov.cn/en/1", "CSL" }), true,
		},
		{
			"another law's amendment", with(document("China proposes heavier fines in Data Security Law amendment", feeds.StageDraft, "2022-09-15", "CAC"), func(i *feeds.Item) { press(i); i.Reading.LegalBasis = []feeds.LawID{"DSL"} }),
			with(document("关于修改〈中华人民共和国网络安全法〉的决定（征求意见稿）", feeds.StageDraft, "2022-09-14", "CAC"), func(i *feeds.Item) { i.Reading.LegalBasis = []feeds.LawID{"CSLAD2025", "CSL"} }), false,
		},
		{"no date on either", with(with(first, elsewhere), func(i *feeds.Item) { i.Published = "" }), with(first, func(i *feeds.Item) { i.Published = "" }), true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			for _, p := range [][2]feeds.Item{{tt.item, tt.lead}, {tt.lead, tt.item}} {
				v := dedupe.Identity{}.Join(&feeds.ReadItem{Item: p[0]}, []feeds.Candidate{feeds.CandidateOf("e1", p[1])})
				if (v.Join == "e1") != tt.same || tt.same && len(v.Links) > 0 {
					t.Errorf("%s | %s: %+v, want one event: %v", p[0].Title, p[1].Title, v, tt.same)
				}
			}
			if got := dedupe.Group([]feeds.Item{tt.lead, tt.item}); (got[0] == got[1]) != tt.same {
				t.Errorf("grouped as %v, want one event: %v", got, tt.same)
			}
		})
	}
}

func TestTheStrongestReasonWins(t *testing.T) {
	item := act("上海市通信管理局关于侵害用户权益行为APP的通报", fmt.Sprintf(circular, 127, "9月30日"), "2022-09-23", 127)
	weak := with(act("上海通报127款违规APP", "127款APP被点名。", "2022-09-23", 127), func(i *feeds.Item) { i.Media, i.URL = true, "https://n.cn/1" })
	strong := with(item, func(i *feeds.Item) { i.URL = "https://www.sh.gov.cn/2.html" })
	v := dedupe.Identity{}.Join(&feeds.ReadItem{Item: item}, []feeds.Candidate{feeds.CandidateOf("e1", weak), feeds.CandidateOf("e2", strong)})
	if v.Join != "e2" {
		t.Errorf("joined %q", v.Join)
	}
}

// TestOfTwoRulesOfADayTheLikerTitleWins: what a central bank issues on one day applies
// from one day too.
func TestOfTwoRulesOfADayTheLikerTitleWins(t *testing.T) {
	rule := func(title, english, url string) feeds.Item {
		i := document(title, feeds.StageIssued, "2026-09-01", "PBOC")
		i.URL, i.Reading.TitleEN.Text, i.Reading.Dates.Effective.Day = url, english, "2026-12-01"
		return i
	}
	credit := rule("征信信息安全管理办法", "Measures for the Security Management of Credit Reporting Information", "https://www.pbc.gov.cn/1")
	payment := rule("支付数据安全管理办法", "Measures for the Security Management of Payment Data", "https://www.pbc.gov.cn/2")
	report := rule("PBOC tightens security of credit reporting data", "", "https://news.example/1")
	report.Media, report.Published = true, "2026-09-02"
	v := dedupe.Identity{}.Join(&feeds.ReadItem{Item: report}, []feeds.Candidate{feeds.CandidateOf("payment", payment), feeds.CandidateOf("credit", credit)})
	if v.Join != "credit" {
		t.Errorf("joined %q", v.Join)
	}
	if v := (dedupe.Identity{}).Join(&feeds.ReadItem{Item: report}, []feeds.Candidate{feeds.CandidateOf("payment", payment)}); v.Join != "" {
		t.Errorf("alone with the other rule: joined %q", v.Join)
	}
}

func TestGroupLeavesOutWhatIsNotRelevant(t *testing.T) {
	item := act("关于春节放假安排的通知", strings.Repeat("放假安排如下值班电话照常接听", 8), "2022-01-20", 0)
	item.Reading.Relevance = feeds.NotRelevant
	if got := dedupe.Group([]feeds.Item{item, item}); got[0] == got[1] {
		t.Errorf("grouped as %v", got)
	}
}

func TestCore(t *testing.T) {
	for title, want := range map[string]string{
		"国家互联网信息办公室关于《数据出境安全评估办法（征求意见稿）》公开征求意见的通知":              "数据出境安全评估办法",
		"国家互联网信息办公室令第11号 数据出境安全评估办法":                            "数据出境安全评估办法",
		"国家网信办等七部门联合公布《生成式人工智能服务管理暂行办法》":                        "生成式人工智能服务管理暂行办法",
		"工业和信息化部关于印发《工业和信息化领域数据安全管理办法（试行）》的通知（工信部网安〔2022〕166号）": "工业和信息化领域数据安全管理办法",
		"关于侵害用户权益行为APP的通报_上海市通信管理局":                             "侵害用户权益行为app",
		"江苏省网信办转发国家网信办关于做好数据安全工作的通知":                            "做好数据安全工作",
		"关于征求《政务应用程序管理要求》强制性国家标准（征求意见稿）意见的通知":                   "政务应用程序管理要求强制性国家标准",
		"":   "",
		"关于": "",
	} {
		if got := dedupe.Core(title); got != want {
			t.Errorf("%s: %q, want %q", title, got, want)
		}
	}
}

// A court awards one sum for a face and, days later, for a voice.
func TestAnAwardAloneIsNoOneJudgment(t *testing.T) {
	judged := func(title, text string, day feeds.Day, media bool) feeds.Item {
		i := act(title, text, day, 0)
		i.Authority, i.Media = "BJIC", media
		i.URL, i.Host = "https://www.bjinternetcourt.gov.cn/"+string(day)+".html", "www.bjinternetcourt.gov.cn"
		if media {
			i.Authority, i.URL, i.Host = "XINHUA", "https://www.news.cn/"+string(day)+".html", "www.news.cn"
		}
		i.Reading.Section, i.Reading.Topics = feeds.CourtLitigation, []feeds.Topic{"litigation"}
		i.Reading.Authorities = []feeds.AuthorityID{"BJIC"}
		i.Reading.Figures = []feeds.Figure{{Name: "damages_cny", Value: 4500}}
		return i
	}
	face := judged("北京互联网法院：AI换脸小程序未经同意处理人脸信息构成侵权", "北京互联网法院一审判决某科技公司向原告赔礼道歉、赔偿4500元。该公司运营的AI换脸小程序使用了含原告人脸的视频模板。", "2026-04-16", false)
	voice := judged("北京互联网法院：AI声音模仿构成人格权侵权", "北京互联网法院一审判决某文化公司赔偿原告4500元。该公司用AI模仿原告声音制作有声书。", "2026-04-20", false)
	press := judged("AI换脸模板用了她的脸 法院判赔4500元", "北京互联网法院对一起AI换脸小程序侵权案作出一审判决，某科技公司赔偿原告4500元并道歉。", "2026-04-17", true)
	for _, tt := range []struct {
		of   feeds.Item
		same bool
	}{{face, true}, {voice, false}} {
		read := feeds.ReadItem{Item: press}
		v := dedupe.Identity{}.Join(&read, []feeds.Candidate{feeds.CandidateOf("e1", tt.of)})
		if got := v.Join == "e1"; got != tt.same {
			t.Errorf("%s: joined %t, want %t", tt.of.Title, got, tt.same)
		}
	}
}

func FuzzJoin(f *testing.F) {
	f.Add("关于《甲〉的", "第十二批", "正文12款，", "2022-09-14")
	f.Add("Second batch", "》《", "", "")
	f.Fuzz(func(t *testing.T, a, b, text, day string) {
		x, y := act(a, text, feeds.Day(day), 3), act(b, text+b, "2022-09-14", 0)
		y.URL = "https://other.cn/" + b
		one := dedupe.Identity{}.Join(&feeds.ReadItem{Item: x}, []feeds.Candidate{feeds.CandidateOf("e", y)})
		two := dedupe.Identity{}.Join(&feeds.ReadItem{Item: y}, []feeds.Candidate{feeds.CandidateOf("e", x)})
		if one.Join != two.Join {
			t.Errorf("joined one way only: %q and %q", a, b)
		}
		read := dedupe.Identity{}.EventKeys(x)
		for _, k := range slices.Concat(read.Keys, read.Own, read.Sought) {
			if len(k) > 200 {
				t.Errorf("key of %d bytes", len(k))
			}
		}
		lead := feeds.CandidateOf("e", y)
		lead.Notes = dedupe.Identity{}.EventKeys(y).Notes
		if noted := (dedupe.Identity{}).Join(&read, []feeds.Candidate{lead}); noted.Join != one.Join {
			t.Errorf("joined %q, and with the notes of both %q", one.Join, noted.Join)
		}
	})
}

// TestReportsInTwoLanguagesFindEachOther: by whose act they tell and when; two in one
// language need more in common to be held against each other.
func TestReportsInTwoLanguagesFindEachOther(t *testing.T) {
	report := func(title string, day feeds.Day) feeds.Item {
		return feeds.Item{Title: title, Published: day, Reading: feeds.Reading{Relevance: feeds.Relevant, Authorities: []feeds.AuthorityID{"GDCA"}}}
	}
	finds := func(a, b feeds.Item) bool {
		x, y := dedupe.Identity{}.EventKeys(a), dedupe.Identity{}.EventKeys(b)
		return slices.ContainsFunc(slices.Concat(x.Keys, x.Sought), func(k feeds.Key) bool { return slices.Contains(slices.Concat(y.Keys, y.Own), k) })
	}
	zh := report("广东省通信管理局通报一批应用", "2024-05-10")
	for day, want := range map[feeds.Day]bool{"2024-05-08": false, "2024-05-09": true, "2024-05-12": true, "2024-05-13": false} {
		en := report("Guangdong regulator names apps", day)
		if finds(zh, en) != want || finds(en, zh) != want {
			t.Errorf("an English report of %s: found %v and %v, want %v", day, finds(zh, en), finds(en, zh), want)
		}
	}
	if other := report("关于做好网络安全检查工作的通知", "2024-05-10"); finds(zh, other) {
		t.Error("two notices of one day are held against each other")
	}
}
