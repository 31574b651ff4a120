package chinese

import "github.com/regwire/regwire/feeds/pattern"

// pressRewordings are those of what only the press says, tried after the others.
var pressRewordings = []rewording{
	// how long somebody is to be in prison, before what kind of prison
	{"年有期徒刑", pattern.MustCompile(`(被判处?|获刑|获|判处)((?:\d+|[一二两三四五六七八九十]+)年(?:(?:\d+|[一二三四五六七八九十]+)个月)?)有期徒刑`), "${1}有期徒刑${2}"},
	// two judgments of one case
	{"一审、二审判决", pattern.MustCompile(`一审、二审判决`), "一审判决和二审判决"},
	// who locks up whom, which nobody but the police does
	{"拘留", pattern.MustCompile(`被(?:警方|公安机关|公安|民警|网警)(?:依法)?((?:行政|刑事)拘留)`), "被$1"},
	// what is put where all can see it
	{"网", pattern.MustCompile(`([将把])([^，：；。 ]{2,24}?)(?:发布?[到在]|上传[到至在]?|放到|晒到|传到|公布[到在]|散布[到在])(?:互联)?网(?:上|络上?)($|[，：；。！？被])`), "在网上发布${2}${3}"},
	// where something is done, without the word for inside
	{"内", pattern.MustCompile(`(在[^，：；。的 ]{1,10}?)内((?:张贴|发布|安装|偷拍|偷装|拍摄|散布|公开|传播|出售|发现|被)[^，：；。])`), "${1}${2}"},
	// a deed and who does it, without the word that joins them
	{"规定", pattern.MustCompile(`对(违反[^，：；的]{2,24}?规定)((?:\p{Han}{0,4})(?:企业|公司|平台|单位|机构|App))(作出|实施|进行|开展|处以|给予)`), "对${1}的${2}${3}"},
	{"产业链", pattern.MustCompile(`((?:侵犯|侵害|贩卖|倒卖|出售|窃取|非法获取)[^，：；。的 ]{2,14}?(?:信息|数据))(黑色产业链|黑灰产业链|灰色产业链|产业链)`), "${1}的${2}"},
	{"黑产链", pattern.MustCompile(`((?:侵犯|侵害|贩卖|倒卖|出售|窃取|非法获取)[^，：；。的 ]{2,14}?(?:信息|数据))(黑产链条?)`), "${1}的${2}"},
	// a fraud with what it is committed by
	{"实施", pattern.MustCompile(`利用([^，：；。的 ]{2,12}?)实施的?((?:电信|网络|电信网络)?诈骗)(?:的)?(案件|案例|案|典型案例|犯罪)`), "利用${1}${2}${3}"},
	{"未尽到", pattern.MustCompile(`未尽到`), "未尽"},
	// what somebody proposes, behind a colon
	{"：建议", pattern.MustCompile(`((?:代表|委员|专家|律师|学者|议员))：建议`), "${1}建议"},
	// what goes to whom by what one has an office for: 利用职务便利向他人出售客户信息
	{"职务", pattern.MustCompile(`(利用职务(?:便利|之便))向([^，：；。的 境海国][^，：；。的 ]{1,7}?)(出售|贩卖|倒卖|泄露|透露|披露|提供)([^，：；。的 ]{2,20}?)(获利|牟利|获刑|被|$|[，：；。！ ])`), "${1}将${4}${3}给${2}${5}"},
	// whom a court finds to have done what, and what it orders him to do
	{"院判", pattern.MustCompile(`院判([^决令处定罚赔，：；。 ]{2,20}?)(侵犯|侵害|构成|违反|泄露)`), "院认定${1}${2}"},
	{"院判", pattern.MustCompile(`院判(酒店|公司|平台|银行|医院|学校|物业|商家|企业|被告|卖家)(赔偿|担责|赔礼|道歉|公开|删除|停止|退还)`), "院判令${1}${2}"},
	// what somebody has to say on something
	{"谈", pattern.MustCompile(`^(专家|律师|学者|法官|检察官|院士|代表|委员)谈([^：:｜，；]{4,}?)($|：)`), "${1}谈：${2}${3}"},
	// what a false name is used for
	{"贷款", pattern.MustCompile(`((?:冒用|盗用|使用|利用|骗取|套取|假冒|用)[^，：；。的 ]{2,10}?(?:身份|身份证|信息|证件|资料|人脸))(?:网络|办理|申请)?(?:贷款|网贷)($|被|获刑|[，：；。！ ])`), "${1}骗取贷款${2}"},
	{"为自己", pattern.MustCompile(`([^，：；。 是认以])为自己(修改|篡改|办理|刷|充值|注册|开设|谋利)`), "${1}${2}"},
	// suspects who are brought home under guard
	{"押解", pattern.MustCompile(`押解([^，：；。 ]{2,30}?)回国`), "遣返${1}"},
	// so much money, which nobody counts but in money
	{"万", pattern.MustCompile(`(被骗|骗走|骗取|损失|获利|盗走|盗刷|敲诈|勒索)((?:超|近|约)?[\d.]+[万亿])($|[，：；。！？ ])`), "${1}${2}元${3}"},
	{"涉案", pattern.MustCompile(`(^|[，：；。！ ])涉案((?:超|近|约)?[\d.]+[万亿]元)`), "${1}涉案金额${2}"},
	{"被谁", pattern.MustCompile(`被谁(\p{Han}{2})了`), "被谁${1}"},
	{"别", pattern.MustCompile(`(^|[，：；。！？ ])别(让|再|把|将)`), "${1}不要${2}"},
	{"一市政府", pattern.MustCompile(`((?:美|英|法|德|韩|泰|俄罗斯|加拿大|澳大利亚|意大利|印度)国?|日本)一(市政府|政府机构|市政机构|州政府|医院集团)`), "一${1}${2}"},
	{"并责令", pattern.MustCompile(`(被罚款?[^，：；。 ]{2,12}元)并责令(停止|删除|暂停|整改|改正|限期)`), "${1}，被责令${2}"},
	{"人员", pattern.MustCompile(`((?:抓获|打击|惩治|处理)(?:一批|\d+名)?)((?:出售|贩卖|买卖|出租|收购)[^，：；。的 ]{2,8})人员($|[，：；。！])`), "${1}${2}的人员${3}"},
	// what was paid to settle a suit, behind what the suit was over
	{"和解", pattern.MustCompile(`因([^，：；。 ]{4,16})支付([\d.]+[万亿]?(?:美元|欧元|英镑|元))(?:达成)?和解`), "支付${2}和解${1}诉讼"},
	// whom a court has somebody apologize to, who was wronged
	{"道歉", pattern.MustCompile(`((?:判决|判令|责令)[^，：；。向 ]{2,16}?)向(?:用户|原告|受害人|被害人|消费者|患者|业主|员工|对方|其|\p{Han}某{1,2})((?:赔礼|公开|书面)?道歉)`), "${1}${2}"},
	{"一所", pattern.MustCompile(`((?:美|英|法|德|韩|泰|俄罗斯|加拿大|澳大利亚|意大利|印度)国?|日本)一所(中学|小学|大学|学校|医院|高校)`), "一所${1}${2}"},
	// when something is asked of customers
	{"强制", pattern.MustCompile(`(点单|点餐|注册|登录|购物|下单|扫码|停车|入园|办卡)强制(授权|要求|收集|索取|获取|关注|绑定|刷脸)`), "${1}时强制${2}"},
	// where data is exposed to have gone
	{"流", pattern.MustCompile(`曝光([^，：；。的 ]{2,16}?(?:简历|信息|数据|资料|档案))(流入|流向)([^，：；。 ]{2,6})$`), "曝光${1}${2}${3}问题"},
	{"实施", pattern.MustCompile(`对([^，：；。的 ]{2,20}?)实施了?((?:行政)?处罚)($|[，：；。！])`), "对${1}作出${2}${3}"},
	{"公布", pattern.MustCompile(`公布([^，：；。的 ]{2,8}(?:攻击|入侵|窃取|泄露)[^，：；。的 ]{2,14}?)(证据|细节|内幕)($|[，。！])`), "公布${1}的${2}${3}"},
	// so many people's data, who are not told by what they are
	{"万人", pattern.MustCompile(`(^|[^约近逾超\d.])(\d[\d.]*万)人((?:个人)?(?:信息|数据|资料))`), "${1}${2}民众${3}"},
	// what somebody is said to have done
	{"指", pattern.MustCompile(`[被遭]指([^控出定挥纹南导派令名认明使数标示向引针])`), "被指控$1"},
	{"被控", pattern.MustCompile(`[被遭]控([^制诉告股，：；。 ][^，：；。 ]{1,24}?)($|[，：；。！ ])`), "被指控${1}${2}"},
	// how long somebody may be locked up
	{"监禁", pattern.MustCompile(`(?:长达|最高)?(\d+|[一二两三四五六七八九十]+)年(?:的)?监禁`), "监禁${1}年"},
	{"开盒", pattern.MustCompile(`(?:在网上|网上)(“?开盒”?)`), "${1}"},
	{"州", pattern.MustCompile(`美国(\d+|[一二两三四五六七八九十]+)个?州(起诉|要求|指控|禁止|状告|总检察长|检察长|联合|提起|立法|通过|对)`), "${1}个美国州${2}"},
	// whom the police take, and what somebody is said to have done, in one character
	{"拘", pattern.MustCompile(`(警方?|公安|署|处)拘([一两二三四五六七八九十\d]+(?:名|人|男|女))`), "${1}拘捕${2}"},
	{"涉泄", pattern.MustCompile(`涉泄([^露漏])`), "涉嫌泄露${1}"},
	{"涉侵", pattern.MustCompile(`涉侵([^权犯害])`), "涉嫌侵犯${1}"},
	{"恐", pattern.MustCompile(`([，：；？！ ]|资料|数据|信息|用户|个资)恐(外泄|泄露|泄漏|影响|遭|被|面临|受|流入|违法|违反|涉)`), "${1}可能${2}"},
	{"误", pattern.MustCompile(`([^，：；错失])(?:误|不慎|错误地?)(?:将|把)`), "${1}不慎将"},
	{"促", pattern.MustCompile(`([署局会厅部处院府团商方])促([^进成使销请])`), "${1}敦促${2}"},
	{"拒", pattern.MustCompile(`([，：；？！ 司团厂店行院校方府台商]|^)拒(向|付|赔|认|交|缴|签)`), "${1}拒绝${2}"},
	{"拒绝", pattern.MustCompile(`拒绝付`), "拒绝支付"},
	{"提", pattern.MustCompile(`([^集发])提(团体诉讼|集体诉讼|诉讼|告诉|上诉)($|[，：；。！ ])`), "${1}提起${2}${3}"},
	{"遭骇", pattern.MustCompile(`遭骇($|[，：；。！？ ])`), "遭黑客入侵${1}"},
	{"遭", pattern.MustCompile(`([^后])遭(重罚|罚款|罚|开罚|裁罚)($|[\d，：；。！？ ])`), "${1}被${2}${3}"},
	// two sums of one money
	{"和", pattern.MustCompile(`(罚款|罚|赔偿|支付|处以)(\d[\d.]*[万亿]?)[和、](\d[\d.]*[万亿]?)(欧元|美元|英镑|元|韩元|日元)`), "${1}${2}${4}和${3}${4}"},
	// what for, behind the word for coming
	{"来", pattern.MustCompile(`([^，：；将未以近年进回后起本从到历])来(抓捕|窃取|收集|保护|打击|训练|防止|规避|获取|诱骗|提升|改善|增强|监控|识别|追踪|验证|应对|减少|推广|实施|传播|分发|攻击|绕过)`), "${1}${2}"},
	{"相关案件", pattern.MustCompile(`(破获|侦破)相关案件`), "${1}案件"},
	{"不服", pattern.MustCompile(`不服([^，：；。 ]{2,20}?(?:决定|判决|裁决|裁定|处罚|罚款|判罚))(?:而)?(?:再次|又)?(?:提起|提出)?上诉`), "对${1}提起上诉"},
	{"不服", pattern.MustCompile(`不服(?:提起|提出)?上诉`), "提起上诉"},
	{"正在", pattern.MustCompile(`(可能|或许?|也许)正在`), "${1}"},
	{"称", pattern.MustCompile(`([^名职号简俗统通声宣自坚谎人著堪言指妄])称(未|已|将|不|正|没有|无|暂未|尚未|会|可|发现|收到|支持|反对|配合)`), "${1}表示${2}"},
	{"表示暂未", pattern.MustCompile(`表示暂未`), "表示尚未"},
	{"称", pattern.MustCompile(`([A-Za-z0-9歌软果司台行方局部警院室会马逊])称([^，：；。 霸号为王赞职其呼谓之作]{1}[^，：；。 ]{5,})`), "${1}表示${2}"},
	{"警", pattern.MustCompile(`(^|[，：；！ ])警(破获|捣破|捣毁|逮|拘捕|查获|查扣)`), "${1}警方${2}"},
	{"拘", pattern.MustCompile(`(^|[，：；！ ])拘([一两二三四五六七八九十\d]+(?:名|人))`), "${1}拘捕${2}"},
	{"骇入", pattern.MustCompile(`骇入`), "入侵"},
	{"检起诉", pattern.MustCompile(`(^|[，：；！ ])(?:北|士|新北|桃|竹|中|彰|南|雄|屏)检(起诉|侦办|搜索|约谈)`), "${1}检方${2}"},
	{"停止", pattern.MustCompile(`(下令|命令|要求|责令)(停止|暂停)([A-Za-z][\w ]*|世界币|谷歌|苹果|微软|平台|公司|企业|\p{Han}{0,4}(?:平台|公司|企业))(收集|处理|使用|采集|共享|出售|传输|训练)`), "${1}${3}${2}${4}"},
	{"令", pattern.MustCompile(`发布((?:行政令|行政命令|禁令)(?:限制|禁止|加强|允许|规范|扩大|取消))`), "颁布${1}"},
	{"属", pattern.MustCompile(`([^，：；。下归附家从金亲])属(敏感|个人信息|违法|侵权|商业秘密|公民个人|隐私)`), "${1}属于${2}"},
	{"一案", pattern.MustCompile(`(被诉[^，：；。 ]{4,20}?)一案`), "${1}案"},
	{"影响", pattern.MustCompile(`((?:数据泄露|信息泄露|泄露|攻击|故障|漏洞)(?:事件)?)影响((?:超|逾|近|约)?[\d一二两三四五六七八九十数上][^，：；。 ]*?(?:用户|人|客户|患者|家|学生|员工|名))`), "${1}影响了${2}"},
	{"被传", pattern.MustCompile(`被传(?:上|到)(?:互联网|网上|网络|网)`), "被上传至网络"},
	{"涉", pattern.MustCompile(`([男女]子?|[名人员工师生])涉(起底|偷拍|盗|诈|骗|泄露|非法|披露|洗黑钱|勒索|窃取|出售|贩卖)`), "${1}涉嫌${2}"},
	{"克朗", pattern.MustCompile(`(瑞典|挪威|丹麦)([^，：；。 ]*?[\d.]+[万亿]?)克朗`), "${1}${2}${1}克朗"},
	{"为境外", pattern.MustCompile(`为境外((?:窃取|刺探|收买|、)+非法提供)([^，：；。的 ]{2,16})的(?:重要|重大)?案件`), "${1}${2}案"},
	// somebody of a city, which needs no province
	{"一", pattern.MustCompile(`(^|[，：；。！？ ])(?:河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|陕西|甘肃|青海|内蒙古|广西|宁夏|新疆)(\p{Han}{2})一([男女]子|公司|企业|医院|学校|酒店|高校|健身房|小区|售楼处|银行|平台)`), "${1}${2}一${3}"},
}
