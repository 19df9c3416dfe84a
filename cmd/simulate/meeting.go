package main

import (
	"encoding/json"
	"fmt"
	"slices"

	"sagishi/internal/testing/nakamatest"
	"sagishi/protocol"
)

// suspicion is the player whom a bot suspects, and the reason in words that
// follow the bot's name.
type suspicion struct {
	strength int // 0 = none, 3 = saw the kill
	player   string
	reason   string
}

// accusation is the content of a bot's chat message in the meeting.
type accusation struct {
	Accused string `json:"accused"` // user id
	Text    string `json:"text"`
	by      string // user id
}

// suspect replaces the bot's suspicion if the new one is stronger. An imposter
// knows better.
func (b *bot) suspect(strength int, player, reason string, args ...any) {
	if b.role != imposter && strength > b.suspicion.strength && player != b.id() {
		b.suspicion = suspicion{strength, player, fmt.Sprintf(reason, args...)}
	}
}

// accuse says in the match's chat whom the bot suspects, once a meeting. The
// bots speak one after the other.
func (b *bot) accuse() {
	if b.accused || !b.isAlive() || b.phaseTicks < 10+3*slices.Index(b.sim.bots, b) {
		return
	}
	b.accused = true
	if b.role == imposter {
		b.pretend()
	}
	if !b.alive[b.suspicion.player] {
		return
	}
	content, err := json.Marshal(accusation{Accused: b.suspicion.player, Text: "I " + b.suspicion.reason + "."})
	if err == nil {
		_, err = b.session.SendMessage(b.channel, string(content))
	}
	if err != nil {
		b.sim.event("UNEXPECTED: %s cannot chat: %v", b.name, err)
	}
}

// pretend makes an imposter accuse one of the crew, if nobody was accused.
func (b *bot) pretend() {
	if len(b.accusations) > 0 || b.sim.rng.IntN(2) == 0 {
		return
	}
	if victim := b.nearest(b.here(), b.id()); victim != "" {
		b.suspicion = suspicion{1, victim, fmt.Sprintf("saw %s acting strangely", b.sim.nameOf(victim))}
	}
}

func (b *bot) receiveChat(m nakamatest.Message) {
	var said accusation
	if err := json.Unmarshal(m.Data, &said); err != nil || said.Accused == "" {
		return // joining and leaving have no content
	}
	said.by = m.Sender
	b.accusations = append(b.accusations, said)
	if b.isHost() {
		b.sim.event("%s: %q", b.sim.nameOf(said.by), said.Text)
	}
}

// vote sends the bot's vote, and keeps the reason for it.
func (b *bot) vote() {
	if b.voted || !b.isAlive() || b.phaseTicks < 10 {
		return
	}
	b.voted = true
	target, reason := b.choose()
	b.voteReason = reason
	if target == "" {
		b.send(protocol.OpVote, map[string]bool{"skip": true})
		return
	}
	b.send(protocol.OpVote, map[string]string{"target": target})
}

// choose is the player to vote for, "" to skip, and the reason.
func (b *bot) choose() (target, reason string) {
	heard, by := b.mostAccused()
	switch {
	case b.role == imposter && b.suspicion.player != "":
		return b.suspicion.player, "an imposter, lies"
	case b.role == imposter && heard != "" && heard != b.id() && !b.mates[heard]:
		return heard, "an imposter, joins in"
	case b.role == imposter && heard != "":
		return by, "an imposter, blames the accuser"
	case b.role == imposter:
		return "", "an imposter, keeps quiet"
	case b.alive[b.suspicion.player]:
		return b.suspicion.player, b.suspicion.reason
	case heard != "" && heard != b.id() && b.sim.rng.IntN(5) > 0:
		return heard, "believes " + b.sim.nameOf(by)
	case heard == b.id():
		return by, "was accused by " + b.sim.nameOf(by)
	}
	return "", "has no suspicion"
}

// mostAccused is the player accused most often in the meeting, and who accused
// them first; "" if nobody was accused.
func (b *bot) mostAccused() (accused, by string) {
	counts := map[string]int{}
	for _, a := range b.accusations {
		counts[a.Accused]++
		if counts[a.Accused] > counts[accused] {
			accused = a.Accused
		}
	}
	if accused == "" {
		return "", ""
	}
	first := slices.IndexFunc(b.accusations, func(a accusation) bool { return a.Accused == accused })
	return accused, b.accusations[first].by
}
