// Package form reads the YAML that people write, strictly: the configuration, sources,
// recordings and the shipped tables. What is wrong with a file is told in one sentence
// with its name, its line and the nearest known key.
package form

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"

	"github.com/regwire/regwire/feeds/spelling"
)

// Read decodes the one document of a file into a struct, which keeps what the file does
// not say. Keys that the struct does not have are refused.
func Read(name string, data []byte, into any) error {
	data, err := plain(name, data)
	if err != nil {
		return err
	}
	l, err := yaml.NewLoader(bytes.NewReader(data), yaml.WithKnownFields())
	if err != nil {
		return Placed(name, 0, err)
	}
	if err := l.Load(into); errors.Is(err, io.EOF) {
		return nil // remarks at most
	} else if err != nil {
		return explain(name, data, err, reflect.TypeOf(into))
	}
	var next yaml.Node
	if err := l.Load(&next); !errors.Is(err, io.EOF) {
		return Placed(name, next.Line, errors.New("a second document begins, of which nothing would be read: take the lines --- out"))
	}
	return nil
}

// Write is the text of a value, as Read reads it.
func Write(v any) ([]byte, error) {
	return yaml.Dump(v, yaml.WithCompactSeqIndent(false), yaml.WithLineWidth(-1))
}

// Placed is an error with the file and the line, from 1, that it is about; 0 is no line.
func Placed(name string, line int, err error) error {
	if line < 1 {
		return fmt.Errorf("%s: %w", name, err)
	}
	return fmt.Errorf("%s:%d: %w", name, line, err)
}

// Line is the line, from 1, of what stands at a path such as sources[1].list.urls, or of
// what lacks it; 0 where the file has nothing of the path.
func Line(data []byte, path string) int {
	var document yaml.Node
	if err := yaml.Load(data, &document); err != nil || len(document.Content) == 0 {
		return 0
	}
	at := document.Content[0]
	line := 0
	for step := range strings.SplitSeq(strings.ReplaceAll(path, "[", ".["), ".") {
		if at = child(at, step); at == nil {
			break
		}
		line = at.Line
	}
	return line
}

// child is the value of a key, or with "[1]" an element of a list; nil where there is none.
func child(n *yaml.Node, step string) *yaml.Node {
	if n.Kind == yaml.AliasNode {
		n = n.Alias
	}
	switch n.Kind {
	case yaml.MappingNode:
		for i := 0; i+1 < len(n.Content); i += 2 {
			if n.Content[i].Value == step {
				return n.Content[i+1]
			}
		}
	case yaml.SequenceNode:
		if i, err := strconv.Atoi(strings.Trim(step, "[]")); err == nil && i >= 0 && i < len(n.Content) {
			return n.Content[i]
		}
	}
	return nil
}

// keyAt is the path of the value that begins at the mark, "" where none does.
func keyAt(data []byte, mark yaml.Mark) string {
	var document yaml.Node
	if err := yaml.Load(data, &document); err != nil || len(document.Content) == 0 {
		return ""
	}
	var find func(n *yaml.Node, path string) string
	find = func(n *yaml.Node, path string) string {
		for i, c := range n.Content {
			var key string
			switch {
			case n.Kind == yaml.SequenceNode:
				key = fmt.Sprintf("%s[%d]", path, i)
			case i%2 == 1:
				key = strings.TrimPrefix(path+"."+n.Content[i-1].Value, ".")
			default:
				continue
			}
			if c.Line == mark.Line && c.Column == mark.Column {
				return key
			}
			if key = find(c, key); key != "" {
				return key
			}
		}
		return ""
	}
	return find(document.Content[0], "")
}

// plain is a file as its text: without the mark that some editors put before it. What
// is in another charset is refused by its line.
func plain(name string, data []byte) ([]byte, error) {
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	line := 0
	for text := range bytes.Lines(data) {
		line++
		if !utf8.Valid(text) {
			return nil, Placed(name, line, errors.New("this is no UTF-8: save the file in that encoding"))
		}
	}
	return data, nil
}

var (
	unknownKey = regexp.MustCompile(`^field (.*) not found in type \S+$`)
	keyTwice   = regexp.MustCompile(`^mapping key (.*) already defined at line (\d+)$`)
	otherKind  = regexp.MustCompile("^cannot construct !!(\\w+)(?: `(.*)`)? into (\\S+)$")
)

