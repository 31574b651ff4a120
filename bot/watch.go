package bot

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/regwire/regwire/feeds"
)

// WatchID is given by the store: "w2".
type WatchID string

// WatchKinds are what a watch list may hold.
var WatchKinds = []string{"app", "mini_program", "sdk", "entity", "vendor"}

// WatchEntry is one name that its owners want to hear of. It is private to them: it
// stands in no shared channel and no log.
type WatchEntry struct {
	ID        WatchID           `json:"id"`
	Workspace feeds.WorkspaceID `json:"workspace"`
	Kind      string            `json:"kind"`
	Name      string            `json:"name"`
	Aliases   []string          `json:"aliases,omitempty"`
	// Owners are asked in this order: the next when one has not answered.
	Owners []string `json:"owners"`
	// Quiet puts "no match" into a weekly list instead of a message at once.
	Quiet   bool      `json:"quiet,omitempty"`
	Created time.Time `json:"created"`
}

// WatchHit is a name of a notice that may be one of a watch list.
type WatchHit struct {
	Watch WatchEntry
	// Word is the name or alias that matched, Quote the row or sentence it was
	// found in, Row its number, 0 outside a list.
	Word  string
	Quote string
	Row   int
	Exact bool
}

// WatchResult is what a comparison of an event with a watch list found, and how
// much of the event's names could be compared at all.
type WatchResult struct {
	Hits  []WatchHit
	Names int // rows read
	Of    int // rows that the notice states, at least Names
	// Unread says why names are missing; "" when all were compared.
	Unread string
}

// Whole reports whether every name of the notice was compared.
func (r WatchResult) Whole() bool { return r.Unread == "" && r.Names >= r.Of }

// NamesSomebody reports whether the event names somebody or something: it lists apps,
// punishes, or judges.
func NamesSomebody(e feeds.Event) bool {
	r := e.Reading
	return r.Relevance != feeds.NotRelevant &&
		(r.Apps != nil || len(r.Penalties) > 0 || r.Section == feeds.EnforcementCase || r.Section == feeds.CourtLitigation)
}

// Comparer looks entries up in the names of the event: rows of its list, and the titles,
// texts and files of all its items; the titles alone where the event is not of the kind that
// names somebody, since every article speaks of some product. Fold makes names comparable.
// What the event says is folded once, for whoever's entries are looked up in it.
func Comparer(e feeds.Event, items []feeds.Item, fold func(string) string) func([]WatchEntry) WatchResult {
	read := WatchResult{}
	rows := foldRows(e.Reading.Apps, fold)
	if a := e.Reading.Apps; a != nil {
		read.Names, read.Of, read.Unread = a.Apps(), max(a.Expected, a.Apps()), a.Unread
	}
	if f, ok := e.Reading.Figure("apps"); ok && int(f.Value) > read.Of {
		read.Of = int(f.Value)
	}
	lead := Lead(e, items)
	if lead.State == feeds.ItemTitleOnly && read.Unread == "" && NamesSomebody(e) {
		read.Unread = lead.Unread
	}
	text := written(e, items, fold)
	return func(entries []WatchEntry) WatchResult {
		res := read
		for _, w := range entries {
			if hit, ok := compareOne(w, rows, text, fold); ok {
				res.Hits = append(res.Hits, hit)
			}
		}
		slices.SortStableFunc(res.Hits, func(a, b WatchHit) int {
			return cmp.Or(feeds.TrueFirst(a.Exact, b.Exact), cmp.Compare(a.Row, b.Row))
		})
		return res
	}
}

// folded is a text made comparable, bare the same without what stands in brackets, and
// cut where that stands in text; tight is it without what names are written with or without,
// and at where each byte of tight stands in text.
type folded struct {
	text, bare string
	cut        [][]int
	tight      string
	at         []int32
}

// original is where a byte of bare stands in text.
func (f folded) original(at int) int {
	for _, c := range f.cut {
		if c[0] > at {
			break
		}
		at += c[1] - c[0]
	}
	return at
}

// written is all that the event says, its titles alone where it names nobody.
func written(e feeds.Event, items []feeds.Item, fold func(string) string) folded {
	var b strings.Builder
	b.WriteString(e.Title)
	names := NamesSomebody(e)
	for _, i := range items {
		b.WriteString("\n" + i.Title)
		if !names {
			continue
		}
		b.WriteString("\n" + i.Text)
		for _, a := range i.Article.Attachments {
			b.WriteString("\n" + a.Read)
		}
	}
	text := fold(b.String())
	f := folded{text: text, bare: withoutBrackets(text), cut: inBrackets.FindAllStringIndex(text, -1)}
	f.tight, f.at = tighten(text)
	return f
}

