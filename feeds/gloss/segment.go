package gloss

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/regwire/regwire/feeds/lexicon"
	"github.com/regwire/regwire/feeds/pattern"
)

type tokenKind uint8

const (
	tWord tokenKind = iota
	tUnknown
	tNumber  // a count with its measure word
	tOrdinal // "Second Batch", "No. 3"
	tDate
	tMoney
	tGroup // brackets, quotes and title marks, rendered already
	tLatin
	tComma // 、
)

// token is one piece of a phrase.
type token struct {
	kind   tokenKind
	zh, en string
	w      word
	noun   string // of a number: what it counts where no noun follows
	batch  bool
}

func (t token) verb() bool { return t.kind == tWord && t.w.kind == "verb" }

// is reports whether the token is that Chinese word.
func (t token) is(zh string) bool { return t.kind == tWord && t.zh == zh }

// Costs of the segmentation: a word is cheap, a single character that is a word
// less so, and an unknown character dear.
const (
	costWord    = 10
	costSingle  = 13
	costLatin   = 12
	costUnknown = 60
)

// step is the best way on from one place.
type step struct {
	cost int32
	end  int32
	id   int32 // of a word; -1 unknown, -2 prepared
}

// prepared is a token that is no word, and where it stands.
type prepared struct {
	token
	at, end int
}

// desk is the memory in which phrases are cut, one after the other.
type desk struct {
	hits  []lexicon.Hit
	first []int32 // by place: the first hit that begins there, counted from 1
	next  []int32 // by hit: the next one that begins where it does
	best  []step
}

// lay makes room for a phrase of so many bytes.
func (d *desk) lay(size int) {
	d.first = slices.Grow(d.first[:0], size)[:size]
	clear(d.first)
	d.best = slices.Grow(d.best[:0], size+1)[:size+1]
	d.best[size] = step{}
}

// segment cuts a phrase without blanks into tokens, so that the fewest
// characters stay unknown and the words are as long as they can be.
func (r *render) segment(s string) []token {
	if s == r.cut.of && r.cut.tokens != nil {
		return r.cut.tokens
	}
	t := r.cutUp(s)
	// what stands in brackets may have left unknown words, which must be told again
	if !slices.ContainsFunc(t, func(x token) bool { return x.kind == tGroup }) {
		r.cut.of, r.cut.tokens = s, t
	}
	return t
}

// cutUp is segment without memory.
func (r *render) cutUp(s string) []token {
	ready := r.prepare(s)
	d := &r.desk // after prepare, which may cut what stands in brackets
	d.lay(len(s))
	d.hits = r.g.lex.All(s, d.hits[:0])
	d.next = slices.Grow(d.next[:0], len(d.hits))[:len(d.hits)]
	for n, h := range slices.Backward(d.hits) {
		if r.fits(s, h) {
			d.next[n], d.first[h.Start] = d.first[h.Start], int32(n+1)
		}
	}
	left := len(ready)
	for i := len(s) - 1; i >= 0; i-- {
		if !utf8.RuneStart(s[i]) {
			continue
		}
		_, size := utf8.DecodeRuneInString(s[i:])
		b := step{d.best[i+size].cost + costUnknown, int32(i + size), -1}
		if left > 0 && ready[left-1].at == i {
			left--
			b = step{d.best[ready[left].end].cost + costLatin, int32(ready[left].end), -2}
		}
		for n := d.first[i]; n > 0; n = d.next[n-1] {
			h := &d.hits[n-1]
			c := d.best[h.End].cost + costWord
			if h.End-h.Start == 3 && s[i] >= 0x80 {
				c = d.best[h.End].cost + costSingle
			}
			if c < b.cost || c == b.cost && int32(h.End) > b.end {
				b = step{c, int32(h.End), h.ID}
			}
		}
		d.best[i] = b
	}
	return r.mend(r.collect(s, d.best, ready))
}

