package dedupe

import (
	"cmp"
	"slices"
	"unicode/utf8"

	"github.com/regwire/regwire/feeds"
)

// choice is what came of comparing the item with a candidate event.
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
// Other candidates that the item shows to be the same event as that one are named in
// Verdict.Same. Where it belongs to none but may be the same as one, it is linked to that.
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

// chosen decides which of the candidates that the item is like it belongs to; found has the
// best choice first.
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
		// A report joins the only event that it may nearly be of. That must not depend on
		// which of the two came first, so here the page draws such a report's event in.
		only := c.by == nearlySame && nearly == 1 && (best.by >= sameTitle && c.of.Lead.Media && !best.of.Lead.Media ||
			len(found) == 2 && a.item.Media && best.of.Lead.Media && !c.of.Lead.Media)
		if (c.by > nearlySame || only) && a.connects(best.of, c.of) {
			v.Same = append(v.Same, c.of.Event)
		}
	}
	return v
}

// draws are press reports that belong to the item rather than to the event that they are in:
// they came before it, and joined what fitted best at the time. Only an authority's page that
// leads its event draws reports to it, and none from an event that may well be the same as its
// own.
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

// draw reports whether the report m, which is in the event from, fits the item better than
// anything in that event, and nothing in the events that the item joins keeps it apart.
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

// than reports whether c is a better choice than d: it has a stronger reason or, across two
// languages, the same reason and more of the title in common. Within one language likeness
// does not count, since a headline may read like another page about the same thing.
func (c choice) than(d choice, across bool) bool {
	return c.by > d.by || across && c.by == d.by && c.like > d.like
}

// beside compares the item with a candidate: with the item that leads it and, where that leaves
// the matter open, with its other items. One of these that keeps the item apart decides.
func (o *opus) beside(c *feeds.Candidate) choice {
	out := o.held(c)
	if out.by == apart || out.by > nearlySame || c.Also == nil {
		return out
	}
	// Press reports of one thing use other words, so that a report which reads like another
	// says little by itself: two things that read alike have such reports too. It counts only
	// where the lead may be the same as well.
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

// held compares the item with one other.
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

// connects reports whether two events are one, since the item belongs to both. Nothing may
// keep them apart. Two that authorities themselves published are one only if their pages name
// or count the same thing. Where the item is a press report, the two must be possibly the same
// even without it.
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

// saysOne reports whether the pages of two authorities name or count the same thing, in words
// that two different acts would not share.
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
