// Package dedupe decides what is the same: it gives items the identity keys by
// which a source's entries are known again, events the keys by which candidates
// are found, and the decision to join. Start with Identity.
//
// It is pure. A key only proposes; Join disposes: the same document or act from
// several publishers, media or languages is one event, while batches, months,
// draft and final, a notice and the later removal, and two cities' guides stay
// apart. When in doubt it keeps apart: two posts are a nuisance, a swallowed one
// is a loss.
package dedupe

import (
	"fmt"
	"hash/fnv"
	"slices"
	"strings"

	"github.com/regwire/regwire/feeds"
)

// Identity gives keys and decides joins. The zero value is ready.
type Identity struct{}

// ItemKeys are the keys by which the entry is known again within its source,
// the strongest first: its address, then the feed's own id. A title alone is
// never an identity: a column may repeat one title for a dozen acts.
func (Identity) ItemKeys(_ feeds.SourceID, e feeds.Entry) []feeds.Key {
	var keys []feeds.Key
	if c := Canonical(e.URL); c != "" {
		keys = append(keys, feeds.Key("url:"+c))
	}
	if e.GUID != "" && e.GUID != e.URL {
		keys = append(keys, hashed("guid", e.GUID))
	}
	return keys
}

// EventKeys are the keys by which events that the item may belong to, or follow,
// are found.
func (Identity) EventKeys(item feeds.Item) []feeds.Key {
	w := work(item)
	var keys []feeds.Key
	add := func(kind, value string) {
		if value != "" {
			if k := feeds.Key(kind + ":" + value); !slices.Contains(keys, k) {
				keys = append(keys, k)
			}
		}
	}
	add("url", Canonical(item.URL))
	add("core", head(w.core))
	for _, d := range w.documents {
		add("core", head(d))
		add("bag", bag(d))
	}
	add("bag", bag(w.core))
	r := item.Reading
	for _, p := range r.PlanNumbers {
		add("plan", p)
	}
	if r.Section == feeds.Legislation {
		for _, l := range firstN(r.LegalBasis, 3) {
			add("law", string(l))
		}
		if e := r.Dates.Effective.Day; e != "" {
			add("effective", w.lead+"|"+string(e))
		}
	}
	for _, f := range r.Figures {
		if !f.Minor && f.Value > 1 {
			add("figure", fmt.Sprintf("%s|%s=%d", w.lead, f.Name, f.Value))
		}
	}
	for i, b := range bands(signature(w.shingles)) {
		add("near", fmt.Sprintf("%d-%016x", i, b))
	}
	return keys
}

func firstN[T any](s []T, n int) []T { return s[:min(n, len(s))] }

// head is the part of a core title that makes its key; a cut or suffixed title
// still has it. Shorter cores are too common to propose anything.
func head(core string) string {
	r := []rune(core)
	if len(r) < 4 {
		return ""
	}
	return string(r[:min(10, len(r))])
}

// bag is the same for cores that differ only in the order of their words
// (规范和促进 became 促进和规范).
func bag(core string) string {
	r := []rune(core)
	if len(r) < 6 {
		return ""
	}
	slices.Sort(r)
	return string(hashed("", string(slices.Compact(r)))[1:])
}

// hashed bounds a key: ids of feeds may be of any length.
func hashed(kind, value string) feeds.Key {
	h := fnv.New128a()
	_, _ = h.Write([]byte(value)) // a hash never fails
	return feeds.Key(fmt.Sprintf("%s:%x", kind, h.Sum(nil)))
}

// words are the content words of an English text, for titles in two languages.
func words(s string) map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return (r < 'a' || r > 'z') && (r < '0' || r > '9') }) {
		w = strings.TrimSuffix(w, "s")
		if len(w) > 2 && !common[w] {
			out[w] = true
		}
	}
	return out
}

// common words say nothing about which document is meant.
var common = func() map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq("the and for with from its new china chinese issue issued issues release publish published publication adopt take takes effect rule law measure provision regulation administration administrative interim service on of draft comment public national people republic department four three") {
		m[strings.TrimSuffix(w, "s")] = true
	}
	return m
}()
