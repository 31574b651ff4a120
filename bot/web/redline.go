package web

import (
	"context"
	"slices"
	"strings"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/feeds"
)

// redline is what the text of an event changed of its draft's.
type redline struct {
	Words string
	Parts []redlinePart
}

type redlinePart struct {
	Label  string
	Pieces []bot.RedlinePiece
}

const (
	// maxRedlined is the longest text that is compared, in bytes: a long law is a tenth
	// of it, and the time that it takes grows faster than the text.
	maxRedlined = 256 << 10
	maxParts    = 300
)

// follows are the relations of a text to one that it came from.
var follows = []feeds.Relation{feeds.FinalOf, feeds.LaterDraftOf}

// redline compares the text of the event with that of the draft which it surely
// follows; nil where there is none, or either text was not read.
func (p *Pages) redline(ctx context.Context, v voice, e feeds.Event, related map[feeds.EventID]feeds.Event) *redline {
	i := slices.IndexFunc(e.Lineage, func(l feeds.Link) bool { return l.Sure && slices.Contains(follows, l.Relation) })
	if i < 0 || p.Redline == nil {
		return nil
	}
	draft, ok := related[e.Lineage[i].Event]
	if !ok {
		return nil
	}
	before, fresh := p.textOf(ctx, draft), p.textOf(ctx, e)
	if before == "" || fresh == "" {
		return nil
	}
	r, ok := p.Redline(before, fresh)
	if !ok {
		return nil
	}
	out := &redline{Words: v.say("redline.counts", r.Changed, r.New, r.Dropped, r.Moved)}
	for _, part := range r.Parts[:min(len(r.Parts), maxParts)] {
		numbers := slices.DeleteFunc([]string{part.OldNumber, part.Number}, func(s string) bool { return s == "" })
		label := v.say("redline."+string(part.Kind)) + " " + strings.Join(slices.Compact(numbers), " → ")
		out.Parts = append(out.Parts, redlinePart{Label: label, Pieces: part.Pieces})
	}
	return out
}

// textOf is the text of the item that leads the event, "" where it was not read, is a
// workspace's own or too long to compare.
func (p *Pages) textOf(ctx context.Context, e feeds.Event) string {
	i, err := p.Items.Item(ctx, e.Lead)
	if err != nil || i.Workspace != "" || len(i.Text) > maxRedlined {
		return ""
	}
	return i.Text
}
