package facts_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/facts/factstest"
)

func TestWordsOfProcedureAreKeptExactly(t *testing.T) {
	r := factstest.Reader(t)
	for _, c := range []struct {
		title, body string
		want        []string
	}{
		{"关于侵害用户权益行为的APP通报", "责令限期整改，逾期未整改的APP予以下架。", []string{"通报", "责令限期整改", "下架"}},
		{"公安机关打击侵犯公民个人信息犯罪", "抓获嫌疑人8名，批准逮捕3人，移送审查起诉5人。", []string{"抓获", "批准逮捕", "移送审查起诉"}},
		{"关于开展智能手表检测的通知", "部将对检测不合格产品予以公开通报，并责令下架。", nil},
		{"关于开展网络安全检查的通知", "各企业先行自查。对检查发现的问题，我局将依法责令改正；拒不改正的，将予以行政处罚。", nil},
		{"关于对一家企业作出处罚的通告", "我局责令改正并给予警告，逾期不改的将依法吊销许可证。", []string{"责令改正", "警告"}},
		{"个人信息公益诉讼案开庭", "检察机关要求被告赔偿损失、公开致歉。", nil},
		{"个人信息公益诉讼案宣判", "检察机关要求被告赔偿损失。法院判令被告公开致歉。", []string{"公开致歉"}},
		{"某行因数据安全问题被罚", "该行被罚款420万元。2020年该行也曾因泄露客户信息被警告。", []string{"罚款"}},
		{"个资办处罚一家公司", "累计处罚金额127万元。", nil},
		{"警告！有人正在出售你的快递单", "多地出现倒卖面单的摊位。", nil},
		{"部门启动App专项治理", "治理将加强对违规行为的监管和处罚，包括责令运营者限期整改；情节严重的，依法暂停相关业务、停业整顿、吊销业务许可证或者吊销营业执照。", nil},
		{"Police crack case", "Eight people were detained and three arrested.", []string{"detained", "arrested"}},
		{"网络数据安全管理条例", "第一条 为了规范处理活动，制定本条例。\n第二条 违反规定的，处以罚款并予以下架。", nil},
	} {
		w := factstest.Notice(c.title, c.body)
		w.Source = "MIIT"
		if got := r.Read(w).Procedure; !slices.Equal(got, c.want) {
			t.Errorf("%s: got %q, want %q", c.title, got, c.want)
		}
	}
}

func TestPenaltiesAreQuoted(t *testing.T) {
	r := factstest.Reader(t)
	for body, want := range map[string][]string{
		"法院判处有期徒刑一年，缓刑一年六个月，并处罚金人民币四万五千元。":    {"判处有期徒刑一年，缓刑一年六个月", "并处罚金人民币四万五千元"},
		"对该公司处人民币80.26亿元罚款。":                  {"处人民币80.26亿元罚款"},
		"主管部门给予警告，吊销其相关业务许可证。":                {"给予警告", "吊销其相关业务许可证"},
		"He was given a fine of 45,000 yuan.": {"fine of 45,000 yuan"},
	} {
		w := factstest.Notice("某某侵犯公民个人信息案一审宣判", body)
		if body[0] < 0x80 {
			w.Title = "Court convicts man"
		}
		w.Source = "COURT-HE"
		var got []string
		for _, q := range r.Read(w).Penalties {
			got = append(got, q.Text)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: got %q, want %q", body, got, want)
		}
	}
}

func TestProblemsHaveTheirStandardEnglish(t *testing.T) {
	w := factstest.Notice("关于侵害用户权益行为的APP通报", "所涉问题为违规收集个人信息，APP强制、频繁、过度索取权限。依据《网络产品安全漏洞管理规定》。")
	want := []string{"Forced, frequent and excessive permission requests", "Illegal collection of personal information", "Obstructing account cancellation"}
	w.Tables = [][][]string{{{"应用名称", "应用版本", "所涉问题"}, {"天天天气", "1.2", "违规收集个人信息；账号注销难"}}}
	got := factstest.Reader(t).Read(w)
	if !slices.Equal(got.Problems, want) {
		t.Errorf("got %q, want %q", got.Problems, want)
	}
	quotes := []feeds.Quote{
		{Text: "强制、频繁、过度索取权限", In: "text", Offset: strings.Index(w.Body, "强制")},
		{Text: "违规收集个人信息", In: "text", Offset: strings.Index(w.Body, "违规")},
		{Text: "账号注销难", In: "text", Offset: -1},
	}
	if !slices.Equal(got.ProblemQuotes, quotes) {
		t.Errorf("got quotes %+v, want %+v", got.ProblemQuotes, quotes)
	}
}

