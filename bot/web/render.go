package web

import (
	"slices"
	"strings"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/bot/phrase"
	"github.com/regwire/regwire/feeds"
)

// voice puts words into the reader's language and knows which addresses are ours.
type voice struct {
	lang bot.Lang
	base string
	// hosts are those of the sources a page is about: a link that leads
	// elsewhere shows its host.
	hosts []string
}

// span is a run of words ready for a template, which escapes them.
type span struct {
	Words string
	Class string
	// URL is "" for plain words; Host is shown beside a link that leads to
	// another place than the source's.
	URL   string
	Host  string
	Local bool
}

// block is a block of a message ready for a template.
type block struct {
	Kind  string
	Lines [][]span
}

// say is a phrase in the reader's language.
func (v voice) say(key string, args ...any) string {
	return bot.Say(bot.Phrase(key), args...).Words(v.lang, phrase.Say)
}

// why says a reason of the program.
func (v voice) why(reason string) string { return v.say("page.reason", feeds.CleanLine(reason)) }

// blocks are the message in words.
func (v voice) blocks(m bot.Message) []block {
	out := make([]block, 0, len(m.Blocks))
	for _, b := range m.Blocks {
		shown := block{Kind: string(b.Kind)}
		for _, l := range b.Lines {
			if s := v.line(l); len(s) > 0 {
				shown.Lines = append(shown.Lines, s)
			}
		}
		if len(shown.Lines) > 0 || b.Kind == bot.Divider {
			out = append(out, shown)
		}
	}
	return out
}

func (v voice) line(l bot.Line) []span {
	out := make([]span, 0, len(l))
	for _, s := range l {
		words := string(feeds.Clean(s.Words(v.lang, phrase.Say)))
		if words == "" {
			continue
		}
		shown := span{Words: words, Class: string(s.Style)}
		shown.URL, shown.Host, shown.Local = v.link(s.URL)
		out = append(out, shown)
	}
	return out
}

// link makes an address safe to follow, ours as a path, with the host where it is
// not one of the page's own. An address that is none of these is no link.
func (v voice) link(raw string) (address, host string, local bool) {
	if raw == "" {
		return "", "", false
	}
	if rest, ok := strings.CutPrefix(raw, v.base+"/"); ok && v.base != "" {
		return v.in("/" + strings.TrimLeft(rest, "/")), "", true
	}
	address = bot.Link(string(feeds.CleanLine(raw)))
	if host = feeds.Host(address); slices.Contains(v.hosts, host) {
		host = ""
	}
	return address, host, false
}

// in keeps the reader's language on a path of ours.
func (v voice) in(path string) string {
	if v.lang != bot.Chinese {
		return path
	}
	if strings.Contains(path, "?") {
		return path + "&lang=zh"
	}
	return path + "?lang=zh"
}

// name is the name of something in the reader's language.
func (v voice) name(en, zh string) string {
	if v.lang == bot.Chinese && zh != "" || en == "" {
		return zh
	}
	return en
}
