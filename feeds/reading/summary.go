package reading

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/facts"
	"github.com/regwire/regwire/feeds/gloss"
)

// maxSentences is what a card has room for.
const maxSentences = 4

// composer writes the summary of one reading.
type composer struct {
	r       *Reader
	w       feeds.Writing
	out     *feeds.Reading
	english bool // the page itself is English
	list    []feeds.Sentence
}

// situations are the kinds of text and what is told of each, the most telling
// first. The first that fits is taken.
var situations = []struct {
	name string
	fits func(*composer) bool
	tell []func(*composer)
}{
	{"in reading", func(c *composer) bool { return c.out.Stage == feeds.StageReading }, []func(*composer){(*composer).draft, (*composer).purpose, (*composer).deadline, (*composer).particulars, (*composer).covers, (*composer).basis}},
	{"draft", func(c *composer) bool { return c.out.Stage == feeds.StageDraft }, []func(*composer){(*composer).draft, (*composer).purpose, (*composer).deadline, (*composer).particulars, (*composer).covers, (*composer).basis}},
	{"repealed", func(c *composer) bool { return c.out.Stage == feeds.StageRepealed }, []func(*composer){(*composer).issued, (*composer).effective}},
	{"issued rule", func(c *composer) bool { return c.out.Stage == feeds.StageIssued }, []func(*composer){(*composer).issued, (*composer).purpose, (*composer).effective, (*composer).due, (*composer).repeals, (*composer).particulars, (*composer).covers, (*composer).basis}},
	{"app notice", (*composer).apps, []func(*composer){(*composer).named, (*composer).problems, (*composer).rectify, (*composer).basis}},
	{"case", func(c *composer) bool {
		return c.out.Section == feeds.CourtLitigation || c.out.Section == feeds.EnforcementCase
	}, []func(*composer){(*composer).lead, (*composer).acts, (*composer).figures, (*composer).penalty, (*composer).takenDown, (*composer).amiss, (*composer).rectify, (*composer).basis, (*composer).dataBeside}},
	{"explanation", (*composer).explains, []func(*composer){(*composer).explanation, (*composer).thresholds, (*composer).figures, (*composer).deadline, (*composer).due, (*composer).basis}},
	{"anything else", func(*composer) bool { return true }, []func(*composer){(*composer).lead, (*composer).acts, (*composer).milestone, (*composer).figures, (*composer).deadline, (*composer).due, (*composer).campaign, (*composer).inspection, (*composer).takenDown, (*composer).warning, (*composer).basis}},
}

// summary tells in at most four sentences who did what, whom it concerns, and
// the dates and figures, each from a fact. What is not relevant gets none.
func (r *Reader) summary(w feeds.Writing, out *feeds.Reading) []feeds.Sentence {
	if out.Relevance == feeds.NotRelevant {
		return nil
	}
	return plainly(w, out, r.compose)
}

// compose is summary of a plain text, see plainText.
func (r *Reader) compose(w feeds.Writing, out *feeds.Reading) []feeds.Sentence {
	c := &composer{r: r, w: w, out: out, english: !feeds.HasHan(w.Title + feeds.Clip(w.Body, 600))}
	for _, s := range situations {
		if !s.fits(c) {
			continue
		}
		if c.english {
			c.lead()
		}
		for _, tell := range s.tell {
			if len(c.list) == maxSentences {
				break // what there is no room for need not be looked for
			}
			tell(c)
		}
		break
	}
	return c.list
}

// say adds a sentence, unless the card is full or nothing bears it out.
func (c *composer) say(en, zh string, quotes ...feeds.Quote) { c.restate("", en, zh, quotes...) }

// restate is say of what fields of the reading say too.
func (c *composer) restate(what, en, zh string, quotes ...feeds.Quote) {
	quotes = slices.DeleteFunc(quotes, func(q feeds.Quote) bool { return q.Text == "" })
	if len(quotes) == 0 || len(c.list) >= maxSentences || en == "" {
		return
	}
	c.list = append(c.list, feeds.Sentence{EN: en, ZH: zh, Restates: what, Quotes: quotes})
}

