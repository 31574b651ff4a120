package gloss

import "github.com/regwire/regwire/feeds/pattern"

// besides are words that say something else before some of those that follow.
var besides = map[string]struct {
	before         func(in []token, i int) bool
	en, base, kind string
}{
	"倡议":   {func(in []token, i int) bool { return i > 0 && doer(in[i-1]) && in[i+1].verb() }, "call for", "call for", "verb"}, // 协会倡议加强保护
	"假冒":   {fake, "Fake", "", "noun"},                                                                                         // 假冒小程序窃取信息
	"仿冒":   {fake, "Fake", "", "noun"},
	"处理":   {func(in []token, i int) bool { return blamed.MatchString(in[i+1].zh) }, "discipline", "discipline", "verb"},                                  // 从严处理责任人
	"出境":   {func(in []token, i int) bool { return information[in[i+1].zh] && i > 0 && illegally[in[i-1].zh] != "" }, "Outbound Transfer of", "", "noun"}, // 违法出境个人信息
	"法律":   {func(in []token, i int) bool { return legal.MatchString(in[i+1].zh) }, "Legal", "", "noun"},
	"行政处罚": {func(in []token, i int) bool { return discretion.MatchString(in[i+1].zh) }, "Administrative Penalty", "", "noun"},
	"未加密存储": {func(in []token, i int) bool {
		return information[in[i+1].zh] || in[i+1].nominalWord() && in[i+1].w.base == ""
	}, "Unencrypted Storage of", "", "noun"},
	"起底": {func(in []token, i int) bool {
		return i == 0 && !doxxed.MatchString(in[1].zh)
	}, "expose", "expose", "verb"}, // 起底黑色产业链
	"修改": {func(in []token, i int) bool { return settings.MatchString(in[i+1].zh) }, "change", "change", "verb"},     // 未修改默认密码
	"实施": {func(in []token, i int) bool { return attack.MatchString(in[i+1].zh) }, "carry out", "carry out", "verb"}, // 实施网络攻击
	"公开": {func(in []token, i int) bool { return recruiting[in[i+1].zh] && in[i+1].verb() }, "publicly", "", "adverb"},
}

// fake reports somebody or something that is not what it seems to be, and what it does.
func fake(in []token, i int) bool {
	for j := i + 2; j < len(in); j++ {
		if in[j].verb() {
			return in[j-1].kind == tWord && carriers[in[j-1].zh] && j+1 < len(in)
		}
	}
	return false
}

var (
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
	attack     = pattern.MustCompile(`攻击$|^(?:诈骗|盗窃|犯罪)$`)
	recruiting = set("选调 遴选 招聘 招录 招募 征集 选拔")
)
