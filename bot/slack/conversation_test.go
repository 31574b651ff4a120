package slack

import (
	"bytes"
	"cmp"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/regwire/regwire/bot/command"
)

// exchange is one step of the conversation: what a person does, what comes back at
// once, and what the program then asks of Slack.
type exchange struct {
	Step   string   `json:"step"`
	AtOnce any      `json:"at_once,omitempty"`
	Calls  []spoken `json:"calls"`
}

// step is one thing that a person does.
type step struct {
	says string
	do   func(c *talk) any
}

func types(p person, text string) step {
	return step{p.name + " types /regwire " + text, func(c *talk) any { return c.types(p, channelOf, text) }}
}

func presses(p person, place, label string) step {
	return step{fmt.Sprintf("%s presses [%s] of the %s", p.name, label, place), func(c *talk) any { return c.presses(p, place, label) }}
}

// pages that stand in the demo's recording.
const (
	draftPage = "https://www.tc260.org.cn/portal/article/1/20220914181019"
	otherPage = "https://bjca.miit.gov.cn/no/such/page.html"
)

// fields is the form that subscribes, filled in.
func fields(topics []string, authorities, mode string) map[string]any {
	return map[string]any{
		"topics": chosen(topics...), "authorities": typedText(authorities), "region": chosen(), "stages": chosen(), "words": typedText(""), "without": typedText(""),
		"mode": picked(mode), "lang": picked("default"), "followups": picked("thread"),
	}
}

