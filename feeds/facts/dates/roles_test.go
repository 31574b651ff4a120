package dates_test

import (
	"testing"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/facts/factstest"
)

const draftTitle = "国家互联网信息办公室关于《网络数据安全管理条例（征求意见稿）》公开征求意见的通知"

func TestDatesAreGivenTheirRole(t *testing.T) {
	r := factstest.Reader(t)
	rule := "网络数据安全管理办法"
	for _, c := range []struct {
		name, title, body string
		pick              func(feeds.Dates) feeds.Date
		want              feeds.Date
	}{
		{"effective", rule, "本办法自2022年9月1日起施行。", effective, feeds.Date{Day: "2022-09-01"}},
		{"effective on a day to come, without its year", "Measures on Network Data Security Management", "The measures will take effect on Feb. 19.", effective, feeds.Date{Day: "2023-02-19"}},
		{"effective with layout blanks", rule, "本办法自 2026 年 1 月 10 日 起 施行。", effective, feeds.Date{Day: "2026-01-10"}},
		{"effective in full-width digits", rule, "自２０２２年１０月１日起实施。", effective, feeds.Date{Day: "2022-10-01"}},
		{"effective in Chinese numerals", rule, "自二○二三年二月二十二日起正式实施。", effective, feeds.Date{Day: "2023-02-22"}},
		{"effective on the last of December in numerals", rule, "自二零二一年十二月三十一日起施行。", effective, feeds.Date{Day: "2021-12-31"}},
		{"effective on publication", rule, "本规定自公布之日起施行。", effective, feeds.Date{Day: "2022-09-14", Computed: true}},
		{"a repeal on its issue, not on its adoption", "某局关于废止《某某规定》的公告", "经2022年9月1日第3次局务会议审议通过，决定废止《某某规定》，自本公告发布之日起停止执行。", effective, feeds.Date{Day: "2022-09-14", Computed: true}},
		{"a repeal on a day", "某局关于废止《某某指南》的通知", "自2022年10月1日起不再作为技术参考。", effective, feeds.Date{Day: "2022-10-01"}},
		{"a rule on its issue, not on its adoption", rule, "经2022年9月1日第3次局务会议审议通过，现予公布，自公布之日起施行。", effective, feeds.Date{Day: "2022-09-14", Computed: true}},
		{"another law's entry into force", rule, "自2021年11月1日个人信息保护法施行以来，各地加强监管。", effective, feeds.Date{}},
		{"blank date of a draft", rule, "本办法自  年  月  日起施行。", effective, feeds.Date{}},
		{"date of a draft written as X", rule, "本办法自X年X月X日起施行。", effective, feeds.Date{}},
		{"no such day", rule, "本办法自2022年2月30日起施行。", effective, feeds.Date{}},
		{"expires after years", rule, "本细则自2024年6月1日起实施，有效期5年。", expires, feeds.Date{Day: "2029-05-31", Computed: true}},
		{"the term of a result is not that of the rule", rule, "自2024年6月1日起实施。评估结果有效期为2年。", expires, feeds.Date{}},
		{"expires on a day", rule, "自2024年6月1日起实施，有效期至2026年5月31日。", expires, feeds.Date{Day: "2026-05-31"}},
		{"adopted", rule, "2022年7月7日国家互联网信息办公室2022年第10次室务会议审议通过，自2022年9月1日起施行。", adopted, feeds.Date{Day: "2022-07-07"}},
		{"comment deadline", draftTitle, "意见反馈截止时间为2025年12月22日。", closes, feeds.Date{Day: "2025-12-22"}},
		{"comment deadline with an hour", draftTitle, "意见反馈截止日期为2025年12月22日17时。", closes, feeds.Date{Day: "2025-12-22", Clock: "17:00"}},
		{"comments before a day", draftTitle, "请于2022年10月13日前将意见反馈至秘书处。", closes, feeds.Date{Day: "2022-10-13", Before: true}},
		{"comments before a day without year", draftTitle, "请于10月13日前将意见反馈至秘书处。", closes, feeds.Date{Day: "2022-10-13", Before: true}},
		{"comments over the turn of the year", draftTitle, "请于1月5日前反馈意见。", closes, feeds.Date{Day: "2023-01-05", Before: true}},
		{"comment range", draftTitle, "公开征求意见时间为2022年9月13日至2022年9月27日。", closes, feeds.Date{Day: "2022-09-27"}},
		{"comment range opens", draftTitle, "公开征求意见时间为2022年9月13日至27日。", opens, feeds.Date{Day: "2022-09-13"}},
		{"comment range inherits", draftTitle, "公开征求意见时间为2022年9月13日至27日。", closes, feeds.Date{Day: "2022-09-27"}},
		{"comment range of another form", "关于《上海市公共数据开放实施细则（征求意见稿）》公开征询意见的公告", "征询时间：2022年9月13日—10月12日。", closes, feeds.Date{Day: "2022-10-12"}},
		{"comments before a day with its weekday", draftTitle, "请于2022年10月13日（星期四）前反馈意见。", closes, feeds.Date{Day: "2022-10-13", Before: true}},
		{"comments before a day's close of business", draftTitle, "请于2022年10月13日17:00前反馈意见。", closes, feeds.Date{Day: "2022-10-13", Clock: "17:00"}},
		{"English range", "CAC consults on draft measures", "The consultation runs from 13 September to 12 October 2022.", closes, feeds.Date{Day: "2022-10-12"}},
		{"English range opens", "CAC consults on draft measures", "The consultation runs from 13 September to 12 October 2022.", opens, feeds.Date{Day: "2022-09-13"}},
		{"a rule's own day, not that of the one it rests on", rule, "依据《某某办法》自2021年1月1日起施行的要求制定。\n第九条 本办法自2022年10月1日起施行。", effective, feeds.Date{Day: "2022-10-01"}},
		{"a term in the text of a rule", rule, "第八条 运营者应当在30日内完成整改。", rectify, feeds.Date{}},
		{"comment term", draftTitle, "自公告发布之日起30日内，将意见反馈至我办。", closes, feeds.Date{Day: "2022-10-14", Computed: true}},
		{"comment term in a month", draftTitle, "请在公告发布之日起一个月内提出意见。", closes, feeds.Date{Day: "2022-10-14", Computed: true}},
		{"English deadline", "CAC consults on draft measures", "Comments may be sent until 13 October 2022.", closes, feeds.Date{Day: "2022-10-13"}},
		{"English deadline at a minute", "CAC consults on draft measures", "Comments may be submitted before 23:59 on June 3, 2026.", closes, feeds.Date{Day: "2026-06-03", Clock: "23:59"}},
		{"English deadline, before", "CAC consults on draft measures", "Comments are due before October 13, 2022.", closes, feeds.Date{Day: "2022-10-13", Before: true}},
		{"a day that is stated over a term that is worked out", "MIIT opens draft measures to comments for one month", "Comments close on 8 November 2022.", closes, feeds.Date{Day: "2022-11-08"}},
		{"English term", "CAC consults on draft measures", "The public may comment within 30 days.", closes, feeds.Date{Day: "2022-10-14", Computed: true}},
		{"English effective", "CAC issues measures on data export", "The measures take effect on 1 September 2022.", effective, feeds.Date{Day: "2022-09-01"}},
		{"English effective, American order", "CAC issues measures on data export", "The measures will come into force as of Jan. 1, 2023.", effective, feeds.Date{Day: "2023-01-01"}},
		{"rectification", "关于侵害用户权益行为的APP通报", "上述APP应在10月20日前完成整改。", rectify, feeds.Date{Day: "2022-10-20", Before: true}},
		{"rectification is no comment deadline", "关于侵害用户权益行为的APP通报", "上述APP应在2022年10月20日前整改并反馈。", closes, feeds.Date{}},
		{"comment term in working days over National Day", draftTitle, "请自公告发布之日起15个工作日内反馈意见。", closes, feeds.Date{Day: "2022-10-10", WorkDays: 15, Computed: true}},
		{"English comment term in working days", "CAC consults on draft measures", "The public may comment within 5 working days.", closes, feeds.Date{Day: "2022-09-21", WorkDays: 5, Computed: true}},
		{"rectification in working days", "关于侵害用户权益行为的APP通报", "上述APP应在通报发布后5个工作日内完成整改。", rectify, feeds.Date{Day: "2022-09-21", WorkDays: 5, Computed: true}},
		{"rectification in working days from receipt", "关于侵害用户权益行为的APP通报", "应于收到本通报之日起15个工作日内完成整改。", rectify, feeds.Date{WorkDays: 15}},
		{"a year of Taiwan's", "個人資料檔案安全維護管理辦法", "修正條文自民國111年11月1日施行。", effective, feeds.Date{Day: "2022-11-01"}},
		{"a year of Taiwan's by its number", "個人資料檔案安全維護管理辦法", "修正條文自113年6月1日施行。", effective, feeds.Date{Day: "2024-06-01"}},
		{"English, data that must be put right", "FTC orders data broker to stop", "The company has 60 days to delete or correct the data it collected.", rectify, feeds.Date{}},
		{"English, a fault that must be", "Regulator names six apps", "Operators have 10 days to correct the problems.", rectify, feeds.Date{Day: "2022-09-24", Computed: true}},
		{"signature", "关于实施认证的公告", "现予公告。\n国家互联网信息办公室\n2022年9月9日", published, feeds.Date{Day: "2022-09-09"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := c.pick(r.Read(factstest.Notice(c.title, c.body)).Dates)
			if got.Stated() && got.Quote.Text == "" {
				t.Errorf("%q: the date has no quote", c.body)
			}
			got.Quote = feeds.Quote{}
			if got != c.want {
				t.Errorf("%q: got %+v, want %+v", c.body, got, c.want)
			}
		})
	}
}

