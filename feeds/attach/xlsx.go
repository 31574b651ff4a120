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
	f, err := excelize.OpenReader(bytes.NewReader(raw), excelize.Options{UnzipSizeLimit: maxExpanded, UnzipXMLSizeLimit: maxExpanded})
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
		if err := readSheet(f, sheet, &c); err != nil {
			return c, err
		}
		if c.fullRows {
			break
		}
	}
	return c, nil
}

func readSheet(f *excelize.File, sheet string, c *content) error {
	rows, err := f.Rows(sheet)
	if err != nil {
		return nil //nolint:nilerr // a chart, or a sheet whose part is missing: the others count
	}
	defer rows.Close()
	for rows.Next() {
		cells, err := rows.Columns()
		if err != nil {
			return errBroken
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
