package grammar

import (
	"slices"
	"strings"

	"github.com/regwire/regwire/feeds/gloss/english"
	"github.com/regwire/regwire/feeds/gloss/token"
	"github.com/regwire/regwire/feeds/pattern"
)

// What is done with a thing that Chinese puts in front of its deed (将, 把), and what a
// reader is asked to do or to leave.

// handed renders what may or must not be done with something that stands in front of the
// deed: 不得将人脸信息用于训练算法, 能否将会员数据共享给关联公司.
func (r *Rendering) handed(m []string) (string, bool) {
	what, aim := r.Segment(m[3]), r.Segment(m[5])
	uses := m[4] == "用于" || m[4] == "用作"
	to := r.nouns(aim)
	switch {
	case slices.ContainsFunc(what, func(x token.Token) bool { return x.Verb() || x.Word.Kind == "connective" || x.Kind == token.Comma }):
		return "", false
	case uses && len(aim) > 1 && aim[0].Verb() && !slices.ContainsFunc(aim[1:], token.Token.Verb):
		to = r.deedOf(aim)
	case slices.ContainsFunc(aim, func(x token.Token) bool {
		return x.Kind == token.Known && (x.Verb() || x.Word.Kind == "adverb" || x.Word.Kind == "connective") || illegally[x.ZH] != "" || !uses && x.Deed()
	}):
		return "", false
	}
	deed, may := handings[m[4]], allowances[m[2]]
	if to = deed.link + " " + to; strings.HasSuffix(to, " Overseas") {
		to = "Overseas"
	}
	who, tail := "", ""
	if m[1] != "" {
		t := r.Segment(m[1])
		switch last := t[len(t)-1]; {
		case Doer(last):
			who = r.Thing(t)
		case len(t) == 1 && last.Kind == token.Known && last.Word.Kind == "adverb":
			tail = " " + last.EN
		default:
			return "", false
		}
	}
	object := r.Thing(what)
	switch question := m[6] != "" || strings.HasSuffix(m[2], "否"); {
	case may == "Do Not" && who != "" || m[6] != "" && strings.HasPrefix(m[2], "不"):
		return "", false
	case may == "Do Not":
		return "Do Not " + deed.bare + " " + object + " " + to, true
	case question && who == "":
		return "Can " + object + " Be " + deed.done + " " + to + tail, true
	case question:
		return "Can " + who + " " + deed.bare + " " + object + " " + to, true
	case who == "":
		return object + " " + may + " Be " + deed.done + " " + to + tail, true
	}
	return who + " " + may + " " + deed.bare + " " + object + " " + to, true
}

// handing is such a clause.
var handing = pattern.MustCompile(`^([^，、的]{0,16}?)(` + pattern.AnyKey(allowances) + `)(?:将|把)([^，；《》]{2,24}?)(` + pattern.AnyKey(handings) + `)([^，；《》]{2,24}?)(吗)?$`)

// allowances are the auxiliaries of it in English.
var allowances = map[string]string{
	"不得": "Must Not", "严禁": "Must Not", "禁止": "Must Not", "不能": "Cannot", "不应": "Should Not", "不可": "Must Not", "不会": "Will Not", "将不再": "Will No Longer",
	"可": "May", "可以": "May", "能": "Can", "能否": "Can", "可否": "Can", "是否可以": "Can", "勿": "Do Not", "请勿": "Do Not", "切勿": "Do Not", "不要": "Do Not", "请不要": "Do Not",
}

// handings are its deeds: bare, done, and what joins that to which the thing goes.
var handings = map[string]struct{ bare, done, link string }{
	"用于": {"Use", "Used", "for"}, "用作": {"Use", "Used", "as"}, "提供给": {"Provide", "Provided", "to"}, "共享给": {"Share", "Shared", "with"}, "分享给": {"Share", "Shared", "with"},
	"交给": {"Give", "Given", "to"}, "出售给": {"Sell", "Sold", "to"}, "卖给": {"Sell", "Sold", "to"}, "转卖给": {"Resell", "Resold", "to"}, "倒卖给": {"Resell", "Resold", "to"}, "泄露给": {"Leak", "Leaked", "to"},
	"披露给": {"Disclose", "Disclosed", "to"}, "透露给": {"Disclose", "Disclosed", "to"}, "发送给": {"Send", "Sent", "to"}, "转发给": {"Forward", "Forwarded", "to"}, "传输至": {"Transfer", "Transferred", "to"}, "传输到": {"Transfer", "Transferred", "to"},
	"传输给": {"Transfer", "Transferred", "to"}, "转移至": {"Transfer", "Transferred", "to"}, "转移到": {"Transfer", "Transferred", "to"}, "存储在": {"Store", "Stored", "in"}, "存在": {"Store", "Stored", "in"}, "上传至": {"Upload", "Uploaded", "to"}, "上传到": {"Upload", "Uploaded", "to"},
}

