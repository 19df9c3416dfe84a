package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"hash/maphash"
	"io"
	"net/http"
	"sync"
	"time"

	"github.com/heroiclabs/nakama-common/rtapi"
	"google.golang.org/protobuf/proto"

	"sagishi/bench/client"
	"sagishi/game"
	"sagishi/protocol"
)

// match is one match of ten players.
type match struct {
	generator *generator
	number    int
	id        string
	players   [players]*player
	seats     [16]int // by the index of op 103

	offset int64 // of the players' ticks in a recorded game

	playing sync.Mutex // of the clients that bots play, and of these:
	inputs  []game.Input
	update  client.Update

	mu     sync.Mutex
	hashes [32]struct {
		tick int64
		hash uint64
	}
}

// openMatch creates a match, joins ten players and, with this plugin, starts the
// game.
func (c *generator) openMatch(number int) (*match, error) {
	m := &match{generator: c, number: number}
	for i := range m.seats {
		m.seats[i] = -1
	}
	for seat := range m.players {
		p, err := m.connect(c.address, seat)
		if err != nil {
			return nil, err
		}
		m.players[seat] = p
		if err := m.join(p); err != nil {
			return nil, err
		}
	}
	switch {
	case c.variant.Plugin != "sagishi":
		return m, nil
	case c.variant.bots():
		return m, m.awaitSeats()
	}
	return m, m.startGame()
}

// join adds a player to the match; the first one creates it.
func (m *match) join(p *player) error {
	if p.seat == 0 {
		if err := m.create(p); err != nil {
			return err
		}
		if m.generator.variant.Plugin == "" {
			return nil // creating a relayed match also joins it
		}
	}
	return p.enter()
}

// enter joins the match.
func (p *player) enter() error {
	m := p.match
	if _, err := p.request(&rtapi.Envelope{Message: &rtapi.Envelope_MatchJoin{MatchJoin: &rtapi.MatchJoin{
		Id: &rtapi.MatchJoin_MatchId{MatchId: m.id}, Metadata: m.generator.variant.metadata(),
	}}}); err != nil {
		return fmt.Errorf("join: %w", err)
	}
	return p.awaitState()
}

func (m *match) create(p *player) error {
	if m.generator.variant.Plugin == "" {
		answer, err := p.request(&rtapi.Envelope{Message: &rtapi.Envelope_MatchCreate{MatchCreate: &rtapi.MatchCreate{}}})
		m.id = answer.GetMatch().GetMatchId()
		return err
	}
	payload, err := json.Marshal(m.generator.variant.request())
	if err != nil {
		return err
	}
	var created struct {
		MatchID string `json:"match_id"`
	}
	if err := m.rpc("create_match", payload, &created); err != nil {
		return err
	}
	m.id = created.MatchID
	return nil
}

// rpc calls an RPC as the match's first player.
func (m *match) rpc(id string, payload []byte, answer any) error {
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, "http://"+m.generator.address+"/v2/rpc/"+id+"?unwrap", bytes.NewReader(payload))
	if err != nil {
		return err
	}
	request.Header.Set("Authorization", "Bearer "+token(m.number, 0))
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return err
	}
	defer func() { _ = response.Body.Close() }()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		return err
	}
	if response.StatusCode != http.StatusOK {
		return fmt.Errorf("%s: %s", id, body)
	}
	return json.Unmarshal(body, answer)
}

// startGame starts the game and waits until all players may move.
func (m *match) startGame() error {
	if err := m.players[0].send(protocol.OpStart, startPayload(m.generator.variant.encoding())); err != nil {
		return err
	}
	for _, p := range m.players {
		playing := func(data []byte) bool { return m.readPhase(data) }
		if err := p.await(protocol.OpPhase, playing); err != nil {
			return err
		}
	}
	return nil
}

func startPayload(encoding protocol.Encoding) []byte {
	if encoding == protocol.JSON {
		return []byte("{}")
	}
	return nil
}

// phase is op 101.
type phase struct {
	Phase   string `json:"phase"`
	Players []struct {
		Index  int32    `json:"index"`
		UserID string   `json:"user_id"`
		X      *float32 `json:"x"`
		Y      *float32 `json:"y"`
		Z      *float32 `json:"z"`
	} `json:"players"`
}

// readPhase reads the positions from op 101. It reports whether the phase is
// playing.
func (m *match) readPhase(data []byte) bool {
	message := &protocol.Phase{}
	if m.generator.variant.encoding() == protocol.Protobuf {
		if err := proto.Unmarshal(data, message); err != nil {
			return false
		}
	} else {
		var read phase
		if err := json.Unmarshal(data, &read); err != nil {
			return false
		}
		message.Phase = read.Phase
		for _, p := range read.Players {
			message.Players = append(message.Players, &protocol.Player{Index: p.Index, UserId: p.UserID, X: p.X, Y: p.Y, Z: p.Z})
		}
	}
	for _, p := range message.GetPlayers() {
		seat := seatOf([]byte(p.GetUserId()))
		m.seats[p.GetIndex()&15] = seat
		if p.X != nil && seat >= 0 && seat < players {
			m.players[seat].origin = game.Vec{X: client.Milli(p.GetX()), Y: client.Milli(p.GetY()), Z: client.Milli(p.GetZ())}
		}
	}
	return message.GetPhase() == string(game.Playing)
}

var seed = maphash.MakeSeed()

// sameForAll reports whether this snapshot equals those of the other players in
// the tick.
func (m *match) sameForAll(tick int64, data []byte) bool {
	hash := maphash.Bytes(seed, data)
	m.mu.Lock()
	defer m.mu.Unlock()
	known := &m.hashes[tick&31]
	if known.tick != tick {
		known.tick, known.hash = tick, hash
		return true
	}
	return known.hash == hash
}
