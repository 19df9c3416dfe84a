package nakamatest

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"github.com/heroiclabs/nakama-common/rtapi"
	"github.com/heroiclabs/nakama-common/runtime"
)

// Shapes of hooks, as the initializer takes them.
type (
	beforeHook[In any]     = func(context.Context, runtime.Logger, *sql.DB, runtime.NakamaModule, *In) (*In, error)
	afterHook[In, Out any] = func(context.Context, runtime.Logger, *sql.DB, runtime.NakamaModule, *Out, *In) error
	afterOnly[In any]      = func(context.Context, runtime.Logger, *sql.DB, runtime.NakamaModule, *In) error
	afterBare[Out any]     = func(context.Context, runtime.Logger, *sql.DB, runtime.NakamaModule, *Out) error
	bareHook               = func(context.Context, runtime.Logger, *sql.DB, runtime.NakamaModule) error
	rpcFunction            = func(context.Context, runtime.Logger, *sql.DB, runtime.NakamaModule, string) (string, error)
	beforeRealtime         = func(context.Context, runtime.Logger, *sql.DB, runtime.NakamaModule, *rtapi.Envelope) (*rtapi.Envelope, error)
	afterRealtime          = func(context.Context, runtime.Logger, *sql.DB, runtime.NakamaModule, *rtapi.Envelope, *rtapi.Envelope) error
)

// None is the answer of an API that answers nothing.
type None struct{}

// Codes of errors, as gRPC numbers them.
const (
	codeInvalid  = 3
	codeNotFound = 5
	codeExists   = 6
	codeDenied   = 7
	codeInternal = 13
)

// errDisabled is what a client gets when a before-hook returned nothing.
func errDisabled() error { return runtime.NewError("Requested resource was not found.", codeNotFound) }

// refusal is an error of a hook or an RPC as the client sees it: the code of a
// runtime.Error that is not wrapped, else internal; the text is always shown.
func refusal(err error) error {
	if err == nil {
		return nil
	}
	if e, ok := err.(*runtime.Error); ok && e.Code > 0 && e.Code < 17 { //nolint:errorlint // the server does not look into wrapped errors
		return runtime.NewError(e.Message, e.Code)
	}
	return runtime.NewError(err.Error(), codeInternal)
}

// Code is the gRPC code of an error that a client got; 0 for none, -1 for an
// error without one.
func Code(err error) int {
	if err == nil {
		return 0
	}
	var e *runtime.Error
	if errors.As(err, &e) {
		return e.Code
	}
	return -1
}

// RealtimeError is the answer to a message over a socket that failed. The code
// of a hook's error is lost there; its text is not.
type RealtimeError struct {
	Code    rtapi.Error_Code
	Message string
}

// Error returns the message.
func (e *RealtimeError) Error() string { return e.Message }

// ErrClosed is what a client gets whose socket is closed.
var ErrClosed = errors.New("socket is closed")

// Request is a call of a client to an API, with the hooks registered for it
// run as the server does. The name is the API's, as in RegisterBefore….
func Request[In, Out any](s *Session, name string, in *In, do func(context.Context, *In) (*Out, error)) (*Out, error) {
	ctx := s.n.callerContext(s.caller(false), "before")
	return request(s.n, ctx, name, in, func(in *In) (*Out, context.Context, error) {
		out, err := do(ctx, in)
		return out, s.n.callerContext(s.caller(false), "after"), err
	})
}

// request runs the hooks around do, which returns the context for the hook
// that runs after it.
func request[In, Out any](n *Nakama, ctx context.Context, name string, in *In, do func(*In) (*Out, context.Context, error)) (*Out, error) {
	in, err := runBefore(n, ctx, name, in)
	if err != nil {
		return nil, err
	}
	out, after, err := do(in)
	if err != nil {
		return nil, clientError(err)
	}
	runAfter(n, after, name, out, in) //nolint:contextcheck // the server makes a context for each hook
	return out, nil
}

func runBefore[In any](n *Nakama, ctx context.Context, name string, in *In) (*In, error) {
	switch hook := n.Initializer().Registration("Before" + name).(type) {
	case beforeHook[In]:
		changed, err := hook(ctx, n.Logger(), nil, n, in)
		if err != nil {
			return nil, refusal(err)
		}
		if changed == nil {
			return nil, errDisabled()
		}
		return changed, nil
	case bareHook:
		return in, refusal(hook(ctx, n.Logger(), nil, n))
	default:
		return in, nil
	}
}

// runAfter runs the hook after an API. Its error changes nothing.
func runAfter[In, Out any](n *Nakama, ctx context.Context, name string, out *Out, in *In) {
	var err error
	switch hook := n.Initializer().Registration("After" + name).(type) {
	case afterHook[In, Out]:
		err = hook(ctx, n.Logger(), nil, n, out, in)
	case afterBare[Out]:
		err = hook(ctx, n.Logger(), nil, n, out)
	case afterOnly[In]:
		err = hook(ctx, n.Logger(), nil, n, in)
	case bareHook:
		err = hook(ctx, n.Logger(), nil, n)
	}
	if err != nil {
		n.Logger().Debug("after hook of %s: %v", name, err)
	}
}

// clientError is an error of an API as the client sees it.
func clientError(err error) error {
	if Code(err) > 0 {
		return err
	}
	switch {
	case errors.Is(err, runtime.ErrStorageRejectedVersion), errors.Is(err, runtime.ErrStorageRejectedPermission), errors.Is(err, errDelete):
		return runtime.NewError(err.Error(), codeInvalid)
	case errors.Is(err, errBoardNotFound), errors.Is(err, runtime.ErrTournamentNotFound), errors.Is(err, runtime.ErrGroupNotFound), errors.Is(err, errAccountNotFound):
		return runtime.NewError(err.Error(), codeNotFound)
	case errors.Is(err, errAuthoritative), errors.Is(err, runtime.ErrTournamentAuthoritative):
		return runtime.NewError(err.Error(), codeDenied)
	case errors.Is(err, runtime.ErrTournamentOutsideDuration), errors.Is(err, runtime.ErrTournamentWriteJoinRequired),
		errors.Is(err, runtime.ErrTournamentMaxSizeReached), errors.Is(err, runtime.ErrTournamentWriteMaxNumScoreReached),
		errors.Is(err, runtime.ErrGroupFull), errors.Is(err, errRecordCursor), errors.Is(err, errCursor):
		return runtime.NewError(err.Error(), codeInvalid)
	case errors.Is(err, runtime.ErrGroupNameInUse):
		return runtime.NewError("Group name is in use.", codeExists)
	case errors.Is(err, runtime.ErrGroupPermissionDenied):
		return runtime.NewError("Group not found or you're not allowed to update.", codeNotFound)
	default:
		return runtime.NewError(fmt.Sprintf("internal: %v", err), codeInternal)
	}
}