// said reports whether an earlier sentence has those words, in capitals or not.
func (c *composer) said(words string) bool {
	words = strings.ToLower(words)
	return slices.ContainsFunc(c.list, func(s feeds.Sentence) bool { return strings.Contains(strings.ToLower(s.EN), words) })
}

// saidInFull is said of words that begin with a number, which may not be the end of a longer
// one: a sentence that says 21 December says nothing of 1 December.
func (c *composer) saidInFull(words string) bool {
	words = strings.ToLower(words)
	return slices.ContainsFunc(c.list, func(s feeds.Sentence) bool { return feeds.HasCount(strings.ToLower(s.EN), words) })
}

// saidNumber reports whether an earlier sentence has the number, not as a part of another:
// 150,000 records say nothing of a fine of 50,000.
func (c *composer) saidNumber(number string) bool {
	return slices.ContainsFunc(c.list, func(s feeds.Sentence) bool { return holdsNumber(s.EN, number) })
}

// holdsNumber reports whether the words hold the number by itself.
func holdsNumber(words, number string) bool {
	digit := func(at int) bool { return at >= 0 && at < len(words) && words[at] >= '0' && words[at] <= '9' }
	mark := func(at int) bool { return at >= 0 && at < len(words) && (words[at] == ',' || words[at] == '.') }
	for from := 0; ; {
		i := strings.Index(words[from:], number)
		if i < 0 {
			return false
		}
		first, behind := from+i, from+i+len(number)
		if !digit(first-1) && !digit(behind) && (!mark(first-1) || !digit(first-2)) && (!mark(behind) || !digit(behind+1)) {
			return true
		}
		from = first + 1
	}
}

// saidDay reports whether an earlier sentence names the day, in either order; one that
// quotes an English text may leave the year to the day on which it was published.
func (c *composer) saidDay(d feeds.Day) bool {
	day := d.Time(feeds.Shanghai)
	return c.saidInFull(dayEN(d)) || c.said(day.Format("January 2, 2006")) || c.english && (c.said(day.Format(" 2 January")) || c.said(day.Format("January 2 ")) || c.said(day.Format("January 2.")))
}

func (c *composer) titleQuote() feeds.Quote {
	return feeds.Quote{Text: c.w.Title, In: "title"}
}

// find quotes the first of the words that title or text has.
func (c *composer) find(words ...string) feeds.Quote {
	for _, place := range c.places() {
		for _, w := range words {
			if !c.english {
				w = newPlainText(w).text
			}
			if i := strings.Index(place.text, w); w != "" && i >= 0 {
				return feeds.Quote{Text: w, In: place.in, Offset: i}
			}
		}
	}
	return feeds.Quote{}
}

// place is the title or the text.
type place struct{ in, text string }

func (c *composer) places() []place {
	return []place{{"title", c.w.Title}, {"text", c.w.Body}}
}

// named is who did something, in both languages, with the words that name them.
type named struct {
	en, zh string
	quotes []feeds.Quote
	// more says that there are others than the reading's authorities.
	more bool
}

// restates is what naming them and the kind of document restates.
func (n named) restates() string {
	if n.more {
		return ""
	}
	return feeds.RestatesIssue
}

// issuers names who issued the document.
func (c *composer) issuers() named { return c.bodies(c.out.Authorities) }

// bodies names those that the text names.
func (c *composer) bodies(ids []feeds.AuthorityID) named {
	var list, zh []string
	var quotes []feeds.Quote
	for _, id := range ids {
		a, ok := c.r.facts.Authority(id)
		if !ok {
			continue
		}
		q := c.find(append(append([]string{a.NameZH, a.NameEN}, a.AliasesZH...), a.AliasesEN...)...)
		if q.Text == "" {
			continue
		}
		name := article(spoken(a), a.Level)
		list, zh, quotes = append(list, name), append(zh, strings.TrimPrefix(a.NameZH, "中华人民共和国")), append(quotes, q)
	}
	n, more := len(list), ""
	if n > 6 {
		list, zh = append(list[:4], fmt.Sprintf("%d others", n-4)), zh[:4]
		more = fmt.Sprintf("等%d个单位", n)
	} else if f, ok := c.out.Figure("departments"); ok && n > 0 && f.Value > int64(n) && f.Value < 40 {
		others := "one other department"
		if rest := f.Value - int64(n); rest > 1 {
			others = fmt.Sprintf("%d other departments", rest)
		}
		list, quotes, more = append(list, others), append(quotes, f.Quote), fmt.Sprintf("等%d个部门", f.Value)
	}
	return named{en: gloss.Join(list), zh: strings.Join(zh, "、") + more, quotes: quotes, more: len(list) > n}
}

