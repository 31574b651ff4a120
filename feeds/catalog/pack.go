package catalog

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"time"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/extract"
	"github.com/regwire/regwire/feeds/form"
)

// WriteSource writes a source whose rule is an address and little more, as
// ParseSource reads it: what a proposal of polling becomes when it is kept.
func WriteSource(s extract.Source) ([]byte, error) {
	if len(s.Rule.Lists) != 1 {
		return nil, fmt.Errorf("source %s: only a rule of one list can be written", s.ID)
	}
	l := s.Rule.Lists[0]
	out, err := form.Write(writtenFile{s.Authority, s.Jurisdiction, []writtenEntry{{
		ID: s.ID, NameEN: s.NameEN, NameZH: s.NameZH, Kind: s.Kind, Family: s.Family, Every: every(s.Every),
		Confidence: cmp.Or(s.Confidence, "low"), List: writtenList{l.URLs, l.Dated},
	}}})
	if err != nil {
		return nil, fmt.Errorf("write source %s: %w", s.ID, err)
	}
	return out, nil
}

// writtenFile is a sourceFile with the keys that are written, in their order.
type writtenFile struct {
	Authority    feeds.AuthorityID `yaml:"authority"`
	Jurisdiction string            `yaml:"jurisdiction"`
	Sources      []writtenEntry    `yaml:"sources"`
}

type writtenEntry struct {
	ID         feeds.SourceID `yaml:"id"`
	NameEN     string         `yaml:"name_en"`
	NameZH     string         `yaml:"name_zh"`
	Kind       string         `yaml:"kind"`
	Family     string         `yaml:"family"`
	Every      string         `yaml:"every"`
	Confidence string         `yaml:"confidence"`
	List       writtenList    `yaml:"list"`
}

type writtenList struct {
	URLs  []string `yaml:"urls"`
	Dated bool     `yaml:"dated,omitempty"`
}

func every(d time.Duration) string {
	if d < time.Minute {
		d = defaultEvery
	}
	return d.Round(time.Minute).String()
}

// packMark stands between the files of a pack.
var packMark = []byte("\n---\n")

// SplitPack takes a source pack apart: files as ParseSource reads them, one
// behind the other. A single file is a pack of one.
func SplitPack(data []byte) [][]byte {
	data = bytes.TrimPrefix(bytes.ReplaceAll(data, []byte("\r\n"), []byte("\n")), []byte("---\n"))
	var out [][]byte
	for part := range bytes.SplitSeq(data, packMark) {
		if len(bytes.TrimSpace(part)) > 0 {
			out = append(out, part)
		}
	}
	return out
}

// InPlace is a part of a pack with empty lines before it, so that its lines have the numbers
// that they have in the pack.
func InPlace(pack, part []byte) []byte {
	before, _, _ := bytes.Cut(bytes.ReplaceAll(pack, []byte("\r\n"), []byte("\n")), part)
	return slices.Concat(bytes.Repeat([]byte("\n"), bytes.Count(before, []byte("\n"))), part)
}

// JoinPack makes a source pack of files.
func JoinPack(files [][]byte) []byte {
	var b bytes.Buffer
	for i, f := range files {
		if i > 0 {
			b.WriteString("---\n")
		}
		b.Write(bytes.TrimSpace(f))
		b.WriteByte('\n')
	}
	return b.Bytes()
}

// Named gives a source the names, the authority and the id that it is kept under.
func Named(s extract.Source, id feeds.SourceID, title string, like feeds.Source) extract.Source {
	s.ID, s.NameEN, s.NameZH = id, title, title
	s.Authority, s.Jurisdiction, s.Media = like.Authority, like.Jurisdiction, like.Media
	s.Every = defaultEvery
	return s
}
