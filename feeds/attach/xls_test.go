package attach

import (
	"encoding/binary"
	"slices"
	"testing"
)

// record is a record of an old Excel file.
type record struct {
	kind int
	data string
}

// bookOf is the stream of such a file.
func bookOf(records ...record) []byte {
	var b []byte
	for _, r := range records {
		b = binary.LittleEndian.AppendUint16(b, uint16(r.kind))
		b = binary.LittleEndian.AppendUint16(b, uint16(len(r.data)))
		b = append(b, r.data...)
	}
	return b
}

// A text may begin in one record and go on in the next, in characters of another width; a formula
// has its text behind it; rows are hidden, and sheets hold charts.
func TestWhatRecordsOfAnOldBookSay(t *testing.T) {
	const begins, globals = "\x00\x06\x10\x00", "\x00\x06\x05\x00"
	head := []record{
		{recBegins, globals},
		{recSheet, "\x00\x00\x00\x00\x00\x00\x01\x00A"},
		{recStrings, "\x02\x00\x00\x00\x02\x00\x00\x00" + "\x04\x00\x01\x91\x4e\x06\x5e"},
		{recGoesOn, "\x00No" + "\x03\x00\x08\x01\x00App\x00\x00\x00\x00"},
		{recEnds, ""},
	}
	sheet := []record{
		{recBegins, begins},
		{recRow, "\x01\x00" + "\x00\x00\x02\x00\xff\x00\x00\x00\x00\x00\x20\x00\x00\x00"},
		{recShared, "\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00"},
		{recShared, "\x00\x00\x01\x00\x00\x00\x01\x00\x00\x00"},
		{recShared, "\x01\x00\x00\x00\x00\x00\x01\x00\x00\x00"},
		{recBegins, begins},
		{recShared, "\x02\x00\x00\x00\x00\x00\x01\x00\x00\x00"},
		{recEnds, ""},
		{recFormula, "\x02\x00\x00\x00\x00\x00" + "\x00\x00\x00\x00\x00\x00\xff\xff" + "\x00\x00"},
		{recText, "\x02\x00\x00ok"},
		{recShorts, "\x03\x00\x00\x00" + "\x00\x00\x1e\x00\x00\x00" + "\x00\x00\xf7\x04\x00\x00" + "\x01\x00"},
		{recEnds, ""},
	}
	at := len(bookOf(head...))
	head[1].data = string(rune(at)) + head[1].data[1:]
	c, err := readBook(slices.Concat(bookOf(head...), bookOf(sheet...)))
	want := [][]string{{"云帆No", "App"}, {"ok"}, {"7", "3.17"}}
	if err != nil || !slices.EqualFunc(c.rows, want, slices.Equal[[]string]) {
		t.Errorf("read %q (%v), want %q", c.rows, err, want)
	}
}
