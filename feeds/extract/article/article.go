package article

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/extract/address"
	"github.com/regwire/regwire/feeds/extract/answer"
	"github.com/regwire/regwire/feeds/extract/date"
	"github.com/regwire/regwire/feeds/extract/docnumber"
	"github.com/regwire/regwire/feeds/extract/dom"
	"github.com/regwire/regwire/feeds/extract/jsonvalue"
	"github.com/regwire/regwire/feeds/extract/rule"
	"github.com/regwire/regwire/feeds/extract/script"
)

// commonArticle is where the content systems of the catalogue keep what an
// article says. A rule's own places come first.
var commonArticle = rule.Article{
	Title: rule.From("meta[name='ArticleTitle' i]@content", "h1", ogTitle),
	Body: rule.Words{
		"#UCAP-CONTENT", ".TRS_Editor", ".trs_editor_view", ".TRS_UEDITOR", "#BodyLabel", "#ivs_content", ".Article_content",
		"#con_con", "#zhengwen", "#zoom", "#Zoom", "#fontzoom", "#ozoom", ".pages_content", ".artile_zw",
		".ccontent", ".xxgk_con", "div.Three_xilan_07", ".news_end", "#js_content", "#mainText", ".detail-news", ".detail_txt", ".main-txt",
		".elementor-widget-theme-post-content",
	},
	Author: rule.From("meta[name='ContentSource' i]@content"),
}

const ogTitle = "meta[property='og:title']@content"

// fewWords is the length of a text below which the page may be a mere notice
// that the article is gone, or a challenge.
const fewWords = 120

// Fill takes from base what the rule leaves open.
func Fill(a, base rule.Article) rule.Article {
	if len(a.Title) == 0 {
		a.Title = base.Title
	}
	if len(a.Body) == 0 {
		a.Body = base.Body
	}
	if len(a.Date) == 0 {
		a.Date, a.DateFormat = base.Date, base.DateFormat
	}
	if len(a.Author) == 0 {
		a.Author = base.Author
	}
	return a
}

// Read reads an article page by the source's rule; what the rule does
// not find, by the places that are common to many systems; a page of neither by
// the density of its text.
func Read(r *Reading) answer.Result {
	own := r.Rule
	if own.JSON {
		return readJSONArticle(r)
	}
	if jsonvalue.Is(r.Doc.Body) && !dom.IsMarkup(r.Doc.Body) {
		return answer.Failed("the answer is JSON, not a page")
	}
	whole, err := r.Page()
	if err != nil {
		return answer.Failed("%v", err)
	}
	p := &page{Page: whole}
	if own.Script != "" {
		return ReadShared(r)
	}
	if bytes.Contains(r.Doc.Body, []byte("javascript:")) || bytes.Contains(r.Doc.Body, []byte("onclick")) {
		script.MarkOpened(p.Root, p.Base)
	}
	p.showWritten()
	own = p.system(own)
	a, found := r.article(p, own)
	if utf8.RuneCountInString(a.Text) < fewWords {
		if drawn, ok := r.onlyDrawn(p, a); ok {
			return answer.Result{Outcome: feeds.OutcomeArticle, Article: joinDrawn(drawn, a)}
		}
		if res, odd := p.Odd(r.Doc, false); odd {
			return res
		}
	}
	var warnings []string
	if !found || a.Text == "" && len(a.Attachments) == 0 {
		var failed answer.Result
		if a, warnings, failed = r.withoutPlace(p, own, a); failed.Outcome != "" {
			return failed
		}
	}
	if !slices.ContainsFunc(a.Attachments, func(f feeds.Attachment) bool { return !f.Image }) {
		if res, odd := p.Instead(a.Title, a.Text); odd {
			return res
		}
	}
	if a.Title == "" {
		return answer.Failed("the article has no title")
	}
	return answer.Result{Outcome: feeds.OutcomeArticle, Article: a, Next: r.splitPages(p), Warnings: warnings}
}

