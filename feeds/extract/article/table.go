package article

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/regwire/regwire/feeds/extract/calendar"
	"github.com/regwire/regwire/feeds/extract/date"
	"github.com/regwire/regwire/feeds/extract/docnumber"
	"github.com/regwire/regwire/feeds/extract/dom"
	"github.com/regwire/regwire/feeds/pattern"
)

// The limits of tables: lists of apps have a few hundred rows.
const (
	maxTables = 50
	maxRows   = 2_000
	maxCells  = 64
)

// tables are the tables under n that hold data: at least two columns. A cell
// that spans rows or columns fills all of them.
func tables(n *html.Node) [][][]string {
	var out [][][]string
	for _, t := range dom.All(n, "table") {
		if len(dom.All(t, "table")) > 1 || len(out) == maxTables {
			continue // a table that only lays out others
		}
		if rows := tableGrid(t); wide(rows) {
			out = append(out, rows)
		}
	}
	return out
}

func wide(rows [][]string) bool {
	for _, r := range rows {
		if len(r) > 1 {
			return len(rows) > 0
		}
	}
	return false
}

// hanging is a cell that reaches into the rows below.
type hanging struct {
	text string
	left int
}

func tableGrid(t *html.Node) [][]string {
	var rows [][]string
	below := map[int]hanging{}
	for _, tr := range dom.All(t, "tr") {
		if len(rows) == maxRows {
			break
		}
		var row []string
		hang := func() {
			for h := below[len(row)]; h.left > 0 && len(row) < maxCells; h = below[len(row)] {
				below[len(row)] = hanging{h.text, h.left - 1}
				row = append(row, h.text)
			}
		}
		for c := tr.FirstChild; c != nil; c = c.NextSibling {
			if !dom.Is(c, atom.Td, atom.Th) {
				continue
			}
			hang()
			s := dom.CellText(c)
			for range dom.Span(c, "colspan") {
				if len(row) == maxCells {
					break
				}
				if n := dom.Span(c, "rowspan"); n > 1 {
					below[len(row)] = hanging{s, n - 1}
				}
				row = append(row, s)
			}
		}
		hang()
		if strings.Join(row, "") != "" {
			rows = append(rows, row)
		}
	}
	return rows
}

// Numbers of documents: 国信办发〔2022〕14号, 第15号令, 令第14号, 公告2022年第5号.
var (
	numberLabel = pattern.MustCompile(`^[\[【]?(?:发文字号|发布文号|文\s*号|发文号|文件编号)[\]】]?\s*[：:]?$`)
	// numberBehind is a label with what follows it in the same text.
	numberBehind = pattern.MustCompile(`(?:^|[\s\x{3000}\[【])(?:发文字号|发布文号|文[\s\x{a0}\x{3000}]*号|发文号|文件编号)\s*[\]】]?\s*[：:]?\s*(.*)$`)
)

// cellsOfData hold a label or a value of an article's data.
const cellsOfData = "td, th, dt, dd, li > b, li > strong, li > span, li > i, li > em, li > label"

// publisherInCells is what stands behind the label of who published a document, in the
// cell that follows, or beside the label in what takes the place of a cell.
func publisherInCells(root *html.Node) string {
	cells := dom.All(root, cellsOfData)
	for i, c := range cells {
		if i+1 < len(cells) && c.FirstChild != nil && publisherLabel.MatchString(date.Squeeze(dom.Inline(c, nil))) {
			if name := authorName(dom.Inline(cells[i+1], nil)); isName(name) && !publisherLabel.MatchString(name) {
				return name
			}
		}
	}
	for _, c := range dom.All(root, "div > span:first-child, div > label:first-child, div > b:first-child, div > strong:first-child, div > em:first-child, div > i:first-child") {
		if !isLine(c) || !officeLabel.MatchString(date.Squeeze(dom.Inline(c, nil))) {
			continue
		}
		if name := authorName(calendar.Behind(c, "")); isName(name) {
			return name
		}
	}
	return ""
}

// officeLabel is the label of an office, which needs no colon to be one.
var officeLabel = pattern.MustCompile(`^(?:(?:发布|发文|公开|制发)(?:机构|机关|单位|部门)|责任部门)$`)

// publisherInTable is what stands behind the label of who published a document, in the
// table of its data.
func publisherInTable(root *html.Node) string {
	labels := 0
	for n := range root.Descendants() {
		if n.Type != html.TextNode || len(n.Data) > maxNames || !strings.Contains(n.Data, "发") || dom.Is(n.Parent, dom.Silent...) {
			continue
		}
		if m := publisherLine.FindStringSubmatch(strings.TrimSpace(n.Data)); m != nil {
			if labels++; labels > maxLabels {
				return ""
			}
			if name := behindLabel(n, m[1]); isName(name) {
				return name
			}
		}
	}
	return ""
}

// publisherLine is such a label with what stands behind it.
var publisherLine = pattern.MustCompile(`^[\[【]?(?:发布|发文)(?:单位|部门|机构|机关)[\]】]?\s*[：:]\s*(.*)$`)

var publisherLabel = pattern.MustCompile(`^[\[【]?(?:发布机构|发文机关|发文机构|发文单位|发布单位|公开机构|制发机关|信息来源|来源|责任部门|(?i:from|published by|issued by|publisher))[\]】]?[：:]?$`)

// numberInTable is what stands behind the label of a document's number: in the cell
// that follows, in the same line, or in the element behind it.
func numberInTable(root *html.Node) string {
	cells := dom.All(root, cellsOfData)
	for i, c := range cells {
		if i+1 < len(cells) && numberLabel.MatchString(dom.Line(dom.Inline(c, nil))) {
			if behind := dom.Line(dom.Inline(cells[i+1], nil)); docnumber.In(behind) != "" {
				return behind
			}
		}
	}
	labels := 0
	for n := range root.Descendants() {
		if n.Type != html.TextNode || len(n.Data) > maxNames || !strings.Contains(n.Data, "号") || dom.Is(n.Parent, dom.Silent...) {
			continue
		}
		if m := numberBehind.FindStringSubmatch(strings.TrimSpace(n.Data)); m != nil {
			if labels++; labels > maxLabels {
				return ""
			}
			if number := docnumber.In(calendar.Behind(n, m[1])); number != "" {
				return number
			}
		}
	}
	return ""
}
