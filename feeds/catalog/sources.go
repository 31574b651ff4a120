package catalog

import (
	"cmp"
	"embed"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/extract"
	"github.com/regwire/regwire/feeds/form"
	"github.com/regwire/regwire/feeds/spelling"
)

//go:embed sources/*.yaml
var sourceFiles embed.FS

// sourceFile is one authority's file. What is said on top holds for all of its
// sources that do not say otherwise.
type sourceFile struct {
	Authority    feeds.AuthorityID `yaml:"authority"`
	Jurisdiction string            `yaml:"jurisdiction"`
	Media        bool              `yaml:"media"`
	Sources      []sourceEntry     `yaml:"sources"`
}

// sourceEntry is one source of a file.
type sourceEntry struct {
	ID           feeds.SourceID `yaml:"id"`
	NameEN       string         `yaml:"name_en"`
	NameZH       string         `yaml:"name_zh"`
	Jurisdiction string         `yaml:"jurisdiction"`
	Kind         string         `yaml:"kind"`
	Family       string         `yaml:"family"`
	Every        string         `yaml:"every"`
	// Hours are when it is polled: "08:00-20:00", Shanghai time.
	Hours      string  `yaml:"hours"`
	Monthly    float64 `yaml:"monthly"`
	Confidence string  `yaml:"confidence"`
	// Disabled is why the source is not polled.
	Disabled string              `yaml:"disabled"`
	DemoOnly bool                `yaml:"demo_only"`
	Note     string              `yaml:"note"`
	List     *extract.ListRule   `yaml:"list"`
	Lists    []extract.ListRule  `yaml:"lists"`
	Article  extract.ArticleRule `yaml:"article"`
}

// defaultEvery is how often a source is polled that does not say.
const defaultEvery = time.Hour

// maxEvery is the longest time between two polls: a source that is asked more seldom
// cannot be told from one that is not polled.
const maxEvery = 31 * 24 * time.Hour

// Sources are the shipped sources, checked, in the order of their ids.
func Sources() ([]extract.Source, error) {
	names, err := fs.Glob(sourceFiles, "sources/*.yaml")
	if err != nil {
		return nil, fmt.Errorf("list shipped sources: %w", err)
	}
	var out []extract.Source
	for _, name := range names {
		data, err := sourceFiles.ReadFile(name)
		if err != nil {
			return nil, fmt.Errorf("read shipped sources: %w", err)
		}
		list, err := ParseSource(path.Base(name), data)
		if err != nil {
			return nil, err
		}
		out = append(out, list...)
	}
	slices.SortFunc(out, func(a, b extract.Source) int { return strings.Compare(string(a.ID), string(b.ID)) })
	for i := 1; i < len(out); i++ {
		if out[i].ID == out[i-1].ID {
			return nil, fmt.Errorf("source %s stands in two files", out[i].ID)
		}
	}
	return out, nil
}

// ParseSource reads a file of sources, the catalogue's or an operator's. An
// error names the file, the line and the nearest known key.
func ParseSource(name string, data []byte) ([]extract.Source, error) {
	return parseSource(name, data, sourceFile.check)
}

// KeptSource reads a rule that was taken once: what a later table of authorities no
// longer knows ends no source.
func KeptSource(name string, data []byte) ([]extract.Source, error) {
	return parseSource(name, data, func(sourceFile) error { return nil })
}

