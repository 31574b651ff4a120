package reading_test

import (
	"strings"
	"testing"

	"github.com/regwire/regwire/feeds"
)

// TestSumsAreToldForWhatTheyAre: only what was imposed is a penalty, only what the
// text says was taken is confiscated, and no sum of another currency is in yuan.
func TestSumsAreToldForWhatTheyAre(t *testing.T) {
	const title = "法院宣判一起侵犯公民个人信息案"
	for _, c := range []struct {
		title, body string
		source      feeds.AuthorityID
		says, not   string
	}{
		{title, "被告人出售公民个人信息12万条，违法所得8.6万元，被判处罚金10万元。", "COURT-JS", "Sums stated: illegal gains of RMB 86,000.", "confiscated"},
		{title, "判决没收违法所得8.6万元，并处罚金10万元。", "COURT-JS", "illegal gains of RMB 86,000 confiscated", "Sums stated"},
		{"公安机关侦破侵犯公民个人信息案", "抓获犯罪嫌疑人20名，涉案金额4000余万元。", "MPS", "Sums stated: more than RMB 40 million involved.", "Penalty"},
		{"法院判决一起个人信息保护纠纷案", "法院判决被告赔偿原告2万元。", "COURT-JS", "Awarded: damages of RMB 20,000.", "Penalty"},
		{"用户诉某平台个人信息保护纠纷案一审宣判", "互联网法院一审判决被告某科技有限公司于判决生效之日起十日内向原告提供其个人信息副本，书面赔礼道歉，并赔偿合理维权费用3000元。", "GZIC", "Awarded: damages of RMB 3,000.", "Sums stated"},
		{"某监管局行政处罚信息公示列表", "当事人名称 甲银行股份有限公司 主要违法违规行为 客户个人信息保护不力 行政处罚内容 罚款人民币120万元\n当事人名称 张某（时任甲银行信息科技部总经理） 行政处罚内容 警告，罚款人民币6万元", "NFRA", "fine of RMB 1.2 million.", "60,000"},
		{"某区检察院对李某等3人侵犯公民个人信息案提起公诉", "检察院以涉嫌侵犯公民个人信息罪对李某、王某、赵某3人提起公诉。", "PROC-GD", "3 people prosecuted", "affected"},
		{"关于对某证券公司采取出具警示函措施的决定", "你公司客户个人信息保护不足，违反证监会令第218号）。我局决定采取出具警示函的监督管理措施。", "CSRC", "warning letter issued", "Published by"},
		{"检察院就信息泄露提起民事公益诉讼", "检察机关请求判令被告公开道歉并支付公益损害赔偿金45万元。", "PROC-GD", "Sums stated: damages of RMB 450,000 claimed.", "Awarded"},
		{"培训机构负责人侵犯公民个人信息获刑", "公益诉讼起诉人请求判令朱某支付公益损害赔偿金三万六千元，法院予以支持。", "COURT-AH", "Awarded: damages of RMB 36,000.", "claimed"},
		{"培训机构负责人侵犯公民个人信息获刑", "公益诉讼起诉人请求判令朱某支付公益损害赔偿金三万六千元，法院不予支持。", "COURT-AH", "claimed", "Awarded"},
		{"某市场监管局行政处罚决定书", "经查，当事人提供消费者个人信息3214条，违法所得2.4万元。决定处罚如下：1.警告；2.没收违法所得2.4万元；3.罚款6万元。", "SZAMR", "illegal gains of RMB 24,000 confiscated; fine of RMB 60,000.", "Sums stated"},
		{"法院宣判一起侵犯公民个人信息案", "被告人刘某被判处有期徒刑三年，并处罚金五万元，违法所得十二万元依法追缴。", "COURT-JS", "illegal gains of RMB 120,000 confiscated", "Sums stated"},
		{"法院判决一起个人信息保护纠纷案", "会员请求判令健身房赔偿损失5000元。法院审理认为其违反必要原则，判决被告删除人脸信息，书面赔礼道歉，赔偿原告损失500元及律师费1500元。", "COURT-JS", "Awarded: damages of RMB 500; costs of RMB 1,500.", "claimed"},
		{"法院判决一起个人信息保护纠纷案", "会员请求判令健身房删除人脸信息，书面赔礼道歉，赔偿损失5000元。案件尚在审理。", "COURT-JS", "RMB 5,000 claimed", "Awarded"},
		{"法院宣判一起个人信息保护纠纷案", "原告请求赔偿经济损失3万元，本院酌定被告赔偿2000元及维权费用1500元。", "COURT-JS", "Awarded: damages of RMB 2,000; costs of RMB 1,500.", "claimed"},
		{"某分行行政处罚信息公示表", "1 某支付公司 未按规定处理个人信息 警告，罚款186.5万元\n2 李某（时任某支付公司技术总监） 对上述违法行为负有责任 罚款8.5万元", "PBOC", "fine of RMB 1.865 million.", "85,000"},
		{"张某与某汽车公司个人信息保护纠纷案", "原告诉称，被告未经同意处理其人脸信息，请求赔偿经济损失2万元。判决如下：一、被告书面赔礼道歉；二、被告赔偿原告合理维权费用3000元；三、驳回原告其他诉讼请求。", "GZIC", "Awarded: damages of RMB 3,000.", "20,000"},
		{"法院审结首例数据抓取不正当竞争案", "原告请求判令停止侵害个人信息。法院判决被告停止侵权，赔偿120万元。", "HZIC", "an end of the infringement ordered", "claimed"},
		{"网信办查处一批侵害个人信息权益行为", "对拒不整改的23家企业依法处罚，罚款金额合计86.5万元。", "SHCAC", "fines of RMB 865,000 in all.", "fine of"},
		{"央行处罚五家银行", "甲银行泄露客户信息，被罚款1223万元。乙银行被罚款411万元。处罚金额合计1634万元。", "PBOC", "fines of RMB 12.23 million and 4.11 million; RMB 16.34 million in all.", "fine of"},
		{"法院判决一起个人信息保护纠纷案", "用户要求赔偿精神损害抚慰金1万元，法院判决驳回全部诉讼请求。", "COURT-JS", "Sums stated: damages of RMB 10,000 claimed.", "Penalty"},
		{"法院判决一起个人信息保护纠纷案", "原告请求赔偿5万元，法院判决被告赔偿原告2万元。", "COURT-JS", "damages of RMB 20,000", "20,000 claimed"},
		{"网信办对某公司作出行政处罚", "对该公司罚款50万元，对直接负责的主管人员和其他直接责任人员各处2万元罚款。", "BJCAC", "fine of RMB 500,000; fine of RMB 20,000 each on those responsible.", "RMB 50 million"},
		{"网信办对某公司作出行政处罚", "对该公司罚款50万元；对总经理韩某罚款1万元。", "BJCAC", "fine of RMB 10,000 on the person responsible.", "each"},
		{"网信办对某公司作出行政处罚", "约谈该公司负责人，罚款50万元。情节严重的，对直接负责的主管人员处1万元以上10万元以下罚款。", "BJCAC", "fine of RMB 500,000", "responsible"},
		{"个人信息泄露企业被罚", "对该公司负责人进行约谈，罚款50万元。", "BJCAC", "fine of RMB 500,000", "responsible"},
		{"网信办对某公司作出行政处罚", "该公司未经同意收集个人信息15万条，被罚款5万元。", "BJCAC", "fine of RMB 50,000.", "Sums stated"},
		{"三家银行因泄露客户信息被罚", "甲银行被罚款1223万元。乙银行被罚411万元。丙银行两家分行分别被处罚款1406万元、513万元。", "MEDIA", "fines of RMB 12.23 million, 4.11 million, 14.06 million and 5.13 million.", "fine of"},
		{"某银行因泄露客户信息被罚", "该行被罚款50万元。2020年该行也曾因同样的问题被罚款1223万元。", "MEDIA", "fine of RMB 500,000.", "12.23"},
		{"网信办查处两起数据泄露案件", "对甲公司罚款30万元，对法定代表人罚款5万元。对乙公司罚款8万元。", "SDCAC", "fines of RMB 300,000 and 80,000; fine of RMB 50,000 on the person responsible.", "and 50,000"},
		{"数据泄露 一科技公司被罚100万元", "公安机关对该公司、项目主管人员及直接责任人员分别处以100万元、8万元、6万元的行政处罚。", "MPS", "fine of RMB 1 million; fines of RMB 80,000 and 60,000 on those responsible.", "each"},
		{"江苏省网信办处罚两家公司", "江苏省网信办对甲公司、乙公司分别处以罚款25万元。", "JSCAC", "fine of RMB 250,000 each.", "fines of"},
		{"江苏省网信办处罚两家公司", "江苏省网信办对甲公司、乙公司分别处以罚款25万元、10万元。", "JSCAC", "fines of RMB 250,000 and 100,000.", "each"},
		{"數位部裁處外洩個人資料的業者", "數位發展部依個人資料保護法對外洩個人資料的業者裁處新臺幣50萬元，並令其限期改正。", "MEDIA", "fine of NT$500,000", "RMB"},
		{"個人資料保護局就商場攝錄人臉資料作出處罰", "該局科處罰款澳門幣4萬元。", "DSPDP", "", "RMB"},
	} {
		w := feeds.Writing{Title: c.title, Body: c.body, Source: c.source, Published: "2024-09-09"}
		if all := summaryOf(t, w); !strings.Contains(all, c.says) || strings.Contains(all, c.not) {
			t.Errorf("%s: %q, want %q and no %q", c.body, all, c.says, c.not)
		}
	}
}

