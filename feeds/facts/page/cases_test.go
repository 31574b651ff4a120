package page_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/facts/factstest"
)

// digests tell of two cases each, whose heads publishers write in many ways: what stands in
// a case is of that one, what stands in front of the first or behind the last is of all.
var digests = map[string][2]string{
	"case one, case two": {"案例一：甲公司未履行数据安全保护义务案\n", "案例二：乙学校泄露学生信息案\n"},
	"in the line":        {"案例1.", "案例2."},
	"numbered heads":     {"一、甲公司未履行数据安全保护义务案\n", "二、乙学校泄露学生信息案\n"},
	"numbered sentences": {"1．某市网信办查处甲公司未履行数据安全保护义务案。", "2．某县网信办查处乙学校泄露学生信息案。"},
	"in brackets":        {"（一）甲公司未履行数据安全保护义务案\n", "（二）乙学校泄露学生信息案\n"},
	"two digits":         {"01 甲公司未履行数据安全保护义务的责任\n", "02乙学校泄露学生信息的责任\n"},
	"bare numerals":      {"一\n", "二\n"},
	"without a number":   {"甲公司未履行数据安全保护义务案。", "乙学校泄露学生的个人信息案。"},
}

func TestWhatIsOfOneCaseOfADigestIsOfThatAlone(t *testing.T) {
	r := factstest.Reader(t)
	for name, heads := range digests {
		t.Run(name, func(t *testing.T) {
			body := "今年以来，全省网信部门共约谈企业36家。现公布典型案例。\n" +
				heads[0] + "该单位致使3万条个人信息泄露，网信部门责令改正，给予警告，要求其于3月20日前完成整改。\n" +
				heads[1] + "该单位被处罚款5万元，公安机关抓获2人，其中一人被判处有期徒刑一年。\n" +
				"下一步，全省网信部门将加大执法力度。"
			out := r.Read(feeds.Writing{Title: "某省网信办公布网络数据安全执法典型案例", Body: body, Source: "SDCAC", Published: "2026-03-02"})
			if got := strings.Join(out.CaseSteps, " "); got != "责令改正 警告 罚款 抓获 有期徒刑" || !slices.Contains(out.Procedure, "约谈") {
				t.Errorf("steps %q, of single cases %q", out.Procedure, got)
			}
			if out.Dates.Rectify.Stated() {
				t.Errorf("the term of one case is that of all: %+v", out.Dates.Rectify)
			}
			for _, f := range out.Figures {
				want := map[string]int{"records": 1, "fine_cny": 2, "arrested": 2}[f.Name]
				if f.Quote.Case != want || (want > 0) != f.One {
					t.Errorf("%s %d is of case %d (one: %v), want %d", f.Name, f.Value, f.Quote.Case, f.One, want)
				}
			}
			for _, q := range out.Penalties {
				if want := 1 + strings.Count(body[:q.Offset], strings.TrimSpace(heads[1])); q.Case != want {
					t.Errorf("%s is of case %d, want %d", q.Text, q.Case, want)
				}
			}
		})
	}
}

func TestAnExampleInFrontOfTheCasesIsOfOne(t *testing.T) {
	out := factstest.Reader(t).Read(feeds.Writing{
		Title: "某省公布9起侵害消费者个人信息案例", Source: "MEDIA", Published: "2026-03-11",
		Body: "某省市场监管局公布了9起典型案例，其中甲公司被处罚10万元。\n甲公司违规收集消费者个人信息案。该公司被罚款10万元。\n乙公司侵害消费者个人信息案。该公司被罚款3万元。",
	})
	for _, f := range out.Figures {
		if f.Name == "fine_cny" && !f.One {
			t.Errorf("the fine of %d is told of all nine", f.Value)
		}
	}
}

func TestATextOfOneCaseIsNoDigest(t *testing.T) {
	r := factstest.Reader(t)
	for _, body := range []string{
		"一、基本案情\n该公司泄露3万条个人信息。\n二、处理结果\n网信部门责令改正，给予警告，罚款5万元，应于3月20日前完成整改。",
		"网信部门查处几家公司，约谈某网约车平台等3家企业，要求其于3月20日前完成整改。",
		"网信部门查处甲公司未履行数据安全保护义务案。该公司泄露3万条个人信息，被责令改正、警告，罚款5万元，应于3月20日前完成整改。",
	} {
		out := r.Read(feeds.Writing{Title: "网信部门依法查处一家公司", Body: body, Source: "SDCAC", Published: "2026-03-02"})
		if len(out.CaseSteps) > 0 || out.Dates.Rectify.Day != "2026-03-20" {
			t.Errorf("%s: steps of cases %q, to rectify by %q", body, out.CaseSteps, out.Dates.Rectify.Day)
		}
		for _, f := range out.Figures {
			if f.One {
				t.Errorf("%s: %s %d is of one of several", body, f.Name, f.Value)
			}
		}
	}
}

// TestADigestCountsWhatItPublishes: how many were tried in all is beside it, but on the
// police's pages, whose news it is.
func TestADigestCountsWhatItPublishes(t *testing.T) {
	for _, c := range []struct {
		name, title, body string
		source            feeds.AuthorityID
		want              int64
	}{
		{"one of them by name", "最高检发布个人信息保护公益诉讼典型案例", "2025年，全国检察机关共办理案件6000余件。本次发布某市检察院督促整治酒店违规采集人脸信息案等8件典型案例。", "SPP", 8},
		{"what they are about, by list", "广东高院发布个人信息保护典型案例", "三年来审结案件1.3万件。现发布5个涉人脸识别、行踪轨迹等个人信息保护典型案例。", "GDHPC", 5},
		{"counted behind the words", "最高法发布指导性案例", "近年审结案件2万件。该批指导性案例共六件。", "SPC", 6},
		{"the police, of what they solved", "公安部公布典型案例", "公安部公布10起典型案例。今年以来侦破案件4100余起。", "MPS", 4100},
		{"the police, of what they publish now", "公安部公布典型案例", "今年以来侦破案件4100余起。本次公布10起典型案例。", "MPS", 10},
		{"one case of several", "最高法发布典型案例", "在一起案例中，法院认定某公司侵权。", "SPC", 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			f, _ := factstest.Reader(t).Read(feeds.Writing{Title: c.title, Body: c.body, Source: c.source, Published: "2026-05-06"}).Figure("cases")
			if f.Value != c.want {
				t.Errorf("got %+v, want %d", f, c.want)
			}
		})
	}
}

// TestWhoDecidedOneCaseHasNotPublishedThemAll: the page of several cases is of whose site it is.
func TestWhoDecidedOneCaseHasNotPublishedThemAll(t *testing.T) {
	out := factstest.Reader(t).Read(feeds.Writing{
		Title: "广东法院个人信息保护典型案例", Source: "GDHPC", Published: "2026-03-11",
		Body: "案例一 王某与某计算机公司个人信息保护纠纷案\n深圳市中级人民法院生效判决认为，该收集不符合必要性原则，判令某公司支付1万元。\n案例二 李某与某信息公司个人信息保护纠纷案\n法院判决某公司赔礼道歉。",
	})
	if !slices.Equal(out.Authorities, []feeds.AuthorityID{"GDHPC"}) {
		t.Errorf("told as of %v", out.Authorities)
	}
}
