package attach

// LimitCPU lowers the processor time of children, so that a test of it is short.
func (r *Reader) LimitCPU(seconds int) { r.cpu = seconds }

// Fence is what a child does first.
func Fence() error { return fence(cpuSeconds) }
