package apierr

import (
	"errors"
	"fmt"
)

// Code is the kind of an error as a gRPC code, which Nakama's clients receive.
type Code int

// The codes that the plugin answers with.
const (
	CodeInvalidArgument    Code = 3  // the request is malformed; the message names the field
	CodeNotFound           Code = 5  // what the request names does not exist
	CodePermissionDenied   Code = 7  // the caller may not do this
	CodeResourceExhausted  Code = 8  // too much or too often
	CodeFailedPrecondition Code = 9  // not possible in the present state
	CodeAborted            Code = 10 // lost a race; the caller may try again
	CodeInternal           Code = 13 // the server failed; the cause is in its log
	CodeUnavailable        Code = 14 // the server cannot answer now; the caller may try again
	CodeUnauthenticated    Code = 16 // a call for users without a user
)

// Error is an error that the client may read.
type Error struct {
	Code    Code
	Message string
}

// Error returns the message for the client.
func (e *Error) Error() string { return e.Message }

// Invalid refuses a malformed request. The message names the field.
func Invalid(format string, args ...any) error { return newError(CodeInvalidArgument, format, args) }

// NotFound refuses a request that names something that does not exist.
func NotFound(format string, args ...any) error { return newError(CodeNotFound, format, args) }

// Denied refuses a request that the caller may not make.
func Denied(format string, args ...any) error { return newError(CodePermissionDenied, format, args) }

// Exhausted refuses a request that is too large or comes too often.
func Exhausted(format string, args ...any) error {
	return newError(CodeResourceExhausted, format, args)
}

// Precondition refuses a request that the present state does not allow.
func Precondition(format string, args ...any) error {
	return newError(CodeFailedPrecondition, format, args)
}

// Aborted refuses a request that lost a race. The caller may try again.
func Aborted(format string, args ...any) error { return newError(CodeAborted, format, args) }

// Unavailable refuses a request that the server cannot answer now. The caller may
// try again.
func Unavailable(format string, args ...any) error { return newError(CodeUnavailable, format, args) }

// Unauthenticated refuses a request without a user.
func Unauthenticated(format string, args ...any) error {
	return newError(CodeUnauthenticated, format, args)
}

// CodeOf returns the code of the Error within err, or internal if there is none.
func CodeOf(err error) Code {
	if e, ok := errors.AsType[*Error](err); ok {
		return e.Code
	}
	return CodeInternal
}

func newError(code Code, format string, args []any) error {
	return &Error{Code: code, Message: fmt.Sprintf(format, args...)}
}
