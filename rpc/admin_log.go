package rpc

import (
	"encoding/json"
	"strings"

	"github.com/heroiclabs/nakama-common/runtime"

	"sagishi/internal/platform/apierr"
)

// maxLogged is how much of a request, and of its reason, a line of the log has, in
// bytes.
const maxLogged = 512

// logAdmin leaves a line in the log about a call by a server: the request, its
// reason, and the code of the answer, 0 if it was not refused.
func (e endpoint) logAdmin(logger runtime.Logger, payload string, err error) {
	code := apierr.Code(0)
	if err != nil {
		code = apierr.CodeOf(err)
	}
	logger.WithFields(map[string]any{
		"rpc": e.id, "reason": shorten(reasonOf(payload)), "request": shorten(payload), "code": int(code),
	}).Info("admin call")
}

// reasonOf returns the reason in a request, and "" if it has none or is malformed.
func reasonOf(payload string) string {
	var request struct {
		Reason string `json:"reason"`
	}
	if len(payload) > maxPayload || json.Unmarshal([]byte(payload), &request) != nil {
		return ""
	}
	return request.Reason
}

// shorten cuts a text off after maxLogged bytes.
func shorten(text string) string {
	if len(text) <= maxLogged {
		return text
	}
	return strings.ToValidUTF8(text[:maxLogged], "") + "…"
}
