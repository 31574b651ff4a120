package slack

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"sort"
	"time"

	"github.com/regwire/regwire/bot"
)

// A list that is too long for one message of Slack goes on in the thread below
// it, and says there how much of it.

// listRow is one row of a list, with the heading that it stands under.
type listRow struct {
	heading []bot.Line
	line    bot.Line
}

// inParts cuts a list that one message does not hold into the message and what
// belongs into its thread. Any other message is one part.
func inParts(m bot.Message, lang bot.Lang) []bot.Message {
	if m.Edit.ID != "" || !slices.ContainsFunc(m.Blocks, func(b bot.Block) bool { return b.Kind == bot.Bullets }) || fits(m, lang) {
		return []bot.Message{m}
	}
	lead, list, tail := takeApart(m.Blocks)
	parts := []bot.Message{}
	for left := list; len(left) > 0; {
		part := bot.Message{Kind: m.Kind, Delivery: m.Delivery, Repeat: m.Repeat, Plain: m.Plain}
		if len(parts) == 0 {
			part = m
		}
		made := func(n int) bot.Message {
			some := part
			some.Blocks = nil
			if len(parts) == 0 {
				some.Blocks = slices.Clone(lead)
			}
			some.Blocks = append(some.Blocks, together(left[:n])...)
			if len(parts) == 0 {
				some.Add(bot.Body, bot.Line{bot.Say("slack.thread", len(left)-n).As(bot.Italic)})
				some.Blocks = append(some.Blocks, tail...)
			}
			return some
		}
		n := max(1, sort.Search(len(left), func(n int) bool { return !fits(made(n+1), lang) }))
		parts, left = append(parts, made(n)), left[n:]
	}
	return parts
}

// takeApart tells what stands before a list, its rows, and what stands after it.
// What stands right before a run of rows, and not at the top, is their heading.
func takeApart(blocks []bot.Block) (lead []bot.Block, list []listRow, tail []bot.Block) {
	first := slices.IndexFunc(blocks, func(b bot.Block) bool { return b.Kind == bot.Bullets })
	if first > 1 && blocks[first-1].Kind == bot.Body {
		first--
	}
	lead = blocks[:first]
	var heading []bot.Line
	for i, b := range blocks[first:] {
		switch {
		case b.Kind == bot.Bullets:
			for _, l := range b.Lines {
				list = append(list, listRow{heading, l})
			}
			heading = nil
		case first+i+1 < len(blocks) && blocks[first+i+1].Kind == bot.Bullets:
			heading = b.Lines
		default:
			tail = append(tail, b)
		}
	}
	return lead, list, tail
}

// together are rows as blocks. A heading is repeated by no row after its first.
func together(list []listRow) []bot.Block {
	var m bot.Message
	for i, r := range list {
		if len(r.heading) > 0 && (i == 0 || &r.heading[0] != headOf(list[i-1])) {
			m.Add(bot.Body, r.heading...)
		}
		if last := len(m.Blocks) - 1; last >= 0 && m.Blocks[last].Kind == bot.Bullets {
			m.Blocks[last].Lines = append(m.Blocks[last].Lines, r.line)
			continue
		}
		m.Add(bot.Bullets, r.line)
	}
	return m.Blocks
}

func headOf(r listRow) *bot.Line {
	if len(r.heading) == 0 {
		return nil
	}
	return &r.heading[0]
}

// fits reports whether a message holds all rows of m.
func fits(m bot.Message, lang bot.Lang) bool {
	if m.Plain {
		n := 0
		for _, r := range rows(m, lang, true) {
			n += bot.Units(r.text) + 1
		}
		return n <= maxText
	}
	all := rows(m, lang, false)
	blocks := append(assemble(all, slices.Repeat([]bool{true}, len(all)), lang), actions(m.Buttons, lang)...)
	return len(blocks) <= maxBlocks && size(blocks) <= maxAll
}

// patience is the longest that the next part of a list waits because Slack asks
// for it: the delivery is under way meanwhile.
const patience = 20 * time.Second

// goOn posts the parts of a list into the thread of the first. One that is
// refused leaves the list cut off, so that it is posted once more as a whole and
// marked: nothing of it is lost.
func (p *Platform) goOn(ctx context.Context, c bot.Channel, first bot.Reference, parts []bot.Message) error {
	for n, part := range parts {
		part.Thread, part.Part = first, n+2
		err := p.again(ctx, c, part)
		if err == nil {
			continue
		}
		return &bot.PostError{Fate: bot.FateAmbiguous, Code: "cut off", Fix: fixWait, Err: fmt.Errorf("part %d of %d of a list: %w", n+2, len(parts)+1, err)}
	}
	return nil
}

// again posts a part, once more after a short wait that Slack asked for.
func (p *Platform) again(ctx context.Context, c bot.Channel, part bot.Message) error {
	_, err := p.post(ctx, cmp.Or(part.Thread.Place, c.ID.Place()), c, part)
	pe, ok := errors.AsType[*bot.PostError](err)
	if !ok || pe.Fate != bot.FateRetry || pe.After > patience {
		return err
	}
	select {
	case <-ctx.Done():
		return err
	case <-time.After(pe.After):
	}
	_, err = p.post(ctx, cmp.Or(part.Thread.Place, c.ID.Place()), c, part)
	return err
}
