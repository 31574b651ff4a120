package store

import (
	"encoding/json"
	"fmt"
	"strings"

	"go.etcd.io/bbolt"

	"github.com/regwire/regwire/bot"
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
	in := object.Read(s)
	in.Begin("")
	d.State = bot.State(in.Text("state"))
	d.Events = object.ReadList(in, "events", d.Events)
	d.Subscriptions = object.ReadList(in, "subscriptions", d.Subscriptions)
	d.Created = in.Time("created")
	d.Due = in.Time("due")
	d.Attempts = in.Count("attempts")
	d.Lies = in.Count("lies")
	d.NextTry = in.Time("next_try")
	d.Started = in.Time("started")
	d.SentAt = in.Time("sent_at")
	if in.Begin("ref") {
		d.Ref.ID = in.Text("id")
		d.Ref.Place = in.Text("place")
		d.Ref.Thread = in.Text("thread")
		d.Ref.Link = in.Text("link")
		in.End()
	}
	d.Repeat = in.Flag("repeat")
	d.Reason = in.Text("reason")
	d.Revision = in.Count("revision")
	d.Plain = in.Flag("plain")
	d.Seq = in.Number("seq")
	in.End()
	return in.Done()
}