func parseSource(name string, data []byte, check func(sourceFile) error) ([]extract.Source, error) {
	if parts := SplitPack(data); len(parts) > 1 {
		return nil, fmt.Errorf("%s: the file holds %d documents, of which only a pack may have several: regwire source add takes packs", name, len(parts))
	}
	var f sourceFile
	if err := form.Read(name, data, &f); err != nil {
		return nil, err
	}
	if err := check(f); err != nil {
		return nil, form.Placed(name, lineOf(data, "", err.Error()), err)
	}
	out := make([]extract.Source, 0, len(f.Sources))
	taken := make(map[feeds.SourceID]bool, len(f.Sources))
	for i, e := range f.Sources {
		s, err := e.source(f)
		if err == nil {
			err = s.Check()
		}
		if err == nil && taken[s.ID] {
			err = fmt.Errorf("%s: id: another source of the file has it too", s.ID)
		}
		if err != nil {
			return nil, form.Placed(name, lineOf(data, fmt.Sprintf("sources[%d].", i), strings.TrimPrefix(err.Error(), string(e.ID)+": ")), err)
		}
		taken[s.ID] = true
		out = append(out, s)
	}
	if len(out) == 0 {
		return nil, fmt.Errorf("%s: sources: the file has none", name)
	}
	return out, nil
}

// check looks at what is said on top: filters know no other authority and region.
func (f sourceFile) check() error {
	all, err := shippedAuthorities()
	if err != nil {
		return err
	}
	var codes, regions []string
	for _, a := range all {
		codes = append(codes, string(a.ID))
		if a.Jurisdiction != "" && !slices.Contains(regions, a.Jurisdiction) {
			regions = append(regions, a.Jurisdiction)
		}
	}
	if f.Authority != "" && !slices.Contains(codes, string(f.Authority)) {
		hint := ""
		if best := spelling.Nearest(string(f.Authority), codes); best != "" {
			hint = ", or did you mean " + best + "?"
		}
		return fmt.Errorf("authority: %q is no code that is known: leave it out%s", f.Authority, hint)
	}
	if f.Jurisdiction != "" && !slices.Contains(regions, f.Jurisdiction) {
		slices.Sort(regions)
		return fmt.Errorf("jurisdiction: %q is none of %s", f.Jurisdiction, strings.Join(regions, ", "))
	}
	return nil
}

// shippedAuthorities is the table of authorities, read once.
var shippedAuthorities = sync.OnceValues(Authorities)

func (e sourceEntry) source(f sourceFile) (extract.Source, error) {
	s := extract.Source{Source: feeds.Source{
		ID: e.ID, NameEN: e.NameEN, NameZH: e.NameZH, Authority: f.Authority, Jurisdiction: cmp.Or(e.Jurisdiction, f.Jurisdiction),
		Media: f.Media, Kind: e.Kind, Family: e.Family, Every: defaultEvery, Monthly: e.Monthly,
		Confidence: cmp.Or(e.Confidence, "low"), Disabled: e.Disabled, DemoOnly: e.DemoOnly,
	}}
	s.Rule = extract.Rule{Lists: e.Lists, Article: e.Article}
	if e.List != nil {
		s.Rule.Lists = append([]extract.ListRule{*e.List}, e.Lists...)
	}
	if e.Every != "" {
		d, err := time.ParseDuration(e.Every)
		if err != nil || d < time.Minute || d > maxEvery {
			return s, fmt.Errorf("%s: every: %q is no time from 1m to 744h, like 15m or 6h", e.ID, e.Every)
		}
		s.Every = d
	}
	if e.Monthly < 0 {
		return s, fmt.Errorf("%s: monthly: %g is no number of items a month", e.ID, e.Monthly)
	}
	if _, _, ok := feeds.ParseHours(e.Hours); !ok {
		return s, fmt.Errorf("%s: hours: %q are no hours of a day, like 08:00-20:00", e.ID, e.Hours)
	}
	s.Hours = e.Hours
	if !slices.Contains([]string{"high", "medium", "low"}, s.Confidence) {
		return s, fmt.Errorf("%s: confidence: %q is none of high, medium, low", e.ID, s.Confidence)
	}
	s.Host = s.ListHost()
	return s, nil
}

// lineOf is the line of what an error is about, which begins with its field under a path:
// "list.else.urls: …". Of a field that is missing it is the line of what lacks it.
func lineOf(data []byte, under, about string) int {
	field, _, _ := strings.Cut(about, ": ")
	return form.Line(data, under+field)
}
