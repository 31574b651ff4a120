package main

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"log/slog"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/bot/command"
	"github.com/regwire/regwire/bot/phrase"
	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/store/storetest"
)

var update = flag.Bool("update", false, "write the expected answers anew")

// recording is a run of the demo: the data directory that it has filled, what it
// wrote, and how it ended.
type recording struct {
	dir       string
	out, errs bytes.Buffer
	code      int
}

// recordedDemo is run once: copies of its store are cheap.
var recordedDemo = sync.OnceValue(func() *recording {
	r := &recording{dir: filepath.Join(shared(), "recorded")}
	p := &program{stdin: strings.NewReader(""), stdout: &r.out, stderr: &r.errs, getenv: func(string) string { return "" }}
	r.code = p.run(context.Background(), []string{"demo", "--once", "--data", r.dir})
	return r
})

// demoHouse is the program over a copy of the demo's store, with a clock that is
// set and what is posted in out.
func demoHouse(t *testing.T, edit func(*config)) (h *house, out *bytes.Buffer, clock *storetest.Clock) {
	t.Helper()
	c := config{Data: demoStore(t), Post: postConfig{Burst: 1000}}
	if edit != nil {
		edit(&c)
	}
	out, clock = &bytes.Buffer{}, storetest.NewClock(time.Date(2022, 10, 8, 12, 0, 0, 0, feeds.Shanghai))
	h, err := build(c, surroundings{now: clock.Now, log: slog.New(slog.DiscardHandler), out: out, posted: func(bot.Delivery, bot.Result) {}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := h.close(); err != nil {
			t.Error(err)
		}
	})
	return h, out, clock
}

// TestAPanicInWhatAnotherProcessAsksForEndsNothing: serve goes on for all others.
func TestAPanicInWhatAnotherProcessAsksForEndsNothing(t *testing.T) {
	h, _, _ := demoHouse(t, nil)
	var errs bytes.Buffer
	code := h.contained([]string{"stats"}, &errs, func() int { panic("no such row") })
	if code != exitFailed || !strings.Contains(errs.String(), "stats failed, and not by your mistake") {
		t.Errorf("exit code %d: %s", code, errs.String())
	}
}

// asked gives a command in the demo's channel.
func asked(t *testing.T, h *house, line string) string {
	t.Helper()
	verb, words := command.ParseLine(line)
	m, err := h.desk.Handle(t.Context(), bot.Command{Actor: bot.Actor{Workspace: demoChannel.Workspace(), User: "you", Channel: demoChannel, Operator: true, Admin: true, Lang: bot.Both}, Verb: verb, Words: words})
	if wrong, ok := errors.AsType[*bot.Mistake](err); ok {
		return "! " + wrong.Say.Words(bot.English, phrase.Say) + "\n"
	}
	if err != nil {
		t.Fatalf("%s: %v", line, err)
	}
	return titles(t, h).Replace(said(m))
}

// titles puts the Chinese titles of the recording in place of the English ones,
// which get better with the glossary.
func titles(t *testing.T, h *house) *strings.Replacer {
	t.Helper()
	hits, err := h.store.Published(t.Context(), demoChannel.Workspace(), "2000-01-01", "2100-01-01", nil)
	if err != nil {
		t.Fatal(err)
	}
	// A title that begins like another one is replaced before it.
	slices.SortFunc(hits, func(a, b bot.Hit) int {
		return len(b.Event.Reading.TitleEN.Text) - len(a.Event.Reading.TitleEN.Text)
	})
	var pairs []string
	for _, x := range hits {
		if en := x.Event.Reading.TitleEN.Text; en != "" {
			pairs = append(pairs, en, x.Event.Title)
		}
	}
	return strings.NewReplacer(pairs...)
}

// said is a message in words, a line each. What stands in a list is sorted and
// ids are dropped: both follow the order in which pages happened to be read.
func said(m bot.Message) string {
	var b strings.Builder
	for _, block := range m.Blocks {
		var lines []string
		for _, l := range block.Lines {
			lines = append(lines, string(block.Kind)+": "+l.Words(bot.English, phrase.Say))
		}
		if block.Kind == bot.Bullets {
			slices.Sort(lines)
		}
		for _, l := range lines {
			b.WriteString(hexForm.ReplaceAllString(idForm.ReplaceAllString(l, "$1#"), "#") + "\n")
		}
	}
	for _, button := range m.Buttons {
		b.WriteString("[" + phrase.Say("en", string(button.Label)) + "] " + idForm.ReplaceAllString(button.Verb+" "+strings.Join(button.Words, " "), "$1#") + "\n")
	}
	return b.String()
}

