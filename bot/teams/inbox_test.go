package teams

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"net"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/feeds"
)

// send sends an activity with a good token, works on it, and returns the answer.
func (d *double) send(t *testing.T, i *Inbox, a map[string]any) (status int, body string) {
	t.Helper()
	w := knock(t, i, a, "Bearer "+d.issuer.sign(t, d.claims()))
	for len(i.queue) > 0 {
		i.one(t.Context(), <-i.queue)
	}
	return w.Code, w.Body.String()
}

// inChannel is something said in a channel of a team.
func (d *double) inChannel(text string, entities ...any) map[string]any {
	a := d.hello()
	a["text"], a["entities"] = text, entities
	a["conversation"] = map[string]any{"id": "19:abc@thread.tacv2;messageid=1664", "conversationType": "channel", "tenantId": testTenant, "isGroup": true}
	a["channelData"] = map[string]any{"tenant": map[string]any{"id": testTenant}, "team": map[string]any{"id": "19:team@thread.tacv2"}, "channel": map[string]any{"id": "19:abc@thread.tacv2", "name": "Legal"}}
	return a
}

func mention(id, text string) map[string]any {
	return map[string]any{"type": "mention", "text": text, "mentioned": map[string]any{"id": id, "name": "regwire"}}
}

func TestWhatIsSaidBecomesACommand(t *testing.T) {
	us := mention(testBot, "<at>regwire</at>")
	namesake := mention("29:2", "<at>regwire</at>")
	for name, c := range map[string]struct {
		activity func(d *double) map[string]any
		want     string // verb and words, "" for nothing
	}{
		"mentioned": {func(d *double) map[string]any {
			return d.inChannel("<at>regwire</at> find 数据出境 since:2022-09", us)
		}, "find|数据出境|since:2022-09"},
		"with blanks of Teams": {func(d *double) map[string]any { return d.inChannel("<at>regwire</at>\u00a0help&nbsp;find\u00a0", us) }, "help|find"},
		"in the middle":        {func(d *double) map[string]any { return d.inChannel("latest <at>regwire</at> 5", us) }, "latest|5"},
		"signs of HTML":        {func(d *double) map[string]any { return d.inChannel("<at>regwire</at> find a&amp;b &lt;c", us) }, "find|a&b|<c"},
		"quotes":               {func(d *double) map[string]any { return d.inChannel(`<at>regwire</at> find "personal information"`, us) }, "find|personal information"},
		"only mentioned":       {func(d *double) map[string]any { return d.inChannel("<at>regwire</at>", us) }, "|"},
		"a namesake":           {func(d *double) map[string]any { return d.inChannel("<at>regwire</at> help", namesake) }, ""},
		"both": {func(d *double) map[string]any {
			return d.inChannel("<at>regwire</at> find <at>regwire</at>", us, namesake)
		}, "find|<at>regwire</at>"},
		"its name, typed": {func(d *double) map[string]any { return d.inChannel("<at>regwire</at> help") }, ""},
		"not mentioned":   {func(d *double) map[string]any { return d.inChannel("help") }, ""},
		"a chat of two":   {func(d *double) map[string]any { return d.hello() }, "help"},
		"a chat of two, mentioned": {func(d *double) map[string]any {
			a := d.hello()
			a["text"], a["entities"] = "<at>regwire</at> list", []any{us}
			return a
		}, "list"},
		"another bot": {func(d *double) map[string]any {
			a := d.hello()
			a["from"] = map[string]any{"id": "28:other"}
			return a
		}, ""},
		"itself": {func(d *double) map[string]any {
			a := d.hello()
			a["from"] = a["recipient"]
			return a
		}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			d := newDouble(t)
			i, m := d.inbox(t)
			if status, _ := d.send(t, i, c.activity(d)); status != http.StatusOK {
				t.Fatalf("status %d", status)
			}
			var got []string
			for _, g := range m.given() {
				got = append(got, g.Verb+"|"+strings.Join(g.Words, "|"))
			}
			want := []string{c.want}
			if c.want == "" {
				want = nil
			}
			if len(got) > 0 && !strings.Contains(c.want, "|") {
				want[0] += "|"
			}
			if !slices.Equal(got, want) {
				t.Errorf("commands %q, want %q", got, want)
			}
			if posts := d.shown(); len(posts) != len(want) {
				t.Errorf("%d answers", len(posts))
			}
		})
	}
}

