package main

import (
	"encoding/json"
	"fmt"
	"math"

	"sagishi/internal/testing/nakamatest"
	"sagishi/protocol"
)

// place is a position on the ground.
type place struct{ x, z float64 }

func (p place) to(q place) float64 { return math.Hypot(q.x-p.x, q.z-p.z) }

// bot is a client that plays by the messages that the server sends it, and by
// nothing else.
type bot struct {
	sim     *simulation
	name    string
	session *nakamatest.Session
	client
}

// client holds a bot's knowledge of the present match. Players are user ids.
type client struct {
	match    string
	channel  string // of the match's chat
	phase    string
	role     string
	mates    map[string]bool // the other imposters, if this bot is one
	index    map[int32]string
	alive    map[string]bool
	at       map[string]place // where players were seen last
	near     map[string]string
	tasks    []*protocol.OwnTask
	panels   []*protocol.Panel
	button   place
	sabotage string // the system that is out of order
	body     string // the victim whose body was seen
	results  *protocol.Results

	suspicion   suspicion
	accusations []accusation
	accused     bool
	voted       bool
	voteReason  string
	called      bool   // has used the one emergency meeting
	target      string // the player that was to be killed last
	tried       string // the system that was to be sabotaged or repaired last
	wait        int    // ticks until the next kill or the end of the task
	phaseTicks  int
	walking     bool
	step        float64 // units that a bot walks in a tick at most
}

// join joins the match and its chat. Every other bot asks for positions one by
// one instead of snapshots.
func (b *bot) join(matchID string, number int) error {
	b.client = client{
		match: matchID, mates: map[string]bool{}, index: map[int32]string{}, alive: map[string]bool{},
		at: map[string]place{}, near: map[string]string{},
	}
	b.session.Clear()
	metadata := map[string]string{"positions": "snapshot"}
	if number%2 == 1 {
		metadata = nil
	}
	if err := b.session.JoinMatch(matchID, metadata); err != nil {
		return err
	}
	b.sim.nk.Tick(matchID, 1)
	channel, err := b.session.JoinRoom(matchID, false)
	if err != nil {
		return fmt.Errorf("join the chat: %w", err)
	}
	b.channel = channel
	return nil
}

// send sends one message to the match.
func (b *bot) send(op int64, payload any) {
	data, err := json.Marshal(payload)
	if err == nil {
		err = b.session.MatchData(b.match, op, data)
	}
	if err != nil {
		b.sim.event("%s cannot send op %d: %v", b.name, op, err)
	}
}

func (b *bot) id() string { return b.session.UserID }

func (b *bot) isAlive() bool { return b.alive[b.id()] }

func (b *bot) here() place { return b.at[b.id()] }

// isHost reports whether the bot is the host. Its messages are used to print
// what everyone is sent.
func (b *bot) isHost() bool { return b == b.sim.host() }
