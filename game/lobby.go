package game

import "fmt"

// lobby is the phase before a game. It is entered when a match is made and after
// each game. It ends when the host starts, when persons take every seat (see
// start_when_full), or, with auto_start, when enough persons have waited. Bots count
// only if the host starts. After a game it does not end by itself during
// lobby_seconds. If nobody acts, it lasts.
type lobby struct {
	started     bool
	enoughSince int // the tick since which enough persons are connected
	hasEnough   bool
	afterGame   bool
	since       int // after a game: the tick in which the lobby began
}

func (*lobby) name() Phase          { return Lobby }
func (*lobby) endsAt() int          { return 0 }
func (*lobby) allowsMovement() bool { return true }

// begin clears the state of the last game and frees the seats of players who
// left it.
func (l *lobby) begin(g *Game) {
	l.afterGame, l.since = g.run != nil, g.tick
	g.run = nil
	for i := len(g.players) - 1; i >= 0; i-- {
		p := g.players[i]
		if !p.occupiesSeat() {
			g.releaseSeat(p)
			continue
		}
		p.left, p.alive, p.role, p.tasks, p.deathKnown, p.idleTicks = false, true, "", nil, 0, 0
	}
}

func (*lobby) announce(g *Game) { g.announceWithPlayers(g.phaseEvent()) }

func (l *lobby) handleAction(g *Game, p *player, a *Action) refusal {
	switch a.Kind {
	case Start, ChangeSettings, Kick, SetBots:
	default:
		return g.wrongPhase()
	}
	if p != g.host {
		return refuse(CodeNotHost, "only the host can start, kick, and change settings and bots")
	}
	switch a.Kind {
	case Start:
		return l.start(g)
	case ChangeSettings:
		return g.changeSettings(a.Settings)
	case SetBots:
		return g.handleBots(a.Count)
	default:
		return g.kickPlayer(p, PlayerID(a.Target))
	}
}

func (l *lobby) start(g *Game) refusal {
	if g.beginsNoGame() {
		return refuse(CodeWrongPhase, "the server is shutting down: no new game begins")
	}
	if n := g.connectedCount(); n < g.settings.MinPlayers {
		return refuse(CodeNotEnoughPlayers, fmt.Sprintf("%d of %d players are connected", n, g.settings.MinPlayers))
	}
	l.started = true
	return refusal{}
}

// changeSettings replaces all settings, or none of them.
func (g *Game) changeSettings(s *Settings) refusal {
	if s == nil {
		return refuse(CodeMalformed, "no settings")
	}
	if err := s.Validate(); err != nil {
		return refuse(CodeBadValue, err.Error())
	}
	if n := g.Count(); s.MaxPlayers < n {
		return refuse(CodeBadValue, fmt.Sprintf("max_players: must be at least %d, the seats taken", n))
	}
	if g.checkRanked != nil {
		if err := g.checkRanked(*s); err != nil {
			return refuse(CodeRankedOnly, "players whom the matchmaker brought together play ranked games: "+err.Error())
		}
	}
	g.applySettings(*s)
	g.setBots(min(g.bots.Count(), s.MaxPlayers-g.Count()))
	settings := *s
	g.emitWithPlayers(g.connectedAudience(), func(players []PlayerView) Body {
		return PlayersChanged{Change: SettingsChanged, UserID: g.Host(), Host: g.Host(), Settings: &settings, Players: players}
	})
	return refusal{}
}

func (g *Game) kickPlayer(host *player, target PlayerID) refusal {
	t := g.byID[target]
	if t == nil {
		return noSuchPlayer()
	}
	if t == host {
		return refuse(CodeBadTarget, "you cannot kick yourself: leave the match instead")
	}
	if isBot(t) {
		g.removePlayer(t, Kicked)
	} else {
		g.ban(t, RemovedByHost)
	}
	return refusal{}
}

func (l *lobby) next(g *Game) phase {
	if !g.canStart() {
		l.started, l.hasEnough = false, false
		return nil
	}
	if l.started || l.startsByItself(g) {
		return &starting{}
	}
	return nil
}

// canStart reports whether enough players are connected, and a person among them.
func (g *Game) canStart() bool {
	return !g.beginsNoGame() && g.connectedCount() >= g.settings.MinPlayers && g.connectedPersons() > 0
}

// startsByItself reports whether the lobby ends without the host. The time of the
// wait goes on whether or not it may end yet.
func (l *lobby) startsByItself(g *Game) bool {
	persons := g.connectedPersons()
	enough := persons >= g.settings.MinPlayers
	if enough && !l.hasEnough {
		l.enoughSince = g.tick
	}
	l.hasEnough = enough
	if l.afterGame && g.tick-l.since < g.rules.lobby {
		return false
	}
	full := g.settings.StartWhenFull && persons >= g.settings.MaxPlayers
	waited := g.settings.AutoStart && enough && g.tick-l.enoughSince >= g.rules.autoStart
	return full || waited
}
