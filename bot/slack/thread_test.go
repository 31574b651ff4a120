package slack

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/feeds"
)

// sectioned is a list in sections, each row with a mark of its own.
func sectioned(rows, sections int, filler string) bot.Message {
	m := bot.Message{Kind: bot.KindDigest, Delivery: "slack:T0123ABC/C0456DEF|digest|open|s1"}
	m.Add(bot.Headline, bot.Line{bot.Say("burst.head", rows)})
	for s := range sections {
		if sections > 1 {
			m.Add(bot.Body, bot.Line{bot.Quote(feeds.Text(fmt.Sprintf("Section-%d", s))).As(bot.Bold)})
		}
		for n := s; n < rows; n += sections {
			last := len(m.Blocks) - 1
			line := bot.Line{bot.Quote(feeds.Text(fmt.Sprintf("row-%d. %s", n, filler))).To("https://www.cac.gov.cn/2022-09/14/c_1.htm")}
			if m.Blocks[last].Kind == bot.Bullets {
				m.Blocks[last].Lines = append(m.Blocks[last].Lines, line)
				continue
			}
			m.Add(bot.Bullets, line)
		}
	}
	m.Add(bot.Context, bot.Line{bot.Quote("small print")})
	return m
}

func TestALongListGoesOnInItsThread(t *testing.T) {
	d := newDouble(t, nil)
	p := platform(t, d.URL+"/api/")
	ref, err := p.Post(t.Context(), legal, sectioned(300, 3, "a notice of a ministry"))
	if err != nil {
		t.Fatal(err)
	}
	calls := d.seen()
	if len(calls) < 2 {
		t.Fatalf("%d posts", len(calls))
	}
	shown := 0
	for n, a := range calls {
		blocks := a.Form.Get("blocks")
		if root := a.Form.Get("thread_ts"); n > 0 && root != ref.ID || n == 0 && root != "" {
			t.Errorf("part %d stands in thread %q, want that of %s", n, root, ref.ID)
		}
		if part := strings.Contains(a.Form.Get("metadata"), `"part":`); part != (n > 0) {
			t.Errorf("part %d says %s", n, a.Form.Get("metadata"))
		}
		if a.Form.Get("reply_broadcast") == "true" {
			t.Errorf("part %d is told to the channel too", n)
		}
		shown += strings.Count(blocks, "row-")
		if n == 0 {
			if want := fmt.Sprintf("… %d more in the thread", 300-shown); !strings.Contains(blocks, want) || !strings.Contains(blocks, "small print") {
				t.Errorf("the first part does not say %q: …%s", want, blocks[len(blocks)-500:])
			}
			continue
		}
		if strings.Contains(blocks, "small print") || strings.Contains(blocks, "more") {
			t.Errorf("part %d goes on with %s", n, blocks[:300])
		}
	}
	if shown != 300 {
		t.Errorf("%d of 300 rows are shown", shown)
	}
}

func TestPartsHoldEveryRowOnceAndFit(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rows := rapid.IntRange(1, 150).Draw(t, "rows")
		m := sectioned(rows, rapid.IntRange(1, 5).Draw(t, "sections"), strings.Repeat(rapid.SampledFrom([]string{"x ", "国", "<&>", "*"}).Draw(t, "filler"), rapid.IntRange(0, 300).Draw(t, "times")))
		m.Plain = rapid.Bool().Draw(t, "plain")
		lang := rapid.SampledFrom([]bot.Lang{bot.English, bot.Chinese, bot.Both}).Draw(t, "lang")
		seen := map[string]int{}
		for n, part := range m.Parts(func(m bot.Message) bool { return fits(m, lang) }, "slack.thread") {
			if !fits(part, lang) {
				t.Errorf("part %d does not fit", n)
			}
			for _, b := range part.Blocks {
				for _, l := range b.Lines {
					words := l.Words(bot.English, func(_, key string, _ ...any) string { return key })
					if mark, _, ok := strings.Cut(words, "."); ok && strings.HasPrefix(mark, "row-") {
						seen[mark]++
					}
				}
			}
			holds(t, part, lang)
		}
		for n := range rows {
			if seen[fmt.Sprintf("row-%d", n)] != 1 {
				t.Fatalf("row %d is there %d times", n, seen[fmt.Sprintf("row-%d", n)])
			}
		}
	})
}

