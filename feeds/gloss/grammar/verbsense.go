package grammar

import (
	"slices"
	"strings"

	"github.com/regwire/regwire/feeds/gloss/token"
	"github.com/regwire/regwire/feeds/lexicon"
	"github.com/regwire/regwire/feeds/pattern"
)

// verbSense is what a verb says with some subjects or objects, where with others it has the
// sense of the term base.
type verbSense struct {
	name, example string
	// words are the bare English in this sense, by the Chinese.
	words map[string]string
	here  func(c *clause, subject string) bool
	// befallen is set where what the verb tells befell the subject.
	befallen bool
}

// verbSenses are tried in this order.
var verbSenses = []verbSense{
	{"busting", "警方破获诈骗集团", same("破获", "bust"), func(c *clause, _ string) bool { return !c.passive && gangs.MatchString(c.objectEnd().ZH) }, false},
	{"charging", "美国起诉12名黑客", same("起诉", "charge"), func(c *clause, _ string) bool { return !c.passive && indicted.MatchString(c.objectEnd().ZH) }, false},
	{"sued by no procurator", "业主起诉物业", same("起诉", "sue"), func(c *clause, subject string) bool {
		return !strings.Contains(subject, "Procurator") && !strings.Contains(subject, "Prosecutor") && subject != "People" && !(c.passive && IsAccused(Text(c.subject)))
	}, false},
	{"in force for so long", "规定实施两个月", same("实施 施行", "be in force"), func(c *clause, subject string) bool {
		return len(c.object) == 1 && lasts(c.object[0]) && ruleWord.MatchString(subject)
	}, false},
	{"taking effect", "个人信息保护法落地", same("落地 实施", "take effect"), func(c *clause, subject string) bool {
		return (c.verb.Is("落地") || len(c.object) == 0) && ruleWord.MatchString(subject)
	}, false},
	{"reporting how it stands", "最高检通报惩治网络犯罪情况", sameOf(naming, "report on"), func(c *clause, _ string) bool {
		return len(c.object) > 1 && standings[c.objectEnd().ZH]
	}, false},
	{"committing", "嫌疑人实施电信诈骗", same("实施", "commit"), func(c *clause, _ string) bool { return committed.MatchString(c.objectEnd().ZH) }, false},
	{"naming who did it", "网信办通报3家企业未履行义务", sameOf(naming, "name"), func(c *clause, _ string) bool {
		_, at := DoerAt(c.object, false)
		return at > 0 && happened[c.objectEnd().ZH] == ""
	}, false},
	{"deciding a case", "法院判决一起泄露信息案", same("判决", "decide"), func(c *clause, _ string) bool {
		n := len(c.object) - 1
		return n >= 0 && (c.object[0].Kind == token.Number || firsts[c.object[0].ZH] != "" || strings.HasSuffix(c.object[n].ZH, "案") && !slices.ContainsFunc(c.object[:n], token.Token.Verb))
	}, false},
	{"found to have done", "某公司被判侵犯商业秘密", same("被判 被认定", "be found to"), func(c *clause, _ string) bool { return c.deedNext() && harms[c.object[0].ZH] }, false},
	{"tricked of money", "老人被骗10万元", map[string]string{"被骗": "be defrauded of", "险被骗": "be nearly defrauded of", "差点被骗": "be nearly defrauded of"}, ofMoney, false},
	{"held to ransom", "某公司遭勒索500万元", same("遭勒索", "be held to ransom for"), ofMoney, true},
	{"sued for a deed", "某平台被诉泄露用户信息", same("被诉", "be sued for"), func(c *clause, _ string) bool {
		return len(c.object) == 1 || c.deedNext() || len(c.object) > 2 && c.object[0].Word.Kind == "adverb" && c.object[1].Deed()
	}, false},
	{"tricked into a deed", "老人被骗录入人脸信息", same("被骗", "be tricked"), func(c *clause, _ string) bool { return c.deedNext() }, false},
	{"sentenced to", "男子被判三年", same("被判", "be sentenced to"), func(c *clause, _ string) bool {
		return len(c.object) > 0 && (terms[c.object[0].ZH] || lasts(c.object[0]))
	}, false},
	{"calling for", "美国总统要求严惩", same("要求", "call for"), func(c *clause, _ string) bool {
		return len(c.object) == 1 && !c.passive && c.object[0].Verb() && c.object[0].Word.Noun != ""
	}, false},
	{"convicted of", "员工被判侵犯公民个人信息罪", same("被判", "be convicted of"), func(c *clause, _ string) bool { return strings.HasSuffix(c.objectEnd().ZH, "罪") }, false},
	{"ordering", "法院判决某公司赔偿损失", same("判决", "order"), func(c *clause, _ string) bool {
		return len(c.object) > 0 && causes(c.object) && verdicts[c.objectEnd().ZH] == ""
	}, false},
	{"doing what follows", "平台拒绝删除用户信息", beforeDeed, func(c *clause, _ string) bool { return c.deedNext() }, false},
	{"put in place", "数据保险落地上海", same("落地", "put in place"), func(*clause, string) bool { return true }, false},
	{"imposing a fine", "网信办罚款5万元", same("罚款", "impose a fine of"), func(c *clause, subject string) bool {
		return len(c.object) == 1 && ofMoney(c, subject) && !c.passive && !c.towards()
	}, false},
}