// takenLast puts behind its deed what Chinese puts in front with 将 or 把, and behind that
// where it goes: 男子将照片发朋友圈, 公司把客户信息出售给第三方.
func (r *Rendering) takenLast(t []token.Token) []token.Token {
	i := slices.IndexFunc(t, func(x token.Token) bool { return x.Kind == token.Known && (x.Is("把") || x.Is("将")) })
	if i < 0 || i+2 >= len(t) {
		return t
	}
	at := slices.IndexFunc(t[i+2:], token.Token.Verb) + i + 2
	if at < i+2 {
		return t
	}
	verb, what, whither := t[at], t[i+1:at], t[at+1:]
	if len(whither) == 0 {
		if english.TailOf(verb.Word.Base) == "" {
			return t
		}
		return slices.Concat(t[:i], []token.Token{verb}, what)
	}
	link := arrivals[verb.ZH]
	switch to := destined[whither[0].ZH]; {
	case to != "" && len(whither) > 1:
		link, whither = to, whither[1:]
	case english.Spaced(verb.Word.Base):
		cut := strings.LastIndexByte(verb.Word.Base, ' ')
		verb.Word.Base, link = verb.Word.Base[:cut], verb.Word.Base[cut+1:]
	case link == "":
		return t
	}
	if slices.ContainsFunc(whither, token.Token.Verb) {
		return t
	}
	en := link + " " + r.Thing(whither)
	goal := token.Token{Kind: token.Known, ZH: Text(whither), EN: en, Word: token.Word{EN: en, Kind: "adverb", After: true}}
	return slices.Concat(t[:i], []token.Token{goal, verb}, what)
}

var (
	// destined are the words in front of where a thing goes.
	destined = map[string]string{"给": "to", "到": "to", "至": "to", "往": "to", "向": "to", "在": "in", "于": "in", "进": "into", "入": "into"}
	// arrivals are verbs that have it behind them without one.
	arrivals = map[string]string{"上传": "to", "发布": "on", "录入": "into", "导入": "into", "写入": "into", "传输": "to", "传至": "to", "公布": "in"}
)

// advised renders what readers are asked to do before a deed of theirs.
func (r *Rendering) advised(m []string) (string, bool) {
	first, t := r.Segment(m[1]), r.Segment(m[2])
	at := slices.IndexFunc(t, token.Token.Deed)
	doing := r.nouns(first)
	switch {
	case len(first) == 1 && first[0].Deed():
		doing = english.Inflect(first[0].Word.Base, english.Gerund)
	case first[0].Verb():
		doing = r.deedOf(first)
	case len(first) > 1:
		return "", false
	}
	if slices.ContainsFunc(first[1:], token.Token.Verb) || at < 0 || at+1 == len(t) || english.Spaced(t[at].Word.Base) || slices.ContainsFunc(t[at+1:], token.Token.Verb) {
		return "", false
	}
	words := []string{"Please"}
	for _, x := range t[:at] {
		if x.Kind != token.Known || x.Word.Kind != "adverb" || x.Word.After {
			return "", false
		}
		words = append(words, x.EN)
	}
	words = append(words, t[at].Word.Base, r.Thing(t[at+1:]), "Before", doing)
	return strings.Join(words, " "), true
}

// beforehand is what to do before what.
var beforehand = pattern.MustCompile(`^([^，、的]{2,20}?)(?:之)?前(?:请|应先|请先|请务必|务必|应当先|要先)([^，；《》]{3,24})$`)

// neverTo is what nobody should be told.
var neverTo = pattern.MustCompile(`^(?:请)?(?:勿|切勿|不要|请勿|莫)(?:随意|轻易|随便)?向([^，、；《》的]{2,12}?)(` + pattern.AnyKey(tellings) + `)([^，；《》]{2,24})$`)

// tellings are the verbs of it in English.
var tellings = map[string]string{"透露": "Disclose", "提供": "Provide", "泄露": "Leak", "披露": "Disclose", "出示": "Show", "发送": "Send", "出售": "Sell", "转让": "Transfer"}

func (r *Rendering) toldNobody(m []string) (string, bool) {
	whom, what := r.Segment(m[1]), r.Segment(m[3])
	if slices.ContainsFunc(whom, token.Token.Deed) || slices.ContainsFunc(what, token.Token.Verb) {
		return "", false
	}
	return "Do Not " + tellings[m[2]] + " " + r.Thing(what) + " to " + r.Thing(whom), true
}