func TestCommandKnowsWhoGaveIt(t *testing.T) {
	d := newDouble(t)
	i, m := d.inbox(t)
	d.send(t, i, d.inChannel("<at>regwire</at> list", mention(testBot, "<at>regwire</at>")))
	c := m.given()[0]
	want := bot.Actor{Workspace: "teams:" + testTenant, User: "aaaa", Name: "A Person", Channel: "teams:" + testTenant + "/19:abc@thread.tacv2"}
	if c.Actor != want {
		t.Errorf("command %+v", c)
	}
}

func TestGuestsAreToldFromMembers(t *testing.T) {
	us := mention(testBot, "<at>regwire</at>")
	for role, guest := range map[string]bool{"user": false, "owner": false, "guest": true, "Guest": true, "anonymous": true} {
		d := newDouble(t)
		d.role = role
		i, m := d.inbox(t)
		for n := range 2 {
			a := d.inChannel("<at>regwire</at> list", us)
			a["id"] = fmt.Sprint(n)
			d.send(t, i, a)
		}
		for _, c := range m.given() {
			if c.Actor.Guest != guest {
				t.Errorf("%s: guest is %t", role, c.Actor.Guest)
			}
		}
		asks := 0
		for _, a := range d.asked() {
			if a.Method == http.MethodGet && strings.HasPrefix(a.Path, "/v3/") {
				asks++
				if a.Path != "/v3/conversations/19:abc@thread.tacv2/members/29:1" {
					t.Errorf("asked %s", a.Path)
				}
			}
		}
		if asks != 1 || len(m.given()) != 2 {
			t.Errorf("%d questions for %d commands", asks, len(m.given()))
		}
	}
	for after, want := range map[time.Duration]bool{0: true, guestRemembered - time.Second: true, guestRemembered: false, -time.Hour: false} {
		if got := (guestKnown{at: testNow}).holds(testNow.Add(after)); got != want {
			t.Errorf("%s after it was asked: remembered %t", after, got)
		}
	}
	for _, c := range []struct {
		m    member
		want bool
	}{
		{member{Principal: "x_y.example#EXT#@b.example"}, true}, {member{Tenant: testApp}, true}, {member{Tenant: strings.ToUpper(testTenant)}, false}, {member{}, false},
	} {
		if got := c.m.outside([]string{testTenant}); got != c.want {
			t.Errorf("%+v: %t", c.m, got)
		}
	}
}

func TestConversationIsKeptAndRefreshed(t *testing.T) {
	d := newDouble(t)
	i, m := d.inbox(t)
	id := bot.ChannelID("teams:" + testTenant + "/19:abc@thread.tacv2")
	m.channels[id] = bot.Channel{ID: id, Lang: bot.Chinese, Held: "waits for a person", Ref: map[string]string{refService: "https://smba.trafficmanager.net/old/", "other": "kept"}}
	d.send(t, i, d.inChannel("nothing for us"))
	c := m.channels[id]
	want := map[string]string{refService: d.URL + "/", refType: "channel", refTenant: testTenant, refBot: testBot, refTeam: "19:team@thread.tacv2", "other": "kept"}
	if fmt.Sprint(c.Ref) != fmt.Sprint(want) || c.Lang != bot.Chinese || c.Held != "waits for a person" || c.Name != "Legal" {
		t.Errorf("channel %+v", c)
	}
	// The reference is enough to post there later.
	c.Held = ""
	if _, err := i.platform.Post(t.Context(), c, bot.Message{}); err != nil {
		t.Error(err)
	}
}

func TestActivityThatComesTwiceHasOneEffect(t *testing.T) {
	d := newDouble(t)
	i, m := d.inbox(t)
	a := d.hello()
	for range 3 {
		if status, _ := d.send(t, i, a); status != http.StatusOK {
			t.Errorf("status %d", status)
		}
	}
	a["conversation"] = map[string]any{"id": "a:2", "conversationType": "personal", "tenantId": testTenant}
	d.send(t, i, a) // the same id in another conversation is another activity
	if n := len(m.given()); n != 2 {
		t.Errorf("%d commands", n)
	}
}

