package dates_test

import (
	"testing"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/facts/factstest"
)

// Days and terms in the many ways that pages put them, all published on 2 March 2026,
// a Monday. "" is: the text states none.
func TestDaysAndTermsAsPagesPutThem(t *testing.T) {
	const (
		rule    = "某某数据安全管理办法"
		draft   = "关于《某某数据安全管理办法（征求意见稿）》公开征求意见的通知"
		apps    = "关于侵害用户权益行为的APP通报（2026年第2批）"
		english = "CAC seeks comments on draft data security measures"
	)
	r := factstest.Reader(t)
	for _, c := range []struct {
		title, body string
		pick        func(feeds.Dates) feeds.Date
		day         feeds.Day
		clock       string
	}{
		{draft, "征求意见期为15个工作日，自本公告发布之日起计算。", closes, "2026-03-23", ""},
		{draft, "意见反馈截止日期为：2026年4月1日（周三）17:30。", closes, "2026-04-01", "17:30"},
		{draft, "请于3月底前反馈意见。", closes, "2026-03-31", ""},
		{draft, "请于2026年4月底之前反馈意见。", closes, "2026-04-30", ""},
		{draft, "请于2028年2月底前反馈意见。", closes, "2028-02-29", ""},
		{draft, "请在本月20日前将修改意见反馈。", closes, "2026-03-20", ""},
		{draft, "意见请于下月15日前反馈。", closes, "2026-04-15", ""},
		{draft, "意见反馈期自2026年3月5日起，为期30天。", closes, "2026-04-04", ""},
		{draft, "自2026年3月5日起30日内反馈意见。", closes, "2026-04-04", ""},
		{draft, "本次公开征求意见为期一个月。", closes, "2026-04-02", ""},
		{draft, "本次公开征求意见为期两个月。", closes, "2026-05-02", ""},
		{draft, "截至2026年2月28日，共收到意见120条。", closes, "", ""},
		{draft, "公开征求意见时间为2026年3月2日起至2026年4月1日（30日）。", closes, "2026-04-01", ""},
		{draft, "意见征集期：2026年3月2日起，至2026年4月1日。", closes, "2026-04-01", ""},
		{draft, "公开征集意见起止时间：2026年3月2日至2026年4月1日", closes, "2026-04-01", ""},
		{draft, "开始时间：2026-03-02\n结束时间：2026-04-01", closes, "2026-04-01", ""},
		{draft, "請於2026年4月1日或之前提交意見。", closes, "2026-04-01", ""},
		{draft, "为期30天的公众咨询即日展开，至4月1日结束。", closes, "2026-04-01", ""},
		{rule, "发布日期 2026-03-01 实施日期 2026-10-01", effective, "2026-10-01", ""},
		{rule, "该标准规定数据采集、存储、删除要求，自2026年7月1日实施。", effective, "2026-07-01", ""},
		{rule, "除第十二条自2026年9月1日起施行外，其他条款自公布之日起施行。", effective, "2026-03-02", ""},
		{draft, "征求意见时间：即日起至本月底。", closes, "2026-03-31", ""},
		{draft, "征求意见时间：即日起至下月末。", closes, "2026-04-30", ""},
		{draft, "现公开征求意见，即日起至4月底，可将意见发送至邮箱。", closes, "2026-04-30", ""},
		{draft, "征求意见时间从即日起至2026年4月底。", closes, "2026-04-30", ""},
		{draft, "截至2月底，共收到意见120条。", closes, "", ""},
		{draft, "征求意见时间从即日起至下月10日。", closes, "2026-04-10", ""},
		{draft, "欢迎于两周内反馈意见。", closes, "2026-03-16", ""},
		{draft, "现公开征求意见。\n二、征求意见时间\n2026年3月2日至3月20日。\n三、联系方式", closes, "2026-03-20", ""},
		{draft, "现公开征求意见。\n（二）意见反馈截止时间\n2026年3月20日\n某某局\n2026年3月2日", closes, "2026-03-20", ""},
		{draft, "意见反馈截止时间为今年4月10日。", closes, "2026-04-10", ""},
		{draft, "公开征求意见时间为今年3月2日至4月1日。", closes, "2026-04-01", ""},
		{draft, "意见反馈截止时间为去年12月31日，现将采纳情况公布。", closes, "2025-12-31", ""},
		{draft, "意见反馈截止时间为1月20日。", closes, "2026-01-20", ""},
		{draft, "公示时间为2026年3月2日起至2026年3月8日止。", closes, "2026-03-08", ""},
		{draft, "意见建议请于4月10日（含）前反馈。", closes, "2026-04-10", ""},
		{english, "The comment period closes at 5 p.m. on April 1, 2026.", closes, "2026-04-01", "17:00"},
		{english, "Written comments must be received no later than 6:30 pm on 1 April 2026.", closes, "2026-04-01", "18:30"},
		{english, "The consultation ends on Wednesday, 1 April 2026.", closes, "2026-04-01", ""},
		{rule, "本办法自公布之日起30日后施行。", effective, "2026-04-01", ""},
		{rule, "本条例自公布之日起六个月后施行。", effective, "2026-09-02", ""},
		{rule, "本细则有效期自2026年5月1日至2031年4月30日。", effective, "2026-05-01", ""},
		{rule, "本细则有效期自2026年5月1日至2031年4月30日。", expires, "2031-04-30", ""},
		{rule, "本办法自2026年5月1日起施行，有效期两年。", expires, "2028-04-30", ""},
		{rule, "本办法自2026年5月1日起施行，有效期五年，至2031年4月30日。", expires, "2031-04-30", ""},
		{rule, "本规定将于明年1月1日起施行。", effective, "2027-01-01", ""},
		{rule, "本规定自今年10月1日起施行。", effective, "2026-10-01", ""},
		{rule, "本规定自10月1日起施行。", effective, "2026-10-01", ""},
		{rule, "本规定自12月15日起施行。", effective, "2025-12-15", ""},
		{rule, "本规定自去年10月1日起施行。", effective, "2025-10-01", ""},
		{rule, "本办法自2026年5月起施行。", effective, "", ""},
		{"CAC issues data security measures", "The Measures shall enter into force 30 days after promulgation.", effective, "2026-04-01", ""},
		{"CAC issues data security measures", "The Measures take effect six months from the date of publication.", effective, "2026-09-02", ""},
		{"CAC revises comment rules", "The Provisions on the Administration of Comment Services take effect on 1 May 2026.", effective, "2026-05-01", ""},
		{apps, "请于2026年3月31日前完成整改落实工作。", rectify, "2026-03-31", ""},
		{apps, "已经完成整改的APP，应于2026年3月6日12点前，在相关渠道更新整改后的APP版本。", rectify, "", ""},
		{apps, "整改期限为10日，逾期不整改的将依法处置。", rectify, "2026-03-12", ""},
		{apps, "责令其于3月底前整改到位。", rectify, "2026-03-31", ""},
		{apps, "截至2026年2月28日，经核查复检，尚有5款APP未完成整改。", rectify, "", ""},
		{apps, "2026年1月20日前已有30款完成整改。", rectify, "", ""},
		{rule, "处理者应当在2026年6月30日前完成报送。", due, "2026-06-30", ""},
		{rule, "存量应用应于6月底前完成备案。", due, "2026-06-30", ""},
		{rule, "本办法自2026年7月1日起施行。金融机构应当自本办法施行之日起6个月内完成整改。", due, "2027-01-01", ""},
		{apps, "应当自本通报发布之日起10日内完成整改。", due, "", ""},
		{rule, "处理者应于2026年3月31日17:00前提交评估报告。", due, "2026-03-31", "17:00"},
		{rule, "2025年12月底前已完成备案的，无须重复报送。", due, "", ""},
		{rule, "请各地于2026年10月31日前完成自查，并将情况报送我部。", due, "2026-10-31", ""},
		{rule, "请有关单位于2026年6月10日前报送修改意见。", due, "", ""},
		{rule, "请各参赛单位于6月10日前提交作品，应当附推荐表。", due, "", ""},
		{draft, "拟要求处理者应当在每年1月31日前报送报告。", due, "", ""},
		{rule, "本办法自2026年6月1日起施行。已经开展活动的处理者应当自本办法施行之日起30日内办理备案。", due, "2026-07-01", ""},
		{rule, "本办法自2026年6月1日起施行。处理者应当在标准合同生效之日起10个工作日内备案。", due, "", ""},
		{rule, "处理者应当自数量达到之日起30个工作日内报送。", due, "", ""},
		{rule, "本办法自公布之日起施行。平台应当自2026年4月1日起15日内提交报告。", due, "2026-04-16", ""},
		{rule, "本办法自2026年6月1日起施行。不符合本办法规定的，应当自本办法施行之日起6个月内完成整改。", rectify, "", ""},
		{draft, "处理者应当自本办法公布之日起30日内备案。", due, "", ""},
		{"关于开展负责人信息报送工作的公告", "处理者应当自本公告发布之日起30个工作日内报送负责人信息。", due, "2026-04-14", ""},
		{"关于开展专项整治的通知", "参与招标的单位应当自公告发布之日起5日内提交投标文件。", due, "", ""},
		{"CAC announces reporting", "Such handlers must report the person in charge within 30 days of the announcement.", due, "2026-04-01", ""},
		{"CAC issues data security measures", "The Measures take effect on 1 June 2026. Platforms must submit a report within three months of the measures taking effect.", due, "2026-09-01", ""},
		{"CAC issues data security measures", "Operators must report an incident within one month of discovery.", due, "", ""},
		{"CAC announces reporting", "Handlers of the data of more than a million people must file the name of the person in charge by 30 June 2026.", due, "2026-06-30", ""},
	} {
		w := factstest.Notice(c.title, c.body)
		w.Published = "2026-03-02"
		if got := c.pick(r.Read(w).Dates); got.Day != c.day || got.Clock != c.clock {
			t.Errorf("%s\n got %q %q, want %q %q", c.body, got.Day, got.Clock, c.day, c.clock)
		}
	}
}

