package list

import (
	"cmp"
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"sync"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/extract/address"
	"github.com/regwire/regwire/feeds/extract/answer"
	"github.com/regwire/regwire/feeds/extract/calendar"
	"github.com/regwire/regwire/feeds/extract/date"
	"github.com/regwire/regwire/feeds/extract/dom"
	"github.com/regwire/regwire/feeds/extract/jsonvalue"
	"github.com/regwire/regwire/feeds/extract/rule"
)

// Read reads a list page: rows that a selector names, or every link whose
// address has the form of an item.
func Read(r *Reading) answer.Result {
	if r.IsData() {
		return r.dataRows()
	}
	p, err := r.Page()
	if err != nil {
		return answer.Failed("%v", err)
	}
	entries, warnings, missing := r.RowsOrOthers(p.Root, p.Base)
	if p.SaysGone() && isElsewhere(entries, r.Doc.URL) {
		return answer.Gone()
	}
	if len(entries) == 0 {
		if res, ok := r.recordsOfDated(); ok {
			return res
		}
		for _, rows := range []func(*answer.Page) []feeds.Entry{r.drawnRows, r.heldRows, r.writtenRows, r.recordRows} {
			if entries := rows(p); len(entries) > 0 {
				return answer.Result{Outcome: feeds.OutcomeItems, Entries: entries, Warnings: warnings}
			}
		}
		res, why := r.calledRows(p)
		if len(res.Next) > 0 {
			return res
		}
		if res, odd := p.Odd(r.Doc, missing != "" || r.Rule.Within == ""); odd {
			return res
		}
		if why != "" {
			return answer.Failed("%s", why)
		}
		if missing != "" {
			return answer.Failed("%s", missing)
		}
	}
	if p.Cut {
		warnings = append(warnings, fmt.Sprintf("a parent has more than %d elements, the rest is dropped", dom.MaxSiblings))
	}
	return answer.Result{Outcome: feeds.OutcomeItems, Entries: entries, Warnings: warnings}
}

// IsData reports whether a list that nobody described came as data, in no page.
func (r *Reading) IsData() bool {
	return r.Rule.Dated && jsonvalue.Is(r.Doc.Body) && !dom.IsMarkup(r.Doc.Body)
}

// recordsOfDated reads the blocks in which a known system keeps its rows, of a list that
// nobody described.
func (r *Reading) recordsOfDated() (answer.Result, bool) {
	if !r.Rule.Dated {
		return answer.Result{}, false
	}
	return r.Records(r.Doc.Body)
}

// NoRows begins the reason of a page that says nothing odd and has no rows.
const NoRows = "the rule matches 0 of"

// Rows reads the rows under root. missing says what the page lacks: without its
// container or any row this is not the list that the rule knows.
func (r *Reading) Rows(root *html.Node, base *url.URL) (entries []feeds.Entry, warnings []string, missing string) {
	l := r.Rule
	r.Base = base
	container := root
	if l.Within != "" {
		if container = dom.First(root, l.Within); container == nil {
			return nil, nil, fmt.Sprintf("the page has no %q", l.Within)
		}
	}
	dom.Remove(container, l.Drop)
	spots := r.spots(container)
	r.order = sync.OnceValue(func() date.Order { return answer.OrderOn(root, base.Host) })
	g := r.gather(spots)
	set := g.set
	betweenYears(set.List, g.guessed)
	switch {
	case l.Dated:
		set.dropDayless()
		set.dropRanking(g.beside, sectionOf(base.String()))
		set.dropElsewhere(g.beside, base)
	case len(l.Rows) > 0:
		set.dropColumns()
	default:
		set.dropBehind(g.inRows)
		set.dropPictures(g.inWords)
		set.dropBeside(g.beside, sectionOf(base.String()))
		set.dropElsewhere(g.beside, base)
	}
	if w := r.Shared(set); w != "" {
		warnings = append(warnings, w)
	}
	if len(set.List) > 0 {
		return set.List, warnings, ""
	}
	if g.untitled > 0 {
		warnings = append(warnings, fmt.Sprintf("none of %d rows has a title", g.untitled))
	}
	links := len(dom.All(container, "a[href]"))
	if l.Within != "" {
		return nil, append(warnings, fmt.Sprintf(NoRows+" %d links in %q", links, l.Within)), ""
	}
	return nil, warnings, fmt.Sprintf(NoRows+" %d links on the page (%s)", links, lookedFor(l))
}

