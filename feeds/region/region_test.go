package region

import (
	"strings"
	"testing"

	"github.com/regwire/regwire/feeds"
)

func TestEachNameIsOfOnePlace(t *testing.T) {
	if n := len(Provinces()); n != 31 {
		t.Errorf("%d provinces, want 31", n)
	}
	of := map[string]string{}
	take := func(code string, names ...string) {
		for _, n := range names {
			if n == "" {
				continue
			}
			if other, twice := of[n]; twice {
				t.Errorf("%s is in %s and in %s", n, other, code)
			}
			of[n] = code
		}
	}
	for _, p := range Provinces() {
		take("codes", p.Code)
		take(p.Code, p.ZH, p.EN)
		if p.ZH == "" || p.EN == "" || len(p.Code) != 2 || strings.ToUpper(p.Code) != p.Code {
			t.Errorf("%s lacks a name or a code of two letters: %+v", p.Code, p.Place)
		}
		for _, n := range p.Places {
			take(p.Code, n.ZH, n.EN)
			if n == (Place{}) || n.ZH != "" && !feeds.HasHan(n.ZH) || feeds.HasHan(n.EN) {
				t.Errorf("%s: %+v has no name, or one in the other's column", p.Code, n)
			}
		}
	}
}

func TestAPlaceIsFoundByItsChineseName(t *testing.T) {
	for zh, want := range map[string]string{"陕西": "Shaanxi SN", "山西": "Shanxi SX", "内蒙古": "Inner Mongolia NM", "西安": "Xi'an SN", "大连": "Dalian LN", "亦庄": " BJ"} {
		if place, province, ok := Named(zh); !ok || place.EN+" "+province.Code != want {
			t.Errorf("%s is %q in %s, want %q", zh, place.EN, province.Code, want)
		}
	}
	if place, _, ok := Named("Beijing"); ok {
		t.Errorf("an English name finds %+v", place)
	}
}

func TestATableThatIsNoneIsRefused(t *testing.T) {
	const head = "province\tname_zh\tname_en\n"
	for name, table := range map[string]string{"columns": "code\tzh\ten\n", "a cell too few": head + "BJ\t北京\n", "an empty cell": head + "BJ\t北京\t\n"} {
		if _, err := parse(table); err == nil {
			t.Errorf("%s: taken", name)
		}
	}
}
