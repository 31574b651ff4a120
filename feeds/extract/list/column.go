package list

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/extract/calendar"
	"github.com/regwire/regwire/feeds/extract/date"
	"github.com/regwire/regwire/feeds/extract/dom"
	"github.com/regwire/regwire/feeds/extract/rule"
	"github.com/regwire/regwire/feeds/pattern"
)

// Tables of documents show several days in a row: when a text was signed, when it was
// published, from when on it holds. The head of the table, or a label before the day,
// says which is which.
var (
	// foreignHead is that of such a column in other words, without its blanks.
	foreignHead = pattern.MustCompile(`(?i)^(?:date(?:of)?)?(?:published|posted|released|publication|release)(?:on|date)?$|^(?:公告|張貼|刊登|上版)(?:日期|時間)$|^(?:작성일자?|등록일자?|게시일|배포일|公開日|掲載日|公表日|発表日)$`)
	// otherHead is the head of a column of days of something else.
	otherHead = pattern.MustCompile(`(?i)^(?:施行|实施|生效|截止|失效|废止|有效|反馈)|^(?:effective|in ?force|applies|deadline|closing|closes|due|expires|adopted)`)
	// endHead is that of a column of days on which something ends.
	endHead = pattern.MustCompile(`(?i)^(?:截止|反馈)|^(?:deadline|closing|closes|due)`)
	// issuedHead is the head of such a column beside one of the days of signature, dayHead beside
	// one of any other day.
	dayHead        = pattern.MustCompile(`(?i)^(?:日期|时间|時間|date|날짜|日付)$`)
	issuedHead     = pattern.MustCompile(`^(?:发文|印发|上传)(?:日期|时间)$`)
	publishedLabel = pattern.MustCompile(`(?:发布|發布|公布|公开|刊登)(?:日期|时间|時間|\s*[：:])`)
	publishedText  = pattern.MustCompile(`(?:发布|發布|公布|公开|刊登)(?:(?:日期|时间|時間)\s*[：:]?|\s*[：:])\s*[\[（(]?\s*((?:19|20)\d{2}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2})`)
)

// maxRowLabels is how many such labels of a row are looked behind.
const maxRowLabels = 4

// published is the day that a row itself calls that of publication, "" where it names
// none.
func (r *Reading) published(s rule.Spot, c date.Context) feeds.Day {
	if dom.Is(s.Scope, atom.Tr) {
		if cell := r.publishedCell(s.Scope); cell != nil {
			return cellDay(cell, s.Link, date.ShownFormats, c)
		}
	}
	labels := 0
	for _, n := range append([]*html.Node{s.Scope}, s.Tail...) {
		for d := range n.Descendants() {
			if d.Type != html.TextNode || len(d.Data) > maxLabelled || !strings.ContainsAny(d.Data, "期间間：:") || !publishedLabel.MatchString(d.Data) || dom.Within(d, s.Link) {
				continue
			}
			if labels++; labels > maxRowLabels {
				return ""
			}
			if m := publishedText.FindStringSubmatch(labelAndDay(d)); m != nil {
				if day := date.YMD(m[1], c).Day; day != "" {
					return day
				}
			}
		}
	}
	return ""
}

// labelAndDay is the text of a label and what stands behind it, there or in the element
// that follows.
func labelAndDay(label *html.Node) string {
	text := label.Data
	if date.HasYear(text) {
		return text
	}
	return text + calendar.Behind(label, "")
}

// publishedCell is the row's cell in the column whose head says that it has days of
// publication; nil where the table has none.
func (r *Reading) publishedCell(row *html.Node) *html.Node {
	cell, at := r.headedCell(row)
	if at.other {
		return nil
	}
	return cell
}

