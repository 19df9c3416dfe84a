package rpc

import (
	"context"

	"sagishi/internal/platform/apierr"
	"sagishi/internal/service/lobby"
)

type matchesRequest struct {
	Limit  *integer `json:"limit"`
	After  string   `json:"after"`
	Reason string   `json:"reason"`
}

func (d Deps) adminMatches(ctx context.Context, request matchesRequest) (lobby.Overview, error) {
	limit := lobby.MaxPage
	if request.Limit != nil {
		limit = int(*request.Limit)
	}
	if limit < 1 || limit > lobby.MaxPage {
		return lobby.Overview{}, apierr.Invalid("limit must be 1..%d", lobby.MaxPage)
	}
	if request.After != "" && !lobby.IsMatchID(request.After) {
		return lobby.Overview{}, apierr.Invalid("after must be a match id")
	}
	return d.Lobby.Overview(ctx, limit, request.After)
}
