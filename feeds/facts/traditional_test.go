package facts_test

import (
	"testing"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/facts/factstest"
)

// TestTraditionalCharacters: Hong Kong, Macao and Taiwan reports of a document
// are read as the mainland's own.
func TestTraditionalCharacters(t *testing.T) {
	r := factstest.Reader(t)
	for _, c := range []struct {
		title, body, docType string
		stage                feeds.Stage
		effective, closes    feeds.Day
	}{
		{"國家互聯網信息辦公室關於《網絡數據安全管理條例（徵求意見稿）》公開徵求意見的通知", "意見反饋截止時間為2021年12月13日。", "regulation", feeds.StageDraft, "", "2021-12-13"},
		{"數據出境安全評估辦法", "本辦法自2022年9月1日起施行。", "measures", feeds.StageIssued, "2022-09-01", ""},
		{"上海市通信管理局關於下架16款侵害用戶權益APP的通報", "", "enforcement_notice", "", "", ""},
		{"關於加強個人信息保護工作的通知", "", "notice", feeds.StageIssued, "", ""},
		{"個人資料外洩事故的處理及通報指引", "", "guideline", feeds.StageIssued, "", ""},
	} {
		got := r.Read(feeds.Writing{Title: c.title, Body: c.body, Source: "CAC", Published: "2021-11-14"})
		if got.DocType != c.docType || got.Stage != c.stage || got.Dates.Effective.Day != c.effective || got.Dates.CommentCloses.Day != c.closes {
			t.Errorf("%s: %s, %s, effective %q, comments by %q", c.title, got.DocType, got.Stage, got.Dates.Effective.Day, got.Dates.CommentCloses.Day)
		}
		if q := got.Dates.CommentCloses.Quote; q.Text != "" && q.Text != c.body {
			t.Errorf("%s: quote %q is not the published words", c.title, q.Text)
		}
	}
}

// TestAConsultationOnAnOrdinanceIsADraft, with the day on which it ends.
func TestAConsultationOnAnOrdinanceIsADraft(t *testing.T) {
	got := factstest.Reader(t).Read(feeds.Writing{
		Title:  "政府就《個人資料（私隱）條例》修訂建議諮詢公眾",
		Body:   "當局今日展開為期兩個月的公眾諮詢，建議設立強制性資料外洩通報機制。諮詢期至2026年4月5日。",
		Source: "HKSAR", Published: "2026-02-05",
	})
	if got.Stage != feeds.StageDraft || got.Dates.CommentCloses.Day != "2026-04-05" {
		t.Errorf("%q, comments by %q", got.Stage, got.Dates.CommentCloses.Day)
	}
}

// TestABillThatIsPassedIsALaw: 三讀 in a headline of Taiwan's or Hong Kong's press.
func TestABillThatIsPassedIsALaw(t *testing.T) {
	r := factstest.Reader(t)
	for title, want := range map[string]feeds.Stage{
		"資安法三讀　重大事件未通報最高罰千萬": feeds.StageIssued,
		"個資法三讀　外洩須通報":        feeds.StageIssued,
		"個人資料保護法部分條文修正案三讀通過": feeds.StageIssued,
		"個資法修正草案擬排入三讀程序":     feeds.StageReading,
	} {
		got := r.Read(feeds.Writing{Title: title, Body: "立法院會今（9日）處理修正案，明定資料外洩應通報。", Source: "MEDIA", Published: "2025-08-29"})
		if got.Stage != want {
			t.Errorf("%s: %q, want %q", title, got.Stage, want)
		}
	}
}

// TestTermsInOddWords: closing and opening days as consultations word them.
func TestTermsInOddWords(t *testing.T) {
	r := factstest.Reader(t)
	const draft = "关于公开征求《网络数据安全管理办法（征求意见稿）》意见的通知"
	for body, want := range map[string]feeds.Day{
		"公众可于2022年10月9日前通过以下途径和方式提出反馈意见：":  "2022-10-09",
		"截止日期为2022年10月9日，意见请发邮箱。":          "2022-10-09",
		"请于2022年10月9日前反馈意见。":               "2022-10-09",
		"现公开征求意见，自2022年9月9日起至2022年10月9日止。": "2022-10-09",
		"公示期30日，如有意见请反馈。":                  "2022-10-09",
		"面向社会公开征求意见，期限为30日。":               "2022-10-09",
		"征集时间：2022-09-09 至 2022-10-09":     "2022-10-09",
		"反馈截止2022年10月9日17时，逾期不予受理。":        "2022-10-09",
		"欢迎于10月9日前以邮件方式提出意见。":              "2022-10-09",
		"自公告发布之日起三十日内提出意见。":                "2022-10-09",
	} {
		got := r.Read(feeds.Writing{Title: draft, Body: body, Source: "CAC", Published: "2022-09-09"}).Dates.CommentCloses
		if got.Day != want {
			t.Errorf("%s: %q, want %s", body, got.Day, want)
		}
	}
	for body, want := range map[string]feeds.Day{
		"Comments are due no later than October 9, 2022.":                    "2022-10-09",
		"The public may send comments by Oct. 9, 2022.":                      "2022-10-09",
		"The draft is open for public comment until October 9.":              "2022-10-09",
		"The consultation period of 30 days starts today; comments welcome.": "2022-10-09",
	} {
		got := r.Read(feeds.Writing{Title: "CAC seeks comments on draft data security measures", Body: body, Source: "CAC", Published: "2022-09-09"}).Dates.CommentCloses
		if got.Day != want {
			t.Errorf("%s: %q, want %s", body, got.Day, want)
		}
	}
}