// withoutOther is an entry of an undescribed table without a day that the head of its column
// calls one of something else: that of an end is its deadline.
func (r *Reading) withoutOther(e feeds.Entry, row *html.Node, c date.Context) feeds.Entry {
	if !r.Rule.Dated || !dom.Is(row, atom.Tr) {
		return e
	}
	cell, at := r.headedCell(row)
	if cell == nil || !at.other {
		return e
	}
	if d := cellDay(cell, nil, date.ShownFormats, c); d == e.Date {
		if e.Date = ""; at.ends {
			e.Deadline = d
		}
	}
	return e
}

// headedCell is the row's cell in the column of its table whose head says what its days are.
func (r *Reading) headedCell(row *html.Node) (*html.Node, column) {
	table := tableOf(row)
	if table == nil {
		return nil, column{}
	}
	at, known := r.columns[table]
	if !known {
		at = publishedColumn(table)
		if r.columns == nil {
			r.columns = map[*html.Node]column{}
		}
		r.columns[table] = at
	}
	if cells := cellsOf(row); at.of > 0 && len(cells) == at.of {
		return cells[at.number], at
	}
	return nil, column{}
}

// column is one of a table's columns: its number, and of how many; of none where of is 0.
type column struct {
	number, of int
	other      bool // its days are no days of publication, and no other column has any
	ends       bool // they are those of an end
}

func publishedColumn(table *html.Node) column {
	rows := dom.All(table, "tr")
	var found column
	for _, row := range rows[:min(len(rows), 3)] {
		cells := cellsOf(row)
		signed, other, issued, dated := false, false, -1, -1
		for i, c := range cells {
			switch head := date.Squeeze(dom.Inline(c, nil)); {
			case date.PublishedHead.MatchString(head), foreignHead.MatchString(head):
				return column{number: i, of: len(cells)}
			case issuedHead.MatchString(head):
				issued = i
			case dayHead.MatchString(head):
				dated = i
			case date.SignedLabel.MatchString(head):
				signed = true
			case otherHead.MatchString(head):
				if other = true; found.of == 0 {
					found = column{number: i, of: len(cells), other: true, ends: endHead.MatchString(head)}
				}
			}
		}
		if signed && issued >= 0 {
			return column{number: issued, of: len(cells)}
		}
		if (signed || other) && dated >= 0 {
			return column{number: dated, of: len(cells)}
		}
	}
	return found
}

// tableOf is the table that a row stands in.
func tableOf(row *html.Node) *html.Node {
	table := row.Parent
	for table != nil && !dom.Is(table, atom.Table) {
		table = table.Parent
	}
	return table
}

// cellsOf are the cells of a row of a table.
func cellsOf(row *html.Node) []*html.Node {
	var out []*html.Node
	for c := row.FirstChild; c != nil; c = c.NextSibling {
		if dom.Is(c, atom.Td, atom.Th) {
			out = append(out, c)
		}
	}
	return out
}

// cellDay is the day that a cell shows, in a piece or like a calendar leaf.
func cellDay(cell, skip *html.Node, formats []string, c date.Context) feeds.Day {
	return dom.FirstOf(func() feeds.Day { return date.Read(dom.Inline(cell, skip), formats, c).Day }, func() feeds.Day { return calendar.Leaf(cell) })
}

// maxRowsOver is how many rows over one are looked at for a cell that reaches down to it.
const maxRowsOver = 60

// dayOver is the day of a row of a table in a cell of a row over it that reaches down to it.
func dayOver(p rule.Spot, c date.Context) feeds.Day {
	if !dom.Is(p.Scope, atom.Tr) {
		return ""
	}
	over := 0
	for row := p.Scope.PrevSibling; row != nil && over < maxRowsOver; row = row.PrevSibling {
		if !dom.Is(row, atom.Tr) {
			continue
		}
		over++
		for _, cell := range cellsOf(row) {
			if dom.Span(cell, "rowspan") > over && calendar.IsDay(cell) {
				return cellDay(cell, nil, anyFormat, c)
			}
		}
	}
	return ""
}

// maxLabelled is the length of a text that can be a label with its day.
const maxLabelled = 200