// prepare reads what is no word: numbers, brackets, quotes, persons, Latin.
func (r *render) prepare(s string) (ready []prepared) {
	for i := 0; i < len(s); {
		t, n, ok := r.special(s, i)
		if !ok || n == 0 {
			_, size := utf8.DecodeRuneInString(s[i:])
			i += size
			continue
		}
		ready = append(ready, prepared{t, i, i + n})
		if t.kind == tNumber || t.kind == tOrdinal {
			// A word may begin inside: 第三方, 一体化.
			_, size := utf8.DecodeRuneInString(s[i:])
			i += size
			continue
		}
		i += n
	}
	return ready
}

// fits checks what a hit's note demands of its neighbours.
func (r *render) fits(s string, h lexicon.Hit) bool {
	w := r.g.words[h.ID]
	next, _ := utf8.DecodeRuneInString(s[h.End:])
	switch {
	case w.end && h.End < len(s) && han(next):
		return lawStage.MatchString(s[h.End:]) && h.Start > 0
	case next == '门' && w.kind == "org" && strings.HasSuffix(s[:h.End], "部"):
		return false // 公安部门 is not 公安部
	}
	return true
}

// lawStage is what stands behind a law's name: its amendment, draft, or rules.
var lawStage = pattern.MustCompile(`^(?:修正|修订|草案|咨询|施行细则|实施细则|实施条例|修改)`)

func (r *render) collect(s string, best []step, ready []prepared) []token {
	count := 0
	for i := 0; i < len(s); i = int(best[i].end) {
		count++
	}
	out := make([]token, 0, count)
	for i := 0; i < len(s); {
		b := best[i]
		end := int(b.end)
		switch b.id {
		case -1:
			if n := len(out); n > 0 && out[n-1].kind == tUnknown {
				out[n-1].zh += s[i:end]
			} else {
				out = append(out, token{kind: tUnknown, zh: s[i:end]})
			}
		case -2:
			for ready[0].at < i {
				ready = ready[1:]
			}
			out = append(out, ready[0].token)
		default:
			if who, what := s[i:end], "同意"; strings.HasSuffix(who, what) && consenting[who] && len(out) > 0 && compelling[out[len(out)-1].zh] {
				out = append(out, r.wordOf(strings.TrimSuffix(who, what)), token{kind: tWord, zh: what, en: "consent to", w: word{en: "consent to", kind: "verb", base: "consent to"}})
				break // 强制用户同意收集信息
			}
			if what, ok := strings.CutPrefix(s[i:end], "要求"); ok && len(out) > 0 && out[len(out)-1].is("被") {
				if second := r.wordOf(what); second.deed() {
					out = append(out, r.wordOf("要求"), second)
					break // 被要求删除信息
				}
			}
			out = append(out, r.token(s[i:end], b.id))
		}
		i = end
	}
	return out
}

// consenting are terms of whose consent something needs, and compelling verbs make somebody
// give it.
var (
	consenting = set("用户同意 消费者同意 当事人同意 个人同意")
	compelling = set("强制 强迫 要求 诱导 迫使 强制要求 诱骗")
)

