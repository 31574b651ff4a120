// Package article reads the article of a page: by the source's rule, what that does not find by
// the places that are common to many systems, and a page of neither by the density of its text.
// It knows nothing of lists, and nothing of which kinds of sources there are.
//
// Start with Read, which is given a Reading. A page of which no article can be told gives a
// reason and never a part of what it shows.
//
// Where to look:
//
//   - what is asked in which order: article.go and page.go; forums and their like, whose places
//     are built in: systems.go; pages that an app shares: share.go; an article that only scripts
//     hold: state.go and linked.go.
//   - the title: heading.go, confirmed.go and sitename.go.
//   - the text: body.go by its place, core.go and dense.go where no place is known, lead.go for
//     what opens it. What stands around it and is not the publisher's word: margin.go,
//     furniture.go and over.go.
//   - the day: shownday.go, and migration.go for those behind labels and under the text.
//   - who wrote it: author.go and byline.go, with names.go and people.go.
//   - files: attachment.go, filename.go, sidefiles.go and writtenfiles.go; a file in place of a
//     page: filetitle.go. Tables and the document's number: table.go.
package article
