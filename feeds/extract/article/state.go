package article

import (
	"bytes"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/extract/address"
	"github.com/regwire/regwire/feeds/extract/date"
	"github.com/regwire/regwire/feeds/extract/docnumber"
	"github.com/regwire/regwire/feeds/extract/dom"
	"github.com/regwire/regwire/feeds/extract/script"
)

// Pages that a script draws carry what it draws as JSON: an article among much else, told
// by its fields.
var (
	stateTexts = []string{"content", "articleContent", "contentHtml", "content_html", "contentTxt", "body", "bodyHtml", "htmlContent", "html", "txt", "articleBody", "detail", "text", "newsContent", "docContent"}
	stateNames = []string{"source", "sourceName", "source_name", "copyFrom", "copyfrom", "mediaName", "media_name", "media", "author", "authorName", "publisher", "publishOrg", "publishUnit", "publishDept", "orgName", "deptName"}
	stateFiles = []string{"attachments", "attachmentList", "attachment", "files", "fileList", "annexList", "annex", "attachList", "attachs", "attach", "enclosures"}
	fileNames  = []string{"name", "fileName", "filename", "title", "originalName", "attachName", "attachmentName"}
	fileURLs   = []string{"url", "fileUrl", "filePath", "path", "href", "downloadUrl", "attachUrl", "attachmentUrl", "attachPath", "urlOtherName"}
)

// drawn is the article in the scripts of a page.
func (r *Reading) drawn(p *page) (feeds.Article, bool) {
	if !hasState(r.Doc.Body) {
		return feeds.Article{}, false
	}
	return r.stateArticle(p)
}

// onlyDrawn is the article in the scripts of a page that shows little of it itself; a is
// what was read of the page.
func (r *Reading) onlyDrawn(p *page, a feeds.Article) (feeds.Article, bool) {
	drawn, ok := r.drawn(p)
	if !ok || len(drawn.Text) <= 2*len(a.Text) {
		return drawn, false
	}
	shown := 0
	for b := range sentences(p.Root) {
		if shown += textLength(b); 2*shown > len(drawn.Text) {
			return drawn, false
		}
	}
	return drawn, true
}

// joinDrawn is an article from a page's scripts, with what the page itself says where they
// are silent.
func joinDrawn(drawn, page feeds.Article) feeds.Article {
	drawn.Title = dom.Pick(drawn.Title, page.Title)
	drawn.Author = dom.Pick(drawn.Author, page.Author)
	drawn.DocNumber = dom.Pick(drawn.DocNumber, page.DocNumber)
	if drawn.Date == "" {
		drawn.Date = page.Date
	}
	return drawn
}

func (r *Reading) stateArticle(p *page) (feeds.Article, bool) {
	var best candidate
	shown := p.headTitle()
	for _, s := range dom.All(p.Root, "script") {
		if s.FirstChild == nil || len(s.FirstChild.Data) > script.MaxSize || strings.Contains(dom.Attr(s, "type"), "ld+json") {
			continue
		}
		for _, v := range append(script.Values(s), script.Lists(s.FirstChild.Data)...) {
			w := stateWalk{shown: shown}
			w.flat, _ = v.([]any)
			w.walk(v, nil, 0)
			best = better(best, w.best)
		}
	}
	best = better(best, heldArticle(p))
	if best.fields == nil {
		return feeds.Article{}, false
	}
	return r.fromState(best), true
}

// heldArticle is the longest text in such an element.
func heldArticle(p *page) candidate {
	var w stateWalk
	for i, n := range dom.All(p.Root, script.Held) {
		if i == script.MaxValues || n.FirstChild == nil {
			break
		}
		if markup := n.FirstChild.Data; len(markup) <= script.MaxSize && strings.Contains(markup, "</") && !strings.Contains(markup, "{{") {
			w.offer(map[string]any{"content": markup}, nil)
		}
	}
	return w.best
}

// candidate is an object that could be the article.
type candidate struct {
	fields  map[string]any
	outer   map[string]any // the object around it that has the title
	flat    []any
	title   string
	markup  string
	size    int
	matches bool // its title is the one that the page shows
}

func better(a, b candidate) candidate {
	switch {
	case b.fields == nil, a.matches && !b.matches:
		return a
	case a.fields == nil, b.matches && !a.matches, b.size > a.size:
		return b
	}
	return a
}

// stateWalk looks through a state for the article.
type stateWalk struct {
	shown string
	flat  []any // of a state whose values name others by their place
	best  candidate
	seen  int
}

