package classify_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/catalog"
	"github.com/regwire/regwire/feeds/classify"
)

// Words mean what their company says.
func TestJudge(t *testing.T) {
	c := shipped(t)
	for _, tc := range []struct {
		name, title, body string
		source            feeds.AuthorityID
		want              feeds.Relevance
		topics            string
		section           feeds.Section
		words             bool // what the words alone say, whatever the model makes of it
	}{
		{name: "assessment of data exports", title: "关于发布《数据出境安全评估申报指南（第三版）》的公告", want: feeds.Relevant, topics: "data_export", section: feeds.Legislation},
		{name: "assessment of food", title: "关于三新食品安全评估材料的公告", want: feeds.NotRelevant},
		{name: "contract for data", title: "个人信息出境标准合同备案指南", want: feeds.Relevant, topics: "data_export", section: feeds.Legislation},
		{name: "contract for labour", title: "关于推广使用劳动标准合同文本的通知", want: feeds.NotRelevant},
		{name: "list for data", title: "自贸试验区数据出境负面清单发布", want: feeds.Relevant, topics: "data_export", section: feeds.Legislation},
		{name: "list for investment", title: "外商投资准入负面清单发布", want: feeds.NotRelevant},
		{name: "figures of trade", title: "前八个月我国出口数据发布", body: "海关总署公布出口数据，跨境电商进出口增长。", want: feeds.NotRelevant},
		{name: "apps taken down", title: "关于下架7款侵害用户权益App的通报", source: "GDCA", want: feeds.Relevant, topics: "app_enforcement", section: feeds.EnforcementCase},
		{name: "toys taken down", title: "关于下架7批次不合格玩具的通报", want: feeds.NotRelevant},
		{name: "full width and traditional", title: "關於下架７款侵害用戶權益ＡＰＰ的通報", want: feeds.Relevant, topics: "app_enforcement", section: feeds.EnforcementCase},
		{name: "risks make it cybersecurity too", title: "关于问题App的通报", body: "经检测，12款App存在侵害用户权益和安全隐患问题。", source: "BJCA", want: feeds.Relevant, topics: "app_enforcement cybersecurity", section: feeds.EnforcementCase},
		{name: "basis does not", title: "关于问题App的通报", body: "依据《网络安全法》《数据安全法》《网络产品安全漏洞管理规定》，12款App被通报。", source: "BJCA", want: feeds.Relevant, topics: "app_enforcement", section: feeds.EnforcementCase},
		{name: "the net in safeguarding networks", title: "全省网信系统维护网络空间清朗 整治饭圈乱象", source: "ZJCAC", want: feeds.Relevant, topics: "content_governance", section: feeds.EnforcementAuthority},
		{name: "what all offices did in a year", title: "去年全国网信系统约谈网站平台9200余家", body: "罚款480家，关闭违法账号。查处违法违规收集使用个人信息的App。", source: "CAC", want: feeds.Relevant, topics: "app_enforcement content_governance", section: feeds.EnforcementAuthority},
		{name: "size of the digital economy", title: "我省数字经济规模突破6万亿元", body: "人工智能加速融入各行业。", source: "MEDIA", want: feeds.NotRelevant},
		{name: "duties that were not met", title: "通报一批企业 三类问题值得关注", body: "一批企业未依法履行网络安全、数据安全保护义务，发生个人信息泄露，被予以行政处罚。", source: "SHCAC", want: feeds.Relevant, topics: "cybersecurity data_security", section: feeds.EnforcementCase},
		{name: "answers on data export", title: "Regulator releases Q&A on data export management", body: "The Q&A explains which transfers need a security assessment.", source: "MEDIA", want: feeds.Relevant, topics: "data_export", section: feeds.Legislation},
		{name: "fewer cases in a year", title: "Doxxing cases dropped by half last year, privacy office says", body: "The privacy office arrested 22 people for doxxing.", source: "PCPD", want: feeds.Relevant, topics: "pi_crime", section: feeds.EnforcementAuthority},
		{name: "an office that is being set up", title: "個人資料保護委員會籌備處預告修正個人資料保護法部分條文", source: "TWPDPC", want: feeds.Relevant, topics: "personal_information", section: feeds.Legislation},
		{name: "paid test of capabilities", title: "关于开展年度数据安全服务能力测评的通知", body: "测评费用由申请单位承担，会员单位享受八折优惠。", source: "ISC", want: feeds.NotRelevant},
		{name: "trade secret", title: "“跳槽”带走客户信息构成侵犯商业秘密罪", body: "被告人离职前下载公司客户信息、报价等经营信息，以侵犯商业秘密罪被提起公诉。", source: "PROC-SH", want: feeds.NotRelevant},
		{name: "incident at a school in Hong Kong", title: "私隱專員公署就某大學資訊科技保安事故發表調查結果", source: "PCPD", want: feeds.Relevant, topics: "cybersecurity data_security", section: feeds.EnforcementCase},
		{name: "attacks counted by a response team", title: "釣魚個案創五年新高", source: "HKCERT", want: feeds.Unsure, topics: "cybersecurity", section: feeds.EnforcementAuthority},
		{name: "lists of people that go round", title: "花名册流入家长群 两人被行政拘留", source: "MEDIA", want: feeds.Relevant, topics: "personal_information", section: feeds.EnforcementCase},
		{name: "privacy after a divorce", title: "离婚后登录前妻账号看骑行轨迹 法院判道歉", source: "CHINACOURT", want: feeds.Relevant, topics: "litigation", section: feeds.CourtLitigation},
		{name: "divorce alone", title: "离婚后彩礼应否返还 法院这样判", source: "CHINACOURT", want: feeds.NotRelevant},
		{name: "doxxing before a civil court", title: "首例“开盒”民事公益诉讼案开庭", source: "PROC-JS", want: feeds.Relevant, topics: "litigation", section: feeds.CourtLitigation},
		{name: "algorithm before a court", title: "算法抬价 旅客诉平台获双倍赔偿", source: "GZIC", want: feeds.Relevant, topics: "ai_algorithms litigation", section: feeds.CourtLitigation},
		{name: "incident told too late", title: "某期货公司因系统故障未按规定报告被采取监管措施", source: "CSRC", want: feeds.Relevant, topics: "data_security", section: feeds.EnforcementCase},
		{name: "what a vendor sells by the rules", title: "数据安全一体机助力企业从合规到实战", body: "该产品满足数据安全法和等级保护的要求。", source: "MEDIA", want: feeds.NotRelevant},
		{name: "registration for a test", title: "2026年下半年大模型安全评测报名通道开放", source: "CAICT", want: feeds.NotRelevant},
		{name: "what a columnist thinks", title: "锐评：清朗网络空间需要人人出力", source: "PEOPLE", want: feeds.NotRelevant},
		{name: "ambassadors", title: "关于选聘个人信息保护宣传大使的通知", source: "SDCAC", want: feeds.NotRelevant},
		{name: "cases of a campaign", title: "“清朗·网络直播”专项整治行动典型案例公布", source: "CAC", want: feeds.Relevant, topics: "content_governance", section: feeds.EnforcementCase},
		{name: "likeness that sells", title: "数字人仿冒名医带货 两家公司被约谈", source: "SHCAC", want: feeds.Relevant, topics: "ai_algorithms content_governance", section: feeds.EnforcementCase},
		{name: "regulations on network data", title: "China's Network Data Regulations one year on", body: "The regulations have applied since 1 January 2025. We look at audits and important data.", source: "MEDIA", want: feeds.Relevant, topics: "data_security", section: feeds.Legislation},
		{name: "hole in an AI tool", title: "关于防范大模型部署工具高危漏洞的风险提示", body: "该人工智能工具存在远程代码执行漏洞，建议尽快升级。", source: "MIIT", want: feeds.Relevant, topics: "cybersecurity", section: feeds.EnforcementAuthority},
		{name: "rule on holes in AI", title: "人工智能模型漏洞管理规定（征求意见稿）公开征求意见", source: "CAC", want: feeds.Relevant, topics: "ai_algorithms cybersecurity", section: feeds.Legislation},
		{name: "warning of an attack", title: "关于某黑客组织针对我国企业实施网络攻击的预警", source: "MIIT", want: feeds.Relevant, topics: "cybersecurity", section: feeds.EnforcementAuthority},
		{name: "pupils' faces", title: "网信部门查处多所学校违法收集使用人脸信息", body: "学校采集学生人脸用于食堂就餐，未取得监护人同意，被责令改正。", source: "HNCAC", want: feeds.Relevant, topics: "facial_recognition minors", section: feeds.EnforcementCase},
		{name: "company without a name", title: "违规采集“人脸”信息 一地产公司被罚10万元", want: feeds.Relevant, topics: "facial_recognition", section: feeds.EnforcementCase},
		{name: "campaign that looked at apps", title: "个人信息保护系列专项行动取得阶段性成效", body: "检测App和SDK一万余款，督促整改两千余款，公开通报六百余款，下架三百余款。", source: "CAC", want: feeds.Relevant, topics: "app_enforcement", section: feeds.EnforcementAuthority},
		{name: "first filing by a list", title: "全市首个医药行业数据出境负面清单备案落地", source: "SHCAC", want: feeds.Relevant, topics: "data_export", section: feeds.EnforcementAuthority},
		{name: "records with a number", title: "School fined after records of 30,000 pupils were left on an open server", source: "MEDIA", want: feeds.Relevant, topics: "data_security minors", section: feeds.EnforcementCase},
		{name: "software taken down", title: "通报下架4款屡改屡犯的软件", source: "SNCA", want: feeds.Relevant, topics: "app_enforcement", section: feeds.EnforcementCase},
		{name: "list of customers sold", title: "倒卖客户名单 两名业务员获刑", source: "CHINACOURT", want: feeds.Relevant, topics: "pi_crime", section: feeds.CourtLitigation},
		{name: "list of customers taken along", title: "跳槽带走客户名单 被判赔偿二十万元", source: "CHINACOURT", want: feeds.NotRelevant},
		{name: "AI to foster a trade", title: "关于印发《人工智能与水利双向赋能行动方案》的通知", want: feeds.NotRelevant},
		{name: "trade that goes digital", title: "关于印发《轻工业数字化转型实施方案》的通知", body: "方案要求加强网络和数据安全防护，研究制定重要数据识别指南。", source: "MIIT", want: feeds.NotRelevant},
		{name: "meeting without a word of policy", title: "省数据局召开数据安全企业座谈会", body: "与会企业交流了意见。", source: "GDDA", want: feeds.NotRelevant},
		{name: "mini-program that pays by face", title: "市图书馆小程序上线 可刷脸借书", source: "MEDIA", want: feeds.NotRelevant},
		{name: "personality rights infringed by networks", title: "高级人民法院发布利用网络、信息技术侵害人格权典型案例", source: "COURT-SD", want: feeds.Relevant, topics: "litigation", section: feeds.CourtLitigation},
		{name: "guide of prosecutors", title: "检察机关印发公益诉讼办案指引（个人信息保护领域）", source: "SPP", want: feeds.Relevant, topics: "litigation", section: feeds.Legislation},
		{name: "convicted by no court that is named", title: "公司爬取简历库 负责人被判侵犯公民个人信息罪", source: "MEDIA", want: feeds.Relevant, topics: "pi_crime", section: feeds.CourtLitigation},
		{name: "cases that are handed out", title: "关于印发《公共数据开发利用典型案例》的通知", source: "NDA", want: feeds.Relevant, topics: "public_data", section: feeds.EnforcementAuthority},
		{name: "duty on all apps", title: "China requires all mobile apps to be filed by June", source: "MEDIA", want: feeds.Relevant, topics: "app_enforcement", section: feeds.Legislation},
		{name: "pirated films", title: "平台以算法推荐盗版短剧 法院判赔千万", source: "COURT-ZJ", want: feeds.NotRelevant},
		{name: "taken from abroad", title: "网信办对一企业用户数据被境外IP窃取作出行政处罚", body: "该企业数据库没有访问控制，依据《数据安全法》给予警告。", source: "BJCAC", want: feeds.Relevant, topics: "data_security", section: feeds.EnforcementCase},
		{name: "hacked and sold", title: "企业业务系统遭入侵致公民个人信息泄露 警方抓获3人", body: "嫌疑人窃取数据后贩卖牟利，已被刑事拘留。", source: "YNPSD", want: feeds.Relevant, topics: "cybersecurity pi_crime", section: feeds.EnforcementCase},
		{name: "doxxing in a public interest suit", title: "检察院发布个人信息保护检察公益诉讼典型案例", body: "案例涉及网络开盒和倒卖逝者家属信息。", source: "SPP", want: feeds.Relevant, topics: "litigation", section: feeds.CourtLitigation},
		{name: "sentenced and made to pay the public", title: "非法获取快递信息 三人获刑并被判赔偿公益损害金", source: "COURT-JS", want: feeds.Relevant, topics: "litigation pi_crime", section: feeds.CourtLitigation},
		{name: "news that is rounded up", title: "数据合规法律资讯（三月）", body: "一、数据出境安全管理问答发布；二、App个人信息保护合规指引征求意见；三、一项网络安全国家标准下达。", source: "MEDIA", want: feeds.Unsure, topics: "app_enforcement data_export standards", section: feeds.Legislation},
		{name: "digital humans", title: "Draft rules on digital humans bar virtual romance for under-18s online", source: "MEDIA", want: feeds.Relevant, topics: "ai_algorithms minors", section: feeds.Legislation},
		{name: "benchmark of police", title: "省公安机关网络安全管理行政处罚裁量基准", source: "SXPSD", want: feeds.Relevant, topics: "cybersecurity enforcement_procedure", section: feeds.Legislation},
		{name: "benchmark of road traffic", title: "关于印发道路交通违法行为行政处罚裁量权基准的通知", source: "XJPSD", want: feeds.NotRelevant},
		{name: "training in a law", title: "市委网信办组织开展数据安全法专题培训", body: "工作人员参加培训。", source: "JLCAC", want: feeds.NotRelevant},
		{name: "insurance for technology", title: "关于推动科技保险高质量发展的意见", body: "鼓励开发网络安全保险产品。", source: "NFRA", want: feeds.NotRelevant},
		{name: "drive against cameras", title: "全市开展打击人脸识别摄像头侵权行为专项执法行动", source: "GDAMR", want: feeds.Relevant, topics: "facial_recognition", section: feeds.EnforcementAuthority},
		{name: "tender", title: "网络安全等级保护测评服务项目竞争性磋商公告", want: feeds.NotRelevant},
		{name: "tender put right", title: "某局数据安全运维项目更正公告", body: "原公告的开标时间更正为3月27日。", want: feeds.NotRelevant},
		{name: "list of apps put right", title: "侵害用户权益APP名单更正公告", body: "名单第9项的企业名称有误，现予更正。", source: "GDCA", want: feeds.Relevant, topics: "app_enforcement", section: feeds.EnforcementCase},
		{name: "vacancy with a footer", title: "某中心公开招聘公告", body: "应聘人员提交的个人信息仅用于本次招聘。", want: feeds.NotRelevant},
		{name: "contest", title: "关于举办“数据要素×”大赛的通知", want: feeds.NotRelevant},
		{name: "publicity week", title: "国家网络安全宣传周开幕", want: feeds.NotRelevant},
		{name: "visit", title: "网信办主任赴企业调研", body: "调研组了解了数据安全工作情况。", want: feeds.NotRelevant},
		{name: "fraud", title: "警惕AI换脸诈骗", want: feeds.NotRelevant},
		{name: "fraud with stolen data", title: "警方打掉一个向诈骗团伙出售公民个人信息的团伙", want: feeds.Relevant, topics: "pi_crime", section: feeds.EnforcementCase},
		{name: "police", title: "警方侦破侵犯公民个人信息案", source: "GDPSD", want: feeds.Relevant, topics: "pi_crime", section: feeds.EnforcementCase},
		{name: "same before a court", title: "男子侵犯公民个人信息被判刑", body: "法院以侵犯公民个人信息罪判处有期徒刑一年。", source: "CHINACOURT", want: feeds.Relevant, topics: "pi_crime", section: feeds.CourtLitigation},
		{name: "with a civil claim", title: "检察院对侵犯公民个人信息犯罪提起附带民事公益诉讼", source: "SPP", want: feeds.Relevant, topics: "litigation pi_crime", section: feeds.CourtLitigation},
		{name: "interpretation by a court", title: "最高人民法院关于审理使用人脸识别技术处理个人信息相关民事案件适用法律若干问题的规定", source: "SPC", want: feeds.Relevant, topics: "facial_recognition litigation", section: feeds.Legislation},
		{name: "students whose records were sold", title: "警方打掉一个倒卖学生个人信息的团伙", source: "GDPSD", want: feeds.Relevant, topics: "pi_crime", section: feeds.EnforcementCase},
		{name: "a court's word for a suit", title: "Airline must tell passenger who got his personal data, court rules", source: "GZIC", want: feeds.Relevant, topics: "litigation", section: feeds.CourtLitigation},
		{name: "named handler", title: "国家网信办对甲乙网络有限公司处以罚款", body: "该公司违法处理个人信息，数据泄露涉及百万用户。", source: "CAC", want: feeds.Relevant, topics: "data_security personal_information", section: feeds.EnforcementCase},
		{name: "general topic stands alone", title: "个人信息保护合规审计管理办法", body: "处理者应当每两年审计一次。", want: feeds.Relevant, topics: "personal_information", section: feeds.Legislation},
		{name: "general topic yields", title: "儿童个人信息网络保护规定", want: feeds.Relevant, topics: "minors", section: feeds.Legislation},
		{name: "children by where they are", title: "校外培训和托育机构个人信息保护检查结果公布", body: "报名时强制填写幼儿身份证号。", source: "SHCAC", want: feeds.Relevant, topics: "minors", section: feeds.EnforcementAuthority},
		{name: "recordings that a model learnt from", title: "客服录音被用于训练语音模型 法院：侵害个人信息权益", source: "HZIC", want: feeds.Relevant, topics: "ai_algorithms litigation", section: feeds.CourtLitigation},
		{name: "prefix of a standard", title: "关于国家标准《数据安全技术 个人信息保护合规审计要求》征求意见的通知", source: "TC260", want: feeds.Relevant, topics: "standards", section: feeds.Legislation},
		{name: "standards that the title leaves out", title: "关于对《网络安全技术 儿童智能手表个人信息安全要求》等2项国家标准征求意见稿征求意见的通知", body: "委员会归口的《网络安全技术 儿童智能手表个人信息安全要求》《网络安全技术 人工智能应用安全分类分级》2项国家标准现已形成标准征求意见稿。", source: "TC260", want: feeds.Relevant, topics: "ai_algorithms minors standards", section: feeds.Legislation},
		{name: "particulars by whose they are", title: "关于加强演出观众信息保护的通知", source: "MCT", want: feeds.Relevant, topics: "personal_information", section: feeds.Legislation},
		{name: "filing list", title: "关于发布第三批深度合成服务算法备案信息的公告", source: "CAC", want: feeds.Relevant, topics: "ai_algorithms", section: feeds.EnforcementAuthority},
		{name: "questions on a rule", title: "《促进和规范数据跨境流动规定》答记者问", source: "CAC", want: feeds.Relevant, topics: "data_export", section: feeds.Legislation},
		{name: "name of an office", title: "国家数据局综合司关于假期值班的通知", want: feeds.NotRelevant},
		{name: "frame of the page", title: "园区开放日", body: "欢迎参观。\n隐私政策 | 联系我们", want: feeds.NotRelevant},
		{name: "what befell a firm abroad", title: "罗马尼亚火电企业遭勒索软件攻击", body: "公司称供电未受影响，已向国家网络安全局报告。", source: "MEDIA", want: feeds.NotRelevant},
		{name: "what was done about it abroad", title: "罗马尼亚数据保护局因泄露罚款一银行", source: "MEDIA", want: feeds.Relevant, topics: "data_security", section: feeds.EnforcementCase},
		{name: "what it cost before a court", title: "280万人健康数据被盗 两家美国医疗集团和解赔偿", body: "公司遭勒索软件攻击，患者信息泄露，设立和解基金。", source: "MEDIA", want: feeds.Relevant, topics: "data_security litigation", section: feeds.CourtLitigation},
		{name: "a law of a parliament", title: "瑞典议会通过网络安全法 落实NIS2", source: "MEDIA", want: feeds.Relevant, topics: "cybersecurity", section: feeds.Legislation},
		{name: "games that were attacked", title: "亚冬会赛事信息系统遭境外网络攻击", source: "CVERC", want: feeds.Relevant, topics: "cybersecurity"},
		{name: "games", title: "亚冬会赛事安排公布", body: "信息系统运行平稳。", want: feeds.NotRelevant},
		{name: "how schools go digital", title: "九部门印发关于加快推进教育数字化的意见", body: "要求落实算法备案机制和数据全生命周期防护。", source: "MOE", want: feeds.NotRelevant},
		{name: "a sentence on security in passing", title: "关于推进“互联网+护理服务”工作的通知", body: "要求试点医疗机构保障患者隐私和信息安全，规范收费。", source: "NHC", want: feeds.NotRelevant},
		{name: "care for patients' privacy", title: "关于做好患者隐私保护工作的通知", body: "要求试点医疗机构保障患者隐私和信息安全。", source: "NHC", want: feeds.Relevant, topics: "personal_information", section: feeds.Legislation},
		{name: "a profession", title: "关于颁布网络安全管理员国家职业标准的通知", source: "MOHRSS", want: feeds.NotRelevant},
		{name: "a product that passed a test", title: "某公司隐私计算平台通过信通院评测", source: "MEDIA", want: feeds.NotRelevant},
		{name: "numbers in place of people's own", title: "工信部拟试点700专用号段保护用户电话号码", body: "号码保护服务也叫隐私号，遮住用户真实号码。", source: "MIIT", want: feeds.Unsure, topics: "personal_information"},
		{name: "where data goes to", title: "美国司法部拟限制敏感数据流向受关注国家", body: "拟议规则禁止数据经纪公司与有关人员交易。", source: "MEDIA", want: feeds.Relevant, topics: "data_export", section: feeds.Legislation},
		{name: "tickets on somebody else's card", title: "黄牛用他人身份证抢门票被抓", source: "MEDIA", want: feeds.Relevant, topics: "pi_crime", section: feeds.EnforcementCase},
		{name: "a crime and no suit", title: "检察机关起诉一起破坏计算机信息系统案", source: "SPP", want: feeds.Relevant, topics: "cybersecurity", section: feeds.CourtLitigation},
		{name: "where platforms are closed to children", title: "澳大利亚16岁以下社交媒体禁令生效", source: "MEDIA", want: feeds.Relevant, topics: "minors", section: feeds.Legislation},
		{name: "an app in which it was said", title: "网信部门依法查处某直播App破坏网络生态案件", source: "CAC", want: feeds.Relevant, topics: "content_governance", section: feeds.EnforcementCase},
		{name: "rules of procedure by what they are", title: "工业和信息化行政处罚程序规定", source: "MIIT", want: feeds.Relevant, topics: "enforcement_procedure", section: feeds.Legislation},
		{name: "a platform taken to task, whatever for", title: "某资讯平台被依法查处", source: "CAC", want: feeds.Relevant, topics: "content_governance", section: feeds.EnforcementCase},
		{name: "a platform taken to task for what it let out", title: "某平台用户数据泄露被依法查处", source: "CAC", want: feeds.Relevant, topics: "data_security", section: feeds.EnforcementCase},
		{name: "who speaks to millions", title: "平台公示千万粉丝大V真实姓名", source: "MEDIA", want: feeds.Relevant, topics: "content_governance"},
		{name: "what opens an app", title: "开屏广告“摇一摇”乱跳转被通报", source: "MIIT", want: feeds.Relevant, topics: "app_enforcement", section: feeds.EnforcementCase},
		{name: "stored for all to see", title: "一物流公司云存储公开 上海网信办罚5万", source: "SHCAC", want: feeds.Relevant, topics: "data_security", section: feeds.EnforcementCase},
		{name: "sent across the border", title: "某品牌因违规跨境传输客户数据被处罚", source: "MEDIA", want: feeds.Relevant, topics: "data_export", section: feeds.EnforcementCase},
		{name: "calls to sell", title: "未经同意拨打装修推销电话 装饰公司被罚", source: "ZJAMR", want: feeds.Relevant, topics: "personal_information", section: feeds.EnforcementCase},
		{name: "calls that sell", title: "保险公司推出电话营销新产品", source: "MEDIA", want: feeds.NotRelevant},
		{name: "what pupils learn with", title: "教育部约谈三家学习App：首页现诱导充值", source: "MOE", want: feeds.Relevant, topics: "app_enforcement minors", section: feeds.EnforcementCase},
		{name: "a customer on a shop's recordings", title: "店家因差评公布顾客监控录像 被判赔礼道歉", source: "CHINACOURT", want: feeds.Relevant, topics: "litigation", section: feeds.CourtLitigation},
		{name: "how files are judged", title: "广东省网信部门行政执法案卷评查标准（试行）", source: "GDCAC", want: feeds.Relevant, topics: "enforcement_procedure", section: feeds.Legislation},
		{name: "cases of the field, of whatever", title: "江苏网信系统2025年执法典型案例（第二批）", source: "JSCAC", want: feeds.Relevant, section: feeds.EnforcementCase},
		{name: "cases of something else", title: "文化市场综合执法典型案例（第二批）", source: "MCT", want: feeds.NotRelevant},
		{name: "a centre abroad", title: "印尼国家数据中心遭勒索攻击", source: "MEDIA", want: feeds.NotRelevant},
		{name: "who paid for shares", title: "某大模型公司完成新一轮融资", source: "MEDIA", want: feeds.NotRelevant},
		{name: "help for a trade", title: "若干措施支持大模型创新发展", body: "对租用算力给予补贴。", source: "SHEITC", want: feeds.NotRelevant},
		{name: "a law that helps a trade", title: "某市促进人工智能产业发展条例", want: feeds.Relevant, topics: "ai_algorithms", section: feeds.Legislation},
		{name: "a paper", title: "公共数据授权运营比较研究：以六城市为例", source: "MEDIA", want: feeds.NotRelevant},
		{name: "a law abroad by its short name", title: "马来西亚数据保护法修正案生效", source: "MEDIA", want: feeds.Relevant, topics: "personal_information", section: feeds.Legislation},
		{name: "a law on AI by its short name", title: "韩国国会通过AI基本法", source: "MEDIA", want: feeds.Relevant, topics: "ai_algorithms"},
		{name: "row of links", title: "园区开放日", body: "首页　网络安全　数据安全　个人信息保护\n欢迎参观。", want: feeds.NotRelevant},
		{name: "the page before and the page after", title: "园区开放日", body: "欢迎参观。\n下一篇：公安机关公布打击侵犯公民个人信息犯罪典型案例", want: feeds.NotRelevant},
		{name: "titles of other pages", title: "园区开放日", body: "欢迎参观。\n相关阅读\n公安机关公布打击侵犯公民个人信息犯罪典型案例", want: feeds.NotRelevant},
		{name: "names in a row of a table", title: "关于问题App的通报", body: "某某出行　V2.1　应用宝　违规收集个人信息；超范围索取权限", source: "BJCA", want: feeds.Relevant, topics: "app_enforcement", section: feeds.EnforcementCase},
		{name: "sent to China from abroad", title: "Regulator orders parcel app to stop sending customers' data to servers in Shanghai", body: "Names and addresses were transferred to the parent in China.", source: "PDPC", want: feeds.Relevant, topics: "data_export", section: feeds.EnforcementCase},
		{name: "pupils on a privacy authority's page", title: "Commissioner finds kindergarten filmed in its changing rooms", body: "Pupils could be seen by anybody.", source: "PCPD", want: feeds.Relevant, topics: "minors", section: feeds.EnforcementCase},
		{name: "a leak by what was lacking", title: "Hotel chain kept guests' passport scans on a server without a password", body: "Anyone could download the files, the company admits.", source: "MEDIA", want: feeds.Relevant, topics: "data_security", section: feeds.EnforcementCase},
		{name: "what the Cybersecurity Law was broken by", title: "公安机关对12家未履行数据安全保护义务单位作出处罚", body: "检查发现弱口令、日志未留存等问题。依据《数据安全法》《网络安全法》给予警告。", source: "GDPSD", want: feeds.Relevant, topics: "cybersecurity data_security", section: feeds.EnforcementCase},
		{name: "children who were filmed", title: "Commissioner finds dance school published videos of students", body: "Children as young as five could be seen.", source: "PCPD", want: feeds.Relevant, topics: "minors", section: feeds.EnforcementCase},
		{name: "sent to the wrong people", title: "私隱專員公署就診所誤發病人報告完成調查", body: "診所職員將報告誤發予他人。", source: "PCPD", want: feeds.Relevant, topics: "data_security", section: feeds.EnforcementCase},
		{name: "what a coupon is worth", title: "奶茶小程序满减券规则怎么算", body: "市场监管局依据《价格法》责令改正。", source: "SHCC", want: feeds.NotRelevant},
		{name: "accounts taken over to borrow", title: "Police arrest man who took over friends' accounts to borrow money", body: "Their contacts lent him HK$86,000.", source: "HKPF", want: feeds.NotRelevant},
		{name: "a dismissal", title: "员工用AI写周报被开除，法院判公司违法解除劳动合同", body: "法院判公司赔偿。", source: "COURT-SH", want: feeds.NotRelevant},
		{name: "who passes checks for others", title: "警方捣毁一代实名团伙", body: "嫌疑人代过人脸核验并出售账号，9人被抓获。", source: "HBPSD", want: feeds.Relevant, topics: "facial_recognition pi_crime", section: feeds.EnforcementCase},
		{name: "faces by what people are made to do", title: "男子骗老人对着手机眨眼、摇头 注册账号转卖", body: "法院以侵犯公民个人信息罪判处有期徒刑一年。", source: "CHINACOURT", want: feeds.Relevant, topics: "facial_recognition pi_crime", section: feeds.CourtLitigation},
		{name: "standards of health", title: "关于发布《医院隔离技术标准》等3项推荐性卫生行业标准的通告", body: "标准自2025年1月1日起施行。", source: "NHC", want: feeds.NotRelevant},
		{name: "a day for young people", title: "“清朗有我”青年网络文明日活动举办", body: "活动现场发布倡议书。", source: "ZJCAC", want: feeds.NotRelevant},
		{name: "near the field", title: "反电信网络诈骗法修订", want: feeds.Unsure},
		{name: "evaded taxes", title: "税务部门曝光网络主播偷逃税案件", source: "STA", want: feeds.NotRelevant},
		{name: "a long English text of something else", title: "Museum opens a wing for ceramics", body: "The wing holds more than 600 bowls and vases that were found off the coast and that had never been shown before. Visitors may book through the site of the museum, which expects that they will come from all over the country and that data on their number will be published after the first month. It is open from ten to six.", source: "MEDIA", want: feeds.NotRelevant},
		{name: "faces of pupils", title: "市教育局关于清理食堂人脸支付设备的通知", body: "不得强制小学生和幼儿园孩子使用人脸支付。", want: feeds.Relevant, topics: "facial_recognition minors", section: feeds.Legislation},
		{name: "who plays", title: "手游登录要刷脸，新规出台", body: "网络游戏企业须核验人脸，防止未成年人冒用账号。", want: feeds.Relevant, topics: "facial_recognition minors", section: feeds.Legislation},
		{name: "credit records", title: "行政处罚信息公示表", body: "违反信用信息采集、查询管理规定，未告知个人不良信息，罚款40万元。", source: "PBOC", want: feeds.Relevant, topics: "personal_information", section: feeds.EnforcementCase},
		{name: "private pictures", title: "修电脑的小伙被带走了", body: "他把顾客电脑里的相册批量拷贝，以每套50元卖给网友，警方将其抓获。", want: feeds.Unsure, topics: "pi_crime", section: feeds.EnforcementCase},
		{name: "a duty broken abroad", title: "Breach of the Protection Obligation by Harbour Gym Pte Ltd", body: "Access controls were missing and the e-mail addresses of 900 members were read.", source: "PDPC", want: feeds.Relevant, topics: "data_security personal_information", section: feeds.EnforcementCase},
		{name: "sold abroad without consent", title: "Order bars lender from selling payment histories", body: "The firm shared the payment history of borrowers without consent.", source: "FTC", want: feeds.Relevant, topics: "personal_information", section: feeds.EnforcementCase},
		{name: "a named handler of a mini-program", title: "“山茶花”小程序过度收集顾客信息被罚款5万元", body: "该公司强制收集手机号和生日，责令改正。", source: "HNCAC", want: feeds.Relevant, topics: "app_enforcement personal_information", section: feeds.EnforcementCase},
		{name: "a handler that the text names as the firm", title: "Fine of £40,000 for Pennine Travel after ransomware attack", body: "The company kept passport details of guests on a server without access controls. The firm did not notice.", source: "ICO", want: feeds.Relevant, topics: "cybersecurity data_security personal_information", section: feeds.EnforcementCase},
		{name: "a handler without a name", title: "Bank fined for weak protection of customer data", body: "The bank exposed records of clients.", source: "NFRA", want: feeds.Relevant, topics: "data_security", section: feeds.EnforcementCase},
		{name: "a crime under a title on faces", title: "替人刷脸的生意到头了", body: "嫌疑人收来他人身份证照片和人脸视频，做成动态头像后出售，警方抓获9人。", source: "FJPSD", want: feeds.Relevant, topics: "facial_recognition pi_crime", section: feeds.EnforcementCase},
		{name: "a thing to buy", title: "AI耳机新品开售", body: "续航三十小时，有六种颜色可选。", source: "MEDIA", want: feeds.NotRelevant},
		{name: "a rule on a thing to buy", title: "AI玩具管理规定公布", want: feeds.Relevant, topics: "ai_algorithms", section: feeds.Legislation},
		{name: "copies of films", title: "算法推荐切条短视频侵权案宣判", body: "法院认为平台侵害信息网络传播权。", source: "BJIC", want: feeds.NotRelevant},
		{name: "money for research", title: "“数据安全与隐私计算”重点专项申报指南", source: "MOST", want: feeds.NotRelevant},
		{name: "a city of AI", title: "关于印发加快建设人工智能创新高地行动计划的通知", source: "HZGOV", want: feeds.NotRelevant},
		{name: "a warning of who calls", title: "Police warn residents of fake “data security audit” calls", source: "HIPSD", want: feeds.NotRelevant},
		{name: "bought software", title: "Cyberspace office buys software for testing data security", source: "XJCAC", want: feeds.NotRelevant},
		{name: "a suit over a transfer abroad", title: "法院审结一起客户信息纠纷案", body: "被告未经同意将客户身份信息传输至境外关联公司，法院判令删除。", source: "SHFC", want: feeds.Relevant, topics: "data_export litigation", section: feeds.CourtLitigation},
		{name: "who discloses to harm", title: "公署拘捕一名男子 涉嫌披露他人個人資料", source: "PCPD", want: feeds.Relevant, topics: "pi_crime", section: feeds.EnforcementCase},
		{name: "no rule about names", title: "Regulator requires express firms to hide names and numbers", body: "Privacy labels are wanted by the end of the year under the Personal Information Protection Law.", source: "SPB", want: feeds.Unsure, topics: "personal_information", section: feeds.Legislation},
		{name: "security of connected cars", title: "Ministry begins pilot of registration for internet-connected vehicle security", body: "The ministry asks ten provinces to grade the networks of connected cars.", source: "MIIT", want: feeds.Relevant, topics: "cybersecurity", section: feeds.EnforcementAuthority},
		{name: "accounts that were shut", title: "Shanghai office shuts accounts that posed as news media", source: "SHCAC", want: feeds.Relevant, topics: "content_governance", section: feeds.EnforcementCase},
		{name: "places of phones", title: "Tianjin police detain 17 for selling phone location queries", source: "TJPSB", want: feeds.Relevant, topics: "pi_crime", section: feeds.EnforcementCase},
		{name: "lists of people", title: "倒卖“学员名单”，培训公司法定代表人领刑", body: "法院判处熊某有期徒刑二年，并处罚金6万元。", source: "CHINACOURT", want: feeds.Relevant, topics: "pi_crime", section: feeds.CourtLitigation},
		{name: "particulars of people whose sale another sentence tells", title: "小区门口的纸条", body: "物业员工把租客的联系方式卖给中介。近日，五名嫌疑人被刑拘。", source: "MEDIA", want: feeds.Unsure, topics: "pi_crime", section: feeds.EnforcementCase},
		{name: "a headline about recruiting hides no crime", title: "招聘会上的陌生人", body: "一伙人收简历后出售，七名嫌疑人被采取强制措施。", source: "MEDIA", want: feeds.Unsure, topics: "pi_crime", section: feeds.EnforcementCase},
		{name: "who was sentenced for it", title: "抽屉里的名册", body: "会计把家长名册卖给早教机构，获刑八个月。", source: "MEDIA", want: feeds.Unsure, topics: "pi_crime", section: feeds.CourtLitigation},
		{name: "things of people that were sold", words: true, title: "仓库少了二十台电脑", body: "保安把业主的手机卖给他人，两名嫌疑人被刑拘。", source: "MEDIA", want: feeds.NotRelevant},
		{name: "months of a rule", title: "互联网弹窗信息推送服务管理规定实施两个月 多家平台完成整改", source: "CAC", want: feeds.Relevant, topics: "content_governance", section: feeds.EnforcementAuthority},
		{name: "particulars put up", title: "物业在公告栏张贴欠费业主房号、电话被约谈", source: "MEDIA", want: feeds.Relevant, topics: "personal_information", section: feeds.EnforcementCase},
		{name: "something else put up", title: "物业在公告栏张贴停水通知被约谈", source: "MEDIA", want: feeds.NotRelevant},
		{name: "records left open", title: "体检中心检查报告可被他人查看 主管部门予以警告", body: "该中心未设权限，体检报告外泄。", source: "MEDIA", want: feeds.Relevant, topics: "data_security", section: feeds.EnforcementCase},
		{name: "records in a suit", title: "酒店擅自把住宿记录告知旅客配偶 法院判决赔礼道歉", source: "MEDIA", want: feeds.Relevant, topics: "litigation", section: feeds.CourtLitigation},
		{name: "records and a thief", title: "网购邻居住址寄恐吓信 男子被抓", source: "MEDIA", want: feeds.Unsure, topics: "pi_crime", section: feeds.EnforcementCase},
		{name: "records looked up by police", title: "警方调看停车记录抓获盗窃嫌疑人", source: "MEDIA", want: feeds.NotRelevant},
		{name: "records sent abroad", title: "保险公司把理赔资料备份在境外被责令改正", source: "MEDIA", want: feeds.Relevant, topics: "data_export", section: feeds.EnforcementCase},
		{name: "parcels sent abroad", title: "月饼发往境外须提供检疫证明", source: "GACC", want: feeds.NotRelevant},
		{name: "machines taken over", title: "企业官网被植入暗链 运营者未采取技术措施被警告", source: "MEDIA", want: feeds.Relevant, topics: "cybersecurity", section: feeds.EnforcementCase},
		{name: "mining for coins", title: "我市清退虚拟货币“挖矿”项目", source: "MEDIA", want: feeds.NotRelevant},
		{name: "devices told off", title: "8款智能音箱强制推送广告被通报", source: "MEDIA", want: feeds.Relevant, topics: "app_enforcement", section: feeds.EnforcementCase},
		{name: "devices of bad quality", title: "12批次智能音箱抽查不合格", source: "SAMR", want: feeds.NotRelevant},
		{name: "plan with a paragraph on security", title: "关于推动纺织工业创新发展的指导意见", body: "意见提出五项任务，其中要求健全数据安全管理制度。", source: "MIIT", want: feeds.NotRelevant},
		{name: "business of a firm", title: "两家网络安全公司发布半年报 净利润下降", source: "MEDIA", want: feeds.NotRelevant},
		{name: "duty told as a headline", title: "即日起小程序须先备案再上线", source: "MEDIA", want: feeds.Relevant, topics: "app_enforcement", section: feeds.Legislation},
		{name: "particulars put up, in English", title: "Letting agent cautioned for putting tenants' debts on display", source: "MEDIA", want: feeds.Relevant, topics: "personal_information", section: feeds.EnforcementCase},
		{name: "posters put up", title: "Letting agent cautioned for putting posters on display", source: "MEDIA", want: feeds.NotRelevant},
		{name: "devices told off, in English", title: "Baby monitors told off for uploading pictures without consent", source: "MEDIA", want: feeds.Relevant, topics: "app_enforcement", section: feeds.EnforcementCase},
		{name: "rumours on networks", title: "网警查处三起网络谣言案件", source: "MEDIA", want: feeds.Relevant, topics: "content_governance", section: feeds.EnforcementCase},
		{name: "cards of inspectors", title: "关于换发执法证件的通知", source: "HBCA", want: feeds.NotRelevant},
		{name: "statements let out, in a headline", title: "银行客户经理泄露客户流水被判刑", source: "MEDIA", want: feeds.Relevant, topics: "pi_crime"},
		{name: "recordings let out", title: "幼儿园监控视频外泄 家长维权", source: "MEDIA", want: feeds.Unsure, topics: "data_security"},
		{name: "device that listens", words: true, title: "智能音箱偷听用户谈话", source: "MEDIA", want: feeds.Relevant, topics: "personal_information"},
		{name: "cameras put up", title: "某路口新增监控视频设备", source: "MEDIA", want: feeds.NotRelevant},
		{name: "lesson on protection", title: "网络安全等级保护学习笔记", source: "MEDIA", want: feeds.NotRelevant},
		{name: "what may not be done with records", title: "养老机构不得公示老人就诊记录", source: "MCA", want: feeds.Relevant, topics: "personal_information", section: feeds.Legislation},
		{name: "hole explained by the trade", title: "【漏洞复现】某网关存在命令注入漏洞（CVE-2025-1234）", source: "MEDIA", want: feeds.NotRelevant},
		{name: "hole that an authority warns of", title: "关于防范某网关命令注入漏洞（CVE-2025-1234）的风险提示", source: "MIIT", want: feeds.Relevant, topics: "cybersecurity", section: feeds.EnforcementAuthority},
		{name: "firm attacked abroad", title: "德国一车企遭勒索软件攻击 三家工厂停产", source: "MEDIA", want: feeds.NotRelevant},
		{name: "firm attacked abroad, on which a regulator acts", title: "德国一车企遭勒索软件攻击", body: "该国数据保护机构已立案，处以罚款。", source: "MEDIA", want: feeds.Relevant, topics: "cybersecurity"},
		{name: "firm attacked at home", title: "一企业遭勒索软件攻击 服务器被锁", source: "MEDIA", want: feeds.Relevant, topics: "cybersecurity"},
		{name: "breach abroad, in English", title: "Retailer confirms data breach after ransomware attack", source: "MEDIA", want: feeds.NotRelevant},
		{name: "breach abroad that is fined, in English", title: "Retailer fined over data breach after ransomware attack", source: "MEDIA", want: feeds.Relevant, topics: "cybersecurity data_security"},
		{name: "security spoken of with nobody acting", title: "守好内网的十个习惯", body: "弱口令和漏洞仍是常见入口。", source: "MEDIA", want: feeds.NotRelevant},
		{name: "the same by an office", title: "守好内网的十个习惯", body: "市网信办提醒，弱口令和漏洞仍是常见入口。", source: "MEDIA", want: feeds.Unsure, topics: "cybersecurity"},
		{name: "office whose name has words of the field", title: "国家计算机病毒应急处理中心发现新型木马", source: "MEDIA", want: feeds.Relevant, topics: "cybersecurity"},
		{name: "several subjects named", title: "省网信办公布网络安全、数据安全、个人信息保护执法案例", source: "HNCAC", want: feeds.Relevant, topics: "cybersecurity data_security personal_information", section: feeds.EnforcementCase},
		{name: "trade of itself", title: "载誉而归 某公司荣获网络安全优秀企业", source: "MEDIA", want: feeds.NotRelevant},
		{name: "card to be shown once a year", title: "老年卡年审可刷脸认证", source: "MEDIA", want: feeds.NotRelevant},
		{name: "series of standards", title: "网络安全技术 打印机安全技术要求", source: "TC260", want: feeds.Relevant, topics: "cybersecurity standards", section: feeds.Legislation},
		{name: "series of standards that says less than the name", title: "网络安全技术 生成式人工智能服务安全测试方法", source: "TC260", want: feeds.Relevant, topics: "ai_algorithms standards", section: feeds.Legislation},
		{name: "what a trade requires for its data", title: "物流信息服务 数据安全技术要求", source: "MIIT", want: feeds.Relevant, topics: "data_security standards", section: feeds.Legislation},
		{name: "part of a standard on ciphers", title: "网络安全技术 SM9标识密码算法 第3部分：密钥交换", source: "TC260", want: feeds.Relevant, topics: "cybersecurity standards", section: feeds.Legislation},
		{name: "law of personal data abroad", title: "泰国公布《个人数据保护条例》修订草案", source: "MEDIA", want: feeds.Relevant, topics: "personal_information", section: feeds.Legislation},
		{name: "right of people", title: "爱尔兰监管机构因拒绝查阅请求对一家酒店罚款", source: "MEDIA", want: feeds.Relevant, topics: "personal_information", section: feeds.EnforcementCase},
		{name: "minors and what they are sold", title: "市场监管局发布保护未成年人权益典型案例", body: "紧盯校服、文具等重点品类，查处一批不合格商品。", source: "JSAMR", want: feeds.NotRelevant},
		{name: "phones and satellites", title: "终端设备直连卫星服务管理规定", source: "MIIT", want: feeds.Relevant, topics: "content_governance cybersecurity", section: feeds.Legislation},
		{name: "review of what an office did", title: "省网信办首次公开行政复议案件审理情况", source: "GDCAC", want: feeds.Relevant, topics: "enforcement_procedure"},
		{name: "English", title: "Bank regulator consults on data security rules", want: feeds.Relevant, topics: "data_security", section: feeds.Legislation},
		{name: "English noise", title: "Export data for medical devices released", want: feeds.NotRelevant},
		{name: "Hong Kong office", title: "Privacy Commissioner's Office invites quotations for printing", source: "PCPD", want: feeds.NotRelevant},
		{name: "nothing", want: feeds.NotRelevant},
	} {
		t.Run(tc.name, func(t *testing.T) {
			var r feeds.Reading
			judge := c
			if tc.words {
				judge = c.Taught(nil)
			}
			judge.Judge(feeds.Writing{Title: tc.title, Body: tc.body, Source: tc.source}, &r)
			var got []string
			for _, x := range r.Topics {
				got = append(got, string(x))
			}
			slices.Sort(got)
			if tc.section == "" && tc.want == feeds.NotRelevant {
				tc.section = feeds.OtherSection
			}
			if tc.section == "" {
				tc.section = r.Section
			}
			if r.Relevance != tc.want || strings.Join(got, " ") != tc.topics || r.Section != tc.section {
				t.Errorf("Judge(%q)\n got %s %v %s\nwant %s [%s] %s\n%v", tc.title, r.Relevance, got, r.Section, tc.want, tc.topics, tc.section, r.Reasons)
			}
		})
	}
}

