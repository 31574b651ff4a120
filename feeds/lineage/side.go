package lineage

import "github.com/regwire/regwire/feeds"

// side is one of the two items of a step, with what every step asks of its title. A
// lead's is noted with it, since it is held against one item after another.
type side struct {
	*feeds.Item
	text func() string // in place of Item.Text, which a lead comes without

	explains, amends, removes bool

	documents, repeals []name // made when they are first asked for
	named, told        bool
}

func sideOf(item *feeds.Item, text func() string) *side {
	return &side{Item: item, text: text, explains: explains.MatchString(item.Title), amends: amending.MatchString(item.Title), removes: removes(item)}
}

// lead is the side of a candidate's lead, from its notes where they have it.
func lead(c feeds.Candidate) *side {
	s, ok := c.Notes.Lineage.(*side)
	if !ok {
		s = sideOf(c.Lead, c.Text)
		c.Notes.Lineage = s
	}
	s.text = c.Text
	return s
}

// names are the documents that the title is about or refers to.
func (s *side) names() []name {
	if !s.named {
		s.documents, s.named = names(titleOf(s.Item)), true
	}
	return s.documents
}

// repealed are the documents that the item says cease to be in force.
func (s *side) repealed() []name {
	if !s.told {
		s.repeals, s.told = repeals(s.Item), true
		if repealing.MatchString(s.Title) {
			s.repeals = append(s.repeals, names(s.Title)...)
		}
	}
	return s.repeals
}
