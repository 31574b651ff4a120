package reading

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/gloss"
)

// counts are figures in words: one, many, and the Chinese measure.
var counts = map[string]struct{ one, many, zh string }{
	"apps":             {"app", "apps", "App%s款"},
	"apps_removed":     {"app removed from app stores", "apps removed from app stores", "下架App%s款"},
	"sdks":             {"SDK named", "SDKs named", "SDK%s款"},
	"terminals":        {"terminal named", "terminals named", "终端%s款"},
	"cases":            {"case", "cases", "案件%s起"},
	"detained":         {"person detained", "people detained", "拘留%s人"},
	"arrested":         {"person arrested or apprehended", "people arrested or apprehended", "抓获%s人"},
	"approved_arrests": {"arrest approved", "arrests approved", "批准逮捕%s人"},
	"prosecuted":       {"person prosecuted", "people prosecuted", "起诉%s人"},
	"persons_affected": {"person affected", "people affected", "涉及%s人"},
	"records":          {"record", "records", "信息%s条"},
	"complaints":       {"complaint", "complaints", "投诉举报%s件"},
	"breaches":         {"breach", "breaches", "泄露事件%s起"},
	"algorithms":       {"algorithm", "algorithms", "算法%s项"},
	"services":         {"service", "services", "服务%s款"},
	"assessments":      {"assessment", "assessments", "评估%s项"},
	"contracts":        {"contract", "contracts", "合同%s份"},
	"datasets":         {"data set", "data sets", "数据集%s个"},
	"data_resources":   {"data resource", "data resources", "数据资源%s个"},
	"companies":        {"company", "companies", "企业%s家"},
	"standards":        {"standard", "standards", "标准%s项"},
	"platforms":        {"platform", "platforms", "平台%s家"},
	"departments":      {"department", "departments", "部门%s个"},
}

var sums = map[string]struct{ en, zh string }{
	"fine_cny":          {"fine of RMB %s", "罚款%s元"},
	"illegal_gains_cny": {"illegal gains of RMB %s", "违法所得%s元"},
	"damages_cny":       {"damages of RMB %s", "赔偿%s元"},
	"amount_cny":        {"RMB %s involved", "涉案%s元"},
}

// apps reports a notice that names apps or devices, or removes apps.
func (c *composer) apps() bool {
	if c.out.Section != feeds.EnforcementCase {
		return false
	}
	if _, fined := c.out.Figure("fine_cny"); fined || strings.Contains(c.w.Title, "处罚") {
		return false // a penalty on a company, not a list
	}
	_, named := c.out.Figure("apps")
	_, removed := c.out.Figure("apps_removed")
	return named || removed || c.out.Apps != nil || len(c.out.Problems) > 0 && c.out.DocType == "enforcement_notice"
}

// mostTypical is the most typical cases that are published at once: beside them a
// title's page may count thousands that were solved.
const mostTypical = 50

// count words one figure.
func count(f feeds.Figure) (en, zh string) {
	bound := map[string]string{"more": "more than ", "nearly": "nearly "}[f.Bound]
	n := bound + grouped(f.Value)
	zhN := map[string]string{"more": "超过", "nearly": "近"}[f.Bound] + strconv.FormatInt(f.Value, 10)
	if s, ok := sums[f.Name]; ok {
		return strings.Replace(s.en, "RMB %s", bound+"RMB "+money(f.Value), 1), fmt.Sprintf(s.zh, zhN)
	}
	w, ok := counts[f.Name]
	if !ok {
		return "", ""
	}
	if f.Value == 1 {
		return n + " " + w.one, fmt.Sprintf(w.zh, zhN)
	}
	return n + " " + w.many, fmt.Sprintf(w.zh, zhN)
}

// custody are the exact words for what was done to people: apprehended is not
// arrested, detention has two kinds, and transferred is not yet prosecuted.
var custody = []struct{ figure, zh, en string }{
	{"arrested", "抓获", "apprehended"},
	{"arrested", "逮捕", "arrested"},
	{"arrested", "批捕", "arrested"},
	{"detained", "刑事拘留", "criminally detained"},
	{"detained", "刑拘", "criminally detained"},
	{"detained", "行政拘留", "administratively detained"},
	{"prosecuted", "移送起诉", "transferred for prosecution"},
	{"prosecuted", "移送审查起诉", "transferred for prosecution"},
	{"prosecuted", "移诉", "transferred for prosecution"},
}