// TestReportsSayInTheirOwnWordsFromWhenARuleApplies: 执行 and "start on" are the words of
// the press, and a new rule is 新规 to it.
func TestReportsSayInTheirOwnWordsFromWhenARuleApplies(t *testing.T) {
	r := factstest.Reader(t)
	for _, c := range []struct {
		title, body string
		day         feeds.Day
	}{
		{"替企业跑数据出境的机构要设门槛", "国家网信办等三部门12日公布新规，代办机构至少要有三名专职人员，服务记录须保存五年，5月15日起执行。", "2026-05-15"},
		{"酒店摄像头怎么装有讲究", "国家网信办公布办法，公共场所采集的图像至少保存30日，10月1日起执行。", "2026-10-01"},
		{"公共场所摄像头管理办法10月1日起执行", "国家网信办日前公布《公共场所图像采集管理办法》，自10月1日起执行。", "2026-10-01"},
		{"SFC issues revised circular to licensed corporations", "The SFC issued a revised circular to licensed corporations on 12 February 2026, which took immediate effect.", "2026-02-12"},
		{"What the bulk data rule asks of you", "The Bulk Data Rule, which took effect on 8 January 2026, restricts transfers of data to China.", "2026-01-08"},
		{"China sets entry bar for data export agents", "Agents that file data exports for others need three full-time staff under rules by China's cyberspace regulator. The rules start on May 15, 2026.", "2026-05-15"},
		{"酒店泄露住客信息被罚", "某酒店泄露住客信息，被当地网信办罚款5万元，处罚决定5月15日起执行。", ""},
		{"Hotel fined over guests' data", "The hotel leaked its guests' data. Its plan to delete the data starts on May 15, 2026.", ""},
		{"网信系统培训班开班", "培训班5月15日起开始，为期五天。", ""},
	} {
		got := r.Read(feeds.Writing{Title: c.title, Body: c.body, Source: "MEDIA", Media: true, Published: "2026-04-13"}).Dates.Effective
		if got.Day != c.day {
			t.Errorf("%s: %q, want %q", c.title, got.Day, c.day)
		}
	}
}

