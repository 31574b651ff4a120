package bot

import "github.com/regwire/regwire/feeds"

// Duty is one sentence of a rule that orders or forbids something, as it stands.
type Duty struct {
	// Article is its number as the text counts, "第五条", and Number the same in figures;
	// "" outside of one.
	Article string `json:"article,omitempty"`
	Number  string `json:"number,omitempty"`
	Forbids bool   `json:"forbids"`
	// Who is bound, in the text's own words, and in English where the glossary knows
	// them; "" where the sentence names nobody. Authority tells whether it is one.
	Who       string `json:"who,omitempty"`
	WhoEN     string `json:"who_en,omitempty"`
	Authority bool   `json:"authority"`
	// Term is by when and how often, "" where the sentence names none.
	Term   string `json:"term,omitempty"`
	TermEN string `json:"term_en,omitempty"`
	Text   string `json:"text"`
}

// Line is the duty as a list tells it: the article, what is asked, of whom, by when, and
// the sentence.
func (d Duty) Line() Line {
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
