package web

import (
	"html/template"
	"mime"
	"net/http"
	"strings"
	"time"

	"github.com/regwire/regwire/bot/digest"
	"github.com/regwire/regwire/feeds"
)

// issueTypes are the formats that the newsletter is saved in, with their types.
var issueTypes = map[string]string{
	"docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
	"md":   "text/markdown; charset=utf-8",
}

type newsletterPage struct {
	Body           template.HTML
	Word, Markdown string
	Earlier, Later string
}

// thisMonth leads to the newsletter of the month that runs.
func (p *Pages) thisMonth(w http.ResponseWriter, r *http.Request) error {
	if p.Issue == nil {
		return feeds.ErrNotFound
	}
	w.Header().Set("Cache-Control", "no-store")
	http.Redirect(w, r, p.voice(r).in("/digest/"+p.month()), http.StatusFound)
	return nil
}

// month is the month that runs, in China.
func (p *Pages) month() string { return p.Now().In(feeds.Shanghai).Format("2006-01") }

// newsletter shows the draft of a month's newsletter, or hands it out as a file where
// the address ends in its format. There is none of a month that has not come.
func (p *Pages) newsletter(w http.ResponseWriter, r *http.Request) error {
	month, format, file := strings.Cut(pathID(r), ".")
	first, last, err := digest.Month(month)
	if err != nil || p.Issue == nil || month > p.month() || file && issueTypes[format] == "" {
		return feeds.ErrNotFound
	}
	v := p.voice(r)
	issue, err := p.Issue(r.Context(), month, v.lang)
	if err != nil {
		return err
	}
	if file {
		raw, err := digest.Formats[format](issue)
		if err != nil {
			return err
		}
		w.Header().Set("Content-Type", issueTypes[format])
		w.Header().Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": "regwire-" + month + "." + format}))
		serve(w, r, raw, "no-cache")
		return nil
	}
	shown := newsletterPage{Word: v.in("/digest/" + month + ".docx"), Markdown: v.in("/digest/" + month + ".md")}
	if shown.Body, err = issue.Body(); err != nil {
		return err
	}
	shown.Earlier = v.in("/digest/" + monthOf(first.Add(-1)))
	if next := monthOf(last.Add(1)); next <= p.month() {
		shown.Later = v.in("/digest/" + next)
	}
	return p.show(w, r, http.StatusOK, "newsletter", issue.Heading(), shown)
}

func monthOf(d feeds.Day) string { return d.Time(time.UTC).Format("2006-01") }
