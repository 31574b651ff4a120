package facts_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/facts"
	"github.com/regwire/regwire/feeds/facts/factstest"
)

const draftTitle = "国家互联网信息办公室关于《网络数据安全管理条例（征求意见稿）》公开征求意见的通知"

func TestIssuersAreWhoActsNotWhoIsNamed(t *testing.T) {
	r := factstest.Reader(t)
	for _, c := range []struct {
		name, title, body string
		source            feeds.AuthorityID
		want              string
	}{
		{"blank separated", "国家发展改革委 国家数据局关于印发《公共数据资源登记管理暂行办法》的通知", "", "NDA", "NDRC NDA"},
		{"comma separated in the text", "互联网弹窗信息推送服务管理规定", "国家互联网信息办公室、工业和信息化部、国家市场监督管理总局联合发布本规定。", "CAC", "CAC MIIT SAMR"},
		{"等N部门 of a known rule", "网络安全审查办法", "国家互联网信息办公室等十三部门联合修订发布《网络安全审查办法》。", "CAC", "CAC NDRC MIIT MPS MSS MOF MOFCOM PBOC SAMR NRTA CSRC NASSP SCA"},
		{"departments are no ministry", "通报", "公安部门依法查处。", "CAC", "CAC"},
		{"an approver is no issuer", "上海市通信管理局关于开展检查的通知", "经工业和信息化部同意，现通知如下。", "SHCA", "SHCA"},
		{"signature block", "关于实施个人信息保护认证的公告", "现公告如下。\n国家市场监督管理总局\n国家互联网信息办公室\n2022年11月4日", "SAMR", "SAMR CAC"},
		{"news report", "国家网信办公布处罚决定", "", "PEOPLE", "CAC"},
		{"the page's own authority", "关于开展专项行动的通知", "各单位：请遵照执行。", "MIIT", "MIIT"},
		{"named by 由", "国家密码管理局发布《商用密码使用管理规定》", "规定由国家密码管理局、国家互联网信息办公室、公安部联合公布。", "SCA", "SCA CAC MPS"},
		{"a region's bureau", "签署备忘录", "国家互联网信息办公室与香港特区政府创新科技及工业局签署备忘录。", "HKITIB", "CAC HKITIB"},
		{"joint, behind a clause on how", "国家数据局就某指引公开征求意见", "国家数据局会同国家发展和改革委员会、工业和信息化部，立足当前实际，组织起草了指引，向社会公开征求意见。", "MEDIA", "NDA NDRC MIIT"},
		{"a newspaper's own count", "2025年3852款APP被通报", "记者近日结合专业机构的数据梳理发现，2025年共有3852款App被通报。行动由中央网信办、工信部共同发起。", "MEDIA", "MEDIA"},
		{"a body under the State Council", "国务院关税税则委员会关于加征关税的公告", "", "MOF", "MOF"},
		{"the congress's site", "数据安全法草案二次审议稿公开征求意见", "现公开征求意见。", "NPC", "NPCSC"},
		{"bureau of a ministry", "关于侵害用户权益行为的APP通报", "工业和信息化部信息通信管理局通报38款APP。", "MIIT", "MIIT"},
		{"local court", "某区法院判决个人信息纠纷案", "江苏省无锡市新吴区人民法院判决被告停止侵害。", "COURT-JS", "COURT-JS"},
		{"court whose case the text alone tells", "严惩快递“内鬼”", "贵州省某县人民法院近日审结一起倒卖面单信息案，四名被告人获刑。", "MEDIA", "COURT-GZ"},
		{"court of a county, by the province of the text", "学生信息被层层转卖", "近日，冕宁县人民法院审结一起案件，被告人出售四川学生信息70余万条。", "MEDIA", "COURT-SC"},
		{"who acts with another on what is told first", "一批物业企业被处罚", "上海市网信办在总结去年经验的基础上，联合上海市市场监督管理局开展专项执法行动。", "SHCAC", "SHCAC SHAMR"},
		{"cyberspace authorities of a place", "浙江网信部门处罚一批违法平台", "近期处罚一批平台。", "MEDIA", "ZJCAC"},
		{"English news of a province's office", "Ten apps pulled in Guangdong over privacy", "The provincial communications administration told stores on Monday.", "MEDIA", "GDCA"},
		{"English news of the capital's office", "Incident reports due within an hour", "The capital's cyberspace office published the notice.", "MEDIA", "BJCAC"},
		{"English, regulators of two places", "Chongqing and Sichuan telecom regulators name six apps", "", "CQCA", "CQCA SCCA"},
		{"English, who runs a campaign", "Four departments launch campaign", "CAC, MIIT and SAMR will run the campaign until February.", "CAC", "CAC MIIT SAMR"},
		{"an office by the end of its name", "工信部、网信办等八部门启动专项行动", "", "MIIT", "MIIT CAC"},
		{"an office of a place by the end of its name", "工信部、市网信办开展检查", "", "MIIT", "MIIT"},
		{"a standard on the page of one who issues it", "GB/T 41391-2022《信息安全技术 移动互联网应用程序（App）收集个人信息基本要求》发布", "", "SAC", "SAC"},
		{"a report that explains a rule", "Key takeaways from the Network Data Security Management Regulations", "Our team writes what to do.", "MEDIA", "SC"},
		{"a report of what was done under one", "Firm fined under the Network Data Security Management Regulations", "It leaked files.", "MEDIA", "MEDIA"},
		{"English, who will run a campaign", "Four departments start special action", "The Cyberspace Administration of China, MIIT, the Ministry of Public Security and SAMR will look into apps.", "CAC", "CAC MIIT MPS SAMR"},
		{"handed on", "安徽省通信管理局转发工业和信息化部关于开展数据安全检查的通知", "", "AHCA", "MIIT"},
		{"handed on, both offices before the colon", "河北网信转载：国家互联网信息办公室关于发布办事指南的公告", "", "HECAC", "CAC"},
		{"a congress's regulation on the government's page", "广东省数据条例", "《广东省数据条例》已由广东省第十四届人民代表大会常务委员会第十次会议通过，现予公布，自2027年1月1日起施行。", "GDGOV", "GDNPC"},
		{"a congress's regulation in the news", "《四川省数据条例》表决通过", "经三次审议，四川省十四届人大常委会第三次会议5月8日表决通过《四川省数据条例》，自2026年8月1日起施行。", "MEDIA", "SCNPC"},
		{"a government's rule on an office's page", "山东省公共数据开放办法", "山东省人民政府令第398号公布，自2027年1月1日起施行。", "SDDA", "SDGOV"},
		{"a development and reform commission", "深圳市数据产权登记管理办法", "深圳市发展改革委印发，自2026年7月1日起施行。", "SZDA", "SZDRC"},
		{"the national one", "关于印发公共数据登记办法的通知", "国家发展改革委\n2026年7月1日", "MEDIA", "NDRC"},
		{"who acted, by the news of another", "数据泄露 一科技公司被罚100万元", "据公安部网络安全局6月16日消息，2026年3月，浙江省温州市公安局在调查中发现问题，对该公司处以100万元罚款。", "MEDIA", "ZJPSD"},
		{"who drafts, under orders of others", "《湖北省公共数据授权运营管理办法》起草说明", "为贯彻落实党中央国务院和省委省政府关于公共数据的有关要求，湖北省数据局起草了管理办法。", "MEDIA", "HBDA"},
		{"who acts on whose guidance", "国家网信办指导浙江省网信办依法约谈某平台", "浙江省网信办责令其限期整改。", "CAC", "CAC ZJCAC"},
		{"English, two bodies with their short names", "Regulators call for reviews of customer data", "Both the Hong Kong Monetary Authority (MA) and the Securities and Futures Commission (SFC) have expressed concerns about data leakage.", "MEDIA", "HKMA HKSFC"},
		{"a city below a city, by its province", "一售楼处擅自采集人脸被罚", "河南禹州市市场监督管理局对当事人罚款20万元。", "MEDIA", "HAAMR"},
		{"a county, by the province of the title", "安徽一售楼处擅自采集人脸被罚", "肥西县市场监管局对当事人罚款10万元。", "MEDIA", "AHAMR"},
		{"a county that one province alone has", "一售楼处擅自采集人脸被罚", "肥西县市场监管局对当事人罚款10万元。", "MEDIA", "AHAMR"},
		{"a district that several have", "一售楼处擅自采集人脸被罚", "鼓楼区市场监管局对当事人罚款10万元。", "MEDIA", "MEDIA"},
		{"a province's commerce department beside others", "关于印发数据出境便利化若干措施的通知", "现印发给你们。\n上海市互联网信息办公室\n上海市商务委员会\n上海市数据局\n2026年2月20日", "SHCAC", "SHCAC SHCOM SHDA"},
		{"a branch of the central bank", "一银行泄露客户信息被罚", "央行杭州中心支行公布，该行被罚款63万元。", "MEDIA", "PBOC"},
		{"a ministry of Taiwan by its short name", "數位部公告修正數位經濟相關產業個人資料檔案安全維護管理辦法", "數位部表示，業者應於三個月內訂定計畫。", "MEDIA", "TWMODA"},
		{"a ministry of Taiwan", "內政部修正戶籍資料連結辦法", "內政部今日預告修正，60日內徵求意見。", "MEDIA", "TWMOI"},
		{"a ministry of another country by that name", "英国内政部要求科技公司交出用户数据", "英国内政部发出通知。", "MEDIA", "MEDIA"},
		{"an act of Taiwan that bears the name of another", "台湾三读通过“个人资料保护法”修正案", "修正案增订主管机关，提高罚锾。", "MEDIA", "MEDIA"},
		{"four departments who issued only what is cited", "关于侵害用户权益行为的APP（SDK）通报", "根据中央网信办、工业和信息化部、公安部、市场监管总局等四部门联合发布的《关于开展2025年个人信息保护系列专项行动的公告》，我部对APP违规收集个人信息等问题开展治理，现予以通报。\n工业和信息化部信息通信管理局\n2025年8月4日", "MIIT", "MIIT"},
		{"who acts with another in a report", "上海市网信办、市市场监管局共同启动专项执法行动", "上海市网信办、市市场监管局共同启动行动，为期半年。", "MEDIA", "SHCAC SHAMR"},
		{"of whom a government's page tells", "Police catch 9,700 suspects", "BEIJING — Police caught 9,700 suspects in 2020, according to the Ministry of Public Security.", "SC", "MPS"},
		{"English, police behind the part of China", "26 held over bank card data", "Police in east China's Jiangsu Province have detained 26 suspects.", "MEDIA", "JSPSD"},
		{"a county's court on the province's page", "耒阳法院宣判一起侵犯公民个人信息案", "3月16日，耒阳市人民法院公开宣判，被告人谢某被判处有期徒刑八个月。", "HNGOV", "COURT-HN"},
		{"the central bank, by its short name alone", "一支付机构泄露客户信息被罚", "因未按规定保护客户信息，该机构被央行罚款600万元。", "MEDIA", "PBOC"},
		{"the office of who speaks for it", "私隱專員冀修訂條例", "私隱專員鍾麗玲表示，希望今年就私隱條例修訂提交諮詢。", "MEDIA", "PCPD"},
		{"a report of who broke an ordinance", "女子起底前男友 違反私隱條例判囚", "裁判法院判囚兩個月。", "MEDIA", "MEDIA"},
		{"a county's court by the place of its prosecutors", "5人出售个人信息被判刑", "湖北省老河口市检察院提起公诉的案件宣判。老河口市法院依法作出裁判。", "MEDIA", "PROC-HB COURT-HB"},
		{"a court's case by its outcome", "苏州一员工不愿刷脸打卡遭开除获赔8.6万", "法院认为，人脸识别考勤应征得同意。", "MEDIA", "COURT-JS"},
		{"English list", "CAC, MIIT and SAMR issue rules", "", "CAC", "CAC MIIT SAMR"},
		{"English, by", "Pop-up rules", "The Provisions were issued jointly by CAC, MIIT and SAMR on 9 September 2022.", "CAC", "CAC MIIT SAMR"},
		{"English, two offices in one breath", "Public data to be opened up", "The General Offices of the CPC Central Committee and the State Council issued opinions.", "SC", "GOCPC GOSC"},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := factstest.Notice(c.title, c.body)
			w.Source = c.source
			var got []string
			for _, id := range r.Read(w).Authorities {
				got = append(got, string(id))
			}
			if strings.Join(got, " ") != c.want {
				t.Errorf("got %v, want %s", got, c.want)
			}
		})
	}
}

