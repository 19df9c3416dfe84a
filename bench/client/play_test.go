package client_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"sagishi/bench/client"
	"sagishi/game"
	"sagishi/internal/platform/gamedata"
	"sagishi/protocol"
)

const rate = 10

// way is one way in which clients play.
type way struct {
	mode     client.Mode
	encoding protocol.Encoding
	reports  bool
}

// table plays a game without a network: clients whose messages are encoded, a match
// that decodes them, and its messages encoded and decoded on the way back.
type table struct {
	t       *testing.T
	way     way
	game    *game.Game
	courses *game.Courses
	info    *protocol.MatchInfo
	clients []*client.Seat
	ids     []game.PlayerID
	update  client.Update
	inputs  []game.Input

	messages, walked, ticks int
	over                    bool
}

func newTable(t *testing.T, w way, seed uint64) *table {
	t.Helper()
	maps, err := gamedata.LoadMaps(gamedata.EmbeddedMaps())
	if err != nil {
		t.Fatal(err)
	}
	board := maps["space_station"]
	b := &table{t: t, way: w, info: protocol.NewMatchInfo("m", game.SabotageMode, board)}
	b.game = game.New(game.Config{TickRate: rate, Mode: game.SabotageMode, Map: board, Settings: game.DefaultSettings(), Seed: [32]byte{byte(seed)}})
	b.courses = game.NewCourses(b.game)
	for i := range 10 {
		id := game.PlayerID(fmt.Sprintf("player-%d", i))
		b.ids = append(b.ids, id)
		seat := client.NewSeat(client.Config{Map: board, Mode: game.SabotageMode, Rate: rate, Rand: rand.New(rand.NewPCG(seed, uint64(i)))})
		seat.Connect(w.mode, w.reports)
		b.clients = append(b.clients, seat)
		if refused := b.game.Join(id, string(id)); refused != nil {
			t.Fatal(refused)
		}
	}
	return b
}

// play plays until the game is over, and reports whether it was within the limit.
func (b *table) play(limit int) bool {
	for b.ticks = 0; b.ticks < limit && !b.over; b.ticks++ {
		b.inputs = b.inputs[:0]
		for seat := range b.clients {
			b.act(seat)
		}
		for _, event := range b.game.Step(b.inputs) {
			b.tell(event)
		}
		b.showPositions()
	}
	return b.over
}

// act sends what a client does.
func (b *table) act(seat int) {
	c := b.clients[seat]
	for _, input := range c.Tick(nil) {
		if input.Action.Kind == game.Start {
			continue
		}
		if input.Action.Kind == game.Steer {
			c.Places.Heading = input.Action.To
			if b.way.reports {
				continue
			}
		}
		b.send(seat, &input.Action)
	}
	if c.Places.Heading != (game.Vec{}) {
		b.walked++
	}
	if b.way.reports && c.Playing() {
		b.send(seat, &game.Action{Kind: game.Position, Op: protocol.OpPosition, To: c.Places.Own()})
	}
	if line, speaks := c.TakeLine(); speaks {
		for _, other := range b.clients {
			other.Hear(line)
		}
	}
}

func (b *table) send(seat int, action *game.Action) {
	b.t.Helper()
	payload, err := client.AppendAction(nil, b.way.encoding, action)
	if err != nil {
		b.t.Fatal(err)
	}
	decoded := protocol.Decode(b.way.encoding, action.Op, payload, nil)
	if decoded.Kind != action.Kind || decoded.Target != action.Target || decoded.To != action.To || decoded.Call != action.Call || decoded.Skip != action.Skip {
		b.t.Fatalf("%+v is decoded as %+v", action, decoded)
	}
	decoded.Op = action.Op
	b.messages++
	b.inputs = append(b.inputs, game.Input{By: b.ids[seat], Action: decoded})
}

func (b *table) tell(event game.Event) {
	b.t.Helper()
	if refused, ok := event.Body.(game.Refused); ok && refused.Code == game.CodeIdle {
		b.t.Errorf("seat %v stands for too long", event.To)
	}
	op, message := b.info.Message(event.Body)
	if op == protocol.OpGameOver {
		b.over = true
	}
	if message == nil || op == protocol.OpVote {
		return
	}
	data, err := protocol.Append(nil, b.way.encoding, message)
	if err != nil {
		b.t.Fatal(err)
	}
	body, err := client.Body(b.way.encoding, op, data)
	if err != nil {
		b.t.Fatalf("op %d: %v", op, err)
	}
	for seat, c := range b.clients {
		if event.To.Has(seat) && body != nil {
			c.Receive(body)
		}
	}
}

// showPositions sends every client the positions of the tick.
func (b *table) showPositions() {
	if b.way.mode == client.Course {
		b.courses.Update(1<<len(b.clients) - 1)
	}
	for seat, c := range b.clients {
		positions := protocol.PositionUpdate{Tick: 1, Shown: b.game.Visible(seat), Hidden: b.game.Hidden(seat), Positions: b.game}
		courses := protocol.CourseUpdate{Tick: 1, Shown: b.courses.Shown(seat), Hidden: b.game.Hidden(seat), Ghosts: b.courses.Ghosts(seat), Courses: b.courses}
		var data []byte
		switch b.way.mode {
		case client.Course:
			data = courses.AppendCourses(nil, b.way.encoding)
		case client.Packed:
			data = positions.AppendPacked(nil, b.way.encoding)
		case client.Snapshot:
			data = positions.AppendSnapshot(nil, b.way.encoding)
		case client.Each: // the messages of the others; their payload is tested elsewhere
			for other := range b.clients {
				if other != seat && positions.Shown.Has(other) {
					c.Places.Place(other, b.game.At(other))
				}
			}
			continue
		}
		b.update.Read(b.way.mode, b.way.encoding, data)
		c.Places.Update(&b.update)
	}
}

func TestClientsPlayGamesInEveryMode(t *testing.T) {
	for _, w := range []way{
		{client.Each, protocol.JSON, true},
		{client.Snapshot, protocol.JSON, true},
		{client.Snapshot, protocol.JSON, false},
		{client.Snapshot, protocol.Protobuf, false},
		{client.Packed, protocol.JSON, false},
		{client.Packed, protocol.Protobuf, false},
		{client.Course, protocol.JSON, false},
		{client.Course, protocol.Protobuf, false},
		{client.Course, protocol.Protobuf, true},
	} {
		b := newTable(t, w, 7)
		if !b.play(1200 * rate) {
			t.Errorf("%+v: the game is not over", w)
		}
		minutes := float64(b.ticks) / rate / 60 * 10
		messages, walking := float64(b.messages)/minutes, float64(b.walked)/float64(b.ticks*len(b.clients))
		if !w.reports && messages > 12 || walking < 0.15 || walking > 0.35 {
			t.Errorf("%+v: %.1f messages a player-minute, walking %.0f %% of the time", w, messages, 100*walking)
		}
	}
}

// A client that the match removed could not come back with another way to be told.
func TestClientsAreNeverIdle(t *testing.T) {
	for seed := range uint64(60) {
		newTable(t, way{client.Course, protocol.Protobuf, false}, 100+seed).play(1200 * rate)
	}
}
