// Package score reads items from JSON Lines, as the corpora and `regwire read`
// have them, writes what a reading found beside each, and compares it with the
// answers that a line may carry. Start with Read and Run.
//
// It is pure: the reading of a text and the grouping of items into events come
// in as functions, so any version of either can be measured.
package score

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"reflect"
	"slices"
	"strings"

	"github.com/regwire/regwire/feeds"
)

// Line is one item as a poller would see it, and in Expect the answers.
type Line struct {
	ID        string            `json:"id"`
	Title     string            `json:"title"`
	TitleZH   string            `json:"title_zh"`
	Body      string            `json:"body"`
	URL       string            `json:"url"`
	Authority feeds.AuthorityID `json:"source_authority"`
	Published feeds.Day         `json:"published"`
	Expect    *Expect           `json:"expect"`

	raw    []byte
	number int
}

// Expect is what a person says of a line.
type Expect struct {
	Relevant        bool                `json:"relevant"`
	Topics          []feeds.Topic       `json:"topics"`
	Section         feeds.Section       `json:"section"`
	Authorities     []feeds.AuthorityID `json:"authorities"`
	DocType         string              `json:"doc_type"`
	Status          *string             `json:"status"`
	EffectiveDate   *feeds.Day          `json:"effective_date"`
	CommentDeadline *feeds.Day          `json:"comment_deadline"`
	Figures         map[string]int64    `json:"figures"`
	LegalBasis      []feeds.LawID       `json:"legal_basis"`
	DuplicateOf     *string             `json:"duplicate_of"`
	NotDuplicateOf  *string             `json:"not_duplicate_of"`
}

// Got is what a reading found, in the words of Expect.
type Got struct {
	Relevant        bool                `json:"relevant"`
	Unsure          bool                `json:"unsure,omitempty"`
	Topics          []feeds.Topic       `json:"topics"`
	Section         feeds.Section       `json:"section"`
	Authorities     []feeds.AuthorityID `json:"authorities"`
	DocType         string              `json:"doc_type"`
	Status          *string             `json:"status"`
	EffectiveDate   *feeds.Day          `json:"effective_date"`
	CommentDeadline *feeds.Day          `json:"comment_deadline"`
	Figures         map[string]int64    `json:"figures"`
	LegalBasis      []feeds.LawID       `json:"legal_basis"`
	TitleEN         string              `json:"title_en"`
	Summary         string              `json:"summary"`
	// Event is the id of the first line of the same event.
	Event   string         `json:"event"`
	Reasons []feeds.Reason `json:"reasons"`
}

// ReadFunc is a reading of one text.
type ReadFunc func(feeds.Writing) feeds.Reading

// GroupFunc says for each item which is the first of the same event.
type GroupFunc func([]feeds.Item) []int

// maxLine is the longest line that is accepted: a text over the limit of
// reading, escaped, with room for the rest.
const maxLine = 16 << 20

// errLongLine is returned for input that is no list of items.
var errLongLine = fmt.Errorf("line is longer than %d bytes", maxLine)

// media are the authority codes of news sites: they report, they do not issue.
var media = []feeds.AuthorityID{"MEDIA", "XINHUA", "PEOPLE", "LEGALDAILY", "CNR", "CHINACOURT", "GZDAILY"}

// Writing is the line as reading is given it.
func (l Line) Writing() feeds.Writing {
	return feeds.Writing{
		Title: l.Title, TitleZH: l.TitleZH, Body: l.Body, URL: l.URL, Source: l.Authority,
		Media: slices.Contains(media, l.Authority), Published: l.Published,
	}
}

// item is the line as an item that was read, for grouping.
func (l Line) item(r feeds.Reading) feeds.Item {
	w := l.Writing()
	return feeds.Item{
		ID: feeds.ItemID(l.ID), URL: l.URL, Title: l.Title, Published: l.Published, Authority: l.Authority,
		Media: w.Media, State: feeds.ItemRead, Text: l.Body, Given: true, Reading: r,
		Article: feeds.Article{Title: l.Title, Date: l.Published, Text: l.Body},
	}
}

// gotOf puts a reading into the words of the corpora, as of the day of publication.
func gotOf(l Line, r feeds.Reading) Got {
	g := Got{
		Relevant: r.Relevance != feeds.NotRelevant, Unsure: r.Relevance == feeds.Unsure,
		Topics: list(r.Topics), Section: r.Section, Authorities: list(r.Authorities), DocType: r.DocType,
		Figures: map[string]int64{}, LegalBasis: []feeds.LawID{}, TitleEN: r.TitleEN.Text, Reasons: list(r.Reasons),
	}
	var sentences []string
	for _, s := range r.Summary {
		sentences = append(sentences, s.EN)
	}
	g.Summary = strings.Join(sentences, " ")
	if !g.Relevant {
		g.Section = feeds.OtherSection
		return g
	}
	g.Status = status(r.StatusOn(l.Published))
	g.EffectiveDate = day(r.Dates.Effective)
	g.CommentDeadline = day(r.Dates.CommentCloses)
	for _, f := range r.Figures {
		if _, seen := g.Figures[f.Name]; !seen && !f.Minor {
			g.Figures[f.Name] = f.Value
		}
	}
	for _, id := range r.LegalBasis {
		g.LegalBasis = append(g.LegalBasis, label(id))
	}
	return g
}

// label is a law's id in the corpora, which know the Criminal Law by the
// amendment that made the offence.
func label(id feeds.LawID) feeds.LawID {
	if id == "CRIM" {
		return "CL9"
	}
	return id
}

