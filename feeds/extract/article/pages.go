package article

import (
	"strconv"
	"strings"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/extract/address"
	"github.com/regwire/regwire/feeds/extract/dom"
	"github.com/regwire/regwire/feeds/pattern"
)

// A long text stands on several pages, whose addresses differ by a number: that of the second
// page is 2 with some systems and 1 with others.

// partName splits an article's address into stem and page: "c_166_2.htm".
var partName = pattern.MustCompile(`^(.*/[^/?#]*?)(?:_(\d{1,2}))?(\.s?html?)$`)

// secondPage is what the link to the second page says.
var secondPage = pattern.MustCompile(`^[\[【(（]?(?:2|下一?页|后一?页|第二页|(?i:next))[\]】)）]?(?:\s*[>»›]+)?$`)

// maxPages is how many further pages are asked for.
const maxPages = 10

// splitPages asks for the further pages of a long text. The first page asks for
// all that it links, or that its script counts; when it links only the next one, every
// page asks for its next.
func (r *Reading) splitPages(p *page) []feeds.Request {
	here := partName.FindStringSubmatch(p.Address.Path)
	if here == nil || r.Step == "all" || r.Part == "all" {
		return nil
	}
	stem, current := here[1], 1
	if here[2] != "" && r.Part == "next" {
		current, _ = strconv.Atoi(here[2])
	} else if here[2] != "" {
		stem += "_" + here[2]
	}
	found := map[int]string{}
	for _, a := range dom.All(p.Root, "a[href]") {
		u := address.Resolve(p.Base, dom.Attr(a, "href"))
		m := partName.FindStringSubmatch(strings.TrimPrefix(u, p.Address.Scheme+"://"+p.Address.Host))
		if m == nil || m[1] != stem || m[2] == "" {
			continue
		}
		n, _ := strconv.Atoi(m[2])
		found[n] = u
		if n == 1 && r.Part == "" && secondPage.MatchString(dom.Line(dom.Inline(a, nil))) {
			current = 0
		}
	}
	part := "all"
	if counted := p.countedPages(stem); counted > 1 && r.Part == "" {
		current = 0
		for n := 1; n < min(counted, maxPages+1); n++ {
			found[n] = address.Resolve(p.Base, stem+"_"+strconv.Itoa(n)+here[3])
		}
	} else if further := countAbove(found, current); further == 1 {
		part = "next"
	}
	var out []feeds.Request
	for n := current + 1; found[n] != "" && len(out) < maxPages; n++ {
		out = append(out, feeds.Request{
			URL: found[n], Shape: feeds.ShapeArticle, Part: part, Charset: r.Doc.Request.Charset, Header: r.Doc.Request.Header,
		})
		if part == "next" {
			break
		}
	}
	return out
}

// countAbove is how many of the pages come behind one.
func countAbove(pages map[int]string, current int) (n int) {
	for at := range pages {
		if at > current {
			n++
		}
	}
	return n
}

// A script of some systems writes the links to the pages of a text. It has their number, and
// the name that their addresses begin with.
var (
	pageCall    = pattern.MustCompile(`createPageHTML\(\s*['"]?(\d{1,3})['"]?\s*,\s*['"]?0['"]?\s*,\s*['"]([^'"]+)['"]`)
	pageCount   = pattern.MustCompile(`\bcountPage\s*=\s*(\d{1,3})\b`)
	atFirstPage = pattern.MustCompile(`\bcurrentPage\s*=\s*0\b`)
)

// countedPages is how many pages a text has by the script that links them, 0 where none does.
// The pages of lists are counted alike, under another name.
func (p *page) countedPages(stem string) int {
	name := stem[strings.LastIndexByte(stem, '/')+1:]
	for _, s := range dom.Scripts(p.Root) {
		if len(s) > maxLinked || !strings.Contains(s, name) {
			continue
		}
		if m := pageCall.FindStringSubmatch(s); m != nil && m[2] == name {
			n, _ := strconv.Atoi(m[1])
			return n
		}
		if m := pageCount.FindStringSubmatch(s); m != nil && atFirstPage.MatchString(s) && strings.Contains(strings.ReplaceAll(s, " ", ""), name+`"+"_`) {
			n, _ := strconv.Atoi(m[1])
			return n
		}
	}
	return 0
}