// spoken is the name of a body in a sentence: of a long one a shorter name, or
// its code.
func spoken(a facts.Authority) string {
	if len(a.NameEN) <= 64 {
		return a.NameEN
	}
	code := string(a.ID)
	known := slices.Contains(a.AliasesEN, code)
	if known && strings.ContainsAny(code, "0123456789") {
		return code // TC260 is known by its number
	}
	for _, n := range a.AliasesEN {
		if len(n) <= 64 && strings.Count(n, " ") > 1 {
			return n
		}
	}
	if known {
		return code
	}
	return a.NameEN
}

// article gives a body its article; codes, companies and news sites have none.
func article(name, level string) string {
	if !strings.Contains(name, " ") || level == "company" || level == "media" {
		return name
	}
	return "the " + name
}

// draft says that comments are sought, by whom and on what.
func (c *composer) draft() {
	if c.english {
		return
	}
	who := c.issuers()
	kind := kinds[c.out.DocType]
	if c.out.DocType == "press" {
		kind = cmp.Or(kindsByForce[c.out.Force], kind) // whatever the page is, its draft is one
	}
	state, by, zh := " out for comment", " put out for comment by ", "公开征求意见的"
	if c.out.Stage == feeds.StageReading {
		state, by, zh = " before the legislature", " before the legislature, by ", "提请立法机关审议的"
	}
	en, zh := "Draft "+kind.en+state, zh+kind.zh+"草案"
	if who.en != "" {
		en = "Draft " + kind.en + by + who.en
	}
	if c.out.Force == "recommended standard" {
		en, zh = en+", recommended and not binding", zh+"，属推荐性，不具有强制力"
	}
	if who.en != "" {
		zh += "，由" + who.zh + "发布"
	}
	c.restate(who.restates(), stop(en), zh+"。", append(who.quotes, c.titleQuote())...)
}

// kindsByForce are the kinds of document of which a report tells, as far as their force says.
var kindsByForce = map[string]struct{ en, zh string }{
	"law": kinds["law"], "local regulation": kinds["regulation"], "recommended standard": kinds["standard"], "mandatory standard": kinds["standard"],
	"judicial interpretation": {"judicial interpretation", "司法解释"}, "guidance": kinds["guideline"], "policy": {"policy document", "政策文件"},
}

// kinds of document in a sentence; also for types that reading does not know.
var kinds = map[string]struct{ en, zh string }{
	"law": {"law", "法律"}, "regulation": {"regulations", "条例"}, "measures": {"measures", "办法"}, "provisions": {"provisions", "规定"},
	"standard": {"standard", "标准"}, "guideline": {"guidelines", "指南"}, "opinion": {"opinions", "意见"}, "notice": {"notice", "通知"},
	"announcement": {"announcement", "公告"}, "press": {"rules", "规则"}, "other": {"document", "文件"}, "": {"document", "文件"},
	"enforcement_notice": {"notice", "通报"}, "judgment": {"judgment", "裁判文书"},
}

// forcesZH are the binding forces in Chinese.
var forcesZH = map[string]string{
	"law": "法律", "administrative regulation": "行政法规", "departmental rule": "部门规章", "local regulation": "地方性法规", "local government rule": "地方政府规章",
	"normative document": "规范性文件", "judicial interpretation": "司法解释", "mandatory standard": "强制性国家标准",
	"recommended standard": "推荐性国家标准", "technical document": "技术文件", "policy": "政策文件", "guidance": "指引", "case": "个案",
}

