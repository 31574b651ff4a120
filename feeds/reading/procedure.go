package reading

import (
	"fmt"
	"slices"
	"strings"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/pattern"
)

// rectify says by when the named must have put things right.
func (c *composer) rectify() {
	d := c.out.Dates.Rectify
	switch {
	case d.Day != "" && (c.saidDay(d.Day) || c.saidDate(d.Day)):
	case d.Day != "":
		c.restate(feeds.RestatesDates, "Rectification is due by "+dayEN(d.Day)+hedge(d)+".", "整改期限："+dayZH(d.Day)+hedgeZH(d)+"。", d.Quote)
	case d.WorkDays > 0:
		c.restate(feeds.RestatesDates, fmt.Sprintf("Rectification is due within %d working days.", d.WorkDays), fmt.Sprintf("整改期限：%d个工作日。", d.WorkDays), d.Quote)
	}
}

// saidDate reports whether an earlier sentence names the day without its year, in either
// order.
func (c *composer) saidDate(d feeds.Day) bool {
	t := d.Time(feeds.Shanghai)
	isDigit := func(r rune) bool { return '0' <= r && r <= '9' }
	return slices.ContainsFunc(c.list, func(s feeds.Sentence) bool {
		return slices.ContainsFunc([]string{t.Format("2 January"), t.Format("January 2")}, func(date string) bool {
			before, after, ok := strings.Cut(s.EN, date)
			return ok && strings.TrimRightFunc(before, isDigit) == before && strings.TrimLeftFunc(after, isDigit) == after
		})
	})
}

// duties are what may be due by a day, by the word that says so; the first that its
// passage has is meant, else the first of the title.
var duties = []struct{ word, en string }{
	{"报送", "Reporting"},
	{"报告", "Reporting"},
	{"填报", "Reporting"},
	{"报备", "Filing"},
	{"备案", "Filing"},
	{"申报", "Filing"},
	{"登记", "Registration"},
	{"提交", "Submission"},
	{"自查", "Self-inspection"},
	{"检查", "Inspection"},
	{"排查", "Screening"},
	{"file", "Filing"},
	{"report", "Reporting"},
	{"register", "Registration"},
	{"submit", "Submission"},
}

// due says by when those that the text binds must have done what it asks for.
func (c *composer) due() {
	d := c.out.Dates.Due
	if d.Day == "" || c.saidDay(d.Day) {
		return
	}
	what := "What the text asks for"
	for _, words := range []string{behindDay(d.Quote.Text), c.w.Title} {
		if i := slices.IndexFunc(duties, func(x struct{ word, en string }) bool { return strings.Contains(words, x.word) }); i >= 0 {
			what = duties[i].en
			break
		}
	}
	if strings.Contains(d.Quote.Text, "每年") {
		c.restate(feeds.RestatesDates, what+" is due every year, first by "+dayEN(d.Day)+hedge(d)+".", "每年办理，首次期限："+dayZH(d.Day)+hedgeZH(d)+"。", d.Quote)
		return
	}
	c.restate(feeds.RestatesDates, what+" is due by "+dayEN(d.Day)+hedge(d)+".", "办理期限："+dayZH(d.Day)+hedgeZH(d)+"。", d.Quote)
}

// dayEnds ends a day by which something is due.
var dayEnds = pattern.MustCompile(`(?:日|底|末|旬)(?:之前|以前|前)`)

// behindDay is the clause behind the day by which something is due, all of an English
// passage and of one without such a day.
func behindDay(passage string) string {
	passage = strings.TrimPrefix(passage, "日前，") // some days ago, and no day to act by
	at := dayEnds.FindStringIndex(passage)
	if at == nil {
		return passage
	}
	clause, _, _ := strings.Cut(passage[at[1]:], "，")
	return clause
}

// deeds are the words of procedure that a summary tells, in the order in which it does.
var deeds = []string{
	"责令限期整改", "责令整改", "责令改正", "责令限期改正", "限期整改", "限期改正", "责令停止违法行为", "责令停止服务", "责令暂停服务", "责令下线", "下架", "禁止搜索", "禁搜",
	"约谈", "断开网络接入", "立案调查", "抓获", "刑事拘留", "行政拘留", "拘役", "批准逮捕", "逮捕", "拘捕", "保释", "采取刑事强制措施", "移送审查起诉", "移送起诉", "提起公诉", "提起刑事附带民事公益诉讼",
	"提起民事公益诉讼", "提起行政公益诉讼", "提起消费民事公益诉讼", "提起消费公益诉讼", "行政处罚", "警告", "没收违法所得", "停业整顿", "责令暂停相关业务", "吊销", "纳入电信业务经营不良名单",
	"执行通知", "警告信", "出具警示函", "不起诉", "检察建议", "驳回", "维持原判", "赔礼道歉", "书面致歉", "公开致歉", "书面道歉", "公开道歉",
}

// endings are how a single case ended: a report of many ends with none of them.
var endings = map[string]bool{"不起诉": true, "驳回": true, "维持原判": true, "赔礼道歉": true, "书面致歉": true, "公开致歉": true, "书面道歉": true, "公开道歉": true}

// severalCases reports whether the text counts more cases than one, or tells of one of
// several.
func (c *composer) severalCases() bool {
	return c.out.DocType != "judgment" && (len(c.out.CaseSteps) > 0 || slices.ContainsFunc(c.out.Figures, func(f feeds.Figure) bool { return f.One || f.Name == "cases" && f.Value > 1 }))
}

// otherClaims are dismissed where a court granted the rest.
var otherClaims = pattern.MustCompile(`驳回(?:原告|上诉人|其)?[\p{Han}]{0,8}?(?:其他|其余|其它)`)

