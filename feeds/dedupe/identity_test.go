package dedupe_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/dedupe"
)

// A bookshelf remembers entries as a store does: any key that is known makes an
// entry the item of that key.
type bookshelf struct {
	Known map[feeds.Key]int `json:"known"`
	Items int               `json:"items"`
}

// poll takes one document and returns the item of each entry that was new. An
// id that stands there twice is no identity, as in package poll.
func (b *bookshelf) poll(entries []feeds.Entry) (found []int) {
	ids := map[string]int{}
	for _, e := range entries {
		ids[e.GUID]++
	}
	seen := map[feeds.Key]bool{}
	for _, e := range entries {
		if ids[e.GUID] > 1 {
			e.GUID = ""
		}
		keys := dedupe.Identity{}.ItemKeys("s", e)
		if len(keys) == 0 || seen[keys[0]] {
			continue
		}
		seen[keys[0]] = true
		item := -1
		for _, k := range keys {
			if n, ok := b.Known[k]; ok {
				item = n
				break
			}
		}
		if item < 0 {
			item = b.Items
			b.Items++
			found = append(found, item)
		}
		for _, k := range keys {
			b.Known[k] = item
		}
	}
	return found
}

// restart writes the shelf and reads it back.
func (b *bookshelf) restart(t *rapid.T) {
	raw, err := json.Marshal(b)
	if err != nil {
		t.Fatal(err)
	}
	*b = bookshelf{}
	if err := json.Unmarshal(raw, b); err != nil {
		t.Fatal(err)
	}
}

// paper is one thing that the publisher published.
type paper struct {
	n     int
	title string
	day   feeds.Day
	moved int // how often its address changed
	shown bool
}

// publisher lists papers as badly as publishers do.
type publisher struct {
	papers []*paper
	listed []*paper
	ids    string // "stable", "churning", "one for all", "none"
	routes bool   // addresses differ in the fragment only
	polls  int
}

func (p *publisher) add(t *rapid.T) {
	x := &paper{n: len(p.papers), title: rapid.SampledFrom([]string{"关于侵害用户权益行为APP的通报", "关于征求意见的公告", "Notice"}).Draw(t, "title")}
	// Of one title there may be many, of one title and day only one.
	x.day = feeds.Day("2022-09-14")
	if rapid.Bool().Draw(t, "own title") {
		x.title += fmt.Sprint(x.n)
	} else {
		x.day = x.day.Add(x.n)
	}
	p.papers = append(p.papers, x)
	p.listed = append([]*paper{x}, p.listed...)
}

func (p *publisher) address(t *rapid.T, x *paper) string {
	host := rapid.SampledFrom([]string{"http://www.example.gov.cn", "https://www.example.gov.cn", "https://example.gov.cn:443", "HTTPS://EXAMPLE.gov.cn"}).Draw(t, "host")
	query := rapid.SampledFrom([]string{"", "?utm_source=rss", "?spm=a1.b2&from=timeline", fmt.Sprintf("?share_token=%d", p.polls)}).Draw(t, "tracking")
	if p.routes {
		return fmt.Sprintf("%s/sa.html%s#/detail/%d", host, query, x.n)
	}
	mark := rapid.SampledFrom([]string{"", "#rd", "#wechat_redirect", "#top"}).Draw(t, "mark")
	return fmt.Sprintf("%s/art/%d/%d.html%s%s", host, x.moved, x.n, query, mark)
}

func (p *publisher) document(t *rapid.T) []feeds.Entry {
	p.polls++
	var entries []feeds.Entry
	for _, x := range p.listed {
		x.shown = true
		e := feeds.Entry{Title: x.title, URL: p.address(t, x), Date: x.day}
		switch p.ids {
		case "stable":
			e.GUID = fmt.Sprintf("id-%d", x.n)
		case "churning":
			e.GUID = fmt.Sprintf("id-%d-%d", x.n, p.polls)
		case "one for all":
			e.GUID = "id"
		}
		entries = append(entries, e)
		// A row that stands there twice takes its id's worth away.
		if p.ids != "stable" && rapid.IntRange(0, 9).Draw(t, "pinned") == 0 {
			entries = append(entries, e)
		}
	}
	return entries
}

