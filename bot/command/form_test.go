package command_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/bot/phrase"
	"github.com/regwire/regwire/feeds"
)

// send gives a filled-in form to a verb.
func (p person) send(verb string, form map[string][]string) bot.Message {
	p.t.Helper()
	m, err := p.desk.Handle(p.t.Context(), bot.Command{Actor: p.actor, Verb: verb, Form: form})
	if err != nil {
		p.t.Fatalf("%s %v: %s", verb, form, wordsOf(err))
	}
	return m
}

// field is a field of the form by its name.
func field(t *testing.T, m bot.Message, name string) bot.Field {
	t.Helper()
	n := slices.IndexFunc(m.Form, func(f bot.Field) bool { return f.Name == name })
	if n < 0 {
		t.Fatalf("the form has no field %s: %+v", name, m.Form)
	}
	return m.Form[n]
}

func TestABareSubscribeOpensAForm(t *testing.T) {
	o := newOffice(t)
	o.publish("", "one", nil)
	o.publish("", "two", nil)
	p := o.person(here, "U1")
	answer, m, err := p.try("subscribe")
	o.must(err)
	if m.Submit != "subscribe" || !m.Private {
		t.Errorf("message %+v", m)
	}
	for _, want := range []string{"In the last 30 days 2 events matched: expect about 1 post a week", "subscribe all"} {
		if !strings.Contains(answer, want) {
			t.Errorf("the form says %q, want %q", answer, want)
		}
	}
	want := map[string]int{"topics": 3, "authorities": 0, "region": 2, "stages": 5, "words": 0, "without": 0, "mode": 4, "lang": 4, "followups": 4}
	got := map[string]int{}
	for _, f := range m.Form {
		got[f.Name] = len(f.Options)
		if !phrase.Has(string(f.Label)) {
			t.Errorf("%s has no label", f.Name)
		}
	}
	if !maps.Equal(got, want) {
		t.Errorf("options by field %v, want %v", got, want)
	}
	if v := field(t, m, "mode").Value; v != "default" {
		t.Errorf("mode is %q before anything is chosen", v)
	}
	subs, err := o.store.Subscriptions(t.Context())
	o.must(err)
	if len(subs) != 0 {
		t.Errorf("opening the form subscribed: %+v", subs)
	}
	p.actor.Operator = true
	p.wants("subscribe", "Subscribed")
}

func TestAFormCountsWhatItsValuesMatch(t *testing.T) {
	o := newOffice(t)
	o.publish("", "one", nil)
	o.publish("", "two", func(i *feeds.Item) { i.Reading.Topics = []feeds.Topic{"app_enforcement"} })
	p := o.person(here, "U1")
	for name, c := range map[string]struct {
		form map[string][]string
		want string
	}{
		"nothing":   {map[string][]string{}, "2 events matched"},
		"empty":     {map[string][]string{"topics": {}, "words": {" "}, "mode": {"default"}}, "2 events matched"},
		"a topic":   {map[string][]string{"topics": {"data-export"}}, "1 event matched"},
		"topics":    {map[string][]string{"topics": {"data-export", "app-enforcement"}}, "2 events matched"},
		"authority": {map[string][]string{"authorities": {"miit"}}, "0 events matched"},
		"region":    {map[string][]string{"region": {"cn"}}, "2 events matched"},
	} {
		m := p.send("preview", c.form)
		if !strings.Contains(text(m), c.want) || m.Submit != "subscribe" || len(m.Form) == 0 {
			t.Errorf("%s: %s", name, text(m))
		}
	}
}

