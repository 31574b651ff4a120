// Package gloss renders Chinese titles, names and phrases in English from a term
// base, the same input always giving the same output. Start with New and
// Glosser.Title.
//
// Nothing is invented: a word that the term base does not know stays Chinese in
// brackets and is listed in Gloss.Unknown. Where the term base comes from is the
// catalogue's affair. A title goes ten steps:
//
//  1. It is brought into one spelling and worded as the rules know it (package chinese).
//     What a law or a user's own table names is done (own.go; local.go for what Hong Kong
//     and Taiwan name alone).
//  2. Number, label and stage are taken off (gloss.go, label.go, document.go).
//  3. A frame that it fits ("… seeks public comments on the …") leaves slots to fill:
//     frames.tsv, frame.go, slot.go; apps.go and session.go are frames with rules.
//  4. Slots hold bodies (issuer.go), places and people (package name; field.go),
//     and documents, by the type that ends their names (document.go, headed.go, list.go).
//  5. What a document is about has a form of the table in task.go: act.go, acts.go,
//     strengthen.go, promote.go, carry.go, decided.go, and lists.go for what Chinese lists
//     without a word for "and".
//  6. A clause that fits no frame has a form of the tables in headline.go (by its text) or
//     clause.go (by its words): press.go, affirmed.go, leaked.go, disposal.go, question.go, whether.go.
//  7. It is cut into pieces (package token) by segment.go and the words of the term base
//     (package term), with special.go and package number for what is no word, and these are read in the light of their neighbours:
//     mend.go, with sense.go, adverbial.go and means.go.
//  8. A sentence is taken apart (parse.go, sentence.go, finite.go) and put together (say.go): verb.go, verbsense.go,
//     complement.go with causative.go, adjunct.go, coordination.go.
//  9. A noun phrase is put in English order: phrase.go, thing.go, line.go with govern.go,
//     attributive.go and count.go; row.go, nouns.go, chain.go, relative.go, deverbal.go
//     and named.go for what English orders otherwise than Chinese.
//  10. English gets its articles and capitals (package english), and is weighed (package
//     judge; unjoined.go for what words show before they are English).
//
// Many a step tries ways in turn, each of which reports whether it was the one. Those
// that go by wording are rows of tables (form.go), each with a title that a test holds it
// to: to read one, look for its name; to add one, add a row.
package gloss
