package facts

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/pattern"
)

// role is what a day in a text is for, told by the words beside it. Every rule
// looks only at one sentence.
type role struct {
	// gives keeps the day at at, behind pre and in front of post.
	gives func(p *page, v *view, at datum, pre, post string)
	// pre must match what stands before the day, post what follows, and
	// sentence the whole sentence; nil matches anything.
	pre, post, sentence *pattern.Pattern
	not                 *pattern.Pattern
}

var (
	commentWords = re(`意见|征询|征集|公示|反馈|建议|征求|(?i:comments?|feedback|opinions?|views|submissions?|consultation)`)
	// gathered tells of comments that came: 截至2月28日，共收到意见120条.
	gathered     = re(`收到|征集到|累计|共有`)
	rectifyWords = re(`整改|改正|(?i:rectif|correct|remed)`)
)

// roles stand in order of how clear they are; the first that fits names the day.
var roles = []role{
	{gives: (*page).expires, pre: re(`(?:施行|实施|执行|生效|本[\p{Han}]{1,6}),?(?:试行)?有效期(?:限)?(?:[^\d。;]{0,8},)?(?:截?至|到|为至)$|(?i:valid (?:until|to|through)|expires on) (?:the )?$`)},
	{gives: (*page).adopted, post: re(`^[^。,;]{0,60}?(?:表决通过|审议通过|通过)`), not: re(`^自|^电|整改|前通过|通过(?:以下|下列|电子|邮|信|网|互联网|线[上下]|检查|监测|检测|技术|巡查|抽查|抽测|调查|现场|远程|举报|群众|媒体|官网|微信|公众号|发送|登录|传真|来信)`)},
	{gives: (*page).effective, post: re(`^(?:\([^)]*\))?(?:印发|公布|发布)?(?:之日)?起?,?(?:正式|开始)?(?:施行|试行|实施|生效|执行|启用)`), not: re(`(?:施行|实施|生效)以来|至今|^(?:施行|实施|生效)(?:日期|时间)`)},
	{gives: (*page).effective, post: re(`^(?:零时)?起[^。;]{0,80}(?:施行|实施|生效)`), not: re(`(?:施行|实施|生效)以来`)},
	{gives: (*page).effective, pre: re(`(?:自|从)$`), post: re(`^起,[^。;]{0,120}?(?:应当|应|不得|必须|方可)`), not: re(`整改|反馈`)},
	{gives: (*page).effective, pre: re(`(?:施行|实施|生效)(?:时间|日期|日)?(?:定)?(?:为|是|:|于|自){0,2}$`)},
	{gives: (*page).effective, pre: re(`(?i:\b(?:takes?|taking|took) (?:legal )?effect|\beffective(?: date)?|in(?:to)? (?:force|effect)|appl(?:y|ies|icable)(?: to [\w ,'-]{1,60}?)?|applied|be implemented|be followed|implementation|operative|commenc\w+|begins?|start(?:s|ing)?)(?: as)?(?: (?:on|upon) (?:release|publication|issue|issuance))?(?: (?:on|from|of|since|is|will be|at))?:? (?:midnight )?(?:on )?$`), not: re(`(?i:\bcomments\b|\bfor (?:public )?comment\b|\bcomment (?:period|deadline|window|by|until)\b)`)},
	{gives: (*page).effective, pre: re(`(?i:^| )from $|^From $`), post: re(`^,? [^.;]{0,80}?\b(?:applies|apply|is in force|are in force|takes? effect|binds?|governs?)\b`), not: re(`\b(?:comments?|until)\b`)},
	{gives: (*page).duty, pre: re(`(?i:\b(?:must|shall|ha(?:s|ve) to|compulsory|mandatory|(?:are|is|be) (?:required|banned|barred))\b[^.;]{0,160} (?:starting from|starting|from|as of|beginning))(?: on)? $`), post: re(`^(?:,? \d{4})?(?:[.;]|$| under )`), not: re(`(?i:\bcomments?\b|\bconsult)`)},
	{gives: (*page).rectifies, post: re(`^(?:\d{1,2}(?:时|点|:\d\d))?(?:下班)?(?:之?前|以前|止|内)`), sentence: rectifyWords, not: re(`意见|^[^。;]{0,24}更新整改后`)},
	{gives: (*page).rectifies, pre: re(`整改(?:的)?(?:期限|时限|截止时间|截止日期|时间)?(?:截至|截止|为|是|:|至|到)+$`)},
	{gives: (*page).rectifies, pre: re(`(?i:\b(?:by|before|until|no later than)) (?:the )?$`), sentence: rectifyWords},
	{gives: (*page).closes, pre: re(`[咨谘]询期(?:限|间)?(?:将|会|由[^。;,]{2,16})?(?:至|到|于|截至|直至)$`)},
	{gives: (*page).closes, pre: re(`(?:截止|截至|为止|(?:^|[^起])止|(?:公示|征询|征集|征求|反馈)[\p{Han}]{0,8}(?:至|到))(?:时间|日期|日|期限)?(?:为|是|:|到|至|于){0,2}$`), sentence: commentWords, not: gathered},
	{gives: (*page).closes, pre: re(`(?:即日|(?:发布|公布|印发|公告|公示)之日)起?(?:至|到)$`), sentence: commentWords},
	{gives: (*page).closes, post: re(`^(?:结束|届满)`), sentence: re(`(?:[咨谘]询|公示|征求意见|征集意见|意见征集|意见征求)[^。;]{0,50}(?:结束|届满)`)},
	{gives: (*page).closes, post: re(`^(?:上午|下午|晚)?(?:\d{1,2}(?:时|点|:\d\d))?(?:下班|中午)?(?:或?之?前|或?以前|止|截止|为止)`), sentence: re(`意见|反馈|征询|公示|建议|征集|征求`), not: re(`整改|反馈(?:清理|自查|落实|处置|排查|执行|办理|进展)`)},
	{gives: (*page).due, post: re(`^(?:\d{1,2}(?:时|点|:\d\d))?(?:之?前|以前)[^。;]{0,24}?(?:完成|报送|报告|提交|办理|备案|申报|登记|填报|报备|反馈(?:清理|整改|自查|落实|处置|排查|执行)(?:情况|结果))`), sentence: re(`应当|应于|应在|应按|必须|须于|须在|不得晚于|请(?:各|有关|相关|贵)[^。;,]{0,24}(?:于|在)|(?:通知|公告|办法|规定|意见|》)(?:还|也|明确|提出)?要求`), not: re(`报名|参赛|参会|投标|响应文件|采购|缴纳|推荐|论文|征文|(?:修改|反馈|书面|将)意见|意见建议|申报书|课题|项目申报`)},
	{gives: (*page).due, pre: re(`(?i:\b(?:must|shall|(?:are|is) (?:required|obliged) to|ha(?:s|ve) to)\b[^.;]{0,60}\b(?:file|report|register|submit|complete|notify|declare)\b[^.;]{0,60}\b(?:by|before|no later than)) (?:the end of )?$`), not: re(`(?i:comment|feedback|bids?\b|tender|papers?\b|nominat)`)},
	{gives: (*page).closes, pre: re(`(?i:\b(?:until|till|by|before|through|closes?(?: on)?|closing(?: date)?(?: on| is)?|deadline(?: for [\w ]+)?(?: is| of|:)?|no later than|not later than|due(?: on| by| before)?|ends?(?: on)?|run(?:s|ning)? (?:until|to|through)|accepted (?:until|by)|ending)),?:? (?:the end of |end of day )?(?:(?:at )?(?:noon|midnight|\d{1,2}(?:[:.]\d\d)? ?[ap]\.?m\.?|\d{1,2}:\d\d(?: hours)?)(?: [\w ()]{0,24}?)?,? )?(?:on )?(?:[A-Z][a-z]{2,5}day,? )?$`), sentence: commentWords},
}

