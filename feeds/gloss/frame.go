package gloss

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/gloss/chinese"
	"github.com/regwire/regwire/feeds/gloss/english"
	"github.com/regwire/regwire/feeds/gloss/grammar"
	"github.com/regwire/regwire/feeds/gloss/name"
	"github.com/regwire/regwire/feeds/gloss/number"
	"github.com/regwire/regwire/feeds/gloss/token"
	"github.com/regwire/regwire/feeds/lexicon"
	"github.com/regwire/regwire/feeds/pattern"
)

// frameTable holds the outer frames of titles, tried from the top: a pattern,
// its English, and its English without an issuer. Slots: ORG, ORG? (may be
// empty), DOC, SUBJ, A and B (phrases), ACT (a deed as a noun), WORK (one with its article), WHO (one whom something befell), ONE (one of a kind), PARTY and OTHER (who goes to court against whom), DEED (one as what
// someone is doing), DID (one with its doer), N and M (numbers), NO (a number in digits), # (a number that is part of another slot), HEAD (a document type), YEAR, STD (a
// document or the name of a standard), PLAN (what is proposed), BATCH, KIND (what a document is), FATE (what befell somebody for what). {p|s} is the plural
// and the singular of a verb.
//
//go:embed frames.tsv
var frameTable string

type frame struct {
	re   *pattern.Pattern
	en   string
	none string
}

var slot = pattern.MustCompile(`\{([A-Z]+)(\?)?\}`)

// slots are what each kind of slot may hold.
var slots = map[string]string{
	"ORG": `[^《》：。“]{2,90}?`, "DOC": `.+?`, "C": `[^《》]+?`, "SUBJ": `[^《》]+?`, "A": `[^《》]+?`, "B": `[^《》]+?`, "ANY": `.+?`, "WHO": `[^《》]+?`, "ACT": `[^《》 ]+?`, "DID": `[^《》：，。 ]{4,40}?`, "WORK": `[^《》]+?`, "DEED": `[^《》]+?`, "ONE": `[^《》]+?`,
	"PARTY": parties, "OTHER": parties, "BRAND": brands, "RIVAL": brands,
	"KIND": `(?:等)?(?:推荐性|强制性)?(?:网络安全标准)?(?:(?:金融|通信|卫生|交通|教育|测绘|密码|公共安全|汽车)?行业标准|团体标准|地方标准|国家标准|实践指南|技术文件|示范文本)`,
	"N":    aNumber, "M": aNumber, "NO": aNumber, "YEAR": `\d{4}`,
	"HEAD": `(?:(?:司法)?解释|(?:风险|消费|安全)?提示|(?:预警|情况|再次)?通报|(?:预警|公示|安全|风险)?公告|(?:补充|紧急)?通知|(?:工作|实施|行动)?方案|(?:指导|实施|若干)?意见|(?:若干)?(?:规定|(?:政策)?措施)|(?:行动)?计划|通告|公示|函|决定|决议|批复|复函|答复(?:意见)?|倡议书|倡议|声明|报告|建议|议案|说明|命令|启事|提案|解答|解读|函告|要求|(?:会议)?纪要)`,
	"PLAN": pattern.AnyKey(proposals), "BATCH": `(?:\d{4}年)?第` + aNumber + `批`,
	"FATE": `(?:警告|(?:行政)?处罚|(?:依法)?查处|罚款|罚|(?:公开|点名)?通报(?:批评)?|点名|曝光|约谈|立案(?:调查|侦查|查处)?|责令(?:限期|立即)?(?:整改|改正)|(?:集体)?起诉)`,
}

// parties are who goes to court, one or several: persons who are not named, or bodies.
const (
	aParty  = `(?:\p{Han}某{1,2}[甲乙丙丁]?|\p{Han}(?:女士|先生)|[^《》：、诉]{2,40}?(?:公司|医院|学校|大学|学院|银行|平台|酒店|宾馆|网站|机构|企业|委员会|消委会|消保委|消协|检察院|业委会|物业|协会|中心|事务所|分行|支行|商店|超市|幼儿园|动物世界)(?:\([^()]{1,12}\))?)`
	parties = aParty + `(?:[、和与及]` + aParty + `)*(?:等)?`
)

