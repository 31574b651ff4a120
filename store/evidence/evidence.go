// Package evidence packs an event for a file that outlives this program: publishers' pages
// vanish. The archive says what they said on the day: every page and file byte for byte, where
// and when it was served, and what was read of it, with hashes that sha256sum checks. Start
// with Packer.Pack.
//
// What is not there is told with the reason. Who handed a page in is left out.
package evidence

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
	"path"
	"slices"
	"strings"
	"text/template"
	"time"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/store/copies"
)

// Packer packs events. All fields are needed.
type Packer struct {
	// Item is an item with its text.
	Item func(ctx context.Context, id feeds.ItemID) (feeds.Item, error)
	// Copies are the pages as they were served.
	Copies *copies.Store
	// Version is of the program, which the archive names.
	Version string
	Now     func() time.Time
}

// proof is one page of an event in the evidence, with the files that are attached to it.
type proof struct {
	Item  feeds.Item
	Page  piece
	Files []piece
}

// piece is a page or a file as it was served.
type piece struct {
	Name, URL string
	Copy      string // its fingerprint
	Served    copies.Meta
	File      string // name of the copy in the archive, "" where there is none
	Why       string // why there is none
}

// Holding is how much of an event its evidence holds.
type Holding struct{ Pages, OfPages, Files, OfFiles int }

// String says it as a person reads it.
func (k Holding) String() string {
	said := fmt.Sprintf("%d of %d pages", k.Pages, k.OfPages)
	if k.OfFiles > 0 {
		said += fmt.Sprintf(" and %d of %d files", k.Files, k.OfFiles)
	}
	return said
}

// Pack writes the archive of an event with the given items of it, and says how much it
// holds.
func (k Packer) Pack(ctx context.Context, e feeds.Event, items []feeds.Item, w io.Writer) (kept Holding, err error) {
	a := archive{zip: zip.NewWriter(w)}
	var pages []proof
	for _, i := range items {
		whole, err := k.Item(ctx, i.ID)
		if err != nil {
			return kept, err
		}
		pages = append(pages, k.page(&a, whole, &kept))
	}
	told, err := toldOf(e, pages)
	if err != nil {
		return kept, fmt.Errorf("write event %s as JSON: %w", e.ID, err)
	}
	a.add("told.json", k.Now(), told)
	var text bytes.Buffer
	if err := readme.Execute(&text, map[string]any{"Event": e, "Pages": pages, "Now": k.Now(), "Version": k.Version}); err != nil {
		return kept, fmt.Errorf("write README.txt: %w", err)
	}
	a.add("README.txt", k.Now(), text.Bytes())
	a.add("SHA256SUMS", k.Now(), []byte(strings.Join(a.sums, "")))
	return kept, errors.Join(a.err, a.zip.Close())
}

// page puts an item's page into the archive, and the files that are attached to it.
func (k Packer) page(a *archive, item feeds.Item, kept *Holding) proof {
	item.Submitted = nil // who handed it in is nobody else's business
	p := proof{Item: item, Page: piece{URL: item.URL, Copy: item.Copy}}
	if item.Removed != "" {
		p.Page.Why = fmt.Sprintf("it was removed on %s: not relevant, told to nobody, and older than is kept", item.Removed)
	}
	k.putIn(a, &p.Page, "pages/"+string(item.ID))
	if kept.OfPages++; p.Page.File != "" {
		kept.Pages++
	}
	a.read(string(item.ID), item.ReadAt, item.Text)
	for n, f := range item.Article.Attachments {
		if f.URL == item.URL && f.Copy == item.Copy {
			continue // the item is that file
		}
		id := fmt.Sprintf("%s-%d", item.ID, n+1)
		file := piece{Name: f.Name, URL: f.URL, Copy: f.Copy, Why: f.Unread}
		k.putIn(a, &file, "files/"+id)
		if kept.OfFiles++; file.File != "" {
			kept.Files++
		}
		a.read(id, item.ReadAt, f.Read)
		p.Files = append(p.Files, file)
	}
	return p
}