// tighten drops what a name is written with or without inside of a sentence: blanks, the ends
// of lines that a file breaks it by, hyphens and middle dots. at says where each byte stood.
func tighten(s string) (tight string, at []int32) {
	var b strings.Builder
	b.Grow(len(s))
	at = make([]int32, 0, len(s))
	for i, r := range s {
		if strings.ContainsRune(" \t\n\u3000·・•-_", r) {
			continue
		}
		n, _ := b.WriteRune(r) //nolint:errcheck // never fails
		for k := range n {
			at = append(at, int32(i+k))
		}
	}
	return b.String(), at
}

// spelt is where a name stands in the text with other blanks and hyphens, or broken by an end
// of line; from and to are -1 where it does not. Short names are found in anything then.
func (f folded) spelt(word string) (from, to int) {
	tight, _ := tighten(word)
	if n := utf8.RuneCountInString(tight); n < shortest(tight) {
		return -1, -1
	}
	for start := 0; ; {
		i := strings.Index(f.tight[start:], tight)
		if i < 0 {
			return -1, -1
		}
		i += start
		from, to = int(f.at[i]), int(f.at[i+len(tight)-1])+1
		if (edge(f.text[:from], true) || !latin(tight[0])) && (edge(f.text[to:], false) || !latin(tight[len(tight)-1])) {
			return from, to
		}
		start = i + len(tight)
	}
}

// shortest is how many letters a name has at least that is looked for in other spellings.
func shortest(name string) int {
	if feeds.HasHan(name) {
		return 3
	}
	return 5
}

// inBrackets is a place in a company's name, or a kind of an app, which one writes and
// another leaves out: 艾克米（上海）科技有限公司.
var inBrackets = regexp.MustCompile(`[(（][^()（）\n]{1,12}[)）]`)

func withoutBrackets(s string) string { return inBrackets.ReplaceAllString(s, "") }

// foldedRow is a row of a list with its names made comparable.
type foldedRow struct {
	row          feeds.AppRow
	words        string // name and developer as they are written
	name, dev    string
	bareN, bareD string
}

func foldRows(a *feeds.AppList, fold func(string) string) []foldedRow {
	if a == nil {
		return nil
	}
	rows := make([]foldedRow, len(a.Rows))
	for i, r := range a.Rows {
		name, dev := fold(r.Name), fold(r.Developer)
		rows[i] = foldedRow{r, name + "\n" + dev, squeeze(name), squeeze(dev), squeeze(withoutBrackets(name)), squeeze(withoutBrackets(dev))}
	}
	return rows
}

// compareOne is the best hit of one entry: an exact one anywhere before one that
// is only near, and of those in the list the nearest.
func compareOne(w WatchEntry, rows []foldedRow, text folded, fold func(string) string) (WatchHit, bool) {
	var near *WatchHit
	var distance int // of near, where it is a row
	for _, word := range append([]string{w.Name}, w.Aliases...) {
		whole := fold(strings.TrimSpace(word))
		name, bareName := squeeze(fold(word)), squeeze(withoutBrackets(whole))
		if name == "" {
			continue
		}
		for _, r := range rows {
			exact := r.name == name || r.dev == name
			if exact {
				return WatchHit{Watch: w, Word: word, Quote: rowWords(r.row), Row: r.row.Row, Exact: true}, true
			}
			if d, ok := r.distance(name, bareName); ok && (near == nil || near.Row > 0 && d < distance) {
				near, distance = &WatchHit{Watch: w, Word: word, Quote: rowWords(r.row), Row: r.row.Row}, d
			}
		}
		if at := wholeWord(text.text, whole); at >= 0 && len([]rune(name)) >= 2 {
			// The text holds its tables: there the name is part of a longer one.
			if i := slices.IndexFunc(rows, func(r foldedRow) bool { return wholeWord(r.words, whole) >= 0 }); i >= 0 {
				return WatchHit{Watch: w, Word: word, Quote: rowWords(rows[i].row), Row: rows[i].row.Row}, true
			}
			return WatchHit{Watch: w, Word: word, Quote: around(text.text, at, len(whole)), Exact: true}, true
		}
		if short := withoutBrackets(whole); near == nil && len([]rune(bareName)) >= 3 {
			if at := wholeWord(text.bare, short); at >= 0 {
				from, to := text.original(at), text.original(at+len(short)-1)+1
				near = &WatchHit{Watch: w, Word: word, Quote: around(text.text, from, to-from)}
			}
		}
		if from, to := text.spelt(whole); near == nil && from >= 0 {
			near = &WatchHit{Watch: w, Word: word, Quote: around(text.text, from, to-from)}
		}
	}
	if near == nil {
		return WatchHit{}, false
	}
	return *near, true
}