// kindsOfCount say more exactly what was counted, by a word beside the number.
var kindsOfCount = []struct{ figure, zh, en, noun, full string }{
	{"cases", "典型案例", "typical cases", "案件", "典型案例"},
	{"cases", "指导性案例", "guiding cases", "案件", "指导性案例"},
	{"services", "备案", "services filed", "服务", "备案服务"},
	{"services", "登记", "services registered", "服务", "登记服务"},
	{"algorithms", "备案", "algorithms filed", "算法", "备案算法"},
	{"contracts", "备案", "contracts filed", "合同", "备案合同"},
	{"assessments", "申报", "applications for assessment", "评估", "评估申报"},
}

// count words one figure as the text around it does.
func (c *composer) count(f feeds.Figure) (en, zh string) {
	en, zh = count(f)
	if f.Name == "apps" && c.apps() {
		if slices.Contains(c.out.Procedure, "通报") {
			return en + " publicly named", "通报" + zh
		}
		return en + " named", zh
	}
	near := c.around(f.Quote)
	for _, w := range kindsOfCount {
		if w.figure == f.Name && (strings.Contains(near, w.zh) || f.Name == "cases" && f.Value <= mostTypical && strings.Contains(c.w.Title, w.zh)) {
			return strings.Replace(en, counts[f.Name].many, w.en, 1), strings.Replace(zh, w.noun, w.full, 1)
		}
	}
	for _, w := range custody {
		if w.figure != f.Name || !strings.Contains(near, w.zh) {
			continue
		}
		number, _, _ := strings.Cut(en, " p")
		people := " people "
		if f.Value == 1 {
			people = " person "
		}
		return number + people + w.en, w.zh + strings.TrimLeft(zh, "抓获拘留起诉")
	}
	return en, zh
}

// around is the clause that a quote stands in.
func (c *composer) around(q feeds.Quote) string {
	text := map[string]string{"title": c.w.Title, "text": c.w.Body}[q.In]
	if q.Offset < 0 || q.Offset > len(text) {
		return ""
	}
	from := strings.LastIndexAny(text[:q.Offset], "。，；\n")
	if from >= 0 {
		_, size := utf8.DecodeRuneInString(text[from:])
		from += size
	}
	from = max(from, 0)
	to := strings.IndexAny(text[q.Offset:], "。，；\n")
	if to < 0 {
		return text[from:]
	}
	return text[from : q.Offset+to]
}

// tell says the figures of those names in one sentence.
func (c *composer) tell(take func(name string) bool) {
	var en, zh []string
	var quotes []feeds.Quote
	for _, f := range c.out.Figures {
		if f.Minor || !take(f.Name) || len(en) == 4 {
			continue
		}
		// What was removed is not counted again as named.
		if r, ok := c.out.Figure("apps_removed"); ok && f.Name == "apps" && r.Value == f.Value {
			continue
		}
		e, z := c.count(f)
		// One of a kind is the text's own subject, not news in numbers; a quoted
		// sentence need not be told again.
		if e == "" || f.Value == 1 || c.said(grouped(f.Value)) || c.english && c.said(f.Quote.Text) {
			continue
		}
		en, zh, quotes = append(en, e), append(zh, z), append(quotes, f.Quote)
	}
	if len(en) > 0 {
		c.say(upperFirst(strings.Join(en, "; "))+".", strings.Join(zh, "，")+"。", quotes...)
	}
}

// named counts what a notice names; of a single app it says what was done.
func (c *composer) named() {
	told := len(c.list)
	c.tell(func(n string) bool { return n == "apps" || n == "apps_removed" || n == "sdks" || n == "terminals" })
	if len(c.list) == told {
		c.acts()
	}
}

func (c *composer) figures() {
	c.tell(func(n string) bool { return sums[n].en == "" && !bare[n] })
}

// bare are counts that say nothing by themselves: "4 companies".
var bare = map[string]bool{"companies": true, "platforms": true, "departments": true, "standards": true}

// problems lists the categories that the notice names, in standard English.
func (c *composer) problems() {
	if len(c.out.Problems) == 0 {
		return
	}
	n := min(len(c.out.Problems), 5)
	list := slices.Clone(c.out.Problems[:n])
	for i := range list {
		list[i] = strings.ToLower(list[i][:1]) + list[i][1:]
	}
	quotes := slices.Clone(c.out.ProblemQuotes[:n])
	own := make([]string, 0, n)
	for _, q := range quotes {
		if feeds.HasHan(q.Text) && !slices.Contains(own, q.Text) {
			own = append(own, q.Text)
		}
	}
	zh := ""
	if len(own) > 0 {
		zh = "所列问题：" + strings.Join(own, "；") + "。"
	}
	c.say("Problems named: "+strings.Join(list, "; ")+".", zh, quotes...)
}