// status is the corpora's coarser word; nil for what is not a rule.
func status(s feeds.Status) *string {
	word := map[feeds.Status]string{
		feeds.StatusInReading: "draft", feeds.StatusDraftOpen: "draft", feeds.StatusDraftClosed: "draft",
		feeds.StatusIssuedFuture: "final", feeds.StatusIssuedUndated: "final", feeds.StatusInForce: "in_force",
	}[s]
	if word == "" {
		return nil
	}
	return &word
}

func day(d feeds.Date) *feeds.Day {
	if d.Day == "" {
		return nil
	}
	return &d.Day
}

// list is s, never null in JSON.
func list[T any](s []T) []T {
	if s == nil {
		return []T{}
	}
	return s
}

// Lines reads JSON Lines; empty lines are passed over.
func Lines(in io.Reader) ([]Line, error) {
	var lines []Line
	seen := map[string]int{}
	scan := bufio.NewScanner(in)
	scan.Buffer(make([]byte, 64<<10), maxLine)
	number := 0
	for scan.Scan() {
		number++
		raw := bytes.TrimSpace(scan.Bytes())
		if len(raw) == 0 {
			continue
		}
		l := Line{number: number, raw: bytes.Clone(raw)}
		if err := json.Unmarshal(raw, &l); err != nil {
			return nil, fmt.Errorf("line %d is no item: %w", number, err)
		}
		if l.ID == "" {
			l.ID = fmt.Sprintf("line-%d", number)
		}
		if first, twice := seen[l.ID]; twice {
			return nil, fmt.Errorf("line %d: id %q is that of line %d too", number, l.ID, first)
		}
		seen[l.ID] = number
		lines = append(lines, l)
	}
	if err := scan.Err(); errors.Is(err, bufio.ErrTooLong) {
		return nil, fmt.Errorf("line %d: %w", number+1, errLongLine)
	} else if err != nil {
		return nil, fmt.Errorf("reading line %d: %w", number+1, err)
	}
	return lines, nil
}

// Keys are the keys of a Line.
var Keys = func() (keys []string) {
	for _, f := range reflect.VisibleFields(reflect.TypeFor[Line]()) {
		if key := f.Tag.Get("json"); key != "" {
			keys = append(keys, key)
		}
	}
	return keys
}()

// forPeople are keys of labelled items that say where they come from, and what read adds.
var forPeople = []string{"got", "lang", "note", "provenance", "url_real"}

// PassedOver is the first key of the lines that nobody knows, with the number of the line
// where it stands and of how many have it; "" when there is none.
func PassedOver(lines []Line) (key string, first, n int) {
	known := slices.Concat(Keys, forPeople)
	for _, l := range lines {
		var keys map[string]json.RawMessage
		if json.Unmarshal(l.raw, &keys) != nil {
			continue // which Lines has refused
		}
		for _, k := range slices.Sorted(maps.Keys(keys)) {
			if key == "" && !slices.ContainsFunc(known, func(name string) bool { return strings.EqualFold(k, name) }) {
				key, first = k, l.number
			}
			if k == key {
				n++
			}
		}
	}
	return key, first, n
}

// read reads all lines and groups the relevant ones into events.
func read(lines []Line, reading ReadFunc, group GroupFunc) []Got {
	got := make([]Got, len(lines))
	items := make([]feeds.Item, len(lines))
	for i, l := range lines {
		r := reading(l.Writing())
		got[i], items[i] = gotOf(l, r), l.item(r)
	}
	first := group(items)
	for i, l := range lines {
		got[i].Event = l.ID
		if i < len(first) && first[i] >= 0 && first[i] < len(lines) {
			got[i].Event = lines[first[i]].ID
		}
	}
	return got
}

// Read writes each line again with what was found as its last field, "got". Answers that
// a line carries are left out.
func Read(lines []Line, out io.Writer, reading ReadFunc, group GroupFunc) error {
	got := read(lines, reading, group)
	w := bufio.NewWriter(out)
	for i, l := range lines {
		row, err := withGot(l.raw, got[i])
		if err != nil {
			return fmt.Errorf("writing line %d: %w", l.number, err)
		}
		if _, err := w.Write(append(row, '\n')); err != nil {
			return fmt.Errorf("writing line %d: %w", l.number, err)
		}
	}
	if err := w.Flush(); err != nil {
		return fmt.Errorf("writing what was read: %w", err)
	}
	return nil
}

// withGot copies the object field by field, in its order.
func withGot(raw []byte, got Got) ([]byte, error) {
	dec := json.NewDecoder(bytes.NewReader(raw))
	if _, err := dec.Token(); err != nil {
		return nil, err
	}
	var out bytes.Buffer
	out.WriteByte('{')
	field := func(key string, value any) error {
		name, err := feeds.JSON(key)
		if err != nil {
			return err
		}
		body, err := feeds.JSON(value)
		if err != nil {
			return err
		}
		if out.Len() > 1 {
			out.WriteByte(',')
		}
		out.Write(name)
		out.WriteByte(':')
		out.Write(body)
		return nil
	}
	for dec.More() {
		key, err := dec.Token()
		if err != nil {
			return nil, err
		}
		var value json.RawMessage
		if err := dec.Decode(&value); err != nil {
			return nil, err
		}
		if key == "expect" || key == "got" {
			continue
		}
		if err := field(fmt.Sprint(key), value); err != nil {
			return nil, err
		}
	}
	if err := field("got", got); err != nil {
		return nil, err
	}
	out.WriteByte('}')
	return out.Bytes(), nil
}
