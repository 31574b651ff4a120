package teams

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/bot/bottest"
	"github.com/regwire/regwire/bot/command"
	"github.com/regwire/regwire/feeds"
)

var update = flag.Bool("update", false, "write the golden files anew")

// names are the few names that the examples need.
type names struct{ bottest.Names }

func (names) AuthorityInFull(id feeds.AuthorityID) string {
	en, _ := names{}.Authority(id)
	return en
}

func (names) Authority(id feeds.AuthorityID) (en, zh string) {
	if id == "TC260" {
		return "TC260", "全国信息安全标准化技术委员会"
	}
	return "Shanghai Communications Administration", "上海市通信管理局"
}
func (names) Local(id feeds.AuthorityID) bool { return id != "TC260" }

func view() bot.View {
	return bot.View{Now: testNow, Names: names{}, Zone: time.UTC, Base: "https://regwire.example"}
}

func dated(d feeds.Day, words string) feeds.Date {
	return feeds.Date{Day: d, Quote: feeds.Quote{Text: words, In: "text"}}
}

// draft is an open consultation, naming a notice with a list of apps by a link
// that somebody submitted.
func draft() bot.Message {
	e := feeds.Event{ID: "e1", Revision: 1, Lead: "i1", Published: "2022-09-14", Title: "信息安全技术 网络数据分类分级要求（征求意见稿）", Reading: feeds.Reading{
		Authorities: []feeds.AuthorityID{"TC260"}, DocType: "standard", Force: "recommended standard", Stage: feeds.StageDraft,
		Dates:   feeds.Dates{CommentCloses: dated("2022-11-13", "请于2022年11月13日前反馈意见")},
		TitleEN: feeds.Gloss{Text: "Information Security Technology – Network Data Classification and Grading Requirements (Draft for Comments)", By: "ours"},
		Summary: []feeds.Sentence{{EN: "Sorts data into core, important and general.", ZH: "将数据分为核心数据、重要数据、一般数据。"}},
	}}
	i := feeds.Item{
		ID: "i1", Source: "tc260", URL: "https://www.tc260.org.cn/front/bzzqyjDetail.html?id=1&norm_id=2", Host: "www.tc260.org.cn", Title: e.Title, Published: e.Published, Authority: "TC260", Found: testNow.AddDate(0, 0, -16), ReadAt: testNow, Copy: "c0ffee", State: feeds.ItemRead,
		Article: feeds.Article{Attachments: []feeds.Attachment{{Name: "标准文本.docx", How: "docx"}, {Name: "意见汇总表.doc", Unread: "doc"}}},
	}
	return bot.Alert(e, []feeds.Item{i}, view())
}

func naming() bot.Message {
	rows := make([]feeds.AppRow, 127)
	for i := range rows {
		rows[i] = feeds.AppRow{Row: i + 1, Name: fmt.Sprintf("应用%d", i+1)}
	}
	e := feeds.Event{ID: "e2", Revision: 1, Lead: "i2", Published: "2022-09-23", Title: "上海市通信管理局关于侵害用户权益行为APP的通报", Reading: feeds.Reading{
		Authorities: []feeds.AuthorityID{"SHCA"}, DocType: "enforcement_notice", Section: feeds.EnforcementCase, Dates: feeds.Dates{Rectify: dated("2022-09-30", "请于9月30日前完成整改")},
		Apps: &feeds.AppList{Expected: 127, Rows: rows, From: "table"}, TitleEN: feeds.Gloss{Text: "Notice on Apps Infringing Users' Rights & Interests", By: "ours"},
	}}
	i := feeds.Item{ID: "i2", Source: "submitted", URL: "https://mp.weixin.qq.com/s?__biz=a&mid=1", Host: "mp.weixin.qq.com", Title: e.Title, Published: e.Published, Authority: "SHCA", Found: testNow, ReadAt: testNow, State: feeds.ItemRead, Submitted: &feeds.Submission{}}
	return bot.Alert(e, []feeds.Item{i}, view())
}

