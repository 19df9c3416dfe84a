package chat

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/heroiclabs/nakama-common/api"
	"github.com/heroiclabs/nakama-common/rtapi"
	"github.com/heroiclabs/nakama-common/runtime"

	"sagishi/internal/platform/apierr"
	"sagishi/internal/platform/callback"
	"sagishi/internal/service/lobby"
	"sagishi/internal/testing/nakamatest"
)

const (
	ann = "a0000000-0000-4000-8000-000000000001"
	bob = "b0000000-0000-4000-8000-000000000002"
	cat = "c0000000-0000-4000-8000-000000000003"

	matchID   = "0f8fad5b-d9cb-469f-a165-70867728950e.nakama1"
	relayedID = "0f8fad5b-d9cb-469f-a165-70867728950e."
	ghostRoom = ghostPrefix + "0f8fad5bd9cb469fa16570867728950e.nakama1"
	mainID    = channelPrefix + matchID
	ghostID   = channelPrefix + ghostRoom
)

func session(userID string) string { return "5" + userID[1:] }

func caller(userID string) callback.Caller {
	return callback.Caller{UserID: userID, SessionID: session(userID)}
}

// fixture is the service with fakes for the server's streams and its matches.
type fixture struct {
	*Service
	streams *fakeStreams
	matches *fakeMatches
	now     time.Time
}

func newFixture() *fixture {
	f := &fixture{
		streams: &fakeStreams{present: map[string][]runtime.Presence{}},
		matches: &fakeMatches{answers: map[string]lobby.ChatAnswer{}},
		now:     time.Date(2026, time.January, 7, 12, 0, 0, 0, time.UTC),
	}
	f.Service = New(f.streams, f.matches, f.clock)
	return f
}

func (f *fixture) clock() time.Time { return f.now }

// send sends a message as the user and, if it is not refused, acknowledges it
// as Nakama does. It returns the channel to which the message went.
func (f *fixture) send(t *testing.T, userID, channelID, messageID string) (string, error) {
	t.Helper()
	routed, err := f.RouteMessage(t.Context(), caller(userID), channelID)
	if err == nil {
		f.MessageSent(session(userID), messageID, routed)
	}
	return routed, err
}

// sendAsAnn sends the message m1 as ann, who must not be refused.
func (f *fixture) sendAsAnn(t *testing.T, channelID string) {
	t.Helper()
	if _, err := f.send(t, ann, channelID, "m1"); err != nil {
		t.Fatal(err)
	}
}

// editCode checks the code with which an edit is refused; 0 means it passes.
func (f *fixture) editCode(t *testing.T, userID, channelID, messageID string, code apierr.Code) {
	t.Helper()
	_, err := f.RouteEdit(t.Context(), caller(userID), channelID, messageID)
	wantCode(t, err, code)
}

func alive() lobby.ChatAnswer { return lobby.ChatAnswer{Room: lobby.RoomAll} }

// ghosts is the match's answer to a ghost: the user ids of all of them.
func ghosts(userIDs ...string) lobby.ChatAnswer {
	answer := lobby.ChatAnswer{Room: lobby.RoomGhosts}
	for _, id := range userIDs {
		answer.Ghosts = append(answer.Ghosts, lobby.Session{UserID: id, SessionID: session(id)})
	}
	return answer
}

// wantCode fails unless err has that code; 0 means no error, 13 an error that
// is not meant for clients.
func wantCode(t *testing.T, err error, code apierr.Code) {
	t.Helper()
	switch {
	case code == 0 && err != nil:
		t.Fatalf("refused: %v", err)
	case code != 0 && (err == nil || apierr.CodeOf(err) != code):
		t.Fatalf("got %v, want code %d", err, code)
	}
}

// fakeMatches answers for a match by player. Players it does not know are not
// in the match.
type fakeMatches struct {
	answers map[string]lobby.ChatAnswer
	ghosts  map[string]map[string]lobby.GhostAnswer
	asked   int
	err     error
}

// Ghost answers by match and player. It knows no other match.
func (m *fakeMatches) Ghost(_ context.Context, matchID, userID string) (lobby.GhostAnswer, error) {
	m.asked++
	answers, found := m.ghosts[matchID]
	if m.err != nil || !found {
		return lobby.GhostAnswer{}, cmp.Or(m.err, apierr.NotFound("no such match"))
	}
	return answers[userID], nil
}

