// Package redline tells what two versions of a text differ in, article by article. Start with
// Compare.
//
// A text is cut into articles, headings and sentences (unit.go), each of the new ones gets the
// old one that it comes from (match.go), and of two wordings of one the words that went and
// came are told apart (span.go). Applied to the old text a Diff makes the new one.
package redline

import (
	"cmp"
	"slices"
)

// Kind says what became of a part of the old text.
type Kind string

// The kinds. Same parts are kept so that a Diff can be applied.
const (
	Same    Kind = "same"
	Changed Kind = "changed"
	New     Kind = "new"
	Dropped Kind = "dropped"
	// Moved is the same wording under another number or at another place.
	Moved Kind = "moved"
)

// Part is one article, heading or sentence of the old text, the new, or both.
type Part struct {
	Kind Kind `json:"kind"`
	// What is "article", "heading" or "text".
	What string `json:"what"`
	// OldNumber and Number are as the articles are counted, "第五条"; either is
	// empty where there is no such article.
	OldNumber string `json:"old_number,omitempty"`
	Number    string `json:"number,omitempty"`
	// Old and New are the wordings, without the number. A part that stayed the
	// same has neither.
	Old string `json:"old,omitempty"`
	New string `json:"new,omitempty"`
	// Spans are how Old becomes New, for a changed part.
	Spans []Span `json:"spans,omitempty"`
	// From is the place of the part in the old text, -1 for a new one.
	From int `json:"from"`
}

// Diff is what two versions of a text differ in, in the order of the new one;
// a dropped part follows the part it followed.
type Diff struct {
	// Articles is false when the texts have none: sentences are then compared.
	Articles bool   `json:"articles"`
	Parts    []Part `json:"parts,omitempty"`
	// The counts are of articles, or of sentences where there are none. An
	// article that moved and changed counts as changed.
	Changed int `json:"changed"`
	New     int `json:"new"`
	Dropped int `json:"dropped"`
	Moved   int `json:"moved"`
	// Other counts headings and the text around the articles.
	Other int `json:"other"`
}

// Compare tells how old became fresh. Blanks, line breaks, the width of letters
// and of punctuation, and whether articles are counted in Han or Arabic figures
// make no difference; texts that differ in nothing else have an empty Diff.
func Compare(old, fresh string) Diff {
	a, b := settle(old), settle(fresh)
	d := Diff{Articles: articles(a) >= 2 && articles(b) >= 2}
	if squeeze(a) == squeeze(b) {
		return d
	}
	olds, news := split(a, d.Articles), split(b, d.Articles)
	from := match(olds, news)
	d.Parts = arrange(olds, news, from)
	for _, p := range d.Parts {
		d.count(p)
	}
	return d
}

func (d *Diff) count(p Part) {
	if d.Articles && p.What != Article {
		if p.Kind != Same {
			d.Other++
		}
		return
	}
	switch p.Kind {
	case Changed:
		d.Changed++
	case New:
		d.New++
	case Dropped:
		d.Dropped++
	case Moved:
		d.Moved++
	}
}

// arrange writes the parts in the order of the new text.
func arrange(olds, news []unit, from []int) []Part {
	keeps := inOrder(from)
	gone := map[int][]int{} // by the old unit they follow that is still there
	anchor := -1
	kept := make([]bool, len(olds))
	for _, j := range from {
		if j >= 0 {
			kept[j] = true
		}
	}
	for j := range olds {
		if kept[j] {
			anchor = j
			continue
		}
		gone[anchor] = append(gone[anchor], j)
	}
	var parts []Part
	drop := func(anchor int) {
		for _, j := range gone[anchor] {
			parts = append(parts, Part{Kind: Dropped, What: olds[j].what, OldNumber: olds[j].number, Old: olds[j].body, From: j})
		}
	}
	drop(-1)
	for i, n := range news {
		j := from[i]
		if j < 0 {
			parts = append(parts, Part{Kind: New, What: n.what, Number: n.number, New: n.body, From: -1})
			continue
		}
		parts = append(parts, become(olds[j], n, j, keeps[i]))
		drop(j)
	}
	return parts
}

func become(old, n unit, from int, inPlace bool) Part {
	p := Part{Kind: Same, What: n.what, OldNumber: old.number, Number: n.number, From: from}
	switch {
	case old.body != n.body:
		p.Kind, p.Old, p.New, p.Spans = Changed, old.body, n.body, spans(old.body, n.body)
	case old.number != n.number || !inPlace:
		p.Kind, p.Old, p.New = Moved, old.body, n.body
	}
	return p
}

// inOrder marks a longest run of matches whose order stayed: everything else
// moved. Patience: the piles' tops are searched by halves.
func inOrder(from []int) []bool {
	tops, before := []int{}, make([]int, len(from))
	for i, j := range from {
		before[i] = -1
		if j < 0 {
			continue
		}
		at, _ := slices.BinarySearchFunc(tops, j, func(top, j int) int { return cmp.Compare(from[top], j) })
		if at > 0 {
			before[i] = tops[at-1]
		}
		if at == len(tops) {
			tops = append(tops, i)
		} else {
			tops[at] = i
		}
	}
	keeps := make([]bool, len(from))
	if len(tops) == 0 {
		return keeps
	}
	for i := tops[len(tops)-1]; i >= 0; i = before[i] {
		keeps[i] = true
	}
	return keeps
}
