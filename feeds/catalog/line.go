package catalog

import (
	"bytes"
	"errors"
	"fmt"
	"reflect"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
)

// placed is an error with the line of the file that it is about.
func placed(name string, line int, err error) error {
	if line < 1 {
		return fmt.Errorf("%s: %w", name, err)
	}
	return fmt.Errorf("%s:%d: %w", name, line, err)
}

var (
	unknownKey = regexp.MustCompile(`unknown field "([^"]*)"`)
	wrongType  = regexp.MustCompile(`^cannot unmarshal (\w+) into Go (?:struct field \S+|value) of type (\S+)`)
)

// yamlWords are kinds of YAML by the words of the decoder, as a person says them.
var yamlWords = strings.NewReplacer(
	"float64", "a number", "int", "a number", "string", "text", "bool", "true or false", "mapping", "a mapping of keys", "sequence", "a list",
)

// explain says in one sentence what the decoder found wrong and at which line. An
// unknown key comes with the nearest known one.
func explain(name string, err error) error {
	var e yaml.Error
	if !errors.As(err, &e) {
		return placed(name, 0, err)
	}
	line := 0
	if t := e.GetToken(); t != nil {
		line = t.Position.Line
	}
	msg := strings.ReplaceAll(strings.TrimSpace(e.GetMessage()), "\t", `\t`)
	if m := wrongType.FindStringSubmatch(msg); m != nil {
		return placed(name, line, fmt.Errorf("%s stands where %s is wanted", yamlWords.Replace(m[1]), yamlWords.Replace(m[2])))
	}
	m := unknownKey.FindStringSubmatch(msg)
	if m == nil {
		return placed(name, line, errors.New(msg))
	}
	known := nearest(m[1], keysOf(reflect.TypeFor[sourceFile](), map[reflect.Type]bool{}))
	if known == m[1] {
		return placed(name, line, fmt.Errorf("%s; the key is known, but not at this place", msg))
	}
	return placed(name, line, fmt.Errorf("%s; the nearest known key is %q", msg, known))
}

// Plain is a file of YAML as its text: without the mark that some editors put before
// it. What is in another charset is refused by its line, which follows the file's name.
func Plain(data []byte) ([]byte, error) {
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	for i, line := range bytes.Split(data, []byte("\n")) {
		if !utf8.Valid(line) {
			return nil, fmt.Errorf(":%d: this is no UTF-8: save the file in that encoding", i+1)
		}
	}
	return data, nil
}

// lineOfKey is the line of the key on top that an error begins with, 0 of another.
func lineOfKey(data []byte, about string) int {
	key, _, _ := strings.Cut(about, ": ")
	for i, line := range bytes.Split(data, []byte("\n")) {
		if bytes.HasPrefix(line, []byte(key+":")) {
			return i + 1
		}
	}
	return 0
}

// lineOf is the line of the part of source i that an error is about, which begins
// with its field: "list.else.urls: …". Of a field that is missing it is the line of
// what lacks it.
func lineOf(data []byte, i int, about string) int {
	file, err := parser.ParseBytes(data, 0)
	if err != nil {
		return 0 // it was decoded, so it parses
	}
	field, _, _ := strings.Cut(about, ": ")
	steps := strings.Split(field, ".")
	for n := len(steps); n >= 0; n-- {
		path, err := yaml.PathString(strings.Join(append([]string{fmt.Sprintf("$.sources[%d]", i)}, steps[:n]...), "."))
		if err != nil {
			continue
		}
		if node, err := path.FilterFile(file); err == nil && node != nil {
			return firstLine(node)
		}
	}
	return 0
}

// firstLine is where a node begins: a mapping has the place of its first colon.
func firstLine(n ast.Node) int {
	switch n := n.(type) {
	case *ast.MappingNode:
		if len(n.Values) > 0 {
			return firstLine(n.Values[0].Key)
		}
	case *ast.MappingValueNode:
		return firstLine(n.Key)
	case *ast.SequenceNode:
		if len(n.Values) > 0 {
			return firstLine(n.Values[0])
		}
	}
	return n.GetToken().Position.Line
}
