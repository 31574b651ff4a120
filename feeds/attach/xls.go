package attach

import (
	"cmp"
	"encoding/binary"
	"errors"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

var errOldExcel = errors.New("format not read: an Excel file of before 1997")

// readXLS reads the rows of the sheets that an Excel file of before 2007 shows ([MS-XLS],
// https://learn.microsoft.com/openspecs/office_file_formats/ms-xls). Libraries for such
// files are no longer kept; of the records of one, a dozen kinds hold all that is needed.
func readXLS(raw []byte) (content, error) {
	parts, err := streams(raw, "Workbook", "Book")
	if err != nil {
		return content{}, err
	}
	if parts["Workbook"] == nil {
		return content{}, errOldExcel
	}
	return readBook(parts["Workbook"])
}

func readBook(stream []byte) (content, error) {
	b := book{stream: stream}
	sheets, err := b.globals()
	if err != nil {
		return content{}, err
	}
	for _, at := range sheets {
		if b.sheet(at); b.fullRows {
			break
		}
	}
	return b.content, nil
}

// The kinds of records that are looked at, by their numbers in [MS-XLS] (BOF, EOF, Continue, FilePass, …).
const (
	recBegins   = 0x809
	recEnds     = 0x0A
	recGoesOn   = 0x3C
	recPassword = 0x2F
	recSheet    = 0x85
	recStrings  = 0xFC
	recFormat   = 0x41E
	recForm     = 0xE0
	recSince    = 0x22
	recRow      = 0x208
	recShared   = 0xFD
	recLabel    = 0x204
	recRich     = 0xD6
	recNumber   = 0x203
	recShort    = 0x27E
	recShorts   = 0xBD
	recFormula  = 0x06
	recText     = 0x207
	recMerged   = 0xE5
)

// version8 is what a stream of that time says that it is.
const version8 = 0x600

// book is an Excel file that is being read.
type book struct {
	content
	stream  []byte
	strings []string
	formats map[int]string // by their numbers
	forms   []int          // the format of each form of cells
	days    map[int]bool   // whether a format shows a day, once that was asked
	since   time.Time
}

// record is the kind and the data of the record at a place, and where the next one is; 0 at the end.
func (b *book) record(at int) (kind int, data []byte, next int) {
	if at+4 > len(b.stream) {
		return 0, nil, 0
	}
	size := u16(b.stream, at+2)
	return u16(b.stream, at), part(b.stream, at+4, size), at + 4 + size
}

// globals reads what stands before the sheets. It returns where those that are shown begin.
func (b *book) globals() (sheets []int, err error) {
	kind, data, at := b.record(0)
	switch {
	case kind != recBegins:
		return nil, errBroken
	case u16(data, 0) != version8:
		return nil, errOldExcel
	}
	b.formats, b.days = map[int]string{}, map[int]bool{}
	b.since = time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)
	for at > 0 {
		kind, data, next := b.record(at)
		switch kind {
		case recEnds:
			return sheets, nil
		case recPassword:
			return nil, errPassword
		case recSheet:
			if u8(data, 4) == 0 && u8(data, 5) == 0 { // shown, and no chart
				sheets = append(sheets, u32(data, 0))
			}
		case recSince:
			if u16(data, 0) == 1 {
				b.since = time.Date(1904, 1, 1, 0, 0, 0, 0, time.UTC)
			}
		case recFormat:
			t := texts{parts: [][]byte{part(data, 2, len(data))}}
			b.formats[u16(data, 0)] = t.next()
		case recForm:
			b.forms = append(b.forms, u16(data, 2))
		case recStrings:
			t := texts{parts: [][]byte{part(data, 8, len(data))}}
			for {
				kind, more, after := b.record(next)
				if kind != recGoesOn {
					break
				}
				t.parts, next = append(t.parts, more), after
			}
			for range u32(data, 4) {
				if t.at = min(t.at, len(t.parts[0])); t.ended() {
					break
				}
				b.strings = append(b.strings, t.next())
			}
		}
		at = next
	}
	return sheets, nil
}

// texts are strings that follow one another, in a record and those in which it goes on.
type texts struct {
	parts [][]byte
	at    int // in the first of them
}

func (t *texts) ended() bool { return t.at >= len(t.parts[0]) && len(t.parts) == 1 }

// skip passes over n bytes.
func (t *texts) skip(n int) {
	for t.at += n; t.at >= len(t.parts[0]) && len(t.parts) > 1; {
		t.at -= len(t.parts[0])
		t.parts = t.parts[1:]
	}
}

// next is the string that follows. One that goes on in the next record says there anew how wide its
// characters are.
func (t *texts) next() string {
	if t.skip(0); t.ended() {
		return ""
	}
	head := t.parts[0]
	left, flags := u16(head, t.at), u8(head, t.at+2)
	behind := 0
	at := t.at + 3
	const rich, foreign, wide = 0x08, 0x04, 0x01
	if flags&rich != 0 {
		behind += 4 * u16(head, at)
		at += 2
	}
	if flags&foreign != 0 {
		behind += u32(head, at)
		at += 4
	}
	t.at = at
	var units []uint16
	for left > 0 {
		if t.at >= len(t.parts[0]) {
			if len(t.parts) == 1 {
				break
			}
			t.parts, flags = t.parts[1:], u8(t.parts[1], 0)
			t.at = 1
			continue
		}
		if flags&wide != 0 {
			units = append(units, uint16(u16(t.parts[0], t.at))) //nolint:gosec // two bytes
			t.at++
		} else {
			units = append(units, uint16(t.parts[0][t.at]))
		}
		t.at++
		left--
	}
	t.skip(behind)
	return fromUTF16(units)
}

