package apps

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/pattern"
)

// told are the fields of an app that a cell tells of itself, without a head over its column.
var told = []struct {
	field string
	is    *pattern.Pattern
}{
	{"version", versionText},
	{"developer", companyText},
	{"problem", problemWord},
	{"store", storeText},
}

// headlessApps are those of a table that heads no columns, if its rows are as many as the
// notice counts: what stands in a column tells what it is.
func (p *reading) headlessApps(expected int) (out []feeds.AppRow, from string) {
	if expected < minColumns {
		return nil, ""
	}
	for _, t := range p.tables() {
		var rows [][]string
		for _, row := range t.rows {
			if filledCells(row) > 1 {
				rows = append(rows, row)
			}
		}
		fields := fieldsTold(rows)
		if len(rows) != expected || fields == nil {
			continue
		}
		for _, row := range rows {
			if r, ok := appRow(row, fields, t); ok {
				r.Row = 0 // as many as before, whatever its cell says
				out = append(out, carry(out, r))
			}
		}
		return out, t.from
	}
	return nil, ""
}

func filledCells(row []string) (n int) {
	for _, cell := range row {
		if strings.TrimSpace(cell) != "" {
			n++
		}
	}
	return n
}

// fieldsTold are the fields of the columns of rows without a header, nil where they are not
// those of apps: names that differ, and one thing more about each.
func fieldsTold(rows [][]string) map[int]string {
	if len(rows) == 0 || slices.ContainsFunc(rows, func(row []string) bool { return len(row) != len(rows[0]) }) {
		return nil
	}
	fields, used, name := map[int]string{}, map[string]bool{}, -1
	for i := range rows[0] {
		field := fieldTold(rows, i)
		switch {
		case field == "" && name < 0 && areNames(rows, i):
			name = i
		case field != "" && !used[field]:
			fields[i], used[field] = field, true
		}
	}
	numbers := used["row"] && len(rows[0]) == 2 // a number and a name each
	if name < 0 || !numbers && !used["developer"] && !used["version"] && !used["problem"] {
		return nil
	}
	fields[name] = "name"
	return fields
}

// fieldTold is the field that nearly all cells of a column tell, "" for none.
func fieldTold(rows [][]string, column int) string {
	if counts(rows, column) {
		return "row"
	}
	for _, t := range told {
		n := 0
		for _, row := range rows {
			if t.is.MatchString(strings.TrimSpace(row[column])) {
				n++
			}
		}
		if 5*n >= 4*len(rows) {
			return t.field
		}
	}
	return ""
}

// longestCount is how many characters the number of a row has at most, with its mark.
const longestCount = 4

// counts reports whether a column numbers the rows. In a picture some numbers are misread.
func counts(rows [][]string, column int) bool {
	right := 0
	for i, row := range rows {
		cell := strings.TrimSpace(row[column])
		if utf8.RuneCountInString(cell) > longestCount {
			return false
		}
		if strings.TrimRight(cell, ".、．，, ") == strconv.Itoa(i+1) {
			right++
		}
	}
	return 5*right >= 3*len(rows)
}

// areNames reports whether the cells of a column could be names of apps: short, and each
// another.
func areNames(rows [][]string, column int) bool {
	seen := map[string]bool{}
	for _, row := range rows {
		name := strings.TrimSpace(row[column])
		if name == "" || seen[name] || utf8.RuneCountInString(name) > longestName/3 {
			return false
		}
		seen[name] = true
	}
	return true
}