// verbSensesOf are these senses by verb.
var verbSensesOf = func() map[string][]*verbSense {
	m := map[string][]*verbSense{}
	for i := range verbSenses {
		for zh := range verbSenses[i].words {
			m[zh] = append(m[zh], &verbSenses[i])
		}
	}
	return m
}()

// base is the bare verb of a clause in English.
func (r *Rendering) base(c *clause, subject string) string {
	if c.verb.Kind != token.Known {
		return c.verb.Word.Base
	}
	for _, s := range verbSensesOf[c.verb.ZH] {
		if s.here(c, subject) {
			r.reached(s.name)
			c.passive = c.passive || s.befallen
			return s.words[c.verb.ZH]
		}
	}
	return c.verb.Word.Base
}

// objectEnd is the last token of the object, an empty one without an object.
func (c *clause) objectEnd() token.Token {
	if len(c.object) == 0 {
		return token.Token{}
	}
	return c.object[len(c.object)-1]
}

// subjectEnd is the last token of the subject, an empty one without a subject.
func (c *clause) subjectEnd() token.Token {
	if len(c.subject) == 0 {
		return token.Token{}
	}
	return c.subject[len(c.subject)-1]
}

// deedNext reports an object that begins with a deed and what it is done to.
func (c *clause) deedNext() bool { return len(c.object) > 1 && c.object[0].Deed() }

// ofMoney reports an object that begins with a sum.
func ofMoney(c *clause, _ string) bool { return len(c.object) > 0 && c.object[0].Kind == token.Money }

// IsAccused reports people whom a procurator takes to court, as one may see.
func IsAccused(who string) bool { return accused.MatchString(who) }

// lasts reports how long something lasts.
func lasts(t token.Token) bool { return t.Kind == token.Number && measuresOfTime[t.Noun] }

var (
	// accused is in what such people are called.
	accused = pattern.MustCompile(`涉嫌|罪|^(?:[两二三四五六七八九十一\d]+[名个]?)?(?:男子|女子|嫌疑人|被告人|辅警|员工|前员工|内鬼|团伙|人)|团伙$|(?:公司|银行|医院|平台|企业)(?:前|离职)?员工`)
	// indicted are those whom nobody sues.
	indicted = pattern.MustCompile(`(?:黑客|嫌疑人|间谍|特工|头目|团伙成员|骗子|诈骗犯|军官)$`)
	// committed are what one commits.
	committed = pattern.MustCompile(`(?:诈骗|犯罪|盗窃|敲诈勒索|侵权|侵害|勒索|垄断行为|违法行为|犯罪活动)$`)
	// standings end what is told of how something stands.
	standings = lexicon.Set("情况 进展 成效 工作情况")
)
