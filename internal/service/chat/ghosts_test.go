package chat

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"sagishi/internal/platform/apierr"
	"sagishi/internal/service/lobby"
)

const otherMatch = "1f8fad5b-d9cb-469f-a165-70867728950e.nakama1"

// kill makes ann a ghost in the match, in which bob lives.
func (f *fixture) kill(t *testing.T) {
	t.Helper()
	f.matches.ghosts = map[string]map[string]lobby.GhostAnswer{
		matchID: {ann: {Seated: true, Living: []string{bob}}, bob: {Seated: true}},
	}
	for _, id := range []string{ann, bob} {
		if err := f.MatchJoined(t.Context(), id, matchID); err != nil {
			t.Fatal(err)
		}
	}
}

// reaches are the ways to reach bob, and one to reach only cat.
func (f *fixture) reaches(t *testing.T, userID string) (reached, others map[string]error) {
	t.Helper()
	direct := func(target string) string { return fmt.Sprintf("4.%s.%s.", userID, target) }
	f.streams.join("square", bob, cat)
	f.streams.join("quiet", cat)
	f.streams.join("node1", userID, bob)
	f.streams.join("node2", userID, cat)
	message := func(channelID string) error {
		_, err := f.RouteMessage(t.Context(), caller(userID), channelID)
		return err
	}
	ctx := t.Context()
	return map[string]error{
			"a request by id":                 f.CheckUsers(ctx, userID, cat, bob),
			"a request by capitals":           f.CheckUsers(ctx, userID, "B0000000-0000-4000-8000-000000000002"),
			"a request by name":               f.CheckUsers(ctx, userID, "bob"),
			"a request without dashes":        f.CheckUsers(ctx, userID, strings.ReplaceAll(bob, "-", "")),
			"a request in braces":             f.CheckUsers(ctx, userID, "{"+bob+"}"),
			"a request by a URN":              f.CheckUsers(ctx, userID, "urn:uuid:"+bob),
			"a direct message without dashes": message(direct(strings.ReplaceAll(bob, "-", ""))),
			"a direct message":                message(direct(bob)),
			"a group message":                 message("3." + groupID + ".."),
			"a room":                          message("2...square"),
			"a group":                         f.CheckGroup(ctx, userID, groupID),
			"a party":                         f.CheckParty(ctx, userID, "p.node1"),
			"a name":                          f.CheckPublic(ctx, userID),
		}, map[string]error{
			"a request":        f.CheckUsers(ctx, userID, cat),
			"a direct message": message(direct(cat)),
			"a room":           message("2...quiet"),
			"a party":          f.CheckParty(ctx, userID, "p.node2"),
		}
}

func TestGhostReachesNoLivingPlayerOfItsMatch(t *testing.T) {
	f := newFixture()
	f.kill(t)
	reached, others := f.reaches(t, ann)
	for way, err := range reached {
		if apierr.CodeOf(err) != apierr.CodePermissionDenied {
			t.Errorf("%s: %v", way, err)
		}
	}
	for way, err := range others {
		if err != nil {
			t.Errorf("%s to another player: %v", way, err)
		}
	}
}

func TestGhostCannotEditAMessageThatTheLivingRead(t *testing.T) {
	f := newFixture()
	direct := fmt.Sprintf("4.%s.%s.", ann, bob)
	f.sendAsAnn(t, direct)
	f.editCode(t, ann, direct, "m1", 0)
	f.kill(t)
	f.editCode(t, ann, direct, "m1", apierr.CodePermissionDenied)
}

func TestLivingPlayersAndPlayersInNoGameReachEveryone(t *testing.T) {
	f := newFixture()
	f.kill(t)
	f.matches.asked = 0
	for _, id := range []string{bob, cat} {
		reached, others := f.reaches(t, id)
		for _, ways := range []map[string]error{reached, others} {
			for way, err := range ways {
				if err != nil {
					t.Errorf("%s: %v", way, err)
				}
			}
		}
		if id == cat && f.matches.asked != 0 {
			t.Errorf("%d questions about a player in no match", f.matches.asked)
		}
		f.matches.asked = 0
	}
}