// matches reports whether the words around the day at d fit.
func (r role) matches(pre, post, sentence string) bool {
	switch {
	case r.pre != nil && !r.pre.MatchString(pre),
		r.post != nil && !r.post.MatchString(post),
		r.sentence != nil && !r.sentence.MatchString(sentence),
		r.not != nil && r.not.MatchString(post),
		r.not != nil && r.pre != nil && r.not.MatchString(sentence):
		return false
	}
	return true
}

// times gives every day of the texts its role, then works out terms.
func (p *page) times() {
	d := &p.out.Dates
	for _, v := range p.views {
		for i := range v.dates {
			if i < maxDates || i >= len(v.dates)-maxDates {
				p.placeDate(v, i)
			}
		}
		p.terms(v)
	}
	p.signature()
	p.attachedTimes()
	p.relativeDue()
	if !d.CommentCloses.Stated() && p.Deadline.Valid() {
		d.CommentCloses = feeds.Date{Day: p.Deadline, Quote: feeds.Quote{Text: p.DeadlineQuote, In: "list", Offset: -1}}
	}
}

// maxAttached is how much of an attachment's text is read for dates and names.
const maxAttached = 64 << 10

// attachedTimes reads the day from which a rule applies out of its attached text
// when the page only carries the notice.
func (p *page) attachedTimes() {
	for _, a := range p.Attachments {
		if a.Read == "" || p.out.Dates.Effective.Stated() || !normative[p.out.DocType] {
			continue
		}
		v := newView("attachment:"+a.Name, feeds.Clip(a.Read, maxAttached))
		v.numbers = scanNumbers(v.s)
		v.dates = scanDates(v, p.Published)
		found := p.out.Dates
		for i := range v.dates[:min(len(v.dates), maxDates)] {
			p.placeDate(v, i)
		}
		p.terms(v)
		found.Effective, found.Expires = p.out.Dates.Effective, p.out.Dates.Expires
		set(&found.Adopted, p.out.Dates.Adopted)
		p.out.Dates = found
	}
}