// What a long text mentions in passing is not what it is about.
// A judgment of the field is a suit, unless it is about a crime or long enough to touch
// on much, and one by a law of the field is asked about whatever trade it befell.
func TestJudgments(t *testing.T) {
	for _, c := range []struct {
		title, body string
		laws        []feeds.LawID
		topics      string
		relevant    bool
	}{
		{title: "Internet court rules on ranking by algorithm", body: "The recommendation algorithm had an off switch.", topics: "ai_algorithms litigation", relevant: true},
		{title: "Man sentenced over ranking by algorithm", body: "The court found a crime; the recommendation algorithm had been tampered with.", topics: "ai_algorithms", relevant: true},
		{title: "Insurer loses in court over calls to a hospital", body: "The court upheld the finding.", laws: []feeds.LawID{"PIPL"}, topics: "litigation", relevant: true},
		{title: "Insurer loses in court over calls to a hospital", body: "The court upheld the finding."},
	} {
		r := feeds.Reading{DocType: "judgment", LegalBasis: c.laws}
		shipped(t).Judge(feeds.Writing{Title: c.title, Body: c.body, Source: "HZIC"}, &r)
		var got []string
		for _, x := range r.Topics {
			got = append(got, string(x))
		}
		if slices.Sort(got); strings.Join(got, " ") != c.topics || (r.Relevance != feeds.NotRelevant) != c.relevant {
			t.Errorf("%s %v: got %s %v, want [%s]", c.title, c.laws, r.Relevance, got, c.topics)
		}
	}
}

