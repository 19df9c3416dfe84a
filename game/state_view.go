package game

// View is all that one player may know now: op 100.
type View struct {
	Phase      Phase
	Remaining  int64 // milliseconds until the phase ends by itself; 0 = it has no end
	Round      int
	Host       PlayerID
	You        PlayerID
	Settings   Settings
	Players    []PlayerView
	Role       Role       // "" before roles are assigned
	Imposters  []PlayerID // the other imposters; for imposters only
	Tasks      []TaskView
	TasksDone  int // for the crew while comms is sabotaged: as last shown
	TasksTotal int
	Sabotages  []SabotageView
	Vents      bool // this player may know the map's vents

	Bodies         []BodyView // known to this player and not found yet; while playing
	Caller, Victim PlayerID   // in discussion and voting: who called the meeting or reported, and whose body
	Voted          []PlayerID // in voting: the players known to have voted
	Vent           string     // the id of the vent that this player is in; "" = none

	// InGame says that a game is running, and that the fields below are valid. The
	// times are milliseconds.
	InGame            bool
	KillCooldown      int64 // for imposters only
	SabotageCooldown  int64 // for imposters only, after a repair
	MeetingsLeft      int   // that this player may call
	EmergencyCooldown int64
}

// PlayerView holds what the recipient may know of one player. At is valid only if
// Seen: the living are not sent positions of players out of sight, in a vent or
// dead.
type PlayerView struct {
	Index     int
	UserID    PlayerID
	Username  string
	Alive     bool // false only if the recipient may know of the death
	Connected bool
	Bot       bool // the server plays it
	Seen      bool
	At        Vec
}

// BodyView is a body that the recipient knows of.
type BodyView struct {
	UserID PlayerID
	At     Vec
}

// TaskView is one of the recipient's own tasks.
type TaskView struct {
	ID   string
	At   Vec
	Done bool
}

// SabotageView is an active sabotage.
type SabotageView struct {
	System    string
	Remaining int64 // milliseconds until the imposters win by it; 0 = it is not critical
}

// TallyLine holds the votes for one target. Target "" is a skip; Voters is nil
// in anonymous votes.
type TallyLine struct {
	Target PlayerID
	Count  int
	Voters []PlayerID
}

// Score holds what one player did in a game that ended: for op 110, and for the
// boards.
type Score struct {
	UserID       PlayerID
	Username     string
	Bot          bool
	Role         Role
	Alive        bool
	Left         bool // gave up the seat before the end
	LeftAlive    bool // and was alive then, while the server was not shutting down
	TookPart     bool // did something in each round that lasted, or voted
	Kills        int
	TasksDone    int
	Votes        int // cast
	CorrectVotes int
}

// Seat returns the index of a player's seat.
func (g *Game) Seat(id PlayerID) (index int, ok bool) {
	p := g.byID[id]
	if p == nil {
		return 0, false
	}
	return p.seat, true
}

// Username returns the name under which a player is in the match; "" = the player
// has no seat.
func (g *Game) Username(id PlayerID) string {
	if p := g.byID[id]; p != nil {
		return p.name
	}
	return ""
}

// PlayerAt returns the player of a seat; "" = the seat is free.
func (g *Game) PlayerAt(seat int) PlayerID {
	if p := g.seats[seat]; p != nil {
		return p.id
	}
	return ""
}

// View returns all that a player may know now. It is empty for anyone without a
// seat.
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

// addRunToView adds what a player may know of the running game.
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
	if g.run.ended {
		return
	}
	v.InGame = true
	v.MeetingsLeft = g.settings.EmergencyMeetings - p.meetingsCalled
	v.EmergencyCooldown = g.remaining(g.run.buttonReadyAt)
	if p.role == Imposter {
		v.KillCooldown, v.SabotageCooldown = g.remaining(p.killReadyAt), g.remaining(g.run.sabotageReadyAt)
	}
	if p.vent >= 0 {
		v.Vent = g.gameMap.Vents[p.vent].ID
	}
	for _, body := range g.run.bodies {
		if body.deathKnown.Has(p.seat) {
			v.Bodies = append(v.Bodies, BodyView{body.id, body.bodyPos})
		}
	}
	if meeting, ok := g.phase.(meetingPhase); ok {
		meeting.addToView(g, p, v)
	}
}

// playerViews lists the players as one of them may know them.
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
			Bot:       isBot(p),
		}
		switch {
		case p == v:
			view.Seen, view.At = true, p.pos
		case seen.Has(p.seat):
			view.Seen, view.At = true, p.shownPos()
		case v.alive && !p.alive && view.Alive && !g.fog():
			view.Seen, view.At = true, p.sentPos // an unknown death looks like standing still where the others saw the player last
		}
		views = append(views, view)
	}
	return views
}
