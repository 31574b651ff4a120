package issuer

import (
	"slices"
	"strings"

	"github.com/regwire/regwire/feeds/facts/view"
	"github.com/regwire/regwire/feeds/pattern"
)

// party is a list of bodies that act together: "国家网信办、公安部等六部门".
type party struct {
	view.Span
	view    int
	members []int
	count   int // 等N部门 counts those named too; 0 when not said
	others  bool
	score   int
}

// What stands between bodies that act together.
var (
	joinZH = pattern.MustCompile(`^(?:[、,和与及/·\s()]|以及|会同|联合|商|并)*$`)
	// withZH stands between a body and the one that it acts with, on what it tells first:
	// 市网信办在总结经验的基础上,联合市市场监管局.
	withZH = pattern.MustCompile(`^(?:在|按照|根据|为)[^。;]{2,70},(?:联合|会同)$`)
	// guidesZH stands between a national body and the one of a place that acts on its guidance.
	guidesZH = pattern.MustCompile(`^(?:依法)?(?:指导|督促|督导)(?:属地)?$`)
	joinEN   = pattern.MustCompile(`^(?:,|\s|and|the|with|together|jointly|/|;|as well as|\((?:[A-Z]{2,6}\))?|\))*$`)
)

func (g party) joint() bool { return len(g.members) > 1 || g.others }

func (p *reading) bestParty() (party, bool) {
	var best party
	for i, v := range p.Views {
		for _, g := range p.parties(i, v) {
			if g.score > best.score || g.score == best.score && g.score > 0 && len(g.members) > len(best.members) {
				best = g
			}
		}
	}
	return best, best.score > 0
}

// parties joins the names of a view that follow each other in a list.
func (p *reading) parties(view int, v *view.View) []party {
	var out []party
	for _, m := range p.Bodies[view] {
		if p.Names.Authorities[m.Index].Level == "media" || p.InArticles(v, m.Span) || p.ofOneOfOwn(v, m.From) {
			continue
		}
		if n := len(out); n > 0 {
			last := &out[n-1]
			gap := v.S[last.To:m.From]
			if gap == "" && p.parentOf(last.members[len(last.members)-1], m.Index) {
				last.members[len(last.members)-1] = m.Index // 香港特区政府创新科技及工业局 is one
				last.To = m.To
				continue
			}
			if len(gap) < 40 && (joinZH.MatchString(gap) || joinEN.MatchString(gap) || guidesZH.MatchString(gap) && p.ofPlace(m.Index)) || len(gap) < 240 && withZH.MatchString(gap) {
				last.To = m.To
				if !slices.Contains(last.members, m.Index) {
					last.members = append(last.members, m.Index)
				}
				continue
			}
		}
		out = append(out, party{Span: m.Span, view: view, members: []int{m.Index}})
	}
	for i := range out {
		p.withOffice(v, &out[i])
		p.weigh(v, &out[i])
	}
	return out
}

// ofOneOfOwn reports whether the byte at i is in one of the cases of which an office tells
// several: who decided that one has not published them all.
func (p *reading) ofOneOfOwn(v *view.View, i int) bool {
	return v.Headed && !p.Media && v.CaseAt(i) > 0
}

// withOffice adds the national cyberspace office, which a list of ministries calls by
// the end of its name alone: 工信部、网信办等八部门.
func (p *reading) withOffice(v *view.View, g *party) {
	own, known := p.Names.ByAuthority["CAC"]
	if !known || slices.ContainsFunc(g.members, func(i int) bool { return p.Names.Authorities[i].Level != "national" || i == own }) {
		return
	}
	if m := officeBehind.FindString(v.S[g.To:]); m != "" {
		g.members = append(g.members, own)
		g.To += len(m)
		return
	}
	if m := officeBefore.FindString(view.ClipLeft(v.S[:g.From], 30)); m != "" {
		g.members = append([]int{own}, g.members...)
		g.From -= len(m) - strings.Index(m, "网信办")
	}
}

var (
	officeBehind = pattern.MustCompile(`^[、和与]网信办(?:$|[、,。\s]|等|联合|共同|印发|发布|公布|启动|开展)`)
	officeBefore = pattern.MustCompile(`(?:^|[。,\s])网信办[、和与]$`)
)

// parentOf reports whether a is a region's government and b one of its bodies.
func (p *reading) parentOf(a, b int) bool {
	whole := p.Names.Authorities[a]
	return (whole.Jurisdiction == "HK" || whole.Jurisdiction == "MO") && p.Names.Authorities[b].Parent == whole.ID
}