func TestLawsAreFoundByAnyOfTheirNames(t *testing.T) {
	r := factstest.Reader(t)
	for _, c := range []struct{ body, want string }{
		{"根据《网络安全法》《中华人民共和国数据安全法》等法律", "CSL DSL"},
		{"有关网络安全法律法规和数据安全法规", ""},
		{"网络安全法规定，网络运营者应当留存日志", "CSL"},
		{"依照《刑法》第二百五十三条之一", "CRIM"},
		{"构成侵犯公民个人信息罪", "CRIM"},
		{"《最高人民法院、最高人民检察院关于办理侵犯公民个人信息刑事案件适用法律若干问题的解释（二）》施行", ""},
		{"健身中心违反私隱條例，收到執行通知", "PDPO"},
		{"澳门《网络安全法》规定营运者须通报事故", "MOCSL"},
		{"澳門個人資料保護局就違反《個人資料保護法》作出處罰", "MOPDPA"},
		{"立法院三讀通過「個人資料保護法」修正案，企業未通報最高罰新台幣20萬元", "TWPDPA"},
		{"非公務機關違反個資法規定者，由主管機關處以罰鍰", "TWPDPA"},
		{"該國國會通過《個人資料保護法》", ""},
		{"依据《消费者权益保护法实施条例》", "CRPLIR"},
		{"关于修改〈中华人民共和国网络安全法〉的决定", "CSL"},
		{"就《证券期货业数据安全管理办法（征求意见稿）》公开征求意见", ""},
		{"证监会拟出台证券期货业数据安全管理办法", ""},
		{"对《数据安全管理办法（征求意见稿）》的意见", "DSMD2019"},
		{"the Provisions on Protecting the Personal Information of Telecommunications and Internet Users", "TIUPIP"},
		{"under the PIPL and the Civil Code", "PIPL CC"},
		{"the crime of infringing on citizens' personal information", "CRIM"},
	} {
		t.Run(c.body, func(t *testing.T) {
			var got []string
			for _, id := range r.Read(factstest.Notice("通报", c.body)).LegalBasis {
				got = append(got, string(id))
			}
			if strings.Join(got, " ") != c.want {
				t.Errorf("got %v, want %s", got, c.want)
			}
		})
	}
}