// brands go to court under their names alone.
const brands = `(?:抖音|腾讯|淘宝|天猫|京东|百度|阿里|阿里巴巴|美团|微信|微博|新浪微博|大众点评|小红书|快手|携程|特斯拉|支付宝|网易|爱奇艺|优酷|今日头条|字节跳动|苹果|谷歌|微软|高德|滴滴|拼多多|小米|华为|[A-Za-z]{2,16})`

// aNumber is one in digits or Chinese numerals, which a pattern of the table writes {#}.
const aNumber = `(?:\d+|[` + feeds.HanNumerals + `]+)`

func readFrames(table string) ([]frame, error) {
	var out []frame
	for line := range strings.Lines(table) {
		line = strings.TrimRight(line, "\n")
		if line == "" || line[0] == '#' {
			continue
		}
		cells := strings.Split(line, "\t")
		if len(cells) < 2 {
			return nil, fmt.Errorf("frame %q: want pattern and English", line)
		}
		f := frame{re: pattern.MustCompile("^" + expand(cells[0]) + "$"), en: cells[1]}
		if len(cells) > 2 {
			f.none = cells[2]
		}
		out = append(out, f)
	}
	return out, nil
}

func expand(pattern string) string {
	return slot.ReplaceAllStringFunc(strings.ReplaceAll(pattern, "{#}", aNumber), func(s string) string {
		m := slot.FindStringSubmatch(s)
		name, body := m[1], slots[m[1]]
		if m[2] == "?" {
			body = "(?:" + body + ")?"
			if name == "ORG" {
				body = `[^《》：。“]{0,90}?`
			}
		}
		return "(?P<" + name + ">" + body + ")"
	})
}

// title renders a whole title: number, frame, or clauses.
func (r *titling) title(s string) string {
	rest, number := r.numbered(s)
	if l, ok := r.of.rules.Laws[chinese.LawKey(chinese.Unmarked(rest))]; ok {
		return l.CalledBy(rest) + number
	}
	for _, way := range [...]func(*titling, string) (string, bool){
		(*titling).labelledInFront, (*titling).Family, (*titling).severalRespects, (*titling).knownByStage, (*titling).seriesOf, (*titling).blamedFor,
	} {
		if en, ok := way(r, rest); ok {
			return en + number
		}
	}
	return r.Each(rest, r.partOf) + number
}

// labelledInFront is a title with a label, a bar or brackets.
func (r *titling) labelledInFront(s string) (string, bool) {
	if !strings.HasPrefix(s, "[") && !strings.HasPrefix(s, "(") && !strings.HasSuffix(s, "]") && !strings.HasSuffix(s, ")") && !strings.Contains(s, "｜") && !strings.HasPrefix(s, "一图") {
		return "", false
	}
	return r.Try(func() (string, bool) { return r.labelled(s) })
}

// knownByStage is what is worded as such titles are, with a stage behind or without: a
// batch is told behind what the frames of batches would miss.
func (r *titling) knownByStage(s string) (string, bool) {
	base, tail := r.Stages(s)
	staged := tail != "" && base != ""
	for _, way := range []struct {
		fits     bool
		of, tail string
	}{{staged && strings.HasPrefix(tail, " (Batch "), base, tail}, {true, s, ""}, {staged, base, tail}} {
		if !way.fits {
			continue
		}
		if en, ok := r.known(way.of); ok {
			return en + way.tail, true
		}
	}
	if grammar.IsPart(base) {
		return r.InParts(base) + tail, true
	}
	return "", false
}

// known renders what is worded as such titles are: a notice about apps, or a frame.
func (r *titling) known(s string) (string, bool) {
	for _, way := range [...]func(*titling, string) (string, bool){
		(*titling).appNotice, (*titling).proposal, (*titling).inForYears, (*titling).localOrdinance, (*titling).casesOfOneKind, (*titling).framed,
	} {
		if en, ok := way(r, s); ok {
			return en, true
		}
	}
	return "", false
}

// localOrdinance is an act of Hong Kong, where that is what the title is of.
func (r *titling) localOrdinance(s string) (string, bool) {
	if !r.ZH.HongKong {
		return "", false
	}
	return r.Ordinance(s)
}

