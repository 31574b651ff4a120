package kind_test

import (
	"testing"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/facts/factstest"
)

// A guess counts above the rules, which it is told, but not above a news site, and
// none makes a draft of what is no rule.
func TestGuessesOfKinds(t *testing.T) {
	for _, c := range []struct {
		title              string
		source             feeds.AuthorityID
		ruled, guess, kind string
		stage              feeds.Stage
	}{
		{"国家互联网信息办公室公布《数据出境安全评估办法》", "SHCAC", "measures", "", "measures", feeds.StageIssued},
		{"关于下架侵害用户权益APP的通报", "MIIT", "enforcement_notice", "notice", "notice", ""},
		{"关于下架侵害用户权益APP的通报", "XINHUA", "", "notice", "press", ""},
		{"Centre finds 16 games that read contacts", "CVERC", "", "enforcement_notice", "notice", ""}, // it has no powers
		{"上海市网信办开通数据出境咨询热线", "SHCAC", "", "notice", "notice", ""},
		{"上海市网信办开通数据出境咨询热线", "SHCAC", "", "", "press", ""},
		{"Shanghai opens consultation line on data exports", "SHCAC", "", "notice", "notice", ""},
	} {
		out := factstest.Reader(t).ReadGuessing(feeds.Writing{Title: c.title, Source: c.source}, func(ruled string) (string, []feeds.Reason) {
			if ruled != c.ruled {
				t.Errorf("%s: asked about %q, want %q", c.title, ruled, c.ruled)
			}
			return c.guess, []feeds.Reason{{For: "doc_type", Words: "热线", In: "model"}}
		})
		if out.DocType != c.kind || out.Stage != c.stage {
			t.Errorf("%s, guessed %q: %s %q, want %s %q", c.title, c.guess, out.DocType, out.Stage, c.kind, c.stage)
		}
	}
}

func TestBindingForceFollowsKindAndIssuer(t *testing.T) {
	r := factstest.Reader(t)
	for _, c := range []struct {
		title  string
		source feeds.AuthorityID
		want   string
	}{
		{"中华人民共和国数据安全法", "NPCSC", "law"},
		{"国务院公布《网络数据安全管理条例》", "SC", "administrative regulation"},
		{"上海市数据条例", "SHNPC", "local regulation"},
		{"山东省大数据发展促进条例", "", "local regulation"},
		{"《苏州市数据条例》公布", "", "local regulation"},
		{"关键信息基础设施安全保护条例", "", "administrative regulation"},
		{"国家互联网信息办公室公布《数据出境安全评估办法》", "CAC", "departmental rule"},
		{"最高人民法院关于审理使用人脸识别技术处理个人信息相关民事案件适用法律若干问题的规定", "SPC", "judicial interpretation"},
		{"关于国家标准《信息安全技术 网络数据分类分级要求》征求意见稿征求意见的通知", "TC260", "recommended standard"},
		{"关于征求《网络安全技术 人工智能生成合成内容标识方法》强制性国家标准（征求意见稿）意见的通知", "TC260", "mandatory standard"},
		{"江苏省数据出境安全评估申报工作指引（第一版）", "JSCAC", "guidance"},
		{"Circular on cyber resilience testing", "HKMA", "guidance"},
		{"国务院关于加强数字政府建设的指导意见", "SC", "policy"},
		{"关于侵害用户权益行为的APP通报（2022年第4批，总第24批）", "MIIT", "case"},
	} {
		w := factstest.Notice(c.title, "")
		w.Source = c.source
		if got := r.Read(w).Force; got != c.want {
			t.Errorf("%s: got %q, want %q", c.title, got, c.want)
		}
	}
}

// TestARuleByOrderOfALocalGovernmentIsMore: without the order it is a normative document.
func TestARuleByOrderOfALocalGovernmentIsMore(t *testing.T) {
	r := factstest.Reader(t)
	for body, want := range map[string]string{
		"山东省人民政府令第344号公布《山东省公共数据开放办法》，自2022年4月1日起施行。": "local government rule",
		"山东省大数据局印发《山东省公共数据开放办法》，自2022年4月1日起施行，有效期五年。": "normative document",
	} {
		w := factstest.Notice("山东省公共数据开放办法", body)
		w.Source = "SDDA"
		if got := r.Read(w).Force; got != want {
			t.Errorf("%s: got %q, want %q", body, got, want)
		}
	}
}
