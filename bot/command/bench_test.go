package command_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/regwire/regwire/feeds"
)

// fill stores n items published over two years; every tenth is an event.
func (o *office) fill(n int) {
	o.t.Helper()
	ctx := context.Background()
	const batch = 500
	source := feeds.Source{ID: "many", Host: "many.example"}
	text := strings.Repeat("数据处理者应当建立健全数据安全管理制度。", 60)
	for from := 0; from < n; from += batch {
		o.set(o.now.Add(time.Minute))
		claim, _, err := o.store.ClaimHost(ctx, "t", []feeds.Source{source})
		o.must(err)
		var found []feeds.Found
		for i := from; i < min(from+batch, n); i++ {
			url := fmt.Sprintf("https://many.example/%d", i)
			item := feeds.Item{Source: "many", URL: url, Host: "many.example", Title: fmt.Sprintf("关于数据安全管理办法第%d号的通知", i), Found: o.now, State: feeds.ItemUnread, Published: feeds.Day("2022-09-30").Add(-i * 730 / n)}
			found = append(found, feeds.Found{Item: item, Keys: []feeds.Key{feeds.Key("url:" + url)}})
		}
		_, err = o.store.Commit(ctx, claim, feeds.Round{Found: found})
		o.must(err)
		o.must(o.store.Release(ctx, claim))
		claim, items, err := o.store.ClaimUnread(ctx, "t", batch)
		o.must(err)
		var read []feeds.ReadItem
		for _, i := range items {
			i.State, i.ReadAt, i.NextTry, i.Text = feeds.ItemRead, o.now, time.Time{}, text
			quote := feeds.Quote{Text: "请于规定日期前将意见反馈至秘书处。", In: "text", Offset: 120}
			i.Reading = feeds.Reading{
				Relevance: feeds.Relevant, Section: feeds.Legislation, Topics: []feeds.Topic{"data_export"}, Authorities: []feeds.AuthorityID{"CAC"},
				Stage: feeds.StageDraft, TitleEN: feeds.Gloss{Text: "Circular on " + string(i.ID), By: "ours"},
				Summary: []feeds.Sentence{{EN: "Draft out for comment.", Quotes: []feeds.Quote{quote}}, {EN: "Comments close.", Quotes: []feeds.Quote{quote}}},
				Reasons: []feeds.Reason{{For: "relevance", Words: "数据安全", Weight: 1, In: "title"}, {For: "data_security", Words: "数据安全管理", Weight: 1, In: "text"}},
			}
			if i.Published > "2022-09-20" {
				i.Reading.Dates.CommentCloses = feeds.Date{Day: i.Published.Add(30), Quote: quote}
			}
			r := feeds.ReadItem{Item: i, Keys: []feeds.Key{feeds.Key("core:" + i.URL)}}
			if len(read)%10 != 0 {
				r.Item.Reading.Relevance, r.Keys = feeds.NotRelevant, nil
			}
			read = append(read, r)
		}
		_, err = o.store.Commit(ctx, claim, feeds.Round{Read: read})
		o.must(err)
		o.must(o.store.Release(ctx, claim))
	}
}

// benchItems is the size of the store: 100,000 items of which one in ten is an
// event, as with regulators' lists.
const benchItems = 100_000

// BenchmarkCommands measures what a command costs on a store of that size; it
// prints the times that 50 and 99 of 100 stay under, and the longest.
func BenchmarkCommands(b *testing.B) {
	o := newOffice(b)
	o.fill(benchItems)
	o.set(time.Date(2022, 9, 30, 10, 0, 0, 0, feeds.Shanghai))
	p := o.person(here, "Ann")
	p.actor.Admin = true
	p.say("subscribe data-export")
	for _, c := range []struct{ line, before, after string }{
		{line: "item e1500"},
		{line: "why e1500"},
		{line: "deadlines 30d"},
		{line: "preview data-export"},
		{line: "preview data-export 数据安全"},
		{line: "latest 10"},
		{line: "since 2022-09-28"},
		{line: "digest 2022-09"},
		{line: "coverage 2022-09"},
		{line: "find 数据安全"},
		{line: "find data topic:data-export"},
		{line: "note e1500 text"},
		{line: "take e1501"},
		{line: "save e1502"},
		{line: "saved"},
		{line: "list"},
		{line: "feedback e1503 no"},
		{line: "settings lang:zh"},
		{line: "watch list"},
		{line: "subscribe app-enforcement", after: "unsubscribe app-enforcement"},
		{line: "unsubscribe app-enforcement", before: "subscribe app-enforcement"},
	} {
		b.Run(strings.ReplaceAll(c.line, " ", "_"), func(b *testing.B) {
			var took []time.Duration
			for b.Loop() {
				if c.before != "" {
					p.say(c.before)
				}
				began := time.Now()
				if _, _, err := p.try(c.line); err != nil {
					b.Fatal(err)
				}
				took = append(took, time.Since(began))
				if c.after != "" {
					p.say(c.after)
				}
			}
			slices.Sort(took)
			for _, share := range []int{50, 99, 100} {
				at := took[min(len(took)*share/100, len(took)-1)]
				b.ReportMetric(float64(at.Microseconds())/1000, fmt.Sprintf("p%d-ms", share))
			}
		})
	}
}