// casesOfOneKind are what a frame calls typical cases, where they are of another kind.
func (r *titling) casesOfOneKind(s string) (string, bool) {
	if !strings.HasSuffix(s, "案例") {
		return "", false
	}
	for _, c := range casesByKind {
		if of, ok := strings.CutSuffix(s, c.zh); ok {
			en, ok := r.framed(of + "典型案例") // which the frames name
			return strings.Replace(en, "Typical Cases", c.en, 1), ok && strings.Contains(en, "Typical Cases") && (!strings.Contains(of, "批") || strings.HasSuffix(of, "布一批")) && !strings.HasSuffix(of, "专题")
		}
	}
	return "", false
}

// casesByKind are cases that are no typical ones.
var casesByKind = []struct{ zh, en string }{{"指导性案例", "Guiding Cases"}, {"指导案例", "Guiding Cases"}, {"参考案例", "Reference Cases"}, {"精品案例", "Quality Cases"}, {"典型执法案例", "Typical Enforcement Cases"}}

// partOf renders one clause of a title, which may have a frame of its own.
func (r *titling) partOf(s string) string {
	if en, ok := r.known(s); ok {
		return en
	}
	return r.bare(s)
}

// bare renders a title without frame: a document by its type, or a clause.
func (r *titling) bare(s string) string {
	base, _ := r.Stages(s)
	if w, ok := r.of.rules.Terms.Word(s); ok && w.Kind == "org" {
		return w.EN
	}
	if en, ok := r.taught(s); ok {
		return en
	}
	if en, ok := r.led(s, base); ok {
		return en
	}
	if en, ok := r.speaksOut(s); ok {
		return en
	}
	if en, ok := r.Promoted(s); ok {
		return en
	}
	if t := r.Segment(s); grammar.TouchesDeed(t) && !slices.ContainsFunc(t, func(x token.Token) bool { return x.Kind == token.Comma }) {
		return "Involving " + r.Act(grammar.Text(t[1:])) // 涉违反信用信息采集规定
	}
	if strings.HasPrefix(s, "违反") && grammar.EndsInRule(s) {
		return r.Act(s) // 违反个人信息保护规定
	}
	if m := twoHeads.FindStringSubmatch(s); m != nil {
		return r.Phrase(m[2]) + " and " + r.Phrase(m[3]) + " for " + r.Phrase(m[1])
	}
	for _, h := range r.of.rules.Terms.Types() {
		if strings.HasPrefix(base, "谁") || strings.HasPrefix(base, "哪些") || countBefore.MatchString(base) {
			break // which asks or counts, whatever it ends in
		}
		if strings.HasSuffix(base, h.ZH) && !strings.ContainsAny(base, "《》") {
			if strings.HasSuffix(base, "通报") && received.MatchString(base) {
				break // 去年接获203宗资料外泄通报
			}
			if t := r.Segment(base); len(t) > 0 {
				// 被采取强制措施 ends in what was done, no document
				last := t[len(t)-1]
				if _, ok := r.ClauseOf(t); ok && !grammar.NamesRule(base, t) || strings.HasPrefix(last.ZH, "被") || last.Deed() && len(last.ZH) > len(h.ZH) && last.Word.Kind != "doc_type" && !grammar.IsNotice(h.ZH) {
					break
				}
			}
			defer func(was bool) { r.Inside = was }(r.Inside)
			r.Inside = true
			return r.Document(s)
		}
	}
	return r.Clause(s)
}

// twoHeads are two things of one: 敏感个人信息的认定标准与单独同意规则.
var twoHeads = pattern.MustCompile(`^([^，的与和及、：《》]{2,20})的([^，的与和及、：]{2,10}(?:标准|范围|条件|程序|要求|边界|原则|义务|责任|依据))[与和及]其?([^，的与和及其、：]{2,12}(?:规则|制度|路径|方法|机制|义务|责任|标准|措施|要求|程序))$`)

// countBefore is how many there are of what ends a title.
var countBefore = pattern.MustCompile(`[^第]\p{Han}(?:\d+|[` + feeds.HanNumerals + `]{1,3})[大个条项类](?:要点|建议|要求|措施|问答|意见)$`)

// received is a clause of what somebody was told of, how many times.
var received = pattern.MustCompile(`^[^《》，的]{0,14}(?:接获|收到|接到|接报)(?:逾|超过?|近|约)?[\d一二两三四五六七八九十百][^的]*通报$`)

