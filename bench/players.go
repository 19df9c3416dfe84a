package main

import (
	"fmt"
	"math/rand/v2"
	"sync"
	"sync/atomic"
	"time"

	"sagishi/protocol"
)

// generator makes the load: all matches of a run, and the schedule by which their
// players send.
type generator struct {
	variant variant
	address string
	matches []*match
	windows atomic.Pointer[window]

	refused, corrected, differing atomic.Int64

	mu     sync.Mutex
	queue  [queueSlots][]*player
	stop   chan struct{}
	random *rand.Rand
}

// queueSlots is how many milliseconds ahead a player can be scheduled.
const queueSlots = 2048

func newGenerator(v variant, address string) *generator {
	c := &generator{variant: v, address: address, stop: make(chan struct{}), random: rand.New(rand.NewPCG(1, 2))}
	c.windows.Store(&window{})
	return c
}

// addMatches opens matches until there are n. Their players start to send at once.
func (c *generator) addMatches(n int) error {
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
			opened[i], errs[i] = c.openMatch(first + i)
			if errs[i] == nil {
				c.startPlayers(opened[i])
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

// startPlayers starts the players of a match at random moments of a tick.
func (c *generator) startPlayers(m *match) {
	c.mu.Lock()
	defer c.mu.Unlock()
	now := time.Now().UnixMilli()
	for _, p := range m.players {
		go p.listen()
		c.schedule(p, now+2+c.random.Int64N(100))
	}
}

func (c *generator) schedule(p *player, at int64) {
	slot := at % queueSlots
	c.queue[slot] = append(c.queue[slot], p)
}

// run sends the messages that are due, until close.
func (c *generator) run() {
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
		slot := at % queueSlots
		now := c.queue[slot]
		c.queue[slot] = nil
		for _, p := range now {
			c.schedule(p, at+c.sendNext(p))
		}
		c.mu.Unlock()
	}
}

// sendNext sends a player's next message. It returns the milliseconds until the
// one after it.
func (c *generator) sendNext(p *player) int64 {
	op, wait := protocol.OpPosition, int64(1000/perSecond)
	number := p.nextStep.Load()
	if c.variant.Move {
		op, wait = protocol.OpMove, 700+c.random.Int64N(600)
		p.heading = newDirection(c.random, p.heading, p.place(number))
		p.direction[number%keptSteps].Store(int32(p.heading))
		p.payload = appendMove(p.payload[:0], c.variant.encoding(), p.heading)
	} else {
		p.payload = protocol.AppendPosition(p.payload[:0], c.variant.encoding(), positionAt(p.origin, number))
	}
	now := time.Now().UnixNano()
	p.sentAt[number%keptSteps].Store(now)
	p.nextStep.Store(number + 1)
	c.windows.Load().recordSent(now, players-1)
	if !p.disconnected.Load() && p.send(op, p.payload) != nil {
		p.disconnected.Store(true)
	}
	return wait
}

// disconnected counts the players that lost their connection.
func (c *generator) disconnected() (n int) {
	for _, m := range c.matches {
		for _, p := range m.players {
			if p.disconnected.Load() {
				n++
			}
		}
	}
	return n
}

// close ends all connections.
func (c *generator) close() {
	close(c.stop)
	for _, m := range c.matches {
		for _, p := range m.players {
			_ = p.conn.NetConn().Close()
		}
	}
}
