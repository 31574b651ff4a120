package dates

import (
	"cmp"
	"slices"
	"strings"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/facts/view"
	"github.com/regwire/regwire/feeds/pattern"
	"github.com/regwire/regwire/feeds/workday"
)

var (
	// termZH ends at the 内 of "自公告发布之日起30日内".
	termZH = pattern.MustCompile(`(收到|接到|送达)?[\p{Han}]{0,10}(?:之日|之后|后|当日|日)?起?,?(?:[^\d一二两三四五六七八九十]|^)(\d{1,3}|[一二两三四五六七八九十]{1,3})(个工作日|个自然日|日|天|个月|周|个?星期)(?:之?|以)$`)
	// openFor is a term that a text gives as such: 公示期30日, 期限为30日.
	openFor = pattern.MustCompile(`(?:公示期|公示期限|公示时间|意见期|征集期|征询期|期限|征求意见时间|意见征求时间|意见征集时间|为期)(?:为|是|:|共)?(?:自?[\p{Han}\d]{0,16}起)?,?(\d{1,3}|[一二两三四五六七八九十]{1,3})(个工作日|个自然日|日|天|个月|周|个?星期)(?:[^\p{Han}]|$)`)
	// onIssueZH says that a rule applies from the day it was published.
	onIssueZH = pattern.MustCompile(`自(?:公布|发布|印发|颁布|公告|下发|发文)之?日起(?:正式)?(?:施行|实施|生效|执行)|(?:即日|发布之日|印发之日|公布之日|今日|今天|今)起(?:正式)?(?:施行|实施|生效)|今[日天](?:正式)?(?:刊宪)?(?:生效|施行)`)
	// laterZH and laterEN say that it applies some time after that.
	laterZH   = pattern.MustCompile(`自(?:公布|发布|印发|颁布|公告)之?日起满?(\d{1,3}|[一二两三四五六七八九十]{1,3})(个工作日|个自然日|日|天|个月)后?(?:正式|开始)?(?:施行|实施|生效|执行)`)
	laterEN   = pattern.MustCompile(`(?i:(?:force|effect|operation|applies|apply) (\d{1,3}|thirty|sixty|ninety|three|six|twelve) (days|months) (?:after|from|following) (?:the )?(?:(?:date|day) of )?(?:its |their )?(?:promulgation|publication|issuance|issue|release|announcement|being published)\b)`)
	onIssueEN = pattern.MustCompile(`(?i:(?:takes?|took|with) immediate effect|(?:effective|takes? effect|took effect|in force|into force|apply|applies)(?: immediately| at once| (?:up)?on (?:its |their )?(?:publication|release|issuance|issue|promulgation)\b| (?:on|from) the (?:same day|date of (?:publication|issuance|issue|release|promulgation)|day of (?:publication|issue|release))| the same day|(?: from| as of)? today| as of the date of (?:publication|issuance|issue|release|promulgation)))`)
	termEN    = pattern.MustCompile(`^[ -](?:calendar )?(working days?|business days?|days?|months?)\b`)
	leadsTerm = pattern.MustCompile(`(?:within|for|in|has|have|period of|lasts?)(?: a| the next| at least)? $`)
	// validZH is the term of the rule itself, not of a result or licence under it.
	validZH = pattern.MustCompile(`(?:施行|实施|执行|生效|本[\p{Han}]{1,6}),?(?:试行)?有效期(?:限)?(?:为|是)?(\d{1,2}|[一二两三四五六七八九十]{1,2})年`)
)

