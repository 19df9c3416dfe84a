package nakamatest

import (
	"errors"
	"fmt"

	"github.com/heroiclabs/nakama-common/rtapi"
	"github.com/heroiclabs/nakama-common/runtime"
)

// gRPC codes of errors.
const (
	codeInvalid  = 3
	codeNotFound = 5
	codeExists   = 6
	codeDenied   = 7
	codeInternal = 13
)

// errDisabled is the error for a client whose before-hook returned nil.
func errDisabled() error { return runtime.NewError("Requested resource was not found.", codeNotFound) }

// hookError converts the error of a hook or an RPC for the client. The code is that
// of a runtime.Error that is not wrapped, else internal; the text is always shown.
func hookError(err error) error {
	if err == nil {
		return nil
	}
	if e, ok := err.(*runtime.Error); ok && e.Code > 0 && e.Code < 17 { //nolint:errorlint // the server does not look into wrapped errors
		return runtime.NewError(e.Message, e.Code)
	}
	return runtime.NewError(err.Error(), codeInternal)
}

// Code returns the gRPC code of a client's error; 0 for nil, -1 for an error without
// a code.
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

// RealtimeError is the response to a failed socket message. It keeps the text of a
// hook's error, but not its code.
type RealtimeError struct {
	Code    rtapi.Error_Code
	Message string
}

// Error returns the message.
func (e *RealtimeError) Error() string { return e.Message }

// ErrClosed is returned for a client whose socket is closed.
var ErrClosed = errors.New("socket is closed")

// clientError converts the error of an API for the client.
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

func errInvalid(text string) error { return runtime.NewError(text, codeInvalid) }
