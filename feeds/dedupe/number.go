package dedupe

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/pattern"
)

// numbers are what a text counts and how often it was counted: by unit, the set
// of values, "批" -> {"12"}. Two acts of a series differ in nothing else.
type numbers map[string]map[string]bool

// units tell what is counted; a number before anything else counts under "".
var units = map[rune]string{
	'年': "年", '月': "月", '日': "日", '号': "号", '批': "批", '期': "期", '版': "版", '次': "次", '款': "款",
	'个': "个", '起': "起", '人': "人", '名': "人", '元': "元", '条': "条", '家': "家", '项': "项", '稿': "稿", '季': "季", '审': "审",
}

// series are the units before which a number is often in Han figures: 第十二批.
const series = "号批期版次稿款季审"

// maxNumbers bounds what is read of a text full of figures.
const maxNumbers = 400

var (
	monthName = pattern.MustCompile(`\b(january|february|march|april|may|june|july|august|september|october|november|december)\b`)
	ordinalEN = pattern.MustCompile(`\b(first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|[0-9]+(?:st|nd|rd|th))[ -](batch|draft|reading|edition|issue|phase|round|quarter)`)
	numbered  = pattern.MustCompile(`\b(?:no\. ?|number )([0-9]+)`)
)

var (
	ordinalsEN = strings.Fields("first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth")
	unitsEN    = map[string]string{"batch": "批", "draft": "稿", "reading": "审", "edition": "版", "issue": "期", "phase": "期", "round": "次", "quarter": "季"}
	months     = strings.Fields("january february march april may june july august september october november december")
)

// numbersOf reads the numbers of a text.
func numbersOf(text string) numbers {
	out := numbers{}
	var n figure
	count, before := 0, ' '
	for _, r := range text {
		if r >= '０' && r <= '９' {
			r = feeds.Narrow(r)
		}
		if n.empty() && !begins(r) {
			before = r
			continue
		}
		if n.empty() {
			n.ordinal = before == '第'
		}
		if n.take(r) {
			before = r
			continue
		}
		if n.put(out, r) {
			if count++; count >= maxNumbers {
				return out
			}
		}
		n = figure{ordinal: before == '第'}
		n.take(r)
		before = r
	}
	n.put(out, 0)
	return out
}

// figure is a number while it is read.
type figure struct {
	arabic, han, scale []rune
	ordinal            bool // behind 第
}

func (f *figure) empty() bool { return len(f.arabic)+len(f.han) == 0 }

// begins reports whether a figure may begin with r: of a text, every character is
// asked for.
func begins(r rune) bool {
	return r >= '0' && r <= '9' || r <= 0xffff && hanBegins[r>>6]&(1<<(r&63)) != 0
}

// hanBegins are the Chinese figures, as a set of bits.
var hanBegins = func() (set [1 << 10]uint64) {
	for _, r := range feeds.HanNumerals {
		set[r>>6] |= 1 << (r & 63)
	}
	return set
}()

// take adds r to the figure, or reports that the figure ends before it.
func (f *figure) take(r rune) bool {
	switch {
	case r >= '0' && r <= '9' && len(f.han)+len(f.scale) == 0, r == '.' && len(f.arabic) > 0 && len(f.scale) == 0:
		f.arabic = append(f.arabic, r)
	case (r == ',' || r == ' ' || r == '余' || r == '多') && len(f.arabic) > 0:
	case (r == '万' || r == '亿') && len(f.arabic) > 0:
		f.scale = append(f.scale, r)
	case r > '9' && begins(r) && len(f.arabic) == 0:
		f.han = append(f.han, r)
	default:
		return false
	}
	return true
}

// year reports whether the figure alone may be a year.
func (f *figure) year() bool {
	s := string(f.arabic)
	return len(s) == 4 && len(f.scale) == 0 && (s[:2] == "20" || s[:3] == "199")
}

// put counts the figure, which the rune after it gives its unit.
func (f *figure) put(into numbers, next rune) bool {
	unit := units[next]
	if unit == "" && f.year() {
		unit = units['年'] // (2021-2024)
	}
	switch {
	case len(f.arabic) > 0:
		into.add(unit, strings.TrimRight(string(f.arabic), ".")+string(f.scale))
	case len(f.han) > 0 && strings.ContainsRune(series, next) && (f.ordinal || string(f.han) != "一" || !strings.ContainsRune("批款", next)): // 一批 is any batch
		into.add(unit, inDigits(string(f.han)))
	default:
		return false
	}
	return true
}

