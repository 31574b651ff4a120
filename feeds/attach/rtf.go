package attach

import (
	"bytes"
	"cmp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
)

// RTF is text among words of control, in groups that end what was set in them. Of the 1,800 words of
// its specification (1.9.1) those are read that make text and tables; groups that hold anything
// else are left out whole.

// readRTF reads the paragraphs and tables of an RTF file.
func readRTF(raw []byte) (content, error) {
	r := &rtf{raw: raw, state: rtfState{skip: 1}, fonts: map[int]encoding.Encoding{}}
	err := r.read()
	r.flush()
	r.paragraph()
	r.table.end(&r.content)
	return r.content, err
}

// rtfState is what a group sets and its end takes back.
type rtfState struct {
	font   int
	skip   int  // how many signs stand behind one in Unicode, for readers that know none
	out    bool // the group is left out
	fonts  bool // it is the table of fonts
	hidden bool
	gone   bool // deleted, by a change that is kept track of
}

// rtf walks the words of a file.
type rtf struct {
	content
	raw    []byte
	at     int
	state  rtfState
	around []rtfState
	page   encoding.Encoding // of the file
	fonts  map[int]encoding.Encoding
	coded  []byte // text that is not decoded yet
	high   rune   // the first half of a sign in Unicode
	behind int    // signs that are left to be left out
	star   bool   // the next word may be left out with its group
	line   strings.Builder
	table  rtfTable
	inRow  bool // the paragraph stands in a table
}

// maxGroups bounds how deeply groups stand in one another.
const maxGroups = 1_000

func (r *rtf) read() error {
	for r.at < len(r.raw) && (!r.fullText || !r.fullRows) {
		b := r.raw[r.at]
		r.at++
		switch b {
		case '{':
			if len(r.around) == maxGroups {
				return errDepth
			}
			r.flush()
			r.around, r.behind = append(r.around, r.state), 0
		case '}':
			r.flush()
			r.behind = 0
			if len(r.around) == 0 {
				return nil
			}
			r.state, r.around = r.around[len(r.around)-1], r.around[:len(r.around)-1]
			if len(r.around) == 0 {
				return nil // what follows is no RTF any more
			}
		case '\\':
			r.control()
		case '\r', '\n', 0:
		default:
			r.code(b)
		}
	}
	if r.at >= len(r.raw) {
		return errBroken // it ends inside of a group
	}
	return nil
}

// code takes a byte of the text.
func (r *rtf) code(b byte) {
	switch {
	case r.behind > 0:
		r.behind--
	case !r.state.silent() && len(r.coded) < maxText:
		r.coded = append(r.coded, b)
	}
}

func (s rtfState) silent() bool { return s.out || s.hidden || s.gone || s.fonts }

// control takes a word of control, or a sign.
func (r *rtf) control() {
	if r.at == len(r.raw) {
		return
	}
	first := r.raw[r.at]
	if !isLetter(first) {
		r.at++
		r.symbol(first)
		return
	}
	from := r.at
	for r.at < len(r.raw) && isLetter(r.raw[r.at]) {
		r.at++
	}
	name := string(r.raw[from:min(r.at, from+maxWord)])
	from = r.at
	if r.at < len(r.raw) && r.raw[r.at] == '-' {
		r.at++
	}
	for r.at < len(r.raw) && r.raw[r.at] >= '0' && r.raw[r.at] <= '9' {
		r.at++
	}
	n, err := strconv.Atoi(string(r.raw[from:r.at]))
	if r.at < len(r.raw) && r.raw[r.at] == ' ' {
		r.at++
	}
	r.word(name, n, err == nil)
}

// maxWord is the length of the longest word.
const maxWord = 32

