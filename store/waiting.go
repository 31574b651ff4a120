package store

import (
	"encoding/json"
	"reflect"
	"strconv"
	"time"
	"unicode/utf8"

	"github.com/regwire/regwire/feeds"
)

// appendWaiting writes an unread item as json.Marshal does: items come by thousands, and
// reflection costs several times what their two dozen fields do. ok is false for one
// that has more than such an item has; it is encoded the usual way.
func appendWaiting(b []byte, i *feeds.Item) (_ []byte, ok bool) {
	if !alone(i) || i.Text != "" || !reflect.ValueOf(&i.Reading).Elem().IsZero() || !reflect.ValueOf(&i.Article).Elem().IsZero() {
		return b, false
	}
	w := jsonObject{b: append(b, '{')}
	w.text("id", string(i.ID))
	w.text("source", string(i.Source))
	w.maybe("workspace", string(i.Workspace))
	w.text("url", i.URL)
	w.text("host", i.Host)
	w.text("title", i.Title)
	w.maybe("published", string(i.Published))
	w.maybe("deadline", string(i.Deadline))
	w.maybe("deadline_quote", i.DeadlineQuote)
	w.maybe("authority", string(i.Authority))
	w.flag("media", i.Media)
	w.time("found", i.Found)
	if !i.ReadAt.IsZero() {
		w.time("read_at", i.ReadAt)
	}
	w.text("state", string(i.State))
	w.maybe("unread", i.Unread)
	w.flag("title_only", i.TitleOnly)
	if i.Attempts != 0 {
		w.name("attempts")
		w.b = strconv.AppendInt(w.b, int64(i.Attempts), 10)
	}
	if !i.NextTry.IsZero() {
		w.time("next_try", i.NextTry)
	}
	w.flag("baseline", i.Baseline)
	w.maybe("copy", i.Copy)
	w.flag("given", i.Given)
	w.maybe("event", string(i.Event))
	w.maybe("quarantine", i.Quarantine)
	return append(w.b, '}'), !w.failed
}

// jsonObject is an object that is being written.
type jsonObject struct {
	b      []byte
	failed bool
}

func (w *jsonObject) name(n string) {
	if w.b[len(w.b)-1] != '{' {
		w.b = append(w.b, ',')
	}
	w.b = append(append(append(w.b, '"'), n...), '"', ':')
}

func (w *jsonObject) text(name, s string) {
	w.name(name)
	if asItStands(s) {
		w.b = append(append(append(w.b, '"'), s...), '"')
		return
	}
	quoted, err := json.Marshal(s)
	w.b, w.failed = append(w.b, quoted...), w.failed || err != nil
}

// maybe is text that is left out when it is empty.
func (w *jsonObject) maybe(name, s string) {
	if s != "" {
		w.text(name, s)
	}
}

func (w *jsonObject) flag(name string, is bool) {
	if is {
		w.name(name)
		w.b = append(w.b, "true"...)
	}
}

func (w *jsonObject) time(name string, t time.Time) {
	w.name(name)
	b, err := t.AppendText(append(w.b, '"'))
	w.b, w.failed = append(b, '"'), w.failed || err != nil
}

// asItStands reports whether JSON writes s without changing anything.
func asItStands(s string) bool {
	for i := range len(s) {
		switch c := s[i]; {
		case c < 0x20, c == '"', c == '\\', c == '<', c == '>', c == '&':
			return false
		case c == 0xe2 && i+2 < len(s) && s[i+1] == 0x80 && s[i+2]&^1 == 0xa8: // U+2028 and U+2029
			return false
		}
	}
	return utf8.ValidString(s)
}
