package rpc

import (
	"context"
	"fmt"

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
	// Problems are the reasons why one of these three could not be read.
	Problems []string `json:"problems,omitempty"`
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
	// What is damaged must not hide the rest.
	answer.Leaves, err = d.Players.Leaves(ctx, account.UserID)
	answer.note("leaves", err)
	answer.Seat, err = d.Lobby.Seat(ctx, account.UserID)
	answer.note("seat", err)
	answer.Waiting, err = d.Notices.Waiting(ctx, account.UserID)
	answer.note("notices_waiting", err)
	return answer, nil
}

// note adds a problem if there is an error.
func (a *playerAnswer) note(field string, err error) {
	if err != nil {
		a.Problems = append(a.Problems, fmt.Sprintf("%s: %v", field, err))
	}
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
