package store

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"time"

	"go.etcd.io/bbolt"

	"github.com/regwire/regwire/bot"
)

// decode reads the record of key: one that was written by appendDelivery, and has nothing
// unusual in it, by hand.
func (d *delivery) decode(key, payload []byte) error {
	if !readDelivery(string(payload), d) {
		*d = delivery{}
		if err := json.Unmarshal(payload, d); err != nil {
			return err
		}
	}
	if d.Key.Subject != "" { // layouts before 5 wrote the key into the record, too
		return nil
	}
	parts := strings.SplitN(string(key), "\x00", 5)
	if len(parts) != 5 {
		return fmt.Errorf("%q is no key of a delivery", key)
	}
	d.Key = bot.DeliveryKey{Subject: parts[0], Channel: bot.ChannelID(parts[1]), Kind: bot.Kind(parts[2]), Occasion: parts[3]}
	return nil
}

func (s *Store) getDelivery(tx *bbolt.Tx, key []byte) (delivery, bool, error) {
	raw := tableDeliveries.in(tx).Get(key)
	if raw == nil {
		return delivery{}, false, nil
	}
	var d delivery
	ok, err := s.decode(tableDeliveries, key, raw, &d)
	return d, ok, err
}

// readDelivery reads what appendDelivery wrote into an empty delivery, field by field
// in the same order. It is false when there is anything else, which is for package
// json to read. The words of the delivery are parts of s.
func readDelivery(s string, d *delivery) bool {
	in := jsonReader{rest: s}
	in.begin("")
	d.State = bot.State(in.text("state"))
	d.Events = readList(&in, "events", d.Events)
	d.Subscriptions = readList(&in, "subscriptions", d.Subscriptions)
	d.Created = in.time("created")
	d.Due = in.time("due")
	d.Attempts = in.count("attempts")
	d.Lies = in.count("lies")
	d.NextTry = in.time("next_try")
	d.Started = in.time("started")
	d.SentAt = in.time("sent_at")
	if in.begin("ref") {
		d.Ref.ID = in.text("id")
		d.Ref.Place = in.text("place")
		d.Ref.Thread = in.text("thread")
		d.Ref.Link = in.text("link")
		in.end()
	}
	d.Repeat = in.flag("repeat")
	d.Reason = in.text("reason")
	d.Revision = in.count("revision")
	d.Plain = in.flag("plain")
	if in.name("seq") {
		d.Seq = in.number()
	}
	in.end()
	return !in.odd && in.rest == ""
}

// jsonReader reads a JSON object without blanks, whose fields come in a known order
// and may be left out. What it cannot read makes it odd.
type jsonReader struct {
	rest string
	odd  bool
	more bool // a field of the object was read
}

// skip passes over what is next if it is that.
func (in *jsonReader) skip(s string) bool {
	rest, ok := strings.CutPrefix(in.rest, s)
	if ok {
		in.rest = rest
	}
	return ok
}

func (in *jsonReader) must(s string) { in.odd = !in.skip(s) || in.odd }

// name passes over the name of a field if it is next.
func (in *jsonReader) name(name string) bool {
	at := 0
	if in.more {
		at = 1
	}
	// ,"name":
	if len(in.rest) < at+len(name)+3 || in.more && in.rest[0] != ',' || in.rest[at] != '"' ||
		in.rest[at+1:at+1+len(name)] != name || in.rest[at+1+len(name):at+3+len(name)] != `":` {
		return false
	}
	in.rest, in.more = in.rest[at+len(name)+3:], true
	return true
}

func (in *jsonReader) begin(name string) bool {
	if name != "" && !in.name(name) {
		return false
	}
	in.must("{")
	in.more = false
	return true
}

func (in *jsonReader) end() {
	in.must("}")
	in.more = true
}

// word is a string that stands in JSON as it is.
func (in *jsonReader) word() string {
	in.must(`"`)
	n := strings.IndexByte(in.rest, '"')
	if n < 0 || !asIs(in.rest[:n]) {
		in.odd = true
		return ""
	}
	s := in.rest[:n]
	in.rest = in.rest[n+1:]
	return s
}

func (in *jsonReader) text(name string) string {
	if !in.name(name) {
		return ""
	}
	return in.word()
}

func (in *jsonReader) time(name string) (t time.Time) {
	if in.name(name) {
		if err := t.UnmarshalText([]byte(in.word())); err != nil {
			in.odd = true
		}
	}
	return t
}

func (in *jsonReader) number() uint64 {
	n := 0
	for n < len(in.rest) && in.rest[n] >= '0' && in.rest[n] <= '9' {
		n++
	}
	v, err := strconv.ParseUint(in.rest[:n], 10, 64)
	in.odd = in.odd || err != nil || n > 1 && in.rest[0] == '0'
	in.rest = in.rest[n:]
	return v
}

func (in *jsonReader) count(name string) int {
	if !in.name(name) {
		return 0
	}
	v := in.number()
	in.odd = in.odd || int(v) < 0
	return int(v)
}

func (in *jsonReader) flag(name string) bool {
	if !in.name(name) {
		return false
	}
	in.must("true")
	return true
}

func readList[T ~string](in *jsonReader, name string, to []T) []T {
	if !in.name(name) {
		return to
	}
	for in.must("["); !in.odd; in.must(",") {
		to = append(to, T(in.word()))
		if in.skip("]") {
			break
		}
	}
	return to
}
