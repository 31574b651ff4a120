package facts

import (
	"slices"

	"github.com/regwire/regwire/feeds"
)

// ways are how comments may be sent, with the words that say so. They are plain
// words, looked for in lower case: on a long draft, patterns cost more than all
// other facts together.
var ways = []struct {
	name  string
	words []string
}{
	{"e-mail", []string{"电子邮", "邮箱", "@", "e-mail", "email"}},
	{"letter", []string{"信函", "来信", "寄至", "邮寄", "通讯地址", "通信地址", "by post", "by letter", "by mail", " letter"}},
	{"online form", []string{"登录", "在线", "网上", "征集系统", "征求意见系统", "意见征集栏", "网站首页", "online form", "online system", "online platform", "online portal", "website", "web site", " portal"}},
	{"fax", []string{"传真", " fax"}},
	{"telephone", []string{"联系电话", "来电", "telephone"}},
}

// contacts lists how to comment on a draft.
func (p *reading) contacts() {
	if p.Out.Stage != feeds.StageDraft {
		return
	}
	for _, v := range p.Views {
		for _, w := range ways {
			if v.LowWords.HasAny(w.words...) && !slices.Contains(p.Out.Contacts, w.name) {
				p.Out.Contacts = append(p.Out.Contacts, w.name)
			}
		}
	}
}
