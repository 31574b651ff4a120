package store

import (
	"reflect"

	"github.com/regwire/regwire/feeds"
)

// appendWaiting writes an unread item as json.Marshal does: items come by thousands, and
// reflection costs several times what their two dozen fields do. ok is false for one
// that has more than such an item has; it is encoded the usual way.
func appendWaiting(b []byte, i *feeds.Item) (_ []byte, ok bool) {
	if !alone(i) || i.Text != "" || !reflect.ValueOf(&i.Reading).Elem().IsZero() || !reflect.ValueOf(&i.Article).Elem().IsZero() {
		return b, false
	}
	o := object{to: b}
	o.begin("")
	o.text("id", string(i.ID))
	o.text("source", string(i.Source))
	o.words("workspace", string(i.Workspace))
	o.text("url", i.URL)
	o.text("host", i.Host)
	o.text("title", i.Title)
	o.words("published", string(i.Published))
	o.words("deadline", string(i.Deadline))
	o.words("deadline_quote", i.DeadlineQuote)
	o.words("authority", string(i.Authority))
	o.flag("media", i.Media)
	o.at("found", i.Found)
	o.when("read_at", i.ReadAt)
	o.text("state", string(i.State))
	o.words("unread", i.Unread)
	o.flag("title_only", i.TitleOnly)
	o.count("attempts", i.Attempts)
	o.when("next_try", i.NextTry)
	o.flag("baseline", i.Baseline)
	o.words("copy", i.Copy)
	o.words("gone", string(i.Gone))
	o.flag("given", i.Given)
	o.words("event", string(i.Event))
	o.words("quarantine", i.Quarantine)
	o.end()
	return o.to, o.err == nil
}