func TestWorkingDaysOfAYearWhoseHolidaysAreNotKnownHaveNoDay(t *testing.T) {
	w := factstest.Notice("关于侵害用户权益行为的APP通报", "上述APP应在通报发布后5个工作日内完成整改。")
	w.Published = "2099-09-14"
	if got := factstest.Reader(t).Read(w).Dates.Rectify; got.Day != "" || got.WorkDays != 5 || got.Computed {
		t.Errorf("got %+v", got)
	}
}

func TestADeadlineOfTheListCountsWhereTheTextGivesNone(t *testing.T) {
	w := factstest.Notice(draftTitle, "现公开征求意见。")
	w.Deadline, w.DeadlineQuote = "2022-11-13", "截止日期：2022-11-13"
	got := factstest.Reader(t).Read(w).Dates.CommentCloses
	if got.Day != "2022-11-13" || got.Quote.In != "list" || got.Quote.Text != w.DeadlineQuote {
		t.Errorf("got %+v", got)
	}
}

func TestTheDayOfARuleMayStandInItsAttachment(t *testing.T) {
	w := factstest.Notice("国家互联网信息办公室关于印发《某某管理办法》的通知", "现予印发，请遵照执行。")
	w.Attachments = []feeds.Attachment{{Name: "办法.docx", How: "docx", Read: "第一条 为了规范，制定本办法。\n第九条 本办法自2022年10月1日起施行。"}}
	got := factstest.Reader(t).Read(w).Dates.Effective
	if got.Day != "2022-10-01" || got.Quote.In != "attachment:办法.docx" {
		t.Errorf("got %+v", got)
	}
}

func effective(d feeds.Dates) feeds.Date { return d.Effective }
func expires(d feeds.Dates) feeds.Date   { return d.Expires }
func adopted(d feeds.Dates) feeds.Date   { return d.Adopted }
func published(d feeds.Dates) feeds.Date { return d.Published }
func opens(d feeds.Dates) feeds.Date     { return d.CommentOpens }
func closes(d feeds.Dates) feeds.Date    { return d.CommentCloses }
func rectify(d feeds.Dates) feeds.Date   { return d.Rectify }
func due(d feeds.Dates) feeds.Date       { return d.Due }
