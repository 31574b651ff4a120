package issuer_test

import (
	"slices"
	"testing"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/facts/factstest"
)

// A page that names its own body in its title may tell of the plan that it carries out, which
// others issued together.
func TestWhatAPageCarriesOutIsOthers(t *testing.T) {
	r := factstest.Reader(t)
	for _, c := range []struct {
		title, body string
		want        []feeds.AuthorityID
	}{
		{"湖北省数据局就公共数据授权运营管理办法征求意见", "我局起草了管理办法。今年1月国家数据局等17部门联合印发《“数据要素×”三年行动计划（2024—2026年）》，提出扩大供给。现公开征求意见。", []feeds.AuthorityID{"HBDA"}},
		{"湖北省数据局转载一份文件", "国家数据局等17部门联合印发《“数据要素×”三年行动计划（2024—2026年）》。", nil},
	} {
		got := r.Read(feeds.Writing{Title: c.title, Body: c.body, Source: "HBDA", Published: "2024-09-02"}).Authorities
		if c.want != nil && !slices.Equal(got, c.want) || c.want == nil && len(got) < 10 {
			t.Errorf("%s: %v, want %v", c.title, got, c.want)
		}
	}
}

// A report of a bill says that it is on the congress's site: it is its committee that deliberates.
func TestABillIsBeforeTheStandingCommittee(t *testing.T) {
	got := factstest.Reader(t).Read(feeds.Writing{
		Title: "Legal update: Data Security Law (Draft) released for public comment", Source: "MEDIA", Media: true, Published: "2020-07-09",
		Body: "The draft of the Data Security Law was put on the website of the National People's Congress after the 20th meeting of its Standing Committee. Comments close on August 16, 2020.",
	}).Authorities
	if !slices.Equal(got, []feeds.AuthorityID{"NPCSC"}) {
		t.Errorf("%v", got)
	}
}

// TestLocalBodiesWithoutTheirPlace: a local page says 市网信办 and means its own.
func TestLocalBodiesWithoutTheirPlace(t *testing.T) {
	r := factstest.Reader(t)
	for _, c := range []struct {
		title, body string
		source      feeds.AuthorityID
		want        []feeds.AuthorityID
	}{
		{"市网信办、市市场监管局联合开展个人信息保护执法行动", "", "SHCAC", []feeds.AuthorityID{"SHCAC", "SHAMR"}},
		{"两部门联合约谈App运营企业", "省委网信办、省通信管理局近日联合约谈一批App运营企业。", "GDCAC", []feeds.AuthorityID{"GDCAC", "GDCA"}},
		{"自贸试验区负面清单发布", "清单由自治区网信办会同商务厅、数据局制定。", "GXCAC", []feeds.AuthorityID{"GXCAC", "GXCOM", "GXDA"}},
		{"Free trade zone issues a list", "The Beijing Cyberspace Administration, the commerce bureau and the data bureau published the list.", "BJCAC", []feeds.AuthorityID{"BJCAC", "BJCOM", "BJDA"}},
		{"Free trade zone publishes a list", "It was issued by the zone's administration and the municipal commerce commission.", "TJFTZ", []feeds.AuthorityID{"TJFTZ", "TJCOM"}},
		{"9家餐饮企业强制扫码被罚", "深圳市网信办联合市市场监管局近日通报了查处情况。", "SZCAC", []feeds.AuthorityID{"SZCAC", "SZAMR"}},
		{"数据出境负面清单发布", "省网信办、省政务和数据局、省商务厅联合发布清单。", "GDCAC", []feeds.AuthorityID{"GDCAC", "GDDA", "GDCOM"}},
		{"自由贸易试验区数据出境负面清单（2026年版）", "四川省网信办、省商务厅、省数据局联合发布负面清单。", "SCDA", []feeds.AuthorityID{"SCCAC", "SCCOM", "SCDA"}},
		{"9家餐饮企业强制扫码被罚", "国家数据局联合市市场监管局近日通报了查处情况。", "NDA", []feeds.AuthorityID{"NDA"}},
		{"个人信息保护执法行动启动", "市网信办指导市市场监管局开展检查。", "SHCAC", []feeds.AuthorityID{"SHCAC"}},
	} {
		got := r.Read(feeds.Writing{Title: c.title, Body: c.body, Source: c.source, Published: "2023-05-25"}).Authorities
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", c.title, got, c.want)
		}
	}
}
