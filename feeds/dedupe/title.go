package dedupe

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/pattern"
	"github.com/regwire/regwire/feeds/region"
)

var (
	inMarks   = pattern.MustCompile(`《([^《》]{2,120}(?:《[^《》]*》[^《》]*)?)(?:》|$)`)
	stageMark = pattern.MustCompile(`\([^()]{0,10}(?:征求意见稿|草案|审议稿|送审稿|试行|暂行|修订稿|报批稿|公开征求意见)[^()]{0,10}\)|\(第[一二三四五六七八九十0-9]+版\)|\([0-9]{4}年?[版本]\)|征求意见稿$`)
	docNumber = pattern.MustCompile(`\(?[\p{Han}]{1,12}\[[0-9]{4}\]第?[0-9]+号\)?|^[\p{Han}、]{2,40}?令\(?第?[0-9]+号\)?|\(第?[0-9]+号\)|第[0-9]+号$`)
	site      = pattern.MustCompile(`(?:[_|-]+[\p{Han}a-z0-9·. ]{0,20}?(?:网|网站|办公室|局|委员会|委|厅|部|报|社|政府|频道|平台|门户|新闻|要闻|公告|中心))+$`)
	// frames are the words of the frame around what a title is about.
	asking  = pattern.MustCompile(`(?:向社会)?(?:再次)?(?:公开)?(?:征求|征集|征询|听取)(?:社会)?(?:公众)?(?:对|关于)?|(?:的)?(?:社会)?(?:公众)?意见(?:建议)?(?:的)?(?:通知|公告|通告|函)?$`)
	issuing = pattern.MustCompile(`^(?:联合)?(?:印发|发布|公布|出台|转发|批转)(?:关于|[:：])?`)
)

// Core is what a title is about: without the agency before 关于, stage and
// edition labels, document number, site name and the words of the frame. A
// pattern is tried only where a character stands that it cannot do without.
func Core(title string) string {
	s := lessSite(feeds.FoldTitle(title))
	if strings.Contains(s, "贸") {
		s = shorter.Replace(s)
	}
	if strings.Contains(s, "号") {
		s = docNumber.ReplaceAllString(s, "")
	}
	if strings.Contains(s, "(") || strings.HasSuffix(s, "稿") {
		s = stageMark.ReplaceAllString(s, "")
	}
	s = lessAgency(strings.TrimRight(lessShort(s), ".…"))
	for {
		t := strings.TrimPrefix(s, "《")
		if startsIssuing(t) {
			t = issuing.ReplaceAllString(t, "")
		}
		if strings.Contains(t, "征") || strings.Contains(t, "意见") || strings.Contains(t, "听取") {
			t = asking.ReplaceAllString(t, "")
		}
		t = strings.TrimRight(lessFrame(t), "》的")
		if t == s || t == "" {
			break
		}
		s = t
	}
	return strings.Map(letters, s)
}

// shorter are names that titles write in full or not.
var shorter = strings.NewReplacer("自由贸易试验区", "自贸区", "自贸试验区", "自贸区")

// lessShort drops Latin short forms in brackets behind a Chinese name, which titles give
// or not: 人工智能(ai).
func lessShort(s string) string {
	for at := 0; ; {
		i := strings.IndexByte(s[at:], '(')
		if i < 0 {
			return s
		}
		at += i
		end := at + 1
		for end < len(s) && s[end] >= 'a' && s[end] <= 'z' {
			end++
		}
		before, _ := utf8.DecodeLastRuneInString(s[:at])
		if n := end - at - 1; n < 2 || n > maxShort || end == len(s) || s[end] != ')' || !ideograph(before) {
			at++
			continue
		}
		s = s[:at] + s[end+1:]
	}
}

// maxShort is how many letters a short form may have.
const maxShort = 6

func lessSite(s string) string {
	if strings.ContainsAny(s, "_|-") {
		return site.ReplaceAllString(s, "")
	}
	return s
}

func startsIssuing(s string) bool {
	return slices.ContainsFunc(verbs, func(v string) bool { return strings.HasPrefix(s, v) })
}

var (
	verbs = []string{"联合", "印发", "发布", "公布", "出台", "转发", "批转"}
	// kinds end the frame: 关于…的通知.
	kinds = []string{"通知", "公告", "通报", "函", "通告", "公示"}
)

func lessFrame(s string) string {
	for _, k := range kinds {
		if t, ok := strings.CutSuffix(s, k); ok {
			return strings.TrimSuffix(t, "的")
		}
	}
	return s
}

