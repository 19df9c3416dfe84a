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

	"sagishi/game"
	"sagishi/protocol"
)

// match is one match of ten.
type match struct {
	crowd   *crowd
	number  int
	id      string
	players [players]*player
	seats   [16]int // by the index of op 103

	mu     sync.Mutex
	hashes [32]struct {
		tick int64
		hash uint64
	}
}

// open creates a match, lets ten join and, where there are rules, play.
func (c *crowd) open(number int) (*match, error) {
	m := &match{crowd: c, number: number}
	for seat := range m.players {
		p, err := m.connect(c.address, seat)
		if err != nil {
			return nil, err
		}
		m.players[seat] = p
		if err := m.seat(p); err != nil {
			return nil, err
		}
	}
	if c.variant.Plugin != "sagishi" {
		return m, nil
	}
	return m, m.play()
}

// seat lets a player join; the first creates the match.
func (m *match) seat(p *player) error {
	if p.seat == 0 {
		if err := m.create(p); err != nil {
			return err
		}
		if m.crowd.variant.Plugin == "" {
			return nil // who creates a relayed match is in it
		}
	}
	if _, err := p.ask(&rtapi.Envelope{Message: &rtapi.Envelope_MatchJoin{MatchJoin: &rtapi.MatchJoin{
		Id: &rtapi.MatchJoin_MatchId{MatchId: m.id}, Metadata: m.crowd.variant.metadata(),
	}}}); err != nil {
		return fmt.Errorf("join: %w", err)
	}
	return p.settle()
}

func (m *match) create(p *player) error {
	if m.crowd.variant.Plugin == "" {
		answer, err := p.ask(&rtapi.Envelope{Message: &rtapi.Envelope_MatchCreate{MatchCreate: &rtapi.MatchCreate{}}})
		m.id = answer.GetMatch().GetMatchId()
		return err
	}
	payload, err := json.Marshal(m.crowd.variant.request())
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
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, "http://"+m.crowd.address+"/v2/rpc/"+id+"?unwrap", bytes.NewReader(payload))
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

// play starts the game and waits until everyone may walk.
func (m *match) play() error {
	if err := m.players[0].send(protocol.OpStart, startPayload(m.crowd.variant.encoding())); err != nil {
		return err
	}
	for i := range m.seats {
		m.seats[i] = -1
	}
	for _, p := range m.players {
		playing := func(data []byte) bool { return m.gather(data) }
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

// gather reads from op 101 where everyone stands; it answers whether they may
// walk now.
func (m *match) gather(data []byte) bool {
	message := &protocol.Phase{}
	if m.crowd.variant.encoding() == protocol.Protobuf {
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
			m.players[seat].origin = game.Vec{X: milli(p.GetX()), Y: milli(p.GetY()), Z: milli(p.GetZ())}
		}
	}
	return message.GetPhase() == string(game.Playing)
}

var seed = maphash.MakeSeed()

// same reports whether everyone is shown the same in a tick.
func (m *match) same(tick int64, data []byte) bool {
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