// TestOneOfSeveralCasesIsNotToldOfAll: what befell the suspects of the first case is no sum.
func TestOneOfSeveralCasesIsNotToldOfAll(t *testing.T) {
	w := feeds.Writing{
		Title: "公安机关公布2起侵犯公民个人信息典型案例", Source: "SDPSD", Published: "2025-10-18",
		Body: "现公布2起典型案例。\n案例一：甲某出售业主信息12万条，公安机关抓获甲某等10人。\n案例二：乙某购买老年人信息，乙某等9人因涉嫌侵犯公民个人信息罪，已被依法移送审查起诉。",
	}
	if all := summaryOf(t, w); !strings.Contains(all, "2 typical cases.") || strings.Contains(all, "people") || strings.Contains(all, "records") {
		t.Errorf("got %q", all)
	}
	w.Title, w.Body = "公安机关侦破侵犯公民个人信息案", "乙某购买老年人信息，乙某等9人因涉嫌侵犯公民个人信息罪，已被依法移送审查起诉。"
	if all := summaryOf(t, w); !strings.Contains(all, "9 people transferred for prosecution") || strings.Contains(all, "affected") {
		t.Errorf("got %q", all)
	}
}

// TestStepsOfSingleCasesAreNotToldOfAll: one firm was warned and another man imprisoned,
// which says nothing of the rest.
func TestStepsOfSingleCasesAreNotToldOfAll(t *testing.T) {
	all := summaryOf(t, feeds.Writing{
		Title: "山东省网信办公布网络数据安全执法典型案例", Source: "SDCAC", Published: "2026-03-02",
		Body: "山东省网信办今年以来约谈企业36家。现公布典型案例。\n案例一：甲公司泄露客户个人信息，网信部门依据《数据安全法》责令改正，给予警告。\n案例二：乙某非法获取客户个人信息，被判处有期徒刑一年。",
	})
	for _, want := range []string{"Steps stated by the Cyberspace Administration of Shandong Province: summoned", "In some of the cases: ordered to rectify; warned; 1 year of imprisonment."} {
		if !strings.Contains(all, want) {
			t.Errorf("got %q, want %q", all, want)
		}
	}
	if strings.Contains(all, "Penalty: 1 year") {
		t.Errorf("the sentence of one case is told of all: %q", all)
	}
}

