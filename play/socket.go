package main

import (
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/gorilla/websocket"
	"github.com/heroiclabs/nakama-common/rtapi"
	"google.golang.org/protobuf/encoding/protojson"
	"google.golang.org/protobuf/proto"
	"sagishi/internal/testing/nakamatest"
)

// socketHandler opens the sockets of clients.
type socketHandler struct{ server *nakamatest.Nakama }

// ServeHTTP upgrades a request with a session's token, and serves its socket until
// either side ends it.
func (h socketHandler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	parameters := r.URL.Query()
	codec, ok := codecOf(parameters.Get("format"))
	if !ok {
		http.Error(w, "Invalid format parameter", http.StatusBadRequest)
		return
	}
	token := parameters.Get("token")
	if auth := r.Header.Get("Authorization"); auth != "" {
		token = strings.TrimPrefix(auth, "Bearer ")
	}
	session, ok := h.server.SocketClient(token, r.RemoteAddr)
	if !ok {
		http.Error(w, "Missing or invalid token", http.StatusUnauthorized)
		return
	}
	upgrader := websocket.Upgrader{CheckOrigin: func(*http.Request) bool { return true }}
	conn, err := upgrader.Upgrade(w, r, nil)
	if err != nil {
		return // the upgrader has answered
	}
	online, err := strconv.ParseBool(parameters.Get("status"))
	c := &socket{
		conn: conn, codec: codec, session: session, outgoing: make(chan *rtapi.Envelope, outgoingQueue),
		ended: make(chan struct{}), ping: time.NewTimer(pingPeriod),
	}
	session.Connect(nakamatest.Socket{
		Deliver: c.deliver, Ended: c.end, Status: online && err == nil, Language: parameters.Get("lang"),
	})
	go c.write()
	c.read()
	session.Close()
}

// codec is one of the two forms of messages.
type codec struct {
	kind   int // of WebSocket messages
	encode func(proto.Message) ([]byte, error)
	decode func([]byte, proto.Message) error
}

func codecOf(format string) (codec, bool) {
	switch format {
	case "", "json":
		options := protojson.MarshalOptions{UseEnumNumbers: true, UseProtoNames: true}
		return codec{websocket.TextMessage, options.Marshal, protojson.Unmarshal}, true
	case "protobuf":
		return codec{websocket.BinaryMessage, proto.Marshal, proto.Unmarshal}, true
	default:
		return codec{}, false
	}
}

// socket is the server's end of a connection.
type socket struct {
	conn     *websocket.Conn
	codec    codec
	session  *nakamatest.Session
	outgoing chan *rtapi.Envelope
	ended    chan struct{} // closed when the connection must end
	endOnce  sync.Once
	ping     *time.Timer // a client that is heard of needs no ping
}

// deliver queues a message. A client that does not read is disconnected.
func (c *socket) deliver(message *rtapi.Envelope) {
	select {
	case c.outgoing <- message:
	default:
		c.end()
	}
}

// end lets the writer send what is queued, and close the connection.
func (c *socket) end() { c.endOnce.Do(func() { close(c.ended) }) }

// read handles messages until the connection or the session ends.
func (c *socket) read() {
	defer c.end()
	c.conn.SetReadLimit(maxMessageBytes)
	c.alive()
	c.conn.SetPongHandler(func(string) error {
		c.alive()
		return nil
	})
	for count := 1; ; count++ {
		kind, data, err := c.conn.ReadMessage()
		if err != nil || kind != c.codec.kind {
			return
		}
		if count%pingBackoff == 0 {
			c.alive()
		}
		message := &rtapi.Envelope{}
		if err := c.codec.decode(data, message); err != nil {
			return
		}
		if !c.session.Process(message) {
			return
		}
	}
}

// alive notes that the client has been heard of.
func (c *socket) alive() {
	c.ping.Reset(pingPeriod)
	_ = c.conn.SetReadDeadline(time.Now().Add(pongWait)) // a closed connection is noticed by the next read
}

// write sends messages and pings until the connection ends.
func (c *socket) write() {
	defer c.close()
	for {
		select {
		case message := <-c.outgoing:
			if !c.send(message) {
				return
			}
		case <-c.ping.C:
			c.ping.Reset(pingPeriod)
			if err := c.conn.WriteControl(websocket.PingMessage, nil, time.Now().Add(writeWait)); err != nil {
				return
			}
		case <-c.ended:
			c.flush()
			return
		}
	}
}

// flush sends what is queued.
func (c *socket) flush() {
	for {
		select {
		case message := <-c.outgoing:
			if !c.send(message) {
				return
			}
		default:
			return
		}
	}
}

func (c *socket) send(message *rtapi.Envelope) bool {
	data, err := c.codec.encode(message)
	if err != nil {
		return false
	}
	if err := c.conn.SetWriteDeadline(time.Now().Add(writeWait)); err != nil {
		return false
	}
	return c.conn.WriteMessage(c.codec.kind, data) == nil
}

// close closes the connection, which ends the reader too.
func (c *socket) close() {
	c.ping.Stop()
	bye := websocket.FormatCloseMessage(websocket.CloseNormalClosure, "")
	_ = c.conn.WriteControl(websocket.CloseMessage, bye, time.Now().Add(writeWait)) // the client may have gone
	_ = c.conn.Close()
}
