package command_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/bot/command"
	"github.com/regwire/regwire/feeds"
)

func TestCalendarAddressIsToldOnceAndCanBeTakenBack(t *testing.T) {
	o := newOffice(t)
	p := o.person(here, "Ann")
	first := p.say("deadlines ical data-export")
	if !strings.Contains(first, "https://us.example/ical/") || len(first) < 60 {
		t.Errorf("answer %q", first)
	}
	p.wants("deadlines ical data-export", "You were given this calendar on 30 Sep 2022", "deadlines ical off")
	if other := p.say("deadlines ical"); other == first {
		t.Error("another filter has the same address")
	}
	p.wants("deadlines ical off", "2 calendar addresses taken back")
	if again := p.say("deadlines ical data-export"); again == first {
		t.Error("a revoked address is given again")
	}
	o.desk.Base = ""
	p.wants("deadlines ical", "listen.pages")
}

// TestAnItemListsEveryAppOfItsNotice a page at a time, since an alert names a few alone; what
// is shared keeps to those.
func TestAnItemListsEveryAppOfItsNotice(t *testing.T) {
	o := newOffice(t)
	e := string(o.publish("", "关于侵害用户权益行为APP的通报", func(i *feeds.Item) {
		a := &feeds.AppList{}
		for row := range 12 {
			a.Rows = append(a.Rows, feeds.AppRow{Row: row + 1, Name: fmt.Sprintf("样例%d号", row+1), Version: "1.2", Machine: row == 11})
		}
		i.Reading.Section, i.Reading.Apps = feeds.EnforcementCase, a
	}))
	p := o.person(here, "Ann")
	p.wants("item "+e, "row 1: 样例1号 | 1.2", "row 10: 样例10号", "1 to 10 of 12")
	if answer := p.say("item " + e + " page:2"); !strings.Contains(answer, "row 12: 样例12号 | 1.2 machine-read") || strings.Contains(answer, "row 10:") {
		t.Errorf("second page: %s", answer)
	}
	if answer := p.say("share item " + e); strings.Contains(answer, "row 1:") || !strings.Contains(answer, "样例1号") {
		t.Errorf("shared: %s", answer)
	}
}

func TestDeadlinesNearestFirst(t *testing.T) {
	o := newOffice(t)
	for _, day := range []feeds.Day{"2022-11-13", "2022-10-12", "2023-09-01"} {
		o.publish("", "标题"+string(day), func(i *feeds.Item) {
			i.Reading.Stage, i.Reading.Dates.CommentCloses = feeds.StageDraft, feeds.Date{Day: day, Before: true}
		})
	}
	answer := o.person(here, "Ann").say("deadlines 43d")
	if near, far := strings.Index(answer, "2022-10-12"), strings.Index(answer, "2022-11-13"); near < 0 || far < near || strings.Contains(answer, "2023") {
		t.Errorf("answer %q", answer)
	}
	// The card says 13 November and 43 days: both count to the 12th.
	for _, want := range []string{"13 Nov 2022 (43 days, counted to 12 Nov 2022)", "12 Oct 2022 (11 days, counted to 11 Oct 2022)"} {
		if !strings.Contains(answer, want) {
			t.Errorf("answer lacks %q: %q", want, answer)
		}
	}
	o.set(o.now.AddDate(0, 0, 11))
	o.person(here, "Ann").wants("deadlines 5d", "12 Oct 2022 (counted to today) comments close")
	o.set(o.now.AddDate(0, 0, 1))
	o.person(here, "Ann").wants("deadlines 5d", "12 Oct 2022 (today) comments close")
}

// TestDeadlinesOfWhatIsAskedFor: counsel of one field reads its dates alone.
func TestDeadlinesOfWhatIsAskedFor(t *testing.T) {
	o := newOffice(t)
	for topic, day := range map[feeds.Topic]feeds.Day{"data_export": "2022-10-12", "app_enforcement": "2022-10-20"} {
		o.publish("", "标题"+string(day), func(i *feeds.Item) {
			i.Reading.Topics, i.Reading.Stage, i.Reading.Dates.CommentCloses = []feeds.Topic{topic}, feeds.StageDraft, feeds.Date{Day: day}
		})
	}
	ann := o.person(here, "Ann")
	for line, want := range map[string]int{
		"deadlines": 2, "deadlines data-export": 1, "期限 下个月 主题:数据出境": 1, "deadlines next month data-export,app-enforcement": 2,
		"deadlines 14 oct app-enforcement": 0, "deadlines 30d -data-export": 1, "deadlines 标题2022-10-20": 1,
	} {
		if got := strings.Count(ann.say(line), "comments close"); got != want {
			t.Errorf("%s: %d dates, want %d:\n%s", line, got, want, ann.say(line))
		}
	}
	ann.wants("deadlines 14 oct app-enforcement", "No date is known within 14 days for topics app_enforcement.")
	ann.wants("deadlines 30d data-export", "1 date within 30 days, topics data_export:")
}

