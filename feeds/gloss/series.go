package gloss

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/regwire/regwire/feeds/gloss/grammar"
	"github.com/regwire/regwire/feeds/gloss/token"
	"github.com/regwire/regwire/feeds/pattern"
)

// seriesOf renders the title of a standard behind the names of its series, which no
// headline has: 公共安全 人脸识别应用 图像技术要求.
func (r *titling) seriesOf(s string) (string, bool) {
	base, tail := r.Stages(s)
	list := strings.Split(base, " ")
	last := len(list) - 1
	if last < 1 || last > 3 || !technical.MatchString(list[last]) || strings.ContainsAny(base, "《》：，？！。“") {
		return "", false
	}
	for _, p := range list[:last] {
		t := r.Segment(p)
		if utf8.RuneCountInString(p) > 16 || len(t) == 0 || !grammar.Chain(t) || t[0].Kind != token.Known || !slices.ContainsFunc([]string{"noun", "doc_type"}, func(k string) bool { return t[len(t)-1].Word.Kind == k }) || slices.ContainsFunc(t, func(x token.Token) bool {
			return x.Word.Kind == "org" || x.Word.Kind == "place" && !strings.HasSuffix(x.ZH, "湾区")
		}) {
			return "", false
		}
		if _, ok := r.ClauseOf(t); ok {
			return "", false
		}
	}
	t := r.Segment(list[last])
	if len(t) == 0 || t[0].Verb() || t[0].Word.Kind == "adverb" {
		return "", false
	}
	return r.Try(func() (string, bool) {
		var out []string
		for _, p := range list {
			out = append(out, r.Untagged(p))
		}
		return strings.Join(out, " - ") + tail, true
	})
}

// technical ends the title of a standard.
var technical = pattern.MustCompile(`(?:要求|规范|规程|导则|测评方法|测试方法|评价方法|技术架构|参考架构|术语|元数据|评价指标|评价模型|评估方法|成熟度模型|分级指引|服务指南|实施指南|应用指南|管理指南|评估指南|功能要求|质量要求和评价|消息格式|数据格式|描述格式|技术机制|算法评估)$|^(?:指南|指引)$`)
