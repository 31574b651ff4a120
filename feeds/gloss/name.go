package gloss

import (
	_ "embed"
	"strings"
	"unicode/utf8"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/gloss/chinese"
	"github.com/regwire/regwire/feeds/gloss/english"
	"github.com/regwire/regwire/feeds/gloss/token"
	"github.com/regwire/regwire/feeds/lexicon"
	"github.com/regwire/regwire/feeds/pattern"
)

// pinyinTable gives the reading of characters that stand in names of places and
// in surnames, one reading a line.
//
//go:embed pinyin.txt
var pinyinTable string

func readPinyin() map[rune]string {
	m := map[rune]string{}
	for line := range strings.Lines(pinyinTable) {
		read, chars, _ := strings.Cut(strings.TrimSpace(line), " ")
		for _, r := range chars {
			if _, ok := m[r]; !ok {
				m[r] = read
			}
		}
	}
	return m
}

// readings of whole names that differ from those of their characters.
var readings = map[string]string{
	"重庆": "Chongqing", "陕西": "Shaanxi", "六安": "Lu'an", "西安": "Xi'an", "厦门": "Xiamen", "长治": "Changzhi", "番禺": "Panyu", "吕梁": "Lüliang",
	"单县": "Shan County", "任丘": "Renqiu", "莘县": "Shen County", "解州": "Xiezhou", "乐清": "Yueqing", "乐亭": "Laoting", "鄂尔多斯": "Ordos",
	"呼和浩特": "Hohhot", "包头": "Baotou", "哈尔滨": "Harbin", "齐齐哈尔": "Qiqihar", "乌鲁木齐": "Urumqi", "拉萨": "Lhasa", "呼伦贝尔": "Hulunbuir", "克拉玛依": "Karamay",
	"日喀则": "Xigazê", "喀什": "Kashgar", "阿克苏": "Aksu", "伊犁": "Ili", "昌吉": "Changji", "锡林郭勒": "Xilingol", "通辽": "Tongliao", "柯尔克孜": "Kyrgyz",
	"延边": "Yanbian", "凉山": "Liangshan", "甘孜": "Garzê", "杜尔伯特": "Dorbod", "喀喇沁左翼": "Harqin Left Wing", "前郭尔罗斯": "Qian Gorlos", "阿克塞": "Aksay", "木垒": "Mori", "察布查尔": "Qapqal",
	"巴里坤": "Barkol", "和布克赛尔": "Hoboksar", "塔什库尔干": "Taxkorgan", "焉耆": "Yanqi", "克孜勒苏": "Kizilsu", "博尔塔拉": "Bortala", "巴音郭楞": "Bayingolin", "莫力达瓦": "Morin Dawa", "乐东": "Ledong", "都安": "Du'an", "长阳": "Changyang", "张家川": "Zhangjiachuan", "阿坝": "Aba", "黔东南": "Qiandongnan", "黔南": "Qiannan", "黔西南": "Qianxinan", "红河": "Honghe", "大理": "Dali", "台州": "Taizhou",
}

// spell writes a Chinese name in pinyin: "行唐" -> "Xingtang". An apostrophe
// parts a syllable that begins with a vowel.
func (g *Glosser) spell(zh string) (string, bool) {
	if en, ok := readings[zh]; ok {
		return en, true
	}
	var b strings.Builder
	for _, r := range zh {
		p, ok := g.pinyin[r]
		if !ok {
			return "", false
		}
		if b.Len() > 0 && strings.ContainsRune("aoe", rune(p[0])) {
			b.WriteByte('\'')
		}
		b.WriteString(p)
	}
	return english.Capital(b.String()), b.Len() > 0
}

