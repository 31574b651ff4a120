package reading_test

import (
	"encoding/json"
	"regexp"
	"strings"
	"testing"

	"github.com/regwire/regwire/feeds"
)

// surfaces are ways in which one site puts what another one puts otherwise; what a text
// states is the same.
var surfaces = []struct {
	name   string
	change func(s string, published feeds.Day) string
	title  bool // the title is put so too
}{
	{"figures and letters of full width", func(s string, _ feeds.Day) string { return strings.Map(wide, s) }, true},
	{"blanks beside numbers", func(s string, _ feeds.Day) string {
		return afterFigure.ReplaceAllString(beforeFigure.ReplaceAllString(s, "$1 $2"), "$1 $2")
	}, true},
	{"narrow marks", func(s string, _ feeds.Day) string {
		return strings.NewReplacer("（", "(", "）", ")", "：", ":", "；", ";", "，", ",").Replace(s)
	}, true},
	{"quotes of traditional pages", func(s string, _ feeds.Day) string { return strings.NewReplacer("“", "「", "”", "」").Replace(s) }, true},
	{"each sentence on its own line", func(s string, _ feeds.Day) string { return strings.ReplaceAll(s, "。", "。\n") }, false},
	{"this year by its word", func(s string, published feeds.Day) string {
		return regexp.MustCompile(string(published[:4])+`年(\d)`).ReplaceAllString(s, "今年$1")
	}, false},
	{"days in two digits", func(s string, _ feeds.Day) string { return oneDigit.ReplaceAllString(s, "${1}0$2$3") }, true},
	{"days of the month with 号", func(s string, _ feeds.Day) string { return ofMonth.ReplaceAllString(s, "月${1}号") }, false},
	{"when it was in front", func(s string, _ feeds.Day) string { return "近日，" + s }, false},
	{"where news comes from in front", func(s string, published feeds.Day) string {
		return "新华社北京" + strings.TrimLeft(string(published[5:7]), "0") + "月" + strings.TrimLeft(string(published[8:]), "0") + "日电（记者 王明）" + s
	}, false},
	{"a line of the site behind", func(s string, _ feeds.Day) string {
		return s + "\n（责任编辑：张三）\n分享到：微信 微博"
	}, false},
}

var (
	afterFigure  = regexp.MustCompile(`(\d)(\p{Han})`)
	beforeFigure = regexp.MustCompile(`(\p{Han})(\d)`)
	oneDigit     = regexp.MustCompile(`([年月])(\d)([月日])`)
	ofMonth      = regexp.MustCompile(`月(\d{1,2})日`)
)

// wide is the full-width form of a digit or letter.
func wide(r rune) rune {
	if r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' {
		return r + 0xfee0
	}
	return r
}

// TestFactsAndSummaryStandWhateverTheSurface: the relevant Chinese items of the corpora
// state the same however a site prints them, and each quote is what the site printed.
func TestFactsAndSummaryStandWhateverTheSurface(t *testing.T) {
	r := reader(t)
	for _, o := range readings(t) {
		w := o.writing()
		if o.read.Relevance == feeds.NotRelevant || !feeds.HasHan(w.Title) {
			continue
		}
		for _, s := range surfaces {
			put := w
			put.Body = s.change(w.Body, w.Published)
			if s.title {
				put.Title = s.change(w.Title, w.Published)
			}
			if put.Title == w.Title && put.Body == w.Body {
				continue
			}
			got := r.Read(put)
			if want, have := stating(t, o.read), stating(t, got); have != want {
				t.Errorf("%s with %s: %s\n got %s\nwant %s", o.ID, s.name, put.Body, have, want)
			}
			for _, sentence := range got.Summary {
				for _, q := range sentence.Quotes {
					text := map[string]string{"title": put.Title, "text": put.Body}[q.In]
					if !strings.HasPrefix(text[q.Offset:], q.Text) {
						t.Errorf("%s with %s: %q does not stand at %d of the %s", o.ID, s.name, q.Text, q.Offset, q.In)
					}
				}
			}
		}
	}
}

// stating is what a reading says, without the places that it was read from.
func stating(t *testing.T, r feeds.Reading) string {
	t.Helper()
	var told []string
	for _, s := range r.Summary {
		told = append(told, s.EN)
	}
	days := r.Dates
	for _, d := range []*feeds.Date{&days.Adopted, &days.Published, &days.Effective, &days.Expires, &days.CommentOpens, &days.CommentCloses, &days.Rectify, &days.Due} {
		d.Quote = feeds.Quote{}
	}
	figures := map[string]int64{}
	for _, f := range r.Figures {
		if !f.Minor {
			figures[f.Name] = f.Value
		}
	}
	out, err := json.Marshal([]any{r.Authorities, r.DocType, r.Force, r.Stage, days, figures, r.LegalBasis, told})
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}
