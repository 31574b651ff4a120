package attach

import (
	"bytes"
	"errors"

	"github.com/xuri/excelize/v2"
)

// readXLSX reads the rows of all sheets that are shown. Excelize does it: shared
// strings, number formats and dates of spreadsheets are more than a few elements.
func readXLSX(raw []byte) (c content, err error) {
	a, err := openArchive(raw)
	if err != nil {
		return c, err
	}
	// Excelize believes what the headers say of sizes; this does not.
	if err := a.measure(); err != nil {
		return c, err
	}
	f, err := excelize.OpenReader(bytes.NewReader(raw), excelize.Options{
		UnzipSizeLimit: maxExpanded, UnzipXMLSizeLimit: maxExpanded,
		// The format of days that every reader sees in the way of its own country is seen here in China's.
		CultureInfo: excelize.CultureNameZhCN, ShortDatePattern: "yyyy-mm-dd",
	})
	if errors.Is(err, excelize.ErrWorkbookPassword) || errors.Is(err, excelize.ErrWorkbookFileFormat) {
		return c, errPassword
	}
	if err != nil {
		return c, errBroken
	}
	defer f.Close()
	for _, sheet := range f.GetSheetList() {
		if shown, err := f.GetSheetVisible(sheet); err == nil && !shown {
			continue
		}
		if err := readSheet(f, sheet, maxExpanded-a.left <= maxTallBook, &c); err != nil {
			return c, err
		}
		if c.fullRows {
			break
		}
	}
	return c, nil
}

// readSheet reads the rows of a sheet. Of a small book it looks for merged cells, which
// takes reading a sheet whole.
func readSheet(f *excelize.File, sheet string, small bool, c *content) error {
	rows, err := f.Rows(sheet)
	if err != nil {
		return nil //nolint:nilerr // a chart, or a sheet whose part is missing: the others count
	}
	defer rows.Close()
	var merged []tall
	if small {
		merged = tallCells(f, sheet)
	}
	for n := 1; rows.Next(); n++ {
		cells, err := rows.Columns()
		if err != nil {
			return errBroken
		}
		for _, t := range merged {
			cells = t.fill(cells, n)
		}
		if rows.GetRowOpts().Hidden {
			continue // what an office does not show it does not say
		}
		if !c.row(cells) {
			return nil
		}
	}
	if rows.Error() != nil {
		return errBroken
	}
	return nil
}

// tall is a cell of a single column that reaches into rows below: its column, from 0, and its rows, from 1.
type tall struct {
	column, from, to int
	text             string
}

// maxTall is how many such cells of a sheet are looked at, maxTallBook how many bytes the book
// may expand to in which they are.
const (
	maxTall     = 2_000
	maxTallBook = 8 << 20
)

// tallCells are those of a sheet. Where they cannot be told, the rows are read as they stand.
func tallCells(f *excelize.File, sheet string) (out []tall) {
	merged, err := f.GetMergeCells(sheet)
	if err != nil {
		return nil
	}
	for _, m := range merged[:min(len(merged), maxTall)] {
		column, from, err := excelize.CellNameToCoordinates(m.GetStartAxis())
		last, to, endErr := excelize.CellNameToCoordinates(m.GetEndAxis())
		if err == nil && endErr == nil && to > from && column == last && column <= maxColumns && m.GetCellValue() != "" {
			out = append(out, tall{column - 1, from, to, m.GetCellValue()})
		}
	}
	return out
}

// fill puts the cell's text into a row below its first.
func (t tall) fill(cells []string, row int) []string {
	if row <= t.from || row > t.to {
		return cells
	}
	for len(cells) <= t.column {
		cells = append(cells, "")
	}
	if cells[t.column] == "" {
		cells[t.column] = t.text
	}
	return cells
}
