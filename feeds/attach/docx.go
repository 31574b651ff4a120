package attach

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strconv"
	"strings"
)

// maxDepth bounds how deeply elements stand in one another.
const maxDepth = 256

var errDepth = errors.New("its elements are nested too deeply")

// readDOCX reads paragraphs and tables of the main part. It is a reader of our own
// because all that is needed are a dozen elements of one file, and the libraries
// for Word files write them or build a whole tree first.
func readDOCX(raw []byte) (content, error) {
	a, err := openArchive(raw)
	if err != nil {
		return content{}, err
	}
	doc, err := a.file("word/document.xml")
	if err != nil {
		return content{}, err
	}
	return readWord(doc)
}

func readWord(doc []byte) (content, error) {
	w := &word{d: xml.NewDecoder(bytes.NewReader(doc))}
	err := w.read()
	return w.content, err
}

// word walks the elements of a document.
type word struct {
	content
	d      *xml.Decoder
	depth  int
	tables []*wordTable // those that are open, the outermost first
	para   strings.Builder
	inText bool
}

// wordTable is a table that is being read; only the outermost becomes rows, what
// stands in a table inside a cell is text of that cell.
type wordTable struct {
	row   []string
	above []string // the row before
	cell  strings.Builder
	span  int
	below bool // continues the cell above
}

// leftOut are left out of the text: what was deleted, field codes, and the copy of a drawing
// for old readers.
var leftOut = map[string]bool{"del": true, "moveFrom": true, "instrText": true, "Fallback": true, "delText": true}

func (w *word) read() error {
	for !w.fullText || !w.fullRows {
		t, err := w.d.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return errBroken
		}
		switch t := t.(type) {
		case xml.StartElement:
			if w.depth++; w.depth > maxDepth {
				return errDepth
			}
			if leftOut[t.Name.Local] {
				if err := w.d.Skip(); err != nil {
					return errBroken
				}
				w.depth--
				continue
			}
			w.open(t)
		case xml.EndElement:
			w.depth--
			w.close(t.Name.Local)
		case xml.CharData:
			if w.inText {
				w.para.Write(t)
			}
		}
	}
	return nil
}

func (w *word) open(e xml.StartElement) {
	switch e.Name.Local {
	case "t":
		w.inText = true
	case "tab":
		w.para.WriteByte(' ')
	case "br", "cr":
		w.para.WriteByte('\n')
	case "tbl":
		w.tables = append(w.tables, &wordTable{})
	case "gridSpan":
		if t := w.outer(); t != nil {
			n, err := strconv.Atoi(value(e))
			if err == nil && n > 0 {
				t.span = min(n, maxColumns)
			}
		}
	case "vMerge":
		if t := w.outer(); t != nil {
			t.below = value(e) != "restart"
		}
	}
}

// outer is the table whose cell is being read, nil in the tables inside it.
func (w *word) outer() *wordTable {
	if len(w.tables) != 1 {
		return nil
	}
	return w.tables[0]
}

func value(e xml.StartElement) string {
	for _, a := range e.Attr {
		if a.Name.Local == "val" {
			return a.Value
		}
	}
	return ""
}

func (w *word) close(name string) {
	switch name {
	case "t":
		w.inText = false
	case "p":
		w.paragraph()
	case "tc":
		if t := w.outer(); t != nil {
			t.endCell()
		}
	case "tr":
		if t := w.outer(); t != nil {
			w.row(t.row)
			t.above, t.row = t.row, nil
		}
	case "tbl":
		if len(w.tables) > 0 {
			w.tables = w.tables[:len(w.tables)-1]
		}
	}
}

func (w *word) paragraph() {
	s := w.para.String()
	w.para.Reset()
	if len(w.tables) == 0 {
		w.line(s)
		return
	}
	c := &w.tables[0].cell
	if c.Len() < maxCell {
		switch {
		case c.Len() == 0:
		case len(w.tables) > 1:
			c.WriteByte(' ') // a cell of a table inside
		default:
			c.WriteByte('\n')
		}
		c.WriteString(s)
	}
}

// endCell takes a cell into the row. One of a single column that reaches into rows below
// stands in each of them.
func (t *wordTable) endCell() {
	s := t.cell.String()
	if t.below {
		s = ""
		if at := len(t.row); at < len(t.above) && t.span < 2 {
			s = t.above[at]
		}
	}
	if len(t.row) < maxColumns {
		t.row = append(t.row, s)
	}
	for range min(t.span-1, maxColumns-len(t.row)) {
		t.row = append(t.row, "")
	}
	t.cell.Reset()
	t.span, t.below = 0, false
}
