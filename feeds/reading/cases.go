package reading

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/gloss"
	"github.com/regwire/regwire/feeds/pattern"
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
	"sentenced":        {"defendant sentenced", "defendants sentenced", "判处被告人%s人"},
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
	n := bound + many(f.Value)
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
	{"arrested", "到案", "brought in"},
	{"arrested", "逮捕", "arrested"},
	{"arrested", "批捕", "arrested"},
	{"arrested", "拘捕", "arrested"},
	{"detained", "刑事拘留", "criminally detained"},
	{"detained", "刑拘", "criminally detained"},
	{"detained", "行政拘留", "administratively detained"},
	{"prosecuted", "移送起诉", "transferred for prosecution"},
	{"prosecuted", "移送审查起诉", "transferred for prosecution"},
	{"prosecuted", "移诉", "transferred for prosecution"},
	{"arrested", "采取刑事强制措施", "placed under criminal compulsory measures"},
	{"arrested", "采取强制措施", "placed under compulsory measures"},
}

// kindsOfCount say more exactly what was counted, by a word beside the number.
var kindsOfCount = []struct{ figure, zh, en, noun, full string }{
	{"cases", "典型案例", "typical cases", "案件", "典型案例"},
	{"cases", "指导性案例", "guiding cases", "案件", "指导性案例"},
	{"cases", "公益诉讼", "public interest cases", "案件", "公益诉讼案件"},
	{"services", "备案", "services filed", "服务", "备案服务"},
	{"services", "登记", "services registered", "服务", "登记服务"},
	{"algorithms", "备案", "algorithms filed", "算法", "备案算法"},
	{"contracts", "受理", "applications to file contracts", "合同", "受理备案合同"},
	{"contracts", "接收", "applications to file contracts", "合同", "接收备案合同"},
	{"contracts", "备案", "contracts filed", "合同", "备案合同"},
	{"contracts", "完成", "standard contracts filed", "合同", "备案标准合同"},
	{"assessments", "通过", "security assessments passed", "评估", "通过评估"},
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
	if f.Name == "apps_removed" && removedOrBarred.MatchString(near) {
		return strings.Replace(en, "from app stores", "from app stores or barred from search", 1), strings.Replace(zh, "下架", "下架或禁搜", 1)
	}
	for _, w := range kindsOfCount {
		if w.figure == f.Name && (strings.Contains(near, w.zh) || f.Name == "cases" && f.Value <= mostTypical && strings.Contains(c.w.Title, w.zh)) {
			return strings.Replace(en, counts[f.Name].many, w.en, 1), strings.Replace(zh, w.noun, w.full, 1)
		}
	}
	for _, words := range []string{near, c.onward(f.Quote)} {
		for _, w := range custody {
			if w.figure != f.Name || !strings.Contains(words, w.zh) {
				continue
			}
			number, _, _ := strings.Cut(en, " p")
			people := " people "
			if f.Value == 1 {
				people = " person "
			}
			return number + people + w.en, w.zh + strings.TrimLeft(zh, "抓获拘留起诉")
		}
	}
	return en, zh
}

// removedOrBarred is how a notice counts apps that it has removed and mini-programs that it
// has barred from search in one: 下架禁搜2款.
var removedOrBarred = pattern.MustCompile(`下架[”"、和或及与者]*[“"]?(?:处理)?(?:禁止搜索|禁搜)|(?:禁止搜索|禁搜)[”"、和或及与者]*[“"]?下架`)

// onward is the rest of the sentence in which a quote stands, which may say only there what
// was done: 9人因涉嫌犯罪，已被依法移送审查起诉.
func (c *composer) onward(q feeds.Quote) string {
	if q.In != "text" || q.Offset < 0 || q.Offset > len(c.w.Body) {
		return ""
	}
	rest := c.w.Body[q.Offset:]
	if to := strings.IndexAny(rest, "。\n"); to >= 0 {
		return rest[:to]
	}
	return rest
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
		if f.Minor || f.One || !take(f.Name) || len(en) == 4 {
			continue
		}
		// What was removed is not counted again as named.
		if r, ok := c.out.Figure("apps_removed"); ok && f.Name == "apps" && r.Value == f.Value {
			continue
		}
		e, z := c.count(f)
		// One of a kind is the text's own subject, not news in numbers; a quoted
		// sentence need not be told again.
		if e == "" || f.Value == 1 || c.saidNumber(many(f.Value)) || c.saidNumber(grouped(f.Value)) || c.english && c.said(f.Quote.Text) {
			continue
		}
		e, z, beside := c.beside(f, e, z)
		if f.Name == "persons_affected" {
			e, z, beside = c.affectedByEach(e, z)
		}
		en, zh, quotes = append(en, e), append(zh, z), append(append(quotes, f.Quote), beside...)
	}
	if len(en) > 0 {
		c.say(upperFirst(strings.Join(en, "; "))+".", strings.Join(zh, "，")+"。", quotes...)
	}
}