// led renders a clause that begins with its verb and ends like a title.
func (r *titling) led(s, base string) (string, bool) {
	verb := leadVerb.FindString(base)
	if verb == "" || len(verb) == len(base) {
		return "", false
	}
	switch t := r.Segment(base); {
	case t[0].Kind != token.Known || t[0].ZH != verb:
	case leading[verb] && len(t) > 2 && (verb == "明确" || !grammar.EndsInRule(base)):
		return r.Clause(s), true // 明确数据分类分级要求
	case publishing[verb] && t[0].Verb() && (grammar.EndsInRule(base) || strings.HasPrefix(base, verb+"关于") && strings.HasSuffix(base, "的决定")):
		return english.Inflect(t[0].Word.Base, english.Gerund) + " the " + r.Document(strings.TrimPrefix(s, verb)), true
	}
	return "", false
}

// leadVerb is one of leading or publishing in front.
var leadVerb = pattern.MustCompile(`^(?:明确|提出|细化|放宽|提高|收紧|出台|公布|发布|印发|修订|修改|审议通过|审议|表决通过|通过|颁布)`)

// leading verbs begin a clause and no title.
var leading = lexicon.Set("明确 提出 细化 放宽 提高 收紧 出台")

// publishing verbs begin a clause in front of a rule's name.
var publishing = lexicon.Set("公布 发布 印发 出台 修订 修改 审议通过 审议 表决通过 通过 颁布")

func (r *titling) framed(s string) (string, bool) {
	text := pattern.NewText(s)
	for i, m := r.of.framing.Next(text, 0); i >= 0; i, m = r.of.framing.Next(text, i+1) {
		f := &r.of.frames[i]
		if en, ok := r.Try(func() (string, bool) { return r.fill(f, m) }); ok {
			return en, true
		}
	}
	return "", false
}

// fill renders the slots of a frame that matched.
func (r *titling) fill(f *frame, m []string) (string, bool) {
	values := map[string]string{}
	many, ok := r.fillSlots(f, m, values)
	if !ok {
		return "", false
	}
	en := f.en
	if org, has := values["ORG"]; has && org == "" {
		if en = f.none; en == "" {
			return "", false
		}
	}
	en = fitSlots(en, values)
	return slotEN.ReplaceAllStringFunc(en, func(s string) string {
		in := s[1 : len(s)-1]
		p, one, ok := strings.Cut(in, "|")
		switch {
		case !ok:
			return values[in]
		case many:
			return p
		}
		return one
	}), true
}

// fillSlots renders what each slot holds into values; many is whether the issuers are.
func (r *titling) fillSlots(f *frame, m []string, values map[string]string) (many, ok bool) {
	defer func(was bool) { r.Inside = was }(r.Inside)
	suspect := false
	for i, slot := range f.re.SubexpNames() {
		if slot == "" {
			continue
		}
		if slot == "YEAR" && !strings.Contains(f.en, "Quarter") && partOfYear(m[0], m[i]) {
			return false, false
		}
		if slot == "ORG" && name.IsProvince(m[i]) && !strings.Contains(f.en, "{N}") {
			return false, false // 上海发布条例 is read as a clause
		}
		r.Inside = slot != "ANY"
		v, ok := r.slot(slot, strings.TrimSpace(m[i]))
		if !ok {
			return false, false
		}
		values[slot] = v
		suspect = suspect || slot == "A" && grammar.IsAccused(m[i])
		if slot == "ORG" {
			many = r.Many
		}
	}
	if suspect && values["FATE"] == "Sued for" {
		values["FATE"] = "Prosecuted for" // a gang is sued by nobody
	}
	return many, true
}

// ofOne is a number with the words of a frame up to what it counts.
var ofOne = pattern.MustCompile(`\{N\}(?: (?:[A-Z][a-z]*[a-rt-z]|\{A\}))* (?:[A-Z][a-z]+s|People)\b`)

