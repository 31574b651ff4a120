package slack

import (
	"net/http"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/regwire/regwire/bot"
)

func TestAnswersAreNotLostToALimitOrAFailure(t *testing.T) {
	for _, c := range []struct {
		name string
		// bad are the answers to the first calls, good comes after them.
		bad   []func(http.ResponseWriter)
		calls []string
	}{
		{"limited once", []func(http.ResponseWriter){status(429, "1")}, []string{"/commands/1", "/commands/1"}},
		{"failed once", []func(http.ResponseWriter){status(500, "")}, []string{"/commands/1", "/commands/1"}},
		{"used up", []func(http.ResponseWriter){status(404, "")}, []string{"/commands/1", "chat.postEphemeral"}},
		{"limited for long", []func(http.ResponseWriter){status(429, "600")}, []string{"/commands/1", "chat.postEphemeral"}},
		{"limited there too", []func(http.ResponseWriter){status(404, ""), status(429, "1")}, []string{"/commands/1", "chat.postEphemeral", "chat.postEphemeral"}},
		{"failed for good", []func(http.ResponseWriter){status(500, ""), status(500, ""), status(500, "")}, []string{"/commands/1", "/commands/1", "/commands/1", "chat.postEphemeral"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			h := newHouse(t, nil)
			h.slack.answer = func(n int, _ asked, w http.ResponseWriter) bool {
				if n > len(c.bad) {
					return false
				}
				c.bad[n-1](w)
				return true
			}
			h.does(t, formType, h.slash("latest"))
			var got []string
			for _, a := range h.slack.seen() {
				got = append(got, a.Method)
			}
			if strings.Join(got, " ") != strings.Join(c.calls, " ") {
				t.Errorf("asked %q, want %q", got, c.calls)
			}
		})
	}
}

func TestSharingAfterAnUnclearAnswerIsMarked(t *testing.T) {
	h := newHouse(t, nil)
	var posts atomic.Int64
	h.slack.answer = func(_ int, a asked, w http.ResponseWriter) bool {
		if a.Method != "chat.postMessage" || posts.Add(1) > 1 {
			return false
		}
		w.WriteHeader(http.StatusInternalServerError)
		return true
	}
	h.does(t, formType, h.slash("share find x"))
	calls := h.slack.seen()
	if len(calls) != 2 || strings.Contains(calls[0].Form.Get("blocks"), "possible repeat") || !strings.Contains(calls[1].Form.Get("blocks"), "possible repeat") {
		t.Errorf("calls %+v", calls)
	}
	if n := len(h.memory.waits); n > 0 {
		t.Errorf("%d requests wait still", n)
	}
}

func TestAFormIsAskedForAgainWhileItsTriggerLives(t *testing.T) {
	for after, want := range map[string]string{"1": "views.open views.open", "10": "views.open /commands/1"} {
		h := newHouse(t, nil)
		h.desk.says["subscribe"] = func(bot.Command) (bot.Message, error) { return wish(), nil }
		h.slack.answer = func(n int, _ asked, w http.ResponseWriter) bool {
			if n > 1 {
				return false
			}
			status(429, after)(w)
			return true
		}
		h.does(t, formType, h.slash("subscribe"))
		var got []string
		for _, a := range h.slack.seen() {
			got = append(got, a.Method)
		}
		if strings.Join(got, " ") != want {
			t.Errorf("limited for %s s: asked %q, want %q", after, got, want)
		}
	}
}
