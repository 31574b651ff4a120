package gloss

import (
	"strings"
	"unicode/utf8"

	"github.com/regwire/regwire/feeds/pattern"
)

// What so many people have, who are somebody's: 推特5.4亿用户数据 is "Data of 540 Million
// Twitter Users".

// whoseData are people with what is known of them, in one term or in two.
var whoseData = pattern.MustCompile(`^(用户|客户|会员|乘客|旅客|住客|学生|考生|员工|患者|居民|公民|车主|消费者|网民|股民|老人|选民|投保人|求职者|家长|业主)(个人信息|个人数据|数据|信息|资料|账号|密码|照片|简历|病历)(外泄|泄露|泄漏)?$`)

// largeNumber is how many people there are, in English.
var largeNumber = pattern.MustCompile(`(?:Million|Billion|,000)$`)

// ofMany reads such a thing at i: how many tokens, and the noun that it is.
func (r *render) ofMany(in []token, i int) (int, token) {
	n, owner, bound := i, "", ""
	if n+2 < len(in) && i == 0 && ownsUsers(in[n]) && (in[n+1].kind == tNumber || bounded(in[n+1]) != "") {
		owner, n = in[n].en+" ", n+1
	}
	if bounded(in[n]) != "" {
		bound, n = bounded(in[n])+" ", n+1
	}
	if n+1 >= len(in) || in[n].kind != tNumber || in[n].noun != "" && in[n].noun != "People" || !largeNumber.MatchString(in[n].en) {
		return 0, token{}
	}
	zh, size := in[n+1].zh, n+2-i
	if n+2 < len(in) && in[n+2].kind == tWord && !whoseData.MatchString(zh) {
		zh, size = zh+in[n+2].zh, size+1
	}
	m := whoseData.FindStringSubmatch(zh)
	if m == nil || in[n+1].kind != tWord {
		return 0, token{}
	}
	who, what := r.wordOf(m[1]), r.wordOf(m[2])
	if who.kind != tWord || what.kind != tWord || i+size < len(in) && in[i+size].nominalWord() && in[i+size].w.base == "" {
		return 0, token{}
	}
	en := pluralOf(what.en) + " of " + bound + strings.TrimPrefix(in[n].en, bound) + " " + owner + pluralOf(who.en)
	if end := i + size; end+1 == len(in) && m[3] == "" && leaking[in[end].zh] {
		m[3], size = in[end].zh, size+1
	}
	if m[3] != "" {
		en = "Leakage of " + en
	}
	return size, token{kind: tWord, zh: text(in[i : i+size]), en: en, w: word{en: en, kind: "noun"}}
}

// ownsUsers reports a brand, where a kind of body would own no users by its name.
func ownsUsers(t token) bool {
	return t.kind == tLatin || t.kind == tWord && (t.w.kind == "noun" || t.w.kind == "org") && t.w.base == "" && !doers.MatchString(t.zh) && !people[t.zh] && !carriers[t.zh] && !actors[t.zh]
}

// bounded is the English of a word for a number that is not exact, "" of any other.
func bounded(t token) string {
	c, size := utf8.DecodeRuneInString(t.zh)
	if size != len(t.zh) || t.kind == tNumber {
		return ""
	}
	return about[c]
}