var hexForm = regexp.MustCompile(`\b[0-9a-f]{64}\b`)

var idForm = regexp.MustCompile(`\b([ei])[0-9]+\b`)

// questions are asked one after the other, so that later ones see what earlier
// ones did.
var questions = []string{
	"help subscribe", "list", "find 数据出境指引没有的词", "latest 3",
	"deadlines 60d", "deadlines 1d", "digest 2022-09", "digest 2021-01", "since 2022-09-30", "since 2022-10-08", "coverage 2022-09",
	"preview app-enforcement", "preview data-export region:cn-js -会议", "preview authority:tc260 stage:draft",
	"why https://www.cac.gov.cn/no/such/page.htm", "why https://nobody.example/",
	"take https://www.tc260.org.cn/portal/article/1/20220914181019",
	"note https://www.tc260.org.cn/portal/article/1/20220914181019 Concerns our classification project",
	`done https://www.tc260.org.cn/portal/article/1/20220914181019 reason:"comments sent on 1 October"`,
	"undone https://www.tc260.org.cn/portal/article/1/20220914181019",
	"save https://www.tc260.org.cn/portal/article/1/20220914181019", "saved",
	"remind https://www.tc260.org.cn/portal/article/1/20220914181019 2022-11-01",
	`mute s1 until:2022-11-01 reason:"company holiday"`, "list", "unmute s1",
	"watch add app 随申行 “Shanghai MaaS” owners:U1,U2", "watch list", "watch remove w1",
	"settings quiet:22:00-07:00 zone:Europe/Berlin workdays:on lang:zh", "settings", "resume",
	"share latest 1", "subscribe data-export", "unsubscribe s2", "subscribe data-exprt", "unknown",
}

func TestAnswers(t *testing.T) {
	h, _, _ := demoHouse(t, nil)
	var got strings.Builder
	for _, q := range questions {
		got.WriteString("> " + q + "\n" + asked(t, h, q) + "\n")
	}
	path := filepath.Join("testdata", "answers.golden")
	if *update {
		if err := os.WriteFile(path, []byte(got.String()), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got.String() != string(want) {
		t.Errorf("answers differ from %s (look at what changed, then run with -update):\n%s", path, firstDifference(got.String(), string(want)))
	}
}

func firstDifference(got, want string) string {
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range g {
		if i >= len(w) || g[i] != w[i] {
			return "got:  " + strings.Join(g[max(0, i-2):min(len(g), i+2)], "\n      ") + "\nwant: " + strings.Join(w[max(0, min(i-2, len(w))):min(len(w), i+2)], "\n      ")
		}
	}
	return "the expected answers go on"
}

func TestDigestIsWrittenInEveryFormat(t *testing.T) {
	h, _, _ := demoHouse(t, nil)
	for _, c := range []struct{ format, holds string }{{"md", "[^19]: "}, {"html", `id="note-19"`}, {"json", `"footnote": 19`}, {"docx", "PK"}} {
		var out bytes.Buffer
		p := &program{stdout: &out, stderr: &out, house: h, lang: bot.Both}
		if code := p.run(t.Context(), []string{"digest", "2022-09", "--format", c.format}); code != 0 || !strings.Contains(out.String(), c.holds) {
			t.Errorf("%s: code %d, lacks %q", c.format, code, c.holds)
		}
	}
	for _, args := range [][]string{{"digest", "2022-09", "--format", "pdf"}, {"list", "--format", "md"}, {"list", "--csv"}} {
		p := &program{stdout: &bytes.Buffer{}, stderr: &bytes.Buffer{}, house: h, lang: bot.Both}
		if code := p.run(t.Context(), args); code != exitUsage {
			t.Errorf("%v: code %d, want %d", args, code, exitUsage)
		}
	}
}
