package gloss_test

import (
	"errors"
	"testing"

	"github.com/regwire/regwire/feeds/catalog"
	"github.com/regwire/regwire/feeds/gloss"
)

// withOwn is the shipped term base with English of the reader's own.
func withOwn(t *testing.T, own gloss.Own) (*gloss.Glosser, error) {
	t.Helper()
	terms, err := catalog.Glossary()
	if err != nil {
		t.Fatal(err)
	}
	authorities, err := catalog.Authorities()
	if err != nil {
		t.Fatal(err)
	}
	laws, err := catalog.Laws()
	if err != nil {
		t.Fatal(err)
	}
	names := catalog.Names(authorities, laws)
	names.Own = own
	return gloss.New(terms, names)
}

// What readers want to call a thing stands in every title that names it, within longer
// names too, and the title says whose English that is. An issuer's own English stays.
func TestOnesOwnTermsGoBeforeTheTermBase(t *testing.T) {
	g, err := withOwn(t, gloss.Own{
		"重要数据": "key data", "个人信息": "Personal Data", "網絡安全法": "CSL", "国家互联网信息办公室": "Cyberspace Administration",
		"网信办": "Cyberspace Office", "算力券": "Compute Vouchers",
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ zh, en, by string }{
		{"关于《重要数据处理安全要求（征求意见稿）》公开征求意见的通知", "Public Comments Sought on the Security Requirements for Key Data Processing (Draft for Comments)", "yours"},
		{"关于开展个人信息保护专项检查的通知", "Notice on the Special Inspection of Personal Data Protection", "yours"},
		{"中华人民共和国网络安全法", "CSL", "yours"},
		{"国家互联网信息办公室关于发放算力券的通知", "Cyberspace Administration Notice on Issuing Compute Vouchers", "yours"},
		{"个人信息出境标准合同办法", "Measures for the Standard Contract for the Outbound Transfer of Personal Information", "official"},
	} {
		if got := g.Title(c.zh); got.Text != c.en || got.By != c.by {
			t.Errorf("%s\n got %q by %s\nwant %q by %s", c.zh, got.Text, got.By, c.en, c.by)
		}
	}
	const other = "关于开展网络安全检查的通知"
	if got, want := g.Title(other), glosser(t).Title(other); got.Text != want.Text || got.By != "ours" {
		t.Errorf("%s has none of these terms and became %q by %s", other, got.Text, got.By)
	}
	if g.Fingerprint() == glosser(t).Fingerprint() {
		t.Error("other terms, and no other fingerprint")
	}
}

// What no title can be put into English with is refused with the words that are meant.
func TestTermsOfOnesOwnAreNamesOfThings(t *testing.T) {
	for zh, c := range map[string]struct {
		en   string
		want error
	}{
		"data":   {"Data", gloss.ErrOwnChinese},
		"《数据法》":  {"Data Law", gloss.ErrOwnChinese},
		"个人信息":   {" ", gloss.ErrOwnEnglish},
		"敏感个人信息": {"敏感", gloss.ErrOwnEnglish},
		"加强":     {"Step Up", gloss.ErrBends},
	} {
		if _, err := withOwn(t, gloss.Own{"算法": "Algorithms", zh: c.en}); !errors.Is(err, c.want) {
			t.Errorf("%s: %s: %v, want %v", zh, c.en, err, c.want)
		}
	}
}
