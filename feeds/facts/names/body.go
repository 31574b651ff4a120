package names

import (
	"slices"
	"strings"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/facts/view"
	"github.com/regwire/regwire/feeds/lexicon"
	"github.com/regwire/regwire/feeds/pattern"
)

func (r *Tables) authorityTerms() []lexicon.Term {
	var out []lexicon.Term
	for i, a := range r.Authorities {
		for _, s := range distinct(append([]string{a.NameZH}, a.AliasesZH...)) {
			out = append(out, r.term(s, name{index: i, zh: true}, false))
		}
		for _, s := range distinct(append([]string{a.NameEN}, a.AliasesEN...)) {
			acronym := allCapital(s)
			out = append(out, r.term(s, name{index: i, weak: acronym}, acronym))
		}
	}
	return append(out, r.localTerms()...)
}

// bodyNamed refuses what only looks like a body's name: 公安部门 is not 公安部,
// capitals in a Chinese text are rarely an agency, and a body that is part of
// a document's title does not act.
func (r *Tables) bodyNamed(v *view.View, m Mention) bool {
	if strings.HasSuffix(v.S[m.From:m.To], "部") && strings.HasPrefix(v.S[m.To:], "门") {
		return false
	}
	if elsewhere(v, m, r.Authorities[m.Index].Jurisdiction) {
		return false
	}
	if roleName(v, m) {
		return false
	}
	if !m.ZH && genericOf(v, m) {
		return false
	}
	if m.weak && (!v.English || m.To-m.From < 3) {
		return false
	}
	return !inTitleMarks(v, m.From)
}

// genericOf reports a national body's everyday name that a place in front gives
// to a local one: Shanghai market regulator.
func genericOf(v *view.View, m Mention) bool {
	words := v.Low[m.From:m.To]
	if words == "cyberspace administration" {
		pre := strings.TrimRight(v.Before(m.From, 40), " ")
		word := pre[strings.LastIndexAny(pre, " \n.")+1:]
		return strings.HasPrefix(v.After(m.To, 8), " of ") || slices.Contains(locals, strings.ToLower(word)) || ProvinceOf(word) != ""
	}
	if !view.ContainsAny(words, "regulator", "watchdog", "ministry", "prosecutors") || strings.HasPrefix(words, "china") {
		return false
	}
	pre := strings.TrimRight(v.S[:m.From], " ")
	word := pre[strings.LastIndexAny(pre, " \n.")+1:]
	return word != "" && ProvinceOf(word) != ""
}

// roleName reports a name that rules use for whoever holds a task: 国家网信部门,
// 国务院电信主管部门. Such words name no issuer.
func roleName(v *view.View, m Mention) bool {
	words := v.S[m.From:m.To]
	if strings.HasSuffix(words, "部门") {
		return true
	}
	if !strings.HasSuffix(words, "国务院") {
		return false
	}
	if ofCouncil.MatchString(v.S[m.To:]) {
		return true
	}
	post := feeds.Clip(v.S[m.To:], 45)
	if i := strings.IndexAny(post, "。,、;《\n"); i >= 0 {
		post = post[:i]
	}
	return strings.Contains(post, "部门") || strings.Contains(post, "机构") || strings.HasPrefix(post, "有关")
}

// ofCouncil follows 国务院 in the name of a body under it.
var ofCouncil = pattern.MustCompile(`^(?:关税税则|国有资产监督管理|学位|妇女儿童工作|安全生产|食品安全|反垄断|未成年人保护工作)委员会|^[\p{Han}]{2,12}(?:领导小组|办公室|研究中心)`)

// locals stand before the everyday name of a local body.
var locals = []string{"provincial", "municipal", "local", "city", "district", "county", "regional", "prefectural"}

func inTitleMarks(v *view.View, i int) bool {
	pre := view.ClipLeft(v.S[:i], 240)
	return strings.LastIndex(pre, "《") > strings.LastIndex(pre, "》")
}

// elsewhere reports a body of another country that goes by the name of one of the table:
// 巴西央行, 英国内政部.
func elsewhere(v *view.View, m Mention, jurisdiction string) bool {
	pre := view.ClipLeft(v.S[:m.From], 24)
	if strings.HasPrefix(v.S[m.From:m.To], "央行") {
		return anotherState.MatchString(pre) || ofManyStates.MatchString(pre) || notTheBank.MatchString(v.S[m.To:])
	}
	return jurisdiction == "TW" && anotherState.MatchString(pre)
}

// ofManyStates ends what stands before 央行 where no one state's is meant, or Taiwan's.
var ofManyStates = pattern.MustCompile(`(?:台湾|各|全球|主要|海外|外|欧美|亚洲|亚太|多家|一些|部分)$`)

// notTheBank follows 央行 where it is part of another name: 央行数字货币, 央行票据.
var notTheBank = pattern.MustCompile(`^(?:数字货币|数字人民币|票据|数币)`)

// anotherState ends with a country, or a place with authorities of its own.
var anotherState = pattern.MustCompile(`(?:[^我中全\P{Han}]国|欧洲|澳洲|日本|印度|越南|新加坡|马来西亚|印度尼西亚|印尼|菲律宾|柬埔寨|加拿大|墨西哥|巴西|阿根廷|智利|秘鲁|哥伦比亚|意大利|西班牙|葡萄牙|荷兰|比利时|卢森堡|爱尔兰|奥地利|希腊|波兰|捷克|匈牙利|罗马尼亚|瑞士|瑞典|挪威|丹麦|芬兰|冰岛|俄罗斯|乌克兰|哈萨克斯坦|土耳其|以色列|沙特|阿联酋|卡塔尔|伊朗|埃及|南非|肯尼亚|尼日利亚|摩洛哥|澳大利亚|新西兰|巴基斯坦|孟加拉|斯里兰卡|香港|澳门)$`)
