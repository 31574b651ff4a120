package extract

import (
	"encoding/json"
	"net/url"
	"strings"

	"github.com/regwire/regwire/feeds"
)

// writtenRows are the rows in the markup that scripts of a page write into it, as pages of old
// systems do that have a line of script for each row.
func (r *reading) writtenRows(p *page) []feeds.Entry {
	var markup strings.Builder
	for _, s := range all(p.root, "script") {
		if script := inScript(s); writesLinks(script) && markup.Len()+len(script) <= maxState {
			writeMarkup(&markup, script)
		}
	}
	if markup.Len() == 0 {
		return nil
	}
	entries, _, _ := r.rows(fragment(markup.String()), p.base)
	return entries
}

// writesLinks reports whether a script holds markup with links, as it stands or escaped.
func writesLinks(script string) bool {
	return strings.Contains(script, "</a") || strings.Contains(script, `<\/a`) || strings.Contains(script, "%3C/a")
}

// writeMarkup puts the strings of a script behind one another, those that hold markup and those
// between them: what a script computes is missing from it.
func writeMarkup(b *strings.Builder, script string) {
	for i := 0; i < len(script); i++ {
		switch c := script[i]; {
		case strings.HasPrefix(script[i:], "//"):
			i += lineLength(script[i:])
		case strings.HasPrefix(script[i:], "/*"):
			n := strings.Index(script[i:], "*/")
			if n < 0 {
				return
			}
			i += n + 1
		case c == '"' || c == '\'' || c == '`':
			n := literalEnd(script[i:])
			if n < 0 {
				return
			}
			b.WriteString(scriptString(script[i+1 : i+n]))
			i += n
		}
	}
}

// scriptString is what a string of a script says.
func scriptString(inside string) (s string) {
	if err := json.Unmarshal([]byte(jsonString(inside)), &s); err != nil {
		return ""
	}
	if strings.Contains(s, "%3C") {
		if plain, err := url.PathUnescape(s); err == nil {
			return plain
		}
	}
	return s
}