// TestAFigureOfOneCaseIsToldAsThatCases, before what is counted of all or behind it, under
// a heading or without; and a sum of all goes before it.
func TestAFigureOfOneCaseIsToldAsThatCases(t *testing.T) {
	const (
		all   = "2024年上半年，全市共查办侵害消费者个人信息案件46件，罚没款211万元。"
		one   = "其中，某装饰公司购买业主电话8000余条用于推销，被罚款20万元。"
		heads = "公安机关累计办理行政案件336起。\n案例一：甲市某医院不履行数据安全保护义务案\n公安机关对该院处以罚款5万元，对信息科负责人罚款1万元。"
	)
	for body, want := range map[string][2]string{
		all + one: {"Penalty: fines and confiscated sums of RMB 2.11 million. In one of the cases: more than 8,000 records.", "200,000"},
		one + all: {"Penalty: fines and confiscated sums of RMB 2.11 million. In one of the cases: more than 8,000 records.", "200,000"},
		heads:     {"336 cases. In one of the cases: fine of RMB 50,000.", "person responsible"},
		"现公布3起案例：某甲公司被罚款5万元；某乙公司被罚款8万元；某丙公司被责令改正。": {"Penalty: fines of RMB 50,000 and 80,000.", "In one of the cases: fine"},
		"某装饰公司购买业主电话8000余条用于推销，被罚款20万元。":           {"Penalty: fine of RMB 200,000.", "In one"},
	} {
		title := "市场监管局公布侵害消费者个人信息案件查处情况"
		switch {
		case body == heads:
			title = "公安机关依据《数据安全法》办理行政案件336起"
		case !strings.Contains(body, "案"):
			title = "市场监管局查处一家装饰公司侵害消费者个人信息"
		}
		w := feeds.Writing{Title: title, Body: body, Source: "CQAMR", Published: "2024-09-09"}
		if told := summaryOf(t, w); !strings.Contains(told, want[0]) || strings.Contains(told, want[1]) {
			t.Errorf("%s: %q, want %q and no %q", body, told, want[0], want[1])
		}
	}
}

// TestSeveralDefendantsHaveAFineEach: that of the first is not the fine of all.
func TestSeveralDefendantsHaveAFineEach(t *testing.T) {
	w := feeds.Writing{Title: "三人犯侵犯公民个人信息罪获刑", Source: "CHINACOURT", Published: "2023-12-07", Body: "法院判处被告人李某有期徒刑三年，并处罚金3万元；被告人周某有期徒刑六个月，并处罚金1万元。"}
	if told := summaryOf(t, w); !strings.Contains(told, "fines of RMB 30,000 and 10,000") {
		t.Errorf("got %q", told)
	}
}

// summaryOf is what is told of w in English.
func summaryOf(t *testing.T, w feeds.Writing) string {
	var told []string
	for _, s := range reader(t).Read(w).Summary {
		told = append(told, s.EN)
	}
	return strings.Join(told, " ")
}

// TestSentencesAreToldAsTheyWerePassed: a suspended sentence is no prison term, and the
// shortest of several is not that of all.
func TestSentencesAreToldAsTheyWerePassed(t *testing.T) {
	for body, want := range map[string]string{
		"判处有期徒刑三年二个月，并处罚金人民币五万元。": "Penalty: 3 years and 2 months of imprisonment; fine of RMB 50,000.",
		"判处有期徒刑一年，宣告缓刑二年。":        "Penalty: 1 year of imprisonment, suspended for 2 years.",
		"判处拘役四个月，缓刑六个月。":          "Penalty: 4 months of criminal detention, suspended for 6 months.",
		"三名被告人被判处有期徒刑六个月至三年不等。":   "Penalty: 6 months to 3 years of imprisonment.",
		"分别判处有期徒刑一年六个月至三年二个月不等。":  "Penalty: 1 year and 6 months to 3 years and 2 months of imprisonment.",
		"判处有期徒刑四年，剥夺政治权利一年。":      "Penalty: 4 years of imprisonment, deprived of political rights for 1 year.",
		"检察院作出不起诉决定，并发出检察建议。":     "not prosecuted; procuratorial recommendation made.",
		"二审判决驳回上诉，维持原判。":          "appeal dismissed; judgment upheld.",
		"法院判决驳回原告全部诉讼请求。":         "claims dismissed.",
		"责令停业整顿，吊销相关业务许可。":        "ordered to cease operation for rectification; licence revoked.",
		"运营者被约谈并纳入电信业务经营不良名单。":    "summoned for a regulatory interview; entered in the list of bad conduct in telecom business.",
		"判处无期徒刑，并处没收个人全部财产。":      "Penalty: life imprisonment.",
	} {
		w := feeds.Writing{Title: "王某侵犯公民个人信息案宣判", Body: body, Source: "CHINACOURT", Published: "2026-03-02"}
		if all := summaryOf(t, w); !strings.Contains(all, want) {
			t.Errorf("%s: %q lacks %q", body, all, want)
		}
	}
}

