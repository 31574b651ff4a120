package grammar

import (
	"slices"
	"strings"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/gloss/english"
	"github.com/regwire/regwire/feeds/gloss/token"
	"github.com/regwire/regwire/feeds/lexicon"
	"github.com/regwire/regwire/feeds/pattern"
)

// leakedMany renders a headline of how much got out, with the country in front that it
// happened in: 韩国逾2000万用户信息遭泄露. Its word for more is no verb of that country's.
func (r *Rendering) leakedMany(m []string) (string, bool) {
	if m[7] == "盗" {
		m[7] = "窃取" // 被盗
	}
	where, fate := r.Segment(m[1]), r.Segment(m[7])
	if len(fate) != 1 || !fate[0].Deed() || len(where) > 1 || len(where) == 1 && where[0].Word.Kind != "place" && !countries[where[0].EN] {
		return "", false
	}
	t := r.Segment(m[3] + m[4])
	if len(t) != 1 || t[0].Kind != token.Number {
		return "", false
	}
	what := r.Segment(m[6])
	if len(what) == 0 || !plainThing(what) && !Modifies(what) {
		return "", false
	}
	many := howMany[m[2]] + " " + strings.TrimPrefix(t[0].EN, "More Than ")
	en := r.nouns(what)
	switch {
	case m[5] != "":
		en += " of " + many + " " + english.Plural(r.wordOf(m[5]).EN)
	case english.Uncounted(en):
		en = many + " Items of " + en
	default:
		en = many + " " + english.Plural(en)
	}
	out := en + " " + passive(auxiliary{}, fate[0].Word.Base, fate[0].ZH, "", true)
	if len(where) == 1 {
		out += " in " + where[0].EN
	}
	return out, true
}

var (
	// leakOfMany is such a headline: where, how many of whom, and what of theirs.
	leakOfMany = pattern.MustCompile(`^(\p{Han}{2,6}?)?(超过?|逾|近|约)((?:\d[\d.]*|[` + feeds.HanNumerals + `]+)[万亿千百]*余?)(名|人|个|份|条|部|位)?(用户|患者|客户|公民|学生|员工|旅客|乘客|会员|民众|居民|消费者|市民|车主|业主|国民|住客|病人|顾客|租户|考生|家长|求职者|储户)?(?:的)?([^，：；的]{2,16}?)(?:疑|或|已)?(?:遭|被)?(泄露|外泄|泄漏|窃取|盗取|曝光|暴露|公开|出售|盗)$`)
	howMany    = map[string]string{"超": "More Than", "超过": "More Than", "逾": "More Than", "近": "Nearly", "约": "About"}
)

// leakAt is what got out at somebody who is not named, with the word for a case behind or
// without: 某医院患者信息泄露案.
func (r *Rendering) leakAt(t []token.Token, _ func([]token.Token) string) (string, bool) {
	lead, n := "", len(t)-1
	if kind := happened[t[n].ZH]; kind != "" && t[n].Kind == token.Known {
		n--
		if kind == "case" {
			lead = "Case of "
		}
	}
	if n < 2 || !slices.ContainsFunc(t[:n], func(x token.Token) bool { return x.Is("某") }) {
		return "", false
	}
	who, leak, ok := r.LeakOf(t[:n+1])
	return lead + leak + " at " + who, ok
}

// LeakOf parts what got out from who lost it, who is one of a kind or is not named.
func (r *Rendering) LeakOf(t []token.Token) (who, leak string, ok bool) {
	n := len(t) - 1
	if n < 2 || !leaking[t[n].ZH] || t[n].Kind != token.Known || Modifies(t) || slices.ContainsFunc(t[:n], func(x token.Token) bool { return x.Verb() || prepositions[x.ZH] != "" || x.Kind == token.Comma }) {
		return "", "", false
	}
	at := slices.IndexFunc(t[1:n], func(x token.Token) bool { return Doer(x) && !people[x.ZH] && x.Kind != token.Number }) + 1
	if at == 0 || !slices.ContainsFunc(t[:at+1], func(x token.Token) bool {
		return x.Is("某") || x.Kind == token.Number || x.Kind == token.Known && strings.HasPrefix(x.ZH, "一")
	}) {
		return "", "", false
	}
	what := t[at+1 : n]
	switch {
	case !t[n].Verb():
		leak = r.Linear(t[at+1:])
	case len(what) == 0:
		return "", "", false
	default:
		leak = "Leakage of " + r.Thing(what)
	}
	return r.Thing(t[:at+1]), leak, true
}

// leaking are words for it.
var leaking = lexicon.Set("数据泄露 数据泄漏 信息泄露 个人信息泄露 数据外泄 泄露 外泄 泄漏")
