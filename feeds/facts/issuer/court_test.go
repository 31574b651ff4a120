package issuer_test

import (
	"slices"
	"testing"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/facts/factstest"
)

// A report calls a county's court by the county alone, which tells the province where no other
// has one of that name.
func TestACountysCourtIsOfItsProvince(t *testing.T) {
	r := factstest.Reader(t)
	for _, c := range []struct {
		title, body string
		want        []feeds.AuthorityID
	}{
		{"行唐县人民法院审结一起个人信息保护纠纷案", "判决被告赔礼道歉。", []feeds.AuthorityID{"COURT-HE"}},
		{"倒卖学生信息 两人获刑", "近日，施秉县人民法院公开宣判一起侵犯公民个人信息案，此前由施秉县人民检察院提起公诉。", []feeds.AuthorityID{"COURT-GZ", "PROC-GZ"}},
		{"倒卖学生信息 两人获刑", "近日，鼓楼区人民法院公开宣判一起侵犯公民个人信息案。", []feeds.AuthorityID{"MEDIA"}},
	} {
		got := r.Read(feeds.Writing{Title: c.title, Body: c.body, Source: "MEDIA", Media: true, Published: "2024-05-06"})
		if !slices.Equal(got.Authorities, c.want) {
			t.Errorf("%s: %v, want %v", c.body, got.Authorities, c.want)
		}
	}
}
