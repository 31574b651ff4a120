// Package dedupe decides what is the same: it gives items the identity keys by
// which a source's entries are known again, events the keys by which candidates
// are found, and the decision to join. Start with Identity.
//
// It is pure. A key only proposes; Join disposes: the same document or act from
// several publishers, media or languages is one event, while batches, months,
// draft and final, a notice and the later removal, and two cities' guides stay
// apart. When in doubt it keeps apart, and says so: two posts are a nuisance, a
// swallowed one is a loss.
//
// An item goes this way. identity.go gives it keys, of its address by canonical.go, and
// whoever keeps events offers those found under them. What the item is about, its opus,
// is taken once (opus.go): from its title by title.go, from its text by text.go, which
// sketches it so that thousands can be compared, and from its numbers by number.go. Two of them
// are a pair, and join.go has the two tables that decide: what keeps a pair apart, and what
// makes it one, the strongest reason first. Rows of the second stand in document.go for
// rules, and in report.go for what is told in other words, which adds up the points of
// alike.go; issuer.go, figures.go and english.go answer what several of them ask. choose.go
// takes the best of several events, and group.go does to a list what a store does one by one.
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
		keys = append(keys, hashed("guid", e.GUID+"\x00"+feeds.FoldTitle(e.Title)+"\x00"+string(e.Date)))
	}
	return keys
}

// EventKeys gives an item that was read its keys: those by which it finds events, and those by
// which its own event is found. It also notes what the item is about, which spares Join that.
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

// maxJoint bounds how many of the bodies that act together stand in a key.
const maxJoint = 6

// toldLater are how many days after a Chinese page an English report of it may come. The two
// may have no word and no figure in common, so that only whose act it is and the day lead from
// one to the other.
var toldLater = []int{0, 1, 2, -1}

// told are the keys by which pages in two languages, or a report and what it is of, find each
// other: whose act it is, and the day.
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
	own = append(own, key(lang, day))
	if o.item.Media {
		own = append(own, "reported-"+key(lang, day))
		sought = append(sought, key(lang, day), key(lang, day.Add(-1)), key(lang, day.Add(1)))
	} else {
		sought = append(sought, "reported-"+key(lang, day), "reported-"+key(lang, day.Add(1)))
	}
	if as := o.item.Reading.Authorities; len(as) > 1 { // several bodies seldom act together twice
		as = slices.Sorted(slices.Values(as[:min(len(as), maxJoint)]))
		joint := func(d feeds.Day) feeds.Key { return feeds.Key(fmt.Sprintf("joint:%v|%s", as, d)) }
		own = append(own, joint(day))
		for apart := -reportDays; apart <= reportDays; apart++ {
			sought = append(sought, joint(day.Add(apart)))
		}
	}
	for _, later := range toldLater {
		sought = append(sought, key(other, day.Add(sense*later)))
	}
	return own, sought
}

// meet adds keys by which a press report, and what was published on its day or the day before,
// find each other whichever comes first. what says what they must have in common.
func meet(own, sought []feeds.Key, what string, day feeds.Day, report bool) ([]feeds.Key, []feeds.Key) {
	given := func(d feeds.Day) feeds.Key { return feeds.Key(what + "|" + string(d)) }
	reported := func(d feeds.Day) feeds.Key { return feeds.Key("reported-" + what + "|" + string(d)) }
	if report {
		return append(own, reported(day)), append(sought, given(day), given(day.Add(-1)))
	}
	return append(own, given(day)), append(sought, reported(day), reported(day.Add(1)))
}

// local adds keys for press reports that name no authority: what they have in common with what
// they are of is the place.
func (o *opus) local(own, sought []feeds.Key) ([]feeds.Key, []feeds.Key) {
	if !o.item.Published.Valid() {
		return own, sought
	}
	for _, place := range o.places() {
		own, sought = meet(own, sought, "at:"+place, o.item.Published, o.untoldIssuer())
	}
	return own, sought
}

// ofCity adds keys for press reports of what a city's office did, which its province may have
// published: what they have in common is the office.
func (o *opus) ofCity(own, sought []feeds.Key) ([]feeds.Key, []feeds.Key) {
	if !o.item.Published.Valid() || !acts(o.item.Reading.Section) {
		return own, sought
	}
	for _, office := range o.offices() {
		own, sought = meet(own, sought, "office:"+office, o.item.Published, o.item.Media)
	}
	return own, sought
}

// dated adds keys for press reports of a rule: the law that the report names, and for those
// that do not say whose rule it is the day on which it takes effect or its comments close.
func (o *opus) dated(own, sought []feeds.Key) ([]feeds.Key, []feeds.Key) {
	r := o.item.Reading
	if r.Section != feeds.Legislation {
		return own, sought
	}
	if (o.item.Media || o.english) && r.Subject == "" && len(r.LegalBasis) == 1 {
		sought = append(sought, feeds.Key("subject:"+r.LegalBasis[0]))
		own = append(own, feeds.Key("names:"+string(r.LegalBasis[0])+"|"+string(o.item.Published)))
	}
	if day := o.item.Published; r.Subject != "" && day.Valid() {
		for apart := -1; apart <= reportDays; apart++ {
			sought = append(sought, feeds.Key("names:"+string(r.Subject)+"|"+string(day.Add(apart))))
		}
	}
	for _, d := range []struct {
		what string
		day  feeds.Day
	}{{"effective:", r.Dates.Effective.Day}, {"closes:", r.Dates.CommentCloses.Day}} {
		stated := feeds.Key(d.what + string(d.day))
		switch {
		case d.day == "":
		case o.untoldIssuer():
			own, sought = append(own, "reported-"+stated), append(sought, stated)
		default:
			own, sought = append(own, stated), append(sought, "reported-"+stated)
		}
	}
	return own, sought
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

// end is the end of a core title: reports begin it in words of their own.
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
