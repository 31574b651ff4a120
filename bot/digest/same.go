package digest

import (
	"slices"

	"github.com/regwire/regwire/feeds"
)

// An English and a Chinese report of one document are often told as two events, since
// their titles and texts share no words. Nothing is left out for that: the two are
// marked, and an editor decides.

// sameWithin is how many days apart two reports of one matter are published at most.
const sameWithin = 10

// maybeSame reports whether two events of a section may be one matter, told in two
// languages: one authority, one stage, a few days apart, a date or a figure that both
// state alike, and none that they state otherwise.
func maybeSame(a, b Entry) bool {
	p, q := a.Event, b.Event
	if feeds.HasHan(p.Title) == feeds.HasHan(q.Title) || p.Published == "" || q.Published == "" ||
		max(p.Published.Sub(q.Published), q.Published.Sub(p.Published)) > sameWithin ||
		p.Reading.Stage != q.Reading.Stage || !share(p.Reading.Authorities, q.Reading.Authorities) || !share(p.Reading.Topics, q.Reading.Topics) {
		return false
	}
	alike := 0
	for what, day := range days(p.Reading.Dates) {
		switch other := days(q.Reading.Dates)[what]; {
		case day == "" || other == "":
		case day != other:
			return false
		default:
			alike++
		}
	}
	for _, f := range p.Reading.Figures {
		i := slices.IndexFunc(q.Reading.Figures, func(g feeds.Figure) bool { return g.Name == f.Name })
		switch {
		case i < 0:
		case q.Reading.Figures[i].Value != f.Value:
			return false
		default:
			alike++
		}
	}
	return alike > 0
}

func days(d feeds.Dates) map[string]feeds.Day {
	return map[string]feeds.Day{"comments": d.CommentCloses.Day, "effective": d.Effective.Day, "rectify": d.Rectify.Day, "due": d.Due.Day}
}

func share[T comparable](a, b []T) bool {
	return slices.ContainsFunc(a, func(x T) bool { return slices.Contains(b, x) })
}

// markSame notes in each item of a section which others may tell of the same matter.
func markSame(items []Item, entries []Entry) {
	for i := range entries {
		for j := range entries {
			if i != j && maybeSame(entries[i], entries[j]) {
				items[i].MaybeSame = append(items[i].MaybeSame, items[j].Footnote)
			}
		}
	}
}