// withoutPlace is an article of whose text no place is known, found by the density of the page; a is
// what was read of it by then. Where there is none, it is what the page is instead.
func (r *Reading) withoutPlace(p *page, own rule.Article, a feeds.Article) (_ feeds.Article, warnings []string, instead answer.Result) {
	if res, odd := p.Odd(r.Doc, true); odd {
		return a, nil, res
	}
	login := p.IsLogin(func() string { return dom.Paragraphs(p.Root, nil) })
	drawn := p.shown(a.Title)
	dense, ok := readDense(r, p)
	ok = ok || a.Date != "" && isShortNews(a.Title, dense.Text)
	if !ok && a.Title != "" && len(a.Attachments) == 0 {
		a.Attachments = Merge(drawn, Merge(filesIn(p), scriptFiles(p))) // all that some notices have
	}
	if login && (!ok || utf8.RuneCountInString(dense.Text) < fewWords && len(dense.Attachments) == 0) {
		return a, nil, answer.Failed("the page is a login form")
	}
	if !ok && len(a.Attachments) == 0 {
		return a, nil, r.noArticle(p, own, a, dense.Text)
	}
	if !ok {
		return a, nil, answer.Result{}
	}
	if len(own.Body) > 0 {
		warnings = append(warnings, "the rule for the body matches nothing, the text was found by density")
	}
	a = withDense(a, dense)
	c := date.Context{Zone: r.Zone, Today: r.Today(), Order: p.Order(r.Base.Host)}
	a.Date = cmp.Or(a.Date, dayOfText(a.Text, c), dayOfTitle(a.Title, c))
	return a, warnings, answer.Result{}
}

// noArticle is what a page is that has neither a text nor files; dense is what there is of words.
func (r *Reading) noArticle(p *page, own rule.Article, a feeds.Article, dense string) answer.Result {
	if a.Title != "" && a.Date != "" && p.plays() {
		return answer.Result{Outcome: feeds.OutcomeArticle, Article: a, Unread: aVideo}
	}
	if r.isList() {
		return answer.Failed("the page is a list of links, not an article; source add polls it")
	}
	if res, odd := p.Instead(a.Title, dense); odd {
		return res
	}
	return answer.Failed("the page holds no article (%s)", strings.Join(append(slices.Clone(own.Body), "no dense text"), ", "))
}

// shortestTitle is how many characters the title of a piece of news has at least.
const shortestTitle = 8

// isShortNews reports whether title and text, of a page that shows a day, are a piece of news
// in one sentence.
func isShortNews(title, text string) bool {
	return utf8.RuneCountInString(title) >= shortestTitle && feeds.HasHan(title) && utf8.RuneCountInString(text) > shortestNotice && strings.HasSuffix(text, "。")
}

// aVideo is why a page that shows a film has no text.
const aVideo = "the page is a video"

// plays reports whether a page shows a film, or plays a recording.
func (p *page) plays() bool {
	return dom.First(p.Root, "video, audio, embed[type^='video'], iframe[src*='video'], iframe[src*='player'], iframe[src*='youtube']") != nil
}

// article reads what the rule and the common places say. It reports whether they have
// the text.
func (r *Reading) article(p *page, own rule.Article) (feeds.Article, bool) {
	whole := rule.Spot{Scope: p.Root, URL: p.Address.String()}
	c := date.Context{Zone: r.Zone, Today: r.Today(), At: r.Doc.At, URL: whole.URL, Written: true, Order: p.Order(r.Base.Host), ROC: date.IsROC(r.Base.Hostname())}
	a := feeds.Article{Title: articleTitle(p, own)}
	c.Zone = r.zoneFor(a.Title)
	body := p.bodyOf(own, a.Title)
	said := p.labelledDays(body.node, c)
	under := underHeading(p, a.Title, body.node, c)
	a.Author = p.author(own.Author, whole, body.margin, under)
	a.Date = r.articleDay(p, own, whole, a.Title, under, said, c)
	numbers := own.Number.First(whole)
	tabled := dom.Pick(numberInTable(p.Root), under.number, numberOver(p.heading(a.Title)))
	a.Attachments = r.outside(p, own, body.node, a.Title)
	if body.node == nil {
		a.DocNumber = docnumber.Of(numbers, tabled, a.Title, "")
		return a, false
	}
	lead := p.lead(a.Title)
	p.readBody(&a, body, own)
	a.Text = withLead(a.Text, lead)
	a.DocNumber = docnumber.Of(numbers, tabled, a.Title, a.Text)
	a.Date = beforeMigration(p, a.Date, a.Text, c)
	a.Date = cmp.Or(a.Date, dayOfText(a.Text, c), dayOfTitle(a.Title, c))
	return a, true
}

