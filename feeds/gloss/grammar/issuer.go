package grammar

import (
	"strings"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/gloss/chinese"
	"github.com/regwire/regwire/feeds/gloss/english"
	"github.com/regwire/regwire/feeds/pattern"
)

var (
	manyRE = pattern.MustCompile(`^(.*?)等(?:([` + feeds.HanNumerals + `]{1,3}|\d{1,2})?(?:个)?(部门|单位|部委|机构|家单位|国家有关部门)(?:联合)?)?$`)
	justRE = pattern.MustCompile(`^([` + feeds.HanNumerals + `多]{1,3}|\d{1,2})(部门|单位|部委)(?:联合)?$`)
)

// Issuers renders one or more bodies; ok is false when one does not resolve.
func (r *Rendering) Issuers(s string) (string, bool) {
	s = strings.TrimSuffix(strings.TrimSpace(s), "联合")
	if m := justRE.FindStringSubmatch(s); m != nil {
		r.Many = true
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
	r.Many = len(names) > 1 || english.IsPlural(names[0])
	return english.Join(names), true
}

// bodies splits a list of bodies, with or without marks between them. 和 parts
// two bodies only where the whole is not one: 工业和信息化部.
func (r *Rendering) bodies(s string) ([]string, bool) {
	if en, ok := r.g.Names.Body(strings.TrimPrefix(s, "中华人民共和国")); ok {
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
func (r *Rendering) run(s string) ([]string, bool) {
	var out []string
	for s != "" {
		n, w, ok := r.g.Terms.Prefix(s, "org")
		if !ok || strings.HasPrefix(s[n:], "门") || w.Place {
			return nil, false
		}
		out = append(out, w.EN)
		s = s[n:]
	}
	return out, len(out) > 0
}
