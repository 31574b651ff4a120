package attach

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"slices"
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
	doc, err := a.main(kindDOCX)
	if err != nil {
		return content{}, err
	}
	return readWord(doc, readNumbering(a.part("word/numbering.xml")), readStyles(a.part("word/styles.xml")))
}

func readWord(doc []byte, numbers numbering, styles map[string]listPlace) (content, error) {
	w := &word{d: xml.NewDecoder(bytes.NewReader(doc)), numbers: numbers, styles: styles}
	err := w.read()
	return w.content, err
}

// word walks the elements of a document.
type word struct {
	content
	d       *xml.Decoder
	depth   int
	tables  []*wordTable // those that are open, the outermost first
	para    strings.Builder
	inText  bool
	inRun   bool
	hidden  bool // the run is
	numbers numbering
	styles  map[string]listPlace
	place   listPlace // of the paragraph, by its style where it does not say itself
	inRow   bool      // the properties of a row are being read
}

// wordTable is a table that is being read. What stands in a table inside a cell is text
// of that cell; where the cell is all that its row has, the table around it only places it,
// and its rows are those of the table inside.
type wordTable struct {
	rows   [][]string // of a table inside
	inner  [][]string // of the tables inside the row
	row    []string
	above  []string // the row before
	cell   strings.Builder
	before int // columns that the row leaves out at its beginning
	span   int
	below  bool // continues the cell above
	gone   bool // the row was deleted by a change that is kept track of
}

// leftOut are left out of the text: what was deleted, field codes, the copy of a drawing
// for old readers, and how something was before a change of its form.
var leftOut = map[string]bool{
	"del": true, "moveFrom": true, "instrText": true, "Fallback": true, "delText": true,
	"rPrChange": true, "tcPrChange": true, "trPrChange": true,
}

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
			if inner := w.inmost(); t.Name.Local == "del" && w.inRow && inner != nil {
				inner.gone = true
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
			if w.inText && !w.hidden {
				w.para.Write(t)
			}
		}
	}
	return nil
}

func (w *word) open(e xml.StartElement) {
	t := w.inmost()
	switch e.Name.Local {
	case "r":
		w.inRun, w.hidden = true, false
	case "vanish":
		w.hidden = w.inRun && !slices.Contains(switchedOff, value(e))
	case "t":
		w.inText = true
	case "tab":
		w.para.WriteByte(' ')
	case "br", "cr":
		w.para.WriteByte('\n')
	case "noBreakHyphen":
		w.para.WriteByte('-')
	case "pStyle":
		w.place = w.styles[value(e)]
	case "numId":
		w.place.list = value(e)
	case "ilvl":
		w.place.level = atoi(value(e))
	case "trPr":
		w.inRow = true
	case "tbl":
		w.tables = append(w.tables, &wordTable{})
	case "gridBefore":
		if t != nil {
			t.before = columnsOf(e)
		}
	case "gridSpan":
		if t != nil {
			t.span = columnsOf(e)
		}
	case "vMerge":
		if t != nil {
			t.below = value(e) != "restart"
		}
	}
}

// switchedOff are the values with which an element takes back what it stands for.
var switchedOff = []string{"0", "false", "off"}

// columnsOf is the number of columns that an element gives.
func columnsOf(e xml.StartElement) int {
	n, err := strconv.Atoi(value(e))
	if err != nil {
		return 0
	}
	return min(max(n, 0), maxColumns)
}

// inmost is the table whose cell is being read, nil outside of tables.
func (w *word) inmost() *wordTable {
	if len(w.tables) == 0 {
		return nil
	}
	return w.tables[len(w.tables)-1]
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
	t := w.inmost()
	switch name {
	case "r":
		w.inRun, w.hidden = false, false
	case "t":
		w.inText = false
	case "p":
		w.paragraph()
	case "trPr":
		w.inRow = false
	case "tc":
		if t != nil {
			t.endCell()
		}
	case "tr":
		if t != nil {
			gone := t.gone
			for _, row := range t.endRow() {
				if !gone {
					w.tableRow(row)
				}
			}
		}
	case "tbl":
		if t == nil {
			return
		}
		w.tables = w.tables[:len(w.tables)-1]
		if around := w.inmost(); around != nil {
			around.inner = append(around.inner, t.rows[:min(len(t.rows), maxRows-len(around.inner))]...)
		}
	}
}

// maxPlaced is how many tables that only place one another have their rows kept.
const maxPlaced = 4

// tableRow takes a row of the table that is being read.
func (w *word) tableRow(row []string) {
	t := w.inmost()
	if len(w.tables) == 1 {
		w.row(row)
	} else if len(w.tables) <= maxPlaced && len(t.rows) < maxRows {
		t.rows = append(t.rows, row)
	}
}

// endRow is the row that ends, or those of the tables that it only places.
func (t *wordTable) endRow() [][]string {
	rows := [][]string{t.row}
	if len(t.row) == 1 && slices.ContainsFunc(t.inner, func(row []string) bool { return len(row) > 1 }) {
		rows = t.inner
	}
	t.above, t.row, t.inner, t.before = t.row, nil, nil, 0
	t.gone = false
	return rows
}

// numbered is a paragraph with the number that it has in its list; of one that says nothing else, as
// in a column of numbers, the figures.
func (w *word) numbered(s string) string {
	at := w.place
	w.place = listPlace{}
	if at.list == "" {
		return s
	}
	number := w.numbers.next(at.list, at.level)
	switch {
	case strings.TrimSpace(s) != "" && number != "":
		return number + " " + s
	case len(w.tables) > 0 && s == "":
		return strings.Trim(number, ".、()（） ")
	}
	return s
}

func (w *word) paragraph() {
	s := w.numbered(w.para.String())
	w.para.Reset()
	if len(w.tables) == 0 {
		w.line(s)
		return
	}
	for i, t := range w.tables {
		c := &t.cell
		if c.Len() >= maxCell {
			continue
		}
		switch {
		case c.Len() == 0:
		case i < len(w.tables)-1:
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
	for ; t.before > 0 && len(t.row) < maxColumns; t.before-- {
		t.row = append(t.row, "")
	}
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
