package reading

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/gloss"
	"github.com/regwire/regwire/feeds/pattern"
)

// particular is something that a rule states in words that have one reading: what it
// asks for, or what it names. $1 and on are what the pattern captures, numbers in digits.
type particular struct {
	zh   *pattern.Pattern
	en   string
	own  string // the same in Chinese
	kind string // of which one is told, by a word of its English
}

// bound is how a duty is put, in the clause whose verb follows.
const bound = `(?:应当|必须|须|[者业位构方台门人局商织]应|(?:通知|办法|规定|条例|意见|细则|》)(?:还|也|明确|提出)?要求[\p{Han}、]{2,16}?)(?:依法|按照规定|按规定|按照国家有关规定|定期|自行|事前|事先|及时|主动|组织|每年|每两年|每三年|至少|一次|独立|自行或者?委托[^，。；]{2,10}?|向[^，。；]{2,12})*`

// asked are the duties that a rule lays on those it binds.
var asked = []particular{
	{zh: pattern.MustCompile(bound + `(?:取得|征得|获得)(?:[^，。；不]{0,14}?(?:监护人|父母|家长)[^，。；不]{0,8}?)(?:的)?(?:单独|书面)*同意`), en: "the consent of a guardian", own: "取得监护人同意"},
	{zh: pattern.MustCompile(bound + `(?:取得|征得|获得)(?:个人|其|用户|个人信息主体|信息主体|消费者|本人|患者|当事人)?(?:的)?单独同意`), en: "separate consent", own: "取得单独同意"},
	{zh: pattern.MustCompile(bound + `(?:进行|开展|组织|组织开展|实施)(?:一次)?个人信息保护影响评估`), en: "a personal information protection impact assessment", own: "开展个人信息保护影响评估"},
	{zh: pattern.MustCompile(bound + `(?:进行|开展|组织|组织开展|实施)(?:一次)?个人信息保护合规审计`), en: "a personal information protection compliance audit", own: "开展个人信息保护合规审计"},
	{zh: pattern.MustCompile(bound + `(?:进行|开展|组织|组织开展|实施)(?:一次)?(?:网络)?(?:数据安全)风险评估`), en: "a data security risk assessment", own: "开展数据安全风险评估"},
	{zh: pattern.MustCompile(bound + `(?:进行|开展|组织|组织开展|实施)(?:一次)?(?:商用密码)?应用安全性评估`), en: "a security assessment of commercial cryptography application", own: "开展商用密码应用安全性评估"},
	{zh: pattern.MustCompile(bound + `(?:使用|采用)商用密码`), en: "the use of commercial cryptography", own: "使用商用密码"},
	{zh: pattern.MustCompile(bound + `(?:进行|开展|组织|实施)(?:一次)?(?:网络安全|安全|信息安全)?风险评估`), en: "a risk assessment", own: "开展风险评估"},
	{zh: pattern.MustCompile(bound + `(?:(?:进行|开展|接受)(?:一次)?)?(?:网络安全|数据安全|安全|独立)*审计`), en: "an audit", own: "开展审计"},
	{zh: pattern.MustCompile(bound + `(?:建立|制定|编制|梳理)[^，。；不]{0,8}(?:资产|数据资源)(?:清单|台账|目录)`), en: "an inventory of assets or data", own: "建立资产或者数据清单"},
	{zh: pattern.MustCompile(bound + `(?:制定|建立|完善)[^，。；不]{0,12}应急预案`), en: "an emergency plan", own: "制定应急预案"},
	{zh: pattern.MustCompile(bound + `(?:留存|保存)[^，。；不]{0,12}日志`), en: "the keeping of logs", own: "留存日志"},
	{zh: pattern.MustCompile(bound + `(?:作|做|进行|采取|采用)[^，。；不]{0,12}(?:去标识化|匿名化|脱敏|加密)`), en: "de-identification or encryption", own: "去标识化或者加密"},
	{zh: pattern.MustCompile(bound + `(?:申报|通过|进行)(?:国家网信部门组织的)?数据出境安全评估`), en: "a security assessment of cross-border data transfers", own: "申报数据出境安全评估"},
	{zh: pattern.MustCompile(bound + `(?:明确|指定|设立|确定|设置)(?:[^，。；]{0,10}(?:和|、))?个人信息保护负责人`), en: "a person in charge of personal information protection", own: "指定个人信息保护负责人"},
	{zh: pattern.MustCompile(bound + `(?:明确|指定|设立|确定|设置)(?:[^，。；]{0,10}(?:和|、))?(?:网络)?数据安全负责人`), en: "a person in charge of data security", own: "明确数据安全负责人"},
	{zh: pattern.MustCompile(bound + `(?:落实|履行|执行)(?:国家)?网络安全等级保护(?:制度|义务|要求)?`), en: "the classified protection of cybersecurity", own: "落实网络安全等级保护制度"},
	{zh: pattern.MustCompile(bound + `(?:建立|建立健全|健全|制定)(?:[^，。；]{0,10}(?:和|、))?数据分类分级(?:保护)?(?:制度|管理制度|标准|保护制度)`), en: "the classification and grading of data", own: "建立数据分类分级制度"},
}

