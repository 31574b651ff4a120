package gloss

import (
	"strings"

	"github.com/regwire/regwire/feeds/gloss/english"
	"github.com/regwire/regwire/feeds/pattern"
)

// What Hong Kong, Macao and Taiwan, and news from abroad, call otherwise than the mainland.

// taiwanese are words of Taiwan that Hong Kong has others for.
var taiwanese = pattern.MustCompile(`网路|软体|硬体|资安|诈欺|简讯|数位|伺服器|部分条文|裁罚|施行细则|台[湾北中南]|新北|高雄|桃园|县政府|年度`)

// localWords are words that mean something else in traditional characters.
var localWords = strings.NewReplacer("户口", "账户", "简讯", "短信", "短讯", "短信", "新闻简讯", "新闻简讯", "户口名簿", "户口名簿", "户口普查", "户口普查", "网路", "网络", "软体", "软件", "保安局", "保安局", "保安员", "保安员", "保安人员", "保安人员", "保安公司", "保安公司", "改善保安", "改善安全", "保安水平", "安全水平", "保安要求", "安全要求", "骗徒", "骗子", "保安措施", "安全措施", "保安漏洞", "安全漏洞", "上载", "上传")

// texas is what the press calls that state by the name of a city in Shandong.
var texas = pattern.MustCompile(`(美国)?德州((?:联邦|地方|州)?(?:总检察长|检察长|检方|州长|参议院|众议院|州议会|议会|法官|联邦法院|联邦法官|法案|立法|数据隐私|隐私|起诉|诉|指控|状告|通过|签署|要求|禁止|与谷歌|与Meta|对\w|调查))`)

// texanCourt is a court there, as who is before it tells.
var texanCourt = pattern.MustCompile(`德州(法院[^山东]{0,8}(?:Meta|谷歌|苹果|亚马逊|微软|特斯拉|脸书|三星|TikTok|OpenAI|Google|X平台))`)

// ofTexas names it as the mainland's officials do.
func ofTexas(s string) string {
	s = texanCourt.ReplaceAllString(s, "得州$1")
	return strings.ReplaceAll(strings.ReplaceAll(texas.ReplaceAllString(s, "${1}得州$2"), "美国德州", "得州"), "美国得州", "得州")
}

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

// ordinance renders such a name. Brackets that say 修订 are Hong Kong's in any script, as the
// mainland puts the word before the draft; what else may be the mainland's is read so where
// a title is written as Hong Kong writes and the name is one of its laws or bills.
func (r *render) ordinance(s string) (string, bool) {
	m := localAct.FindStringSubmatch(s)
	if m == nil || strings.HasPrefix(m[2], "关于") {
		return "", false
	}
	if _, ok := r.g.laws[lawKey(m[2]+m[3]+"条例")]; ok {
		return "", false // which has its whole name
	}
	name, known := ordinances[m[2]]
	amends := strings.Contains(m[3], "(修订)") && strings.HasPrefix(m[4], "条例")
	bill := m[4] == "条例草案" && !rulesMainland.MatchString(m[2])
	switch {
	case amends:
	case !r.hongKong:
		return "", false
	case m[3] == "" && !known && !bill, (m[4] == "公告" || m[4] == "令") && m[3] == "":
		return "", false
	}
	if !known {
		if l, ok := r.g.laws[lawKey(m[2]+"条例")]; ok && strings.Contains(l.en, " Ordinance") {
			name, _, _ = strings.Cut(l.en, " Ordinance")
		} else {
			name = strings.TrimPrefix(r.phrase(m[2]), "the ")
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
func (r *render) caseOfIsland(s string) (string, int, bool) {
	m := islandCase.FindStringSubmatch(s)
	var word []string
	for _, c := range m[2] {
		p, ok := r.g.pinyin[c]
		if !ok {
			if p, ok = serial[c]; !ok {
				return "", 0, false
			}
		}
		word = append(word, english.Capital(p))
	}
	kind := strings.TrimSpace(branches[m[4]] + map[string]string{"判决": "Judgment", "裁定": "Ruling", "裁判": "Decision"}[m[5]])
	if m[7] != "" {
		kind = "Summary of " + kind
	}
	return strings.TrimSpace(kind + " " + m[1] + " " + strings.Join(word, " ") + " Zi No. " + m[3]), len(m[0]), true
}

// courtsOfIsland are those that the mainland has of the same name.
var courtsOfIsland = pattern.MustCompile(`^最高(法院|行政法院)(\d{2,3}年度?\p{Han}{1,6}字)`)

// islanders are offices that Taiwan names as the mainland does, in a title that uses
// words of Taiwan alone.
var (
	islanders = pattern.MustCompile(`个资|罚锾|健保|数发部|数位部|金管会|卫福部|立院|政院|资通安全|新台币|行政院|立法院|国发会|陆制|NCC|陆委会|(?:高雄|台北|新北|台中|台南|桃园|新竹|屏东)(?:地院|地检|高分院|市府)`)
	islander  = pattern.MustCompile(`(^|[ ：，、])(教育部|交通部|财政部|外交部|国防部|文化部|环境部)`)
)

// ownLaws are titles of places whose laws have the mainland's names: 澳门《网络安全法》.
var ownLaws = pattern.MustCompile(`^(?:[^内国]*澳门(?:[^内国和]|国际)*|[^内国]*(?:个资|立法院|行政院|台湾)[^内国]*)$`)

// foreign are titles of what other countries do with laws that are named alike.
var foreign = pattern.MustCompile(`^(?:日本|韩国|越南|印度|泰国|新加坡|马来西亚|印度尼西亚|印尼|菲律宾|欧盟|欧洲|英国|法国|德国|意大利|西班牙|荷兰|爱尔兰|波兰|瑞士|瑞典|挪威|丹麦|芬兰|奥地利|比利时|葡萄牙|希腊|土耳其|俄罗斯|美国|加拿大|巴西|墨西哥|阿根廷|智利|澳大利亚|新西兰|南非|尼日利亚|肯尼亚|埃及|以色列|沙特|阿联酋|哈萨克斯坦|巴基斯坦|孟加拉国|斯里兰卡|柬埔寨|老挝|缅甸|蒙古国)[^中我]*$`)

// ofHongKong are words of Hong Kong's market alone.
var ofHongKong = pattern.MustCompile(`证券行|经纪行|持牌(?:法团|人士|机构)|上市公司董事罚|牌照申请人`)

// ofTaiwan names such an office by its place.
func ofTaiwan(s string) string {
	return islander.ReplaceAllString(s, "${1}台湾$2")
}
