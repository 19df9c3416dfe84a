package client_test

import (
	"math/rand/v2"
	"testing"

	"sagishi/bench/client"
	"sagishi/game"
)

func TestClientStopsWhereTheMatchPutsIt(t *testing.T) {
	seat := client.NewSeat(client.Config{Map: &game.Map{}, Mode: game.Classic, Rate: rate, Rand: rand.New(rand.NewPCG(1, 2))})
	seat.Connect(client.Each, true)
	view := func(at game.Vec) game.View {
		return game.View{Phase: game.Playing, You: "me", Settings: game.DefaultSettings(), Players: []game.PlayerView{{Index: 4, UserID: "me", Alive: true, Seen: true, At: at}}}
	}
	if seat.Receive(game.StateSent{View: view(game.Vec{X: 1})}); !seat.Seated() || !seat.Playing() || !seat.Alive() || seat.Places.Seat != 4 {
		t.Fatalf("after op 100: %+v", seat)
	}
	for _, body := range []game.Body{
		game.PositionCorrected{At: game.Vec{X: 5}},
		game.StateSent{View: view(game.Vec{X: 5})},
		game.PhaseChanged{Phase: game.Playing, Players: view(game.Vec{X: 5}).Players},
	} {
		seat.Places.Heading = game.Vec{Z: 1000}
		seat.Places.Advance()
		seat.Receive(body)
		seat.Places.Advance()
		if seat.Places.Own() != (game.Vec{X: 5}) {
			t.Errorf("after %T the client is at %v", body, seat.Places.Own())
		}
	}
	if seat.Receive(game.DeathSeen{Victim: "other"}); !seat.Alive() {
		t.Error("another player's death kills the client")
	}
	if seat.Receive(game.DeathSeen{Victim: "me"}); seat.Alive() {
		t.Error("the client lives after its death")
	}
}
