package region

import (
	"strings"
	"testing"
	"unicode/utf8"

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

func TestACountyTellsItsProvinceWhereOneAloneHasItsName(t *testing.T) {
	for text, want := range map[string]string{
		"行唐县": "HE", "近日行唐县": "HE", "石家庄市赵县": "HE", "赵县": "HE", "近日赵县": "", "昆山市": "JS", "南宁市青秀区": "GX", "安新县": "HE",
		"鼓楼区": "", "和平区": "", "某县": "", "县": "", "": "", "公安": "", "积石山保安族东乡族撒拉族自治县": "GS",
	} {
		if got := CountyAtEnd(text); got != want {
			t.Errorf("%q ends in a county of %q, want %q", text, got, want)
		}
	}
}

func TestCountiesAreNamesInFull(t *testing.T) {
	if n := len(counties()); n < 2700 {
		t.Errorf("only %d", n)
	}
	for name := range counties() {
		if n := utf8.RuneCountInString(name); n > countyRunes || n < shortCounty || !strings.ContainsRune("区县市旗", []rune(name)[n-1]) {
			t.Errorf("%q is no county's name", name)
		}
	}
	for name, table := range map[string]string{
		"columns": "code\tcounties\n", "no such province": "province\tcounties\nXX\t某县\n", "twice": "province\tcounties\nHE\t某县 某县\n",
	} {
		if _, err := parseCounties(table); err == nil {
			t.Errorf("%s: taken", name)
		}
	}
}
