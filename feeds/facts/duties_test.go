package facts

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
第三十条 违反本办法规定，未按照要求应当报告而未报告的，由网信部门责令改正，处十万元以下罚款。
第三十一条 本办法自2026年1月1日起施行。`

func TestDutiesAreTheSentencesThatOrderOrForbid(t *testing.T) {
	var got strings.Builder
	for _, d := range Duties(ruleOfDuties) {
		fmt.Fprintf(&got, "%s must not %v, %s %v, %s, %d\n", d.Number, d.Forbids, d.Who, d.Authority, d.TermEN, strings.Count(d.Text, "（"))
	}
	const want = `8 must not false, 网络数据处理者 false, within 15 working days, 0
9 must not false,  false, , 0
10-2 must not false, 运营者 false, , 2
11 must not true, 任何组织、个人 false, , 0
12 must not false,  false, , 0
20 must not false, 网信部门 true, , 0
22 must not false, 平台经营者 false, at once, within 24 hours, 0
`
	if got.String() != want {
		t.Errorf("got\n%swant\n%s", got.String(), want)
	}
}

func TestDutiesOfAnEnglishText(t *testing.T) {
	all := Duties("The Measures apply from 1 May. Operators must file a report within 30 days. Handlers shall not sell data. Firms may appeal.")
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
		for _, d := range Duties(text) {
			if d.Text == "" || !strings.Contains(bare(string(feeds.Clean(text))), bare(d.Text)) {
				t.Fatalf("%q is not in %q", d.Text, text)
			}
		}
	})
}
