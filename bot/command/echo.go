package command

import (
	"context"
	"slices"
	"strings"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/feeds"
)

const (
	echoesAsked = 300 // rules of places on the same topics that are looked through, the newest
	echoesShown = 12
)

// Echoes are rules, guides and notices of provinces, the newest first.
type Echoes struct {
	// Elsewhere says that they are beside one of a province; else they carry out a rule.
	Elsewhere bool
	Hits      []bot.Hit
}

// EchoesOf are the rules, guides and notices of provinces that carry out the rule that the event
// is, or, for one of a province, what it carries out itself. A workspace sees its own
// beside the public ones.
func (d *Desk) EchoesOf(ctx context.Context, w feeds.WorkspaceID, e feeds.Event) (Echoes, error) {
	mine, carried := d.provinces(e), d.carried(e)
	k := Echoes{Elsewhere: len(mine) > 0}
	if len(carried) == 0 || len(e.Reading.Topics) == 0 {
		return k, nil
	}
	q := bot.Query{Workspace: w, Limit: echoesAsked, Filter: bot.Filter{Topics: e.Reading.Topics, Sections: []feeds.Section{feeds.Legislation}}}
	for _, r := range d.Catalog.Regions {
		if inChina(r) && !slices.Contains(mine, r) {
			q.Filter.Regions = append(q.Filter.Regions, r)
		}
	}
	if len(q.Filter.Regions) == 0 {
		return k, nil
	}
	q.Issuers = d.Catalog.issuers(q.Filter.Regions)
	hits, _, err := d.Items.Find(ctx, q)
	k.Hits = slices.DeleteFunc(hits, func(h bot.Hit) bool {
		if h.Event.ID == e.ID || !rules(h.Event) || bot.Overlap(d.provinces(h.Event), mine) || h.Event.Reading.Relevance == feeds.NotRelevant {
			return true
		}
		return !bot.Overlap(bot.LawsNamed(h.Event, d.Catalog), carried)
	})
	return k, err
}

// Others are what other provinces made of what the event, a rule of a province, carries
// out: of each the newest, in public.
func (d *Desk) Others(ctx context.Context, e feeds.Event) ([]bot.Echo, error) {
	if len(d.provinces(e)) == 0 {
		return nil, nil
	}
	k, err := d.EchoesOf(ctx, "", e)
	var list []bot.Echo
	for _, h := range k.Hits {
		region := d.provinces(h.Event)[0]
		if !slices.ContainsFunc(list, func(o bot.Echo) bool { return o.Region == region }) {
			list = append(list, bot.Echo{Region: region, Hit: h})
		}
	}
	return list, err
}

// carried are the rules whose carrying out is looked for: the one that the event is, or
// those that one of a province names. Statutes are named by nearly everything.
func (d *Desk) carried(e feeds.Event) []feeds.LawID {
	if len(d.provinces(e)) == 0 {
		if e.Reading.Subject == "" {
			return nil
		}
		return []feeds.LawID{e.Reading.Subject}
	}
	if !rules(e) {
		return nil
	}
	return slices.DeleteFunc(bot.LawsNamed(e, d.Catalog), func(l feeds.LawID) bool {
		_, zh := d.Catalog.Law(l)
		return strings.HasSuffix(zh, "条例") || strings.HasSuffix(zh, "法") && !strings.HasSuffix(zh, "办法")
	})
}

// rules reports whether the event is a rule, a guide, or a notice on how to go about one,
// and no report of it.
func rules(e feeds.Event) bool {
	return e.Reading.Section == feeds.Legislation && e.Reading.DocType != "press"
}

// provinces are those whose authorities issued the event.
func (d *Desk) provinces(e feeds.Event) []string {
	var in []string
	for _, a := range e.Reading.Authorities {
		if r := d.Catalog.Region(a); inChina(r) {
			in = add(in, r)
		}
	}
	return in
}

func inChina(region string) bool { return strings.HasPrefix(region, feeds.Province) }

// Lines are a head and a line for each; view is of who reads. Of none there are none.
func (k Echoes) Lines(v bot.View) (head bot.Line, rows []bot.Line) {
	if len(k.Hits) == 0 {
		return nil, nil
	}
	key := bot.Phrase("echo.of_rule")
	if k.Elsewhere {
		key = "echo.elsewhere"
	}
	for _, h := range k.Hits[:min(len(k.Hits), echoesShown)] {
		rows = append(rows, bot.Short(h.Event, []feeds.Item{h.Item}, v))
	}
	if more := len(k.Hits) - len(rows); more > 0 {
		rows = append(rows, bot.Line{bot.Say("list.rest", more)})
	}
	return bot.Line{bot.Say(key, len(k.Hits))}, rows
}
