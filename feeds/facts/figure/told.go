package figure

import (
	"strings"

	"github.com/regwire/regwire/feeds/facts/view"
	"github.com/regwire/regwire/feeds/pattern"
)

// toldFigure names a number by words beyond its clause: a digest's bare 共8件,
// or suspects of whom the sentence says later what was done to them.
func (p *reading) toldFigure(v *view.View, n view.Number, unit, pre, post string) string {
	switch unit {
	case "款", "个", "项":
		if view.HasSuffix(pre, "共", "共计", "共有", "新增", "新增备案", "新增登记", "完成备案", "完成登记") {
			return p.filing
		}
	case "条":
		if told := v.Text(v.Sentence(n.From)); soldZH.MatchString(pre) && strings.Contains(told, "信息") || flownZH.MatchString(pre) && view.ContainsAny(told, particularsZH...) ||
			view.HasSuffix(pre, "共计", "总计", "合计") && view.ContainsAny(told, particularsZH...) && view.ContainsAny(told, "卖", "售", "买", "窃取", "盗取", "泄露", "泄漏", "非法") {
			return "records"
		}
	case "份":
		if view.HasSuffix(pre, "完成", "办结", "通过") && strings.Contains(v.Text(v.Sentence(n.From)), "标准合同") {
			return "contracts" // 标准合同备案受理46份，完成39份
		}
	case "宗":
		if receivedZH.MatchString(pre) {
			return receivedName(v.S[v.Sentence(n.From).From:n.From])
		}
	case "件", "起":
		if view.HasSuffix(pre, "共", "共计", "共有", "共发布", "共公布", "发布", "公布") && view.ContainsAny(p.Title.S+p.Chinese.S, "案例", "案件") {
			return "cases"
		}
	case "名", "人":
		if !suspectsZH.MatchString(post) {
			return ""
		}
		for _, f := range fates {
			if f.words.MatchString(v.S[n.To:v.Sentence(n.From).To]) {
				return f.name
			}
		}
	}
	return ""
}

// soldZH ends what stands before a number of records that the sentence has named before.
var soldZH = pattern.MustCompile(`(?:出售|贩卖|倒卖|售卖|窃取|盗取|获取|查获|购买|泄露|转卖)(?:了|共|达|约|近|逾|超|超过)*$`)

var (
	// receivedZH ends what stands before a number of what an office was told.
	receivedZH = pattern.MustCompile(`(?:接获|接到|收到|接)(?:了|共|约|近|逾|超过)*$`)
	// ofBreaches and ofComplaints are what its sentence says that these are.
	ofBreaches   = pattern.MustCompile(`(?:外泄|泄露|泄漏)(?:事故|事件)?(?:的)?通报`)
	ofComplaints = pattern.MustCompile(`投诉(?:个案)?方面|投诉(?:数字|数目)`)
)

// receivedName is the name of a number of what an office was told, by the sentence in
// front of it: 在資料外洩事故通報方面，去年共接獲246宗.
func receivedName(told string) string {
	switch {
	case ofBreaches.MatchString(told):
		return "breaches"
	case ofComplaints.MatchString(told):
		return "complaints"
	}
	return ""
}

// particularsZH are words for what is known of people.
var particularsZH = []string{"信息", "数据", "名单", "资料", "订单", "面单", "简历", "地址", "手机号"}

// flownZH ends what stands before a number of what a crime or a leak was about.
var flownZH = pattern.MustCompile(`(?:涉及|流出|外流|泄出|涉案|累计|总量|总数)(?:了|共|达|约|近|逾|超|超过|总计|合计)*$`)

// suspectsZH follows a number of suspects.
var suspectsZH = pattern.MustCompile(`^(?:犯罪)?嫌疑人|^因?涉嫌`)

// fates are what a sentence says at its end was done to its suspects.
var fates = []struct {
	words *pattern.Pattern
	name  string
}{
	{pattern.MustCompile(`被(?:公安机关|警方|依法)*(?:采取)?(?:刑事拘留|刑拘)`), "detained"},
	{pattern.MustCompile(`被(?:公安机关|警方|检察机关|依法)*(?:批准逮捕|执行逮捕|逮捕|抓获)`), "arrested"},
	{pattern.MustCompile(`被(?:公安机关|警方|检察机关|依法)*(?:提起公诉|移送(?:审查)?起诉)`), "prosecuted"},
	{pattern.MustCompile(`被(?:公安机关|警方|依法)*采取(?:刑事)?强制措施`), "arrested"},
}