// script is the conversation. It asks for every verb of the table, opens, fills in
// and sends every form, and presses everything that there is to press.
var script = []step{
	{"the demo has begun", func(*talk) any { return nil }},
	types(wang, ""),
	types(wang, "help subscribe"),
	types(wang, "help sbscribe"),
	types(wang, "lates"),
	types(wang, "<!channel> &lt;b&gt; nonsense"),
	{"wang types 10,000 characters", func(c *talk) any { return c.types(wang, channelOf, "find "+strings.Repeat("数据", 5000)) }},
	{"wang mentions @regwire topics", func(c *talk) any { return c.mentions(wang, "topics") }},
	presses(wang, "answer", "Next"),
	{"wang types /regwire latest 3 in a direct message", func(c *talk) any { return c.types(wang, "D0654XYZ", "latest 3") }},

	types(wang, "subscribe"),
	{"wang chooses a topic in the form", func(c *talk) any { return c.fills(wang, fields([]string{"app-enforcement"}, "", "default")) }},
	{"wang sends the form empty", func(c *talk) any { return c.submits(wang, fields(nil, "", "default")) }},
	{"wang sends the form with a code of no authority", func(c *talk) any { return c.submits(wang, fields([]string{"app-enforcement"}, "cac, ciac", "daily")) }},
	{"wang sends the form", func(c *talk) any { return c.submits(wang, fields([]string{"app-enforcement"}, "cac", "daily")) }},
	types(wang, "subscribe data-export,app-enforcement region:cn stage:draft,final -会议 mode:weekly draft:now followups:channel"),
	types(wang, "subscribe data-export,app-enforcement region:cn stage:draft,final -会议 mode:weekly draft:now followups:channel"),
	types(wang, "subscribe data-exprt"),
	types(wang, "subscribe authority:cacc"),
	types(wang, "subscribe colour:red"),
	{"wang subscribes a channel that regwire is not in", func(c *talk) any { return c.types(wang, "C0NOTHERE", "subscribe data-export") }},
	types(wang, "preview app-enforcement"),
	types(wang, "list"),
	types(wang, "list all"),
	types(wang, `mute s3 until:2022-11-01 reason:"company holiday"`),
	types(wang, "list"),
	presses(wang, "answer", "Undo"),
	types(wang, "mute s3 until:yesterday"),
	types(wang, "mute s3 until:2w"),
	types(wang, "unmute s3"),
	types(wang, "unmute s3"),
	types(wang, "unsubscribe s3"),
	types(wang, "unsubscribe s99"),

	types(wang, "find 个人信息"),
	presses(wang, "answer", "Next"),
	presses(wang, "answer", "Back"),
	presses(wang, "answer", "Share here"),
	types(wang, "find 没有这样的词语"),
	types(wang, "share find 数据出境"),
	{"wang shares in a channel that regwire is not in", func(c *talk) any { return c.types(wang, "C0NOTHERE", "share latest 2") }},
	types(wang, "share list"),
	types(wang, "latest"),
	types(wang, "item "+draftPage),
	presses(wang, "answer", "Why this?"),
	presses(wang, "answer", "Remind"),
	presses(wang, "answer", "Save"),
	presses(wang, "answer", "Not one event: split"),
	types(wang, "item e999"),
	types(wang, "why https://www.cac.gov.cn/no/such/page.htm"),
	types(wang, "why https://nobody.example/"),
	presses(wang, "answer", "Submit it"),
	types(wang, "since 2022-09-14"),
	types(wang, "since whenever"),
	types(wang, "deadlines 60d"),
	types(wang, "deadlines ical app-enforcement"),
	types(wang, "deadlines ical off"),
	types(wang, "digest 2022-09"),
	types(wang, "digest september"),
	types(wang, "coverage 2022-09"),

	presses(wang, "card", "Take"),
	presses(wang, "card", "Remind"),
	presses(wang, "card", "Not for us"),
	presses(wang, "card", "Why this?"),
	presses(wang, "card", "Save"),
	presses(wang, "card", "Done"),
	{"wang sends the form without a reason", func(c *talk) any { return c.submits(wang, map[string]any{"reason": typedText("")}) }},
	{"wang sends the form with a reason", func(c *talk) any {
		return c.submits(wang, map[string]any{"reason": typedText("our apps are not among them")})
	}},
	types(wang, "note "+draftPage+" Concerns our &lt;classification&gt; project &amp; its annex"),
	types(wang, "note "+draftPage),
	types(wang, "note "+draftPage+" off"),
	types(wang, "take "+draftPage),
	types(wang, "done "+draftPage+` reason:"comments sent"`),
	presses(wang, "answer", "Undo"),
	types(wang, "undone "+draftPage),
	types(wang, "remind "+draftPage+" 2022-11-01"),
	types(wang, "save "+draftPage),
	types(wang, "saved"),
	types(wang, "feedback "+draftPage+" yes"),
	types(wang, "feedback "+draftPage),

	types(wang, "event join {25} {27}"),
	types(li, "event link {25} {27} final-of"),
	presses(li, "answer", "Undo"),
	types(li, "event join {25} {27}"),
	presses(li, "answer", "Undo"),
	types(li, "event split {19}"),
	presses(li, "answer", "Split off"),
	types(li, "event paint {25}"),

	types(wang, "watch add app 随申行 owners:U0789GHI,U0654XYZ"),
	types(li, "watch add app “Acme Pay” owners:&lt;@U0789GHI&gt;,&lt;@U0654XYZ&gt; nomatch:weekly"),
	types(li, "watch add app 随申行 “Shanghai MaaS” owners:U0789GHI"),
	types(li, "watch add app 随申行 “Shanghai MaaS” owners:U0789GHI,U0654XYZ"),
	types(wang, "watch list"),
	types(wang, "watch remove w1"),
	types(wang, "watch list"),

	types(wang, "submit "+draftPage),
	types(wang, "submit <"+otherPage+"|a page>"),
	types(wang, "submit http://169.254.169.254/latest/meta-data"),
	{"wang sends a message with a link to regwire", func(c *talk) any { return c.shortcut(wang, "see <"+draftPage+"|this>, please") }},
	{"wang sends a message without a link to regwire", func(c *talk) any { return c.shortcut(wang, "good morning") }},
	types(wang, "sources"),
	presses(wang, "answer", "Next"),
	types(wang, "sources cac-news"),
	types(wang, "source list"),
	types(wang, "source add https://nobody.example/notices/"),
	types(li, "source add https://nobody.example/notices/"),
	types(li, "source pause cac-news"),

	types(wang, "settings"),
	types(wang, "settings quiet:22:00-23:00 zone:Europe/Berlin workdays:on"),
	types(wang, "settings zone:Berlin"),
	types(wang, "settings quiet:off workdays:off zone:Asia/Shanghai lang:zh"),
	types(wang, "help take"),
	types(wang, "deadlines 60d"),
	presses(wang, "answer", "在此分享"),
	types(wang, "unsubscribe s99"),
	types(wang, "settings lang:both"),
	types(wang, "resume"),

	{"wang saves eleven events", func(c *talk) any {
		for n := range 11 {
			before := len(c.ear.heard())
			c.types(wang, channelOf, fmt.Sprintf("save {%d}", n+1))
			c.patiently(c.t, "it is saved", func() bool { return len(c.ear.heard()) > before })
		}
		return nil
	}},
	{"wang opens the Home", func(c *talk) any { return c.opens(wang) }},
	presses(wang, "home", "Next"),
	presses(wang, "home", "Back"),
}

// clocks are times of day: the demo's clock goes on while it runs.
var clocks = regexp.MustCompile(`(\b2022 |日 )[0-9]{2}:\x{2060}?[0-9]{2}\b`)

var (
	pagesBase = regexp.MustCompile(`http://127\.0\.0\.1:[0-9]+`)
	calendar  = regexp.MustCompile(`/ical/[A-Z2-7]+`)
	hashes    = regexp.MustCompile(`\b[0-9a-f]{64}\b|\bRules [0-9a-f]{12}\b|\bmark@[0-9]+\b`)
	// decided are the words that decided, which change with the rules.
	decided = regexp.MustCompile(`(• [a-z-]+: “[^”]*” in the [a-z]+ \([0-9.]+\)\n?)+`)
)

