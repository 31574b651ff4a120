package extract

import (
	"fmt"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/extract/answer"
	"github.com/regwire/regwire/feeds/extract/article"
	"github.com/regwire/regwire/feeds/extract/date"
	"github.com/regwire/regwire/feeds/extract/docnumber"
	"github.com/regwire/regwire/feeds/extract/dom"
	"github.com/regwire/regwire/feeds/extract/jsonvalue"
	"github.com/regwire/regwire/feeds/extract/rule"
	"github.com/regwire/regwire/feeds/extract/script"
	"github.com/regwire/regwire/feeds/pattern"
)

// gkmlptList are the rows of Guangdong's open-directory platform.
var gkmlptList = rule.List{
	Rows: rule.Words{"articles"}, Title: rule.From("title"), Link: rule.From("url"),
	Date: rule.From("display_publish_time", "date", "publish_time"), DateFormat: rule.Words{"ymd", "epoch"},
}

var (
	gkmlptSID  = pattern.MustCompile(`["']?SID["']?\s*:\s*["']?(\d+)`)
	gkmlptTree = pattern.MustCompile(`["']?TREE["']?\s*:\s*`)
	gkmlptID   = pattern.MustCompile(`"id"\s*:\s*"?(\d+)"?`)
	gkmlptBase = pattern.MustCompile(`^(https?://[^/]+(?:/[^?#]*?)?/gkmlpt)(?:/|$)`)
)

// readGKMLPT reads the index page, whose window._CONFIG names the site and its
// categories, or the answer of the API that those lead to.
func readGKMLPT(r *reading) answer.Result {
	r.Rule = fillIn(r.Rule, gkmlptList)
	if jsonvalue.Is(r.Doc.Body) {
		return readJSONRows(r)
	}
	script := string(r.Doc.Body)
	i := strings.Index(script, "_CONFIG")
	if i < 0 {
		if p, err := r.Page(); err == nil {
			if res, odd := p.Odd(r.Doc, true); odd {
				return res
			}
		}
		return answer.Failed("the page has no window._CONFIG")
	}
	script = script[i:]
	sid := gkmlptSID.FindStringSubmatch(script)
	base := gkmlptBase.FindStringSubmatch(r.Base.String())
	if sid == nil || base == nil {
		return answer.Failed("window._CONFIG names no SID")
	}
	category := r.Rule.Tag
	if category == "" {
		category = firstCategory(script)
	}
	if category == "" {
		return answer.Failed("window._CONFIG has no category in its TREE")
	}
	part := ""
	if r.Part != "" {
		part = r.Part + "+api"
	}
	return answer.Result{Outcome: feeds.OutcomeItems, Next: []feeds.Request{{
		URL:   fmt.Sprintf("%s/api/all/%s?page=1&sid=%s", base[1], category, sid[1]),
		Shape: feeds.ShapeList, Part: part, Header: map[string]string{"Referer": r.Base.String()},
	}}}
}

// firstCategory is the root of the tree of categories: it holds all of them.
func firstCategory(script string) string {
	loc := gkmlptTree.FindStringIndex(script)
	if loc == nil {
		return ""
	}
	if m := gkmlptID.FindStringSubmatch(script[loc[1]:min(len(script), loc[1]+4096)]); m != nil {
		return m[1]
	}
	return ""
}

// gkmlptBody is the article in the page's script, as HTML in a JSON string.
var gkmlptBody = pattern.MustCompile(`["']?content["']?\s*:\s*("(?:[^"\\]|\\.)*")`)

// gkmlptTitle is its title, without the name of the site that the page's own has.
var gkmlptTitle = pattern.MustCompile(`["']?\btitle["']?\s*:\s*("(?:[^"\\]|\\.){4,600}")`)

// gkmlptNumber is the document's number beside it.
var gkmlptNumber = pattern.MustCompile(`["']?document_number["']?\s*:\s*"([^"\\]{4,60})"`)

// gkmlptDay is the time at which it appeared, in seconds or as a day.
var gkmlptDay = pattern.MustCompile(`["']?(?:display_publish_time|first_publish_time|publish_time)["']?\s*:\s*["']?(\d{9,13}\b|\d{4}-\d{2}-\d{2})`)

// gkmlptMade is the time of its making, where that is all there is.
var gkmlptMade = pattern.MustCompile(`["']?\bdate["']?\s*:\s*["']?(\d{9,13}\b|\d{4}-\d{2}-\d{2})`)

// readGKMLPTArticle reads an article page, whose text may stand in a script
// only.
func readGKMLPTArticle(r *reading) answer.Result {
	body := string(r.Doc.Body)
	i := strings.Index(body, "DETAIL")
	if i < 0 || strings.Contains(body, "article-content") {
		return readArticlePage(r)
	}
	m := gkmlptBody.FindStringSubmatch(body[i:])
	if m == nil {
		return readArticlePage(r)
	}
	v, err := jsonvalue.Decode([]byte(m[1]))
	if err != nil {
		return answer.Failed("%v", err)
	}
	markup := dom.UnescapedMarkup(jsonvalue.Text(v))
	p, err := r.Page()
	if err != nil {
		return answer.Failed("%v", err)
	}
	if at := dom.First(p.Root, "body"); at != nil {
		holder := &html.Node{Type: html.ElementNode, Data: "div", DataAtom: atom.Div, Attr: []html.Attribute{{Key: "class", Val: "article-content"}}}
		for c := dom.First(dom.Fragment(markup), "body").FirstChild; c != nil; {
			next := c.NextSibling
			c.Parent.RemoveChild(c)
			holder.AppendChild(c)
			c = next
		}
		at.AppendChild(holder)
	}
	res := readArticlePage(r)
	if m := gkmlptTitle.FindStringSubmatch(body[i:]); m != nil && res.Outcome == feeds.OutcomeArticle {
		if v, err := jsonvalue.Decode([]byte(m[1])); err == nil && strings.TrimSpace(jsonvalue.Text(v)) != "" {
			res.Article.Title = dom.Line(dom.ClipLine(dom.Plain(jsonvalue.Text(v))))
		}
	}
	if n := gkmlptNumber.FindStringSubmatch(body[i:]); n != nil && res.Article.DocNumber == "" {
		res.Article.DocNumber = docnumber.In(n[1])
	}
	for _, told := range []*pattern.Pattern{gkmlptDay, gkmlptMade} {
		m := told.FindStringSubmatch(body[i:])
		if m == nil || res.Outcome != feeds.OutcomeArticle || told == gkmlptMade && res.Article.Date != "" {
			continue
		}
		if d := date.Read(m[1], []string{"ymd", "epoch"}, date.Context{Zone: r.Zone}).Day; d != "" {
			res.Article.Date = d
			break
		}
	}
	if at := strings.IndexByte(body[i:], '{'); at >= 0 && res.Outcome == feeds.OutcomeArticle {
		v, _ := jsonvalue.Decode([]byte(script.Object(body[i+at:])))
		fields, _ := v.(map[string]any)
		res.Article.Attachments = article.Merge(res.Article.Attachments, r.articleOf().Files(fields, nil))
	}
	return res
}