// mend reads words anew in the light of their neighbours: it folds phrases into one
// adverb, leaves out what says nothing, and gives a connective that touches an unknown
// word back to it: 与 in an unknown name joins nothing.
func (r *render) mend(in []token) []token {
	out := in[:0]
	skip := 0
	for i := range in {
		if i < skip {
			continue
		}
		t := inContext(in, i)
		if size, en := r.folded(in, i); size > 0 {
			out = append(out, token{kind: tWord, zh: text(in[i : i+size]), en: en, w: word{en: en, kind: "adverb", after: true}})
			skip = i + size
			continue
		}
		if idle(in, i) {
			continue
		}
		if size, what := r.ofMany(in, i); size > 0 {
			out, skip = append(out, what), i+size
			continue
		}
		n := len(out)
		if peopleIn(in, i) && n == 1 {
			where := "in " + short(out[0].en)
			out = append(out[:0], t, token{kind: tWord, zh: "在" + out[0].zh, en: where, w: word{en: where, kind: "adverb", after: true}})
			continue // 上海4人被判刑
		}
		if n > 1 && t.kind == tWord && t.w.kind == "place" && out[n-1].kind == tWord && provinces[out[n-1].zh] && out[n-2].is("在") && i+1 < len(in) && in[i+1].deed() {
			t.zh, t.en = out[n-1].zh+t.zh, short(t.en)+", "+short(out[n-1].en)
			out[n-1] = t // 在云南昆明举行
			continue
		}
		if size, gang := gangOf(in, i); size > 0 {
			out, skip = append(out, gang), i+size
			continue
		}
		if t.is("某") && n > 0 && out[n-1].is("我国") {
			out[n-1] = t
			out[n-1].en += " Chinese" // 我国某电商平台
			continue
		}
		if base := nounDeeds[t.zh]; base != "" && n > 0 && out[n-1].w.after && strings.HasPrefix(out[n-1].zh, "通过") {
			t.w.kind, t.w.base = "verb", base // 通过微信出售个人信息
		}
		if n > 1 && t.kind == tWord && ofPersons[t.zh] && out[n-1].kind == tWord && people[out[n-1].zh] && doer(out[n-2]) && !people[out[n-2].zh] {
			out[n-1] = token{kind: tWord, zh: out[n-1].zh + t.zh, en: possessive(out[n-1].en) + " " + t.en, w: word{en: possessive(out[n-1].en) + " " + t.en, kind: "noun"}}
			continue // 某平台骑手信息
		}
		if n > 0 && t.kind == tUnknown && out[n-1].kind == tWord && out[n-1].w.kind == "place" {
			// 厦门 is a term, 厦门市 the same place.
			if rest, ok := strings.CutPrefix(t.zh, "区"); ok && !ranked(out[n-1].zh) {
				out[n-1].zh, out[n-1].en = out[n-1].zh+"区", short(out[n-1].en)+" District" // 海淀区
				if t.zh = rest; rest == "" {
					continue
				}
			} else if r, size := utf8.DecodeRuneInString(t.zh); strings.ContainsRune("市省县", r) {
				if t.zh = t.zh[size:]; t.zh == "" {
					continue
				}
			}
		}
		if t.kind == tWord && t.w.between && !neutral[t.zh] && (n > 0 && out[n-1].kind == tUnknown || i+1 < len(in) && in[i+1].kind == tUnknown) {
			t = token{kind: tUnknown, zh: t.zh}
		}
		if t.kind == tUnknown && n > 0 && out[n-1].kind == tUnknown {
			out[n-1].zh += t.zh
			continue
		}
		out = append(out, t)
	}
	return out
}