// eventsByAge are the ids of the events of an export, by the order of their days and
// titles: "1" is the oldest.
func eventsByAge(t *testing.T, export string) map[string]string {
	t.Helper()
	type event struct{ id, order string }
	var events []event
	for line := range strings.Lines(export) {
		var r struct {
			Kind, Key string
			Value     json.RawMessage
		}
		var v struct{ Title, Published string }
		if err := json.Unmarshal([]byte(line), &r); err != nil {
			t.Fatal(err)
		}
		if r.Kind != "event" {
			continue
		}
		if err := json.Unmarshal(r.Value, &v); err != nil {
			t.Fatal(err)
		}
		events = append(events, event{r.Key, v.Published + v.Title})
	}
	slices.SortFunc(events, func(a, b event) int { return cmp.Compare(a.order, b.order) })
	ids := map[string]string{}
	for n, x := range events {
		ids[fmt.Sprint(n+1)] = x.id
	}
	return ids
}

// plainly takes out of words what differs from run to run.
func plainly(s string) string {
	s = pagesBase.ReplaceAllString(s, "http://pages.example")
	s = calendar.ReplaceAllString(hashes.ReplaceAllString(s, "…"), "/ical/…")
	return clocks.ReplaceAllString(decided.ReplaceAllString(s, "• …\n"), "${1}hh:mm")
}

func plainValue(v any) any {
	switch v := v.(type) {
	case string:
		return plainly(v)
	case []any:
		out := make([]any, len(v))
		for i := range v {
			out[i] = plainValue(v[i])
		}
		return out
	case map[string]any:
		out := map[string]any{}
		for k, x := range v {
			out[k] = plainValue(x)
		}
		return out
	}
	return v
}

// ordered are calls that may have been made side by side, in one order.
func ordered(calls []spoken) []spoken {
	out := make([]spoken, len(calls))
	for i, c := range calls {
		args, _ := plainValue(c.Args).(map[string]any)
		delete(args, "trigger_id")
		out[i] = spoken{c.Method, args}
	}
	slices.SortStableFunc(out, func(a, b spoken) int {
		return cmp.Or(cmp.Compare(a.Method, b.Method), cmp.Compare(string(asJSON(a.Args)), string(asJSON(b.Args))))
	})
	return out
}

func asJSON(v any) []byte {
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	if err := e.Encode(v); err != nil {
		panic(err)
	}
	return out.Bytes()
}

const (
	conversationFile = "testdata/conversation/calls.json"
	storeFile        = "testdata/conversation/store.jsonl.gz"
)

// keptStore is the export of a store that the demo has filled. It is kept, so that
// what the bot says does not follow the order in which pages happened to be read,
// nor what is read better today. Where the file is missing, -update makes it anew.
func keptStore(t *testing.T) string {
	t.Helper()
	if _, err := os.Stat(storeFile); *update && errors.Is(err, os.ErrNotExist) {
		var b bytes.Buffer
		z := gzip.NewWriter(&b)
		_, err := z.Write([]byte(exported(t, filledData(t))))
		if err := errors.Join(err, z.Close(), os.MkdirAll(filepath.Dir(storeFile), 0o700), os.WriteFile(storeFile, b.Bytes(), 0o600)); err != nil {
			t.Fatal(err)
		}
	}
	f, err := os.Open(storeFile)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	raw, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

// loaded is a data directory that holds the export.
func loaded(t *testing.T, export string) string {
	t.Helper()
	dir := t.TempDir()
	file, data := filepath.Join(dir, "export.jsonl"), filepath.Join(dir, "data")
	if err := os.WriteFile(file, []byte(export), 0o600); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.CommandContext(t.Context(), theProgram(t), "load", file, "--data", data).CombinedOutput(); err != nil {
		t.Fatalf("load: %v\n%s", err, out)
	}
	return data
}

// keptConversation is what was said before.
func keptConversation(t *testing.T) []exchange {
	t.Helper()
	raw, err := os.ReadFile(conversationFile)
	var kept []exchange
	if err == nil {
		err = json.Unmarshal(raw, &kept)
	}
	if err != nil && !*update {
		t.Fatal(err)
	}
	return kept
}

// hold has the conversation. What each step brings about is waited for by number
// where it is known, else until nothing more comes.
func hold(c *talk, kept []exchange) []exchange {
	var got []exchange
	for n, s := range script {
		before := len(c.ear.heard())
		if n == 0 {
			before = 0
		}
		x := exchange{Step: s.says, AtOnce: s.do(c)}
		if n < len(kept) && !*update {
			want := before + len(kept[n].Calls)
			c.patiently(c.t, fmt.Sprintf("%d calls follow %q", len(kept[n].Calls), s.says), func() bool { return len(c.ear.heard()) >= want })
		} else {
			quiet, heard := time.Now(), len(c.ear.heard())
			for time.Since(quiet) < 2500*time.Millisecond || n == 0 && heard < 2 {
				if now := len(c.ear.heard()); now > heard {
					quiet, heard = time.Now(), now
				}
				time.Sleep(20 * time.Millisecond)
			}
		}
		x.Calls = ordered(c.ear.heard()[before:])
		got = append(got, x)
	}
	return got
}

// TestAConversationOverBothTransports has the program itself, over the store that
// its demo fills, answer the whole script: by Socket Mode from the library's test
// server, and by signed HTTP. Both must say the same, and what was said before.
func TestAConversationOverBothTransports(t *testing.T) {
	t.Parallel()
	export := keptStore(t)
	ids := eventsByAge(t, export)
	kept := keptConversation(t)
	for name, signed := range transports {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			e := newEar(t)
			e.refuse = func(s spoken) string {
				if s.Args["channel"] == "C0NOTHERE" {
					return "not_in_channel"
				}
				return ""
			}
			c := newTalk(t, e, loaded(t, export), signed, "--live", "1ms")
			c.real = ids
			got := hold(c, kept)
			everythingWasAsked(t, c)
			if *update {
				if name == "http" {
					keepConversation(t, got)
				}
				return
			}
			for n := range got {
				if n >= len(kept) {
					t.Fatalf("the conversation was kept without %q: -update keeps it anew", got[n].Step)
				}
				if g, w := string(asJSON(got[n])), string(asJSON(kept[n])); g != w {
					t.Errorf("%q brings other things than it did (-update keeps it anew):\n%s", got[n].Step, difference(g, w))
				}
			}
		})
	}
}

