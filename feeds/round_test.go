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

// What an item may only follow takes one place in five among what it is compared with.
func TestNearPutsWhatMayBeJoinedBeforeWhatMayBeFollowed(t *testing.T) {
	join, follow := []int{1, 2, 3, 4, 5, 6, 6}, []int{9, 9, 8, 7}
	if got, want := Near(join, follow), []int{6, 5, 4, 3, 9, 2, 1, 8, 7}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
	if got := Near(nil, []int{7}); !slices.Equal(got, []int{7}) {
		t.Errorf("%v where nothing may be joined", got)
	}
}
