package nakamatest

import (
	"context"
	"strings"

	"github.com/heroiclabs/nakama-common/rtapi"
	"github.com/heroiclabs/nakama-common/runtime"
	"google.golang.org/protobuf/proto"
)

// RPC calls an RPC as this client over HTTP.
func (s *Session) RPC(id, payload string) (string, error) {
	return s.n.rpc(s.n.callerContext(s.caller(false), "rpc"), id, payload)
}

// ServerRPC calls an RPC with the HTTP key, without a user.
func (n *Nakama) ServerRPC(id, payload string) (string, error) {
	return n.rpc(n.ServerContext(), id, payload)
}

func (n *Nakama) rpc(ctx context.Context, id, payload string) (string, error) {
	fn, ok := n.Initializer().Registration("Rpc " + strings.ToLower(id)).(rpcFunction)
	if !ok {
		return "", runtime.NewError("RPC function not found", codeNotFound)
	}
	answer, err := fn(ctx, n.Logger(), nil, n, payload)
	if err != nil {
		return "", hookError(err)
	}
	return answer, nil
}

func (s *Session) realtimeRPC(_ context.Context, in *rtapi.Envelope) (*rtapi.Envelope, error) {
	//nolint:contextcheck // the server makes a context for each call
	answer, err := s.n.rpc(s.n.callerContext(s.caller(true), "rpc"), in.GetRpc().GetId(), in.GetRpc().GetPayload())
	if err != nil {
		return nil, &RealtimeError{rtapi.Error_RUNTIME_FUNCTION_EXCEPTION, err.Error()}
	}
	rpc := proto.CloneOf(in.GetRpc())
	rpc.Payload = answer
	return &rtapi.Envelope{Message: &rtapi.Envelope_Rpc{Rpc: rpc}}, nil
}
