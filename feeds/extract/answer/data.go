package answer

import (
	"fmt"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/extract/dom"
	"github.com/regwire/regwire/feeds/extract/jsonvalue"
)

// NotJSON judges a page that came instead of JSON.
func (d *Document) NotJSON() Result {
	if p, err := d.Page(); err == nil {
		if res, odd := p.Odd(d.Doc, true); odd {
			return res
		}
	}
	return Failed("the answer is no JSON but %s", Describe(d.Doc))
}

// Describe names a document by its content type and beginning.
func Describe(doc feeds.Document) string {
	start := string(feeds.CleanLine(string(doc.Body[:min(len(doc.Body), 60)])))
	if t := doc.Header.Get("Content-Type"); t != "" {
		return fmt.Sprintf("%s %q", t, start)
	}
	return fmt.Sprintf("%q", start)
}

// Refused finds an answer's own word that the call failed.
func Refused(v any) string {
	m, ok := v.(map[string]any)
	if !ok {
		return ""
	}
	said := dom.Pick(jsonvalue.Text(m["message"]), jsonvalue.Text(m["msg"]), jsonvalue.Text(m["error"]))
	if s := jsonvalue.Text(m["success"]); s == "false" {
		return dom.Pick(said, "success is false")
	}
	for _, name := range []string{"code", "status", "rptCode"} {
		if n, ok := jsonvalue.Number(jsonvalue.Text(m[name]), 599); ok && n >= 400 {
			return dom.Pick(said, fmt.Sprintf("%s is %d", name, n))
		}
	}
	return ""
}