func TestAProblemIsNamedOnceWhereOneWordingHoldsAnother(t *testing.T) {
	const download, all = "Deceiving or misleading users into downloading apps", "Deceiving, misleading or coercing users"
	for body, want := range map[string][]string{
		"所涉问题为欺骗误导用户下载。":          {download},
		"所涉问题为欺骗误导强迫用户。":          {all},
		"所涉问题为欺骗误导用户下载、欺骗误导强迫用户。": {download, all},
	} {
		if got := factstest.Reader(t).Read(factstest.Notice("关于侵害用户权益行为的APP通报", body)).Problems; !slices.Equal(got, want) {
			t.Errorf("%s: got %q, want %q", body, got, want)
		}
	}
}

// TestWhatIsFoundAmissHasItsStandardEnglish, however freely a report words it; what a law, a
// campaign or a warning wants done or left undone is found amiss with nobody.
func TestWhatIsFoundAmissHasItsStandardEnglish(t *testing.T) {
	const (
		duty    = "Failure to perform data security duties"
		graded  = "Failure to implement the classified protection of cybersecurity"
		masked  = "No encryption, de-identification or other security measures"
		logs    = "Network logs not kept as the law asks"
		weak    = "Weak or default passwords"
		abroad  = "Cross-border transfer without assessment, standard contract or certification"
		consent = "No separate consent"
		rules   = "No security management rules"
		guard   = "No technical safeguards"
		assess  = "No risk or impact assessment"
	)
	for body, want := range map[string][]string{
		"经查，该公司未通过数据出境安全评估，违法向境外总部传输客户信息，未取得用户“单独同意”，未对收集的信息采取加密、去标识化等安全技术措施。": {masked, abroad, consent},
		"该院未依法履行数据安全保护义务，未制定内部安全管理制度，未开展数据安全风险评估。":                             {duty, rules, assess},
		"涉案单位未落实网络安全等级保护制度，系统存在弱口令，未按规定留存网络日志不少于六个月。":                          {graded, logs, weak},
		"该企业未采取相应的技术措施和其他必要措施。":                                                {guard},
		"未履行数据安全保护义务的，由有关主管部门责令改正。":                                            nil,
		"此次行动重点整治未采取技术措施、强制收集人脸信息等问题。":                                         nil,
		"在专项整治行动中，网信部门检查发现，若干企业未按规定留存网络日志。":                                    {logs},
		"警方提醒：各单位不得使用弱口令，避免未授权访问。":                                             nil,
	} {
		got := factstest.Reader(t).Read(factstest.Notice("网信部门依法查处一家企业", body)).Problems
		slices.Sort(got)
		slices.Sort(want)
		if !slices.Equal(got, want) {
			t.Errorf("%s:\ngot  %q\nwant %q", body, got, want)
		}
	}
}

func TestADraftSaysHowToComment(t *testing.T) {
	w := factstest.Notice(draftTitle, "通过电子邮件发送至shujuju@cac.gov.cn，或以信函寄至我办，或登录网站提出意见。")
	if got := factstest.Reader(t).Read(w).Contacts; !slices.Equal(got, []string{"e-mail", "letter", "online form"}) {
		t.Errorf("got %q", got)
	}
	w.Title = "网络数据安全管理条例"
	if got := factstest.Reader(t).Read(w).Contacts; len(got) > 0 {
		t.Errorf("an issued rule: got %q", got)
	}
}