func TestBodyBelowTheLeadAddsNothing(t *testing.T) {
	c := shipped(t)
	w := feeds.Writing{Title: "互联网弹窗信息推送服务管理规定", Body: strings.Repeat("弹窗信息推送服务应当遵守本规定。\n", 60) +
		"侵犯公民个人信息罪、数据出境安全评估、关键信息基础设施、人脸识别、未成年人模式、算法备案另有规定的，从其规定。"}
	var r feeds.Reading
	c.Judge(w, &r)
	if !slices.Equal(r.Topics, []feeds.Topic{"content_governance"}) {
		t.Errorf("topics %v, want content_governance alone", r.Topics)
	}
}

// TestPassingMentionsAreNoTopics: articles, later questions and rows mention
// everything, and so does a long text whose title is clear.
func TestPassingMentionsAreNoTopics(t *testing.T) {
	c := shipped(t)
	aside := "向境外提供重要数据的，应当申报数据出境安全评估。"
	for name, body := range map[string]string{
		"articles":          "现将办法印发给你们。\n第一条　为规范数据处理，制定本办法。\n第二条　本办法适用于本行业。\n第三条　" + aside + aside,
		"later questions":   "日前，办法公布。\n问：出台背景是什么？\n答：为保障数据安全。\n问：还有哪些规定？\n答：" + aside + aside,
		"a long text":       aside + strings.Repeat("各单位要加强组织领导，确保各项任务落到实处。", 60),
		"rows of a table":   "标准名单如下。\n序号\n1\n数据出境安全评估指南\n2\n数据出境合同指南",
		"what a text cites": "根据《数据出境安全评估办法》等规定，制定本办法。",
	} {
		r := feeds.Reading{DocType: "measures", Stage: feeds.StageIssued}
		c.Judge(feeds.Writing{Title: "教育行业数据安全管理办法", Body: body, Source: "MOE"}, &r)
		if !slices.Equal(r.Topics, []feeds.Topic{"data_security"}) {
			t.Errorf("%s: %v", name, r.Topics)
		}
	}
	r := feeds.Reading{DocType: "measures", Stage: feeds.StageIssued}
	c.Judge(feeds.Writing{Title: "教育行业数据安全管理办法", Body: aside, Source: "MOE"}, &r)
	if !slices.Contains(r.Topics, "data_export") {
		t.Errorf("a summary that names it: %v", r.Topics)
	}
}