// area is one step of a place: province, city, district.
type area struct {
	en    string
	level int // 1 province, 2 city, 3 district or county
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

// place reads a place of up to three steps from the head of s.
func (g *Glosser) place(s string) (areas []area, rest string) {
	for len(areas) < 3 {
		a, n, ok := g.step(s, len(areas) == 0)
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
func (g *Glosser) step(s string, first bool) (area, int, bool) {
	if a, n, ok := g.autonomous(s); ok {
		return a, n, true
	}
	if n, w, ok := g.terms.Prefix(s, "place"); ok {
		return g.known(s, n, w)
	}
	if strings.HasPrefix(s, "市") || strings.HasPrefix(s, "省") || strings.HasPrefix(s, "自治") {
		return area{}, 0, false
	}
	runes := 0
	for i := range s {
		if runes >= 2 || runes == 1 {
			for _, x := range suffixes {
				if !strings.HasPrefix(s[i:], x.zh) || first && x.level == 4 || x.zh == "市" && noCity.MatchString(s[i:]) {
					continue
				}
				if n, _, ok := g.terms.Prefix(s, "noun"); ok && n >= i+len(x.zh) {
					break // 智慧城市 is no city
				}
				if n, _, ok := g.terms.Prefix(s, "verb"); ok && n >= len("深化") && n < i {
					break // 深化智慧城市 has no place in front
				}
				if name, ok := g.spell(s[:i]); ok {
					if runes == 1 {
						return area{name + x.en, x.level}, i + len(x.zh), x.level == 3
					}
					return area{name + x.en, x.level}, i + len(x.zh), true
				}
			}
		}
		if runes++; runes > 5 {
			break
		}
	}
	return area{}, 0, false
}

// noCity begins with a word of its own behind which no city ends: 城镇市容.
var noCity = pattern.MustCompile(`^市(?:容|场|政|民|值|面|域)`)

func (g *Glosser) known(s string, n int, w token.Word) (area, int, bool) {
	a := area{short(w.EN), 2}
	zh := s[:n]
	switch {
	case provinces[strings.TrimSuffix(strings.TrimSuffix(zh, "省"), "市")], strings.HasSuffix(zh, "自治区"), strings.HasSuffix(zh, "特别行政区"):
		a.level = 1
	case strings.HasSuffix(w.EN, "Area"), strings.HasSuffix(w.EN, "Zone"), strings.HasSuffix(w.EN, "District"):
		a.level = 3
	}
	for _, x := range suffixes {
		if ranked(zh) {
			break
		}
		if strings.HasPrefix(s[n:], x.zh) && !strings.HasSuffix(zh, x.zh) && x.zh != "州" && x.zh != "地区" {
			if a.level != 1 {
				a.level = x.level
				a.en += x.en
			}
			return a, n + len(x.zh), true
		}
	}
	return a, n, true
}

// ranked reports whether a place has the word for its rank already.
func ranked(zh string) bool {
	return strings.HasSuffix(zh, "省") || strings.HasSuffix(zh, "市") || strings.HasSuffix(zh, "区") || strings.HasSuffix(zh, "县")
}

var provinces = lexicon.Set("北京 天津 上海 重庆 河北 山西 内蒙古 辽宁 吉林 黑龙江 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 广西 海南 四川 贵州 云南 西藏 陕西 甘肃 青海 宁夏 新疆")

var municipalities = lexicon.Set("Beijing Tianjin Shanghai Chongqing")

// short is a place without the word for its rank.
func short(en string) string {
	for _, tail := range []string{" Province", " Municipality", " Zhuang Autonomous Region", " Hui Autonomous Region", " Uygur Autonomous Region", " Autonomous Region"} {
		if s, ok := strings.CutSuffix(en, tail); ok && s != "a Certain" {
			return s
		}
	}
	return en
}

// Name is the English of an authority, court or procuratorate.
func (g *Glosser) Name(zh string) (en string, ok bool) {
	s := chinese.Normalize(strings.TrimSpace(zh))
	if s == "" || len(s) > maxTitle {
		return "", false
	}
	return g.org(s, 0)
}

// offices precede the body that they belong to.
var offices = map[string]string{
	"办公厅": "General Office of ", "办公室": "Office of ", "综合司": "General Affairs Department of ", "秘书处": "Secretariat of ", "秘书局": "Secretariat of ",
}

// unitRE ends the name of a part of a body.
var unitRE = pattern.MustCompile(`(?:局|司|中心|研究院|研究所|委员会|总队|支队)$`)

// org resolves a body: by the tables, by place and institution, or as a part of
// a body that resolves.
func (g *Glosser) org(s string, depth int) (string, bool) {
	if rest := strings.TrimPrefix(s, "中共"); !strings.HasPrefix(rest, "中央") {
		s = rest // 中共广东省委
	}
	if depth > 3 || s == "" {
		return "", false
	}
	if w, ok := g.terms.Word(s); ok && w.Kind == "org" {
		return w.EN, true
	}
	if en, ok := g.located(s); ok {
		return en, true
	}
	if en, ok := g.unplaced(s); ok {
		return en, true
	}
	for zh, en := range offices {
		if body, ok := strings.CutSuffix(s, zh); ok {
			if name, ok := g.org(body, depth+1); ok {
				return en + name, true
			}
		}
	}
	if w, ok := g.terms.Word(s); ok && depth > 0 && w.Kind == "noun" && unitRE.MatchString(s) {
		return w.EN, true
	}
	if n, w, ok := g.terms.Prefix(s, "org"); ok && n < len(s) && !strings.HasPrefix(s[n:], "门") && !w.Place {
		if part, ok := g.org(s[n:], depth+1); ok {
			return w.EN + " " + part, true
		}
	}
	return "", false
}

// located is an institution with its place in front.
func (g *Glosser) located(s string) (string, bool) {
	areas, rest := g.place(s)
	if len(areas) == 0 || rest == "" {
		return "", false
	}
	last := areas[len(areas)-1]
	if rest == "委" {
		return "CPC " + last.en + " " + rankOf(last) + "Committee", true
	}
	inst, ok := g.institution(rest)
	if !ok {
		return "", false
	}
	switch {
	case strings.HasPrefix(inst, "High People's Court"):
		return inst + " of " + province(areas[0].en), true
	case strings.HasSuffix(rest, "人民法院"), strings.HasSuffix(rest, "人民检察院"):
		return courtName(areas, inst), true
	}
	en := last.en
	if last.level == 3 && len(areas) > 1 {
		en = areas[len(areas)-2].en + " " + en
	}
	for _, part := range []string{"General Office of the ", "Standing Committee of the "} {
		if body, ok := strings.CutPrefix(inst, part); ok {
			if all := province(en); last.level == 1 && strings.HasSuffix(all, " Autonomous Region") {
				return part + body + " of " + all, true
			}
			return part + en + " " + rankOf(area{en: en, level: last.level}) + body, true
		}
	}
	if part, body, ok := strings.Cut(inst, " of the "); ok {
		return part + " of the " + en + " " + body, true // 深圳市网络安全和信息化委员会办公室
	}
	return en + " " + inst, true
}

// rankOf is the adjective for what a place is, where its name does not say so.
func rankOf(a area) string {
	switch {
	case a.level == 1 && !municipalities[a.en]:
		return "Provincial "
	case ranks[a.en[strings.LastIndexByte(a.en, ' ')+1:]]:
		return "" // 黔南布依族苗族自治州人民代表大会
	}
	return "Municipal "
}

// ranks end the English of a place that says what it is.
var ranks = lexicon.Set("Prefecture County Banner District League Town")

func province(name string) string {
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

// courtName puts the city before a district and the province behind, in
// brackets: "Shenzhen Bao'an District People's Court (Guangdong)".
func courtName(areas []area, inst string) string {
	last := areas[len(areas)-1]
	en := last.en
	head := areas[0]
	if last.level == 3 && len(areas) > 1 {
		if up := areas[len(areas)-2]; up.level == 2 || municipalities[up.en] {
			en = up.en + " " + en
		}
	}
	en += " " + inst
	if head.level == 1 && len(areas) > 1 && !municipalities[head.en] {
		en += " (" + head.en + ")"
	}
	return en
}

// surname is the reading of the first character of an anonymised person.
func (g *Glosser) surname(r rune) (string, bool) {
	switch r {
	case '曾':
		return "Zeng", true
	case '单':
		return "Shan", true
	case '解':
		return "Xie", true
	case '仇':
		return "Qiu", true
	case '查':
		return "Zha", true
	}
	p, ok := g.pinyin[r]
	return english.Capital(p), ok
}

// person reads "张某某" or "付某等人" at the head of s.
func (g *Glosser) person(s string) (string, int, bool) {
	name, n, ok := g.unnamed(s)
	if !ok {
		return "", 0, false
	}
	all, end := []string{name}, n
	for strings.HasPrefix(s[end:], "、") {
		next, size, ok := g.unnamed(s[end+len("、"):])
		if !ok {
			break
		}
		all, end = append(all, next), end+len("、")+size
	}
	if m := andOthers.FindStringSubmatch(s[end:]); m != nil {
		if others := chinese.Number(m[1]) - len(all); others > 0 {
			one := " Others"
			if others == 1 {
				one = " Other"
			}
			return strings.Join(all, ", ") + " and " + english.Cardinal(others) + one, end + len(m[0]), true // 赵某、钱某等三人
		}
	}
	if strings.HasPrefix(s[n:], "等人") {
		return name + " and Others", n + len("等人"), true
	}
	return name, n, true
}

// unnamed reads the family name of one person whose name is not told.
func (g *Glosser) unnamed(s string) (name string, n int, ok bool) {
	r, n := utf8.DecodeRuneInString(s)
	if !strings.HasPrefix(s[n:], "某") {
		return "", 0, false
	}
	name, ok = g.surname(r)
	if !ok || strings.ContainsRune("向将对由被与致就因从给让使据", r) && !strings.HasPrefix(s[n:], "某某") { // 向某公司送达
		return "", 0, false
	}
	for strings.HasPrefix(s[n:], "某") {
		n += len("某")
	}
	for _, one := range "甲乙丙丁" {
		if strings.HasPrefix(s[n:], string(one)) {
			n += utf8.RuneLen(one)
		}
	}
	return name, n, true
}

// andOthers counts those named and the others.
var andOthers = pattern.MustCompile(`^等(\d+|[` + feeds.HanNumerals + `]+)人`)

// office is a post that a person's name follows.
var office = pattern.MustCompile(`(?:局长|主任|部长|院长|检察长|司长|主席|行长|署长|专员|书记|会长|秘书长|总裁|董事长|组长)$`)

// fullName spells a person's name of two or three characters: "Liu Liehong".
func (g *Glosser) fullName(zh string) (string, bool) {
	first, n := utf8.DecodeRuneInString(zh)
	if size := utf8.RuneCountInString(zh); size < 2 || size > 3 {
		return "", false
	}
	surname, ok := g.surname(first)
	if !ok {
		return "", false
	}
	given, ok := g.spell(zh[n:])
	return surname + " " + given, ok
}
