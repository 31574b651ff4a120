package name

import (
	"strings"

	"github.com/regwire/regwire/feeds/lexicon"
	"github.com/regwire/regwire/feeds/pattern"
)

// offices precede the body that they belong to.
var offices = map[string]string{
	"办公厅": "General Office of ", "办公室": "Office of ", "综合司": "General Affairs Department of ", "秘书处": "Secretariat of ", "秘书局": "Secretariat of ",
}

// unitRE ends the name of a part of a body.
var unitRE = pattern.MustCompile(`(?:局|司|中心|研究院|研究所|委员会|总队|支队)$`)

// Body is the English of a body, false for what is none.
func (rd *Reader) Body(zh string) (string, bool) { return rd.org(zh, 0) }

// org resolves a body: by the tables, by place and institution, or as a part of
// a body that resolves.
func (rd *Reader) org(s string, depth int) (string, bool) {
	if rest := strings.TrimPrefix(s, "中共"); !strings.HasPrefix(rest, "中央") {
		s = rest // 中共广东省委
	}
	if depth > 3 || s == "" {
		return "", false
	}
	if w, ok := rd.terms.Word(s); ok && w.Kind == "org" {
		return w.EN, true
	}
	if en, ok := rd.located(s); ok {
		return en, true
	}
	if en, ok := rd.Unplaced(s); ok {
		return en, true
	}
	for zh, en := range offices {
		if body, ok := strings.CutSuffix(s, zh); ok {
			if name, ok := rd.org(body, depth+1); ok {
				return en + name, true
			}
		}
	}
	if w, ok := rd.terms.Word(s); ok && depth > 0 && w.Kind == "noun" && unitRE.MatchString(s) {
		return w.EN, true
	}
	if n, w, ok := rd.terms.Prefix(s, "org"); ok && n < len(s) && !strings.HasPrefix(s[n:], "门") && !w.Place {
		if part, ok := rd.org(s[n:], depth+1); ok {
			return w.EN + " " + part, true
		}
	}
	return "", false
}

// located is an institution with its place in front.
func (rd *Reader) located(s string) (string, bool) {
	areas, rest := rd.Place(s)
	if len(areas) == 0 || rest == "" {
		return "", false
	}
	last := areas[len(areas)-1]
	if rest == "委" {
		return "CPC " + last.EN + " " + rankOf(last) + "Committee", true
	}
	inst, ok := rd.Institution(rest)
	if !ok {
		return "", false
	}
	switch {
	case strings.HasPrefix(inst, "High People's Court"):
		return inst + " of " + FullProvince(areas[0].EN), true
	case strings.HasSuffix(rest, "人民法院"), strings.HasSuffix(rest, "人民检察院"):
		return courtName(areas, inst), true
	}
	en := last.EN
	if last.Level == 3 && len(areas) > 1 {
		en = areas[len(areas)-2].EN + " " + en
	}
	for _, part := range []string{"General Office of the ", "Standing Committee of the "} {
		if body, ok := strings.CutPrefix(inst, part); ok {
			if all := FullProvince(en); last.Level == 1 && strings.HasSuffix(all, " Autonomous Region") {
				return part + body + " of " + all, true
			}
			return part + en + " " + rankOf(Area{EN: en, Level: last.Level}) + body, true
		}
	}
	if part, body, ok := strings.Cut(inst, " of the "); ok {
		return part + " of the " + en + " " + body, true // 深圳市网络安全和信息化委员会办公室
	}
	return en + " " + inst, true
}

// rankOf is the adjective for what a place is, where its name does not say so.
func rankOf(a Area) string {
	switch {
	case a.Level == 1 && !municipalities[a.EN]:
		return "Provincial "
	case ranks[a.EN[strings.LastIndexByte(a.EN, ' ')+1:]]:
		return "" // 黔南布依族苗族自治州人民代表大会
	}
	return "Municipal "
}

// ranks end the English of a place that says what it is.
var ranks = lexicon.Set("Prefecture County Banner District League Town")

// courtName puts the city before a district and the province behind, in
// brackets: "Shenzhen Bao'an District People's Court (Guangdong)".
func courtName(areas []Area, inst string) string {
	last := areas[len(areas)-1]
	en := last.EN
	head := areas[0]
	if last.Level == 3 && len(areas) > 1 {
		if up := areas[len(areas)-2]; up.Level == 2 || municipalities[up.EN] {
			en = up.EN + " " + en
		}
	}
	en += " " + inst
	if head.Level == 1 && len(areas) > 1 && !municipalities[head.EN] {
		en += " (" + head.EN + ")"
	}
	return en
}
