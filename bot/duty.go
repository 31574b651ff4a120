package bot

import "github.com/regwire/regwire/feeds"

// DutyLine is a duty as a list tells it: the article, what is asked, of whom, by when, and
// the sentence.
func DutyLine(d feeds.Duty) Line {
	key := Phrase("duty.must")
	if d.Forbids {
		key = "duty.must_not"
	}
	var l Line
	if d.Article != "" {
		number := Say("duty.article", d.Number)
		number.Lang = English
		l = append(l, number, Span{Text: feeds.CleanLine(d.Article), Lang: Chinese}, sep)
	}
	l = append(l, Say(key).As(Bold))
	if d.Who != "" {
		en := d.WhoEN
		if en == "" {
			en = d.Who
		}
		l = append(l, sep, Say("name", feeds.CleanLine(en), feeds.CleanLine(d.Who)))
	}
	if d.Term != "" {
		l = append(l, sep, Say("name", feeds.CleanLine(d.TermEN), feeds.CleanLine(d.Term)))
	}
	return append(l, sep, Say("word.quoted", feeds.CleanLine(d.Text)))
}