// fitSlots makes the values and the words around them agree.
func fitSlots(en string, values map[string]string) string {
	if strings.Contains(en, "{N} {A} Including") && values["N"] != "One" && values["N"] != "1" {
		values["A"] = english.Plural(values["A"])
	}
	if strings.HasPrefix(en, "{WHO} ") && english.IsPlural(values["WHO"]) {
		en = manyDo.Replace(en)
	}
	en = strings.ReplaceAll(en, "of {ORG}", "of "+grammar.WithThe(values["ORG"]))
	if values["N"] == "One" || values["N"] == "1" {
		en = ofOne.ReplaceAllStringFunc(en, func(s string) string {
			n := strings.LastIndexByte(s, ' ') + 1
			if s[n:] == "People" {
				return s[:n] + "Person"
			}
			return s[:n] + english.Singular(s[n:])
		})
	}
	for name, v := range values {
		if strings.HasPrefix(v, "Several ") {
			en = strings.ReplaceAll(en, "the {"+name+"}", "{"+name+"}")
		}
		if takes := "{" + name + "} Takes Effect"; strings.Contains(en, takes) && english.IsPlural(v) {
			en = strings.Replace(en, takes, "{"+name+"} Take Effect", 1)
		}
		if filing := "{" + name + "} Filing Information"; strings.Contains(en, filing) && grammar.TakesNoNoun(v) {
			en = strings.Replace(en, filing, "Filing Information on {"+name+"}", 1)
		} else if strings.Contains(en, "{"+name+"} Filing") || strings.Contains(en, "{"+name+"} Cases") {
			values[name] = english.Singular(v)
		}
		if i := strings.Index(en, "{"+name+"}"); i > 0 && strings.Count(en[:i], `"`)%2 == 1 {
			values[name] = strings.ReplaceAll(v, `"`, "'") // quotes within quotes
		}
	}
	return en
}

// manyDo makes the verbs of such frames agree with several doers.
var manyDo = strings.NewReplacer("{WHO} Proposes", "{WHO} Propose", "{WHO} Attends", "{WHO} Attend", "and Delivers", "and Deliver", "{WHO} Agrees", "{WHO} Agree", "{WHO} Orders", "{WHO} Order", "{WHO} Says", "{WHO} Say", "{WHO} Warns", "{WHO} Warn", "{WHO} Fixes", "{WHO} Fix", "{WHO} Apologizes", "{WHO} Apologize")

// partOfYear reports a year that a part of it follows: 2024年第三季度.
func partOfYear(s, year string) bool {
	_, rest, ok := strings.Cut(s, year+"年")
	return ok && number.PartOfYear(rest)
}

var slotEN = pattern.MustCompile(`\{[^{}]+\}`)

// fates are what befalls those who did something, and how English joins what they did.
var fates = []struct{ zh, en string }{
	{"限期", "Ordered to Rectify within a Time Limit over"},
	{"责令", "Ordered to Rectify over"},
	{"约谈", "Called in for a Regulatory Interview over"},
	{"立案", "Placed under Investigation for"},
	{"起诉", "Sued for"},
	{"通报", "Publicly Named for"},
	{"点名", "Publicly Named for"},
	{"曝光", "Publicly Named for"},
	{"处罚", "Penalized for"},
	{"罚", "Fined for"},
}

// proposals are what may be proposed, before it is done.
var proposals = map[string]string{
	"认定": "Recognition", "入选": "Selection", "支持": "Support", "推荐": "Recommendation", "立项": "Initiation", "表彰": "Commendation", "授予": "Conferral",
	"命名": "Designation", "注销": "Deregistration", "撤销": "Rescission", "撤回": "Withdrawal", "颁发": "Issuance", "批准": "Approval", "发布": "Release", "资助": "Funding", "奖励": "Awards",
	"确定": "Designation", "培育": "Fostering", "录用": "Employment", "聘用": "Employment", "吊销": "Revocation",
}

func fate(zh string) string {
	for _, f := range fates {
		if strings.Contains(zh, f.zh) {
			return f.en
		}
	}
	return "Penalized for" // 警告, 查处
}

// campaign is a pilot that somebody may take up.
var campaign = pattern.MustCompile(`^(?:组织)?(?:开展|启动)([^，]{3,60}试点)(?:工作)?$`)

// documents renders the inside of title marks that may hold several documents:
// A》《B》和《C.
func (r *titling) documents(s string) string {
	if !strings.Contains(s, "》") {
		return r.Document(s)
	}
	var out []string
	for p := range strings.SplitSeq(s, "《") {
		in, _, _ := strings.Cut(p, "》")
		if len(out) < 12 && in != "" {
			out = append(out, r.Document(in))
		}
	}
	n := len(out)
	if n < 2 {
		return strings.Join(out, "")
	}
	return strings.Join(out[:n-1], ", the ") + " and the " + out[n-1]
}
