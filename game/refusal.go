package game

import "fmt"

// refusal says why an action was not performed. Its zero value means that it
// was. The text says what to do, and names only what the sender knows already:
// no distance to another player, and nothing of a body that the sender has not
// seen.
type refusal struct {
	code Code
	text string
}

func refuse(code Code, text string) refusal { return refusal{code, text} }

func (g *Game) wrongPhase() refusal {
	return refuse(CodeWrongPhase, "not possible in phase "+string(g.Phase()))
}

func (g *Game) wrongMode() refusal {
	return refuse(CodeWrongMode, "no sabotage in mode "+string(g.mode))
}

func isDead() refusal       { return refuse(CodeDead, "the dead can only walk and do tasks") }
func inVent() refusal       { return refuse(CodeInVent, "leave the vent first") }
func noSuchPlayer() refusal { return refuse(CodeNoSuchPlayer, "no player of this match has that id") }
func noSuchSystem() refusal { return refuse(CodeBadValue, "no such system on this map") }

// tooFar is for things whose place the player knows.
func tooFar(thing string, from, to Vec, limit int32) refusal {
	return refuse(CodeOutOfRange, fmt.Sprintf("%s is %s units away, at most %s allowed",
		thing, tenths(sqrtCeil(distance2(from, to)), Milli), units(limit)))
}

func (g *Game) tooFast() refusal {
	return refuse(CodeTooFast, fmt.Sprintf("faster than max_speed, %s units a second: go on from the position in op 1", units(g.settings.MaxSpeed)))
}

// notReady says in how many seconds something is possible again.
func (g *Game) notReady(what string, readyAt int) refusal {
	return refuse(CodeCooldown, what+" ready in "+g.secondsUntil(readyAt)+" s")
}

func (g *Game) secondsUntil(tick int) string {
	return tenths(int64(tick-g.tick), int64(g.rules.rate))
}

// tenths is n/unit with one decimal, rounded up.
func tenths(n, unit int64) string {
	t := (n*10 + unit - 1) / unit
	return fmt.Sprintf("%d.%d", t/10, t%10)
}

// units is a length of a Vec in units of the map.
func units(length int32) string { return formatNumber(float64(length) / Milli) }
