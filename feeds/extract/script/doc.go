// Package script reads what the scripts of a page hold, and works out where their functions
// lead. It runs nothing: it knows strings, objects as they are written, and as much of what a
// function does as making one address takes. What a script computes otherwise is not known,
// and is never guessed.
//
// Start with Values, the data that a script assigns; with MarkOpened, which writes into a page
// what its elements open that are no links; or with RowsRequest, the call by which a page gets
// the rows of its list.
//
// Where to look:
//
//   - strings and objects: literal.go and strings.go; what names are given: assigned.go.
//   - functions that open an address, found: opener.go; at work for one element: run.go, of
//     their branches those that are taken: choice.go.
//   - calls that ask for rows: call.go; fields of what a page is drawn of: state.go.
package script
