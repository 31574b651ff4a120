package grammar

import (
	"slices"
	"strings"

	"github.com/regwire/regwire/feeds/gloss/token"
	"github.com/regwire/regwire/feeds/lexicon"
	"github.com/regwire/regwire/feeds/pattern"
)

// around are two words with a phrase between, which English puts behind the verb.
var around = []struct{ from, to, en string }{
	{"以", "方式", "by Means of "},
	{"以", "为由", "on the Grounds of "},
	{"以", "为名", "in the Name of "},
	{"以", "名义", "in the Name of "},
	{"冒用", "名义", "in the Name of "},
	{"假借", "名义", "in the Name of "},
	{"打着", "旗号", "under the Banner of "},
	{"与", "无关", "Unrelated to "},
	{"自", "之日起", "from the Date of "},
	{"从", "之日起", "from the Date of "},
	{"以", "为基础", "Based on "},
	{"以", "为主线", "Centered on "},
	{"以", "为核心", "Centered on "},
	{"以", "为引领", "Led by "},
	{"以", "为牵引", "Driven by "},
	{"以", "为抓手", "Focusing on "},
	{"以", "为重点", "Focusing on "},
	{"以", "为导向", "Guided by "},
	{"以", "为目标", "Aiming at "},
	{"以", "为支撑", "Supported by "},
	{"以", "为依托", "Relying on "},
	{"以", "为中心", "Centered on "},
}

// framedBy reads such a phrase: how many tokens, and its English.
func (r *Rendering) framedBy(p token.Placed) (int, string) {
	in, i := p.In, p.I
	for _, a := range around {
		if in[i].Kind != token.Known && in[i].Kind != token.Unknown || in[i].ZH != a.from {
			continue
		}
		for j := i + 2; j < len(in) && j < i+7; j++ {
			if in[j].ZH == a.to {
				if in[i].Verb() && (j+1 >= len(in) || !in[j+1].Verb()) {
					break // 冒用机构名义的骗局
				}
				size := j - i + 1
				if strings.ContainsAny(a.to, "无为") && j+2 < len(in) && in[j+1].Is("的") {
					size++ // 与服务无关的信息
				}
				return size, a.en + r.Linear(in[i+1:j])
			}
		}
	}
	return 0, ""
}

// Where on the net something is done, and in how short a time, which Chinese puts in front
// of the verb and English behind it.

// onNet are places of the net with the English that stands behind a verb.
var onNet = map[string]string{
	"网上": "online", "网络上": "online", "线上": "online", "互联网上": "online", "网络": "online", "暗网": "on the dark web", "暗网上": "on the dark web",
	"朋友圈": "on WeChat Moments", "微信朋友圈": "on WeChat Moments", "微信群": "in a WeChat group", "群里": "in a group chat", "群内": "in a group chat",
	"业主群": "in a property owners' group chat", "业主群内": "in a property owners' group chat", "家长群": "in a parents' group chat", "直播间": "in a livestream",
	"评论区": "in the comments", "微博": "on Weibo", "抖音": "on Douyin", "小红书": "on Xiaohongshu", "闲鱼": "on Xianyu", "境外平台": "on an overseas platform", "境外网站": "on an overseas website",
	"社交平台": "on social media", "短视频平台": "on short-video platforms", "二手平台": "on second-hand platforms", "网络平台": "on online platforms", "社交媒体": "on social media",
}

// venue ends the name of another place where things are made known or sold.
var venue = pattern.MustCompile(`(?:论坛|平台|网站|市场|暗网|频道|群|群组|贴吧|社区)$`)

// whereabouts reads where something is done or befalls somebody: how many tokens, and
// its English.
func (r *Rendering) whereabouts(p token.Placed) (int, string) {
	in, i := p.In, p.I
	if !in[i].Is("在") || i+2 >= len(in) || slices.ContainsFunc(in[:i], func(x token.Token) bool { return x.Is("将") || x.Is("把") }) {
		return 0, ""
	}
	if en := onNet[in[i+1].ZH]; en != "" && (in[i+2].Verb() || befalls(in[i+2])) {
		return 2, en
	}
	for j := i + 1; j+1 < len(in) && j < i+5 && in[j].Kind == token.Known && in[j].Word.Nominal() && !in[j].Verb(); j++ {
		if i > 0 && venue.MatchString(in[j].ZH) && befalls(in[j+1]) {
			return j + 1 - i, "on " + article(r.Linear(slices.Clone(in[i+1:j+1])))
		}
	}
	return 0, ""
}

// onCharge reads the crime for which somebody is prosecuted: 以诈骗罪起诉一人.
func (r *Rendering) onCharge(p token.Placed) (int, string) {
	crime := p.Next()
	if !p.Word().Is("以") || crime.Kind != token.Known || !strings.HasSuffix(crime.ZH, "罪") || !p.At(2).Deed() {
		return 0, ""
	}
	return 2, "for the " + strings.TrimPrefix(crime.EN, "the ")
}

// befalls reports a word that begins what befalls somebody.
func befalls(t token.Token) bool {
	return t.Kind == token.Known && passives[t.ZH] || t.Befallen() || t.Done() && strings.HasPrefix(t.ZH, "被")
}

// inTime reads in how short a time something befell somebody: 10分钟被骗走百万.
func (r *Rendering) inTime(p token.Placed) (int, string) {
	if t := p.Word(); !p.First() && t.Kind == token.Number && brief[t.Noun] && befalls(p.Next()) {
		return 1, "in " + t.EN + " " + t.Noun
	}
	return 0, ""
}

// brief are the measures of it.
var brief = lexicon.Set("Minutes Minute Hours Hour Days Day")
