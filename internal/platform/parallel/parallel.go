// Package parallel runs a bounded number of calls at the same time. It imports
// nothing of the plugin.
package parallel

import (
	"errors"
	"sync"
)

// Each calls do with every item, at most limit calls at a time, and waits for
// all of them. It returns their errors joined, in the order of the items. If one
// panics, the others still end, and then Each panics with the same value.
func Each[T any](limit int, items []T, do func(T) error) error {
	var (
		group    sync.WaitGroup
		slots    = make(chan struct{}, limit)
		errs     = make([]error, len(items))
		panicked = make(chan any, len(items))
	)
	for i, item := range items {
		slots <- struct{}{}
		group.Go(func() {
			defer func() {
				if p := recover(); p != nil {
					panicked <- p
				}
				<-slots
			}()
			errs[i] = do(item)
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
