package slack

import (
	"encoding/json"
	"fmt"
	"maps"
	"net"
	"os"
	"path/filepath"
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
	types(counsel, ""),
	types(counsel, "help subscribe"),
	types(counsel, "help sbscribe"),
	types(counsel, "lates"),
	types(counsel, "<!channel> &lt;b&gt; nonsense"),
	{"counsel types 10,000 characters", func(c *talk) any { return c.types(counsel, channelOf, "find "+strings.Repeat("数据", 5000)) }},
	{"counsel mentions @regwire topics", func(c *talk) any { return c.mentions(counsel, "topics") }},
	presses(counsel, "answer", "Next"),
	{"counsel types /regwire latest 3 in a direct message", func(c *talk) any { return c.types(counsel, "D0654XYZ", "latest 3") }},

	types(counsel, "subscribe"),
	{"counsel chooses a topic in the form", func(c *talk) any { return c.fills(counsel, fields([]string{"app-enforcement"}, "", "default")) }},
	{"counsel sends the form empty", func(c *talk) any { return c.submits(counsel, fields(nil, "", "default")) }},
	{"counsel sends the form with a code of no authority", func(c *talk) any {
		return c.submits(counsel, fields([]string{"app-enforcement"}, "cac, ciac", "daily"))
	}},
	{"counsel sends the form", func(c *talk) any { return c.submits(counsel, fields([]string{"app-enforcement"}, "cac", "daily")) }},
	types(counsel, "subscribe data-export,app-enforcement region:cn stage:draft,final -会议 mode:weekly draft:now followups:channel"),
	types(counsel, "subscribe data-export,app-enforcement region:cn stage:draft,final -会议 mode:weekly draft:now followups:channel"),
	types(counsel, "subscribe data-exprt"),
	types(counsel, "subscribe authority:cacc"),
	types(counsel, "subscribe colour:red"),
	{"counsel subscribes a channel that regwire is not in", func(c *talk) any { return c.types(counsel, "C0NOTHERE", "subscribe data-export") }},
	types(counsel, "preview app-enforcement"),
	types(counsel, "list"),
	types(counsel, "list all"),
	types(counsel, `mute s3 until:2022-11-01 reason:"company holiday"`),
	types(counsel, "list"),
	presses(counsel, "answer", "Undo"),
	types(counsel, "mute s3 until:yesterday"),
	types(counsel, "mute s3 until:2w"),
	types(counsel, "unmute s3"),
	types(counsel, "unmute s3"),
	types(counsel, "unsubscribe s3"),
	types(counsel, "unsubscribe s99"),

	types(counsel, "find 个人信息 since:2022-09-08"),
	presses(counsel, "answer", "Next"),
	presses(counsel, "answer", "Back"),
	presses(counsel, "answer", "Share here"),
	types(counsel, "find 没有这样的词语"),
	types(counsel, "share find 数据出境"),
	{"counsel shares in a channel that regwire is not in", func(c *talk) any { return c.types(counsel, "C0NOTHERE", "share latest 2") }},
	types(counsel, "share list"),
	types(counsel, "latest"),
	types(counsel, "item "+draftPage),
	presses(counsel, "answer", "Why this?"),
	presses(counsel, "answer", "Remind"),
	presses(counsel, "answer", "Save"),
	presses(counsel, "answer", "Not one event: split"),
	types(counsel, "item e999"),
	types(counsel, "duties "+draftPage),
	types(counsel, "duties e999"),
	types(counsel, "why https://www.cac.gov.cn/no/such/page.htm"),
	types(counsel, "why https://nobody.example/"),
	presses(counsel, "answer", "Submit it"),
	types(counsel, "since 2022-09-14"),
	types(counsel, "since whenever"),
	types(counsel, "deadlines 60d"),
	types(counsel, "deadlines ical app-enforcement"),
	types(counsel, "deadlines ical off"),
	types(counsel, "digest 2022-09"),
	types(counsel, "digest september"),
	types(counsel, "coverage 2022-09"),

	presses(counsel, "card", "Take"),
	presses(counsel, "card", "Remind"),
	presses(counsel, "card", "Not for us"),
	presses(counsel, "card", "Why this?"),
	presses(counsel, "card", "Save"),
	presses(counsel, "card", "Done"),
	{"counsel sends the form without a reason", func(c *talk) any { return c.submits(counsel, map[string]any{"reason": typedText("")}) }},
	{"counsel sends the form with a reason", func(c *talk) any {
		return c.submits(counsel, map[string]any{"reason": typedText("our apps are not among them")})
	}},
	types(counsel, "note "+draftPage+" Concerns our &lt;classification&gt; project &amp; its annex"),
	types(counsel, "note "+draftPage),
	types(counsel, "note "+draftPage+" off"),
	types(counsel, "take "+draftPage),
	types(counsel, "done "+draftPage+` reason:"comments sent"`),
	presses(counsel, "answer", "Undo"),
	types(counsel, "undone "+draftPage),
	types(counsel, "remind "+draftPage+" 2022-11-01"),
	types(counsel, "save "+draftPage),
	types(counsel, "saved"),
	types(counsel, "feedback "+draftPage+" yes"),
	types(counsel, "feedback "+draftPage),

	types(counsel, "event join {25} {27}"),
	types(admin, "event link {25} {27} final-of"),
	presses(admin, "answer", "Undo"),
	types(admin, "event join {25} {27}"),
	presses(admin, "answer", "Undo"),
	types(admin, "event split {19}"),
	presses(admin, "answer", "Split off"),
	types(admin, "event paint {25}"),

	types(counsel, "watch add app 随申行 owners:U0789GHI,U0654XYZ"),
	types(admin, "watch add app “Acme Pay” owners:&lt;@U0789GHI&gt;,&lt;@U0654XYZ&gt; nomatch:weekly"),
	types(admin, "watch add app 随申行 “Shanghai MaaS” owners:U0789GHI"),
	types(admin, "watch add app 随申行 “Shanghai MaaS” owners:U0789GHI,U0654XYZ"),
	types(counsel, "watch list"),
	types(counsel, "watch remove w1"),
	types(counsel, "watch list"),

	types(counsel, "submit "+draftPage),
	types(counsel, "submit <"+otherPage+"|a page>"),
	types(counsel, "submit http://169.254.169.254/latest/meta-data"),
	{"counsel sends a message with a link to regwire", func(c *talk) any { return c.shortcut(counsel, "see <"+draftPage+"|this>, please") }},
	{"counsel sends a message without a link to regwire", func(c *talk) any { return c.shortcut(counsel, "good morning") }},
	types(counsel, "sources"),
	presses(counsel, "answer", "Next"),
	types(counsel, "sources cac-news"),
	types(counsel, "source list"),
	types(counsel, "source add https://nobody.example/notices/"),
	types(admin, "source add https://nobody.example/notices/"),
	types(admin, "source pause cac-news"),

	types(counsel, "settings"),
	types(counsel, "settings quiet:22:00-23:00 zone:Europe/Berlin workdays:on"),
	types(counsel, "settings zone:Nowhere"),
	types(counsel, "settings quiet:off workdays:off zone:Asia/Shanghai lang:zh"),
	types(counsel, "help take"),
	types(counsel, "deadlines 60d"),
	presses(counsel, "answer", "在此分享"),
	types(counsel, "unsubscribe s99"),
	types(counsel, "settings lang:both"),
	types(counsel, "resume"),

	{"counsel saves eleven events", func(c *talk) any {
		for n := range 11 {
			before := len(c.ear.heard())
			c.types(counsel, channelOf, fmt.Sprintf("save {%d}", n+1))
			c.patiently(c.t, "it is saved", func() bool { return len(c.ear.heard()) > before })
		}
		return nil
	}},
	{"counsel opens the Home", func(c *talk) any { return c.opens(counsel) }},
	presses(counsel, "home", "Next"),
	presses(counsel, "home", "Back"),
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
	// The pages of neither are at the demo's own port, which only one could have: addresses
	// of one length are cut at one place.
	if taken, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:8080"); err == nil {
		t.Cleanup(func() { _ = taken.Close() })
	}
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