// inContext is the word at i as its neighbours make it: an adverb of the deed behind,
// or what a penalty is for.
func inContext(in []token, i int) token {
	t := in[i]
	if watchedBy(in, i) {
		t.w.kind = "verb"
		return t
	}
	if base := nounDeeds[t.zh]; base != "" && i > 0 && auxiliaries[in[i-1].zh].mood == modal {
		t.w.base = base // 可能泄露个人信息
		return t
	}
	if t.is("密码") && i > 0 && (holdsPassword.MatchString(in[i-1].zh) || in[i-1].verb() && entering[in[i-1].zh]) {
		t.en = "Passwords" // 账号密码
		return t
	}
	if t.is("展望") && (i+1 == len(in) || i > 0 && joining(in[i-1])) {
		t.en, t.w = "Outlook", word{en: "Outlook", kind: "noun"}
		return t // 成效、问题与展望
	}
	if t.is("人民法院") && i == 0 && (len(in) == 1 || in[i+1].verb() || in[i+1].w.kind == "adverb" || when(in[i+1])) {
		t.en, t.w.en = "People's Courts", "People's Courts" // of no place
		return t
	}
	if t.is("事件") && i > 0 && in[i-1].kind == tGroup && strings.HasPrefix(in[i-1].zh, "“") && !slices.ContainsFunc(in[:i], func(x token) bool { return x.kind == tComma || x.kind == tNumber }) {
		t.en, t.w.en = "Incident", "Incident" // “女儿开盒”事件
		return t
	}
	if t.is("民众") && i > 0 && in[i-1].kind == tNumber {
		t.en = "People" // 近200万民众
		return t
	}
	if t.is("窃密") && i > 1 && i+1 == len(in) && in[i-1].nominalWord() && slices.ContainsFunc(in[:i-1], func(x token) bool { return x.verb() && using[x.zh] }) {
		t.w.kind, t.w.base = "verb", "steal secrets"
		return t // 利用智能设备窃密
	}
	if t.kind != tWord || i+1 >= len(in) {
		return t
	}
	if s, ok := besides[t.zh]; ok && s.before(in, i) {
		t.en, t.w.en, t.w.base, t.w.kind, t.w.noun = s.en, s.en, s.base, s.kind, ""
		return t
	}
	if t.is("起诉") && t.verb() && i > 0 && in[i-1].kind == tWord && doer(in[i-1]) && !accuser.MatchString(in[i-1].zh) && !in[i+1].verb() && in[i+1].kind != tNumber {
		t.en, t.w.en, t.w.base, t.w.noun = "sue", "sue", "sue", "Suit Against"
		return t // 业主起诉物业
	}
	next := in[i+1]
	adverb := func(en string, after bool) token {
		return token{kind: tWord, zh: t.zh, en: en, w: word{en: en, kind: "adverb", after: after}}
	}
	switch how := illegally[t.zh]; {
	case how != "" && next.is("应用") && (i+2 == len(in) || in[i+2].kind == tNumber):
		return token{kind: tWord, zh: t.zh, en: "Non-compliant", w: word{en: "Non-compliant", kind: "noun"}} // 违规应用200款
	case how != "" && i > 0 && in[i-1].kind == tWord && in[i-1].w.kind == "noun" && penalties[next.zh]:
		return token{kind: tWord, zh: t.zh, en: "Violation", w: word{en: "Violation", kind: "noun"}} // 个人信息违法处罚标准
	case how != "" && next.deed():
		return adverb(how, false)
	case deedAdverbs[t.zh] != "" && t.w.kind == "noun" && next.deed() && (deeds[next.zh] || next.verb() && t.zh == "秘密") && i+2 < len(in) && in[i+2].kind == tWord && in[i+2].w.kind == "noun":
		return adverb(deedAdverbs[t.zh], false) // 强制索取权限
	case (t.zh == "用" || t.zh == "以") && i > 0 && meansOf(in[i+1:]):
		return token{kind: tWord, zh: "凭借", en: "through", w: word{en: "through", kind: "connective"}} // 用木马窃取数据
	case t.zh == "规范" && i > 0 && in[i-1].kind == tWord && doers.MatchString(in[i-1].zh) && in[i-1].w.kind == "noun" && next.deed() && i+2 < len(in):
		return adverb("in a standardized manner", true) // 机构规范使用数据
	case t.zh == "前" && next.kind == tWord && next.w.kind == "noun" && (i == 0 || formerly.MatchString(next.zh) && in[i-1].deed() && !selfContained(in[i-1].w.base) || in[i-1].kind == tNumber || in[i-1].is("某") || in[i-1].is("一")):
		return token{kind: tWord, zh: "前", en: "Former", w: word{en: "Former", kind: "noun"}} // 两名前银行职员
	case i == 0 && (t.zh == "超" || t.zh == "逾" || t.zh == "超过") && strings.HasSuffix(next.en, "%") && i+2 < len(in):
		return token{kind: tWord, zh: t.zh, en: "More Than", w: word{en: "More Than", kind: "noun"}} // 超七成受访者
	case passiveManners[t.zh] != "" && i > 0 && (befalls(in[i-1]) || passives[in[i-1].zh]) && next.deed():
		return adverb(passiveManners[t.zh], false) // 被恶意爬取
	case t.zh == "免费" && i > 0 && befalls(in[i-1]) && next.deed():
		return adverb("for free", true) // 被免费公开
	case t.zh == "针对" && t.w.kind == "connective" && aimedAt.MatchString(in[len(in)-1].zh) && slices.ContainsFunc(in[i:], func(x token) bool { return x.is("的") }):
		return token{kind: tWord, zh: t.zh, en: "Targeting", w: word{en: "Targeting", kind: "connective"}} // 针对老人的诈骗
	case t.zh == "各" && i > 0 && befalls(next):
		return adverb("each", false) // 两人各被罚款
	case t.zh == "疑似" && i > 0 && (passives[next.zh] || next.befallen()):
		return adverb("reportedly", false) // 疑似被黑客控制
	case t.zh == "系统" && i > 0 && in[i-1].kind == tWord && in[i-1].w.kind == "org" && next.verb() && expounding[next.zh]:
		return adverb("systematically", true) // 网信办系统披露五大风险
	case t.zh == "重点" && i == 0 && next.verb() && i+2 < len(in) && focusing[next.zh]:
		return token{kind: tWord, zh: t.zh, en: "focus on", w: word{en: "focus on", kind: "verb", base: "focus on"}} // 重点防范恶意网址
	case t.zh == "全国" && (next.verb() || next.is("已") || next.is("已有") || next.is("累计")):
		return adverb("nationwide", true)
	}
	return t
}

