package teams

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"testing"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/feeds"
)

// acknowledged sends activities and works on none of them, as a program that is
// killed at once does.
func (d *double) acknowledged(t *testing.T, i *Inbox, all ...map[string]any) {
	t.Helper()
	for _, a := range all {
		if w := knock(t, i, a, "Bearer "+d.issuer.sign(t, d.claims())); w.Code != http.StatusOK {
			t.Fatalf("status %d: %v", w.Code, a)
		}
	}
}

// restarted is the inbox of the program's next run: of the one before only what was
// written down is left.
func (d *double) restarted(t *testing.T, m *memory) *Inbox {
	t.Helper()
	i, err := d.platform(t).Inbox(InboxConfig{Handler: m, Requests: m, Channels: m})
	if err != nil {
		t.Fatal(err)
	}
	i.resume(t.Context())
	for len(i.queue) > 0 {
		i.one(t.Context(), <-i.queue)
	}
	return i
}

func TestWhatTeamsWasToldIsTakenIsDoneAfterTheProgramDied(t *testing.T) {
	d := newDouble(t)
	i, m := d.inbox(t)
	said := d.inChannel("<at>regwire</at> find 数据出境", mention(testBot, "<at>regwire</at>"))
	pressed := d.hello()
	pressed["id"], pressed["text"], pressed["value"] = "2", "", map[string]any{"regwire": map[string]any{"run": "take", "words": []any{"e1"}}}
	added := d.hello()
	added["id"], added["type"], added["action"] = "3", "installationUpdate", "add"
	d.acknowledged(t, i, said, pressed, added)
	fresh := d.restarted(t, m)
	got := map[string]bool{}
	for _, c := range m.given() {
		if c.Again || c.Request == "" {
			t.Errorf("command %+v", c)
		}
		got[c.Verb+" "+strings.Join(c.Words, " ")] = true
	}
	if len(got) != 3 || !got["find 数据出境"] || !got["take e1"] || !got["help "] {
		t.Errorf("done after the restart: %v", got)
	}
	if len(m.waits) > 0 {
		t.Errorf("still kept: %+v", m.waits)
	}
	for _, p := range d.shown() {
		if strings.Contains(p.Text, "possible repeat") {
			t.Errorf("marked, and nothing stood there: %s", p.Text)
		}
	}
	// Teams sends an activity again when its answer got lost: that is no second one.
	d.send(t, fresh, said)
	if n := len(m.given()); n != 3 {
		t.Errorf("%d commands", n)
	}
}

func TestAnAnswerThatMayStandIsMarkedAsARepeat(t *testing.T) {
	d := newDouble(t)
	i, m := d.inbox(t)
	a := d.hello()
	d.acknowledged(t, i, a)
	m.waits[0].Begun = true
	d.restarted(t, m)
	if posts := d.shown(); len(posts) != 1 || !strings.Contains(posts[0].Text, "possible repeat") || !m.given()[0].Again {
		t.Errorf("posts %+v, commands %+v", posts, m.given())
	}
}

func TestWhatHadBegunInTeamsIsNotCalledAMistake(t *testing.T) {
	d := newDouble(t)
	i, m := d.inbox(t)
	m.answer = func(bot.Command) (bot.Message, error) {
		return bot.Message{}, bot.Wrong("mistake.no_subscription", feeds.Text("s1"))
	}
	a := d.hello()
	a["text"] = "unsubscribe s1"
	d.acknowledged(t, i, a)
	m.waits[0].Begun = true
	d.restarted(t, m)
	if posts := d.shown(); len(posts) != 1 || !strings.Contains(posts[0].Text, "unsubscribe was done just before") {
		t.Errorf("posts %+v", posts)
	}
}

func TestAnActivityThatCannotBeWrittenDownIsNotTaken(t *testing.T) {
	d := newDouble(t)
	i, m := d.inbox(t)
	m.err = errors.New("the store is full")
	w := knock(t, i, d.hello(), "Bearer "+d.issuer.sign(t, d.claims()))
	if w.Code != http.StatusServiceUnavailable || len(i.queue) > 0 || len(i.places) > 0 {
		t.Errorf("status %d, %d wait", w.Code, len(i.queue))
	}
	// Nor is an answer posted that cannot be noted.
	m.err = nil
	d.acknowledged(t, i, d.hello())
	m.err = errors.New("the store is full")
	i.one(t.Context(), <-i.queue)
	if posts := d.shown(); len(posts) > 0 {
		t.Errorf("posts %+v", posts)
	}
}

func TestAKeptActivityThatIsNotServedAnyMoreIsDropped(t *testing.T) {
	d := newDouble(t)
	i, m := d.inbox(t)
	foreign := `{"type":"message","serviceUrl":"` + d.URL + `/","text":"help","from":{"id":"29:1"},"conversation":{"id":"a:1","tenantId":"` + testApp + `"}}`
	m.waits = []bot.Accepted{
		{ID: "w1", Platform: Name, Raw: []byte(`{"type":7}`)},
		{ID: "w2", Platform: Name, Raw: []byte(foreign)},
		{ID: "w3", Platform: "slack", Raw: []byte(`{}`)},
	}
	d.restarted(t, m)
	if len(m.waits) != 1 || m.waits[0].ID != "w3" || len(m.given()) > 0 {
		t.Errorf("kept %+v, done %+v", m.waits, m.given())
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	m.err = errors.New("the store is closed")
	i.resume(ctx)
}
