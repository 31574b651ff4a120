package chinese

import "github.com/regwire/regwire/feeds/pattern"

// rewording says the same in words that the rules know, or in an order that English has
// too. It is looked for where its word is.
type rewording struct {
	word string
	re   *pattern.Pattern
	to   string
}

// rewordings are tried in turn, each on what those in front of it left.
var rewordings = []rewording{
	// cases that a court tries, by what they are over
	{"纠纷", pattern.MustCompile(`(涉[^，：。《》“”的]{2,10}纠纷)(审判|审理)`), "${1}案件${2}"},
	// a five-year plan by its number
	{"五年规划", pattern.MustCompile(`第十([三四五])个五年规划`), "“十${1}五”规划"},
	// how good something is to be, as an adjective: 全国领先的产业高地
	{"领先的", pattern.MustCompile(`((?:全国|国内|国际|世界|全球)领先)的`), "$1"},
	{"一流的", pattern.MustCompile(`((?:国内|国际|世界)一流)的`), "$1"},
	// the whole of a place is the place: 在全省范围内开展检查
	{"范围内", pattern.MustCompile(`(在?全(?:国|省|市|区|县|州|行业|系统|自治区))范围内`), "$1"},
	// two bodies that act; 会同有关部门 names no second one
	{"会同", pattern.MustCompile(`([办局部委院厅署检])会同([^有相])`), "$1、$2"},
	// a standard by its short name, which 中国标准 and 国标委 only seem to hold
	{"国标", pattern.MustCompile(`(^|安全|[^中全各我外美英德法韩等])国标($|[^准委])`), "${1}国家标准${2}"},
	// the central bank of another country, which 央行 alone is not
	{"央行", pattern.MustCompile(`(\p{Han}[国洲本度斯西大亚典威兰其尼酋特列廷哥非坡寨卡坦时利牙]|澳洲|菲律宾)央行`), "${1}中央银行"},
	// what is to be had again, and where: 恢复ChatGPT在该国使用
	{"恢复", pattern.MustCompile(`恢复([^，：；。在的]{2,20})在([^，：；。的]{2,8}?)的?(使用|运营|服务|上线|上架)`), "在${2}恢复${3}${1}"},
	// a province's and a city's body of one kind: 山西省、太原市两级市场监管局
	{"两级", pattern.MustCompile(`(\p{Han}{2,4}[省区市])[、和](\p{Han}{2,4}[市区县])两级(\p{Han}{2,8}?(?:局|办|部门|法院|检察院))`), "${1}${3}、${2}${3}"},
	// no court hears cases but by law: 依法审理涉人工智能纠纷案件
	{"依法", pattern.MustCompile(`依法((?:审理|办理|审判)涉)`), "$1"},
	// what may become of something: 数据或被窃取; behind a deed it joins another
	{"或", pattern.MustCompile(`([^，：；。！？露取改用毁坏失制据者和及的“《(]|数据|证据)或(被|成|遭|面临|受|影响|泄露)`), "${1}可能$2"},
	// the European Union's act by its name in quotes, which another country's law may have too
	{"人工智能法", pattern.MustCompile(`(欧盟)《人工智能(法|法案)》`), "${1}人工智能$2"},
	// another state's department by the state's first character
	{"国防部", pattern.MustCompile(`([美英法德泰])国防部`), "${1}国国防部"},
	{"国家", pattern.MustCompile(`([美英法德泰])国家(安全局|情报|网络安全|标准)`), "${1}国国家$2"},
	{"美", pattern.MustCompile(`(^|[，：；、 ])美(司法部|商务部|财政部|能源部|参议院|众议院|国会|联邦|最高法院|法院|政府|警方|检方|军方|媒体)`), "${1}美国$2"},
	// the framework between two unions, by a dash or without: 欧盟-美国数据隐私框架
	{"数据隐私框架", pattern.MustCompile(`欧盟[-–—－]美国数据隐私框架`), "欧美数据隐私框架"},
	// a report on what befell a system: 数据库遭入侵调查报告
	{"调查报告", pattern.MustCompile(`[遭被](入侵|攻击)的?调查报告`), "${1}事件调查报告"},
	// whose conduct is protected is protected: 保护白帽黑客行为
	{"行为", pattern.MustCompile(`([，：；]保护[^，：；的]{2,12})行为$`), "$1"},
	// the draft of a decision that amends a law: 关于修改网络安全法的决定草案
	{"决定草案", pattern.MustCompile(`关于修改(《?[^的《》，]{3,20}法》?)的决定草案(二审稿|三审稿|$)`), "${1}修正草案$2"},
	// whom something protects within it, who are none of its own: 生成式人工智能服务未成年人保护
	{"保", pattern.MustCompile(`(服务|平台|产品|应用|直播|游戏)(未成年人|老年人|儿童|青少年|残疾人|妇女)(权益|网络)?(保护|保障)`), "${1}中${2}${3}${4}"},
	// what an announcement announces is what it is: 公布对稀土实施出口管制的决定
	{"出口管制", pattern.MustCompile(`(^|号 ?)公布(对[^，：；。]{2,40}实施出口管制(?:措施)?的决定)$`), "${1}${2}"},
	// the measures of a place for a law are one document: 福建省实施《…法》办法
	{"实施", pattern.MustCompile(`^(\p{Han}{2,14}(?:省|市|自治区|自治州|自治县|经济特区))实施[《〈]([^《》〈〉]+)[》〉]((?:若干|暂行)?(?:办法|规定|细则|条例))$`), "《${1}实施〈${2}〉${3}》"},
	// a body that approves a standard releases it
	{"批准发布", pattern.MustCompile(`^([^，：；《关]{2,30})批准发布(《.+[^告知示])$`), "${1}发布${2}"},
	// one of many, told with them: 等一批国家标准
	{"等一批", pattern.MustCompile(`([》”])等一批`), "${1}等"},
	// two documents that share a fate
	{"》《", pattern.MustCompile(`^(《[^》]+》)(《[^》]+》)((?:正式|同步)?(?:施行|实施|生效|发布|公布|出台|印发))`), "${1}和${2}${3}"},
	// what is found in apps is what they do: 存在侵害用户权益行为的App
	{"存在", pattern.MustCompile(`存在((?:违法违规|违规|违法|侵害|侵犯|过度|强制|超范围|频繁|未)[^，、：；的《》隐漏险]{2,24}?)(?:行为|问题|情形|情况)的`), "${1}的"},
	// what was done about conduct, without a mark in front
	{"", pattern.MustCompile(`((?:整治|打击|严打|整顿|治理|查处)[^，：；、的《》]{4,30}?(?:行为|问题|犯罪|乱象))((?:下架|约谈|通报|处罚|抓获|关停|罚款)[^，：；、的]{3,})$`), "${1}，${2}"},
	{"下架处置", pattern.MustCompile(`下架处置(\d+款|部分|一批|多款|违规)`), "下架$1"},
	{"行为", pattern.MustCompile(`((?:打击|整治|惩治|严惩)(?:违规|违法违规|违法|非法|侵犯|侵害|泄露|倒卖|窃取)[^，：；、的《》]{3,20})行为($|，)`), "$1$2"},
	{"相关案件", pattern.MustCompile(`(涉[^，：；的《》]{2,16})相关案件`), "${1}案件"},
	// what an authority answers on what it puts out
	{"答记者问", pattern.MustCompile(`^(?:关于)?(?:公布|发布|印发)(《[^》]+》)答记者问$`), "${1}答记者问"},
	{"侵害用户权益", pattern.MustCompile(`侵害用户权益(?:行为)?(\d+款)(A[Pp][Pp]|应用|小程序)`), "${1}侵害用户权益$2"},
	// people who go to court, in one character
	{"告", pattern.MustCompile(`((?:女子|男子|业主|用户|消费者|车主|员工|顾客|乘客|网友|家长|居民|储户|作家|作者|投资者|股东|母亲|父亲|玩家)们?)告((?:\p{Han}{0,8}(?:银行|公司|平台|物业|医院|学校|酒店|运营商|网站|商家|超市|保险公司|车企)|App|\w{2,20}))`), "${1}起诉$2"},
	{"属", pattern.MustCompile(`([：，])属([^于地性实意])`), "${1}属于$2"},
	// what may have happened
	{"疑", pattern.MustCompile(`疑([被遭])`), "疑似$1"},
	// bodies that act together, with blanks between their names
	{"联合", pattern.MustCompile(`^(\p{Han}{2,14}[局办部委署院会厅行]) (\p{Han}{2,14}[局办部委署院会厅行]) ((?:\p{Han}{2,14}[局办部委署院会厅行] )*\p{Han}{2,14}[局办部委署院会厅行])(联合)`), "${1}、${2} ${3}${4}"},
	{"联合", pattern.MustCompile(`^((?:\p{Han}{2,14}[局办部委署院会厅行]、)*\p{Han}{2,14}[局办部委署院会厅行]) (\p{Han}{2,14}[局办部委署院会厅行])(联合)`), "${1}、${2}${3}"},
	{"聯同", pattern.MustCompile(`联同`), "和"},
	// a circular is public
	{"公开通报", pattern.MustCompile(`的公开通报`), "的通报"},
	// what a court of second instance says, which no bill is before
	{"院二审：", pattern.MustCompile(`院二审：`), "院二审判决："},
	{"已完成备案的", pattern.MustCompile(`(新增[^，：；]{0,12})已完成备案的`), "${1}已备案的"},
	// a year by its last two figures, which no span of years is
	{"年", pattern.MustCompile(`^(2\d)年(度|全年|上半年|下半年|[^来后前间内期以之度多的半至到有老经从监])`), "20${1}年$2"},
	// one more that something befell is one that it befell
	{"新增", pattern.MustCompile(`新增((?:\d+|[一两二三四五六七八九十])家(?:公司|企业|单位|机构)[^，：；]{0,30}?被)`), "$1"},
	// whoever sells online is a firm
	{"某电商", pattern.MustCompile(`某电商([^平企公商网主客业类])`), "某电商企业$1"},
	// a place that reports, behind a colon
	{"：通报涉", pattern.MustCompile(`^(\p{Han}{2,6})：通报涉`), "${1}通报涉"},
	// several that apply for something, in a notice on how to
	{"关于企业申报", pattern.MustCompile(`关于企业申报`), "关于申报"},
	// what was done in so many years
	{"年", pattern.MustCompile(`(^|[ ，：])([三五])年(审结|起诉|查处|办理|侦破|破获|批捕|受理)`), "${1}${2}年来${3}"},
	// information that was handled against the law, told before what was done with it
	{"案", pattern.MustCompile(`(一起|一宗|首例)(\p{Han}{0,6}(?:信息|数据))(违法|违规|非法)(处理|收集|使用|采集|提供|买卖|获取)案`), "${1}${3}${4}${2}案"},
	// a rule that was amended, by its name
	{"新修", pattern.MustCompile(`新(修改|修订)的?([^《》，：。 的]{2,24}?(?:条例|办法|规定|细则))`), "新${1}的《$2》"},
	{"后的", pattern.MustCompile(`(修改|修订)后的([^《》，：。 的]{2,24}?(?:条例|办法|规定|细则))`), "新${1}的《$2》"},
	// an announcement by its number, which the year stands in front of
	{"号公告", pattern.MustCompile(`^([^《》，：。 ]{3,20}[局办部委署院会室行])(\d{4})年第(\d+)号公告$`), "${1}公告${2}年第${3}号"},
	// cases of first or second instance, told by the deed
	{"审审结案件", pattern.MustCompile(`(一审|二审)审结案件`), "审结${1}案件"},
	// what is done in the open is done; a circular or a fine is no disclosure
	{"公开下架", pattern.MustCompile(`公开下架`), "下架"},
	// what is put out on a theme, by its name
	{"为主题", pattern.MustCompile(`以(“[^“”]+”)为主题(发布|举办|开展|举行)`), "${2}${1}"},
	// what is asked is about the rule, whatever became of it
	{"答记者问", pattern.MustCompile(`((?:目录|条例|办法|规定|细则|规则|法)(?:\([^()]*\))?)实施答记者问$`), "${1}答记者问"},
	// a place that plans to make law
	{"立法拟", pattern.MustCompile(`(\p{Han}{2,3})立法拟`), "${1}拟立法"},
	// which list of several
	{"名单", pattern.MustCompile(`(^|[，。！？ ])第([一二三四五六七八九十\d]+)批名单(公布|发布)$`), "${1}名单(第${2}批)${3}"},
	// a standard by its number and its name
	{"GB/T", pattern.MustCompile(`发布(GB/T [\d.-]+)《([^》]+)》等`), "发布《${1} ${2}》等"},
	// whom the police take, by what they are suspected of
	{"涉嫌", pattern.MustCompile(`([两二三四五六七八九十\d]+名)涉嫌(\p{Han}{2})(男子|女子)$`), "${1}${3}涉嫌${2}"},
	{"涉嫌", pattern.MustCompile(`([两二三四五六七八九十\d]+)名涉嫌([^，：；的 ]{2,16}?)的?(?:人士|人员|疑犯|嫌犯|嫌疑人)$`), "${1}人涉嫌${2}"},
	// what is used and touches somebody
	{"涉及", pattern.MustCompile(`(^|[ ：])([^，：；《》、的涉 ]{2,16}?)涉及([^，：；《》、的 ]{2,10}?)(应用|服务)安全(指南|规范|要求|指引)$`), "${1}涉及${3}的${2}${4}安全${5}"},
	// what an app is made with is told behind it
	{"SDK", pattern.MustCompile(`SDK[和、及](?:应用|APP|App)`), "APP、SDK"},
	// whom a court gives money, where nobody else could have it
	{"判赔", pattern.MustCompile(`判赔(?:公司|原告|用户|业主|消费者|患者|家属|平台)(\d)`), "判赔$1"},
	// who named those that the clause in front told of
	{"通报", pattern.MustCompile(`((?:\d+|多)款(?:A[Pp][Pp]|应用|移动应用|小程序)[^，：；。 ]{4,30})[ ，]([^，：；。 的]{2,3}|[^，：；。 的]{2,18}(?:局|中心|办|部|厅|委))通报$`), "${1}被${2}通报"},
	// half a year more, in months, as English counts a sentence
	{"年半", pattern.MustCompile(`([一两二三四五六七八九十\d]+)年半($|[，：；。！？ ])`), "${1}年六个月$2"},
	// days that somebody is locked up for are no date
	{"日", pattern.MustCompile(`((?:拘留|行拘|刑拘)(?:\d+|[一二三四五六七八九十]+))日`), "${1}天"},
	// what somebody seems to have done he is suspected of
	{"疑似", pattern.MustCompile(`疑似((?:泄露|外泄|窃取|出售|倒卖|贩卖|收集|采集|违规|违法|非法|擅自|滥用|偷拍|侵犯|过度|强制)[^事案的被遭后引，：；。！？ ])`), "涉嫌$1"},
	{"受到", pattern.MustCompile(`受到(行政|刑事|治安)?处罚($|[，：；。！？ ])`), "被${1}处罚$2"},
	{"处以警告", pattern.MustCompile(`处以警告($|[，：；。！？ ])`), "给予警告$1"},
	// a country's first is the country's
	{"国内", pattern.MustCompile(`国内(首[例个次家款起宗单])`), "全国$1"},
	{"第一案", pattern.MustCompile(`(?:国内|我国|全国)的?(“?\p{Han}{2,10}第一案)`), "$1"},
	// for what penalties become harder
	{"力度", pattern.MustCompile(`加大([^对，：；。的 ]{2,16}?)(处罚|打击|惩处|惩治|查处)力度`), "加大对${1}的${2}力度"},
	// what was left undone, which is the matter itself
	{"问题的", pattern.MustCompile(`(未(?:落实|履行|完成|采取|建立|取得|公开)[^，：；。《》 ]{2,24}?)问题的(通报|公告|通告|情况通报)$`), "${1}的${2}"},
	// a case that was ruled on, without the court that ruled
	{"判了", pattern.MustCompile(`(案”?)(?:一审)?判了($|[，！。？ ])`), "${1}宣判$2"},
	// questions in the words of talk
	{"咋办", pattern.MustCompile(`咋办`), "怎么办"},
	{"能不能", pattern.MustCompile(`能不能`), "能否"},
	{"可不可以", pattern.MustCompile(`可不可以`), "可否"},
	{"该不该", pattern.MustCompile(`该不该`), "是否应该"},
	{"应否", pattern.MustCompile(`应否`), "是否应"},
	{"要不要", pattern.MustCompile(`要不要`), "是否需要"},
	{"会不会", pattern.MustCompile(`会不会`), "是否会"},
	{"算不算", pattern.MustCompile(`算不算(?:是)?((?:侵犯|侵害|违反)[^，：；。！？ ]+)`), "是否$1"},
	{"算不算", pattern.MustCompile(`算不算(?:是)?`), "是否属于"},
	// what is to make a trade mend its ways
	{"促", pattern.MustCompile(`([^督敦催推，]|^)促([^进使成销请就进，：；。 ]{2,6}(?:整改|规范|提升|落实|自律))`), "${1}推动$2"},
	// what happened and was not told to whom it should have been
	{"发生", pattern.MustCompile(`发生([^，：；。 ]{2,20}?)未(及时|按规定|按要求|按期|依法)?(报告|上报|报送)`), "未${2}${3}$1"},
	// what a court orders, in one character
	{"院判", pattern.MustCompile(`院判([^决令处定罚赔]\p{Han}{0,8}(?:公司|银行|平台|医院|学校|物业|酒店|商家|被告|店家|企业|机构))((?:公开|书面)?(?:赔礼|道歉|赔偿|删除|停止|退还|拆除))`), "院判令${1}$2"},
	// cases that were solved, the verb and its object in one word
	{"破案", pattern.MustCompile(`破案(\d[\d,.]*[万余多]*起)`), "破获案件$1"},
	{"称系", pattern.MustCompile(`称系`), "称是"},
	// who is called in, and what for
	{"约谈", pattern.MustCompile(`(约谈[^，：；。对就因涉 ]{2,20}?(?:平台|企业|公司|机构|单位|负责人))((?:整治|规范|治理|要求|督促|责令|整改)[^，：；。的 ]{3,})$`), "$1，$2"},
	// a criminal fine of so much
	{"罚金", pattern.MustCompile(`被(?:判处|判|处)罚金(\d[\d.]*[万亿]?元)`), "被罚$1"},
	{"疑", pattern.MustCompile(`([^嫌质无涉])疑(泄露|外泄|泄漏)`), "${1}疑似$2"},
	// words of emphasis, which say nothing that a headline has not said
	{"也", pattern.MustCompile(`([^，])也((?:可能|可以|能|会|应|要|不能|不得|不可)[^能])`), "${1}$2"},
	{"竟", pattern.MustCompile(`([^究毕，])竟然?((?:泄|被|将|把|能|敢|成|倒卖|出售|贩卖|窃|偷|私|擅))`), "${1}$2"},
	{"这", pattern.MustCompile(`([^，：；。！？ ])这(\d+款)`), "${1}$2"},
	{"被判了", pattern.MustCompile(`被判了($|[，。！？ ])`), "被判刑$1"},
	// graduates are of a university, and of no congress
	{"人大", pattern.MustCompile(`(^|[，：；。！？ ])人大((?:毕业生|学生|硕士|博士|教授))`), "${1}中国人民大学$2"},
	// the particle of what is over, which ends a headline's clause
	{"了", pattern.MustCompile(`([手走光案架卖封停抓罚查露])了([？！，]|$)`), "$1$2"},
}