func difference(got, want string) string {
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range g {
		if i >= len(w) || g[i] != w[i] {
			return "got:  " + strings.Join(g[max(0, i-3):min(len(g), i+3)], "\n      ") + "\nwant: " + strings.Join(w[max(0, min(i-3, len(w))):min(len(w), i+3)], "\n      ")
		}
	}
	return "the kept one goes on"
}

func keepConversation(t *testing.T, got []exchange) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(conversationFile), 0o700); err != nil {
		t.Fatal(err)
	}
	for path, raw := range map[string][]byte{conversationFile: asJSON(got), "testdata/conversation/read.txt": []byte(asRead(got))} {
		if err := os.WriteFile(path, raw, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// TestTheConversationKeepsSlacksLimits checks every call that was kept.
func TestTheConversationKeepsSlacksLimits(t *testing.T) {
	for _, x := range keptConversation(t) {
		for _, c := range x.Calls {
			t.Run(x.Step+"/"+c.Method, func(t *testing.T) {
				// The size is that of the JSON that Slack is sent, without indents.
				blocks, err := json.Marshal(blocksOf(c))
				if err != nil {
					t.Fatal(err)
				}
				most, chars := 50, 12000
				if view, ok := c.Args["view"].(map[string]any); ok {
					most, chars = 100, 60000
					if meta := stringOf(view["private_metadata"]); length(meta) > 3000 {
						t.Errorf("%d of metadata", length(meta))
					}
				}
				blocksHold(t, stringOf(c.Args["text"]), blocks, most, chars)
			})
		}
		if raw := asJSON(x.AtOnce); len(raw) > 4096 {
			t.Errorf("%q is answered at once with %d bytes", x.Step, len(raw))
		}
	}
}

// everythingWasAsked fails for a verb of the table, a form or a button that the
// script leaves out.
func everythingWasAsked(t *testing.T, c *talk) {
	t.Helper()
	for _, verb := range command.Verbs() {
		if !slices.Contains(c.said, verb) {
			t.Errorf("the script does not ask for %s", verb)
		}
	}
	labels := map[string]bool{}
	for _, s := range c.ear.heard() {
		for label := range offered(s) {
			labels[strings.TrimRight(label, " 0123456789i")] = true
		}
		if view, ok := s.Args["view"].(map[string]any); ok && view["callback_id"] != nil && !c.forms[stringOf(view["callback_id"])] {
			t.Errorf("the form %s is never sent", view["callback_id"])
		}
	}
	for pressed := range maps.Clone(c.pressed) {
		c.pressed[strings.TrimRight(pressed, " 0123456789i")] = true // one of several alike
	}
	for _, label := range slices.Sorted(maps.Keys(labels)) {
		if !c.pressed[label] {
			t.Errorf("nobody presses [%s]", label)
		}
	}
	if !slices.Contains(c.said, "shortcut") {
		t.Error("nobody uses the message shortcut")
	}
}
