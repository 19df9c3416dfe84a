package attacks_test

import (
	"strings"
	"testing"

	"github.com/heroiclabs/nakama-common/api"

	"sagishi/internal/testing/nakamatest"
	"sagishi/protocol"
)

// heard are the texts that the player heard since Clear.
func (p *player) heard() string {
	var texts []string
	for _, m := range p.ReceivedKind(nakamatest.KindChannel) {
		texts = append(texts, string(m.Data))
	}
	p.Clear()
	return strings.Join(texts, " ")
}

// enter lets all of a match into its room and returns the channel.
func (p *party) enter() (channel string) {
	p.w.Helper()
	for _, member := range p.players {
		id, err := member.JoinRoom(p.match, false)
		p.w.do(err)
		channel = id
	}
	p.clear()
	return channel
}

func TestStrangersCannotEavesdropOnTheRoom(t *testing.T) {
	w := newWorld(t, nil)
	p := w.gather(`{"private":true}`, w.logins("ann", "bob")...)
	channel := p.enter()
	spy := w.login("eve")
	for _, name := range []string{p.match, strings.ToUpper(p.match[:36]) + p.match[36:], "rip:" + strings.ReplaceAll(p.match[:36], "-", "") + p.match[36:]} {
		for _, persistence := range []bool{false, true} {
			if _, err := spy.JoinRoom(name, persistence); err == nil {
				t.Errorf("a stranger joins %s", name)
			}
		}
	}
	_, err := p.players[0].JoinRoom(p.match, true)
	w.wantText("a room with history", err, "persistence")
	_, err = spy.ListMessages(&api.ListChannelMessagesRequest{ChannelId: channel})
	w.wantCode("the room's history", err, denied)
	if _, err := spy.SendMessage(channel, `{"text":"hello"}`); err == nil {
		t.Error("a stranger speaks")
	}
	w.do(p.players[1].LeaveMatch(p.match)) // and stays in the room
	if _, err := p.players[0].SendMessage(channel, `{"text":"are we alone"}`); err != nil {
		t.Error(err)
	}
	if text := p.players[1].heard() + spy.heard(); text != "" {
		t.Errorf("strangers hear %s", text)
	}
}

func TestTheDeadAreHeardByTheDeadAlone(t *testing.T) {
	w := newWorld(t, nil)
	p, imposters, crew := w.play("classic", `"discussion_seconds":30`, "ann", "bob", "cat", "dan", "eve", "fay", "gus")
	channel := p.enter()
	ghosts, living := crew[:2], crew[2:]
	alive, err := ghosts[0].SendMessage(channel, `{"text":"too early"}`)
	if err == nil {
		t.Error("the living speak while playing")
	}
	for _, ghost := range ghosts {
		imposters[0].accepted(protocol.OpKill, `{"target":%q}`, ghost.UserID)
	}
	p.clear()
	_, err = ghosts[0].SendMessage(channel, `{"text":"it was him"}`)
	w.do(err)
	living[0].accepted(protocol.OpPosition, `{"x":1,"z":1}`)
	living[0].accepted(protocol.OpVote, `{"call":true}`)
	written, err := ghosts[0].SendMessage(channel, `{"text":"still him"}`)
	w.do(err)
	w.do(ghosts[0].EditMessage(channel, written, `{"text":"him I say"}`))
	if err := ghosts[0].EditMessage(channel, alive, `{"text":"by an old message"}`); err == nil {
		t.Error("a message that was refused is edited")
	}
	if text := ghosts[1].heard(); !strings.Contains(text, "it was him") || !strings.Contains(text, "him I say") {
		t.Errorf("the dead hear %q", text)
	}
	for _, member := range append(living, imposters...) {
		if text := member.heard(); text != "" {
			t.Errorf("%s, living, hears %q", member.Username, text)
		}
	}
}

func TestAGhostDoesNotSpeakThroughWhatItWroteAlive(t *testing.T) {
	w := newWorld(t, nil)
	p, imposters, crew := w.play("classic", `"discussion_seconds":5`, "ann", "bob", "cat", "dan", "eve", "fay", "gus")
	channel := p.enter()
	victim, witness := crew[0], crew[1]
	victim.accepted(protocol.OpVote, `{"call":true}`)
	written, err := victim.SendMessage(channel, `{"text":"I was in storage"}`)
	w.do(err)
	if text := witness.heard(); !strings.Contains(text, "storage") {
		t.Fatalf("the living hear %q", text)
	}
	if err := witness.EditMessage(channel, written, `{"text":"I did it"}`); err == nil {
		t.Error("another's message is edited")
	}
	p.tick(110)
	imposters[0].accepted(protocol.OpKill, `{"target":%q}`, victim.UserID)
	p.clear()
	if err := victim.EditMessage(channel, written, `{"text":"it was him"}`); err == nil {
		if text := witness.heard() + imposters[0].heard(); text != "" {
			t.Errorf("the living hear %q", text)
		}
	}
}

func TestChatIsShortSlowAndInOnesOwnName(t *testing.T) {
	w := newWorld(t, nil)
	p := w.gather(`{}`, w.logins("ann", "bob")...)
	channel := p.enter()
	talker, listener := p.players[0], p.players[1]
	_, err := talker.SendMessage(channel, `{"text":"`+strings.Repeat("x", 1025)+`"}`)
	w.wantText("an over-long message", err, "content")
	_, err = talker.SendMessage(channel, `{"sender_id":"`+listener.UserID+`","username":"bob"}`)
	w.do(err)
	messages := listener.ReceivedKind(nakamatest.KindChannel)
	if len(messages) != 1 || messages[0].Sender != talker.UserID {
		t.Errorf("heard %v", messages)
	}
	said := 0
	for range 100 {
		if _, err := talker.SendMessage(channel, `{"text":"spam"}`); err == nil {
			said++
		}
	}
	if said > 20 {
		t.Errorf("%d messages at once", said)
	}
	_, err = listener.SendMessage(channel, `{"text":"I still can"}`)
	w.do(err)
}
