package bots

import (
	"math"

	"sagishi/game"
)

// taskPause is how many seconds a bot stays at a task beyond the required time,
// as a person would: as long as the task looks difficult.
func (b *Bot) taskPause() float64 {
	return min(35, 5+10*b.settings.TaskTime.Seconds())
}

// wantsMeeting decides whether a bot that passes the button calls a meeting: it
// does when it is certain of an imposter. It calls at most one a game.
func (b *Bot) wantsMeeting() bool {
	if !b.mayCallMeeting || distance(b.at, b.Map.Button) > float64(b.settings.ButtonDistance) || !b.chance(0.05) {
		return false
	}
	_, suspicion := b.suspect(nil)
	b.mayCallMeeting = suspicion < callThreshold
	return suspicion >= callThreshold
}

// repairs decides whether the bot goes to repair a sabotage. Some do, and the
// others go on with their tasks.
func (b *Bot) repairs() bool {
	switch b.sabotage {
	case game.Reactor:
		return b.Seat%2 == 0 || b.otherCrewAlive() < 4
	case game.Lights:
		return b.Seat%2 == 1
	}
	return b.Seat%5 == 0
}

// repair walks to the nearest panel of the sabotaged system and repairs it.
func (b *Bot) repair(in []game.Input) []game.Input {
	nearest, gap := -1, math.Inf(1)
	for i, p := range b.Map.Panels {
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
	return b.walk(in, b.Map.Panels[nearest].At)
}

// doTasks does the bot's tasks, the nearest first, and wanders when all are
// done.
func (b *Bot) doTasks(in []game.Input) []game.Input {
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
	end := b.taskBegan + int((b.settings.TaskTime.Seconds()+b.taskPause())*float64(b.TickRate))
	if b.now < end {
		b.restUntil(end)
		return b.stop(in)
	}
	t.Done = true
	b.taskBegan = b.now
	return b.send(in, game.Action{Kind: game.DoTask, Op: opTask, Target: t.ID})
}