func TestItemSaysFiguresAsTheTextBoundsThem(t *testing.T) {
	o := newOffice(t)
	e := string(o.publish("", "标题", func(i *feeds.Item) {
		i.Reading.Figures = []feeds.Figure{
			{Name: "records", Value: 7000, Bound: "more", Quote: feeds.Quote{Text: "7000余条"}},
			{Name: "fine_cny", Value: 45000, Quote: feeds.Quote{Text: "四万五千元"}},
		}
	}))
	o.person(here, "Ann").wants("item "+e, "records: more than 7,000 (text: “7000余条”)", "fine, yuan: 45,000 (text: “四万五千元”)")
}

func TestSinceGivesDatesFirst(t *testing.T) {
	o := newOffice(t)
	p := o.person(here, "Ann")
	p.say("subscribe data-export")
	o.publish("", "甲", nil)
	o.publish("", "乙", func(i *feeds.Item) {
		i.Reading.Stage, i.Reading.Dates.CommentCloses = feeds.StageDraft, feeds.Date{Day: "2022-10-12"}
	})
	o.publish("", "丙", func(i *feeds.Item) { i.Reading.Topics = []feeds.Topic{"app_enforcement"} })
	answer := p.say("since 2022-09-30")
	if a, b := strings.Index(answer, "甲"), strings.Index(answer, "乙"); b < 0 || a < b || strings.Contains(answer, "丙") {
		t.Errorf("answer %q", answer)
	}
	p.wants("since 2022-10-01", "Nothing for this channel")
}

func TestSinceTakesADayOrHowManyDaysBack(t *testing.T) {
	o := newOffice(t)
	p := o.person(here, "Ann")
	for word, day := range map[string]string{"today": "30 Sep", "yesterday": "29 Sep", "昨天": "29 Sep", "7d": "23 Sep", "2w": "16 Sep", "2022-09": "1 Sep", "2022-09-14": "14 Sep"} {
		p.wants("since "+word, "since "+day+" 2022")
	}
	e := string(o.publish("", "标题", nil))
	if answer := p.say("since 7d"); !strings.Contains(answer, e) || strings.Contains(answer, "The rest") {
		t.Errorf("the rest of nothing is told of: %s", answer)
	}
	p.wants("find 标题 since:7d", "["+e+"]")
	p.wants("find 标题 since:1d", "Nothing found")
}

// The dates ahead are a table too, and as JSON the list that they were.
func TestDatesAreATable(t *testing.T) {
	o := newOffice(t)
	o.publish("", "办法", func(i *feeds.Item) {
		i.Reading.Dates.CommentCloses = feeds.Date{Day: "2022-10-12", Before: true, Quote: feeds.Quote{Text: "请于2022年10月12日前反馈"}}
	})
	_, m, err := o.person(here, "Ann").try("deadlines 60d")
	o.must(err)
	k, ok := m.Data.(command.Dates)
	if !ok {
		t.Fatalf("data is %T", m.Data)
	}
	raw, err := k.CSV()
	if want := "2022-10-12,2022-10-11,11,comments,no,e1,办法,办法,CAC,请于2022年10月12日前反馈,https://cac.example/1\n"; err != nil || !strings.HasSuffix(string(raw), want) {
		t.Errorf("table %s, %v", raw, err)
	}
	_, m, err = o.person(here, "Ann").try("deadlines 1d")
	o.must(err)
	if raw, err := m.Data.(command.Dates).CSV(); err != nil || strings.Count(string(raw), "\n") != 1 {
		t.Errorf("a table of none: %s, %v", raw, err)
	}
	var list []struct{ What string }
	if raw, err := json.Marshal(k); err != nil || json.Unmarshal(raw, &list) != nil || len(list) != 1 || list[0].What != "comments" {
		t.Errorf("as JSON %s, %v", raw, err)
	}
}

