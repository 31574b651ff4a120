package attach

// LimitCPU lowers the processor time of children, so that a test of it is short.
func (r *Reader) LimitCPU(seconds int) { r.cpu = seconds }

// LimitBands lowers how many children read one picture.
func (r *Reader) LimitBands(n int) { r.bands = n }

// Fence is what a child does first.
func Fence() error { return fence(cpuSeconds) }
