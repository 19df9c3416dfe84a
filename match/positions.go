package match

import (
	"github.com/heroiclabs/nakama-common/runtime"

	"sagishi/game"
	"sagishi/protocol"
)

// sight is what changed this tick in what one seat sees.
type sight struct{ shown, hidden game.Audience }

// sendPositions sends the positions that changed to those who may see them: op
// 1 for each mover, or op 103 for all of them, as the client asked.
func (s *state) sendPositions(dispatcher runtime.MatchDispatcher, tick int64) {
	var sights [game.MaxSeats]sight
	changed := false
	for rest := s.seats.connected(); rest != 0; rest &= rest - 1 {
		seat := lowest(rest)
		sights[seat] = sight{s.game.Visible(seat), s.game.Hidden(seat)}
		changed = changed || sights[seat] != sight{}
	}
	if !changed {
		return
	}
	s.sendEach(dispatcher, &sights)
	s.sendSnapshots(dispatcher, tick, &sights)
}

// sendEach sends one message a mover. The mover is the sender, as in a relayed
// match. The mover itself is only told when the server moves it, and then
// without a sender, as a correction.
func (s *state) sendEach(dispatcher runtime.MatchDispatcher, sights *[game.MaxSeats]sight) {
	recipients := s.seats.positions[each]
	if recipients == 0 {
		return
	}
	seenBy, lostBy := transpose(sights, recipients)
	for mover := range seenBy {
		own := seenBy[mover] & game.Only(mover)
		s.sendMover(dispatcher, mover, seenBy[mover]&^own, s.seats.at[mover].presence)
		s.sendMover(dispatcher, mover, own, nil)
		s.sendLost(dispatcher, mover, lostBy[mover])
	}
}

// transpose turns who sees whom into who is seen by whom.
func transpose(sights *[game.MaxSeats]sight, recipients game.Audience) (seenBy, lostBy [game.MaxSeats]game.Audience) {
	for ; recipients != 0; recipients &= recipients - 1 {
		viewer := lowest(recipients)
		for rest := sights[viewer].shown; rest != 0; rest &= rest - 1 {
			seenBy[lowest(rest)] |= game.Only(viewer)
		}
		for rest := sights[viewer].hidden; rest != 0; rest &= rest - 1 {
			lostBy[lowest(rest)] |= game.Only(viewer)
		}
	}
	return seenBy, lostBy
}

func (s *state) sendMover(dispatcher runtime.MatchDispatcher, mover int, to game.Audience, sender runtime.Presence) {
	if to == 0 {
		return
	}
	at := s.game.At(mover)
	for encoding, seats := range s.seats.encoded {
		if to&seats != 0 {
			s.outbox.data = protocol.AppendPosition(s.outbox.data[:0], protocol.Encoding(encoding), at)
			s.broadcast(dispatcher, to&seats, protocol.OpPosition, sender)
		}
	}
}

func (s *state) sendLost(dispatcher runtime.MatchDispatcher, mover int, to game.Audience) {
	for encoding, seats := range s.seats.encoded {
		if to&seats != 0 {
			s.outbox.data = protocol.AppendHidden(s.outbox.data[:0], protocol.Encoding(encoding))
			s.broadcast(dispatcher, to&seats, protocol.OpPosition, s.seats.at[mover].presence)
		}
	}
}

// sendSnapshots sends one message to each group of clients that see the same
// and want it in the same form.
// A mover's own position is added, which it knows anyway: so that without fog
// there is one group, and one message for all.
func (s *state) sendSnapshots(dispatcher runtime.MatchDispatcher, tick int64, sights *[game.MaxSeats]sight) {
	moved := s.game.Moved()
	for rest := s.seats.positions[snapshot] | s.seats.positions[packed]; rest != 0; rest &= rest - 1 {
		seat := lowest(rest)
		if sights[seat] != (sight{}) {
			sights[seat].shown |= moved & game.Only(seat)
		}
	}
	for encoding, seats := range s.seats.encoded {
		for _, form := range [...]positions{snapshot, packed} {
			rest := seats & s.seats.positions[form]
			for rest != 0 {
				seen := sights[lowest(rest)]
				group := sameSight(sights, rest, seen)
				rest &^= group
				s.sendSnapshot(dispatcher, preferences{protocol.Encoding(encoding), form}, group, protocol.Moves{
					Tick: tick, Shown: seen.shown, Hidden: seen.hidden, Places: s.game,
				})
			}
		}
	}
}

func (s *state) sendSnapshot(dispatcher runtime.MatchDispatcher, as preferences, to game.Audience, moves protocol.Moves) {
	if moves.Shown|moves.Hidden == 0 {
		return
	}
	if as.positions == packed {
		s.outbox.data = moves.AppendPacked(s.outbox.data[:0], as.encoding)
	} else {
		s.outbox.data = moves.AppendSnapshot(s.outbox.data[:0], as.encoding)
	}
	s.broadcast(dispatcher, to, protocol.OpSnapshot, nil)
}

func sameSight(sights *[game.MaxSeats]sight, among game.Audience, seen sight) game.Audience {
	var group game.Audience
	for ; among != 0; among &= among - 1 {
		if seat := lowest(among); sights[seat] == seen {
			group |= game.Only(seat)
		}
	}
	return group
}
