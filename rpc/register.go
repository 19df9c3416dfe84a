package rpc

import (
	"errors"
	"fmt"
	"time"

	"github.com/heroiclabs/nakama-common/runtime"
)

// Register registers every RPC. The error names each RPC that failed: Nakama
// refused it, or its request type has a field that the decoder cannot check.
func Register(in runtime.Initializer, deps Deps) error {
	return register(in, deps.table(), deps.Now)
}

func register(in runtime.Initializer, table []endpoint, now func() time.Time) error {
	var failed []error
	all := defaultLimit.meter(now)
	for _, e := range table {
		err := checkRequestType(e.request)
		if err == nil {
			e.call = e.limited(all, now)
			err = in.RegisterRpc(e.id, e.entry)
		}
		if err != nil {
			failed = append(failed, fmt.Errorf("register rpc %s: %w", e.id, err))
		}
	}
	return errors.Join(failed...)
}