// sheetCell is a cell of a sheet with its text, its row and column from 0.
type sheetCell struct {
	row, column int
	text        string
}

// sheet reads the sheet that begins at a place.
func (b *book) sheet(at int) {
	var cells []sheetCell
	var merged []tall
	hidden := map[int]bool{}
	depth, waiting := 0, false // a formula waits for its text
	for at < len(b.stream) {
		kind, data, next := b.record(at)
		if next == 0 {
			break
		}
		row, column, form := u16(data, 0), u16(data, 2), u16(data, 4)
		add := func(text string) {
			if column < maxColumns {
				cells = append(cells, sheetCell{row, column, text})
			}
		}
		switch kind {
		case recBegins:
			depth++
		case recEnds:
			if depth--; depth <= 0 {
				next = len(b.stream)
			}
		}
		if depth != 1 { // of a chart inside
			at = next
			continue
		}
		switch kind {
		case recRow:
			hidden[row] = u16(data, 12)&0x20 != 0
		case recShared:
			if i := u32(data, 6); i < len(b.strings) {
				add(b.strings[i])
			}
		case recLabel, recRich:
			t := texts{parts: [][]byte{part(data, 6, len(data))}}
			add(t.next())
		case recNumber:
			add(b.number(double(data, 6), form))
		case recShort:
			add(b.number(short(u32(data, 6)), form))
		case recShorts:
			for i := 4; i+8 <= len(data); i += 6 {
				add(b.number(short(u32(data, i+2)), u16(data, i)))
				column++
			}
		case recFormula:
			if u16(data, 12) != 0xFFFF {
				add(b.number(double(data, 6), form))
			} else if waiting = u8(data, 6) == 0; waiting {
				add("")
			}
		case recText:
			if t := (texts{parts: [][]byte{data}}); waiting && len(cells) > 0 {
				cells[len(cells)-1].text = t.next()
			}
			waiting = false
		case recMerged:
			for i := 2; i+8 <= len(data) && len(merged) < maxTall; i += 8 {
				if from, to := u16(data, i), u16(data, i+2); to > from && u16(data, i+4) == u16(data, i+6) {
					merged = append(merged, tall{column: u16(data, i+4), from: from, to: to})
				}
			}
		}
		at = next
	}
	b.take(cells, merged, hidden)
}

// take takes the rows of a sheet that are shown.
func (b *book) take(cells []sheetCell, merged []tall, hidden map[int]bool) {
	slices.SortStableFunc(cells, func(a, b sheetCell) int { return cmp.Compare(a.row, b.row) })
	for i := 0; i < len(cells); {
		n := cells[i].row
		var row []string
		for ; i < len(cells) && cells[i].row == n; i++ {
			for len(row) <= cells[i].column {
				row = append(row, "")
			}
			row[cells[i].column] = cells[i].text
		}
		for j := range merged {
			t := &merged[j]
			if n == t.from && t.column < len(row) {
				t.text = row[t.column]
			} else if t.text != "" && t.column < maxColumns {
				row = t.fill(row, n)
			}
		}
		if !hidden[n] && !b.row(row) {
			return
		}
	}
}

// double is a number as a cell holds it, short one in half the room.
func double(data []byte, at int) float64 {
	if at+8 > len(data) {
		return 0
	}
	return math.Float64frombits(binary.LittleEndian.Uint64(data[at:]))
}

func short(rk int) float64 {
	const hundredth, whole = 1, 2
	v := math.Float64frombits(uint64(rk&^3) << 32) //nolint:gosec // 32 bits
	if rk&whole != 0 {
		v = float64(int32(uint32(rk)) >> 2) //nolint:gosec // as it is written
	}
	if rk&hundredth != 0 {
		v /= 100
	}
	return v
}

// dayFormat is a format that shows a day; what stands in quotes or brackets does not count.
var (
	dayFormat   = regexp.MustCompile(`(?i)y|年|月|d`)
	quotedParts = regexp.MustCompile(`"[^"]*"|\[[^\]]*\]|\\.`)
)

// number is a number as a form of cells shows it: as a day, or as it is.
func (b *book) number(v float64, form int) string {
	format := 0
	if form < len(b.forms) {
		format = b.forms[form]
	}
	isDay, asked := b.days[format]
	if !asked {
		isDay = b.isDay(format)
		b.days[format] = isDay
	}
	if isDay && v >= 1 && v < 3_000_000 {
		whole, part := math.Modf(v)
		t := b.since.AddDate(0, 0, int(whole)).Add(time.Duration(part * float64(24*time.Hour)).Round(time.Minute))
		if part == 0 {
			return t.Format(time.DateOnly)
		}
		return t.Format("2006-01-02 15:04")
	}
	if math.Abs(v) >= 1e15 {
		return strconv.FormatFloat(v, 'g', -1, 64)
	}
	return strconv.FormatFloat(v, 'f', -1, 64)
}

// isDay reports whether a format shows a day: one of the numbers that mean such a one everywhere or
// in China, or one that is written so.
func (b *book) isDay(format int) bool {
	if said, ok := b.formats[format]; ok {
		if said = quotedParts.ReplaceAllString(strings.ReplaceAll(strings.ReplaceAll(said, `"年"`, "y"), `"月"`, "m"), ""); said == "General" {
			return false
		}
		return dayFormat.MatchString(said)
	}
	return format >= 14 && format <= 17 || format == 22 || format >= 27 && format <= 31 || format == 36 || format >= 50 && format <= 54 || format >= 57 && format <= 58
}
