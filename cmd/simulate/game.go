package main

import (
	"encoding/json"
	"fmt"

	"sagishi/internal/service/lobby"
	"sagishi/protocol"
)

// longest is how many ticks a game may take: an hour.
const longest = 36_000

// play plays one ranked game from lobby to results.
func (s *story) play(number int) error {
	host := s.bots[0]
	answer, err := host.session.RPC("create_match", `{"mode":"sabotage","skill":125,"settings":{"discussion_seconds":5}}`)
	if err != nil {
		return fmt.Errorf("create a match: %w", err)
	}
	var made struct {
		MatchID string `json:"match_id"`
		Code    string `json:"code"`
	}
	if err := json.Unmarshal([]byte(answer), &made); err != nil {
		return fmt.Errorf("read the match: %w", err)
	}
	s.say("game %d: %s opens a match with the code %s", number, host.name, made.Code)
	for i, p := range s.bots {
		if err := p.sitDown(made.MatchID, i); err != nil {
			return fmt.Errorf("%s joins: %w", p.name, err)
		}
	}
	s.nk.Tick(made.MatchID, 1)
	host.send(protocol.OpStart, struct{}{})
	for range longest {
		s.nk.Tick(made.MatchID, 1)
		for _, p := range s.bots {
			p.read()
		}
		if s.over() {
			return s.leave(made.MatchID)
		}
		for _, p := range s.bots {
			p.act()
		}
	}
	return fmt.Errorf("game %d in %s has no end", number, made.MatchID)
}

// over reports whether everyone has the results of the game.
func (s *story) over() bool {
	for _, p := range s.bots {
		if !p.counted {
			return false
		}
	}
	return true
}

func (s *story) leave(matchID string) error {
	for _, p := range s.bots {
		if err := p.session.LeaveMatch(matchID); err != nil {
			return fmt.Errorf("%s leaves: %w", p.name, err)
		}
	}
	if !lobby.IsMatchID(matchID) {
		return fmt.Errorf("%q is no match id", matchID)
	}
	s.nk.Tick(matchID, 1)
	return nil
}
