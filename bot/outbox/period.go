package outbox

import (
	"fmt"
	"time"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/feeds"
)

// listHour is when lists are posted, Beijing time: the start of the working day
// in China, before that of Europe.
const listHour = 9

// Period names the list that an event found at now goes into and when it is due:
// the next day's or the next Monday's.
func Period(mode bot.Mode, now time.Time) (occasion string, due time.Time) {
	t := now.In(feeds.Shanghai)
	due = time.Date(t.Year(), t.Month(), t.Day(), listHour, 0, 0, 0, feeds.Shanghai)
	for !due.After(now) || mode == bot.Weekly && due.Weekday() != time.Monday {
		due = due.AddDate(0, 0, 1)
	}
	if mode == bot.Weekly {
		year, week := due.ISOWeek()
		return fmt.Sprintf("%d-W%02d", year, week), due
	}
	return due.Format(time.DateOnly), due
}
