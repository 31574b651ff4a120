package name_test

import (
	"testing"

	"github.com/regwire/regwire/feeds/gloss/name"
	"github.com/regwire/regwire/feeds/gloss/term"
)

func reader(t *testing.T) *name.Reader {
	t.Helper()
	terms, err := term.New([]term.Term{
		{ZH: "广东", EN: "Guangdong", Kind: "place"},
		{ZH: "北京", EN: "Beijing", Kind: "place"},
		{ZH: "智慧城市", EN: "Smart City", Kind: "noun"},
		{ZH: "人民法院", EN: "People's Court", Kind: "org", Note: "prefix=place"},
		{ZH: "高级人民法院", EN: "High People's Court", Kind: "org", Note: "prefix=place"},
		{ZH: "人大常委会", EN: "Standing Committee of the People's Congress", Kind: "org", Note: "prefix=place"},
		{ZH: "公安局", EN: "Public Security Bureau", Kind: "org", Note: "prefix=place"},
	}, []term.Body{{ZH: "工信部", EN: "MIIT"}})
	if err != nil {
		t.Fatal(err)
	}
	return name.New(terms, func(zh string) (string, bool) { return "Emergency Management", zh == "应急管理" })
}

func TestBodies(t *testing.T) {
	rd := reader(t)
	for zh, want := range map[string]string{
		"工信部": "MIIT", "工信部办公厅": "General Office of MIIT", "行唐县公安局": "Xingtang County Public Security Bureau", "六安市应急管理局": "Lu'an Emergency Management Bureau",
		"省应急管理厅": "Provincial Emergency Management Department", "广东省高级人民法院": "High People's Court of Guangdong Province", "广东省江门市蓬江区人民法院": "Jiangmen Pengjiang District People's Court (Guangdong)",
		"中共广东省委": "CPC Guangdong Provincial Committee", "广东省人大常委会": "Standing Committee of the Guangdong Provincial People's Congress", "某某公司": "", "": "",
	} {
		got, ok := rd.Body(zh)
		if got != want || ok != (want != "") {
			t.Errorf("%s: %q, want %q", zh, got, want)
		}
	}
}

func TestPlaces(t *testing.T) {
	rd := reader(t)
	for zh, want := range map[string][]string{
		"广东省行唐县数据": {"Guangdong", "Xingtang County"}, "阿坝藏族羌族自治州": {"Aba Tibetan and Qiang Autonomous Prefecture"}, "智慧城市": nil, "城镇市容": nil, "市公安局": nil,
	} {
		areas, _ := rd.Place(zh)
		if len(areas) != len(want) {
			t.Errorf("%s: %+v, want %q", zh, areas, want)
			continue
		}
		for i, a := range areas {
			if a.EN != want[i] {
				t.Errorf("%s: %q, want %q", zh, a.EN, want[i])
			}
		}
	}
}

func TestPeople(t *testing.T) {
	rd := reader(t)
	for zh, want := range map[string]string{
		"张某某": "Zhang", "付某等人": "Fu and Others", "赵某、钱某等三人": "Zhao, Qian and One Other", "单某": "Shan", "向某公司": "", "公司": "",
	} {
		if got, _, ok := rd.Person(zh); got != want || ok != (want != "") {
			t.Errorf("%s: %q, want %q", zh, got, want)
		}
	}
	if got, ok := rd.FullName("李强"); ok && got != "Li Qiang" {
		t.Errorf("got %q", got)
	}
	if got, ok := rd.Spell("西安"); !ok || got != "Xi'an" {
		t.Errorf("got %q", got)
	}
}
