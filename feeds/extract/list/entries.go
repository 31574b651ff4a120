package list

import (
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/extract/date"
	"github.com/regwire/regwire/feeds/extract/dom"
	"github.com/regwire/regwire/feeds/pattern"
)

// Entries collects rows, one for every address: publishers pin a row on top and
// repeat it below.
type Entries struct {
	List []feeds.Entry
	said []string // the words in which each row tells its day
	at   map[string]int
}

// NewEntries has room for so many rows.
func NewEntries(rows int) *Entries {
	return &Entries{List: make([]feeds.Entry, 0, rows), said: make([]string, 0, rows), at: make(map[string]int, rows)}
}

// Add takes a row and the words in which it tells its day.
func (s *Entries) Add(e feeds.Entry, said string) {
	i, seen := s.at[e.URL]
	if !seen {
		s.at[e.URL] = len(s.List)
		s.List, s.said = append(s.List, e), append(s.said, said)
		return
	}
	old := &s.List[i]
	switch {
	case dom.EndsCut(old.Title) && !dom.EndsCut(e.Title) && utf8.RuneCountInString(e.Title) > utf8.RuneCountInString(strings.TrimRight(old.Title, ".…⋯")):
		old.Title = e.Title // with fewer signs than the cut one at times, whose dots are three
	case utf8.RuneCountInString(e.Title) > utf8.RuneCountInString(old.Title) && (dom.EndsCut(old.Title) || markWord.MatchString(old.Title) || hollowHint.MatchString(old.Title)):
		old.Title = e.Title
	}
	if old.Date == "" {
		old.Date = e.Date
	}
	if old.Deadline == "" {
		old.Deadline, old.DeadlineQuote = e.Deadline, e.DeadlineQuote
	}
}

// From how many rows on one and the same time, and one and the same day, are too
// many for a publisher's own. A time of full minutes may be that at which a
// publisher lets a batch appear, so it has to be that of every row, and of many.
const (
	manyTimes = 5
	manyDays  = 10
	longAgo   = 7 // days after which a list of one day has no later row
)

// momentOf is the second of the day that words tell; -1 when they tell a day alone,
// which many systems write as midnight.
func momentOf(said string) int {
	second, ok := clockTime(said)
	if !ok {
		second = stampTime(said)
	}
	if second == 0 {
		return -1
	}
	return second
}

// stampTime is the second of the day of a Unix time in seconds or milliseconds; 0
// for other words, and for midnight in Shanghai.
func stampTime(said string) int {
	n, err := strconv.ParseFloat(said, 64)
	if err != nil || n <= 1e8 || n >= 1e14 {
		return 0
	}
	if n >= 1e11 {
		n /= 1000
	}
	if second := int(n) % 86_400; second != 16*3600 {
		return second
	}
	return 0
}