// forbidden is how a prohibition is put, in the clause whose verb follows.
const forbidden = `(?:不得|禁止|严禁)(?:以任何形式|任何组织|任何个人|通过[^，。；]{2,12}|非法|擅自|违规|违法)*`

// barred is what a rule forbids those whom it binds.
var barred = []particular{
	{zh: pattern.MustCompile(forbidden + `(?:超范围|过度|强制|频繁|捆绑)+(?:收集|采集|索取|读取)[^，。；]{0,16}(?:信息|数据|权限|资料)`), en: "excessive or forced collection of information", own: "超范围或者强制收集信息"},
	{zh: pattern.MustCompile(forbidden + `(?:出售|买卖|贩卖|交易)[^，。；]{0,16}(?:信息|数据)`), en: "the sale of information", own: "出售信息"},
	{zh: pattern.MustCompile(forbidden + `(?:向|对)(?:第三方|他人|外|其他(?:组织|机构|企业|主体))[^，。；]{0,6}(?:提供|共享|泄露|转让|公开)`), en: "passing information on to others", own: "向他人提供信息"},
	{zh: pattern.MustCompile(`(?:不得|禁止|严禁)[^，。；]{0,10}(?:违规|擅自|非法|私自)(?:查询|查看|导出|下载|复制|拷贝)`), en: "unauthorised lookups or copies", own: "违规查询或者导出"},
	{zh: pattern.MustCompile(forbidden + `(?:向境外|出境)[^，。；]{0,10}(?:提供|传输)?`), en: "providing data abroad", own: "向境外提供数据"},
	{zh: pattern.MustCompile(`(?:不得|禁止|严禁)[^，。；]{0,24}(?:不合理的?差别待遇|大数据“?杀熟|差别化?定价|歧视性(?:对待|定价))`), en: "unreasonable differential treatment", own: "不合理的差别待遇"},
	{zh: pattern.MustCompile(`(?:不得|禁止|严禁)(?:向|为)(?:不满[^，。；]{2,8}的?)?未成年人(?:用户)?(?:提供|推送|展示|开展)`), en: "services or content for minors", own: "向未成年人提供所列服务或者内容"},
	{zh: pattern.MustCompile(`(?:不得|禁止|严禁)[^，。；]{0,12}(?:采集|拍摄|分析)(?:学生|幼儿|未成年人)[^，。；]{0,14}(?:表情|行为|面部|人脸)`), en: "recording pupils' faces or behaviour", own: "采集学生表情、行为或者面部信息"},
}

// exempt are what a rule says is not asked for.
var exempt = []phrase{
	{pattern.MustCompile(`(?:免予|免于|无需|不需要?|豁免)[^，。；]{0,12}安全评估`), "the security assessment", "安全评估"},
	{pattern.MustCompile(`(?:免予|免于|无需|不需要?|豁免)[^。；]{0,30}标准合同`), "the standard contract", "标准合同"},
	{pattern.MustCompile(`(?:免予|免于|无需|不需要?|豁免)[^。；]{0,40}(?:保护)?认证`), "certification", "认证"},
}

const howMany = `(\d[\d,.]*|[一二两三四五六七八九十百]+)`

