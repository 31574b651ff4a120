package reading

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/gloss"
	"github.com/regwire/regwire/feeds/pattern"
)

var (
	termRE    = pattern.MustCompile(`(有期徒刑|拘役|管制|缓刑|剥夺政治权利)` + termOf + `(?:(至)` + termOf + `)?`)
	detention = pattern.MustCompile(`行政拘留([一二三四五六七八九十\d]+)日`)
)

// termOf is a time of years, months or both.
const termOf = `([一二两三四五六七八九十\d]+年)?([一二两三四五六七八九十\d]+个?月)?`

// sentencesEN are the punishments of imprisonment and the like, by their word.
var sentencesEN = map[string]string{"有期徒刑": "% of imprisonment", "拘役": "% of criminal detention", "管制": "% of public surveillance", "缓刑": "suspended for %", "剥夺政治权利": "deprived of political rights for %"}

// sanctions are what a text says that somebody has to bear.
type sanctions struct {
	imposed  told
	proposed told // what may be imposed
	awarded  told // damages that a court grants
	stated   told // other sums, as what a case is about
	fineAt   int  // where imposed has a fine, -1 for nowhere
}

// penalty tells sentences and sums, each from its passage, with the other decisions of a
// court before sums that are no more than part of the story.
func (c *composer) penalty() {
	s := sanctions{fineAt: -1}
	c.sentences(&s)
	for _, f := range c.out.Figures {
		switch {
		case sums[f.Name].en == "" || f.One:
		case !f.Minor:
			c.sum(&s, f)
		case c.awardedToo(f):
			s.awarded.add("costs of RMB "+money(f.Value), "维权费用"+strconv.FormatInt(f.Value, 10)+"元", f.Quote)
		}
	}
	c.severalFined(&s.imposed, s.fineAt)
	c.onPeople(&s.imposed)
	c.sayAll("Penalty: ", "处罚：", s.imposed)
	c.inOneCase()
	c.inSomeCases()
	c.sayAll("Penalty proposed or expected: ", "拟处或可能的处罚：", s.proposed)
	c.sayAll("Awarded: ", "判赔：", s.awarded)
	c.ruling()
	c.sayAll("Sums stated: ", "涉及金额：", s.stated)
}

// mostPenalties is how many passages of penalties of one text are told.
const mostPenalties = 3

// sentences adds terms of imprisonment and the like.
func (c *composer) sentences(s *sanctions) {
	for _, q := range c.out.Penalties {
		e, z := q.Text, ""
		if feeds.HasHan(q.Text) {
			e, z = cmp.Or(punishment(q.Text), c.foreignFine(q.Text)), q.Text
		}
		if e == "" || q.Case > 0 || len(s.imposed.en) == mostPenalties || slices.Contains(s.imposed.en, e) || c.said(e) {
			continue
		}
		s.imposed.add(e, z, q)
	}
}

// sum adds a sum of money where it belongs, unless it was told.
func (c *composer) sum(s *sanctions, f feeds.Figure) {
	e, z := count(f)
	e, z = c.spread(f, e, z)
	if c.saidNumber(grouped(f.Value)) || slices.ContainsFunc(slices.Concat(s.imposed.en, s.awarded.en, s.stated.en), func(s string) bool {
		return s == e || holdsNumber(s, grouped(f.Value)) && !apart(f.Name, s)
	}) {
		return
	}
	pre := c.inFront(f)
	switch {
	case f.Name == "fine_cny" && allowed.MatchString(pre):
	case f.Name == "fine_cny" && mayCome.MatchString(pre):
		s.proposed.add(e, z, f.Quote)
	case f.Name == "fine_cny":
		s.fineAt = len(s.imposed.en)
		e, z = c.fine(f, e, z)
		s.imposed.add(e, z, f.Quote)
	case f.Name == "illegal_gains_cny" && c.confiscated(f):
		s.imposed.add(e+" confiscated", "没收"+z, f.Quote)
	case c.claimed(f):
		s.stated.add(e+" claimed", "请求"+z, f.Quote)
	case f.Name == "damages_cny" && c.out.Section == feeds.CourtLitigation && c.grants(f):
		s.awarded.add(e, z, f.Quote)
	default:
		s.stated.add(e, z, f.Quote)
	}
}

