// Package jsonvalue decodes the JSON of servers, which is not always JSON alone, and follows
// the paths that rules name in it. Start with Is, Decode and Lookup.
//
// A value is decoded whole or not at all: an answer that is cut is an error, and so is one of
// more or deeper values than any list has, before memory is spent on it. Numbers stay as they
// are written.
package jsonvalue