// peopleIn reports so many people at i, of whom no more is told than the place in front.
func peopleIn(in []token, i int) bool {
	return i == 1 && in[0].kind == tWord && in[0].w.kind == "place" && in[1].kind == tNumber && in[1].noun == "People" && len(in) > 2 &&
		in[2].kind == tWord && !in[2].nominalWord() && !in[2].is("的")
}

// gangOf reads a gang with how many are in it: 12人团伙.
func gangOf(in []token, i int) (int, token) {
	if i+1 >= len(in) || in[i].kind != tNumber || in[i].noun != "People" || !strings.HasSuffix(in[i].zh, "人") || in[i+1].kind != tWord || !gangs.MatchString(in[i+1].zh) {
		return 0, token{}
	}
	en := singular(in[i+1].en) + " of " + in[i].en
	return 2, token{kind: tWord, zh: in[i].zh + in[i+1].zh, en: en, w: word{en: en, kind: "noun"}}
}

// gangs end what such a group is called.
var gangs = pattern.MustCompile(`(?:团伙|集团)$`)

// focusing are the verbs of what work is centred on.
var focusing = set("防范 打击 整治 检查 排查 治理 查处 打掉 清理")

// expounding verbs are what is done in a system, where the word behind a body is no system.
var expounding = set("披露 梳理 阐述 介绍 总结 回应 解读 阐明 归纳 分析 讲解 部署 推进 谋划")

// passiveManners are nouns that tell how something was done to one, behind the word for that.
var passiveManners = map[string]string{"恶意": "maliciously", "远程": "remotely", "集体": "collectively", "秘密": "secretly", "公开": "publicly", "非法": "illegally", "违规": "illegally", "违法": "illegally"}

// holdsPassword ends what a password is for, where the word is no cryptography.
var holdsPassword = pattern.MustCompile(`(?:账号|账户|帐号|登录|银行卡|支付|手机|用户|路由器|Wi-?Fi|邮箱|电脑)$`)

// nounDeeds are nouns that are deeds behind an auxiliary.
var nounDeeds = map[string]string{"泄露个人信息": "leak personal information", "出售个人信息": "sell personal information", "侵犯公民个人信息": "infringe on citizens' personal information"}

