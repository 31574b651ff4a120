package dedupe

import (
	"slices"
	"strings"

	"github.com/regwire/regwire/feeds"
)

// rare reports whether a figure names an act nearly alone: large or odd sums of money, and
// counts beyond what a month's notices have, unless they are round.
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

// figuresDiffer reports whether a headline figure that both give has two values.
// "More than 100" and 106 are one; of how many departments it is says nothing, since
// "with two others" is of three.
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

// agreed reports whether both give the figure with one value, beside which one of
// them may give others: of ten cases, what one was about.
func agreed(a, b feeds.Reading, name string) bool {
	return slices.ContainsFunc(a.Figures, func(f feeds.Figure) bool {
		return f.Name == name && !f.Minor && slices.ContainsFunc(b.Figures, func(g feeds.Figure) bool {
			return g.Name == name && !g.Minor && g.Value == f.Value
		})
	})
}

// datesDiffer reports whether both state a day of taking effect or of closing, and not one.
func datesDiffer(a, b feeds.Dates) bool {
	return daysDiffer(a.Effective, b.Effective) || daysDiffer(a.CommentCloses, b.CommentCloses)
}

func daysDiffer(x, y feeds.Date) bool {
	return x.Day != "" && y.Day != "" && x.Day != y.Day && !x.Computed && !y.Computed
}
