package attach

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/regwire/regwire/feeds"
)

// answer is what a child found.
type answer struct {
	Text   string     `json:"text,omitempty"`
	Table  [][]string `json:"table,omitempty"`
	How    string     `json:"how,omitempty"`
	Unread string     `json:"unread,omitempty"`
	// Next is where a further child has to read on, 0 when all was read; Seen how
	// many rows the ruled tables of the picture have, 0 where none are.
	Next int `json:"next,omitempty"`
	Seen int `json:"seen,omitempty"`
}

// join is a with what the next child read.
func (a answer) join(next answer) answer {
	var c content
	for _, text := range []string{a.Text, next.Text} {
		for line := range strings.SplitSeq(text, "\n") {
			c.line(line)
		}
	}
	a.Text, a.Table = c.text(), slices.Concat(a.Table, next.Table)
	if len(a.Table) > maxRows {
		a.Table = a.Table[:maxRows]
	}
	a.Next, a.Unread = next.Next, next.Unread
	return a
}

// judged says how many rows were read of those that were seen.
func (a answer) judged() answer {
	switch {
	case a.Seen > len(a.Table) && len(a.Table) > 0:
		a.Unread = fmt.Sprintf("read in part: %d of the picture's %d rows", len(a.Table), a.Seen)
	case a.Next > 0 && len(a.Table) > 0:
		a.Unread = fmt.Sprintf("read in part: %d rows, then its time was over", len(a.Table))
	}
	return a
}

// maxInput is the size of an attachment that is fetched at most.
const maxInput = 20 << 20

var errLarge = errors.New("it is too large")

// readers has a row for every kind: what it is read by, and how that is called.
var readers = map[kind]struct {
	how  string
	read func(raw []byte, with tools) (content, error)
}{
	kindDOCX:    {"docx", func(raw []byte, _ tools) (content, error) { return readDOCX(raw) }},
	kindXLSX:    {"xlsx", func(raw []byte, _ tools) (content, error) { return readXLSX(raw) }},
	kindDOC:     {"doc", func(raw []byte, _ tools) (content, error) { return readDOC(raw) }},
	kindXLS:     {"xls", func(raw []byte, _ tools) (content, error) { return readXLS(raw) }},
	kindMarkup:  {"html", func(raw []byte, _ tools) (content, error) { return readMarkup(raw) }},
	kindPlain:   {"text", func(raw []byte, _ tools) (content, error) { return readPlain(raw) }},
	kindRTF:     {"rtf", func(raw []byte, _ tools) (content, error) { return readRTF(raw) }},
	kindOFD:     {"ofd", readOFD},
	kindPDF:     {"pdf", readPDF},
	kindPicture: {"ocr", readPicture},
}

// Child is the whole life of a child process: args are those after Command. It
// fences itself off, reads an attachment from in and writes its answer to out. An
// error means that there is no answer.
func Child(args []string, in io.Reader, out io.Writer) error {
	if len(args) != 5 {
		return fmt.Errorf("%s is started by regwire itself", Command)
	}
	cpu, err := strconv.Atoi(args[0])
	if err != nil || cpu < 1 || cpu > cpuSeconds {
		return fmt.Errorf("%q is no number of seconds from 1 to %d", args[0], cpuSeconds)
	}
	if err := fence(cpu); err != nil {
		return fmt.Errorf("fence off the reading of an attachment: %w", err)
	}
	from, err := strconv.Atoi(args[4])
	if err != nil || from < 0 {
		return fmt.Errorf("%q is no place to read on from", args[4])
	}
	k := kind(args[1])
	if _, ok := readers[k]; !ok && k != kindZIP {
		return fmt.Errorf("no kind of attachment is called %q", k)
	}
	raw, err := io.ReadAll(io.LimitReader(in, maxInput+1))
	if err != nil {
		return fmt.Errorf("take the attachment: %w", err)
	}
	if len(raw) > maxInput {
		return json.NewEncoder(out).Encode(answer{Unread: errLarge.Error()})
	}
	return json.NewEncoder(out).Encode(readAs(k, raw, tools{pdftotext: args[2], tesseract: args[3], cpu: float64(cpu), from: from}))
}