func TestAFormSubscribesAsTypedWordsDo(t *testing.T) {
	o := newOffice(t)
	p := o.person(here, "U1")
	m := p.send("subscribe", map[string][]string{
		"topics": {"data-export", "app-enforcement"}, "authorities": {"cac， MIIT"}, "region": {"cn-sh"}, "stages": {"draft", "in-force"},
		"words": {"个人 信息,cookies"}, "without": {"会议"}, "mode": {"daily"}, "lang": {"zh"}, "followups": {"channel"},
	})
	if len(m.Form) > 0 || !strings.Contains(text(m), "as s1") {
		t.Errorf("answered %s", text(m))
	}
	subs, err := o.store.Subscriptions(t.Context())
	o.must(err)
	s := subs[0]
	if s.Mode != bot.Daily || s.Followups != "channel" || s.Owner != "U1" || !slices.Equal(s.Filter.Words, []string{"个人 信息", "cookies"}) {
		t.Errorf("subscription %+v", s)
	}
	c, err := o.store.Channel(t.Context(), here)
	o.must(err)
	if c.Lang != bot.Chinese {
		t.Errorf("the channel's language is %q", c.Lang)
	}
	p.wants("subscribe data-export,app-enforcement authority:cac,miit region:sh stage:draft,in-force “个人 信息” cookies -会议 mode:daily", "Already subscribed as s1")
	for _, empty := range []map[string][]string{{}, {"topics": {}, "words": {" "}, "mode": {"daily"}, "lang": {"default"}}} {
		m = p.send("subscribe", empty)
		if f := field(t, m, "topics"); f.Error != "form.wrong_empty" || !strings.Contains(text(m), "Nothing is asked for yet") {
			t.Errorf("an empty form: %s", text(m))
		}
		if f := field(t, m, "mode"); len(empty) > 0 && f.Value != "daily" {
			t.Errorf("an empty form forgets the mode: %+v", f)
		}
	}
	if m = p.send("subscribe", map[string][]string{"topics": {"all", "data-export"}}); !strings.Contains(text(m), "everything relevant") {
		t.Errorf("a form that asks for all: %s", text(m))
	}
	p.wants("subscribe all", "Already subscribed as s2")
}

func TestAWrongFormComesBackAsItWasTyped(t *testing.T) {
	o := newOffice(t)
	p := o.person(here, "U1")
	for name, bad := range map[string]string{
		"topics": "cookies", "authorities": "cac, cca", "region": "mars", "stages": "drafts", "words": strings.Repeat("x", 201),
		"without": strings.Repeat("数", 80), "mode": "hourly", "lang": "de", "followups": "never",
	} {
		for _, verb := range []string{"subscribe", "preview"} {
			form := map[string][]string{"words": {"出境"}, name: {bad}}
			m := p.send(verb, form)
			f := field(t, m, name)
			if f.Value != bad || !phrase.Has(string(f.Error)) {
				t.Errorf("%s %s: field %+v", verb, name, f)
			}
			if name != "words" && (field(t, m, "words").Value != "出境" || field(t, m, "words").Error != "") {
				t.Errorf("%s %s: what was right is %+v", verb, name, field(t, m, "words"))
			}
			if strings.Contains(text(m), "matched") {
				t.Errorf("%s %s counts a form that is wrong: %s", verb, name, text(m))
			}
		}
	}
	if m := p.send("subscribe", map[string][]string{"authorities": {"ciac"}}); !strings.Contains(text(m), "Did you mean cac?") {
		t.Errorf("a near code: %s", text(m))
	}
	subs, err := o.store.Subscriptions(t.Context())
	o.must(err)
	if len(subs) != 0 {
		t.Errorf("a wrong form subscribed: %+v", subs)
	}
	_, err = o.desk.Handle(t.Context(), bot.Command{Actor: p.actor, Verb: "subscribe", Form: map[string][]string{"words": {strings.Repeat("出境,", 2000)}}})
	if got := wordsOf(err); !strings.Contains(got, "at most 4,000") {
		t.Errorf("an endless form: %s", got)
	}
}

func TestAnEventIsNotDoneWithoutAReason(t *testing.T) {
	o := newOffice(t)
	e := o.publish("", "one", nil)
	p := o.person(here, "U1")
	m := p.send("done", map[string][]string{"event": {string(e)}, "reason": {" "}})
	if f := field(t, m, "reason"); f.Error == "" || field(t, m, "event").Value != string(e) || m.Submit != "done" {
		t.Errorf("a form without a reason: %+v", m)
	}
	_, m, err := p.try("done " + string(e))
	o.must(err)
	if f := field(t, m, "reason"); f.Error != "" {
		t.Errorf("what nobody has filled in yet is wrong: %+v", f)
	}
}
