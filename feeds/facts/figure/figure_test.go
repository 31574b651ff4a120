package figure_test

import (
	"testing"

	"github.com/regwire/regwire/feeds/facts/factstest"
)

func TestFiguresHaveUnitScaleAndBound(t *testing.T) {
	r := factstest.Reader(t)
	for _, c := range []struct {
		body, name string
		value      int64
		bound      string
	}{
		{"共发现127款APP存在问题", "apps", 127, ""},
		{"侦破侵犯公民个人信息案件一百零四起", "cases", 104, ""},
		{"给予警告，没收违法所得14.8万元，并处罚款683万元，罚没合计近700万元", "fine_cny", 6_830_000, ""},
		{"罚款300万元、20万元，罚没合计320万元", "fine_cny", 3_200_000, ""},
		{"关停或下架违法违规移动互联网应用1200余款", "apps_removed", 1200, "more"},
		{"查获公民个人信息1.2万条", "records", 12_000, ""},
		{"查获公民个人信息7000余条", "records", 7_000, "more"},
		{"查获公民个人信息350余万条", "records", 3_500_000, "more"},
		{"抓获犯罪嫌疑人三百余名", "arrested", 300, "more"},
		{"警方将高某等4人抓获", "arrested", 4, ""},
		{"把业主姓名、楼栋和手机号卖给多家装修公司，共计2.3万余条", "records", 23_000, "more"},
		{"通报近千款APP", "apps", 1000, "nearly"},
		{"开放数据集2.84万个", "datasets", 28_400, ""},
		{"编目数据资源5.18万个", "data_resources", 51_800, ""},
		{"罚款2.84亿元", "fine_cny", 284_000_000, ""},
		{"处80.26亿元罚款", "fine_cny", 8_026_000_000, ""},
		{"并处罚金人民币四万五千元", "fine_cny", 45_000, ""},
		{"没收违法所得三万五千元", "illegal_gains_cny", 35_000, ""},
		{"支付公益损害赔偿金12.5万元", "damages_cny", 125_000, ""},
		{"刑事拘留312名犯罪嫌疑人", "detained", 312, ""},
		{"移送起诉149人", "prosecuted", 149, ""},
		{"批准逮捕嫌疑人13000名", "approved_arrests", 13_000, ""},
		{"完成数据出境安全评估项目298个", "assessments", 298, ""},
		{"个人信息出境标准合同备案1071份", "contracts", 1071, ""},
		{"共346款生成式人工智能服务完成备案", "services", 346, ""},
		{"Police solved 104 such cases.", "cases", 104, ""},
		{"He was fined RMB 45,000 by the court.", "fine_cny", 45_000, ""},
		{"He was ordered to pay a fine of 1.2 million yuan.", "fine_cny", 1_200_000, ""},
		{"He obtained more than 7,000 items of personal information.", "records", 7_000, "more"},
		{"Police solved 41 cases and detained 133 people.", "detained", 133, ""},
		{"Regulators named twenty-two apps.", "apps", 22, ""},
		{"A total of 149 were prosecuted.", "prosecuted", 149, ""},
		{"Nearly 2,000 complaints were handled.", "complaints", 2_000, "nearly"},
		{"抓获犯罪嫌疑人廿三名", "arrested", 23, ""},
		{"并处罚金人民币叁万伍仟元", "fine_cny", 35_000, ""},
		{"查获公民个人信息三百五十余万条", "records", 3_500_000, "more"},
		{"通报上百款APP", "apps", 100, ""},
		{"诊所后台可被任意打开，受害者超过840人", "persons_affected", 840, "more"},
		{"3.2万名车主的姓名和电话被挂到网上", "persons_affected", 32_000, ""},
		{"他把订单导出后转手，累计流出47万条", "records", 470_000, ""},
		{"A script copied the personal data of more than 12,000 subscribers.", "persons_affected", 12_000, "more"},
		{"公署去年共接獲3,915宗投訴個案，較前年的3,402宗上升", "complaints", 3915, ""},
		{"农商银行被罚380万。", "fine_cny", 3_800_000, ""},
		{"在資料外洩事故通報方面，去年共接獲231宗，其中71宗來自公營機構", "breaches", 231, ""},
	} {
		t.Run(c.body, func(t *testing.T) {
			f, ok := r.Read(factstest.Notice("通报", c.body)).Figure(c.name)
			if !ok || f.Value != c.value || f.Bound != c.bound {
				t.Errorf("%s: got %+v (%t), want %d %q", c.name, f, ok, c.value, c.bound)
			}
		})
	}
}

