package feeds

// TrueFirst is a comparison for sorting that puts true before false.
func TrueFirst(x, y bool) int {
	switch {
	case x == y:
		return 0
	case x:
		return -1
	}
	return 1
}
