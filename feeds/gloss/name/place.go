package name

import (
	"strings"

	"github.com/regwire/regwire/feeds/gloss/token"
	"github.com/regwire/regwire/feeds/lexicon"
	"github.com/regwire/regwire/feeds/pattern"
)

// Area is one step of a place: province, city, district.
type Area struct {
	EN    string
	Level int // 1 province, 2 city, 3 district or county
}

var suffixes = []struct {
	zh, en string
	level  int
}{
	{"维吾尔自治区", " Uygur Autonomous Region", 1},
	{"壮族自治区", " Zhuang Autonomous Region", 1},
	{"回族自治区", " Hui Autonomous Region", 1},
	{"自治区", " Autonomous Region", 1},
	{"自治州", " Autonomous Prefecture", 2},
	{"自治县", " Autonomous County", 3},
	{"自治旗", " Autonomous Banner", 3},
	{"新区", " New Area", 3},
	{"地区", " Prefecture", 2},
	{"开发区", " Development Zone", 3},
	{"工业园区", " Industrial Park", 3},
	{"高新区", " High-tech Zone", 3},
	{"保税区", " Bonded Zone", 3},
	{"省", " Province", 1},
	{"市", "", 2},
	{"盟", " League", 2},
	{"州", " Prefecture", 2},
	{"区", " District", 3},
	{"县", " County", 3},
	{"旗", " Banner", 3},
	{"镇", " Town", 4},
}

// Place reads a place of up to three steps from the head of s.
func (rd *Reader) Place(s string) (areas []Area, rest string) {
	for len(areas) < 3 {
		a, n, ok := rd.step(s, len(areas) == 0)
		if !ok {
			break
		}
		areas = append(areas, a)
		s = s[n:]
	}
	return areas, s
}

// step reads one step: a place of the term base, or an unknown name that ends in
// a word for an administrative unit.
func (rd *Reader) step(s string, first bool) (Area, int, bool) {
	if a, n, ok := rd.autonomous(s); ok {
		return a, n, true
	}
	if n, w, ok := rd.terms.Prefix(s, "place"); ok {
		return rd.known(s, n, w)
	}
	if strings.HasPrefix(s, "市") || strings.HasPrefix(s, "省") || strings.HasPrefix(s, "自治") {
		return Area{}, 0, false
	}
	runes := 0
	for i := range s {
		if runes >= 2 || runes == 1 {
			for _, x := range suffixes {
				if !strings.HasPrefix(s[i:], x.zh) || first && x.level == 4 || x.zh == "市" && noCity.MatchString(s[i:]) {
					continue
				}
				if n, _, ok := rd.terms.Prefix(s, "noun"); ok && n >= i+len(x.zh) {
					break // 智慧城市 is no city
				}
				if n, _, ok := rd.terms.Prefix(s, "verb"); ok && n >= len("深化") && n < i {
					break // 深化智慧城市 has no place in front
				}
				if name, ok := rd.Spell(s[:i]); ok {
					if runes == 1 {
						return Area{name + x.en, x.level}, i + len(x.zh), x.level == 3
					}
					return Area{name + x.en, x.level}, i + len(x.zh), true
				}
			}
		}
		if runes++; runes > 5 {
			break
		}
	}
	return Area{}, 0, false
}

// noCity begins with a word of its own behind which no city ends: 城镇市容.
var noCity = pattern.MustCompile(`^市(?:容|场|政|民|值|面|域)`)

// known is a place of the term base, with the word for its rank that may follow.
func (rd *Reader) known(s string, n int, w token.Word) (Area, int, bool) {
	a := Area{Short(w.EN), 2}
	zh := s[:n]
	switch {
	case provinces[strings.TrimSuffix(strings.TrimSuffix(zh, "省"), "市")], strings.HasSuffix(zh, "自治区"), strings.HasSuffix(zh, "特别行政区"):
		a.Level = 1
	case strings.HasSuffix(w.EN, "Area"), strings.HasSuffix(w.EN, "Zone"), strings.HasSuffix(w.EN, "District"):
		a.Level = 3
	}
	for _, x := range suffixes {
		if Ranked(zh) {
			break
		}
		if strings.HasPrefix(s[n:], x.zh) && !strings.HasSuffix(zh, x.zh) && x.zh != "州" && x.zh != "地区" {
			if a.Level != 1 {
				a.Level = x.level
				a.EN += x.en
			}
			return a, n + len(x.zh), true
		}
	}
	return a, n, true
}

// Ranked reports whether a place has the word for its rank already.
func Ranked(zh string) bool {
	return strings.HasSuffix(zh, "省") || strings.HasSuffix(zh, "市") || strings.HasSuffix(zh, "区") || strings.HasSuffix(zh, "县")
}

// IsProvince reports one by its short name.
func IsProvince(zh string) bool { return provinces[zh] }

var provinces = lexicon.Set("北京 天津 上海 重庆 河北 山西 内蒙古 辽宁 吉林 黑龙江 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 广西 海南 四川 贵州 云南 西藏 陕西 甘肃 青海 宁夏 新疆")

var municipalities = lexicon.Set("Beijing Tianjin Shanghai Chongqing")

// Short is a place without the word for its rank.
func Short(en string) string {
	for _, tail := range []string{" Province", " Municipality", " Zhuang Autonomous Region", " Hui Autonomous Region", " Uygur Autonomous Region", " Autonomous Region"} {
		if s, ok := strings.CutSuffix(en, tail); ok && s != "a Certain" {
			return s
		}
	}
	return en
}

// FullProvince is one by its full name.
func FullProvince(name string) string {
	switch {
	case municipalities[name]:
		return name + " Municipality"
	case name == "Inner Mongolia", name == "Tibet":
		return name + " Autonomous Region"
	case name == "Guangxi":
		return "Guangxi Zhuang Autonomous Region"
	case name == "Ningxia":
		return "Ningxia Hui Autonomous Region"
	case name == "Xinjiang":
		return "Xinjiang Uygur Autonomous Region"
	}
	return name + " Province"
}