func TestJudgeIsTheSameFromManyGoroutines(t *testing.T) {
	c := shipped(t)
	lines := corpus(t, "seed.jsonl")
	var group sync.WaitGroup
	for range 4 {
		group.Go(func() {
			for _, l := range lines {
				var r feeds.Reading
				c.Judge(l.writing(), &r)
				if r.Relevance != feeds.Relevant {
					t.Errorf("%s is %s", l.ID, r.Relevance)
				}
			}
		})
	}
	group.Wait()
}

func TestNewRefuses(t *testing.T) {
	topics := []classify.Topic{{ID: "a"}}
	for _, c := range []struct {
		name  string
		rules classify.Rules
		want  error
	}{
		{"topic", classify.Rules{Topics: topics, Rows: []classify.Row{{For: "b"}}}, classify.ErrUnknownTopic},
		{"group", classify.Rules{Topics: topics, Rows: []classify.Row{{For: "a", With: []string{"x"}}}}, classify.ErrUnknownGroup},
		{"group of words", classify.Rules{Topics: topics, Rows: []classify.Row{{For: "a", Of: []string{"x"}}}}, classify.ErrUnknownGroup},
		{"section", classify.Rules{Sections: []classify.Row{{For: "x"}}}, classify.ErrUnknownSection},
		{"open parenthesis", classify.Rules{Masks: []string{"a(b|c"}}, classify.ErrBadWord},
		{"closed parenthesis", classify.Rules{Masks: []string{"a)b"}}, classify.ErrBadWord},
	} {
		t.Run(c.name, func(t *testing.T) {
			if _, err := classify.New(c.rules); !errors.Is(err, c.want) {
				t.Errorf("New = %v, want %v", err, c.want)
			}
		})
	}
}

