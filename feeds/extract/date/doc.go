// Package date reads the day that a publisher writes: in figures and in words, in Chinese and
// abroad, as a moment or as the time since then. It takes the words and a Context, what else
// is known where they stand, and knows nothing of pages, rows or rules.
//
// Start with Read, which tries the formats that a rule names, and IsAlone, which tells words
// that are a day from those that hold one. What tells no day reads as ""; where the year is
// not told, the Context does: by the address, by what stands over the words, else by today.
//
// Where to look:
//
//   - the table of formats, days in figures and in English: date.go.
//   - days written otherwise, made into those: spelling.go, with han.go for Han numerals and
//     eras, foreign.go for the months of Europe.
//   - what of 03/09/2026 comes first, and years of two digits: order.go.
//   - moments and offsets: moment.go and zone.go; "3 hours ago": since.go.
//   - the words before a day that say what it is of, and days in addresses: label.go.
package date