func TestARuleSaysWhomItBindsWhatForAndWhatItRepeals(t *testing.T) {
	w := factstest.Notice("网络数据安全管理条例", "第一条 为了规范网络数据处理活动，制定本条例。\n第二条 本条例适用于境内的网络数据处理活动。\n第三条 《旧办法》《旧规定》同时废止。")
	got := factstest.Reader(t).Read(w)
	if len(got.Purpose) != 1 || len(got.Scope) != 1 || got.Scope[0].Text != "第二条 本条例适用于境内的网络数据处理活动。" {
		t.Errorf("purpose %+v, scope %+v", got.Purpose, got.Scope)
	}
	if !slices.Contains(got.Repeals, "旧规定") {
		t.Errorf("repeals %q", got.Repeals)
	}
}

func TestKindAndStageOfOfficialTitles(t *testing.T) {
	r := factstest.Reader(t)
	for _, c := range []struct {
		title, kind string
		stage       feeds.Stage
	}{
		{"北京高院通报涉未成年人个人信息保护案件审理情况", "press", ""},
		{"关于公开征求《关于修改〈中华人民共和国网络安全法〉的决定（征求意见稿）》意见的通知", "law", feeds.StageDraft},
		{"检察机关起诉一起侵犯公民个人信息案", "press", ""},
		{"国家密码管理局关于《关键信息基础设施商用密码使用管理规定》的公告", "provisions", feeds.StageIssued},
		{"某单位公开选调工作人员公告", "notice", ""},
		{"个人信息保护法草案提请二次审议", "law", feeds.StageReading},
		{"检察公益诉讼法（草案二次审议稿）征求意见", "law", feeds.StageDraft},
		{"公开征求对《中华人民共和国无线电频率划分规定（征求意见稿）》的意见", "provisions", feeds.StageDraft},
		{"市场监管总局关于公开征求《国家标准外文版管理办法（征求意见稿）》意见的通知", "measures", feeds.StageDraft},
		{"关于国家标准《数据安全技术 个人信息保护合规审计专业机构能力要求》征求意见稿征求意见的通知", "standard", feeds.StageDraft},
		{"关于发布《网络安全标准实践指南—敏感个人信息识别指南》的通知", "guideline", feeds.StageIssued},
		{"工业和信息化部关于印发《工业和信息化领域数据安全管理办法（试行）》的通知（工信部网安〔2022〕166号）", "measures", feeds.StageIssued},
		{"中国人民银行令〔2025〕第3号（中国人民银行业务领域数据安全管理办法）", "measures", feeds.StageIssued},
		{"金融控股公司关联交易管理办法（中国人民银行令〔2023〕第1号）", "measures", feeds.StageIssued},
		{"商务部公告2026年第40号 公布数据跨境服务目录", "announcement", ""},
		{"国务院办公厅关于印发全国一体化政务大数据体系建设指南的通知", "guideline", feeds.StageIssued},
		{"16项网络安全国家标准获批发布", "standard", feeds.StageIssued},
		{"国家互联网信息办公室有关负责人就《数据出境安全评估办法》答记者问", "press", ""},
		{"中国人民银行关于《征信业务管理办法》有关条款适用问题的答复", "notice", ""},
		{"互联网信息服务深度合成管理规定（征求意见稿）公开征求意见的通知", "provisions", feeds.StageDraft},
		{"上海开展“刷脸”支付与消费场景个人信息保护专项执法", "press", ""},
		{"一图读懂《网络数据安全管理条例》", "press", ""},
		{"某网信办公布3起数据安全违法案例", "press", ""},
		{"2023年度某类企业名单（第二批）公示", "notice", ""},
		{"首批数据出境负面清单落地 涉及五大领域", "guideline", feeds.StageIssued},
		{"数据出境负面清单落地首单", "press", ""},
		{"《保護關鍵基礎設施（電腦系統）條例》實務守則草擬本諮詢", "guideline", feeds.StageDraft},
		{"国家计算机病毒应急处理中心监测发现12款违法移动应用", "notice", ""},
		{"关于抖音等105款App违法违规收集使用个人信息情况的通报", "enforcement_notice", ""},
		{"网络安全审查办公室关于对“滴滴出行”启动网络安全审查的公告", "announcement", ""},
		{"CAC answers questions on the provisions on cross-border data flows", "press", ""},
		{"CAC to publish guide for minors' mode", "press", ""},
		{"贵州省通信行业行政处罚裁量权基准印发 明确轻微不罚", "provisions", feeds.StageIssued},
		{"工业和信息化部关于印发《工业和信息化领域数据安全行政处罚裁量基准（试行）》的通知", "provisions", feeds.StageIssued},
		{"市场监管局公布侵害消费者信息案件查办情况", "press", ""},
		{"关于进一步推广电子运单的通知", "notice", feeds.StageIssued},
		{"三人买卖家长信息被提起公诉", "press", ""},
		{"网信系统一季度依法查处违法网站平台112家", "press", ""},
		{"关于下架“某某伴聊”等7款AI陪伴类应用的通告", "enforcement_notice", ""},
		{"某会发布《数据分类分级指引》等4项金融行业标准", "standard", feeds.StageIssued},
		{"关于更正侵害用户权益APP通报中有关信息的说明", "announcement", ""},
		{"关于《数据登记管理办法》附件勘误的通知", "notice", ""},
		{"关于更正个人信息权利请求的处理指南", "guideline", feeds.StageIssued},
		{"某局关于废止《个人信息安全管理暂行规定》的公告", "announcement", feeds.StageIssued},
		{"某局关于废止《App自评估指南》等3项指南的通知", "notice", feeds.StageIssued},
		{"某市人民政府关于废止《某市公共数据管理办法》的决定", "announcement", feeds.StageIssued},
		{"检察官以案释法：一张快递面单值多少钱", "press", ""},
		{"某委、某局决定废止《公共数据资源登记管理暂行办法》", "announcement", feeds.StageIssued},
		{"金管局發出通函：加強客戶資料保障", "notice", feeds.StageIssued},
		{"某省人大常委会关于废止《某省信息化条例》的决定", "regulation", feeds.StageIssued},
		{"MIIT invites public opinions on draft vehicle data standard", "standard", feeds.StageDraft},
		{"TC260 calls for proposals of national standards on data security", "notice", ""},
		{"CAC launches campaign against illegal collection by apps", "press", ""},
	} {
		got := r.Read(factstest.Notice(c.title, ""))
		if got.DocType != c.kind || got.Stage != c.stage {
			t.Errorf("%s: got %s %q, want %s %q", c.title, got.DocType, got.Stage, c.kind, c.stage)
		}
	}
}