// rectify says by when the named must have put things right.
func (c *composer) rectify() {
	d := c.out.Dates.Rectify
	switch {
	case d.Day != "":
		c.restate(feeds.RestatesDates, "Rectification is due by "+dayEN(d.Day)+hedge(d)+".", "整改期限："+dayZH(d.Day)+hedgeZH(d)+"。", d.Quote)
	case d.WorkDays > 0:
		c.restate(feeds.RestatesDates, fmt.Sprintf("Rectification is due within %d working days.", d.WorkDays), fmt.Sprintf("整改期限：%d个工作日。", d.WorkDays), d.Quote)
	}
}

// duties are what may be due by a day, by the word that says so; the first that its
// passage has is meant, else the first of the title.
var duties = []struct{ word, en string }{
	{"报送", "Reporting"}, {"报告", "Reporting"}, {"填报", "Reporting"}, {"报备", "Filing"}, {"备案", "Filing"}, {"申报", "Filing"},
	{"登记", "Registration"}, {"提交", "Submission"}, {"file", "Filing"}, {"report", "Reporting"}, {"register", "Registration"}, {"submit", "Submission"},
}

// due says by when those that the text binds must have done what it asks for.
func (c *composer) due() {
	d := c.out.Dates.Due
	if d.Day == "" || c.said(dayEN(d.Day)) {
		return
	}
	what := "What the text asks for"
	for _, words := range []string{d.Quote.Text, c.w.Title} {
		if i := slices.IndexFunc(duties, func(x struct{ word, en string }) bool { return strings.Contains(words, x.word) }); i >= 0 {
			what = duties[i].en
			break
		}
	}
	c.restate(feeds.RestatesDates, what+" is due by "+dayEN(d.Day)+hedge(d)+".", "办理期限："+dayZH(d.Day)+hedgeZH(d)+"。", d.Quote)
}

// deeds are words of procedure in exactly the English that law gives them.
var deeds = []struct{ zh, en string }{
	{"责令限期整改", "ordered to rectify within a time limit"},
	{"责令整改", "ordered to rectify"},
	{"责令改正", "ordered to rectify"},
	{"责令限期改正", "ordered to rectify within a time limit"},
	{"限期整改", "told to rectify within a time limit"},
	{"限期改正", "told to rectify within a time limit"},
	{"责令停止违法行为", "ordered to stop the violation"},
	{"责令停止服务", "ordered to stop the service"},
	{"责令暂停服务", "ordered to suspend the service"},
	{"责令下线", "ordered to go offline"},
	{"下架", "removed from app stores"},
	{"禁止搜索", "barred from in-app search"},
	{"禁搜", "barred from in-app search"},
	{"约谈", "summoned for a regulatory interview"},
	{"断开网络接入", "network access cut"},
	{"立案调查", "investigation opened"},
	{"抓获", "apprehended"},
	{"刑事拘留", "criminally detained"},
	{"行政拘留", "administratively detained"},
	{"拘役", "criminal detention as a sentence"},
	{"批准逮捕", "arrest approved"},
	{"逮捕", "arrested"},
	{"采取刑事强制措施", "criminal compulsory measures taken"},
	{"移送审查起诉", "transferred for prosecution"},
	{"移送起诉", "transferred for prosecution"},
	{"提起公诉", "prosecuted"},
	{"提起刑事附带民事公益诉讼", "civil public interest litigation filed with the prosecution"},
	{"提起民事公益诉讼", "civil public interest litigation filed"},
	{"提起行政公益诉讼", "administrative public interest litigation filed"},
	{"提起消费民事公益诉讼", "civil public interest litigation filed"},
	{"提起消费公益诉讼", "civil public interest litigation filed"},
	{"行政处罚", "administrative penalty imposed"},
	{"警告", "warned"},
	{"没收违法所得", "illegal gains confiscated"},
	{"停业整顿", "ordered to cease operation for rectification"},
	{"责令暂停相关业务", "ordered to suspend the business concerned"},
	{"吊销", "licence revoked"},
	{"纳入电信业务经营不良名单", "entered in the list of bad conduct in telecom business"},
	{"不起诉", "not prosecuted"},
	{"检察建议", "procuratorial recommendation made"},
	{"驳回", "claim or appeal dismissed"},
	{"维持原判", "judgment upheld"},
	{"赔礼道歉", "public or written apology"},
}

// ofOneCase are how a single case ended: a report of many ends with none of them.
var ofOneCase = map[string]bool{"不起诉": true, "驳回": true, "维持原判": true, "赔礼道歉": true}

// severalCases reports whether the text counts more cases than one.
func (c *composer) severalCases() bool {
	return c.out.DocType != "judgment" && slices.ContainsFunc(c.out.Figures, func(f feeds.Figure) bool { return f.Name == "cases" && f.Value > 1 })
}