// A word that counts nowhere beside another is worth nothing wherever the other stands.
func TestNowhereLooksAtTitleAndLead(t *testing.T) {
	rules, err := catalog.Classify()
	if err != nil {
		t.Fatal(err)
	}
	rules.Model = ""
	rules.Groups["quiet"] = []string{"乙乙"}
	rules.Rows = append(rules.Rows, classify.Row{For: "data_security", Title: 1, Lead: 1, Nowhere: []string{"quiet"}, Words: []string{"甲甲"}})
	c, err := classify.New(rules)
	if err != nil {
		t.Fatal(err)
	}
	for _, w := range []struct {
		title, body string
		counts      bool
	}{
		{title: "甲甲", counts: true},
		{title: "甲甲乙乙"},
		{title: "甲甲", body: "丙。乙乙。"},
		{title: "丙", body: "甲甲。丙。乙乙。"},
		{title: "丙", body: "甲甲。丙。", counts: true},
	} {
		var r feeds.Reading
		c.Judge(feeds.Writing{Title: w.title, Body: w.body}, &r)
		if got := r.Relevance != feeds.NotRelevant; got != w.counts {
			t.Errorf("%s / %s: %s", w.title, w.body, r.Relevance)
		}
	}
}

func TestFingerprintFollowsTheRules(t *testing.T) {
	rules, err := catalog.Classify()
	if err != nil {
		t.Fatal(err)
	}
	rules.Noise[0].Title += 0.1
	other, err := classify.New(rules)
	if err != nil {
		t.Fatal(err)
	}
	if c := shipped(t); c.Fingerprint() == other.Fingerprint() {
		t.Errorf("two sets of rules have the fingerprint %s", c.Fingerprint())
	}
}