// gathered are the entries of rows, and what is known of each beside it, by its place.
type gathered struct {
	set *Entries
	// guessed is a day whose year nobody wrote; inRows an element of a list or table;
	// inWords a link that is no mere picture.
	guessed, inRows, inWords map[int]bool
	beside                   lists
	untitled                 int
}

func (r *Reading) gather(spots []rule.Spot) gathered {
	g := gathered{set: NewEntries(len(spots)), guessed: map[int]bool{}, inRows: map[int]bool{}, inWords: map[int]bool{}, beside: lists{}}
	worded := sync.OnceValue(func() map[string]bool { return withWords(spots) })
	for _, s := range spots {
		if isPattern(s.Scope) {
			continue
		}
		e, said, sure := r.entry(s)
		if e.Title == "" {
			e.Title = cmp.Or(pictureTitle(s, worded()), writtenTitle(s.Link))
		}
		if r.Rule.Dated && !isDatedRow(e, said) || e.Title != "" && (isPaging(e.Title) || isSiteWord(e.Title)) {
			continue
		}
		if e.Title == "" {
			g.untitled++
			continue
		}
		if g.set.Add(e, said); !sure {
			g.guessed[g.set.at[e.URL]] = true
		}
		g.beside.add(s, e.URL, said)
		if s.Link == nil || dom.First(s.Link, "img") == nil || strings.TrimSpace(dom.Inline(s.Link, nil)) != "" {
			g.inWords[g.set.at[e.URL]] = true
		}
		if dom.Is(s.Scope, atom.Li, atom.Tr, atom.Dd, atom.Dl, atom.Article) {
			g.inRows[g.set.at[e.URL]] = true
		}
	}
	return g
}

func lookedFor(l rule.List) string {
	switch {
	case len(l.Rows) > 0 && l.Match != "":
		return fmt.Sprintf("rows %q with addresses like %q", strings.Join(l.Rows, ", "), l.Match)
	case len(l.Rows) > 0:
		return fmt.Sprintf("rows %q", strings.Join(l.Rows, ", "))
	case l.Dated:
		return "links with a date beside them"
	}
	return fmt.Sprintf("addresses like %q", l.Match)
}

// Shared is what is odd about the days of all rows together. All articles of an
// edition are of its day.
func (r *Reading) Shared(set *Entries) string {
	if r.OneDay {
		return ""
	}
	return set.shared(r.Today())
}

// Where a row's day is looked for in the end, and how it may be written there.
var (
	anyPlace  = rule.From("alone")
	anyFormat = rule.Words{"ymd", "md", "dmy", "since", "stamp"}
	inWords   = rule.Words{"dmy"}
)

// entry reads one row, and the words in it that tell its day. It is not sure of a day
// whose year nobody wrote.
func (r *Reading) entry(s rule.Spot) (e feeds.Entry, said string, sure bool) {
	e = feeds.Entry{URL: s.URL, Title: dom.ClipLine(rowTitle(r.Rule, s))}
	if t := coveredTitle(s.Link); t != "" && (e.Title == "" || r.Rule.Dated) {
		e.Title = dom.ClipLine(t)
	}
	c := date.Context{Zone: r.Zone, Today: r.Today(), At: r.Doc.At, Heading: func() string { return headingYear(s) }, Order: r.order, ROC: date.IsROC(r.Base.Hostname())}
	places, formats := r.Rule.Date, r.Rule.DateFormat
	if r.Rule.Dated {
		places = append(slices.Clone(places), datedPlaces...)
		formats = append(slices.Clone(formats), anyFormat...)
	}
	shown, addressed := places.ShownFirst()
	when, words := shown.Day(s, formats, c)
	if len(shown) == 0 {
		when, _ = addressed.Day(s, formats, c)
	}
	if d := r.published(s, c); d != "" {
		when, words = date.Span{Day: d, End: when.End}, string(d)
	}
	if (len(shown) > 0 || when.Day == "") && (!date.HasYear(words) || !date.IsAlone(words)) {
		if d := calendar.InRow(s); d != "" {
			when.Day, words = d, string(d)
		}
	}
	if when.Day == "" {
		when.Day = dom.FirstOf(func() feeds.Day { return besideHeadline(s, c) }, func() feeds.Day { return besideLink(s, c) })
		words = string(when.Day)
	}
	if when.Day == "" {
		when, _ = addressed.Day(s, formats, c)
	}
	said = words
	sure = date.HasYear(words) || date.HasYear(s.URL)
	if when.Day == "" {
		// The day may stand where the rule does not look, or in English words.
		if when, said = anyPlace.Day(s, anyFormat, c); when.Day == "" {
			when, said = places.Day(s, inWords, c)
		}
		sure = date.HasYear(said)
	}
	if when.Day == "" {
		when.Day, sure = dom.FirstOf(func() feeds.Day { return headedDay(s) }, func() feeds.Day { return dayOver(s, c) }, func() feeds.Day { return groupDay(s, c) }, func() feeds.Day { return calendar.MonthAndDay(s, c) }, func() feeds.Day { return dayInAddress(s.URL) }), true
	}
	switch title, d, bare := dayBehindTitle(e.Title); {
	case d == "":
	case when.Day == "":
		e.Title, when.Day, said, sure = title, d, string(d), true
	case bare && d == when.Day: // in brackets it may be the title's own
		e.Title = title
	}
	if when.Day == "" && r.Rule.Dated {
		said = undatedAge(s)
	}
	e.Date, e.Deadline = when.Day, when.End
	e = r.withoutOther(e, s.Scope, c)
	if len(r.Rule.Deadline) > 0 {
		c.Ends = true
		end, quote := r.Rule.Deadline.Day(s, rule.Words{"ymd", "epoch"}, c)
		e.Deadline, words = end.Day, quote
	}
	if e.Deadline != "" {
		e.DeadlineQuote = string(feeds.CleanLine(words))
	}
	if len(r.Rule.Text) > 0 {
		e.Text = dom.Plain(r.Rule.Text.First(s))
	}
	return e, said, sure
}

