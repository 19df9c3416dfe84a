package main

import (
	"fmt"
	"io"
	"net/http"
	"sync"
	"sync/atomic"
	"time"

	"github.com/gorilla/websocket"
	"github.com/heroiclabs/nakama-common/rtapi"

	"sagishi/game"
	"sagishi/protocol"
)

// players is how many are in a match.
const players = 10

// player is one connection.
type player struct {
	match  *match
	seat   int
	conn   *websocket.Conn
	wire   wire
	origin game.Vec
	gone   atomic.Bool
	early  [][]byte // what came before an answer that was waited for

	// What it sent: the number of the next message, and when the last ones went.
	next      atomic.Int64
	sentAt    [recent]atomic.Int64
	direction [recent]atomic.Int32
	at        atomic.Uint64 // where a steered player is, by its own snapshots
	turns     int

	// What it read of each seat: the last message, and the last position.
	last [players]int64
	seen [players]game.Vec

	out, frame, payload []byte
	in                  received
}

func (m *match) connect(address string, seat int) (*player, error) {
	p := &player{match: m, seat: seat, wire: m.crowd.variant.wire()}
	for i := range p.last {
		p.last[i] = -1
	}
	format := "json"
	if m.crowd.variant.Protobuf {
		format = "protobuf"
	}
	// Buffers as small as the messages are: there are thousands of players.
	dialer := websocket.Dialer{ReadBufferSize: 2048, WriteBufferSize: 512, WriteBufferPool: &sync.Pool{}, HandshakeTimeout: 20 * time.Second}
	header := http.Header{"Authorization": {"Bearer " + token(m.number, seat)}}
	conn, answer, err := dialer.Dial("ws://"+address+"/ws?lang=en&format="+format, header)
	if err != nil {
		return nil, fmt.Errorf("connect: %w", err)
	}
	_ = answer.Body.Close()
	p.conn = conn
	return p, nil
}

// ask sends a request and waits for its answer. What comes before
// it is kept for later.
func (p *player) ask(request *rtapi.Envelope) (*rtapi.Envelope, error) {
	request.Cid = "1"
	frame, err := p.wire.encode(request)
	if err != nil {
		return nil, err
	}
	if err := p.conn.WriteMessage(p.wire.frame(), frame); err != nil {
		return nil, err
	}
	for {
		frame, err := p.receive()
		if err != nil {
			return nil, err
		}
		answer := &rtapi.Envelope{}
		if err := p.wire.decode(frame, answer); err != nil {
			return nil, err
		}
		if answer.GetCid() == "1" {
			if answer.GetError() != nil {
				return nil, fmt.Errorf("refused: %s", answer.GetError().GetMessage())
			}
			return answer, nil
		}
		p.early = append(p.early, frame)
	}
}

// take is the next message, those that came early first.
func (p *player) take() ([]byte, error) {
	if len(p.early) > 0 {
		frame := p.early[0]
		p.early = p.early[1:]
		return frame, nil
	}
	return p.receive()
}

func (p *player) receive() ([]byte, error) {
	if err := p.conn.SetReadDeadline(time.Now().Add(30 * time.Second)); err != nil {
		return nil, err
	}
	_, frame, err := p.conn.ReadMessage()
	return frame, err
}

// settle waits until the match knows the player: Nakama answers the join before
// it tells the match.
func (p *player) settle() error {
	if p.match.crowd.variant.Plugin != "sagishi" {
		return nil
	}
	return p.await(protocol.OpState, func([]byte) bool { return true })
}

// await reads until a match message with the op code fits.
func (p *player) await(op int64, fits func(data []byte) bool) error {
	for {
		frame, err := p.take()
		if err != nil {
			return fmt.Errorf("player %d of match %d, after op %d with %q, awaits op %d: %w", p.seat, p.match.number, p.in.op, p.in.data, op, err)
		}
		if p.wire.read(frame, &p.in) {
			if p.in.op == protocol.OpRejected {
				return fmt.Errorf("refused: %q", p.in.data)
			}
			if p.in.op == op && fits(p.in.data) {
				return nil
			}
		}
	}
}

