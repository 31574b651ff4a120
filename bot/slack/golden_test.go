package slack

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/bot/bottest"
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
	switch id {
	case "TC260":
		return "TC260", "全国信息安全标准化技术委员会"
	case "SHCA":
		return "Shanghai Communications Administration", "上海市通信管理局"
	}
	return "Cyberspace Administration of Jiangsu", "江苏省互联网信息办公室"
}
func (names) Local(id feeds.AuthorityID) bool { return id != "TC260" }

func view() bot.View {
	return bot.View{Now: time.Date(2022, 9, 14, 10, 0, 0, 0, time.UTC), Names: names{}, Zone: time.UTC, Base: "https://regwire.example"}
}

func day(d feeds.Day, words string) feeds.Date {
	return feeds.Date{Day: d, Quote: feeds.Quote{Text: words, In: "text"}}
}

// consultation, naming and guide are three events as alerts are meant to read: an
// open draft, a notice that names apps by a submitted link, a provincial guide.
func consultation() bot.Message {
	found := time.Date(2022, 9, 14, 8, 5, 0, 0, time.UTC)
	e := feeds.Event{ID: "e1", Revision: 1, Lead: "i1", Published: "2022-09-14", Title: "信息安全技术 网络数据分类分级要求（征求意见稿）", Reading: feeds.Reading{
		Authorities: []feeds.AuthorityID{"TC260"}, DocType: "standard", Force: "recommended standard", Stage: feeds.StageDraft,
		Dates:    feeds.Dates{CommentCloses: day("2022-11-13", "请于2022年11月13日前反馈意见")},
		Contacts: []string{"e-mail", "online form"},
		TitleEN:  feeds.Gloss{Text: "Information Security Technology – Network Data Classification and Grading Requirements (Draft for Comments)", By: "ours"},
		Summary:  []feeds.Sentence{{EN: "Sorts data into core, important and general.", ZH: "将数据分为核心数据、重要数据、一般数据。"}},
	}}
	i := feeds.Item{
		ID: "i1", Source: "tc260", URL: "https://www.tc260.org.cn/front/bzzqyjDetail.html?id=1&norm_id=2", Host: "www.tc260.org.cn", Title: e.Title, Published: e.Published, Authority: "TC260", Found: found, ReadAt: found, Copy: "c0ffee", State: feeds.ItemRead,
		Article: feeds.Article{Attachments: []feeds.Attachment{{Name: "标准文本.docx", How: "docx"}, {Name: "意见汇总表.doc", Unread: "doc"}}},
	}
	return bot.Alert(e, []feeds.Item{i}, view())
}

func naming() bot.Message {
	found := time.Date(2022, 9, 24, 3, 0, 0, 0, time.UTC)
	rows := make([]feeds.AppRow, 127)
	for i := range rows {
		rows[i] = feeds.AppRow{Row: i + 1, Name: fmt.Sprintf("应用%d", i+1)}
	}
	e := feeds.Event{ID: "e2", Revision: 1, Lead: "i2", Published: "2022-09-23", Title: "上海市通信管理局关于侵害用户权益行为APP的通报", Reading: feeds.Reading{
		Authorities: []feeds.AuthorityID{"SHCA"}, DocType: "enforcement_notice", Section: feeds.EnforcementCase, Topics: []feeds.Topic{"app_enforcement"},
		Dates:    feeds.Dates{Rectify: day("2022-09-30", "请于9月30日前完成整改")},
		Figures:  []feeds.Figure{{Name: "apps", Value: 127}},
		Problems: []string{"illegal collection", "illegal use", "forced, frequent or excessive permission requests"},
		Apps:     &feeds.AppList{Expected: 127, Rows: rows, From: "table"},
		TitleEN:  feeds.Gloss{Text: "Notice on Apps Infringing Users' Rights & Interests", By: "ours"},
	}}
	i := feeds.Item{ID: "i2", Source: "submitted", URL: "https://mp.weixin.qq.com/s?__biz=a&mid=1", Host: "mp.weixin.qq.com", Title: e.Title, Published: e.Published, Authority: "SHCA", Found: found, ReadAt: found, State: feeds.ItemRead, Submitted: &feeds.Submission{}}
	return bot.Alert(e, []feeds.Item{i}, view())
}

