package slack

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/bot/bottest"
	"github.com/regwire/regwire/bot/phrase"
)

// reader is a Slack that shows what stands in a channel.
type reader struct {
	*double
	mu    sync.Mutex
	posts []bottest.Shown
	next  func(http.ResponseWriter) // answers the next post in its place
}

func newReader(t *testing.T) *reader {
	r := &reader{}
	r.double = newDouble(t, r.take)
	return r
}

func (r *reader) take(n int, a asked, w http.ResponseWriter) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	if next := r.next; next != nil {
		r.next = nil
		next(w)
		return true
	}
	p := shownOf(a)
	p.Ref = fmt.Sprintf("1664532000.%06d", n)
	if a.Method != "chat.update" {
		r.posts = append(r.posts, p)
		return false
	}
	for i := range r.posts {
		if r.posts[i].Ref == a.Form.Get("ts") {
			p.Ref, p.Thread = r.posts[i].Ref, r.posts[i].Thread
			r.posts[i] = p
		}
	}
	_, _ = fmt.Fprintf(w, `{"ok":true,"channel":%q,"ts":%q}`, a.Form.Get("channel"), p.Ref)
	return true
}

// shownOf is a post as its reader sees it.
func shownOf(a asked) bottest.Shown {
	p := bottest.Shown{Thread: a.Form.Get("thread_ts"), Raw: a.Form.Get("blocks") + a.Form.Get("text")}
	texts := []string{a.Form.Get("text")}
	if raw := a.Form.Get("blocks"); raw != "" && raw != "[]" {
		texts = nil
		var blocks []struct {
			Text     textJSON
			Elements []struct{ Text json.RawMessage }
		}
		if err := json.Unmarshal([]byte(raw), &blocks); err != nil {
			panic(err)
		}
		for _, b := range blocks {
			texts = append(texts, b.Text.Text)
			for _, e := range b.Elements {
				var text string
				if json.Unmarshal(e.Text, &text) == nil {
					texts = append(texts, text)
				}
			}
		}
	}
	for _, text := range texts {
		p.Text += shown(text, &p) + "\n"
	}
	return p
}

// shown is markup as Slack shows it: links by their words, styles without their
// marks, entities as signs.
func shown(text string, p *bottest.Shown) string {
	text = tag.ReplaceAllStringFunc(text, func(m string) string {
		address, words, named := strings.Cut(strings.Trim(m, "<>"), "|")
		if !named || strings.ContainsAny(address[:1], "!@#") {
			p.Calls = append(p.Calls, m)
			return m
		}
		p.Links = append(p.Links, signs.Replace(address))
		return words
	})
	var lines []string
	for line := range strings.SplitSeq(text, "\n") {
		lines = append(lines, unmarked(strings.TrimPrefix(line, "> ")))
	}
	return read(strings.Join(lines, "\n"))
}

// unmarked takes away marks of styles that count: at the edges of words, in pairs.
func unmarked(line string) string {
	runes := []rune(line)
	edge := func(i int) bool {
		return i < 0 || i >= len(runes) || runes[i] == ' ' || strings.ContainsRune("*_`~", runes[i])
	}
	var out []rune
	for i := 0; i < len(runes); i++ {
		if strings.ContainsRune("*_`~", runes[i]) && edge(i-1) {
			shut := slices.IndexFunc(runes[i+1:], func(r rune) bool { return r == runes[i] })
			for shut > 0 && !edge(i+1+shut+1) {
				next := slices.IndexFunc(runes[i+1+shut+1:], func(r rune) bool { return r == runes[i] })
				if next < 0 {
					shut = -1
					break
				}
				shut += next + 1
			}
			if shut > 0 {
				out = append(out, []rune(unmarked(string(runes[i+1:i+1+shut])))...)
				i += 1 + shut
				continue
			}
		}
		out = append(out, runes[i])
	}
	return string(out)
}

func TestSlackIsAPlatformLikeAny(t *testing.T) {
	bottest.RunPlatform(t, func(t *testing.T) bottest.Setup {
		r := newReader(t)
		arrange := func(answer func(http.ResponseWriter)) func() {
			return func() { r.mu.Lock(); r.next = answer; r.mu.Unlock() }
		}
		said := func(word string) func(http.ResponseWriter) {
			return func(w http.ResponseWriter) { refuse(word)(0, asked{}, w) }
		}
		return bottest.Setup{
			Platform: platform(t, r.URL+"/api/"), Channel: legal, Say: phrase.Say,
			Shown: func() []bottest.Shown { r.mu.Lock(); defer r.mu.Unlock(); return slices.Clone(r.posts) },
			Check: func(p bottest.Shown) error {
				if n := length(p.Raw); n > 16000 {
					return fmt.Errorf("%d characters", n)
				}
				return nil
			},
			Refusals: []bottest.Refusal{
				{Name: "rate limited", Arrange: arrange(status(429, "7")), Fate: bot.FateRetry, After: 7 * time.Second, Whole: true},
				{Name: "server error", Arrange: arrange(status(503, "")), Fate: bot.FateAmbiguous},
				{Name: "accepted and reset", Arrange: arrange(reset), Fate: bot.FateAmbiguous},
				{Name: "not in channel", Arrange: arrange(said("not_in_channel")), Fate: bot.FateHoldChannel},
				{Name: "archived", Arrange: arrange(said("is_archived")), Fate: bot.FateHoldChannel},
				{Name: "token revoked", Arrange: arrange(said("token_revoked")), Fate: bot.FateHoldWorkspace},
				{Name: "blocks refused", Arrange: arrange(said("invalid_blocks")), Fate: bot.FatePlain},
			},
		}
	})
}
