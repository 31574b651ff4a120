package jsonvalue

import (
	"encoding/json"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// Lookup follows a path of names and [n]; nil when it leads nowhere. An empty
// path is the value itself. Objects that hold JSON as a string are opened.
func Lookup(v any, path string) any {
	for name := range strings.SplitSeq(path, ".") {
		if name == "" {
			continue
		}
		v = step(Opened(v), name)
	}
	return v
}

func step(v any, name string) any {
	name, index, indexed := strings.Cut(name, "[")
	if name != "" {
		m, ok := v.(map[string]any)
		if !ok {
			return nil
		}
		v = m[name]
	}
	if !indexed {
		return v
	}
	a, ok := Opened(v).([]any)
	n, good := Number(strings.TrimSuffix(index, "]"), len(a)-1)
	if !ok || !good {
		return nil
	}
	return a[n]
}

// Opened reads a string that is itself JSON.
func Opened(v any) any {
	s, ok := v.(string)
	if !ok || !strings.HasPrefix(s, "{") && !strings.HasPrefix(s, "[") {
		return v
	}
	if in, err := Decode([]byte(s)); err == nil {
		return in
	}
	return v
}

// LookupAll follows a path in which "[]" means every element; ok is false when
// the path leads to no array. "**.name" is every object that has that field.
func LookupAll(v any, path string) (out []any, ok bool) {
	if name, deep := strings.CutPrefix(path, "**."); deep {
		out = Holders(v, name, nil)
		return out, len(out) > 0
	}
	whole := v
	before, after, each := strings.Cut(path, "[]")
	v = Lookup(v, before)
	if !each {
		if a, isArray := Opened(v).([]any); isArray {
			return a, true
		}
		if v == nil {
			return nil, present(whole, before)
		}
		return []any{v}, true
	}
	a, isArray := Opened(v).([]any)
	if !isArray {
		return nil, false
	}
	after = strings.TrimPrefix(after, ".")
	if after == "" {
		return a, true
	}
	ok = len(a) == 0
	for _, e := range a {
		in, found := LookupAll(e, after)
		ok = ok || found
		out = append(out, in...)
	}
	return out, ok
}

// present reports whether a field is there, if only as null: an empty list of
// some servers.
func present(v any, path string) bool {
	parent, name := "", path
	if i := strings.LastIndexByte(path, '.'); i >= 0 {
		parent, name = path[:i], path[i+1:]
	}
	m, ok := Opened(Lookup(v, parent)).(map[string]any)
	if !ok {
		return false
	}
	_, ok = m[name]
	return ok
}

// Holders are all objects, however deep, that have a field of that name.
func Holders(v any, name string, out []any) []any {
	switch v := v.(type) {
	case []any:
		for _, e := range v {
			out = Holders(e, name, out)
		}
	case map[string]any:
		if _, ok := v[name]; ok {
			out = append(out, v)
		}
		for _, k := range slices.Sorted(maps.Keys(v)) {
			out = Holders(v[k], name, out)
		}
	}
	return out
}

// Text is a JSON value as words; "" for objects and null.
func Text(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case json.Number:
		return v.String()
	case bool:
		return strconv.FormatBool(v)
	}
	return ""
}

// Fill replaces {path} in a template with what the JSON row has there; ok is
// false when one of them is missing.
func Fill(template string, row any) (string, bool) {
	ok := true
	out := braces.ReplaceAllStringFunc(template, func(m string) string {
		s := Text(Lookup(row, m[1:len(m)-1]))
		ok = ok && s != ""
		return s
	})
	return out, ok
}

var braces = regexp.MustCompile(`\{[A-Za-z_][A-Za-z0-9_.]*\}`)

// Number reads a whole number of at most limit; ok is false for anything else.
func Number(s string, limit int) (int, bool) {
	n, err := strconv.Atoi(s)
	return n, err == nil && n >= 0 && n <= limit
}
