package store

import (
	"strconv"

	"go.etcd.io/bbolt"

	"github.com/regwire/regwire/store/frame"
)

// putRow writes the record of a delivery and gives it as it was written. One alert
// may go to thousands of channels, and each delivery is written three times: its
// JSON is put together by hand.
func putRow(tx *bbolt.Tx, key []byte, d *delivery) (raw []byte, err error) {
	e, _ := encoders.Get().(*encoder)
	defer encoders.Put(e)
	payload, err := appendDelivery(e.room(), d)
	if err != nil {
		return nil, err
	}
	raw = frame.Of(tableDeliveries, key, payload) // the copy that stays
	return raw, putRaw(tx, tableDeliveries, key, raw)
}

// rewrite is putRow for one whose key in the file is not at hand.
func rewrite(tx *bbolt.Tx, d *delivery) error {
	key, err := deliveryKey(d.Key)
	if err == nil {
		_, err = putRow(tx, key, d)
	}
	return err
}

// appendDelivery writes d as package json does, field by field, but for its key, which is
// that of the record.
func appendDelivery(to []byte, d *delivery) ([]byte, error) {
	o := object{to: to}
	o.begin("")
	o.text("state", string(d.State))
	list(&o, "events", d.Events)
	list(&o, "subscriptions", d.Subscriptions)
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
