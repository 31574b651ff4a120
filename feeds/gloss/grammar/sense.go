package grammar

import (
	"slices"
	"strings"

	"github.com/regwire/regwire/feeds/gloss/token"
	"github.com/regwire/regwire/feeds/lexicon"
	"github.com/regwire/regwire/feeds/pattern"
)

// sense is what some words say beside certain neighbours, where by themselves they have
// the sense of the term base.
type sense struct {
	name string
	// example is a title in which a word has this sense: a test holds each to its own.
	example string
	// words are the English in this sense, by the Chinese.
	words map[string]string
	here  func(token.Placed) bool
	as    func(t token.Token, en string) token.Token
	// end is set where nothing need follow the word.
	end bool
}

// What a word becomes.
var (
	asAdverb     = func(t token.Token, en string) token.Token { return token.Anew(t, en, "adverb", false) }
	asAdverbLast = func(t token.Token, en string) token.Token { return token.Anew(t, en, "adverb", true) } // behind its verb
	asNoun       = func(t token.Token, en string) token.Token { return token.Anew(t, en, "noun", false) }
	asConnective = func(t token.Token, en string) token.Token { return token.Anew(t, en, "connective", false) }
	asMeans      = func(_ token.Token, en string) token.Token {
		return token.Anew(token.Token{ZH: "凭借"}, en, "connective", false)
	}
	asVerbAnew = func(t token.Token, en string) token.Token {
		t = token.Anew(t, en, "verb", false)
		t.Word.Base = en
		return t
	}
	asSuit = func(t token.Token, en string) token.Token {
		t.EN, t.Word.EN, t.Word.Base, t.Word.Noun = en, en, en, "Suit Against"
		return t
	}
	asVerb       = func(t token.Token, en string) token.Token { return token.Turned(t, en, "verb", en) }
	asAttribute  = func(t token.Token, en string) token.Token { return token.Turned(t, en, "noun", "") }
	asDeed       = func(t token.Token, en string) token.Token { t.Word.Base = en; return t }
	asVerbOf     = func(t token.Token, en string) token.Token { t.Word.Kind, t.Word.Base = "verb", en; return t }
	asVerbItself = func(t token.Token, _ string) token.Token { t.Word.Kind = "verb"; return t }
	asNamed      = func(t token.Token, en string) token.Token { t.EN, t.Word.EN = en, en; return t }
	asShown      = func(t token.Token, en string) token.Token { t.EN = en; return t }
)

// same gives several words, in one string, one English.
func same(words, en string) map[string]string { return sameOf(lexicon.Set(words), en) }

// sameOf gives the words of a table one English.
func sameOf[V any](table map[string]V, en string) map[string]string {
	m := make(map[string]string, len(table))
	for zh := range table {
		m[zh] = en
	}
	return m
}

