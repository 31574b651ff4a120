package redline

import (
	"slices"
	"strings"
)

// The way back, by which the tests know that a Diff says all: applied to the old text
// it makes the new one.

// empty reports whether nothing differs.
func (d Diff) empty() bool { return d.Changed+d.New+d.Dropped+d.Moved+d.Other == 0 }

// changes are the parts that are not the same.
func (d Diff) changes() []Part {
	return slices.DeleteFunc(slices.Clone(d.Parts), func(p Part) bool { return p.Kind == Same })
}

// apply makes the new text of the old one: what normal gives for it.
func (d Diff) apply(old string) string {
	settled := settle(old)
	if len(d.Parts) == 0 {
		return squeeze(settled)
	}
	olds := split(settled, d.Articles)
	var lines []string
	for _, p := range d.Parts {
		if p.Kind == Dropped {
			continue
		}
		body := p.New
		if p.From >= 0 && p.From < len(olds) {
			body = olds[p.From].body
		}
		if p.Kind == Changed {
			body = patch(body, p.Spans)
		}
		lines = append(lines, p.Number, body)
	}
	return squeeze(strings.Join(lines, "\n"))
}

// normal is the text as it is compared, in one line.
func normal(text string) string { return squeeze(settle(text)) }

// patch takes what stayed from the old wording and adds what came.
func patch(old string, list []Span) string {
	var b strings.Builder
	at := 0
	for _, s := range list {
		switch s.Op {
		case Insert:
			b.WriteString(s.Text)
		case Equal:
			b.WriteString(old[min(at, len(old)):min(at+len(s.Text), len(old))])
			at += len(s.Text)
		case Delete:
			at += len(s.Text)
		}
	}
	return b.String()
}
