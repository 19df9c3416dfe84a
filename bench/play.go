package main

import (
	"time"

	"sagishi/bench/client"
	"sagishi/game"
	"sagishi/protocol"
)

// playTick lets the bot of a client act for one tick.
func (p *player) playTick() {
	m := p.match
	m.playing.Lock()
	defer m.playing.Unlock()
	if p.disconnected.Load() || !p.client.Seated() {
		return
	}
	c := m.generator
	m.inputs = p.client.Tick(m.inputs[:0])
	for i := range m.inputs {
		p.perform(&m.inputs[i].Action)
	}
	p.speak()
	walks := p.client.Playing() && p.client.Places.Heading != (game.Vec{})
	c.windows.Load().recordMix(time.Now().UnixNano(), p.client.Playing(), walks)
	if !c.variant.Move && p.client.Playing() {
		p.sendPosition(p.client.Places.Own(), p.receivers())
	}
}

// speak lets the others hear what the bot says: the chat of matches is not measured.
func (p *player) speak() {
	if line, speaks := p.client.TakeLine(); speaks {
		for _, other := range p.match.players {
			other.client.Hear(line)
		}
	}
}

// perform sends an action of the bot.
func (p *player) perform(action *game.Action) {
	switch action.Kind {
	case game.Start:
		return // a full match starts by itself
	case game.Steer:
		p.steer(action.To)
		return
	default:
	}
	payload, err := client.AppendAction(p.payload[:0], p.match.generator.variant.encoding(), action)
	if err != nil {
		return // a text of the bot that is not UTF-8: there is none
	}
	p.payload = payload
	p.sendNow(action.Op)
}

// steer makes the client walk. One that sends positions walks by itself.
func (p *player) steer(direction game.Vec) {
	places, v := &p.client.Places, p.match.generator.variant
	was := places.Heading
	places.Heading = direction
	if !v.Move {
		return
	}
	receivers := p.receivers()
	if !recognizable(was, direction) {
		receivers = 0
	}
	p.keepDirection(direction)
	p.payload = client.AppendMove(p.payload[:0], v.encoding(), direction)
	p.sendStep(protocol.OpMove, receivers)
}

// recognizable reports whether others can tell by what they are told that a player
// has turned: not by a step of some thousandths or in nearly the same direction, nor
// by none.
func recognizable(was, now game.Vec) bool {
	const similar, short = 50, 300
	return max(was.X-now.X, now.X-was.X, was.Z-now.Z, now.Z-was.Z) >= similar && max(now.X, -now.X, now.Z, -now.Z) >= short
}

// receivers is how many others see where this player goes. The living do not see
// the dead.
func (p *player) receivers() int64 {
	if !p.client.Alive() {
		return 0
	}
	return players - 1
}

// handlePlay tells the bot what a message of the match says.
func (p *player) handlePlay(now int64) {
	m := p.match
	m.playing.Lock()
	defer m.playing.Unlock()
	v := m.generator.variant
	switch {
	case p.in.op == protocol.OpSnapshot:
		m.update.Read(v.Positions, v.encoding(), p.in.data)
		p.recordUpdate(&m.update, now)
		p.client.Places.Update(&m.update)
	case p.in.op == protocol.OpPosition && p.in.sender >= 0:
		p.handleOtherPosition(now)
	default:
		p.handleBody()
	}
}

// handleOtherPosition reads op 1 of another player.
func (p *player) handleOtherPosition(now int64) {
	m := p.match
	if p.in.sender >= players || !m.players[p.in.sender].client.Seated() {
		return
	}
	index := m.players[p.in.sender].client.Places.Seat
	action := protocol.Decode(m.generator.variant.encoding(), protocol.OpPosition, p.in.data, nil)
	if action.Kind != game.Position {
		p.client.Places.Hide(index)
		return
	}
	if action.To != p.lastPosition[p.in.sender] {
		p.recordPosition(p.in.sender, action.To, now)
		p.lastPosition[p.in.sender] = action.To
	}
	p.client.Places.Place(index, action.To)
}

func (p *player) handleBody() {
	m := p.match
	body, err := client.Body(m.generator.variant.encoding(), p.in.op, p.in.data)
	if err != nil {
		m.generator.differing.Add(1)
	}
	if body == nil {
		return
	}
	p.client.Receive(body)
	if _, isState := body.(game.StateSent); isState {
		m.seats[p.client.Places.Seat] = p.seat
		close(p.seated)
		p.seated = make(chan struct{})
	}
}