// senses are tried in this order.
var senses = []sense{
	{"watching by means", "利用软件监控员工", sameOf(watching, ""), func(p token.Placed) bool {
		means := byMeansOf(p, 5)
		return (means.Verb() && using[means.ZH] || means.ZH == "用" && p.In[0].ZH != "用") && !thingsWatching.MatchString(p.Next().ZH)
	}, asVerbItself, false},
	{"meddling by means", "入侵服务器删除数据", sameOf(meddling, ""), func(p token.Placed) bool { return entries[byMeansOf(p, 6).ZH] }, asVerbItself, false},
	{"deed that may be", "App可能泄露个人信息", nounDeeds, func(p token.Placed) bool { return auxiliaries[p.Prev().ZH].mood == modal }, asDeed, true},
	{"password", "黑客窃取邮箱密码", same("密码", "Passwords"), func(p token.Placed) bool {
		return holdsPassword.MatchString(p.Prev().ZH) || p.Prev().Verb() && entering[p.Prev().ZH]
	}, asShown, true},
	{"outlook", "数据合规的成效、问题与展望", same("展望", "Outlook"), func(p token.Placed) bool { return p.Last() || Joining(p.Prev()) }, asNoun, true},
	{"courts of no place", "人民法院依法审理侵犯公民个人信息案", same("人民法院", "People's Courts"), func(p token.Placed) bool {
		return p.First() && (p.Last() || p.Next().Verb() || p.Next().Word.Kind == "adverb" || when(p.Next()))
	}, asNamed, true},
	{"incident in quotes", "“女儿开盒”事件", same("事件", "Incident"), func(p token.Placed) bool {
		return p.Prev().Kind == token.Group && strings.HasPrefix(p.Prev().ZH, "“") && !slices.ContainsFunc(p.Before(), func(x token.Token) bool { return x.Kind == token.Comma || x.Kind == token.Number })
	}, asNamed, true},
	{"people who are counted", "近200万民众信息泄露", same("民众", "People"), func(p token.Placed) bool { return p.Prev().Kind == token.Number }, asShown, true},
	{"stealing secrets", "利用智能设备窃密", same("窃密", "steal secrets"), func(p token.Placed) bool {
		return p.I > 1 && p.Last() && p.Prev().Nominal() && slices.ContainsFunc(p.In[:p.I-1], func(x token.Token) bool { return x.Verb() && using[x.ZH] })
	}, asVerbOf, true},

	{"call", "协会倡议加强保护", same("倡议", "call for"), func(p token.Placed) bool { return !p.First() && Doer(p.Prev()) && p.Next().Verb() }, asVerb, false},
	{"fake", "假冒小程序窃取信息", same("假冒 仿冒", "Fake"), fake, asAttribute, false},
	{"discipline", "从严处理责任人", same("处理", "discipline"), func(p token.Placed) bool { return blamed.MatchString(p.Next().ZH) }, asVerb, false},
	{"transfer of", "违法出境个人信息", same("出境", "Outbound Transfer of"), func(p token.Placed) bool { return information[p.Next().ZH] && illegally[p.Prev().ZH] != "" }, asAttribute, false},
	{"legal", "数据跨境法律问题研究", same("法律", "Legal"), func(p token.Placed) bool { return legal.MatchString(p.Next().ZH) }, asAttribute, false},
	{"penalty on nobody", "行政处罚案卷评查", same("行政处罚", "Administrative Penalty"), func(p token.Placed) bool { return discretion.MatchString(p.Next().ZH) }, asAttribute, false},
	{"storage of", "未加密存储个人信息", same("未加密存储", "Unencrypted Storage of"), func(p token.Placed) bool {
		return information[p.Next().ZH] || p.Next().Nominal() && p.Next().Word.Base == ""
	}, asAttribute, false},
	{"expose", "起底黑色产业链", same("起底", "expose"), func(p token.Placed) bool { return p.First() && !doxxed.MatchString(p.Next().ZH) }, asVerb, false},
	{"change", "未修改默认密码", same("修改", "change"), func(p token.Placed) bool { return settings.MatchString(p.Next().ZH) }, asVerb, false},
	{"carry out", "实施网络攻击", same("实施", "carry out"), func(p token.Placed) bool { return attack.MatchString(p.Next().ZH) }, asVerb, false},
	{"publicly", "网信办公开选调工作人员", same("公开", "publicly"), func(p token.Placed) bool { return openly[p.Next().ZH] && p.Next().Verb() }, asAdverb, false},
	{"finally", "街道办最终让步", same("最终", "finally"), func(p token.Placed) bool { return !p.First() && p.Next().Verb() && p.Left() == 1 }, asAdverb, false},
	{"accidentally", "某公司意外泄露用户信息", same("意外", "accidentally"), func(p token.Placed) bool { return !p.First() && p.Next().Verb() && p.Left() > 1 && Doer(p.Prev()) }, asAdverb, false},
	{"sue", "业主起诉物业", same("起诉", "sue"), func(p token.Placed) bool {
		return p.Word().Verb() && p.Prev().Kind == token.Known && Doer(p.Prev()) && !accuser.MatchString(p.Prev().ZH) && !p.Next().Verb() && p.Next().Kind != token.Number
	}, asSuit, false},

	{"violation", "个人信息违法处罚标准", sameOf(illegally, "Violation"), func(p token.Placed) bool {
		return p.Prev().Kind == token.Known && p.Prev().Word.Kind == "noun" && penalties[p.Next().ZH]
	}, asNoun, false},
	{"illegally", "某公司违规泄露客户资料", illegally, func(p token.Placed) bool { return p.Next().Deed() }, asAdverb, false},
	{"forcibly", "某银行频繁推送短信", deedAdverbs, func(p token.Placed) bool {
		return p.Word().Word.Kind == "noun" && p.Next().Deed() && (deeds[p.Next().ZH] || p.Next().Verb() && p.Word().ZH == "秘密") && p.At(2).Kind == token.Known && p.At(2).Word.Kind == "noun"
	}, asAdverb, false},
	{"through means", "黑客用木马窃取数据", same("用 以", "through"), func(p token.Placed) bool { return !p.First() && meansOf(p.Behind()) }, asMeans, false},
	{"in a standardized manner", "金融机构规范使用数据", same("规范", "in a standardized manner"), func(p token.Placed) bool {
		return p.Prev().Kind == token.Known && doers.MatchString(p.Prev().ZH) && p.Prev().Word.Kind == "noun" && p.Next().Deed() && p.Left() > 1
	}, asAdverbLast, false},
	{"former", "两名前银行职员被判刑", same("前", "Former"), func(p token.Placed) bool {
		last, who := p.Prev(), p.Next()
		return who.Kind == token.Known && who.Word.Kind == "noun" && (p.First() || formerly.MatchString(who.ZH) && last.Deed() && !selfContained(last.Word.Base) || last.Kind == token.Number || last.Is("某") || last.Is("一"))
	}, asNoun, false},
	{"more than a share", "超七成受访者担心信息泄露", same("超 逾 超过", "More Than"), func(p token.Placed) bool { return p.First() && strings.HasSuffix(p.Next().EN, "%") && p.Left() > 1 }, asNoun, false},
	{"maliciously", "个人信息被恶意爬取", passiveManners, func(p token.Placed) bool { return (befalls(p.Prev()) || passives[p.Prev().ZH]) && p.Next().Deed() }, asAdverb, false},
	{"for free", "个人信息被免费公开", same("免费", "for free"), func(p token.Placed) bool { return befalls(p.Prev()) && p.Next().Deed() }, asAdverbLast, false},
	{"targeting", "针对老人的诈骗", same("针对", "Targeting"), func(p token.Placed) bool {
		return p.Word().Word.Kind == "connective" && aimedAt.MatchString(p.Final().ZH) && slices.ContainsFunc(p.In[p.I:], func(x token.Token) bool { return x.Is("的") })
	}, asConnective, false},
	{"each", "两人各被罚款1万元", same("各", "each"), func(p token.Placed) bool { return !p.First() && befalls(p.Next()) }, asAdverb, false},
	{"reportedly", "多家医院疑似被黑客控制", same("疑似", "reportedly"), func(p token.Placed) bool { return !p.First() && (passives[p.Next().ZH] || p.Next().Befallen()) }, asAdverb, false},
	{"systematically", "网信办系统披露五大风险", same("系统", "systematically"), func(p token.Placed) bool {
		return p.Prev().Kind == token.Known && p.Prev().Word.Kind == "org" && p.Next().Verb() && expounding[p.Next().ZH]
	}, asAdverbLast, false},
	{"focus on", "重点防范恶意网址", same("重点", "focus on"), func(p token.Placed) bool {
		return p.First() && p.Next().Verb() && p.Left() > 1 && focusing[p.Next().ZH]
	}, asVerbAnew, false},
	{"nationwide", "全国已有8000家企业完成备案", everywhere, func(p token.Placed) bool {
		return p.Next().Verb() || p.Next().Is("已") || p.Next().Is("已有") || p.Next().Is("累计")
	}, asAdverbLast, false},
}

