package extract

import (
	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/extract/script"
)

// calledRows asks for the rows that a script of the page asks for. why says what of the call
// is not known, "" where no script makes one.
func (r *reading) calledRows(p *page) (res Result, why string) {
	if !r.list.Dated || r.step != "" {
		return Result{}, ""
	}
	req, why := script.RowsRequest(p.Root, p.Base)
	if req.URL == "" {
		return Result{}, why
	}
	req.Shape, req.Charset, req.Part = feeds.ShapeList, "utf-8", r.part
	if r.part != "" {
		req.Part += "+called"
	}
	req.Header = map[string]string{"Referer": p.Address.String(), "X-Requested-With": "XMLHttpRequest"}
	return Result{Outcome: feeds.OutcomeItems, Next: []feeds.Request{req}}, ""
}
