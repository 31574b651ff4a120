package web

import (
	"context"
	"fmt"
	"mime"
	"net/http"
	"strings"

	"github.com/regwire/regwire/feeds"
)

type textPage struct {
	Item        itemRow
	Fingerprint string
	Download    string
	Paragraphs  []string
	Files       []fileRow
}

// fileRow is an attachment, with what was read from it.
type fileRow struct {
	Name       span
	Unread     string
	Paragraphs []string
}

// pathID is the id in the address, which people type too: E26 is e26.
func pathID(r *http.Request) string { return strings.ToLower(r.PathValue("id")) }

// item is a public item; a private one is not found.
func (p *Pages) item(ctx context.Context, id feeds.ItemID) (feeds.Item, error) {
	i, err := p.Items.Item(ctx, id)
	if err == nil && (i.ID == "" || i.Workspace != "") {
		return feeds.Item{}, feeds.ErrNotFound
	}
	return i, err
}

// text shows what was read of an item's page, as words.
func (p *Pages) text(w http.ResponseWriter, r *http.Request) error {
	i, err := p.item(r.Context(), feeds.ItemID(pathID(r)))
	if err != nil {
		return err
	}
	v := p.voice(r)
	v.hosts = p.hostsOf([]feeds.Item{i})
	shown := textPage{Item: p.itemRow(v, i), Fingerprint: i.Copy, Paragraphs: paragraphs(i.Text)}
	if i.Copy != "" && p.Copies != nil {
		shown.Download = "/copy/" + string(i.ID) + "/page"
	}
	for _, a := range i.Article.Attachments {
		shown.Files = append(shown.Files, v.file(a))
	}
	return p.show(w, r, http.StatusOK, "text", string(feeds.CleanLine(i.Title)), shown)
}

func (v voice) file(a feeds.Attachment) fileRow {
	f := fileRow{Name: span{Words: string(feeds.CleanLine(a.Name))}, Paragraphs: paragraphs(a.Read)}
	if f.Name.Words == "" {
		f.Name.Words = v.say("attachment.picture")
	}
	f.Name.URL, f.Name.Host, f.Name.Local = v.link(a.URL)
	f.Unread = v.why(a.Unread)
	return f
}

func paragraphs(text string) []string {
	var out []string
	for line := range strings.Lines(string(feeds.Clean(text))) {
		if line = strings.TrimSpace(line); line != "" {
			out = append(out, line)
		}
	}
	return out
}

// copied hands out the page as it was kept, to be saved and not shown: were it
// opened here, a publisher's script would run in our name.
func (p *Pages) copied(w http.ResponseWriter, r *http.Request) error {
	i, err := p.item(r.Context(), feeds.ItemID(pathID(r)))
	if err != nil {
		return err
	}
	if p.Copies == nil || i.Copy == "" {
		return feeds.ErrNotFound
	}
	raw, contentType, err := p.Copies(r.Context(), i.ID)
	if err != nil {
		return fmt.Errorf("fetch copy of %s: %w", i.ID, err)
	}
	sendAs, extension := disguise(contentType)
	w.Header().Set("Content-Type", sendAs)
	w.Header().Set("Content-Security-Policy", "sandbox; default-src 'none'")
	w.Header().Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": string(i.ID) + extension}))
	serve(w, r, raw, "no-cache")
	return nil
}

// evidence hands out all that is kept of an event, as a ZIP file.
func (p *Pages) evidence(w http.ResponseWriter, r *http.Request) error {
	e, items, err := p.public(r.Context(), feeds.EventID(pathID(r)))
	if err != nil {
		return err
	}
	if p.Evidence == nil {
		return feeds.ErrNotFound
	}
	w.Header().Set("Content-Type", "application/zip")
	w.Header().Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": string(e.ID) + ".zip"}))
	if r.Method == http.MethodHead {
		return nil
	}
	if err := p.Evidence(r.Context(), e, items, w); err != nil {
		p.Log.ErrorContext(r.Context(), "evidence cut short", "event", e.ID, "err", err)
		panic(http.ErrAbortHandler) // what came so far must not look whole
	}
	return nil
}

// disguise is the type under which a kept page is sent, and the end of its name:
// every text is plain text, all else is bytes.
func disguise(contentType string) (sendAs, extension string) {
	kind, params, err := mime.ParseMediaType(contentType)
	if err != nil {
		return "application/octet-stream", ".bin"
	}
	switch {
	case strings.HasPrefix(kind, "text/"), strings.HasSuffix(kind, "xml"), strings.HasSuffix(kind, "json"):
		if c := params["charset"]; c != "" {
			return mime.FormatMediaType("text/plain", map[string]string{"charset": c}), ".txt"
		}
		return "text/plain", ".txt"
	case kind == "application/pdf":
		return "application/octet-stream", ".pdf"
	}
	return "application/octet-stream", ".bin"
}
