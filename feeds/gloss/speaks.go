package gloss

import (
	"slices"
	"strings"

	"github.com/regwire/regwire/feeds/gloss/english"
	"github.com/regwire/regwire/feeds/gloss/grammar"
	"github.com/regwire/regwire/feeds/gloss/token"
	"github.com/regwire/regwire/feeds/pattern"
)

// speaksUp is a body of a place, or that something is about, with the word for what it says:
// 当地教育局通报.
var speaksUp = pattern.MustCompile(`^((当地|属地|涉事|该)?\p{Han}{0,8}?(?:局|委|办|警方|学校|校方|医院|院方|部门))(?:官方|最新)?通报$`)

// speaksOut renders it, where the body is no issuer that the tables name, of which the
// circular is.
func (r *titling) speaksOut(s string) (string, bool) {
	m := speaksUp.FindStringSubmatch(s)
	if m == nil || r.Inside {
		return "", false
	}
	t := r.Segment(m[1])
	if len(t) == 0 || len(t) > 1 && m[2] == "" && t[0].Word.Kind != "place" || slices.ContainsFunc(t, func(x token.Token) bool { return x.Verb() || x.Kind == token.Comma }) || !grammar.Doer(t[len(t)-1]) && !grammar.Authority(t[len(t)-1]) {
		return "", false
	}
	if _, ok := r.Try(func() (string, bool) { return r.Issuers(m[1]) }); ok {
		return "", false
	}
	who := r.Thing(t)
	return who + " " + english.InflectFor("issue", who) + " a Statement", true
}

// inPrison ends with how long a prison sentence is: 男子倒卖信息一审获刑三年.
var inPrison = pattern.MustCompile(`^([^，：；《》的 ]{5,36}?)(一审|二审|终审|再审)?(?:被判(?:刑|处有期徒刑)?|获刑|获有期徒刑|获刑有期徒刑)([一两二三四五六七八九十\d]+年(?:半|[零又]?[一两二三四五六七八九十\d]+个月)?|[一两二三四五六七八九十\d]+个月)$`)

// inForYears renders it: "Man Sentenced to Three Years for Reselling Information".
func (r *titling) inForYears(s string) (string, bool) {
	m := inPrison.FindStringSubmatch(s)
	if m == nil || strings.HasSuffix(m[3], "半") {
		return "", false
	}
	return r.Try(func() (string, bool) {
		n := len(r.Unknown)
		who, deed, ok := "", "", false
		if by, why, because := strings.Cut(m[1], "因"); because && by != "" {
			t := r.Segment(by)
			if len(t) == 0 {
				return "", false
			}
			who, deed, ok = r.Topic(t, true), r.Act(why), grammar.Doer(t[len(t)-1]) // 高管因侵犯公民个人信息罪被判三年
		} else {
			who, deed, ok = r.DoerAndDeed(r.Segment(m[1]), false)
		}
		if !ok {
			return "", false
		}
		term := r.Phrase(strings.NewReplacer("零", "", "又", "").Replace(m[3]))
		return who + " Sentenced" + grammar.AtInstance(m[2]) + " to " + term + " for " + deed, len(r.Unknown) == n
	})
}