// send sends a message to the match.
func (p *player) send(op int64, payload []byte) error {
	p.out = p.wire.appendSend(p.out[:0], p.match.id, op, payload)
	if w := p.match.crowd.windows.Load(); w.holds(time.Now().UnixNano()) {
		w.up.Add(int64(len(p.out)) + 6 + extended(len(p.out)))
	}
	if err := p.conn.SetWriteDeadline(time.Now().Add(2 * time.Second)); err != nil {
		return err
	}
	return p.conn.WriteMessage(p.wire.frame(), p.out)
}

// listen reads until the connection ends.
func (p *player) listen() {
	defer p.gone.Store(true)
	_ = p.conn.SetReadDeadline(time.Time{})
	for {
		_, reader, err := p.conn.NextReader()
		if err != nil {
			return
		}
		if p.frame, err = readAll(reader, p.frame[:0]); err != nil {
			return
		}
		p.hear(p.frame, time.Now().UnixNano())
	}
}

func readAll(reader io.Reader, into []byte) ([]byte, error) {
	for {
		if len(into) == cap(into) {
			into = append(into, 0)[:len(into)]
		}
		n, err := reader.Read(into[len(into):cap(into)])
		into = into[:len(into)+n]
		if err == io.EOF {
			return into, nil
		}
		if err != nil {
			return into, err
		}
	}
}

// hear counts a frame and what it tells.
func (p *player) hear(frame []byte, now int64) {
	crowd := p.match.crowd
	if w := crowd.windows.Load(); w.holds(now) {
		w.received.Add(int64(len(frame)) + 2 + extended(len(frame)))
		w.frames.Add(1)
	}
	if !p.wire.read(frame, &p.in) {
		return
	}
	switch p.in.op {
	case protocol.OpPosition:
		if p.in.sender < 0 {
			crowd.corrected.Add(1)
			return
		}
		action := protocol.Decode(crowd.variant.encoding(), protocol.OpPosition, p.in.data, nil)
		if action.Kind == game.Position && p.in.sender < players {
			p.holds(p.in.sender, action.To, now)
		}
	case protocol.OpSnapshot:
		p.hearSnapshot(now)
	case protocol.OpRejected:
		crowd.refused.Add(1)
	case protocol.OpGameOver:
		crowd.refused.Add(1)
	}
}

// extended is how many more bytes than 2 the header of a server's frame has.
func extended(length int) int64 {
	switch {
	case length > 65535:
		return 8
	case length > 125:
		return 2
	}
	return 0
}

func (p *player) hearSnapshot(now int64) {
	crowd := p.match.crowd
	if crowd.variant.Plugin == "bare" {
		return
	}
	tick := crowd.variant.eachPosition(p.in.data, func(index int, at game.Vec) {
		seat := p.match.seats[index&15]
		if seat < 0 {
			return
		}
		if !crowd.variant.Move {
			if seat != p.seat {
				p.holds(seat, at, now)
			}
			return
		}
		if seat == p.seat {
			p.at.Store(uint64(uint32(at.X))<<32 | uint64(uint32(at.Z)))
		} else {
			p.sees(seat, at, now)
		}
		p.seen[seat] = at
	})
	if !crowd.variant.Fog && !p.match.same(tick, p.in.data) {
		crowd.differing.Add(1)
	}
}

// holds counts what it means that the player has this position of another: that
// one, and those before it, are not waited for any more.
func (p *player) holds(seat int, at game.Vec, now int64) {
	other := p.match.players[seat]
	step, ok := stepOf(other.origin, at, other.next.Load())
	if !ok || step <= p.last[seat] {
		return
	}
	w := p.match.crowd.windows.Load()
	for s := max(p.last[seat]+1, step-recent+1); s <= step; s++ {
		sent := other.sentAt[s%recent].Load()
		w.arrived(sent, now)
		if s == step && w.holds(sent) {
			w.exact.Add(1)
		}
	}
	p.last[seat] = step
}

// sees counts when the player sees that another has turned.
func (p *player) sees(seat int, at game.Vec, now int64) {
	other := p.match.players[seat]
	turn := other.next.Load() - 1
	if turn < 0 || turn == p.last[seat] || !follows(int(other.direction[turn%recent].Load()), p.seen[seat], at) {
		return
	}
	w := p.match.crowd.windows.Load()
	sent := other.sentAt[turn%recent].Load()
	w.arrived(sent, now)
	if w.holds(sent) {
		w.exact.Add(1)
	}
	p.last[seat] = turn
}
