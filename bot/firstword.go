package bot

import (
	"slices"

	"github.com/regwire/regwire/feeds"
)

// FirstWord is what the reader is asked to do, with its date.
func FirstWord(e feeds.Event, lead feeds.Item, v View) Span {
	for _, row := range firstWords {
		if s, ok := row(e, lead, v); ok {
			return s
		}
	}
	return Say("word.read")
}

// firstWords are asked in this order; the first that applies speaks.
var firstWords = []func(e feeds.Event, lead feeds.Item, v View) (Span, bool){
	outdatedWord, draftWord, dueWord, issuedWord, appWord, enforcedWord, courtWord, guidanceWord,
}

// outdatedWord is for a draft that nobody can act on any more, since its final text is
// known: what it says of its own term may be missing or wrong by then.
func outdatedWord(e feeds.Event, _ feeds.Item, v View) (Span, bool) {
	switch e.Reading.StatusOn(v.Today()) {
	case feeds.StatusInReading, feeds.StatusDraftOpen:
		return Say("word.outdated"), slices.ContainsFunc(e.Lineage, func(l feeds.Link) bool { return l.Sure && l.Relation == feeds.DraftOf })
	}
	return Span{}, false
}

func draftWord(e feeds.Event, lead feeds.Item, v View) (Span, bool) {
	today, closes := v.Today(), e.Reading.Dates.CommentCloses.Day
	switch e.StatusOn(today) {
	case feeds.StatusWithdrawn:
		return Say("word.withdrawn", e.ChangedSince(feeds.WithdrawnBy, today)), true
	case feeds.StatusInReading:
		return Say("word.in_reading"), true
	case feeds.StatusDraftClosed:
		return Say("word.comments_closed", closes), true
	case feeds.StatusDraftOpen:
		switch n := e.Reading.Dates.CommentCloses.WorkDays; {
		case closes != "":
			return commentBy.counting(e.Reading.Dates.CommentCloses, today), true
		case e.Published != "" && today.Sub(e.Published) > longestTerm:
			return Say("word.comment_old", e.Published), true
		case n > 0:
			return Say("word.comment_within", n), true
		case lead.State == feeds.ItemTitleOnly:
			return Say("word.comment_unread"), true
		}
		return Say("word.comment_undated"), true
	}
	return Span{}, false
}

// longestTerm is how many days comments are taken for at most: where no closing date is known
// they are not taken any more, and nobody is to be told to send any.
const longestTerm = 180

// countdown are the words for a day by which something is to be done.
type countdown struct{ by, today, counted, perhaps Phrase }

var (
	commentBy = countdown{"word.comment_by", "word.comment_today", "word.comment_counted", "word.comment_perhaps"}
	actBy     = countdown{"word.act_by", "word.act_today", "word.act_counted", "word.act_perhaps"}
	rectifyBy = countdown{"word.rectify_by", "word.rectify_today", "word.rectify_counted", "word.rectify_perhaps"}
)

// counting counts the days as reminders and deadlines do, to the last that surely
// counts.
func (c countdown) counting(d feeds.Date, today feeds.Day) Span {
	switch left := d.Last().Sub(today); {
	case left > 0:
		return Say(c.by, d.Day, left)
	case left < 0:
		return Say(c.perhaps, d.Day)
	case d.Last() != d.Day:
		return Say(c.counted, d.Day)
	}
	return Say(c.today, d.Day)
}

// dueWord is for what asks those it binds to file or report by a day that is yet to
// come: it is nearer to them than since when the text applies, or that it does not say.
func dueWord(e feeds.Event, _ feeds.Item, v View) (Span, bool) {
	due, today := e.Reading.Dates.Due, v.Today()
	if due.Day == "" || due.Day < today {
		return Span{}, false
	}
	switch e.StatusOn(today) {
	case feeds.StatusIssuedUndated, feeds.StatusInForce, "":
		return actBy.counting(due, today), true
	}
	return Span{}, false
}

