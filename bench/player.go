package main

import (
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"sync"
	"sync/atomic"
	"time"

	"github.com/gorilla/websocket"
	"github.com/heroiclabs/nakama-common/rtapi"

	"sagishi/bench/client"
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
	pending      [][]byte      // frames received while waiting for a response
	ended        chan struct{} // closed when nobody listens any more
	client       *client.Seat  // that a bot plays
	seated       chan struct{} // closed with op 100 of the present connection, if a bot plays
	ticks        int64         // of a player who walks as in a recorded game

	// Sent messages: the number of the next, and of the last ones the times (0 = not
	// measured) and the direction or place.
	nextStep atomic.Int64
	sentAt   [keptSteps]atomic.Int64
	kept     [keptSteps]atomic.Uint64

	// Of a player with op 13 who always walks: from its own op 103, and when that came.
	position   atomic.Uint64
	positionAt atomic.Int64
	heading    int

	// Received of each seat: the last message, and the last position.
	lastStep     [players]int64
	lastPosition [players]game.Vec

	out, frame, payload []byte
	in                  received
	update              client.Update
}

func (m *match) connect(address string, seat int) (*player, error) {
	p := &player{match: m, seat: seat, seated: make(chan struct{})}
	p.client = client.NewSeat(client.Config{
		Map: m.generator.board, Mode: gamesMode, Rate: perSecond, Rand: rand.New(rand.NewPCG(uint64(m.number), uint64(seat))),
	})
	for i := range p.lastStep {
		p.lastStep[i] = -1
	}
	return p, p.dial(address)
}

// dial opens the connection.
func (p *player) dial(address string) error {
	m := p.match
	p.format = m.generator.variant.format()
	format := "json"
	if m.generator.variant.Protobuf {
		format = "protobuf"
	}
	// Small buffers, since there are thousands of players.
	dialer := websocket.Dialer{ReadBufferSize: 2048, WriteBufferSize: 512, WriteBufferPool: &sync.Pool{}, HandshakeTimeout: 20 * time.Second}
	header := http.Header{"Authorization": {"Bearer " + token(m.number, p.seat)}}
	conn, answer, err := dialer.Dial("ws://"+address+"/ws?lang=en&format="+format, header)
	if err != nil {
		return fmt.Errorf("connect: %w", err)
	}
	_ = answer.Body.Close()
	p.conn = conn
	return nil
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
	if v := p.match.generator.variant; v.Plugin != "sagishi" || v.bots() {
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
		w.sent.Add(1)
	}
	if err := p.conn.SetWriteDeadline(time.Now().Add(2 * time.Second)); err != nil {
		return err
	}
	return p.conn.WriteMessage(p.format.frame(), p.out)
}

// startListening reads what the player is sent, what came before first.
func (p *player) startListening() {
	if p.ended != nil {
		return
	}
	p.ended = make(chan struct{})
	go p.listen()
}

// listen reads until the connection ends.
func (p *player) listen() {
	defer close(p.ended)
	defer p.disconnected.Store(true)
	for _, frame := range p.pending {
		p.handleFrame(frame, time.Now().UnixNano())
	}
	p.pending = nil
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
	generator.countProblem(&p.in)
	if generator.variant.bots() {
		p.handlePlay(now)
		return
	}
	switch p.in.op {
	case protocol.OpPosition:
		action := protocol.Decode(generator.variant.encoding(), protocol.OpPosition, p.in.data, nil)
		if action.Kind == game.Position && p.in.sender < players {
			p.recordPosition(p.in.sender, action.To, now)
		}
	case protocol.OpSnapshot:
		p.handleSnapshot(now)
	}
}

// countProblem counts what should not happen to players who always walk. Bots may be
// refused something now and then, and their games end.
func (c *generator) countProblem(in *received) {
	switch {
	case in.op == protocol.OpPosition && in.sender < 0:
		c.corrected.Add(1)
	case in.op == protocol.OpRejected, in.op == protocol.OpGameOver && !c.variant.Games:
		c.refused.Add(1)
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
	if generator.variant.Plugin == "bare" {
		return
	}
	update := &p.update
	update.Read(generator.variant.Positions, generator.variant.encoding(), p.in.data)
	p.recordUpdate(update, now)
	if !generator.variant.Fog && !p.match.sameForAll(update.Tick, p.in.data) {
		generator.differing.Add(1)
	}
}