// articleDay is the day that the rule finds, else that of the page's meta elements, the
// one that it shows over its text, with a label or under the heading, that of its address,
// or one behind another label.
func (r *Reading) articleDay(p *page, own rule.Article, whole rule.Spot, title string, under subHeading, said labelledDays, c date.Context) feeds.Day {
	if d, _ := own.Date.Day(whole, own.DateFormat, c); d.Day != "" {
		p.Dated = true
		return d.Day
	}
	p.Dated = said.published
	if said.published {
		return said.over // a publisher's word to its readers, before what its templates say
	}
	meta := metaDay(p, c)
	p.Dated = meta != "" || said.over != "" || under.day != "" || said.behind != ""
	if shown := cmp.Or(said.over, under.day, date.InAddress(p.Address.Path)); shown != "" && abs(shown.Sub(meta)) == 1 && !feeds.HasHan(title) {
		meta = shown // the publisher's own, where its system writes another zone's
	}
	for _, d := range []feeds.Day{meta, said.over, under.day, date.InAddress(p.Address.Path), said.behind} {
		if d != "" {
			return d
		}
	}
	return dom.FirstOf(
		func() feeds.Day { return notAhead(besideHeading(p, title, c), c) },
		func() feeds.Day { return notAhead(headDay(p, title, c), c) },
		func() feeds.Day { return said.signed },
		func() feeds.Day { return scriptDay(p, title, c) },
		func() feeds.Day { return dayByClass(p, c) },
		func() feeds.Day { return said.since },
		func() feeds.Day { return under.since },
	)
}

// notAhead is a day that no label says to be that of publication, unless it lies ahead: it is
// that of something to come then.
func notAhead(d feeds.Day, c date.Context) feeds.Day {
	if d > c.Today.Add(1) {
		return ""
	}
	return d
}

// metaNames are the meta elements that carry a publication date, best first.
var metaNames = []string{
	"PubDate", "pubdate", "publishdate", "firstpublishedtime", "article:published_time", "publish_time", "dc.date", "DC.date.issued",
	"apub:time", "og:release_date", "bytedance:published_time", "parsely-pub-date", "govuk:first-published-at",
}

// metaDay is the publication day by the page's meta elements, and what else it tells machines.
// A plain "date" is with some systems the day of the last change.
func metaDay(p *page, c date.Context) feeds.Day {
	if d := namedMeta(p, c, metaNames); d != "" {
		return d
	}
	for _, e := range dom.All(p.Root, publishedData) {
		if d := date.Read(dom.Pick(dom.Attr(e, "content"), dom.Attr(e, "datetime"), dom.Attr(e, "title")), []string{"iso", "ymd"}, c); d.Day != "" {
			return d.Day
		}
	}
	return cmp.Or(namedMeta(p, c, []string{"date"}), p.linked().day(c))
}

// namedMeta is the day of the first meta element by one of the names, best first.
func namedMeta(p *page, c date.Context, names []string) feeds.Day {
	metas := dom.All(p.Root, "meta[content]")
	for _, name := range names {
		for _, m := range metas {
			if !strings.EqualFold(dom.Attr(m, "name"), name) && !strings.EqualFold(dom.Attr(m, "property"), name) {
				continue
			}
			if d := date.Read(dom.Attr(m, "content"), []string{"iso", "ymd", "ymd8", "epoch"}, c); d.Day != "" {
				return d.Day
			}
		}
	}
	return ""
}

// publishedData are the elements that carry that day for machines, as properties of the
// vocabularies that content systems use.
const publishedData = "[itemprop='datePublished'], time[pubdate], abbr.published, [property$=':datePublished'], [property$=':dateCreated'], [property~='dc:date'], [property~='dc:created']"

