package names

import (
	"strings"

	"golang.org/x/net/publicsuffix"

	"github.com/regwire/regwire/feeds"
)

// otherMedia is any news site that the table does not name, and account what one site
// publishes for all who have an account there: its address says nothing of who.
const (
	otherMedia = feeds.AuthorityID("MEDIA")
	account    = feeds.AuthorityID("WECHAT")
)

// businesses end the hosts of who is no public body: what they tell of one is a report.
var businesses = []string{".com", ".com.cn", ".net"}

// Placed is w with whose page it is, by its address, where that is not said: of what
// people hand in there may be no more. What the address does not tell stays unsaid.
func (r *Tables) Placed(w feeds.Writing) feeds.Writing {
	if w.Source != "" || w.Media {
		return w
	}
	host := feeds.BareHost(feeds.Host(w.URL))
	if host == "" {
		return w
	}
	if id, ok := r.publisher(host); ok {
		w.Source = id
		return w
	}
	for _, end := range businesses {
		if strings.HasSuffix(host, end) {
			w.Source = otherMedia
		}
	}
	return w
}

// publisher is whose the host is, or the nearest host above it, and whether the table
// knows one, be it that it says nothing of whose the page is: of local bodies, which
// have hosts below their government's, and of gov.cn, below which all are, the host
// itself alone counts.
func (r *Tables) publisher(host string) (feeds.AuthorityID, bool) {
	for at, below := host, false; strings.Contains(at, "."); below = true {
		if i, ok := r.byHost[at]; ok {
			a := r.Authorities[i]
			_, shared := publicsuffix.EffectiveTLDPlusOne(at)
			if a.ID == account || below && (strings.HasPrefix(a.Jurisdiction, feeds.Province) || shared != nil) {
				return "", true
			}
			return a.ID, true
		}
		_, at, _ = strings.Cut(at, ".")
	}
	return "", false
}
