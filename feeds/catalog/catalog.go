// Package catalog holds what regwire ships as data: the sources it polls, the
// authorities, laws, topics and terms it knows. Everything is embedded, read
// strictly into the types of the packages that use it, and checked as a whole
// by the tests. Start with Sources.
//
// An unknown key is an error that names file, line and the nearest known key.
// What a row means belongs to its owner: package extract for sources, facts,
// classify and gloss for words. A new source of a known family is a few lines
// in its authority's file under sources, and no Go.
package catalog
