package article

import (
	"github.com/regwire/regwire/feeds/extract/dom"
	"github.com/regwire/regwire/feeds/extract/rule"
)

// systems are content systems whose article pages hold far more than the article, forums
// above all: the first post is the article, and what others answer is not. They are told by
// an element that no other system has.
var systems = []struct {
	name string // a class or id in mark
	mark string
	drop rule.Words // of the whole page
	rule rule.Article
}{
	{"t_f", "#postlist .t_f", nil, rule.Article{ // Discuz, a thread
		Title: rule.From("#thread_subject"), Body: rule.Words{"#postlist > div:first-of-type .t_f"},
		Author: rule.From("#postlist > div:first-of-type .authi a[href*='space']"),
		Date:   rule.From("#postlist > div:first-of-type em[id^='authorposton'] span@title", "#postlist > div:first-of-type em[id^='authorposton']"),
		Drop:   rule.Words{".jammer", ".pstatus", ".attach_nopermission", ".tip", "em.xg1", "i.pstatus", ".modact"},
	}},
	{"viewthread", ".viewthread .message", rule.Words{".view_tit em"}, rule.Article{ // the same for telephones
		Title: rule.From(".viewthread .view_tit", ".view_tit"), Body: rule.Words{".view_tit + .plc .message", ".viewthread .plc:first-of-type .message"},
		Author: rule.From(".viewthread .authi .mtit a", ".viewthread .authi .z a"), Date: rule.From(".viewthread .authi .mtime"),
		Drop: rule.Words{".jammer", ".pstatus"},
	}},
	{"article_content", "td#article_content", nil, rule.Article{ // Discuz, an article of its portal
		Title: rule.From("h1.ph", ".ph"), Body: rule.Words{"#article_content"}, Date: rule.From(".h .xg1", ".xg1"),
		Author: rule.Values{{From: ".h .xg1", Match: `来自\s*[:：]\s*(\S+)`}, {From: ".h .xg1", Match: `原?作者\s*[:：]\s*(\S+)`}, {From: ".h .xg1", Match: `发布者\s*[:：]\s*(\S+)`}},
	}},
	{"postbody", ".postbody .content", nil, rule.Article{ // phpBB
		Title: rule.From("h2.topic-title", "h2.posting-title", "h3.first"), Body: rule.Words{".post:first-of-type .postbody .content", ".postbody .content"},
		Author: rule.From(".post .author .username", ".post .author .username-coloured", ".author strong"), Date: rule.From(".post .author time@datetime", ".post .author"), DateFormat: rule.Words{"iso", "ymd", "dmy"},
		Drop: rule.Words{".signature", "blockquote cite"},
	}},
	{"bbWrapper", ".message--post .bbWrapper", rule.Words{"h1 .label", "h1 .label-append"}, rule.Article{ // XenForo
		Title: rule.From("h1.p-title-value"), Body: rule.Words{".message--post:first-of-type .message-body .bbWrapper", ".message--post .bbWrapper"},
		Author: rule.From(".message--post@data-author"), Date: rule.From(".message--post .message-attribution time@datetime", ".message--post time@datetime"), DateFormat: rule.Words{"iso"},
	}},
	{"post_1", "#post_1 .post[itemprop='text']", nil, rule.Article{ // Discourse, as it answers programs
		Title: rule.From("#topic-title h1 a", "#topic-title h1", "h1 a"), Body: rule.Words{"#post_1 .post"},
		Author: rule.From("#post_1 [itemprop='author'] [itemprop='name']"), Date: rule.From("#post_1 time[itemprop='datePublished']@datetime"), DateFormat: rule.Words{"iso"},
	}},
}

// system is the rule of the system that made a page for which the source's own rule finds
// nothing; that rule where no system is known.
func (p *page) system(own rule.Article) rule.Article {
	for _, s := range systems {
		if !p.HasName(s.name) || dom.First(p.Root, s.mark) == nil || p.findBody(own.Body) != nil {
			continue
		}
		dom.Remove(p.Root, s.drop)
		return Fill(s.rule, own)
	}
	return own
}