// affectedByEach is how many people each of several breaches affected, where the text tells
// as many numbers as it has breaches: the first alone, told of all, was wrong of the rest.
func (c *composer) affectedByEach(en, zh string) (string, string, []feeds.Quote) {
	breaches, ok := c.out.Figure("breaches")
	if !ok || breaches.Value < 2 || breaches.Value > 3 {
		return en, zh, nil
	}
	var each told
	for _, f := range c.out.Figures {
		if f.Name == "persons_affected" {
			each.add(many(f.Value), strconv.FormatInt(f.Value, 10), f.Quote)
		}
	}
	if int64(len(each.en)) != breaches.Value {
		return en, zh, nil
	}
	return gloss.Join(each.en) + " people affected", "分别涉及" + strings.Join(each.zh, "、") + "人", each.quotes
}

// inOneCase says the figures of one of several cases as of that one. Of several that each
// had a fine, the fines are told; see severalFined.
func (c *composer) inOneCase() {
	var found told
	for _, f := range c.out.Figures {
		if !f.One || f.Minor || len(found.en) == 3 || f.Name == "fine_cny" && len(c.fines()) > 1 {
			continue
		}
		e, z := c.count(f)
		if e == "" || f.Value == 1 || c.saidNumber(many(f.Value)) || c.saidNumber(grouped(f.Value)) {
			continue
		}
		found.add(e, z, f.Quote)
	}
	c.sayAll("In one of the cases: ", "其中一案：", found)
}

// inSomeCases says the steps and punishments that a text of several cases tells of single
// ones: none of them was taken in all.
func (c *composer) inSomeCases() {
	var found told
	for _, z := range deeds {
		if e := feeds.ProcedureEN[z]; len(found.en) < 4 && slices.Contains(c.out.CaseSteps, z) && !slices.ContainsFunc(found.en, says(e)) && !c.punishes(z) {
			found.add(e, z, c.find(z))
		}
	}
	for _, q := range c.out.Penalties {
		if e := punishment(q.Text); q.Case > 0 && e != "" && len(found.en) < 4 && !slices.Contains(found.en, e) {
			found.add(e, q.Text, q)
		}
	}
	c.sayAll("In some of the cases: ", "部分案件：", found)
}

// punishes reports whether the step is one that a punishment tells in full.
func (c *composer) punishes(step string) bool {
	return slices.ContainsFunc(c.out.Penalties, func(q feeds.Quote) bool {
		return q.Case > 0 && strings.Contains(q.Text, step) && punishment(q.Text) != ""
	})
}

// beside adds to the apps that a notice names or removes whether they are those still to
// be put right, and of how many.
func (c *composer) beside(f feeds.Figure, en, zh string) (string, string, []feeds.Quote) {
	var quotes []feeds.Quote
	if f.Name != "apps" && f.Name != "apps_removed" {
		return en, zh, nil
	}
	if out, ok := c.out.Figure("apps_outstanding"); ok && f.Name == "apps" && out.Value == f.Value {
		en, zh, quotes = en+" as not yet rectified", zh+"（尚未完成整改）", append(quotes, out.Quote)
	}
	if found, ok := c.out.Figure("apps_found"); ok && found.Value > f.Value {
		en, zh, quotes = en+", of "+grouped(found.Value)+" found with problems", zh+"，此前发现问题"+strconv.FormatInt(found.Value, 10)+"款", append(quotes, found.Quote)
	}
	return en, zh, quotes
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

func numeral(s string) string {
	if _, err := strconv.Atoi(s); err == nil {
		return s
	}
	n, _ := feeds.HanNumber(s)
	return strconv.Itoa(n)
}

// many writes a round number of millions in words: more than 3.5 million.
func many(n int64) string {
	if n >= 1e9 && n%1e7 == 0 || n >= 1e6 && n < 1e9 && n%1e4 == 0 {
		return money(n)
	}
	return grouped(n)
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
