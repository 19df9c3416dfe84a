package main

import (
	"encoding/json"
	"math"

	"sagishi/internal/testing/nakamatest"
	"sagishi/protocol"
)

// place is where someone was seen last.
type place struct{ x, z float64 }

func (p place) to(q place) float64 { return math.Hypot(q.x-p.x, q.z-p.z) }

// player is a client that plays a game by what the server sends it, and by
// nothing else.
type player struct {
	s       *story
	name    string
	session *nakamatest.Session
	client
}

// client is what a player knows of the present game.
type client struct {
	match   string
	phase   string
	role    string
	mates   map[string]bool  // imposters that an imposter knows
	index   map[int32]string // seats to user ids
	alive   map[string]bool  // as far as this player knows
	at      map[string]place // where others were seen last
	tasks   []*protocol.OwnTask
	near    map[string]string // who was seen last next to each
	body    string            // user id of a body that was seen
	suspect string            // who is thought to have killed
	called  bool              // the one emergency meeting
	ready   int               // ticks until the next kill or task is possible
	rounds  int               // ticks of this round so far
	walking bool
	voted   bool
	counted bool
}

func newPlayer(s *story, name string, session *nakamatest.Session) *player {
	return &player{s: s, name: name, session: session}
}

// sitDown joins the match. Every other bot gets its positions one by one.
func (p *player) sitDown(matchID string, number int) error {
	p.client = client{
		match: matchID, mates: map[string]bool{}, index: map[int32]string{}, alive: map[string]bool{}, at: map[string]place{}, near: map[string]string{},
	}
	p.session.Clear()
	metadata := map[string]string{"positions": "snapshot"}
	if number%2 == 1 {
		metadata = nil
	}
	return p.session.JoinMatch(matchID, metadata)
}

func (p *player) send(op int64, payload any) {
	data, err := json.Marshal(payload)
	if err == nil {
		err = p.session.MatchData(p.match, op, data)
	}
	if err != nil {
		p.s.say("%s cannot send op %d: %v", p.name, op, err)
	}
}

func (p *player) nameOf(userID string) string {
	for _, other := range p.s.bots {
		if other.session.UserID == userID {
			return other.name
		}
	}
	return userID
}