func issuedWord(e feeds.Event, lead feeds.Item, v View) (Span, bool) {
	r := e.Reading
	guide := r.DocType == "guideline"
	switch today := v.Today(); e.StatusOn(today) {
	case feeds.StatusIssuedFuture:
		return Say("word.prepare", r.Dates.Effective.Day), true
	case feeds.StatusInForce:
		if guide {
			return Say("word.guidance_since", r.Dates.Effective.Day), true
		}
		return Say("word.in_force", r.Dates.Effective.Day), true
	case feeds.StatusIssuedUndated:
		unread := lead.State == feeds.ItemTitleOnly
		switch {
		case guide && unread:
			return Say("word.guidance_unread"), true
		case guide:
			return Say("word.guidance_undated"), true
		case unread:
			return Say("word.issued_unread"), true
		}
		return Say("word.issued_undated"), true
	case feeds.StatusAmended:
		return amendedWord(r, e.ChangedSince(feeds.AmendedBy, today)), true
	case feeds.StatusRepealed:
		if since := e.ChangedSince(feeds.RepealedBy, today); since != "" {
			return Say("word.repealed_since", since), true
		}
		return Say("word.repealed"), true
	case feeds.StatusExpired:
		return Say("word.expired", r.Dates.Expires.Day), true
	}
	return Span{}, false
}

// amendedWord is for a rule that holds in the words of a later text.
func amendedWord(r feeds.Reading, amended feeds.Day) Span {
	switch effective := r.Dates.Effective.Day; {
	case r.DocType == "guideline":
		return Say("word.guidance_amended", amended)
	case effective == "":
		return Say("word.amended_undated", amended)
	default:
		return Say("word.amended", effective, amended)
	}
}

// appWord is for notices that name apps: what counts is the term to rectify.
func appWord(e feeds.Event, _ feeds.Item, v View) (Span, bool) {
	r := e.Reading
	if r.Section != feeds.EnforcementCase || r.DocType != "enforcement_notice" || !slices.Contains(r.Topics, "app_enforcement") || removal(r) {
		return Span{}, false
	}
	switch d, today := r.Dates.Rectify, v.Today(); {
	case d.Day != "" && d.Day < today:
		return Say("word.rectify_ended", d.Day), true
	case d.Day != "":
		return rectifyBy.counting(d, today), true
	case d.WorkDays > 0:
		return Say("word.rectify_within", d.WorkDays), true
	}
	return Say("word.rectify_undated"), true
}

// removal reports whether the notice removes apps and sets none a term: those that it
// counts beside are the ones that an earlier notice named.
func removal(r feeds.Reading) bool {
	removed, ok := r.Figure("apps_removed")
	found, _ := r.Figure("apps_found")
	return ok && !r.Dates.Rectify.Stated() && !slices.ContainsFunc(r.Figures, func(f feeds.Figure) bool {
		return f.Name == "apps" && f.Value != removed.Value && f.Value != found.Value
	})
}

func enforcedWord(e feeds.Event, _ feeds.Item, _ View) (Span, bool) {
	return Say("word.enforced"), e.Reading.Section == feeds.EnforcementCase
}

// courtWord says no more than where it is decided: a suit, a charge and a judgment are
// one section, and nobody is called judged who was sued.
func courtWord(e feeds.Event, _ feeds.Item, _ View) (Span, bool) {
	return Say("word.court"), e.Reading.Section == feeds.CourtLitigation
}

func guidanceWord(e feeds.Event, _ feeds.Item, _ View) (Span, bool) {
	return Say("word.guidance"), e.Reading.DocType == "guideline"
}

// binds are the kinds of text that bind once they are adopted, and do not before.
var binds = map[string]bool{"law": true, "administrative regulation": true, "departmental rule": true, "local regulation": true, "judicial interpretation": true, "mandatory standard": true}

// nature says in a few words what kind of thing it is and whether it binds.
func nature(e feeds.Event) (Span, bool) {
	r := e.Reading
	draft := r.Stage.InDraft()
	switch {
	case r.Force != "" && draft:
		key := Phrase("nature.draft")
		if binds[r.Force] {
			key = "nature.draft_binding"
		}
		return Say(key, Phrase("force."+r.Force)), true
	case r.Force != "" && r.Stage != "":
		return Say(Phrase("force." + r.Force)), true
	case removal(r) && slices.Contains(r.Topics, "app_enforcement"):
		return Say("nature.removed"), true
	case r.DocType == "enforcement_notice" && slices.Contains(r.Topics, "app_enforcement"):
		return Say("nature.named"), true
	case r.DocType == "press":
		return Say("nature.press"), true
	}
	return Span{}, false
}