// clockTime is the first time that words tell as 9:30 or 09:30:15, in seconds. It is
// asked of each row of each list, so that it does without a pattern.
func clockTime(said string) (second int, ok bool) {
	two := func(i int) (int, bool) {
		if i+1 >= len(said) || !isDigit(said[i]) || !isDigit(said[i+1]) {
			return 0, false
		}
		return int(said[i]-'0')*10 + int(said[i+1]-'0'), true
	}
	for i := 1; i < len(said); i++ {
		if said[i] != ':' || !isDigit(said[i-1]) {
			continue
		}
		minutes, ok := two(i + 1)
		if !ok {
			continue
		}
		hours := int(said[i-1] - '0')
		if i > 1 {
			if n, ok := two(i - 2); ok {
				hours = n
			}
		}
		second = hours*3600 + minutes*60
		if i+3 < len(said) && said[i+3] == ':' {
			seconds, _ := two(i + 4) // none stands for no seconds
			second += seconds
		}
		return second, true
	}
	return 0, false
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// shared looks for a day that belongs to the list and not to its rows. Publishers
// write the time at which a feed was built, or at which a site was moved, into
// every row: such a row has no day, or the one in its address.
func (s *Entries) shared(today feeds.Day) (warning string) {
	moments, days, dated := map[string]int{}, map[feeds.Day]int{}, 0
	for i, e := range s.List {
		if e.Date == "" {
			continue
		}
		dated++
		days[e.Date]++
		if momentOf(s.said[i]) >= 0 {
			moments[s.said[i]]++
		}
	}
	for said, n := range moments {
		batch := momentOf(said)%60 == 0 && (n < dated || n < manyDays)
		if n >= manyTimes && n*2 > dated && !batch {
			s.undate(func(i int) bool { return s.said[i] == said })
			return fmt.Sprintf("%d of %d rows carry one time, %s: that of the list, not of the rows", n, len(s.List), feeds.CleanLine(said))
		}
	}
	if len(days) != 1 || dated < manyDays {
		return ""
	}
	only := s.List[0].Date
	for _, e := range s.List {
		only = max(only, e.Date)
	}
	others := 0
	for _, e := range s.List {
		if d := dayInAddress(e.URL); d != "" && d != only {
			others++
		}
	}
	if others*2 > dated {
		s.undate(func(int) bool { return true })
		return fmt.Sprintf("all %d rows carry one day, %s, and their addresses others: that of the list, not of the rows", dated, only)
	}
	if today.Sub(only) > longAgo && others == 0 && dayInAddress(s.List[0].URL) == "" {
		return fmt.Sprintf("all %d rows carry one day, %s: perhaps that on which the site moved", dated, only)
	}
	return ""
}

// undate takes the day of the address for rows whose own is none.
func (s *Entries) undate(which func(int) bool) {
	for i := range s.List {
		if which(i) {
			s.List[i].Date = dayInAddress(s.List[i].URL)
		}
	}
}

// dropColumns drops what a selector of rows takes along: elements of a navigation, which
// have no day and link to columns, beside rows that have one.
func (s *Entries) dropColumns() {
	if !slices.ContainsFunc(s.List, func(e feeds.Entry) bool { return e.Date != "" }) {
		return
	}
	s.keep(func(i int) bool { return s.List[i].Date != "" || !indexPage.MatchString(s.List[i].URL) })
}

// dropBehind drops links behind a list that have the form of an item and are no row:
// they show no day and stand in no row, where every row before them is one and shows it.
func (s *Entries) dropBehind(inRows map[int]bool) {
	rows := len(s.List)
	for rows > 0 && s.said[rows-1] == "" && !inRows[rows-1] {
		rows--
	}
	if rows < fewestRows {
		return
	}
	for i := range rows {
		if s.said[i] == "" || !inRows[i] {
			return
		}
	}
	s.List, s.said = s.List[:rows], s.said[:rows]
}

// dropPictures drops links that are a picture and nothing else and show no day, where every
// row of words shows its own: those stand beside the list.
func (s *Entries) dropPictures(inWords map[int]bool) {
	rows := 0
	for i := range s.List {
		if !inWords[i] {
			continue
		}
		if rows++; s.said[i] == "" {
			return
		}
	}
	if rows > 1 {
		s.keep(func(i int) bool { return inWords[i] || s.said[i] != "" })
	}
}

// keep drops the other rows.
func (s *Entries) keep(which func(int) bool) {
	list, said := s.List[:0], s.said[:0]
	for i, e := range s.List {
		if which(i) {
			list, said = append(list, e), append(said, s.said[i])
		}
	}
	s.List, s.said = list, said
}

// dropDayless drops links of a list that nobody described which show no day, where others
// do: those stand beside the list.
func (s *Entries) dropDayless() {
	shown := 0
	for _, said := range s.said {
		if said != "" {
			shown++
		}
	}
	if shown < fewestRows || 2*shown <= len(s.said) {
		return
	}
	s.keep(func(i int) bool { return s.said[i] != "" })
}

// fewestRows is how many rows make a list beside which other links are none.
const fewestRows = 3

// indexPage is the address of a column.
var indexPage = pattern.MustCompile(`^https?://[^?#]*/(?:index(?:_\d+)?\.s?html?)?$`)

func dayInAddress(address string) feeds.Day {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return date.InAddress(u.Path)
}
