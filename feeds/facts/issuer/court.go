package issuer

import (
	"cmp"
	"slices"
	"strings"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/facts/kind"
	"github.com/regwire/regwire/feeds/facts/names"
	"github.com/regwire/regwire/feeds/facts/view"
	"github.com/regwire/regwire/feeds/pattern"
	"github.com/regwire/regwire/feeds/region"
)

var (
	courtZH = pattern.MustCompile(`((?:[\p{Han}]{2,8}?(?:省|自治区|市|州|区|县|旗)){1,3}|[\p{Han}]{2,3})(?:某(?:地|市|区|县|基层)?)?(?:第[一二三四五])?(?:中级|高级|基层)?(人民法院|人民检察院|法院|检察院|中院)`)
	courtEN = pattern.MustCompile(`(?:(?i:courts?|procuratorate|procurators|prosecutors)(?: of| in) ((?:[A-Z][\w']+ ?){1,3})|((?:[A-Z][\w']+ ){1,4})(?:district |county |city |first-instance |intermediate )?(?i:(courts?|procuratorate|procurators|prosecutors))(?:(?:,| of| in) ((?:[A-Z][\w']+(?: District)? ?(?:in )?){1,3}))?)`)
)

// court names the courts, procuratorates and consumer councils of a case; nil
// for what is no case. Bodies of the table go first, then COURT-xx and PROC-xx
// for local ones that it does not list.
func (p *reading) court() []feeds.AuthorityID {
	litigates := p.Out.DocType == "judgment" || p.IsCourt() && kind.AccusedZH.MatchString(p.Title.S)
	local := strings.HasPrefix(string(p.Source), "COURT-") || strings.HasPrefix(string(p.Source), "PROC-")
	if !litigates && !local && !(p.Media && p.tellsCase()) {
		return nil
	}
	var members []int
	for i := range p.Views {
		for _, m := range p.Bodies[i] {
			switch p.Names.Authorities[m.Index].Level {
			case "court", "procuratorate", "consumer_council":
				if !slices.Contains(members, m.Index) {
					members = append(members, m.Index)
				}
			}
		}
	}
	ids := p.ids(members)
	if len(ids) == 0 && !local {
		ids = p.localCourts()
	}
	if len(ids) == 0 && p.Media {
		ids = p.courtsOfPlace()
	}
	if local {
		ids = slices.DeleteFunc(ids, p.ownHigh)
	}
	if own := slices.Index(ids, p.Source); own > 0 {
		ids = append([]feeds.AuthorityID{p.Source}, slices.Delete(ids, own, own+1)...)
	}
	if local && !slices.Contains(ids, p.Source) {
		if len(ids) == 0 || !p.Media {
			return append([]feeds.AuthorityID{p.Source}, ids...)
		}
	}
	return ids
}

// ownHigh reports the high court or procuratorate of a local one's province where no
// text names it in full: 上海检察机关 is the local one too.
func (p *reading) ownHigh(id feeds.AuthorityID) bool {
	kind, code, _ := strings.Cut(string(p.Source), "-")
	if id != feeds.AuthorityID(code+map[string]string{"COURT": "HPC", "PROC": "PPR"}[kind]) {
		return false
	}
	a, _ := p.Names.Authority(id)
	return !slices.ContainsFunc(p.Views, func(v *view.View) bool { return strings.Contains(v.S, a.NameZH) || strings.Contains(v.S, a.NameEN) })
}

// onlyProvince is the code of the one province that the first sentences of a text name,
// "" for none or several.
func (p *reading) onlyProvince() string {
	code := ""
	for _, h := range names.PlaceNames().Longest(p.Opening(), nil) {
		own := names.CodeOf(h)
		if code != "" && own != code {
			return ""
		}
		code = own
	}
	return code
}

// courtsOfPlace are the courts of a report that names only the place: in its title, or of
// a county that nobody knows as the one province of which it speaks.
func (p *reading) courtsOfPlace() []feeds.AuthorityID {
	code := cmp.Or(names.ProvinceOf(p.Title.S+p.Chinese.S), p.onlyProvince())
	if code == "" || p.Title.English && abroadCourt.MatchString(p.OpeningRaw()) {
		return nil
	}
	var out []feeds.AuthorityID
	text := p.Title.Low + p.Chinese.S + p.Opening()
	if view.ContainsAny(text, "法院", "court") {
		out = append(out, feeds.AuthorityID("COURT-"+code))
	}
	if view.ContainsAny(text, "检察", "procurator", "prosecutor") {
		out = append(out, feeds.AuthorityID("PROC-"+code))
	}
	return out
}

