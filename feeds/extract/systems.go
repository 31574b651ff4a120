package extract

import "github.com/regwire/regwire/feeds/extract/dom"

// systems are content systems whose article pages hold far more than the article, forums
// above all: the first post is the article, and what others answer is not. They are told by
// an element that no other system has.
var systems = []struct {
	name string // a class or id in mark
	mark string
	drop Words // of the whole page
	rule ArticleRule
}{
	{"t_f", "#postlist .t_f", nil, ArticleRule{ // Discuz, a thread
		Title: from("#thread_subject"), Body: Words{"#postlist > div:first-of-type .t_f"},
		Author: from("#postlist > div:first-of-type .authi a[href*='space']"),
		Date:   from("#postlist > div:first-of-type em[id^='authorposton'] span@title", "#postlist > div:first-of-type em[id^='authorposton']"),
		Drop:   Words{".jammer", ".pstatus", ".attach_nopermission", ".tip", "em.xg1", "i.pstatus", ".modact"},
	}},
	{"viewthread", ".viewthread .message", Words{".view_tit em"}, ArticleRule{ // the same for telephones
		Title: from(".viewthread .view_tit", ".view_tit"), Body: Words{".view_tit + .plc .message", ".viewthread .plc:first-of-type .message"},
		Author: from(".viewthread .authi .mtit a", ".viewthread .authi .z a"), Date: from(".viewthread .authi .mtime"),
		Drop: Words{".jammer", ".pstatus"},
	}},
	{"article_content", "td#article_content", nil, ArticleRule{ // Discuz, an article of its portal
		Title: from("h1.ph", ".ph"), Body: Words{"#article_content"}, Date: from(".h .xg1", ".xg1"),
		Author: Values{{From: ".h .xg1", Match: `来自\s*[:：]\s*(\S+)`}, {From: ".h .xg1", Match: `原?作者\s*[:：]\s*(\S+)`}, {From: ".h .xg1", Match: `发布者\s*[:：]\s*(\S+)`}},
	}},
	{"postbody", ".postbody .content", nil, ArticleRule{ // phpBB
		Title: from("h2.topic-title", "h2.posting-title", "h3.first"), Body: Words{".post:first-of-type .postbody .content", ".postbody .content"},
		Author: from(".post .author .username", ".post .author .username-coloured", ".author strong"), Date: from(".post .author time@datetime", ".post .author"), DateFormat: Words{"iso", "ymd", "dmy"},
		Drop: Words{".signature", "blockquote cite"},
	}},
	{"bbWrapper", ".message--post .bbWrapper", Words{"h1 .label", "h1 .label-append"}, ArticleRule{ // XenForo
		Title: from("h1.p-title-value"), Body: Words{".message--post:first-of-type .message-body .bbWrapper", ".message--post .bbWrapper"},
		Author: from(".message--post@data-author"), Date: from(".message--post .message-attribution time@datetime", ".message--post time@datetime"), DateFormat: Words{"iso"},
	}},
	{"post_1", "#post_1 .post[itemprop='text']", nil, ArticleRule{ // Discourse, as it answers programs
		Title: from("#topic-title h1 a", "#topic-title h1", "h1 a"), Body: Words{"#post_1 .post"},
		Author: from("#post_1 [itemprop='author'] [itemprop='name']"), Date: from("#post_1 time[itemprop='datePublished']@datetime"), DateFormat: Words{"iso"},
	}},
}

// system is the rule of the system that made a page for which the source's own rule finds
// nothing; that rule where no system is known.
func (p *page) system(own ArticleRule) ArticleRule {
	for _, s := range systems {
		if !p.HasName(s.name) || dom.First(p.Root, s.mark) == nil || p.findBody(own.Body) != nil {
			continue
		}
		dom.Remove(p.Root, s.drop)
		return fillArticle(s.rule, own)
	}
	return own
}