func TestAnswersStandWhereTheyBelong(t *testing.T) {
	us := mention(testBot, "<at>regwire</at>")
	d := newDouble(t)
	i, m := d.inbox(t)
	last := func() asked { all := d.asked(); return all[len(all)-1] }
	d.send(t, i, d.inChannel("<at>regwire</at> list", us))
	if a := last(); a.Path != "/v3/conversations/19:abc@thread.tacv2%3Bmessageid=1664/activities" || a.Query != "isTargetedActivity=true" || !strings.Contains(a.Body, `"recipient":{"id":"29:1"}`) {
		t.Errorf("in a channel: %+v", a)
	}
	a := d.hello()
	a["id"] = "2"
	d.send(t, i, a)
	if a := last(); a.Path != "/v3/conversations/a:1/activities/2" || a.Query != "" || !strings.Contains(a.Body, `"replyToId":"2"`) || strings.Contains(a.Body, "recipient") {
		t.Errorf("in a chat of two: %+v", a)
	}
	a["id"] = "3"
	d.refuse(http.StatusNotFound, `{"error":{"code":"ActivityNotFoundInConversation"}}`)()
	d.send(t, i, a)
	if a := last(); a.Path != "/v3/conversations/a:1/activities" || strings.Contains(a.Body, "replyToId") {
		t.Errorf("to what is gone: %+v", a)
	}
	// A Teams that does not know targeted posts.
	for n, c := range []struct{ verb, want string }{{"list", "list all"}, {"watch", "for your eyes"}, {"Deadlines ical", "for your eyes"}, {"期限 日历", "for your eyes"}, {"deadlines", "deadlines all"}} {
		a := d.inChannel("<at>regwire</at> "+c.verb+" all", us)
		a["id"] = fmt.Sprint(10 + n)
		d.refuse(http.StatusBadRequest, `{"error":{"code":"BadArgument"}}`)()
		d.send(t, i, a)
		got := last()
		if got.Query != "" || !strings.HasSuffix(got.Path, "/activities/"+fmt.Sprint(10+n)) || !strings.Contains(got.Body, c.want) || strings.Contains(got.Body, "recipient") || !strings.HasSuffix(c.want, " all") && strings.Contains(got.Body, " all") {
			t.Errorf("%s: %+v", c.verb, got)
		}
	}
	// One that is blocked is not told by another way.
	a = d.inChannel("<at>regwire</at> list", us)
	a["id"] = "20"
	before := len(d.asked())
	d.refuse(http.StatusForbidden, "")()
	d.send(t, i, a)
	if n := len(d.asked()) - before; n != 1 {
		t.Errorf("%d calls", n)
	}
	if len(m.given()) != 9 {
		t.Errorf("%d commands", len(m.given()))
	}
}

func TestMistakesAndFaultsAreTold(t *testing.T) {
	d := newDouble(t)
	i, m := d.inbox(t)
	for n, c := range []struct {
		err  error
		want string
	}{{bot.Wrong("mistake.verb", "nix"), "nix"}, {errors.New("the disk is full"), ""}} {
		m.answer = func(bot.Command) (bot.Message, error) { return bot.Message{}, c.err }
		a := d.hello()
		a["id"] = fmt.Sprint(n)
		d.send(t, i, a)
		posts := d.shown()
		if len(posts) != n+1 || !strings.Contains(posts[n].Text, c.want) || strings.Contains(posts[n].Text, "disk") || len(posts[n].Text) < 10 {
			t.Errorf("answers %+v", posts)
		}
	}
	m.answer = func(bot.Command) (bot.Message, error) { panic("poison") }
	a := d.hello()
	a["id"] = "9"
	if status, _ := d.send(t, i, a); status != http.StatusOK {
		t.Errorf("status %d", status)
	}
	if posts := d.shown(); len(posts) != 3 || posts[2].Text != posts[1].Text {
		t.Errorf("after a panic: %+v", posts)
	}
	press := d.press("10", map[string]any{"regwire": map[string]any{"run": "take", "words": []string{"e1"}}})
	if status, said := d.send(t, i, press); status != http.StatusOK || !strings.Contains(said, "not your fault") {
		t.Errorf("a button whose work panics: status %d: %s", status, said)
	}
}

// What a button that no card of ours has is answered says that it is in the log.
func TestWhatIsSaidToBeInTheLogIs(t *testing.T) {
	d := newDouble(t)
	var log bytes.Buffer
	i, _ := d.inbox(t, func(c *Config) { c.Log = slog.New(slog.NewTextHandler(&log, nil)) })
	if _, said := d.send(t, i, d.press("1", "x")); !strings.Contains(said, "It is in the log") || !strings.Contains(log.String(), "button") {
		t.Errorf("answered %s and logged %q", said, log.String())
	}
}

