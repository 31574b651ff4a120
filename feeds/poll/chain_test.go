package poll

import "testing"

func TestAPageSendsOnWithinItsDomainOnly(t *testing.T) {
	for to, want := range map[string]bool{
		"https://www.cac.gov.cn/2022/a.htm": true,
		"http://app.CAC.gov.cn.:8080/a":     true,
		"https://www.miit.gov.cn/a":         false, // gov.cn is nobody's
		"https://cac.gov.cn.evil.example/a": false,
		"https://127.0.0.1/":                false,
		"/a":                                false,
		"":                                  false,
	} {
		if got := sameDomain("https://www.cac.gov.cn/list.htm", to); got != want {
			t.Errorf("to %q: %v", to, got)
		}
	}
	if !sameDomain("http://192.0.2.1:8080/a", "https://192.0.2.1/b") || sameDomain("http://192.0.2.1/", "http://198.51.2.1/") {
		t.Error("machines' addresses are compared by their last figures")
	}
}
