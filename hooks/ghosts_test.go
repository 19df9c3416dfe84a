package hooks

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"sagishi/internal/testing/nakamatest"
)

func TestWhatTheDeadWriteReachesOnlyTheDead(t *testing.T) {
	f := newFixture(t)
	f.streams.enter(ann, bob, cat)
	f.rooms.answers[ann] = dead(ann, bob)
	for _, channel := range []string{mainID, ghostID} {
		if went, err := writes(t, f, ann, channel, "m1"); err != nil || went != ghostID {
			t.Fatalf("the dead write to %q, %v", went, err)
		}
	}
	ghosts := strings.TrimPrefix(ghostID, channelPrefix)
	if got := f.streams.inside(ghosts); !slices.Equal(got, []string{ann, bob}) {
		t.Errorf("%v hear the dead", got)
	}
	for _, p := range f.streams.present[ghosts] {
		if !p.GetHidden() || p.GetPersistence() {
			t.Errorf("presence %+v is seen or keeps a history", p)
		}
	}
}

func TestWhoLivesAgainNoLongerHearsTheDead(t *testing.T) {
	f := newFixture(t)
	ghosts := strings.TrimPrefix(ghostID, channelPrefix)
	f.streams.enter(ann, bob)
	f.streams.join(ghosts, bob, cat)
	f.rooms.answers[ann] = dead(ann, cat)
	if _, err := writes(t, f, ann, mainID, "m1"); err != nil {
		t.Fatal(err)
	}
	if got := f.streams.inside(ghosts); !slices.Equal(got, []string{ann}) {
		t.Errorf("%v hear the dead; bob lives, and cat has left the match's room", got)
	}
}

func TestTheDeadMustBeInTheRoomToWrite(t *testing.T) {
	f := newFixture(t)
	f.rooms.answers[ann] = dead(ann)
	_, err := writes(t, f, ann, mainID, "m1")
	wantCode(t, err, 9)
}

func TestAGhostThatHasJustGoneDoesNotSilenceTheOthers(t *testing.T) {
	f := newFixture(t)
	f.streams.enter(ann, bob)
	f.rooms.answers[ann] = dead(ann, bob)
	f.streams.joinErr = map[string]error{bob: errors.New("session not found")}
	if _, err := writes(t, f, ann, mainID, "m1"); err != nil {
		t.Error(err)
	}
	f.streams.joinErr[ann] = errors.New("session not found")
	f.streams.present[strings.TrimPrefix(ghostID, channelPrefix)] = nil
	_, err := writes(t, f, ann, mainID, "m2")
	wantCode(t, err, 13)
}

func TestAMessageToTheDeadIsNotSentIfItsAudienceIsUnsure(t *testing.T) {
	f := newFixture(t)
	f.streams.enter(ann)
	f.rooms.answers[ann] = dead(ann)
	f.streams.err = errors.New("down")
	_, err := writes(t, f, ann, mainID, "m1")
	wantCode(t, err, 13)
	err = f.dismissFails(t)
	wantCode(t, err, 13)
}

// dismissFails writes among the dead while a living listener cannot be removed.
func (f *fixture) dismissFails(t *testing.T) error {
	t.Helper()
	f.streams.err = nil
	f.streams.join(strings.TrimPrefix(ghostID, channelPrefix), cat)
	f.deps.Nakama = stuckStreams{f.streams}
	f.in = nakamatest.NewInitializer()
	if err := Register(f.in, f.deps); err != nil {
		t.Fatal(err)
	}
	_, err := writes(t, f, ann, mainID, "m2")
	return err
}

type stuckStreams struct{ *fakeStreams }

func (stuckStreams) StreamUserLeave(uint8, string, string, string, string, string) error {
	return errors.New("down")
}

func TestWhoLeftTheMatchNoLongerHearsIt(t *testing.T) {
	f := newFixture(t)
	f.streams.enter(ann, bob)
	f.streams.join(matchID, cat)
	f.rooms.answers[ann] = alive()
	if _, err := writes(t, f, ann, mainID, "m1"); err != nil {
		t.Fatal(err)
	}
	if got := f.streams.inside(matchID); !slices.Equal(got, []string{ann, bob}) {
		t.Errorf("%v hear the match", got)
	}
	f.streams.err = errors.New("down")
	_, err := writes(t, f, ann, mainID, "m2")
	wantCode(t, err, 13)
}
