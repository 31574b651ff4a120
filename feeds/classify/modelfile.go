package classify

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// Write writes the model as lines: the classes with their bias, then each token with
// its weights in hundredths.
func (m *Model) Write(out io.Writer) error {
	w := bufio.NewWriter(out)
	for i, c := range m.classes {
		if i > 0 {
			fmt.Fprint(w, "\t") //nolint:errcheck // a bufio.Writer keeps its first error for Flush
		}
		fmt.Fprintf(w, "%s %.3f", c, m.bias[i]) //nolint:errcheck // as above
	}
	for i, name := range m.names {
		fmt.Fprintf(w, "\n%s\t", name) //nolint:errcheck // as above
		for k, x := range m.weights[i] {
			if k > 0 {
				fmt.Fprint(w, " ") //nolint:errcheck // as above
			}
			fmt.Fprintf(w, "%d:%.0f", x.class, x.value*100) //nolint:errcheck // as above
		}
	}
	fmt.Fprintln(w) //nolint:errcheck // as above
	if err := w.Flush(); err != nil {
		return fmt.Errorf("writing the model: %w", err)
	}
	return nil
}

// readModel reads what Write wrote.
func readModel(text string) (*Model, error) {
	m := &Model{index: map[uint64]int32{}}
	head, rest, _ := strings.Cut(text, "\n")
	for c := range strings.SplitSeq(head, "\t") {
		name, bias, ok := strings.Cut(c, " ")
		b, err := strconv.ParseFloat(bias, 64)
		if !ok || err != nil {
			return nil, fmt.Errorf("class %q: %w", c, ErrModel)
		}
		m.classes, m.bias = append(m.classes, name), append(m.bias, b)
	}
	m.kinds = kindsBegin(m.classes)
	for _, name := range m.classes[m.kinds:] {
		if !strings.HasPrefix(name, kindClass("")) {
			return nil, fmt.Errorf("class %q behind kinds of document: %w", name, ErrModel)
		}
	}
	for line := range strings.Lines(rest) {
		name, list, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
		key, ok := keyOf(name)
		if !ok {
			return nil, fmt.Errorf("token %q: %w", name, ErrModel)
		}
		var ws []weight
		last := -1 // classes stand in order, each once
		for f := range strings.FieldsSeq(list) {
			class, value, _ := strings.Cut(f, ":")
			c, err := strconv.Atoi(class)
			v, err2 := strconv.Atoi(value)
			if err = errors.Join(err, err2); err != nil || c <= last || c >= len(m.classes) {
				return nil, fmt.Errorf("weight %q of token %q: %w", f, name, ErrModel)
			}
			ws, last = append(ws, weight{int32(c), float32(v) / 100}), c
		}
		m.learnt(key, name, ws)
	}
	return m, nil
}

// keyOf is the token that a name stands for.
func keyOf(name string) (uint64, bool) {
	zone := anywhere
	for z, p := range prefixes {
		if rest, ok := strings.CutPrefix(name, p); ok && p != "" {
			zone, name = z, rest
		}
	}
	r := []rune(name)
	switch {
	case len(r) == 2 && r[0] >= firstHan && r[1] >= firstHan:
		return token(zone, r[0], r[1]), true
	case len(name) >= 3 && len(r) == len(name):
		return wordToken(zone, name), true
	}
	return 0, false
}
