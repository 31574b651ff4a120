package dedupe

import (
	"slices"
	"strings"

	"github.com/regwire/regwire/feeds"
)

// rare reports whether few acts have this figure, so that it nearly identifies one: large or
// odd sums of money, and counts that are higher than in a usual month's notices and not round.
func rare(f feeds.Figure) bool {
	if money(f) {
		return f.Value >= 10_000_000 || f.Value >= 10_000 && figuresOf(f.Value) >= 3
	}
	return f.Value >= 100 && f.Value%100 != 0 || f.Value >= 10_000
}

func money(f feeds.Figure) bool { return strings.HasSuffix(f.Name, "_cny") }

// round reports a sum that is fined or paid every day: 80,000, not 83,600.
func round(f feeds.Figure) bool { return money(f) && figuresOf(f.Value) < 2 }

// figuresOf counts the figures of a number before its noughts.
func figuresOf(n int64) (figures int) {
	for n != 0 && n%10 == 0 {
		n /= 10
	}
	for ; n != 0; n /= 10 {
		figures++
	}
	return figures
}

// figuresDiffer reports whether both give a headline figure with different values. "More than
// 100" and 106 do not differ. The number of departments is left out, since "with two others"
// and "three departments" mean the same.
func figuresDiffer(o, other *opus) bool {
	a, b := o.item.Reading, other.item.Reading
	for _, f := range a.Figures {
		g, ok := b.Figure(f.Name)
		if !ok || f.Minor || f.Name == "departments" || agreed(a, b, f.Name) {
			continue
		}
		if f.Value != g.Value && other.values()[f.Value] && o.values()[g.Value] {
			continue // both give both: two were fined, each its own sum
		}
		if f.Bound != "" || g.Bound != "" {
			low, high := min(f.Value, g.Value), max(f.Value, g.Value)
			if high*10 <= low*12 {
				continue
			}
		}
		return true
	}
	return false
}

// agreed reports whether both give the figure with the same value among others: a report of ten
// cases may give what each of them was about.
func agreed(a, b feeds.Reading, name string) bool {
	return slices.ContainsFunc(a.Figures, func(f feeds.Figure) bool {
		return f.Name == name && !f.Minor && slices.ContainsFunc(b.Figures, func(g feeds.Figure) bool {
			return g.Name == name && !g.Minor && g.Value == f.Value
		})
	})
}

// datesDiffer reports whether both state when it takes effect, or when comments close, and the
// days are not the same.
func datesDiffer(a, b feeds.Dates) bool {
	return daysDiffer(a.Effective, b.Effective) || daysDiffer(a.CommentCloses, b.CommentCloses)
}

func daysDiffer(x, y feeds.Date) bool {
	return x.Day != "" && y.Day != "" && x.Day != y.Day && !x.Computed && !y.Computed
}
