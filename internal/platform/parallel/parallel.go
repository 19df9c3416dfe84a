// Package parallel runs a bounded number of calls at the same time. It imports
// nothing of the plugin.
package parallel

import (
	"errors"
	"sync"
)

// Each calls do with 0 to n-1, at most limit calls at a time, and waits for all
// of them. It returns their errors joined, in this order. If one panics, the
// others still end, and then Each panics with the same value.
func Each(limit, n int, do func(i int) error) error {
	var (
		group    sync.WaitGroup
		slots    = make(chan struct{}, limit)
		errs     = make([]error, n)
		panicked = make(chan any, n)
	)
	for i := range n {
		slots <- struct{}{}
		group.Go(func() {
			defer func() {
				if p := recover(); p != nil {
					panicked <- p
				}
				<-slots
			}()
			errs[i] = do(i)
		})
	}
	group.Wait()
	select {
	case p := <-panicked:
		panic(p) //nolint:forbidigo // the panic goes on where a deferred recover of the caller sees it
	default:
		return errors.Join(errs...)
	}
}
