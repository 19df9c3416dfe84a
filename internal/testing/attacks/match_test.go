package attacks_test

import (
	"encoding/json"
	"fmt"

	"sagishi/protocol"
)

// testMatch is a match and its players.
type testMatch struct {
	w       *world
	match   string
	code    string
	players []*player // the first is the host
}

// quickSettings makes games short: players can walk and kill anywhere at once.
const quickSettings = `"max_speed":100,"start_countdown_seconds":0,"kill_cooldown_seconds":0,"kill_distance":20,"emergency_cooldown_seconds":0,` +
	`"solid_walls":false,"emergency_meetings":9,"discussion_seconds":0,"voting_seconds":5,"reveal_seconds":0,"task_seconds":0,"sabotage_cooldown_seconds":0`

// newMatch creates a match by the first player's request, and all players join it.
func (w *world) newMatch(request string, players ...*player) *testMatch {
	w.Helper()
	made := players[0].rpc("create_match", request)
	p := &testMatch{w: w, match: made.text("match_id"), code: made.text("code"), players: players}
	for _, member := range players {
		p.join(member)
	}
	w.nk.Tick(p.match, 1)
	return p
}

func (p *testMatch) join(member *player) {
	p.w.Helper()
	member.match = p.match
	p.w.must(member.JoinMatch(p.match, nil))
}

func (p *testMatch) tick(times int) { p.w.nk.Tick(p.match, times) }

// start starts the game.
func (p *testMatch) start() {
	p.w.Helper()
	p.clear()
	p.players[0].send(protocol.OpStart, `{}`)
	p.tick(2)
	if p.players[0].last(protocol.OpRole) == nil {
		p.w.Fatalf("no game: %v", p.players[0].last(protocol.OpRejected))
	}
}

func (p *testMatch) clear() {
	for _, member := range p.players {
		member.Clear()
	}
}

// settings returns quickSettings with more settings on top, as JSON.
func (w *world) settings(more string) string {
	w.Helper()
	all := decode(w, []byte("{"+quickSettings+"}"))
	w.must(json.Unmarshal([]byte("{"+more+"}"), &all))
	encoded, err := json.Marshal(all)
	w.must(err)
	return string(encoded)
}

// newGame starts a game of new players with quickSettings and more settings on top. It
// returns the players by role.
func (w *world) newGame(mode, more string, names ...string) (p *testMatch, imposters, crew []*player) {
	w.Helper()
	p = w.newMatch(fmt.Sprintf(`{"mode":%q,"settings":%s}`, mode, w.settings(more)), w.logins(names...)...)
	p.start()
	imposters, crew = p.roles()
	return p, imposters, crew
}

// roles splits the players by the role that each received.
func (p *testMatch) roles() (imposters, crew []*player) {
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

// results ticks until all players have the results of the game that ended, which a
// goroutine writes.
func (p *testMatch) results() map[*player]message {
	p.w.Helper()
	got := map[*player]message{}
	p.w.waitFor(func() bool {
		for _, member := range p.players {
			if m := member.last(protocol.OpResults); m != nil {
				got[member] = m
			}
		}
		if len(got) < len(p.players) {
			p.tick(1)
		}
		return len(got) == len(p.players)
	})
	if len(got) < len(p.players) {
		p.w.Fatalf("%d of %d have results", len(got), len(p.players))
	}
	return got
}

// phase returns the current phase of the match.
func (p *testMatch) phase() string {
	p.w.Helper()
	return p.players[0].state().text("phase")
}
