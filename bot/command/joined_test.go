package command_test

import (
	"strings"
	"testing"

	"github.com/regwire/regwire/feeds"
)

// TestWordsThatPeopleWriteApartAreTakenTogether: find knew "data export", and subscribe
// said of it that data is no topic.
func TestWordsThatPeopleWriteApartAreTakenTogether(t *testing.T) {
	o := newOffice(t)
	id := o.publish("", "标题", func(i *feeds.Item) { i.Reading.Topics = []feeds.Topic{"data_export"} })
	p := o.person(here, "Ann")
	for _, c := range []struct{ line, want string }{
		{"preview data export", "topics data_export"},
		{"preview data export, app enforcement", "topics data_export, app_enforcement"},
		{"preview region:Shanghai topic:data export -会议", "topics data_export"},
		{`preview "data export"`, "topics data_export"},
		{"subscribe data export mode:weekly", "topics data_export; in a weekly list"},
		{"mute data export 2w holiday", "muted until 14 Oct 2022: holiday"},
		{"unmute data export", "heard again"},
		{"unsubscribe 1", "Unsubscribed s1"},
		{"find 标题 since:last week", "[" + string(id) + "]"},
		{"find 标题 until:last month", "Nothing found"},
		{"find 标题 topic:app enforcement", "Nothing found"},
		{"deadlines data export", "No date is known within 60 days for topics data_export."},
	} {
		if answer := p.say(c.line); !strings.Contains(answer, c.want) {
			t.Errorf("%s: %s", c.line, answer)
		}
	}
}

// TestACommandMayBeginWithItsEvent: who copies the id of a card has written what is meant.
func TestACommandMayBeginWithItsEvent(t *testing.T) {
	o := newOffice(t)
	id := string(o.publish("", "数据出境办法", nil))
	p := o.person(here, "Ann")
	p.wants(id, "数据出境办法")
	p.wants(id+" save", id+" is saved")
	p.wants(id+" feedback not for us", "noted for "+id)
	for _, line := range []string{id + " subscribe", id + " hello there", "s1", "e1x"} {
		p.wants(line, "is not a command")
	}
}
