package main

import (
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strings"

	"github.com/gorilla/mux"
	"github.com/grpc-ecosystem/grpc-gateway/v2/runtime"
	nakama "github.com/heroiclabs/nakama-common/runtime"
	"google.golang.org/grpc/codes"
	"sagishi/internal/testing/nakamatest"
)

// rpcHandler answers RPCs over HTTP.
type rpcHandler struct{ server *nakamatest.Nakama }

// failure is the body of an answer that is an error.
type failure struct {
	Code    codes.Code `json:"code"`
	Error   any        `json:"error,omitempty"`
	Message string     `json:"message"`
}

func refuse(w http.ResponseWriter, code codes.Code, text string) {
	answerJSON(w, runtime.HTTPStatusFromCode(code), failure{Code: code, Error: text, Message: text})
}

func answerJSON(w http.ResponseWriter, httpStatus int, body any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(httpStatus)
	_ = json.NewEncoder(w).Encode(body) // the client has gone: nobody to tell
}

// ServeHTTP runs an RPC for a player with a token, or for a server with the HTTP key.
// With the parameter unwrap, payload and answer are the bodies as they are; else they
// are JSON texts.
func (h rpcHandler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	call, refused := h.caller(r)
	if refused != "" {
		refuse(w, codes.Unauthenticated, refused)
		return
	}
	id := strings.ToLower(mux.Vars(r)["id"])
	switch {
	case id == "":
		refuse(w, codes.InvalidArgument, "RPC ID must be set")
		return
	case !h.server.Initializer().Has("Rpc " + id):
		refuse(w, codes.NotFound, "RPC function not found")
		return
	}
	unwrap := r.URL.Query().Has("unwrap")
	payload, err := payloadOf(r, unwrap)
	if err != nil {
		refuse(w, codes.InvalidArgument, err.Error())
		return
	}
	result, err := call(id, payload)
	if err != nil {
		answerError(w, err)
		return
	}
	if !unwrap {
		answerJSON(w, http.StatusOK, map[string]string{"payload": result})
		return
	}
	w.Header().Set("Content-Type", "text/plain")
	if sent := r.Header.Get("Content-Type"); sent != "" {
		w.Header().Set("Content-Type", sent)
	}
	_, _ = io.WriteString(w, result) // the client has gone: nobody to tell
}

func answerError(w http.ResponseWriter, err error) {
	code := codes.Internal
	var coded *nakama.Error
	if errors.As(err, &coded) {
		code = codes.Code(coded.Code) //nolint:gosec // a gRPC code, 1 to 16
	}
	answerJSON(w, runtime.HTTPStatusFromCode(code), failure{Code: code, Error: coded, Message: err.Error()})
}

// caller returns what runs an RPC for the caller, or why the caller is refused.
func (h rpcHandler) caller(r *http.Request) (call func(id, payload string) (string, error), refused string) {
	auth := r.Header.Get("Authorization")
	key := r.URL.Query().Get("http_key")
	if key == "" {
		key, _ = basicUser(auth)
	}
	switch {
	case key == httpKey:
		return h.server.ServerRPC, ""
	case key != "":
		return nil, "HTTP key invalid"
	case auth == "":
		return nil, "Auth token or HTTP key required"
	}
	client, ok := h.server.Client(strings.TrimPrefix(auth, "Bearer "), r.RemoteAddr)
	if !ok {
		return nil, "Auth token invalid"
	}
	return client.RPC, ""
}

var errPayload = errors.New("json: cannot unmarshal object into Go value of type string")

// payloadOf reads the payload of an RPC.
func payloadOf(r *http.Request, unwrap bool) (string, error) {
	if r.Method != http.MethodPost {
		return "", nil
	}
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return "", err
	}
	if unwrap || len(body) == 0 {
		return string(body), nil
	}
	var payload string
	if err := json.Unmarshal(body, &payload); err != nil {
		return "", errPayload
	}
	return payload, nil
}