// TestAReportOfManyCasesHasNoSingleEnd: that an appeal was dismissed belongs to one case.
func TestAReportOfManyCasesHasNoSingleEnd(t *testing.T) {
	const body = "本次发布的案例涉及“刷脸”等问题。二审法院驳回上诉，维持原判。"
	for title, want := range map[string]bool{"最高人民法院发布5起侵犯公民个人信息典型案例": false, "王某侵犯公民个人信息案二审宣判": true} {
		w := feeds.Writing{Title: title, Body: body, Source: "SPC", Published: "2026-03-02"}
		if all := summaryOf(t, w); strings.Contains(all, "judgment upheld") != want {
			t.Errorf("%s: %q, judgment upheld: want %v", title, all, want)
		}
	}
}

// TestThousandsSolvedAreNoTypicalCases: a page of ten typical cases counts what was
// solved in a year as well.
func TestThousandsSolvedAreNoTypicalCases(t *testing.T) {
	w := feeds.Writing{Title: "公安部公布打击侵犯公民个人信息犯罪典型案例", Body: "去年全国公安机关共侦破侵犯公民个人信息案件8100余起。", Source: "MPS", Published: "2026-03-02"}
	if all := summaryOf(t, w); strings.Contains(all, "typical") || !strings.Contains(all, "More than 8,100 cases") {
		t.Errorf("%q, want 8,100 cases that are not called typical", all)
	}
}

// TestANoticeOfOneAppSaysWhatWasDoneAndWhy, though there is nothing to count.
func TestANoticeOfOneAppSaysWhatWasDoneAndWhy(t *testing.T) {
	w := feeds.Writing{Title: "关于下架“某某出行”App的通报", Body: "经检测，该App存在违规收集个人信息问题。国家网信办依据《网络安全法》通知应用商店下架该App。", Source: "CAC", Published: "2026-03-02"}
	all := summaryOf(t, w)
	for _, want := range []string{"removed from app stores", "Problems named: illegal collection of personal information"} {
		if !strings.Contains(all, want) {
			t.Errorf("%q lacks %q", all, want)
		}
	}
}

// TestWhatAFirmIsPunishedForIsTold, before the law that is cited: others look at themselves
// for it. What a court tells of one side's claims was found amiss by nobody.
func TestWhatAFirmIsPunishedForIsTold(t *testing.T) {
	w := feeds.Writing{Title: "公安机关网安部门从严查处一家奢侈品公司未依法履行个人信息保护义务案", Body: "经查，该公司未通过数据出境安全评估，违法向法国总部传输用户个人信息，未取得用户“单独同意”。属地公安机关依据《个人信息保护法》，对该公司作出行政处罚。", Source: "MPS", Published: "2025-09-09"}
	const want = "Problems named: failure to perform personal information protection duties; cross-border transfer without assessment, standard contract or certification; no separate consent. Cites the Personal Information Protection Law."
	if all := summaryOf(t, w); !strings.HasSuffix(all, want) {
		t.Errorf("got  %q\nwant %q at its end", all, want)
	}
	w = feeds.Writing{Title: "业主诉物业公司人脸识别纠纷案二审宣判", Body: "业主认为小区以人脸识别作为唯一通行方式，未取得单独同意。天津市第一中级人民法院二审判决驳回诉讼请求。", Source: "SPC", Published: "2025-09-09"}
	if all := summaryOf(t, w); strings.Contains(all, "Problems") {
		t.Errorf("%q tells what one side claims as found", all)
	}
}

// TestAFineIsNoThreatForTheRiskInFrontOfIt: what data faces, whoever let it happen does not.
func TestAFineIsNoThreatForTheRiskInFrontOfIt(t *testing.T) {
	w := feeds.Writing{Title: "深圳网信办依法处罚一家物流公司", Body: "因运单数据库未授权访问，87万条收件人信息面临泄露风险，对公司罚款8万元。", Source: "SZCAC", Published: "2026-03-02"}
	if all := summaryOf(t, w); !strings.Contains(all, "Penalty: fine of RMB 80,000.") {
		t.Errorf("%q, want a penalty that was imposed", all)
	}
}

// TestWhatIsBarredFromSearchIsNotToldAsRemoved, where a notice counts both in one.
func TestWhatIsBarredFromSearchIsNotToldAsRemoved(t *testing.T) {
	for title, want := range map[string]string{
		"广东省通信管理局关于下架禁搜2款侵害用户权益APP小程序的通报": "2 apps removed from app stores or barred from search.",
		"广东省通信管理局关于下架或者禁止搜索9款侵害用户权益应用的通报": "9 apps removed from app stores or barred from search.",
		"广东省通信管理局关于下架6款侵害用户权益APP的通报":      "6 apps removed from app stores.",
	} {
		w := feeds.Writing{Title: title, Body: "现予以通报，请相关平台立即处理。", Source: "GDCA", Published: "2026-03-02"}
		if all := summaryOf(t, w); !strings.Contains(all, want) {
			t.Errorf("%s: %q, want %q", title, all, want)
		}
	}
}