// grants reports whether a court awards the damages.
func (c *composer) grants(f feeds.Figure) bool {
	return containsWord(c.inFront(f), "判决", "判令", "判赔", "获赔", "获判", "被判", "支持", "酌定", "awarded", "awards", "ordered", "must pay") ||
		decidedZH.MatchString(c.before(f)) || c.ruled(f) || granted.MatchString(c.onward(f.Quote))
}

// costsZH ends what stands before the costs that a court grants beside damages.
var costsZH = pattern.MustCompile(`(?:律师|公证|交通|维权|诉讼|合理|鉴定|误工|取证)[^。；，、\d]{0,8}?(?:费|费用|开支|支出)[^。；，\d]{0,8}$`)

// awardedToo reports whether a sum is of the costs that a court grants in the sentence of the
// damages that are told.
func (c *composer) awardedToo(f feeds.Figure) bool {
	first, ok := c.out.Figure("damages_cny")
	if !ok || f.Name != "damages_cny" || c.out.Section != feeds.CourtLitigation || first.Quote.In != "text" || f.Quote.In != "text" || !c.grants(first) || c.claimed(first) {
		return false
	}
	from, to := first.Quote.Offset+len(first.Quote.Text), f.Quote.Offset
	return from <= to && to <= len(c.w.Body) && !strings.ContainsAny(c.w.Body[from:to], "。；\n") && costsZH.MatchString(c.inFront(f))
}

// fine is a fine in both languages, told as what it is: the highest of several, one with what
// was confiscated, several in all, or a court's.
func (c *composer) fine(f feeds.Figure, e, z string) (en, zh string) {
	if highest.MatchString(c.around(f.Quote)) {
		e, z = strings.Replace(e, "fine of ", "fines of up to ", 1), "最高"+z
	}
	if c.ofAll(f) {
		e, z = strings.Replace(e, "fine of ", "fines and confiscated sums of ", 1), strings.Replace(z, "罚款", "罚没款", 1)
	}
	if c.inAll(f) {
		e, z = strings.Replace(e, "fine of ", "fines of ", 1)+" in all", strings.Replace(z, "款", "款合计", 1)
	}
	if said := c.inFront(f) + f.Quote.Text; strings.LastIndex(said, "罚金") > strings.LastIndex(said, "罚款") {
		z = strings.Replace(z, "罚款", "罚金", 1) // a court's, and no authority's
	}
	return e, z
}

// answerable are those in a firm who answer for it.
const answerable = `主管人员|责任人员?|负责人|法定代表人|经理|董事长?|行长|总裁|高管|首席[\p{Han}]{1,6}`

// mostFines is how many fines of one text are told.
const mostFines = 5

var (
	// another stands before a fine of another time, or one that the law allows.
	another = pattern.MustCompile(`曾|此前|去年|累计|合计|共计|总计|最高|不超过|以[上下]|不等|至\d|\d(?:万?元)?[至到~—-]$`)
	// ofPerson begins the row of a table of penalties that is of somebody in the firm.
	ofPerson = pattern.MustCompile(`当事人(?:名称|姓名)?[^。；\n]{0,60}(?:时任|` + answerable + `)[^\n]{0,400}$`)
	// onPerson stands before a fine on somebody in the firm.
	onPerson = pattern.MustCompile(`(?:` + answerable + `|主管|时任|员工)[^。；]{0,40}$`)
)

