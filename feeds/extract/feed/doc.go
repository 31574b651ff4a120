// Package feed reads feeds, and lists of feeds. Publishers write feeds by hand and by programs
// that know nothing of XML: what can be mended is, and what cannot is refused whole, before the
// parser would lose an entry of it or spend memory on it.
//
// Start with Read for the entries of a feed. Where to look:
//
//   - entries and their days: feed.go.
//   - before the parser: checkxml.go, which counts and mends, with openings.go for elements that
//     nobody closed; long texts are kept from it: aside.go.
//   - lists of feeds: opml.go.
package feed
