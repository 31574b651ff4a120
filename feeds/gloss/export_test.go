package gloss

import "slices"

// Watched is g that tells which forms it renders.
func (g *Glosser) Watched(reached func(form string)) *Glosser {
	watched := *g
	watched.reached = reached
	return &watched
}

// Forms are the names of all forms, with their examples.
func Forms() (name, example []string) {
	name, example = appendForms(name, example, headlines)
	name, example = appendForms(name, example, subjects)
	name, example = appendForms(name, example, complements)
	name, example = appendForms(name, example, questions)
	name, example = appendForms(name, example, askings)
	name, example = appendForms(name, example, truths)
	name, example = appendForms(name, example, clauses)
	for _, f := range allFigures {
		name, example = append(name, f.name), append(example, f.example)
	}
	for _, s := range senses {
		name, example = append(name, s.name), append(example, s.example)
	}
	for _, s := range verbSigns {
		name, example = append(name, "verb: "+s.name), append(example, s.example)
	}
	for _, s := range verbSenses {
		name, example = append(name, s.name), append(example, s.example)
	}
	for _, c := range slices.Concat(recastFirst, recastVoice) {
		name, example = append(name, c.name), append(example, c.example)
	}
	name, example = appendForms(name, example, predications)
	name, example = appendForms(name, example, relatives)
	for _, b := range behinds {
		name, example = append(name, b.name), append(example, b.example)
	}
	for _, s := range splits {
		name, example = append(name, s.name), append(example, s.example)
	}
	for _, f := range folds {
		name, example = append(name, f.name), append(example, f.example)
	}
	for _, j := range attachments {
		name, example = append(name, j.name), append(example, j.example)
	}
	return name, example
}

func appendForms[In any](name, example []string, table []form[In]) ([]string, []string) {
	for _, f := range table {
		name, example = append(name, f.name), append(example, f.example)
	}
	return name, example
}
