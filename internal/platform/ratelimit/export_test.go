package ratelimit

// Knows reports whether the limiter keeps a caller in memory.
func (l *Limiter) Knows(caller any) bool {
	_, ok := l.callers.Load(caller)
	return ok
}