// explain says in one sentence what the decoder found wrong with a value of type t.
func explain(name string, data []byte, err error, t reflect.Type) error {
	e, ok := errors.AsType[*yaml.LoadError](err)
	if !ok {
		return Placed(name, 0, err)
	}
	of := shapeOf(t)
	line := e.Mark.Line
	if lines := bytes.Count(bytes.TrimRight(data, "\n"), []byte("\n")) + 1; line > lines && e.ContextMark.Line > 0 {
		line = e.ContextMark.Line // what has no end is told by where it begins
	}
	said := strings.TrimPrefix(e.Message, "yaml: ")
	if startsWithTab(data, line) {
		said = "found a tab character" // which the parser says of some lines alone
	}
	for words, ours := range sentences {
		if strings.HasPrefix(said, words) {
			said = ours
		}
	}
	if m := unknownKey.FindStringSubmatch(e.Message); m != nil {
		said = fmt.Sprintf("unknown key %q", m[1])
		switch best := spelling.Nearest(m[1], of.keys); best {
		case "":
		case m[1]:
			said += " here: it belongs " + strings.Join(of.places[best], " or ")
		default:
			said += fmt.Sprintf(": did you mean %q?", best)
		}
	} else if m := keyTwice.FindStringSubmatch(e.Message); m != nil {
		said = fmt.Sprintf("key %s stands here for the second time: line %s has it too", m[1], m[2])
	} else if m := otherKind.FindStringSubmatch(e.Message); m != nil {
		said = mistaken(m[1], m[2], m[3], of)
		if key := keyAt(data, e.Mark); key != "" {
			said += fmt.Sprintf(", by the key %q", key)
		}
		if want, _ := wanted(m[3], of); want == "a list" && m[1] != "map" {
			said += ": put [ ] around it"
		}
	}
	return Placed(name, line, errors.New(strings.ReplaceAll(said, "\n", " ")))
}

// startsWithTab reports whether a line of a file, by its number, is moved in by a tab.
func startsWithTab(data []byte, line int) bool {
	number := 0
	for text := range bytes.Lines(data) {
		if number++; number == line {
			return bytes.HasPrefix(bytes.TrimLeft(text, " "), []byte("\t"))
		}
	}
	return false
}

// sentences are what the parser says most often, as one says it to who wrote the file.
var sentences = map[string]string{
	"found a tab character":                          "a tab stands in front: YAML wants blanks there",
	"found unexpected end of stream":                 "a quote is opened here and never closed",
	"mapping values are not allowed in this context": "a colon stands where no key can: put the text in quotes, or check how far the line is moved in",
	"did not find expected ',' or ']'":               "the list in [ ] is not closed",
	"did not find expected ',' or '}'":               "the keys in { } are not closed",
	"did not find expected node content":             "a value is missing here",
	"did not find expected key":                      "a key is wanted here: check how far the line is moved in",
	"did not find expected '-' indicator":            "a list goes on with a dash: check how far the line is moved in",
	"found character that cannot start any token":    "a text that begins so wants quotes",
	"control characters are not allowed":             "the file holds a control character: it is no text",
}

// kinds are kinds of YAML values by their tags.
var kinds = map[string]string{
	"str": "text", "int": "a number", "float": "a number", "bool": "true or false", "map": "a mapping of keys", "seq": "a list",
	"null": "nothing", "timestamp": "a date",
}

// mistaken says what stands where something else is wanted. The decoder shortens the value.
func mistaken(tag, value, typ string, of shape) string {
	want, whole := wanted(typ, of)
	switch {
	case whole && (tag == "int" || tag == "float" && strings.Trim(value, "0123456789") == "..."):
		return fmt.Sprintf("the number %s is too large", value)
	case whole && tag == "float":
		return fmt.Sprintf("%s stands where a whole number is wanted", value)
	}
	return fmt.Sprintf("%s stands where %s is wanted", kinds[tag], want)
}

// wanted is what a Go type is in a file, and whether it is a whole number.
func wanted(typ string, of shape) (want string, whole bool) {
	switch of.kinds[strings.TrimLeft(typ, "*")] {
	case reflect.String:
		return "text", false
	case reflect.Bool:
		return "true or false", false
	case reflect.Float32, reflect.Float64:
		return "a number", false
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64, reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		return "a number", true
	case reflect.Slice, reflect.Array:
		return "a list", false
	}
	if typ == "time.Time" {
		return "a date", false
	}
	return "a mapping of keys", false
}

// shape is what a type holds at any depth: its keys, and the kinds of its types by name.
type shape struct {
	keys   []string
	places map[string][]string // where each key may stand, in words
	kinds  map[string]reflect.Kind
}

func shapeOf(t reflect.Type) shape {
	s := shape{places: map[string][]string{}, kinds: map[string]reflect.Kind{}}
	s.add(t, "at the top of the file")
	return s
}

// add takes a type whose keys stand at a place.
func (s *shape) add(t reflect.Type, place string) {
	_, seen := s.kinds[t.String()]
	s.kinds[t.String()] = t.Kind()
	switch t.Kind() {
	case reflect.Pointer, reflect.Slice, reflect.Map:
		s.add(t.Elem(), place)
	case reflect.Struct:
		for f := range t.Fields() {
			key, _, _ := strings.Cut(f.Tag.Get("yaml"), ",")
			if key == "" || key == "-" {
				continue
			}
			if !slices.Contains(s.places[key], place) {
				s.places[key] = append(s.places[key], place)
			}
			if !seen {
				s.keys = append(s.keys, key)
				s.add(f.Type, fmt.Sprintf("under %q", key))
			}
		}
	}
}