// abroadCourt is a court of another country.
var abroadCourt = pattern.MustCompile(`\b(?:[Cc]ourt|[Jj]udge) (?:in|for|of) (?:the )?(?:Washington|District of|New York|California|Texas|London|England|Delhi|Paris|Berlin|Dublin|Singapore|Tokyo|Seoul|Justice of the European)|\b(?:US|U\.S\.|British|Irish|German|French|Indian|Dutch|Korean|Japanese|Singapore|Federal|federal|High Court in London) (?:[a-z]+ )?(?:[Cc]ourt|[Jj]udge|[Aa]ppeals [Cc]ourt)\b`)

var caseWords = pattern.MustCompile(`判决|宣判|一审|二审|终审|审理|纠纷案|公益诉讼|提起公诉|\b(?:court|procurator\w*|prosecutors?|sentenced|convicted|on trial|jailed|(?:law)?suits?|sue[ds]|plaintiffs?)\b`)

func (p *reading) tellsCase() bool {
	return caseWords.MatchString(p.Title.Low) || caseWords.MatchString(p.Chinese.S) ||
		p.Title.English && kind.CourtWords.MatchString(p.Opening()) && kind.DecidesEN.MatchString(p.Opening()) ||
		!p.Title.English && (kind.JudgedZH.MatchString(p.Title.S) || view.ContainsAny(p.Title.S, "起诉", "法院", "中院", "检察院", "获刑", "案", "官司")) && (kind.DecidesZH.MatchString(p.Opening()) || kind.DecidesZH.MatchString(p.Title.S) && strings.Contains(p.Opening(), "法院")) ||
		!p.Title.English && kind.JudgedZH.MatchString(p.Title.S) && view.ContainsAny(p.Opening(), "检察院", "检察机关") ||
		kind.ProsecutesZH.MatchString(p.Title.S) || !p.Title.English && opensCase.MatchString(p.Opening())
}

// opensCase is a report whose title tells no case, and whose text begins with one.
var opensCase = pattern.MustCompile(`(?:人民法院|中院|互联网法院|检察院)(?:近日|日前|昨日|今日|依法|一审|公开|对)*(?:审结|宣判|公开宣判|提起公诉|审理并?宣判|(?:开庭)?审理了?[^。;,]{0,50}案)|法院[^。;]{0,16}(?:公布|公开)了?[^。;]{0,30}(?:判决书|裁定书)`)

// localCourts finds courts below the table by their place.
func (p *reading) localCourts() []feeds.AuthorityID {
	var out []feeds.AuthorityID
	own := "" // of the body whose page tells of a court of its province by the county alone
	if !p.IsCourt() && !p.Media {
		own = ownPlace(p.Source)
	}
	known := map[string]string{} // the provinces of places in full
	add := func(kind, place string) {
		code := names.ProvinceOf(place)
		if code != "" {
			known[place] = code
		}
		for full := range known {
			if code == "" && strings.HasSuffix(full, place) {
				code = known[full] // 湖北省老河口市检察院 … 老河口市法院
			}
		}
		code = cmp.Or(code, region.CountyAtEnd(place), own)
		if code == "" || p.IsCourt() && strings.HasPrefix(string(p.Source), code) && strings.HasSuffix(string(p.Source), "HPC") && names.IsProvince(strings.TrimSpace(place), code) {
			return // a high court calls the courts of its province so, and itself
		}
		id := feeds.AuthorityID(kind + code)
		if !slices.Contains(out, id) {
			out = append(out, id)
		}
	}
	for _, v := range p.Views {
		if strings.Contains(v.S, "院") {
			for _, m := range courtZH.FindAllStringSubmatch(feeds.Clip(v.S, 8<<10), 20) {
				if m[2] == "中院" && p.IsCourt() {
					continue // short for a court whose page this is
				}
				kind := "COURT-"
				if strings.Contains(m[2], "检察") {
					kind = "PROC-"
				}
				add(kind, m[1])
			}
		}
		if !v.English {
			continue
		}
		for _, m := range courtEN.FindAllStringSubmatch(feeds.Clip(v.S, 8<<10), 20) {
			kind := "COURT-"
			if strings.Contains(view.LowerASCII(m[0]), "proc") || strings.Contains(view.LowerASCII(m[0]), "prosec") {
				kind = "PROC-"
			}
			add(kind, m[1]+m[2]+m[4])
		}
	}
	return out
}

// localKinds are local bodies that a report names by place and kind only, with
// the endings of their codes; the first that the table has is taken.
var localKinds = []struct {
	words   *pattern.Pattern
	endings []string
}{
	{localWords(`警方|公安|网警|网安`, `police|public security (?:bureau|department|authorities|organs?)`), []string{"PSD", "PSB"}},
	{localWords(`网信办|互联网信息办公室|网信部门`, `cyberspace (?:administration|affairs|office|regulator|watchdog|authorit)\w*|internet (?:regulator|watchdog|information office)`), []string{"CAC"}},
	{localWords(`通信管理局|通管局`, `(?:tele)?com(?:munication)?s? (?:administration|regulator|watchdog|authorit)\w*`), []string{"CA"}},
	{localWords(`市场监管|市监|市场监督管理`, `(?:administration (?:for|of) )?market (?:regulat|supervis|watchdog)\w*`), []string{"AMR"}},
	{localWords(`数据局|数据管理局`, `(?:big )?data (?:bureau|administration|resources)`), []string{"DA"}},
}

