package poll

import (
	"bytes"
	"cmp"
	"slices"
	"sync"

	"github.com/regwire/regwire/feeds"
)

// hashed are buffers for what is hashed: of each list as much as there is in it.
var hashed = sync.Pool{New: func() any { return new(bytes.Buffer) }}

// rowsFingerprint is a hash of what was extracted.
func rowsFingerprint(entries []feeds.Entry) string {
	all, _ := hashed.Get().(*bytes.Buffer)
	defer hashed.Put(all)
	all.Reset()
	for i := range entries {
		e := &entries[i]
		for _, field := range [...]string{e.Title, e.URL, string(e.Date), e.GUID, string(e.Deadline), e.DeadlineQuote, e.Text} {
			all.WriteString(field)
			all.WriteByte(0)
		}
	}
	return feeds.Fingerprint(all.Bytes())
}

// pairsFingerprint is a hash of two fields of each entry, whatever the order of entries.
func pairsFingerprint(entries []feeds.Entry, fields func(*feeds.Entry) (string, string)) string {
	pairs := make([][2]string, len(entries))
	for i := range entries {
		pairs[i][0], pairs[i][1] = fields(&entries[i])
	}
	slices.SortFunc(pairs, func(a, b [2]string) int { return cmp.Or(cmp.Compare(a[0], b[0]), cmp.Compare(a[1], b[1])) })
	all, _ := hashed.Get().(*bytes.Buffer)
	defer hashed.Put(all)
	all.Reset()
	for i, p := range pairs {
		if i > 0 {
			all.WriteByte('\n')
		}
		all.WriteString(p[0])
		all.WriteByte(0)
		all.WriteString(p[1])
	}
	return feeds.Fingerprint(all.Bytes())
}
