package grammar

import "slices"

// FormExample is a form by its name, with a title that is worded so or has a part that is.
type FormExample struct{ Name, Example string }

// Forms are the forms of every table: what Rules.reached may be told, each of which a test
// holds to its example.
func Forms() []FormExample {
	var all []FormExample
	add := func(name, example string) { all = append(all, FormExample{name, example}) }
	addForms(add, headlines)
	addForms(add, subjects)
	addForms(add, complements)
	addForms(add, questions)
	addForms(add, askings)
	addForms(add, truths)
	addForms(add, clauses)
	addForms(add, predications)
	addForms(add, relatives)
	addForms(add, eventForms)
	for _, s := range senses {
		add(s.name, s.example)
	}
	for _, s := range verbSigns {
		add("verb: "+s.name, s.example)
	}
	for _, s := range frontSigns {
		add("front: "+s.name, s.example)
	}
	addGrounds(add, bonds)
	addGrounds(add, phrases)
	addGrounds(add, leftovers)
	addRulings(add, objectSigns)
	for _, s := range verbSenses {
		add(s.name, s.example)
	}
	for _, s := range sequels {
		add(s.name, s.example)
	}
	for _, c := range slices.Concat(recastFirst, recastVoice) {
		add(c.name, c.example)
	}
	for _, c := range chainings {
		add(c.name, c.example)
	}
	for _, b := range behinds {
		add(b.name, b.example)
	}
	for _, s := range splits {
		add(s.name, s.example)
	}
	for _, f := range folds {
		add(f.name, f.example)
	}
	for _, j := range attachments {
		add(j.name, j.example)
	}
	return all
}

func addForms[In any](add func(name, example string), table []form[In]) {
	for _, f := range table {
		add(f.name, f.example)
	}
}

func addGrounds[In any](add func(name, example string), table []ground[In]) {
	for _, g := range table {
		add(g.name, g.example)
	}
}

func addRulings[In any](add func(name, example string), table []ruling[In]) {
	for _, s := range table {
		add(s.name, s.example)
	}
}