func (p *page) placeDate(v *view, i int) {
	at := v.dates[i]
	if v.caseAt(at.from) > 0 {
		return // of one case: when it was tried, when its handler had to put things right
	}
	pre, post := v.before(at.from, 120), v.after(at.to, 150)
	post = weekday.ReplaceAllString(post, "")
	sentence := v.text(v.passage(at.from))
	if head := v.headOf(at.from); head != "" {
		pre, sentence = head+pre, head+sentence
	}
	d := &p.out.Dates
	if at.end && commentWords.MatchString(sentence) && consulting.MatchString(sentence) && i > 0 {
		open := v.dates[i-1]
		set(&d.CommentOpens, p.date(v, open, open.past(p.Published)))
		set(&d.CommentCloses, p.date(v, at, at.due(p.Published)))
		return
	}
	if at.end && i > 0 && validFrom.MatchString(v.before(v.dates[i-1].from, 40)) {
		open := v.dates[i-1]
		p.setEffective(v, open, "")
		set(&d.Expires, p.date(v, at, at.future(p.Published)))
		return
	}
	for _, r := range roles {
		if !r.matches(pre, post, sentence) {
			continue
		}
		r.gives(p, v, at, pre, post)
		return
	}
	if noMoreZH.MatchString(post) && p.endsOthers() {
		p.setEffective(v, at, pre)
		return
	}
	if p.out.Stage == feeds.StageDraft && closing.MatchString(pre) && !gathered.MatchString(sentence) {
		set(&d.CommentCloses, p.deadline(v, at, post)) // on a draft's page nothing else closes
	}
}

// The roles that a day may have; see role.gives.

func (p *page) expires(v *view, at datum, _, _ string) {
	set(&p.out.Dates.Expires, p.date(v, at, at.future(p.Published)))
}

