package main

import (
	"strings"
	"testing"
	"time"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/feeds"
)

func TestWatchHitsReachTheOwnersAlone(t *testing.T) {
	h, out, clock := demoHouse(t, nil)
	id := eventOf(t, h, "http://rmfyb.chinacourt.org/paper/html/2022-09/05/content_220650.htm?div=-1")
	e, items, err := h.store.Event(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	e.Reading.Apps = &feeds.AppList{Expected: 3, Rows: []feeds.AppRow{{Row: 1, Name: "艾克米支付"}, {Row: 2, Name: "随申行助手"}}}
	for _, line := range []string{"watch add app 艾克米支付 owners:ann,bob", "watch add app 随申行 owners:eve,bob"} {
		asked(t, h, line)
	}
	owed, err := h.editor.Private(t.Context(), bot.Unplanned{Event: e, Items: items})
	if err != nil {
		t.Fatal(err)
	}
	to := map[string]int{}
	for _, d := range owed {
		to[d.Key.Channel.Place()]++
		if strings.Contains(d.Key.String(), "艾克米") || len(d.Args["1"]) > 0 {
			t.Errorf("delivery tells what is watched: %+v", d)
		}
	}
	if to["ann"] != 1 || to["eve"] != 1 || to["bob"] != 3 {
		t.Errorf("owed to %v, want each owner once and the second asked later for both", to)
	}
	again, err := h.editor.Private(t.Context(), bot.Unplanned{Event: e, Items: items})
	if err != nil || len(again) != len(owed) || again[0].Key != owed[0].Key {
		t.Errorf("the same result makes another key: %v", err)
	}
	if err := h.store.Owe(t.Context(), owed); err != nil {
		t.Fatal(err)
	}
	if got := after(t, h, out, clock, clock.Now().Add(time.Hour)); strings.Contains(got, "艾克米") {
		t.Errorf("the stored event names nobody, and still: %s", got)
	}
}

func TestNoticeWithoutAMatchIsListedOnce(t *testing.T) {
	h, _, clock := demoHouse(t, nil)
	id := eventOf(t, h, "http://rmfyb.chinacourt.org/paper/html/2022-09/05/content_220650.htm?div=-1")
	e, items, err := h.store.Event(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	e.Reading.Apps = &feeds.AppList{Expected: 1, Rows: []feeds.AppRow{{Row: 1, Name: "别家应用"}}}
	asked(t, h, "watch add app 艾克米支付 owners:ann,bob nomatch:weekly")
	owed, err := h.editor.Private(t.Context(), bot.Unplanned{Event: e, Items: items})
	if err != nil || len(owed) != 2 || owed[0].Key.Subject != "watched" {
		t.Fatalf("owed %+v, %v; want a place in each owner's list", owed, err)
	}
	clock.Set(clock.Now().AddDate(0, 0, 8))
	if again, err := h.editor.Private(t.Context(), bot.Unplanned{Event: e, Items: items, Deliveries: owed}); err != nil || len(again) != 0 {
		t.Errorf("in the week after: %+v, %v; want nothing", again, err)
	}
	e.Reading.Apps.Rows[0].Name = "艾克米支付"
	if again, err := h.editor.Private(t.Context(), bot.Unplanned{Event: e, Items: items, Deliveries: owed}); err != nil || len(again) < 2 {
		t.Errorf("once it names them: %+v, %v; want both told", again, err)
	}
}

func TestSecondOwnerIsAskedUnlessTheFirstAnswered(t *testing.T) {
	h, _, _ := demoHouse(t, nil)
	url := "http://www.hebeipingan.org.cn/system/2022/09/19/030190667.shtml"
	id := eventOf(t, h, url)
	asked(t, h, "watch add entity 行唐县人民检察院 owners:you,bob")
	bob := bot.Channel{ID: bot.Direct(demoChannel.Workspace(), "bob")}
	ask := bot.Delivery{Key: bot.DeliveryKey{Channel: bob.ID, Kind: bot.KindNotice, Subject: "watch:" + string(id), Occasion: "ask:x"}, Args: map[string]string{"0": "you"}}
	m, err := h.editor.Composers()[bot.KindNotice](t.Context(), ask, bob)
	if err != nil || !strings.Contains(said(m), "you was told first") || !strings.Contains(said(m), "MATCH in the text") {
		t.Errorf("asked: %v\n%s", err, said(m))
	}
	asked(t, h, "take "+url)
	if m, err := h.editor.Composers()[bot.KindNotice](t.Context(), ask, bob); err == nil {
		t.Errorf("asked although the first has taken it: %s", said(m))
	}
}

// A title that names a watched company is news to its owners, whatever kind of event it is.
func TestATitleThatNamesSomebodyIsToldToTheOwners(t *testing.T) {
	h, _, _ := demoHouse(t, nil)
	id := eventOf(t, h, "https://www.cnr.cn/shanghai/tt/20220930/t20220930_526024274.shtml")
	e, items, err := h.store.Event(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	if bot.NamesSomebody(e) {
		t.Fatal("the event names somebody by its kind")
	}
	asked(t, h, "watch add entity 上海数据集团 owners:ann,bob")
	asked(t, h, "watch add entity 别家公司 owners:eve,fay")
	owed, err := h.editor.Private(t.Context(), bot.Unplanned{Event: e, Items: items})
	if err != nil {
		t.Fatal(err)
	}
	to := map[string]int{}
	for _, d := range owed {
		to[d.Key.Channel.Place()]++
	}
	if to["ann"] != 1 || to["bob"] != 2 || to["eve"]+to["fay"] != 0 {
		t.Errorf("owed to %v, want the owners of the name alone", to)
	}
}