// terms works out what is stated as a term: "30日内", "15个工作日内",
// "自公布之日起施行", "有效期5年".
func (p *reading) terms(v *view.View) {
	d := &p.Out.Dates
	if v.Words.HasAny("日起", "今起", "今天", "今日") {
		if m := onIssueZH.FindStringIndex(v.S); m != nil {
			set(&d.Effective, p.computed(v, view.Span{From: m[0], To: m[1]}, p.issueDay(v, m[0])))
		}
		p.later(v, laterZH.FindStringSubmatchIndex(v.S))
		if p.EndsOthers() {
			if m := noMoreOnIssueZH.FindStringIndex(v.S); m != nil {
				set(&d.Effective, p.computed(v, view.Span{From: m[0], To: m[1]}, p.issueDay(v, m[0])))
			}
		}
	}
	if v.English {
		if v.LowWords.HasAny("immediate", "at once", "upon ", "on issu", "on publication", "on release", "same day", "today", "date of ", "day of ") {
			if m := onIssueEN.FindStringIndex(v.S); m != nil {
				set(&d.Effective, p.computed(v, view.Span{From: m[0], To: m[1]}, p.issueDay(v, m[0])))
			}
		}
		if v.LowWords.HasAny("days ", "months ") {
			p.later(v, laterEN.FindStringSubmatchIndex(v.S))
		}
		p.englishTerms(v)
	}
	p.chineseTerms(v)
	if !v.Words.Has("有效期") || !d.Effective.Day.Valid() {
		return
	}
	if m := validZH.FindStringSubmatchIndex(v.S); m != nil {
		years := view.WholeNumber(v.S[m[2]:m[3]])
		end := feeds.DayOf(d.Effective.Day.Time(feeds.Shanghai).AddDate(years, 0, -1), feeds.Shanghai) // the last day
		set(&d.Expires, p.computed(v, view.Span{From: m[0], To: m[1]}, end))
	}
}

// later has a rule apply some time after its issue, by a match of laterZH or laterEN.
func (p *reading) later(v *view.View, m []int) {
	if m == nil {
		return
	}
	n, unit := view.WholeNumber(v.S[m[2]:m[3]]), v.S[m[4]:m[5]]
	set(&p.Out.Dates.Effective, p.computed(v, view.Span{From: m[0], To: m[1]}, after(p.issueDay(v, m[0]), n, unit)))
}

// after is the day n days, months or working days after day, empty where it is not known.
func after(day feeds.Day, n int, unit string) feeds.Day {
	switch {
	case !day.Valid() || n <= 0:
		return ""
	case worked(unit):
		if end, known := workday.Add(day, n); known {
			return end
		}
		return ""
	case unit == "周", strings.Contains(unit, "星期"):
		return day.Add(7 * n)
	case strings.Contains(unit, "月"), strings.Contains(unit, "month"):
		return feeds.DayOf(day.Time(feeds.Shanghai).AddDate(0, n, 0), feeds.Shanghai)
	}
	return day.Add(n)
}

// worked reports whether a unit counts working days.
func worked(unit string) bool {
	return strings.Contains(unit, "工作日") || strings.Contains(unit, "working") || strings.Contains(unit, "business")
}

func (p *reading) englishTerms(v *view.View) {
	for _, n := range v.Numbers {
		m := termEN.FindStringSubmatch(feeds.Clip(v.Low[n.To:], 24))
		if m == nil {
			continue
		}
		if leadsTerm.MatchString(v.Low[max(0, n.From-24):n.From]) || v.S[n.To] == '-' {
			p.term(v, view.Span{From: n.From, To: n.To + len(m[0])}, int(n.Value), m[1], false)
		}
	}
}

func (p *reading) chineseTerms(v *view.View) {
	if v.Words.Possible(openFor) {
		for _, m := range openFor.FindAllStringSubmatchIndex(v.S, 4) {
			if strings.HasPrefix(v.S[m[0]:], "为期") && p.Out.Stage != feeds.StageDraft {
				continue // a campaign lasts too
			}
			p.term(v, view.Span{From: m[0], To: m[1]}, view.WholeNumber(v.S[m[2]:m[3]]), v.S[m[4]:m[5]], false)
		}
	}
	for i := 0; ; {
		k := strings.Index(v.S[i:], "内")
		if k < 0 {
			return
		}
		at := i + k
		i = at + len("内")
		pre := v.Before(at, 60)
		if m := termZH.FindStringSubmatch(pre); m != nil {
			p.term(v, view.Span{From: at - len(m[0]), To: i}, view.WholeNumber(m[2]), m[3], m[1] != "" || strings.Contains(pre, "收到") || strings.Contains(pre, "送达"))
		}
	}
}

