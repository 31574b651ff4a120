package facts

import (
	"slices"
	"strings"

	"github.com/regwire/regwire/feeds"
)

// homonym is a body that has its English name in common with those of other places, and the
// words that tell that it is meant; none for the one that is meant where nothing tells.
type homonym struct {
	id    feeds.AuthorityID
	words []string
}

var homonyms = map[string][]homonym{
	"personal information protection commission": {{"PIPC", []string{"Korea", "Seoul", " won"}}, {"PPC", []string{"Japan", "Tokyo", " yen"}}},
	"personal data protection commission":        {{"TWPDPC", []string{"Taiwan", "Taipei", "NT$"}}, {"PDPC", nil}},
	"department of justice":                      {{"USDOJ", []string{"United States", "U.S.", "US ", "American"}}},
}

// whose reads such names as the page's own body, or as that of the place that its title and
// first words speak of, and leaves out those that may be anybody's.
func (p *page) whose(v *view, bodies []mention) []mention {
	if !v.english {
		return bodies
	}
	out := bodies[:0]
	for _, m := range bodies {
		if who := homonyms[v.low[m.from:m.to]]; who != nil {
			at := slices.IndexFunc(who, func(h homonym) bool { return h.id == p.Source })
			if at < 0 {
				text := p.title.s + " " + feeds.Clip(p.body.s, 600)
				at = slices.IndexFunc(who, func(h homonym) bool {
					return h.words == nil || slices.ContainsFunc(h.words, func(w string) bool { return strings.Contains(text, w) })
				})
			}
			if at < 0 {
				continue
			}
			index, known := p.r.byAuthority[who[at].id]
			if !known {
				continue
			}
			m.index = index
		}
		out = append(out, m)
	}
	return out
}

// elsewhere reports a body of another country that goes by the name of one of the table:
// 巴西央行, 英国内政部.
func elsewhere(v *view, m mention, jurisdiction string) bool {
	pre := clipLeft(v.s[:m.from], 24)
	if strings.HasPrefix(v.s[m.from:m.to], "央行") {
		return anotherState.MatchString(pre) || ofManyStates.MatchString(pre) || notTheBank.MatchString(v.s[m.to:])
	}
	return jurisdiction == "TW" && anotherState.MatchString(pre)
}

var (
	// ofManyStates ends what stands before 央行 where no one state's is meant, or Taiwan's.
	ofManyStates = re(`(?:台湾|各|全球|主要|海外|外|欧美|亚洲|亚太|多家|一些|部分)$`)
	// notTheBank follows 央行 where it is part of another name: 央行数字货币, 央行票据.
	notTheBank = re(`^(?:数字货币|数字人民币|票据|数币)`)
)

// anotherState ends with a country, or a place with authorities of its own.
var anotherState = re(`(?:[^我中全\P{Han}]国|欧洲|澳洲|日本|印度|越南|新加坡|马来西亚|印度尼西亚|印尼|菲律宾|柬埔寨|加拿大|墨西哥|巴西|阿根廷|智利|秘鲁|哥伦比亚|意大利|西班牙|葡萄牙|荷兰|比利时|卢森堡|爱尔兰|奥地利|希腊|波兰|捷克|匈牙利|罗马尼亚|瑞士|瑞典|挪威|丹麦|芬兰|冰岛|俄罗斯|乌克兰|哈萨克斯坦|土耳其|以色列|沙特|阿联酋|卡塔尔|伊朗|埃及|南非|肯尼亚|尼日利亚|摩洛哥|澳大利亚|新西兰|巴基斯坦|孟加拉|斯里兰卡|香港|澳门)$`)
