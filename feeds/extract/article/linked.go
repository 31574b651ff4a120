package article

import (
	"strings"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/extract/date"
	"github.com/regwire/regwire/feeds/extract/dom"
	"github.com/regwire/regwire/feeds/extract/jsonvalue"
	"github.com/regwire/regwire/feeds/pattern"
)

// linkedData is what a page says of its article in the form that search engines read
// (schema.org as JSON-LD).
type linkedData struct {
	read    bool
	when    string
	authors []string
}

// articleType are the types of schema.org that are articles.
var articleType = pattern.MustCompile(`Article|BlogPosting|^Report$|PressRelease`)

// publishedRaw is the time of publication in data that does not decode.
var publishedRaw = pattern.MustCompile(`"datePublished"\s*:\s*"([0-9T:.+ Z-]{8,40})"`)

// maxLinked is how much of such data is read.
const maxLinked = 256 << 10

// linked reads the data once.
func (p *page) linked() linkedData {
	if p.data.read {
		return p.data
	}
	p.data.read = true
	for _, s := range dom.All(p.Root, "script[type='application/ld+json']") {
		if s.FirstChild == nil || len(s.FirstChild.Data) > maxLinked {
			continue
		}
		v, err := jsonvalue.Decode([]byte(s.FirstChild.Data))
		if err != nil {
			// Texts with raw line breaks in them are no JSON, and common.
			if m := publishedRaw.FindStringSubmatch(s.FirstChild.Data); m != nil {
				p.data.when = dom.Pick(p.data.when, m[1])
			}
			continue
		}
		p.data.take(v, 0)
	}
	return p.data
}

// take looks for an article in v and in what it holds.
func (d *linkedData) take(v any, depth int) {
	if depth > 4 || d.when != "" && d.authors != nil {
		return
	}
	switch v := v.(type) {
	case []any:
		for _, e := range v[:min(len(v), 40)] {
			d.take(e, depth+1)
		}
	case map[string]any:
		if articleType.MatchString(typeOf(v["@type"])) {
			d.when = dom.Pick(d.when, jsonvalue.Text(v["datePublished"]))
			if d.authors == nil {
				d.authors = persons(v["author"])
			}
		}
		d.take(v["@graph"], depth+1)
		d.take(v["mainEntity"], depth+1)
	}
}

func typeOf(v any) string {
	if list, ok := v.([]any); ok && len(list) > 0 {
		v = list[0]
	}
	return jsonvalue.Text(v)
}

// persons are the names in a field of authors.
func persons(v any) (out []string) {
	switch v := v.(type) {
	case []any:
		for _, e := range v[:min(len(v), maxAuthors)] {
			out = append(out, persons(e)...)
		}
	case map[string]any:
		return persons(v["name"])
	case string:
		if name := authorName(dom.Plain(v)); isPerson(name) {
			out = append(out, name)
		}
	}
	return out
}

// maxAuthors is how many authors an article names at most.
const maxAuthors = 8

// systemName is the name of an account that publishes whatever others wrote.
var systemName = pattern.MustCompile(`(?i)^(?:admin\w*|administrator|webmaster|root|editor|superuser|user\d*|staff|系统管理员|管理员|编辑|发表于|发布于|楼主|本站(?:原创|编辑)?|佚名|未知|匿名|互联网|网络整理|转载)$`)

// accountName is the name of an account and of nobody, as systems number them.
var accountName = pattern.MustCompile(`^[a-z._-]*\d+$`)

func isPerson(name string) bool {
	return name != "" && !systemName.MatchString(name) && !accountName.MatchString(name)
}

// day is the day of publication that the data tells.
func (d linkedData) day(c date.Context) feeds.Day {
	if d.when == "" {
		return ""
	}
	return date.Read(strings.TrimSpace(d.when), []string{"iso", "ymd", "dmy"}, c).Day
}
