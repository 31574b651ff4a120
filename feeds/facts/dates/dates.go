// Package dates reads what the days of a text are for: when it was adopted, takes effect and
// ends, until when comments are taken, and by when others must act. Read is all there is.
//
// Each day has the role of the first row of the table in dates.go whose words stand around
// it. A term that only counts, thirty days from issue, is worked out in term.go, and one
// for those whom a rule binds is kept as it stands in due.go.
package dates

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/facts/page"
	"github.com/regwire/regwire/feeds/facts/view"
	"github.com/regwire/regwire/feeds/pattern"
)

// reading is a page while its days are read.
type reading struct {
	*page.Page
	// effectiveRank is how surely Dates.Effective is the document's own.
	effectiveRank int
}

// Read gives every day of the texts its role, then works out terms.
func Read(p *page.Page) { (&reading{Page: p}).times() }

// role is what a day in a text is for, told by the words beside it. Every rule
// looks only at one sentence.
type role struct {
	// gives keeps the day at at, behind pre and in front of post.
	gives func(p *reading, v *view.View, at view.Date, pre, post string)
	// pre must match what stands before the day, post what follows, and
	// sentence the whole sentence; nil matches anything.
	pre, post, sentence *pattern.Pattern
	not                 *pattern.Pattern
}

var (
	commentWords = pattern.MustCompile(`意见|征询|征集|公示|反馈|建议|征求|(?i:comments?|feedback|opinions?|views|submissions?|consultation)`)
	// gathered tells of comments that came: 截至2月28日，共收到意见120条.
	gathered     = pattern.MustCompile(`收到|征集到|累计|共有`)
	rectifyWords = pattern.MustCompile(`整改|改正|(?i:rectif|correct|remed)`)
)

