// Package dedupe decides what is the same: it gives items the identity keys by
// which a source's entries are known again, events the keys by which candidates
// are found, and the decision to join. Start with Identity.
//
// It is pure. A key only proposes; Join disposes: the same document or act from
// several publishers, media or languages is one event, while batches, months,
// draft and final, a notice and the later removal, and two cities' guides stay
// apart. When in doubt it keeps apart, and says so: two posts are a nuisance, a
// swallowed one is a loss.
package dedupe

import (
	"fmt"
	"hash/fnv"
	"slices"
	"strconv"

	"github.com/regwire/regwire/feeds"
)

// Identity gives keys and decides joins. The zero value is ready.
type Identity struct{}

// ItemKeys are the keys by which the entry is known again within its source,
// the strongest first: its address, then the feed's own id. A title alone is
// never an identity: a column may repeat one title for a dozen acts. Nor is an
// id alone, since some feeds give one id to everything: with another address it
// counts only for the same title and day. An entry that changes all of these at
// once comes again, which is the lesser harm.
func (Identity) ItemKeys(_ feeds.SourceID, e feeds.Entry) []feeds.Key {
	var keys []feeds.Key
	if c := Canonical(e.URL); c != "" {
		keys = append(keys, feeds.Key("url:"+c))
	}
	if e.GUID != "" && e.GUID != e.URL {
		keys = append(keys, hashed("guid", e.GUID+"\x00"+fold(e.Title)+"\x00"+string(e.Date)))
	}
	return keys
}

// EventKeys gives the item, which was read, the keys by which it finds events and its own
// is found, and notes what it is about for Join.
func (Identity) EventKeys(item feeds.Item) feeds.ReadItem {
	read := feeds.ReadItem{Item: item, Notes: &feeds.Notes{}}
	o := of(read.Notes, &item, func() string { return item.Text })
	defer o.rest()
	var keys []feeds.Key
	add := func(kind, value string) { keys = feeds.AddKey(keys, kind, value) }
	if c := o.canonical(); c != "" {
		keys = append(keys, hashed("url", c))
	}
	add("core", head(o.core))
	add("core", head(o.gist()))
	add("end", end(lessNation(o.bare)))
	for _, d := range o.reported() {
		add("core", head(d))
	}
	r := item.Reading
	add("subject", string(r.Subject))
	for _, n := range append(numbersInYear(r), standardNumbers(r)...) {
		add("number", n)
	}
	for _, id := range r.Authorities[:min(len(r.Authorities), 3)] {
		a := ofPlace(string(id))
		if e := r.Dates.Effective.Day; e != "" {
			add("effective", a+"|"+string(e))
		}
		if c := r.Dates.CommentCloses.Day; c != "" {
			add("closes", a+"|"+string(c))
		}
		for _, f := range r.Figures {
			if !f.Minor && f.Value > 1 {
				add("figure", a+"|"+f.Name+"="+strconv.FormatInt(f.Value, 10))
			}
		}
	}
	for _, f := range r.Figures {
		if !f.Minor && rare(f) { // nearly a name, whoever gives it
			add("count", f.Name+"="+strconv.FormatInt(f.Value, 10))
		}
	}
	var text scan
	o.scan(&text)
	for i, b := range text.meets() {
		keys = append(keys, feeds.Key(strconv.AppendUint([]byte{'n', 'e', 'a', 'r', ':', '0' + byte(i), '-'}, b, 36)))
	}
	own, sought := o.told()
	own, sought = o.dated(own, sought)
	own, sought = o.local(own, sought)
	own, sought = o.ofCity(own, sought)
	read.Keys, read.Own, read.Sought = keys, own, sought
	return read
}

// maxJoint bounds the bodies of a key.
const maxJoint = 6

// toldLater are the days after a Chinese report on which one in English may come, which
// may have no word and no figure in common with it.
var toldLater = []int{0, 1, 2, -1}

// told is the key by which reports in the other language find this one, by whose act it
// tells and when, and those by which it finds them.
func (o *opus) told() (own, sought []feeds.Key) {
	day := o.item.Published
	if !day.Valid() || len(o.item.Reading.Authorities) == 0 || o.item.Media && o.lead == string(o.item.Authority) {
		return nil, nil
	}
	key := func(lang string, d feeds.Day) feeds.Key {
		return feeds.Key("told:" + lang + "|" + ofPlace(o.lead) + "|" + string(d))
	}
	lang, other, sense := "zh", "en", 1
	if o.english {
		lang, other, sense = other, lang, -1
	}
	if o.item.Media {
		sought = append(sought, key(lang, day), key(lang, day.Add(-1)))
	}
	own = []feeds.Key{key(lang, day)}
	if as := o.item.Reading.Authorities; len(as) > 1 { // several bodies seldom act together twice
		as = slices.Sorted(slices.Values(as[:min(len(as), maxJoint)]))
		joint := func(d feeds.Day) feeds.Key { return feeds.Key(fmt.Sprintf("joint:%v|%s", as, d)) }
		own = append(own, joint(day))
		for back := range reportDays + 1 {
			sought = append(sought, joint(day.Add(-back)))
		}
	}
	for _, later := range toldLater {
		sought = append(sought, key(other, day.Add(sense*later)))
	}
	return own, sought
}

// local adds the key by which a press report that names no authority finds what bodies of
// the place that it names gave out that day or the day before.
func (o *opus) local(own, sought []feeds.Key) ([]feeds.Key, []feeds.Key) {
	day := o.item.Published
	if !day.Valid() || o.english {
		return own, sought
	}
	for _, place := range o.places() {
		key := func(d feeds.Day) feeds.Key { return feeds.Key("at:" + place + "|" + string(d)) }
		if o.untoldIssuer() {
			sought = append(sought, key(day), key(day.Add(-1)))
			continue
		}
		own = append(own, key(day))
	}
	return own, sought
}

