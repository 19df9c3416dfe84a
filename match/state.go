package match

import (
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"time"

	"github.com/heroiclabs/nakama-common/runtime"

	"sagishi/game"
	"sagishi/internal/platform/metrics"
	"sagishi/internal/service/lobby"
	"sagishi/protocol"
)

// reserveSeconds is how long seats are kept for players whom the matchmaker
// matched.
const reserveSeconds = 30

// state is one match.
type state struct {
	shared         *shared
	logger         runtime.Logger // of the current call
	id             string
	created        time.Time
	code           string // the join code; "" until a signal sets it
	params         lobby.Params
	game           *game.Game
	stage          *protocol.MatchInfo
	label          lobby.Label // as Nakama has it
	rankedLabel    bool        // whether games count with the rankedSettings
	rankedSettings game.Settings
	seats          seats
	bots           botSeats
	courses        *game.Courses // nil until a client joins that is told courses

	// Buffers of one tick, reused so that a tick does not allocate. A broadcast
	// may reuse the last two: Nakama is done with them when it returns.
	inputs     []game.Input
	recipients []runtime.Presence
	payload    []byte

	recordings  recordings
	lastResults map[string]*protocol.Results // of the last game that ended, by user id
	inGame      bool                         // as the gauge of running games has it
	terminating bool                         // the server is shutting down
	drainTicks  int                          // since the server is drained
	ended       bool
}

// stateOf holds the only type assertion of the package. A state of another type
// gives nil, so that the callback panics and its recover ends the match.
func stateOf(st any) *state {
	s, _ := st.(*state)
	return s
}

// String is shown to operators in the console. It contains no secrets of the
// game.
func (s *state) String() string {
	return fmt.Sprintf("match %s on %s (%s), private %t, %d seats taken, %d connected: %s",
		s.id, s.params.Map, s.params.Mode, s.params.Private, s.game.Count(), s.seats.connected().Count(), s.game)
}

func (m *shared) newState(ctx context.Context, params map[string]any) (*state, string, error) {
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
	robots, err := m.newBotSeats(parsed, place)
	if err != nil {
		return nil, "", err
	}
	id, _ := ctx.Value(runtime.RUNTIME_CTX_MATCH_ID).(string)
	if id == "" {
		return nil, "", errors.New("the context has no match id")
	}
	s := &state{
		shared:     m,
		id:         id,
		created:    m.Now(),
		params:     parsed,
		game:       core,
		stage:      protocol.NewMatchInfo(id, parsed.Mode, place),
		seats:      newSeats(),
		bots:       robots,
		recipients: make([]runtime.Presence, 0, game.MaxSeats),
		recordings: newRecordings(),

		lastResults: make(map[string]*protocol.Results),
	}
	s.label = s.currentLabel()
	label, err := s.label.Encode()
	if err != nil {
		return nil, "", err
	}
	m.addToGauge(&m.matches, metrics.Matches, 1)
	return s, label, nil
}

func (m *shared) newGame(params lobby.Params, place *game.Map) (*game.Game, error) {
	settings, err := params.GameSettings()
	if err != nil {
		return nil, err
	}
	config := game.Config{TickRate: m.TickRate, Mode: params.Mode, Map: place, Settings: settings, Bots: params.Bots}
	if params.RankedOnly && m.Ranked.Ranges.Check(settings) == nil {
		config.CheckRanked = m.Ranked.Ranges.Check
	}
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
