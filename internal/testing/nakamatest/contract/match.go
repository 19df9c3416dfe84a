package contract

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"github.com/heroiclabs/nakama-common/runtime"
)

// MatchModule is the name under which NewMatch must be registered.
const MatchModule = "contract"

// NewMatch creates the match handler of the checks.
func NewMatch(context.Context, runtime.Logger, *sql.DB, runtime.NakamaModule) (runtime.Match, error) {
	return match{}, nil
}

// match is a match handler that is controlled by parameters and signals.
type match struct{}

// state is the state of the match.
type state struct{ params map[string]any }

// MatchInit reads label and tick rate from the parameters.
func (match) MatchInit(_ context.Context, _ runtime.Logger, _ *sql.DB, _ runtime.NakamaModule, params map[string]any) (any, int, string) {
	label, _ := params["label"].(string)
	rate := 10
	if r, ok := params["rate"].(int); ok {
		rate = r
	}
	if params["nil"] != nil {
		return nil, rate, label
	}
	return state{params}, rate, label
}

// MatchJoinAttempt accepts every player.
func (match) MatchJoinAttempt(_ context.Context, _ runtime.Logger, _ *sql.DB, _ runtime.NakamaModule, _ runtime.MatchDispatcher, _ int64, state any, _ runtime.Presence, _ map[string]string) (any, bool, string) {
	return state, true, ""
}

// MatchJoin does nothing.
func (match) MatchJoin(_ context.Context, _ runtime.Logger, _ *sql.DB, _ runtime.NakamaModule, _ runtime.MatchDispatcher, _ int64, state any, _ []runtime.Presence) any {
	return state
}

// MatchLeave does nothing.
func (match) MatchLeave(_ context.Context, _ runtime.Logger, _ *sql.DB, _ runtime.NakamaModule, _ runtime.MatchDispatcher, _ int64, state any, _ []runtime.Presence) any {
	return state
}

// MatchLoop ends the match after a minute.
func (match) MatchLoop(_ context.Context, _ runtime.Logger, _ *sql.DB, _ runtime.NakamaModule, _ runtime.MatchDispatcher, tick int64, state any, _ []runtime.MatchData) any {
	if tick > 600 {
		return nil
	}
	return state
}

// MatchTerminate ends the match.
func (match) MatchTerminate(_ context.Context, _ runtime.Logger, _ *sql.DB, _ runtime.NakamaModule, _ runtime.MatchDispatcher, _ int64, _ any, _ int) any {
	return nil
}

// MatchSignal returns the parameters, sets the label or stops the match.
func (match) MatchSignal(_ context.Context, _ runtime.Logger, _ *sql.DB, _ runtime.NakamaModule, d runtime.MatchDispatcher, _ int64, kept any, data string) (any, string) {
	command, argument, _ := strings.Cut(data, " ")
	switch command {
	case "stop":
		return nil, ""
	case "label":
		if err := d.MatchLabelUpdate(argument); err != nil {
			return kept, err.Error()
		}
		return kept, "ok"
	default:
		s, _ := kept.(state)
		var types []string
		for name, value := range s.params {
			types = append(types, fmt.Sprintf("%s=%T", name, value))
		}
		slices.Sort(types)
		return kept, strings.Join(types, " ")
	}
}
