package gloss

import (
	"fmt"
	"strings"

	"github.com/regwire/regwire/feeds/gloss/english"
	"github.com/regwire/regwire/feeds/gloss/grammar"
	"github.com/regwire/regwire/feeds/gloss/token"
	"github.com/regwire/regwire/feeds/pattern"
)

// unlisted renders a body that no table has by the words of its name: 国家公共数据资源
// 登记平台.
func (r *titling) unlisted(s string) (string, bool) {
	if en, ok := r.division(s); ok {
		return en, true
	}
	if !bodyEnd.MatchString(s) {
		return "", false
	}
	t := r.Segment(s)
	for _, x := range t {
		if x.Kind != token.Known || !x.Word.Nominal() && x.Word.Kind != "place" && !grammar.Joining(x) {
			return "", false
		}
	}
	r.Many = false
	return r.Linear(t), len(t) > 1
}

// divisionOf is the department of a ministry: 装备工业一司.
var (
	divisionOf = pattern.MustCompile(`^(.{2,16}?)([一二三四])?(司|局)$`)
	numerals   = map[string]string{"一": " I", "二": " II", "三": " III", "四": " IV"}
)

// division renders a department behind its ministry: "Equipment Industry Department I,
// MIIT".
func (r *titling) division(s string) (string, bool) {
	n, w, ok := r.of.rules.Terms.Prefix(s, "org")
	if !ok {
		return "", false
	}
	m := divisionOf.FindStringSubmatch(s[n:])
	if m == nil {
		return "", false
	}
	t := r.Segment(m[1])
	for _, x := range t {
		if x.Kind != token.Known || !x.Word.Nominal() && !grammar.Joining(x) {
			return "", false
		}
	}
	r.Many = false
	if m[3] == "局" {
		return r.Linear(t) + " Bureau, " + w.EN, len(t) > 0
	}
	return r.Linear(t) + " Department" + numerals[m[2]] + ", " + w.EN, true
}

// bodyEnd ends the name of a body that gives documents.
var bodyEnd = pattern.MustCompile(`(?:平台|中心|协会|联盟|委员会|领导小组|(?:领导小组|委员会|联席会议|指挥部)办公室|工作组|学会|研究院|研究所|秘书处|专班|专家组|交易所|管委会)$`)

var docNumRE = pattern.MustCompile(`^(.*?)[ (]*((?:[\p{Han}]{2,10})\[(\d{4})\]第?(\d+(?:-\d+)?)号)\)?$`)

// numbered takes a document number off the end of a title.
func (r *titling) numbered(s string) (rest, tail string) {
	if !strings.Contains(s, "]") {
		return s, ""
	}
	m := docNumRE.FindStringSubmatch(s)
	if m == nil || m[1] == "" {
		return s, ""
	}
	prefix := m[2][:strings.IndexByte(m[2], '[')]
	// The number must stand apart, or its prefix would eat the title's end.
	sep := s[len(m[1]):]
	if !strings.HasPrefix(sep, "(") && !strings.HasPrefix(sep, " ") {
		return s, ""
	}
	return m[1], fmt.Sprintf(" (%s [%s] No. %s)", r.docPrefix(prefix), m[3], m[4])
}

// prefixes of document numbers that name their issuer.
var prefixes = []struct{ zh, en string }{
	{"国信办", "CAC"},
	{"中网办", "Central CAC"},
	{"工信部", "MIIT"},
	{"工信厅", "MIIT General Office"},
	{"国市监", "SAMR"},
	{"发改", "NDRC"},
	{"国数", "NDA"},
	{"银发", "PBOC"},
	{"金规", "NFRA"},
	{"国卫", "NHC"},
	{"自然资", "MNR"},
	{"国办发", "General Office of the State Council"},
	{"国发", "State Council"},
}

func (r *titling) docPrefix(zh string) string {
	lead := ""
	for _, p := range prefixes {
		if rest, ok := strings.CutPrefix(zh, p.zh); ok {
			lead, zh = p.en, rest
			break
		}
	}
	if zh == "" {
		return lead
	}
	out := []string{}
	if lead != "" {
		out = append(out, lead)
	}
	for _, c := range zh {
		p, ok := r.of.rules.Names.SerialReading(c)
		if !ok {
			return strings.TrimSpace(lead + " " + zh)
		}
		out = append(out, english.Capital(p))
	}
	return strings.Join(out, " ")
}
