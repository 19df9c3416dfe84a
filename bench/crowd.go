package main

import (
	"fmt"
	"math/rand/v2"
	"sync"
	"sync/atomic"
	"time"

	"sagishi/game"
	"sagishi/protocol"
)

// crowd is all matches of a run, and the clock by which their players send.
type crowd struct {
	variant variant
	address string
	matches []*match
	windows atomic.Pointer[window]

	refused, corrected, differing atomic.Int64

	mu    sync.Mutex
	wheel [wheelSlots][]*player
	stop  chan struct{}
	chaos *rand.Rand
}

// wheelSlots are the milliseconds ahead for which players can be due.
const wheelSlots = 2048

func newCrowd(v variant, address string) *crowd {
	c := &crowd{variant: v, address: address, stop: make(chan struct{}), chaos: rand.New(rand.NewPCG(1, 2))}
	c.windows.Store(&window{})
	return c
}

// grow opens matches until there are n. Their players begin to send at once.
func (c *crowd) grow(n int) error {
	const atOnce = 8
	first := len(c.matches)
	if n <= first {
		return nil
	}
	opened, errs := make([]*match, n-first), make([]error, n-first)
	var wait sync.WaitGroup
	slots := make(chan struct{}, atOnce)
	for i := range opened {
		slots <- struct{}{}
		wait.Go(func() {
			opened[i], errs[i] = c.open(first + i)
			if errs[i] == nil {
				c.enter(opened[i])
			}
			<-slots
		})
	}
	wait.Wait()
	for _, err := range errs {
		if err != nil {
			return fmt.Errorf("open match: %w", err)
		}
	}
	c.matches = append(c.matches, opened...)
	return nil
}

// enter lets the players of a match listen and send, out of step.
func (c *crowd) enter(m *match) {
	c.mu.Lock()
	defer c.mu.Unlock()
	now := time.Now().UnixMilli()
	for _, p := range m.players {
		go p.listen()
		c.due(p, now+2+c.chaos.Int64N(100))
	}
}

func (c *crowd) due(p *player, at int64) {
	slot := at % wheelSlots
	c.wheel[slot] = append(c.wheel[slot], p)
}

// run lets everyone send when due, until the crowd is closed.
func (c *crowd) run() {
	for at := time.Now().UnixMilli(); ; at++ {
		for time.Now().UnixMilli() < at {
			time.Sleep(300 * time.Microsecond)
		}
		select {
		case <-c.stop:
			return
		default:
		}
		c.mu.Lock()
		slot := at % wheelSlots
		now := c.wheel[slot]
		c.wheel[slot] = nil
		for _, p := range now {
			c.due(p, at+c.act(p))
		}
		c.mu.Unlock()
	}
}

// act lets a player send what is next. It answers in how many milliseconds the
// player is due again.
func (c *crowd) act(p *player) int64 {
	op, wait := protocol.OpPosition, int64(1000/perSecond)
	number := p.next.Load()
	if c.variant.Move {
		op, wait = protocol.OpMove, 700+c.chaos.Int64N(600)
		at := p.at.Load()
		p.turns = turn(c.chaos, p.turns, game.Vec{X: int32(uint32(at >> 32)), Z: int32(uint32(at))})
		p.direction[number%recent].Store(int32(p.turns))
		p.payload = appendMove(p.payload[:0], c.variant.encoding(), p.turns)
	} else {
		p.payload = protocol.AppendPosition(p.payload[:0], c.variant.encoding(), placeOf(p.origin, number))
	}
	now := time.Now().UnixNano()
	p.sentAt[number%recent].Store(now)
	p.next.Store(number + 1)
	c.windows.Load().sent(now, players-1)
	if !p.gone.Load() && p.send(op, p.payload) != nil {
		p.gone.Store(true)
	}
	return wait
}

// gone is how many players lost their connection.
func (c *crowd) gone() (n int) {
	for _, m := range c.matches {
		for _, p := range m.players {
			if p.gone.Load() {
				n++
			}
		}
	}
	return n
}

// close ends all connections.
func (c *crowd) close() {
	close(c.stop)
	for _, m := range c.matches {
		for _, p := range m.players {
			_ = p.conn.NetConn().Close()
		}
	}
}