// otherClaims are dismissed where a court granted the rest.
var otherClaims = regexp.MustCompile(`驳回(?:原告|上诉人|其)?[\p{Han}]{0,8}?(?:其他|其余|其它)`)

// acts says who took which procedural step.
func (c *composer) acts() {
	if c.english {
		return
	}
	who := c.issuers()
	quotes := who.quotes
	several := c.severalCases()
	var en, zh []string
	for _, d := range deeds {
		if len(en) == 4 || !slices.Contains(c.out.Procedure, d.zh) || slices.Contains(en, d.en) || several && ofOneCase[d.zh] {
			continue
		}
		if q := c.find(d.zh); q.Text != "" {
			if d.zh == "驳回" && otherClaims.MatchString(c.w.Body) {
				d.zh, d.en = "驳回其他诉讼请求", "remaining claims dismissed"
			}
			en, zh, quotes = append(en, d.en), append(zh, d.zh), append(quotes, q)
		}
	}
	steps, own := strings.Join(en, "; ")+".", strings.Join(zh, "；")+"。"
	switch {
	case who.en == "" && len(en) == 0:
	case len(en) == 0 && len(c.out.Authorities) == 1 && c.out.Authorities[0] == c.w.Source:
		told := toldBy[c.out.DocType]
		c.restate(who.restates(), stop(told.en+" by "+who.en), "由"+who.zh+told.zh+"。", quotes...)
	case len(en) == 0:
		// A page may name courts, prosecutors and parties: which of them did
		// what, no fact says.
		c.restate(who.restates(), stop("Bodies named: "+who.en), "提及机构："+who.zh+"。", quotes...)
	case who.en == "":
		c.say("Steps stated: "+steps, "所述措施："+own, quotes...)
	default:
		c.say("Steps stated by "+who.en+": "+steps, who.zh+"所述措施："+own, quotes...)
	}
}

// toldBy are the verbs of who is behind a text, by its kind.
var toldBy = map[string]struct{ en, zh string }{
	"judgment": {"Decided", "裁判"}, "notice": {"Published", "发布"}, "announcement": {"Published", "发布"}, "press": {"Reported", "通报"},
	"other": {"Published", "发布"}, "law": {"Issued", "发布"}, "regulation": {"Issued", "发布"}, "measures": {"Issued", "发布"},
	"provisions": {"Issued", "发布"}, "standard": {"Issued", "发布"}, "guideline": {"Issued", "发布"}, "opinion": {"Issued", "发布"},
	"enforcement_notice": {"Published", "发布"}, "": {"Reported", "通报"},
}

var (
	termRE    = regexp.MustCompile(`(有期徒刑|拘役|管制|缓刑|剥夺政治权利)` + termOf + `(?:(至)` + termOf + `)?`)
	detention = regexp.MustCompile(`行政拘留([一二三四五六七八九十\d]+)日`)
)

// termOf is a time of years, months or both.
const termOf = `([一二两三四五六七八九十\d]+年)?([一二两三四五六七八九十\d]+个?月)?`

// sentencesEN are the punishments of imprisonment and the like, by their word.
var sentencesEN = map[string]string{"有期徒刑": "% of imprisonment", "拘役": "% of criminal detention", "管制": "% of public surveillance", "缓刑": "suspended for %", "剥夺政治权利": "deprived of political rights for %"}

// penalty tells sentences and sums, each from its passage.
func (c *composer) penalty() {
	var imposed, stated told // what was imposed; sums that are no penalty: damages, what a case is about
	for _, q := range c.out.Penalties {
		e, z := q.Text, ""
		if feeds.HasHan(q.Text) {
			e, z = punishment(q.Text), q.Text
		}
		if e == "" || len(imposed.en) == 3 || slices.Contains(imposed.en, e) || c.said(e) {
			continue
		}
		imposed.add(e, z, q)
	}
	for _, f := range c.out.Figures {
		if sums[f.Name].en == "" || f.Minor {
			continue
		}
		e, z := count(f)
		if c.said(grouped(f.Value)) || slices.ContainsFunc(slices.Concat(imposed.en, stated.en), func(s string) bool { return s == e || strings.Contains(s, grouped(f.Value)) }) {
			continue
		}
		switch {
		case f.Name == "fine_cny":
			if highest.MatchString(c.around(f.Quote)) {
				e, z = strings.Replace(e, "fine of ", "fines of up to ", 1), "最高"+z
			}
			imposed.add(e, z, f.Quote)
		case f.Name == "illegal_gains_cny" && c.confiscated(f):
			imposed.add(e+" confiscated", "没收"+z, f.Quote)
		case c.claimed(f):
			stated.add(e+" claimed", "请求"+z, f.Quote)
		default:
			stated.add(e, z, f.Quote)
		}
	}
	c.sayAll("Penalty: ", "处罚：", imposed)
	c.sayAll("Sums stated: ", "所述金额：", stated)
}

