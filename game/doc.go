// Package game holds the rules of one match as a pure state machine: inputs go
// in, events come out, one tick at a time. It has no network, clock, goroutine
// or global variable that changes, and imports a small part of the standard
// library only (the linter checks that). The same seed and the same inputs give
// the same events.
//
// # Phases
//
//	lobby → starting → playing ⇄ discussion → voting → reveal → playing …
//	  ↑ ←──────┘          └──────────┴───────────┴────────┴→ finished
//	  └─────────────────────────────────────────────────────────┘
//
// Players join in the lobby. After the countdown each gets a secret role; the
// crew also gets tasks. While playing, the crew does tasks and imposters kill.
// A report or an emergency call leads to a discussion and a vote, whose result
// the reveal shows. Then the next round begins, or one side has won.
//
// Each phase is a type in a file of its own. It owns the data that exists only
// in it (votes exist only while voting), and only Game.enter changes from one
// phase to the next.
//
// # The caller's loop
//
//	g := game.New(game.Config{TickRate: 10, Mode: game.Classic, Map: m, Settings: s, Seed: seed})
//	for range ticker.C { // TickRate times a second; call g.Join, g.Drop and g.Leave in between
//		for _, event := range g.Step(inputs) { // the inputs of this tick, in the order received
//			send(event.To, encode(event.Body)) // event.To has the seats that may know of it
//		}
//		for seat := range game.MaxSeats { // positions are read, not emitted
//			sendPositions(seat, g.Visible(seat), g.Hidden(seat)) // where: g.At
//		}
//		if g.Done() {
//			return
//		}
//	}
//
// Clients that let players go on by themselves between messages are told courses
// instead of positions: Courses decides when, from outside of the game.
//
// # Secrets
//
// What a player may not know never enters an event or a view for that player:
// an unseen death looks like a living player who stands still, and a refusal
// answers as if the hidden thing were not there.
//
// # Where to begin reading
//
// Game.Step in game.go runs one tick. Inputs go through dispatch.go to the phase
// (playing.go is the largest); refusal.go has the replies to refused players;
// position_updates.go and state_view.go decide what each player may know; endgame.go decides
// who has won.
package game
