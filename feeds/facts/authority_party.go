package facts

import (
	"slices"
	"strings"
)

// party is a list of bodies that act together: "国家网信办、公安部等六部门".
type party struct {
	span
	view    int
	members []int
	count   int // 等N部门 counts those named too; 0 when not said
	others  bool
	score   int
}

// What stands between bodies that act together.
var (
	joinZH = re(`^(?:[、,和与及/·\s()]|以及|会同|联合|商|并)*$`)
	// withZH stands between a body and the one that it acts with, on what it tells first:
	// 市网信办在总结经验的基础上,联合市市场监管局.
	withZH = re(`^(?:在|按照|根据|为)[^。;]{2,70},(?:联合|会同)$`)
	// guidesZH stands between a national body and the one of a place that acts on its guidance.
	guidesZH = re(`^(?:依法)?(?:指导|督促|督导)(?:属地)?$`)
	joinEN   = re(`^(?:,|\s|and|the|with|together|jointly|/|;|as well as|\((?:[A-Z]{2,6}\))?|\))*$`)
)

func (g party) joint() bool { return len(g.members) > 1 || g.others }

func (p *page) bestParty() (party, bool) {
	var best party
	for i, v := range p.views {
		for _, g := range p.parties(i, v) {
			if g.score > best.score || g.score == best.score && g.score > 0 && len(g.members) > len(best.members) {
				best = g
			}
		}
	}
	return best, best.score > 0
}

// parties joins the names of a view that follow each other in a list.
func (p *page) parties(view int, v *view) []party {
	var out []party
	for _, m := range p.bodies[view] {
		if p.r.authorities[m.index].Level == "media" || p.inArticles(v, m.span) || p.ofOneOfOwn(v, m.from) {
			continue
		}
		if n := len(out); n > 0 {
			last := &out[n-1]
			gap := v.s[last.to:m.from]
			if gap == "" && p.parentOf(last.members[len(last.members)-1], m.index) {
				last.members[len(last.members)-1] = m.index // 香港特区政府创新科技及工业局 is one
				last.to = m.to
				continue
			}
			if len(gap) < 40 && (joinZH.MatchString(gap) || joinEN.MatchString(gap) || guidesZH.MatchString(gap) && p.ofPlace(m.index)) || len(gap) < 240 && withZH.MatchString(gap) {
				last.to = m.to
				if !slices.Contains(last.members, m.index) {
					last.members = append(last.members, m.index)
				}
				continue
			}
		}
		out = append(out, party{span: m.span, view: view, members: []int{m.index}})
	}
	for i := range out {
		p.withOffice(v, &out[i])
		p.weigh(v, &out[i])
	}
	return out
}

// ofOneOfOwn reports whether the byte at i is in one of the cases of which an office tells
// several: who decided that one has not published them all.
func (p *page) ofOneOfOwn(v *view, i int) bool { return v.headed && !p.media && v.caseAt(i) > 0 }

// withOffice adds the national cyberspace office, which a list of ministries calls by
// the end of its name alone: 工信部、网信办等八部门.
func (p *page) withOffice(v *view, g *party) {
	own, known := p.r.byAuthority["CAC"]
	if !known || slices.ContainsFunc(g.members, func(i int) bool { return p.r.authorities[i].Level != "national" || i == own }) {
		return
	}
	if m := officeBehind.FindString(v.s[g.to:]); m != "" {
		g.members = append(g.members, own)
		g.to += len(m)
		return
	}
	if m := officeBefore.FindString(clipLeft(v.s[:g.from], 30)); m != "" {
		g.members = append([]int{own}, g.members...)
		g.from -= len(m) - strings.Index(m, "网信办")
	}
}

var (
	officeBehind = re(`^[、和与]网信办(?:$|[、,。\s]|等|联合|共同|印发|发布|公布|启动|开展)`)
	officeBefore = re(`(?:^|[。,\s])网信办[、和与]$`)
)

// parentOf reports whether a is a region's government and b one of its bodies.
func (p *page) parentOf(a, b int) bool {
	whole := p.r.authorities[a]
	return (whole.Jurisdiction == "HK" || whole.Jurisdiction == "MO") && p.r.authorities[b].Parent == whole.ID
}
