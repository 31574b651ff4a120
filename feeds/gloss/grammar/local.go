package grammar

import (
	"strings"

	"github.com/regwire/regwire/feeds/gloss/chinese"
	"github.com/regwire/regwire/feeds/gloss/english"
	"github.com/regwire/regwire/feeds/pattern"
)

// What Hong Kong, Macao and Taiwan call by names that no table of laws or courts has.

// localAct is an act of Hong Kong or what it makes under one, with what is done to it, or
// what of it, in brackets: 電訊（修訂）條例草案.
var localAct = pattern.MustCompile(`^(?:(\d{4})年)?([^()《》“”]{1,30}?)((?:\([^()]{1,24}\))*)(条例草案|条例|规例|规则|附例|令|公告)(?:\((草案|草稿)\))?$`)

// localActs are what Hong Kong calls them.
var localActs = map[string]string{"条例草案": "Bill", "条例": "Ordinance", "规例": "Regulation", "规则": "Rules", "附例": "By-law", "令": "Order", "公告": "Notice"}

// partsOfActs are what stands in brackets in such a name.
var partsOfActs = map[string]string{
	"修订": "Amendment", "杂项条文": "Miscellaneous Provisions", "杂项修订": "Miscellaneous Amendments", "收费": "Fees", "豁免": "Exemption",
	"一般": "General", "综合": "Consolidation", "生效日期": "Commencement", "私隐": "Privacy", "过渡性条文": "Transitional Provisions", "废除": "Repeal",
	"上诉": "Appeals", "发牌": "Licensing", "登记用户识别卡": "Registration of SIM Cards", "修订附表": "Amendment of Schedules", "披露": "Disclosure",
	"电脑系统": "Computer Systems",
}

// ordinances are the names of those that the laws of the catalogue leave out, without the
// word for what they are.
var ordinances = map[string]string{
	"电讯": "Telecommunications", "公司": "Companies", "道路交通": "Road Traffic", "药剂业及毒药": "Pharmacy and Poisons", "税务": "Inland Revenue",
	"银行业": "Banking", "证券及期货": "Securities and Futures", "电子健康纪录互通系统": "Electronic Health Record Sharing System",
	"入境": "Immigration", "保险业": "Insurance", "教育": "Education", "雇佣": "Employment", "刑事罪行": "Crimes", "电子交易": "Electronic Transactions",
	"非应邀电子讯息": "Unsolicited Electronic Messages", "非应邀电子信息": "Unsolicited Electronic Messages", "版权": "Copyright",
	"打击洗钱及恐怖分子资金筹集": "Anti-Money Laundering and Counter-Terrorist Financing",
	"支付系统及储值支付工具":   "Payment Systems and Stored Value Facilities", "强制性公积金计划": "Mandatory Provident Fund Schemes",
	"人事登记": "Registration of Persons", "私营医疗机构": "Private Healthcare Facilities", "商品说明": "Trade Descriptions", "稳定币": "Stablecoins",
	"成文法": "Statute Law", "危险药物": "Dangerous Drugs", "竞争": "Competition", "电影检查": "Film Censorship",
	"维护国家安全": "Safeguarding National Security", "放债人": "Money Lenders", "强制举报虐待儿童": "Mandatory Reporting of Child Abuse",
	"广播": "Broadcasting", "邮政署": "Post Office", "证据": "Evidence", "仲裁": "Arbitration", "选举": "Elections", "医院管理局": "Hospital Authority",
	"儿童": "Children", "种族歧视": "Race Discrimination", "性别歧视": "Sex Discrimination", "残疾歧视": "Disability Discrimination", "吸烟": "Smoking",
	"商船": "Merchant Shipping", "裁判官": "Magistrates", "高等法院": "High Court", "区域法院": "District Court", "申诉专员": "The Ombudsman",
	"防止贿赂": "Prevention of Bribery", "截取通讯及监察": "Interception of Communications and Surveillance", "公众卫生": "Public Health",
	"电子道路收费": "Electronic Road Tolls", "消防": "Fire Services", "旅馆业": "Hotel and Guesthouse Accommodation", "印花税": "Stamp Duty",
}

// Ordinance renders such a name. Brackets that say 修订 are Hong Kong's in any script, as the
// mainland puts the word before the draft; what else may be the mainland's is read so where
// a title is written as Hong Kong writes and the name is one of its laws or bills.
func (r *Rendering) Ordinance(s string) (string, bool) {
	m := localAct.FindStringSubmatch(s)
	if m == nil || strings.HasPrefix(m[2], "关于") {
		return "", false
	}
	if _, ok := r.g.Laws[chinese.LawKey(m[2]+m[3]+"条例")]; ok {
		return "", false // which has its whole name
	}
	name, known := ordinances[m[2]]
	amends := strings.Contains(m[3], "(修订)") && strings.HasPrefix(m[4], "条例")
	bill := m[4] == "条例草案" && !rulesMainland.MatchString(m[2])
	switch {
	case amends:
	case !r.ZH.HongKong:
		return "", false
	case m[3] == "" && !known && !bill, (m[4] == "公告" || m[4] == "令") && m[3] == "":
		return "", false
	}
	if !known {
		if l, ok := r.g.Laws[chinese.LawKey(m[2]+"条例")]; ok && strings.Contains(l.EN, " Ordinance") {
			name, _, _ = strings.Cut(l.EN, " Ordinance")
		} else {
			name = strings.TrimPrefix(r.Phrase(m[2]), "the ")
		}
	}
	for part := range strings.SplitSeq(strings.Trim(m[3], "()"), ")(") {
		switch en := partsOfActs[part]; {
		case part == "":
		case en != "":
			name += " (" + en + ")"
		default:
			name += " (" + r.bracket(part) + ")"
		}
	}
	name += " " + localActs[m[4]]
	if m[5] != "" {
		name += " (Draft)"
	}
	return strings.TrimSpace(name + " " + m[1]), true
}

// rulesMainland ends the name of what the mainland regulates.
var rulesMainland = pattern.MustCompile(`(?:管理|安全保护|监督|促进|保护)$`)

// islandCase is the number of a case in Taiwan, whose years are those of the Republic, and
// what was given in it: 111年度訴字第1234號民事判決.
var islandCase = pattern.MustCompile(`^(\d{2,3})年度?(\p{Han}{1,6})字第(\d{1,6})号(民事|刑事|行政)?(判决|裁定|裁判)?(书)?(要旨)?`)

// caseOfIsland renders it: "Civil Judgment 111 Su Zi No. 1234".
func (r *Rendering) caseOfIsland(s string) (string, int, bool) {
	m := islandCase.FindStringSubmatch(s)
	var word []string
	for _, c := range m[2] {
		p, ok := r.g.Names.SerialReading(c)
		if !ok {
			return "", 0, false
		}
		word = append(word, english.Capital(p))
	}
	kind := strings.TrimSpace(branches[m[4]] + map[string]string{"判决": "Judgment", "裁定": "Ruling", "裁判": "Decision"}[m[5]])
	if m[7] != "" {
		kind = "Summary of " + kind
	}
	return strings.TrimSpace(kind + " " + m[1] + " " + strings.Join(word, " ") + " Zi No. " + m[3]), len(m[0]), true
}
