package grammar

import "github.com/regwire/regwire/feeds/pattern"

// form is one way in which Chinese words something, and how English words it. Forms stand
// in tables, in the order in which they are tried; the tables are made by init, as what
// renders a form may well come to the table again.
type form[In any] struct {
	name string
	// example is a title that is worded so, or has a part that is: a test holds each form
	// to its own.
	example string
	// re is what a text must match, and In its parts then; nil where render looks for itself,
	// and has the whole.
	re *pattern.Pattern
	// render is false where a phrase only seems to be worded so.
	render func(*Rendering, In) (string, bool)
}

// worded renders a text by the first form of the table that it is worded in.
func (r *Rendering) worded(table []form[[]string], s string) (string, bool) {
	t := pattern.NewText(s)
	for i := range table {
		f := &table[i]
		if f.re == nil {
			if en, ok := f.of(r, []string{s}); ok {
				return en, true
			}
		} else if m := t.FindStringSubmatch(f.re); m != nil {
			if en, ok := f.of(r, m); ok {
				return en, true
			}
		}
	}
	return "", false
}

// asWhole is a rendering of a text that is asked for elsewhere too, and parts it itself.
func asWhole(read func(*Rendering, string) (string, bool)) func(*Rendering, []string) (string, bool) {
	return func(r *Rendering, m []string) (string, bool) { return read(r, m[0]) }
}

// shaped renders what was cut or taken apart by the first form of the table that it has.
func shaped[In any](r *Rendering, table []form[In], in In) (string, bool) {
	for i := range table {
		if en, ok := table[i].of(r, in); ok {
			return en, true
		}
	}
	return "", false
}

// of renders what has the form; where it does not, nothing is left of the attempt.
func (f *form[In]) of(r *Rendering, in In) (string, bool) {
	n, was := len(r.Unknown), r.Signs
	en, ok := f.render(r, in)
	switch {
	case !ok:
		r.Unknown, r.Signs = r.Unknown[:n], was
	default:
		r.reached(f.name)
	}
	return en, ok
}

// ground is one of those on which a step decides yes or no.
type ground[In any] struct {
	name, example string
	there         func(In) bool
}

// grounded reports whether one of the grounds is there.
func grounded[In any](r *Rendering, grounds []ground[In], in In) bool {
	for i := range grounds {
		if grounds[i].there(in) {
			r.reached(grounds[i].name)
			return true
		}
	}
	return false
}

// ruling is a ground on which a step decides one way or the other.
type ruling[In any] struct {
	name, example string
	there         func(In) bool
	is            bool
}

// ruled is what the first ruling that is there says; told is false where none is.
func ruled[In any](r *Rendering, rulings []ruling[In], in In) (is, told bool) {
	for i := range rulings {
		if rulings[i].there(in) {
			r.reached(rulings[i].name)
			return rulings[i].is, true
		}
	}
	return false, false
}

// reached tells those who watch which row of a table was.
func (r *Rendering) reached(name string) {
	if r.g.Reached != nil {
		r.g.Reached(name)
	}
}
