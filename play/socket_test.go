package main

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"
	"github.com/heroiclabs/nakama-common/rtapi"
)

// client is a socket as a player has it.
type client struct {
	*testing.T
	conn  *websocket.Conn
	codec codec
	inbox []*rtapi.Envelope // messages that came before the one that was waited for
}

func dial(t *testing.T, url, token, format string) *client {
	t.Helper()
	address := "ws" + strings.TrimPrefix(url, "http") + "/ws?lang=en&status=true&token=" + token + "&format=" + format
	conn, response, err := websocket.DefaultDialer.DialContext(t.Context(), address, nil)
	if err != nil {
		t.Fatal(err)
	}
	_ = response.Body.Close()
	t.Cleanup(func() { _ = conn.Close() })
	form, _ := codecOf(format)
	return &client{T: t, conn: conn, codec: form}
}

func (c *client) send(message *rtapi.Envelope) {
	c.Helper()
	data, err := c.codec.encode(message)
	if err != nil {
		c.Fatal(err)
	}
	if err := c.conn.WriteMessage(c.codec.kind, data); err != nil {
		c.Fatal(err)
	}
}

// receive takes the first message that fits, one that came already or the next to come.
// The order of answers and messages of the match is not fixed.
func (c *client) receive(fits func(*rtapi.Envelope) bool) *rtapi.Envelope {
	c.Helper()
	if at := slices.IndexFunc(c.inbox, fits); at >= 0 {
		message := c.inbox[at]
		c.inbox = slices.Delete(c.inbox, at, at+1)
		return message
	}
	if err := c.conn.SetReadDeadline(time.Now().Add(10 * time.Second)); err != nil {
		c.Fatal(err)
	}
	for {
		kind, data, err := c.conn.ReadMessage()
		if err != nil {
			c.Fatalf("the message never came: %v", err)
		}
		message := &rtapi.Envelope{}
		if err := c.codec.decode(data, message); err != nil || kind != c.codec.kind {
			c.Fatal(err, kind)
		}
		if fits(message) {
			return message
		}
		c.inbox = append(c.inbox, message)
	}
}

// expectPong sends a ping and waits for its answer.
func (c *client) expectPong(cid string) {
	c.Helper()
	c.send(&rtapi.Envelope{Cid: cid, Message: &rtapi.Envelope_Ping{Ping: &rtapi.Ping{}}})
	if c.receive(answerTo(cid)).GetPong() == nil {
		c.Error("no answer to a ping")
	}
}

func answerTo(cid string) func(*rtapi.Envelope) bool {
	return func(message *rtapi.Envelope) bool { return message.GetCid() == cid }
}

func joinOf(matchID string) *rtapi.Envelope {
	return &rtapi.Envelope{Cid: "join", Message: &rtapi.Envelope_MatchJoin{MatchJoin: &rtapi.MatchJoin{Id: &rtapi.MatchJoin_MatchId{MatchId: matchID}}}}
}

func TestMatchIsJoinedInBothForms(t *testing.T) {
	_, url := startServer(t)
	auth, token := logIn(t, url, "device-of-ann")
	created := send(t, http.MethodPost, url+"/v2/rpc/create_match?unwrap", auth, "{}")
	matchID, _ := created.body["match_id"].(string)
	_, other := logIn(t, url, "device-of-bob")
	ann, bob := dial(t, url, token, "json"), dial(t, url, other, "protobuf")
	for _, player := range []*client{ann, bob} {
		player.send(joinOf(matchID))
		joined := player.receive(answerTo("join"))
		if !joined.GetMatch().GetAuthoritative() || joined.GetMatch().GetSelf().GetUsername() == "" {
			t.Fatalf("joined %v", joined)
		}
	}
	ann.receive(func(m *rtapi.Envelope) bool { return len(m.GetMatchPresenceEvent().GetJoins()) > 0 })
	bob.receive(func(m *rtapi.Envelope) bool { return m.GetMatchData().GetOpCode() > 0 })
}

func TestErrorsKeepTheSocketOpen(t *testing.T) {
	_, url := startServer(t)
	_, token := logIn(t, url, "device-of-ann")
	ann := dial(t, url, token, "json")
	ann.send(joinOf("nonsense"))
	if got := ann.receive(answerTo("join")).GetError(); got.GetCode() != int32(rtapi.Error_RUNTIME_FUNCTION_EXCEPTION) && got.GetCode() != int32(rtapi.Error_BAD_INPUT) {
		t.Errorf("error %v", got)
	}
	ann.expectPong("2")
}

func TestSocketEndsWithNonsenseAndWithTheServer(t *testing.T) {
	s, url := startServer(t)
	_, token := logIn(t, url, "device-of-ann")
	for name, end := range map[string]func(*client){
		"not JSON":        func(c *client) { _ = c.conn.WriteMessage(websocket.TextMessage, []byte("{")) },
		"the wrong form":  func(c *client) { _ = c.conn.WriteMessage(websocket.BinaryMessage, nil) },
		"no message":      func(c *client) { c.send(&rtapi.Envelope{Cid: "1"}) },
		"the server ends": func(*client) { s.live.nakama.CloseSessions() },
	} {
		c := dial(t, url, token, "json")
		c.expectPong("open") // the server has the session only now
		end(c)
		if err := c.conn.SetReadDeadline(time.Now().Add(10 * time.Second)); err != nil {
			t.Fatal(err)
		}
		for {
			_, _, err := c.conn.ReadMessage()
			if err == nil {
				continue
			}
			if timeout, ok := err.(interface{ Timeout() bool }); ok && timeout.Timeout() {
				t.Errorf("%s: the socket stays open", name)
			}
			break
		}
	}
}

func TestSocketNeedsATokenAndAForm(t *testing.T) {
	_, url := startServer(t)
	_, token := logIn(t, url, "device-of-ann")
	if got := send(t, http.MethodGet, url+"/ws?token=x", "", ""); got.status != 401 {
		t.Errorf("a wrong token: %+v", got)
	}
	if got := send(t, http.MethodGet, url+"/ws?format=xml&token="+token, "", ""); got.status != 400 {
		t.Errorf("an unknown form: %+v", got)
	}
}

func TestNotificationAndChatReachTheSocket(t *testing.T) {
	s, url := startServer(t)
	_, token := logIn(t, url, "device-of-ann")
	ann := dial(t, url, token, "json")
	ann.send(&rtapi.Envelope{Cid: "room", Message: &rtapi.Envelope_ChannelJoin{ChannelJoin: &rtapi.ChannelJoin{Target: "lounge", Type: 1}}})
	room := ann.receive(answerTo("room")).GetChannel()
	ann.send(&rtapi.Envelope{Cid: "write", Message: &rtapi.Envelope_ChannelMessageSend{ChannelMessageSend: &rtapi.ChannelMessageSend{
		ChannelId: room.GetId(), Content: `{"text":"hi"}`,
	}}})
	heard := ann.receive(func(m *rtapi.Envelope) bool { return m.GetChannelMessage() != nil }).GetChannelMessage()
	var content map[string]string
	if err := json.Unmarshal([]byte(heard.GetContent()), &content); err != nil || content["text"] != "hi" {
		t.Errorf("heard %v, %v", heard, err)
	}
	if err := s.live.nakama.NotificationSend(t.Context(), room.GetSelf().GetUserId(), "subject", map[string]any{"a": 1}, 500, "", false); err != nil {
		t.Fatal(err)
	}
	ann.receive(func(m *rtapi.Envelope) bool { return m.GetNotifications() != nil })
}
