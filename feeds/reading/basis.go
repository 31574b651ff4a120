package reading

import (
	"cmp"
	"slices"
	"strings"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/facts"
	"github.com/regwire/regwire/feeds/gloss"
	"github.com/regwire/regwire/feeds/pattern"
)

// basis names the statutes that the text cites, with the articles that it cites of them.
func (c *composer) basis() {
	var names, own []string
	var quotes []feeds.Quote
	cited := c.citations()
	for _, id := range c.out.LegalBasis {
		l, ok := c.r.facts.Law(id)
		if !ok || len(names) == 4 {
			continue
		}
		name := cmp.Or(l.ShortEN, l.NameEN)
		q := c.find(append(append([]string{l.NameZH, l.NameEN, l.ShortEN}, l.ShortZH...), l.AliasesEN...)...)
		if q.Text == "" || q.In == "title" && (c.out.Stage != "" || c.explains() || standardNumber.MatchString(name)) || c.said(name) || c.itself(l) || c.repealed(l) {
			continue
		}
		if !standardNumber.MatchString(name) {
			name = "the " + name
		}
		zh := marked(cmp.Or(l.NameZH, l.NameEN))
		if articles := cited.of(l); len(articles.en) > 0 {
			name, zh, q = name+" ("+articles.inEnglish()+")", zh+strings.Join(articles.zh, "、"), articles.quotes[0]
		}
		names, own, quotes = append(names, name), append(own, zh), append(quotes, q)
	}
	if len(names) > 0 {
		c.say("Cites "+gloss.Join(names)+".", "引用"+inMarks(own)+"。", quotes...)
	}
}

// repealed reports whether the text names the law as one that it repeals.
func (c *composer) repealed(l facts.Law) bool {
	return slices.ContainsFunc(c.out.Repeals, func(name string) bool { return marked(name) == marked(l.NameZH) })
}

// marked is the name of a rule as Chinese texts cite it.
func marked(zh string) string {
	return "《" + strings.TrimPrefix(strings.Trim(zh, "《》"), "中华人民共和国") + "》"
}

// itself reports whether the law is the document that the page issues, by its
// title or by the day from which it applies.
func (c *composer) itself(l facts.Law) bool {
	if strings.Contains(l.NameZH, "关于") && strings.Contains(unmarked.Replace(c.w.Title), unmarked.Replace(afterAbout(l.NameZH))) {
		return true
	}
	day := c.out.Dates.Effective.Day
	return c.out.Stage == feeds.StageIssued && day != "" && l.Effective == day
}

// unmarked leaves out the marks and labels that a name has in one title and not in
// another.
var unmarked = strings.NewReplacer("《", "", "》", "", "〈", "", "〉", "", "（", "", "）", "", "(", "", ")", "", " ", "", "征求意见稿", "")

// afterAbout is what a notice is about: its name without its issuers.
func afterAbout(name string) string { return name[strings.Index(name, "关于"):] }

var standardNumber = pattern.MustCompile(`^(?:GB|YD|JR|GA|TC)[/ \dT]`)

// citations are the articles that a text cites of each rule, by the rule's name as the text
// writes it, without 中华人民共和国.
type citations map[string]*told

const (
	oneArticle = `第[\d一二三四五六七八九十百千零〇两]+条(?:之[一二三四五六七八九十])?`
	// mostArticles is how many articles of one rule are told.
	mostArticles = 5
	// mostCited bounds the places that are looked at.
	mostCited = 40
)

var (
	// citedArticles is a rule with the articles that stand behind it: 《个人信息保护法》第五十一条、
	// 第六十六条第一款; a law may stand without its marks.
	citedArticles = pattern.MustCompile(`(?:《([^《》]{2,40})》(?:（[^（）]{1,30}）)?|([\p{Han}]{3,20}法(?:典)?))((?:` + oneArticle + `(?:第[\d一二三四五六七八九十]+款)?(?:第?（?[\d一二三四五六七八九十]+）?项)?[、和及与]{0,3})+)`)
	anArticle     = pattern.MustCompile(`第([\d一二三四五六七八九十百千零〇两]+)条(?:之([一二三四五六七八九十]))?`)
)

// citations reads them off a text that is no rule itself, whose own articles cite others.
func (c *composer) citations() citations {
	if c.english || c.out.Stage != "" || !containsWord(c.w.Body, "》第", "）第", "法第", "典第") {
		return nil
	}
	found := citations{}
	for _, m := range citedArticles.FindAllStringSubmatchIndex(c.w.Body, mostCited) {
		name := ""
		if m[2] >= 0 {
			name = c.w.Body[m[2]:m[3]]
		} else {
			name = c.unmarkedLaw(c.w.Body[m[4]:m[5]])
		}
		name = strings.TrimPrefix(name, "中华人民共和国")
		if found[name] == nil {
			found[name] = &told{}
		}
		for _, a := range anArticle.FindAllStringSubmatch(c.w.Body[m[6]:m[7]], mostArticles) {
			en := numeral(a[1])
			if a[2] != "" {
				en += "-" + numeral(a[2])
			}
			if t := found[name]; !slices.Contains(t.en, en) && len(t.en) < mostArticles {
				t.add(en, a[0], feeds.Quote{Text: c.w.Body[m[0]:m[1]], In: "text", Offset: m[0]})
			}
		}
	}
	return found
}

// unmarkedLaw is the name of the longest law of those read that the words end with.
func (c *composer) unmarkedLaw(words string) string {
	best := ""
	for _, id := range c.out.LegalBasis {
		l, _ := c.r.facts.Law(id)
		for _, name := range append([]string{strings.TrimPrefix(l.NameZH, "中华人民共和国")}, l.ShortZH...) {
			if len(name) > len(best) && strings.HasSuffix(words, name) {
				best = name
			}
		}
	}
	return best
}

// of are the articles of a law that a text cites under any of its names.
func (all citations) of(l facts.Law) told {
	for _, name := range append([]string{strings.TrimPrefix(l.NameZH, "中华人民共和国")}, l.ShortZH...) {
		if t := all[name]; t != nil {
			return *t
		}
	}
	return told{}
}

// inEnglish is Article 6, or Articles 51 and 66.
func (t told) inEnglish() string {
	if len(t.en) == 1 {
		return "Article " + t.en[0]
	}
	return "Articles " + gloss.Join(t.en)
}
