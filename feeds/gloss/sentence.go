package gloss

import (
	"slices"
	"strings"

	"github.com/regwire/regwire/feeds/pattern"
)

// sentence renders a headline's clause: subject, adverbs, verb, object.
func (r *render) sentence(t []token) (string, bool) {
	if end := len(t) - 1; end > 0 && eventive[t[end].zh] && r.finite(t, end) {
		return r.finish(t, end), true
	}
	at := slices.IndexFunc(t, func(x token) bool { return x.verb() || x.kind == tWord && x.w.base != "" })
	for at > 0 && at < len(t) {
		if r.finite(t, at) {
			return r.finish(t, at), true
		}
		next := slices.IndexFunc(t[at+1:], func(x token) bool { return x.verb() || x.kind == tWord && x.w.base != "" })
		if next < 0 || t[at].verb() {
			break
		}
		at += 1 + next
	}
	return "", false
}

// subject is where the subject before the adverbs of the verb at ends.
func subject(t []token, at int) int {
	for at > 0 {
		switch last := t[at-1]; {
		case last.kind == tWord && last.w.kind == "adverb", last.kind == tDate && at > 1:
			at--
		case at > 2 && last.kind == tWord && last.w.kind == "place" && t[at-2].is("在"):
			at -= 2
		default:
			return at
		}
	}
	return at
}

// finite decides whether the word at is the verb of a sentence.
func (r *render) finite(t []token, at int) bool {
	n := subject(t, at)
	if n == 0 || t[at].w.base == "" {
		return false
	}
	last := t[n-1]
	for _, x := range t[:n] {
		if x.is("的") || x.is("对") || x.is("关于") || x.is("就") {
			return false
		}
	}
	actor := last.kind == tWord && (last.w.kind == "org" || actors[last.zh] || people[last.zh] || last.w.kind == "place" && at == n && publishes[t[at].zh]) || last.kind == tWord && last.w.kind == "place" && n == 1 && at == n || last.kind == tLatin && n == 1
	object := at+1 < len(t)
	switch {
	case slices.ContainsFunc(t[at+1:], func(x token) bool { return x.is("的") }) && !actor:
		return false
	case actor:
		return object || eventive[t[at].zh] || n < at
	case object && n < at && last.kind == tWord && last.w.nominal() && t[at-1].w.kind == "adverb":
		return true
	case t[at].verb() && !object && t[at-1].is("将"):
		return true
	case t[at].verb() && !object:
		return eventive[t[at].zh] && (last.kind == tWord && last.w.nominal() || last.kind == tGroup)
	case t[at].verb() && eventive[t[at].zh] && (last.kind == tGroup || last.kind == tWord && last.w.nominal()):
		return true
	}
	return false
}

// publishes are verbs whose subject may be a place: 上海发布数据条例.
var publishes = set("发布 公布 印发 出台 启动 推出 通报")

// actors are nouns that act in headlines.
var actors = set("会议 常务会议 全体会议 国务院常务会议 物业 用户 消费者 银行 医院 学校 平台企业 网站 警方 检察机关 公安机关 法院 检察院 网警 公安 部门 企业 运营商 代表团 专家 民警 工作组 平台 监管部门 监管机构 两部门 多部门 委员会 协会 市场监管部门")

// eventive verbs end headlines: 大会召开, 条例施行.
var eventive = set("取得 召开 举行 举办 启动 发布 公布 施行 起施行 今起施行 正式施行 实施 开幕 闭幕 成立 揭牌 揭牌成立 正式揭牌成立 正式成立 上线 正式上线 正式发布 正式启动 对外发布 揭晓 落幕 收官 开通 开业 出台 印发 通过 获批 宣判 通过备案 完成备案 落地 亮相 签约 开班 增长 同比增长 下降 上涨 突破 获通过 投用 试运行 升级 发布实施 获批发布 正式印发 正式实施 进入 达成")

// active verbs keep their active form at the end of a headline.
var active = set("take go come open close appear conclude grow fall rise complete begin start enter be sign end pass obtain exceed arrive")

// alone is the English of verbs that end a headline, where their form with an
// object would not do.
var alone = map[string]string{"宣判": "Decided", "公开宣判": "Decided"}

// finish renders subject and predicate.
func (r *render) finish(t []token, at int) string {
	n := subject(t, at)
	sub := r.linear(t[:n])
	verb := r.adverbs(t[n:at])
	base := t[at].w.base
	if t[at].is("起诉") && !strings.Contains(sub, "Procurator") {
		base = "sue" // only procurators prosecute
	}
	words := strings.Fields(base)
	first := words[0]
	if strings.HasSuffix(first, "ly") && len(words) > 1 {
		first = words[1]
	}
	object := t[at+1:]
	switch {
	case len(object) == 0 && !active[first] && !strings.Contains(base, " the "):
		if en, ok := alone[t[at].zh]; ok {
			verb = append(verb, en)
			break
		}
		if slices.Contains(verb, "will") {
			verb = append(verb, "be")
		}
		verb = append(verb, inflect(base, participle))
	case plural(sub), slices.Contains(verb, "will"):
		verb = append(verb, base)
	default:
		verb = append(verb, inflect(base, third))
	}
	return sub + " " + r.afterwards(strings.Join(verb, " "), t[n:at], r.predicate(object))
}

