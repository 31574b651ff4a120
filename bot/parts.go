package bot

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sort"
	"time"
)

// A list that is too long for one message of a platform goes on in further ones: a row
// that is left out is a notice that nobody was told of.

// listRow is one row of a list, with the heading that it stands under.
type listRow struct {
	heading []Line
	line    Line
}

// Parts cuts a list that is too long by fits into the message and what goes on behind it;
// goesOn says at the end of the first how many rows those are. Any other message, and one
// that replaces a post, is one part. A row that fits nowhere is a part by itself.
func (m Message) Parts(fits func(Message) bool, goesOn Phrase) []Message {
	if m.Edit.ID != "" || !slices.ContainsFunc(m.Blocks, func(b Block) bool { return b.Kind == Bullets }) || fits(m) {
		return []Message{m}
	}
	lead, list, tail := takeApart(m.Blocks)
	parts := []Message{}
	for left := list; len(left) > 0; {
		part := Message{Kind: m.Kind, Delivery: m.Delivery, Repeat: m.Repeat, Plain: m.Plain}
		if len(parts) == 0 {
			part = m
		}
		made := func(n int) Message {
			some := part
			some.Blocks = nil
			if len(parts) == 0 {
				some.Blocks = slices.Clone(lead)
			}
			some.Blocks = append(some.Blocks, together(left[:n])...)
			if len(parts) == 0 {
				some.Add(Body, Line{Say(goesOn, len(left)-n).As(Italic)})
				some.Blocks = append(some.Blocks, tail...)
			}
			return some
		}
		n := max(1, sort.Search(len(left), func(n int) bool { return !fits(made(n + 1)) }))
		parts, left = append(parts, made(n)), left[n:]
	}
	return parts
}

// takeApart tells what stands before a list, its rows, and what stands after it.
// What stands right before a run of rows, and not at the top, is their heading.
func takeApart(blocks []Block) (lead []Block, list []listRow, tail []Block) {
	first := slices.IndexFunc(blocks, func(b Block) bool { return b.Kind == Bullets })
	if first > 1 && blocks[first-1].Kind == Body {
		first--
	}
	lead = blocks[:first]
	var heading []Line
	for i, b := range blocks[first:] {
		switch {
		case b.Kind == Bullets:
			for _, l := range b.Lines {
				list = append(list, listRow{heading, l})
			}
			heading = nil
		case first+i+1 < len(blocks) && blocks[first+i+1].Kind == Bullets:
			heading = b.Lines
		default:
			tail = append(tail, b)
		}
	}
	return lead, list, tail
}

// together are rows as blocks. A heading is repeated by no row after its first.
func together(list []listRow) []Block {
	var m Message
	for i, r := range list {
		if len(r.heading) > 0 && (i == 0 || &r.heading[0] != headOf(list[i-1])) {
			m.Add(Body, r.heading...)
		}
		if last := len(m.Blocks) - 1; last >= 0 && m.Blocks[last].Kind == Bullets {
			m.Blocks[last].Lines = append(m.Blocks[last].Lines, r.line)
			continue
		}
		m.Add(Bullets, r.line)
	}
	return m.Blocks
}

func headOf(r listRow) *Line {
	if len(r.heading) == 0 {
		return nil
	}
	return &r.heading[0]
}

// patience is the longest that the next part of a list waits because a platform asks
// for it: the delivery is under way meanwhile.
const patience = 20 * time.Second

// PostParts posts the parts of a message one after the other, each but the first under the
// first. One that is refused leaves the list cut off, so that it is posted once more as a
// whole and marked: nothing of it is lost.
func PostParts(ctx context.Context, parts []Message, post func(context.Context, Message) (Reference, error)) (Reference, error) {
	first, err := post(ctx, parts[0])
	if err != nil {
		return first, err
	}
	for n, part := range parts[1:] {
		part.Thread, part.Part = first, n+2
		if err := again(ctx, part, post); err != nil {
			return first, &PostError{Fate: FateAmbiguous, Code: "cut off", Fix: FixWait, Err: fmt.Errorf("part %d of %d of a list: %w", n+2, len(parts), err)}
		}
	}
	return first, nil
}

// again posts a part, once more after a short wait that the platform asked for.
func again(ctx context.Context, part Message, post func(context.Context, Message) (Reference, error)) error {
	_, err := post(ctx, part)
	pe, ok := errors.AsType[*PostError](err)
	if !ok || pe.Fate != FateRetry || pe.After > patience {
		return err
	}
	select {
	case <-ctx.Done():
		return err
	case <-time.After(pe.After):
	}
	_, err = post(ctx, part)
	return err
}