// TestADayToActBySaysWhatIsDue: by the words of its passage, else by the title's.
func TestADayToActBySaysWhatIsDue(t *testing.T) {
	for body, want := range map[string]string{
		"存量App应当于2026年6月底前完成备案。":        "Filing is due by 30 June 2026 (the text says “before”).",
		"通知要求发现泄露24小时内报告，各地于12月底前完成自查。": "Self-inspection is due by 31 December 2026 (the text says “before”).",
		"各平台应当清理违规内容，6月底前反馈清理情况。":       "is due by 30 June 2026 (the text says “before”).",
		"达到数量的处理者应于2026年8月29日前完成。":      "Reporting is due by 29 August 2026 (the text says “before”).",
		"各企业应在9月10日前通过系统登记使用情况。":        "Registration is due by 10 September 2026 (the text says “before”).",
		"2025年6月底前完成备案的应用应当在2025年底前核对。": "",
	} {
		w := feeds.Writing{Title: "国家互联网信息办公室关于开展信息报送工作的公告", Body: "根据《个人信息保护法》公告如下。" + body, Source: "CAC", Published: "2026-03-02"}
		if all := summaryOf(t, w); !strings.Contains(all, want) || want == "" && strings.Contains(all, "due by") {
			t.Errorf("%s: %q, want %q", body, all, want)
		}
	}
}

// TestAnAppNoticeSaysOfHowMany: what it names or removes is part of what was found.
func TestAnAppNoticeSaysOfHowMany(t *testing.T) {
	for body, want := range map[string]string{
		"我局抽测发现63款APP存在问题。截至7月15日，尚有17款APP未按要求完成整改，现予以通报。": "17 apps publicly named as not yet rectified, of 63 found with problems.",
		"我局于4月通报了16款存在问题的APP。仍有5款APP整改不到位，现组织对上述APP予以下架。":  "5 apps removed from app stores, of 16 found with problems.",
		"现对18款APP予以通报。":        "18 apps publicly named.",
		"通报18款APP，还有3款APP可下载。": "18 apps publicly named.",
	} {
		w := feeds.Writing{Title: "某省通信管理局关于侵害用户权益APP的通报", Body: body, Source: "ZJCA", Published: "2024-07-18"}
		if all := summaryOf(t, w); !strings.Contains(all, want) {
			t.Errorf("%s: %q lacks %q", body, all, want)
		}
	}
}

