package lineage

import (
	"strings"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/lineage/redline"
	"github.com/regwire/regwire/feeds/pattern"
)

// side is one of the two items of a step, with what every step asks of its title. It is kept in
// the item's notes, since the item that leads an event is compared with one item after another.
type side struct {
	*feeds.Item
	text func() string // in place of Item.Text, which a lead comes without

	worded *wording // of the text, dropped by rest

	explains, amends, removes, withdraws bool

	stage feeds.Stage

	// documents are made by the first call of names, which sets named; repeals and revises by
	// that of repealed, which sets told.
	documents, repeals, revises []name
	named, told                 bool
}

// sideOf is the side of an item, taken from its notes where they have it. It is ready for use
// until rest is called.
func sideOf(notes *feeds.Notes, item *feeds.Item, text func() string) *side {
	s, ok := notes.Lineage.(*side)
	if !ok {
		s = &side{
			explains: feeds.GenreOf(item.Title) != "", amends: amending.MatchString(item.Title),
			removes: item.Removes(), withdraws: withdrawing.MatchString(item.Title),
		}
		s.stage = stageOf(item, s.withdraws)
		notes.Lineage = s
	}
	s.Item, s.text = item, text
	return s
}

// stageOf is the stage of the document. The title decides where the reading has no stage, and
// where it takes the plan of a standard for the standard itself. A text that ends a document has
// none.
func stageOf(item *feeds.Item, withdraws bool) feeds.Stage {
	switch {
	case withdraws, repealing.MatchString(item.Title):
		return ""
	case planned.MatchString(item.Title):
		return feeds.StageDraft
	case item.Reading.Stage != "":
	case applied.MatchString(item.Title), !item.Media && numbered.MatchString(item.Title):
		return feeds.StageIssued
	case inReading.MatchString(item.Title):
		return feeds.StageDraft
	}
	return item.Reading.Stage
}

var (
	// numbered is the title of a standard's own page, which has its number in front.
	numbered   = pattern.MustCompile(`^GB(?:/[TZ])? ?[0-9]+(?:\.[0-9]+)?[-—–][0-9]{4} ?[^0-9征求草案送审报批]{6,}$`)
	ofStandard = pattern.MustCompile(`^gb(?:/[tz])? ?[0-9.]+-[0-9]{4}`)
	// inReading is a headline of a bill that is read again.
	inReading = pattern.MustCompile(`草案(?:[二三四]审|(?:再次|第?[二三四]次)(?:提请)?审议|提请[二三四]审)`)
)

// rest drops the text and what was made of it, so that notes do not keep texts in memory.
func (s *side) rest() { s.Item, s.text, s.worded = nil, nil, nil }

// wording is what is compared of a text: its pairs of neighbouring characters.
type wording struct {
	pairs []uint64 // none of a text that is too short
	han   bool
}

func (s *side) wording() *wording {
	if s.worded == nil {
		s.worded = &wording{}
		text := s.text()
		if runes := []rune(text); len(runes) >= comparable {
			*s.worded = wording{redline.Bigrams(string(first(runes, maxCompare))), feeds.HasHan(text)}
		}
	}
	return s.worded
}

// opening is how many characters of a text are looked at for the document's name where the title
// does not say it.
const opening = 120

// names are the documents that the title is about or refers to. Where the title is a mere number,
// or explains a rule without naming it, the first words of the text are looked at as well.
func (s *side) names() []name {
	if !s.named {
		title := titleOf(s.Item)
		if !marked.MatchString(title) {
			runes := []rune(s.text())
			switch open := string(first(runes, opening)); {
			case numberOnly.MatchString(feeds.FoldTitle(title)):
				title += published.FindString(open)
			case s.explains && s.Reading.Section == feeds.Legislation:
				title += marked.FindString(open)
			}
		}
		s.documents, s.named = names(title), true
	}
	return s.documents
}

// number is the number of the standard whose own page this is; "" for other pages.
func (s *side) number() string {
	if !strings.HasPrefix(s.Title, "GB") || s.stage != feeds.StageIssued {
		return ""
	}
	return strings.ReplaceAll(ofStandard.FindString(feeds.FoldTitle(s.Title)), " ", "")
}

// replaces reports whether the first words say that it takes the place of that standard.
func (s *side) replaces(number string) bool {
	text := strings.ReplaceAll(feeds.FoldTitle(feeds.Clip(s.text(), 3*opening)), " ", "")
	for _, word := range []string{"代替", "替代", "取代"} {
		if _, behind, ok := strings.Cut(text, word); ok && strings.Contains(feeds.Clip(behind, opening), number) {
			return true
		}
	}
	return false
}

// repealed are the documents that the item says cease to be in force.
func (s *side) repealed() []name {
	if !s.told {
		s.told = true
		s.repeals, s.revises = s.decide()
		s.repeals = append(s.repeals, repeals(s.Item)...)
		if repealing.MatchString(s.Title) {
			s.repeals = append(s.repeals, names(s.Title)...)
		}
	}
	return s.repeals
}

// revised are the documents that a decision on several amends.
func (s *side) revised() []name {
	s.repealed()
	return s.revises
}