// agencyRunes is how long the agencies before 关于 may be: ten ministries do
// not fit, and need not.
const agencyRunes = 60

// publishing verbs stand between the agency and the document.
var publishing = []string{"公布", "发布", "印发", "出台", "通过", "就", "对", "签署"}

// published is where the first publishing verb right before a document begins and how long
// it is; at is -1 where there is none.
func published(s string) (at, length int) {
	for from := 0; ; from += len("《") {
		i := strings.Index(s[from:], "《")
		if i < 0 {
			return -1, 0
		}
		from += i
		for _, verb := range publishing {
			if strings.HasSuffix(s[:from], verb) {
				return from - len(verb), len(verb)
			}
		}
	}
}

// lessAgency drops what stands before the subject: "…局关于", "…办公布《",
// and of a forwarded notice also whose notice it was.
func lessAgency(s string) string {
	for range 3 {
		at, skip := strings.Index(s, "关于"), len("关于")
		if i, n := published(s); i >= 0 && (at < 0 || i < at) {
			at, skip = i, n
		}
		if at < 0 || len([]rune(s[:at])) > agencyRunes || strings.Contains(s[:at], "》") {
			return s
		}
		s = s[at+skip:]
	}
	return s
}

func letters(r rune) rune {
	if ideograph(r) || unicode.IsLetter(r) || unicode.IsDigit(r) {
		return r
	}
	return -1
}

var (
	// before a document that a title is about stands nothing, or words that end so.
	leads = pattern.MustCompile(`(?:^|关于|公布|发布|印发|出台|通过|就|对|征求|征集|审议|制定|签署|转发(?:[\p{Han}、]{2,30})?|标准|新修订的?|修订后的|新版|[:：]|号\)?|\])(?:《关于)?$`)
	// and after it only what is done with the document.
	follows = pattern.MustCompile(`^(?:[\[(][^\])]*[\])]|等[0-9]+[项个部]|的|通知|公告|通告|函|决定|意见|公开|再次|向社会|征求|征集|征询|听取|公众|建议|征求意见稿|草案|将?于?自?[0-9年月日起]+|正式|今[日天]?起?|施行|实施|生效|全文|印发|公布|发布|出台|国家标准|推荐性|强制性|[,，。!:：\s_|-])*$`)
)

// documents are the cores of the documents in 《》 that the title is about; one
// that it only names is none.
func documents(title string) (subject []string) {
	if !strings.ContainsAny(title, "《〈") {
		return nil
	}
	s := lessSite(feeds.FoldTitle(title))
	for _, m := range inMarks.FindAllStringSubmatchIndex(s, 3) {
		doc := strings.Map(letters, Core(s[m[2]:m[3]]))
		if leads.MatchString(s[:m[0]]) && follows.MatchString(s[m[1]:]) && len([]rune(doc)) >= minHeadRunes {
			subject = append(subject, doc)
		}
	}
	return subject
}

// regions are the provinces and the special administrative regions, by their Chinese names.
var regions = func() (names []string) {
	for _, p := range region.Provinces() {
		names = append(names, p.ZH)
	}
	for _, p := range special {
		names = append(names, p.ZH)
	}
	return names
}()

var special = []region.Place{{ZH: "香港", EN: "Hong Kong"}, {ZH: "澳门", EN: "Macao"}}

// cities are those whose papers are told from those of their province's other cities.
var cities = strings.Fields("深圳 广州 杭州 南京 苏州 成都 武汉 西安 厦门 青岛 大连 宁波 济南 郑州 长沙 合肥 福州 昆明 贵阳 南昌 沈阳 哈尔滨 长春 石家庄 太原 无锡 温州 珠海 佛山 东莞")

// places are what tells one region's paper from another's.
var places = slices.Concat(regions, cities)

// placesEN are the places as English titles write them, a word each: the last of the name.
var placesEN = func() map[string]string {
	m := map[string]string{}
	add := func(p region.Place) {
		words := strings.Fields(strings.ToLower(p.EN))
		m[words[len(words)-1]] = p.ZH
	}
	for _, zh := range places {
		if p, _, ok := region.Named(zh); ok {
			add(p)
		}
	}
	for _, p := range special {
		add(p)
	}
	return m
}()

// provinceOf is the province of each of the cities.
var provinceOf = func() map[string]string {
	m := map[string]string{}
	for _, c := range cities {
		_, p, _ := region.Named(c)
		m[c] = p.ZH
	}
	return m
}()

