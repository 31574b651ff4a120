//go:build !race

package reading_test

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/regwire/regwire/feeds"
)

// plain are articles as most laws have them, about nothing that is read out.
var plain = []string{
	"有关单位应当建立健全工作制度，明确责任分工，加强人员培训，保障必要的经费和设备。",
	"主管部门应当会同有关部门定期开展评估，总结经验，推广好的做法。",
	"有关单位应当指定专人负责，如实记录办理情况，记录保存期限不少于三年。",
	"任何组织和个人有权对违反规定的行为进行投诉、举报，收到投诉、举报的部门应当依法及时处理。",
	"行业组织应当加强自律，制定行为规范，开展宣传教育和交流合作。",
}

var articleStart = regexp.MustCompile(`(?m)^第[零一二三四五六七八九十百]+条`)

// lengthened puts n plain articles into the middle of a text of articles; false where
// it has too few of its own.
func lengthened(body string, n int) (string, bool) {
	starts := articleStart.FindAllStringIndex(body, -1)
	if len(starts) < 5 {
		return body, false
	}
	at := starts[len(starts)/2][0]
	var b strings.Builder
	b.WriteString(body[:at])
	for i := range n {
		fmt.Fprintf(&b, "第%d条 %s\n", 20+i, plain[i%len(plain)])
	}
	b.WriteString(body[at:])
	return b.String(), true
}

// TestALongTextIsReadLikeItsShortOne: real laws have 20,000 characters and more. Six
// hundred articles that say nothing to the purpose take nothing away and add nothing.
func TestALongTextIsReadLikeItsShortOne(t *testing.T) {
	r := reader(t)
	texts := 0
	for _, i := range itemsOf(t, "long", "pages", "apart", "dev", "later") {
		body, ok := lengthened(i.Body, 600)
		if !ok {
			continue
		}
		texts++
		if utf8.RuneCountInString(body) < 20000 {
			t.Fatalf("%s has no 20,000 characters", i.ID)
		}
		w := i.writing()
		short := said(t, r.Read(w))
		w.Body = body
		if long := said(t, r.Read(w)); long != short {
			t.Errorf("%s is read otherwise once it is long:\n%s\n%s", i.ID, short, long)
		}
	}
	if texts < 40 {
		t.Errorf("only %d texts of articles", texts)
	}
}

// said is what a reading says, without where in the text it stands and what weighed
// how much.
func said(t *testing.T, r feeds.Reading) string {
	t.Helper()
	all := []any{r.Relevance, r.Topics, r.Section, r.Authorities, r.DocType, r.Stage, r.LegalBasis, r.TitleEN}
	for _, d := range []feeds.Date{r.Dates.Effective, r.Dates.CommentCloses, r.Dates.Rectify} {
		all = append(all, d.Day, d.WorkDays)
	}
	for _, f := range r.Figures {
		all = append(all, f.Name, f.Value)
	}
	for _, s := range r.Summary {
		all = append(all, s.EN)
	}
	raw, err := json.Marshal(all)
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}
