package dedupe

import (
	"cmp"
	"slices"
	"unicode/utf8"

	"github.com/regwire/regwire/feeds"
)

// choice is a candidate beside the item that may join it.
type choice struct {
	of   *feeds.Candidate
	by   sameness
	like float64 // how like they are, to choose between equal reasons
	days int
}

// before orders choices: the strongest reason, then the likest, then the nearest in time.
func (c choice) before(d choice) int {
	return cmp.Or(cmp.Compare(d.by, c.by), cmp.Compare(d.like, c.like), cmp.Compare(c.days, d.days))
}

// Join decides which candidate, if any, the item belongs to: the one with the
// strongest reason, of equal ones the one with the likest title, then the nearest in time.
// Where it shows that others are of one event with that, they are told too. Where it
// belongs to none, one that it may be the same as is linked.
func (Identity) Join(read *feeds.ReadItem, candidates []feeds.Candidate) feeds.Verdict {
	if read.Notes == nil {
		read.Notes = &feeds.Notes{}
	}
	a := of(read.Notes, &read.Item, func() string { return read.Item.Text })
	defer a.rest()
	var found []choice
	for i := range candidates {
		if c := a.beside(&candidates[i]); c.by > strangers {
			found = append(found, c)
		}
	}
	slices.SortStableFunc(found, choice.before)
	v := chosen(a, found)
	v.Moves = a.draws(v, found, candidates)
	return v
}

// chosen is which of the candidates that the item is like it belongs to, the first before
// all others.
func chosen(a *opus, found []choice) feeds.Verdict {
	if len(found) == 0 {
		return feeds.Verdict{}
	}
	best := found[0]
	if best.by == perhapsSame || best.by == nearlySame && len(found) > 1 {
		return feeds.Verdict{Links: []feeds.Link{{Event: best.of.Event, Relation: feeds.SameAs}}}
	}
	v := feeds.Verdict{Join: best.of.Event}
	nearly := 0
	for _, c := range found {
		if c.by == nearlySame {
			nearly++
		}
	}
	for _, c := range found[1:] {
		// What is the only one that the report may be of is so whichever came first.
		only := c.by == nearlySame && nearly == 1 && (best.by >= sameTitle && c.of.Lead.Media && !best.of.Lead.Media ||
			len(found) == 2 && a.item.Media && best.of.Lead.Media && !c.of.Lead.Media)
		if (c.by > nearlySame || only) && a.connects(best.of, c.of) {
			v.Same = append(v.Same, c.of.Event)
		}
	}
	return v
}

// draws are the reports in other events that are of what the item tells, more than of what
// leads those: they came first, and joined what they fitted then. Only an authority's page
// shows that, which leads its event, and of an event that may well be one with its own it
// shows nothing.
func (o *opus) draws(v feeds.Verdict, found []choice, candidates []feeds.Candidate) (moves []feeds.Move) {
	if o.item.Media {
		return nil
	}
	own := append(slices.Clone(v.Same), v.Join)
	var joined []*feeds.Candidate
	for i := range candidates {
		if !slices.Contains(own, candidates[i].Event) {
			continue
		}
		if !candidates[i].Lead.Media {
			return nil
		}
		joined = append(joined, &candidates[i])
	}
	for i := range candidates {
		c := &candidates[i]
		if c.Also == nil || slices.ContainsFunc(found, func(f choice) bool { return f.of == c }) {
			continue
		}
		also := c.Also()
		for k := range also {
			if m := &also[k]; m.Lead.Media && o.draw(m, c, also, joined) {
				moves = append(moves, feeds.Move{Item: m.Lead.ID, From: c.Event})
			}
		}
	}
	return moves
}

// draw reports whether the report m, of the event from, is of what the item tells more than
// of anything there, and nothing of what the item joins keeps it away.
func (o *opus) draw(m, from *feeds.Candidate, also []feeds.Candidate, joined []*feeds.Candidate) bool {
	here := o.held(m)
	if here.by <= nearlySame {
		return false
	}
	r := of(m.Notes, m.Lead, m.Text)
	defer r.rest()
	stays := func(c *feeds.Candidate) bool { return !here.than(r.held(c), r.english != o.english) }
	if stays(from) {
		return false
	}
	for i := range also {
		if c := &also[i]; c.Lead.ID != m.Lead.ID && !c.Lead.Media && stays(c) {
			return false
		}
	}
	for _, j := range joined {
		if r.held(j).by == apart {
			return false
		}
	}
	return true
}

// than reports whether a choice is by a stronger reason or, where titles of two languages
// were held against each other, has more of them in common. Headlines in one language may
// be like what is one with what they are of.
func (c choice) than(d choice, across bool) bool {
	return c.by > d.by || across && c.by == d.by && c.like > d.like
}

// beside holds the item against a candidate: its lead and, where that alone does not tell,
// its other items, none of which may keep it apart.
func (o *opus) beside(c *feeds.Candidate) choice {
	out := o.held(c)
	if out.by == apart || out.by > nearlySame || c.Also == nil {
		return out
	}
	// What the press tells of is told of by the press in other words; but two reports that
	// read alike may be of two things that read alike.
	perhaps := out.by > strangers && (o.item.Media || c.Lead.Media)
	for _, also := range c.Also() {
		x := o.held(&also)
		if x.by == apart {
			return choice{of: c}
		}
		if x.by > max(out.by, nearlySame) && (!also.Lead.Media || perhaps && (x.by > sameReport || !o.item.Media)) {
			out.by, out.like, out.days = x.by, x.like, x.days
		}
	}
	return out
}

// held is the item against one other.
func (o *opus) held(c *feeds.Candidate) choice {
	p := pair{a: o, b: of(c.Notes, c.Lead, c.Text)}
	defer p.b.rest()
	out := choice{of: c, by: p.sameness()}
	if out.by > strangers {
		out.like = p.likeness()
		out.days, _ = p.days()
		if out.by <= nearlySame {
			out.like += float64(p.statedAlike() + p.saidAlike())
		}
	}
	return out
}

// connects reports whether two events that the item is of are one: nothing keeps them
// apart, they are not two that authorities told of themselves, unless these call or count
// one thing, and if only the press tells that they are one, they may well be.
func (o *opus) connects(x, y *feeds.Candidate) bool {
	a, b := of(x.Notes, x.Lead, x.Text), of(y.Notes, y.Lead, y.Text)
	defer a.rest()
	defer b.rest()
	p := pair{a, b}
	switch {
	case !x.Lead.Media && !y.Lead.Media:
		return p.closer(1) && !p.kept() && p.saysOne()
	case o.item.Media:
		return p.sameness() > strangers
	case x.Lead.Media && y.Lead.Media:
		return true // each joins the page when it comes after it, whatever the other says
	}
	return !p.kept()
}

// saysOne reports whether two authorities' pages that a third item is of both call or count
// what that does, in words that two acts would not share.
func (p pair) saysOne() bool {
	if p.acrossLanguages() || p.exchanged() || p.otherTopics() || otherDocument(p.a, p.b) {
		return false
	}
	x, y := p.a.gist(), p.b.gist()
	if len(x) > len(y) {
		x, y = y, x
	}
	if p.a.english {
		return x == y
	}
	added := utf8.RuneCountInString(y) - utf8.RuneCountInString(x)
	return utf8.RuneCountInString(x) >= nameRunes && added <= 1 && inOrder(x, y) || p.countsAlike() >= 3 && p.sameIssuer()
}

func tooFar(a, b *feeds.Item) bool {
	days := a.Published.Sub(b.Published)
	return days > joinDays || days < -joinDays
}