// placesOfEN are the places that an English title names.
func placesOfEN(title string) (out []string) {
	for w := range strings.FieldsFuncSeq(strings.ReplaceAll(strings.ToLower(title), "’", "'"), func(r rune) bool { return r != '\'' && (r < 'a' || r > 'z') }) {
		if p := placesEN[strings.TrimSuffix(w, "'s")]; p != "" && !slices.Contains(out, p) {
			out = append(out, p)
		}
	}
	return out
}

func placesOf(core string) []string {
	var out []string
	for _, p := range places {
		if strings.Contains(core, p) {
			out = append(out, p)
		}
	}
	return out
}

// citiesOf are those of places that have a province.
func citiesOf(named []string) (out []string) {
	for _, n := range named {
		if provinceOf[n] != "" {
			out = append(out, n)
		}
	}
	return out
}

// forces are the police of a place below the provinces: 绵阳警方, 南通市公安局.
var forces = pattern.MustCompile(`([\p{Han}]{2})(?:市)?(?:警方|网警)|([\p{Han}]{2})市公安局`)

// policeOf are the places whose police a text says it was.
func policeOf(s string) (out []string) {
	for _, m := range forces.FindAllStringSubmatch(s, 4) {
		if name := m[1] + m[2]; name != "当地" && !slices.Contains(regions, name) {
			out = append(out, name)
		}
	}
	return out
}

// office is one of a city, below the provinces'.
var office = pattern.MustCompile(`([\p{Han}]{2})市委?(网信办|互联网信息办公室|公安局|市场监管局|市场监督管理局)`)

// shortOffice writes one kind of office in one way.
var shortOffice = strings.NewReplacer("互联网信息办公室", "网信办", "市场监督管理局", "市场监管局")

// officesOf are the offices that a text names, each in one way.
func officesOf(s string) (out []string) {
	for _, m := range office.FindAllStringSubmatch(s, 4) {
		kind := shortOffice.Replace(m[2])
		if !slices.Contains(regions, m[1]) && !slices.Contains(out, m[1]+kind) {
			out = append(out, m[1]+kind)
		}
	}
	return out
}

// withProvinces adds the provinces of cities.
func withProvinces(named []string) []string {
	out := slices.Clone(named)
	for _, n := range named {
		if p := provinceOf[n]; p != "" {
			out = append(out, p)
		}
	}
	return out
}

// trades are what a business may be in, a line each, in both languages.
var trades = [][]string{
	{"医疗", "医院", "诊所", "体检", "口腔", "患者", "hospital", "clinic", "patient"},
	{"教育", "培训", "学校", "学院", "学员", "少儿", "幼儿园", "补习", "school", "tutor", "student"},
	{"物业", "小区", "业主", "property m", "homeowner", "residential c"},
	{"酒店", "宾馆", "民宿", "hotel", "guesthouse"},
	{"健身", "游泳", "gym", "fitness"},
	{"驾校", "驾培", "driving s"},
	{"咖啡", "茶饮", "餐饮", "餐厅", "点单", "点餐", "餐企", "restaurant", "coffee", "diner"},
	{"银行", " bank"},
	{"保险", "insur"},
	{"证券", "期货", "基金", "securities", "brokerage"},
	{"快递", "物流", "面单", "courier", "parcel", "logistics", "waybill"},
	{"房产", "地产", "售楼", "装修", "real estate", "renovation"},
	{"停车", "parking"},
	{"车企", "汽车", "出行", "网约车", "carmaker", "automaker", "ride-hailing"},
	{"美容", "整形", "cosmetic"},
	{"生物", "医药", "药店", "药房", "pharmac", "biotech"},
	{"招聘", "求职", "人力资源", "recruit", "staffing", "job seeker"},
	{"婚恋", "相亲", "matchmaking"},
	{"游戏", "video game"},
	{"旅游", "旅行社", "景区", "航空", "travel", "airline"},
	{"超市", "商场", "零售", "电商", "supermarket", "retailer"},
	{"慈善", "公益机构", "charity"},
}

// noTrade are words of other matters in which a trade's stand: 作出行政处罚 is no 出行.
var noTrade = strings.NewReplacer("出行政", "", "停车企业", "停车", "批评教育", "", "教育部", "", "教育局", "", "教育厅", "")

// tradesOf is the set of trades that a text names.
func tradesOf(s string) (set uint32) {
	s = noTrade.Replace(s)
	for i, words := range trades {
		if containsAny(s, words) {
			set |= 1 << i
		}
	}
	return set
}

func disjoint(a, b []string) bool {
	return len(a) > 0 && len(b) > 0 && !slices.ContainsFunc(a, func(x string) bool { return slices.Contains(b, x) })
}
