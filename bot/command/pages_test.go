package command_test

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/bot/command"
	"github.com/regwire/regwire/feeds"
)

// crowded is an office with 53 drafts out for comment and 52 notices.
func crowded(t *testing.T) *office {
	o := newOffice(t)
	for n := range 53 {
		o.publish("", fmt.Sprintf("办法%d（征求意见稿）", n), func(i *feeds.Item) {
			i.Reading.Stage, i.Reading.Dates.CommentCloses = feeds.StageDraft, feeds.Date{Day: "2022-10-12"}
		})
	}
	for n := range 52 {
		o.publish("", fmt.Sprintf("通知%d", n), nil)
	}
	return o
}

// pressing gives the command, then presses the button of that label as long as
// there is one; it returns each answer.
func (p person) pressing(line string, label bot.Phrase) []string {
	p.t.Helper()
	verb, words := command.ParseLine(line)
	var answers []string
	for len(answers) < 50 {
		m, err := p.desk.Handle(context.Background(), bot.Command{Actor: p.actor, Verb: verb, Words: words})
		if err != nil {
			p.t.Fatalf("%s %v: %v", verb, words, err)
		}
		answers = append(answers, text(m))
		at := slices.IndexFunc(m.Buttons, func(b bot.Button) bool { return b.Label == label })
		if at < 0 {
			return answers
		}
		if n := len(m.Buttons); n > 3 {
			p.t.Errorf("%s: %d buttons", line, n)
		}
		verb, words = m.Buttons[at].Verb, m.Buttons[at].Words
	}
	p.t.Fatalf("%s: the pages have no end", line)
	return nil
}

var idOfRow = regexp.MustCompile(`\(?\b[eis][0-9]+\b`)

func TestTurningPagesShowsEveryRowOnce(t *testing.T) {
	p := crowded(t).person(here, "Ann")
	p.actor.Admin = true
	for n := range 23 {
		p.say(fmt.Sprintf("subscribe data-export word%d", n))
		p.say(fmt.Sprintf("save e%d", n+1))
	}
	for _, c := range []struct {
		line        string
		rows, pages int
		says        string
	}{
		{"deadlines 30d", 53, 6, "11 to 20 of 53"},
		{"latest 25", 25, 3, "11 to 20 of 25"},
		{"find 通知", 52, 6, "11 to 20"},
		{"find 办法 topic:data-export", 53, 6, "11 to 20"},
		{"list", 23, 3, "11 to 20 of 23"},
		{"saved", 23, 3, "11 to 20 of 23"},
		{"digest 2022-09", 105, 11, "11 to 20 of 105"},
	} {
		t.Run(c.line, func(t *testing.T) {
			answers := p.pressing(c.line, "button.next")
			rows := map[string]int{}
			for _, a := range answers {
				for line := range strings.Lines(a) {
					if strings.Count(line, " · ") > 0 || strings.HasPrefix(c.line, "digest") && idOfRow.MatchString(line) {
						rows[line]++
					}
				}
			}
			for row, n := range rows {
				if n > 1 {
					t.Errorf("%d times: %s", n, row)
				}
			}
			if len(answers) != c.pages || len(rows) != c.rows {
				t.Errorf("%d pages with %d rows, want %d and %d\n%s", len(answers), len(rows), c.pages, c.rows, answers[0])
			}
			if len(answers) > 1 && !strings.Contains(answers[1], c.says) {
				t.Errorf("the second page does not say %q: %s", c.says, answers[1])
			}
			last := c.line + fmt.Sprintf(" page:%d", c.pages)
			if back := p.pressing(last, "button.back"); len(back) != c.pages || back[c.pages-1] != answers[0] {
				t.Errorf("going back from the end of %s gives %d pages", c.line, len(back))
			}
			if beyond := p.say(c.line + " page:999"); beyond != answers[len(answers)-1] {
				t.Errorf("a page beyond the end shows %s", beyond)
			}
		})
	}
	p.say("subscribe all")
	if since := p.pressing("since 2022-09-20", "button.next"); len(since) != 11 || !strings.Contains(since[5], "The rest") || strings.Contains(since[6], "With a date ahead") {
		t.Errorf("since has %d pages", len(since))
	}
}

func TestWhatIsSharedIsOneAnswerThatCountsTheRest(t *testing.T) {
	p := crowded(t).person(here, "Ann")
	for line, want := range map[string]struct {
		rows int
		rest string
	}{
		"share deadlines 30d":    {50, "… and 3 more"},
		"share since 2022-09-20": {50, "… and 55 more"},
		"share find 通知":          {50, "… and 2 more"},
		"share latest 12":        {12, ""},
		"deadlines 30d share":    {50, "… and 3 more"},
	} {
		answer, m, err := p.try(line)
		if err != nil || m.Private || m.Pages != 0 {
			t.Fatalf("%s: %+v, %v", line, m, err)
		}
		if rows := strings.Count(answer, "CAC"); rows != want.rows || !strings.Contains(answer, want.rest) {
			t.Errorf("%s has %d rows, want %d and %q", line, rows, want.rows, want.rest)
		}
		if slices.ContainsFunc(m.Buttons, func(b bot.Button) bool { return command.Turns(b.Words) }) {
			t.Errorf("%s has pages", line)
		}
	}
	// What a person writes is theirs, whatever it looks like.
	p.say("note e1 see page:2")
	p.wants("note e1", "see page:2")
}

func TestPagesAreCountedFromOneAndToldAtTheTerminal(t *testing.T) {
	o := crowded(t)
	p := o.person(here, "Ann")
	p.wants("find 办法 page:0", "“0” is not a number above zero. Example: page:2")
	p.wants("share find 办法 page:two", "“two” is not a number above zero")
	if answer := p.say("share find 办法 page:2"); strings.Contains(answer, "page:") {
		t.Errorf("what is shared has no pages: %s", answer)
	}
	if answer := p.say("find 办法"); strings.Contains(answer, "page:2") {
		t.Errorf("chats have buttons: %s", answer)
	}
	p.actor.Operator = true
	p.wants("find 办法", "pages found for “办法”", "1 to 10 of ", "; page:2 behind the words shows the next")
	p.wants("preview all", "… and ")
}
