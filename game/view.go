package game

import "slices"

// View is everything one player may know at this moment: op 100.
type View struct {
	Phase      Phase
	Remaining  int64 // milliseconds until the phase ends by itself; 0 = it has no end
	Round      int
	Host       PlayerID
	You        PlayerID
	Settings   Settings
	Players    []PlayerView
	Role       Role       // "" before the roles are dealt
	Imposters  []PlayerID // the others, for imposters only
	Tasks      []TaskView
	TasksDone  int // for the crew, while comms is out: as it last was shown
	TasksTotal int
	Sabotages  []SabotageView
	Vents      bool // whether this player may know the map's vents
}

// PlayerView is what the recipient may know of one player. At is meaningless
// unless Seen: positions of those out of sight, in a vent, or dead are not
// told to the living.
type PlayerView struct {
	Index     int
	UserID    PlayerID
	Username  string
	Alive     bool // false only if the recipient may know of the death
	Connected bool
	Seen      bool
	At        Vec
}

// TaskView is one of the recipient's own tasks.
type TaskView struct {
	ID   string
	At   Vec
	Done bool
}

// SabotageView is a sabotage that is not repaired.
type SabotageView struct {
	System    string
	Remaining int64 // milliseconds until it is lost; 0 = it is not critical
}

// TallyLine is the votes for one target. Target "" is a skip; Voters is nil
// when votes are anonymous.
type TallyLine struct {
	Target PlayerID
	Count  int
	Voters []PlayerID
}

// Score is one player's part in a game that ended: op 110, and the result
// that is counted.
type Score struct {
	UserID       PlayerID
	Username     string
	Role         Role
	Alive        bool
	Left         bool // gave up the seat before the end
	Kills        int
	TasksDone    int
	Votes        int // cast
	CorrectVotes int
}

// Seat finds a player's seat.
func (g *Game) Seat(id PlayerID) (index int, ok bool) {
	p := g.byID[id]
	if p == nil {
		return 0, false
	}
	return p.seat, true
}

// PlayerAt is who has the seat; "" = nobody.
func (g *Game) PlayerAt(seat int) PlayerID {
	if p := g.seats[seat]; p != nil {
		return p.id
	}
	return ""
}

// View is everything one player may know now. It is empty for a stranger.
func (g *Game) View(id PlayerID) View {
	p := g.byID[id]
	if p == nil {
		return View{}
	}
	g.refreshSight()
	v := View{
		Phase:     g.Phase(),
		Remaining: g.remaining(g.phase.endsAt()),
		Host:      g.Host(),
		You:       p.id,
		Settings:  g.settings,
		Players:   g.playerViews(p, g.playerMasks()),
	}
	if g.run != nil {
		g.addRunToView(p, &v)
	}
	return v
}

// viewRun adds what a player may know of the game that runs.
func (g *Game) addRunToView(p *player, v *View) {
	v.Round, v.Role = g.run.round, p.role
	v.Imposters, v.Tasks = g.otherImposters(p), g.taskViews(p)
	v.Vents = p.role == Imposter
	v.TasksDone, v.TasksTotal = g.taskProgress()
	s := g.run.sabotage
	if s.system == Comms && p.role == Crew {
		v.TasksDone = g.run.tasksShownToCrew
	}
	if s.system != "" {
		v.Sabotages = []SabotageView{{s.system, g.remaining(s.until)}}
	}
}

// playersFor is the players as one of them may know them.
func (g *Game) playerViews(v *player, m playerMasks) []PlayerView {
	views := make([]PlayerView, 0, len(g.players))
	seen := g.visibleTo(v, m)
	for _, p := range g.players {
		view := PlayerView{
			Index:     p.seat,
			UserID:    p.id,
			Username:  p.name,
			Alive:     p.looksAlive(v),
			Connected: p.connected,
		}
		switch {
		case p == v:
			view.Seen, view.At = true, p.pos
		case seen.Has(p.seat):
			view.Seen, view.At = true, p.shownPos()
		case v.alive && !p.alive && view.Alive && !g.fog():
			view.Seen, view.At = true, p.bodyPos // a death not known of looks like standing still
		}
		views = append(views, view)
	}
	return views
}

// tellState tells a player everything, and what the phase has shown already.
func (g *Game) emitState(p *player) {
	view := g.View(p.id)
	g.visibility.lastSent[p.seat] |= g.visibleTo(p, g.playerMasks())
	g.emit(p.bit, StateSent{View: view})
	if outcome, ok := g.phase.(outcomePhase); ok {
		outcome.resendOutcome(g, p)
	}
}

// tellSome tells something about the players, each what they may know. Those
// who may know the same get it as one event.
func (g *Game) emitWithPlayers(to Audience, body func(players []PlayerView) Body) {
	g.refreshSight()
	m := g.playerMasks()
	first := len(g.queue)
	var lists [][]PlayerView
	for _, v := range g.players {
		if !to.Has(v.seat) {
			continue
		}
		g.visibility.lastSent[v.seat] |= g.visibleTo(v, m)
		list := g.playerViews(v, m)
		same := slices.IndexFunc(lists, func(l []PlayerView) bool { return slices.Equal(l, list) })
		if same >= 0 {
			g.queue[first+same].To |= v.bit
			continue
		}
		lists = append(lists, list)
		g.emit(v.bit, body(list))
	}
}

// tellChange tells of a change to the list of players.
func (g *Game) emitPlayersChanged(change PlayersChange, p *player, to Audience) {
	g.emitWithPlayers(to, func(players []PlayerView) Body {
		return PlayersChanged{Change: change, UserID: p.id, Host: g.Host(), Players: players}
	})
}