// localWords matches a body behind its place and, in English, before it: Foshan police,
// Public Security Bureau of Foshan.
func localWords(zh, en string) *pattern.Pattern {
	const name = `((?:[A-Z][\w']+ ?){1,3})`
	const tail = `(?:(?: bureau| administration)? (?:of|in) (?:(?:[a-z]+ )?China's )?` + name + `)`
	return pattern.MustCompile(`([\p{Han}]{2,12})(?:` + zh + `)|` + name + `(?:(?i:city|county|district|municipal|provincial|internet|cyber|online) )*(?i:` + en + `)` + tail + `?|(?i:` + en + `)` + tail)
}

// belowProvince ends what stands before the kind of a body of a city, a district or a
// county: where nobody knows it, the province is that of which the text speaks.
var belowProvince = pattern.MustCompile(`\p{Han}[市区县旗州]$`)

// bankBranch is a branch of the central bank, which acts for it in its place.
var bankBranch = pattern.MustCompile(`(?:央行|人行)\p{Han}{2,8}?(?:中心支行|分行|支行|营业管理部)`)

// appRegulator is a province's regulator in a headline.
var appRegulator = pattern.MustCompile(`((?:[A-Z]\w+ ){1,2})(?:regulator|watchdog)\b`)

// localBody is the provincial body that stands for a local one of the same kind
// which the table does not list, or that a report calls 省网信办 under a headline with
// the place.
func (p *reading) localBody() []feeds.AuthorityID {
	for _, v := range p.Views {
		text := feeds.Clip(v.S, 4<<10)
		for _, k := range localKinds {
			for _, m := range k.words.FindAllStringSubmatch(text, 4) {
				code := names.ProvinceOf(strings.Join(m[1:], " "))
				if code == "" && belowProvince.MatchString(m[1]) {
					code = cmp.Or(region.CountyAtEnd(m[1]), names.ProvinceOf(p.Title.S+p.Chinese.S), p.onlyProvince())
				}
				if id := p.bodyOf(code, k.endings); id != "" {
					return []feeds.AuthorityID{id}
				}
			}
		}
	}
	for _, v := range p.Views {
		if v.Words.HasAny("央行", "人行") && bankBranch.MatchString(feeds.Clip(v.S, 4<<10)) {
			return []feeds.AuthorityID{"PBOC"}
		}
	}
	if kind.AppsEN.MatchString(p.Title.Low) { // who watches over apps
		for _, m := range appRegulator.FindAllStringSubmatch(p.Title.S, 4) {
			if id := p.bodyOf(names.ProvinceOf(m[1]), []string{"CA"}); id != "" {
				return []feeds.AuthorityID{id}
			}
		}
	}
	code := names.ProvinceOf(p.Chinese.S + p.Title.S)
	for _, v := range p.Views {
		for _, m := range neighbourZH.FindAllStringSubmatch(feeds.Clip(v.S, 900), 4) {
			if id := p.bodyOf(code, neighbourEnding(m[1])); id != "" {
				return []feeds.AuthorityID{id}
			}
		}
	}
	for _, v := range p.Views {
		m := neighbourEN.FindStringSubmatch(feeds.Clip(v.Low, 900))
		if m == nil {
			continue
		}
		place := code
		if place == "" {
			place = names.ProvinceOf(feeds.Clip(p.Body.S, 900))
		}
		if strings.HasPrefix(m[1], "capital") {
			place = "BJ"
		}
		for _, n := range neighbourNouns {
			if strings.HasPrefix(m[2], n.en) {
				if id := p.bodyOf(place, n.endings); id != "" {
					return []feeds.AuthorityID{id}
				}
			}
		}
	}
	return nil
}

// bodyOf is the first of the province's bodies with these endings that the table has.
func (p *reading) bodyOf(code string, endings []string) feeds.AuthorityID {
	for _, e := range endings {
		id := feeds.AuthorityID(code + e)
		if _, ok := p.Names.Authority(id); ok && code != "" {
			return id
		}
	}
	return ""
}

// neighbourZH are bodies that a local page names without its place: 市网信办,
// 省通信管理局, or without its rank in a list: 会同商务厅、数据局.
var neighbourZH = pattern.MustCompile(`(?:(?:^|[、,。和与同由合 \n"])(?:自治区|[省市区])(?:委)?|[、同])(网信办|公安[局厅]|市场监管局|市场监督管理局|通信管理局|通管局|(?:政务(?:服务)?(?:和|与)?|大)?数据(?:管理)?局|商务[局委厅]|高级人民法院|高级法院|高院|人民检察院|检察院)`)