func guide() bot.Message {
	found := time.Date(2022, 9, 2, 3, 0, 0, 0, time.UTC)
	e := feeds.Event{ID: "e3", Revision: 1, Lead: "i3", Published: "2022-09-02", Title: "江苏省数据出境安全评估申报工作指引（第一版）", Reading: feeds.Reading{
		Authorities: []feeds.AuthorityID{"JSCAC"}, DocType: "guideline", Force: "guidance", Stage: feeds.StageIssued,
		TitleEN: feeds.Gloss{Text: "Guidelines for Application of Security Assessment for Cross-border Data Transfer of Jiangsu Province (1st Edition)", By: "ours"},
	}}
	i := feeds.Item{ID: "i3", Source: "jscac", URL: "http://www.jswx.gov.cn/a.shtml", Host: "www.jswx.gov.cn", Title: e.Title, Published: e.Published, Authority: "JSCAC", Found: found, ReadAt: found, State: feeds.ItemRead}
	return bot.Alert(e, []feeds.Item{i}, view())
}

// list is a burst of alerts as one list.
func list() bot.Message {
	m := bot.Message{Kind: bot.KindDigest}
	m.Add(bot.Headline, bot.Line{bot.Say("burst.head", 24).As(bot.Bold)})
	for n := range 24 {
		e := feeds.Event{ID: feeds.EventID(fmt.Sprintf("e%d", n+1)), Revision: 1, Published: "2022-09-14", Title: fmt.Sprintf("关于第%d批侵害用户权益行为APP的通报", n+1), Reading: feeds.Reading{
			Authorities: []feeds.AuthorityID{"SHCA"}, TitleEN: feeds.Gloss{Text: fmt.Sprintf("Notice on Batch %d of Apps Infringing Users' Rights", n+1), By: "ours"},
		}}
		m.Add(bot.Bullets, bot.Short(e, nil, view()))
	}
	return m
}

// goldens are the messages whose call is kept as a file.
func goldens() []golden {
	stamp := func(m bot.Message, kind bot.Kind) bot.Message {
		m.Kind = kind
		m.Delivery = bot.DeliveryKey{Channel: legal.ID, Kind: kind, Subject: string(m.Subject)}.String()
		return m
	}
	followup := stamp(hello(), bot.KindFollowup)
	followup.Thread, followup.Broadcast, followup.Repeat = bot.Reference{ID: "1664500000.000100"}, true, true
	return []golden{
		{"consultation", bot.English, stamp(consultation(), bot.KindAlert)},
		{"consultation_both", bot.Both, stamp(consultation(), bot.KindAlert)},
		{"naming", bot.English, stamp(naming(), bot.KindAlert)},
		{"naming_zh", bot.Chinese, stamp(naming(), bot.KindAlert)},
		{"guide", bot.English, stamp(guide(), bot.KindAlert)},
		{"list", bot.English, stamp(list(), bot.KindDigest)},
		{"followup", bot.English, followup},
	}
}

type golden struct {
	name    string
	lang    bot.Lang
	message bot.Message
}

// callOf is the call that posts the message, as the JSON of its arguments.
func callOf(t *testing.T, lang bot.Lang, m bot.Message) []byte {
	t.Helper()
	d := newDouble(t, nil)
	c := legal
	c.Lang = lang
	if _, err := platform(t, d.URL+"/api/").Post(t.Context(), c, m); err != nil {
		t.Fatal(err)
	}
	args := map[string]any{}
	for key, values := range d.seen()[0].Form {
		switch v := values[0]; {
		case key == "token":
		case strings.HasPrefix(v, "{") || strings.HasPrefix(v, "["):
			var value any
			if err := json.Unmarshal([]byte(v), &value); err != nil {
				t.Fatal(err)
			}
			args[key] = value
		case v == "true" || v == "false":
			args[key] = v == "true"
		default:
			args[key] = v
		}
	}
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(args); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestGoldenCalls(t *testing.T) {
	for _, g := range goldens() {
		t.Run(g.name, func(t *testing.T) {
			compare(t, filepath.Join("testdata", g.name+".json"), callOf(t, g.lang, g.message))
			holds(t, g.message, g.lang)
		})
	}
}

func compare(t *testing.T, path string, got []byte) {
	t.Helper()
	if *update {
		if err := os.WriteFile(path, got, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s differs; -update writes it anew. Got:\n%s", path, got)
	}
}

// judge is the path of a program of the judges in testdata/types, which npm ci
// installs there; "" when they are not, which is a failure in CI.
func judge(t *testing.T, name string) string {
	t.Helper()
	path, err := filepath.Abs(filepath.Join("testdata", "types", "node_modules", name))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(path); err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatalf("the judges are not installed: npm ci --ignore-scripts in bot/slack/testdata/types: %v", err)
		}
		t.Logf("not judged: %v", err)
		return ""
	}
	return path
}

