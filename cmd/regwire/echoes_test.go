package main

import (
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/bot/phrase"
	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/store/storetest"
)

// The guide of a province names those of others, newer ones too, once it is a while ago
// that was looked.
func TestAnAlertNamesWhatOtherProvincesMadeOfTheSameRule(t *testing.T) {
	h, clock := emptyHouse(t)
	guide := func(source, place, published string) feeds.Event { return guideOf(t, h, source, place, published) }
	says := func(e feeds.Event) string {
		t.Helper()
		m, err := h.editor.Composers()[bot.KindAlert](t.Context(), bot.Delivery{Key: bot.DeliveryKey{Subject: string(e.ID), Kind: bot.KindAlert}}, bot.Channel{ID: "console:here/out"})
		if err != nil {
			t.Fatal(err)
		}
		var all []string
		for _, b := range m.Blocks {
			for _, l := range b.Lines {
				all = append(all, l.Words(bot.English, phrase.Say))
			}
		}
		return strings.Join(all, "\n")
	}
	jiangsu := guide("JSCAC", "江苏省", "2022-09-02")
	if told := says(jiangsu); strings.Contains(told, "Other provinces") {
		t.Errorf("nobody else has one:\n%s", told)
	}
	zhejiang := guide("ZJCAC", "浙江省", "2022-09-20")
	if told := says(zhejiang); !strings.Contains(told, "Other provinces: Jiangsu") {
		t.Errorf("the other is not named:\n%s", told)
	}
	clock.Move(20 * time.Minute)
	if told := says(jiangsu); !strings.Contains(told, "Other provinces: Zhejiang") {
		t.Errorf("the newer one is not named:\n%s", told)
	}
}

// emptyHouse has stored nothing yet.
func emptyHouse(t *testing.T) (*house, *storetest.Clock) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "regwire.yaml")
	if err := os.WriteFile(file, []byte("data: data\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	conf, err := readConfig(file)
	if err != nil {
		t.Fatal(err)
	}
	clock := storetest.NewClock(day("2022-10-01", 12))
	h, err := build(conf, surroundings{
		now: clock.Now, log: slog.New(slog.DiscardHandler), out: io.Discard,
		posted: func(bot.Delivery, bot.Result) {}, getenv: func(string) string { return "" },
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := h.close(); err != nil {
			t.Error(err)
		}
	})
	return h, clock
}

// guideOf is the event of a guide of a province that carries out a national rule.
func guideOf(t *testing.T, h *house, authority, place, published string) feeds.Event {
	t.Helper()
	title := place + "数据出境安全评估申报工作指引（第一版）"
	text := "为指导和帮助" + place + "数据处理者规范、有序申报数据出境安全评估，根据《数据出境安全评估办法》，制定本指引。"
	row := fmt.Sprintf(`{"id":%q,"source_authority":%q,"url":"https://example.org/%s","title":%q,"published":%q,"body":%q}`, authority, authority, authority, title, published, text)
	if _, _, err := h.loadItems(t.Context(), strings.NewReader(row+"\n"), "items.jsonl"); err != nil {
		t.Fatal(err)
	}
	hits, _, err := h.store.Find(t.Context(), bot.Query{Words: []string{place}, Limit: 1})
	if err != nil || len(hits) != 1 {
		t.Fatalf("find %s: %v, %v", place, hits, err)
	}
	return hits[0].Event
}