func TestTheAnswerIsInTheLanguageThatItSets(t *testing.T) {
	d := newDouble(t)
	i, m := d.inbox(t)
	m.answer = func(bot.Command) (bot.Message, error) {
		answer := told(bot.Say("settings.lang", bot.Phrase("form.chinese")))
		answer.Lang = bot.Chinese
		return answer, nil
	}
	d.send(t, i, d.hello())
	if posts := d.shown(); len(posts) != 1 || !strings.Contains(posts[0].Text, "语言") || strings.Contains(posts[0].Text, "language") {
		t.Errorf("answer %+v", posts)
	}
	_, said := d.send(t, i, d.press("2", map[string]any{"regwire": map[string]any{"run": "settings", "words": []string{"lang:zh"}}}))
	if r := answerOf(t, said); !strings.Contains(string(r.Value), "语言") || strings.Contains(string(r.Value), "language") {
		t.Errorf("answer to a button: %s", r.Value)
	}
}

func TestAHoldLeavesWhatOthersSetMeanwhile(t *testing.T) {
	d := newDouble(t)
	i, m := d.inbox(t)
	d.send(t, i, d.hello())
	raw, err := json.Marshal(d.hello())
	var a activity
	if err = errors.Join(err, json.Unmarshal(raw, &a)); err != nil {
		t.Fatal(err)
	}
	var read bot.Channel
	for _, read = range m.channels {
		set := read
		set.Lang = bot.Chinese
		m.channels[read.ID] = set
		i.removed(t.Context(), a, read)
		if now := m.channels[read.ID]; now.Lang != bot.Chinese || now.Held != removedReason {
			t.Errorf("after the removal: %+v", now)
		}
		read.Held = removedReason
		if back := i.back(t.Context(), a, read); back.Lang != bot.Chinese || back.Held != "" || m.channels[read.ID].Held != "" {
			t.Errorf("back again: %+v", back)
		}
	}
	if read.ID == "" {
		t.Error("no conversation is kept")
	}
}

func TestComingAndGoing(t *testing.T) {
	d := newDouble(t)
	i, m := d.inbox(t)
	id := bot.ChannelID("teams:" + testTenant + "/19:abc@thread.tacv2")
	n := 0
	happen := func(kind string, more map[string]any) bot.Channel {
		t.Helper()
		a := d.inChannel("")
		n++
		a["type"], a["id"] = kind, fmt.Sprint(n)
		maps.Copy(a, more)
		if status, _ := d.send(t, i, a); status != http.StatusOK {
			t.Fatalf("status %d", status)
		}
		return m.channels[id]
	}
	us := []any{map[string]any{"id": testBot}}
	happen("conversationUpdate", map[string]any{"membersAdded": us})
	if n := len(d.shown()); n != 0 {
		t.Errorf("%d introductions", n)
	}
	if c := happen("installationUpdate", map[string]any{"action": "add"}); c.Held != "" || c.Ref[refService] == "" {
		t.Errorf("after adding: %+v", c)
	}
	if posts := d.shown(); len(posts) != 1 || !strings.HasSuffix(posts[0].Text, "\nhelp\n") || !strings.Contains(posts[0].Text, "Begin with @regwire subscribe, which") {
		t.Errorf("introduction %+v", posts)
	}
	if c := happen("conversationUpdate", map[string]any{"membersRemoved": []any{map[string]any{"id": "29:7"}}}); c.Held != "" {
		t.Errorf("after somebody left: %+v", c)
	}
	for _, gone := range []map[string]any{{"type": "installationUpdate", "action": "remove"}, {"type": "conversationUpdate", "membersRemoved": us}} {
		if c := happen("", gone); c.Held == "" || c.HeldAt.IsZero() {
			t.Errorf("after %v: %+v", gone, c)
		}
		if c := happen("installationUpdate", map[string]any{"action": "add-upgrade"}); c.Held != "" {
			t.Errorf("after adding again: %+v", c)
		}
	}
	c := m.channels[id]
	c.Held = (&bot.PostError{Code: "Forbidden", Fix: fixBlocked}).Error()
	m.channels[id] = c
	if c := happen("message", map[string]any{"text": "somebody speaks"}); c.Held != "" || !c.HeldAt.IsZero() {
		t.Errorf("after speaking where it was not let in: %+v", c)
	}
	c.Held = "waits for a person"
	m.channels[id] = c
	if c := happen("installationUpdate", map[string]any{"action": "add"}); c.Held != "waits for a person" {
		t.Errorf("adding resumed what a person must: %+v", c)
	}
	happen("messageReaction", nil)
}

