package names

import (
	"slices"
	"strings"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/facts/view"
	"github.com/regwire/regwire/feeds/lexicon"
	"github.com/regwire/regwire/feeds/pattern"
)

// localKind is a kind of body that every place has, by how its Chinese name ends.
// English texts, which have no one name for it, call it by the place and a noun in
// either order, official nouns and everyday ones alike.
type localKind struct {
	endings  []string
	official []string
	everyday []string
}

var localNames = []localKind{
	{
		endings:  []string{"互联网信息办公室"},
		official: []string{"Cyberspace Administration", "Cyberspace Affairs Office", "Cyberspace Affairs Commission", "Cyberspace Office", "Internet Information Office", "Internet Information Administration", "Cyberspace Affairs Administration"},
		everyday: []string{"CAC", "internet regulator", "internet watchdog", "cyberspace regulator", "cyberspace watchdog", "cyberspace authority", "cyberspace authorities", "cyberspace body", "cyber regulator", "branch of the Cyberspace Administration of China", "office of the Cyberspace Administration of China"},
	},
	{
		endings: []string{"通信管理局"},
		official: []string{
			"Communications Administration", "Communication Administration", "Telecommunications Administration", "Telecommunication Administration", "Telecom Administration",
			"Administration of Communications", "Communications Authority", "Communications Administration Bureau", "Communications Management Bureau", "Communication Management Bureau",
		},
		everyday: []string{
			"telecom regulator", "telecoms regulator", "telecommunications regulator", "communications regulator", "telecom watchdog", "telecoms watchdog", "communications watchdog",
			"telecom authority", "telecom authorities", "telecommunications authority", "communications authorities", "telecom administrator",
		},
	},
	{
		endings:  []string{"公安厅", "公安局"},
		official: []string{"Public Security Department", "Public Security Bureau", "Department of Public Security", "Bureau of Public Security"},
		everyday: []string{"police", "cyber police", "cyberpolice", "internet police", "online police", "public security authorities", "public security organs", "police department", "police bureau", "police force"},
	},
	{
		endings: []string{
			"数据局", "大数据局", "数据管理局", "数据资源管理局", "数据和政务服务局", "政务服务和数据管理局", "政务服务与数据管理局",
			"政务服务和数字化建设管理局", "大数据应用发展管理局", "大数据发展管理局", "数字化发展局",
		},
		official: []string{
			"Data Bureau", "Data Administration", "Big Data Bureau", "Big Data Administration", "Data Resources Administration", "Data Resources Bureau", "Data Management Bureau", "Big Data Management Bureau",
			"Administration of Government Services and Data", "Government Services and Data Administration", "Administration of Data", "Bureau of Data", "Big Data Development Administration", "Big Data Development Bureau",
		},
		everyday: []string{"data authority", "data authorities", "data regulator"},
	},
	{
		endings: []string{"市场监督管理局", "市场监督管理委员会"},
		official: []string{
			"Administration for Market Regulation", "Administration of Market Regulation", "Market Regulation Administration", "Market Supervision Administration", "Market Supervision Bureau",
			"Market Regulation Bureau", "Market Supervision and Administration Bureau", "Market Supervision and Management Bureau", "Bureau of Market Supervision", "Administration of Market Supervision",
			"Administration for Market Supervision", "Commission for Market Regulation", "Market Regulation Commission",
		},
		everyday: []string{"market regulator", "market regulators", "market watchdog", "market supervision authority", "market supervision authorities", "market regulation authority", "market regulation authorities"},
	},
	{
		endings:  []string{"高级人民法院"},
		official: []string{"High People's Court", "Higher People's Court", "High Court"},
	},
	{
		endings:  []string{"人民检察院"},
		official: []string{"People's Procuratorate"},
	},
	{
		endings:  []string{"人民政府"},
		official: []string{"People's Government"},
	},
	{
		endings: []string{"经济和信息化委员会", "经济和信息化局", "经济和信息化厅", "工业和信息化厅", "工业和信息化局"},
		official: []string{
			"Department of Industry and Information Technology", "Bureau of Industry and Information Technology", "Industry and Information Technology Department", "Industry and Information Technology Bureau",
			"Bureau of Economy and Information Technology", "Department of Economy and Information Technology", "Commission of Economy and Informatization", "Commission of Economy and Information Technology",
			"Economy and Informatization Commission", "Economic and Information Commission", "Economic and Information Technology Commission", "Economic and Informatization Commission",
		},
	},
	{
		endings:  []string{"发展和改革委员会"},
		official: []string{"Development and Reform Commission", "Commission of Development and Reform"},
	},
	{
		endings:  []string{"商务局", "商务委员会", "商务厅"},
		official: []string{"Commerce Bureau", "Bureau of Commerce", "Commission of Commerce", "Commerce Commission", "Department of Commerce"},
	},
}

// placed is a kind of body in a place, as texts write the place.
type placed struct {
	kind  int
	place string
}