func (m *fakeMatches) Chat(_ context.Context, _, userID, _ string, _ lobby.ChatAction) (lobby.ChatAnswer, error) {
	if m.err != nil {
		return lobby.ChatAnswer{}, m.err
	}
	if answer, ok := m.answers[userID]; ok {
		return answer, nil
	}
	return lobby.ChatAnswer{Room: lobby.RoomNone, Reason: "you are not in this match"}, nil
}

// fakeStreams keeps the presences of streams by label: a room's name, or a
// match's node.
type fakeStreams struct {
	present  map[string][]runtime.Presence
	metas    map[string]runtime.PresenceMeta // by user
	err      error
	joinErr  map[string]error // by user
	leaveErr error
	sent     []string
	sendErr  error
}

func (s *fakeStreams) ChannelMessageSend(_ context.Context, channelID string, content map[string]any, senderID, senderUsername string, persist bool) (*rtapi.ChannelMessageAck, error) { //nolint:revive // Nakama dictates the arguments
	s.sent = append(s.sent, fmt.Sprint(channelID, " ", content, " ", senderID, " ", senderUsername, " ", persist))
	return nil, s.sendErr
}

func (s *fakeStreams) StreamUserList(_ uint8, _, _, label string, _, _ bool) ([]runtime.Presence, error) { //nolint:revive // Nakama dictates the arguments
	return slices.Clone(s.present[label]), s.err
}

func (s *fakeStreams) StreamUserGet(_ uint8, _, _, _, userID, _ string) (runtime.PresenceMeta, error) { //nolint:revive // Nakama dictates the arguments
	if meta, ok := s.metas[userID]; ok {
		return meta, s.err
	}
	return nil, s.err
}

func (s *fakeStreams) StreamUserJoin(_ uint8, _, _, label, userID, sessionID string, hidden, persistence bool, _ string) (bool, error) { //nolint:revive // Nakama dictates the arguments
	if err := s.joinErr[userID]; err != nil {
		return false, err
	}
	s.present[label] = append(s.present[label], nakamatest.Presence{UserID: userID, SessionID: sessionID, Hidden: hidden, Persistence: persistence})
	return true, nil
}

func (s *fakeStreams) StreamUserLeave(_ uint8, _, _, label, userID, sessionID string) error { //nolint:revive // Nakama dictates the arguments
	s.present[label] = slices.DeleteFunc(s.present[label], func(p runtime.Presence) bool {
		return p.GetUserId() == userID && p.GetSessionId() == sessionID
	})
	return errors.Join(s.err, s.leaveErr)
}

// enter puts players into the match and its room.
func (s *fakeStreams) enter(userIDs ...string) {
	s.join("nakama1", userIDs...)
	s.join(matchID, userIDs...)
}

func (s *fakeStreams) join(label string, userIDs ...string) {
	for _, id := range userIDs {
		s.present[label] = append(s.present[label], nakamatest.Presence{UserID: id, SessionID: session(id)})
	}
}

// wantMembers checks whose sessions are in a room.
func (s *fakeStreams) wantMembers(t *testing.T, room string, want ...string) {
	t.Helper()
	var got []string
	for _, p := range s.present[room] {
		got = append(got, p.GetUserId())
	}
	slices.Sort(got)
	if !slices.Equal(got, want) {
		t.Errorf("room %s has the members %v, want %v", room, got, want)
	}
}

// groupID is a group that has bob as its 150th member.
const groupID = "90000000-0000-4000-8000-000000000009"

func (s *fakeStreams) GroupUsersList(_ context.Context, id string, _ int, _ *int, cursor string) ([]*api.GroupUserList_GroupUser, string, error) {
	if id != groupID {
		return nil, "", runtime.ErrGroupNotFound
	}
	page := make([]*api.GroupUserList_GroupUser, 100)
	for i := range page {
		page[i] = &api.GroupUserList_GroupUser{User: &api.User{Id: cat}}
	}
	if cursor == "" {
		return page, "next", nil
	}
	page[49].User.Id = bob
	return page, "", nil
}

func (s *fakeStreams) UsersGetUsername(_ context.Context, usernames []string) (users []*api.User, err error) {
	for _, name := range usernames {
		if name == "bob" {
			users = append(users, &api.User{Id: bob})
		}
	}
	return users, nil
}