func TestAListThatIsCutOffIsPostedAgainAndMarked(t *testing.T) {
	for name, c := range map[string]struct {
		refuse func(int, asked, http.ResponseWriter) bool
		fate   bot.Fate
		posts  int
	}{
		"refused":            {func(n int, a asked, w http.ResponseWriter) bool { return n > 1 && refuse("is_archived")(n, a, w) }, bot.FateAmbiguous, 2},
		"limited for a year": {func(n int, _ asked, w http.ResponseWriter) bool { return n == 2 && limited(w, "31536000") }, bot.FateAmbiguous, 2},
		"limited once":       {func(n int, _ asked, w http.ResponseWriter) bool { return n == 2 && limited(w, "1") }, "", 0},
		"the first refused":  {refuse("is_archived"), bot.FateHoldChannel, 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := newDouble(t, c.refuse)
			_, err := platform(t, d.URL+"/api/").Post(t.Context(), legal, sectioned(300, 1, "a notice"))
			pe, _ := errors.AsType[*bot.PostError](err)
			switch {
			case c.fate == "" && err != nil, c.fate != "" && (pe == nil || pe.Fate != c.fate):
				t.Errorf("ended with %v, want %q", err, c.fate)
			case c.posts > 0 && len(d.seen()) != c.posts:
				t.Errorf("%d calls, want %d", len(d.seen()), c.posts)
			}
		})
	}
}

func limited(w http.ResponseWriter, after string) bool {
	w.Header().Set("Retry-After", after)
	w.WriteHeader(http.StatusTooManyRequests)
	return true
}

func TestTheHomeTurnsOnePartAtATime(t *testing.T) {
	h := newHouse(t, nil)
	homely(h)
	turn := func(m *bot.Message, verb string, words ...string) {
		m.Buttons = append(m.Buttons, bot.Button{Label: "button.next", Verb: verb, Words: append(slices.Clone(words), "page:2")}, bot.Button{Label: "button.share", Verb: "share", Words: []string{verb}})
	}
	h.desk.says["deadlines"] = func(c bot.Command) (bot.Message, error) {
		var m bot.Message
		m.Add(bot.Body, bot.Line{bot.Quote(feeds.Text("deadlines " + strings.Join(c.Words, " ")))})
		turn(&m, "deadlines", "30d")
		return m, nil
	}
	h.desk.says["saved"] = func(c bot.Command) (bot.Message, error) {
		var m bot.Message
		m.Add(bot.Body, bot.Line{bot.Quote(feeds.Text("kept saved " + strings.Join(c.Words, " ")))})
		turn(&m, "saved")
		return m, nil
	}
	h.does(t, jsonType, homeOpened(1))
	_, _, view := viewIn(t, h.slack.seen()[0])
	if strings.Contains(view, "share/") {
		t.Errorf("the Home offers to share: %s", view)
	}
	press := func(verb, words, meta string) string {
		h.interacts(t, map[string]any{"type": "block_actions", "response_url": "", "view": map[string]any{"id": "VH", "type": "home", "private_metadata": meta}, "actions": []any{map[string]any{"action_id": verb + "/0", "value": words, "action_ts": "2"}}})
		calls := h.slack.seen()
		last := calls[len(calls)-1]
		_, _, view := viewIn(t, last)
		if last.Method != "views.publish" || len(calls) > 3 {
			t.Errorf("calls %+v", calls)
		}
		return view
	}
	view = press("deadlines", `["30d","page:2"]`, "{}")
	const deadlines = `{\"deadlines\":[\"30d\",\"page:2\"]}`
	if !strings.Contains(view, "deadlines 30d page:2") || !strings.Contains(view, "kept saved") || !strings.Contains(view, deadlines) {
		t.Errorf("the second page of deadlines: %s", view)
	}
	view = press("saved", `["page:2"]`, strings.ReplaceAll(deadlines, `\`, ""))
	if !strings.Contains(view, "deadlines 30d page:2") || !strings.Contains(view, "saved page:2") {
		t.Errorf("the second page of both: %s", view)
	}
}
