package bots

import (
	"math"

	"sagishi/game"
)

// taskPause is how many seconds a bot stays at a task beyond the required time,
// as a person would.
const taskPause = 35.0

// wantsMeeting decides whether a bot that passes the button calls a meeting: it
// does when it is certain of an imposter. It calls at most one a game.
func (b *bot) wantsMeeting() bool {
	if !b.mayCallMeeting || distance(b.at, b.board.Button) > float64(b.settings.ButtonDistance) || !b.chance(0.05) {
		return false
	}
	_, suspicion := b.suspect(nil)
	b.mayCallMeeting = suspicion < callThreshold
	return suspicion >= callThreshold
}

// repairs decides whether the bot goes to repair a sabotage. Some do, and the
// others go on with their tasks.
func (b *bot) repairs() bool {
	switch b.sabotage {
	case game.Reactor:
		return b.seat%2 == 0 || b.otherCrewAlive() < 4
	case game.Lights:
		return b.seat%2 == 1
	}
	return b.seat%5 == 0
}

// repair walks to the nearest panel of the sabotaged system and repairs it.
func (b *bot) repair(in []game.Input) []game.Input {
	nearest, gap := -1, math.Inf(1)
	for i, p := range b.board.Panels {
		if d := distance(b.at, p.At); p.System == b.sabotage && d < gap {
			nearest, gap = i, d
		}
	}
	if nearest < 0 {
		return b.doTasks(in)
	}
	if gap <= float64(b.settings.TaskDistance) {
		return b.send(in, game.Action{Kind: game.Repair, Op: opRepair, Target: b.sabotage})
	}
	return b.walk(in, b.board.Panels[nearest].At)
}

// doTasks does the bot's tasks, the nearest first, and wanders when all are
// done.
func (b *bot) doTasks(in []game.Input) []game.Input {
	next := -1
	for i := range b.tasks {
		if !b.tasks[i].Done && (next < 0 || distance(b.at, b.tasks[i].At) < distance(b.at, b.tasks[next].At)) {
			next = i
		}
	}
	if next < 0 {
		return b.wander(in)
	}
	t := &b.tasks[next]
	if distance(b.at, t.At) > float64(b.settings.TaskDistance)/2 {
		b.taskBegan = b.now
		return b.walk(in, t.At)
	}
	if b.now-b.taskBegan < int((b.settings.TaskTime.Seconds()+taskPause)*float64(b.rate)) {
		return b.stop(in)
	}
	t.Done = true
	b.taskBegan = b.now
	return b.send(in, game.Action{Kind: game.DoTask, Op: opTask, Target: t.ID})
}
