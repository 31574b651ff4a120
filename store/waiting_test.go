package store

import (
	"encoding/json"
	"reflect"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/regwire/regwire/feeds"
)

// fillFields gives every field of a struct that holds plain values some value, now and
// then none, so that a field that is added later is tested as well.
func fillFields(t *rapid.T, v reflect.Value) {
	words := rapid.SampledFrom([]string{"", "", "标题（第3批）", `a "b" \ <c> & d`, "line\nend", "\u2028", "…“”", "bad\xff", "é\u0301"})
	for _, f := range v.Fields() {
		switch f.Interface().(type) {
		case time.Time:
			at := time.Unix(rapid.Int64Range(-1e10, 3e11).Draw(t, "time"), rapid.Int64Range(0, 1e9).Draw(t, "part")).In(feeds.Shanghai)
			if rapid.Bool().Draw(t, "timed") {
				f.Set(reflect.ValueOf(at))
			}
			continue
		}
		switch f.Kind() {
		case reflect.String:
			f.SetString(words.Draw(t, "words"))
		case reflect.Bool:
			f.SetBool(rapid.Bool().Draw(t, "flag"))
		case reflect.Int:
			f.SetInt(rapid.Int64Range(-1, 3).Draw(t, "number"))
		}
	}
}

func TestWaitingItemsAreWrittenAsJSONWritesThem(t *testing.T) {
	quick := 0
	rapid.Check(t, func(t *rapid.T) {
		var i feeds.Item
		fillFields(t, reflect.ValueOf(&i).Elem())
		i.State, i.Text = feeds.ItemUnread, ""
		if rapid.IntRange(0, 9).Draw(t, "read") == 0 {
			i.Reading.Topics = []feeds.Topic{"data_export"}
		}
		w, ok := waitingOf(&i)
		if !ok {
			return
		}
		if !reflect.DeepEqual(w.item(), i) {
			t.Fatalf("got back  %+v\nwaits     %+v", w.item(), i)
		}
		got, ok := w.append(nil)
		want, err := json.Marshal(i)
		if !ok {
			return
		}
		quick++
		if err != nil || string(got) != string(want) {
			t.Fatalf("got  %s\nwant %s (%v)", got, want, err)
		}
		var back feeds.Item
		if err := json.Unmarshal(got, &back); err != nil {
			t.Fatal(err)
		}
	})
	if quick == 0 {
		t.Error("no item was written the quick way")
	}
}