// onOne reports whether a fine is on somebody in the firm.
func (c *composer) onOne(f feeds.Figure) bool {
	if onPerson.MatchString(c.inFront(f)) {
		return true
	}
	row := c.before(f)
	if line := row[strings.LastIndexByte(row, '\n')+1:]; len(line) < len(row) && strings.Contains(line, "（时任") {
		return true // the row of a table without its head
	}
	row = row[max(0, len(row)-1500):]
	if i := strings.LastIndex(row, "当事人"); i >= 0 {
		return ofPerson.MatchString(row[i:])
	}
	return false
}

// before is the text in front of a figure, none of one that stands elsewhere.
func (c *composer) before(f feeds.Figure) string {
	if f.Quote.In != "text" {
		return ""
	}
	return c.w.Body[:max(0, min(f.Quote.Offset, len(c.w.Body)))]
}

// severalFined tells the fines of a text that has one for each of several firms or
// defendants: one alone, told of all, was wrong of most. Where the text sums them up, the
// sum is told and no case's share. fineAt is where imposed has a fine, -1 for none.
func (c *composer) severalFined(imposed *told, fineAt int) {
	if c.homeCurrency() != "" || c.english {
		return
	}
	fines := c.fines()
	if total, ok := c.out.Figure("fine_cny"); len(fines) < 2 || ok && (c.ofAll(total) || !total.One && slices.ContainsFunc(fines, func(f feeds.Figure) bool { return f.One })) {
		return
	}
	if fineAt >= 0 {
		imposed.drop(fineAt)
	}
	var en, zh []string
	more := len(fines) > mostFines
	for _, f := range fines[:min(len(fines), mostFines)] {
		en, zh = append(en, money(f.Value)), append(zh, strconv.FormatInt(f.Value, 10)+"元")
	}
	if more {
		en, zh = append(en, "others"), append(zh, "等")
	}
	imposed.add("fines of RMB "+gloss.Join(en), "罚款"+strings.Join(zh, "、"), fines[0].Quote)
	if total, ok := c.out.Figure("fine_cny"); ok && c.inAll(total) && total.Value > fines[0].Value {
		imposed.add("RMB "+money(total.Value)+" in all", "合计"+strconv.FormatInt(total.Value, 10)+"元", total.Quote)
	}
}

// summed ends what stands in front of the sum of several fines.
var summed = pattern.MustCompile(`(?:合计|共计|总计|总额|总金额)(?:为|达|约|近|超过|超|逾|人民币)*$`)

// inAll reports whether a figure sums up several.
func (c *composer) inAll(f feeds.Figure) bool { return summed.MatchString(c.inFront(f)) }

// fines are the different fines that a text imposes on firms or defendants.
func (c *composer) fines() []feeds.Figure {
	var fines []feeds.Figure
	for _, f := range c.out.Figures {
		around := c.inFront(f) + f.Quote.Text + feeds.Clip(c.behind(f), 12)
		if f.Name != "fine_cny" || f.Quote.In != "text" || f.Bound != "" || another.MatchString(around) || c.onOne(f) || mayCome.MatchString(c.inFront(f)) || allowed.MatchString(c.inFront(f)) {
			continue
		}
		if !slices.ContainsFunc(fines, func(g feeds.Figure) bool { return g.Value == f.Value }) {
			fines = append(fines, f)
		}
	}
	return fines
}

// ofOneFined reports whether a fine is of one of several cases.
func (c *composer) ofOneFined() bool {
	return slices.ContainsFunc(c.out.Figures, func(f feeds.Figure) bool { return f.One && f.Name == "fine_cny" })
}

// ofAll reports whether a sum is of fines and what was confiscated together.
func (c *composer) ofAll(f feeds.Figure) bool {
	return containsWord(c.inFront(f)+f.Quote.Text, "罚没")
}

// onPeopleZH is a fine on those in a firm who answer for it: 对直接负责的主管人员各处2万元罚款.
// What a law allows (处一万元以上) has no sum of its own.
var onPeopleZH = pattern.MustCompile(`[对、和及][^。；，对]{0,60}(?:` + answerable + `)[^。；元对]{0,40}?(各[^。；罚处]{0,12}|分别[^。；罚处]{0,12})?(?:处以?|罚款)[^。；，\d]{0,10}(\d[\d.,]*)(万?)元(以)?`)

