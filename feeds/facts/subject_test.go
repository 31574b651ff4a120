package facts_test

import (
	"testing"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/facts/factstest"
)

func TestTheSubjectIsTheRuleThatATitleIssues(t *testing.T) {
	r := factstest.Reader(t)
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
		if got := r.Read(factstest.Notice(title, "")).Subject; got != want {
			t.Errorf("%s: subject %q, want %q", title, got, want)
		}
	}
}

// TestTheSubjectOfAReportIsTheRuleThatAppliesFromItsDay: its headline need not name it.
func TestTheSubjectOfAReportIsTheRuleThatAppliesFromItsDay(t *testing.T) {
	r := factstest.Reader(t)
	for body, want := range map[string]feeds.LawID{
		"国家网信办公布《促进和规范数据跨境流动规定》，自2024年3月22日起施行。":              "PCDF",
		"国家网信办依据《促进和规范数据跨境流动规定》公布《某某备案细则》，自2024年5月1日起施行。":     "",
		"国家网信办公布《促进和规范数据跨境流动规定》和《网络数据安全管理条例》，自2024年3月22日起施行。": "",
	} {
		w := feeds.Writing{Title: "数据跨境新规：这些情形不用再申报", Body: body, Source: "PEOPLE", Media: true, Published: "2024-03-23"}
		if got := r.Read(w).Subject; got != want {
			t.Errorf("%s: subject %q, want %q", body, got, want)
		}
	}
}

// A draft of a standard cannot cite the standard that it became.
func TestADraftDoesNotCiteWhatItBecame(t *testing.T) {
	r := factstest.Reader(t)
	for published, want := range map[feeds.Day]int{"2023-08-09": 0, "2025-12-01": 1} {
		got := r.Read(feeds.Writing{
			Title: "关于国家标准《数据安全技术 敏感个人信息处理安全要求》征求意见稿征求意见的通知", Source: "TC260", Published: published,
			Body: "国家标准《数据安全技术 敏感个人信息处理安全要求》已形成征求意见稿，现公开征求意见。",
		})
		if len(got.LegalBasis) != want {
			t.Errorf("on %s: %v", published, got.LegalBasis)
		}
	}
}

// A headline of a penalty and of a draft to come is the news of the penalty.
func TestAHeadlineThatLeadsWithAPenaltyIsNoDraft(t *testing.T) {
	got := factstest.Reader(t).Read(feeds.Writing{
		Title: "China fines ride-hailing firm; draft audit guide due", Source: "MEDIA", Media: true, Published: "2026-05-06",
		Body: "The Cyberspace Administration of China fined the firm for illegal collection of personal information. A draft guide on audits is due next month.",
	})
	if got.Stage != "" {
		t.Errorf("stage %q", got.Stage)
	}
}
