package duty

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/regwire/regwire/feeds"
)

const ruleOfDuties = `第一章 总则
第一条 为了规范数据处理活动，根据有关法律，制定本办法。
第八条 网络数据处理者应当自变更之日起15个工作日内向所在地省级网信部门报告。
第九条 处理敏感个人信息的，应当取得个人的单独同意；处理不满十四周岁未成年人个人信息的，应当取得监护人同意。
第十条之二 运营者应当符合下列条件：
（一）有明确的负责人；
（二）有必要的技术措施。
第十一条 任何组织、个人不得非法买卖个人信息。
第十二条 日志的留存时间不得少于六个月。
第二十条 所在地网信部门应当及时处理投诉。
第二十一条 大型平台每年至少开展一次合规审计，可以委托专业机构进行。
第二十二条 接到通知后，平台经营者必须立即停止传输，并在24小时内报告。
第二十三条 测试机构应取得需求方的书面授权，明确测试对象和禁止使用的方法。
第二十四条 名录列明禁止出境的数据。
第三十条 违反本办法规定，未按照要求应当报告而未报告的，由网信部门责令改正，处十万元以下罚款。
第三十一条 本办法自2026年1月1日起施行。`

func TestDutiesAreTheSentencesThatOrderOrForbid(t *testing.T) {
	var got strings.Builder
	for _, d := range Of(ruleOfDuties) {
		fmt.Fprintf(&got, "%s must not %v, %s %v, %s, %d\n", d.Number, d.Forbids, d.Who, d.Authority, d.TermEN, strings.Count(d.Text, "（"))
	}
	const want = `8 must not false, 网络数据处理者 false, within 15 working days, 0
9 must not false,  false, , 0
10-2 must not false, 运营者 false, , 2
11 must not true, 任何组织、个人 false, , 0
12 must not false,  false, , 0
20 must not false, 网信部门 true, , 0
22 must not false, 平台经营者 false, at once, within 24 hours, 0
23 must not false, 测试机构 false, , 0
`
	if got.String() != want {
		t.Errorf("got\n%swant\n%s", got.String(), want)
	}
}

func TestDutiesOfAnEnglishText(t *testing.T) {
	all := Of("The Measures apply from 1 May. Operators must file a report within 30 days. Handlers shall not sell data. Firms may appeal.")
	if len(all) != 2 || all[0].Forbids || !all[1].Forbids || all[1].Text != "Handlers shall not sell data." {
		t.Errorf("got %+v", all)
	}
}

// What is quoted stands in the text, but for the line breaks of a list.
func TestDutiesQuoteTheText(t *testing.T) {
	pieces := []string{"第三条 ", "第十条之一　", "运营者", "应当", "不得", "少于", "每年一次", "下列：", "（一）备案；", "。", "\n", "，", "任何个人", "30日内", "must", " shall not ", ".", "违反", "责令", "\xff"}
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 40).Draw(t, "text"), "")
		bare := func(s string) string { return strings.Join(strings.Fields(s), "") }
		for _, d := range Of(text) {
			if d.Text == "" || !strings.Contains(bare(string(feeds.Clean(text))), bare(d.Text)) {
				t.Fatalf("%q is not in %q", d.Text, text)
			}
		}
	})
}