// TestStepsGoWithWhomTheyWereTakenAgainst, where the clause counts them, and are told once.
func TestStepsGoWithWhomTheyWereTakenAgainst(t *testing.T) {
	for _, c := range []struct {
		title, body string
		source      feeds.AuthorityID
		says, not   string
	}{
		{"市网信办开展个人信息保护约谈", "市网信办集中约谈37家企业，要求一个月内完成整改。", "SHCAC", "summoned for a regulatory interview (37 companies)", ""},
		{"市网信办开展个人信息保护约谈", "市网信办集中约谈37家企业，要求一个月内完成整改。", "SHCAC", "Rectification is due by 16 November 2024 (computed).", ""},
		{"用个人信息薅羊毛案宣判", "检察院提起公诉，并提起刑事附带民事公益诉讼。判处有期徒刑一年，没收违法所得3.5万元，支持检察院提起民事公益诉讼的请求。", "SPP", "civil public interest litigation filed with the prosecution. ", "filed with the prosecution; civil"},
		{"用个人信息薅羊毛案宣判", "判处有期徒刑一年，没收违法所得3.5万元。", "SPP", "illegal gains of RMB 35,000 confiscated", "illegal gains confiscated"},
		{"Eleven apps named in Tianjin", "The Tianjin Communications Administration named 11 apps and gave the operators until November 19 to rectify.", "TJCA", "until November 19 to rectify", "Rectification is due"},
		{"Eleven apps named in Tianjin", "The Tianjin Communications Administration named 11 apps and told the operators to rectify by November 1, and handed 11 more over.", "TJCA", "by November 1", "Rectification is due"},
		{"公安部公布打击侵犯公民个人信息犯罪成效", "公安部部署专项行动，抓获犯罪嫌疑人1.3万余名，查获个人信息22亿余条。", "MPS", "More than 13,000 people apprehended; more than 2.2 billion records.", "Steps stated"},
		{"温州警方捣毁一“内鬼”团伙 刑拘19人", "团伙出售公民个人信息60余万条，19名犯罪嫌疑人被依法刑事拘留。", "ZJPSD", "19 people criminally detained; more than 600,000 records.", "Steps stated: criminally"},
		{"警方查处倒卖住客信息案", "涉案14人已被依法采取刑事强制措施。", "SCPSD", "14 people placed under criminal compulsory measures.", "apprehended"},
		{"市场监管局公布侵害消费者个人信息案件查处情况", "上半年查办侵害消费者个人信息案件46件，罚没款211万元。", "CQAMR", "fines and confiscated sums of RMB 2.11 million", "Penalty: fine of"},
		{"个人信息查阅权纠纷案宣判 用户获赔25万元", "北京互联网法院判令被告书面致歉，赔偿损失25万元。", "BJIC", "Awarded: damages of RMB 250,000", "Sums stated"},
		{"培训机构泄露学生信息被判道歉", "法院判令被告停止传播，书面道歉，向三名原告各赔偿2000元。", "GZIC", "Awarded: damages of RMB 2,000 each", ""},
		{"培训机构泄露学生信息被判道歉", "法院判令被告停止传播，书面道歉，向三名原告各赔偿2000元。", "GZIC", "written apology", ""},
		{"网信办公布数据安全执法典型案例", "依据《数据安全法》分别责令改正、给予警告，并处1万元至10万元罚款。", "GDCAC", "Penalty: fines of RMB 10,000 to 100,000.", ""},
		{"租房平台泄露留学生护照被罚", "英国信息专员办公室决定对该平台处以35万英镑罚款。", "MEDIA", "Penalty: fine of £350,000.", ""},
		{"韩国个人信息保护委员会对某社交平台处罚", "委员会认定该平台违规收集敏感信息，罚款216亿韩元。", "MEDIA", "Penalty: fine of KRW 21.6 billion.", ""},
		{"個人資料保護局：中介公司洩露租客證件被罰", "局方認定該公司違反《個人資料保護法》，科處罰款8,000元。", "DSPDP", "Penalty: fine of MOP 8,000.", "RMB"},
		{"《保護關鍵基礎設施（電腦系統）條例草案》刊憲", "政府今日在憲報刊登條例草案，將於十二月提交立法會首讀。違者最高可被罰款500萬元。", "HKSAR", "Names a highest fine of HK$5,000,000.", "RMB"},
		{"四部门开展个人信息保护专项行动", "对情节严重的，依法予以罚款、停业整顿；逾期不改的，依法责令停止服务。", "CAC", "", "cease operation"},
		{"市网信办处罚一起数据出境违法案件", "市网信办对该公司处以罚款20万元，责令停止违法传输并删除已出境数据。", "SZCAC", "deletion ordered; an end of the infringement ordered", ""},
		{"物业经理获刑 还要赔偿", "王某获利1.7万元，法院以侵犯公民个人信息罪判处有期徒刑一年，同时判令其支付公益损害赔偿金1.7万元。", "COURT-AH", "Awarded: damages of RMB 17,000.", ""},
		{"网信办对两家单位作出数据安全行政处罚", "省网信办依据《数据安全法》责令改正、给予警告，并处罚款5万元至15万元。", "ZJCAC", "Penalty: fines of RMB 50,000 to 150,000.", ""},
		{"浙江检察机关个人信息保护公益诉讼情况", "去年办理个人信息保护公益诉讼案件93件。", "ZJPPR", "93 public interest cases", ""},
		{"出售面单获刑 公益诉讼请求获支持", "法院以侵犯公民个人信息罪判处有期徒刑八个月，支持检察机关全部诉讼请求。", "COURT-ZJ", "claim upheld", ""},
		{"关于开展平台个人信息保护自查的通知", "各平台应于2024年11月30日前完成对合作方的检查。", "MOT", "Inspection is due by 30 November 2024", ""},
		{"采集会员人脸 一健身房或被罚6万元", "市场监管局查明，该健身房未经同意收集会员人脸信息，或将面临6万元罚款。", "MEDIA", "Penalty proposed or expected: fine of RMB 60,000.", "Penalty: fine"},
		{"一酒店采集住客人脸被立案", "市场监管局已向该酒店送达行政处罚告知书，拟处罚款8万元。", "ZJAMR", "Penalty proposed or expected: fine of RMB 80,000.", "penalty imposed"},
		{"市网信办约谈一物业公司", "依据《行政处罚法》《个人信息保护法》，市网信办约谈该物业公司，责令改正。", "SHCAC", "summoned for a regulatory interview", "penalty imposed"},
		{"私隱專員公署拘捕一男子涉「起底」前僱主", "違例者一經定罪，最高可被處罰款100萬元及監禁五年。被捕人士獲准保釋。", "PCPD", "arrested; released on bail", "HK$"},
		{"App强制收集用户画像被判侵权", "法院判决被告停止侵权、删除个人信息、向原告赔礼道歉。", "BJIC", "apology ordered", "Steps stated"},
		{"本市启动个人信息保护专项执法行动", "市网信办开展为期半年的专项执法行动。", "SHCAC", "Runs for 6 months.", ""},
		{"工业和信息化部、公安部决定废止《电话用户真实身份信息登记规定》", "现决定废止，自2024年11月1日起施行。", "MIIT", "Repeals the Provisions on the Registration of", "Issued by"},
		{"关于废止《电话用户真实身份信息登记规定》等3件规章的决定", "现决定废止，自公布之日起生效。", "MIIT", "Repeals the Provisions on the Registration of Telephone User Real Identity Information and others", "Issued"},
		{"某局关于废止《商用密码产品认证目录（第一批）》部分条目的公告", "自2026年10月8日起废止。", "CAC", "Repeals parts of the Catalogue of", "others"},
		{"《网络数据安全管理办法》起草说明", "现将有关情况说明如下。", "CAC", "Drafting notes on the Measures for the Security Management of Network Data", "Reported"},
		{"关于宣布失效一批网络安全规范性文件的公告", "经清理，宣布12件规范性文件失效。", "CAC", "Ends earlier documents.", "Issued"},
		{"某局关于停止执行《网络数据安全管理办法》的通知", "自2026年4月1日起停止执行。", "BJCA", "Ends the Measures for the Security Management of Network Data", "Issued"},
		{"私隱專員公署就會員資料外洩發出執行通知", "私隱專員公署向該會送達執行通知。", "PCPD", "enforcement notice served", ""},
	} {
		w := feeds.Writing{Title: c.title, Body: c.body, Source: c.source, Published: "2024-10-16"}
		if all := summaryOf(t, w); !strings.Contains(all, c.says) || c.not != "" && strings.Contains(all, c.not) {
			t.Errorf("%s: %q, want %q and no %q", c.body, all, c.says, c.not)
		}
	}
}