// spots are the rows of a container with the link of each.
func (r *Reading) spots(container *html.Node) []rule.Spot {
	l := r.Rule
	if len(l.Rows) == 0 {
		return r.linkSpots(container)
	}
	for _, sel := range l.Rows {
		var out []rule.Spot
		items := 0
		rows := dom.All(container, sel)
		for _, row := range rows[:min(len(rows), MaxBaseline)] {
			if l.Need != "" && dom.First(row, l.Need) == nil {
				continue
			}
			s, ok := r.rowSpot(row)
			if ok {
				items++
			} else if s, ok = r.guest(row); !ok || l.Match == "" { // without Match every address was taken
				continue
			}
			out = append(out, s)
		}
		if items > 0 {
			return out
		}
	}
	return nil
}

// rowLinks are where a row has its link.
var rowLinks = rule.From("a@href", "@href", "a@data-link", "a@data-href", "a@data-url")

// rowSpot finds the item's link in a row that a selector named.
func (r *Reading) rowSpot(row *html.Node) (rule.Spot, bool) {
	l := r.Rule
	links := l.Link
	if len(links) == 0 {
		links = rowLinks
	}
	var best rule.Spot
	for _, v := range links {
		sel, name := linkAttr(v)
		for _, a := range (rule.Spot{Scope: row}).Find(sel) {
			u := r.ItemAddress(v.Cut(dom.Attr(a, name)))
			if u == "" || best.URL != "" && u != best.URL && !isCategory(best.Link) {
				continue
			}
			// A picture and the words often carry the same address: the words win.
			if best.URL == "" || isCategory(best.Link) || dom.Line(dom.Inline(best.Link, nil)) == "" {
				best = rule.Spot{Scope: row, Link: a, URL: u}
			}
		}
		if best.URL != "" {
			withoutCategory(row, best.Link)
			return best, true
		}
	}
	return rule.Spot{}, false
}

// withoutCategory takes the links to columns out of a row, whose texts are no title.
func withoutCategory(row, link *html.Node) {
	for _, a := range dom.All(row, "a[href]") {
		if a != link && a.Parent != nil && isCategory(a) && !dom.Within(link, a) {
			a.Parent.RemoveChild(a)
		}
	}
}

// category is the name of a column that a row shows in brackets before its title.
var category = regexp.MustCompile(`^\s*[\[【(（<〖]\s*\p{Han}{2,10}\s*[\]】)）>〗]\s*$`)

func isCategory(link *html.Node) bool {
	return link.FirstChild != nil && link.FirstChild == link.LastChild && category.MatchString(dom.Inline(link, nil))
}

// linkAttr is where the address of a link stands: in its href when the rule names
// the link alone.
func linkAttr(v rule.Value) (selector, name string) {
	selector, name = rule.SplitAttr(v.From)
	return selector, cmp.Or(name, "href")
}

