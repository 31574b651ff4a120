package catalog_test

import (
	"testing"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/catalog"
	"github.com/regwire/regwire/feeds/extract"
)

func TestSourceThatIsWrittenReadsBack(t *testing.T) {
	s := extract.Source{Source: feeds.Source{Kind: "html", Family: "static-html"}, Rule: extract.Rule{Lists: []extract.ListRule{{URLs: []string{"https://a.example/list: #x"}, Dated: true}}}}
	s = catalog.Named(s, "own-a", "通知: \"公告\" # 一", feeds.Source{Authority: "CAC", Jurisdiction: "CN"})
	var files [][]byte
	for range 2 {
		raw, err := catalog.WriteSource(s)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, raw)
	}
	pack := catalog.JoinPack(files)
	parts := catalog.SplitPack(pack)
	if len(parts) != 2 {
		t.Fatalf("a pack of two files comes apart in %d", len(parts))
	}
	for _, p := range parts {
		got, err := catalog.ParseSource("pack", p)
		if err != nil {
			t.Fatal(err)
		}
		if len(got) != 1 || got[0].NameZH != s.NameZH || got[0].Authority != "CAC" || got[0].Rule.Lists[0].URLs[0] != "https://a.example/list: #x" || !got[0].Rule.Lists[0].Dated || got[0].Host != "a.example" {
			t.Errorf("read back %+v", got)
		}
	}
}

func TestWhatIsWrongInAPackHasTheLineOfTheWhole(t *testing.T) {
	pack := []byte("---\nsources: []\n---\r\n\nauthority: CAC\nsorces: []\n")
	parts := catalog.SplitPack(pack)
	if len(parts) != 2 {
		t.Fatalf("%d parts", len(parts))
	}
	const want = `pack:6: unknown key "sorces": did you mean "sources"?`
	if _, err := catalog.ParseSource("pack", catalog.InPlace(pack, parts[1])); err == nil || err.Error() != want {
		t.Errorf("%v; want %s", err, want)
	}
}
