package dedupe_test

import (
	"slices"
	"testing"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/dedupe"
)

// TestReportsOfOneAct: what an authority did, and the press's words for it.
func TestReportsOfOneAct(t *testing.T) {
	press := func(title, text string, by feeds.AuthorityID, figures ...feeds.Figure) feeds.Item {
		i := act(title, text, "2026-06-28", 0)
		i.Authority, i.URL, i.Media, i.Reading.Authorities, i.Reading.Figures = "MEDIA", "https://news.example/"+title[:3], true, []feeds.AuthorityID{by}, figures
		return i
	}
	gang := act("四川公安机关打掉一个利用木马窃取公民个人信息团伙", "抓获犯罪嫌疑人31人，扣押电脑、手机140余部。", "2026-06-27", 0)
	gang.Authority, gang.Reading.Authorities = "SCPSD", []feeds.AuthorityID{"SCPSD"}
	fines := act("重庆市网信办对两家医疗机构作出行政处罚", "患者信息泄露，分别被罚款5万元和3万元。", "2026-06-27", 0)
	fines.Reading.Figures, fines.Reading.TitleEN.Text = []feeds.Figure{{Name: "fine_cny", Value: 50_000}}, "Chongqing Cyberspace Administration Fines Two Hospitals after Patient Data Leak"
	second := []feeds.Figure{{Name: "fine_cny", Value: 30_000}}
	guide := document("关于发布《网络安全标准实践指南——智能眼镜个人信息保护要求》的通知", feeds.StageIssued, "2026-06-27", "TC260")
	glasses := func(text string) feeds.Item {
		i := press("智能眼镜偷拍怎么管？实践指南来了", text, "TC260")
		i.Reading.Section = feeds.Legislation
		return i
	}
	for _, tt := range []struct {
		name   string
		report feeds.Item
		of     feeds.Item
		same   bool
	}{
		{"two numbers of its text, by the place alone", press("四川打掉木马窃密团伙 31人被抓", "公安机关扣押作案电脑、手机140余部。", "MEDIA"), gang, true},
		{"one number of its text", press("四川打掉木马窃密团伙 31人被抓", "公安机关扣押作案电脑。", "MEDIA"), gang, false},
		{"the second of two fines", press("Chongqing fines two hospitals after patient data leak", "They were fined 50,000 and 30,000 yuan.", "SHCA", second...), fines, true},
		{"another fine", press("Chongqing fines two hospitals after patient data leak", "They were fined 30,000 yuan each.", "SHCA", second...), fines, false},
		{"a practice guide by its own name", glasses("网安标委27日发布智能眼镜个人信息保护要求。"), guide, true},
		{"another practice guide", glasses("网安标委27日发布智能手表个人信息保护要求。"), guide, false},
	} {
		if got := dedupe.Group([]feeds.Item{tt.of, tt.report}); (got[0] == got[1]) != tt.same {
			t.Errorf("%s: joined %v, want %v", tt.name, !tt.same, tt.same)
		}
	}
}

// TestAFormOfTwoProvincesIsTwoNotices: one text, but for whose it is.
func TestAFormOfTwoProvincesIsTwoNotices(t *testing.T) {
	notice := func(place string, issuer, on feeds.AuthorityID) feeds.Item {
		i := act(place+"省通信管理局关于侵害用户权益行为APP的通报（2026年第1批）", "经核查，仍有9款APP未按要求完成整改，限1月27日前整改到位。", "2026-01-20", 9)
		i.Authority, i.URL, i.Reading.Authorities = on, "https://"+string(on)+".example/1", []feeds.AuthorityID{issuer}
		return i
	}
	hunan := notice("湖南", "HNCA", "HNCA")
	if got := dedupe.Group([]feeds.Item{hunan, notice("湖北", "HBCA", "HBCA")}); got[0] == got[1] {
		t.Error("two provinces' notices are one event")
	}
	if got := dedupe.Group([]feeds.Item{hunan, notice("湖南", "HNCAC", "HNCAC")}); got[0] != got[1] {
		t.Error("a notice and its reprint on another authority's site are two events")
	}
}