func (p *reading) computed(v *view.View, at view.Span, day feeds.Day) feeds.Date {
	if day == "" {
		return feeds.Date{}
	}
	return feeds.Date{Day: day, Computed: true, Quote: v.Quote(v.Passage(at.From))}
}

// lately is how news says that something was issued before.
var lately = pattern.MustCompile(`日前|近日|此前|(?i:\b(?:recently|earlier this|last (?:week|month)|days ago)\b)`)

// issueDay is the day of issue that a term counts from: a day in the sentence
// in front of the words, but not that of adoption, or that of publication.
func (p *reading) issueDay(v *view.View, i int) feeds.Day {
	s := v.Sentence(i)
	day := p.Published
	if sameDay.MatchString(v.Text(s)) {
		day = p.dayBefore(v, s.From)
	}
	if p.Media && lately.MatchString(v.Text(s)) {
		day = "" // issued some day before the report
	}
	for _, d := range v.Dates {
		if d.From >= s.From && d.To <= i && d.Year > 0 && !ofPartZH.MatchString(v.Before(d.From, 120)) {
			if at := view.DayOf(d.Year, d.Month, d.Day); at != p.Out.Dates.Adopted.Day || day == "" {
				day = at
			}
		}
	}
	return view.Valid(day)
}

// sameDay speaks of a day that is named elsewhere.
var sameDay = pattern.MustCompile(`(?i:\bsame day\b)`)

// dayBefore is the last day that a text names before i, that of publication where it
// names none.
func (p *reading) dayBefore(v *view.View, i int) feeds.Day {
	for _, d := range slices.Backward(v.Dates) {
		if d.To <= i {
			return cmp.Or(d.Spoken(p.Published), p.Published)
		}
	}
	return p.Published
}

// term gives a term of n days, working days or months to what its sentence is about,
// counted from the day it names as its first, else from publication. One that runs from
// receipt has no calendar day, nor has one in working days of a year whose holidays are
// not known.
func (p *reading) term(v *view.View, at view.Span, n int, unit string, received bool) {
	sentence := v.Text(v.Passage(at.From))
	rectify := rectifyWords.MatchString(sentence) && !correctsData.MatchString(sentence)
	if n <= 0 || n > 400 || v.CaseAt(at.From) > 0 || !rectify && !(commentWords.MatchString(sentence) && asksForComments.MatchString(sentence)) {
		return
	}
	d := feeds.Date{Quote: v.Quote(v.Passage(at.From))}
	if worked(unit) {
		d.WorkDays = n
	}
	if !received {
		d.Day = after(p.firstDay(v, at), n, unit)
		d.Computed = d.Day != ""
	}
	if rectify {
		set(&p.Out.Dates.Rectify, d)
		return
	}
	set(&p.Out.Dates.CommentCloses, d)
}

// firstDay is the day that a term names as its first, 自3月5日起, that of a rule's effect,
// 自本办法施行之日起, else that of publication.
func (p *reading) firstDay(v *view.View, at view.Span) feeds.Day {
	s := v.Sentence(at.From)
	if fromEffect(v.S[s.From:at.To]) {
		return p.Out.Dates.Effective.Day
	}
	for _, d := range slices.Backward(v.Dates) {
		if d.From < s.From {
			break
		}
		if d.To <= at.To && strings.HasPrefix(v.S[d.To:], "起") {
			return d.Spoken(p.Published)
		}
	}
	return p.Published
}

// correctsData is what a handler is told to do with what it has of people, which puts no
// fault of its own right.
var correctsData = pattern.MustCompile(`(?i:\bcorrect (?:or delete |any |the |all |its |their |inaccurate |wrong )*(?:personal |location |customer )?(?:data|information|records|entries)\b)`)

var asksForComments = pattern.MustCompile(`征求|反馈|提出|提交|公示|征集|征询|(?i:comment|consultation|feedback)`)