// TestQuestionsAndAnswersSayOfWhat, and name the rule once.
func TestQuestionsAndAnswersSayOfWhat(t *testing.T) {
	w := feeds.Writing{Title: "《促进和规范数据跨境流动规定》答记者问", Body: "国家互联网信息办公室有关负责人回答了记者提问。", Source: "CAC", Published: "2024-03-22"}
	const want = "Questions and answers on the Provisions on Promoting and Regulating Cross-border Data Flows, by the Cyberspace Administration of China."
	if all := summaryOf(t, w); all != want {
		t.Errorf("%q, want %q", all, want)
	}
	w.Body = "问：哪些情形应当申报数据出境安全评估？答：《规定》明确，自当年1月1日起累计向境外提供100万人以上个人信息（不含敏感个人信息）或者1万人以上敏感个人信息的，应当申报。问：评估结果有效期是多久？答：评估结果有效期为3年。此前为10万人以上个人信息。"
	for _, says := range []string{"personal information of 1,000,000 people or more, or sensitive personal information of 10,000 people or more", "What is granted under it is valid for 3 years."} {
		if all := summaryOf(t, w); !strings.Contains(all, says) || strings.Contains(all, "100,000") {
			t.Errorf("%q does not say %q", all, says)
		}
	}
	w.Source, w.Body = "MEDIA", "作者：甲律师事务所\n国家互联网信息办公室近日发布规定，我们就客户关心的问题作如下解答。"
	w.Title = "《促进和规范数据跨境流动规定》要点问答"
	if all := summaryOf(t, w); !strings.HasPrefix(all, "Questions and answers on the Provisions") || strings.Contains(all, "by the Cyberspace") {
		t.Errorf("what a law firm answers is told as the regulator's: %q", all)
	}
}

// TestAnEnglishLeadIsQuotedWithoutWhatStandsBeforeIt: place, day and agency are no part of it.
func TestAnEnglishLeadIsQuotedWithoutWhatStandsBeforeIt(t *testing.T) {
	for body, want := range map[string]string{
		"BEIJING, March 22 (Xinhua) -- The administration on Friday issued provisions on data export. Exporters must file.": "The administration on Friday issued provisions on data export. Exporters must file.",
		"China News Service, January 29. The regulator issued provisions on data export.":                                   "The regulator issued provisions on data export.",
		"Client alert. The regulator issued provisions on data export. Exporters must file.":                                "The regulator issued provisions on data export. Exporters must file.",
		"Update for clients: the regulator issued provisions on data export.":                                               "The regulator issued provisions on data export.",
		"Privacy – what firms must know of the provisions on data export.":                                                  "Privacy – what firms must know of the provisions on data export.",
		"The U.S. Department of Justice said on Nov. Third that the rule on data export was issued.":                        "The U.S. Department of Justice said on Nov. Third that the rule on data export was issued.",
		"The regulator issued provisions on data export that " + strings.Repeat("let companies go on, ", 20) + "at last.":   "The regulator issued provisions on data export that " + strings.TrimSuffix(strings.Repeat("let companies go on, ", 12), ", ") + " …",
	} {
		w := feeds.Writing{Title: "China publishes provisions on data export", Body: body, Source: "MEDIA", Published: "2024-03-22"}
		if summary := summaryOf(t, w); !strings.HasPrefix(summary, want) {
			t.Errorf("%s\nis told as %s", body, summary)
		}
		for _, s := range reader(t).Read(w).Summary {
			for _, q := range s.Quotes {
				if q.In == "text" && !strings.HasPrefix(body[q.Offset:], q.Text) {
					t.Errorf("%q does not stand at %d", q.Text, q.Offset)
				}
			}
		}
	}
}

// TestAnEnglishTextIsQuotedForWhatItDemands: its second sentence too, where it says what
// must be done or what was.
func TestAnEnglishTextIsQuotedForWhatItDemands(t *testing.T) {
	for body, want := range map[string]int{
		"MIIT issued a notice on app stores. Stores must check each app before it is listed.":                                  2,
		"MIIT issued a notice on app stores. The minister had been told of it.":                                                1,
		"MIIT issued a notice on app stores. Stores were told to stop the sale.":                                               2,
		"MIIT issued a notice on app stores. The meeting was well attended.":                                                   1,
		"MIIT issued a notice on app stores. The meeting was well attended. One store was fined 50,000 yuan.":                  2,
		"MIIT issued a notice on app stores. The stores answered at length. If they fail, apps are removed.":                   1,
		"MIIT issued a notice on app stores. Stores must check apps. If they fail, apps must be removed.":                      3,
		"MIIT issued a notice on app stores. Stores must check apps. The meeting was long. The notice takes effect on 1 June.": 3,
	} {
		w := feeds.Writing{Title: "MIIT issues notice on apps' personal information", Body: body, Source: "MIIT", Published: "2024-03-22"}
		if got := len(reader(t).Read(w).Summary); got != want {
			t.Errorf("%s: %d sentences, want %d", body, got, want)
		}
	}
}

