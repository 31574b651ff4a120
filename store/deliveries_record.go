package store

import (
	"go.etcd.io/bbolt"

	"github.com/regwire/regwire/store/frame"
	"github.com/regwire/regwire/store/object"
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
	o := object.Write(to)
	o.Begin("")
	o.Text("state", string(d.State))
	object.List(o, "events", d.Events)
	object.List(o, "subscriptions", d.Subscriptions)
	o.At("created", d.Created)
	o.When("due", d.Due)
	o.Count("attempts", d.Attempts)
	o.Count("lies", d.Lies)
	o.When("next_try", d.NextTry)
	o.When("started", d.Started)
	o.When("sent_at", d.SentAt)
	if r := d.Ref; r.ID != "" || r.Place != "" || r.Thread != "" || r.Link != "" {
		o.Begin("ref")
		o.Words("id", r.ID)
		o.Words("place", r.Place)
		o.Words("thread", r.Thread)
		o.Words("link", r.Link)
		o.End()
	}
	o.Flag("repeat", d.Repeat)
	o.Words("reason", d.Reason)
	o.Count("revision", d.Revision)
	if len(d.Args) > 0 {
		o.Value("args", d.Args)
	}
	o.Flag("plain", d.Plain)
	o.Number("seq", d.Seq)
	o.End()
	return o.Bytes()
}
