package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/store"
	"github.com/regwire/regwire/store/storetest"
)

// chats stands in for Slack's Web API and for a flow of Teams.
type chats struct {
	*httptest.Server
	mu    sync.Mutex
	posts []chatPost
}

// chatPost is one post, in the words that a reader without blocks gets.
type chatPost struct {
	Channel, Thread, TS, Text string
	Broadcast                 bool
}

func newChats(t *testing.T) *chats {
	t.Helper()
	c := &chats{}
	c.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		raw, err := io.ReadAll(r.Body)
		if err != nil {
			return
		}
		c.mu.Lock()
		defer c.mu.Unlock()
		p := chatPost{TS: fmt.Sprintf("1664532000.%06d", len(c.posts)+1)}
		if r.URL.Path == "/flow" {
			p.Channel, p.Text = "flow", flowText(raw)
			c.posts = append(c.posts, p)
			w.WriteHeader(http.StatusAccepted)
			return
		}
		form, _ := url.ParseQuery(string(raw))
		p.Channel, p.Thread, p.Text, p.Broadcast = form.Get("channel"), form.Get("thread_ts"), form.Get("text"), form.Get("reply_broadcast") == "true"
		if strings.HasSuffix(r.URL.Path, "chat.postMessage") {
			c.posts = append(c.posts, p)
		}
		w.Header().Set("Content-Type", "application/json")
		_, _ = fmt.Fprintf(w, `{"ok":true,"channel":%q,"ts":%q}`, p.Channel, p.TS)
	}))
	t.Cleanup(c.Close)
	return c
}

// flowText is what the card of a flow says, line by line.
func flowText(raw []byte) string {
	var words []string
	var walk func(v any)
	walk = func(v any) {
		switch v := v.(type) {
		case []any:
			for _, x := range v {
				if s, ok := x.(string); ok { // a run without a style
					words = append(words, s)
				}
				walk(x)
			}
		case map[string]any:
			if s, ok := v["text"].(string); ok {
				words = append(words, s)
			}
			for _, key := range []string{"attachments", "content", "body", "items", "columns", "inlines"} {
				walk(v[key])
			}
		}
	}
	var v any
	if json.Unmarshal(raw, &v) == nil {
		walk(v)
	}
	return strings.Join(words, "\n")
}

// taken are the posts since the last call whose words begin so in a line.
func (c *chats) taken(words string) []chatPost {
	c.mu.Lock()
	defer c.mu.Unlock()
	out := slices.DeleteFunc(slices.Clone(c.posts), func(p chatPost) bool { return !strings.Contains("\n"+p.Text, "\n"+words) })
	c.posts = nil
	return out
}

// remindersSaid are what a reminder says of the consultation of the recording that
// closes before 13 November, in each language, with the days that are left.
var remindersSaid = map[string]string{
	"en": "%d days left: comments close 13 Nov 2022\n“请于2022年11月13日前将意见反馈至秘书处。”\nCounted to 12 Nov 2022, since the words leave open whether the day itself counts.\n",
	"zh": "还有%d天：2022年11月13日 征求意见截止\n“请于2022年11月13日前将意见反馈至秘书处。”\n因是否含当日有歧义，按2022年11月12日计。\n",
}

// remindedDays is a walk through the days before that date, on which the clock is set
// back twice. left is what a reminder of the day says, 0 where none is due.
var remindedDays = []struct {
	day        feeds.Day
	hour, left int
	loud       bool
}{
	{"2022-10-27", 18, 0, false},
	{"2022-10-28", 8, 0, false}, // reminders come at nine
	{"2022-10-28", 18, 15, false},
	{"2022-10-29", 18, 0, false},
	{"2022-10-27", 18, 0, false}, // set back
	{"2022-10-28", 18, 0, false},
	{"2022-11-04", 18, 8, false},
	{"2022-11-05", 18, 0, false},
	{"2022-10-30", 18, 0, false}, // set back
	{"2022-11-04", 20, 0, false},
	{"2022-11-09", 18, 3, true},
	{"2022-11-11", 18, 1, true},
	{"2022-11-12", 18, 0, false},
	{"2022-11-14", 18, 0, false},
}

