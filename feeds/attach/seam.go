package attach

import "slices"

// seam is what the last row of a page tells of how the next page goes on.
type seam struct {
	row   int        // its place in the content
	first int        // that of the first row of its table on the page
	head  [][]string // the first rows of the table
	full  []bool     // the last line of a cell reaches its end; nil where nobody knows
	tall  []bool     // a cell reaches down to the row from one above
}

// headRows is how many rows a header has at most.
const headRows = 3

// above is the row at the seam, nil where there is none of so many cells.
func (s *seam) above(c *content, cells int) []string {
	if s == nil || s.row >= len(c.rows) || len(c.rows[s.row]) != cells {
		return nil
	}
	return c.rows[s.row]
}

// under is how many of a page's first rows are the header of the table before, without
// those that say nothing.
func (s *seam) under(rows [][]string) (n int) {
	if s == nil {
		return 0
	}
	for _, head := range s.head {
		at := n
		for at < len(rows) && !filled(rows[at]) {
			at++
		}
		if at == len(rows) {
			break
		}
		if row, _ := cleanRow(rows[at]); !slices.Equal(row, head) {
			break
		}
		n = at + 1
	}
	return n
}

func filled(row []string) bool {
	_, some := cleanRow(row)
	return some
}

// rest reports whether a row, the first of its page, is the rest of that at the seam: it
// has no number, and goes on only with cells whose last line was full.
func (s *seam) rest(above, row []string) bool {
	row, _ = cleanRow(row)
	if above == nil || len(row) != len(above) || row[0] != "" || above[0] == "" {
		return false
	}
	some := false
	for i, cell := range row {
		if cell != "" && above[i] == "" {
			return false
		}
		some = some || cell != "" && s.goesOn(i)
	}
	return some
}

// goesOn reports whether a cell of the row at the seam may go on.
func (s *seam) goesOn(column int) bool { return s.full == nil || s.full[column] }

// say makes a cell of the row at the seam say s, and those above it that are one with it.
func (s *seam) say(c *content, column int, what string) {
	was := c.rows[s.row][column]
	for i := s.row; i >= s.first && c.rows[i][column] == was; i-- {
		c.rows[i][column] = what
		if !s.reachesOver(column) {
			break
		}
	}
}

// joinRest puts the rest of the row at the seam to it.
func (c *content) joinRest(before *seam, cells []string) {
	rest, _ := cleanRow(cells)
	for j, cell := range rest {
		if cell != "" {
			before.say(c, j, goOn(c.rows[before.row][j], cell))
		}
	}
	c.line(joinCells(rest))
}

func (s *seam) reachesOver(column int) bool { return column < len(s.tall) && s.tall[column] }

// pageRows takes the rows of a table, the first of its page: the rest of a row goes to its
// beginning on the page before. It returns the seam at its own end.
func (c *content) pageRows(rows [][]string, before *seam) *seam {
	head, first := before.under(rows), len(c.rows)
	for i, cells := range rows {
		if above := before.above(c, len(cells)); i == head && before.rest(above, cells) {
			c.joinRest(before, cells)
			continue
		}
		c.row(cells)
	}
	if len(c.rows) == first {
		return before
	}
	end := &seam{row: len(c.rows) - 1, first: first}
	if head > 0 {
		end.head = before.head
		return end
	}
	for _, row := range c.rows[first:min(first+headRows, len(c.rows))] {
		end.head = append(end.head, slices.Clone(row))
	}
	return end
}

// goOn is a cell with the rest of it.
func goOn(cell, rest string) string { return clipCell(cell + glue(cell, rest)) }
