//go:build !race

package reading_test

import (
	"bytes"
	"os"
	"testing"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/dedupe"
	"github.com/regwire/regwire/feeds/reading/score"
)

// bar is what readings of one file of labelled items must reach, in per cent.
// Figures of a bar are raised when readings improve and never lowered. Fields are
// those of the report, each over all lines.
type bar struct {
	file      string
	about     string
	kept      bool    // kept apart: what went wrong is counted, never listed
	relevance float64 // F1
	topics    float64 // mean F1
	unsure    float64 // at most, of the not relevant
	fields    map[string]float64
	joined    int // repeats told as one event, at least
}

var bars = []bar{
	{
		file: "dev", about: "summaries that the rules were built on",
		relevance: 100, topics: 99.9, unsure: 0, joined: 9,
		fields: map[string]float64{
			"section": 100, "authorities": 98.6, "doc_type": 96, "status": 100, "effective_date": 100,
			"comment_deadline": 100, "figures": 100, "legal_basis": 100,
		},
	},
	{
		file: "seed", about: "one issue of a newsletter",
		relevance: 100, topics: 100, unsure: 0,
		fields: map[string]float64{
			"section": 100, "authorities": 100, "doc_type": 100, "status": 100, "effective_date": 100,
			"comment_deadline": 100, "figures": 100, "legal_basis": 100,
		},
	},
	{
		// Written before anyone saw how readings fare on them; at first sight
		// relevance was 98.0, topics 88.2. No rule is made for one of them.
		file: "pages", about: "full-length pages of many kinds, most of them noise or long rules",
		relevance: 100, topics: 97.9, unsure: 0,
		fields: map[string]float64{
			"section": 100, "authorities": 97.3, "doc_type": 94.7, "status": 98.6, "effective_date": 99.1,
			"comment_deadline": 100, "figures": 100, "legal_basis": 100,
		},
	},
	{
		// Written in eight lots, each scored before any rule was changed for it.
		// Relevance F1 at first sight: 94.2, 96.8, 93.2, 89.1, 91.4, 97.5, 98.4,
		// 98.2; topics 81.3, 88.4, 92.5, 83.2, 86.6, 84.2, 84.9, 89.8. Those are
		// what to expect of unseen items, not the figures here.
		file: "titles", about: "headlines with little or no text, as lists give them",
		relevance: 100, topics: 96.8, unsure: 0, joined: 3,
		fields: map[string]float64{
			"section": 98.8, "authorities": 97.1, "doc_type": 98, "status": 99.2, "effective_date": 100,
			"comment_deadline": 99.8, "figures": 100, "legal_basis": 100,
		},
	},
	{
		// At first sight 95.0 and 82.6.
		file: "later", about: "headlines written after the rules",
		relevance: 97.5, topics: 97.4, unsure: 5,
		fields: map[string]float64{
			"section": 95, "authorities": 100, "doc_type": 92.5, "status": 97.5, "effective_date": 100,
			"comment_deadline": 100, "figures": 100, "legal_basis": 100,
		},
	},
	{
		// At first sight relevance was 95.8 to 99.0, topics 73.5 to 87.6: see the README of testdata.
		file: "lots", about: "five lots in the manner of national and of local bodies, built on since",
		relevance: 100, topics: 97.5, unsure: 0,
		fields: map[string]float64{
			"section": 99.7, "authorities": 98.8, "doc_type": 99.1, "status": 99.7, "effective_date": 100,
			"comment_deadline": 100, "figures": 99.7, "legal_basis": 100,
		},
	},
	{
		// At first sight 98.8 and 77.7, with labels put right since 93.0.
		file: "sixth", about: "a sixth lot, built on since",
		relevance: 100, topics: 98.2, unsure: 0,
		fields: map[string]float64{
			"section": 100, "authorities": 100, "doc_type": 96.7, "status": 100, "effective_date": 100,
			"comment_deadline": 100, "figures": 100, "legal_basis": 100,
		},
	},
	{
		// At first sight 98.0, 96.6 and 95.8, topics 85.8, 87.6 and 76.7.
		file: "english", about: "three lots of English headlines, built on since",
		relevance: 100, topics: 99.6, unsure: 0,
		fields: map[string]float64{
			"section": 100, "authorities": 97.5, "doc_type": 98.7, "status": 100, "effective_date": 100,
			"comment_deadline": 100, "figures": 100, "legal_basis": 100,
		},
	},
	{
		// At first sight 97.2 and 90.0. No rule was made after looking at it.
		file: "apart", about: "a fourth lot, never built on", kept: true,
		relevance: 100, topics: 93.9, unsure: 0,
		fields: map[string]float64{
			"section": 98.7, "authorities": 95, "doc_type": 95, "status": 97.5, "effective_date": 100,
			"comment_deadline": 100, "figures": 100, "legal_basis": 100,
		},
	},
	{
		// At first sight 98.2 and 83.8.
		file: "long", about: "pages of 3,000 to 13,000 characters, never built on", kept: true,
		relevance: 98.2, topics: 86.2, unsure: 5.3,
		fields: map[string]float64{
			"section": 95.7, "authorities": 100, "doc_type": 100, "status": 100, "effective_date": 100,
			"comment_deadline": 100, "figures": 97.8, "legal_basis": 100,
		},
	},
	{
		// In thirty-five batches, each written, labelled and measured once before any rule was changed for it:
		// see the README of testdata. Two of them are long texts.
		file: "batches", about: "thirty-five batches of short and long items, built on since",
		relevance: 99.6, topics: 96.6, unsure: 0.2,
		fields: map[string]float64{
			"section": 98.4, "authorities": 97.8, "doc_type": 98.5, "status": 98.9, "effective_date": 99.8,
			"comment_deadline": 100, "figures": 99.8, "legal_basis": 100,
		},
	},
	{
		// In twenty-two lots, each written, labelled and measured once before any rule was changed for it:
		// see the README of testdata.
		file: "manner", about: "twenty-two lots in the manner of dev, built on since",
		relevance: 99.8, topics: 97.4, unsure: 0,
		fields: map[string]float64{
			"section": 99, "authorities": 99, "doc_type": 99, "status": 99, "effective_date": 99.7,
			"comment_deadline": 100, "figures": 99.3, "legal_basis": 100,
		},
	},
	{
		// Three lots more. At first sight relevance was 98.2 to 100, topics 87.4 to 98.1,
		// doc_type 93.0 to 96.5.
		file: "unseen", about: "three lots in the manner of dev, kept from the model", kept: true,
		relevance: 100, topics: 97.1, unsure: 0,
		fields: map[string]float64{
			"section": 98.8, "authorities": 98.8, "doc_type": 96.4, "status": 98.8, "effective_date": 99.4,
			"comment_deadline": 100, "figures": 98.8, "legal_basis": 100,
		},
	},
	{
		// Ten lots more. At first sight relevance was 88.5 to 98.7, topics 76.8 to 98.6,
		// doc_type 93.3 to 98.4; no rule was made for the fifth but two about days.
		file: "fresh", about: "ten lots in the manner of dev, kept from the model", kept: true,
		relevance: 99.7, topics: 97.6, unsure: 0,
		fields: map[string]float64{
			"section": 98.6, "authorities": 99.1, "doc_type": 97.4, "status": 98.2, "effective_date": 100,
			"comment_deadline": 100, "figures": 99.3, "legal_basis": 99.8,
		},
	},
	{
		// Three lots of whole texts. At first sight relevance was 90.9 to 96.8, topics 74.7 to 88.7,
		// doc_type 82.0 to 85.4.
		file: "texts", about: "three lots of whole texts, built on since and kept from the model",
		relevance: 99.3, topics: 98.6, unsure: 1.6,
		fields: map[string]float64{
			"section": 99.3, "authorities": 98.6, "doc_type": 95.2, "status": 98.6, "effective_date": 99.3,
			"comment_deadline": 100, "figures": 99.3, "legal_basis": 100,
		},
	},
	{
		// A lot written beside the first of these. At first sight relevance was 87.9, topics 75.5,
		// doc_type 78.0; no rule was made for it but that Taiwan's acts have no maker here.
		file: "whole", about: "a lot of whole texts, never built on", kept: true,
		relevance: 93.7, topics: 88.5, unsure: 10,
		fields: map[string]float64{
			"section": 90, "authorities": 96, "doc_type": 88, "status": 94, "effective_date": 98,
			"comment_deadline": 100, "figures": 94, "legal_basis": 100,
		},
	},
	{
		// Three lots that look for what English, Hong Kong and noise had let slip. At first sight
		// relevance was 86.5 to 94.4, topics 71.4 to 80.1, doc_type 71.8 to 86.7.
		file: "mixed", about: "whole texts of Hong Kong, abroad and of noise, built on since and kept from the model",
		relevance: 100, topics: 95.9, unsure: 0,
		fields: map[string]float64{
			"section": 99.2, "authorities": 88.9, "doc_type": 85.8, "status": 97.6, "effective_date": 100,
			"comment_deadline": 100, "figures": 97.6, "legal_basis": 100,
		},
	},
	{
		// A lot written beside the first of these. At first sight relevance was 92.1, topics 68.6,
		// doc_type 78.3; no rule was made for it.
		file: "aside", about: "a lot more of these, never built on", kept: true,
		relevance: 98.5, topics: 80.5, unsure: 0,
		fields: map[string]float64{
			"section": 98.3, "authorities": 85, "doc_type": 80, "status": 98.3, "effective_date": 96.6,
			"comment_deadline": 100, "figures": 96.6, "legal_basis": 100,
		},
	},
	{
		// Two lots of what regulators and courts in China publish, with the kinds that were known as
		// weak. At first sight relevance was 97.7 and 95.2, all topics right of 77.3 and 77.4 %.
		file: "clerk", about: "two lots of whole Chinese texts of weak kinds, built on since and kept from the model",
		relevance: 99.3, topics: 97.3, unsure: 0,
		fields: map[string]float64{
			"section": 98.9, "authorities": 96.8, "doc_type": 95.7, "status": 98.9, "effective_date": 100,
			"comment_deadline": 100, "figures": 100, "legal_basis": 100,
		},
	},
	{
		// Two lots written beside these. At first sight relevance was 96.7 and 95.2, all topics right
		// of 71.1 and 77.4 %; no rule was made for them.
		file: "spared", about: "two lots more of these, never built on", kept: true,
		relevance: 97.4, topics: 90.6, unsure: 5.6,
		fields: map[string]float64{
			"section": 90.4, "authorities": 95.7, "doc_type": 92.5, "status": 98.9, "effective_date": 100,
			"comment_deadline": 97.8, "figures": 96.8, "legal_basis": 98.9,
		},
	},
	{
		// A lot of English and traditional Chinese items. At first sight relevance was 91.2, topics 66.8,
		// authorities 86.0.
		file: "abroad", about: "law firms, press and authorities abroad, of Hong Kong, Macao and Taiwan, built on since and kept from the model",
		relevance: 100, topics: 88.6, unsure: 0,
		fields: map[string]float64{
			"section": 100, "authorities": 98, "doc_type": 100, "status": 100, "effective_date": 100,
			"comment_deadline": 100, "figures": 98, "legal_basis": 100,
		},
	},
	{
		// A lot written beside it. At first sight relevance was 95.2, topics 72.8, authorities 92.0; no rule
		// was made for it.
		file: "overseas", about: "a lot more of these, never built on", kept: true,
		relevance: 98.4, topics: 88.7, unsure: 0,
		fields: map[string]float64{
			"section": 94, "authorities": 90, "doc_type": 88, "status": 90, "effective_date": 92,
			"comment_deadline": 100, "figures": 92, "legal_basis": 100,
		},
	},
	{
		file: "twins", about: "more pairs, built on since; nothing else is labelled", relevance: 99.5, unsure: 0, joined: 25,
	},
	{
		// What each of thirty-seven lots gave at first sight is in the README of testdata: of the
		// last fifteen 244 of 368 repeats were joined and 8 of 353 tempting pairs merged wrongly.
		file: "told", about: "acts and rules told again by the press, built on since; nothing else is labelled", relevance: 98.9, unsure: 0, joined: 631,
	},
	{
		// At first sight 33 of 50 repeats were joined and none of 33 tempting pairs merged, one in
		// one of six shuffles; no rule was made for it.
		file: "retold", about: "a lot more of these, kept apart; nothing else is labelled", relevance: 98.5, unsure: 0, joined: 34,
	},
	{
		// At first sight 39 of 62 repeats were joined and none of 41 tempting pairs merged, nor in
		// six shuffles; no rule was made for it.
		file: "restated", about: "another, kept apart; nothing else is labelled", relevance: 97.5, unsure: 11.2, joined: 39,
	},
	{
		// At first sight 4 of 15 repeats were joined and one of 14 tempting pairs merged.
		file: "voices", about: "acts told again in English and in traditional characters, built on since; nothing else is labelled", relevance: 100, unsure: 0, joined: 10,
	},
	{
		// At first sight 3 of 12 repeats were joined and one of 13 tempting pairs merged; no rule was made
		// for it but that an office has its acts in both languages at once.
		file: "echoes", about: "a lot more of these, kept apart; nothing else is labelled", relevance: 93.5, unsure: 0, joined: 4,
	},
	{
		// Nine repeats and eleven pairs that are no repeats; nothing else is labelled.
		file: "pairs", about: "true and tempting pairs", relevance: 100, unsure: 0, joined: 9,
	},
}

