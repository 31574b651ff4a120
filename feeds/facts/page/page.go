// Package page is what the readers of facts share: Open gives a Page, a writing with its
// views, the names found in them and what was read of it so far, in Out. Whoever reads takes
// a Page, asks it what all ask, and adds what he is for. Nothing here decides a fact.
//
// namesake.go and homonym.go settle whose law or body a shared name means; cases.go finds the
// cases of a digest and launch.go what a campaign's page tells of the time before it; dated.go
// gives a page without a day its own; document.go has the kinds of document, and ends.go
// tells a page that does nothing but end others.
package page

import (
	"strings"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/facts/names"
	"github.com/regwire/regwire/feeds/facts/view"
	"github.com/regwire/regwire/feeds/pattern"
)

// The most of a title that is read, and of what a hostile text may hold of one kind:
// what a notice states of itself stands among its first dates and figures
// or its last.
const (
	maxTitle = 4 << 10
	MaxDates = 160
)

// MaxAttached is how much of an attachment's text is read for dates and names.
const MaxAttached = 64 << 10

// Page is a writing while it is read, and what was read of it so far. Its own title, body
// and media stand in front of those of the writing, which are as they were published.
type Page struct {
	feeds.Writing
	Names   *names.Tables
	Title   *view.View
	Chinese *view.View // the Chinese title of an English item
	Body    *view.View
	Views   []*view.View
	// Bodies and Cited are the names of bodies and of laws that were found, by view.
	Bodies [][]names.Mention
	Cited  [][]names.Mention
	Media  bool // a news site's, whose page is always a report
	// articles to articlesEnd is where the body is the text of a rule, from
	// 第一条 to its last article.
	articles, articlesEnd int
	// Out is what was read; each of the packages that read adds its own.
	Out feeds.Reading
}

// Open makes w ready to be read: every name, number and day of it is found, and a digest's
// cases are when its stage is known, see FindCases.
func Open(r *names.Tables, w feeds.Writing) *Page {
	p := &Page{Writing: w, Names: r, Media: w.Media || r.IsMedia(w.Source)}
	w.Title, w.TitleZH = feeds.Clip(w.Title, maxTitle), feeds.Clip(w.TitleZH, maxTitle)
	w.Body = feeds.Clip(w.Body, feeds.MaxText)
	p.Writing = w
	p.Title = view.New("title", w.Title)
	p.Chinese = view.New("title", w.TitleZH)
	p.Body = view.New("text", cutFooter(w.Body))
	p.Views = []*view.View{p.Title, p.Chinese, p.Body}
	for _, v := range p.Views {
		v.Numbers = view.ScanNumbers(v.S)
		v.Dates = view.ScanDates(v, w.Published)
		bodies, cited := r.Mentions(v, w.Title)
		cited = p.placed(v, cited)
		bodies = p.whose(v, bodies)
		p.Bodies, p.Cited = append(p.Bodies, bodies), append(p.Cited, cited)
	}
	p.dated()
	p.articles, p.articlesEnd = articlesOf(p.Body.S)
	return p
}

// Close gives the memory of the views back, which nobody may read any more.
func (p *Page) Close() {
	for _, v := range p.Views {
		v.Done()
	}
}

// articlesOf finds the articles of a rule in s: from the line that begins with
// 第一条 to the end of the line of its last article.
func articlesOf(s string) (from, to int) {
	from = strings.Index(s, "第一条")
	if from < 0 || from > 0 && s[from-1] != '\n' {
		return len(s), len(s)
	}
	to = from
	for i := from; i >= 0; {
		line, _, more := strings.Cut(s[i:], "\n")
		if strings.HasPrefix(line, "第") && strings.Contains(feeds.Clip(line, 30), "条") {
			to = i + len(line)
		}
		if !more {
			break
		}
		i += len(line) + 1
	}
	return from, to
}

// footers begin the part of a page that belongs to the site, not to the text.
var footers = []string{
	"版权所有", "网站标识码", "备案编号：", "京ICP备", "ICP备", "公网安备", "主办单位：", "技术支持：",
	"隐私声明", "隐私政策|", "扫一扫在手机打开", "上一篇：", "下一篇：", "相关链接：", "相关阅读", "All rights reserved",
}

// cutFooter drops the last lines of the body from the first that only a site's
// frame has. Text in front of them is never cut.
func cutFooter(body string) string {
	end := len(body)
	for lines := 0; lines < 12 && end > 0; lines++ {
		from := strings.LastIndexByte(body[:end], '\n') + 1
		line := body[from:end]
		if len(line) < 300 && from > 0 && isFooter(line) {
			body = body[:from-1]
		}
		end = from - 1
	}
	return body
}

func isFooter(line string) bool {
	for _, f := range footers {
		if strings.Contains(line, f) {
			return true
		}
	}
	return false
}

// InArticles reports whether at lies in the articles of a rule's text, where
// bodies are given tasks and numbers are thresholds.
func (p *Page) InArticles(v *view.View, at view.Span) bool {
	return v == p.Body && at.From >= p.articles && at.To <= p.articlesEnd
}

// ofCitedZH follows bodies who issued what a text only cites: 根据甲、乙等四部门联合发布的《公告》.
var ofCitedZH = pattern.MustCompile(`^[^。;,《]{0,12}(?:发布|印发|公布|出台|制定|下发)的?《`)

// CitesIssue reports whether the bodies that end at i issued what the sentence is led by, as
// the ground on which somebody else acts.
func CitesIssue(v *view.View, i int) bool {
	return groundZH.MatchString(v.Before(i, 240)) && ofCitedZH.MatchString(v.After(i, 120))
}

// groundZH begins a sentence with the ground of what it tells.
var groundZH = pattern.MustCompile(`^[\s"]*(?:为(?:贯彻)?落实|根据|依据|按照|依照)`)

// OwnTitle reports whether the title begins with whose page it is.
func (p *Page) OwnTitle() bool {
	if p.Media || len(p.Bodies[0]) == 0 {
		return false
	}
	first := p.Bodies[0][0]
	return first.From == 0 && p.Names.Authorities[first.Index].ID == p.Source
}

// IsCourt reports whether the page is a court's or procuratorate's.
func (p *Page) IsCourt() bool { return p.TriesCases(p.Source) }

// TriesCases reports whether a body is a court or procuratorate.
func (p *Page) TriesCases(id feeds.AuthorityID) bool {
	a, _ := p.Names.Authority(id)
	return a.Level == "court" || a.Level == "procuratorate" || strings.HasPrefix(string(id), "COURT-") || strings.HasPrefix(string(id), "PROC-")
}

// maxOpening is more than two sentences of any text that a person wrote.
const maxOpening = 4 << 10

// Opening is the first two sentences of the body, in lower case.
func (p *Page) Opening() string {
	if len(p.Body.Ends) == 0 {
		return ""
	}
	return feeds.Clip(p.Body.Low, min(maxOpening, p.Body.Ends[min(1, len(p.Body.Ends)-1)].To))
}

// OpeningRaw is Opening in the letters of the text.
func (p *Page) OpeningRaw() string {
	if len(p.Body.Ends) == 0 {
		return ""
	}
	return feeds.Clip(p.Body.S, min(maxOpening, p.Body.Ends[min(1, len(p.Body.Ends)-1)].To))
}
