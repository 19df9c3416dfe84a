package attacks_test

import (
	"encoding/json"
	"fmt"

	"sagishi/internal/testing/nakamatest"
	"sagishi/protocol"
)

// coins returns a player's coins.
func (w *world) coins(p *player) int64 { return w.nk.Wallet(p.UserID)["coins"] }

// message is a JSON message of a match.
type message map[string]any

// player is a logged-in client and its match.
type player struct {
	*nakamatest.Session
	w     *world
	match string
}

func (w *world) login(name string) *player {
	w.Helper()
	s, err := w.nk.Login(nakamatest.LoginOptions{DeviceID: "device-of-" + name, Username: name})
	w.must(err)
	return &player{Session: s, w: w}
}

func (w *world) logins(names ...string) []*player {
	w.Helper()
	players := make([]*player, 0, len(names))
	for _, name := range names {
		players = append(players, w.login(name))
	}
	return players
}

// rpc calls an RPC that must succeed.
func (p *player) rpc(id, payload string) message {
	p.w.Helper()
	text, err := p.RPC(id, payload)
	p.w.must(err)
	return decode(p.w, []byte(text))
}

func decode(w *world, data []byte) message {
	w.Helper()
	var m message
	w.must(json.Unmarshal(data, &m))
	return m
}

func (m message) text(key string) string {
	text, _ := m[key].(string)
	return text
}

// send sends a message to the match and lets a tick pass.
func (p *player) send(op int64, payload string, values ...any) {
	p.w.Helper()
	p.post(op, payload, values...)
	p.w.nk.Tick(p.match, 1)
}

// post sends a message to the match, which receives it with its next tick.
func (p *player) post(op int64, payload string, values ...any) {
	p.w.Helper()
	p.w.must(p.MatchData(p.match, op, fmt.Appendf(nil, payload, values...)))
}

// all returns the messages of an op that the player has received since Clear.
func (p *player) all(op int64) []message {
	p.w.Helper()
	var list []message
	for _, m := range p.ReceivedOp(op) {
		list = append(list, decode(p.w, m.Data))
	}
	return list
}

// last returns the last message of an op since Clear; nil if there is none.
func (p *player) last(op int64) message {
	p.w.Helper()
	list := p.all(op)
	if len(list) == 0 {
		return nil
	}
	return list[len(list)-1]
}

// refused sends a message that must be refused with the code.
func (p *player) refused(code string, op int64, payload string, values ...any) {
	p.w.Helper()
	p.Clear()
	p.send(op, payload, values...)
	var codes []string
	for _, m := range p.all(protocol.OpRejected) {
		if m["op"] == float64(op) {
			codes = append(codes, m.text("code"))
		}
	}
	if len(codes) != 1 || codes[0] != code {
		p.w.Errorf("%s sends op %d %s: refused %v, want %s", p.Username, op, fmt.Sprintf(payload, values...), codes, code)
	}
}

// accepted sends a message that must not be refused.
func (p *player) accepted(op int64, payload string, values ...any) {
	p.w.Helper()
	p.Clear()
	p.send(op, payload, values...)
	if m := p.last(protocol.OpRejected); m != nil {
		p.w.Fatalf("%s sends op %d %s: refused %v", p.Username, op, fmt.Sprintf(payload, values...), m)
	}
}

// state requests the state that the player may know.
func (p *player) state() message {
	p.w.Helper()
	p.w.nk.Tick(p.match, 11) // one request a second is allowed
	p.Clear()
	p.send(protocol.OpResync, `{}`)
	m := p.last(protocol.OpState)
	if m == nil {
		p.w.Fatalf("%s received no state", p.Username)
	}
	return m
}

// viewOf returns the entry of another in the player's state; nil if there is none.
func (p *player) viewOf(other *player) message {
	p.w.Helper()
	list, _ := p.state()["players"].([]any)
	for _, entry := range list {
		if m, ok := entry.(map[string]any); ok && m["user_id"] == other.UserID {
			return m
		}
	}
	return nil
}

// position returns where the server has the player.
func (p *player) position() (x, z float64) {
	p.w.Helper()
	m := p.viewOf(p)
	x, _ = m["x"].(float64)
	z, _ = m["z"].(float64)
	return x, z
}

// loginInvited returns a login with an inviter.
func loginInvited(name, inviter string) nakamatest.LoginOptions {
	return nakamatest.LoginOptions{
		DeviceID: "device-of-" + name, Username: name, Vars: map[string]string{"invite_user_id": inviter},
	}
}
