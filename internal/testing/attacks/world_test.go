// Package attacks plays against the whole plugin, through clients on the
// in-memory Nakama, as a cheater would. docs/security.md says line by line what
// is tried here and what the server does about it.
package attacks_test

import (
	"context"
	"encoding/json"
	"fmt"
	"runtime"
	"strings"
	"testing"
	"time"

	"sagishi/internal/app"
	"sagishi/internal/testing/nakamatest"
	"sagishi/protocol"
)

// The codes of refusals that clients see.
const (
	invalid   = 3
	notFound  = 5
	denied    = 7
	exhausted = 8
	failed    = 9
	nobody    = 16
)

// world is a server with the plugin.
type world struct {
	*testing.T
	nk     *nakamatest.Nakama
	plugin *app.Plugin
}

func newWorld(t *testing.T, env map[string]string) *world {
	t.Helper()
	w := &world{T: t, nk: nakamatest.New(nakamatest.Options{})}
	p, err := app.Start(t.Context(), app.Host{
		Logger: w.nk.Logger(), Nakama: w.nk, In: w.nk.Initializer(), Env: env, Now: w.nk.Now,
	})
	w.do(err)
	w.plugin = p
	t.Cleanup(func() {
		for _, entry := range w.nk.Logger().Entries() {
			if entry.Level == "error" {
				t.Errorf("logged: %s", entry.Message)
			}
		}
	})
	return w
}

func (w *world) do(err error) {
	w.Helper()
	if err != nil {
		w.Fatal(err)
	}
}

// wantCode fails unless err is a refusal of a request with that code; 0 wants
// none.
func (w *world) wantCode(what string, err error, code int) {
	w.Helper()
	if got := nakamatest.Code(err); got != code {
		w.Errorf("%s: code %d (%v), want %d", what, got, err, code)
	}
}

// wantText fails unless err says the text.
func (w *world) wantText(what string, err error, text string) {
	w.Helper()
	if err == nil || !strings.Contains(err.Error(), text) {
		w.Errorf("%s: %v, want a refusal that says %q", what, err, text)
	}
}

// coins are a player's.
func (w *world) coins(p *player) int64 { return w.nk.Wallet(p.UserID)["coins"] }

// message is a JSON message of a match.
type message map[string]any

// player is a client that plays.
type player struct {
	*nakamatest.Session
	w     *world
	match string
}