func (w *stateWalk) walk(v any, outer map[string]any, depth int) {
	if w.seen++; depth > script.MaxDeep || w.seen > script.MaxNodes {
		return
	}
	switch v := v.(type) {
	case []any:
		for _, e := range v {
			w.walk(e, outer, depth+1)
		}
	case map[string]any:
		if script.Word(v, script.StateTitles, w.flat) != "" || outer == nil {
			outer = v
		}
		w.offer(v, outer)
		for _, name := range slices.Sorted(maps.Keys(v)) {
			w.walk(v[name], outer, depth+1)
		}
	}
}

// offer takes the object if it is more of an article than the best so far.
func (w *stateWalk) offer(v, outer map[string]any) {
	title := script.Word(outer, script.StateTitles, w.flat)
	for _, name := range stateTexts {
		markup := dom.UnescapedMarkup(script.Deref(v[name], w.flat))
		if len(markup) < script.LeastText || markup[0] == '{' {
			continue
		}
		words := dom.Plain(markup)
		size := utf8.RuneCountInString(words)
		if size < script.LeastText || !hasSentence(words) {
			continue
		}
		matches := title != "" && w.shown != "" && (strings.Contains(w.shown, title) || strings.Contains(title, w.shown))
		w.best = better(w.best, candidate{fields: v, outer: outer, flat: w.flat, title: title, markup: markup, size: size, matches: matches})
		return
	}
}

// hasSentence reports whether one of a text's lines is a sentence.
func hasSentence(text string) bool {
	for line := range strings.Lines(text) {
		if isSentenceText(line) {
			return true
		}
	}
	return false
}

// fromState is the article that a candidate tells.
func (r *Reading) fromState(found candidate) feeds.Article {
	a := feeds.Article{Title: found.title}
	root := dom.Fragment(found.markup)
	a.Text, a.Tables = dom.Clip(withoutFurniture(stateText(root, found.markup))), tables(root)
	a.Attachments = attachmentsIn(root, r.Base, true)
	for _, fields := range []map[string]any{found.fields, found.outer} {
		if a.Date == "" {
			a.Date = r.stateDay(fields, found.flat)
		}
		for _, name := range stateNames {
			if s := authorName(dom.Plain(script.Deref(fields[name], found.flat))); a.Author == "" && isName(s) {
				a.Author = s
			}
		}
	}
	a.Attachments = Merge(a.Attachments, r.Files(found.fields, found.flat))
	a.DocNumber = docnumber.Of("", "", a.Title, a.Text)
	return a
}

// stateDay is the day of publication among the fields of an object.
func (r *Reading) stateDay(fields map[string]any, flat []any) feeds.Day {
	return script.Day(fields, script.StateDays, flat, date.Context{Zone: r.Zone, Today: r.Today()})
}

// stateText is the text of an article's markup, which may be none.
func stateText(root *html.Node, markup string) string {
	if !strings.Contains(markup, "<") {
		return dom.Plain(markup)
	}
	return dom.Paragraphs(root, nil)
}

// Files are the files that an article's data names.
func (r *Reading) Files(fields map[string]any, flat []any) (out []feeds.Attachment) {
	for _, name := range stateFiles {
		files, _ := script.Placed(fields[name], flat).([]any)
		for _, f := range files[:min(len(files), maxAttached)] {
			if fields, ok := script.Placed(f, flat).(map[string]any); ok {
				out = append(out, r.stateFile(fields, flat)...)
			}
		}
	}
	return out
}

func (r *Reading) stateFile(fields map[string]any, flat []any) []feeds.Attachment {
	for _, key := range fileURLs {
		u := address.Resolve(r.Base, script.Deref(fields[key], flat))
		if u == "" {
			continue
		}
		name := fileName(u)
		for _, key := range fileNames {
			if s := dom.Line(script.Deref(fields[key], flat)); s != "" {
				name = s
				break
			}
		}
		return []feeds.Attachment{{Name: name, URL: u, Image: imgExt.MatchString(address.Path(u))}}
	}
	return nil
}

// hasState reports whether a page carries such a state; most do not.
func hasState(body []byte) bool {
	for _, mark := range []string{"__INITIAL_STATE__", "__NEXT_DATA__", "__NUXT", "application/json", "\"content\"", "\\\"content\\\"", "%22content%22", "\"body\"", "ontent\":", "ontent\\\":", "ontent:", "_STATE__", "<textarea", "<xmp", "text/template", "\"text/html\"", "text/plain"} {
		if bytes.Contains(body, []byte(mark)) {
			return true
		}
	}
	return false
}