// stating are what a rule names or does in words of one reading.
var stating = []particular{
	{zh: pattern.MustCompile(`(敏感个人信息|人脸信息|个人信息)(?:的)?(?:存储)?数量(?:已)?达到` + howMany + `(万)?人`), en: "Names a threshold: $1 of $2 people.", own: "提及的数量标准：$1达到$2人。", kind: "threshold"},
	{zh: pattern.MustCompile(howMany + `(万)?人以上[、，]?不满` + howMany + `(万)?人(?:的)?个人信息(?:[（(]不含敏感个人信息[）)])?(?:或者?|，或者?)不满` + howMany + `(万)?人(?:的)?敏感个人信息`), en: "Names a threshold: personal information of $1 or more and fewer than $2 people, or sensitive personal information of fewer than $3 people.", own: "提及的数量标准：$1人以上、不满$2人的个人信息，或者不满$3人的敏感个人信息。", kind: "threshold"},
	{zh: pattern.MustCompile(howMany + `(万)?人以上(?:的)?个人信息(?:[（(]不含敏感个人信息[）)])?(?:或者?|，或者?)` + howMany + `(万)?人以上(?:的)?敏感个人信息`), en: "Names a threshold: personal information of $1 people or more, or sensitive personal information of $2 people or more.", own: "提及的数量标准：$1人以上个人信息，或者$2人以上敏感个人信息。", kind: "threshold"},
	{zh: pattern.MustCompile(howMany + `(万)?人以上[、，]?不满` + howMany + `(万)?人(?:的)?(敏感个人信息|个人信息)`), en: "Names a threshold: $3 of $1 or more and fewer than $2 people.", own: "提及的数量标准：$1人以上、不满$2人的$3。", kind: "threshold"},
	{zh: pattern.MustCompile(`超过` + howMany + `(万)?人(?:的)?(敏感个人信息|人脸信息|个人信息)`), en: "Names a threshold: $2 of more than $1 people.", own: "提及的数量标准：超过$1人的$2。", kind: "threshold"},
	{zh: pattern.MustCompile(howMany + `(万)?人以上(?:的)?(敏感个人信息|人脸信息|个人信息)`), en: "Names a threshold: $2 of $1 people or more.", own: "提及的数量标准：$1人以上$2。", kind: "threshold"},
	{zh: pattern.MustCompile(`(?:数据|信息)[^，。；]{0,10}分为(?:核心(?:数据)?、重要(?:数据)?(?:、|和)一般(?:数据)?|一般(?:数据)?、重要(?:数据)?(?:、|和)核心(?:数据)?)`), en: "Sorts data into core, important and general data.", own: "将数据分为核心数据、重要数据和一般数据。"},
	{zh: pattern.MustCompile(`事件分为特别重大、重大、较大(?:和|、)一般`), en: "Grades incidents as especially serious, serious, relatively serious or ordinary.", own: "将事件分为特别重大、重大、较大和一般四级。"},
	{zh: pattern.MustCompile(`(?:不得|禁止|严禁)将?(?:使用)?(?:人脸识别|刷脸|人脸验证|人脸核验)(?:技术)?作为[^，。；]{0,24}唯一(?:验证|身份验证|通行|的)*方式`), en: "Facial recognition must not be the only way offered.", own: "人脸识别不得作为唯一方式。"},
	{zh: pattern.MustCompile(`(?:共|分为|设)` + howMany + `章(?:、|，)?(?:共)?` + howMany + `条`), en: "Has $1 chapters and $2 articles.", own: "共$1章$2条。"},
	{zh: pattern.MustCompile(`(?:应(?:当|于|在)|须|并(?:应当?|须)?在)(?:自[^，。；]{2,30}之日起|在|于|[^，。；]{2,16}后)?` + howMany + `个?(工作日|小时|日|天)(?:之)?内(?:[^，。；不]{0,18}?)(备案|报告|报送|告知|通报|上报)`), en: "Names a term: $1 $2 for $3.", own: "提及的期限：$1个$2内$3。", kind: "term"},
	{zh: pattern.MustCompile(`(?:证书|评估结果|备案)[^，。；]{0,8}有效期(?:限)?(?:为|是)?` + howMany + `年`), en: "What is granted under it is valid for $1 years.", own: "相关证书或者结果的有效期：$1年。", kind: "valid"},
	{zh: pattern.MustCompile(`最高(?:可|将)?(?:被|处以?|判处?|处以)*罚款(?:人民币|港币)?` + howMany + `(万|亿)?(?:元|港元)`), en: "Names a highest fine of ¤$1.", own: "提及的最高罚款：$1元。", kind: "fine of"},
	{zh: pattern.MustCompile(`处(?:以)?` + howMany + `(万|亿)?元以上` + howMany + `(万|亿)?元以下(?:的)?罚款`), en: "Names fines of ¤$1 to ¤$2.", own: "提及的罚款：$1元以上$2元以下。", kind: "fines of"},
	{zh: pattern.MustCompile(howMany + `个?(?:领域|行业|场景|类别)(?:共|的|、|，|中的)*` + howMany + `(?:项|类|个)(?:数据)`), en: "Lists $2 items of data in $1 fields.", own: "列出$1个领域$2项数据。"},
	{zh: pattern.MustCompile(howMany + `(?:大)?类(?:、|，)?(?:共)?` + howMany + `个?子类(?:的)?数据`), en: "Lists $1 categories and $2 sub-categories of data.", own: "列出$1类$2子类数据。"},
}

