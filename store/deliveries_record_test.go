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
