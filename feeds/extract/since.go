package extract

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/regwire/regwire/feeds"
)

// Days that are told by what stands around them: the time since then, and the year
// over a part of the list.
var (
	since     = regexp.MustCompile(`^(?:(?:发布于|更新于)\s*)?(?:(刚刚|今天|昨天|前天)|(\d{1,3})\s*(秒钟?|分钟|个?小时|天|日)前)(?:\s*\d{1,2}:\d{2}(?::\d{2})?)?$`)
	sinceDays = map[string]int{"刚刚": 0, "今天": 0, "昨天": 1, "前天": 2}
	yearAlone = regexp.MustCompile(`^[\[【(（]?((?:19|20)\d{2})年?(?:度)?[\]】)）]?$`)
)

// readSince reads "3小时前" and "昨天 09:12".
func readSince(s string, c dateContext) span {
	m := since.FindStringSubmatch(strings.TrimSpace(s))
	if m == nil || c.at.IsZero() {
		return span{}
	}
	today := feeds.DayOf(c.at, c.zone)
	n, _ := strconv.Atoi(m[2]) // three digits at most, or none
	switch {
	case m[1] != "":
		return span{Day: today.Add(-sinceDays[m[1]])}
	case m[3] == "天" || m[3] == "日":
		return span{Day: today.Add(-n)}
	}
	unit := time.Second
	if strings.HasSuffix(m[3], "小时") {
		unit = time.Hour
	} else if m[3] == "分钟" {
		unit = time.Minute
	}
	return span{Day: feeds.DayOf(c.at.Add(-time.Duration(n)*unit), c.zone)}
}

// isSince reports whether a text tells the time since then and nothing else.
func isSince(s string) bool { return len(s) < 40 && since.MatchString(strings.TrimSpace(s)) }

// How far a year is looked for over a row: so many parents, and elements before each.
const (
	headingLevels = 5
	headingBefore = 100
)

// headingYear is the year that stands alone over the part of the list that a row is in.
func (p spot) headingYear() string {
	at := p.scope
	for range headingLevels {
		if at == nil || isElement(at, atom.Body) {
			return ""
		}
		before := 0
		for s := at.PrevSibling; s != nil && before < headingBefore; s = s.PrevSibling {
			if s.Type != html.ElementNode {
				continue
			}
			before++
			if y := yearOnly(s); y != "" {
				return y
			}
		}
		at = at.Parent
	}
	return ""
}

// yearOnly is the year that an element holds and nothing else.
func yearOnly(n *html.Node) string {
	nodes := 0
	for d := range n.Descendants() {
		if nodes++; nodes > 6 || d.Type == html.TextNode && len(d.Data) > 64 {
			return ""
		}
	}
	if m := yearAlone.FindStringSubmatch(squeeze(inline(n, nil))); m != nil {
		return m[1]
	}
	return ""
}