// ofOthers is a sentence that tells what another document says, or what is not asked.
var ofOthers = pattern.MustCompile(`》(?:第[^，。；]{1,14}[条款项])*(?:已|也|均|明确|进一步)*(?:规定|要求|明确)[，：了]?|根据《[^》]+》|依据《[^》]+》|依照《[^》]+》|无需|不需要?|免予|可以不|此前|以往|曾|案例|目前`)

// particulars say what a rule asks for and names, each with the words that say so.
func (c *composer) particulars() {
	if c.english || c.out.Stage == "" {
		return
	}
	for _, tell := range []func(){c.asks, c.forbids, c.exempts} {
		if len(c.list) < maxSentences {
			tell()
		}
	}
	for _, p := range stating {
		c.particular(p, ofOthers)
	}
}

// particular says one thing of those that a rule names, where the text states it in a
// sentence that unlike does not fit.
func (c *composer) particular(p particular, unlike *pattern.Pattern) {
	if len(c.list) >= maxSentences || p.kind != "" && c.said(p.kind) {
		return
	}
	if q, m, ok := c.states(p, unlike); ok {
		c.say(strings.ReplaceAll(filled(p.en, m, inEnglish), "¤", cmp.Or(c.homeCurrency(), "RMB ")), filled(p.own, m, plain), q)
	}
}

// ofAnother is ofOthers in a text that explains a rule, whose name stands where a rule says 本办法.
var ofAnother = pattern.MustCompile(`根据《[^》]+》|依据《[^》]+》|依照《[^》]+》|无需|不需要?|免予|可以不|此前|以往|原来|曾|案例|目前|[?？]$`)

// thresholds say from how many people and within what term a rule binds, as a text that
// explains it says.
func (c *composer) thresholds() {
	for _, p := range stating {
		if p.kind == "threshold" || p.kind == "term" || p.kind == "valid" {
			c.particular(p, ofAnother)
		}
	}
}

// asks lists the duties, at most three.
func (c *composer) asks() {
	c.ofRule(asked, [3]string{"Requires ", "Calls for ", "Would require "}, [3]string{"要求", "提出", "拟要求"})
}

// forbids lists what is forbidden, at most three things.
func (c *composer) forbids() {
	c.ofRule(barred, [3]string{"Prohibits ", "Advises against ", "Would prohibit "}, [3]string{"禁止", "提出不得", "拟禁止"})
}

// ofRule lists what a rule says of conduct, at most three things, behind the verb of a rule
// that binds, of one that does not, and of a draft.
func (c *composer) ofRule(of []particular, verbs, zh [3]string) {
	var found told
	for _, p := range of {
		if q, _, ok := c.states(p, ofOthers); ok && len(found.en) < 3 {
			found.add(p.en, p.own, q)
		}
	}
	if len(found.en) == 0 {
		return
	}
	n := 0
	switch {
	case unbinding[c.out.Force]:
		n = 1
	case c.out.Stage == feeds.StageDraft || c.out.Stage == feeds.StageReading:
		n = 2
	}
	c.say(verbs[n]+gloss.Join(found.en)+", in cases that it names.", zh[n]+strings.Join(found.zh, "、")+"（限于所列情形）。", found.quotes...)
}

