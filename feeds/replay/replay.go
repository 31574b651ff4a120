// Package replay serves recorded sites over real http and https on loopback, so
// that whatever polls publishers can be run, shown and tested without touching
// one. Start with September2022, or Load for any other folder, and Serve.
//
// A recording is a folder of hosts, each with a site.yaml that says which file
// answers which request, in which charset and with which validators (see
// Response for the fields). The server answers conditional requests, sends
// bodies in the recorded charset and signs for its hosts with an authority of
// its own that exists in memory only; a host that is not recorded cannot be
// dialled. Record adds a fetched document to such a folder.
//
// Recordings know nothing of how documents are read: that belongs to package
// extract and to the catalogue of sources.
package replay

import (
	"bytes"
	"cmp"
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"net/http"
	"net/url"
	"path"
	"slices"
	"strings"
	"time"

	"github.com/regwire/regwire/feeds"
)

//go:embed september2022
var september embed.FS

// recordedAt is the Last-Modified of what does not state another: the hour at
// which the recording of September 2022 was closed. Updates come an hour later.
var recordedAt = time.Date(2022, time.September, 30, 17, 0, 0, 0, feeds.Shanghai)

const (
	updatesFolder = "updates"
	expectedFile  = "expected.jsonl"
)

// Recording is a set of recorded hosts with its named updates.
type Recording struct {
	base     layer
	updates  map[string]layer
	expected []Expected
}

// layer is what one folder of hosts holds, by host.
type layer map[string]*site

// September2022 is the recording behind the demo: the sites of the nineteen
// items of one month, as they could be read on 30 September 2022.
func September2022() (*Recording, error) {
	sub, err := fs.Sub(september, "september2022")
	if err != nil {
		return nil, fmt.Errorf("opening the recording of September 2022: %w", err)
	}
	return Load(sub)
}

// Load reads a recording: a folder per host with its site.yaml, the folder
// updates with a folder of the same form per update, and expected.jsonl; the
// last two may be absent. Several site.yaml of one host are merged.
func Load(fsys fs.FS) (*Recording, error) {
	base, err := loadLayer(fsys, ".", recordedAt)
	if err != nil {
		return nil, err
	}
	r := &Recording{base: base, updates: map[string]layer{}}
	names, err := fs.ReadDir(fsys, updatesFolder)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("reading the updates of a recording: %w", err)
	}
	for _, name := range names {
		if !name.IsDir() {
			continue
		}
		r.updates[name.Name()], err = loadLayer(fsys, path.Join(updatesFolder, name.Name()), recordedAt.Add(time.Hour))
		if err != nil {
			return nil, err
		}
	}
	if r.expected, err = loadExpected(fsys); err != nil {
		return nil, err
	}
	return r, nil
}

// loadLayer reads every site file below root, but not the updates of the base.
func loadLayer(fsys fs.FS, root string, modified time.Time) (layer, error) {
	l := layer{}
	err := fs.WalkDir(fsys, root, func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return fmt.Errorf("walking a recording: %w", err)
		case d.IsDir() && name == updatesFolder:
			return fs.SkipDir
		case d.IsDir() || !isSiteFile(name):
			return nil
		}
		s, err := loadSite(fsys, name, modified)
		if err != nil {
			return err
		}
		return l.merge(name, s)
	})
	if err != nil {
		return nil, err
	}
	return l, nil
}

// isSiteFile accepts site.yaml, and site-articles.yaml beside it.
func isSiteFile(name string) bool {
	base := path.Base(name)
	return strings.HasPrefix(base, "site") && path.Ext(base) == ".yaml"
}

func (l layer) merge(name string, s *site) error {
	have, ok := l[s.host]
	if !ok {
		l[s.host] = s
		return nil
	}
	if have.scheme != s.scheme {
		return fmt.Errorf("%s: host %s is %s here and %s in another file: use one scheme", name, s.host, s.scheme, have.scheme)
	}
	have.responses = append(have.responses, s.responses...)
	return nil
}

// Serves reports whether the recording, updates aside, answers the request.
func (r *Recording) Serves(q feeds.Request) bool {
	u, err := url.Parse(q.URL)
	if err != nil {
		return false
	}
	s, ok := r.base[feeds.HostName(u.Hostname())]
	if !ok {
		return false
	}
	method := cmp.Or(q.Method, http.MethodGet)
	_, fields := s.find(method, u.Path, u.Query(), q.Form)
	return fields >= 0
}

// Updates are the names that Server.Publish takes.
func (r *Recording) Updates() []string { return slices.Sorted(maps.Keys(r.updates)) }

// Expected is what reading a recording should find: one line of expected.jsonl.
type Expected struct {
	Footnote int    `json:"footnote"`
	ID       string `json:"id"`
	URL      string `json:"url"`
	// Also are other addresses under which the same item may be found.
	Also []string `json:"also,omitempty"`
	// Source is the catalogue's id; "links" for what people hand in.
	Source          feeds.SourceID `json:"source"`
	TitleZH         string         `json:"title_zh"`
	Published       feeds.Day      `json:"published"`
	Section         feeds.Section  `json:"section"`
	Topics          []feeds.Topic  `json:"topics"`
	CommentDeadline feeds.Day      `json:"comment_deadline"` // "" when the page states none
	Submitted       bool           `json:"submitted"`
	Alert           bool           `json:"alert"`
}

// Expected is what the recording's expected.jsonl lists; empty without one.
func (r *Recording) Expected() ([]Expected, error) {
	if len(r.expected) == 0 {
		return nil, errors.New("the recording has no " + expectedFile)
	}
	return slices.Clone(r.expected), nil
}

func loadExpected(fsys fs.FS) ([]Expected, error) {
	raw, err := fs.ReadFile(fsys, expectedFile)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("reading what is expected of a recording: %w", err)
	}
	var all []Expected
	for i, line := range bytes.Split(raw, []byte("\n")) {
		if len(bytes.TrimSpace(line)) == 0 {
			continue
		}
		d := json.NewDecoder(bytes.NewReader(line))
		d.DisallowUnknownFields()
		var e Expected
		if err := d.Decode(&e); err != nil {
			return nil, fmt.Errorf("%s:%d: %w", expectedFile, i+1, err)
		}
		if e.URL == "" || e.Source == "" || !e.Published.Valid() {
			return nil, fmt.Errorf("%s:%d: url, source and published are needed", expectedFile, i+1)
		}
		all = append(all, e)
	}
	return all, nil
}
