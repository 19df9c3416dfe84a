package match

import (
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"

	"github.com/heroiclabs/nakama-common/runtime"

	"sagishi/game"
	"sagishi/internal/service/lobby"
	"sagishi/protocol"
)

// reserveSeconds is how long seats are kept for those the matchmaker matched.
const reserveSeconds = 30

// state is one match.
type state struct {
	module *module
	logger runtime.Logger // of the present call
	id     string
	code   string // the join code, "" until it is told
	params lobby.Params
	game   *game.Game
	stage  *protocol.Stage
	label  lobby.Label // as Nakama has it
	seats  seats
	inbox  inbox
	outbox outbox
	record recording
	// terminating is set once the server goes down.
	terminating bool
	ended       bool
}

// stateOf holds the only type assertion of the package. A foreign state is a
// fault of the server, which the caller's recover turns into the match's end.
func stateOf(st any) *state {
	s, _ := st.(*state)
	return s
}

// String is what operators see in the console: nothing that a player may not
// know.
func (s *state) String() string {
	return fmt.Sprintf("match %s on %s (%s), private %t, %d seats taken, %d connected: %s",
		s.id, s.params.Map, s.params.Mode, s.params.Private, s.game.Count(), s.seats.connectedCount(), s.game)
}

func (m *module) newState(ctx context.Context, params map[string]any) (*state, string, error) {
	parsed, err := lobby.ParseParams(params)
	if err != nil {
		return nil, "", err
	}
	if parsed.Map == "" {
		parsed.Map = slices.Min(slices.Collect(maps.Keys(m.Maps)))
	}
	place, ok := m.Maps[parsed.Map]
	if !ok {
		return nil, "", fmt.Errorf("unknown map %q", parsed.Map)
	}
	core, err := m.newGame(parsed, place)
	if err != nil {
		return nil, "", err
	}
	id, _ := ctx.Value(runtime.RUNTIME_CTX_MATCH_ID).(string)
	if id == "" {
		return nil, "", errors.New("the context has no match id")
	}
	s := &state{
		module: m,
		id:     id,
		params: parsed,
		game:   core,
		stage:  protocol.NewStage(id, parsed.Mode, place),
		seats:  newSeats(),
		record: newRecording(),
	}
	s.label = s.currentLabel()
	label, err := s.label.Encode()
	if err != nil {
		return nil, "", err
	}
	m.gauge(&m.matches, "sagishi_matches", 1)
	return s, label, nil
}

func (m *module) newGame(params lobby.Params, place *game.Map) (*game.Game, error) {
	settings, err := params.GameSettings()
	if err != nil {
		return nil, err
	}
	config := game.Config{TickRate: m.TickRate, Mode: params.Mode, Map: place, Settings: settings}
	if _, err := io.ReadFull(m.Random, config.Seed[:]); err != nil {
		return nil, fmt.Errorf("draw seed: %w", err)
	}
	core := game.New(config)
	if len(params.Reserved) > 0 {
		core.Reserve(playerIDs(params.Reserved), reserveSeconds*m.TickRate)
	}
	return core, nil
}

func playerIDs(users []string) []game.PlayerID {
	ids := make([]game.PlayerID, len(users))
	for i, user := range users {
		ids[i] = game.PlayerID(user)
	}
	return ids
}

// currentLabel is what the label should say now.
func (s *state) currentLabel() lobby.Label {
	return lobby.Label{
		State:      s.game.Phase(),
		Open:       !s.params.Private && !s.terminating && s.game.Open(),
		Mode:       s.params.Mode,
		Map:        s.params.Map,
		Skill:      s.params.Skill,
		Players:    s.game.Count(),
		MaxPlayers: s.game.Settings().MaxPlayers,
		Private:    s.params.Private,
	}
}

// updateLabel keeps the label true. If Nakama does not take it, the next tick
// tries again.
func (s *state) updateLabel(dispatcher runtime.MatchDispatcher) {
	label := s.currentLabel()
	if label == s.label {
		return
	}
	text, err := label.Encode()
	if err == nil {
		err = dispatcher.MatchLabelUpdate(text)
	}
	if err == nil {
		s.label = label
	}
}