// ItemAddress resolves an address and holds it against Match.
func (r *Reading) ItemAddress(href string) string {
	if r.Rule.Match != "" && !r.maybe(href) {
		return ""
	}
	u := address.Resolve(r.Base, href)
	if u == "" || r.Rule.Match != "" && !r.match().MatchString(u) {
		return ""
	}
	return u
}

// match is the compiled Match of the list, which every link of a page is held against.
func (r *Reading) match() *regexp.Regexp {
	if r.matches.of != r.Rule.Match {
		r.matches = matches{of: r.Rule.Match, by: rule.Expression(r.Rule.Match)}
	}
	return r.matches.by
}

// matches are what an expression of a rule matches.
type matches struct {
	of string
	by *regexp.Regexp
}

// maybe spares most of a page's links the work of being resolved: what starts
// at the root or with a scheme can be held against Match as it stands.
func (r *Reading) maybe(href string) bool {
	match := r.match()
	switch {
	case strings.Contains(href, `\`):
		return true // slashes, once it is resolved
	case strings.HasPrefix(href, "http"):
		return match.MatchString(href)
	case strings.HasPrefix(href, "/") && !strings.HasPrefix(href, "//"):
		if begins, _ := match.LiteralPrefix(); r.isOfPath(begins) && !strings.Contains(href, begins) {
			return false
		}
		return match.MatchString(r.Base.Scheme + "://" + r.Base.Host + href)
	}
	return true
}

// isOfPath reports whether what all matches begin with can only stand in a path: no part
// of it is the host.
func (r *Reading) isOfPath(begins string) bool {
	return len(begins) > 1 && begins[0] == '/' && begins[1] != '/' && !strings.HasPrefix(r.Base.Host, begins[1:]) && !strings.HasPrefix(begins[1:], r.Base.Host)
}

// linkSpots are all links of item form. The row of a link is the largest
// element around it that holds no other item.
func (r *Reading) linkSpots(container *html.Node) []rule.Spot {
	owners := map[*html.Node]string{} // element -> its only address, "*" when several
	var links []rule.Spot
	r.own(container, owners, &links)
	links = withoutFrame(links, container)
	out := links[:0]
	around := surroundings{container: container, owners: owners, daysFirst: map[*html.Node]bool{}}
	for _, s := range links {
		s.Scope, s.Tail = around.widen(s.Link)
		out = append(out, s)
	}
	if guests := r.guests(out, owners); len(guests) > 0 {
		return inOrder(append(out, guests...), container)
	}
	return out
}

// own walks the tree once and notes which item every element belongs to.
func (r *Reading) own(n *html.Node, owners map[*html.Node]string, links *[]rule.Spot) string {
	owner := ""
	if n.Type == html.ElementNode {
		if u := r.linkOf(n); u != "" {
			owner = u
			*links = append(*links, rule.Spot{Link: n, URL: u})
		}
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type != html.ElementNode {
			continue
		}
		switch u := r.own(c, owners, links); {
		case u == "" || u == owner:
		case owner == "":
			owner = u
		default:
			owner = "*"
		}
	}
	if owner != "" {
		owners[n] = owner
	}
	return owner
}

// linkOf is the item address that an element itself carries.
func (r *Reading) linkOf(n *html.Node) string {
	if len(r.Rule.Link) == 0 {
		if !dom.Is(n, atom.A, atom.Area) {
			return r.openedRow(n)
		}
		if r.Rule.Dated && (!isTitled(n) || isSideLink(n) || isInRow(n)) {
			return "" // the name of a column or of a writer, or of a row's own list: no row, and no border of one
		}
		href := dom.Attr(n, "href")
		u := r.ItemAddress(href)
		if r.Rule.Dated && (u == "" || address.LeadsNowhere(href)) || u == "" && strings.HasPrefix(href, "javascript:") {
			u = r.opened(n)
		}
		if r.Rule.Dated && isHome(u, r.Base) || u != "" && isBeside(n) && (!r.Rule.Dated || coveredTitle(n) == "") {
			return ""
		}
		return u
	}
	for _, v := range r.Rule.Link {
		sel, name := linkAttr(v)
		if raw := dom.Attr(n, name); raw != "" && (sel == "" || dom.IsMatch(n, sel)) {
			if u := r.ItemAddress(v.Cut(raw)); u != "" {
				return u
			}
		}
	}
	return ""
}