// inAllZH says that a fine is of several people together.
var inAllZH = pattern.MustCompile(`(?:共计|合计|总计|一共)(?:处|罚|被)`)

// respectivelyZH is a list of fines of which the firm pays the first and its people the
// others: 对该公司、项目主管人员分别处以100万元、8万元.
var (
	respectivelyZH = pattern.MustCompile(`对[^。；，]{0,20}(?:公司|企业|单位|机构|平台|银行)[、和及][^。；，]{0,44}(?:` + answerable + `|人员|员工)[^。；，]{0,12}分别(?:处以|处|罚款|给予)+(?:人民币)?((?:\d[\d.,]*万?元[、和及]?){2,4})`)
	sumZH          = pattern.MustCompile(`(\d[\d.,]*)(万?)元`)
)

// respectively adds the fines that a list has for the people of a firm.
func (c *composer) respectively(imposed *told) {
	at := respectivelyZH.FindStringSubmatchIndex(c.w.Body)
	if at == nil {
		return
	}
	list := sumZH.FindAllStringSubmatch(c.w.Body[at[2]:at[3]], 4)
	if len(list) < 2 {
		return
	}
	var en, zh []string
	for _, m := range list[1:] {
		en, zh = append(en, large(m[1], m[2])), append(zh, m[0])
	}
	noun := map[bool]string{true: "fine", false: "fines"}[len(en) == 1]
	imposed.add(noun+" of RMB "+gloss.Join(en)+" on those responsible", "责任人员罚款"+strings.Join(zh, "、"), feeds.Quote{Text: c.w.Body[at[0]:at[1]], In: "text", Offset: at[0]})
}

// onPeople adds what was imposed on people beside their firm, each fine once.
func (c *composer) onPeople(imposed *told) {
	if c.out.Section != feeds.EnforcementCase || len(imposed.en) == 0 || c.homeCurrency() != "" || c.ofOneFined() {
		return
	}
	c.respectively(imposed)
	for _, at := range onPeopleZH.FindAllStringSubmatchIndex(c.w.Body, 2) {
		q := feeds.Quote{Text: c.w.Body[at[0]:at[1]], In: "text", Offset: at[0]}
		if at[8] >= 0 || strings.Contains(q.Text, "约谈") || strings.HasPrefix(c.w.Body[at[1]:], "、") {
			continue // who is summoned may answer for a fined firm, and of a list each pays his own
		}
		sum := c.w.Body[at[4]:at[5]]
		en, zh := "fine of RMB "+large(sum, c.w.Body[at[6]:at[7]])+" on the person responsible", "责任人员罚款"+c.w.Body[at[4]:at[1]]
		switch {
		case at[2] >= 0:
			en, zh = strings.Replace(en, " on the person", " each on those", 1), strings.Replace(zh, "罚款", "各罚款", 1)
		case inAllZH.MatchString(q.Text):
			en, zh = "fines of RMB "+large(sum, c.w.Body[at[6]:at[7]])+" in all on those responsible", strings.Replace(zh, "罚款", "共罚款", 1)
		}
		if !slices.Contains(imposed.en, en) {
			imposed.add(en, zh, q)
		}
	}
}

// apart reports whether a part of a sentence tells of another sum than a figure of that
// name although the number is the same: as much is often awarded as was earned.
func apart(name, said string) bool {
	return name == "damages_cny" && strings.Contains(said, "illegal gains") || name == "illegal_gains_cny" && strings.Contains(said, "damages")
}

// told are parts of a sentence in both languages; "" in zh for one that has no Chinese.
type told struct {
	en, zh []string
	quotes []feeds.Quote
}

func (t *told) add(en, zh string, q feeds.Quote) {
	t.en, t.zh, t.quotes = append(t.en, en), append(t.zh, zh), append(t.quotes, q)
}

