package deadline

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/workday"
)

// steps are how many days before a date people are reminded of it.
var steps = []int{14, 7, 3, 1}

// loud are the steps at which the whole channel is told, not the thread alone.
const loud = 3

// Reminder is one reminder of one deadline.
type Reminder struct {
	What string
	// Day is the date that is reminded of, Before how many days before the day
	// that is counted to, On the day to send it.
	Day    feeds.Day
	Before int
	On     feeds.Day
}

// Loud reports whether the channel is told, beside the thread.
func (r Reminder) Loud() bool { return r.Before <= loud }

// Last reports whether it is the last reminder, which is sent even when somebody
// has marked the matter as done.
func (r Reminder) Last() bool { return r.Before == steps[len(steps)-1] }

// Occasion names the reminder in the key of its delivery: a date that moves
// makes new ones.
func (r Reminder) Occasion() string { return fmt.Sprintf("%s:%s:T-%d", r.What, r.Day, r.Before) }

// ParseOccasion reads what Occasion wrote; On stays empty.
func ParseOccasion(s string) (Reminder, bool) {
	parts := strings.Split(s, ":")
	if len(parts) != 3 || !feeds.Day(parts[1]).Valid() {
		return Reminder{}, false
	}
	n, err := strconv.Atoi(strings.TrimPrefix(parts[2], "T-"))
	if err != nil || n < 0 {
		return Reminder{}, false
	}
	return Reminder{What: parts[0], Day: feeds.Day(parts[1]), Before: n}, true
}

// reminded are the dates that people are reminded of: those before which somebody
// has something to do.
var reminded = map[string]bool{Comments: true, Effective: true, Rectify: true, Due: true}

// reminders are those of a deadline, the earliest first, each on a working day
// in China and by working, moved earlier where it would not be one.
func reminders(d Deadline, working func(feeds.Day) bool) []Reminder {
	if !reminded[d.What] {
		return nil
	}
	out := make([]Reminder, 0, len(steps))
	for _, n := range steps {
		out = append(out, Reminder{What: d.What, Day: d.Date.Day, Before: n, On: onWorkday(d.Count.Add(-n), working)})
	}
	return out
}

// longestBreak bounds how far a reminder is moved: no calendar has longer
// holidays, but a wrong one could.
const longestBreak = 21

func onWorkday(day feeds.Day, working func(feeds.Day) bool) feeds.Day {
	for back := range longestBreak {
		if d := day.Add(-back); inChina(d) && working(d) {
			return d
		}
	}
	return day
}

// inChina reports whether d is a working day in China; where no notice decides,
// Monday to Friday are.
func inChina(d feeds.Day) bool {
	work, known := workday.Is(d)
	if !known {
		return weekdays(d)
	}
	return work
}

// weekdays is a calendar in which Monday to Friday are working days.
func weekdays(d feeds.Day) bool {
	w := d.Time(time.UTC).Weekday()
	return w != time.Saturday && w != time.Sunday
}

// due is the reminder of the deadline that is to be sent today: the latest whose
// day has come, unless readers learnt of the date on or after that day.
func due(d Deadline, learnt, today feeds.Day, working func(feeds.Day) bool) (Reminder, bool) {
	var due Reminder
	found := false
	for _, r := range reminders(d, working) {
		if r.On <= today {
			due, found = r, true
		}
	}
	return due, found && today <= d.Count && learnt < due.On
}

// Owed are the reminders and the news of entry into force that a channel is owed
// today about an event it was told of. Told is the delivery that told it; zone
// is the channel's, whose Monday to Friday count beside China's working days.
func Owed(e feeds.Event, told bot.Delivery, c bot.Channel, today feeds.Day) []bot.Delivery {
	var out []bot.Delivery
	owe := func(kind bot.Kind, occasion string, args map[string]string) {
		out = append(out, bot.Delivery{
			Key:   bot.DeliveryKey{Channel: c.ID, Kind: kind, Subject: string(e.ID), Occasion: occasion},
			State: bot.Pending, Revision: e.Revision, Ref: told.Ref, Args: args, Subscriptions: told.Subscriptions,
		})
	}
	learnt := feeds.DayOf(told.SentAt, feeds.Shanghai)
	if learnt > today { // told while the clock ran ahead
		learnt = ""
	}
	for _, d := range Of(e, today) {
		if d.Cancelled {
			continue
		}
		if r, ok := due(d, learnt, today, weekdays); ok {
			owe(bot.KindReminder, r.Occasion(), nil)
		}
		if d.What == Effective && d.Date.Day == today && learnt < today {
			owe(bot.KindFollowup, InForce(today), map[string]string{"to": "channel"})
		}
	}
	return out
}

// InForce is the occasion of the follow-up on the day a rule takes effect.
func InForce(d feeds.Day) string { return "in_force:" + string(d) }

// IsInForce reports whether the occasion is one of InForce.
func IsInForce(occasion string) bool { return strings.HasPrefix(occasion, "in_force:") }
