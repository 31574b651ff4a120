package facts_test

import (
	"fmt"
	"testing"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/facts/factstest"
)

// TestFiguresInOddWords: numbers as notices write them, with what they count.
func TestFiguresInOddWords(t *testing.T) {
	r := factstest.Reader(t)
	for _, c := range []struct {
		title, body, name string
		want              int64
	}{
		{"关于下架侵害用户权益APP的通报", "我局决定对三十二款APP予以下架。", "apps_removed", 32},
		{"公安机关侦破侵犯公民个人信息案件", "共侦破案件一千二百余起。", "cases", 1200},
		{"公安机关侦破侵犯公民个人信息案件", "抓获犯罪嫌疑人1.7万余名。", "arrested", 17000},
		{"公安机关侦破侵犯公民个人信息案件", "查获公民个人信息2.3亿条。", "records", 230000000},
		{"公安机关侦破侵犯公民个人信息案件", "查获公民个人信息一千二百万条。", "records", 12_000_000},
		{"公安机关侦破侵犯公民个人信息案件", "查获公民个人信息三亿二千万条。", "records", 320_000_000},
		{"公安机关侦破侵犯公民个人信息案件", "查获公民个人信息一万亿条。", "records", 1_000_000_000_000},
		{"公安机关侦破侵犯公民个人信息案件", "查获公民个人信息三百五十余万条。", "records", 3500000},
		{"检察机关起诉侵犯公民个人信息犯罪", "全国检察机关共批准逮捕涉嫌侵犯公民个人信息犯罪嫌疑人1.3万余人。", "approved_arrests", 13000},
		{"人民法院惩治侵犯公民个人信息犯罪工作情况", "全国法院一审审结案件9126件，判处被告人2.1万人，判处五年以上有期徒刑38人。", "sentenced", 21000},
		{"人民法院惩治侵犯公民个人信息犯罪工作情况", "12名被告人被依法判处有期徒刑并处罚金。", "sentenced", 12},
		{"市网信办查处侵害个人信息权益行为", "累计检查企业5260家，对23家企业立案处罚，罚款金额合计86.5万元。其中甲公司被处以5万元罚款。", "fine_cny", 865000},
		{"公安机关侦破侵犯公民个人信息案件", "依法刑事拘留犯罪嫌疑人11名。", "detained", 11},
		{"某银行因违规处理个人信息被罚", "对该行处罚款人民币捌拾万元。", "fine_cny", 800000},
		{"某银行因违规处理个人信息被罚", "处以80.26亿元罚款。", "fine_cny", 8026000000},
		{"某银行因违规处理个人信息被罚", "罚款20万元人民币。", "fine_cny", 200000},
		{"检察机关起诉侵犯公民个人信息犯罪", "共起诉9300余人。", "prosecuted", 9300},
		{"检察机关办案数据发布", "检察机关依法对12人提起公诉。", "prosecuted", 12},
		{"网信举报受理情况", "受理投诉举报2.3万件。", "complaints", 23000},
		{"关于侵害用户权益行为的APP（SDK）通报", "其中SDK 8款。", "sdks", 8},
		{"儿童智能手表抽检存在问题的通报", "抽检发现12款产品存在超范围收集位置问题。", "terminals", 12},
		{"关于侵害用户权益问题的通报", "抽检发现APP存在问题，共12款产品未完成整改。", "apps", 12},
		{"网警捣毁一个“开盒”团伙", "该团伙11人被依法采取刑事强制措施。", "arrested", 11},
		{"出售面单获利8万元 两人获刑", "违法所得8.3万元。", "illegal_gains_cny", 83000},
		{"公安机关侦破案件1200起", "今年以来侦破案件1204起，抓获4100人。", "cases", 1200},
		{"Regulator fines fitness chain for face scans", "The chain pays 100,000 yuan for scanning faces.", "fine_cny", 100000},
		{"首批数据标注基地建设成果", "七个基地共建设数据集524个。", "datasets", 524},
		{"Beijing calls in 8 platforms over apps that take too much", "They have a week.", "platforms", 8},
		{"Regulators name six apps, three apps removed", "The three had been named in October and have been removed.", "apps", 6},
		{"Regulators name six apps, three apps removed", "The three had been named in October and have been removed.", "apps_removed", 3},
		{"浙江省生成式人工智能服务登记信息公告（第二批）", "现公告9款已登记的生成式人工智能应用或功能。", "services", 9},
		{"警方捣毁一贩卖户籍信息团伙", "以每条30元价格出售住户信息，累计出售60余万条，涉案金额逾900万元。", "records", 600000},
		{"北京检察机关督促整治“扫码点餐”强制收集个人信息", "依据《个人信息保护法》提起行政公益诉讼3件。", "cases", 3},
		{"MIIT orders 31 apps to rectify, removes 6 others", "The six had been named in December.", "apps", 31},
		{"MIIT orders 31 apps to rectify, removes 6 others", "The six had been named in December.", "apps_removed", 6},
		{"法院宣判一起个人信息保护纠纷案", "原告请求赔偿经济损失3万元，本院酌定被告赔偿2000元及维权费用1500元。", "damages_cny", 2000},
		{"Regulator removes eight apps, names 15 more for excessive permissions", "They must be corrected by 26 May.", "apps", 15},
		{"Game and loan apps among 14 pulled from Hunan stores", "None sent a report.", "apps_removed", 14},
		{"Courier sold waybills", "He sold 20,000 waybills to a ring.", "records", 20000},
		{"深度合成服务算法备案信息的公告", "现公布算法备案清单，共计596款。", "algorithms", 596},
		{"生成式人工智能服务备案情况", "现公布名单，共346款。", "services", 346},
		{"广东高院发布个人信息保护典型案例", "案例涵盖人脸识别、快递单信息，共8件。", "cases", 8},
		{"网警破获侵入教务系统案", "2名犯罪嫌疑人侵入系统获取信息，已被依法刑事拘留。", "detained", 2},
		{"关于侵害用户权益APP的通报", "共发现37款存在问题，截至目前仍有11款未完成整改。", "apps", 11},
		{"关于侵害用户权益APP的通报", "发现问题APP 86款，其中45款已完成整改，现对未完成整改的41款APP予以通报。", "apps", 41},
		{"关于侵害用户权益APP的通报", "今年以来累计通报APP 320款次，下架67款，本次通报28款。", "apps", 28},
		{"Didi fined 8.026 bln yuan over cybersecurity violations", "", "fine_cny", 8026000000},
		{"Bank fined RMB 1.2 million for data breach", "", "fine_cny", 1200000},
		{"Police detain 41 over sale of personal information", "", "detained", 41},
		{"MIIT names 38 apps for illegal collection of personal information", "", "apps", 38},
	} {
		got := r.Read(feeds.Writing{Title: c.title, Body: c.body, Source: "MIIT", Published: "2024-09-09"})
		if f, _ := got.Figure(c.name); f.Value != c.want {
			t.Errorf("%s %s: %s %d, want %d; all %+v", c.title, c.body, c.name, f.Value, c.want, got.Figures)
		}
	}
}

