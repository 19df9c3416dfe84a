package lobby

import (
	"cmp"
	"context"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/heroiclabs/nakama-common/api"

	"sagishi/game"
	"sagishi/internal/platform/ratelimit"
	"sagishi/internal/platform/shortread"
	"sagishi/internal/platform/storage"
	"sagishi/internal/platform/uuid"
)

// Module is the name that the match handler is registered under.
const Module = "sagishi"

// Matches are the server's running matches.
type Matches interface {
	MatchCreate(ctx context.Context, module string, params map[string]any) (string, error)
	MatchGet(ctx context.Context, id string) (*api.Match, error)
	MatchList(ctx context.Context, limit int, authoritative bool, label string, minSize, maxSize *int, query string) ([]*api.Match, error)
	MatchSignal(ctx context.Context, id, data string) (string, error)
}

// Nakama is the part of the server that the lobby uses.
type Nakama interface {
	Matches
	shortread.UserReader
	storage.ReadWriter
	storage.Deleter
}

// Options has the arguments of New.
type Options struct {
	Maps     map[string]*game.Map
	Settings *game.Settings   // of a match that names none; nil = the game's defaults
	Now      func() time.Time // needed by Find and JoinCode
	Random   io.Reader        // join codes are drawn from it; nil = crypto/rand
}

// Service creates and finds matches. What it keeps in memory are hints, which it
// checks with the matches themselves.
type Service struct {
	nk         Nakama
	maps       map[string]*game.Map
	defaultMap string
	settings   game.Settings
	random     io.Reader
	wrongCodes *ratelimit.Limiter // of all players together
	seats      seatIndex
	searches   searches
}

// New returns a service that offers the maps of the options.
func New(nk Nakama, options Options) *Service {
	settings := game.DefaultSettings()
	if options.Settings != nil {
		settings = *options.Settings
	}
	return &Service{
		nk:         nk,
		settings:   settings,
		maps:       options.Maps,
		defaultMap: defaultMap(options.Maps),
		random:     cmp.Or[io.Reader](options.Random, rand.Reader),
		seats:      seatIndex{matches: map[string]string{}},
		wrongCodes: ratelimit.New(time.Second/wrongPerSecond, wrongBurst, options.Now),
		searches:   searches{now: options.Now, running: map[string]chan struct{}{}},
	}
}

// defaultMap returns space_station, or the first map by name if there is none.
func defaultMap(all map[string]*game.Map) string {
	const preferred = "space_station"
	if _, ok := all[preferred]; ok || len(all) == 0 {
		return preferred
	}
	return slices.Min(slices.Collect(maps.Keys(all)))
}

// Create creates a match in the lobby phase and its join code. If the code cannot
// be stored, the match stays empty and closes by itself. Any player may call it.
//
// Errors: invalid argument for a request that is out of range.
func (s *Service) Create(ctx context.Context, request Request) (matchID, code string, err error) {
	params, err := s.params(request)
	if err != nil {
		return "", "", err
	}
	matchID, err = s.create(ctx, params)
	if err != nil {
		return "", "", err
	}
	code, err = s.newCode(ctx, matchID)
	if err != nil {
		return "", "", err
	}
	s.sendCode(ctx, matchID, code)
	return matchID, code, nil
}

func (s *Service) create(ctx context.Context, params Params) (string, error) {
	encoded, err := json.Marshal(params)
	if err != nil {
		return "", fmt.Errorf("encode match parameters: %w", err)
	}
	matchID, err := s.nk.MatchCreate(ctx, Module, map[string]any{paramsKey: string(encoded)})
	if err != nil {
		return "", fmt.Errorf("create match: %w", err)
	}
	return matchID, nil
}

// IsMatchID reports whether the text has the form of an authoritative match's
// id: a UUID, a dot, and the name of a node.
func IsMatchID(text string) bool {
	id, node, _ := strings.Cut(text, ".")
	_, valid := uuid.Canonical(id)
	return valid && node != ""
}

// ParseMatchID reads the id of an authoritative match, or of a party, in any form
// that Nakama takes from a client, and returns it as Nakama writes it. It reports
// whether the text is one.
func ParseMatchID(text string) (matchID string, valid bool) {
	id, node, _ := strings.Cut(text, ".")
	if id, valid = uuid.Parse(id); !valid || node == "" {
		return "", false
	}
	return id + "." + node, true
}