func (p *page) adopted(v *view, at datum, _, _ string) {
	set(&p.out.Dates.Adopted, p.date(v, at, at.past(p.Published)))
}

func (p *page) effective(v *view, at datum, pre, _ string) {
	if !ofCited.MatchString(pre) && !ofPartZH.MatchString(pre) {
		p.setEffective(v, at, pre)
	}
}

func (p *page) duty(v *view, at datum, pre, _ string) {
	if day := p.date(v, at, at.spoken(p.Published)); day.Day >= p.Published { // else it tells since when
		p.setEffective(v, at, pre)
	}
}

func (p *page) rectifies(v *view, at datum, _, post string) {
	if day := p.deadline(v, at, post); day.Day >= p.Published { // else it tells of what was due
		set(&p.out.Dates.Rectify, day)
	}
}

func (p *page) due(v *view, at datum, _, post string) {
	if day := p.deadline(v, at, post); day.Day >= p.Published { // else it tells of what was due
		set(&p.out.Dates.Due, day)
	}
}

func (p *page) closes(v *view, at datum, _, post string) {
	set(&p.out.Dates.CommentCloses, p.deadline(v, at, post))
}

// validFrom stands before the first of the days between which a rule applies.
var validFrom = re(`有效期(?:限)?(?:为|是|:)?(?:自|从)?$`)

var closing = re(`(?:\bopen until (?:the )?$)|(?:截止|截至|结束)(?:日期|时间)?(?:为|是|:|至)?$|(?i:\b(?:term|period|window|consultation|comments?) (?:(?:ends|closes|close|runs)(?: on| until| to)?|until|by) (?:the )?$)`)

var (
	// ownRule stands before the day in a rule's own closing article.
	ownRule = re(`本[\p{Han}]{1,6}(?:自|从|于)$`)
	// ofCited stands before the day of a rule that is only cited: 根据2021年11月1日起施行的《…》.
	ofCited = re(`(?:根据|依据|按照|依照)(?:将?[于自])?$`)
	// ofPartZH stands before the day of a part that the rest does not wait for: 除第十二条自9月1日起施行外.
	ofPartZH = re(`(?:^|[^删清排解免消])除[^。;]{2,40}(?:自|从|于)$`)
	// otherRule is a title right before the day.
	otherRule = re(`《([^》]{2,80})》[^《》。;]{0,10}$`)
)

// setEffective keeps the day that a text gives for itself over the first day
// that it gives for another rule.
func (p *page) setEffective(v *view, at datum, pre string) {
	d := &p.out.Dates.Effective
	when := at.spoken(p.Published)
	if willApply.MatchString(pre) {
		when = at.future(p.Published)
	}
	day := p.date(v, at, when)
	if !day.Stated() {
		return
	}
	rank := 1
	if m := otherRule.FindStringSubmatch(pre); m != nil && !strings.Contains(p.title.s+p.zh.s, m[1]) && !strings.Contains(m[1], p.title.s) {
		rank = 0
	}
	if ownRule.MatchString(pre) {
		rank = 2
	}
	if at.year == 0 {
		rank--
	}
	if !d.Stated() || rank > p.effectiveRank {
		*d, p.effectiveRank = day, rank
	}
}

// willApply stands before a day that is still to come, which news gives without its year.
var willApply = re(`(?i:\b(?:will|would|to)) (?:\w+ )?(?i:take effect|enter into force|come into (?:force|effect)|be effective|apply)(?: (?:on|from))? $`)

// weekday stands between a day and the words that say what it is for.
var weekday = re(`^\((?:星期|周|含)[^)]{0,10}\)|^ \((?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\)`)

