package teams

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/regwire/regwire/bot"
)

// TestWhatTeamsWasToldIsTakenIsDoneThoughTheProgramIsKilled kills the program again
// and again right after it has acknowledged commands, and counts their effects and
// their answers.
func TestWhatTeamsWasToldIsTakenIsDoneThoughTheProgramIsKilled(t *testing.T) {
	r := serving(t, "")
	const least, most, each = 5, 50, 6
	rounds, left := 0, 0 // what the kills left to be done
	// A busy machine may have all done before the kill arrives.
	for ; rounds < least || left == 0 && rounds < most; rounds++ {
		for n := range each {
			a := r.hello()
			a["conversation"] = map[string]any{"id": fmt.Sprint("a:kill", rounds), "conversationType": "personal", "tenantId": testTenant}
			a["id"], a["text"] = fmt.Sprintf("kill-%d-%d", rounds, n), fmt.Sprintf("note e%d round %d", 1+(rounds*each+n)%19, rounds)
			r.tell(t, a)
		}
		r.kill()
		left += (rounds+1)*each - r.answered()
		r.start(t)
	}
	for began := time.Now(); r.answered() < rounds*each; time.Sleep(20 * time.Millisecond) {
		if time.Since(began) > 2*time.Minute {
			t.Fatalf("%d of %d acknowledged commands are answered\n%s", r.answered(), rounds*each, r.logged())
		}
	}
	if t.Logf("kills left %d of %d commands to be done", left, rounds*each); left == 0 {
		t.Error("the run does not count")
	}
	r.kill() // what is done is on disk
	out, err := exec.CommandContext(t.Context(), r.program, "export", "--data", r.data).Output()
	if err != nil {
		t.Fatal(err)
	}
	notes := 0
	for line := range bytes.Lines(out) {
		var row struct {
			Kind  string
			Value json.RawMessage
		}
		var audit bot.Audit
		if json.Unmarshal(line, &row) == nil && row.Kind == "audit" && json.Unmarshal(row.Value, &audit) == nil && audit.Verb == "note" {
			notes++
		}
	}
	if notes != rounds*each {
		t.Errorf("%d acknowledged notes had %d effects", rounds*each, notes)
	}
	r.unmarked(t)
	r.start(t) // to be stopped as the others are
}

// tell sends an activity with a good token, which must be taken.
func (r *running) tell(t *testing.T, a map[string]any) {
	t.Helper()
	raw, err := json.Marshal(a)
	if err != nil {
		t.Fatal(err)
	}
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, "http://"+r.hears+Path, bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Authorization", "Bearer "+r.issuer.sign(t, r.claims()))
	resp, err := http.DefaultTransport.RoundTrip(req)
	if err != nil {
		t.Fatal(err)
	}
	if err := resp.Body.Close(); err != nil || resp.StatusCode != http.StatusOK {
		t.Fatalf("status %d, %v\n%s", resp.StatusCode, err, r.logged())
	}
}

// answers are the posts by what they answer.
func (r *running) answers() map[string][]string {
	by := map[string][]string{}
	for _, p := range r.shown() {
		var to struct {
			ReplyTo string `json:"replyToId"`
		}
		if json.Unmarshal([]byte(p.Raw), &to) == nil && strings.HasPrefix(to.ReplyTo, "kill-") {
			by[to.ReplyTo] = append(by[to.ReplyTo], p.Text)
		}
	}
	return by
}

func (r *running) answered() int { return len(r.answers()) }

// unmarked fails for a command that was answered twice without saying so.
func (r *running) unmarked(t *testing.T) {
	t.Helper()
	for to, texts := range r.answers() {
		plain := 0
		for _, text := range texts {
			if !strings.Contains(text, "possible repeat") {
				plain++
			}
		}
		if plain > 1 {
			t.Errorf("%s was answered %d times without a mark: %q", to, plain, texts)
		}
	}
}
