package web_test

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/bot/bottest"
	"github.com/regwire/regwire/bot/command"
	"github.com/regwire/regwire/bot/digest"
	"github.com/regwire/regwire/bot/web"
	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/store"
)

// The real store has what the pages need.
var (
	_ web.Items  = (*store.Store)(nil)
	_ web.Visits = (*store.Store)(nil)
)

// archive is a store in memory, with the rules of the real one that pages rely on.
type archive struct {
	events []feeds.Event // newest first
	items  map[feeds.ItemID]feeds.Item
	visits []feeds.Visit
	fail   error
	// joined was found, and is part of another event by the time it is asked for.
	joined feeds.EventID
}

func (a *archive) Item(_ context.Context, id feeds.ItemID) (feeds.Item, error) {
	if i, ok := a.items[id]; ok && a.fail == nil {
		return i, nil
	}
	if a.fail != nil {
		return feeds.Item{}, a.fail
	}
	return feeds.Item{}, feeds.ErrNotFound
}

func (a *archive) Event(_ context.Context, id feeds.EventID) (feeds.Event, []feeds.Item, error) {
	if a.fail != nil {
		return feeds.Event{}, nil, a.fail
	}
	for _, e := range a.events {
		if e.ID == id && id != a.joined {
			return e, a.of(e), nil
		}
	}
	return feeds.Event{}, nil, feeds.ErrNotFound
}

func (a *archive) of(e feeds.Event) []feeds.Item {
	items := make([]feeds.Item, len(e.Items))
	for i, id := range e.Items {
		items[i] = a.items[id]
		items[i].Text = ""
	}
	return items
}

// Find forgets to leave out private events, so that a test sees the pages do it.
func (a *archive) Find(_ context.Context, q bot.Query) ([]bot.Hit, int, error) {
	if a.fail != nil {
		return nil, 0, a.fail
	}
	var hits []bot.Hit
	for _, e := range a.events {
		if a.wants(q, e) {
			hits = append(hits, bot.Hit{Event: e, Item: a.items[e.Lead]})
		}
	}
	total := len(hits)
	hits = hits[min(q.Offset, total):]
	if q.Limit > 0 {
		hits = hits[:min(q.Limit, len(hits))]
	}
	return hits, total, nil
}

func (a *archive) wants(q bot.Query, e feeds.Event) bool {
	f := q.Filter
	if len(f.Topics) > 0 && !slices.ContainsFunc(e.Reading.Topics, func(t feeds.Topic) bool { return slices.Contains(f.Topics, t) }) {
		return false
	}
	if len(f.Sections) > 0 && !slices.Contains(f.Sections, e.Reading.Section) {
		return false
	}
	hay := bot.Fold(e.Title + e.Reading.TitleEN.Text)
	return !slices.ContainsFunc(q.Words, func(w string) bool { return !strings.Contains(hay, bot.Fold(w)) })
}

func (a *archive) Visits(context.Context) ([]feeds.Visit, error) { return a.visits, a.fail }

// names are the few names that the tests need.
type names struct{ bottest.Names }

func (names) AuthorityInFull(id feeds.AuthorityID) string {
	en, _ := names{}.Authority(id)
	return en
}

func (names) Authority(id feeds.AuthorityID) (en, zh string) {
	return map[feeds.AuthorityID]string{"TC260": "TC260", "SHCA": "Shanghai Communications Administration"}[id],
		map[feeds.AuthorityID]string{"TC260": "全国信息安全标准化技术委员会", "SHCA": "上海市通信管理局"}[id]
}
func (names) Local(id feeds.AuthorityID) bool { return id == "SHCA" }
func (names) Source(id feeds.SourceID) (s feeds.Source, ok bool) {
	for _, s := range sources {
		if s.ID == id {
			return s, true
		}
	}
	return s, false
}

var sources = []feeds.Source{
	{ID: "tc260-notices", NameEN: "TC260, notices", NameZH: "信安标委通知公告", Host: "www.tc260.org.cn"},
	{ID: "shca-notices", NameEN: "Shanghai Communications Administration, notices", NameZH: "上海通管局通知", Host: "shca.miit.gov.cn"},
	{ID: "old-paper", NameEN: "Old paper", NameZH: "旧报", Host: "paper.example.cn", Disabled: "closed in 2021"},
	{ID: "team-feed", NameEN: "A team's own feed", Host: "private.example.com", Workspace: "slack:T1"},
}

var now = time.Date(2022, 9, 30, 18, 0, 0, 0, feeds.Shanghai)

func day(d int) time.Time { return time.Date(2022, 9, d, 16, 5, 0, 0, feeds.Shanghai) }

const draftTitle = "信息安全技术 网络数据分类分级要求（征求意见稿）"

