package attach

import (
	"cmp"
	"errors"
	"slices"
	"strings"
	"unicode/utf16"

	"golang.org/x/text/encoding/charmap"
)

var errOldWord = errors.New("format not read: a Word file of before 1997")

// readDOC reads paragraphs and tables of a Word file as it was written until 2007 ([MS-DOC],
// https://learn.microsoft.com/openspecs/office_file_formats/ms-doc): its text stands
// in pieces, and what is a row of a table is told by the properties of paragraphs, which stand in
// pages of 512 bytes. It is a reader of our own because all libraries for such files give the text
// alone, of which nobody can tell the rows.
func readDOC(raw []byte) (content, error) {
	parts, err := streams(raw, "WordDocument", "0Table", "1Table", "Data")
	if err != nil {
		return content{}, err
	}
	d := doc{main: parts["WordDocument"], data: parts["Data"]}
	const encrypted, secondTable = 0x0100, 0x0200
	switch flags := u16(d.main, 0x0A); {
	case u16(d.main, 0) == 0xA5DC:
		return content{}, errOldWord
	case u16(d.main, 0) != 0xA5EC:
		return content{}, errBroken
	case flags&encrypted != 0:
		return content{}, errPassword
	case flags&secondTable != 0:
		d.table = parts["1Table"]
	default:
		d.table = parts["0Table"]
	}
	d.paragraphs()
	if !d.pieces() {
		return content{}, errBroken
	}
	d.endTable()
	return d.content, nil
}

// doc is a Word file that is being read.
type doc struct {
	content
	main, table, data []byte
	ends              []paragraphEnd // by their places in the file
	para, cell        strings.Builder
	fields            []bool // those that are open, and whether their result is being read
	row               docRow
	rows              []docRow // of the table that is being read
}

// docRow is a row of a table: its cells, and where their sides lie, from left to right.
type docRow struct {
	cells []string
	sides []int
	below []bool // whether a cell continues the one above
}

// paragraphEnd is where a paragraph ends in the file, with its properties.
type paragraphEnd struct {
	at         int
	properties []byte
}

// Places in the file's head ([MS-DOC]: ccpText of FibRgLw97, fcPlcfBtePapx and fcClx of
// FibRgFcLcb97): where the tables of paragraphs and of pieces stand, and how long the
// text is, without notes and headings of pages.
const (
	docLength     = 0x4C
	docParagraphs = 0x102
	docPieces     = 0x1A2
)

// pageSize is the size of a page of properties (PapxFkp), mostOnPage of how many paragraphs it holds them at
// most.
const (
	pageSize   = 512
	mostOnPage = 29
)

// paragraphs gathers where paragraphs end in the file.
func (d *doc) paragraphs() {
	plc := part(d.table, u32(d.main, docParagraphs), u32(d.main, docParagraphs+4))
	pages := (len(plc) - 4) / 8
	for i := range max(min(pages, len(d.main)/pageSize), 0) {
		page := part(d.main, (u32(plc, 4*(pages+1)+4*i)&0x3FFFFF)*pageSize, pageSize)
		if len(page) < pageSize {
			continue
		}
		n := min(int(page[pageSize-1]), mostOnPage)
		for j := range n {
			at := 2 * u8(page, 4*(n+1)+13*j)
			size, from := 2*u8(page, at)-1, at+1
			if size < 0 {
				size, from = 2*u8(page, at+1), at+2
			}
			end := paragraphEnd{at: u32(page, 4*(j+1))}
			if at > 0 {
				end.properties = part(page, from+2, size-2) // behind the number of its style
			}
			d.ends = append(d.ends, end)
		}
	}
	slices.SortStableFunc(d.ends, func(a, b paragraphEnd) int { return cmp.Compare(a.at, b.at) })
}

// propertiesAt are those of the paragraph that a place of the file lies in.
func (d *doc) propertiesAt(at int) []byte {
	i, _ := slices.BinarySearchFunc(d.ends, at+1, func(e paragraphEnd, at int) int { return cmp.Compare(e.at, at) })
	if i == len(d.ends) {
		return nil
	}
	return d.ends[i].properties
}

