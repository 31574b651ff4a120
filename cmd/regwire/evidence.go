package main

import (
	"archive/zip"
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"text/template"
	"time"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/store/copies"
)

// Publishers' pages vanish. The evidence of an event says, for a file that outlives
// this program, what they said on the day: every page byte for byte, where and when it
// was served, and what was read of it.

type evidenceCmd struct {
	dataFlag
	Event string `arg:"" help:"The event, as alerts and find show it, such as e29."`
	File  string `arg:"" optional:"" help:"Where to write it; EVENT.zip in this directory when not given."`
}

// Run writes the evidence of an event into a new file.
func (e *evidenceCmd) Run(ctx context.Context, p *program) error {
	if p.house == nil { // the serving process stands in another directory
		path, err := filepath.Abs(cmp.Or(e.File, filepath.Base(e.Event)+".zip"))
		if err != nil {
			return fmt.Errorf("write evidence to %s: %w", e.File, err)
		}
		e.File = path
	}
	return p.withHouse(ctx, e.dataFlag, []string{"evidence", e.Event, e.File}, func(h *house) error {
		event, items, err := h.store.Event(ctx, feeds.EventID(e.Event))
		if errors.Is(err, feeds.ErrNotFound) {
			return usage("there is no event %s: find WORDS lists the events with their ids", e.Event)
		}
		if err != nil {
			return err
		}
		out, err := os.OpenFile(e.File, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
		if errors.Is(err, os.ErrExist) {
			return usage("%s is there already: name another file", e.File)
		}
		if err != nil {
			return usage("evidence cannot be written: %w", err)
		}
		kept, err := h.evidence(ctx, event, items, out)
		if err = errors.Join(err, out.Close()); err != nil {
			return errors.Join(fmt.Errorf("write evidence to %s: %w", e.File, err), os.Remove(e.File))
		}
		_, err = fmt.Fprintf(p.stdout, "the evidence of %s is in %s: %d of %d pages, README.txt says what each file is\n", event.ID, e.File, kept, len(items))
		return err
	})
}

// proof is one page of an event in the evidence.
type proof struct {
	Item   feeds.Item
	Served copies.Meta
	File   string // name of the copy in the archive, "" where there is none
	Why    string // why there is none
}

// packed is evidence for the pages.
func (h *house) packed(ctx context.Context, e feeds.Event, items []feeds.Item, w io.Writer) error {
	_, err := h.evidence(ctx, e, items, w)
	return err
}

// evidence writes the archive of an event with the given items of it, and says how many
// pages it holds.
func (h *house) evidence(ctx context.Context, e feeds.Event, items []feeds.Item, w io.Writer) (kept int, err error) {
	a := archive{zip: zip.NewWriter(w)}
	var pages []proof
	for _, i := range items {
		whole, err := h.store.Item(ctx, i.ID) // with its text
		if err != nil {
			return 0, err
		}
		whole.Submitted = nil // who handed it in is nobody else's business
		p := proof{Item: whole}
		raw, meta, err := h.kept(whole)
		if p.Served = meta; err != nil {
			p.Why = err.Error()
		} else {
			kept++
			p.File = "pages/" + string(i.ID) + ending(http.Header(meta.Header).Get("Content-Type"))
			a.add(p.File, meta.At, raw)
		}
		if whole.Text != "" {
			a.add("read/"+string(i.ID)+".txt", whole.ReadAt, []byte(whole.Text+"\n"))
		}
		pages = append(pages, p)
	}
	told, err := toldOf(e, pages)
	if err != nil {
		return 0, fmt.Errorf("write event %s as JSON: %w", e.ID, err)
	}
	a.add("told.json", h.now(), told)
	var readme bytes.Buffer
	if err := evidenceReadme.Execute(&readme, map[string]any{"Event": e, "Pages": pages, "Now": h.now(), "Version": version}); err != nil {
		return 0, fmt.Errorf("write README.txt: %w", err)
	}
	a.add("README.txt", h.now(), readme.Bytes())
	a.add("SHA256SUMS", h.now(), []byte(strings.Join(a.sums, "")))
	return kept, errors.Join(a.err, a.zip.Close())
}

// toldOf is what regwire says of an event with these pages, as JSON.
func toldOf(e feeds.Event, pages []proof) ([]byte, error) {
	var told struct {
		Event  feeds.Event                  `json:"event"`
		Items  []feeds.Item                 `json:"items"`
		Served map[feeds.ItemID]copies.Meta `json:"served"`
	}
	told.Event, told.Served = e, map[feeds.ItemID]copies.Meta{}
	told.Event.Items = nil
	for _, p := range pages {
		told.Event.Items, told.Items = append(told.Event.Items, p.Item.ID), append(told.Items, p.Item)
		if p.File != "" {
			told.Served[p.Item.ID] = p.Served
		}
	}
	raw, err := json.MarshalIndent(told, "", " ")
	return append(raw, '\n'), err
}

// archive is a ZIP under way.
type archive struct {
	zip  *zip.Writer
	sums []string // as sha256sum -c reads them
	err  error    // the first
}

func (a *archive) add(name string, at time.Time, content []byte) {
	if a.err != nil {
		return
	}
	f, err := a.zip.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, Modified: at.UTC()})
	if err == nil {
		_, err = f.Write(content)
	}
	a.err = err
	a.sums = append(a.sums, copies.Fingerprint(content)+"  "+name+"\n")
}

// ending is the end of a kept page's name.
func ending(contentType string) string {
	kind, _, _ := mime.ParseMediaType(contentType) //nolint:errcheck // a type that is none ends in .bin
	for _, known := range []string{"html", "xml", "json", "pdf"} {
		if strings.HasSuffix(kind, known) {
			return "." + known
		}
	}
	if strings.HasPrefix(kind, "text/") {
		return ".txt"
	}
	return ".bin"
}

var evidenceReadme = template.Must(template.New("README.txt").Funcs(template.FuncMap{
	"time": func(t time.Time) string { return t.In(feeds.Shanghai).Format("2006-01-02 15:04:05 -0700") },
	"line": func(s string) feeds.Text { return feeds.CleanLine(s) },
	"day":  func(d feeds.Day) string { return bot.DayWords(d, bot.English) },
}).Parse(`Evidence of event {{.Event.ID}}, packed {{time .Now}} by regwire {{.Version}}

{{with .Event.Reading.TitleEN.Text}}{{line .}}
{{end}}{{line .Event.Title}}

pages/      each page as its publisher served it, byte for byte. Its SHA-256 was taken
            when it was served, and the copy was compared with it just now.
read/       what was read of each page, as text.
told.json   what regwire says of the event, with the sentences that it rests on.

Check that nothing was changed since: sha256sum -c SHA256SUMS
{{range .Pages}}
{{line .Item.Title}}
  {{.Item.URL}}
{{- with .Item.Published}}
  published {{day .}}{{end}}
  found {{time .Item.Found}}{{if not .Item.ReadAt.IsZero}}, read {{time .Item.ReadAt}}{{end}}
{{- with .Item.Gone}}
  not there any more since {{day .}}{{end}}
{{- if .File}}
  {{.File}}: SHA-256 {{.Item.Copy}}
  served {{time .Served.At}}{{with .Served.Status}} with status {{.}}{{end}} from {{.Served.URL}}
{{- range $field, $values := .Served.Header}}
    {{$field}}:{{range $values}} {{line .}}{{end}}{{end}}
{{- else}}
  no copy: {{line .Why}}{{end}}
{{end}}`))
