package callback_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/heroiclabs/nakama-common/runtime"

	"sagishi/internal/platform/apierr"
	"sagishi/internal/platform/callback"
)

// logger keeps what was logged at level error.
type logger struct {
	runtime.Logger
	lines *[]string
}

func newLogger() logger { return logger{lines: new([]string)} }

func (l logger) WithField(key string, value any) runtime.Logger {
	*l.lines = append(*l.lines, fmt.Sprintf("%s=%v", key, value))
	return l
}

func (l logger) Error(format string, args ...any) {
	*l.lines = append(*l.lines, fmt.Sprintf(format, args...))
}

func (l logger) text() string { return strings.Join(*l.lines, "\n") }

func TestCallerIsReadFromTheContext(t *testing.T) {
	ctx := t.Context()
	for key, value := range map[string]any{
		runtime.RUNTIME_CTX_USER_ID:    "u1",
		runtime.RUNTIME_CTX_USERNAME:   "ann",
		runtime.RUNTIME_CTX_SESSION_ID: "s1",
		runtime.RUNTIME_CTX_VARS:       map[string]string{"device_os": "Linux"},
	} {
		ctx = context.WithValue(ctx, key, value) //nolint:staticcheck // Nakama's keys are strings
	}
	c := callback.CallerFrom(ctx)
	if c.UserID != "u1" || c.Username != "ann" || c.SessionID != "s1" || c.Vars["device_os"] != "Linux" {
		t.Errorf("got %+v", c)
	}
	if c := callback.CallerFrom(t.Context()); c.UserID != "" || c.Vars != nil {
		t.Errorf("a server's call has a caller: %+v", c)
	}
}

func TestClientErrorsKeepCodeAndMessage(t *testing.T) {
	log := newLogger()
	err := callback.ClientError(t.Context(), log, "rpc equip_hat", fmt.Errorf("equip: %w", apierr.Precondition("hat not owned")))
	var answer *runtime.Error
	if !errors.As(err, &answer) || answer.Code != 9 || answer.Message != "hat not owned" {
		t.Errorf("got %v", err)
	}
	if log.text() != "" {
		t.Errorf("a client's mistake was logged: %s", log.text())
	}
}

func TestInternalErrorsAreLoggedAndHidden(t *testing.T) {
	log := newLogger()
	err := callback.ClientError(t.Context(), log, "rpc equip_hat", errors.New("password=hunter2 refused"))
	var answer *runtime.Error
	if !errors.As(err, &answer) || answer.Code != 13 || answer.Message != "internal error" {
		t.Errorf("got %v", err)
	}
	for _, want := range []string{"entry=rpc equip_hat", "user_id=", "hunter2"} {
		if !strings.Contains(log.text(), want) {
			t.Errorf("the log lacks %q: %s", want, log.text())
		}
	}
	if callback.ClientError(t.Context(), log, "x", nil) != nil {
		t.Error("no error became one")
	}
}

func TestRecoverToReturnsThePanicWithItsStack(t *testing.T) {
	err := func() (err error) {
		defer callback.RecoverTo(&err)
		panic("boom")
	}()
	if err == nil || !strings.Contains(err.Error(), "boom") || !strings.Contains(err.Error(), "callback_test.go") {
		t.Errorf("got %v", err)
	}
}

func TestRecoverAndLogLogsThePanic(t *testing.T) {
	log := newLogger()
	func() {
		defer callback.RecoverAndLog(log, "reconciler")
		panic("boom")
	}()
	if !strings.Contains(log.text(), "boom") || !strings.Contains(log.text(), "entry=reconciler") {
		t.Errorf("got %s", log.text())
	}
}
