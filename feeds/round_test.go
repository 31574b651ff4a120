package feeds

import (
	"slices"
	"testing"
)

func TestNearestAreThoseThatMostKeysLeadTo(t *testing.T) {
	if got := Nearest([]uint64{4, 9, 2, 9, 4, 9, 7, 1 << 47}); !slices.Equal(got, []uint64{9, 4, 1 << 47, 7, 2}) {
		t.Errorf("ordered %v", got)
	}
	if got := Nearest[int](nil); len(got) != 0 {
		t.Errorf("none gives %v", got)
	}
}