func (p *publisher) shown() int {
	n := 0
	for _, x := range p.papers {
		if x.shown {
			n++
		}
	}
	return n
}

// Whatever the publisher does to ids, order, titles, addresses' ornaments and
// rows, each paper becomes one item: none comes again, none is hidden.
func TestEveryPaperIsOneItem(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := &publisher{
			ids:    rapid.SampledFrom([]string{"stable", "churning", "one for all", "none"}).Draw(t, "ids"),
			routes: rapid.Bool().Draw(t, "routes"),
		}
		shelf := &bookshelf{Known: map[feeds.Key]int{}}
		visit := func(t *rapid.T) {
			before := p.shown()
			found := shelf.poll(p.document(t))
			if want := p.shown() - before; len(found) != want {
				t.Fatalf("poll %d found %d new items, want %d", p.polls, len(found), want)
			}
			if shelf.Items != p.shown() {
				t.Fatalf("%d items of %d papers", shelf.Items, p.shown())
			}
		}
		t.Repeat(map[string]func(*rapid.T){
			"add": p.add,
			"edit a title": func(t *rapid.T) {
				if len(p.listed) > 0 && p.ids != "one for all" {
					x := rapid.SampledFrom(p.listed).Draw(t, "paper")
					x.title += "（更新）"
				}
			},
			"move": func(t *rapid.T) { // an address changes where the id stays
				if len(p.listed) > 0 && p.ids == "stable" {
					visit(t)
					rapid.SampledFrom(p.listed).Draw(t, "paper").moved++
					visit(t)
				}
			},
			"reorder": func(t *rapid.T) { p.listed = rapid.Permutation(p.listed).Draw(t, "order") },
			"drop": func(t *rapid.T) {
				if len(p.listed) > 0 {
					i := rapid.IntRange(0, len(p.listed)-1).Draw(t, "row")
					p.listed = slices.Delete(slices.Clone(p.listed), i, i+1)
				}
			},
			"restore": func(*rapid.T) {
				for _, x := range p.papers {
					if !slices.Contains(p.listed, x) {
						p.listed = append(p.listed, x)
					}
				}
			},
			"change ids": func(t *rapid.T) {
				p.ids = rapid.SampledFrom([]string{"churning", "one for all", "none"}).Draw(t, "ids")
			},
			"poll":    visit,
			"restart": func(t *rapid.T) { shelf.restart(t) },
		})
	})
}

func TestItemKeys(t *testing.T) {
	keys := func(e feeds.Entry) string { return fmt.Sprint(dedupe.Identity{}.ItemKeys("s", e)) }
	one := feeds.Entry{Title: "甲", URL: "https://a.cn/1", GUID: "g", Date: "2022-09-01"}
	other := one
	other.GUID = one.URL
	if got := keys(other); got != "[url:https://a.cn/1]" {
		t.Errorf("an id that is the address: %s", got)
	}
	if got := keys(feeds.Entry{Title: "甲", URL: "javascript:void(0)"}); got != "[]" {
		t.Errorf("no address and no id: %s", got)
	}
	long := one
	long.GUID = strings.Repeat("g", 1<<16)
	if got := keys(long); len(got) > 100 {
		t.Errorf("a key of %d bytes", len(got))
	}
}