// TestAFineIsInChineseWhoseItIs: a court's is 罚金, an authority's 罚款.
func TestAFineIsInChineseWhoseItIs(t *testing.T) {
	for body, want := range map[string]string{
		"判处有期徒刑三年二个月，并处罚金人民币五万元。": "罚金50000元",
		"网信办依法对该公司处以罚款五万元。":       "罚款50000元",
		"法院曾判处罚金一万元，网信办又对其罚款五万元。": "罚款50000元",
	} {
		var told strings.Builder
		for _, s := range reader(t).Read(feeds.Writing{Title: "王某侵犯公民个人信息案宣判", Body: body, Source: "CHINACOURT", Published: "2026-03-02"}).Summary {
			told.WriteString(s.ZH)
		}
		if !strings.Contains(told.String(), want) {
			t.Errorf("%s: %q lacks %q", body, told.String(), want)
		}
	}
}

// TestADayIsToldBesideOneThatEndsLikeIt: 21 December does not say 1 December.
func TestADayIsToldBesideOneThatEndsLikeIt(t *testing.T) {
	w := feeds.Writing{
		Title:  "国家互联网信息办公室关于开展个人信息保护负责人信息报送工作的公告",
		Body:   "为落实《个人信息保护法》，现就报送工作公告如下。\n本公告自2026年12月21日起施行。\n处理100万人以上个人信息的个人信息处理者应当于2026年12月1日前完成个人信息保护负责人信息报送。",
		Source: "CAC", Published: "2026-10-20",
	}
	summary := summaryOf(t, w)
	for _, want := range []string{"Takes effect on 21 December 2026.", "Reporting is due by 1 December 2026"} {
		if !strings.Contains(summary, want) {
			t.Errorf("no %q in %q", want, summary)
		}
	}
}

// TestArticlesAreToldWithTheirRule: those that the text cites of each, once, and none of a rule's own.
func TestArticlesAreToldWithTheirRule(t *testing.T) {
	for _, c := range []struct{ title, body, want string }{
		{"某网信办对某公司作出行政处罚", "该公司违反《个人信息保护法》第五十一条，依据《中华人民共和国个人信息保护法》第五十一条、第六十六条第一款，责令改正。", "Cites the Personal Information Protection Law (Articles 51 and 66)."},
		{"法院审理一起侵犯公民个人信息案", "依照《中华人民共和国刑法》第二百五十三条之一第一款、《中华人民共和国民法典》第一千零三十四条之规定，作出判决。", "Cites the Criminal Law (Article 253-1) and the Civil Code (Article 1034)."},
		{"网购平台被判赔偿", "法院认为，平台未采取必要措施，违反个人信息保护法第五十一条，判决平台赔偿周某1.5万元。", "Cites the Personal Information Protection Law (Article 51)."},
		{"某网信办对某公司作出行政处罚", "依据《个人信息保护法》等规定，责令改正。", "Cites the Personal Information Protection Law."},
	} {
		if all := summaryOf(t, feeds.Writing{Title: c.title, Body: c.body, Source: "BJCAC", Published: "2026-03-02"}); !strings.Contains(all, c.want) {
			t.Errorf("%q does not say %q", all, c.want)
		}
	}
}

// TestEachBreachHasItsPeople: the first number is not that of both.
func TestEachBreachHasItsPeople(t *testing.T) {
	w := feeds.Writing{
		Title: "私隱專員公署發表兩宗資料外洩事故的調查結果", Source: "PCPD", Published: "2026-03-02",
		Body: "第一宗涉及某零售集團，影響79,400名客戶及員工的個人資料。第二宗涉及一間社福機構，約4,200名服務使用者受影響。",
	}
	if all := summaryOf(t, w); !strings.Contains(all, "79,400 and 4,200 people affected") {
		t.Errorf("%q", all)
	}
	w.Body = "第一宗涉及某零售集團，影響79,400名客戶及員工的個人資料。"
	if all := summaryOf(t, w); !strings.Contains(all, "79,400 people affected") {
		t.Errorf("%q", all)
	}
}

// TestACampaignRunsUntilItsDay, in the year that is meant.
func TestACampaignRunsUntilItsDay(t *testing.T) {
	for body, want := range map[string]string{
		"自2026年3月5日起至4月底，在全省开展专项行动。":     "Runs until the end of April 2026.",
		"专项行动自即日起至12月31日。":               "Runs until 31 December 2026.",
		"自即日起至明年2月中旬，集中整治违规收集个人信息。":      "Runs until mid-February 2027.",
		"自3月1日起至1月底，集中整治违规收集个人信息。":       "Runs until the end of January 2027.",
		"为期3个月，自3月1日起至5月31日，集中整治违规收集信息。": "Runs for 3 months.",
	} {
		w := feeds.Writing{Title: "省委网信办开展个人信息保护专项行动", Body: body, Source: "FJCAC", Published: "2026-03-02"}
		if all := summaryOf(t, w); !strings.Contains(all, want) {
			t.Errorf("%q: %q does not say %q", body, all, want)
		}
	}
}

// TestANumberIsNoSentence: the first of several items is told without its number.
func TestANumberIsNoSentence(t *testing.T) {
	w := feeds.Writing{Title: "China Data Protection Monthly", Body: "1. CAC fined a payment company RMB 1.2 million.\n2. A court ruled on voice data.", Source: "MEDIA", Media: true, Published: "2026-03-02"}
	if all := summaryOf(t, w); !strings.HasPrefix(all, "CAC fined a payment company RMB 1.2 million.") {
		t.Errorf("%q", all)
	}
}
