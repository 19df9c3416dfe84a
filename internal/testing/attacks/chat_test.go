package attacks_test

import (
	"strings"
	"testing"

	"github.com/heroiclabs/nakama-common/api"
	"google.golang.org/protobuf/types/known/wrapperspb"

	"sagishi/internal/testing/nakamatest"
	"sagishi/protocol"
)

// chatTexts returns the chat messages that the player received since Clear.
func (p *player) chatTexts() string {
	var texts []string
	for _, m := range p.ReceivedKind(nakamatest.KindChannel) {
		texts = append(texts, string(m.Data))
	}
	p.Clear()
	return strings.Join(texts, " ")
}

// joinChat lets all players of a match join its chat, and returns the channel.
func (p *testMatch) joinChat() (channel string) {
	p.w.Helper()
	for _, member := range p.players {
		id, err := member.JoinRoom(p.match, false)
		p.w.must(err)
		channel = id
	}
	p.clear()
	return channel
}

func TestNonMembersCannotJoinOrReadAMatchsChat(t *testing.T) {
	w := newWorld(t, nil)
	p := w.newMatch(`{"private":true}`, w.logins("ann", "bob")...)
	channel := p.joinChat()
	spy := w.login("eve")
	for _, name := range []string{p.match, strings.ToUpper(p.match[:36]) + p.match[36:], "rip:" + strings.ReplaceAll(p.match[:36], "-", "") + p.match[36:]} {
		for _, persistence := range []bool{false, true} {
			if _, err := spy.JoinRoom(name, persistence); err == nil {
				t.Errorf("a non-member joined %s", name)
			}
		}
	}
	_, err := p.players[0].JoinRoom(p.match, true)
	w.wantText("a room with history", err, "persistence")
	_, err = spy.ListMessages(&api.ListChannelMessagesRequest{ChannelId: channel})
	w.wantCode("the room's history", err, permissionDenied)
	if _, err := spy.SendMessage(channel, `{"text":"hello"}`); err == nil {
		t.Error("a non-member wrote")
	}
	w.must(p.players[1].LeaveMatch(p.match)) // and stays in the room
	if _, err := p.players[0].SendMessage(channel, `{"text":"are we alone"}`); err != nil {
		t.Error(err)
	}
	if text := p.players[1].chatTexts() + spy.chatTexts(); text != "" {
		t.Errorf("non-members received %s", text)
	}
}

func TestMessagesOfTheDeadReachOnlyTheDead(t *testing.T) {
	w := newWorld(t, nil)
	p, imposters, crew := w.newGame("classic", `"discussion_seconds":30`, "ann", "bob", "cat", "dan", "eve", "fay", "gus")
	channel := p.joinChat()
	ghosts, living := crew[:2], crew[2:]
	alive, err := ghosts[0].SendMessage(channel, `{"text":"too early"}`)
	if err == nil {
		t.Error("a living player wrote while playing")
	}
	for _, ghost := range ghosts {
		imposters[0].accepted(protocol.OpKill, `{"target":%q}`, ghost.UserID)
	}
	p.clear()
	_, err = ghosts[0].SendMessage(channel, `{"text":"it was him"}`)
	w.must(err)
	living[0].accepted(protocol.OpPosition, `{"x":1,"z":1}`)
	living[0].accepted(protocol.OpVote, `{"call":true}`)
	written, err := ghosts[0].SendMessage(channel, `{"text":"still him"}`)
	w.must(err)
	w.must(ghosts[0].EditMessage(channel, written, `{"text":"him I say"}`))
	if err := ghosts[0].EditMessage(channel, alive, `{"text":"by an old message"}`); err == nil {
		t.Error("a refused message was edited")
	}
	if text := ghosts[1].chatTexts(); !strings.Contains(text, "it was him") || !strings.Contains(text, "him I say") {
		t.Errorf("the dead received %q", text)
	}
	for _, member := range append(living, imposters...) {
		if text := member.chatTexts(); text != "" {
			t.Errorf("the living player %s received %q", member.Username, text)
		}
	}
}

func TestDeadPlayerCannotReachTheLivingByEditingOldMessages(t *testing.T) {
	w := newWorld(t, nil)
	p, imposters, crew := w.newGame("classic", `"discussion_seconds":5`, "ann", "bob", "cat", "dan", "eve", "fay", "gus")
	channel := p.joinChat()
	victim, witness := crew[0], crew[1]
	victim.accepted(protocol.OpVote, `{"call":true}`)
	written, err := victim.SendMessage(channel, `{"text":"I was in storage"}`)
	w.must(err)
	if text := witness.chatTexts(); !strings.Contains(text, "storage") {
		t.Fatalf("the living received %q", text)
	}
	if err := witness.EditMessage(channel, written, `{"text":"I did it"}`); err == nil {
		t.Error("the message of another player was edited")
	}
	p.tick(110)
	imposters[0].accepted(protocol.OpKill, `{"target":%q}`, victim.UserID)
	p.clear()
	if err := victim.EditMessage(channel, written, `{"text":"it was him"}`); err == nil {
		if text := witness.chatTexts() + imposters[0].chatTexts(); text != "" {
			t.Errorf("the living received %q", text)
		}
	}
}

func TestChatLimitsLengthRateAndSender(t *testing.T) {
	w := newWorld(t, nil)
	p := w.newMatch(`{}`, w.logins("ann", "bob")...)
	channel := p.joinChat()
	talker, listener := p.players[0], p.players[1]
	_, err := talker.SendMessage(channel, `{"text":"`+strings.Repeat("x", 1025)+`"}`)
	w.wantText("an over-long message", err, "content")
	_, err = talker.SendMessage(channel, `{"sender_id":"`+listener.UserID+`","username":"bob"}`)
	w.must(err)
	messages := listener.ReceivedKind(nakamatest.KindChannel)
	if len(messages) != 1 || messages[0].Sender != talker.UserID {
		t.Errorf("received %v", messages)
	}
	said := 0
	for range 100 {
		if _, err := talker.SendMessage(channel, `{"text":"spam"}`); err == nil {
			said++
		}
	}
	if said > 20 {
		t.Errorf("%d messages accepted at once", said)
	}
	_, err = listener.SendMessage(channel, `{"text":"I still can"}`)
	w.must(err)
}

func TestNobodyChatsUnderAnotherPlayersName(t *testing.T) {
	w := newWorld(t, nil)
	old := w.login("eve") // the session keeps this name
	w.must(old.UpdateAccount(&api.UpdateAccountRequest{Username: wrapperspb.String("eva")}))
	victim := w.login("victim")
	w.must(victim.UpdateAccount(&api.UpdateAccountRequest{Username: wrapperspb.String("eve")}))
	p := w.newMatch(`{}`, w.login("ann"), old, victim)
	channel := p.joinChat()
	_, err := old.SendMessage(channel, `{"message":"I am the imposter"}`)
	w.wantText("chat with a session from before a change of names", err, "log in again")
	if text := p.players[0].chatTexts(); text != "" {
		t.Errorf("others read %s", text)
	}
	_, err = victim.SendMessage(channel, `{"message":"hello"}`)
	w.must(err)
}
