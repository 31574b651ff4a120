package gloss

import (
	"fmt"
	"strings"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/gloss/chinese"
	"github.com/regwire/regwire/feeds/gloss/english"
	"github.com/regwire/regwire/feeds/gloss/token"
	"github.com/regwire/regwire/feeds/pattern"
)

var (
	manyRE = pattern.MustCompile(`^(.*?)等(?:([` + feeds.HanNumerals + `]{1,3}|\d{1,2})?(?:个)?(部门|单位|部委|机构|家单位|国家有关部门)(?:联合)?)?$`)
	justRE = pattern.MustCompile(`^([` + feeds.HanNumerals + `多]{1,3}|\d{1,2})(部门|单位|部委)(?:联合)?$`)
)

// issuers renders one or more bodies; ok is false when one does not resolve.
func (r *render) issuers(s string) (string, bool) {
	s = strings.TrimSuffix(strings.TrimSpace(s), "联合")
	if m := justRE.FindStringSubmatch(s); m != nil {
		r.many = true
		if m[1] == "多" {
			return "Multiple Departments", true
		}
		return english.Cardinal(chinese.Number(m[1])) + " Departments", true
	}
	others := ""
	named := s
	m := manyRE.FindStringSubmatch(s)
	if m != nil {
		named = m[1]
	}
	names, ok := r.bodies(named)
	if !ok {
		return "", false
	}
	if m != nil {
		others = "Other Departments"
		if m[2] != "" {
			n := chinese.Number(m[2]) - len(names)
			switch {
			case n <= 0:
				others = ""
			case n == 1:
				others = "One Other Department"
			default:
				others = english.Cardinal(n) + " Other Departments"
			}
		}
	}
	if others != "" {
		names = append(names, others)
	}
	r.many = len(names) > 1 || english.IsPlural(names[0])
	return english.Join(names), true
}

// unlisted renders a body that no table has by the words of its name: 国家公共数据资源
// 登记平台.
func (r *render) unlisted(s string) (string, bool) {
	if en, ok := r.division(s); ok {
		return en, true
	}
	if !bodyEnd.MatchString(s) {
		return "", false
	}
	t := r.segment(s)
	for _, x := range t {
		if x.Kind != token.Known || !x.Word.Nominal() && x.Word.Kind != "place" && !joining(x) {
			return "", false
		}
	}
	r.many = false
	return r.linear(t), len(t) > 1
}

// divisionOf is the department of a ministry: 装备工业一司.
var (
	divisionOf = pattern.MustCompile(`^(.{2,16}?)([一二三四])?(司|局)$`)
	numerals   = map[string]string{"一": " I", "二": " II", "三": " III", "四": " IV"}
)

// division renders a department behind its ministry: "Equipment Industry Department I,
// MIIT".
func (r *render) division(s string) (string, bool) {
	n, w, ok := r.g.terms.Prefix(s, "org")
	if !ok {
		return "", false
	}
	m := divisionOf.FindStringSubmatch(s[n:])
	if m == nil {
		return "", false
	}
	t := r.segment(m[1])
	for _, x := range t {
		if x.Kind != token.Known || !x.Word.Nominal() && !joining(x) {
			return "", false
		}
	}
	r.many = false
	if m[3] == "局" {
		return r.linear(t) + " Bureau, " + w.EN, len(t) > 0
	}
	return r.linear(t) + " Department" + numerals[m[2]] + ", " + w.EN, true
}

// bodyEnd ends the name of a body that gives documents.
var bodyEnd = pattern.MustCompile(`(?:平台|中心|协会|联盟|委员会|领导小组|(?:领导小组|委员会|联席会议|指挥部)办公室|工作组|学会|研究院|研究所|秘书处|专班|专家组|交易所|管委会)$`)

// bodies splits a list of bodies, with or without marks between them. 和 parts
// two bodies only where the whole is not one: 工业和信息化部.
func (r *render) bodies(s string) ([]string, bool) {
	if en, ok := r.g.names.Body(strings.TrimPrefix(s, "中华人民共和国")); ok {
		return []string{en}, true
	}
	for _, marks := range []string{" 、，", "和与"} {
		list := strings.FieldsFunc(s, func(c rune) bool { return strings.ContainsRune(marks, c) })
		if len(list) < 2 {
			continue
		}
		var out []string
		for _, p := range list {
			en, ok := r.bodies(p)
			if !ok {
				return nil, false
			}
			out = append(out, en...)
		}
		return out, true
	}
	return r.run(strings.TrimPrefix(s, "中华人民共和国"))
}

// run reads bodies that stand without any mark between them.
func (r *render) run(s string) ([]string, bool) {
	var out []string
	for s != "" {
		n, w, ok := r.g.terms.Prefix(s, "org")
		if !ok || strings.HasPrefix(s[n:], "门") || w.Place {
			return nil, false
		}
		out = append(out, w.EN)
		s = s[n:]
	}
	return out, len(out) > 0
}

var docNumRE = pattern.MustCompile(`^(.*?)[ (]*((?:[\p{Han}]{2,10})\[(\d{4})\]第?(\d+(?:-\d+)?)号)\)?$`)

// numbered takes a document number off the end of a title.
func (r *render) numbered(s string) (rest, tail string) {
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

func (r *render) docPrefix(zh string) string {
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
		p, ok := r.g.names.SerialReading(c)
		if !ok {
			return strings.TrimSpace(lead + " " + zh)
		}
		out = append(out, english.Capital(p))
	}
	return strings.Join(out, " ")
}