// neighbourEN are the same in English: the provincial communications administration, the
// capital's cyberspace office.
var neighbourEN = pattern.MustCompile(`\bthe (?:local )?(province|provincial|city|municipal|municipality|capital|region|regional)(?:'s|’s)? (cyberspace (?:administration|office|regulator)|communications? administration|telecoms? (?:administration|regulator)|police|public security (?:bureau|department)|market regulator|data bureau|commerce (?:bureau|commission|department)|high (?:people's )?court)\b`)

// withEN are those that an English text says to have issued it too: issued by the zone's
// administration and the municipal commerce commission.
var withEN = pattern.MustCompile(`\b(?:(?:issued|published|released|drawn up|drafted) (?:jointly )?by [^.]{0,80}?\band|(?:jointly|together) with) the (?:provincial|municipal|regional|city's|province's) (cyberspace|communications|telecom|market|data|commerce)\b`)

// besideEN is a list of a place's bodies of which the first alone has its name: the Beijing
// cyberspace administration, the commerce bureau and the data bureau published.
var besideEN = pattern.MustCompile(`\bcyberspace (?:administration|office), the (cyberspace|communications|telecom|market|data|commerce) [a-z ]{2,24}? and the (cyberspace|communications|telecom|market|data|commerce) [a-z]+ (?:jointly )?(?:issued|published|released)\b`)

// neighbourNouns are how their English begins, and the endings of their codes.
var neighbourNouns = []struct {
	en      string
	endings []string
}{
	{"cyberspace", []string{"CAC"}},
	{"communication", []string{"CA"}},
	{"telecom", []string{"CA"}},
	{"police", []string{"PSD", "PSB"}},
	{"public security", []string{"PSD", "PSB"}},
	{"market", []string{"AMR"}},
	{"data", []string{"DA"}},
	{"high", []string{"HPC"}},
	{"commerce", []string{"COM"}},
}

// neighbourEndings are the endings of their codes.
var neighbourEndings = map[string][]string{
	"网信办": {"CAC"}, "公安局": {"PSB", "PSD"}, "公安厅": {"PSD", "PSB"}, "市场监管局": {"AMR"}, "市场监督管理局": {"AMR"},
	"通信管理局": {"CA"}, "通管局": {"CA"}, "商务局": {"COM"}, "商务委": {"COM"}, "商务厅": {"COM"},
	"高级人民法院": {"HPC"}, "高级法院": {"HPC"}, "高院": {"HPC"}, "人民检察院": {"PPR"}, "检察院": {"PPR"},
}

// ownPlace is the code of the province or city whose body has the id, "" for no such one.
func ownPlace(id feeds.AuthorityID) string {
	if len(id) > 3 && slices.ContainsFunc(region.Provinces(), func(p region.Province) bool { return p.Code == string(id[:2]) }) {
		return string(id[:2])
	}
	for _, ending := range []string{"CAC", "AMR", "GOV", "DA"} {
		if city, ok := strings.CutSuffix(string(id), ending); ok && len(city) > 1 {
			return city
		}
	}
	return ""
}

// neighbourEnding is how the code of a body of that name ends; a place's bureau of data has
// many names.
func neighbourEnding(name string) []string {
	if view.HasSuffix(name, "数据局", "数据管理局") {
		return []string{"DA"}
	}
	return neighbourEndings[name]
}

// neighbours are the other bodies of the same place that title or opening says to act
// together with the one of that id.
func (p *reading) neighbours(of feeds.AuthorityID) []feeds.AuthorityID {
	code := ownPlace(of)
	if code == "" {
		return nil
	}
	var out []feeds.AuthorityID
	add := func(endings []string) {
		if id := p.bodyOf(code, endings); id != "" && id != of && !slices.Contains(out, id) {
			out = append(out, id)
		}
	}
	for _, with := range []*pattern.Pattern{withEN, besideEN} {
		for _, m := range with.FindAllStringSubmatch(feeds.Clip(p.Body.Low, 900), 4) {
			for _, noun := range m[1:] {
				for _, n := range neighbourNouns {
					if strings.HasPrefix(noun, n.en) {
						add(n.endings)
					}
				}
			}
		}
	}
	for _, text := range []string{p.Title.S, feeds.Clip(p.Body.S, 900)} {
		if !view.ContainsAny(text, "联合", "会同", "共同") {
			continue
		}
		for _, m := range neighbourZH.FindAllStringSubmatch(text, 8) {
			add(neighbourEnding(m[1]))
		}
	}
	return out
}
