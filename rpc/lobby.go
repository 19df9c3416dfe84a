package rpc

import (
	"context"

	"sagishi/game"
	"sagishi/internal/platform/apierr"
	"sagishi/internal/platform/callback"
	"sagishi/internal/service/lobby"
)

type createMatchRequest struct {
	Mode       string         `json:"mode"`
	Map        string         `json:"map"`
	Skill      float64        `json:"skill"`
	MaxPlayers *integer       `json:"max_players"`
	MinPlayers *integer       `json:"min_players"`
	Private    bool           `json:"private"`
	Bots       integer        `json:"bots"`
	Settings   map[string]any `json:"settings"`
}

type createMatchAnswer struct {
	MatchID string `json:"match_id"`
	Code    string `json:"code"`
}

func (d Deps) createMatch(ctx context.Context, caller callback.Caller, request createMatchRequest) (createMatchAnswer, error) {
	if err := d.Drain.Check(); err != nil {
		return createMatchAnswer{}, err
	}
	maxPlayers, err := playerCount("max_players", request.MaxPlayers)
	if err != nil {
		return createMatchAnswer{}, err
	}
	minPlayers, err := playerCount("min_players", request.MinPlayers)
	if err != nil {
		return createMatchAnswer{}, err
	}
	dropNullSettings(request.Settings)
	skill, err := d.skill(ctx, caller, request.Skill)
	if err != nil {
		return createMatchAnswer{}, err
	}
	matchID, code, err := d.Lobby.Create(ctx, lobby.Request{
		Mode: request.Mode, Map: request.Map, Skill: skill, Private: request.Private,
		Settings: request.Settings, MaxPlayers: maxPlayers, MinPlayers: minPlayers, Bots: int(request.Bots),
	})
	return createMatchAnswer{MatchID: matchID, Code: code}, err
}

// skill returns the skill of the caller: the server's, unless clients choose it.
// What a skill cannot be is refused in any case.
func (d Deps) skill(ctx context.Context, caller callback.Caller, claimed float64) (float64, error) {
	if err := lobby.CheckSkill(claimed); err != nil {
		return 0, err
	}
	skill, known, err := d.Players.Skill(ctx, caller.UserID)
	if err != nil || known {
		return skill, err
	}
	return claimed, nil
}

// dropNullSettings removes the settings that are null, which counts as absent.
// Unknown names stay, so that they are refused.
func dropNullSettings(settings map[string]any) {
	for _, def := range game.SettingTable() {
		if value, given := settings[def.Name]; given && value == nil {
			delete(settings, def.Name)
		}
	}
}

// playerCount returns a number of players, and 0 if it is absent. A 0 in the
// request is an error, because the lobby would take it for the default.
func playerCount(field string, number *integer) (int, error) {
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

func (d Deps) findMatch(ctx context.Context, caller callback.Caller, request findMatchRequest) (findMatchAnswer, error) {
	if err := d.Drain.Check(); err != nil {
		return findMatchAnswer{}, err
	}
	if err := d.Players.CheckLeaver(ctx, caller.UserID); err != nil {
		return findMatchAnswer{}, err
	}
	skill, err := d.skill(ctx, caller, request.Skill)
	if err != nil {
		return findMatchAnswer{}, err
	}
	matchID, created, err := d.Lobby.Find(ctx, caller.UserID, lobby.FindRequest{
		Mode: request.Mode, Map: request.Map, Skill: skill,
	})
	return findMatchAnswer{MatchID: matchID, Created: created}, err
}

type joinCodeRequest struct {
	Code string `json:"code" rpc:"required"`
}

type joinCodeAnswer struct {
	MatchID string `json:"match_id"`
}

func (d Deps) joinCode(ctx context.Context, _ callback.Caller, request joinCodeRequest) (joinCodeAnswer, error) {
	matchID, err := d.Lobby.JoinCode(ctx, request.Code)
	return joinCodeAnswer{MatchID: matchID}, err
}
