package game

// assignRoles begins a game for everyone with a seat: it draws the roles, and
// tasks for the crew.
func (g *Game) assignRoles() {
	g.run = &run{startedAt: g.tick}
	g.botsPlayed = g.HadBots()
	for _, p := range g.players {
		p.role, p.alive, p.deathKnown, p.vent = Crew, true, 0, -1
		p.tasks, p.meetingsCalled = nil, 0
		p.kills, p.votesCast, p.correctVotes, p.leftAlive = 0, 0, 0, false
		p.ventReadyAt, p.correctFor = g.tick, 0
		p.idleTicks, p.missedVotes, p.sleptRound, p.cameBackIdle = 0, 0, false, false
	}
	order := g.rng.Perm(len(g.players))
	for _, i := range order[:ImposterCount(g.settings.Imposters, len(g.players))] {
		g.players[i].role = Imposter
	}
	for _, p := range g.players {
		places := g.rng.Perm(len(g.gameMap.Tasks)) // also for imposters, so that the number of draws reveals no role
		if p.role == Crew {
			for _, place := range places[:min(g.settings.TasksPerPlayer, len(places))] {
				p.tasks = append(p.tasks, task{place: place, arrivedAt: -1})
			}
		}
	}
	g.visibility.markDirty(everyone)
}

// ImposterCount returns the number of imposters in a game: the wanted one (0 = by
// the number of players), but always fewer than the crew.
func ImposterCount(wanted, players int) int {
	switch {
	case wanted > 0:
	case players >= 9:
		wanted = 3
	case players >= 7:
		wanted = 2
	default:
		wanted = 1
	}
	return min(wanted, (players-1)/2)
}

// emitRoles sends each player the own role, and the other imposters to imposters.
func (g *Game) emitRoles() {
	for _, p := range g.players {
		if p.connected {
			g.emit(p.bit, RoleAssigned{Role: p.role, Imposters: g.otherImposters(p), Tasks: g.taskViews(p)})
		}
	}
}

// otherImposters returns the other imposters to an imposter, nil to the crew.
func (g *Game) otherImposters(p *player) []PlayerID {
	var ids []PlayerID
	for _, q := range g.players {
		if p.role == Imposter && q.role == Imposter && p != q {
			ids = append(ids, q.id)
		}
	}
	return ids
}

func (g *Game) taskViews(p *player) []TaskView {
	var views []TaskView
	for i := range p.tasks {
		place := g.gameMap.Tasks[p.tasks[i].place]
		views = append(views, TaskView{ID: place.ID, At: place.At, Done: p.tasks[i].done})
	}
	return views
}
