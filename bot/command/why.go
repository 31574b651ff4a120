package command

import (
	"cmp"
	"context"
	"errors"
	"strconv"
	"strings"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/feeds"
)

// why says which words decided, and what happened with the event here.
func (d *Desk) why(ctx context.Context, c bot.Command) (bot.Message, error) {
	e, items, err := d.resolve(ctx, c)
	if errors.Is(err, feeds.ErrNotFound) { // so there is a word
		if page := address(c.Words[0]); strings.Contains(page, "://") {
			return d.whyNever(ctx, c, page)
		}
	}
	if err != nil {
		return bot.Message{}, err
	}
	if len(items) == 0 {
		return bot.Message{}, feeds.ErrNotFound
	}
	r := items[0].Reading
	title := feeds.CleanLine(cmp.Or(items[0].Title, items[0].URL))
	if e.ID == "" && items[0].State == feeds.ItemUnread {
		m := said("why.unread", title)
		m.Add(bot.Body, bot.Line{noEvent(items[0])})
		return m, nil
	}
	if e.ID != "" {
		r, title = e.Reading, feeds.CleanLine(e.Title)
	}
	m := said("why.head", title, bot.Phrase("relevance."+r.Relevance), bot.Phrase("section."+r.Section))
	reasons := d.reasonLines(r.Reasons, "")
	if len(reasons) == 0 {
		reasons = []bot.Line{{bot.Say("why.nothing")}}
	}
	m.Add(bot.Bullets, reasons...)
	if lead := bot.Lead(e, items); lead.State == feeds.ItemTitleOnly {
		m.Add(bot.Body, bot.Line{bot.Say("text.not_read", feeds.CleanLine(lead.Unread))})
	}
	if r.Version != "" {
		m.Add(bot.Context, bot.Line{bot.Say("why.version", r.Version)})
	}
	if e.ID == "" {
		m.Add(bot.Body, bot.Line{noEvent(items[0])})
		return m, nil
	}
	subs, err := d.visible(ctx, c, false)
	if err != nil {
		return m, err
	}
	deliveries, err := d.Items.Deliveries(ctx, e.ID)
	if err != nil {
		return m, err
	}
	lines, err := d.whyHere(ctx, c, e, items, subs, deliveries)
	m.Add(bot.Bullets, lines...)
	return m, err
}

// noEvent says why no event was made of an item.
func noEvent(i feeds.Item) bot.Span {
	switch {
	case i.Quarantine != "":
		return bot.Say("why.set_aside", feeds.CleanLine(i.Quarantine))
	case i.State == feeds.ItemUnread && i.Unread != "":
		return bot.Say("why.tried", i.Attempts, feeds.CleanLine(i.Unread), i.NextTry)
	case i.State == feeds.ItemUnread:
		return bot.Say("why.not_read_yet")
	case i.Baseline:
		return quietFrom(i)
	}
	return bot.Say("why.no_event")
}

// quietFrom says why an item that was there from the first is not announced.
func quietFrom(i feeds.Item) bot.Span {
	if i.Given {
		return bot.Say("why.loaded")
	}
	return bot.Say("why.baseline")
}

// whyNever says what is known of the site of a page that was never seen.
func (d *Desk) whyNever(ctx context.Context, c bot.Command, page string) (bot.Message, error) {
	f, err := d.Link(page)
	if err != nil {
		return bot.Message{}, err
	}
	visits, err := d.Watchers.Visits(ctx)
	if err != nil {
		return bot.Message{}, err
	}
	m := said("why.never_seen")
	var lines []bot.Line
	for _, s := range d.allSources(ctx) {
		if s.Host == f.Item.Host && sees(c, s.Workspace) {
			lines = append(lines, bot.Line{siteState(s, visits)})
		}
	}
	if len(lines) == 0 {
		lines = append(lines, bot.Line{bot.Say("why.site_unknown", feeds.CleanLine(f.Item.Host))})
	}
	m.Add(bot.Bullets, lines...)
	m.Buttons = []bot.Button{{Label: "button.submit", Verb: "submit", Words: []string{page}}}
	return m, nil
}