func isLetter(b byte) bool { return b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' }

// symbol takes a word of one sign.
func (r *rtf) symbol(sign byte) {
	switch sign {
	case '\'':
		if r.at+2 > len(r.raw) {
			return
		}
		n, err := strconv.ParseUint(string(r.raw[r.at:r.at+2]), 16, 8)
		r.at += 2
		if err == nil {
			r.code(byte(n))
		}
	case '*':
		r.star = true
	case '\\', '{', '}':
		r.code(sign)
	case '~':
		r.code(' ')
	case '_':
		r.code('-')
	case '\r', '\n':
		r.paragraph()
	}
}

// rtfLeftOut begin groups that hold no text of the document's body. Of groups that a star marks,
// all are left out but rtfKept.
var (
	rtfLeftOut = wordSet("colortbl stylesheet info pict object objdata header headerl headerr headerf footer footerl footerr footerf footnote annotation " +
		"filetbl revtbl listtable listoverridetable sp nesttableprops nonesttables fldinst themedata xe tc rxe bkmkstart bkmkend atnid atnauthor template generator")
	rtfKept = wordSet("shpinst shptxt")
)

func wordSet(words string) map[string]bool {
	out := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		out[w] = true
	}
	return out
}

// rtfSigns are words that stand for a sign.
var rtfSigns = map[string]string{
	"tab": " ", "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”",
	"bullet": "•", "emspace": "\u2003", "enspace": "\u2002", "line": "\n", "softline": "\n", "nestcell": " ", "nestrow": "\n",
}

// word takes a word with the number behind it; given is whether it has one.
func (r *rtf) word(name string, n int, given bool) {
	star := r.star
	r.star = false
	if star && !rtfKept[name] || rtfLeftOut[name] {
		r.flush()
		r.state.out = true
		return
	}
	if sign, ok := rtfSigns[name]; ok {
		r.say(sign)
		return
	}
	switch name {
	case "bin":
		r.at += min(max(n, 0), len(r.raw)-r.at)
	case "u":
		r.unicode(uint16(n)) //nolint:gosec // negative numbers are those above 32767
	case "uc":
		r.state.skip = min(max(n, 0), 8)
	case "ansicpg":
		r.page = codePage(n)
	case "fonttbl":
		r.state.fonts = true
	case "f":
		r.flush()
		r.state.font = n
	case "fcharset":
		if r.state.fonts && len(r.fonts) < maxFonts {
			r.fonts[r.state.font] = charsets[n]
		}
	case "plain":
		r.flush()
		r.state.hidden, r.state.gone = false, false
	case "v":
		r.flush()
		r.state.hidden = !given || n != 0
	case "deleted":
		r.flush()
		r.state.gone = !given || n != 0
	case "par", "sect", "page":
		r.paragraph()
	default:
		r.tableWord(name, n)
	}
}

// maxFonts is how many fonts a file has at most.
const maxFonts = 10_000

// charsets are those of fonts, by their number, where they are not the file's.
var charsets = map[int]encoding.Encoding{
	128: japanese.ShiftJIS, 129: korean.EUCKR, 134: simplifiedchinese.GB18030, 136: traditionalchinese.Big5,
	161: charmap.Windows1253, 162: charmap.Windows1254, 204: charmap.Windows1251, 238: charmap.Windows1250,
}

// codePage is the encoding of a file, by its number.
func codePage(n int) encoding.Encoding {
	switch n {
	case 932:
		return japanese.ShiftJIS
	case 936, 54936:
		return simplifiedchinese.GB18030
	case 949:
		return korean.EUCKR
	case 950:
		return traditionalchinese.Big5
	}
	return charmap.Windows1252
}

// unicode takes a sign in Unicode, perhaps the half of one.
func (r *rtf) unicode(u uint16) {
	r.flush()
	r.behind = r.state.skip
	c := rune(u)
	switch {
	case r.state.silent():
	case utf16.IsSurrogate(c) && r.high == 0:
		r.high = c
		return
	case r.high != 0:
		c = utf16.DecodeRune(r.high, c)
		fallthrough
	default:
		if c >= ' ' {
			r.say(string(c))
		}
	}
	r.high = 0
}

// say adds words to the line.
func (r *rtf) say(words string) {
	r.flush()
	if !r.state.silent() && r.line.Len() < maxText {
		r.line.WriteString(words)
	}
}