// predicate renders what follows the verb of a sentence: a second verb tells
// the purpose of the first.
func (r *render) predicate(t []token) string {
	if len(t) > 0 && strings.HasPrefix(t[0].zh, "《") {
		return "the " + r.nouns(t)
	}
	if slices.ContainsFunc(t, func(x token) bool { return x.is("的") || x.w.post || x.is("用") }) {
		return r.nouns(t)
	}
	if en, ok := r.carried(t); ok {
		return en
	}
	l := line{r: r, t: t, purpose: true}
	return l.text()
}

// adverbFirst is an adverb that a noun made of its verb takes as an adjective:
// illegally obtain, illegal acquisition.
var adverbFirst = pattern.MustCompile(`^(illegal|secret|unlawful|excessive|forcib|improper|fraudulent)ly `)

// act renders a deed as a noun: "Protection of X".
func (r *render) act(s string) string {
	t := r.segment(s)
	if len(t) > 1 && t[0].kind == tWord && strings.EqualFold(t[0].en, "not") && t[1].kind == tWord && t[1].w.base != "" {
		return "failure to " + t[1].w.base + " " + r.nouns(t[2:])
	}
	if len(t) > 1 && t[0].kind == tWord && (t[0].w.kind == "adverb" && t[1].verb() || strings.Count(t[0].w.base, " ") > 2) {
		if en, ok := r.deed(s); ok {
			return en
		}
	}
	if len(t) > 1 && t[0].kind == tWord && t[0].w.base != "" && !spaced(t[0].w.base) {
		base := t[0].w.base
		if rest, ok := strings.CutPrefix(base, "not "); ok {
			return "failure to " + rest + " " + r.nouns(t[1:])
		}
		object := r.nouns(t[1:])
		if slices.ContainsFunc(t[1:], token.verb) && !slices.ContainsFunc(t[1:], func(x token) bool { return x.is("的") }) {
			// a second deed tells what the first was for
			l := line{r: r, t: t[1:], begun: true, purpose: true}
			object = l.text()
		}
		noun := adverbFirst.ReplaceAllString(inflect(base, nominal), "$1 ")
		if noun == inflect(base, gerund) {
			return noun + " " + object
		}
		return noun + " of " + object
	}
	if len(t) == 1 && t[0].verb() {
		if rest, ok := strings.CutPrefix(t[0].w.base, "not "); ok {
			return "failure to " + rest
		}
	}
	if en, ok := r.doing(t); ok {
		return en
	}
	return r.nouns(t)
}

// doing renders a deed with its doer: "Hospitals Leaking Patients' Information".
func (r *render) doing(t []token) (string, bool) {
	at := -1
	for i := 1; i < len(t) && at < 0; i++ {
		if t[i].verb() || t[i].kind == tWord && t[i].w.base != "" && t[i-1].kind == tWord && t[i-1].w.kind == "adverb" {
			at = i
		}
	}
	n := subject(t, at)
	if n < 1 || at+1 >= len(t) || slices.ContainsFunc(t, func(x token) bool { return x.is("的") || x.is("对") }) {
		return "", false
	}
	if last := t[n-1]; last.kind != tWord || last.w.kind != "org" && !actors[last.zh] && !people[last.zh] && !doers.MatchString(last.zh) {
		return "", false
	}
	deed := line{r: r, t: t[at+1:], begun: true, purpose: true}
	words := append(r.adverbs(t[n:at]), inflect(t[at].w.base, gerund), deed.text())
	return r.linear(t[:n]) + " " + strings.Join(words, " "), true
}

// doers end nouns that may do something.
var doers = pattern.MustCompile(`(?:公司|企业|机构|医院|学校|银行|平台|中介|酒店|商家|人员|员工|者|商|方|院|会|App|APP)$`)

// deed renders a deed as what someone is doing: "Selling X"; false when s begins
// with no verb.
func (r *render) deed(s string) (string, bool) {
	t := r.segment(s)
	if len(t) < 2 || !t[0].verb() && (t[0].kind != tWord || t[0].w.kind != "adverb" || !t[1].verb()) {
		return "", false
	}
	l := line{r: r, t: t, purpose: true}
	return l.text(), true
}

func (r *render) adverbs(t []token) []string {
	var out []string
	for _, x := range t {
		if x.w.kind == "adverb" && !x.w.after {
			out = append(out, x.en)
		}
	}
	return out
}

// afterwards puts adverbs last that English puts last.
func (r *render) afterwards(verb string, adverbs []token, object string) string {
	out := []string{strings.TrimSpace(verb + " " + object)}
	for _, x := range adverbs {
		switch {
		case x.kind == tDate:
			out = append(out, "in", x.en)
		case x.w.kind == "place":
			out = append(out, "in", short(x.en))
		case x.w.after:
			out = append(out, x.en)
		}
	}
	return strings.Join(out, " ")
}
