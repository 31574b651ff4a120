package grammar

import "github.com/regwire/regwire/feeds/gloss/token"

// field is what a local institution is for, in words that are all known.
func (g *Rules) field(zh string) (string, bool) {
	r := Rendering{g: g}
	t := r.Segment(zh)
	for i, x := range t {
		joins := i > 0 && i+1 < len(t) && Joining(x)
		if !joins && (x.Kind != token.Known || x.Word.Kind != "noun" && (i == 0 || !x.Verb() || x.Nounless() || finitely[x.ZH]) || x.Done()) {
			return "", false
		}
	}
	l := line{r: &r, t: t, begun: true}
	return l.text(), true
}
