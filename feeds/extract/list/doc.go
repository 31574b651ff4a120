// Package list reads the rows of a list: by the places that a rule names, by the form of their
// addresses, or of a list that nobody described by titles with a day beside them. It knows
// nothing of articles, and nothing of which kinds of sources there are.
//
// Start with Read, which is given a Reading; a kind that has its rows elsewhere than in the page
// calls Reading.Rows itself. A list is read whole or with a reason why not: what the page lacks
// is told before a row of it is believed.
//
// Where to look:
//
//   - what is a row: rows.go, with widen.go for what belongs to one, dated.go for lists that
//     nobody described, and besidelist.go, portal.go, guests.go and frame.go for what is no row of
//     the list.
//   - a row's title: title.go, headline.go and hollow.go; its day: badge.go, column.go and
//     daysover.go.
//   - all rows together: entries.go.
//   - rows that scripts make: drawnrows.go with builtlinks.go, written.go, recorded.go and
//     recordset.go, and called.go for those that they ask for. Lists that are JSON: json.go.
//   - pages that look otherwise than the rule says: changed.go.
package list
