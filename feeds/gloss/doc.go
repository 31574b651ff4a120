// Package gloss renders Chinese titles, names and phrases in English from a term
// base, the same input always giving the same output. Start with New and
// Glosser.Title.
//
// Nothing is invented: a word that the term base does not know stays Chinese in
// brackets and is listed in Gloss.Unknown. Where the term base comes from is the
// catalogue's affair. A title goes ten steps, of which this package has those that see it as
// a whole, and a package each the others:
//
//  1. It is brought into one spelling and worded as the rules know it: package chinese.
//     What a law or a user's own table names is done (own.go).
//  2. Number, label and stage are taken off: frame.go, serial.go, label.go.
//  3. A frame that it fits ("… seeks public comments on the …") leaves slots to fill:
//     frames.tsv, frame.go, slot.go. apps.go, session.go, cases.go, series.go, speaks.go,
//     reason.go and respects.go are frames with rules.
//  4. Slots hold bodies, places and people (package name), and documents.
//  5. What a document is about has forms of its own,
//  6. and so has a clause that fits no frame: package grammar, as what follows to the ninth.
//  7. It is cut into the words of the term base (package term) and what is no word (package
//     number): tokens (package token), which are read in the light of their neighbours.
//  8. A sentence is taken apart and put together.
//  9. A noun phrase is put in English order.
//  10. English gets its articles and capitals (package english), and is weighed (package
//     judge, which titles that were judged have taught).
package gloss