func TestAStandardIsWhatItsTextCallsOne(t *testing.T) {
	title := "某协会发布《个人信息保护报告编制指南》征求意见"
	for body, want := range map[string]string{
		"本会组织起草了团体标准《个人信息保护报告编制指南》，现公开征求意见。": "standard",
		"本会组织起草了《个人信息保护报告编制指南》，现公开征求意见。":     "guideline",
	} {
		if got := factstest.Reader(t).Read(factstest.Notice(title, body)).DocType; got != want {
			t.Errorf("%s: got %s, want %s", body, got, want)
		}
	}
}

func TestKindsOfEnglishHeadlinesByTheirText(t *testing.T) {
	r := factstest.Reader(t)
	for _, c := range []struct {
		title, body string
		source      feeds.AuthorityID
		kind        string
	}{
		{"How local police will inspect networks", "The Provisions on Supervision and Inspection of Internet Security say who may inspect.", "MPS", "provisions"},
		{"Draft guide on data risks open for comment", "The draft national standard on risk assessment may be commented on until May.", "TC260", "standard"},
		{"Man jailed over doxxing", "The court sentenced him to two months.", "PCPD", "press"},
		{"Man jailed over doxxing", "The court sentenced him to two months.", "GZIC", "judgment"},
		{"App told to explain why it removed an account", "The Internet Court held that a user may ask how decisions are made.", "HZIC", "judgment"},
		{"Consumer protection in the use of generative AI", "The circular asks banks to let customers opt out.", "HKMA", "notice"},
		{"Top court publishes six cases on personal data", "The court upheld all six sentences.", "SPC", "press"},
		{"Circular to authorized institutions: third parties and customers' data", "The authority wrote to all banks.", "HKMA", "notice"},
		{"Circular: safeguarding customers' data", "This circular shares sound practices.", "HKMA", "notice"},
		{"PPC issues administrative guidance to a messaging company", "The company must report on its improvements by 26 April.", "PPC", "enforcement_notice"},
		{"Commission takes action against maker of tablets", "The complaint says that it kept pupils' grades.", "FTC", "enforcement_notice"},
		{"Use of cloud services by insurers", "In this circular the authority sets out what it expects of insurers.", "HKMA", "notice"},
		{"Breach of the Consent Obligation by a travel agency", "A financial penalty of S$9,000 was imposed for mailing lists that nobody had agreed to.", "PDPC", "enforcement_notice"},
		{"Maker of doorbells kept recordings of homes", "The company must pay $5.8 million and delete the recordings.", "FTC", "enforcement_notice"},
		{"Maker of doorbells kept recordings of homes", "The company has said that it will pay more heed.", "FTC", "press"},
		{"Commission finalizes changes to safeguards rule", "Lenders must report incidents within 30 days.", "FTC", "provisions"},
		{"Shenzhen tells 23 hotels to stop face scans", "", "SZCAC", "enforcement_notice"},
		{"Three platforms put under cybersecurity review", "", "CAC", "announcement"},
		{"How much to fine: discretion guide out for comment", "MIIT asks for comments until 13 July on the draft Guidelines on Discretion in Penalties.", "MIIT", "guideline"},
		{"Contract for watching public opinion awarded", "", "BJCAC", "announcement"},
		{"Hospitals must grade patient data before sharing it", "The guide for health institutions sorts data into five levels.", "NHC", "guideline"},
		{"Six measures make travel easier", "Permits will be issued anywhere.", "NIA", "press"},
		{"Shanghai issues ten measures to support data exchanges", "", "SHDA", "opinion"},
		{"New measures on labels issued", "", "CAC", "measures"},
		{"Six departments call for national data infrastructure", "The guideline describes facilities for data circulation.", "NDRC", "guideline"},
		{"Security organ warns of data theft through smart home devices", "Citizens should change default passwords.", "MSS", "press"},
		{"Regulator warns firms over unpatched vulnerabilities", "", "GDCA", "enforcement_notice"},
		{"TC260 calls for proposals of cybersecurity national standards", "", "TC260", "notice"},
		{"Standard fares for taxis published", "", "MOT", "press"},
		{"Nine companies cleared to send data abroad", "Since the measures took effect 400 filings came in.", "CAC", "press"},
	} {
		w := factstest.Notice(c.title, c.body)
		w.Source = c.source
		if got := r.Read(w).DocType; got != c.kind {
			t.Errorf("%s, of %s: got %s, want %s", c.title, c.source, got, c.kind)
		}
	}
}

