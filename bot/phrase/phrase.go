// Package phrase holds every sentence the bot says, in English and Chinese, in
// one table. Say puts a phrase with its arguments into words; nothing in it is
// markup, so a platform escapes the whole once.
//
// A template places argument n as {n}, and {n|one|many} chooses by the number n:
// "{0} {0|app|apps}". {n why} places a reason of the program in the language. A key that is missing, or lacks a language, is found by
// the package's test, which reads the keys out of the program's source.
package phrase

import (
	"fmt"
	"strconv"
	"strings"
)

// langs are the languages of the table, in the order of its columns.
var langs = [2]string{"en", "zh"}

// tables are the parts of the one table, by what they are about.
var tables = []map[string][2]string{alerts, natures, replies, problems, reports, pages, acts, refusals, moreHelp, sourcing, forms, regions}

var table = merge(tables)

func merge(parts []map[string][2]string) map[string][2]string {
	all := map[string][2]string{}
	for _, p := range parts {
		for k, v := range p {
			if _, twice := all[k]; twice {
				panic("phrase " + k + " is there twice")
			}
			all[k] = v
		}
	}
	return all
}

// Has reports whether the table knows key.
func Has(key string) bool { _, ok := table[key]; return ok }

// Say puts the phrase into words of lang ("en" unless "zh"). An unknown key
// says itself in brackets: visible, and never the end of a message.
func Say(lang, key string, args ...any) string {
	row, ok := table[key]
	if !ok {
		return "[" + key + "]"
	}
	text := row[0]
	if lang == langs[1] {
		text = row[1]
	}
	said := fill(lang, text, args)
	for _, end := range []string{".", "。"} {
		if asks, stop := strings.CutSuffix(said, end); stop && (strings.HasSuffix(asks, "?") || strings.HasSuffix(asks, "？")) {
			return asks // a reason that ends in a question
		}
	}
	return said
}

// fill places the arguments into the template.
func fill(lang, t string, args []any) string {
	var b strings.Builder
	for {
		open := strings.IndexByte(t, '{')
		if open < 0 {
			b.WriteString(t)
			return b.String()
		}
		length := strings.IndexByte(t[open:], '}')
		if length < 0 {
			b.WriteString(t)
			return b.String()
		}
		b.WriteString(t[:open])
		b.WriteString(place(lang, t[open+1:open+length], args))
		t = t[open+length+1:]
	}
}

func place(lang, field string, args []any) string {
	field, reason := strings.CutSuffix(field, " why")
	number, forms, plural := strings.Cut(field, "|")
	n, err := strconv.Atoi(number)
	if err != nil || n < 0 || n >= len(args) {
		return "{" + field + "}"
	}
	if reason {
		return why(lang, words(args[n]))
	}
	if !plural {
		return words(args[n])
	}
	one, many, _ := strings.Cut(forms, "|")
	if words(args[n]) == "1" {
		return one
	}
	return many
}

// words writes an argument; numbers get their thousands apart.
func words(a any) string {
	var n int64
	switch v := a.(type) {
	case int:
		n = int64(v)
	case int64:
		n = v
	default:
		return fmt.Sprint(a)
	}
	s := strconv.FormatInt(n, 10)
	for i := len(s) - 3; i > 0 && s[i-1] != '-'; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}
