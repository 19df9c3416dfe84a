package drain_test

import (
	"context"

	"github.com/heroiclabs/nakama-common/api"

	"sagishi/internal/testing/nakamatest"
)

// matches lists as many matches as its fixture says.
type matches struct {
	*nakamatest.Nakama
	f *fixture
}

//nolint:revive // Nakama dictates the signature.
func (m matches) MatchList(_ context.Context, limit int, authoritative bool, _ string, _, _ *int, _ string) ([]*api.Match, error) {
	if !authoritative {
		return nil, nil
	}
	return make([]*api.Match, min(limit, m.f.left)), m.f.listErr
}