// argumentTypes are the types that the arguments of a method must have. What is
// sent to the address for an answer has none in Slack's library.
var argumentTypes = map[string]string{
	"chat.postMessage": "ChatPostMessageArguments", "chat.postEphemeral": "ChatPostEphemeralArguments", "chat.update": "ChatUpdateArguments",
	"chat.scheduleMessage": "ChatScheduleMessageArguments", "chat.deleteScheduledMessage": "ChatDeleteScheduledMessageArguments",
	"views.open": "Trigger<ViewsOpenArguments>", "views.update": "ViewsUpdateArguments", "views.publish": "ViewsPublishArguments", "respond": "Answer",
}

// TestSlacksOwnTypesTakeWhatWeSend compiles every golden file as the arguments
// that Slack's own library declares, and the manifest as a manifest.
func TestSlacksOwnTypesTakeWhatWeSend(t *testing.T) {
	tsc := judge(t, "typescript/bin/tsc")
	if tsc == "" {
		return
	}
	node, err := exec.LookPath("node")
	if err != nil {
		t.Fatal(err)
	}
	modules := filepath.Dir(filepath.Dir(filepath.Dir(tsc)))
	var source bytes.Buffer
	source.WriteString("import type { AppsManifestCreateArguments, ChatPostMessageArguments, ChatPostEphemeralArguments, ChatUpdateArguments, ChatScheduleMessageArguments, ChatDeleteScheduledMessageArguments, ViewsOpenArguments, ViewsUpdateArguments, ViewsPublishArguments } from '@slack/web-api';\ntype Trigger<T> = Omit<T, 'trigger_id'>;\ntype Manifest = AppsManifestCreateArguments['manifest'];\ntype Answer = { text: string; blocks: KnownBlock[]; response_type: 'ephemeral' | 'in_channel'; replace_original: boolean; delete_original: false; parse: 'none'; unfurl_links: false; unfurl_media: false; thread_ts?: string };\nimport type { KnownBlock, View } from '@slack/types';\n")
	files, err := filepath.Glob("testdata/*.json")
	if err != nil || len(files) < len(goldens()) {
		t.Fatalf("%d golden files: %v", len(files), err)
	}
	for i, f := range files {
		raw, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		kind := "ChatPostMessageArguments"
		if strings.HasPrefix(filepath.Base(f), "view_") {
			kind = "View"
		}
		fmt.Fprintf(&source, "// %s\nexport const m%d: %s = %s;\n", filepath.Base(f), i, kind, raw)
		var args struct {
			Blocks json.RawMessage `json:"blocks"`
		}
		if err := json.Unmarshal(raw, &args); err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&source, "export const b%d: KnownBlock[] = %s;\n", i, args.Blocks)
	}
	for i, x := range keptConversation(t) {
		for n, c := range x.Calls {
			if c.Method == "chat.scheduleMessage" {
				c.Args["post_at"] = "1664532000" // an hour is no part of what is kept
			}
			fmt.Fprintf(&source, "// %q\nexport const c%d_%d: %s = %s;\n", x.Step, i, n, argumentTypes[c.Method], asJSON(c.Args))
		}
	}
	fmt.Fprintf(&source, "export const manifest: Manifest = %s;\n", manifest(t))
	// A judge that lets everything pass is none: these must be refused.
	wrong := []string{
		`{channel:"C1",text:"x",blocks:[{type:"section",text:{type:"mrkdwn",txt:"x"}}]}`,
		`{channel:"C1",text:"x",blocks:[{type:"actions",elements:[{type:"overflow",optionz:[]}]}]}`,
	}
	for i, w := range wrong {
		fmt.Fprintf(&source, "// @ts-expect-error\nexport const w%d: ChatPostMessageArguments = %s;\n", i, w)
	}
	dir := t.TempDir()
	config := fmt.Sprintf(`{"compilerOptions":{"strict":true,"noEmit":true,"skipLibCheck":true,"module":"esnext","moduleResolution":"bundler","target":"es2022","types":[],"paths":{"@slack/*":[%q]}},"files":["calls.ts"]}`, filepath.ToSlash(modules)+"/@slack/*")
	for name, text := range map[string][]byte{"calls.ts": source.Bytes(), "tsconfig.json": []byte(config)} {
		if err := os.WriteFile(filepath.Join(dir, name), text, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if out, err := exec.CommandContext(t.Context(), node, tsc, "-p", dir).CombinedOutput(); err != nil {
		t.Errorf("tsc: %v\n%s", err, out)
	}
}
