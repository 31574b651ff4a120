package store

import (
	"encoding/json"
	"reflect"
	"testing"
	"time"

	"pgregory.net/rapid"
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

// A field that is added to a delivery and not written fails here.
func TestDeliveriesAreWrittenAsJSON(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var d delivery
		put(t, reflect.ValueOf(&d).Elem(), rapid.Bool().Draw(t, "all"))
		want, err := json.Marshal(d)
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
		d.Key.Channel, d.Key.Kind, d.Key.Subject, d.State, d.Created = "slack:T1/C1", "alert", "e1", "sending", time.Unix(1.6e9, 12).UTC()
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
	f.Add([]byte(`{"key":{"channel":"slack:T1/C1","kind":"alert","subject":"e1"},"state":"sent","events":["e1","e2"],"created":"2022-09-14T10:02:00Z","attempts":2,"ref":{"id":"1.2"},"repeat":true,"seq":12}`))
	f.Add([]byte(`{"key":{"channel":"a","kind":"b","subject":"c","occasion":"d"},"state":"","subscriptions":["s1"],"created":"0001-01-01T00:00:00Z","due":"2022-09-14T10:02:00.123+08:00","lies":1,"next_try":"2022-09-14T10:02:00Z","reason":"x","revision":3,"plain":true,"seq":0}`))
	f.Fuzz(func(t *testing.T, raw []byte) { readsAsJSON(t, raw) })
}
