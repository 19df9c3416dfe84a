package main

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"sagishi/protocol"
)

func (s *simulation) announceRoles() {
	crew := func(b *bot) bool { return b.role != imposter }
	s.event("Roles are assigned, in secret. Imposters: %s. Crew: %s.",
		s.names(func(b *bot) bool { return b.role == imposter }), s.names(crew))
}

// announceMeeting says who called a meeting, and why.
func (s *simulation) announceMeeting(phase *protocol.Phase) {
	caller := s.bot(phase.GetCaller())
	switch {
	case caller == nil:
	case phase.Body != nil:
		s.event("%s reports the body of %s. Everyone meets.", caller.name, s.nameOf(phase.GetBody()))
	default:
		s.event("%s calls an emergency meeting, to hear what the others saw.", caller.name)
	}
}

// announceVotes says who voted for whom and why, and the outcome.
func (s *simulation) announceVotes(tally *protocol.Tally) {
	s.event("The votes:")
	total := 0
	for _, line := range tally.GetVotes() {
		target := "to skip"
		if line.GetTarget() != "" {
			target = "for " + s.nameOf(line.GetTarget())
		}
		total += int(line.GetCount())
		var voters []string
		for _, id := range line.GetVoters() {
			voters = append(voters, fmt.Sprintf("%s (%s)", s.nameOf(id), s.bot(id).voteReason))
		}
		s.print("         %d %s: %s", line.GetCount(), target, strings.Join(voters, ", "))
	}
	if tally.GetEjected() == "" {
		s.event("Nobody is ejected: %s.", noEjection(tally.GetReason()))
		return
	}
	s.event("%s is ejected with %d of %d votes, and was %s.", s.nameOf(tally.GetEjected()),
		tally.GetVotes()[0].GetCount(), total, withArticle(tally.GetRole()))
}

// noEjection explains why a vote ejected nobody.
func noEjection(reason string) string {
	switch reason {
	case "tie":
		return "the vote is a tie"
	case "skipped":
		return "most votes are to skip"
	default:
		return "nobody voted"
	}
}

func withArticle(role string) string {
	if role == imposter {
		return "an imposter"
	}
	return "crew"
}

func (s *simulation) announceEnd(over *protocol.GameOver) {
	s.endings = append(s.endings, over.GetReason())
	switch over.GetReason() {
	case "imposters_gone":
		s.event("The crew wins: every imposter was voted out.")
	case "tasks":
		s.event("The crew wins: all tasks are done.")
	case "parity":
		s.event("The imposters win: as many imposters as crew are alive.")
	case "reactor":
		s.event("The imposters win: the reactor was not repaired in time.")
	default:
		s.event("The game is abandoned.")
	}
}

// printResults prints what the server counted in the game, and how many inputs
// it refused.
func (s *simulation) printResults() {
	boards := map[string][]string{}
	for _, b := range s.bots {
		r := b.results
		if !r.GetCounted() {
			s.print("Not counted for %s: %s.", b.name, r.GetWhy())
			continue
		}
		if board := r.GetLeaderboard(); board != "" {
			boards[board] = append(boards[board], fmt.Sprintf("%s %d", b.name, r.GetScore()))
		}
		t := r.GetTournament()
		switch correct := t.GetCorrectVotes(); {
		case correct == 0:
		case t.GetJoined():
			boards[t.GetId()] = append(boards[t.GetId()], fmt.Sprintf("%s %d", b.name, t.GetScore()))
		default:
			s.print("%s voted correctly but did not join %s: not counted there.", b.name, t.GetId())
		}
	}
	for _, board := range slices.Sorted(maps.Keys(boards)) {
		s.print("Counted on %s, with the new score: %s.", board, strings.Join(boards[board], ", "))
	}
	s.printRefusals()
}

// raceCodes are the refusals that honest players get too: the situation changed
// while their input was on its way.
var raceCodes = []string{ //nolint:gochecknoglobals // a table
	"wrong_phase", "dead", "bad_target", "out_of_range", "sabotage_active", "not_sabotaged", "cooldown", "no_body",
}

func (s *simulation) printRefusals() {
	var counts []string
	total := 0
	for _, code := range slices.SortedFunc(maps.Keys(s.refused), func(a, b string) int {
		return cmp.Or(s.refused[b]-s.refused[a], cmp.Compare(a, b))
	}) {
		counts = append(counts, fmt.Sprintf("%d %s", s.refused[code], code))
		total += s.refused[code]
	}
	if len(counts) > 0 {
		s.print("Refused inputs: %d. This is normal: the situation changed before they arrived (%s).", total, strings.Join(counts, ", "))
	}
}
