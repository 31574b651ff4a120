package extract

import (
	"testing"

	"github.com/regwire/regwire/feeds/extract/rule"
)

func TestASourcesHostIsThatOfItsItems(t *testing.T) {
	s := Source{Rule: rule.Rule{Lists: []rule.List{{URLs: []string{"http://WWW.cac.gov.cn:8080/list"}}}}}
	if got := s.ListHost(); got != "www.cac.gov.cn" {
		t.Errorf("its host is %q, which no item of its pages has", got)
	}
}
