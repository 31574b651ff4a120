package classify_test

import (
	"bufio"
	"fmt"
	"github.com/regwire/regwire/feeds"
	"os"
	"strings"
	"testing"
)

func TestTry(t *testing.T) {
	f := os.Getenv("TRY")
	if f == "" {
		t.Skip()
	}
	c, _ := shipped(t)
	fh, _ := os.Open(f)
	sc := bufio.NewScanner(fh)
	sc.Buffer(nil, 1<<22)
	for sc.Scan() {
		p := strings.Split(sc.Text(), "\t")
		w := feeds.Writing{Title: p[0]}
		if len(p) > 1 {
			w.Source = feeds.AuthorityID(p[1])
		}
		if len(p) > 2 {
			w.Body = strings.ReplaceAll(p[2], "\\n", "\n")
		}
		var r feeds.Reading
		c.Judge(w, &r)
		ws := ""
		for _, x := range r.Reasons {
			if x.For != "section" {
				ws += x.Words + fmt.Sprintf("(%.1f)", x.Weight) + " "
			}
		}
		fmt.Printf("%-8s %-45s %-22s %s  {%s}\n", r.Relevance, fmt.Sprint(r.Topics), r.Section, p[0], ws)
	}
}