// TestWhatMayBeTheSameIsLinkedAndNotJoined: a report in other words of what one body did
// that day is one event with it or another, which only a person can tell.
func TestWhatMayBeTheSameIsLinkedAndNotJoined(t *testing.T) {
	rule := document("国家网信办等四部门印发《人脸识别技术应用安全管理办法》", feeds.StageIssued, "2025-03-21", "CAC")
	rule.Reading.Topics, rule.Reading.TitleEN.Text = []feeds.Topic{"facial_recognition"}, "Measures for the Security Management of the Application of Facial Recognition Technology"
	report := document("Venues must offer another way in", feeds.StageIssued, "2025-03-22", "CAC")
	report.Media, report.URL, report.Reading.Topics = true, "https://news.example/1", rule.Reading.Topics
	chinese := with(report, func(i *feeds.Item) { i.Title = "进门不再只能刷脸" })
	day := func(d feeds.Day) func(*feeds.Item) { return func(i *feeds.Item) { i.Published = d } }
	for _, tt := range []struct {
		name string
		item feeds.Item
		same bool
	}{
		{"in English", report, true},
		{"of another topic", with(report, func(i *feeds.Item) { i.Reading.Topics = []feeds.Topic{"minors"} }), false},
		{"of another body", with(report, func(i *feeds.Item) { i.Reading.Authorities = []feeds.AuthorityID{"MIIT"} }), false},
		{"of another stage", with(report, func(i *feeds.Item) { i.Reading.Stage = feeds.StageDraft }), false},
		{"two days later", with(report, day("2025-03-23")), false},
		{"in Chinese, with nothing in common", chinese, false},
		{"in Chinese, with a word in common", with(chinese, func(i *feeds.Item) { i.Title = "不得滥用人脸识别技术应用" }), true},
		{"in Chinese, of another rule", with(chinese, func(i *feeds.Item) {
			i.Title, i.Text = "不得滥用人脸识别技术应用", "《人脸识别设备管理规定》公布。"
		}), false},
	} {
		v := dedupe.Identity{}.Join(&feeds.ReadItem{Item: tt.item}, []feeds.Candidate{feeds.CandidateOf("e1", rule)})
		want := feeds.Verdict{}
		if tt.same {
			want.Links = []feeds.Link{{Event: "e1", Relation: feeds.SameAs}}
		}
		if v.Join != "" || !slices.Equal(v.Links, want.Links) {
			t.Errorf("%s: %+v, want %+v", tt.name, v, want)
		}
	}
	guide := document("Privacy Commissioner's Office Publishes Guidance on Use of AI Agents", feeds.StageIssued, "2026-03-18", "PCPD")
	advice := document("Hong Kong privacy watchdog advises firms on AI agents", feeds.StageIssued, "2026-03-19", "PCPD")
	guide.Reading.Topics, advice.Reading.Topics, advice.Media, advice.URL = []feeds.Topic{"ai_algorithms"}, []feeds.Topic{"ai_algorithms"}, true, "https://news.example/2"
	advice.Authority = "MEDIA"
	advice.Text = "The PCPD's guidance lists ten tips for organisations that use AI agents."
	x, y := dedupe.Identity{}.EventKeys(advice), dedupe.Identity{}.EventKeys(guide)
	if !slices.ContainsFunc(x.Sought, func(k feeds.Key) bool { return slices.Contains(y.Own, k) }) {
		t.Error("an English report does not find what it tells of in English")
	}
	if v := (dedupe.Identity{}).Join(&x, []feeds.Candidate{feeds.CandidateOf("e1", guide)}); v.Join != "" || len(v.Links) != 1 {
		t.Errorf("both in English: %+v", v)
	}
	later := with(report, func(i *feeds.Item) { i.Published, i.Reading.Dates.Effective.Day = "2025-03-30", "2025-06-01" })
	dated := with(rule, func(i *feeds.Item) { i.Reading.Dates.Effective.Day = "2025-06-01" })
	if v := (dedupe.Identity{}).Join(&feeds.ReadItem{Item: later}, []feeds.Candidate{feeds.CandidateOf("e1", dated)}); v.Join != "" || len(v.Links) != 1 {
		t.Errorf("a week later, of the day from which it applies: %+v", v)
	}
}