// TestATermRunsFromThePagesOwnDay: a list may give no day; the page then gives its own.
func TestATermRunsFromThePagesOwnDay(t *testing.T) {
	r := factstest.Reader(t)
	const title = "关于《某某数据安全管理办法（征求意见稿）》公开征求意见的公告"
	for _, c := range []struct {
		body string
		day  feeds.Day
	}{
		{"公众可自公布之日起30日内反馈意见。\n重庆市互联网信息办公室\n2025年12月10日", "2026-01-09"},
		{"发布日期：2025-12-10 来源：某市网信办\n公众可自公布之日起30日内反馈意见。", "2026-01-09"},
		{"【发布时间】2025年12月10日\n请自本通知发布之日起10个工作日内反馈意见。", "2025-12-24"},
		{"发布日期：2025-12-10\n请于1月8日前反馈意见。", "2026-01-08"},
		{"2025年12月10日，专家座谈会召开。公众可自公布之日起30日内反馈意见。", ""},
	} {
		if got := r.Read(feeds.Writing{Title: title, Body: c.body, Source: "CQCAC"}).Dates.CommentCloses.Day; got != c.day {
			t.Errorf("%q: comments close on %q, want %q", c.body, got, c.day)
		}
	}
}

// TestARoundupHasNoDaysOfItsOwn: those that it tells are of many documents.
func TestARoundupHasNoDaysOfItsOwn(t *testing.T) {
	r := factstest.Reader(t)
	for title, body := range map[string]string{
		"China Data Protection Monthly: February 2026": "CAC seeks comments on draft measures. Comments are due by 8 March 2026. The standard takes effect on 1 November 2026.",
		"《网络安全标准化工作月报》2026年第2期":                        "19项国家标准面向社会公开征求意见，征求意见期限为60天。",
		"数据合规周报｜网信办就某办法征求意见":                           "意见反馈截止时间为2026年3月20日。某标准自2026年10月1日起实施。",
	} {
		out := r.Read(feeds.Writing{Title: title, Body: body, Source: "MEDIA", Media: true, Published: "2026-03-02"})
		if d := out.Dates; d.CommentCloses.Stated() || d.Effective.Stated() || out.Stage != "" {
			t.Errorf("%s: %+v, stage %q", title, d, out.Stage)
		}
	}
}

// TestWhatIsDoneEveryQuarterIsNoRoundup: a rule may ask for reports that often.
func TestWhatIsDoneEveryQuarterIsNoRoundup(t *testing.T) {
	out := factstest.Reader(t).Read(feeds.Writing{
		Title: "CAC seeks comments on draft measures for quarterly reports by platforms", Source: "MEDIA", Media: true, Published: "2026-03-02",
		Body: "Comments are due by 1 April 2026.",
	})
	if out.Dates.CommentCloses.Day != "2026-04-01" || out.Stage != feeds.StageDraft {
		t.Errorf("%+v, stage %q", out.Dates, out.Stage)
	}
}
