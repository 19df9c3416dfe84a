package rpc

import (
	"context"

	"github.com/heroiclabs/nakama-common/runtime"

	"sagishi/internal/platform/config"
)

// reasonRequest is a request that has nothing but its reason.
type reasonRequest struct {
	Reason string `json:"reason"`
}

type configAnswer struct {
	Plugin   string           `json:"plugin"` // its version
	Nakama   string           `json:"nakama"` // its version
	Node     string           `json:"node"`   // Nakama's name
	Settings []config.Setting `json:"settings"`
}

func (d Deps) adminConfig(ctx context.Context, _ reasonRequest) (configAnswer, error) {
	text := func(key string) string {
		value, _ := ctx.Value(key).(string)
		return value
	}
	return configAnswer{
		Plugin: d.Version, Nakama: text(runtime.RUNTIME_CTX_VERSION), Node: text(runtime.RUNTIME_CTX_NODE), Settings: d.Settings,
	}, nil
}
