package store

import (
	"encoding/binary"
	"strconv"

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