// pieces reads the pieces of the text in their order. It reports whether there are any.
func (d *doc) pieces() bool {
	clx := part(d.table, u32(d.main, docPieces), u32(d.main, docPieces+4))
	for len(clx) > 3 && clx[0] == 1 { // changes of form
		clx = part(clx, 3+u16(clx, 1), len(clx))
	}
	if u8(clx, 0) != 2 {
		return false
	}
	plc := part(clx, 5, u32(clx, 1))
	n := (len(plc) - 4) / 12
	left := u32(d.main, docLength)
	for i := 0; i < n && left > 0 && (!d.fullText || !d.fullRows); i++ {
		size := min(u32(plc, 4*(i+1))-u32(plc, 4*i), left)
		if size <= 0 {
			continue
		}
		left -= size
		const single = 1 << 30
		if at := u32(plc, 4*(n+1)+8*i+2); at&single != 0 {
			d.piece(at&^single/2, 1, size)
		} else {
			d.piece(at, 2, size)
		}
	}
	return n > 0
}

// piece reads a piece of so many characters of a width that begins at a place.
func (d *doc) piece(at, width, size int) {
	raw := part(d.main, at, width*size)
	for i := 0; i+width <= len(raw); i += width {
		r := charmap.Windows1252.DecodeByte(raw[i])
		if width == 2 {
			r = rune(u16(raw, i))
			if utf16.IsSurrogate(r) && i+4 <= len(raw) {
				r = utf16.DecodeRune(r, rune(u16(raw, i+2)))
				i += 2
			}
		}
		d.take(r, at+i)
	}
}

// Characters that stand for something else.
const (
	fieldBegins, fieldShows, fieldEnds = 0x13, 0x14, 0x15
	endOfCell, lineBreak, pageBreak    = 0x07, 0x0B, 0x0C
	columnBreak, endOfParagraph        = 0x0E, 0x0D
	unbrokenHyphen                     = 0x1E
)

// take takes a character that stands at a place of the file.
func (d *doc) take(r rune, at int) {
	switch r {
	case fieldBegins:
		d.fields = append(d.fields, false)
		return
	case fieldShows, fieldEnds:
		if n := len(d.fields); n > 0 && r == fieldEnds {
			d.fields = d.fields[:n-1]
		} else if n > 0 {
			d.fields[n-1] = true
		}
		return
	}
	if slices.Contains(d.fields, false) && r != endOfCell && r != endOfParagraph {
		return // what is to be shown is computed of it
	}
	switch {
	case r == endOfCell:
		d.endCell(propertiesOf(d.propertiesAt(at), d.data))
	case r == endOfParagraph || r == pageBreak || r == columnBreak:
		d.endParagraph(at)
	case r == lineBreak:
		d.para.WriteByte('\n')
	case r == unbrokenHyphen:
		d.para.WriteByte('-')
	case r == '\t' || r >= ' ':
		d.para.WriteRune(r)
	}
	if d.para.Len() > maxText {
		d.endParagraph(at)
	}
}

func (d *doc) endParagraph(at int) {
	s := d.para.String()
	d.para.Reset()
	if propertiesOf(d.propertiesAt(at), d.data).inTable {
		if d.cell.Len() > 0 {
			d.cell.WriteByte('\n')
		}
		if d.cell.Len() < maxCell {
			d.cell.WriteString(s)
		}
		return
	}
	d.endTable()
	d.line(s)
}

// endCell ends a cell, or a row where the paragraph says that it does.
func (d *doc) endCell(p paragraph) {
	if p.endsRow {
		d.row.sides, d.row.below = p.sides, p.below
		if len(d.rows) <= maxRows {
			d.rows = append(d.rows, d.row)
		}
		d.row = docRow{}
		d.para.Reset()
		d.cell.Reset()
		return
	}
	if d.cell.Len() > 0 && d.para.Len() > 0 {
		d.cell.WriteByte('\n')
	}
	d.cell.WriteString(d.para.String())
	if len(d.row.cells) < maxColumns {
		d.row.cells = append(d.row.cells, d.cell.String())
	}
	d.para.Reset()
	d.cell.Reset()
}