func TestGhostIsFreeWhenItsGameEnds(t *testing.T) {
	f := newFixture()
	f.kill(t)
	wantCode(t, f.CheckPublic(t.Context(), ann), apierr.CodePermissionDenied)
	f.matches.ghosts[matchID][ann] = lobby.GhostAnswer{Seated: true}
	wantCode(t, f.CheckPublic(t.Context(), ann), 0)
	f.now = f.now.Add(answerAge)
	wantCode(t, f.CheckParty(t.Context(), ann, "p.node1"), 0)
	f.kill(t)
	delete(f.matches.ghosts, matchID)
	wantCode(t, f.CheckPublic(t.Context(), ann), 0)
	f.now = f.now.Add(joinGrace)
	wantCode(t, f.CheckPublic(t.Context(), ann), 0)
	if f.joined.matches(ann) != nil {
		t.Error("a match that has ended is kept")
	}
}

func TestGhostIsRefusedWhileItsMatchDoesNotAnswer(t *testing.T) {
	f := newFixture()
	f.kill(t)
	f.matches.err = apierr.Aborted("busy")
	wantCode(t, f.CheckPublic(t.Context(), ann), apierr.CodeAborted)
	wantCode(t, f.CheckUsers(t.Context(), ann, bob), apierr.CodeAborted)
	wantCode(t, f.CheckGroup(t.Context(), ann, groupID), apierr.CodeAborted)
	wantCode(t, f.CheckParty(t.Context(), ann, "p.node1"), apierr.CodeAborted)
}

// A ghost does not lose its match by joining many others.
func TestGhostStaysOneInOtherMatches(t *testing.T) {
	f := newFixture()
	f.kill(t)
	f.matches.ghosts[otherMatch] = map[string]lobby.GhostAnswer{}
	for range 3 * keptMatches {
		f.now = f.now.Add(joinGrace)
		if err := f.MatchJoined(t.Context(), ann, otherMatch); err != nil {
			t.Fatal(err)
		}
		if err := f.MatchJoined(t.Context(), ann, fmt.Sprint(f.now.Unix())); err != nil {
			t.Fatal(err)
		}
	}
	wantCode(t, f.CheckPublic(t.Context(), ann), apierr.CodePermissionDenied)
	if kept := len(f.joined.matches(ann)); kept > keptMatches+2 {
		t.Errorf("%d matches are kept", kept)
	}
}

func TestIdlePlayersAreDropped(t *testing.T) {
	f := newFixture()
	f.joined.add(ann, matchID)
	f.now = f.now.Add(maxMatchAge + time.Second)
	for i := range sweepEvery {
		f.joined.add(fmt.Sprint(i), matchID)
	}
	if f.joined.matches(ann) != nil || f.joined.matches("0") == nil {
		t.Error("the idle player is kept, or the others are not")
	}
}

func TestGhostsStatusIsHiddenFromLivingFollowers(t *testing.T) {
	f := newFixture()
	f.kill(t)
	ghost := caller(ann)
	ghost.Username = "Ann"
	status := func(code apierr.Code) {
		t.Helper()
		wantCode(t, f.CheckStatus(t.Context(), ghost), code)
	}
	f.Followed(caller(cat), []string{ann})
	status(0)
	f.Followed(caller(bob), []string{cat, ann})
	status(apierr.CodePermissionDenied)
	f.Unfollowed(caller(bob), []string{ann})
	status(0)
	f.Followed(caller(bob), []string{"{" + strings.ReplaceAll(ann, "-", "") + "}"})
	status(apierr.CodePermissionDenied)
	f.Unfollowed(caller(bob), []string{ann})
	status(0)
	f.Followed(caller(bob), []string{"ann"})
	status(apierr.CodePermissionDenied)
	wantCode(t, f.CheckStatus(t.Context(), caller(bob)), 0)
	f.SessionEnded(session(bob))
	status(0)
	for i := range maxFollows + 1 {
		f.Followed(caller(bob), []string{fmt.Sprint(i)})
	}
	status(apierr.CodePermissionDenied)
	f.now = f.now.Add(maxSessionAge + time.Second)
	for i := range sweepEvery {
		f.follows.add("x", fmt.Sprint(i), nil)
	}
	status(0)
}