// september is an archive of three public events and a private one.
func september() *archive {
	draft := feeds.Reading{
		Version: "7", Relevance: feeds.Relevant, Topics: []feeds.Topic{"standards"}, Section: feeds.Legislation,
		Reasons:     []feeds.Reason{{For: "relevance", Words: "数据分类分级", Weight: 3, In: "title"}},
		Authorities: []feeds.AuthorityID{"TC260"}, DocType: "standard", Force: "recommended standard", Stage: feeds.StageDraft,
		Dates:    feeds.Dates{CommentCloses: feeds.Date{Day: "2022-11-13", Quote: feeds.Quote{Text: "征求意见截止日期为2022年11月13日", In: "text", Offset: 12}}},
		Contacts: []string{"e-mail"}, PlanNumbers: []string{"20220787-T-469"}, LegalBasis: []feeds.LawID{"DSL"},
		TitleEN: feeds.Gloss{Text: "Information Security Technology – Network Data Classification and Grading Requirements (Draft for Comments)", By: "ours"},
		Summary: []feeds.Sentence{{EN: "Sorts data into core, important and general.", ZH: "将数据分为核心、重要、一般。", Quotes: []feeds.Quote{{Text: "数据分为核心数据、重要数据、一般数据", In: "attachment:标准文本.docx", Offset: 3}}}},
		Scope:   []feeds.Quote{{Text: "本文件适用于行业主管部门和数据处理者", In: "text", Offset: 40}},
	}
	naming := feeds.Reading{
		Version: "7", Relevance: feeds.Relevant, Topics: []feeds.Topic{"app_enforcement"}, Section: feeds.EnforcementCase,
		Authorities: []feeds.AuthorityID{"SHCA"}, DocType: "enforcement_notice",
		Figures: []feeds.Figure{{Name: "apps", Value: 127, Quote: feeds.Quote{Text: "127款APP", In: "text"}}},
		Dates:   feeds.Dates{Rectify: feeds.Date{Day: "2022-09-30", Before: true, Quote: feeds.Quote{Text: "应在9月30日前完成整改", In: "text"}}},
		Apps:    &feeds.AppList{Expected: 127, From: "table", Rows: []feeds.AppRow{{Row: 1, Name: "示例", Developer: "某公司", Version: "1.2", Store: "应用宝", Problem: "违规收集个人信息"}}},
		TitleEN: feeds.Gloss{By: "none"},
	}
	a := &archive{items: map[feeds.ItemID]feeds.Item{}}
	a.add(feeds.Event{
		ID: "e3", Published: "2022-09-23", Title: "上海市通信管理局关于侵害用户权益行为APP的通报", Reading: naming,
		Lineage: []feeds.Link{{Event: "e2", Relation: "followed_by_removal", Quote: "逾期未整改的将予以下架"}},
	},
		feeds.Item{ID: "i3", Source: "shca-notices", Authority: "SHCA", URL: "https://mp.weixin.qq.com/s/abc", Host: "mp.weixin.qq.com", Copy: strings.Repeat("3e", 32)})
	a.add(feeds.Event{ID: "e4", Published: "2022-09-20", Title: "Private matter", Workspace: "slack:T1", Reading: draft},
		feeds.Item{ID: "i4", Workspace: "slack:T1", URL: "https://private.example.com/1", Text: "secret text", Copy: strings.Repeat("4e", 32)})
	a.add(feeds.Event{ID: "e1", Published: "2022-09-14", Title: draftTitle, Reading: draft},
		feeds.Item{
			ID: "i1", Source: "tc260-notices", Authority: "TC260", URL: "https://www.tc260.org.cn/front/bzzqyjDetail.html?id=20220914&norm_id=1", Host: "www.tc260.org.cn", Copy: strings.Repeat("1e", 32),
			Text: "第一段。\n第二段 <b>不是标记</b>。", Article: feeds.Article{Attachments: []feeds.Attachment{{Name: "标准文本.docx", URL: "https://www.tc260.org.cn/file/1.docx", How: "docx", Read: "范围"}, {Name: "意见表.doc", URL: "javascript:alert(1)", Unread: "old Word format"}}},
		})
	a.add(feeds.Event{ID: "e2", Title: "关于下架侵害用户权益APP的通报", Reading: feeds.Reading{Relevance: feeds.Unsure, Section: feeds.OtherSection, TitleEN: feeds.Gloss{By: "none"}}},
		feeds.Item{ID: "i2", Source: "shca-notices", Authority: "SHCA", URL: "http://shca.miit.gov.cn/2.html", Host: "shca.miit.gov.cn", State: feeds.ItemTitleOnly, Unread: "rendered by script"})
	a.visits = []feeds.Visit{
		{Source: "tc260-notices", Good: day(30), LastNew: day(14), Health: feeds.Health{State: feeds.HealthOK}},
		{Source: "shca-notices", Good: day(12), Health: feeds.Health{State: feeds.HealthBroken, Reason: "answers 412 since 12 Sep"}},
	}
	return a
}

func (a *archive) add(e feeds.Event, i feeds.Item) {
	e.Revision, e.Born, e.Changed = 1, day(25), day(25)
	e.Changes = []feeds.Change{{Revision: 1, At: day(25), What: "new", News: true}}
	e.Items, e.Lead = []feeds.ItemID{i.ID}, i.ID
	i.Event, i.Title, i.Published, i.Found, i.Reading = e.ID, e.Title, e.Published, day(25), e.Reading
	if i.State == "" {
		i.State, i.ReadAt = feeds.ItemRead, day(25)
	}
	a.items[i.ID] = i
	a.events = append(a.events, e)
}

