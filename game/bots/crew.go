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

// A person who leaves a task must begin it again, and so finishes one first that takes
// finishSeconds more at most, but for a reactor only a share of the reactor's time.
const (
	finishSeconds      = 25.0
	finishReactorShare = 0.5
)

// finishesTask reports whether the bot finishes its task before it goes to repair.
func (b *Bot) finishesTask() bool {
	next := b.nextTask()
	if !b.Human || next < 0 || b.pace.leg.walking || !b.isAtTask(next) {
		return false
	}
	most := finishSeconds
	if b.sabotage == game.Reactor {
		most = min(most, finishReactorShare*b.settings.ReactorTime.Seconds())
	}
	return float64(b.taskEnd()-b.now) <= most*float64(b.TickRate)
}

// repairs decides whether the bot goes to repair a sabotage. Some do, and the
// others go on with their tasks.
func (b *Bot) repairs() bool {
	if b.finishesTask() {
		return false
	}
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
	next := b.nextTask()
	if next < 0 {
		return b.wander(in)
	}
	t := &b.tasks[next]
	if !b.isAtTask(next) {
		b.taskBegan = b.now
		return b.walk(in, t.At)
	}
	if end := b.taskEnd(); b.now < end {
		b.restUntil(end)
		return b.stop(in)
	}
	t.Done = true
	b.taskBegan = b.now
	return b.send(in, game.Action{Kind: game.DoTask, Op: opTask, Target: t.ID})
}

// nextTask is the nearest of the bot's tasks that are not done; -1 if all are.
func (b *Bot) nextTask() int {
	next := -1
	for i := range b.tasks {
		if !b.tasks[i].Done && (next < 0 || distance(b.at, b.tasks[i].At) < distance(b.at, b.tasks[next].At)) {
			next = i
		}
	}
	return next
}

// isAtTask reports whether the bot is near enough to a task of its own to do it.
func (b *Bot) isAtTask(i int) bool {
	return distance(b.at, b.tasks[i].At) <= float64(b.settings.TaskDistance)/2
}

// taskEnd is the tick at which the bot completes the task at which it is.
func (b *Bot) taskEnd() int {
	return b.taskBegan + int((b.settings.TaskTime.Seconds()+b.taskPause())*float64(b.TickRate))
}
