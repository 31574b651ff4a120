package command_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/feeds"
)

// Whatever people correct of events, one after another, the undo that each answer offers
// brings back what was there before it, to the first.
func TestWhatWasCorrectedIsUndoneStepByStep(t *testing.T) {
	o := newOffice(t)
	p := o.person(here, "U1")
	p.actor.Operator = true
	rapid.Check(t, func(rt *rapid.T) {
		var items []feeds.ItemID
		for range 4 {
			e := o.publish("", "规定", func(i *feeds.Item) { i.Reading.Stage = feeds.StageIssued })
			items = append(items, o.single(e))
		}
		var undos, states []string
		for range rapid.IntRange(1, 7).Draw(rt, "corrections") {
			before := o.standing(items)
			events := o.eventsOf(items)
			one := rapid.SampledFrom(events).Draw(rt, "event")
			words := []string{rapid.SampledFrom([]string{"join", "split", "link", "link", "unlink"}).Draw(rt, "verb"), string(one)}
			switch words[0] {
			case "split":
				words = append(words, string(rapid.SampledFrom(items).Draw(rt, "item")))
			default:
				words = append(words, string(rapid.SampledFrom(events).Draw(rt, "other")))
			}
			if words[0] == "link" {
				words = append(words, rapid.SampledFrom([]string{"final-of", "amended-by", "same-as"}).Draw(rt, "relation"))
				if words[3] != "same-as" && rapid.Bool().Draw(rt, "possible") {
					words = append(words, "possible")
				}
			}
			_, m, err := p.try("event " + strings.Join(words, " "))
			if err != nil {
				continue // not to be done, as of an event with itself
			}
			undos, states = append(undos, "event "+strings.Join(m.Buttons[0].Words, " ")), append(states, before)
			rt.Logf("event %s: %s", strings.Join(words, " "), o.standing(items))
		}
		for n := range slices.Backward(undos) {
			if answer, _, err := p.try(undos[n]); err != nil {
				rt.Fatalf("%s: %s", undos[n], answer)
			}
			if got := o.standing(items); got != states[n] {
				rt.Fatalf("after %s:\n%s\nwant\n%s", undos[n], got, states[n])
			}
		}
	})
}

// single is the item of an event that has no other.
func (o *office) single(e feeds.EventID) feeds.ItemID {
	_, items, err := o.store.Event(context.Background(), e)
	o.must(err)
	return items[0].ID
}

// eventsOf are the events that the items belong to.
func (o *office) eventsOf(items []feeds.ItemID) (events []feeds.EventID) {
	for _, id := range items {
		i, err := o.store.Item(context.Background(), id)
		o.must(err)
		if !slices.Contains(events, i.Event) {
			events = append(events, i.Event)
		}
	}
	return events
}

// standing tells which of the items are one event, who leads it, and how the events stand
// to one another, whatever their ids are.
func (o *office) standing(items []feeds.ItemID) string {
	ctx := context.Background()
	var out []string
	for _, id := range o.eventsOf(items) {
		e, _, err := o.store.Event(ctx, id)
		o.must(err)
		var steps []string
		for _, l := range e.Lineage {
			other, _, err := bot.Whole(ctx, o.store.Event, l.Event)
			o.must(err)
			step := fmt.Sprintf("%s %v %t %s %s", l.Relation, slices.Sorted(slices.Values(other.Items)), l.Sure, l.Since, l.By)
			if !slices.Contains(steps, step) && other.ID != e.ID {
				steps = append(steps, step)
			}
		}
		slices.Sort(steps)
		out = append(out, fmt.Sprint(slices.Sorted(slices.Values(e.Items)), " led by ", e.Lead, " ", steps))
	}
	slices.Sort(out)
	return strings.Join(out, "\n")
}