// RowLine is a row of a list of apps, by its number.
func RowLine(r feeds.AppRow) Line {
	l := Line{Say("item.row", r.Row, feeds.CleanLine(rowWords(r)))}
	if r.Row == 0 {
		l = Line{Quote(feeds.CleanLine(rowWords(r)))}
	}
	if r.Machine {
		l = append(l, Span{Text: " "}, Say("page.machine").As(Italic))
	}
	return l
}

func rowWords(r feeds.AppRow) string {
	var parts []string
	for _, p := range []string{r.Name, r.Developer, r.Version, r.Store, r.Problem} {
		if p != "" {
			parts = append(parts, p)
		}
	}
	return strings.Join(parts, " | ")
}

// squeeze drops blanks and the signs that names are written with or without.
func squeeze(s string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(" \t\n\u3000·・-_()（）《》“”\"'.,，。", r) {
			return -1
		}
		return r
	}, s)
}

// distance is how many letters a name is from that of the row or of its developer, whole
// or without what stands in brackets, whichever is nearest; ok where one of them is near.
func (r foldedRow) distance(name, bare string) (least int, ok bool) {
	for _, pair := range [...][2]string{{name, r.name}, {name, r.dev}, {bare, r.bareN}, {bare, r.bareD}} {
		d, near := apart(pair[0], pair[1])
		if !near && r.row.Machine { // a character that was read wrong
			d, near = 1, oneWrong(pair[0], pair[1])
		}
		if near && (!ok || d < least) {
			least, ok = d, true
		}
	}
	return least, ok
}

// apart is how many letters two folded names differ in, and whether they are near: the
// same, one holding the other whole, or of few letters that differ. Names of one or two
// letters are near themselves alone.
func apart(a, b string) (letters int, near bool) {
	ra, rb := []rune(a), []rune(b)
	if len(ra) > len(rb) {
		ra, rb = rb, ra
	}
	switch {
	case a == b:
		return 0, len(ra) >= 2
	case len(ra) < 3 || len(rb) > 64:
		return 0, false
	case strings.Contains(string(rb), string(ra)):
		return len(rb) - len(ra), true
	}
	letters = edits(ra, rb)
	return letters, letters <= max(1, len(ra)/4) && len(ra) >= 4
}

// oneWrong reports whether names of three letters differ in one: of people's writing that
// would be another name, of a picture's it may be the same.
func oneWrong(a, b string) bool {
	ra, rb := []rune(a), []rune(b)
	return len(ra) == 3 && len(rb) == 3 && edits(ra, rb) == 1
}

// edits is the number of letters to add, drop or change to make a of b.
func edits(a, b []rune) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := 1; i <= len(a); i++ {
		last := row[0]
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			last, row[j] = row[j], min(row[j]+1, row[j-1]+1, last+cost)
		}
	}
	return row[len(b)]
}

// wholeWord is where word stands in text: a Latin word only between other signs
// than letters and digits, so that "acme" is not found in "acmeter".
func wholeWord(text, word string) int {
	if word == "" {
		return -1
	}
	for from := 0; ; {
		i := strings.Index(text[from:], word)
		if i < 0 {
			return -1
		}
		i += from
		if edge(text[:i], true) || !latin(word[0]) {
			if edge(text[i+len(word):], false) || !latin(word[len(word)-1]) {
				return i
			}
		}
		from = i + len(word)
	}
}

func latin(b byte) bool { return b >= 'a' && b <= 'z' || b >= '0' && b <= '9' }

// edge reports whether text ends (or begins) with no Latin letter or digit.
func edge(text string, end bool) bool {
	if text == "" {
		return true
	}
	if end {
		return !latin(text[len(text)-1])
	}
	return !latin(text[0])
}

// around is the text about a place, cut at letters.
func around(text string, at, length int) string {
	const about = 60
	from, to := max(0, at-about), min(len(text), at+length+about)
	return strings.Join(strings.Fields(strings.ToValidUTF8(text[from:to], "")), " ")
}
