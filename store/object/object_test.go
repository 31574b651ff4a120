package object

import (
	"encoding/json"
	"reflect"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// record has a field of each kind.
type record struct {
	Text   string    `json:"text"`
	Words  string    `json:"words,omitempty"`
	List   []string  `json:"list,omitempty"`
	At     time.Time `json:"at"`
	When   time.Time `json:"when,omitzero"`
	Within within    `json:"within,omitzero"`
	Count  int       `json:"count,omitempty"`
	Flag   bool      `json:"flag,omitempty"`
	Number uint64    `json:"number"`
}

type within struct {
	A string `json:"a,omitempty"`
	B string `json:"b,omitempty"`
}

func (r *record) write() ([]byte, error) {
	o := Write([]byte("before "))
	o.Begin("")
	o.Text("text", r.Text)
	o.Words("words", r.Words)
	List(o, "list", r.List)
	o.At("at", r.At)
	o.When("when", r.When)
	if r.Within != (within{}) {
		o.Begin("within")
		o.Words("a", r.Within.A)
		o.Words("b", r.Within.B)
		o.End()
	}
	o.Count("count", r.Count)
	o.Flag("flag", r.Flag)
	o.Number("number", r.Number)
	o.End()
	return o.Bytes()
}

func read(s string) (r record, ok bool) {
	in := Read(s)
	in.Begin("")
	r.Text = in.Text("text")
	r.Words = in.Text("words")
	r.List = ReadList(in, "list", r.List)
	r.At = in.Time("at")
	r.When = in.Time("when")
	if in.Begin("within") {
		r.Within.A = in.Text("a")
		r.Within.B = in.Text("b")
		in.End()
	}
	r.Count = in.Count("count")
	r.Flag = in.Flag("flag")
	r.Number = in.Number("number")
	in.End()
	return r, in.Done()
}

func drawRecord(t *rapid.T) *record {
	word := rapid.OneOf(rapid.Just(""), rapid.String(), rapid.SampledFrom([]string{"征求意见", "a\"b", "<a>&\\", "\u2028", "\xff", "\x00", "é"}))
	at := func(name string) time.Time {
		if rapid.Bool().Draw(t, "no "+name) {
			return time.Time{}
		}
		return time.Unix(rapid.Int64Range(0, 1<<33).Draw(t, name), rapid.Int64Range(0, 999_999_999).Draw(t, "nanoseconds")).UTC()
	}
	return &record{
		word.Draw(t, "text"), word.Draw(t, "words"), rapid.SliceOfN(word, 0, 3).Draw(t, "list"), at("at"), at("when"),
		within{word.Draw(t, "a"), word.Draw(t, "b")},
		rapid.Int().Draw(t, "count"), rapid.Bool().Draw(t, "flag"), rapid.Uint64().Draw(t, "number"),
	}
}

// What a Writer writes is what package json writes, and what a Reader does not find odd
// is read as package json reads it.
func TestAsJSON(t *testing.T) {
	byHand := 0
	rapid.Check(t, func(t *rapid.T) {
		r := drawRecord(t)
		want, err := json.Marshal(r)
		if err != nil {
			t.Fatal(err)
		}
		raw, err := r.write()
		if err != nil || string(raw) != "before "+string(want) {
			t.Fatalf("got  %s, %v\nwant before %s", raw, err, want)
		}
		got, ok := read(string(want))
		if !ok {
			return
		}
		byHand++
		var again record
		if err := json.Unmarshal(want, &again); err != nil || !reflect.DeepEqual(got, again) {
			t.Fatalf("%s is read as\n%+v by hand, and by package json as\n%+v, %v", want, got, again, err)
		}
	})
	if byHand == 0 {
		t.Error("nothing was read by hand")
	}
}

// A Reader reads no object that a Writer would not have written.
func TestOdd(t *testing.T) {
	usual := `{"text":"a","at":"2022-09-14T10:02:00Z","number":7}`
	if _, ok := read(usual); !ok {
		t.Errorf("%s is odd", usual)
	}
	for _, s := range []string{
		``, `{`, usual + " ", usual[1:], `{"text":"a" ,"number":7}`, `{"text":"a\n","number":7}`, `{"number":7,"text":"a"}`,
		`{"text":"a","number":07}`, `{"text":"a","number":-7}`, `{"text":"a","number":18446744073709551616}`, `{"text":"a","count":9223372036854775808}`,
		`{"text":"a","at":"2022","number":7}`, `{"text":"a","flag":false}`, `{"text":"a","list":["b"`, `{"text":"a","list":[]}`, `{"text":null}`, `{"text":"a","more":1}`,
	} {
		if r, ok := read(s); ok {
			t.Errorf("%s is read as %+v", s, r)
		}
	}
}