func TestCanonical(t *testing.T) {
	same := [][]string{
		{"http://www.cac.gov.cn/2022-07/07/c_1.htm", "https://cac.gov.cn:443/2022-07//07/./c_1.htm?utm_source=x#rd", " https://www.CAC.gov.cn./2022-07/07/c_1.htm"},
		{"https://mp.weixin.qq.com/s/AbCdEfGhIjKlMnOpQr?scene=1#rd", "http://mp.weixin.qq.com/s/AbCdEfGhIjKlMnOpQr"},
		{"https://mp.weixin.qq.com/s?__biz=MzA3&mid=22&idx=1&sn=aa&chksm=bb#wechat_redirect", "https://mp.weixin.qq.com/s?idx=1&mid=22&__biz=MzA3&scene=27"},
		{"https://xinhuaxmt.com/vh512/share/11220033?d=1", "https://app.zhongguowangshi.com/share/11220033"},
		{"https://www.tc260.org.cn/front/postDetail.html?id=20220928171256", "https://www.tc260.org.cn/portal/article/2/20220928171256"},
		{"https://www.chinacourt.org/article/detail/2022/09/id/1.shtml?div=-1", "https://www.chinacourt.org/article/detail/2022/09/id/1.shtml"},
		{"https://www.spp.gov.cn/spp/xwfbh/wsfbt/202601/t20260101_720002.shtml#1", "http://www.spp.gov.cn/spp/xwfbh/wsfbt/202601/t20260101_720002.shtml#2", "https://www.spp.gov.cn/spp/xwfbh/wsfbt/202601/t20260101_720002.shtml"},
		{"https://www.bfdi.bund.de/DE/2026/12_KI.html;jsessionid=8E1F0C2A.intranet251?nn=252140", "https://www.bfdi.bund.de/DE/2026/12_KI.html?nn=252140", "https://www.bfdi.bund.de/DE/2026/12_KI.html;JSESSIONID=77.x?nn=252140&PHPSESSID=1"},
		{"https://a.cn/x?b=2&a=1", "http://a.cn/x?a=1&b=2&fbclid=z"},
		{"https://例子.中国/x", "http://www.例子。中国:80/x", "https://XN--FSQU00A.xn--fiqs8s./x"},
	}
	for _, group := range same {
		for _, u := range group[1:] {
			if dedupe.Canonical(u) != dedupe.Canonical(group[0]) || dedupe.Canonical(u) == "" {
				t.Errorf("%s is %s, not %s", u, dedupe.Canonical(u), dedupe.Canonical(group[0]))
			}
		}
	}
	seen := map[string]string{}
	for _, u := range []string{
		"https://a.cn/sa.html#/detail/1", "https://a.cn/sa.html#/detail/2", "https://a.cn/sa.html", "https://a.cn/log#2022-09-14", "https://a.cn/log#2022-09-15",
		"https://a.cn/x?id=1", "https://a.cn/x?id=2", "https://a.cn:8080/x?id=1", "https://b.cn/x?id=1", "https://a.cn/X?id=1", "https://a.cn/x/", "https://a.cn/x",
		"https://mp.weixin.qq.com/s?__biz=MzA3&mid=22&idx=1", "https://mp.weixin.qq.com/s?__biz=MzA3&mid=22&idx=2",
		"https://evil-xinhuaxmt.com/share/11220033", "https://xinhuaxmt.com/share/11220033",
		"https://a.cn/news.asp?id=5;cat=2", "https://a.cn/news.asp?id=6;cat=2", "https://a.cn/news.asp?cat=2&t=50%", "https://a.cn/news.asp?cat=2&t=60%",
	} {
		c := dedupe.Canonical(u)
		if other, ok := seen[c]; ok || c == "" {
			t.Errorf("%s and %s are both %q", u, other, c)
		}
		seen[c] = u
	}
	for _, u := range []string{"", "ftp://a.cn/x", "javascript:alert(1)", "mailto:a@b.cn", "//a.cn/x", "x.html", "http://", "https://%zz/"} {
		if c := dedupe.Canonical(u); c != "" {
			t.Errorf("%q is %q", u, c)
		}
	}
}

func FuzzCanonical(f *testing.F) {
	for _, u := range []string{
		"https://www.www.a.cn./a/../b/%2e%2e/c?x=%zz&utm_a=1#/r", "http://[::1%25x]:80/%41%2F//", "https://mp.weixin.qq.com/s?__biz=a%26b&idx=1&mid=2#x",
		"https://tc260.org.cn/portal/article/2/20220928171256?x#y", "https://a.cn?&=&a;b#%23", "http://user:pw@a.cn:443/", "https://a.cn/\u202e 中文?查=询#段",
		"https://a.cn/?a; b&% \u00a0", "https://a.cn/?x=1&;&%&;",
	} {
		f.Add(u)
	}
	f.Fuzz(func(t *testing.T, raw string) {
		once := dedupe.Canonical(raw)
		if twice := dedupe.Canonical(once); twice != once {
			t.Fatalf("%q\nonce  %q\ntwice %q", raw, once, twice)
		}
	})
}
