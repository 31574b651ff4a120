package extract

import (
	"cmp"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/extract/address"
	"github.com/regwire/regwire/feeds/extract/answer"
	"github.com/regwire/regwire/feeds/extract/article"
	"github.com/regwire/regwire/feeds/extract/date"
	"github.com/regwire/regwire/feeds/extract/dom"
	"github.com/regwire/regwire/feeds/extract/list"
	"github.com/regwire/regwire/feeds/extract/rule"
)

// articleOf is the document as one of which an article is read.
func (r *reading) articleOf() *article.Reading {
	return &article.Reading{Document: &r.Document, Rule: r.src.Rule.Article, ZoneStated: r.src.articleZone() != "", IsList: r.isList}
}

// readArticlePage reads an article page of any site.
func readArticlePage(r *reading) answer.Result { return article.Read(r.articleOf()) }

// readSharedPage reads the page that an app shares.
func readSharedPage(r *reading) answer.Result { return article.ReadShared(r.articleOf()) }

// rowsOfList is how many links with a day beside each make a page a list.
const rowsOfList = 3

// isList reports whether the page, of which no article was read, is a list: parts of it may
// have been taken out by then, so it is parsed once more.
func (r *reading) isList() bool {
	p, err := dom.Parse(r.Doc.Body, r.Base)
	if err != nil {
		return false
	}
	dated := list.Reading{Document: answer.Document{Doc: r.Doc, Zone: r.Zone}, Rule: rule.List{Dated: true}, Form: r.src.form("html")}
	entries, _, _ := dated.Rows(p.Root, p.Base)
	return len(entries) >= rowsOfList
}

// Rendered reports whether the source's articles are to be drawn by a browser.
func (s Source) Rendered() bool { return s.Rule.Article.Render == renderBrowser }

const renderBrowser = "browser"

// ReadRendered reads an article page as a browser has drawn it. The title and the
// day are those of the page that was sent, where it has them.
func (s Source) ReadRendered(doc feeds.Document) (res Result) {
	defer func() {
		if p := recover(); p != nil {
			res = answer.Broken(p)
		}
	}()
	if doc.Outcome != "" {
		return answer.Result{Outcome: doc.Outcome, Reason: doc.Reason}
	}
	s.Rule.Article.Script = ""
	r := &reading{src: s, kind: s.Kind}
	r.Document = answer.Document{Doc: doc, Zone: date.Zone(s.Rule.Article.Zone)}
	r.Base = address.BaseOf(doc, s.home())
	shared := readSharedPage(r)
	r.Anew() // reading a page takes it apart
	res = readArticlePage(r)
	if res.Outcome != feeds.OutcomeArticle || res.Article.Text == "" {
		return answer.Failed("a browser drew it, and there is no text (%s)", dom.Pick(res.Reason, res.Unread))
	}
	if shared.Outcome == feeds.OutcomeArticle {
		res.Article.Title = shared.Article.Title
		if shared.Article.Date != "" {
			res.Article.Date = shared.Article.Date
		}
	}
	return res
}

// FileRequest is the request for an item whose address is that of a file, or of a viewer
// that shows one; isOne is false for that of a page.
func (s Source) FileRequest(link string) (req feeds.Request, isOne bool) {
	file := cmp.Or(article.ShownFile(link), link)
	return feeds.Request{URL: file, Header: s.Rule.Article.Headers, Attachment: true}, file != link || address.IsFile(link)
}

// JoinArticle is a continued by b, the next page of the same article.
func JoinArticle(a, b feeds.Article) feeds.Article { return article.Join(a, b) }

// FileTitle reports whether a document is a file and no page, and what it is
// called: by the answer's header, else by the address.
func FileTitle(doc feeds.Document) (title string, isOne bool) { return article.FileTitle(doc) }

// AddressTitle is the name of the file that an address shows, "" when none.
func AddressTitle(address string) string { return article.AddressTitle(address) }

// TextTitle is the title with which the text of a file begins, "" where none
// is known by its end.
func TextTitle(text string) string { return article.TextTitle(text) }

// TextDay is the day that a text states of itself, "" where it states none:
// behind the label of publication in its first lines, else under the issuer's
// name, where the text is signed. What lies after fetched is the day of
// something else.
func TextDay(text string, fetched feeds.Day) feeds.Day { return article.TextDay(text, fetched) }
