package nakamatest

import (
	"context"
	"fmt"
	"slices"

	"github.com/heroiclabs/nakama-common/rtapi"
	"github.com/heroiclabs/nakama-common/runtime"
)

// joinAnswer is the result of a join attempt.
type joinAnswer struct {
	allow  bool
	reason string
}

// join runs the join attempt of a session, and joins it if allowed.
func (m *match) join(ctx context.Context, p Presence, metadata map[string]string) joinAnswer {
	var answer joinAnswer
	m.running.Lock()
	m.mu.Lock()
	m.queue = append(m.queue, func() {
		if m.isStopped() {
			return
		}
		state, allow, reason := m.core.MatchJoinAttempt(m.contextOf(ctx), m.n.Logger(), nil, m.n, m, m.tick, m.state, p, copyMap(metadata))
		if !m.setState(state) {
			return
		}
		answer = joinAnswer{allow, reason}
		if allow {
			m.onJoin(p)
		}
	})
	m.mu.Unlock()
	m.runQueue()
	m.tryRunQueue()
	return answer
}

// contextOf adds the caller's values to the match's context.
func (m *match) contextOf(caller context.Context) context.Context {
	ctx := m.ctx
	for _, key := range []string{
		runtime.RUNTIME_CTX_USER_ID, runtime.RUNTIME_CTX_USERNAME, runtime.RUNTIME_CTX_SESSION_ID,
		runtime.RUNTIME_CTX_VARS, runtime.RUNTIME_CTX_USER_SESSION_EXP,
	} {
		if value := caller.Value(key); value != nil {
			ctx = context.WithValue(ctx, key, value) //nolint:staticcheck // Nakama itself uses plain strings as keys.
		}
	}
	return ctx
}

func (m *match) onJoin(p Presence) {
	p.Reason = runtime.PresenceReasonJoin
	m.mu.Lock()
	m.presences = append(m.presences, p)
	m.mu.Unlock()
	m.n.db.mu.Lock()
	m.n.process.track(m.stream(), p)
	m.n.db.mu.Unlock()
	m.setState(m.core.MatchJoin(m.ctx, m.n.Logger(), nil, m.n, m, m.tick, m.state, []runtime.Presence{p}))
}

func (m *match) onLeave(p Presence) {
	m.mu.Lock()
	at := slices.IndexFunc(m.presences, func(other Presence) bool { return other.SessionID == p.SessionID })
	if at < 0 || m.stopped {
		m.mu.Unlock()
		return
	}
	m.presences = slices.Delete(m.presences, at, at+1)
	m.mu.Unlock()
	m.setState(m.core.MatchLeave(m.ctx, m.n.Logger(), nil, m.n, m, m.tick, m.state, []runtime.Presence{p}))
}

func (m *match) loop() {
	if m.isStopped() {
		return
	}
	m.mu.Lock()
	inputs := m.inputs
	m.inputs = nil
	m.mu.Unlock()
	if m.setState(m.core.MatchLoop(m.ctx, m.n.Logger(), nil, m.n, m, m.tick, m.state, inputs)) {
		m.tick++
	}
}

// input queues a message for the next tick, or drops it if the queue is full.
func (m *match) input(data MatchData) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if len(m.inputs) >= inputQueue {
		m.dropped++
		return
	}
	m.inputs = append(m.inputs, data)
}

// Dropped returns the number of messages that a match lost because its queue was
// full.
func (n *Nakama) Dropped(matchID string) int {
	n.db.mu.Lock()
	m := n.process.matches[matchID]
	n.db.mu.Unlock()
	if m == nil {
		return 0
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.dropped
}

func (m *match) signal(data string) (answer string, err error) {
	err = runtime.ErrMatchBusy // also if the signal stops the match
	m.running.Lock()
	m.mu.Lock()
	m.queue = append(m.queue, func() {
		if m.isStopped() {
			return
		}
		state, result := m.core.MatchSignal(m.ctx, m.n.Logger(), nil, m.n, m, m.tick, m.state, data)
		if m.setState(state) {
			answer, err = result, nil
		}
	})
	m.mu.Unlock()
	m.runQueue()
	m.tryRunQueue()
	return answer, err
}

func (m *match) terminate(graceSeconds int) {
	if m.isStopped() {
		return
	}
	if m.setState(m.core.MatchTerminate(m.ctx, m.n.Logger(), nil, m.n, m, m.tick, m.state, graceSeconds)) && graceSeconds == 0 {
		m.stop()
	}
}

var _ runtime.MatchDispatcher = (*match)(nil)

// BroadcastMessage sends to members of the match: all if presences are nil,
// none if they are empty.
func (m *match) BroadcastMessage(op int64, data []byte, presences []runtime.Presence, sender runtime.Presence, reliable bool) error {
	if m.isStopped() {
		return errStopped
	}
	msg := &rtapi.MatchData{MatchId: m.id, OpCode: op, Data: slices.Clone(data), Reliable: reliable}
	if sender != nil {
		if !isID(sender.GetUserId()) || !isID(sender.GetSessionId()) {
			return fmt.Errorf("sender contains an invalid User ID")
		}
		msg.Presence = &rtapi.UserPresence{UserId: sender.GetUserId(), SessionId: sender.GetSessionId(), Username: sender.GetUsername()}
	}
	to := m.list()
	if presences != nil {
		to = slices.DeleteFunc(to, func(p Presence) bool {
			return !slices.ContainsFunc(presences, func(wanted runtime.Presence) bool { return wanted.GetSessionId() == p.SessionID })
		})
	}
	m.n.db.mu.Lock()
	defer m.n.db.mu.Unlock()
	for _, p := range to {
		if s, ok := m.n.process.sessions[p.SessionID]; ok {
			s.receive(messageOf(&rtapi.Envelope{Message: &rtapi.Envelope_MatchData{MatchData: msg}}))
		}
	}
	return nil
}

// BroadcastMessageDeferred sends at the end of the callback.
func (m *match) BroadcastMessageDeferred(op int64, data []byte, presences []runtime.Presence, sender runtime.Presence, reliable bool) error {
	if m.isStopped() {
		return errStopped
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if len(m.deferred) >= inputQueue {
		return runtime.ErrDeferredBroadcastFull
	}
	m.deferred = append(m.deferred, func() {
		if err := m.BroadcastMessage(op, data, presences, sender, reliable); err != nil {
			m.n.Logger().Error("deferred broadcast: %v", err)
		}
	})
	return nil
}

// MatchKick removes sessions from the match, after the callback. It ignores a
// presence that names another server.
func (m *match) MatchKick(presences []runtime.Presence) error {
	if m.isStopped() {
		return errStopped
	}
	for _, p := range presences {
		if p.GetNodeId() == m.n.options.Node {
			m.n.leave(m.stream(), p.GetSessionId(), runtime.PresenceReasonLeave)
		}
	}
	return nil
}

// MatchLabelUpdate changes the label.
func (m *match) MatchLabelUpdate(label string) error {
	if m.isStopped() {
		return errStopped
	}
	if len(label) > maxLabel {
		return fmt.Errorf("error updating match label: %v", runtime.ErrMatchLabelTooLong.Error())
	}
	m.setLabel(label)
	return nil
}