// sensesOf are the senses by word.
var sensesOf = func() map[string][]*sense {
	m := map[string][]*sense{}
	for i := range senses {
		for zh := range senses[i].words {
			m[zh] = append(m[zh], &senses[i])
		}
	}
	return m
}()

// inContext is a token as its neighbours make it.
func (r *Rendering) inContext(p token.Placed) token.Token {
	t := p.Word()
	if t.Kind != token.Known {
		return t
	}
	for _, s := range sensesOf[t.ZH] {
		if (s.end || !p.Last()) && s.here(p) {
			r.reached(s.name)
			return s.as(t, s.words[t.ZH])
		}
	}
	return t
}

// fake reports somebody or something that is not what it seems to be, and what it does.
func fake(p token.Placed) bool {
	for j := p.I + 2; j < len(p.In); j++ {
		if p.In[j].Verb() {
			return p.In[j-1].Kind == token.Known && carriers[p.In[j-1].ZH] && j+1 < len(p.In)
		}
	}
	return false
}

var (
	// everywhere are words for the whole of a place.
	everywhere = map[string]string{"全国": "nationwide", "全省": "province-wide", "全市": "citywide", "全区": "region-wide", "全县": "county-wide", "全行业": "industry-wide"}
	// nounDeeds are nouns that are deeds behind an auxiliary.
	nounDeeds = map[string]string{"泄露个人信息": "leak personal information", "出售个人信息": "sell personal information", "侵犯公民个人信息": "infringe on citizens' personal information"}
	// illegally are words that stand before a noun as they are and before a verb as adverbs.
	illegally = map[string]string{"违法": "illegally", "非法": "illegally", "违规": "illegally", "违法违规": "illegally"}
	// passiveManners are nouns that tell how something was done to one, behind the word for that.
	passiveManners = map[string]string{"恶意": "maliciously", "远程": "remotely", "集体": "collectively", "秘密": "secretly", "公开": "publicly", "非法": "illegally", "违规": "illegally", "违法": "illegally"}

	// holdsPassword ends what a password is for, where the word is no cryptography.
	holdsPassword = pattern.MustCompile(`(?:账号|账户|帐号|登录|银行卡|支付|手机|用户|路由器|Wi-?Fi|邮箱|电脑)$`)
	// legal are nouns that the law is no owner of.
	legal = pattern.MustCompile(`^(?:障碍|困境|尽职调查|风险|责任|义务|后果|问题|依据|基础|效力|适用|服务|意见|监督|援助|构造|性质|地位|规制|保障|保护|框架|边界|救济|关系|属性|分析|思考|合规|实务)`)
	// discretion is about a penalty, which is imposed on nobody there.
	discretion = pattern.MustCompile(`^(?:自由裁量|裁量|听证|程序|决定书|告知书|信息|案卷|文书|公示)`)
	blamed     = pattern.MustCompile(`^(?:相关|有关|涉事|直接)?(?:责任人员?|负责人|责任单位|当事人员)$`)
	// formerly begins the name of those who were somebody's, or of what is theirs.
	formerly = pattern.MustCompile(`^(?:客户|员工|雇员|职员|用户|会员|同事|高管|住户|学员)`)
	// settings are changed, where laws are amended.
	settings = pattern.MustCompile(`^(?:默认|初始|登录|原始|弱)?(?:密码|口令|设置|配置|参数|默认值)$|^默认$`)
	// attack is what nobody implements.
	attack = pattern.MustCompile(`攻击$|^(?:诈骗|盗窃|犯罪)$`)
	// openly is what is done for all to see, where the word in front discloses nothing.
	openly = lexicon.Set("选调 遴选 招聘 招录 招募 征集 选拔 销毁 兜售 售卖 叫卖 出售 贩卖 招揽 嘲讽 辱骂 拍卖 指责 指控 谴责 批评 威胁")
	// penalties stand behind the word for what they are imposed for.
	penalties = lexicon.Set("处罚 行政处罚 案件 案例 线索")
	// focusing are the verbs of what work is centred on.
	focusing = lexicon.Set("防范 打击 整治 检查 排查 治理 查处 打掉 清理")
	// expounding verbs are what is done in a system, where the word behind a body is no system.
	expounding = lexicon.Set("披露 梳理 阐述 介绍 总结 回应 解读 阐明 归纳 分析 讲解 部署 推进 谋划")
)