// ofCity adds the key by which a press report of a city's office finds what the province
// told of it that day or the day before.
func (o *opus) ofCity(own, sought []feeds.Key) ([]feeds.Key, []feeds.Key) {
	day := o.item.Published
	if !day.Valid() || !acts(o.item.Reading.Section) {
		return own, sought
	}
	for _, office := range o.offices() {
		key := func(d feeds.Day) feeds.Key { return feeds.Key("office:" + office + "|" + string(d)) }
		own = append(own, key(day))
		if o.item.Media {
			sought = append(sought, key(day), key(day.Add(-1)))
		}
	}
	return own, sought
}

// dated adds the key by which a press report that does not say whose rule it tells of finds
// it, by when it takes effect, and the one by which a report finds the law that it names.
func (o *opus) dated(own, sought []feeds.Key) ([]feeds.Key, []feeds.Key) {
	r := o.item.Reading
	if r.Section != feeds.Legislation {
		return own, sought
	}
	if (o.item.Media || o.english) && r.Subject == "" && len(r.LegalBasis) == 1 {
		sought = append(sought, feeds.Key("subject:"+r.LegalBasis[0]))
	}
	if r.Dates.Effective.Day == "" {
		return own, sought
	}
	day := feeds.Key("effective:" + string(r.Dates.Effective.Day))
	if o.untoldIssuer() {
		return own, append(sought, day)
	}
	return append(own, day), sought
}

// headRunes is the part of a core title that makes its key, so that a cut or
// suffixed title still has it. Shorter cores are too common to propose anything.
const (
	headRunes    = 10
	minHeadRunes = 4
)

func head(core string) string {
	r := []rune(core)
	if len(r) < minHeadRunes {
		return ""
	}
	return string(r[:min(headRunes, len(r))])
}

// end is the other end of a core title, which reports begin in their own way.
func end(core string) string {
	r := []rune(core)
	if len(r) < headRunes {
		return ""
	}
	return string(r[len(r)-headRunes:])
}

// hashed bounds a key: addresses and ids of feeds may be of any length.
func hashed(kind, value string) feeds.Key {
	h := fnv.New128a()
	_, _ = h.Write([]byte(value)) // a hash never fails
	return feeds.Key(fmt.Sprintf("%s:%x", kind, h.Sum(nil)))
}

// Join decides which candidate, if any, the item belongs to: the one with the
// strongest reason, of equal ones the one with the likest title, then the nearest in time.
// Where it belongs to none, one that it may be the same as is linked.
func (Identity) Join(read *feeds.ReadItem, candidates []feeds.Candidate) feeds.Verdict {
	if read.Notes == nil {
		read.Notes = &feeds.Notes{}
	}
	a := of(read.Notes, &read.Item, func() string { return read.Item.Text })
	defer a.rest()
	var event feeds.EventID
	best, likest, nearest, maybe := strangers, 0.0, 0, 0
	for i := range candidates {
		c := &candidates[i]
		p := pair{a: a, b: of(c.Notes, c.Lead, c.Text)}
		s := p.sameness()
		if s > strangers {
			maybe++
		}
		if s > strangers && s >= best {
			days, _ := p.days()
			like := p.likeness()
			if s <= nearlySame {
				like += float64(p.statedAlike() + p.saidAlike())
			}
			if s > best || like > likest || like == likest && days < nearest {
				event, best, likest, nearest = c.Event, s, like, days
			}
		}
		p.b.rest()
	}
	if best == nearlySame && maybe > 1 {
		best = perhapsSame
	}
	switch best {
	case strangers:
		return feeds.Verdict{}
	case perhapsSame:
		return feeds.Verdict{Links: []feeds.Link{{Event: event, Relation: feeds.SameAs}}}
	}
	return feeds.Verdict{Join: event}
}

func tooFar(a, b *feeds.Item) bool {
	days := a.Published.Sub(b.Published)
	return days > joinDays || days < -joinDays
}

// Group gives for each item the index of the one that began its event, and speaks for
// it: what a store would do with the items one by one. What is not relevant joins
// nothing.
func Group(items []feeds.Item) []int {
	var id Identity
	index := map[feeds.Key][]int{}
	leads := make([]feeds.Candidate, len(items)) // of the items that began an event
	out := make([]int, len(items))
	for i, item := range items {
		if item.Reading.Relevance == feeds.NotRelevant {
			out[i] = i
			continue
		}
		read := id.EventKeys(item)
		var found []int
		for _, k := range slices.Concat(read.Keys, read.Sought) {
			at := index[k]
			found = append(found, at[max(0, len(at)-feeds.MaxOfKey):]...)
		}
		found = feeds.Nearest(found)
		var candidates []feeds.Candidate
		for _, n := range found[:min(len(found), feeds.MaxCandidates)] {
			candidates = append(candidates, leads[n])
		}
		event, err := strconv.Atoi(string(id.Join(&read, candidates).Join))
		if err != nil { // it joins none
			event = i
			leads[i] = feeds.CandidateOf(feeds.EventID(strconv.Itoa(i)), item)
			leads[i].Notes = read.Notes
		}
		out[i] = event
		for _, k := range slices.Concat(read.Keys, read.Own) {
			if at := index[k]; len(at) == 0 || !slices.Contains(at, event) {
				index[k] = append(at, event)
			}
		}
	}
	return out
}