// dismissals are what is dismissed, by the words of it; an appeal goes before a claim that
// the first instance had dismissed.
var dismissals = []struct {
	words  *pattern.Pattern
	zh, en string
}{
	{otherClaims, "驳回其他诉讼请求", "remaining claims dismissed"},
	{pattern.MustCompile(`驳回[^，。；]{0,8}?上诉`), "驳回上诉", "appeal dismissed"},
	{pattern.MustCompile(`驳回[^，。；]{0,12}?(?:诉讼请求|诉请)`), "驳回诉讼请求", "claims dismissed"},
}

// dismissed says more exactly what was, where the text does.
func (c *composer) dismissed(zh, en string) (string, string) {
	for _, d := range dismissals {
		if d.words.MatchString(c.w.Body) {
			return d.zh, d.en
		}
	}
	return zh, en
}

// acts says who took which procedural step.
func (c *composer) acts() {
	if c.english {
		return
	}
	who := c.issuers()
	suit, isSuit := c.suit()
	quotes := who.quotes
	several, decided := c.severalCases(), c.out.Section == feeds.CourtLitigation && slices.ContainsFunc(apologies, func(p phrase) bool { return c.match(p.zh).Text != "" })
	var en, zh []string
	for _, z := range deeds {
		e := feeds.ProcedureEN[z]
		if len(en) == 4 || !slices.Contains(c.out.Procedure, z) || slices.Contains(c.out.CaseSteps, z) || slices.ContainsFunc(en, says(e)) || several && endings[z] || decided && strings.HasSuffix(z, "歉") || suit.brought.en != "" && strings.HasPrefix(z, filings) || c.counts(e) || z == "没收违法所得" && c.gainsTaken() {
			continue
		}
		if q := c.find(z); q.Text != "" {
			switch {
			case z == "驳回":
				z, e = c.dismissed(z, e)
			case z == "不起诉" && slices.Contains(c.out.Procedure, "提起公诉"):
				z, e = "对另一人不起诉", "another person not prosecuted"
			}
			if n, own, q := c.handlers(z); n != "" {
				e, z, quotes = e+" ("+n+")", z+"（"+own+"）", append(quotes, q)
			}
			en, zh, quotes = append(en, e), append(zh, z), append(quotes, q)
		}
	}
	steps, own := strings.Join(en, "; ")+".", strings.Join(zh, "；")+"。"
	switch {
	case who.en == "" && len(en) == 0:
	case isSuit && suit.brought.en != "" && len(en) > 0:
		c.say(suit.en+": "+steps, suit.zh+"："+own, append(quotes, suit.quotes...)...)
	case isSuit && suit.brought.en != "":
		c.say(stop(suit.en), suit.zh+"。", suit.quotes...)
	case len(en) == 0 && len(c.out.Authorities) == 1 && c.out.Authorities[0] == c.w.Source:
		told := toldBy[c.out.DocType]
		c.restate(who.restates(), stop(told.en+" by "+who.en), "由"+who.zh+told.zh+"。", quotes...)
	case len(en) == 0 && isSuit:
		c.restate(who.restates(), stop(suit.en), suit.zh+"。", suit.quotes...)
	case len(en) == 0:
		// A page may name courts, prosecutors and parties: which of them did
		// what, no fact says.
		c.restate(who.restates(), stop("Bodies named: "+who.en), "提及机构："+who.zh+"。", quotes...)
	case who.en == "":
		c.say("Steps stated: "+steps, "处理情况："+own, quotes...)
	default:
		c.say("Steps stated by "+who.en+": "+steps, "处理情况（"+who.zh+"）："+own, quotes...)
	}
}

// says reports whether a step that is told says e too, as ordered to rectify within a time
// limit does.
func says(e string) func(told string) bool {
	return func(told string) bool { return told == e || strings.HasPrefix(told, e+" ") }
}

// gainsTaken reports whether the penalty tells how much of illegal gains was confiscated.
func (c *composer) gainsTaken() bool {
	f, ok := c.out.Figure("illegal_gains_cny")
	return ok && !f.Minor && c.confiscated(f)
}

// counts reports whether a figure tells of how many people a step was taken against.
func (c *composer) counts(step string) bool {
	for _, w := range custody {
		if f, ok := c.out.Figure(w.figure); ok && w.en == step && f.Value > 1 {
			if en, _ := c.count(f); strings.HasSuffix(en, " "+step) {
				return true
			}
		}
	}
	return false
}

// handlers are the companies or platforms that a step was taken against, where its clause
// counts them.
func (c *composer) handlers(zh string) (en, own string, q feeds.Quote) {
	for _, name := range []string{"companies", "platforms"} {
		if f, ok := c.out.Figure(name); ok && f.Value > 1 && strings.Contains(c.around(f.Quote), zh) {
			en, own = count(f)
			return en, own, f.Quote
		}
	}
	return "", "", q
}

// toldBy are the verbs of who is behind a text, by its kind.
var toldBy = map[string]struct{ en, zh string }{
	"judgment": {"Decided", "裁判"}, "notice": {"Published", "发布"}, "announcement": {"Published", "发布"}, "press": {"Reported", "通报"},
	"other": {"Published", "发布"}, "law": {"Issued", "发布"}, "regulation": {"Issued", "发布"}, "measures": {"Issued", "发布"},
	"provisions": {"Issued", "发布"}, "standard": {"Issued", "发布"}, "guideline": {"Issued", "发布"}, "opinion": {"Issued", "发布"},
	"enforcement_notice": {"Published", "发布"}, "": {"Reported", "通报"},
}