// folded reads several words at i that English puts in one phrase behind the verb: how
// many they are, and its English.
func (r *render) folded(in []token, i int) (int, string) {
	for _, way := range [...]func(*render, []token, int) (int, string){(*render).framedBy, (*render).through, (*render).whereabouts, (*render).inTime, (*render).onCharge} {
		if size, en := way(r, in, i); size > 0 {
			return size, en
		}
	}
	if (in[i].is("由") || in[i].is("从")) && i+2 < len(in) && strings.HasSuffix(in[i+1].en, "%") && in[i+2].deed() {
		return 2, "from " + in[i+1].en // 由60%提升至92%
	}
	if i+2 < len(in) && (in[i].nominalWord() || strings.HasPrefix(in[i].zh, "《")) && (in[i+1].is("实施") || in[i+1].is("施行")) && in[i+2].is("以来") {
		return 3, "since the Implementation of the " + strings.TrimPrefix(in[i].en, "the ") // 人格权编实施以来
	}
	if in[i].is("连续") && i+1 < len(in) && in[i+1].kind == tNumber && measuresOfTime[in[i+1].noun] {
		return 2, "for " + in[i+1].en + " Consecutive " + in[i+1].noun // 连续八个月
	}
	if underRules[in[i].zh] && i > 0 && i+2 < len(in) && strings.HasPrefix(in[i+1].zh, "《") && (in[i+2].deed() || in[i+2].is("对") || in[i+2].w.kind == "adverb") {
		return 2, "under the " + strings.TrimPrefix(in[i+1].en, "the ") // 适用《数据安全法》处罚两家公司
	}
	if byAbuse[in[i].zh] && i > 0 && i+1 < len(in) && (in[i+1].is("将") || in[i+1].is("把")) {
		return 1, "by Abusing Position" // 员工利用职务便利将信息出售给他人
	}
	if forProfit[in[i].zh] && i > 1 && in[i-1].deed() && in[i].verb() {
		return 1, "for profit" // 转卖获利
	}
	size, what := consent(in, i)
	switch {
	case size == 0:
		return 0, ""
	case size > 2:
		return size, "without " + possessive(in[i+1].en) + " " + what
	}
	return size, "without " + what
}

// byAbuse are words for how those do something who are entrusted with it.
var byAbuse = set("利用职务便利 利用职务之便")

// idle reports a word that says nothing where it stands: 予以下架, 于5月1日起推行.
func idle(in []token, i int) bool {
	t := in[i]
	if t.kind != tWord || i+1 >= len(in) {
		return false
	}
	switch next := in[i+1]; t.zh {
	case "违法", "违规", "违法违规":
		return (happened[next.zh] != "" || next.is("行为") || next.is("典型案例") || next.is("案例")) && slices.ContainsFunc(in[:i], func(x token) bool { return x.verb() && deeds[x.zh] }) // 侵害个人信息违法案件
	case "予以", "加以":
		return i > 0 && next.deed()
	case "于", "自", "从":
		return next.kind == tDate && (strings.HasPrefix(next.en, "from ") || t.zh == "于")
	case "在":
		return i+2 < len(in) && next.is("全国") && in[i+2].verb() // 在全国推广
	case "有":
		return slices.ContainsFunc(in[i+1:], func(x token) bool { return passives[x.zh] || x.befallen() }) // 有资料被盗取
	case "已有":
		return next.kind == tNumber // 已有8000家企业完成备案
	}
	return false
}

// penalties stand behind the word for what they are imposed for.
var penalties = set("处罚 行政处罚 案件 案例 线索")

// ofPersons is what persons have who belong to somebody else.
var ofPersons = set("信息 个人信息 数据 个人数据 资料 隐私 照片 人脸信息 身份信息")

// underRules stand before the rules by which something is done.
var underRules = set("依据 根据 依照 按照 适用 援引")

// forProfit are what a deed in front is done for.
var forProfit = set("获利 牟利 谋利 非法获利 非法牟利")

// illegally are words that stand before a noun as they are and before a verb as
// adverbs.
var illegally = map[string]string{"违法": "illegally", "非法": "illegally", "违规": "illegally", "违法违规": "illegally"}

// neutral connectives are safe beside an unknown word.
var neutral = map[string]bool{"的": true, "和": true, "与": true, "诉": true, "及": true, "被": true, "对": true, "因": true, "就": true}
