package game

// task is one thing a member of the crew has to do.
type task struct {
	place     int // index in the map
	done      bool
	arrivedAt int // the tick since which the player is at the place; -1 = is not
}

// arrive keeps the time of those at their tasks.
func (g *Game) updateTaskTimers(p *player) {
	for i := range p.tasks {
		t := &p.tasks[i]
		switch {
		case t.done:
		case !within(p.pos, g.gameMap.Tasks[t.place].At, g.settings.TaskDistance):
			t.arrivedAt = -1
		case t.arrivedAt < 0:
			t.arrivedAt = g.tick
		}
	}
}

// doTask finishes a task of the player's own, dead or alive.
func (g *Game) doTask(p *player, id string) refusal {
	t := g.openTask(p, id)
	switch {
	case t == nil:
		return refuse(CodeNotYourTask, "not a task you have to do")
	case p.vent >= 0:
		return inVent()
	case t.arrivedAt < 0:
		return tooFar()
	case g.tick-t.arrivedAt < g.rules.taskTime:
		return refuse(CodeTooEarly, "it takes longer")
	}
	t.done = true
	for i := range p.tasks { // time counts for one task only
		if p.tasks[i].arrivedAt >= 0 {
			p.tasks[i].arrivedAt = g.tick
		}
	}
	g.emitTaskProgress()
	return refusal{}
}

func (g *Game) openTask(p *player, id string) *task {
	for i := range p.tasks {
		if t := &p.tasks[i]; !t.done && g.gameMap.Tasks[t.place].ID == id {
			return t
		}
	}
	return nil
}

// progress is the tasks of the whole crew. Those of players who left stay in
// the total: a total that shrinks would tell that they were crew.
func (g *Game) taskProgress() (done, total int) {
	for _, p := range g.players {
		done += p.tasksDone()
		total += len(p.tasks)
	}
	return done, total
}

// tellProgress tells of the crew's tasks: not to the crew while comms is out.
func (g *Game) emitTaskProgress() {
	done, total := g.taskProgress()
	to := g.connectedAudience()
	if g.run.sabotage.system == Comms {
		to &= g.roleAudience(Imposter)
	} else {
		g.run.tasksShownToCrew = done
	}
	g.emit(to, TasksProgressed{Done: done, Total: total})
}

// with is everyone of a role.
func (g *Game) roleAudience(role Role) Audience {
	var a Audience
	for _, p := range g.players {
		if p.role == role {
			a |= p.bit
		}
	}
	return a
}
