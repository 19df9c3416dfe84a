package nakamatest

import (
	"context"
	"strings"

	"github.com/heroiclabs/nakama-common/api"
	"github.com/heroiclabs/nakama-common/runtime"
	"google.golang.org/protobuf/types/known/wrapperspb"
)

// find returns a match of this server, or nil if it ended or runs on another server.
func (n *Nakama) find(id string) (*match, error) {
	subject, _, ok := strings.Cut(id, ".")
	if !ok || !isID(subject) {
		return nil, runtime.ErrMatchIdInvalid
	}
	return n.process.matches[id], nil
}

// MatchGet returns a match, or nil without an error if there is none.
func (n *Nakama) MatchGet(ctx context.Context, id string) (out *api.Match, err error) {
	err = n.call(ctx, "MatchGet", func(*database) error {
		m, err := n.find(id)
		if m != nil {
			out = m.api(m.currentLabel())
			return err
		}
		subject, node, _ := strings.Cut(id, ".")
		if size := len(n.process.streams[streamKey{mode: streamRelayed, subject: subject}]); node == "" && size > 0 {
			out = &api.Match{MatchId: id, Size: int32(size)}
		}
		return err
	})
	return orNil(out, err)
}

func (m *match) api(label string) *api.Match {
	return &api.Match{
		MatchId: m.id, Authoritative: true, Label: wrapperspb.String(label), Size: int32(m.size()),
		TickRate: int32(m.rate), HandlerName: m.module,
	}
}

// MatchSignal sends a signal to a match and returns its answer.
func (n *Nakama) MatchSignal(ctx context.Context, id, data string) (answer string, err error) {
	var m *match
	err = n.call(ctx, "MatchSignal", func(*database) error {
		m, err = n.find(id)
		if err == nil && m == nil {
			return runtime.ErrMatchNotFound
		}
		return err
	})
	if err != nil {
		return "", err
	}
	if inside, _ := ctx.Value(runtime.RUNTIME_CTX_MATCH_ID).(string); inside == id {
		return "", runtime.ErrMatchBusy // the match would wait for itself
	}
	return m.signal(data)
}
