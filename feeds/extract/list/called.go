package list

import (
	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/extract/answer"
	"github.com/regwire/regwire/feeds/extract/script"
)

// calledRows asks for the rows that a script of the page asks for. why says what of the call
// is not known, "" where no script makes one.
func (r *Reading) calledRows(p *answer.Page) (res answer.Result, why string) {
	if !r.Rule.Dated || r.Step != "" {
		return answer.Result{}, ""
	}
	req, why := script.RowsRequest(p.Root, p.Base)
	if req.URL == "" {
		return answer.Result{}, why
	}
	req.Shape, req.Charset, req.Part = feeds.ShapeList, "utf-8", r.Part
	if r.Part != "" {
		req.Part += "+called"
	}
	req.Header = map[string]string{"Referer": p.Address.String(), "X-Requested-With": "XMLHttpRequest"}
	return answer.Result{Outcome: feeds.OutcomeItems, Next: []feeds.Request{req}}, ""
}
