package date

import (
	"cmp"
	"strings"
	"sync"
	"time"

	"github.com/regwire/regwire/feeds/pattern"
)

// WrittenZone is the zone in which a time was written when it is one; UTC is what
// systems write, whatever their zone.
func WrittenZone(t time.Time, own *time.Location) *time.Location {
	if _, offset := t.Zone(); offset != 0 {
		return t.Location()
	}
	return own
}

// ZoneAbroad is the zone of days that are told in UTC by a publisher who states none: own where
// title or host is of East Asia, else that of the host's country, or UTC itself, which is nearer
// to the publisher's own.
func ZoneAbroad(title, host string, own *time.Location) *time.Location {
	if eastAsian.MatchString(title) || eastHost.MatchString(host) {
		return own
	}
	return cmp.Or(hostZones()[host[strings.LastIndexByte(host, '.')+1:]], time.UTC)
}

// hostZones are the zones of the countries abroad whose day begins before that of UTC, by the
// last part of their hosts. West of it a day that is told as its first second would be the
// one before.
var hostZones = sync.OnceValue(func() map[string]*time.Location {
	out := map[string]*time.Location{}
	for zone, ends := range map[string]string{
		"Europe/Berlin":    "de at ch li fr it es nl be lu dk se no pl cz sk hu si hr mt eu",
		"Europe/London":    "uk ie pt",
		"Europe/Athens":    "gr cy fi ee lv lt ro bg ua",
		"Asia/Kolkata":     "in",
		"Australia/Sydney": "au",
		"Pacific/Auckland": "nz",
	} {
		for end := range strings.FieldsSeq(ends) {
			out[end] = Zone(zone)
		}
	}
	return out
})

// eastAsian are the letters of titles, and eastHost the hosts, whose days are those of
// Shanghai or an hour off.
var (
	eastAsian = pattern.MustCompile(`[\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}]`)
	eastHost  = pattern.MustCompile(`\.(?:cn|hk|mo|tw|sg|my|jp|kr|ph)$`)
)