// roles stand in order of how clear they are; the first that fits names the day.
var roles = []role{
	{gives: (*reading).expires, pre: pattern.MustCompile(`(?:施行|实施|执行|生效|本[\p{Han}]{1,6}),?(?:试行)?有效期(?:限)?(?:[^\d。;]{0,8},)?(?:截?至|到|为至)$|(?i:valid (?:until|to|through)|expires on) (?:the )?$`)},
	{gives: (*reading).adopted, post: pattern.MustCompile(`^[^。,;]{0,60}?(?:表决通过|审议通过|通过)`), not: pattern.MustCompile(`^自|^电|整改|前通过|通过(?:以下|下列|电子|邮|信|网|互联网|线[上下]|检查|监测|检测|技术|巡查|抽查|抽测|调查|现场|远程|举报|群众|媒体|官网|微信|公众号|发送|登录|传真|来信)`)},
	{gives: (*reading).effective, post: pattern.MustCompile(`^(?:\([^)]*\))?(?:印发|公布|发布)?(?:之日)?起?,?(?:正式|开始)?(?:施行|试行|实施|生效|执行|启用)`), not: pattern.MustCompile(`(?:施行|实施|生效)以来|至今|^(?:施行|实施|生效)(?:日期|时间)`)},
	{gives: (*reading).effective, post: pattern.MustCompile(`^(?:零时)?起[^。;]{0,80}(?:施行|实施|生效)`), not: pattern.MustCompile(`(?:施行|实施|生效)以来`)},
	{gives: (*reading).effective, pre: pattern.MustCompile(`(?:自|从)$`), post: pattern.MustCompile(`^起,[^。;]{0,120}?(?:应当|应|不得|必须|方可)`), not: pattern.MustCompile(`整改|反馈`)},
	{gives: (*reading).effective, pre: pattern.MustCompile(`(?:施行|实施|生效)(?:时间|日期|日)?(?:定)?(?:为|是|:|于|自){0,2}$`)},
	{gives: (*reading).effective, pre: pattern.MustCompile(`(?i:\b(?:takes?|taking|took) (?:legal )?effect|\beffective(?: date)?|in(?:to)? (?:force|effect)|appl(?:y|ies|icable)(?: to [\w ,'-]{1,60}?)?|applied|be implemented|be followed|implementation|operative|commenc\w+|begins?|start(?:s|ing)?)(?: as)?(?: (?:on|upon) (?:release|publication|issue|issuance))?(?: (?:on|from|of|since|is|will be|at))?:? (?:midnight )?(?:on )?$`), not: pattern.MustCompile(`(?i:\bcomments\b|\bfor (?:public )?comment\b|\bcomment (?:period|deadline|window|by|until)\b)`)},
	{gives: (*reading).effective, pre: pattern.MustCompile(`(?i:^| )from $|^From $`), post: pattern.MustCompile(`^,? [^.;]{0,80}?\b(?:applies|apply|is in force|are in force|takes? effect|binds?|governs?)\b`), not: pattern.MustCompile(`\b(?:comments?|until)\b`)},
	{gives: (*reading).duty, pre: pattern.MustCompile(`(?i:\b(?:must|shall|ha(?:s|ve) to|compulsory|mandatory|(?:are|is|be) (?:required|banned|barred))\b[^.;]{0,160} (?:starting from|starting|from|as of|beginning))(?: on)? $`), post: pattern.MustCompile(`^(?:,? \d{4})?(?:[.;]|$| under )`), not: pattern.MustCompile(`(?i:\bcomments?\b|\bconsult)`)},
	{gives: (*reading).rectifies, post: pattern.MustCompile(`^(?:\d{1,2}(?:时|点|:\d\d))?(?:下班)?(?:之?前|以前|止|内)`), sentence: rectifyWords, not: pattern.MustCompile(`意见|^[^。;]{0,24}更新整改后`)},
	{gives: (*reading).rectifies, pre: pattern.MustCompile(`整改(?:的)?(?:期限|时限|截止时间|截止日期|时间)?(?:截至|截止|为|是|:|至|到)+$`)},
	{gives: (*reading).rectifies, pre: pattern.MustCompile(`(?i:\b(?:by|before|until|no later than)) (?:the )?$`), sentence: rectifyWords},
	{gives: (*reading).closes, pre: pattern.MustCompile(`[咨谘]询期(?:限|间)?(?:将|会|由[^。;,]{2,16})?(?:至|到|于|截至|直至)$`)},
	{gives: (*reading).closes, pre: pattern.MustCompile(`(?:截止|截至|为止|(?:^|[^起])止|(?:公示|征询|征集|征求|反馈)[\p{Han}]{0,8}(?:至|到))(?:时间|日期|日|期限)?(?:为|是|:|到|至|于){0,2}$`), sentence: commentWords, not: gathered},
	{gives: (*reading).closes, pre: pattern.MustCompile(`(?:即日|(?:发布|公布|印发|公告|公示)之日)起?(?:至|到)$`), sentence: commentWords},
	{gives: (*reading).closes, post: pattern.MustCompile(`^(?:结束|届满)`), sentence: pattern.MustCompile(`(?:[咨谘]询|公示|征求意见|征集意见|意见征集|意见征求)[^。;]{0,50}(?:结束|届满)`)},
	{gives: (*reading).closes, post: pattern.MustCompile(`^(?:上午|下午|晚)?(?:\d{1,2}(?:时|点|:\d\d))?(?:下班|中午)?(?:或?之?前|或?以前|止|截止|为止)`), sentence: pattern.MustCompile(`意见|反馈|征询|公示|建议|征集|征求`), not: pattern.MustCompile(`整改|反馈(?:清理|自查|落实|处置|排查|执行|办理|进展)`)},
	{gives: (*reading).due, post: pattern.MustCompile(`^(?:\d{1,2}(?:时|点|:\d\d))?(?:之?前|以前)[^。;]{0,24}?(?:完成|报送|报告|提交|办理|备案|申报|登记|填报|报备|反馈(?:清理|整改|自查|落实|处置|排查|执行)(?:情况|结果))`), sentence: pattern.MustCompile(`应当|应于|应在|应按|必须|须于|须在|不得晚于|请(?:各|有关|相关|贵)[^。;,]{0,24}(?:于|在)|(?:通知|公告|办法|规定|意见|》)(?:还|也|明确|提出)?要求`), not: pattern.MustCompile(`报名|参赛|参会|投标|响应文件|采购|缴纳|推荐|论文|征文|(?:修改|反馈|书面|将)意见|意见建议|申报书|课题|项目申报`)},
	{gives: (*reading).due, pre: pattern.MustCompile(`(?i:\b(?:must|shall|(?:are|is) (?:required|obliged) to|ha(?:s|ve) to)\b[^.;]{0,60}\b(?:file|report|register|submit|complete|notify|declare)\b[^.;]{0,60}\b(?:by|before|no later than)) (?:the end of )?$`), not: pattern.MustCompile(`(?i:comment|feedback|bids?\b|tender|papers?\b|nominat)`)},
	{gives: (*reading).closes, pre: pattern.MustCompile(`(?i:\b(?:until|till|by|before|through|closes?(?: on)?|closing(?: date)?(?: on| is)?|deadline(?: for [\w ]+)?(?: is| of|:)?|no later than|not later than|due(?: on| by| before)?|ends?(?: on)?|run(?:s|ning)? (?:until|to|through)|accepted (?:until|by)|ending)),?:? (?:the end of |end of day )?(?:(?:at )?(?:noon|midnight|\d{1,2}(?:[:.]\d\d)? ?[ap]\.?m\.?|\d{1,2}:\d\d(?: hours)?)(?: [\w ()]{0,24}?)?,? )?(?:on )?(?:[A-Z][a-z]{2,5}day,? )?$`), sentence: commentWords},
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
func (p *reading) times() {
	d := &p.Out.Dates
	for _, v := range p.Views {
		for i := range v.Dates {
			if i < page.MaxDates || i >= len(v.Dates)-page.MaxDates {
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

// attachedTimes reads the day from which a rule applies out of its attached text
// when the page only carries the notice.
func (p *reading) attachedTimes() {
	for _, a := range p.Attachments {
		if a.Read == "" || p.Out.Dates.Effective.Stated() || !page.Normative[p.Out.DocType] {
			continue
		}
		v := view.New("attachment:"+a.Name, feeds.Clip(a.Read, page.MaxAttached))
		v.Numbers = view.ScanNumbers(v.S)
		v.Dates = view.ScanDates(v, p.Published)
		found := p.Out.Dates
		for i := range v.Dates[:min(len(v.Dates), page.MaxDates)] {
			p.placeDate(v, i)
		}
		p.terms(v)
		found.Effective, found.Expires = p.Out.Dates.Effective, p.Out.Dates.Expires
		set(&found.Adopted, p.Out.Dates.Adopted)
		p.Out.Dates = found
	}
}

func (p *reading) placeDate(v *view.View, i int) {
	at := v.Dates[i]
	if v.CaseAt(at.From) > 0 {
		return // of one case: when it was tried, when its handler had to put things right
	}
	pre, post := v.Before(at.From, 120), v.After(at.To, 150)
	post = weekday.ReplaceAllString(post, "")
	sentence := v.Text(v.Passage(at.From))
	if head := v.HeadOf(at.From); head != "" {
		pre, sentence = head+pre, head+sentence
	}
	d := &p.Out.Dates
	if at.End && commentWords.MatchString(sentence) && consulting.MatchString(sentence) && i > 0 {
		open := v.Dates[i-1]
		set(&d.CommentOpens, p.date(v, open, open.Past(p.Published)))
		set(&d.CommentCloses, p.date(v, at, at.Due(p.Published)))
		return
	}
	if at.End && i > 0 && validFrom.MatchString(v.Before(v.Dates[i-1].From, 40)) {
		open := v.Dates[i-1]
		p.setEffective(v, open, "")
		set(&d.Expires, p.date(v, at, at.Future(p.Published)))
		return
	}
	for _, r := range roles {
		if !r.matches(pre, post, sentence) {
			continue
		}
		r.gives(p, v, at, pre, post)
		return
	}
	if noMoreZH.MatchString(post) && p.EndsOthers() {
		p.setEffective(v, at, pre)
		return
	}
	if p.Out.Stage == feeds.StageDraft && closing.MatchString(pre) && !gathered.MatchString(sentence) {
		set(&d.CommentCloses, p.deadline(v, at, post)) // on a draft's page nothing else closes
	}
}

// The roles that a day may have; see role.gives.

func (p *reading) expires(v *view.View, at view.Date, _, _ string) {
	set(&p.Out.Dates.Expires, p.date(v, at, at.Future(p.Published)))
}

func (p *reading) adopted(v *view.View, at view.Date, _, _ string) {
	set(&p.Out.Dates.Adopted, p.date(v, at, at.Past(p.Published)))
}

func (p *reading) effective(v *view.View, at view.Date, pre, _ string) {
	if !ofCited.MatchString(pre) && !ofPartZH.MatchString(pre) {
		p.setEffective(v, at, pre)
	}
}

func (p *reading) duty(v *view.View, at view.Date, pre, _ string) {
	if day := p.date(v, at, at.Spoken(p.Published)); day.Day >= p.Published { // else it tells since when
		p.setEffective(v, at, pre)
	}
}

func (p *reading) rectifies(v *view.View, at view.Date, _, post string) {
	if day := p.deadline(v, at, post); day.Day >= p.Published { // else it tells of what was due
		set(&p.Out.Dates.Rectify, day)
	}
}

func (p *reading) due(v *view.View, at view.Date, _, post string) {
	if day := p.deadline(v, at, post); day.Day >= p.Published { // else it tells of what was due
		set(&p.Out.Dates.Due, day)
	}
}

func (p *reading) closes(v *view.View, at view.Date, _, post string) {
	set(&p.Out.Dates.CommentCloses, p.deadline(v, at, post))
}

// validFrom stands before the first of the days between which a rule applies.
var validFrom = pattern.MustCompile(`有效期(?:限)?(?:为|是|:)?(?:自|从)?$`)

var closing = pattern.MustCompile(`(?:\bopen until (?:the )?$)|(?:截止|截至|结束)(?:日期|时间)?(?:为|是|:|至)?$|(?i:\b(?:term|period|window|consultation|comments?) (?:(?:ends|closes|close|runs)(?: on| until| to)?|until|by) (?:the )?$)`)

var (
	// ownRule stands before the day in a rule's own closing article.
	ownRule = pattern.MustCompile(`本[\p{Han}]{1,6}(?:自|从|于)$`)
	// ofCited stands before the day of a rule that is only cited: 根据2021年11月1日起施行的《…》.
	ofCited = pattern.MustCompile(`(?:根据|依据|按照|依照)(?:将?[于自])?$`)
	// ofPartZH stands before the day of a part that the rest does not wait for: 除第十二条自9月1日起施行外.
	ofPartZH = pattern.MustCompile(`(?:^|[^删清排解免消])除[^。;]{2,40}(?:自|从|于)$`)
	// otherRule is a title right before the day.
	otherRule = pattern.MustCompile(`《([^》]{2,80})》[^《》。;]{0,10}$`)
)

// setEffective keeps the day that a text gives for itself over the first day
// that it gives for another rule.
func (p *reading) setEffective(v *view.View, at view.Date, pre string) {
	d := &p.Out.Dates.Effective
	when := at.Spoken(p.Published)
	if willApply.MatchString(pre) {
		when = at.Future(p.Published)
	}
	day := p.date(v, at, when)
	if !day.Stated() {
		return
	}
	rank := 1
	if m := otherRule.FindStringSubmatch(pre); m != nil && !strings.Contains(p.Title.S+p.Chinese.S, m[1]) && !strings.Contains(m[1], p.Title.S) {
		rank = 0
	}
	if ownRule.MatchString(pre) {
		rank = 2
	}
	if at.Year == 0 {
		rank--
	}
	if !d.Stated() || rank > p.effectiveRank {
		*d, p.effectiveRank = day, rank
	}
}

// willApply stands before a day that is still to come, which news gives without its year.
var willApply = pattern.MustCompile(`(?i:\b(?:will|would|to)) (?:\w+ )?(?i:take effect|enter into force|come into (?:force|effect)|be effective|apply)(?: (?:on|from))? $`)

// weekday stands between a day and the words that say what it is for.
var weekday = pattern.MustCompile(`^\((?:星期|周|含)[^)]{0,10}\)|^ \((?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\)`)

var (
	consulting = pattern.MustCompile(`征求|公示|征集|征询|反馈|(?i:comment|consultation)`)
	clockZH    = pattern.MustCompile(`^(\d{1,2})(?:时|:(\d\d))`)
	clockEN    = pattern.MustCompile(`(?i:\b(?:(\d{1,2})(?:[:.](\d\d))? ?([ap])\.?m\.?|(\d{1,2}):(\d\d)(?: hours)?)(?: [\w ()]{0,24}?)?,? (?:on )?(?:\w{3,6}day,? )?$)`)
	beforeDay  = pattern.MustCompile(`^(?:\d{1,2}(?:时|:\d\d))?(?:之?前|以前)`)
	beforeEN   = pattern.MustCompile(`(?i:\bbefore )$`)
)

// set keeps the first day that a text gives for a role, and one that it states over one
// that is worked out.
func set(at *feeds.Date, d feeds.Date) {
	if d.Stated() && (!at.Stated() || at.Computed && !d.Computed && d.Day != "") {
		*at = d
	}
}

func (p *reading) date(v *view.View, at view.Date, day feeds.Day) feeds.Date {
	if day == "" {
		return feeds.Date{}
	}
	return feeds.Date{Day: day, Quote: v.Quote(v.Passage(at.From))}
}

// deadline is a day by which something is due, with its hour and with the mark
// that the words leave open whether the day itself counts.
func (p *reading) deadline(v *view.View, at view.Date, post string) feeds.Date {
	d := p.date(v, at, at.Due(p.Published))
	if m := clockZH.FindStringSubmatch(post); m != nil {
		d.Clock = hour(view.Atoi(m[1]), m[2])
	} else if m := clockEN.FindStringSubmatch(v.Before(at.From, 48)); m != nil && d.Stated() {
		switch {
		case m[4] != "":
			d.Clock = hour(view.Atoi(m[4]), m[5])
		case m[3] == "p" || m[3] == "P":
			d.Clock = hour(view.Atoi(m[1])%12+12, m[2])
		default:
			d.Clock = hour(view.Atoi(m[1])%12, m[2])
		}
	}
	if d.Clock == "" { // an hour of the day says that the day counts until then
		d.Before = beforeDay.MatchString(post) || beforeEN.MatchString(v.Before(at.From, 20))
	}
	return d
}

func hour(h int, m string) string { return fmt.Sprintf("%02d:%s", h, cmp.Or(m, "00")) }

// signature reads the day of the signature block.
func (p *reading) signature() {
	if d, ok := p.SignedOn(); ok {
		p.Out.Dates.Published = feeds.Date{Day: view.DayOf(d.Year, d.Month, d.Day), Quote: p.Body.Quote(d.Span)}
	}
}

// noMoreZH follows the day from which what is repealed ends, and noMoreOnIssueZH is
// that day in words.
var noMoreZH = pattern.MustCompile(`^起?,?(?:予以|正式|全部|同时|一并)*(?:废止|失效|停止(?:执行|施行|使用)|不再(?:执行|适用|施行|有效|作为|受理))`)

var noMoreOnIssueZH = pattern.MustCompile(`(?:公布|发布|印发|颁布|公告|下发|发文|即|今)之?日起,?(?:予以|正式|全部|同时|一并)*(?:废止|失效|停止(?:执行|施行|使用)|不再(?:执行|适用|施行|有效|作为|受理))`)