// seen are readings of this run: halves and wholes are of the same lines.
var seen = map[string]feeds.Reading{}

func scored(t *testing.T, data []byte, group score.GroupFunc) score.Report {
	t.Helper()
	once := func(w feeds.Writing) feeds.Reading {
		key := w.URL + "\n" + w.Title + "\n" + w.Body
		if _, ok := seen[key]; !ok {
			seen[key] = reader(t).Read(w)
		}
		return seen[key]
	}
	report, err := score.Run(bytes.NewReader(data), once, group)
	if err != nil {
		t.Fatal(err)
	}
	return report
}

func TestBars(t *testing.T) {
	for _, b := range bars {
		t.Run(b.file, func(t *testing.T) {
			data, err := os.ReadFile("testdata/" + b.file + ".jsonl")
			if err != nil {
				t.Fatal(err)
			}
			r := scored(t, data, dedupe.Group)
			atLeast := func(what string, got, want float64) {
				if got < want {
					t.Errorf("%s: %.1f %%, bar %.1f %%", what, got, want)
				}
			}
			atLeast("relevance F1", 100*r.Relevance.F1(), b.relevance)
			atLeast("mean F1 of topics", 100*r.MeanF1, b.topics)
			if got := 100 * float64(r.Unsure) / float64(max(r.Not, 1)); got > b.unsure {
				t.Errorf("unsure of not relevant: %.1f %%, at most %.1f %%", got, b.unsure)
			}
			for name, a := range r.Fields {
				atLeast(name, 100*float64(a.Right)/float64(a.Of), b.fields[name])
			}
			if r.Events.Joined < b.joined || r.Events.WronglyMerged > 0 {
				t.Errorf("%d repeats joined, bar %d; %d tempting pairs merged, bar 0", r.Events.Joined, b.joined, r.Events.WronglyMerged)
			}
			t.Logf("%s: %s: relevance %.1f, topics %.1f, unsure %d of %d", b.file, b.about, 100*r.Relevance.F1(), 100*r.MeanF1, r.Unsure, r.Not)
			if t.Failed() && !b.kept {
				for _, m := range r.Mistakes {
					t.Logf("%s %s: want %q, got %q: %s", m.ID, m.Field, m.Want, m.Got, m.Title)
				}
			}
		})
	}
}

