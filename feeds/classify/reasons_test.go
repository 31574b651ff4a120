package classify_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/regwire/regwire/feeds"
)

func TestEveryTopicSaysWhy(t *testing.T) {
	c := shipped(t)
	for _, l := range corpus(t, "dev.jsonl") {
		var r feeds.Reading
		c.Judge(l.writing(), &r)
		for _, x := range r.Topics {
			if !slices.ContainsFunc(r.Reasons, func(y feeds.Reason) bool {
				return y.For == string(x) && y.Weight > 0 && strings.Contains(l.Title+l.TitleZH+l.Body, y.Words)
			}) {
				t.Errorf("%s: nothing says why %s: %v", l.ID, x, r.Reasons)
			}
		}
	}
}

// Whoever asks why is given words, each once: no two characters across two words, and no
// part of what stands beside it.
func TestReasonsAreWords(t *testing.T) {
	for _, w := range []feeds.Writing{
		{Title: "有关负责人就《金融基础设施监督管理办法》答记者问", Body: "要求建立灾备和网络安全保障。", Source: "PBOC"},
		{Title: "议会审议未成年人数字环境保护法案", Source: "MEDIA"},
		{Title: "3家公司未履行网络安全保护义务被约谈", Source: "HACAC"},
		{Title: "Carmaker denies its cars send data abroad", Body: "The company said it complies with local law.", Source: "MEDIA"},
	} {
		var r feeds.Reading
		shipped(t).Judge(w, &r)
		if r.Relevance == feeds.NotRelevant {
			t.Errorf("%s: not relevant, so that no model spoke", w.Title)
		}
		for i, x := range r.Reasons {
			if x.In == "model" && !strings.Contains(strings.ToLower(w.Title+w.Body), x.Words) {
				t.Errorf("%s: %q is not in the text", w.Title, x.Words)
			}
			for _, across := range []string{"络安", "年人", "成年人"} {
				if x.Words == across {
					t.Errorf("%s: %q is no word", w.Title, x.Words)
				}
			}
			for j, y := range r.Reasons {
				if i != j && x.For == y.For && x.In == y.In && x.For != "section" && x.Weight*y.Weight > 0 && strings.Contains(x.Words, y.Words) {
					t.Errorf("%s: %q and %q say the same of %s", w.Title, x.Words, y.Words, x.For)
				}
			}
		}
	}
}
