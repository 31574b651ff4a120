package grammar

import (
	"strings"

	"github.com/regwire/regwire/feeds/gloss/english"
	"github.com/regwire/regwire/feeds/gloss/token"
	"github.com/regwire/regwire/feeds/pattern"
)

// caseNo is the number of a court's case: (2025)京04民终123号.
var caseNo = pattern.MustCompile(`^\((\d{4})\)(\p{Han}{1,3}?)(\d{0,4})([民刑行知执破赔保]\p{Han}{0,3})(\d+)号`)

// caseNumber renders one as courts' translations do, in the sound of its characters.
func (r *Rendering) caseNumber(s string) (token.Token, int, bool) {
	m := caseNo.FindStringSubmatch(s)
	if m == nil {
		return token.Token{}, 0, false
	}
	words := []string{"(" + m[1] + ")"}
	for _, part := range []string{m[2], m[4]} {
		for _, c := range part {
			p, ok := inCases[c]
			if !ok {
				p, ok = r.g.Names.Reading(c)
			}
			if !ok {
				return token.Token{}, 0, false
			}
			words = append(words, english.Capital(p))
		}
		if part == m[2] && m[3] != "" {
			words = append(words, m[3])
		}
	}
	return token.Token{Kind: token.Group, ZH: m[0], EN: strings.Join(words, " ") + " No. " + m[5]}, len(m[0]), true
}

// inCases are the sounds of what case numbers are made of beside the names of provinces.
var inCases = map[rune]string{
	'藏': "zang", '最': "zui", '高': "gao", '法': "fa", '兵': "bing", '民': "min", '刑': "xing", '行': "xing", '知': "zhi", '执': "zhi", '破': "po", '赔': "pei", '保': "bao",
	'终': "zhong", '初': "chu", '申': "shen", '再': "zai", '监': "jian", '辖': "xia", '特': "te", '催': "cui", '商': "shang", '撤': "che", '异': "yi", '恢': "hui",
}