// issued says who issued the document and how far it binds.
func (c *composer) issued() {
	if c.english {
		return
	}
	who := c.issuers()
	if c.ends(who) {
		return
	}
	if who.en == "" {
		// the page's own body, which its words do not name
		if c.out.Force != "" && c.out.DocType != "press" {
			c.restate(feeds.RestatesIssue, "Issued as "+indefinite(c.out.Force)+".", "作为"+forcesZH[c.out.Force]+"发布。", c.titleQuote())
		}
		return
	}
	en, zh := "Issued by "+who.en, "由"+who.zh+"发布"
	if c.out.DocType == "law" || c.out.Force == "law" {
		en, zh = "Adopted by "+who.en, "由"+who.zh+"通过"
	}
	if c.out.Force != "" {
		en, zh = en+" ("+c.out.Force+")", zh+"（"+forcesZH[c.out.Force]+"）"
	}
	c.restate(who.restates(), en+".", zh+"。", append(who.quotes, c.titleQuote())...)
}

// deadline says when comments close.
func (c *composer) deadline() {
	d := c.out.Dates.CommentCloses
	switch {
	case d.Day != "" && c.saidDay(d.Day):
	case d.Day != "":
		en := "Comments close on " + dayEN(d.Day)
		if d.Clock != "" {
			en += ", " + d.Clock + " Beijing time"
		}
		c.restate(feeds.RestatesDates, en+hedge(d)+".", "意见反馈截止日期："+dayZH(d.Day)+hedgeZH(d)+"。", d.Quote)
	case d.WorkDays > 0:
		c.restate(feeds.RestatesDates, fmt.Sprintf("Comments close %d working days after publication.", d.WorkDays), fmt.Sprintf("意见反馈期限：%d个工作日。", d.WorkDays), d.Quote)
	}
}

// hedge marks a worked-out date, and one whose words leave open whether the day
// itself counts.
func hedge(d feeds.Date) string {
	switch {
	case d.Computed:
		return " (computed)"
	case d.Before:
		return " (the text says “before”)"
	}
	return ""
}

func hedgeZH(d feeds.Date) string {
	switch {
	case d.Computed:
		return "（推算）"
	case d.Before:
		return "前"
	}
	return ""
}

// effective says when a rule takes effect.
func (c *composer) effective() {
	d := c.out.Dates.Effective
	if d.Day == "" || c.saidDay(d.Day) {
		return
	}
	en, until, zh := "Takes effect on "+dayEN(d.Day), " and expires on ", "自"+dayZH(d.Day)+"起施行"
	if d.Day <= c.w.Published {
		en, until = "In force since "+dayEN(d.Day), ", until "
	}
	x := c.out.Dates.Expires
	if x.Day != "" {
		en, zh = en+until+dayEN(x.Day), zh+"，有效期至"+dayZH(x.Day)
	}
	if d.Computed || x.Day != "" && x.Computed {
		en, zh = en+" (computed)", zh+"（推算）"
	}
	c.restate(feeds.RestatesDates, en+".", zh+"。", d.Quote, x.Quote)
}

// inMarks joins Chinese titles; between two in 《》 stands no 、 (GB/T 15834-2011).
func inMarks(titles []string) string {
	return strings.ReplaceAll(strings.Join(titles, "、"), "》、《", "》《")
}

// repeals names what the document replaces, where its English is known.
func (c *composer) repeals() {
	var names, own []string
	var quotes []feeds.Quote
	for _, zh := range c.out.Repeals {
		if g := c.r.gloss.Title(zh); len(g.Unknown) == 0 && g.Text != "" {
			names, own, quotes = append(names, "the "+g.Text), append(own, marked(zh)), append(quotes, c.find(zh))
		}
	}
	if len(names) > 0 {
		c.say("Repeals "+gloss.Join(names)+".", "废止"+inMarks(own)+"。", quotes...)
	}
}

// indefinite gives a binding force its article; some have none.
func indefinite(force string) string {
	switch {
	case force == "guidance" || force == "policy":
		return force
	case strings.HasPrefix(force, "administrative"):
		return "an " + force
	}
	return "a " + force
}

func dayEN(d feeds.Day) string { return d.Time(feeds.Shanghai).Format("2 January 2006") }

func dayZH(d feeds.Day) string {
	return d.Time(feeds.Shanghai).Format("2006年1月2日")
}

// stop ends a sentence, also one whose last word ends in a stop: "Co., Ltd.".
func stop(s string) string { return strings.TrimSuffix(s, ".") + "." }

// upperFirst begins a sentence.
func upperFirst(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[n:]
}
