package sourcing

import (
	"context"
	"errors"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/extract"
	"github.com/regwire/regwire/feeds/poll"
)

// site is a poller that reads two rows of anything.
type site struct{}

var rows = []feeds.Entry{{Title: "一", URL: "https://a.example/1"}, {Title: "二", URL: "https://a.example/2"}}

func (site) Propose(_ context.Context, address string) (poll.Proposed, error) {
	return poll.Proposed{Source: extract.Guesses(address, feeds.Document{})[0], List: address, Title: "通知公告", Rows: rows}, nil
}

func (site) Preview(context.Context, extract.Source) ([]feeds.Entry, error) { return rows, nil }

// desk is a Sourcing that may ask hosts of .example, and stores nothing.
func desk() *Sourcing {
	return New(Deps{
		Poller: site{}, Shipped: extract.NewSet(nil), Now: func() time.Time { return time.Date(2022, 9, 30, 0, 0, 0, 0, time.UTC) },
		CheckURL: func(address string) (*url.URL, error) {
			u, err := url.Parse(address)
			if err == nil && !strings.HasSuffix(u.Hostname(), ".example") {
				err = errors.New("not a public address")
			}
			return u, err
		},
	})
}

// A proposal that is kept is a rule of the form that is shipped: it says what is polled.
func TestAProposalIsARuleThatCanBeRead(t *testing.T) {
	got, err := desk().Propose(t.Context(), "slack:T1", "https://list.example/tz/", false)
	if err != nil || len(got) != 1 {
		t.Fatalf("%+v, %v", got, err)
	}
	p := got[0]
	src, err := Source(bot.OwnSource{ID: p.Source.ID, Workspace: "slack:T1", Rule: p.Rule, Paused: "too loud"})
	if err != nil || src.Workspace != "slack:T1" || src.Disabled != "too loud" || src.NameZH != "通知公告 (list.example)" {
		t.Errorf("%+v, %v", src.Source, err)
	}
	if again, err := desk().Propose(t.Context(), "slack:T2", "https://list.example/tz/", false); err != nil || again[0].Source.ID == p.Source.ID {
		t.Errorf("another workspace gets the same source %s, %v", p.Source.ID, err)
	}
	if _, err := Source(bot.OwnSource{ID: "another", Rule: p.Rule}); err == nil {
		t.Error("a rule is taken for a source that it does not name")
	}
}

// Of a list of feeds those that may not be polled are named with line and reason; files are
// for operators.
func TestFilesAreTakenApart(t *testing.T) {
	opml := AsWord("a.opml", []byte(`<opml version="2.0"><body>
<outline text="A" xmlUrl="https://a.example/feed"/>
<outline text="B" xmlUrl="https://10.0.0.1/feed"/></body></opml>`))
	got, err := desk().Propose(t.Context(), "", opml, true)
	if err != nil || len(got) != 2 || got[0].Refused != "" || got[1].Refused != "not a public address" || got[1].Line != 3 {
		t.Errorf("%+v, %v", got, err)
	}
	if _, err := desk().Propose(t.Context(), "slack:T1", opml, false); err == nil {
		t.Error("somebody in a chat gives a file")
	}
	for name, text := range map[string]string{"empty.opml": "<opml><body/></opml>", "broken.yaml": "sources:\n- id: [", "none.yaml": "# nothing\n"} {
		_, err := desk().Propose(t.Context(), "", AsWord(name, []byte(text)), true)
		if mistake, ok := errors.AsType[*bot.Mistake](err); !ok || len(mistake.Say.Args) == 0 || mistake.Say.Args[0] != feeds.Text(name) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
