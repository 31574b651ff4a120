package list

import (
	"slices"
	"strings"

	"golang.org/x/net/html"

	"github.com/regwire/regwire/feeds/extract/dom"
	"github.com/regwire/regwire/feeds/extract/jsonvalue"
	"github.com/regwire/regwire/feeds/extract/script"
	"github.com/regwire/regwire/feeds/pattern"
)

// Scripts that write the rows of a page of data that has no addresses build those of a field of
// each row, which stands between two strings or in a template:
//
//	html += '<li><a href="detail.html?id=' + list[i].id + '">' + list[i].title + '</a></li>'
var (
	linkOfStrings  = pattern.MustCompile(`href\s*=\s*\\?["']([^"'<>\\\s]{1,120})["']\s*\+\s*[\w$]+(?:\[[\w$]+\])?\.([\w$]+)\s*\+\s*["']([^"'<>\\\s]{0,60})`)
	linkOfTemplate = pattern.MustCompile("href\\s*=\\s*\\\\?[\"']([^\"'<>\\\\\\s$]{1,120})\\$\\{\\s*[\\w$]+\\.([\\w$]+)\\s*\\}([^\"'<>\\\\\\s$]{0,60})")
	// rowKey is the value of such a field.
	rowKey = pattern.MustCompile(`^[\w.-]{1,64}$`)
)

// builtLink is how a script builds the link of a row.
type builtLink struct{ before, field, behind string }

// builtLinks are those of a page, by its first script that has any.
func builtLinks(root *html.Node) (out []builtLink) {
	for _, s := range dom.All(root, "script") {
		if s.FirstChild == nil || len(s.FirstChild.Data) > script.MaxSize || !strings.Contains(s.FirstChild.Data, "href") {
			continue
		}
		for _, p := range []*pattern.Pattern{linkOfStrings, linkOfTemplate} {
			text := s.FirstChild.Data
			for _, m := range p.FindAllStringSubmatchIndex(text, maxBuilt) {
				if showsTitle(text[m[1]:min(len(text), m[1]+maxShown)]) {
					out = append(out, builtLink{text[m[2]:m[3]], foldedName(text[m[4]:m[5]]), text[m[6]:m[7]]})
				}
			}
		}
		if out != nil {
			return out
		}
	}
	return nil
}

// How many ways of a script to build a link are looked at, and how far behind one its words stand.
const (
	maxBuilt = 8
	maxShown = 240
)

// showsTitle reports whether a script goes on with the title of the row: other links of a row lead
// to who wrote it, or to its column.
func showsTitle(script string) bool {
	if end := strings.Index(script, "</a"); end >= 0 {
		script = script[:end]
	}
	for _, m := range fieldOf.FindAllStringSubmatch(script, maxBuilt) {
		if slices.Contains(rowTitles, foldedName(m[1])) {
			return true
		}
	}
	return false
}

// fieldOf is a field of an object in a script.
var fieldOf = pattern.MustCompile(`[\w$\]]\.([A-Za-z_$][\w$]*)`)

// address is the address that the script builds of a row's fields, "" where they lack its own.
func (l builtLink) address(fields map[string]any) string {
	key := jsonvalue.Text(fields[l.field])
	if !rowKey.MatchString(key) {
		return ""
	}
	return l.before + key + l.behind
}