// TestCountsOfOtherThings: numbers beside words of the table that count nothing
// of it.
func TestCountsOfOtherThings(t *testing.T) {
	r := factstest.Reader(t)
	for _, body := range []string{
		"依法处以罚款澳门币4万元。", "罚款港币五万元。", "从三个方面推进应用治理。", "出售九个微信账号合同无效。", "围绕五个环节加强数据集建设。", "建设三个层面的算法治理体系。",
		"处理100万人以上个人信息的处理者应当报告。", "第十五条　应用程序提供者应当备案。",
	} {
		if got := r.Read(feeds.Writing{Title: "个人信息保护工作推进会召开", Body: body, Source: "CAC", Published: "2024-09-09"}).Figures; len(got) > 0 {
			t.Errorf("%s: %+v", body, got)
		}
	}
	for _, body := range []string{"The office has handled 200 applications to send data abroad.", "It received 31 applications under the measures."} {
		if got := r.Read(feeds.Writing{Title: "Office reports on its work", Body: body, Source: "GDCAC", Published: "2024-09-09"}).Figures; len(got) > 0 {
			t.Errorf("%s: %+v", body, got)
		}
	}
}

// TestWhatIsCountedIsWhatTheWordsSay: devices are no apps, posts that a platform takes
// down no records of people, reports from the public no cases.
func TestWhatIsCountedIsWhatTheWordsSay(t *testing.T) {
	r := factstest.Reader(t)
	for body, want := range map[string]string{
		"经检测，共有7款智能手表存在预置应用不可卸载等行为。":                                  "terminals=7",
		"经检测，共有9款智能音箱存在问题的应用。":                                        "apps=9",
		"通报21款存在问题的智能终端及应用分发平台。":                                      "",
		"市场监管部门抽查发现12款产品存在质量问题。":                                      "",
		"督促平台清理涉网暴信息2.3万条。":                                           "",
		"查获被倒卖的公民个人信息2.3万条。":                                          "records=23000",
		"8月，全国网络举报受理量1650万件，其中举报中心受理31万件。":                            "complaints=16500000",
		"六人团伙收集老人身份证信息出售。":                                            "",
		"护士非法下载产妇的个人信息，总量达89904条。":                                    "records=89904",
		"护工偷拍63名产妇。":                                                  "persons_affected=63",
		"该馆在更衣区等处安装摄像设备22台，收集会员影像。":                                   "",
		"警方查获作案手机40部、电脑12台。":                                          "",
		"三名被告人泄露业主信息6000余条。":                                          "records=6000",
		"医院3名员工违规查询并泄露患者病历。":                                          "",
		"职员误将载有210名学生姓名的报告外泄。":                                        "persons_affected=210",
		"The office received 246 data breach incident notifications.": "breaches=246",
		"员工不愿刷脸遭开除获赔8.6万。":                                            "damages_cny=86000",
		"The law raises maximum fines for critical infrastructure operators from RMB 1 million to RMB 10 million and for others from RMB 100,000 to RMB 2 million.": "",
		"The office received 4,228 complaint cases.":                                           "complaints=4228",
		"中介导出2300名客户的护照和流水。":                                                                   "persons_affected=2300",
		"The firm transferred names and photographs of 1.1 million individuals to its parent.": "persons_affected=1100000",
		"Police hold 40 people for selling phone cards.":                                       "detained=40",
		"Six were jailed over an app that sold hotel records.":                                 "",
		"The draft sorts incidents into four levels and asks firms.":                           "",
		"The ministry said that 9 of 52 tested devices preload apps.":                          "",
		"GB/T 45577 on data security assessments applies from May.":                            "",
	} {
		got := ""
		if all := r.Read(feeds.Writing{Title: "工作情况", Body: body, Source: "MIIT", Published: "2024-09-09"}).Figures; len(all) > 0 {
			got = fmt.Sprintf("%s=%d", all[0].Name, all[0].Value)
		}
		if got != want {
			t.Errorf("%s: %q, want %q", body, got, want)
		}
	}
}

