package store

import (
	"bytes"
	"context"
	"encoding/json"
	"maps"
	"reflect"
	"testing"
	"time"

	"go.etcd.io/bbolt"
	"pgregory.net/rapid"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/feeds"
)

// put sets every field of v to something, or leaves some as they are.
func put(t *rapid.T, v reflect.Value, all bool) {
	if !all && rapid.Bool().Draw(t, "empty") {
		return
	}
	if v.Type() == reflect.TypeFor[time.Time]() {
		sec := rapid.Int64Range(0, 1<<33).Draw(t, "seconds")
		v.Set(reflect.ValueOf(time.Unix(sec, rapid.Int64Range(0, 999999999).Draw(t, "nanoseconds")).In(rapid.SampledFrom([]*time.Location{time.UTC, time.FixedZone("", 8*3600)}).Draw(t, "zone"))))
		return
	}
	switch v.Kind() {
	case reflect.Struct:
		for _, field := range v.Fields() {
			put(t, field, all)
		}
	case reflect.String:
		v.SetString(rapid.OneOf(rapid.StringN(1, -1, -1), rapid.SampledFrom([]string{"slack:T1/C1", "<a> & \"b\" \\ \u2028 \x7f", "\xff", "征求意见"})).Draw(t, "string"))
	case reflect.Int, reflect.Int64:
		v.SetInt(rapid.Int64Range(1, 1<<40).Draw(t, "int"))
	case reflect.Uint64:
		v.SetUint(rapid.Uint64Range(1, 1<<63).Draw(t, "uint"))
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		for i := range v.Len() {
			put(t, v.Index(i), true)
		}
	case reflect.Map:
		v.Set(reflect.MakeMap(v.Type()))
		key, value := reflect.New(v.Type().Key()).Elem(), reflect.New(v.Type().Elem()).Elem()
		put(t, key, true)
		put(t, value, true)
		v.SetMapIndex(key, value)
	default:
		t.Fatalf("a delivery has a field of kind %s, which no test fills", v.Kind())
	}
}

// keyless is a delivery without the key, as its record has it.
type keyless struct {
	delivery
	Key struct{} `json:"key,omitzero"`
}

// A field that is added to a delivery and not written fails here.
func TestDeliveriesAreWrittenAsJSON(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var d delivery
		put(t, reflect.ValueOf(&d).Elem(), rapid.Bool().Draw(t, "all"))
		want, err := json.Marshal(keyless{delivery: d})
		if err != nil {
			t.Fatal(err)
		}
		got, err := appendDelivery(nil, &d)
		if err != nil || string(got) != string(want) {
			t.Errorf("got  %s, %v\nwant %s", got, err, want)
		}
	})
}

// What is read by hand is what package json reads, and usual records are.
func TestDeliveriesAreReadAsJSON(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var d delivery
		put(t, reflect.ValueOf(&d).Elem(), rapid.Bool().Draw(t, "all"))
		raw, err := appendDelivery(nil, &d)
		if err != nil {
			t.Fatal(err)
		}
		readsAsJSON(t, raw)
		d = delivery{Seq: 7}
		d.State, d.Created = "sending", time.Unix(1.6e9, 12).UTC()
		d.Attempts, d.Events = rapid.IntRange(0, 3).Draw(t, "attempts"), nil
		if raw, err = appendDelivery(nil, &d); err != nil || !readsAsJSON(t, raw) {
			t.Fatalf("a usual record is not read by hand: %s, %v", raw, err)
		}
	})
}

func readsAsJSON(t interface{ Fatalf(string, ...any) }, raw []byte) bool {
	var got, want delivery
	if !readDelivery(string(raw), &got) {
		return false
	}
	if err := json.Unmarshal(raw, &want); err != nil || !reflect.DeepEqual(got, want) {
		t.Fatalf("%s is read as\n%+v by hand, and by package json as\n%+v, %v", raw, got, want, err)
	}
	return true
}