func TestNumbersOfDocumentsAreKeptAsPrinted(t *testing.T) {
	r := factstest.Reader(t)
	got := r.Read(factstest.Notice("工业和信息化部关于印发《工业和信息化领域数据安全管理办法（试行）》的通知",
		"工信部网安〔2022〕166号。计划号：20230253-T-469。参照GB/T 35273—2020。案号（2022）苏0281民初1234号。"))
	for _, c := range []struct {
		got  []string
		want string
	}{
		{got.DocNumbers, "工信部网安〔2022〕166号"},
		{got.PlanNumbers, "20230253-T-469"},
		{got.DocNumbers, "GB/T 35273—2020"},
		{got.CaseNumbers, "（2022）苏0281民初1234号"},
	} {
		if !slices.Contains(c.got, c.want) {
			t.Errorf("%q is not in %q", c.want, c.got)
		}
	}
}

func TestAFooterStatesNothing(t *testing.T) {
	body := "现公开征求意见。\n国家互联网信息办公室\n2022年9月9日\n版权所有：公安部 ICP备2020年1月1日前反馈意见"
	got := factstest.Reader(t).Read(factstest.Notice(draftTitle, body))
	if got.Dates.CommentCloses.Stated() || len(got.Authorities) != 1 {
		t.Errorf("got %+v, authorities %v", got.Dates.CommentCloses, got.Authorities)
	}
}

