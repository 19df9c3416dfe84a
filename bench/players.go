package main

import (
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"sync"
	"sync/atomic"
	"time"

	"sagishi/game"
)

// generator makes the load: all matches of a run, and the schedule by which their
// players act.
type generator struct {
	variant variant
	address string
	board   *game.Map // of games
	traces  []trace   // of relayed games
	matches []*match
	windows atomic.Pointer[window]

	refused, corrected, differing atomic.Int64

	mu     sync.Mutex
	queue  [queueSlots][]*player
	stop   chan struct{}
	random *rand.Rand
}

const (
	// queueSlots is how many milliseconds ahead a player can be scheduled.
	queueSlots = 2048
	// longPause is how many milliseconds late players act at most. What they would
	// have done before is left out.
	longPause = 500

	// openTime, and openTimeEach for each of them, is how much longer than planned
	// matches may take to open. A server whose core is full opens one in seconds.
	openTime     = 30 * time.Second
	openTimeEach = 200 * time.Millisecond
)

var errSlow = errors.New("the server takes too long to open matches")

func newGenerator(v variant, address string) *generator {
	c := &generator{variant: v, address: address, stop: make(chan struct{}), random: rand.New(rand.NewPCG(1, 2))}
	c.windows.Store(&window{})
	return c
}

// addMatches opens matches until there are n, evenly over the given time. Their
// players start to act at once.
func (c *generator) addMatches(n int, over time.Duration) error {
	first := len(c.matches)
	if n <= first {
		return nil
	}
	opened := make([]*match, n-first)
	began := time.Now()
	late := began.Add(over + openTime + time.Duration(len(opened))*openTimeEach)
	err := eachAtOnce(len(opened), func(i int) error {
		// Matches begin evenly over the time, so that their ticks and games do not coincide.
		letRun(time.Until(began.Add(over * time.Duration(i) / time.Duration(len(opened)))))
		if time.Now().After(late) {
			return errSlow
		}
		m, err := c.openMatch(first + i)
		if err == nil {
			opened[i] = m
			c.startPlayers(m)
		}
		return err
	})
	if err != nil {
		return fmt.Errorf("open match: %w", err)
	}
	c.matches = append(c.matches, opened...)
	return nil
}

// eachAtOnce does n things, a few at the same time. It returns one of the errors.
func eachAtOnce(n int, do func(int) error) error {
	const atOnce = 8
	errs := make([]error, n)
	var wait sync.WaitGroup
	slots := make(chan struct{}, atOnce)
	for i := range n {
		slots <- struct{}{}
		wait.Go(func() {
			errs[i] = do(i)
			<-slots
		})
	}
	wait.Wait()
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// startPlayers starts the players of a match at random moments of a tick.
func (c *generator) startPlayers(m *match) {
	c.mu.Lock()
	defer c.mu.Unlock()
	now := time.Now().UnixMilli()
	m.offset = c.beginOf(m.number)
	for _, p := range m.players {
		p.startListening()
		c.schedule(p, now+2+c.random.Int64N(100))
	}
}

// beginOf is the tick of its recorded game in which a relayed match begins. However
// many matches there are, they are spread evenly over their games: each begins by the
// golden ratio of a game later than the one before.
func (c *generator) beginOf(number int) int64 {
	if len(c.traces) == 0 {
		return 0
	}
	_, part := math.Modf(float64(number) * math.Phi)
	return int64(part * float64(len(c.traces[number%len(c.traces)].at)))
}

func (c *generator) schedule(p *player, at int64) {
	slot := at % queueSlots
	c.queue[slot] = append(c.queue[slot], p)
}

// run lets players act when they are due, until close.
func (c *generator) run() {
	for at := time.Now().UnixMilli(); ; at++ {
		time.Sleep(time.Until(time.UnixMilli(at))) // the schedule is real time
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
			next := at + c.act(p)
			if late := time.Now().UnixMilli() - next; late > longPause {
				next += late + c.random.Int64N(1000/perSecond)
			}
			c.schedule(p, next)
		}
		c.mu.Unlock()
	}
}

// act lets a player act. It returns the milliseconds until the player acts again.
func (c *generator) act(p *player) int64 {
	const tick = 1000 / perSecond
	switch {
	case c.variant.bots():
		p.playTick()
		return tick
	case c.variant.replays():
		p.replayTick()
		return tick
	case c.variant.Move:
		p.turn(c.random)
		return 700 + c.random.Int64N(600)
	}
	p.step()
	return tick
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