// flush decodes what was gathered: by the font if that has an encoding of its own, else by the
// file's, and where that fails as Western systems write.
func (r *rtf) flush() {
	if len(r.coded) == 0 {
		return
	}
	for _, by := range []encoding.Encoding{r.fonts[r.state.font], r.page, charmap.Windows1252} {
		if by == nil {
			continue
		}
		words, err := by.NewDecoder().Bytes(r.coded)
		if err != nil || bytes.ContainsRune(words, utf8.RuneError) {
			continue
		}
		if r.line.Len() < maxText {
			r.line.Write(words)
		}
		break
	}
	r.coded = r.coded[:0]
}

// paragraph ends one.
func (r *rtf) paragraph() {
	r.flush()
	if r.state.silent() {
		return
	}
	if r.inRow {
		r.line.WriteByte('\n')
		return
	}
	s := r.line.String()
	r.line.Reset()
	if strings.TrimSpace(s) != "" {
		r.table.end(&r.content)
	}
	for part := range strings.SplitSeq(s, "\n") {
		r.content.line(part)
	}
}

// rtfCell is where a cell ends, and whether it goes on with the one above it or before it.
type rtfCell struct {
	right        int
	below, after bool
}

// rtfTable is a table whose rows are gathered. Where the cells of its rows end tells which of
// them reach over several columns.
type rtfTable struct {
	defined []rtfCell // of the row that is being read
	next    rtfCell
	cells   []string
	rows    []rtfRow
}

type rtfRow struct {
	cells []string
	ends  []rtfCell
}

// tableWord takes a word that makes a table.
func (r *rtf) tableWord(name string, n int) {
	if r.state.out {
		return
	}
	t := &r.table
	switch name {
	case "trowd":
		t.defined, t.next = nil, rtfCell{}
	case "clvmrg":
		t.next.below = true
	case "clmrg":
		t.next.after = true
	case "cellx":
		if t.next.right = n; len(t.defined) < maxColumns {
			t.defined = append(t.defined, t.next)
		}
		t.next = rtfCell{}
	case "pard":
		r.flush()
		r.inRow = false
	case "intbl":
		r.inRow = true
	case "cell":
		r.flush()
		if len(t.cells) < maxColumns {
			t.cells = append(t.cells, clipCell(strings.TrimSpace(r.line.String())))
		}
		r.line.Reset()
	case "row":
		if len(t.rows) < maxRows {
			t.rows = append(t.rows, rtfRow{t.cells, t.defined})
		}
		t.cells = nil
	}
}

// nearEnd is how far apart, in twentieths of a point, two cells end that end at the same column.
const nearEnd = 60

// end gives the rows of a table that is over.
func (t *rtfTable) end(c *content) {
	var ends []int
	for _, row := range t.rows {
		for _, cell := range row.ends {
			ends = append(ends, cell.right)
		}
	}
	slices.Sort(ends)
	ends = slices.CompactFunc(ends, func(a, b int) bool { return abs(b-a) < nearEnd })
	var above []string
	for _, row := range t.rows {
		out := row.placed(ends, above)
		if !c.row(out) {
			break
		}
		above = out
	}
	t.rows, t.cells = nil, nil
}

// placed is a row with a cell for each column of its table. One that goes on with the cell above
// says the same.
func (r rtfRow) placed(ends []int, above []string) []string {
	if len(r.cells) > len(r.ends) || len(ends) > maxColumns {
		return r.cells
	}
	out := make([]string, 0, len(ends))
	for i, s := range r.cells {
		at := len(out)
		last, _ := slices.BinarySearchFunc(ends, r.ends[i].right-nearEnd, func(e, right int) int { return cmp.Compare(e, right) })
		switch {
		case r.ends[i].after:
			s = ""
		case r.ends[i].below && at < len(above):
			s = above[at]
		}
		for out = append(out, s); len(out) <= min(last, len(ends)-1); {
			out = append(out, "")
		}
	}
	return out
}
