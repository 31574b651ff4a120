// Package grammar puts what Chinese says into English sentences and noun phrases: clauses,
// questions, deeds, documents and what they are about. Start with New, Rules.Begin, and a
// Rendering's Clause, Phrase and Document.
//
// It is large, and one package, as a language is one: a noun phrase has sentences in it (an
// app that collects data), a sentence noun phrases, a document a subject that is either, and
// each a quotation that is any of them. Some three hundred of its functions call each other in
// one circle, and no package within it could do without another that could do without it. What
// stands outside the circle is packages of its own: chinese, english, judge, name, number,
// term and token, none of which calls back, and package gloss above, which knows how whole
// titles are framed. Within it, by what one looks for:
//
//   - What a document is, by the type that ends its name: document.go, headed.go, list.go,
//     worded.go, local.go. What it is about has a form of the table in task.go: act.go, acts.go,
//     strengthen.go, promote.go, carry.go, decided.go; lists.go for what Chinese lists without
//     a word for "and", issuer.go for whose it is.
//   - A clause has a form of the tables in headline.go (by its text) or clause.go (by its
//     words): press.go, affirmed.go, leaked.go, disposal.go, question.go, whether.go.
//   - A phrase is cut into tokens by segment.go, with special.go and caseno.go for what is no
//     word, and these are read in the light of their neighbours: mend.go, with sense.go,
//     adverbial.go and means.go. unjoined.go sees what no rule joined.
//   - A sentence is taken apart (parse.go, front.go, sentence.go, finite.go) and put together (say.go):
//     verb.go, verbsense.go, complement.go with causative.go, adjunct.go, coordination.go.
//   - A noun phrase is put in English order: phrase.go, thing.go, line.go with govern.go,
//     attributive.go and count.go; row.go, nouns.go, chain.go, relative.go, deverbal.go,
//     named.go and field.go for what English orders otherwise than Chinese.
//
// Many a step tries ways in turn, each of which reports whether it was the one. Those
// that go by wording are rows of tables (form.go; Forms has all), each with a title that a
// test holds it to: to read one, look for its name; to add one, add a row. What decides yes
// or no (whether a subject ends, whether a word has an object) has its grounds in tables as
// well. What could not be put into English stays Chinese in brackets.
package grammar