// Duties are quoted as they stand, authorities' own last, and of a draft it is said that
// they bind nobody.
func TestDutiesAreQuotedWithWhoAndWhen(t *testing.T) {
	o := newOffice(t)
	o.desk.Duties = func(text string) []feeds.Duty {
		if text == "" {
			return nil
		}
		return []feeds.Duty{
			{Article: "第六条", Number: "6", Who: "网信部门", Authority: true, Text: "网信部门应当公开。"},
			{Article: "第七条", Number: "7", Who: "运营者", WhoEN: "operators", Term: "30日内", TermEN: "within 30 days", Text: "=运营者应当备案。"},
		}
	}
	rule := string(o.publish("", "办法", func(i *feeds.Item) { i.Text, i.Reading.Stage = "text", feeds.StageDraft }))
	bare := string(o.publish("", "公告", nil))
	p := o.person(here, "Ann")
	answer := p.say("duties " + rule)
	for _, want := range []string{"2 sentences", "This is a draft", "Article 7 · MUST · operators · within 30 days · “=运营者应当备案。”", "no advice"} {
		if !strings.Contains(answer, want) {
			t.Errorf("no %q in %q", want, answer)
		}
	}
	if strings.Index(answer, "Article 7") > strings.Index(answer, "Article 6") {
		t.Errorf("an authority's comes first: %q", answer)
	}
	p.wants("duties "+bare, "No sentence that orders")
	p.wants("duties", "needs an id")
	_, m, err := p.try("duties " + rule)
	o.must(err)
	raw, err := m.Data.(command.Duties).CSV()
	if err != nil || !strings.HasPrefix(string(raw), "\uFEFFevent,article") || !strings.Contains(string(raw), "7,must,operators,运营者,no,within 30 days,30日内,'=运营者应当备案。,yes") {
		t.Errorf("table %s, %v", raw, err)
	}
}

// Coverage counts what was posted to the workspace that asks, and for the operator to any.
func TestCoverageCountsWhatWasPostedWhereTheActorSees(t *testing.T) {
	o := newOffice(t)
	e := o.publish("", "标题", nil)
	o.desk.Catalog.Sources = []feeds.Source{{ID: "s1", Host: "h1.example"}}
	claim, u, err := o.store.ClaimEvent(t.Context(), "t")
	o.must(err)
	alert := bot.DeliveryKey{Channel: here, Kind: bot.KindAlert, Subject: string(e)}
	o.must(o.store.CommitPlans(t.Context(), bot.Plan{Claim: claim, Event: e, Revision: u.Event.Revision, Deliveries: []bot.Delivery{{Key: alert, Revision: u.Event.Revision}}}))
	posted := func(channel bot.ChannelID, operator bool) int {
		p := o.person(channel, "Ann")
		p.actor.Operator = operator
		_, m, err := p.try("coverage 2022-09")
		o.must(err)
		n := 0
		for _, row := range m.Data.(command.Coverage).Rows {
			n += row.Posted
		}
		return n
	}
	if n := posted(here, false); n != 0 {
		t.Errorf("%d are called posted while they are owed", n)
	}
	claim, _, err = o.store.ClaimChannel(t.Context(), "t")
	o.must(err)
	o.must(o.store.CommitSending(t.Context(), claim, []bot.DeliveryKey{alert}))
	o.must(o.store.CommitResults(t.Context(), claim, []bot.Result{{Key: alert, State: bot.Sent, At: o.now}}))
	if mine, other, any := posted(here, false), posted(there, false), posted(there, true); mine != 1 || other != 0 || any != 1 {
		t.Errorf("posted %d here, %d in another workspace, %d to the operator; want 1, 0, 1", mine, other, any)
	}
}

