package main

import (
	"fmt"
	"slices"
	"time"
)

// seatTimeout is how long a player waits for op 100.
const seatTimeout = 20 * time.Second

// countdownPoll is how often the phases of all matches are looked at. There is no event
// for "none of them".
const countdownPoll = 100 * time.Millisecond

// awaitSeats lets all players of a match listen, and waits until all have op 100.
func (m *match) awaitSeats() error {
	for _, p := range m.players {
		if err := p.takeSeatAgain(); err != nil {
			return err
		}
	}
	return nil
}

// takeSeatAgain listens on a new connection and waits for op 100.
func (p *player) takeSeatAgain() error {
	m := p.match
	m.playing.Lock()
	v, seated := m.generator.variant, p.seated
	p.client.Connect(v.Positions, !v.Move)
	m.playing.Unlock()
	p.startListening()
	select {
	case <-seated:
		return nil
	case <-p.ended:
		return fmt.Errorf("player %d of match %d lost the connection", p.seat, m.number)
	case <-time.After(seatTimeout):
		return fmt.Errorf("player %d of match %d gets no op 100", p.seat, m.number)
	}
}

// changeVariant lets all players connect again, as a client of another variant
// would. Their games go on meanwhile.
func (c *generator) changeVariant(v variant) error {
	c.mu.Lock() // nobody acts
	defer c.mu.Unlock()
	c.awaitCountdowns()
	for _, m := range c.matches {
		for _, p := range m.players {
			p.hangUp()
		}
	}
	c.variant = v
	return eachAtOnce(len(c.matches), func(i int) error {
		for _, p := range c.matches[i].players {
			if err := p.returnToMatch(); err != nil {
				return err
			}
		}
		return nil
	})
}

// awaitCountdowns waits until no match counts down: a player who is not connected at
// the end of the countdown is not in the game. The next countdown ends later than all
// players have hung up.
func (c *generator) awaitCountdowns() {
	for slices.ContainsFunc(c.matches, (*match).starting) {
		time.Sleep(countdownPoll)
	}
}

func (m *match) starting() bool {
	m.playing.Lock()
	defer m.playing.Unlock()
	return m.players[0].client.Starting()
}

// hangUp ends the connection, and waits until nobody listens.
func (p *player) hangUp() {
	_ = p.conn.NetConn().Close()
	if p.ended != nil {
		<-p.ended
	}
	p.ended = nil
}

// returnToMatch connects again and takes the seat.
func (p *player) returnToMatch() error {
	if err := p.dial(p.match.generator.address); err != nil {
		return err
	}
	if err := p.enter(); err != nil {
		return fmt.Errorf("return: %w", err)
	}
	p.disconnected.Store(false)
	return p.takeSeatAgain()
}
