package procedure

import (
	"testing"

	"github.com/regwire/regwire/feeds"
)

// What a text is said to have done is told in the reader's language too.
func TestEveryWordOfProcedureHasItsMeaning(t *testing.T) {
	for _, w := range procedureWords {
		if feeds.ProcedureEN[w] == "" {
			t.Errorf("%s has no English", w)
		}
	}
	for _, w := range procedureEN {
		if feeds.ProcedureZH[w] == "" {
			t.Errorf("%q has no Chinese", w)
		}
	}
}