// TestEffectiveDaysInOddWords: the day from which a rule applies.
func TestEffectiveDaysInOddWords(t *testing.T) {
	r := factstest.Reader(t)
	for body, want := range map[string]feeds.Day{
		"本办法自2025年1月1日起施行。":                  "2025-01-01",
		"现予公布，自2025年1月1日起正式施行。":              "2025-01-01",
		"本办法自发布之日起施行，有效期五年。":                 "2024-12-02",
		"将于明年3月1日起施行。":                       "2025-03-01",
		"新规翌年1月1日起实施。":                       "2025-01-01",
		"本规定于2025年1月1日起试行。":                  "2025-01-01",
		"施行日期为2025年1月1日。":                    "2025-01-01",
		"本办法自二〇二五年一月一日起施行。":                  "2025-01-01",
		"第三十条　本办法自2025年1月1日起施行，原办法同时废止。":     "2025-01-01",
		"本办法自印发之日起30日后施行。":                   "2025-01-01",
		"根据2021年11月1日起施行的《个人信息保护法》，制定本办法。":   "",
		"2025年1月1日起实施，2019年5月1日印发的暂行办法同时废止。": "2025-01-01",
	} {
		got := r.Read(feeds.Writing{Title: "网络数据安全管理办法", Body: body, Source: "CAC", Published: "2024-12-02"}).Dates.Effective
		if got.Day != want {
			t.Errorf("%s: %q, want %q", body, got.Day, want)
		}
	}
}
