// Package rule is what a source's YAML says of how its documents are read, and how the values
// in it are found: in a Spot, which is a row of a list or a whole page, or in a row of JSON.
//
// Start with Rule, and with Value, in which every place that a rule names is written. What
// cannot work in a rule is not told here but by Source.Check of package extract, which knows
// the kinds of lists.
package rule
