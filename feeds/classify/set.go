package classify

// set is a set of groups of words, a bit for each. Two words hold more groups than
// there are, and are compared as fast as one.
type set [2]uint64

// setSize is how many groups a set holds.
const setSize = 2 * 64

// bitOf is the set of the group with number n.
func bitOf(n int) set {
	var s set
	s[n/64] = 1 << (n % 64)
	return s
}

// plus is the set of the groups of either.
func (s set) plus(other set) set { return set{s[0] | other[0], s[1] | other[1]} }

// any reports whether s has one of other.
func (s set) any(other set) bool { return s[0]&other[0]|s[1]&other[1] != 0 }

// all reports whether s has every one of other.
func (s set) all(other set) bool { return s[0]&other[0] == other[0] && s[1]&other[1] == other[1] }
