package attach

import (
	"bytes"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Office programs save files as pages, and systems that export lists write pages for them: what is
// called .doc or .xls then holds markup.

// isOfficePage reports whether a page was made for an office program, by the names of its own that
// it declares at its beginning. A page that a site sends in place of a file has none.
func isOfficePage(head []byte) bool {
	return bytes.Contains(head, []byte("urn:schemas-microsoft-com:office:"))
}

// readMarkup reads the text of such a page and the rows of its tables.
func readMarkup(raw []byte) (content, error) {
	s, ok := plainText(raw)
	if !ok {
		return content{}, errBroken
	}
	root, err := html.Parse(strings.NewReader(s))
	if err != nil {
		return content{}, errBroken
	}
	m := markup{}
	m.walk(root)
	m.endLine()
	return m.content, nil
}

// markup is a page that is being read, with the line that is open.
type markup struct {
	content
	text strings.Builder
}

func (m *markup) walk(n *html.Node) {
	switch {
	case n.Type == html.TextNode:
		if m.text.Len() < maxText {
			m.text.WriteString(strings.ReplaceAll(n.Data, "\n", " "))
		}
		return
	case n.Type == html.ElementNode && (n.DataAtom == atom.Head || n.DataAtom == atom.Script || n.DataAtom == atom.Style):
		return
	case n.DataAtom == atom.Table:
		m.endLine()
		m.table(n)
		return
	}
	block := n.DataAtom == atom.P || n.DataAtom == atom.Div || n.DataAtom == atom.Br || n.DataAtom == atom.Li || n.DataAtom == atom.H1 || n.DataAtom == atom.H2 || n.DataAtom == atom.H3
	if block {
		m.endLine()
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		m.walk(c)
	}
	if block {
		m.endLine()
	}
}

func (m *markup) endLine() {
	m.line(m.text.String())
	m.text.Reset()
}

// table takes the rows of a table. A cell that reaches into rows below stands in each of them.
func (m *markup) table(table *html.Node) {
	reach := map[int]int{} // how many rows below a cell of a column still reaches into
	var above []string
	for tr := range table.Descendants() {
		if tr.DataAtom != atom.Tr || m.fullRows || tableAround(tr) != table {
			continue
		}
		if cell := placing(tr); cell != nil {
			for c := cell.FirstChild; c != nil; c = c.NextSibling {
				m.walk(c)
			}
			m.endLine()
			continue
		}
		t := wordTable{above: above}
		continued := func() {
			for reach[len(t.row)] > 0 && len(t.row) < maxColumns {
				reach[len(t.row)]--
				t.below = true
				t.endCell()
			}
		}
		for cell := tr.FirstChild; cell != nil; cell = cell.NextSibling {
			if cell.DataAtom != atom.Td && cell.DataAtom != atom.Th {
				continue
			}
			continued()
			t.span = spanOf(cell, "colspan")
			if rows := spanOf(cell, "rowspan"); rows > 1 && t.span < 2 {
				reach[len(t.row)] = rows - 1
			}
			t.cell.WriteString(wordsOf(cell))
			t.endCell()
		}
		continued()
		above = t.row
		m.row(t.row)
	}
}

// tableAround is the table that a row is of.
func tableAround(row *html.Node) *html.Node {
	for n := row.Parent; n != nil; n = n.Parent {
		if n.DataAtom == atom.Table {
			return n
		}
	}
	return nil
}

// placing is the one cell of a row that only places the tables in it, nil for another row.
func placing(tr *html.Node) (only *html.Node) {
	for cell := tr.FirstChild; cell != nil; cell = cell.NextSibling {
		if cell.DataAtom != atom.Td && cell.DataAtom != atom.Th {
			continue
		}
		if only != nil {
			return nil
		}
		only = cell
	}
	if only != nil {
		for n := range only.Descendants() {
			if n.DataAtom == atom.Table {
				return only
			}
		}
	}
	return nil
}

// wordsOf are the words of a cell.
func wordsOf(cell *html.Node) string {
	var b strings.Builder
	for n := range cell.Descendants() {
		switch {
		case n.Type == html.TextNode && b.Len() < maxCell:
			b.WriteString(strings.ReplaceAll(n.Data, "\n", " "))
		case n.DataAtom == atom.Br || n.DataAtom == atom.P:
			b.WriteByte('\n')
		}
	}
	return strings.TrimSpace(b.String())
}

// spanOf is how many columns or rows a cell fills.
func spanOf(cell *html.Node, name string) int {
	for _, a := range cell.Attr {
		if a.Key == name {
			n, _ := strconv.Atoi(a.Val) // 0 for what is no number
			return min(max(n, 0), maxColumns)
		}
	}
	return 0
}