// withDense is a with the text that density found instead, and of the rest what a lacks.
func withDense(a, dense feeds.Article) feeds.Article {
	a.Title = cmp.Or(a.Title, dense.Title)
	a.Date = cmp.Or(a.Date, dense.Date)
	a.Author = cmp.Or(a.Author, dense.Author)
	a.DocNumber = cmp.Or(a.DocNumber, dense.DocNumber)
	a.Text, a.Tables, a.Attachments = dense.Text, dense.Tables, Merge(a.Attachments, dense.Attachments)
	return a
}

// Join is a continued by b, the next page of the same article.
func Join(a, b feeds.Article) feeds.Article {
	if b.Text != "" {
		a.Text = dom.Clip(strings.TrimSpace(a.Text + "\n" + b.Text))
	}
	a.Title = cmp.Or(a.Title, b.Title)
	a.Date = cmp.Or(a.Date, b.Date)
	a.DocNumber = cmp.Or(a.DocNumber, b.DocNumber)
	a.Tables = append(slices.Clone(a.Tables), b.Tables...)
	a.Attachments = Merge(a.Attachments, b.Attachments)
	return a
}

// ledPart is the part of a request that an answer without an article led to.
const ledPart = "led"

// articlePlace is the address of the article that an answer names in its place, "" where
// it names none.
func (r *Reading) articlePlace(v any) string {
	if r.Rule.Lead == nil || r.Part == ledPart {
		return ""
	}
	return address.Resolve(r.Base, r.Rule.Lead.JSON(v))
}

// readJSONArticle reads an article that comes as JSON with HTML inside.
func readJSONArticle(r *Reading) answer.Result {
	own := r.Rule
	if !jsonvalue.Is(r.Doc.Body) {
		return r.NotJSON()
	}
	v, err := jsonvalue.Decode(r.Doc.Body)
	if err != nil {
		return answer.Failed("%v", err)
	}
	if why := answer.Refused(v); why != "" {
		return answer.Failed("the answer says that it failed: %s", why)
	}
	if to := r.articlePlace(v); to != "" {
		next := feeds.Request{URL: to, Shape: feeds.ShapeArticle, Part: ledPart, Charset: own.Charset, Header: own.Headers}
		return answer.Result{Outcome: feeds.OutcomeArticle, Next: []feeds.Request{next}}
	}
	a := feeds.Article{Title: dom.Line(dom.Plain(own.Title.JSON(v))), Author: authorName(own.Author.JSON(v))}
	if a.Title == "" {
		return answer.Failed("the answer has no title")
	}
	c := date.Context{Zone: r.Zone, Today: r.Today(), URL: r.Base.String()}
	when, _ := own.Date.JSONDay(v, own.DateFormat, c)
	a.Date = when.Day
	for _, path := range own.Body {
		markup := jsonvalue.Text(jsonvalue.Lookup(v, path))
		if strings.TrimSpace(markup) == "" {
			continue
		}
		root := dom.Fragment(markup)
		a.Text, a.Tables = dom.Clip(withoutFurniture(dom.Paragraphs(root, nil))), tables(root)
		a.Attachments = attachmentsIn(root, r.Base, true)
		break
	}
	for _, path := range own.Attachments {
		files, _ := jsonvalue.LookupAll(v, path)
		for _, f := range files {
			if fields, ok := f.(map[string]any); ok {
				a.Attachments = Merge(a.Attachments, r.stateFile(fields, nil))
			} else if u := address.Resolve(r.Base, jsonvalue.Text(f)); u != "" {
				a.Attachments = Merge(a.Attachments, []feeds.Attachment{{Name: fileName(u), URL: u}})
			}
		}
	}
	a.DocNumber = docnumber.Of(own.Number.JSON(v), "", a.Title, a.Text)
	res := answer.Result{Outcome: feeds.OutcomeArticle, Article: a}
	if a.Text == "" && len(a.Attachments) == 0 {
		res.Unread = fmt.Sprintf("the answer has no text in %s", strings.Join(own.Body, ", "))
	}
	return res
}

func abs(n int) int { return max(n, -n) }
