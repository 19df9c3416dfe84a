package game

// task is one task of a crew member.
type task struct {
	place     int // index in the map's tasks
	done      bool
	arrivedAt int // the tick since which the player is at the place; -1 = is elsewhere
}

// updateTaskTimers notes at which of the player's open tasks the player is now.
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

// doTask completes one of the player's own tasks. Dead players may, too.
func (g *Game) doTask(p *player, id string) refusal {
	t := g.openTask(p, id)
	switch {
	case p.vent >= 0:
		return inVent()
	case t == nil:
		return refuse(CodeNotYourTask, "that is not one of your open tasks")
	case t.arrivedAt < 0:
		return tooFar("task "+id, p.pos, g.gameMap.Tasks[t.place].At, g.settings.TaskDistance)
	case g.tick-t.arrivedAt < g.rules.taskTime:
		return refuse(CodeTooEarly, "stay at task "+id+" for another "+g.secondsUntil(t.arrivedAt+g.rules.taskTime)+" s")
	}
	t.done = true
	for i := range p.tasks { // the time at a place counts for one task only
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

// taskProgress counts the tasks of the whole crew. Those of players who left
// stay in the total: a smaller total would reveal that they were crew.
func (g *Game) taskProgress() (done, total int) {
	for _, p := range g.players {
		done += p.tasksDone()
		total += len(p.tasks)
	}
	return done, total
}

// emitTaskProgress sends the progress of tasks; to imposters only while comms is
// sabotaged.
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
