// Package extract reads documents: a list becomes entries, a page becomes an
// article, and where a list takes several steps a document becomes the next
// requests. Start with Source, which pairs a feeds.Source with the Rule that
// reads it, and Source.Read.
//
// The package is pure: it asks for nothing, keeps nothing but what its own
// expressions said of a class, and knows the time only from the document. A
// document it cannot read whole gives an outcome that advances nothing; it never
// returns part of a list as if it were all of it. Getting documents belongs to
// package fetch, identity of items to package dedupe.
//
// Every family of pages has its file, and kinds, in extract.go, is the table of
// them. Where to look:
//
//   - what of a source's YAML cannot work: check.go.
//   - lists of one content system: cac.go, jpaas.go, jpage.go, gkmlpt.go, epaper.go,
//     wechat.go; what a rule may leave open of a known one: families.go.
//   - any other list, read by package list, and feeds, by package feed: lists.go;
//     articles, by package article: articles.go.
//   - answers that are sent on to another address: cut.go.
//   - the feeds of a site: discover.go.
//
// Below this one are packages of their own, each importing only what stands under it here:
//
//   - feed: the entries of a feed, and lists of feeds.
//   - list: the rows of a list; article: the article of a page.
//   - answer: a document, what it comes to, and pages that stand in for others.
//   - calendar: days that elements of a page show.
//   - rule: what a source's YAML may say, and how its values are found.
//   - script: what the scripts of a page hold and open.
//   - dom: the parsed page.
//   - date: days in words and figures.
//   - address: addresses of the web; jsonvalue: JSON and paths in it; docnumber: numbers of
//     documents.
package extract
