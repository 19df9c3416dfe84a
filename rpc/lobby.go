package rpc

import (
	"context"

	"sagishi/internal/platform/apierr"
	"sagishi/internal/platform/callback"
	"sagishi/internal/service/lobby"
)

type createMatchRequest struct {
	Mode       string         `json:"mode"`
	Map        string         `json:"map"`
	Skill      float64        `json:"skill"`
	MaxPlayers *whole         `json:"max_players"`
	MinPlayers *whole         `json:"min_players"`
	Private    bool           `json:"private"`
	Settings   map[string]any `json:"settings"`
}

type createMatchAnswer struct {
	MatchID string `json:"match_id"`
	Code    string `json:"code"`
}

func (d Deps) createMatch(ctx context.Context, _ callback.Caller, request createMatchRequest) (createMatchAnswer, error) {
	maxPlayers, err := players("max_players", request.MaxPlayers)
	if err != nil {
		return createMatchAnswer{}, err
	}
	minPlayers, err := players("min_players", request.MinPlayers)
	if err != nil {
		return createMatchAnswer{}, err
	}
	matchID, code, err := d.Lobby.Create(ctx, lobby.Request{
		Mode: request.Mode, Map: request.Map, Skill: request.Skill, Private: request.Private,
		Settings: request.Settings, MaxPlayers: maxPlayers, MinPlayers: minPlayers,
	})
	return createMatchAnswer{MatchID: matchID, Code: code}, err
}

// players is a number of players, 0 if it is left out. A 0 that is given is an
// error, since the lobby would take it for the default.
func players(field string, number *whole) (int, error) {
	switch {
	case number == nil:
		return 0, nil
	case *number == 0:
		return 0, apierr.Invalid("%s: must not be 0", field)
	default:
		return int(*number), nil
	}
}

type findMatchRequest struct {
	Mode  string  `json:"mode"`
	Map   string  `json:"map"`
	Skill float64 `json:"skill"`
}

type findMatchAnswer struct {
	MatchID string `json:"match_id"`
	Created bool   `json:"created"`
}

func (d Deps) findMatch(ctx context.Context, _ callback.Caller, request findMatchRequest) (findMatchAnswer, error) {
	matchID, created, err := d.Lobby.Find(ctx, lobby.FindRequest{
		Mode: request.Mode, Map: request.Map, Skill: request.Skill,
	})
	return findMatchAnswer{MatchID: matchID, Created: created}, err
}

type joinCodeRequest struct {
	Code string `json:"code"`
}

type joinCodeAnswer struct {
	MatchID string `json:"match_id"`
}

func (d Deps) joinCode(ctx context.Context, _ callback.Caller, request joinCodeRequest) (joinCodeAnswer, error) {
	matchID, err := d.Lobby.JoinCode(ctx, request.Code)
	return joinCodeAnswer{MatchID: matchID}, err
}