// putIn adds the kept copy of a piece to the archive, under a name that begins so.
func (k Packer) putIn(a *archive, p *piece, name string) {
	if p.Copy == "" {
		p.Why = cmp.Or(p.Why, "it was not kept")
		return
	}
	raw, meta, err := k.Copies.Get(p.Copy)
	if err != nil {
		p.Why = err.Error()
		return
	}
	p.Served, p.File = meta, name+ending(http.Header(meta.Header).Get("Content-Type"), p.Name, p.URL)
	a.add(p.File, meta.At, raw)
}

// toldOf is what regwire says of an event with these pages, as JSON.
func toldOf(e feeds.Event, pages []proof) ([]byte, error) {
	var told struct {
		Event feeds.Event  `json:"event"`
		Items []feeds.Item `json:"items"`
		// Served says of each file of the archive where and when it was served.
		Served map[string]copies.Meta `json:"served"`
	}
	told.Event, told.Served = e, map[string]copies.Meta{}
	told.Event.Items = nil
	for _, p := range pages {
		told.Event.Items, told.Items = append(told.Event.Items, p.Item.ID), append(told.Items, p.Item)
		for _, x := range append([]piece{p.Page}, p.Files...) {
			if x.File != "" {
				told.Served[x.File] = x.Served
			}
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

// read adds what was read of a page or file.
func (a *archive) read(id string, at time.Time, text string) {
	if text != "" {
		a.add("read/"+id+".txt", at, []byte(text+"\n"))
	}
}

// endings are the ends of names that copies get: nothing else of a publisher's name
// comes into the archive.
var endings = []string{"html", "xml", "json", "pdf", "docx", "xlsx", "doc", "xls", "wps", "ofd", "png", "jpg", "jpeg", "gif", "zip", "rar"}

// ending is the end of a kept copy's name, by its type, else by the names it had.
func ending(contentType string, names ...string) string {
	kind, _, _ := mime.ParseMediaType(contentType) //nolint:errcheck // a type that is none is told by the name
	for _, known := range endings[:4] {
		if strings.HasSuffix(kind, known) {
			return "." + known
		}
	}
	for _, name := range names {
		name, _, _ = strings.Cut(name, "?")
		if had := strings.ToLower(strings.TrimPrefix(path.Ext(name), ".")); slices.Contains(endings, had) {
			return "." + had
		}
	}
	if _, image, ok := strings.Cut(kind, "image/"); ok && slices.Contains(endings, image) {
		return "." + image
	}
	if strings.HasPrefix(kind, "text/") {
		return ".txt"
	}
	return ".bin"
}

var readme = template.Must(template.New("README.txt").Funcs(template.FuncMap{
	"time": func(t time.Time) string { return t.In(feeds.Shanghai).Format("2006-01-02 15:04:05 -0700") },
	"line": feeds.CleanLine,
	"day":  func(d feeds.Day) string { return bot.DayWords(d, bot.English) },
}).Parse(`Evidence of event {{.Event.ID}}, packed {{time .Now}} by regwire {{.Version}}

{{with .Event.Reading.TitleEN.Text}}{{line .}}
{{end}}{{line .Event.Title}}

pages/      each page as its publisher served it, byte for byte. Its SHA-256 was taken
            when it was served, and the copy was compared with it just now.
files/      the files and pictures attached to a page, in the same way.
read/       what was read of each page and file, as text.
told.json   what regwire says of the event, with the sentences that it rests on.

Check that nothing was changed since: sha256sum -c SHA256SUMS
{{define "piece"}}
{{- if .File}}
  {{.File}}: SHA-256 {{.Copy}}
  served {{time .Served.At}}{{with .Served.Status}} with status {{.}}{{end}} from {{.Served.URL}}
{{- range $field, $values := .Served.Header}}
    {{$field}}:{{range $values}} {{line .}}{{end}}{{end}}
{{- else}}
  no copy: {{line .Why}}{{end}}
{{- end}}
{{- range .Pages}}
{{line .Item.Title}}
  {{.Item.URL}}
{{- with .Item.Published}}
  published {{day .}}{{end}}
  found {{time .Item.Found}}{{if not .Item.ReadAt.IsZero}}, read {{time .Item.ReadAt}}{{end}}
{{- with .Item.Gone}}
  not there any more since {{day .}}{{end}}
{{- template "piece" .Page}}
{{- range .Files}}

  attached: {{with .Name}}{{line .}}{{else}}without a name{{end}}
  {{.URL}}
{{- template "piece" .}}{{end}}
{{end}}`))
