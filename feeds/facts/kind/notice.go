package kind

import (
	"slices"
	"strings"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/facts/page"
	"github.com/regwire/regwire/feeds/facts/view"
	"github.com/regwire/regwire/feeds/pattern"
)

// Powerless bodies name apps without powers over them: their lists are notices.
var Powerless = map[feeds.AuthorityID]bool{
	"CVERC": true, "NCSNC": true, "CNCERT": true, "CNVD": true, "APPWG": true, "CSAC": true, "ISC": true, "TAF": true,
	"CAICT": true, "CCA": true, "TC260": true, "RC12321": true, "RC12377": true, "MPS-QSTC": true, "CAAM": true, "MIIT-NVDB": true, "CNNVD": true, "CNITSEC": true,
}

func (p *Reading) appNotice(t string) string {
	if Powerless[p.Source] || passesOn.MatchString(t) || p.namedFirst(Powerless) || p.namedOnly(Powerless) {
		return page.KindNotice
	}
	return page.KindEnforcement
}

// correctsZH is the title of what puts another document right.
var correctsZH = pattern.MustCompile(`(?:更正|勘误|订正)(?:[^权].{0,120})?(?:公告|通告|启事|声明|说明|通知)(?:\([^()]*\))?$`)

// circularHK is the title of a circular by which an authority of Hong Kong or Macao tells
// those that it supervises what to do.
var circularHK = pattern.MustCompile(`(?:发出|发布|发表|向[\p{Han}]{2,12}发|致[\p{Han}]{2,12}的?)(?:联合)?通函|^(?:联合)?通函(?:$|[::])|的通函$`)

// taughtZH is a column in which courts and prosecutors tell a case to teach the law by it.
var taughtZH = pattern.MustCompile(`(?:以案|法官|检察官|律师|民警)(?:释|说|讲|普|学)法`)

// speaksForItself is the kind of a page that names a document which it does not carry:
// what it calls itself, but that a decision to repeal has the rank of the law that it ends.
func (p *Reading) speaksForItself(t string, docs [][]string) string {
	bare := strings.TrimSpace(stageMark.ReplaceAllString(t, ""))
	switch {
	case view.HasSuffix(bare, "通知", "函"):
		return page.KindNotice
	case strings.HasSuffix(bare, "决定") && len(docs) > 0:
		if k := OfName(p.Page, docs[0][1], t); k == page.KindLaw || k == page.KindRegulation {
			return k
		}
	}
	return page.KindAnnouncement
}

// passesOn is the title of what an office hands on that another body issued.
var passesOn = pattern.MustCompile(`转发|转载`)

// countsApps is a headline of so many apps, which on a telecom regulator's page
// were found wanting whatever its verb.
var countsApps = pattern.MustCompile(`(?i)\d+款.{0,16}(?:app|应用|软件|小程序|sdk)|问题(?:app|应用|小程序)`)

// isTelecom reports whether the page is a local communications administration's, or
// the bureau's over them.
func (p *Reading) isTelecom() bool {
	a, _ := p.Names.Authority(p.Source)
	return a.ID == "MIIT-ICAB" || a.Parent == "MIIT" && a.Level != "national" && a.Level != "committee"
}

// namedOnly reports whether the title names one body, and that is one of these.
func (p *Reading) namedOnly(ids map[feeds.AuthorityID]bool) bool {
	b := slices.Concat(p.Bodies[0], p.Bodies[1])
	return len(b) == 1 && ids[p.Names.Authorities[b[0].Index].ID]
}

// namedFirst reports whether the title begins with one of these bodies, or an
// English text where the title names none.
func (p *Reading) namedFirst(ids map[feeds.AuthorityID]bool) bool {
	titles := 0
	for i, v := range p.Views {
		b := p.Bodies[i]
		if v != p.Body {
			titles += len(b)
		} else if titles > 0 || !v.English {
			break
		}
		if len(b) > 0 && b[0].From <= len("the ") && ids[p.Names.Authorities[b[0].Index].ID] {
			return true
		}
	}
	return false
}

// Carrier is the kind of a page that carries a document of another field: what its
// title calls it, a notice or an announcement, for the document is nothing to us.
func Carrier(title, kind string) string {
	if !page.Normative[kind] && kind != page.KindOther {
		return kind
	}
	bare := stageMark.ReplaceAllString(strings.TrimSpace(view.UnifyText(title)), "")
	switch {
	case strings.HasSuffix(bare, "通知"), strings.Contains(bare, "公示"):
		return page.KindNotice
	case view.HasSuffix(bare, "公告", "通告"):
		return page.KindAnnouncement
	}
	return kind
}
