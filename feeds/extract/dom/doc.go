// Package dom is the parsed page: its elements, the words in them as a reader sees them, and
// what expressions say of their classes. It knows the ways in which pages are written, and
// nothing of lists, articles or rules.
//
// Start with Parse; First and All find elements by selector, Is and Attr ask one of them,
// Inline and Paragraphs give its words. Every limit of what a page may come to is here:
// a parser is never given more.
//
// Where to look:
//
//   - a page, whether a body is one, and a piece of markup in something else: page.go; what is
//     refused before it is parsed: elements.go.
//   - elements: node.go; their classes, of which much is asked: classes.go.
//   - words: text.go, with line.go for what is one line, such as a title; what a site sets around
//     its texts and lists: furniture.go.
package dom
