package game

import "time"

// drainedLobbyTime is how long the lobby of a drained match stays open, so that
// its players can read why it closes.
const drainedLobbyTime = 30 * time.Second

// Drain says whether the match is drained. Then no new game begins and no new
// player joins; the match closes after 30 seconds in the lobby. A game that runs
// goes on to its end, and its players may return to it. A countdown is no game yet.
func (g *Game) Drain(on bool) { g.draining = on }

// beginsNoGame reports whether no new game may begin, and no new player join.
func (g *Game) beginsNoGame() bool { return g.draining || g.shuttingDown() }

// closeDrainedLobby runs once a tick.
func (g *Game) closeDrainedLobby() {
	switch {
	case !g.draining || g.run != nil:
		g.lobbyClosesAt = 0
	case g.lobbyClosesAt == 0:
		g.lobbyClosesAt = g.tick + g.rules.drainedLobby
		g.emit(g.connectedAudience(), g.drainNotice())
	}
}

// drained reports whether a drained match has been in the lobby long enough.
func (g *Game) drained() bool { return g.lobbyClosesAt != 0 && g.tick >= g.lobbyClosesAt }