func TestNumbersThatCountNothingAreNoFigures(t *testing.T) {
	r := factstest.Reader(t)
	for _, body := range []string{
		"违反了《个人信息保护法》第五十八条第二款第三项。",
		"处理100万人以上个人信息的处理者应当申报。",
		"今年以来央行涉及客户信息的罚单达31张。",
		"移送相关案件线索4246件。",
		"执法人员发现其安装有9个人脸识别抓拍摄像头。",
		"Two app developers agreed to pay.",
		"It fined the firm 150 million euros over its services.",
		"The ICO announced two fines for data breaches.",
		"办法共9章64条，自2022年9月1日起施行。",
		"6 天天天气 北京云优科技有限公司 应用宝 5.14.6 APP强制、频繁、过度索取权限",
		"7 快乐记账 上海果豆网络科技有限公司 应用宝 8 APP频繁自启动和关联启动",
		"抓获犯罪嫌疑人七八十名。", // seven or eight tens
		"本局于2022年9月5日发布通知，电话010-12345678。",
		"Handlers of data on 10 million people must report within 8 hours.",
		"公布三宗事故，三宗事故的被投訴機構均有缺失。",
		"数据处理者自上年1月1日起累计向境外提供10万人个人信息的，应当申报。影响10万人个人信息的数据处理者也应申报。",
		"If adopted, the maximum fine for enterprises could reach RMB 10 million.",
		"It issued enforcement notices to three organisations over data breaches.",
		"Two companies in Suzhou and one in Nanjing were fined.",
		"西陵区检察院发现，辖区一家酒店强制收集住客人脸信息。",
		"修改决定共14条，对部分违法行为最高可处一千万元罚款。",
		"The draft raises fines for operators to as much as RMB 10 million.",
		"Data breaches affecting over one million individuals must be reported within four hours.",
		"判决某公司赔偿原告退订短信资费0.1元。",
		"This was an increase of 15% when compared to 3,354 cases in 2021.",
	} {
		if got := r.Read(factstest.Notice("网络数据安全管理办法", body)).Figures; len(got) > 0 {
			t.Errorf("%q: got %+v", body, got)
		}
	}
}