// drop leaves out the part at i.
func (t *told) drop(i int) {
	t.en, t.zh, t.quotes = slices.Delete(t.en, i, i+1), slices.Delete(t.zh, i, i+1), slices.Delete(t.quotes, i, i+1)
}

// sayAll says the parts in one sentence; in Chinese only where each has words for it.
func (c *composer) sayAll(en, zh string, t told) {
	if len(t.en) == 0 {
		return
	}
	own := ""
	if !slices.Contains(t.zh, "") {
		own = zh + strings.Join(t.zh, "；") + "。"
	}
	c.say(en+strings.Join(t.en, "; ")+".", own, t.quotes...)
}

// decidedZH is a judgment that lists what the defendant must do, the sum last.
var decidedZH = pattern.MustCompile(`(?:^|[。；\n])[^。；\n请诉]{0,40}(?:判决|判令)(?:被告)?[^。；\n驳]{20,200}赔偿[^。；，\n]{0,20}$`)

var (
	// mayCome ends what stands in front of a fine that is proposed or expected.
	mayCome = pattern.MustCompile(`(?:拟(?:被|将|对|处|罚|给予|作出)|或(?:将)?(?:被|面临|遭)|将(?:被|面临)|可能(?:会)?(?:被|面临)|告知)[^。；]{0,24}$|面临[^。；，]{0,24}$`)
	// allowed ends what stands in front of a fine that the law allows.
	allowed = pattern.MustCompile(`(?:最高可|可以?(?:并)?处|可被)[^。；，]{0,12}$`)
)

// highest is the largest of several fines, of which no sum is told.
var highest = pattern.MustCompile(`最高(?:的)?(?:被)?(?:罚|处)`)

// takenBehind begins what stands behind a sum of illegal gains that was taken.
var takenBehind = pattern.MustCompile(`^(?:予以|依法|，)*(?:追缴|没收|收缴)`)

// confiscated reports whether the words in front of a sum of illegal gains say
// that it was taken.
func (c *composer) confiscated(f feeds.Figure) bool {
	if takenBehind.MatchString(c.behind(f)) || containsWord(c.inFront(f), "没收", "沒收", "罚没", "收缴", "追缴", "confiscat", "forfeit") {
		return true
	}
	// The sum may be told first for what it is, and confiscated further down.
	return slices.ContainsFunc(c.out.Penalties, func(q feeds.Quote) bool {
		return q.Case == 0 && strings.Contains(q.Text, "没收违法所得"+f.Quote.Text)
	})
}

// granted is how a sentence that begins with a claim goes on where the court granted it:
// 请求判令朱某支付赔偿金三万元,法院予以支持.
var granted = pattern.MustCompile(`(?:法院|合议庭|判决)(?:[^。；]{0,15}[^不未。；])?(?:予以|全部|均予|依法)支持|(?:诉讼请求|诉请|主张)[^。；不未]{0,8}(?:获|得到)[^。；]{0,6}支持`)

// ruled reports whether a figure stands in the list of what a judgment orders.
func (c *composer) ruled(f feeds.Figure) bool {
	before := c.before(f)
	return strings.Contains(before[max(0, len(before)-600):], "判决如下")
}

// claimed reports whether a sum of damages is what one side asks for.
func (c *composer) claimed(f feeds.Figure) bool {
	asked := containsWord(c.inFront(f), "请求判令", "请求法院判令", "请求人民法院判令", "诉请判令", "诉请法院判令", "要求判令")
	if f.Name == "damages_cny" && (granted.MatchString(c.onward(f.Quote)) || c.ruled(f)) {
		return false
	}
	return f.Name == "damages_cny" && (asked || containsWord(c.inFront(f), "请求", "诉请", "要求", "主张", "索赔", "诉求", "claim", "asks for", "asked for", "seeks", "sought", "demand") &&
		!containsWord(c.inFront(f), "支持", "判令", "判决", "酌定", "award", "granted"))
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