func siteState(s feeds.Source, visits []feeds.Visit) bot.Span {
	if s.Disabled != "" {
		return bot.Say("why.site_off", string(s.ID), feeds.CleanLine(s.Disabled))
	}
	for _, v := range visits {
		if v.Source == s.ID && !v.Good.IsZero() {
			return bot.Say("why.site_polled", string(s.ID), v.Good)
		}
	}
	return bot.Say("why.site_unread", string(s.ID))
}

// whyHere says for each subscription whether it wanted the event and, if not,
// which filter said no first; then what became of the deliveries.
func (d *Desk) whyHere(ctx context.Context, c bot.Command, e feeds.Event, items []feeds.Item, subs []bot.Subscription, deliveries []bot.Delivery) ([]bot.Line, error) {
	var lines []bot.Line
	if e.Baseline {
		lines = append(lines, bot.Line{quietFrom(bot.Lead(e, items))})
	}
	told := map[bot.ChannelID]bool{}
	for _, x := range deliveries {
		told[x.Key.Channel] = told[x.Key.Channel] || !x.TakenBack()
	}
	for _, s := range subs {
		mode, no, err := d.match(ctx, s, e, items)
		if err != nil {
			return nil, err
		}
		var why bot.Span
		switch {
		case no != nil:
			why = bot.Say("why.no", string(s.ID), *no)
		case s.MutedUntil.After(d.Now()):
			why = bot.Say("why.muted", string(s.ID), s.MutedUntil)
		case !told[s.Channel] && !e.Baseline && bot.Earlier(e, s.Created):
			why = bot.Say("why.late", string(s.ID))
		default:
			why = bot.Say("why.yes", string(s.ID), bot.Phrase("mode."+mode))
		}
		lines = append(lines, bot.Line{why})
	}
	if len(subs) == 0 {
		lines = append(lines, bot.Line{bot.Say("why.no_subscription")})
	}
	for _, x := range deliveries {
		if x.Key.Channel != c.Actor.Channel && !c.Actor.Operator {
			continue
		}
		l, err := d.became(ctx, c, x)
		if err != nil {
			return nil, err
		}
		lines = append(lines, l)
	}
	return lines, nil
}

// became says what became of a delivery. One that is open waits for a person where its
// channel is held, whatever it waited for before.
func (d *Desk) became(ctx context.Context, c bot.Command, x bot.Delivery) (bot.Line, error) {
	state, reason := x.State, x.Reason
	if x.Open() {
		held, err := d.heldPlace(ctx, x.Key.Channel)
		if err != nil {
			return nil, err
		}
		if held != "" {
			state, reason = bot.HeldUp, held
		}
	}
	at, err := d.place(ctx, c, x.Key.Channel)
	if err != nil {
		return nil, err
	}
	l := bot.Line{bot.Say("why.delivery", bot.Phrase("kind."+x.Key.Kind), at, bot.Phrase("state."+state))}
	switch reason {
	case "":
	case bot.Unsubscribed:
		l = append(l, bot.Say("why.because", bot.Say("no.subscription")))
	default:
		l = append(l, bot.Say("why.because", feeds.CleanLine(reason)))
	}
	return l, nil
}

func (d *Desk) reasonLines(reasons []feeds.Reason, only string) []bot.Line {
	var lines []bot.Line
	for _, r := range reasons {
		if only != "" && r.For != only {
			continue
		}
		lines = append(lines, bot.Line{bot.Say("why.reason", bot.Decided(r, d.Catalog), bot.DecidedBy(r, d.Catalog), bot.Phrase("place."+r.In), strconv.FormatFloat(r.Weight, 'g', 3, 64))})
	}
	return lines
}
