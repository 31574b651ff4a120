package bot

import (
	"cmp"
	"context"
	"regexp"
	"slices"

	"github.com/regwire/regwire/feeds"
)

// standingLines says what came before and after, and what is attached.
func standingLines(e feeds.Event, lead feeds.Item, v View) []Line {
	var l Line
	add := func(s Span) {
		if len(l) > 0 {
			l = append(l, sep)
		}
		l = append(l, s)
	}
	told, more := someSteps(Steps(e, v), v)
	for _, link := range told {
		add(Step(e, link, v))
	}
	switch {
	case len(more) > 0 && v.Base != "" && e.Workspace == "":
		add(Say("lineage.more", len(more)).To(v.Base + "/event/" + string(e.ID) + "#" + StepsOfPage))
	case len(more) > 0:
		add(Say("lineage.more_by", len(more), string(e.ID)))
	}
	follows := func(l feeds.Link) bool { return l.Relation != feeds.SameAs }
	if e.Reading.Stage != "" && !slices.ContainsFunc(e.Lineage, follows) {
		add(Say("lineage.none"))
	}
	if len(v.Echoes) > 0 {
		add(otherProvinces(v))
	}
	if as := lead.Article.Attachments; len(as) > 0 {
		add(Say("attachments", attachments(as)))
	}
	if len(l) == 0 {
		return nil
	}
	return []Line{l}
}

// maxEchoes is how many other provinces an alert names.
const maxEchoes = 4

func otherProvinces(v View) Span {
	shown := v.Echoes[:min(len(v.Echoes), maxEchoes)]
	places := make([]Span, len(shown))
	for i, other := range shown {
		places[i] = Say(Phrase("region." + other.Region)).To(pageOf(other.Event, other.Item, v))
	}
	if more := len(v.Echoes) - len(shown); more > 0 {
		return Say("echo.others.more", places, more)
	}
	return Say("echo.others", places)
}

// Whole is an event with its items or, where it became part of another, that one with its.
func Whole(ctx context.Context, get func(context.Context, feeds.EventID) (feeds.Event, []feeds.Item, error), id feeds.EventID) (feeds.Event, []feeds.Item, error) {
	e, items, err := get(ctx, id)
	for err == nil && e.Alias != "" && e.Alias != e.ID {
		e, items, err = get(ctx, e.Alias)
	}
	return e, items, err
}

// Steps are the steps of the event's lineage, those to parts of one event once, as the surest
// of them, and none to what is part of itself.
func Steps(e feeds.Event, v View) (steps []feeds.Link) {
	whole := func(l feeds.Link) feeds.EventID { return cmp.Or(v.Related[l.Event].ID, l.Event) }
	for _, l := range e.Lineage {
		if whole(l) == e.ID {
			continue
		}
		again := slices.IndexFunc(steps, func(have feeds.Link) bool { return have.Relation == l.Relation && whole(have) == whole(l) })
		switch {
		case again < 0:
			steps = append(steps, l)
		case l.Sure && !steps[again].Sure:
			steps[again] = l
		}
	}
	return steps
}

const (
	// maxSteps is how many steps of one relation an alert tells: lists of apps name some
	// month after month.
	maxSteps = 3
	// StepsOfPage is where the page of an event has all its steps.
	StepsOfPage = "steps"
)

// someSteps are the steps that an alert tells and those that it leaves out: of each
// relation it tells those that are sure, and then the newest, in the order they stand in.
func someSteps(all []feeds.Link, v View) (told, more []feeds.Link) {
	by := map[feeds.Relation][]feeds.Link{}
	for _, l := range all {
		by[l.Relation] = append(by[l.Relation], l)
	}
	for _, links := range by {
		slices.SortStableFunc(links, func(x, y feeds.Link) int {
			return cmp.Or(feeds.TrueFirst(x.Sure, y.Sure), cmp.Compare(v.Related[y.Event].Published, v.Related[x.Event].Published))
		})
	}
	for _, l := range all {
		if links := by[l.Relation]; slices.Contains(links[:min(maxSteps, len(links))], l) {
			told = append(told, l)
		} else {
			more = append(more, l)
		}
	}
	return told, more
}

// MoreSteps says the steps of the event that its alert leaves out.
func MoreSteps(e feeds.Event, v View) []Line {
	var lines []Line
	_, more := someSteps(Steps(e, v), v)
	for _, link := range more {
		lines = append(lines, Line{Step(e, link, v)})
	}
	return lines
}

// Step says one step of the event's lineage, and from when it holds. What a draft would
// amend is not amended.
func Step(e feeds.Event, link feeds.Link, v View) Span {
	title, page := Quote(feeds.Text(link.Event)), ""
	other, known := v.Related[link.Event]
	if known {
		title, page = Say("name", TitleIn(other, English), TitleIn(other, Chinese)), pageOf(other, feeds.Item{}, v)
	}
	said := Say(Phrase("lineage."+link.Relation), title)
	switch {
	case link.Relation == feeds.Amends && e.Reading.Stage.InDraft():
		said = Say("lineage.would_amend", title)
	case link.Relation == feeds.AmendedBy && other.Reading.Stage.InDraft():
		said = Say("lineage.amendment_drafted", title)
	}
	if link.Since != "" && link.Relation != feeds.Amends && link.Relation != feeds.Repeals { // their own date says it
		said = Say("lineage.since", said, link.Since)
	}
	if !link.Sure {
		said = Say("lineage.possible", said)
	}
	return said.To(page)
}

// labelled is the word that many publishers put before the name of a file, as we do.
var labelled = regexp.MustCompile(`^附件\s*[：:]\s*`)

// attachments names the first attachments, each with whether it was read and, if
// not or not whole, why.
func attachments(as []feeds.Attachment) []Span {
	const shown = 3
	var out []Span
	for _, a := range as[:min(shown, len(as))] {
		name := Quote(feeds.CleanLine(cmp.Or(labelled.ReplaceAllString(a.Name, ""), a.Name)))
		if a.Name == "" || a.Image {
			name = Say("attachment.picture")
		}
		switch why := feeds.CleanLine(a.Unread); {
		case a.How != "" && a.Unread == "":
			out = append(out, Say("attachment.read", name))
		case a.How != "":
			out = append(out, Say("attachment.in_part", name, why))
		case a.Unread == "" || a.Image && a.Unread == "picture": // its name says it
			out = append(out, Say("attachment.not_read", name))
		default:
			out = append(out, Say("attachment.unread", name, why))
		}
	}
	if len(as) > shown {
		out = append(out, Say("attachment.more", len(as)-shown))
	}
	return out
}
