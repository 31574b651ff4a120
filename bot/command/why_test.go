package command_test

import (
	"strings"
	"testing"
	"time"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/bot/phrase"
	"github.com/regwire/regwire/feeds"
)

func TestWhatIsNotReadIsNotCalledIrrelevant(t *testing.T) {
	o := newOffice(t)
	p := o.person(here, "Ann")
	source := feeds.Source{ID: "s", Host: "h.example"}
	found := feeds.Item{Source: "s", URL: "https://h.example/1", Host: "h.example", Title: "通知", Found: o.now, State: feeds.ItemUnread}
	claim, _, err := o.store.ClaimHost(t.Context(), "t", []feeds.Source{source})
	o.must(err)
	_, err = o.store.Commit(t.Context(), claim, feeds.Round{Found: []feeds.Found{{Item: found, Keys: []feeds.Key{"url:https://h.example/1"}}}})
	o.must(err)
	o.must(o.store.Release(t.Context(), claim))
	for _, verb := range []string{"item", "why"} {
		if answer := p.say(verb + " i1"); !strings.Contains(answer, "waits to be read") || strings.Contains(answer, "not relevant") || strings.Contains(answer, "filed") {
			t.Errorf("%s of an unread item: %s", verb, answer)
		}
	}
	claim, items, err := o.store.ClaimUnread(t.Context(), "t", 1)
	o.must(err)
	i := items[0]
	i.Unread, i.Attempts, i.NextTry = "error: the page holds no article", 1, o.now.Add(time.Hour)
	_, err = o.store.Commit(t.Context(), claim, feeds.Round{Retry: []feeds.Item{i}})
	o.must(err)
	o.must(o.store.Release(t.Context(), claim))
	for _, verb := range []string{"item", "why"} {
		p.wants(verb+" i1", "1 try to read it failed (error: the page holds no article)", "tried again from")
	}
}

func TestWhyIsSaidInChineseToo(t *testing.T) {
	o := newOffice(t)
	e := string(o.publish("", "标题", func(i *feeds.Item) {
		i.Reading.Stage, i.Reading.Dates.CommentCloses.Day = feeds.StageDraft, "2022-12-01"
	}))
	p := o.person(here, "Ann")
	p.say("subscribe data-export")
	for _, filter := range []string{"app-enforcement", "all -data-export", "authority:miit", "region:sh", "stage:final", "section:court-litigation", "all “没有的词”", "all -标题"} {
		p.say("subscribe " + filter)
	}
	p.say("unsubscribe s1")
	m, err := o.desk.Handle(t.Context(), bot.Command{Actor: p.actor, Verb: "why", Words: []string{e}})
	o.must(err)
	var said strings.Builder
	for _, b := range m.Blocks {
		for _, l := range b.Lines {
			said.WriteString(l.Words(bot.Chinese, phrase.Say) + "\n")
		}
	}
	for _, no := range []string{"所选主题不含 data-export", "data-export 中有被排除的主题", "所选机关不含 CAC", "来自其他地区", "所选阶段不含 draft", "所选栏目不含 legislation", "未出现“没有的词”", "出现了被排除的“标题”", "已放弃（本频道已没有订阅需要它）"} {
		if !strings.Contains(said.String(), no) {
			t.Errorf("no %q in %s", no, said.String())
		}
	}
}

func TestWhyOfWhatHasNoReasonsSaysSo(t *testing.T) {
	o := newOffice(t)
	e := string(o.publish("", "标题", nil))
	o.person(here, "Ann").wants("why "+e, "What decided:", "nothing in its title or text spoke")
}

func TestWhySaysThatTheTextWasNotRead(t *testing.T) {
	o := newOffice(t)
	e := string(o.publish("", "标题", func(i *feeds.Item) { i.State, i.Unread = feeds.ItemTitleOnly, "page is gone" }))
	o.person(here, "Ann").wants("why "+e, "Text not read (page is gone): this rests on the title alone.")
}

func TestWhySaysWhatWasNotPosted(t *testing.T) {
	o := newOffice(t)
	p := o.person(here, "Ann")
	p.say("subscribe app-enforcement")
	e := string(o.publish("", "标题", nil))
	p.wants("why "+e, "s1 did not want it: the topics asked for do not include data-export")
	p.wants("why https://cac.example/never", "never seen", "Source cac on that site has not been read yet")
	p.wants("why https://off.example/x", "Source off on that site is not polled: needs a browser")
	p.wants("why https://nobody.example/x", "No source is on nobody.example")
	p.say("submit https://nobody.example/y")
	p.wants("why https://nobody.example/y", "waits to be read")
	o.person(there, "Eve").wants("why https://nobody.example/y", "never seen")
	p.say(`subscribe 正文里的词`)
	f := string(o.publish("", "另一标题", func(i *feeds.Item) { i.Text = "这里有正文里的词。" }))
	p.wants("why "+f, "s2 wants it")
	o.set(o.now.Add(time.Hour))
	p.say("subscribe data-export")
	p.wants("why "+f, "s2 wants it at once", "s3 wants it, but was made after it was told")
}

// What was there from the first is not announced, and why says whence it came.
func TestWhySaysWhatIsNotAnnounced(t *testing.T) {
	o := newOffice(t)
	for title, c := range map[string]struct {
		given bool
		want  string
	}{"polled": {false, "Read at the first poll"}, "loaded": {true, "Loaded from a file"}} {
		o.first = true
		id := o.publish("", title, func(i *feeds.Item) { i.Given = c.given })
		o.person(here, "Ann").wants("why "+string(id), c.want)
	}
}
