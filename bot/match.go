package bot

import (
	"slices"
	"strings"

	"golang.org/x/text/width"

	"github.com/regwire/regwire/feeds"
)

// Match says in which mode s wants the event, or in no which filter said no
// first, in a few words; no is nil where it is wanted.
func Match(s Subscription, e feeds.Event, items []feeds.Item, today feeds.Day, region func(feeds.AuthorityID) string) (mode Mode, no *Span) {
	r := e.Reading
	if r.Relevance == feeds.NotRelevant {
		return "", say("no.irrelevant")
	}
	stage := StageWord(e.StatusOn(today))
	c := candidate{e, items, stage, region}
	for _, f := range filters {
		if no := f(s.Filter, c); no != nil {
			return "", no
		}
	}
	switch {
	case r.Relevance == feeds.Unsure:
		return Weekly, nil
	case len(r.Topics) == 0 && len(s.Filter.Topics) > 0:
		return Weekly, nil
	case s.ByStage[stage] != "":
		return s.ByStage[stage], nil
	case stage == "in_force" && s.ByStage["final"] != "":
		return s.ByStage["final"], nil
	case s.Mode != "":
		return s.Mode, nil
	}
	return defaultMode(r), nil
}

// Decided names what a reason spoke for: relevance, the section, or a topic.
func Decided(r feeds.Reason, names Names) Span {
	if r.For == "relevance" || r.For == "section" || r.For == "doc_type" {
		return Say(Phrase("decided." + r.For))
	}
	return topicSpan(feeds.Topic(r.For), names)
}

// DecidedBy are the words that a reason rests on: as the text has them, the name of a
// topic, or our own as people type them.
func DecidedBy(r feeds.Reason, names Names) Span {
	switch r.In {
	case "title", "text", "":
		return Span{Text: feeds.CleanLine(r.Words)}
	case "topics":
		return topicSpan(feeds.Topic(r.Words), names)
	}
	return Span{Text: feeds.CleanLine(strings.ReplaceAll(r.Words, "_", "-"))}
}

func topicSpan(t feeds.Topic, names Names) Span {
	en, zh := names.Topic(t)
	return Say("name", en, zh)
}

// Stages are the words of a filter for where an event stands, in the order of a rule's
// life. Who asks for final is told of what was in force when it was issued, too; ended
// is what was repealed or withdrawn, or has expired, and case what is not a rule.
var Stages = []string{"draft", "final", "in_force", "ended", "case"}

// StageWord is the word of a filter for a status.
func StageWord(s feeds.Status) string {
	switch s {
	case feeds.StatusInReading, feeds.StatusDraftOpen, feeds.StatusDraftClosed:
		return "draft"
	case feeds.StatusIssuedFuture, feeds.StatusIssuedUndated:
		return "final"
	case feeds.StatusInForce, feeds.StatusAmended:
		return "in_force"
	case feeds.StatusRepealed, feeds.StatusExpired, feeds.StatusWithdrawn:
		return "ended"
	}
	return "case"
}

// candidate is what a filter judges: an event with its items, its stage in the words of
// filters, and who tells the region of an authority.
type candidate struct {
	event  feeds.Event
	items  []feeds.Item
	stage  string
	region func(feeds.AuthorityID) string
}

// filters are asked in this order; the first that says no is the reason told.
var filters = []func(f Filter, c candidate) *Span{
	func(f Filter, c candidate) *Span {
		if len(f.Topics) == 0 || len(c.event.Reading.Topics) == 0 || Overlap(f.Topics, c.event.Reading.Topics) {
			return nil
		}
		return say("no.topics", listed(c.event.Reading.Topics))
	},
	func(f Filter, c candidate) *Span {
		if Overlap(f.NotTopics, c.event.Reading.Topics) {
			return say("no.topic_excluded", listed(c.event.Reading.Topics))
		}
		return nil
	},
	func(f Filter, c candidate) *Span {
		if len(f.Authorities) == 0 || Overlap(f.Authorities, c.event.Reading.Authorities) ||
			slices.ContainsFunc(c.items, func(i feeds.Item) bool { return slices.Contains(f.Authorities, i.Authority) }) {
			return nil
		}
		return say("no.authorities", listed(c.event.Reading.Authorities))
	},
	func(f Filter, c candidate) *Span {
		if len(f.Regions) == 0 || slices.ContainsFunc(c.event.Reading.Authorities, func(a feeds.AuthorityID) bool { return slices.Contains(f.Regions, c.region(a)) }) {
			return nil
		}
		return say("no.region")
	},
	func(f Filter, c candidate) *Span {
		if len(f.Stages) == 0 || slices.Contains(f.Stages, c.stage) || c.stage == "in_force" && slices.Contains(f.Stages, "final") {
			return nil
		}
		return say("no.stage", listed([]string{c.stage}))
	},
	func(f Filter, c candidate) *Span {
		if len(f.Sections) == 0 || slices.Contains(f.Sections, c.event.Reading.Section) {
			return nil
		}
		return say("no.section", listed([]feeds.Section{c.event.Reading.Section}))
	},
	func(f Filter, c candidate) *Span {
		if len(f.Words)+len(f.NotWords) == 0 {
			return nil
		}
		hay := haystack(c.event, c.items)
		for _, w := range f.Words {
			if !strings.Contains(hay, Fold(w)) {
				return say("no.word", feeds.CleanLine(w))
			}
		}
		for _, w := range f.NotWords {
			if strings.Contains(hay, Fold(w)) {
				return say("no.word_excluded", feeds.CleanLine(w))
			}
		}
		return nil
	},
}

// say is a span by its address: of the many refusals few are ever told.
func say(key Phrase, args ...any) *Span {
	s := Say(key, args...)
	return &s
}

// listed are values as people type them.
func listed[T ~string](values []T) string {
	words := make([]string, len(values))
	for i, v := range values {
		words[i] = strings.ReplaceAll(string(v), "_", "-")
	}
	return strings.Join(words, ", ")
}

func haystack(e feeds.Event, items []feeds.Item) string {
	var b strings.Builder
	b.WriteString(e.Title + "\n" + e.Reading.TitleEN.Text + "\n")
	for _, i := range items {
		b.WriteString(i.Title + "\n" + i.Text + "\n")
	}
	return Fold(b.String())
}

// Fold makes words comparable: width and case.
func Fold(s string) string { return strings.ToLower(width.Fold.String(s)) }

// Overlap reports whether both lists have something in common.
func Overlap[T comparable](a, b []T) bool {
	return slices.ContainsFunc(a, func(x T) bool { return slices.Contains(b, x) })
}