func TestANewsSiteAlwaysCarriesAReport(t *testing.T) {
	w := factstest.Notice("国家网信办公布《数据出境安全评估办法》 9月1日起施行", "《数据出境安全评估办法》自2022年9月1日起施行。")
	w.Source, w.Media = "MEDIA", true
	got := factstest.Reader(t).Read(w)
	if got.DocType != "press" || got.Stage != feeds.StageIssued || got.Dates.Effective.Day != "2022-09-01" {
		t.Errorf("got %s %s %+v", got.DocType, got.Stage, got.Dates.Effective)
	}
}

func TestStageOfWhatThePressReports(t *testing.T) {
	r := factstest.Reader(t)
	for _, c := range []struct {
		title, body       string
		stage             feeds.Stage
		effective, closes feeds.Day
	}{
		{"证监会拟出台证券期货业数据安全管理办法", "证监会就《证券期货业数据安全管理办法（征求意见稿）》公开征求意见，截止时间为2026年5月17日。", feeds.StageDraft, "", "2026-05-17"},
		{"Insurance watchdog on fitness trackers", "A circular to insurers from the Insurance Authority requires that policyholders can delete their data.", feeds.StageIssued, "", ""},
		{"我国将出台《数据跨境流动条例》", "记者获悉，我国将出台《数据跨境流动条例》。", "", "", ""},
		{"李强签署国务院令 公布修改后的某某安全保护条例", "国务院总理日前签署国务院令，公布《国务院关于修改〈某某安全保护条例〉的决定》，自2026年12月1日起施行。", feeds.StageIssued, "2026-12-01", ""},
		{"国家网信办公布《个人信息出境认证办法》", "《个人信息出境认证办法》自2026年1月1日起施行。", feeds.StageIssued, "2026-01-01", ""},
		{"企业数据出海多了一条路", "国家网信办日前公布《个人信息出境认证办法》，自2026年6月1日起施行。", feeds.StageIssued, "2026-06-01", ""},
		{"刷脸进门被叫停？最高法划红线", "最高人民法院发布审理使用人脸识别技术处理个人信息民事案件的司法解释，自2026年8月1日起施行。", feeds.StageIssued, "2026-08-01", ""},
		{"离6月1日还有三天 商家还在刷脸", "记者走访发现，多家健身房仍要求刷脸，而国家网信办公布的《人脸识别技术应用安全管理办法》自6月1日起施行。", "", "", ""},
		{"业主起诉物业强制刷脸 法院判删除人脸信息", "法院认为，依据2021年8月1日起施行的司法解释，物业不得以人脸识别为唯一出入方式。", "", "", ""},
		{"数据安全管理有了“硬约束”", "国家金融监督管理总局日前印发《银行保险机构数据安全管理办法》，自发布之日起施行。", feeds.StageIssued, "", ""},
		{"Beijing to require incident reports under revised rules", "The capital's cyberspace office published the notice on Tuesday; it applies from 1 January 2027.", feeds.StageIssued, "2027-01-01", ""},
		{"Regulator publishes eight cases under amended Cybersecurity Law", "The Cyberspace Administration of China on Thursday published eight cases handled since the amended Cybersecurity Law took effect on January 1, 2026.", "", "", ""},
		{"Courts release cases on the amended law", "The court released six typical cases decided under the amended Personal Information Protection Law, which applies from 1 March 2026.", "", "", ""},
		{"Privacy law amendments due for consultation later this year", "Lawmakers said the amended Personal Information Protection Law would be published for consultation in the autumn. No text has been released.", "", "", ""},
		{"China's amended Cybersecurity Law takes effect", "The amended Cybersecurity Law entered into force on Jan. 1, 2026.", feeds.StageIssued, "2026-01-01", ""},
		{"网约车数据安全拟立规 不得留存车内录音超7天", "交通运输部就网约车数据安全管理办法公开征求意见，5月10日截止。", feeds.StageDraft, "", "2026-05-10"},
		{"车内录音谁来管", "此前，交通运输部就网约车数据安全管理办法公开征求意见。记者走访多家平台。", "", "", ""},
		{"China to require data export filings from carmakers", "Carmakers will have to file with provincial regulators from 1 January 2027 under measures issued on Wednesday by the Ministry of Industry and Information Technology.", feeds.StageIssued, "2027-01-01", ""},
		{"Use of generative AI in customer services", "The HKMA today issued a circular to all authorized institutions on generative artificial intelligence.", feeds.StageIssued, "", ""},
		{"鍾麗玲冀今年就私隱條例修訂諮詢立法會", "私隱專員表示，希望今年就私隱條例修訂向立法會提交諮詢。", "", "", ""},
		{"China relaxes its rules on outbound data", "The provisions of 22 March exempt small transfers.", feeds.StageIssued, "", ""},
		{"Top court limits facial recognition by shops", "China's Supreme People's Court issued a judicial interpretation on civil cases over facial recognition. The text applies from 1 August 2026.", feeds.StageIssued, "2026-08-01", ""},
	} {
		got := r.Read(feeds.Writing{Title: c.title, Body: c.body, Source: "XINHUA", Media: true, Published: "2026-04-17"})
		if got.Stage != c.stage || got.Dates.Effective.Day != c.effective || got.Dates.CommentCloses.Day != c.closes {
			t.Errorf("%s: %q, effective %q, comments by %q", c.title, got.Stage, got.Dates.Effective.Day, got.Dates.CommentCloses.Day)
		}
	}
}