// told are parts of a sentence in both languages.
type told struct {
	en, zh []string
	quotes []feeds.Quote
}

func (t *told) add(en, zh string, q feeds.Quote) {
	t.en, t.quotes = append(t.en, en), append(t.quotes, q)
	if zh != "" {
		t.zh = append(t.zh, zh)
	}
}

// sayAll says the parts in one sentence; in Chinese only where each has words for it.
func (c *composer) sayAll(en, zh string, t told) {
	if len(t.en) == 0 {
		return
	}
	own := ""
	if len(t.zh) == len(t.en) {
		own = zh + strings.Join(t.zh, "；") + "。"
	}
	c.say(en+strings.Join(t.en, "; ")+".", own, t.quotes...)
}

// highest is the largest of several fines, of which no sum is told.
var highest = regexp.MustCompile(`最高(?:的)?(?:被)?(?:罚|处)`)

// confiscated reports whether the words in front of a sum of illegal gains say
// that it was taken.
func (c *composer) confiscated(f feeds.Figure) bool {
	return containsWord(c.inFront(f), "没收", "沒收", "罚没", "收缴", "追缴", "confiscat", "forfeit")
}

// claimed reports whether a sum of damages is what one side asks for.
func (c *composer) claimed(f feeds.Figure) bool {
	return f.Name == "damages_cny" && containsWord(c.inFront(f), "请求", "诉请", "要求", "主张", "索赔", "诉求", "claim", "asks for", "asked for", "seeks", "sought", "demand") &&
		!containsWord(c.inFront(f), "支持", "判令", "判决", "award", "granted")
}

// inFront is what stands in front of a figure in its sentence, at most some thirty
// characters.
func (c *composer) inFront(f feeds.Figure) string {
	text := c.w.Body
	if f.Quote.In == "title" {
		text = c.w.Title
	}
	if f.Quote.Offset < 0 || f.Quote.Offset > len(text) {
		return ""
	}
	pre := text[max(0, f.Quote.Offset-90):f.Quote.Offset]
	for _, end := range []string{"。", "；", ";", ". "} {
		if i := strings.LastIndex(pre, end); i >= 0 {
			pre = pre[i+len(end):]
		}
	}
	return pre
}

func containsWord(s string, words ...string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(s, w) })
}

// punishment is the English of a term of imprisonment or detention.
func punishment(zh string) string {
	if m := detention.FindStringSubmatch(zh); m != nil {
		return numeral(m[1]) + " days' administrative detention"
	}
	if strings.HasPrefix(zh, "无期徒刑") {
		return "life imprisonment"
	}
	var out []string
	for _, m := range termRE.FindAllStringSubmatch(zh, 3) {
		span := lasting(m[2], m[3])
		if m[4] != "" && span != "" { // of several people
			to := lasting(m[5], m[6])
			if to == "" {
				return ""
			}
			span += " to " + to
		}
		if span != "" {
			out = append(out, strings.Replace(sentencesEN[m[1]], "%", span, 1))
		}
	}
	return strings.Join(out, ", ")
}

// lasting is a time in English: 一年 and 六个月 are "1 year and 6 months".
func lasting(years, months string) string {
	var span []string
	for i, part := range []string{years, months} {
		if part == "" {
			continue
		}
		n, unit := numeral(strings.TrimRight(part, "年个月")), []string{"year", "month"}[i]
		if n != "1" {
			unit += "s"
		}
		span = append(span, n+" "+unit)
	}
	return strings.Join(span, " and ")
}

func numeral(s string) string {
	if _, err := strconv.Atoi(s); err == nil {
		return s
	}
	n, _ := gloss.HanNumber(s)
	return strconv.Itoa(n)
}

// grouped writes thousands commas.
func grouped(n int64) string {
	s := strconv.FormatInt(n, 10)
	for i := len(s) - 3; i > 0 && s[i-1] != '-'; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// money writes large sums in millions and billions.
func money(n int64) string {
	for _, s := range []struct {
		at   float64
		word string
	}{{1e9, " billion"}, {1e6, " million"}} {
		if float64(n) >= s.at {
			return strconv.FormatFloat(float64(n)/s.at, 'f', -1, 64) + s.word
		}
	}
	return grouped(n)
}
