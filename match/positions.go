package match

import (
	"github.com/heroiclabs/nakama-common/runtime"

	"sagishi/game"
	"sagishi/protocol"
)

// viewUpdate lists the players whose position or course a seat receives this tick,
// and those who went out of its sight.
type viewUpdate struct {
	shown, hidden game.Audience
	ghosts        game.Audience // of those shown: whose course is that of a ghost
}

// viewUpdates holds the update of each seat.
type viewUpdates [game.MaxSeats]viewUpdate

// sendPositions sends the positions that changed to the players who may see
// them: op 1 for each mover, or op 103 for all of them, as the client requested.
func (s *state) sendPositions(dispatcher runtime.MatchDispatcher, tick int64) {
	var updates viewUpdates
	changed := s.updateCourses(&updates)
	for rest := s.seats.connected() &^ s.seats.byPositions[positionsCourse]; rest != 0; rest &= rest - 1 {
		viewer := rest.First()
		updates[viewer] = viewUpdate{shown: s.game.Visible(viewer), hidden: s.game.Hidden(viewer)}
		changed = changed || updates[viewer] != viewUpdate{}
	}
	if !changed {
		return
	}
	s.sendEach(dispatcher, &updates)
	s.addOwnPositions(&updates)
	s.sendSnapshots(dispatcher, tick, &updates)
}

// updateCourses sets the updates of the clients that are told courses. It reports
// whether there are any.
func (s *state) updateCourses(updates *viewUpdates) (changed bool) {
	viewers := s.seats.byPositions[positionsCourse]
	if viewers == 0 {
		return false
	}
	if s.courses == nil {
		s.courses = game.NewCourses(s.game)
	}
	s.courses.Update(viewers)
	for ; viewers != 0; viewers &= viewers - 1 {
		viewer := viewers.First()
		updates[viewer] = viewUpdate{s.courses.Shown(viewer), s.game.Hidden(viewer), s.courses.Ghosts(viewer)}
		changed = changed || updates[viewer] != viewUpdate{}
	}
	return changed
}

// sendEach sends one message per mover, with the mover as the sender, as in a
// relayed match. A mover receives its own position only when the server moved
// it, and then without a sender, as a correction.
func (s *state) sendEach(dispatcher runtime.MatchDispatcher, updates *viewUpdates) {
	viewers := s.seats.byPositions[positionsEach]
	if viewers == 0 {
		return
	}
	shownTo, hiddenFrom := viewersByMover(updates, viewers)
	for mover := range shownTo {
		own := shownTo[mover] & game.Only(mover)
		s.sendPosition(dispatcher, mover, shownTo[mover]&^own, s.seats.all[mover].presence)
		s.sendPosition(dispatcher, mover, own, nil)
		s.sendHidden(dispatcher, mover, hiddenFrom[mover])
	}
}

// viewersByMover turns the movers by viewer into the viewers by mover.
func viewersByMover(updates *viewUpdates, viewers game.Audience) (shownTo, hiddenFrom [game.MaxSeats]game.Audience) {
	for ; viewers != 0; viewers &= viewers - 1 {
		viewer := viewers.First()
		for rest := updates[viewer].shown; rest != 0; rest &= rest - 1 {
			shownTo[rest.First()] |= game.Only(viewer)
		}
		for rest := updates[viewer].hidden; rest != 0; rest &= rest - 1 {
			hiddenFrom[rest.First()] |= game.Only(viewer)
		}
	}
	return shownTo, hiddenFrom
}

func (s *state) sendPosition(dispatcher runtime.MatchDispatcher, mover int, to game.Audience, sender runtime.Presence) {
	if to == 0 {
		return
	}
	at := s.game.At(mover)
	for encoding, seats := range s.seats.byEncoding {
		if to&seats != 0 {
			s.payload = protocol.AppendPosition(s.payload[:0], protocol.Encoding(encoding), at)
			s.broadcast(dispatcher, to&seats, protocol.OpPosition, sender)
		}
	}
}

func (s *state) sendHidden(dispatcher runtime.MatchDispatcher, mover int, to game.Audience) {
	for encoding, seats := range s.seats.byEncoding {
		if to&seats != 0 {
			s.payload = protocol.AppendHidden(s.payload[:0], protocol.Encoding(encoding))
			s.broadcast(dispatcher, to&seats, protocol.OpPosition, s.seats.all[mover].presence)
		}
	}
}

// addOwnPositions adds a mover's own position to its snapshot, although its client
// knows it: without fog, one message then serves all players.
func (s *state) addOwnPositions(updates *viewUpdates) {
	moved := s.game.Moved()
	for rest := s.seats.byPositions[positionsSnapshot] | s.seats.byPositions[positionsPacked]; rest != 0; rest &= rest - 1 {
		viewer := rest.First()
		if updates[viewer] != (viewUpdate{}) {
			updates[viewer].shown |= moved & game.Only(viewer)
		}
	}
}

// sendSnapshots sends one message to each group of clients with the same update
// and the same format.
func (s *state) sendSnapshots(dispatcher runtime.MatchDispatcher, tick int64, updates *viewUpdates) {
	for encoding, seats := range s.seats.byEncoding {
		for format := positionsSnapshot; format < positionFormats; format++ {
			rest := seats & s.seats.byPositions[format]
			for rest != 0 {
				update := updates[rest.First()]
				group := sameUpdate(updates, rest, update)
				rest &^= group
				if update.shown|update.hidden != 0 {
					s.encodeSnapshot(preferences{protocol.Encoding(encoding), format}, tick, update)
					s.broadcast(dispatcher, group, protocol.OpSnapshot, nil)
				}
			}
		}
	}
}

// encodeSnapshot makes op 103 the payload.
func (s *state) encodeSnapshot(as preferences, tick int64, update viewUpdate) {
	moves := protocol.PositionUpdate{Tick: tick, Shown: update.shown, Hidden: update.hidden, Positions: s.game}
	switch as.positions {
	case positionsCourse:
		courses := protocol.CourseUpdate{Tick: tick, Shown: update.shown, Hidden: update.hidden, Ghosts: update.ghosts, Courses: s.courses}
		s.payload = courses.AppendCourses(s.payload[:0], as.encoding)
	case positionsPacked:
		s.payload = moves.AppendPacked(s.payload[:0], as.encoding)
	default:
		s.payload = moves.AppendSnapshot(s.payload[:0], as.encoding)
	}
}

// sameUpdate returns the seats among those given that have the same update.
func sameUpdate(updates *viewUpdates, among game.Audience, update viewUpdate) game.Audience {
	var group game.Audience
	for ; among != 0; among &= among - 1 {
		if viewer := among.First(); updates[viewer] == update {
			group |= game.Only(viewer)
		}
	}
	return group
}
