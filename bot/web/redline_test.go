package web_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/feeds"
)

// followed is an archive of a rule and the draft it surely follows or not.
func followed(sure bool, before, fresh string) *archive {
	a := &archive{items: map[feeds.ItemID]feeds.Item{}}
	a.add(feeds.Event{ID: "e1", Title: "办法（征求意见稿）"}, feeds.Item{ID: "i1", Text: before})
	a.add(feeds.Event{ID: "e2", Title: "办法", Lineage: []feeds.Link{{Event: "e1", Relation: "final_of", Sure: sure}}}, feeds.Item{ID: "i2", Text: fresh})
	return a
}

func TestWhatChangedSinceTheDraftIsShown(t *testing.T) {
	for name, c := range map[string]struct {
		archive *archive
		none    bool
	}{
		"a rule and its draft":    {followed(true, "第一条 旧", "第一条 新"), false},
		"a possible draft":        {followed(false, "第一条 旧", "第一条 新"), true},
		"a draft that is unread":  {followed(true, "", "第一条 新"), true},
		"a text that is too long": {followed(true, "第一条 旧", strings.Repeat("长", 100<<10)), true},
	} {
		p := pages(c.archive)
		p.Redline = func(before, fresh string) (bot.Redline, bool) {
			return bot.Redline{Changed: 1, New: 1, Parts: []bot.RedlinePart{
				{Kind: bot.PartChanged, OldNumber: "第一条", Number: "第二条", Pieces: []bot.RedlinePiece{{Text: "<b>甲"}, {Text: "旧", Gone: true}, {Text: "新", Come: true}}},
				{Kind: bot.PartNew, Number: "第九条", Pieces: []bot.RedlinePiece{{Text: "乙", Come: true}}},
			}}, true
		}
		got := get(p.Handler(), "/event/e2")
		if got.Code != http.StatusOK {
			t.Fatalf("%s: %d", name, got.Code)
		}
		for _, want := range []string{
			"1 article changed, 1 new, 0 dropped, 0 moved", "Changed: 第一条 → 第二条", "&lt;b&gt;甲<del>旧</del><ins>新</ins>", "New: 第九条", "<ins>乙</ins>",
		} {
			if strings.Contains(got.Body.String(), want) == c.none {
				t.Errorf("%s: %q is there: %v", name, want, c.none)
			}
		}
	}
}

// The page holds what alerts call the rest of the steps by.
func TestThePageOfAnEventHasItsStepsWhereAlertsLead(t *testing.T) {
	page := get(pages(followed(true, "", "第一条")).Handler(), "/event/e2").Body.String()
	if want := `<section id="` + bot.StepsOfPage + `">`; !strings.Contains(page, want) {
		t.Errorf("no %s in the page", want)
	}
}
