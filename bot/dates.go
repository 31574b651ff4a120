package bot

import "github.com/regwire/regwire/feeds"

// dateLines gives each date with the sentence it came from.
func dateLines(e feeds.Event, lead feeds.Item, v View) []Line {
	d := e.Reading.Dates
	l := Line{publishedOn(e.Published, "date.published", "date.unpublished")}
	add := func(key, within Phrase, x feeds.Date) {
		if !x.Stated() {
			return
		}
		said := Say(key, x.Day)
		if x.Day == "" {
			said = Say(within, x.WorkDays)
		}
		l = append(l, sep, said)
		if x.Computed {
			l = append(l, Say("mark.computed").As(Italic))
		}
		if x.Quote.Text != "" {
			l = append(l, Say("quoted", feeds.CleanLine(x.Quote.Text)))
		}
		if x.Before && x.Day != "" {
			l = append(l, Say("date.before", x.Last()))
		}
	}
	add("date.effective", "", d.Effective)
	add("date.expires", "", d.Expires)
	if c := d.CommentCloses; c.Stated() {
		add("date.comments", "date.comments_within", c)
		if c.Day != "" {
			l = append(l, hourLine(c, clockAt(e, lead, v), v.Zone))
		}
		if len(e.Reading.Contacts) > 0 {
			l = append(l, sep, Say("date.how", contacts(e.Reading.Contacts)))
		}
	} else if e.Reading.Stage == feeds.StageDraft {
		key := Phrase("date.comments_undated")
		if lead.State == feeds.ItemTitleOnly {
			key = "date.comments_unread"
		}
		l = append(l, sep, Say(key))
	}
	add("date.rectify", "date.rectify_within", d.Rectify)
	add("date.due", "", d.Due)
	return []Line{l}
}

// quoted are the sentences that dateLines quotes.
func quoted(d feeds.Dates) []feeds.Text {
	var all []feeds.Text
	for _, x := range []feeds.Date{d.Effective, d.Expires, d.CommentCloses, d.Rectify, d.Due} {
		if x.Stated() && x.Quote.Text != "" {
			all = append(all, feeds.CleanLine(x.Quote.Text))
		}
	}
	return all
}

func contacts(ways []string) []Span {
	out := make([]Span, len(ways))
	for i, w := range ways {
		out[i] = Say(Phrase("contact." + w))
	}
	return out
}