// reworded rewords a title.
func reworded(s string) string {
	t := pattern.NewText(s)
	for _, table := range [...][]rewording{rewordings, pressRewordings, titleRewordings} {
		for i := range table {
			w := &table[i]
			if !t.Has(w.word) {
				continue
			}
			if other := w.re.ReplaceAllString(s, w.to); other != s {
				s, t = other, pattern.NewText(other)
			}
		}
	}
	if !foreignMoney.MatchString(s) {
		s = bareSum.ReplaceAllString(s, "${1}元$2")
	}
	return s
}

// bareSum is a sum without the word for its money, which is the mainland's where no other
// place is named.
var (
	bareSum      = pattern.MustCompile(`((?:罚款?|判赔|赔偿|索赔)(?:超|逾|近|约)?(?:\d[\d.]*|[一二两三四五六七八九十百千]+)[万亿])($|[，：；。！ ])`)
	foreignMoney = pattern.MustCompile(`香港|澳门|台湾|台[北中南]|新北|高雄|美国|韩国|日本|英国|欧盟|欧洲|法国|德国|意大利|西班牙|荷兰|爱尔兰|印度|俄罗斯|加拿大|澳大利亚|新西兰|新加坡|马来西亚|泰国|越南|巴西|土耳其|波兰|瑞典|挪威|希腊|\w{2,}被|\w{2,}公司`)
)