// placeEnds matches the whole name of one place.
var placeEnds = pattern.MustCompile(`^[\p{Han}]{2,3}(?:省|市|[\p{Han}]{0,4}自治区)$`)

// localTerms are the nouns by which English texts call the bodies that every place
// has; which one is meant the place beside it tells.
func (r *Tables) localTerms() (terms []lexicon.Term) {
	r.local = map[placed]int{}
	for kind, k := range localNames {
		for _, noun := range append(slices.Clip(k.official), k.everyday...) {
			terms = append(terms, r.term(noun, name{kind: kind + 1}, false))
		}
		for i, a := range r.Authorities {
			for _, place := range k.placesOf(a) {
				r.local[placed{kind + 1, strings.ToLower(place)}] = i
			}
		}
	}
	return terms
}

// placesOf are the names of the place whose body of this kind a is.
func (k localKind) placesOf(a Authority) []string {
	hits := PlaceNames().Longest(a.NameEN, nil)
	if !strings.HasPrefix(a.Jurisdiction, feeds.Province) || len(hits) == 0 {
		return nil
	}
	en := a.NameEN[hits[0].Start:hits[0].End]
	for _, e := range k.endings {
		zh, ok := strings.CutSuffix(a.NameZH, e)
		if !ok || !placeEnds.MatchString(zh) {
			continue
		}
		names := []string{en}
		for _, w := range wholes {
			if strings.HasSuffix(zh, w.zh) {
				names = append(names, en+" "+w.en)
			}
		}
		return names
	}
	return nil
}

// wholes are what makes the name of a place whole.
var wholes = []struct{ zh, en string }{
	{"壮族自治区", "Zhuang Autonomous Region"},
	{"回族自治区", "Hui Autonomous Region"},
	{"维吾尔自治区", "Uygur Autonomous Region"},
	{"自治区", "Autonomous Region"},
	{"省", "Province"},
	{"市", "Municipality"},
	{"市", "City"},
}

// The most that the name of a place has of words and bytes.
const (
	placeWords = 5
	placeBytes = 64
)

// localNamed is the body that the noun at m stands for, with the place beside it,
// Guangdong Provincial Communications Administration, police in Beijing, or in the title
// where a text goes on to speak of the city's police.
func (r *Tables) localNamed(v *view.View, m Mention, kind int, title string) (Mention, bool) {
	if from, i, ok := r.placeBefore(v.Low, m.From, kind); ok {
		return Mention{Span: view.Span{From: from, To: m.To}, Index: i}, true
	}
	if head := strings.TrimRight(view.ClipLeft(v.Low[:m.From], placeBytes), " "); strings.HasSuffix(head, " district") || strings.HasSuffix(head, " county") {
		return Mention{}, false // a district's body in the place that follows
	}
	if to, i, ok := r.placeBehind(v.Low, m.To, kind); ok {
		return Mention{Span: view.Span{From: m.From, To: to}, Index: i}, true
	}
	its := itsPlace.FindString(view.ClipLeft(v.Low[:m.From], placeBytes))
	h, ok := firstPlace(title)
	if its == "" || !ok {
		return Mention{}, false
	}
	i, ok := r.local[placed{kind, strings.ToLower(title[h.Start:h.End])}]
	return Mention{Span: view.Span{From: m.From - len(its), To: m.To}, Index: i}, ok
}

// itsPlace stands before a noun of the place that was named already.
var itsPlace = pattern.MustCompile(`\b(?:the (?:provincial|municipal|regional)|(?:the|its) (?:city|municipality|province|region)'s(?: (?:provincial|municipal|regional))?) $`)

func (r *Tables) placeBefore(low string, end, kind int) (from, body int, ok bool) {
	least := max(0, end-placeBytes)
	head := strings.TrimRight(low[least:end], " ")
	for _, rank := range locals {
		if rest, ok := strings.CutSuffix(head, " "+rank); ok {
			head = rest
			break
		}
	}
	head = strings.TrimSuffix(head, "'s")
	at := len(head)
	for range placeWords {
		at = strings.LastIndexAny(head[:at], " \n\"(")
		if i, ok := r.local[placed{kind, head[at+1:]}]; ok {
			return least + at + 1, i, true
		}
		if at < 0 {
			break
		}
	}
	return 0, 0, false
}

func (r *Tables) placeBehind(low string, start, kind int) (to, body int, ok bool) {
	tail := feeds.Clip(low[start:], placeBytes)
	rest, of := strings.CutPrefix(tail, " of ")
	if !of {
		if rest, of = strings.CutPrefix(tail, " in "); !of {
			return 0, 0, false
		}
	}
	rest = strings.TrimPrefix(rest, "the ")
	at := 0
	for range placeWords {
		n := strings.IndexAny(rest[at:], " ,.;:'\n\")")
		if n < 0 {
			n = len(rest) - at
		}
		if i, found := r.local[placed{kind, rest[:at+n]}]; found {
			to, body, ok = start+len(tail)-len(rest)+at+n, i, true
		}
		if at += n + 1; at >= len(rest) {
			break
		}
	}
	return to, body, ok
}