func TestNewRefusesTablesThatContradictThemselves(t *testing.T) {
	one := facts.Authority{ID: "CAC", NameEN: "Cyberspace Administration of China", NameZH: "国家互联网信息办公室"}
	orphan := facts.Authority{ID: "X", NameEN: "X office", NameZH: "某办", Parent: "NOBODY"}
	for name, tables := range map[string]struct {
		a []facts.Authority
		l []facts.Law
	}{
		"authority twice": {a: []facts.Authority{one, one}},
		"unknown parent":  {a: []facts.Authority{orphan}},
		"unknown issuer":  {a: []facts.Authority{one}, l: []facts.Law{{ID: "L", NameZH: "某法", NameEN: "Some Law", Issuers: []feeds.AuthorityID{"NOBODY"}}}},
		"law twice":       {a: []facts.Authority{one}, l: []facts.Law{{ID: "L", NameZH: "某法"}, {ID: "L", NameZH: "某法"}}},
	} {
		if _, err := facts.New(tables.a, tables.l); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

// TestANumberIsThePagesOwn: that of a document which is only cited is none of it.
func TestANumberIsThePagesOwn(t *testing.T) {
	r := factstest.Reader(t)
	for _, c := range []struct {
		title, body string
		want        []string
	}{
		{"关于下架侵害用户权益APP的通报", "按照工业和信息化部《关于进一步提升移动互联网应用服务能力的通知》（工信部信管函〔2023〕26号）部署，尚有2款APP未完成整改。", nil},
		{"浙江省数据局关于印发《浙江省公共数据授权运营管理办法》的通知", "浙数发〔2025〕18号\n《浙江省公共数据授权运营管理办法（试行）》（浙政办发〔2023〕44号）同时废止。", []string{"浙数发〔2025〕18号"}},
		{"中国人民银行发布业务领域数据安全管理办法", "近日，中国人民银行发布《业务领域数据安全管理办法》（中国人民银行令〔2025〕第3号）。", []string{"中国人民银行令〔2025〕第3号"}},
		{"行政处罚决定书（深市监处罚〔2026〕龙华123号）", "当事人：某公司。", []string{"深市监处罚〔2026〕龙华123号"}},
	} {
		if got := r.Read(factstest.Notice(c.title, c.body)).DocNumbers; !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", c.title, got, c.want)
		}
	}
	told := factstest.Notice("数据出境有了新规", "近日，国家网信办公布《个人信息出境认证办法》（国家互联网信息办公室令第20号）。")
	told.Source, told.Media = "MEDIA", true
	if got := r.Read(told).DocNumbers; len(got) != 1 {
		t.Errorf("a report tells of what it names: %q", got)
	}
}
