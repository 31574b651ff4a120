package extract

import (
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/extract/answer"
	"github.com/regwire/regwire/feeds/extract/jsonvalue"
	"github.com/regwire/regwire/feeds/extract/rule"
)

// cacAPI answers with the rows of a channel; a POST without the Referer is
// refused now and then.
const cacAPI = "https://www.cac.gov.cn/cms/JsonList"

// cacList are the fields of the CAC's own content system, in its API and in its
// static pages.
var (
	cacList = rule.List{
		Rows: rule.Words{"list"}, Title: rule.From("topic"), Link: rule.From("infourl"), Date: rule.From("pubtime"),
	}
	cacStatic = rule.List{
		Within: "#loadingInfoPage", Rows: rule.Words{"li"},
		Title: rule.From("h5 a@title", "h5 a", "a@title", "a"), Link: rule.From("h5 a@href", "a@href"), Date: rule.From("div.times", ".times"),
	}
)

func needChannel(l rule.List) error {
	if l.Channel == "" && len(l.URLs) == 0 {
		return errors.New("channel: the code of the column is wanted, like A093702")
	}
	return nil
}

// startCAC asks the API, or the static pages of a list that has addresses.
func startCAC(s Source, i int, _ feeds.Visit, _ time.Time) []feeds.Request {
	l := s.Rule.Lists[i]
	if len(l.URLs) == 0 {
		return []feeds.Request{cacRequest(s, l, strconv.Itoa(i))}
	}
	return startURLs(s, i, feeds.Visit{}, time.Time{})
}

func cacRequest(s Source, l rule.List, part string) feeds.Request {
	if l.Channel == "" {
		l.Kind = "html"
		return s.elseRequest(l, part)
	}
	if l.PageSize == 0 {
		l.PageSize = 20
	}
	req := feeds.Request{
		Method: http.MethodPost, URL: cacAPI, Shape: feeds.ShapeList, Part: part,
		Header: map[string]string{"Referer": "https://www.cac.gov.cn/"},
		Form: url.Values{
			"channelCode": {l.Channel}, "perPage": {strconv.Itoa(l.PageSize)}, "pageno": {"1"},
			"condition": {"0"}, "fuhao": {"="}, "value": {""},
		},
	}
	if e := s.elseOf(l); e != nil {
		if other := s.elseRequest(*e, part+".else"); other.URL != "" {
			req.Else = &other
		}
	}
	return req
}

// readCAC reads whichever of the two forms came.
func readCAC(r *reading) answer.Result {
	if jsonvalue.Is(r.Doc.Body) {
		r.Rule = fillIn(r.Rule, cacList)
		return readJSONRows(r)
	}
	r.Rule = fillIn(r.Rule, cacStatic)
	if r.Rule.Channel != "" {
		// The API was asked: a page is a list only if it holds that list.
		r.Rule.Within = cacStatic.Within
	}
	return readRowsPage(r)
}

// fillIn takes from base what the rule leaves open.
func fillIn(l, base rule.List) rule.List {
	if l.Within == "" {
		l.Within = base.Within
	}
	if len(l.Rows) == 0 && l.Match == "" {
		l.Rows = base.Rows
	}
	if l.Match == "" && len(l.Rows) == 0 {
		l.Match = base.Match
	}
	if l.Need == "" {
		l.Need = base.Need
	}
	if len(l.Title) == 0 {
		l.Title = base.Title
	}
	if len(l.Link) == 0 {
		l.Link = base.Link
	}
	if len(l.Date) == 0 {
		l.Date = base.Date
	}
	if len(l.DateFormat) == 0 {
		l.DateFormat = base.DateFormat
	}
	return l
}