func FuzzJudge(f *testing.F) {
	c := shipped(f)
	for _, l := range corpus(f, "seed.jsonl") {
		f.Add(l.Title, l.Body)
	}
	f.Add("《", "》《。\xff"+strings.Repeat("数", 700))
	f.Fuzz(func(t *testing.T, title, body string) {
		var r feeds.Reading
		c.Judge(feeds.Writing{Title: title, Body: body}, &r)
		if (r.Relevance == feeds.NotRelevant) != (r.Section == feeds.OtherSection) {
			t.Errorf("%s in section %s", r.Relevance, r.Section)
		}
		if r.Relevance == feeds.NotRelevant && len(r.Topics) > 0 {
			t.Errorf("not relevant, but about %v", r.Topics)
		}
	})
}

// Company is told apart however many groups there are.
func TestGroupsBeyondOneWord(t *testing.T) {
	const many = 90
	rules := classify.Rules{Topics: []classify.Topic{{ID: "data_security"}}, Groups: map[string][]string{}}
	for i := range many {
		rules.Groups[fmt.Sprintf("g%02d", i)] = []string{fmt.Sprintf("第%c号", rune('一'+i))}
	}
	for _, name := range []string{"app", "caught", "cipher", "civil_claim", "civil_suit", "court", "crime", "crime_body", "data", "dealt", "digital", "draft", "fine", "enumerated", "firm_name", "flaw", "network", "penal", "penalty", "personal", "procedure", "roundup", "rule", "sentenced", "series", "subjects", "unnamed", "unnamed_in_title", "wrongs"} {
		rules.Groups[name] = nil
	}
	for i := range many {
		rules.Rows = append(rules.Rows, classify.Row{For: "data_security", Title: 1, With: []string{fmt.Sprintf("g%02d", i)}, Words: []string{fmt.Sprintf("词%c甲", rune('一'+i))}})
	}
	c, err := classify.New(rules)
	if err != nil {
		t.Fatal(err)
	}
	for i := range many {
		for _, other := range []int{i, (i + 64) % many} {
			var r feeds.Reading
			c.Judge(feeds.Writing{Title: fmt.Sprintf("词%c甲第%c号", rune('一'+i), rune('一'+other))}, &r)
			if got, want := r.Relevance == feeds.Relevant, other == i; got != want {
				t.Errorf("word %d beside group %d: relevant is %v, want %v", i, other, got, want)
			}
		}
	}
	for i := range many {
		rules.Groups[fmt.Sprintf("h%02d", i)] = nil
	}
	if _, err := classify.New(rules); err == nil {
		t.Error("more groups than a set holds are taken")
	}
}
