package nakamatest

import (
	"errors"
	"fmt"

	"github.com/heroiclabs/nakama-common/rtapi"
	"github.com/heroiclabs/nakama-common/runtime"
)

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

func invalid(text string) error { return runtime.NewError(text, codeInvalid) }
