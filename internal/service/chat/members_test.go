package chat

import (
	"errors"
	"testing"
)

func TestGhostMessagesReachOnlyGhosts(t *testing.T) {
	f := newFixture()
	f.streams.enter(ann, bob, cat)
	f.matches.answers[ann] = ghosts(ann, bob)
	for _, channel := range []string{mainID, ghostID} {
		if routed, err := f.send(t, ann, channel, "m1"); err != nil || routed != ghostID {
			t.Fatalf("a ghost's message to %q goes to %q, %v", channel, routed, err)
		}
	}
	f.streams.wantMembers(t, ghostRoom, ann, bob)
	for _, p := range f.streams.present[ghostRoom] {
		if !p.GetHidden() || p.GetPersistence() {
			t.Errorf("presence %+v is visible or keeps a history", p)
		}
	}
}

func TestLivingPlayersAndLeaversAreRemovedFromTheGhostRoom(t *testing.T) {
	f := newFixture()
	f.streams.enter(ann, bob)
	f.streams.join(ghostRoom, bob, cat)
	f.matches.answers[ann] = ghosts(ann, cat) // bob is alive again, cat has left the match's room
	f.sendAsAnn(t, mainID)
	f.streams.wantMembers(t, ghostRoom, ann)
}

func TestGhostOutsideTheMatchRoomCannotWrite(t *testing.T) {
	f := newFixture()
	f.matches.answers[ann] = ghosts(ann)
	_, err := f.send(t, ann, mainID, "m1")
	wantCode(t, err, 9)
}

func TestGhostThatCannotBeAddedDoesNotBlockTheOthers(t *testing.T) {
	f := newFixture()
	f.streams.enter(ann, bob)
	f.matches.answers[ann] = ghosts(ann, bob)
	f.streams.joinErr = map[string]error{bob: errors.New("session not found")}
	f.sendAsAnn(t, mainID)
	f.streams.joinErr[ann] = errors.New("session not found")
	f.streams.present[ghostRoom] = nil
	_, err := f.send(t, ann, mainID, "m2")
	wantCode(t, err, 13)
}

func TestMessageIsRefusedIfItsRecipientsAreUncertain(t *testing.T) {
	f := newFixture()
	f.streams.enter(ann)
	f.matches.answers[ann] = ghosts(ann)
	f.streams.err = errors.New("down")
	_, err := f.send(t, ann, mainID, "m1")
	wantCode(t, err, 13)

	f.streams.err, f.streams.leaveErr = nil, errors.New("down")
	f.streams.join(ghostRoom, cat)
	_, err = f.send(t, ann, mainID, "m2")
	wantCode(t, err, 13)
}

func TestLeaversAreRemovedFromTheMatchRoom(t *testing.T) {
	f := newFixture()
	f.streams.enter(ann, bob)
	f.streams.join(matchID, cat)
	f.matches.answers[ann] = alive()
	f.sendAsAnn(t, mainID)
	f.streams.wantMembers(t, matchID, ann, bob)
	f.streams.err = errors.New("down")
	_, err := f.send(t, ann, mainID, "m2")
	wantCode(t, err, 13)
}
