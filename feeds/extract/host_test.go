package extract

import "testing"

func TestOneSiteIsOneWhateverItsPortAndWWW(t *testing.T) {
	for _, c := range []struct {
		a, b string
		same bool
	}{
		{"www.cac.gov.cn", "cac.gov.cn:8080", true},
		{"CAC.gov.cn.", "app.cac.gov.cn", true},
		{"[2001:db8::1]:8080", "[2001:db8::1]", true},
		{"[2001:db8::1]", "[2001:db8::2]", false},
		{"www.gov.cn", "www.cac.gov.cn", false}, // no ministry is a part of it
		{"例子.中国", "www.xn--fsqu00a.xn--fiqs8s", true},
	} {
		if got := sameSite(c.a, c.b); got != c.same {
			t.Errorf("%s and %s: %v", c.a, c.b, got)
		}
	}
	s := Source{Rule: Rule{Lists: []ListRule{{URLs: []string{"http://WWW.cac.gov.cn:8080/list"}}}}}
	if got := s.ListHost(); got != "www.cac.gov.cn" {
		t.Errorf("its host is %q, which no item of its pages has", got)
	}
}
