// Package article reads the article of a page: by the source's rule, what that does not find by
// the places that are common to many systems, and a page of neither by the density of its text.
// It knows nothing of lists, and nothing of which kinds of sources there are.
//
// Start with Read, which is given a Reading (reading.go). A page of which no article can be told
// gives a reason and never a part of what it shows.
//
// The way of an article, in ten steps, each with the files that take it:
//
//  1. What comes first, and which rule holds: article.go. An answer in JSON is read there by its
//     paths; a page that an app shares in share.go; the places of known systems, such as forums,
//     are in systems.go.
//  2. The page is made ready: files that its scripts write are put where readers see them,
//     writtenfiles.go. What is found out about a page is kept in page.go.
//  3. The title: heading.go asks rule, head and headings; confirmed.go holds a heading against
//     what the head names; sitename.go takes the names of site and column off.
//  4. The element of the text: body.go, by the rule, then by common places.
//  5. The day: shownday.go reads the lines around the heading, migration.go days behind labels,
//     under the text and in it, and takes that of a move of the site for none.
//  6. Who wrote it: author.go decides; byline.go, names.go and people.go look, and linked.go in the
//     data that a page holds for search engines.
//  7. The number of the document, and tables: table.go.
//  8. The text without what stands around it: margin.go takes elements out, over.go and core.go what
//     stands over and beside the text, tail.go the links behind it, furniture.go lines at its two
//     ends; lead.go puts back a lead that stands apart. What goes on over several pages is asked for
//     in pages.go.
//  9. The files: attachment.go finds them, filename.go names them, sidefiles.go leaves those of a
//     column beside the article out; filetitle.go tells of a file that stands in place of a page.
//  10. Where no place holds a text: dense.go finds it by density, and state.go in the data from
//     which scripts draw a page.
package article
