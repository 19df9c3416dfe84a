package main

import (
	"encoding/json"
	"fmt"
	"slices"

	"sagishi/protocol"
)

const (
	ticksPerSecond = 10
	maxTicks       = 3600 * ticksPerSecond // of a match, so that a game without an end is found
)

// playMatch plays one ranked game from the lobby to the results.
func (s *simulation) playMatch(number int) error {
	host := s.host()
	answer, err := host.session.RPC("create_match", `{"mode":"sabotage","skill":125}`)
	if err != nil {
		return fmt.Errorf("create a match: %w", err)
	}
	var created struct {
		MatchID string `json:"match_id"`
		Code    string `json:"code"`
	}
	if err := json.Unmarshal([]byte(answer), &created); err != nil {
		return fmt.Errorf("read the match: %w", err)
	}
	s.ticks, s.refused = 0, map[string]int{}
	s.heading("Game %d", number)
	for i, b := range s.bots {
		if err := b.join(created.MatchID, i); err != nil {
			return fmt.Errorf("%s joins: %w", b.name, err)
		}
	}
	s.tick(created.MatchID)
	s.event("%s opens a match in the mode sabotage (join code %s). The others join, and %s starts the game.",
		host.name, created.Code, host.name)
	host.send(protocol.OpStart, struct{}{})
	if err := s.playToEnd(created.MatchID); err != nil {
		return fmt.Errorf("game %d: %w", number, err)
	}
	s.printResults()
	return s.leave(created.MatchID)
}

func (s *simulation) tick(matchID string) {
	s.nk.Tick(matchID, 1)
	s.ticks++
}

// playToEnd runs the match until every bot has the results of the game.
func (s *simulation) playToEnd(matchID string) error {
	announced := false
	for range maxTicks {
		s.tick(matchID)
		waiting := false
		for _, b := range slices.Backward(s.bots) { // the host last: it announces what ends the game
			b.receive()
			waiting = waiting || b.results == nil
		}
		if !waiting {
			return nil
		}
		if !announced && s.host().role != "" {
			announced = true
			s.announceRoles()
		}
		for _, b := range s.bots {
			b.act()
		}
	}
	return fmt.Errorf("no end after %d ticks", maxTicks)
}

func (s *simulation) leave(matchID string) error {
	for _, b := range s.bots {
		if err := b.session.LeaveMatch(matchID); err != nil {
			return fmt.Errorf("%s leaves: %w", b.name, err)
		}
	}
	s.tick(matchID)
	return nil
}
