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

// players is the number of players in a match.
const players = 10

// player is one connection.
type player struct {
	match        *match
	seat         int
	conn         *websocket.Conn
	format       socketFormat
	origin       game.Vec
	disconnected atomic.Bool
	pending      [][]byte // frames received while waiting for a response

	// Sent messages: the number of the next, and the times of the last ones.
	nextStep  atomic.Int64
	sentAt    [keptSteps]atomic.Int64
	direction [keptSteps]atomic.Int32
	position  atomic.Uint64 // of a player with op 13, from its own snapshots
	heading   int

	// Received of each seat: the last message, and the last position.
	lastStep     [players]int64
	lastPosition [players]game.Vec

	out, frame, payload []byte
	in                  received
}

func (m *match) connect(address string, seat int) (*player, error) {
	p := &player{match: m, seat: seat, format: m.generator.variant.format()}
	for i := range p.lastStep {
		p.lastStep[i] = -1
	}
	format := "json"
	if m.generator.variant.Protobuf {
		format = "protobuf"
	}
	// Small buffers, since there are thousands of players.
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

// request sends a request and waits for the response. Other frames are kept.
func (p *player) request(request *rtapi.Envelope) (*rtapi.Envelope, error) {
	request.Cid = "1"
	frame, err := p.format.encode(request)
	if err != nil {
		return nil, err
	}
	if err := p.conn.WriteMessage(p.format.frame(), frame); err != nil {
		return nil, err
	}
	for {
		frame, err := p.receive()
		if err != nil {
			return nil, err
		}
		answer := &rtapi.Envelope{}
		if err := p.format.decode(frame, answer); err != nil {
			return nil, err
		}
		if answer.GetCid() == "1" {
			if answer.GetError() != nil {
				return nil, fmt.Errorf("refused: %s", answer.GetError().GetMessage())
			}
			return answer, nil
		}
		p.pending = append(p.pending, frame)
	}
}

// nextFrame returns the next frame, pending ones first.
func (p *player) nextFrame() ([]byte, error) {
	if len(p.pending) > 0 {
		frame := p.pending[0]
		p.pending = p.pending[1:]
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

// awaitState waits for op 100. Nakama responds to the join before the match has
// added the player.
func (p *player) awaitState() error {
	if p.match.generator.variant.Plugin != "sagishi" {
		return nil
	}
	return p.await(protocol.OpState, func([]byte) bool { return true })
}

// await reads until a match message with the op code satisfies the function.
func (p *player) await(op int64, fits func(data []byte) bool) error {
	for {
		frame, err := p.nextFrame()
		if err != nil {
			return fmt.Errorf("player %d of match %d, after op %d with %q, awaits op %d: %w", p.seat, p.match.number, p.in.op, p.in.data, op, err)
		}
		if p.format.read(frame, &p.in) {
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
	p.out = p.format.appendSend(p.out[:0], p.match.id, op, payload)
	if w := p.match.generator.windows.Load(); w.contains(time.Now().UnixNano()) {
		w.sentBytes.Add(int64(len(p.out)) + 6 + extraHeader(len(p.out)))
	}
	if err := p.conn.SetWriteDeadline(time.Now().Add(2 * time.Second)); err != nil {
		return err
	}
	return p.conn.WriteMessage(p.format.frame(), p.out)
}

// listen reads until the connection ends.
func (p *player) listen() {
	defer p.disconnected.Store(true)
	_ = p.conn.SetReadDeadline(time.Time{})
	for {
		_, reader, err := p.conn.NextReader()
		if err != nil {
			return
		}
		if p.frame, err = readAll(reader, p.frame[:0]); err != nil {
			return
		}
		p.handleFrame(p.frame, time.Now().UnixNano())
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

// handleFrame counts a frame and the positions in it.
func (p *player) handleFrame(frame []byte, now int64) {
	generator := p.match.generator
	if w := generator.windows.Load(); w.contains(now) {
		w.receivedBytes.Add(int64(len(frame)) + 2 + extraHeader(len(frame)))
		w.frames.Add(1)
	}
	if !p.format.read(frame, &p.in) {
		return
	}
	switch p.in.op {
	case protocol.OpPosition:
		if p.in.sender < 0 {
			generator.corrected.Add(1)
			return
		}
		action := protocol.Decode(generator.variant.encoding(), protocol.OpPosition, p.in.data, nil)
		if action.Kind == game.Position && p.in.sender < players {
			p.recordPosition(p.in.sender, action.To, now)
		}
	case protocol.OpSnapshot:
		p.handleSnapshot(now)
	case protocol.OpRejected:
		generator.refused.Add(1)
	case protocol.OpGameOver:
		generator.refused.Add(1)
	}
}

// extraHeader is the length of a server's frame header beyond two bytes.
func extraHeader(length int) int64 {
	switch {
	case length > 65535:
		return 8
	case length > 125:
		return 2
	}
	return 0
}

func (p *player) handleSnapshot(now int64) {
	generator := p.match.generator
	switch {
	case generator.variant.Plugin == "bare":
		return
	case generator.variant.Course:
		p.handleCourses(now)
		return
	}
	tick := generator.variant.eachPosition(p.in.data, func(index int, at game.Vec) {
		seat := p.match.seats[index&15]
		if seat < 0 {
			return
		}
		if !generator.variant.Move {
			if seat != p.seat {
				p.recordPosition(seat, at, now)
			}
			return
		}
		if seat == p.seat {
			p.position.Store(uint64(uint32(at.X))<<32 | uint64(uint32(at.Z)))
		} else {
			p.recordTurn(seat, at, now)
		}
		p.lastPosition[seat] = at
	})
	if !generator.variant.Fog && !p.match.sameForAll(tick, p.in.data) {
		generator.differing.Add(1)
	}
}

// recordPosition records the position of another player: it and all positions
// before it have been delivered.
func (p *player) recordPosition(seat int, at game.Vec, now int64) {
	other := p.match.players[seat]
	step, ok := stepOf(other.origin, at, other.nextStep.Load())
	if !ok || step <= p.lastStep[seat] {
		return
	}
	w := p.match.generator.windows.Load()
	for s := max(p.lastStep[seat]+1, step-keptSteps+1); s <= step; s++ {
		sent := other.sentAt[s%keptSteps].Load()
		w.recordArrival(sent, now)
		if s == step && w.contains(sent) {
			w.exact.Add(1)
		}
	}
	p.lastStep[seat] = step
}

// recordTurn records that the player sees another player's new direction.
func (p *player) recordTurn(seat int, at game.Vec, now int64) {
	other := p.match.players[seat]
	turn := other.nextStep.Load() - 1
	if turn < 0 || turn == p.lastStep[seat] || !movedIn(int(other.direction[turn%keptSteps].Load()), p.lastPosition[seat], at) {
		return
	}
	p.recordTurnOf(other, turn, now)
	p.lastStep[seat] = turn
}

func (p *player) recordTurnOf(other *player, turn, now int64) {
	w := p.match.generator.windows.Load()
	sent := other.sentAt[turn%keptSteps].Load()
	w.recordArrival(sent, now)
	if w.contains(sent) {
		w.exact.Add(1)
	}
}
