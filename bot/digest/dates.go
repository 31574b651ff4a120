package digest

import (
	"strings"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/feeds"
)

// Coming is a date that belongs into an issue: what it is for, as package deadline
// has it, the date, the day to count down to, and the event that states it.
type Coming struct {
	Entry
	What  string
	Date  feeds.Date
	Count feeds.Day
}

// Date is one line of an issue's dates.
type Date struct {
	Day feeds.Day `json:"day"`
	// Count is the day to count down to, where the words leave open whether Day counts.
	Count    feeds.Day `json:"count,omitempty"`
	What     string    `json:"what"` // "comments", "effective", "rectify", "due", "expires"
	Computed bool      `json:"computed,omitempty"`
	// Item is what states the date, without its sentences. Its footnote is the number
	// of the item in this issue, unless the event is an earlier one.
	Item    Item `json:"item"`
	Earlier bool `json:"earlier,omitempty"`
}

// WithDates adds the dates, in their order: of the issue's items, and of events
// that were told before, which get footnotes of their own.
func (i Issue) WithDates(coming []Coming, with Made) Issue {
	told := map[feeds.EventID]int{}
	for _, x := range i.items() {
		told[x.Event] = x.Footnote
	}
	last := len(told)
	for _, c := range coming {
		if !belongs(c.Entry) {
			continue
		}
		n, here := told[c.Event.ID]
		x := itemOf(c.Entry, n, with)
		x.Text, x.Sentences = "", nil
		d := Date{Day: c.Date.Day, What: c.What, Computed: c.Date.Computed, Item: x, Earlier: !here}
		if c.Count != c.Date.Day {
			d.Count = c.Count
		}
		if d.Earlier {
			last++
			d.Item.Footnote = last
		}
		i.Dates = append(i.Dates, d)
	}
	return i
}

// belongs reports whether an event may stand in a newsletter.
func belongs(e Entry) bool {
	return e.Event.Reading.Relevance == feeds.Relevant && e.Event.Alias == ""
}

// when is the day and what it is for: "12 Oct 2022: comments close".
func (d Date) when() string {
	words := d.Item.say("digest.date", bot.DayWords(d.Day, d.Item.lang), d.Item.say("deadline."+d.What))
	if d.Count != "" {
		words += d.Item.say("digest.date_count", bot.DayWords(d.Count, d.Item.lang))
	}
	if d.Computed {
		words += d.Item.say("mark.computed")
	}
	return words
}

// number leads to the item in the issue; "" for an earlier event.
func (d Date) number() string {
	if d.Earlier {
		return ""
	}
	return d.Item.say("digest.date_item", d.Item.Footnote)
}

// notes are the items that have a footnote, in the order of their numbers.
func (i Issue) notes() []Item {
	all := i.items()
	for _, d := range i.Dates {
		if d.Earlier {
			all = append(all, d.Item)
		}
	}
	return all
}

// byline is who published an item, when, and what may be the same matter.
func (x Item) byline() string {
	parts := []string{x.say("digest.undated")}
	if x.Published != "" {
		parts[0] = bot.DayWords(x.Published, x.lang)
	}
	if x.Issuers != "" {
		parts = []string{capitalised(x.Issuers), parts[0]}
	}
	for _, n := range x.MaybeSame {
		parts = append(parts, x.say("digest.maybe_same", n))
	}
	return strings.Join(parts, " · ")
}