// apart leaves every item alone.
func apart(items []feeds.Item) []int {
	out := make([]int, len(items))
	for i := range out {
		out[i] = i
	}
	return out
}

// TestBarsAgreeOnHalves: rules that were made for single items fare worse on one half
// of the items than on the other.
func TestBarsAgreeOnHalves(t *testing.T) {
	for _, file := range []string{"dev", "pages", "titles", "lots", "english", "batches"} {
		data, err := os.ReadFile("testdata/" + file + ".jsonl")
		if err != nil {
			t.Fatal(err)
		}
		var halves [2][]byte
		for i, line := range bytes.SplitAfter(bytes.TrimSpace(data), []byte("\n")) {
			halves[i%2] = append(halves[i%2], line...)
		}
		even, odd := scored(t, halves[0], apart), scored(t, halves[1], apart)
		t.Logf("%s: relevance %.3f and %.3f, topics %.3f and %.3f", file, even.Relevance.F1(), odd.Relevance.F1(), even.MeanF1, odd.MeanF1)
		if d := even.Relevance.F1() - odd.Relevance.F1(); d > 0.05 || d < -0.05 {
			t.Errorf("%s: relevance F1 of the halves is %.3f and %.3f: more than 0.05 apart", file, even.Relevance.F1(), odd.Relevance.F1())
		}
	}
}
