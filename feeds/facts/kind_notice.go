package facts

import (
	"slices"
	"strings"

	"github.com/regwire/regwire/feeds"
)

// powerless bodies name apps without powers over them: their lists are notices.
var powerless = map[feeds.AuthorityID]bool{
	"CVERC": true, "NCSNC": true, "CNCERT": true, "CNVD": true, "APPWG": true, "CSAC": true, "ISC": true, "TAF": true,
	"CAICT": true, "CCA": true, "TC260": true, "RC12321": true, "RC12377": true, "MPS-QSTC": true, "CAAM": true, "MIIT-NVDB": true, "CNNVD": true, "CNITSEC": true,
}

func (p *page) appNotice(t string) string {
	if powerless[p.Source] || passesOn.MatchString(t) || p.namedFirst(powerless) || p.namedOnly(powerless) {
		return kindNotice
	}
	return kindEnforcement
}

var (
	// correctsZH is the title of what puts another document right.
	correctsZH = re(`(?:更正|勘误|订正)(?:[^权].{0,120})?(?:公告|通告|启事|声明|说明|通知)(?:\([^()]*\))?$`)
	// repealsZH is the title of what ends others.
	repealsZH = re(`关于(?:公布)?(?:废止|宣布失效|停止(?:执行|施行)).{2,160}(?:通知|公告|通告|决定|函)(?:\([^()]*\))?\)?$|决定废止(?:《[^》]{2,80}》[、和及]?)+(?:等[\d一二三四五六七八九十]+[件部项个].{0,12})?$`)
	// noMoreZH follows the day from which what is repealed ends, and noMoreOnIssueZH is
	// that day in words.
	noMoreZH        = re(`^起?,?(?:予以|正式|全部|同时|一并)*(?:废止|失效|停止(?:执行|施行|使用)|不再(?:执行|适用|施行|有效|作为|受理))`)
	noMoreOnIssueZH = re(`(?:公布|发布|印发|颁布|公告|下发|发文|即|今)之?日起,?(?:予以|正式|全部|同时|一并)*(?:废止|失效|停止(?:执行|施行|使用)|不再(?:执行|适用|施行|有效|作为|受理))`)
)

// circularHK is the title of a circular by which an authority of Hong Kong or Macao tells
// those that it supervises what to do.
var circularHK = re(`(?:发出|发布|发表|向[\p{Han}]{2,12}发|致[\p{Han}]{2,12}的?)(?:联合)?通函|^(?:联合)?通函(?:$|[::])|的通函$`)

// taughtZH is a column in which courts and prosecutors tell a case to teach the law by it.
var taughtZH = re(`(?:以案|法官|检察官|律师|民警)(?:释|说|讲|普|学)法`)

// endsOthers reports whether the page does nothing but end other documents.
func (p *page) endsOthers() bool {
	return repealsZH.MatchString(p.zh.s) || repealsZH.MatchString(p.title.s)
}

var (
	// endsZH is what such a title says is done to them.
	endsZH = re(`废止|宣布失效|停止(?:执行|施行)`)
	// partEndedZH says that only a part of what is named ends.
	partEndedZH = re(`》中?的?(?:部分|个别|有关|若干|第[^》]{1,20}条)(?:条目|条款|条文|内容|规定)?`)
	// moreEndedZH says behind the names in such a title that there are more.
	moreEndedZH = re(`》等|一批|部分|若干|[\d一二三四五六七八九十]+[件部项个]`)
)

// Ended is what a page does nothing but end.
type Ended struct {
	// Names are the documents that its title names, in simplified characters as printed.
	Names []string
	// More says that it counts more than it names, Part that only parts of them end.
	More, Part bool
}

// Ends is what a page of this title does nothing but end; ok is false where it does
// something else.
func Ends(title string) (e Ended, ok bool) {
	if !repealsZH.MatchString(unifyText(title)) {
		return Ended{}, false
	}
	title = Simplified(title)
	behind := title[endsZH.FindStringIndex(title)[1]:]
	for _, m := range quoted.FindAllStringSubmatch(behind, 8) {
		e.Names = append(e.Names, m[1])
	}
	e.Part = partEndedZH.MatchString(behind)
	e.More = !e.Part && moreEndedZH.MatchString(behind)
	return e, true
}

// speaksForItself is the kind of a page that names a document which it does not carry:
// what it calls itself, but that a decision to repeal has the rank of the law that it ends.
func (p *page) speaksForItself(t string, docs [][]string) string {
	bare := strings.TrimSpace(stageMark.ReplaceAllString(t, ""))
	switch {
	case hasSuffix(bare, "通知", "函"):
		return kindNotice
	case strings.HasSuffix(bare, "决定") && len(docs) > 0:
		if k := p.nameKind(docs[0][1], t); k == kindLaw || k == kindRegulation {
			return k
		}
	}
	return kindAnnouncement
}

// passesOn is the title of what an office hands on that another body issued.
var passesOn = re(`转发|转载`)

// countsApps is a headline of so many apps, which on a telecom regulator's page
// were found wanting whatever its verb.
var countsApps = re(`(?i)\d+款.{0,16}(?:app|应用|软件|小程序|sdk)|问题(?:app|应用|小程序)`)

// isTelecom reports whether the page is a local communications administration's, or
// the bureau's over them.
func (p *page) isTelecom() bool {
	a, _ := p.r.Authority(p.Source)
	return a.ID == "MIIT-ICAB" || a.Parent == "MIIT" && a.Level != "national" && a.Level != "committee"
}

// namedOnly reports whether the title names one body, and that is one of these.
func (p *page) namedOnly(ids map[feeds.AuthorityID]bool) bool {
	b := slices.Concat(p.bodies[0], p.bodies[1])
	return len(b) == 1 && ids[p.r.authorities[b[0].index].ID]
}

// namedFirst reports whether the title begins with one of these bodies, or an
// English text where the title names none.
func (p *page) namedFirst(ids map[feeds.AuthorityID]bool) bool {
	titles := 0
	for i, v := range p.views {
		b := p.bodies[i]
		if v != p.body {
			titles += len(b)
		} else if titles > 0 || !v.english {
			break
		}
		if len(b) > 0 && b[0].from <= len("the ") && ids[p.r.authorities[b[0].index].ID] {
			return true
		}
	}
	return false
}

// Carrier is the kind of a page that carries a document of another field: what its
// title calls it, a notice or an announcement, for the document is nothing to us.
func Carrier(title, kind string) string {
	if !normative[kind] && kind != kindOther {
		return kind
	}
	bare := stageMark.ReplaceAllString(strings.TrimSpace(unifyText(title)), "")
	switch {
	case strings.HasSuffix(bare, "通知"), strings.Contains(bare, "公示"):
		return kindNotice
	case hasSuffix(bare, "公告", "通告"):
		return kindAnnouncement
	}
	return kind
}