// exempts says from what a rule on data that leaves the country frees some of it.
func (c *composer) exempts() {
	if !slices.Contains(c.out.Topics, "data_export") {
		return
	}
	var found told
	for _, p := range exempt {
		if q := c.match(p.zh); q.Text != "" {
			found.add(p.en, p.own, q)
		}
	}
	if len(found.en) > 0 {
		c.say("Names cases exempt from "+gloss.Join(found.en)+".", "列明免予"+strings.Join(found.zh, "、")+"的情形。", found.quotes...)
	}
}

// unbinding are the forces of what nobody has to follow.
var unbinding = map[string]bool{"guidance": true, "policy": true, "technical document": true, "recommended standard": true}

// states finds where the text states it, in a sentence that unlike does not fit: the words,
// and what they capture.
func (c *composer) states(p particular, unlike *pattern.Pattern) (feeds.Quote, []string, bool) {
	body := c.w.Body
	for _, at := range p.zh.FindAllStringSubmatchIndex(body, 4) {
		from, to := around(body, at[0], at[1])
		if unlike.MatchString(body[from:to]) {
			continue
		}
		var m []string
		for i := 2; i < len(at); i += 2 {
			if at[i] >= 0 {
				m = append(m, body[at[i]:at[i+1]])
			}
		}
		return feeds.Quote{Text: body[from:to], In: "text", Offset: from}, m, true
	}
	return feeds.Quote{}, nil, false
}

// around is the sentence in which a passage stands, without the marks around it.
func around(text string, from, to int) (int, int) {
	if i := strings.LastIndexAny(text[:from], "。；\n"); i >= 0 {
		from = i + 1
		for from < len(text) && text[from]&0xc0 == 0x80 {
			from++ // the rest of the mark
		}
	} else {
		from = 0
	}
	if i := strings.IndexAny(text[to:], "。；\n"); i >= 0 {
		to += i
	} else {
		to = len(text)
	}
	for from < to && (text[from] == ' ' || text[from] == '\t') {
		from++
	}
	return from, to
}

// counted is what numbers go with, in English.
var counted = map[string]string{"工作日": "working days", "小时": "hours", "日": "days", "天": "days", "备案": "filing", "报告": "reporting", "报送": "submission", "告知": "notification", "通报": "reporting", "上报": "reporting", "敏感个人信息": "sensitive personal information", "人脸信息": "facial information", "个人信息": "personal information"}

// filled puts what was captured into a sentence; 万 and 亿 join the number before them.
func filled(s string, m []string, form func(string) string) string {
	var args []string
	for _, x := range m {
		if n := len(args) - 1; (x == "万" || x == "亿") && n >= 0 {
			args[n] += x
			continue
		}
		args = append(args, x)
	}
	for i, x := range args {
		s = strings.ReplaceAll(s, "$"+strconv.Itoa(i+1), form(x))
	}
	return one.ReplaceAllString(s, "$1")
}

// one is a unit of time in the plural behind the number one.
var one = pattern.MustCompile(`( 1 (?:working )?(?:hour|day|year))s`)

func plain(x string) string { return x }

// scales are the units of large numbers, the larger one first.
var scales = []struct {
	unit string
	of   float64
}{{"亿", 1e8}, {"万", 1e4}}

// inEnglish writes a number of people or of parts in digits, and names what is counted.
func inEnglish(x string) string {
	if en := counted[x]; en != "" {
		return en
	}
	digits := strings.ReplaceAll(x, ",", "")
	times := 1.0
	for _, scale := range scales { // 1.2万亿 has both
		if short, ok := strings.CutSuffix(digits, scale.unit); ok {
			digits, times = short, times*scale.of
		}
	}
	n, err := strconv.ParseFloat(digits, 64)
	if err != nil {
		han, _ := feeds.HanNumber(digits)
		n = float64(han)
	}
	return grouped(int64(math.Round(n * times)))
}
