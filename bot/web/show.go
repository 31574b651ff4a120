package web

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"html/template"
	"net/http"
	"time"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/feeds"
)

//go:embed templates/*.html templates/style.css
var files embed.FS

// templates are one set per page, each with the common frame.
var templates = parse("events", "event", "dates", "newsletter", "text", "sources", "problem")

var stylesheet = must(files.ReadFile("templates/style.css"))

// styleMark is what pages name the stylesheet by, so that one of an earlier program is not
// taken for it: a browser keeps a stylesheet longer than a program.
var styleMark = fingerprint(stylesheet)[:8]

func parse(names ...string) map[string]*template.Template {
	out := map[string]*template.Template{}
	for _, name := range names {
		out[name] = template.Must(template.New(name).Funcs(template.FuncMap{"tongue": tongue}).ParseFS(files, "templates/frame.html", "templates/"+name+".html"))
	}
	return out
}

// tongue is the language of a publisher's words, for who has a page read aloud.
func tongue(words string) string {
	if feeds.HasHan(words) {
		return "zh-CN"
	}
	return "en"
}

func must(b []byte, err error) []byte {
	if err != nil {
		panic(err) // unreachable: the file is embedded
	}
	return b
}

// fingerprint is what tells one body from another.
func fingerprint(body []byte) string {
	sum := sha256.Sum256(body)
	return hex.EncodeToString(sum[:16])
}

// shell is what every page is given: its own data, and the words around it.
type shell struct {
	voice
	Page  string
	Title string
	Lang  string
	// Second is the language of the titles that stand below those of the page's own.
	Second string
	Dated  bool   // there is a page of dates
	Issued bool   // there is a newsletter
	Other  string // this page in the other language
	Data   any
}

// Say is a phrase in the reader's language.
func (s shell) Say(key string, args ...any) string { return s.say(key, args...) }

// In keeps the reader's language on a path of ours.
func (s shell) In(path string) string { return s.in(path) }

// Style is the address of the stylesheet that this page is made for.
func (s shell) Style() string { return "/style.css?" + styleMark }

// Chinese reports whether the page is in Chinese.
func (s shell) Chinese() bool { return s.lang == bot.Chinese }

// voice is how the reader wants to be spoken to: English with the Chinese beside
// it, unless the address says lang=zh.
func (p *Pages) voice(r *http.Request) voice {
	v := voice{lang: bot.Both, base: p.address(r)}
	if r.URL.Query().Get("lang") == "zh" {
		v.lang = bot.Chinese
	}
	return v
}

// address is where readers reach the pages.
func (p *Pages) address(r *http.Request) string {
	if p.Base != "" {
		return p.Base
	}
	return "http://" + r.Host
}

// show writes a page. It is made whole first, so that a page that fails half way
// is never sent.
func (p *Pages) show(w http.ResponseWriter, r *http.Request, status int, name, title string, data any) error {
	v := p.voice(r)
	s := shell{voice: v, Page: name, Title: title, Lang: "en", Second: "zh-CN", Dated: p.Calendars != nil, Issued: p.Issue != nil, Other: other(r, v), Data: data}
	if v.lang == bot.Chinese {
		s.Lang, s.Second = "zh-CN", "en"
	}
	var b bytes.Buffer
	if err := templates[name].ExecuteTemplate(&b, "frame.html", s); err != nil {
		return fmt.Errorf("write page %s: %w", name, err)
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	if status != http.StatusOK {
		w.Header().Set("Cache-Control", "no-store")
		w.WriteHeader(status)
		p.write(w, r, b.Bytes())
		return nil
	}
	serve(w, r, b.Bytes(), "no-cache")
	return nil
}

// other is the same page in the other language.
func other(r *http.Request, v voice) string {
	q := r.URL.Query()
	if v.lang == bot.Chinese {
		q.Del("lang")
	} else {
		q.Set("lang", "zh")
	}
	if len(q) == 0 {
		return r.URL.EscapedPath()
	}
	return r.URL.EscapedPath() + "?" + q.Encode()
}

// serve sends a body that a reader may keep and ask for again by its hash.
func serve(w http.ResponseWriter, r *http.Request, body []byte, cache string) {
	w.Header().Set("ETag", `"`+fingerprint(body)+`"`)
	w.Header().Set("Cache-Control", cache)
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(body))
}

func (p *Pages) style(w http.ResponseWriter, r *http.Request) error {
	w.Header().Set("Content-Type", "text/css; charset=utf-8")
	cache := "no-cache"
	if r.URL.RawQuery == styleMark {
		cache = "public, max-age=31536000, immutable"
	}
	serve(w, r, stylesheet, cache)
	return nil
}

type problemPage struct{ Why string }

// problem says in words what went wrong, with the way back.
func (p *Pages) problem(w http.ResponseWriter, r *http.Request, status int, title, why string) {
	v := p.voice(r)
	if err := p.show(w, r, status, "problem", v.say(title), problemPage{Why: v.say(why)}); err != nil {
		p.Log.ErrorContext(r.Context(), "page failed", "path", clip(r.URL.Path), "err", err)
	}
}
