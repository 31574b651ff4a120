package main

import (
	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/feeds/lineage/redline"
)

// leastArticles is from how many articles on two texts are versions of one rule, which
// a notice about it is not.
const leastArticles = 3

// redlined puts what two versions of a rule differ in into the words of pages; false
// where they are not told in articles, or share too few to be versions of one.
func redlined(old, fresh string) (bot.Redline, bool) {
	d := redline.Compare(old, fresh)
	stayed := 0
	var r bot.Redline
	for _, p := range d.Parts {
		if !d.Articles || p.What != redline.Article {
			continue
		}
		if p.OldNumber != "" && p.Number != "" {
			stayed++
		}
		if p.Kind == redline.Same {
			continue
		}
		r.Parts = append(r.Parts, bot.RedlinePart{Kind: bot.RedlineKind(p.Kind), Number: p.Number, OldNumber: p.OldNumber, Pieces: pieces(p)})
	}
	r.Changed, r.New, r.Dropped, r.Moved = d.Changed, d.New, d.Dropped, d.Moved
	return r, stayed >= leastArticles
}

func pieces(p redline.Part) []bot.RedlinePiece {
	switch p.Kind {
	case redline.New:
		return []bot.RedlinePiece{{Text: p.New, Come: true}}
	case redline.Dropped:
		return []bot.RedlinePiece{{Text: p.Old, Gone: true}}
	case redline.Moved:
		return []bot.RedlinePiece{{Text: p.New}}
	}
	out := make([]bot.RedlinePiece, len(p.Spans))
	for i, s := range p.Spans {
		out[i] = bot.RedlinePiece{Text: s.Text, Gone: s.Op == redline.Delete, Come: s.Op == redline.Insert}
	}
	return out
}