// unseenDuties were written before it was looked what is read of them: must (M) or must
// not (N), who, whether an authority, and by when.
var unseenDuties = []struct{ text, kind, who, authority, term string }{
	{"第五条 网络平台服务提供者应当建立健全个人信息保护合规制度体系。", "M", "网络平台服务提供者", "", ""},
	{"第六条 未经用户同意，互联网信息服务提供者不得向第三方提供其个人信息。", "N", "互联网信息服务提供者", "", ""},
	{"第七条 省级以上有关主管部门应当加强对汽车数据处理活动的监督检查。", "M", "省级以上有关主管部门", "a", ""},
	{"第八条 汽车数据处理者开展重要数据处理活动，应当按照规定开展风险评估，并向省、自治区、直辖市网信部门和有关部门报送风险评估报告。", "M", "汽车数据处理者", "", ""},
	{"第九条 违反本规定的，由网信部门依照有关法律、行政法规的规定予以处罚。", "", "", "", ""},
	{"第十条 汽车数据处理者应当在每年十二月十五日前报送年度汽车数据安全管理情况。", "M", "汽车数据处理者", "", ""},
	{"第十一条 国家鼓励企业开展数据安全技术研究。", "", "", "", ""},
	{"第十二条 关键信息基础设施的运营者采购网络产品和服务，可能影响国家安全的，应当通过国家安全审查。", "M", "运营者", "", ""},
	{"第十三条 任何单位和个人不得窃取或者以其他非法方式获取数据。", "N", "任何单位和个人", "", ""},
	{"第十四条 数据出境安全评估的结果有效期为3年，自评估结果出具之日起计算。", "", "", "", ""},
	{"第十五条 有效期届满，需要继续开展数据出境活动的，数据处理者应当在有效期届满60个工作日前重新申报评估。", "M", "数据处理者", "", ""},
	{"第十六条 学校、幼儿园应当对学生的个人信息采取严格的保护措施。", "M", "学校", "", ""},
	{"第十七条 个人信息处理者应当在发生泄露后72小时内通知个人。", "M", "个人信息处理者", "", "within 72 hours"},
	{"第十八条 禁止利用算法实施大数据杀熟。", "N", "", "", ""},
	{"第十九条 本规定所称敏感个人信息，是指一旦泄露可能导致自然人受到歧视的个人信息。", "", "", "", ""},
	{"第二十条 监管部门工作人员玩忽职守、滥用职权的，依法给予处分。", "", "", "", ""},
	{"第二十一条 运营者不履行本条例规定的义务，应当报告而未报告的，由主管部门责令改正，给予警告；拒不改正的，处10万元以上100万元以下罚款。", "", "", "", ""},
	{"第二十二条 服务提供者应当每两年开展一次安全评估。", "M", "服务提供者", "", "every 2 years"},
	{"第二十三条 算法推荐服务提供者应当坚持主流价值导向，优化算法推荐服务机制。", "M", "算法推荐服务提供者", "", ""},
	{"第二十四条 提供深度合成服务，应当遵守法律法规，尊重社会公德和伦理道德。", "M", "", "", ""},
	{"第二十五条 各级人民政府应当将数据安全工作所需经费列入本级预算。", "M", "各级人民政府", "a", ""},
	{"第二十六条 接收方不得将数据用于约定以外的目的。", "N", "接收方", "", ""},
	{"第二十七条 银行业金融机构应当指定一名高级管理人员负责数据安全。", "M", "银行业金融机构", "", ""},
	{"第二十八条 数据处理者可以委托第三方机构开展评估。", "", "", "", ""},
	{"第二十九条 被审计单位应当自收到整改通知之日起30个工作日内完成整改并报送整改报告。", "M", "被审计单位", "", "within 30 working days"},
	{"第三十条 本办法由国家互联网信息办公室负责解释。", "", "", "", ""},
	{"第三十一条 未成年人的监护人应当正确履行监护职责。", "M", "监护人", "", ""},
	{"第三十二条 医疗卫生机构须建立数据分类分级制度。", "M", "医疗卫生机构", "", ""},
	{"第三十三条 手机制造商、应用商店不应当预置无法卸载的非基本功能软件。", "N", "", "", ""},
	{"第三十四条 境外个人信息处理者应当在境内设立专门机构或者指定代表，并将联系方式报送履行个人信息保护职责的部门。", "M", "境外个人信息处理者", "", ""},
	{"第三十五条 网信部门应当自受理之日起45个工作日内完成评估。", "M", "网信部门", "a", "within 45 working days"},
	{"第三十六条 个人有权要求删除其个人信息；处理者应当及时删除。", "M", "处理者", "", ""},
	{"第三十七条 保存期限不得超过实现处理目的所必要的最短时间。", "N", "", "", ""},
	{"第三十八条 数据交易机构应当至少提前5个工作日公告交易规则的变更。", "M", "数据交易机构", "", "5 working days before"},
	{"第三十九条 对违反本办法的行为，任何组织、个人都有权举报。", "", "", "", ""},
	{"第四十条 信息系统必须通过等级保护测评后方可上线运行。", "M", "", "", ""},
	{"网络运营者对法律、行政法规禁止发布或者传输的信息未停止传输的，按照情节轻重予以处罚；情节特别严重的，由省级以上有关主管部门处理。", "", "", "", ""},
	{"数据处理者应当备案而没有备案的，由省级网信部门责令限期改正。", "", "", "", ""},
	{"平台擅自收集禁止收集的信息的，处五万元以上五十万元以下罚款。", "", "", "", ""},
	{"提供者必须取得许可而没有取得的，没收违法所得。", "", "", "", ""},
	{"关键信息基础设施的运营者使用应当经过安全审查而未经审查的产品的，责令停止使用。", "", "", "", ""},
	{"单位泄露应当保密的数据，情节严重的，吊销营业执照。", "", "", "", ""},
	{"明知是禁止出口的技术仍然出口的，依法追究刑事责任。", "", "", "", ""},
	{"将应当在境内存储的数据向境外提供的，给予警告，并处罚款。", "", "", "", ""},
	{"发现应用程序存在风险的，应用商店应当立即停止提供服务。", "M", "应用商店", "", "at once"},
	{"发生数据泄露的，处理者应当采取补救措施，并依法报告。", "M", "处理者", "", ""},
	{"需要向他人提供的，处理者不得超出约定的范围，违者依法追究责任。", "N", "处理者", "", ""},
}

// Of what was not written for the patterns at most three are read otherwise.
func TestDutiesOfWhatWasWrittenForNoPattern(t *testing.T) {
	const most = 3
	wrong := 0
	for _, c := range unseenDuties {
		var kind, who, authority, term string
		if all := Of(c.text); len(all) > 0 {
			d := all[0]
			kind, who, term = "M", d.Who, d.TermEN
			if d.Forbids {
				kind = "N"
			}
			if d.Authority {
				authority = "a"
			}
		}
		if kind != c.kind || who != c.who || authority != c.authority || term != c.term {
			wrong++
			t.Logf("%s: got %q %q %q %q", c.text, kind, who, authority, term)
		}
	}
	if wrong > most {
		t.Errorf("%d of %d are read otherwise, at most %d may be", wrong, len(unseenDuties), most)
	}
}
