package reading

import (
	"cmp"
	"strings"

	"github.com/regwire/regwire/feeds/facts/page"
	"github.com/regwire/regwire/feeds/gloss"
)

// ends says of a decision to repeal what it ends: it must not be told as the rule that is
// issued.
func (c *composer) ends(who named) bool {
	ended, ok := page.Ends(c.w.Title)
	if !ok {
		return false
	}
	verb, own := "Repeals ", "废止"
	if !strings.Contains(c.w.Title, own) {
		verb, own = "Ends ", "停止执行或宣布失效："
	}
	var list, zh []string
	for _, name := range ended.Names {
		zh = append(zh, marked(name))
		if g := c.r.gloss.Title(name); len(g.Unknown) == 0 && g.Text != "" {
			list = append(list, "the "+g.Text)
		}
	}
	switch left := len(ended.Names) - len(list); {
	case len(list) == 0 && (ended.More || left != 1):
		list = []string{"earlier documents"}
	case len(list) == 0:
		list = []string{"an earlier document"}
	case ended.More || left > 0:
		list = append(list, "others")
	}
	if ended.Part {
		verb, own = verb+"parts of ", "部分"+own
	}
	en := verb + gloss.Join(list)
	own += cmp.Or(inMarks(zh), "此前的文件")
	if ended.More && len(zh) > 0 {
		own += "等"
	}
	if who.en != "" {
		en, own = en+", by "+who.en, who.zh+own
	}
	c.say(stop(en), own+"。", append(who.quotes, c.titleQuote())...)
	return true
}
