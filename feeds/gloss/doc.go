// Package gloss renders Chinese titles, names and phrases in English from a term
// base, the same input always giving the same output. Start with New and
// Glosser.Title.
//
// An outer frame ("… seeks public comments on the …") is matched first, then
// issuers, documents and subjects are glossed apart. Nothing is invented: a word
// that the term base does not know stays Chinese in brackets and is listed in
// Gloss.Unknown. Where the term base comes from is the catalogue's affair.
//
// Many a rule tries to render a phrase in one way that it knows and reports whether
// it did; the phrase goes to the next one if not. Where to look:
//
//   - what a title goes through: gloss.go. Before it is matched, it is brought into
//     one spelling (normalize.go), freed of labels (label.go), and worded as the rules
//     know it (reword.go, rewordpress.go; local.go for Hong Kong, Macao and Taiwan).
//   - frames: frames.tsv, frame.go, and slot.go for what a slot may hold.
//   - names: issuer.go for bodies, name.go for places and people, autonomous.go,
//     document.go for what stands in title marks, apps.go, session.go.
//   - what a document is about: task.go is the table of ways, each with a file or a few
//     functions: headed.go, act.go, acts.go, strengthen.go, promote.go, carry.go,
//     decided.go, list.go, and lists.go for what Chinese lists without a word for "and".
//   - words: segment.go cuts a phrase into tokens, with special.go and number.go for
//     what is no word; word.go reads the notes of a term.
//   - sentences of headlines: clause.go takes one apart, say.go puts it together, with
//     verb.go, complement.go and behind.go for its parts. What is worded in a way of its
//     own has its file: press.go, affirmed.go, question.go, suit.go, cases.go, reason.go, headline.go.
//   - noun phrases: phrase.go, line.go, and row.go, nouns.go, chain.go, relative.go and
//     named.go for what English orders otherwise than Chinese.
//   - English itself: english.go has the forms of words, articles and capitals.
//   - whether to trust what came out: sound.go and doubt.go see what cannot be right,
//     judge.go weighs the rest by judge.txt, which titles that were judged have taught.
package gloss