func FuzzReadDelivery(f *testing.F) {
	f.Add([]byte(`{"state":"sent","events":["e1","e2"],"created":"2022-09-14T10:02:00Z","attempts":2,"ref":{"id":"1.2"},"repeat":true,"seq":12}`))
	f.Add([]byte(`{"state":"","subscriptions":["s1"],"created":"0001-01-01T00:00:00Z","due":"2022-09-14T10:02:00.123+08:00","lies":1,"next_try":"2022-09-14T10:02:00Z","reason":"x","revision":3,"plain":true,"seq":0}`))
	f.Fuzz(func(t *testing.T, raw []byte) { readsAsJSON(t, raw) })
}

// The key of a record is not in it any more; in one that an earlier layout wrote it is.
func TestDeliveriesOfAnEarlierLayoutAreRead(t *testing.T) {
	dir := t.TempDir()
	s := OpenChecked(t, dir, Options{})
	keys := []bot.DeliveryKey{
		{Channel: "slack:T1/C1", Kind: bot.KindAlert, Subject: "e1"},
		{Channel: "slack:T1/C1", Kind: bot.KindReminder, Subject: "e1", Occasion: "7"},
	}
	for _, k := range keys {
		if err := s.Owe(t.Context(), []bot.Delivery{{Key: k, State: bot.Pending}}); err != nil {
			t.Fatal(err)
		}
	}
	change := func(tx *bbolt.Tx) error {
		if err := putRecord(tx, tableMeta, []byte("schema"), 4); err != nil {
			return err
		}
		key, err := deliveryKey(keys[0])
		if err != nil {
			return err
		}
		d, _, err := s.getDelivery(tx, key)
		if err != nil {
			return err
		}
		return putRecord(tx, tableDeliveries, key, d) // with its key
	}
	if err := s.db.Update(change); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s = OpenChecked(t, dir, Options{})
	var export bytes.Buffer
	if err := s.Export(t.Context(), &export); err != nil {
		t.Fatal(err)
	}
	loaded := OpenChecked(t, t.TempDir(), Options{})
	if err := loaded.Load(t.Context(), &export); err != nil {
		t.Fatal(err)
	}
	for name, s := range map[string]*Store{"opened": s, "loaded": loaded} {
		list, err := s.Deliveries(t.Context(), "e1")
		if err != nil || len(list) != 2 || list[0].Key != keys[0] || list[1].Key != keys[1] {
			t.Errorf("%s: %+v, %v; want the deliveries under %v", name, list, err, keys)
		}
	}
}

// What is owed once is not owed again, in whatever order it comes.
func TestWhatIsOwedIsOwedOnce(t *testing.T) {
	dirs := t.TempDir
	rapid.Check(t, func(t *rapid.T) {
		s, err := Open(dirs(), Options{})
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		want := map[bot.DeliveryKey]int{} // the revision that was owed first
		for round := range rapid.IntRange(1, 3).Draw(t, "rounds") {
			var list []bot.Delivery
			for range rapid.IntRange(1, 12).Draw(t, "deliveries") {
				k := bot.DeliveryKey{
					Channel: rapid.SampledFrom([]bot.ChannelID{"slack:T1/C1", "slack:T1/C2", "slack:T2/C1"}).Draw(t, "channel"),
					Kind:    rapid.SampledFrom([]bot.Kind{bot.KindAlert, bot.KindUpdate}).Draw(t, "kind"),
					Subject: rapid.SampledFrom([]string{"e1", "e2", "e12"}).Draw(t, "subject"),
				}
				n := 100*round + len(list) + 1
				list = append(list, bot.Delivery{Key: k, State: bot.Pending, Revision: n})
				if want[k] == 0 {
					want[k] = n
				}
			}
			if err := s.Owe(context.Background(), list); err != nil {
				t.Fatal(err)
			}
		}
		got := map[bot.DeliveryKey]int{}
		for _, e := range []feeds.EventID{"e1", "e2", "e12"} {
			list, err := s.Deliveries(context.Background(), e)
			if err != nil {
				t.Fatal(err)
			}
			for _, d := range list {
				got[d.Key] = d.Revision
			}
		}
		if !maps.Equal(got, want) {
			t.Errorf("owed %v, want %v", got, want)
		}
	})
}