// form is a message with a form, as subscribe answers.
func form() bot.Message {
	m := bot.Message{Submit: "subscribe", Form: []bot.Field{
		{Name: "topics", Label: "help.topics", Many: true, Options: []bot.Option{{Value: "data-export", Label: bot.Quote("Data export")}, {Value: "cookies", Label: bot.Quote("Cookies")}}},
		{Name: "words", Label: "help.find"},
		{Name: "mode", Label: "mode.now", Value: "now", Options: []bot.Option{{Value: "now", Label: bot.Say("mode.now")}, {Value: "daily", Label: bot.Say("mode.daily")}}},
	}}
	m.Add(bot.Headline, bot.Line{bot.Say("help.subscribe")})
	return m
}

// press is a pressed Action.Execute.
func (d *double) press(id string, data any) map[string]any {
	a := d.inChannel("")
	a["type"], a["id"], a["name"] = "invoke", id, "adaptiveCard/action"
	a["value"] = map[string]any{"action": map[string]any{"type": "Action.Execute", "verb": "x", "data": data}, "trigger": "manual"}
	return a
}

func answerOf(t *testing.T, body string) (r struct {
	StatusCode int
	Type       string
	Value      json.RawMessage
},
) {
	t.Helper()
	if err := json.Unmarshal([]byte(body), &r); err != nil {
		t.Fatalf("%s: %v", body, err)
	}
	return r
}

func TestInboxServesUntilItIsTold(t *testing.T) {
	d := newDouble(t)
	i, m := d.inbox(t)
	ctx, cancel := context.WithCancel(t.Context())
	l, err := (&net.ListenConfig{}).Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan error, 1)
	go func() { done <- i.Run(ctx, l) }()
	raw, err := json.Marshal(d.hello())
	if err != nil {
		t.Fatal(err)
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, "http://"+l.Addr().String()+Path, strings.NewReader(string(raw)))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Authorization", "Bearer "+d.issuer.sign(t, d.claims()))
	resp, err := http.DefaultTransport.RoundTrip(req)
	if err != nil {
		t.Fatal(err)
	}
	_ = resp.Body.Close()
	cancel() // what was taken is answered all the same
	if err := <-done; err != nil {
		t.Error(err)
	}
	if resp.StatusCode != http.StatusOK || len(m.given()) != 1 || len(d.shown()) != 1 {
		t.Errorf("status %s, %d commands, %d answers", resp.Status, len(m.given()), len(d.shown()))
	}
}

func FuzzActivityIsReadWithoutHarm(f *testing.F) {
	f.Add(`{"type":"message","text":"<at>x</at> help","entities":[{"type":"mention","text":"<at>x</at>","mentioned":{"id":"28:1"}}],"recipient":{"id":"28:1"},"conversation":{"id":"19:a;messageid=1","tenantId":"t"}}`)
	f.Add(`{"type":"message","value":{"regwire":{"run":"subscribe","form":true,"many":["a"]},"a":"x,y"},"conversation":{"tenantId":"t"}}`)
	f.Fuzz(func(t *testing.T, raw string) {
		var a activity
		if json.Unmarshal([]byte(raw), &a) != nil || len(a.tenants()) == 0 {
			return
		}
		if id, ok := a.channel(); ok && (id.Platform() != Name || strings.ContainsAny(string(id), " \n\x00")) {
			t.Errorf("channel %q", id)
		}
		if text, ok := a.said(); ok && string(feeds.CleanLine(text)) != text {
			t.Errorf("said %q", text)
		}
		if p, ok := readPressed(a.Value); ok {
			for name, values := range p.form {
				for _, v := range values {
					if v == "" || string(feeds.Clean(v)) != v {
						t.Errorf("field %s is %q", name, v)
					}
				}
			}
		}
		_, _ = a.ref(), a.title()
	})
}