// nearSides is how far apart the sides of cells may lie that are set under each other, in
// twentieths of a point.
const nearSides = 30

// endTable takes the rows of a table whose end is reached. A cell that is as wide as several of
// other rows fills as many columns; one that reaches into rows below stands in each of them.
func (d *doc) endTable() {
	var sides []int
	for _, row := range d.rows {
		sides = append(sides, row.sides...)
	}
	sides = middles(slices.Sorted(slices.Values(sides)), nearSides)
	column := func(side int) int {
		i, _ := slices.BinarySearch(sides, side-nearSides)
		return i
	}
	var above []string
	for _, row := range d.rows {
		var t wordTable
		t.above = above
		for i, cell := range row.cells {
			if i+1 < len(row.sides) {
				t.before = max(column(row.sides[i])-len(t.row), 0)
				t.span = column(row.sides[i+1]) - column(row.sides[i])
			}
			t.below = i < len(row.below) && row.below[i]
			t.cell.WriteString(cell)
			t.endCell()
		}
		above = t.row
		d.content.row(t.row)
	}
	d.rows = nil
}

// paragraph is what the properties of a paragraph say of the table that it stands in.
type paragraph struct {
	inTable, endsRow bool
	sides            []int
	below            []bool
}

// The properties that are looked at.
const (
	propInTable  = 0x2416
	propEndsRow  = 0x2417
	propDepth    = 0x6649
	propElse     = 0x6646 // they stand in another stream
	propElseOld  = 0x6645
	propTable    = 0xD608
	propTabStops = 0xC615
)

func propertiesOf(b, data []byte) (p paragraph) {
	for len(b) > 2 {
		prop := u16(b, 0)
		size, value := operand(prop, b[2:])
		switch prop {
		case propInTable:
			p.inTable = u8(value, 0) == 1
		case propDepth:
			p.inTable = p.inTable || u32(value, 0) > 0
		case propEndsRow:
			p.endsRow = u8(value, 0) == 1
		case propElse, propElseOld:
			if data != nil {
				at := u32(value, 0)
				return propertiesOf(part(data, at+2, u16(data, at)), nil)
			}
		case propTable:
			p.sides, p.below = cellsOf(value)
		}
		b = part(b, 2+size, len(b))
	}
	return p
}

// operand is the value of a property, with the size of all of it.
func operand(prop int, b []byte) (size int, value []byte) {
	switch prop >> 13 {
	case 0, 1:
		size = 1
	case 2, 4, 5:
		size = 2
	case 3:
		size = 4
	case 7:
		size = 3
	default:
		switch {
		case prop == propTable:
			size = u16(b, 0) + 1
			return size, part(b, 2, size-2)
		case prop == propTabStops && u8(b, 0) == 255: // too many for one byte to tell their size
			dropped := 4 * u8(b, 1)
			size = 3 + dropped + 3*u8(b, 2+dropped)
			return size, nil
		}
		size = 1 + u8(b, 0)
		return size, part(b, 1, size-1)
	}
	return size, part(b, 0, size)
}

// cellsOf are the sides of a row's cells, and which of them continue the cell above.
func cellsOf(b []byte) (sides []int, below []bool) {
	n := min(u8(b, 0), maxColumns)
	for i := range n + 1 {
		sides = append(sides, int(int16(u16(b, 1+2*i)))) //nolint:gosec // as it is written
	}
	const cellSize, continues, begins = 20, 0x20, 0x40
	cells := part(b, 1+2*(u8(b, 0)+1), len(b))
	for i := range n {
		flags := u16(cells, cellSize*i)
		below = append(below, flags&continues != 0 && flags&begins == 0)
	}
	return sides, below
}
