package rpc

import (
	"context"

	"sagishi/internal/platform/apierr"
	"sagishi/internal/service/lobby"
	"sagishi/internal/service/lookup"
	"sagishi/internal/service/results"
	"sagishi/notifications"
)

type playerRequest struct {
	UserID   *string `json:"user_id"`
	Username *string `json:"username"`
	Reason   string  `json:"reason"`
}

type playerAnswer struct {
	lookup.Player

	Leaves  results.Leaves         `json:"leaves"`
	Seat    *lobby.Seat            `json:"seat"`            // on this server
	Waiting []notifications.Notice `json:"notices_waiting"` // not delivered yet
}

func (d Deps) adminPlayer(ctx context.Context, request playerRequest) (playerAnswer, error) {
	userID, username, err := request.named()
	if err != nil {
		return playerAnswer{}, err
	}
	account, err := d.Lookup.Find(ctx, userID, username)
	if err != nil {
		return playerAnswer{}, err
	}
	var answer playerAnswer
	if answer.Player, err = d.Lookup.Player(ctx, account); err != nil {
		return playerAnswer{}, err
	}
	if answer.Leaves, err = d.Players.Leaves(ctx, account.UserID); err != nil {
		return playerAnswer{}, err
	}
	if answer.Seat, err = d.Lobby.Seat(ctx, account.UserID); err != nil {
		return playerAnswer{}, err
	}
	answer.Waiting, err = d.Notices.Waiting(ctx, account.UserID)
	return answer, err
}

// named returns the one of the two fields that the request has; the other is "".
func (r playerRequest) named() (userID, username string, err error) {
	const longest = 128
	switch {
	case (r.UserID == nil) == (r.Username == nil):
		return "", "", apierr.Invalid("user_id or username: exactly one of them is required")
	case r.UserID != nil:
		userID, err = idOf("user_id", *r.UserID)
		return userID, "", err
	case *r.Username == "" || len(*r.Username) > longest:
		return "", "", apierr.Invalid("username must have 1..%d bytes", longest)
	}
	return "", *r.Username, nil
}
