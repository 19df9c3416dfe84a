package match

import (
	"encoding/binary"
	"fmt"
	"io"
	"math/rand/v2"

	"github.com/heroiclabs/nakama-common/runtime"

	"sagishi/game"
	"sagishi/game/bots"
	"sagishi/internal/service/lobby"
)

// botSeats are the bots of a match. A bot has a seat without a session: it is told
// the events and positions of its seat, and its actions are inputs of the game like
// those of players.
type botSeats struct {
	taken  game.Audience
	all    [game.MaxSeats]*bots.Bot
	config bots.Config // of every bot, but for its id and seat
	random *rand.Rand
}

func (m *shared) newBotSeats(params lobby.Params, place *game.Map) (botSeats, error) {
	var seed [16]byte
	if _, err := io.ReadFull(m.Random, seed[:]); err != nil {
		return botSeats{}, fmt.Errorf("draw seed of bots: %w", err)
	}
	return botSeats{
		config: bots.Config{Map: place, Mode: params.Mode, TickRate: m.TickRate, Human: true},
		random: rand.New(rand.NewPCG(binary.LittleEndian.Uint64(seed[:]), binary.LittleEndian.Uint64(seed[8:]))), //nolint:gosec // how bots play is no secret; the roles are drawn elsewhere
	}, nil
}

// seatBots makes a bot for each seat that bots play since this tick. It comes after
// the events are sent: the last of them to a player whose seat a bot took is that of
// the removal, so that the session does not get what the bot is told, or act for it.
func (s *state) seatBots() {
	s.bots.taken = s.game.Bots()
	for rest := s.bots.taken; rest != 0; rest &= rest - 1 {
		index := rest.First()
		id := s.game.PlayerAt(index)
		if s.seats.all[index].user == id {
			continue
		}
		config := s.bots.config
		config.ID, config.Seat = id, index
		config.Rand = rand.New(rand.NewPCG(s.bots.random.Uint64(), s.bots.random.Uint64())) //nolint:gosec // as above
		s.bots.all[index] = bots.New(config)
		s.seats.all[index].user, s.seats.all[index].presence = id, &botPresence{id: string(id), name: s.game.Username(id)}
	}
}

// sendEventsToBots passes each event to the bots of its audience.
func (s *state) sendEventsToBots(events []game.Event) {
	for i := range events {
		for rest := events[i].To & s.bots.taken; rest != 0; rest &= rest - 1 {
			s.bots.all[rest.First()].Receive(events[i].Body)
		}
	}
}

// sendPositionsToBots passes to each bot the positions that its seat is sent.
func (s *state) sendPositionsToBots() {
	var shown, hidden game.Audience
	for rest := s.bots.taken; rest != 0; rest &= rest - 1 {
		shown |= s.game.Visible(rest.First())
		hidden |= s.game.Hidden(rest.First())
	}
	if shown|hidden == 0 {
		return
	}
	var at [game.MaxSeats]game.Vec
	for rest := shown; rest != 0; rest &= rest - 1 {
		at[rest.First()] = s.game.At(rest.First())
	}
	for rest := s.bots.taken; rest != 0; rest &= rest - 1 {
		index := rest.First()
		s.bots.all[index].See(bots.Positions{Shown: s.game.Visible(index), Hidden: s.game.Hidden(index), At: &at})
	}
}

// botPresence is the sender of a bot's messages. It looks like a player's presence
// to clients; it has no session, and its session id is the bot's user id.
type botPresence struct{ id, name string }

func (p *botPresence) GetUserId() string                 { return p.id } //nolint:revive // Nakama's name
func (p *botPresence) GetSessionId() string              { return p.id } //nolint:revive // Nakama's name
func (p *botPresence) GetNodeId() string                 { return "" }   //nolint:revive // Nakama's name
func (p *botPresence) GetUsername() string               { return p.name }
func (p *botPresence) GetHidden() bool                   { return false }
func (p *botPresence) GetPersistence() bool              { return false }
func (p *botPresence) GetStatus() string                 { return "" }
func (p *botPresence) GetReason() runtime.PresenceReason { return runtime.PresenceReasonUnknown }