// TestRemindersInChat has Slack and a flow of Teams reminded of a date that an alert
// told.
func TestRemindersInChat(t *testing.T) {
	t.Parallel()
	c := newChats(t)
	host := strings.TrimPrefix(c.URL, "http://")
	dir := t.TempDir()
	file := filepath.Join(dir, "regwire.yaml")
	text := fmt.Sprintf("slack: {base: %q}\negress: {allow: [%q]}\nteams:\n  workflow_hosts: [%q]\n  workflows: {legal: FLOW}\n", c.URL+"/api/", host, host)
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	env := map[string]string{"SLACK_BOT_TOKEN": "xoxb-" + "1-2-abc", "FLOW": c.URL + "/flow"}
	for place, channel := range map[string]bot.ChannelID{"C0456DEF": "slack:T0123ABC/C0456DEF", "flow": "teams:workflows/legal"} {
		data := filepath.Join(dir, place)
		if _, errs, code := runWith(t, env, "demo", "--once", "--config", file, "--data", data, "--channel", string(channel)); code != 0 {
			t.Fatalf("exit code %d: %s", code, errs)
		}
		told := c.taken("COMMENT by 13 Nov 2022 (43 days left)")
		if len(told) != 1 {
			t.Fatalf("%s was alerted %d times", channel, len(told))
		}
		alert := told[0]
		if place == "flow" { // which has no threads
			alert.TS = ""
		}
		for lang, said := range remindersSaid {
			t.Run(place+" "+lang, func(t *testing.T) {
				clock := storetest.NewClock(day("2022-10-01", 12))
				h := houseOver(t, file, data, env, clock)
				if _, err := h.desk.Handle(t.Context(), bot.Command{Actor: operator(channel, bot.Both), Verb: "settings", Words: []string{"lang:" + lang}}); err != nil {
					t.Fatal(err)
				}
				twice := map[string]bool{}
				for _, d := range remindedDays {
					clock.Set(day(d.day, d.hour))
					if err := errors.Join(h.editor.Chores(t.Context()), h.outbox.Drain(t.Context())); err != nil {
						t.Fatal(err)
					}
					want := strings.Replace(fmt.Sprintf(said, d.left), "1 days", "1 day", 1)
					all := c.taken("")
					for _, p := range all {
						if twice[p.Text] {
							t.Errorf("%s %d: posted twice: %s", d.day, d.hour, p.Text)
						}
						twice[p.Text] = true
					}
					posts := slices.DeleteFunc(all, func(p chatPost) bool { return !strings.Contains(p.Text, "“请于2022年11月13日前") })
					switch {
					case d.left == 0 && len(posts) == 0:
					case d.left == 0 || len(posts) != 1:
						t.Errorf("%s %d: %d reminders: %+v", d.day, d.hour, len(posts), posts)
					case !strings.HasPrefix(posts[0].Text, want):
						t.Errorf("%s: says\n%s\nand does not begin\n%s", d.day, posts[0].Text, want)
					case posts[0].Thread != alert.TS || posts[0].Broadcast != (d.loud && alert.TS != ""):
						t.Errorf("%s: in thread %q, to the channel too %v; the alert is %q", d.day, posts[0].Thread, posts[0].Broadcast, alert.TS)
					}
				}
			})
		}
	}
}

func TestWhatOneTookBackBeforeTheMorningIsNotRemindedOf(t *testing.T) {
	for name, c := range map[string]struct {
		says []string // before the reminder is owed, and before it is due
		on   feeds.Day
		want int
	}{
		"taken":                     {[]string{"take %s", ""}, "2022-10-28", 1},
		"taken back":                {[]string{"take %s", "take %s off"}, "2022-10-28", 0},
		"taken back, asked for too": {[]string{"take %s", "remind %s", "take %s off"}, "2022-10-28", 1},
		"a day of one's own":        {[]string{"remind %s 2022-10-20", ""}, "2022-10-20", 1},
		"another day":               {[]string{"remind %s 2022-10-20", "remind %s 2022-10-24"}, "2022-10-20", 0},
		"not at all":                {[]string{"remind %s 2022-10-20", "remind %s off"}, "2022-10-20", 0},
	} {
		t.Run(name, func(t *testing.T) {
			h, _, clock := demoHouse(t, nil)
			last := len(c.says) - 1
			for _, words := range c.says[:last] {
				asked(t, h, fmt.Sprintf(words, tc260))
			}
			clock.Set(day(c.on, 8))
			if err := h.editor.Chores(t.Context()); err != nil {
				t.Fatal(err)
			}
			if c.says[last] != "" {
				asked(t, h, fmt.Sprintf(c.says[last], tc260))
			}
			clock.Set(day(c.on, 18))
			if err := h.outbox.Drain(t.Context()); err != nil {
				t.Fatal(err)
			}
			ds, err := h.store.Deliveries(t.Context(), eventOf(t, h, tc260))
			if err != nil {
				t.Fatal(err)
			}
			sent := 0
			for _, d := range ds {
				if d.Key.Channel == bot.Direct(demoChannel.Workspace(), "you") && d.Ref.ID != "" {
					sent++
				}
			}
			if sent != c.want {
				t.Errorf("%d reminders came, want %d: %+v", sent, c.want, ds)
			}
		})
	}
}

func TestChoresAreDoneAsSoonAsTheMachineIsAwake(t *testing.T) {
	last := time.Date(2022, 9, 30, 1, 0, 0, 0, time.UTC)
	for past, due := range map[time.Duration]bool{0: false, choresEvery - time.Second: false, choresEvery: true, 9 * time.Hour: true, -time.Minute: true} {
		if isDue(last, choresEvery, last.Add(past)) != due {
			t.Errorf("%s after they were done: due %t", past, !due)
		}
	}
}

// houseOver is a house over a copy of the data directory, with this clock.
func houseOver(t *testing.T, file, data string, env map[string]string, clock *storetest.Clock) *house {
	t.Helper()
	conf, err := readConfig(file)
	if err != nil {
		t.Fatal(err)
	}
	conf.Data = filepath.Join(t.TempDir(), "data")
	if err := errors.Join(os.CopyFS(conf.Data, os.DirFS(data)), os.Chmod(filepath.Join(conf.Data, store.FileName), 0o600)); err != nil {
		t.Fatal(err)
	}
	h, err := build(conf, surroundings{
		now: clock.Now, log: slog.New(slog.DiscardHandler), out: io.Discard,
		posted: func(bot.Delivery, bot.Result) {}, getenv: func(k string) string { return env[k] },
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := h.close(); err != nil {
			t.Error(err)
		}
	})
	return h
}