// list is a burst of alerts as one list, longer than a flow takes.
func list() bot.Message {
	m := bot.Message{Kind: bot.KindDigest}
	m.Add(bot.Headline, bot.Line{bot.Say("burst.head", 40).As(bot.Bold)})
	for n := range 40 {
		e := feeds.Event{ID: feeds.EventID(fmt.Sprintf("e%d", n+1)), Revision: 1, Published: "2022-09-14", Title: fmt.Sprintf("关于第%d批侵害用户权益行为APP的通报", n+1), Reading: feeds.Reading{
			Authorities: []feeds.AuthorityID{"SHCA"}, TitleEN: feeds.Gloss{Text: fmt.Sprintf("Notice on Batch %d of Apps Infringing Users' Rights", n+1), By: "ours"},
		}}
		m.Add(bot.Bullets, bot.Short(e, nil, view()))
	}
	return m
}

// deadlines is a list of dates, with a part that stands apart.
func deadlines() bot.Message {
	var m bot.Message
	m.Add(bot.Headline, bot.Line{bot.Say("deadlines.head", 2, 60).As(bot.Bold)})
	m.Add(bot.Bullets,
		bot.Line{bot.Say("deadlines.row", feeds.Day("2022-10-15"), 15, bot.Phrase("deadline.comments")), bot.Quote(" · A draft").To("https://www.cac.gov.cn/a")},
		bot.Line{bot.Say("deadlines.row", feeds.Day("2022-11-13"), 44, bot.Phrase("deadline.effective")), bot.Quote(" · Measures").As(bot.Italic)})
	m.Add(bot.Divider)
	m.Add(bot.Quoted, bot.Line{bot.Quote("请于2022年11月13日前反馈意见")})
	m.Add(bot.Context, bot.Line{bot.Say("help.example"), bot.Quote("deadlines 30d").As(bot.Code)})
	return m
}

// wrongForm is a form that came back: something is wrong, and what was typed stands.
func wrongForm() bot.Message {
	m := form()
	m.Form[0].Value = "cookies"
	m.Form[1].Value, m.Form[1].Error = "数据 {{x}} ${y}", "mistake.ours"
	return m
}

// help is the answer to "help", of the desk itself.
func help(t *testing.T) bot.Message {
	t.Helper()
	m, err := (&command.Desk{Now: func() time.Time { return testNow }}).Handle(t.Context(), bot.Command{Verb: "help"})
	if err != nil {
		t.Fatal(err)
	}
	return m
}

type golden struct {
	name    string
	lang    bot.Lang
	target  target
	message bot.Message
}

func goldens(t *testing.T) []golden {
	t.Helper()
	talks := conversationTarget(origin{"subscribe", []string{"here"}})
	silent := flowTarget
	repeat, plain := naming(), draft()
	repeat.Repeat, plain.Plain, plain.Repeat = true, true, true
	return []golden{
		{"draft", bot.English, talks, draft()},
		{"draft_both", bot.Both, talks, draft()},
		{"draft_flow", bot.Both, silent, draft()},
		{"draft_plain", bot.English, talks, plain},
		{"naming", bot.English, talks, naming()},
		{"naming_zh_repeat", bot.Chinese, silent, repeat},
		{"list", bot.English, talks, list()},
		{"list_flow", bot.English, silent, list()},
		{"deadlines", bot.English, talks, deadlines()},
		{"form", bot.English, talks, form()},
		{"form_wrong", bot.Chinese, talks, wrongForm()},
		{"help", bot.English, talks, help(t)},
	}
}

func TestCardsAreAsTheyWereSeen(t *testing.T) {
	for _, g := range goldens(t) {
		t.Run(g.name, func(t *testing.T) {
			raw, err := feeds.JSON(layout(g.message, g.lang, g.target))
			if err != nil {
				t.Fatal(err)
			}
			var got bytes.Buffer
			if err := json.Indent(&got, raw, "", "  "); err != nil {
				t.Fatal(err)
			}
			got.WriteByte('\n')
			path := filepath.Join("testdata", "cards", g.name+".json")
			if *update {
				if err := os.WriteFile(path, got.Bytes(), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(got.Bytes(), want) && g.name != "help" { // help grows with the verbs
				t.Errorf("%s differs; -update writes it anew. Got:\n%s", path, got.Bytes())
			}
			if size(json.RawMessage(raw)) > g.target.budget {
				t.Errorf("%d bytes of at most %d", size(json.RawMessage(raw)), g.target.budget)
			}
		})
	}
}
