package gloss

import (
	"fmt"
	"hash/fnv"

	"github.com/regwire/regwire/feeds/gloss/grammar"
	"github.com/regwire/regwire/feeds/gloss/judge"
)

// Watched is g that tells which forms it renders.
func (g *Glosser) Watched(reached func(form string)) *Glosser {
	watched, rules := *g, *g.rules
	rules.Reached = reached
	watched.rules = &rules
	return &watched
}

// Forms are the names of all forms, with their examples.
func Forms() (name, example []string) {
	for _, f := range grammar.Forms() {
		name, example = append(name, f.Name), append(example, f.Example)
	}
	return name, example
}

// Judgement is what a person says of a title's English.
type Judgement struct {
	Title string
	// Of is the Key of the English that was judged: of any other it says nothing.
	Of string
	// Good English says what the title says, nothing less, in sentences that could be cited.
	Good bool
}

// Key is what a judgement knows the English by that it is of.
func Key(en string) string {
	h := fnv.New32a()
	_, _ = h.Write([]byte(en)) // a hash takes all that is written
	return fmt.Sprintf("%08x", h.Sum32())
}

// Teach makes the table of a judge of the English of titles and of what people judged.
func (g *Glosser) Teach(titles []string, judgements []Judgement) string {
	judged := map[string]bool{}
	for _, x := range judgements {
		judged[x.Title] = true
	}
	var usual []string
	for _, title := range titles {
		if out, _ := g.title(title); out.By == "ours" && !judged[title] {
			usual = append(usual, out.Text)
		}
	}
	var said []judge.Judgement
	for _, x := range judgements {
		if out, signs := g.title(x.Title); out.By == "ours" && Key(out.Text) == x.Of {
			said = append(said, judge.Judgement{English: out.Text, Signs: signs, Good: x.Good})
		}
	}
	return judge.Teach(g.englishForms(), usual, said)
}
