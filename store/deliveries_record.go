package store

import (
	"encoding/binary"
	"encoding/json"
	"strconv"
	"time"

	"go.etcd.io/bbolt"
)

// usualRow is room for the record of a delivery that was sent.
const usualRow = 384

// putRow writes the record of a delivery and gives it as it was written. One alert
// may go to thousands of channels, and each delivery is written three times: its
// JSON is put together by hand, into the memory that the file is given.
func putRow(tx *bbolt.Tx, key []byte, d *delivery) (raw []byte, err error) {
	raw = make([]byte, frameSize, usualRow)
	if raw, err = appendDelivery(raw, d); err != nil {
		return nil, err
	}
	raw[0] = recordSchema
	binary.BigEndian.PutUint32(raw[1:], checksum(tableDeliveries, key, recordSchema, raw[frameSize:]))
	return raw, putRaw(tx, tableDeliveries, key, raw)
}

// appendDelivery writes d as package json does, field by field.
func appendDelivery(to []byte, d *delivery) ([]byte, error) {
	o := object{to: to}
	o.begin("")
	o.begin("key")
	o.text("channel", string(d.Key.Channel))
	o.text("kind", string(d.Key.Kind))
	o.text("subject", d.Key.Subject)
	o.words("occasion", d.Key.Occasion)
	o.end()
	o.text("state", string(d.State))
	if len(d.Events) > 0 {
		o.value("events", d.Events)
	}
	if len(d.Subscriptions) > 0 {
		o.value("subscriptions", d.Subscriptions)
	}
	o.at("created", d.Created)
	o.when("due", d.Due)
	o.count("attempts", d.Attempts)
	o.count("lies", d.Lies)
	o.when("next_try", d.NextTry)
	o.when("started", d.Started)
	o.when("sent_at", d.SentAt)
	if r := d.Ref; r.ID != "" || r.Place != "" || r.Thread != "" || r.Link != "" {
		o.begin("ref")
		o.words("id", r.ID)
		o.words("place", r.Place)
		o.words("thread", r.Thread)
		o.words("link", r.Link)
		o.end()
	}
	o.flag("repeat", d.Repeat)
	o.words("reason", d.Reason)
	o.count("revision", d.Revision)
	if len(d.Args) > 0 {
		o.value("args", d.Args)
	}
	o.flag("plain", d.Plain)
	o.name("seq")
	o.to = strconv.AppendUint(o.to, d.Seq, 10)
	o.end()
	return o.to, o.err
}

// object is a JSON object under way. Fields that may be left out when empty are
// written by words, when, count and flag.
type object struct {
	to  []byte
	err error
}

func (o *object) begin(name string) {
	if name != "" {
		o.name(name)
	}
	o.to = append(o.to, '{')
}

func (o *object) end() { o.to = append(o.to, '}') }

func (o *object) name(name string) {
	if o.to[len(o.to)-1] != '{' {
		o.to = append(o.to, ',')
	}
	o.to = append(append(append(o.to, '"'), name...), '"', ':')
}

// value writes what package json makes of v.
func (o *object) value(name string, v any) {
	raw, err := json.Marshal(v)
	if err != nil {
		o.err = err
	}
	o.name(name)
	o.to = append(o.to, raw...)
}

func (o *object) text(name, s string) {
	if !asIs(s) {
		o.value(name, s)
		return
	}
	o.name(name)
	o.to = append(append(append(o.to, '"'), s...), '"')
}

// asIs reports whether s stands in JSON as it is.
func asIs(s string) bool {
	for i := range len(s) {
		if c := s[i]; c < ' ' || c > '~' || c == '"' || c == '\\' || c == '<' || c == '>' || c == '&' {
			return false
		}
	}
	return true
}

func (o *object) words(name, s string) {
	if s != "" {
		o.text(name, s)
	}
}

func (o *object) at(name string, t time.Time) {
	o.name(name)
	o.to = append(o.to, '"')
	to, err := t.AppendText(o.to)
	if err != nil {
		o.err = err
	}
	o.to = append(to, '"')
}

func (o *object) when(name string, t time.Time) {
	if !t.IsZero() {
		o.at(name, t)
	}
}

func (o *object) count(name string, n int) {
	if n != 0 {
		o.name(name)
		o.to = strconv.AppendInt(o.to, int64(n), 10)
	}
}

func (o *object) flag(name string, yes bool) {
	if yes {
		o.name(name)
		o.to = append(o.to, "true"...)
	}
}
