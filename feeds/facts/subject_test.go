package facts_test

import (
	"testing"

	"github.com/regwire/regwire/feeds"
)

func TestTheSubjectIsTheRuleThatATitleIssues(t *testing.T) {
	r := shippedReader(t)
	for title, want := range map[string]feeds.LawID{
		"中共中央 国务院关于构建数据基础制度更好发挥数据要素作用的意见":   "DATA20",
		"“数据二十条”对外发布 构建数据基础制度体系":            "DATA20",
		"国务院公布《网络数据安全管理条例》":                 "NDSR",
		"国家网信办公布《数据出境安全评估办法》 9月1日起施行":       "SAM",
		"国家互联网信息办公室令第11号 数据出境安全评估办法":        "SAM",
		"数据安全法表决通过 9月1日起施行":                 "DSL",
		"关于贯彻实施《数据安全法》的意见":                  "",
		"《数据出境安全评估办法》配套申报指南发布":              "",
		"某省关于落实“数据二十条”的实施方案":                "",
		"数据出境新规：《数据出境安全评估办法》的适用":            "",
		"国家互联网信息办公室有关负责人就《数据出境安全评估办法》答记者问":  "",
		"关于印发《工业和信息化领域数据安全管理办法（试行）》宣传提纲的通知": "",
	} {
		if got := r.Read(notice(title, "")).Subject; got != want {
			t.Errorf("%s: subject %q, want %q", title, got, want)
		}
	}
}
