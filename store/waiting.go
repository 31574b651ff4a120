package store

import (
	"reflect"
	"time"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/store/object"
)

// waiting is what an item has that waits to be read, a fifth of an item's size: a burst
// of news leaves thousands of them in memory.
type waiting struct {
	ID            feeds.ItemID
	Source        feeds.SourceID
	Workspace     feeds.WorkspaceID
	URL           string
	Host          string
	Title         string
	Published     feeds.Day
	Deadline      feeds.Day
	DeadlineQuote string
	Authority     feeds.AuthorityID
	Media         bool
	Found         time.Time
	ReadAt        time.Time
	State         feeds.ItemState
	Unread        string
	TitleOnly     bool
	Attempts      int
	NextTry       time.Time
	Baseline      bool
	Copy          string
	Gone          feeds.Day
	Given         bool
	Event         feeds.EventID
	Quarantine    string
}

// waitingOf leaves out the item's text. ok is false for an item that is read, or has more
// than waiting holds.
func waitingOf(i *feeds.Item) (w *waiting, ok bool) {
	if i.State != feeds.ItemUnread || i.Submitted != nil || i.Removed != "" || i.Seen != (feeds.Seen{}) || !isZero(&i.Reading) || !isZero(&i.Article) {
		return nil, false
	}
	return &waiting{
		i.ID, i.Source, i.Workspace, i.URL, i.Host, i.Title, i.Published, i.Deadline, i.DeadlineQuote, i.Authority, i.Media,
		i.Found, i.ReadAt, i.State, i.Unread, i.TitleOnly, i.Attempts, i.NextTry, i.Baseline, i.Copy, i.Gone, i.Given, i.Event, i.Quarantine,
	}, true
}

func isZero[T any](v *T) bool { return reflect.ValueOf(v).Elem().IsZero() }

func (w *waiting) item() feeds.Item {
	return feeds.Item{
		ID: w.ID, Source: w.Source, Workspace: w.Workspace, URL: w.URL, Host: w.Host, Title: w.Title, Published: w.Published,
		Deadline: w.Deadline, DeadlineQuote: w.DeadlineQuote, Authority: w.Authority, Media: w.Media, Found: w.Found, ReadAt: w.ReadAt,
		State: w.State, Unread: w.Unread, TitleOnly: w.TitleOnly, Attempts: w.Attempts, NextTry: w.NextTry, Baseline: w.Baseline,
		Copy: w.Copy, Gone: w.Gone, Given: w.Given, Event: w.Event, Quarantine: w.Quarantine,
	}
}

func (w *waiting) searched() *itemFacts {
	return &itemFacts{Workspace: w.Workspace, Title: w.Title, Published: w.Published, Event: w.Event}
}

// append writes the item as json.Marshal does: items come by thousands, and reflection
// costs several times what their two dozen fields do. ok is false where a time cannot be
// written.
func (w *waiting) append(b []byte) (_ []byte, ok bool) {
	o := object.Write(b)
	o.Begin("")
	o.Text("id", string(w.ID))
	o.Text("source", string(w.Source))
	o.Words("workspace", string(w.Workspace))
	o.Text("url", w.URL)
	o.Text("host", w.Host)
	o.Text("title", w.Title)
	o.Words("published", string(w.Published))
	o.Words("deadline", string(w.Deadline))
	o.Words("deadline_quote", w.DeadlineQuote)
	o.Words("authority", string(w.Authority))
	o.Flag("media", w.Media)
	o.At("found", w.Found)
	o.When("read_at", w.ReadAt)
	o.Text("state", string(w.State))
	o.Words("unread", w.Unread)
	o.Flag("title_only", w.TitleOnly)
	o.Count("attempts", w.Attempts)
	o.When("next_try", w.NextTry)
	o.Flag("baseline", w.Baseline)
	o.Words("copy", w.Copy)
	o.Words("gone", string(w.Gone))
	o.Flag("given", w.Given)
	o.Words("event", string(w.Event))
	o.Words("quarantine", w.Quarantine)
	o.End()
	b, err := o.Bytes()
	return b, err == nil
}