// titleNumbers adds to the numbers of a title the English ordinals and months,
// which only a title uses to tell its series.
func titleNumbers(title string) numbers {
	out := numbersOf(title)
	if feeds.HasHan(title) {
		return out
	}
	low := strings.ToLower(title)
	for _, m := range ordinalEN.FindAllStringSubmatch(low, 4) {
		n := m[1]
		if i := slices.Index(ordinalsEN, n); i >= 0 {
			n = strconv.Itoa(i + 1)
		}
		out.add(unitsEN[m[2]], strings.TrimRight(n, "sthndr"))
	}
	for _, m := range numbered.FindAllStringSubmatch(low, 4) {
		out.add("号", m[1])
	}
	for _, m := range monthName.FindAllString(low, 4) {
		if m != "may" { // a verb as often as a month
			out.add("月", strconv.Itoa(slices.Index(months, m)+1))
		}
	}
	return out
}

func (n numbers) add(unit, value string) {
	if n[unit] == nil {
		n[unit] = map[string]bool{}
	}
	n[unit][value] = true
}

// odd reports a number with a fraction, or of three figures or more that is neither round
// nor of a year, a day or a document.
func odd(unit, value string) bool {
	if strings.Contains("年月日号", unit) && unit != "" {
		return false
	}
	if strings.Contains(value, ".") {
		return true
	}
	n, err := strconv.Atoi(value)
	year := n >= 1990 && n < 2100
	return err == nil && n >= 100 && n%100 != 0 && !year
}

var figuresIn = pattern.MustCompile(`[0-9]+`)

// numbersInYear are the document numbers of which a year is part, less whose they are:
// announcement 37 of 2022 is printed in several ways.
func numbersInYear(r feeds.Reading) (out []string) {
	for _, d := range r.DocNumbers[:min(len(r.DocNumbers), 3)] {
		n := figuresIn.FindAllString(d, 3)
		if strings.Contains(d, "号") && len(n) == 2 && len(n[0]) == 4 {
			out = append(out, n[0]+"-"+n[1])
		}
	}
	return out
}

// standardNumbers are those of the standards that an item names first.
func standardNumbers(r feeds.Reading) (out []string) {
	for _, d := range r.DocNumbers[:min(len(r.DocNumbers), 3)] {
		if n := feeds.FoldTitle(d); strings.HasPrefix(n, "gb") {
			out = append(out, n)
		}
	}
	return out
}

// counted finds a number with its scale in Chinese or English, and what stands behind.
var counted = pattern.MustCompile(`([0-9][0-9,]*(?:\.[0-9]+)?)(?:余|多)?(万|亿| million| billion| thousand)?(?:余|多)?(年|月|日|号)?`)

var scales = map[string]float64{"万": 1e4, "亿": 1e8, " million": 1e6, " billion": 1e9, " thousand": 1e3}

// values are the numbers of a text in whatever way it writes them, years of a term among
// them, without those that a day or a document is numbered by.
func values(text string) map[int64]bool {
	out := map[int64]bool{}
	for _, m := range counted.FindAllStringSubmatch(text, maxNumbers) {
		v, err := strconv.ParseFloat(strings.ReplaceAll(m[1], ",", ""), 64)
		if scale := scales[m[2]]; scale > 0 {
			v *= scale
		}
		year := m[2] == "" && v >= 1990 && v < 2100
		if err == nil && (m[3] == "" || m[3] == "年" && v < 100) && !year && v > 10 && v < 1e15 {
			out[int64(math.Round(v))] = true
		}
	}
	return out
}

// conflict reports whether both count something in the same unit and neither's
// values are all among the other's.
func (n numbers) conflict(m numbers) bool {
	for unit, a := range n {
		b := m[unit]
		if len(b) > 0 && !within(a, b) && !within(b, a) {
			return true
		}
	}
	return false
}

func within(a, b map[string]bool) bool {
	for v := range a {
		if !b[v] {
			return false
		}
	}
	return true
}

// agree is the share of the shorter list of values that the longer has too; 1 when one has
// none.
func (n numbers) agree(m numbers) float64 {
	both, a, b := 0, 0, 0
	for unit, values := range n {
		a += len(values)
		for v := range values {
			if m[unit][v] {
				both++
			}
		}
	}
	for _, values := range m {
		b += len(values)
	}
	if min(a, b) == 0 {
		return 1
	}
	return float64(both) / float64(min(a, b))
}

// inDigits writes a Chinese number with digits, and one of two readings as it is.
func inDigits(han string) string {
	n, size := feeds.HanNumber(han)
	if size < len(han) {
		return han
	}
	return strconv.Itoa(n)
}