func TestTheHeadlineCountIsThisNotices(t *testing.T) {
	r := factstest.Reader(t)
	for _, c := range []struct {
		name, body, figure string
		want               int64
	}{
		{"total after parts", "尚有7款APP、1款小程序未完成整改，合计8款，现予通报。", "apps", 8},
		{"removed, not named before", "2月25日我局通报了65款App，尚有16款App未按照要求整改，现予以下架。", "apps_removed", 16},
		{"running total before", "累计通报APP2000余款，对520款APP下架。本次检查38款APP存在问题，现予以通报。", "apps", 38},
		{"removed, told before what was named", "尚有16款App未按照要求整改，现予以下架。2月25日我局通报了65款App。", "apps_removed", 16},
		{"named, told before what was found", "尚有十七款APP未完成整改，现予以通报。我局于6月对省内APP抽测，共发现六十三款存在问题。", "apps", 17},
		{"named, and others removed, in words", "现通报十四款APP，限期整改；五款上期已点名的APP整改不达标被下架。", "apps", 14},
		{"found, of which some are named", "共发现63款APP存在问题并责令整改，尚有17款APP未完成整改，现予以通报。", "apps_found", 63},
		{"named, of those found", "共发现63款APP存在问题并责令整改，尚有17款APP未完成整改，现予以通报。", "apps", 17},
		{"not yet put right", "共发现63款APP存在问题并责令整改，尚有17款APP未完成整改，现予以通报。", "apps_outstanding", 17},
		{"named, beside others removed", "通报46款未按要求完成整改APP、下架90款APP。", "apps", 46},
		{"removed, beside others named", "通报46款未按要求完成整改APP、下架90款APP。", "apps_removed", 90},
		{"tested before named", "对省内商店的860款APP进行检测，对52款APP下发整改通知。仍有13款APP未完成整改，现予以通报。", "apps", 13},
		{"tested beside a running total", "已组织检测19批次共210万款App，累计通报1830款违规App。", "apps", 1830},
		{"removed, in parts and in all", "尚有39款APP未完成整改，此外46款APP仍未完成整改。我部组织对上述90款APP进行下架。", "apps_removed", 90},
		{"named, of those an earlier notice named", "近期，对侵害用户权益行为26款APP进行通报，要求限期整改，尚有迷你世界、日语翻译等12款APP未完成整改，现予以通报。", "apps", 12},
		{"named, beside those of the issue before", "第一期通报的12款APP中，11款已完成整改，1款未完成整改。本期抽测发现8款APP存在问题，现予以通报。", "apps", 8},
		{"removed, of those named months before", "我局于2026年1月通报了57款APP，其中37款已整改，20款未整改，现予以下架。", "apps_removed", 20},
		{"tested in a store", "对应用商店的36万款应用软件进行技术检测，公开通报291款未整改的App。", "apps", 291},
		{"part after the whole", "发现12款移动App存在问题。其中10款App未明示权限。", "apps", 12},
	} {
		t.Run(c.name, func(t *testing.T) {
			f, ok := r.Read(factstest.Notice("关于侵害用户权益APP的通报", c.body)).Figure(c.figure)
			if !ok || f.Value != c.want {
				t.Errorf("%s: got %+v (%t), want %d", c.figure, f, ok, c.want)
			}
		})
	}
}

// TestACampaignThatBeginsHasDoneNothingYet: what was counted for years is none of it.
func TestACampaignThatBeginsHasDoneNothingYet(t *testing.T) {
	for _, body := range []string{
		"据悉，2021年以来，全市共查处消费者个人信息案144件，罚没款700余万元。",
		"2021年，各部门累计检查企业5260家，下架违规App 1100余款，罚款金额合计3200万元。现就专项行动公告如下。",
		"去年，全市共检查企业5260家，约谈企业112家，罚款86.5万元。今年行动将聚焦扫码点餐。",
	} {
		got := factstest.Reader(t).Read(factstest.Notice("市网信办启动个人信息权益保护专项执法行动", body))
		if len(got.Figures)+len(got.Procedure)+len(got.Penalties) > 0 {
			t.Errorf("%q: %+v, steps %q, penalties %+v", body, got.Figures, got.Procedure, got.Penalties)
		}
	}
	came := factstest.Reader(t).Read(factstest.Notice("我省开展“净网”专项行动抓获犯罪嫌疑人500名", "2021年，全省公安机关侦破侵犯公民个人信息案件300起。"))
	if f, ok := came.Figure("cases"); !ok || f.Value != 300 {
		t.Errorf("what came of a campaign is not told: %+v", came.Figures)
	}
	now := factstest.Reader(t).Read(factstest.Notice("市网信办开展个人信息权益保护专项执法行动", "去年启动以来成效明显。今年以来共约谈企业36家，对其中3家罚款10万元。"))
	if f, ok := now.Figure("fine_cny"); !ok || f.Value != 100_000 {
		t.Errorf("what was done this year is not told: %+v", now.Figures)
	}
}

// TestAReportOfRemovalCountsWhatWasRemoved: "the above apps" are those that a report counts
// first as not put right.
func TestAReportOfRemovalCountsWhatWasRemoved(t *testing.T) {
	w := factstest.Notice("工信部下架第一批侵害用户权益APP", "截至目前，尚有3款APP未按要求完成整改。工信部组织对上述APP进行下架。")
	w.Source, w.Media = "MEDIA", true
	if f, ok := factstest.Reader(t).Read(w).Figure("apps_removed"); !ok || f.Value != 3 {
		t.Errorf("got %+v", f)
	}
}

