package store

import (
	"encoding/json"
	"fmt"
	"strings"

	"go.etcd.io/bbolt"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/store/object"
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