// readAs reads an attachment of a kind, or the file of a ZIP at the place with.from.
func readAs(k kind, raw []byte, with tools) answer {
	if k == kindZIP {
		var err error
		if k, raw, err = takeMember(raw, with.from); err == nil {
			err = with.lack(k)
		}
		if err != nil {
			return answer{Unread: err.Error()}
		}
		with.from = 0
	}
	c, err := readers[k].read(raw, with)
	how := readers[k].how
	if c.seen {
		how = "ocr"
	}
	a := answer{Text: c.text(), Table: c.table(), How: how}
	if k == kindPicture {
		a.Next, a.Seen = c.next, c.ruled
	}
	switch {
	case err != nil && a.Text == "" && len(a.Table) == 0:
		a = answer{Unread: err.Error()}
	case err != nil:
		a.Unread = "read in part: " + err.Error()
	case c.fullRows:
		a.Unread = fmt.Sprintf("read in part: only its first %d rows", len(a.Table))
	case c.lost:
		a.Unread = fmt.Sprintf("read in part: only the first %d KiB of its text", maxText>>10)
	case a.Text == "" && len(a.Table) == 0 && with.from == 0:
		a = answer{Unread: "no text was found in it"}
	}
	return a
}

// content gathers what a document says, in its order, up to the limits.
type content struct {
	words strings.Builder
	rows  [][]string
	size  int // of the rows in the answer, in bytes
	// What had no place: lines of text, rows.
	fullText, fullRows bool
	lost               bool // some of the text that is no row
	seen               bool // read from a picture, whatever the file is
	// next is the piece of a picture from which there was no time left, ruled how
	// many rows its ruled tables have.
	next, ruled int
}

// line adds a paragraph where there is room for it.
func (c *content) line(s string) { c.lost = !c.put(s) || c.lost }

// put adds a line of the text, as a whole or not at all, but for a text that is one line. It
// reports whether all of it found room.
func (c *content) put(s string) bool {
	if s = string(feeds.CleanLine(s)); s == "" {
		return true
	}
	room := maxText - c.words.Len() - 1
	whole := len(s) <= room
	if !whole {
		c.fullText = true
		if s = feeds.Clip(s, max(room, 0)); c.words.Len() > 0 {
			return false
		}
	}
	if c.words.Len() > 0 {
		c.words.WriteByte('\n')
	}
	c.words.WriteString(s)
	return whole
}

// row adds a row of a table, to the rows and as a line of the text.
func (c *content) row(cells []string) bool {
	out, some := cleanRow(cells)
	if !some {
		return true
	}
	for _, cell := range out {
		c.size += sizeInAnswer(cell)
	}
	if len(c.rows) >= maxRows || c.size > maxTable {
		c.fullRows = true
		return false
	}
	c.rows = append(c.rows, out)
	c.put(joinCells(out)) // which is none the less whole among the rows
	return true
}

// sizeInAnswer is the most that a cell may take there: JSON writes some signs in six bytes.
func sizeInAnswer(cell string) int {
	size := len(cell) + len(`"",`)
	for i := range len(cell) {
		if strings.IndexByte(`"\<>&`, cell[i]) >= 0 {
			size += len(`\u003c`) - 1
		}
	}
	return size
}

// cleanRow is a row as it is kept, and whether there is anything in it.
func cleanRow(cells []string) (out []string, some bool) {
	out = make([]string, 0, min(len(cells), maxColumns))
	for _, cell := range cells[:min(len(cells), maxColumns)] {
		cell = clipCell(string(feeds.CleanLine(joinBroken(cell))))
		some = some || cell != ""
		out = append(out, cell)
	}
	return out, some
}

func clipCell(cell string) string { return feeds.Clip(cell, maxCell) }

// joinCells is a row as a line of the text.
func joinCells(row []string) string { return strings.Join(row, " | ") }

func (c *content) text() string      { return c.words.String() }
func (c *content) table() [][]string { return c.rows }