func TestCoverageIsSealed(t *testing.T) {
	o := newOffice(t)
	claim, _, err := o.store.ClaimHost(t.Context(), "t", []feeds.Source{{ID: "cac", Host: "cac.example"}})
	o.must(err)
	o.must(o.store.Touch(t.Context(), claim, feeds.Visit{Source: "cac", At: o.now, Good: o.now, Outcome: feeds.OutcomeItems, NextDue: o.now.Add(time.Hour)}))
	o.must(o.store.Release(t.Context(), claim))
	p := o.person(here, "Ann")
	_, m, err := p.try("coverage 2022-09")
	o.must(err)
	k, ok := m.Data.(command.Coverage)
	if !ok || len(k.Rows) != 1 || k.Rows[0].Checks != 1 || len(k.SHA256) != 64 {
		t.Fatalf("coverage = %+v", m.Data)
	}
	for _, name := range []string{"=HYPERLINK(1)", "+1", "-1", "@SUM(1)", "\tx", "\rx", "\nx", "＝1", "＠x", " =cmd|' /C calc'!A0", "\u3000=1", "\u200b=1", "\ufeff+1", "x=1", "国家网信办", ""} {
		k.Rows[0].Name, k.Rows[0].Disabled = name, name
		raw, err := k.CSV()
		if err != nil || !strings.Contains(string(raw), k.SHA256) {
			t.Fatalf("table %s, %v", raw, err)
		}
		rows, err := csv.NewReader(bytes.NewReader(raw)).ReadAll()
		if err != nil || len(rows) != 2 {
			t.Fatalf("%q: %d rows, %v", name, len(rows), err)
		}
		kept := name
		if !slices.Contains([]string{"x=1", "国家网信办", ""}, name) {
			kept = "'" + name
		}
		if rows[1][3] != kept || rows[1][10] != kept {
			t.Errorf("%q stands in the table as %q and %q", name, rows[1][3], rows[1][10])
		}
	}
	for name, kept := range map[string]string{"x;=1": "x;'=1", "x\t+1; @y": "x\t'+1; '@y", "x\n\u200b=1": "x\n\u200b'=1", "x; y=1-2": "x; y=1-2", "第一条；-": "第一条；-"} {
		k.Rows[0].Name = name
		raw, err := k.CSV()
		o.must(err)
		if rows, err := csv.NewReader(bytes.NewReader(raw)).ReadAll(); err != nil || rows[1][3] != kept {
			t.Errorf("%q stands in the table as %q, want %q, %v", name, rows[1][3], kept, err)
		}
	}
	p.wants("coverage 2021-01", "Nothing was watched")
}

// TestFindKnowsWhatTheTopicsAreCalled: data export had found statistics of trade, whose
// English holds both words, and not what the topic of that name is about.
func TestFindKnowsWhatTheTopicsAreCalled(t *testing.T) {
	o := newOffice(t)
	of := string(o.publish("", "江苏省数据出境安全评估申报工作指引", func(*feeds.Item) {}))
	trade := string(o.publish("", "外贸出口数据", func(i *feeds.Item) {
		i.Reading.Topics, i.Reading.TitleEN = nil, feeds.Gloss{Text: "Data on the Export of Goods"}
	}))
	p := o.person(here, "Ann")
	for line, want := range map[string][2]string{
		"find data export":                {of, trade},
		"find Data Export":                {of, trade},
		"find data-export":                {of, trade},
		"find data export stage:final":    {"Nothing found", of},
		"find data export goods":          {trade, of},
		"find data export topic:apps":     {"Nothing found", of},
		"find 数据出境":                       {"topic:data-export finds all", "looked up"},
		`find "data on the export"`:       {trade, of},
		`find "data export" since:1999`:   {"Nothing found", "looked up"},
		"find data export page:1 -nobody": {of, trade},
	} {
		if answer := p.say(line); !strings.Contains(answer, want[0]) || strings.Contains(answer, "["+want[1]+"]") {
			t.Errorf("%s: %s", line, answer)
		}
	}
	for line, found := range map[string]bool{
		"until:2022": true, "until:2022-09": true, "since:2022 until:2022": true, "since:2022-09 until:2022-09": true,
		"until:2022-08": false, "since:2022-10": false, "since:2023": false, "until:2021": false,
	} {
		if got := !strings.Contains(p.say("find 数据出境 "+line), "Nothing found"); got != found {
			t.Errorf("find %s: found is %v", line, got)
		}
	}
	p.wants("find data export", "is a topic, data_export, and", `In quotes, "data export"`)
	p.wants("find apps", "topic:app-enforcement finds all of the topic app_enforcement")
}

// TestFindKeepsToTheRegion: find had passed over region: without a word, and found all.
func TestFindKeepsToTheRegion(t *testing.T) {
	o := newOffice(t)
	o.desk.Catalog.AuthorityIDs = []string{"CAC", "SHCA"}
	o.desk.Catalog.Names = placed{regions: map[feeds.AuthorityID]string{"CAC": "CN", "SHCA": "CN-SH"}}
	by := func(a feeds.AuthorityID) string {
		return string(o.publish("", "标题", func(i *feeds.Item) { i.Reading.Authorities = []feeds.AuthorityID{a} }))
	}
	cac, sh := by("CAC"), by("SHCA")
	p := o.person(here, "Ann")
	for line, want := range map[string]string{"find region:sh": sh, "find 标题 region:shanghai": sh, "find region:china": cac, "find 标题 region:china": cac} {
		answer := p.say(line)
		if !strings.HasPrefix(answer, "1 page found") || !strings.Contains(answer, "["+want+"]") {
			t.Errorf("%s: %s", line, answer)
		}
	}
	o.desk.Catalog.Issuers = func(string) []feeds.AuthorityID { return nil }
	p.wants("find region:sh", "Nothing found")
}