// issue is the newsletter of a month's public events.
func (a *archive) issue(_ context.Context, month string, lang bot.Lang) (digest.Issue, error) {
	var entries []digest.Entry
	for _, e := range a.events {
		if e.Workspace == "" && strings.HasPrefix(string(e.Published), month) {
			entries = append(entries, digest.Entry{Event: e, Item: a.items[e.Lead]})
		}
	}
	return digest.Monthly(month, entries, digest.Made{Names: names{}, Base: "https://regwire.example", Lang: lang}), a.fail
}

func pages(a *archive) *web.Pages {
	return web.New(web.Deps{
		Items: a, Names: names{}, Visits: a, Sources: sources,
		Topics: []command.Topic{{ID: "standards", EN: "Standards", ZH: "标准"}, {ID: "app_enforcement", EN: "App enforcement", ZH: "APP治理"}},
		Copies: func(_ context.Context, id feeds.ItemID) ([]byte, string, error) {
			return []byte("<html><script>alert('" + string(id) + "')</script>"), "text/html; charset=gb2312", nil
		},
		Evidence: func(_ context.Context, e feeds.Event, items []feeds.Item, w io.Writer) error {
			for _, i := range items {
				fmt.Fprintf(w, "%s %s\n", e.ID, i.ID)
			}
			return nil
		},
		Issue: a.issue,
		Duties: func(_ context.Context, e feeds.Event, items []feeds.Item) (command.Duties, error) {
			if e.ID != "e1" {
				return command.Duties{}, nil
			}
			return command.Duties{Event: e.ID, URL: items[0].URL, Draft: true, Rows: []feeds.Duty{
				{Article: "第三条", Number: "3", Who: "数据处理者", WhoEN: "data handlers", Term: "30日内", TermEN: "within 30 days", Text: "数据处理者应当在30日内<备案>。"},
				{Article: "第四条", Number: "4", Forbids: true, Text: "不得转让" + e.Title + "。"},
			}}, nil
		},
		// It forgets to leave out private events too.
		Echoes: func(_ context.Context, w feeds.WorkspaceID, e feeds.Event) (command.Echoes, error) {
			if e.ID != "e1" || w != "" {
				return command.Echoes{}, nil
			}
			return command.Echoes{Hits: []bot.Hit{
				{Event: feeds.Event{ID: "e71", Title: "上海指引<b>", Lead: "i71"}, Item: feeds.Item{ID: "i71", Authority: "SHCA"}},
				{Event: feeds.Event{ID: "e72", Title: "内部", Workspace: "slack:T1"}},
			}}, nil
		},
		Base: "https://regwire.example", Now: func() time.Time { return now }, Log: slog.New(slog.DiscardHandler),
	})
}

// TestARuleLeadsToWhatProvincesMadeOfIt on its page, in either language, and to nothing
// private.
func TestARuleLeadsToWhatProvincesMadeOfIt(t *testing.T) {
	h := pages(september()).Handler()
	for path, want := range map[string]string{
		"/event/e1": "<h2>In the provinces</h2>\n<p><span>1 document of provinces that names it", "/event/e1?lang=zh": "<h2>各地落实</h2>\n<p><span>各地已见1件",
	} {
		body := get(h, path).Body.String()
		if !strings.Contains(body, want) || !strings.Contains(body, `/event/e71`) || !strings.Contains(body, "上海指引&lt;b&gt;") || strings.Contains(body, "内部") {
			t.Errorf("%s lacks %q in\n%s", path, want, body)
		}
	}
	if strings.Contains(get(h, "/event/e2").Body.String(), "In the provinces") {
		t.Error("a page without any has the heading")
	}
}

// What an English site publishes is read aloud in English, and a text whose page was
// not kept is called no archived copy.
func TestEnglishPageIsEnglishAndItsTextNoCopy(t *testing.T) {
	a := september()
	reading := feeds.Reading{Relevance: feeds.Relevant, Dates: feeds.Dates{Published: feeds.Date{Day: "2022-09-24", Quote: feeds.Quote{Text: "24 September 2022", In: "text"}}}}
	a.add(feeds.Event{ID: "e99", Title: "Police solve cases", Published: "2022-09-25", Reading: reading}, feeds.Item{ID: "i99", Source: "links", URL: "https://p.example/1"})
	body := get(pages(a).Handler(), "/event/e99").Body.String()
	for _, want := range []string{`<span lang="en"><a href="https://p.example/1"`, `<a href="/copy/i99">Text as read</a>`, `<q lang="en">24 September 2022</q>`, "<dt>Date in the text</dt>"} {
		if !strings.Contains(body, want) {
			t.Errorf("no %s in\n%s", want, body)
		}
	}
	if strings.Contains(body, "Archived copy") {
		t.Error("a page that was not kept is called an archived copy")
	}
}