// TestWhatATitleSaysWasFiledIsWhatItsTextCounts without its noun.
func TestWhatATitleSaysWasFiledIsWhatItsTextCounts(t *testing.T) {
	w := factstest.Notice("国家互联网信息办公室关于发布生成式人工智能服务已备案信息的公告", "截至2026年3月31日，新增备案96款。")
	if f, _ := factstest.Reader(t).Read(w).Figure("services"); f.Value != 96 {
		t.Errorf("got %+v", f)
	}
}

// TestThePartsOfARemovalAreNotNamedBesideIt: what was not put right here and there is removed.
func TestThePartsOfARemovalAreNotNamedBesideIt(t *testing.T) {
	w := factstest.Notice("关于下架侵害用户权益APP名单的通报", "尚有39款APP未完成整改，浙江检查发现仍有7款APP未完成整改。我部组织对上述46款APP进行下架。")
	got := factstest.Reader(t).Read(w)
	if f, ok := got.Figure("apps"); ok && !f.Minor {
		t.Errorf("beside what was removed: %+v", f)
	}
	if f, _ := got.Figure("apps_removed"); f.Value != 46 {
		t.Errorf("removed: %+v", f)
	}
	whole := factstest.Reader(t).Read(factstest.Notice("一季度下架43款违规APP", "一季度共通报138款违规APP，下架43款拒不整改的APP。"))
	if f, _ := whole.Figure("apps"); f.Value != 138 {
		t.Errorf("of all that were named: %+v", f)
	}
}

// TestWhatWasDoneThisYearInAllIsTheNewsOfThePolice: its parts are told behind it.
func TestWhatWasDoneThisYearInAllIsTheNewsOfThePolice(t *testing.T) {
	w := factstest.Notice("我省“净网”行动抓获犯罪嫌疑人229名", "今年以来，全省公安机关累计侦破案件80起，挂牌督办案件10起，查获公民个人信息1000余万条。\n今年4月，环县警方抓获25名犯罪嫌疑人，查获公民个人信息400余万条。")
	got := factstest.Reader(t).Read(w)
	for name, want := range map[string]int64{"cases": 80, "records": 10_000_000, "arrested": 229} {
		if f, _ := got.Figure(name); f.Value != want {
			t.Errorf("%s: %+v, want %d", name, f, want)
		}
	}
}

func TestATitleMayTellOfLastYear(t *testing.T) {
	w := factstest.Notice("检察机关去年办理个人信息保护公益诉讼案件416件", "其中提起刑事附带民事公益诉讼58件。")
	if f, ok := factstest.Reader(t).Read(w).Figure("cases"); !ok || f.Value != 416 {
		t.Errorf("got %+v (%t)", f, ok)
	}
}

// TestAppsOfAnotherNoticeAreNoneOfThoseFound: of so many found means those of this notice.
func TestAppsOfAnotherNoticeAreNoneOfThoseFound(t *testing.T) {
	r := factstest.Reader(t)
	for body, want := range map[string]int64{
		"第一期通报的12款APP中，11款已完成整改。本期抽测发现8款APP存在问题，现予以通报。": 0,
		"今年以来，我局责令整改1126款APP。本批次通报16款。":                 0,
		"共发现63款APP存在问题并责令整改，尚有17款APP未完成整改，现予以通报。":       63,
	} {
		if f, _ := r.Read(factstest.Notice("关于侵害用户权益APP的通报", body)).Figure("apps_found"); f.Value != want {
			t.Errorf("%q: %+v, want %d", body, f, want)
		}
	}
	named, ok := r.Read(factstest.Notice("关于下架20款APP的通报", "我局于2026年1月通报了57款APP，其中37款已整改，20款未整改，现予以下架。")).Figure("apps")
	if ok {
		t.Errorf("named beside what is removed: %+v", named)
	}
}