func (w *world) login(name string) *player {
	w.Helper()
	s, err := w.nk.Login(nakamatest.LoginOptions{DeviceID: "device-of-" + name, Username: name})
	w.do(err)
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

// rpc calls an RPC that must be answered.
func (p *player) rpc(id, payload string) message {
	p.w.Helper()
	text, err := p.RPC(id, payload)
	p.w.do(err)
	return decode(p.w, []byte(text))
}

func decode(w *world, data []byte) message {
	w.Helper()
	var m message
	w.do(json.Unmarshal(data, &m))
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

// post sends a message to the match, which gets it with its next tick.
func (p *player) post(op int64, payload string, values ...any) {
	p.w.Helper()
	p.w.do(p.MatchData(p.match, op, fmt.Appendf(nil, payload, values...)))
}

// all are the messages of an op that the player has received since Clear.
func (p *player) all(op int64) []message {
	p.w.Helper()
	var list []message
	for _, m := range p.ReceivedOp(op) {
		list = append(list, decode(p.w, m.Data))
	}
	return list
}

// last is the last message of an op since Clear; nil if there is none.
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

// state asks for all that the player may know.
func (p *player) state() message {
	p.w.Helper()
	p.w.nk.Tick(p.match, 11) // one a second
	p.Clear()
	p.send(protocol.OpResync, `{}`)
	m := p.last(protocol.OpState)
	if m == nil {
		p.w.Fatalf("%s is told no state", p.Username)
	}
	return m
}

// seen is what the player's state says of another.
func (p *player) seen(other *player) message {
	p.w.Helper()
	list, _ := p.state()["players"].([]any)
	for _, entry := range list {
		if m, ok := entry.(map[string]any); ok && m["user_id"] == other.UserID {
			return m
		}
	}
	return nil
}

// at is where the server has the player.
func (p *player) at() (x, z float64) {
	p.w.Helper()
	m := p.seen(p)
	x, _ = m["x"].(float64)
	z, _ = m["z"].(float64)
	return x, z
}

// party is a match with players.
type party struct {
	w       *world
	match   string
	code    string
	players []*player // the first is the host
}

// quick makes games short: one can walk and kill anywhere at once.
const quick = `"max_speed":100,"start_countdown_seconds":0,"kill_cooldown_seconds":0,"kill_distance":20,"emergency_cooldown_seconds":0,` +
	`"emergency_meetings":9,"discussion_seconds":0,"voting_seconds":5,"reveal_seconds":0,"task_seconds":0,"sabotage_cooldown_seconds":0`

// gather makes a match by the first player's request, and all join it.
func (w *world) gather(request string, players ...*player) *party {
	w.Helper()
	made := players[0].rpc("create_match", request)
	p := &party{w: w, match: made.text("match_id"), code: made.text("code"), players: players}
	for _, member := range players {
		p.join(member)
	}
	w.nk.Tick(p.match, 1)
	return p
}

func (p *party) join(member *player) {
	p.w.Helper()
	member.match = p.match
	p.w.do(member.JoinMatch(p.match, nil))
}

func (p *party) tick(times int) { p.w.nk.Tick(p.match, times) }

// start starts the game.
func (p *party) start() {
	p.w.Helper()
	p.clear()
	p.players[0].send(protocol.OpStart, `{}`)
	p.tick(2)
	if p.players[0].last(protocol.OpRole) == nil {
		p.w.Fatalf("no game: %v", p.players[0].last(protocol.OpRejected))
	}
}

func (p *party) clear() {
	for _, member := range p.players {
		member.Clear()
	}
}

// settings are those of a quick game, with others above them.
func (w *world) settings(more string) string {
	w.Helper()
	all := decode(w, []byte("{"+quick+"}"))
	w.do(json.Unmarshal([]byte("{"+more+"}"), &all))
	encoded, err := json.Marshal(all)
	w.do(err)
	return string(encoded)
}

// play gathers players for a quick game, with other settings above, and starts
// it.
func (w *world) play(mode, more string, names ...string) (p *party, imposters, crew []*player) {
	w.Helper()
	p = w.gather(fmt.Sprintf(`{"mode":%q,"settings":%s}`, mode, w.settings(more)), w.logins(names...)...)
	p.start()
	imposters, crew = p.roles()
	return p, imposters, crew
}

// roles are the players by what they were told.
func (p *party) roles() (imposters, crew []*player) {
	p.w.Helper()
	for _, member := range p.players {
		switch member.last(protocol.OpRole).text("role") {
		case "imposter":
			imposters = append(imposters, member)
		case "crew":
			crew = append(crew, member)
		default:
			p.w.Fatalf("%s has no role", member.Username)
		}
	}
	return imposters, crew
}

// results waits for the results of a game that ended, which are written beside
// the match's ticks.
func (p *party) results() map[*player]message {
	p.w.Helper()
	told := map[*player]message{}
	for range 2000 {
		for _, member := range p.players {
			if m := member.last(protocol.OpResults); m != nil {
				told[member] = m
			}
		}
		if len(told) == len(p.players) {
			return told
		}
		p.tick(1)
		runtime.Gosched()
	}
	p.w.Fatalf("%d of %d have results", len(told), len(p.players))
	return nil
}

// phase is where the match is, as the player was told last.
func (p *party) phase() string {
	p.w.Helper()
	return p.players[0].state().text("phase")
}

// contextFor is a context that lasts that long.
func contextFor(t *testing.T, d time.Duration) (context.Context, context.CancelFunc) {
	t.Helper()
	return context.WithTimeout(t.Context(), d)
}

// loginInvited is the login of somebody who says who invited them.
func loginInvited(name, inviter string) nakamatest.LoginOptions {
	return nakamatest.LoginOptions{
		DeviceID: "device-of-" + name, Username: name, Vars: map[string]string{"invite_user_id": inviter},
	}
}