var (
	consulting = re(`征求|公示|征集|征询|反馈|(?i:comment|consultation)`)
	clockZH    = re(`^(\d{1,2})(?:时|:(\d\d))`)
	clockEN    = re(`(?i:\b(?:(\d{1,2})(?:[:.](\d\d))? ?([ap])\.?m\.?|(\d{1,2}):(\d\d)(?: hours)?)(?: [\w ()]{0,24}?)?,? (?:on )?(?:\w{3,6}day,? )?$)`)
	beforeDay  = re(`^(?:\d{1,2}(?:时|:\d\d))?(?:之?前|以前)`)
	beforeEN   = re(`(?i:\bbefore )$`)
)

// set keeps the first day that a text gives for a role, and one that it states over one
// that is worked out.
func set(at *feeds.Date, d feeds.Date) {
	if d.Stated() && (!at.Stated() || at.Computed && !d.Computed && d.Day != "") {
		*at = d
	}
}

func (p *page) date(v *view, at datum, day feeds.Day) feeds.Date {
	if day == "" {
		return feeds.Date{}
	}
	return feeds.Date{Day: day, Quote: v.quote(v.passage(at.from))}
}

// deadline is a day by which something is due, with its hour and with the mark
// that the words leave open whether the day itself counts.
func (p *page) deadline(v *view, at datum, post string) feeds.Date {
	d := p.date(v, at, at.due(p.Published))
	if m := clockZH.FindStringSubmatch(post); m != nil {
		d.Clock = hour(atoi(m[1]), m[2])
	} else if m := clockEN.FindStringSubmatch(v.before(at.from, 48)); m != nil && d.Stated() {
		switch {
		case m[4] != "":
			d.Clock = hour(atoi(m[4]), m[5])
		case m[3] == "p" || m[3] == "P":
			d.Clock = hour(atoi(m[1])%12+12, m[2])
		default:
			d.Clock = hour(atoi(m[1])%12, m[2])
		}
	}
	if d.Clock == "" { // an hour of the day says that the day counts until then
		d.Before = beforeDay.MatchString(post) || beforeEN.MatchString(v.before(at.from, 20))
	}
	return d
}

func hour(h int, m string) string { return fmt.Sprintf("%02d:%s", h, cmp.Or(m, "00")) }

// signature reads the day of the signature block.
func (p *page) signature() {
	if d, ok := p.signedOn(); ok {
		p.out.Dates.Published = feeds.Date{Day: dayOf(d.year, d.month, d.day), Quote: p.body.quote(d.span)}
	}
}

// signedOn is the day of the signature block: a line of its own that is only a day, near
// the end, after a line of names or of text.
func (p *page) signedOn() (datum, bool) {
	v := p.body
	for _, d := range slices.Backward(v.dates[max(0, len(v.dates)-maxDates):]) {
		head, ok := v.lineHead(d.from)
		if !ok || d.year == 0 || strings.TrimSpace(v.lineTail(d.to, 80)) != "" {
			continue
		}
		if strings.TrimSpace(head) != "" && !p.endsWithBody(d.from) {
			continue
		}
		return d, true
	}
	return datum{}, false
}

// issuedOn ends what stands before the day of issue in the head of a page.
var issuedOn = re(`(?:发布|公布|发文|成文|印发)(?:日期|时间)[:\]】\s]*$`)

// dated takes the day of issue from the page where the list gave none: terms run from it,
// and days without a year are of its year.
func (p *page) dated() {
	if p.Published.Valid() {
		return
	}
	v := p.body
	d, ok := p.signedOn()
	for _, own := range v.dates[:min(len(v.dates), maxDates)] {
		if own.year > 0 && issuedOn.MatchString(v.before(own.from, 40)) {
			d, ok = own, true
			break
		}
	}
	if !ok {
		return
	}
	p.Published = valid(dayOf(d.year, d.month, d.day))
	for _, v := range p.views {
		v.dates = scanDates(v, p.Published)
	}
}

// endsWithBody reports whether a body's name stands right before i.
func (p *page) endsWithBody(i int) bool {
	return slices.ContainsFunc(p.bodies[2], func(m mention) bool {
		return m.to <= i && i-m.to < 40 && strings.TrimSpace(p.body.s[m.to:i]) == ""
	})
}
