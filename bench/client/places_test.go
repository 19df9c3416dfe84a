package client_test

import (
	"testing"

	"sagishi/bench/client"
	"sagishi/game"
)

// newPlaces returns those of seat 0, with steps of 0.8 units.
func newPlaces() *client.Places { return &client.Places{MaxSpeed: 8000, Rate: 10} }

func courseOf(seat int, at, direction game.Vec) *client.Update {
	u := &client.Update{Shown: game.Only(seat)}
	u.At[seat], u.Direction[seat] = at, direction
	return u
}

func TestPlayersGoOnByTheirCourses(t *testing.T) {
	p := newPlaces()
	p.Update(courseOf(3, game.Vec{X: 100, Y: 5}, game.Vec{X: 500}))
	p.Advance()
	p.Advance()
	if seen := p.Take(); seen.Shown != game.Only(3) || seen.At[3] != (game.Vec{X: 900, Y: 5}) {
		t.Errorf("shown %b, at %v", seen.Shown, seen.At[3])
	}
	p.Place(3, game.Vec{X: 7})
	p.Advance()
	if seen := p.Take(); seen.At[3] != (game.Vec{X: 7}) {
		t.Errorf("a player who was put somewhere goes on to %v", seen.At[3])
	}
}

func TestHiddenPlayersAreNotShown(t *testing.T) {
	p := newPlaces()
	p.Update(courseOf(3, game.Vec{}, game.Vec{X: 500}))
	p.Update(&client.Update{Hidden: game.Only(3)})
	p.Advance()
	if seen := p.Take(); seen.Shown != 0 || seen.Hidden != game.Only(3) {
		t.Errorf("shown %b, hidden %b", seen.Shown, seen.Hidden)
	}
	p.Update(&client.Update{Hidden: game.Only(3)})
	p.Update(courseOf(3, game.Vec{}, game.Vec{}))
	if seen := p.Take(); seen.Shown != game.Only(3) || seen.Hidden != 0 {
		t.Errorf("after the return: shown %b, hidden %b", seen.Shown, seen.Hidden)
	}
}

func TestOwnCourseCorrectsTheOwnPlace(t *testing.T) {
	p := newPlaces()
	p.Predicts, p.Heading = true, game.Vec{Z: 1000}
	p.Update(courseOf(0, game.Vec{X: 3, Z: 1700}, p.Heading)) // the match is one step ahead
	p.Advance()
	if p.Own() != (game.Vec{X: 3, Z: 1700}) {
		t.Errorf("on the way at %v", p.Own())
	}
	p.Heading = game.Vec{}
	p.Update(courseOf(0, game.Vec{X: 3, Z: 2500}, game.Vec{}))
	p.Advance()
	if p.Own() != (game.Vec{X: 3, Z: 2500}) {
		t.Errorf("stands at %v", p.Own())
	}
}

func TestReportersKnowBestWhereTheyAre(t *testing.T) {
	p := newPlaces()
	p.Predicts, p.Reports, p.Heading = true, true, game.Vec{X: 1}
	for range 5 { // a step is 0.8 thousandths
		p.Advance()
	}
	p.Update(courseOf(0, game.Vec{X: 9999}, game.Vec{}))
	if p.Own() != (game.Vec{X: 4}) {
		t.Errorf("at %v", p.Own())
	}
	p.Place(0, game.Vec{Z: 50})
	if p.Own() != (game.Vec{Z: 50}) {
		t.Errorf("corrected to %v", p.Own())
	}
}
