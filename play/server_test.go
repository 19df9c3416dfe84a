package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/heroiclabs/nakama/v3/apigrpc"
	"google.golang.org/grpc/codes"
	"sagishi/internal/testing/nakamatest"
)

// startServer starts the plugin behind a port of its own.
func startServer(t *testing.T) (s *server, url string) {
	t.Helper()
	s, err := newServer(&logWriter{to: io.Discard}, map[string]string{"SAGISHI_TICK_RATE": "20"})
	if err != nil {
		t.Fatal(err)
	}
	listening := httptest.NewServer(s.http.Handler)
	t.Cleanup(func() {
		if err := s.shutdown(0); err != nil {
			t.Error(err)
		}
		listening.Close()
	})
	return s, listening.URL
}

// answer is the server's answer.
type answer struct {
	status int
	body   map[string]any
	text   string
}

func send(t *testing.T, method, url, auth, body string) answer {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), method, url, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	if auth != "" {
		request.Header.Set("Authorization", auth)
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = response.Body.Close() }()
	text, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	out := answer{status: response.StatusCode, text: string(text)}
	if bytes.HasPrefix(text, []byte("{")) {
		if err := json.Unmarshal(text, &out.body); err != nil {
			t.Fatal(err)
		}
	}
	return out
}

const withServerKey = "Basic ZGVmYXVsdGtleTo=" // defaultkey:

// logIn logs a new player in, and returns the authorization of its requests.
func logIn(t *testing.T, url, device string) (auth, token string) {
	t.Helper()
	got := send(t, http.MethodPost, url+"/v2/account/authenticate/device?create=true", withServerKey, fmt.Sprintf(`{"id":%q}`, device))
	token, ok := got.body["token"].(string)
	if !ok {
		t.Fatalf("no token: %+v", got)
	}
	return "Bearer " + token, token
}

func TestPlayerLogsInAndCallsTheAPI(t *testing.T) {
	_, url := startServer(t)
	auth, _ := logIn(t, url, "device-of-ann")
	account := send(t, http.MethodGet, url+"/v2/account", auth, "")
	if account.status != 200 || account.body["wallet"] == "" || account.body["user"].(map[string]any)["id"] == "" {
		t.Fatalf("account %+v", account)
	}
	wrapped := send(t, http.MethodPost, url+"/v2/rpc/get_catalog", auth, `"{}"`)
	if payload, ok := wrapped.body["payload"].(string); !ok || !strings.HasPrefix(payload, "{") {
		t.Errorf("wrapped answer %+v", wrapped)
	}
	if plain := send(t, http.MethodPost, url+"/v2/rpc/get_catalog?unwrap", auth, `{}`); plain.body["items"] == nil && plain.body["hats"] == nil && plain.status != 200 {
		t.Errorf("plain answer %+v", plain)
	}
	if list := send(t, http.MethodGet, url+"/v2/match?limit=10&authoritative=true&label=none", auth, ""); list.status != 200 {
		t.Errorf("matches %+v", list)
	}
}

func TestRefusalsHaveNakamasCodesAndBodies(t *testing.T) {
	_, url := startServer(t)
	auth, _ := logIn(t, url, "device-of-bob")
	for name, c := range map[string]struct {
		got    answer
		status int
		code   float64
		words  string
	}{
		"no server key":     {send(t, "POST", url+"/v2/account/authenticate/device", "", `{"id":"device-of-eve"}`), 401, 16, "Server key required"},
		"wrong server key":  {send(t, "POST", url+"/v2/account/authenticate/device", "Basic Og==", `{"id":"device-of-eve"}`), 401, 16, "Server key invalid"},
		"short device":      {send(t, "POST", url+"/v2/account/authenticate/device", withServerKey, `{"id":"x"}`), 400, 3, "10-128 bytes"},
		"no account":        {send(t, "POST", url+"/v2/account/authenticate/device?create=false", withServerKey, `{"id":"device-of-nobody"}`), 404, 5, "not found"},
		"no token":          {send(t, "GET", url+"/v2/account", "", ""), 401, 16, "Auth token required"},
		"wrong token":       {send(t, "GET", url+"/v2/account", auth+"x", ""), 401, 16, "Auth token invalid"},
		"no such path":      {send(t, "GET", url+"/v2/nothing", auth, ""), 404, 5, "Not Found"},
		"wrong method":      {send(t, "PATCH", url+"/v2/account", auth, ""), 501, 12, "Not Allowed"},
		"limit":             {send(t, "GET", url+"/v2/friend?limit=2000", auth, ""), 400, 3, "Invalid limit"},
		"not JSON":          {send(t, "PUT", url+"/v2/account", auth, "{"), 400, 3, "unexpected"},
		"unknown RPC":       {send(t, "POST", url+"/v2/rpc/nothing", auth, ""), 404, 5, "RPC function not found"},
		"RPC without key":   {send(t, "POST", url+"/v2/rpc/get_catalog", "", ""), 401, 16, "required"},
		"RPC, wrong key":    {send(t, "POST", url+"/v2/rpc/get_catalog?http_key=x", "", ""), 401, 16, "HTTP key invalid"},
		"RPC, wrong token":  {send(t, "POST", url+"/v2/rpc/get_catalog", "Bearer x", ""), 401, 16, "Auth token invalid"},
		"RPC, not a string": {send(t, "POST", url+"/v2/rpc/get_catalog", auth, "{}"), 400, 3, "cannot unmarshal"},
		"RPC of a player":   {send(t, "POST", url+"/v2/rpc/get_catalog?unwrap&http_key=defaulthttpkey", "", "{}"), 401, 16, ""},
		"RPC refused":       {send(t, "POST", url+"/v2/rpc/equip_hat?unwrap", auth, "{}"), 400, 3, "hat"},
	} {
		message, _ := c.got.body["message"].(string)
		if c.got.status != c.status || c.got.body["code"] != c.code || !strings.Contains(message, c.words) {
			t.Errorf("%s: %d %s", name, c.got.status, c.got.text)
		}
	}
}

func TestTokenIsRefreshedAndLoggedOut(t *testing.T) {
	_, url := startServer(t)
	login := send(t, "POST", url+"/v2/account/authenticate/device", withServerKey, `{"id":"device-of-ann","vars":{"a":"b"}}`)
	refresh, _ := json.Marshal(map[string]any{"token": login.body["refresh_token"]})
	fresh := send(t, "POST", url+"/v2/account/session/refresh", withServerKey, string(refresh))
	token, _ := fresh.body["token"].(string)
	if got := send(t, "GET", url+"/v2/account", "Bearer "+token, ""); got.status != 200 {
		t.Fatalf("account with the new token: %+v", got)
	}
	out, _ := json.Marshal(map[string]any{"token": token, "refresh_token": fresh.body["refresh_token"]})
	if got := send(t, "POST", url+"/v2/session/logout", "Bearer "+token, string(out)); got.status != 200 {
		t.Fatalf("logout %+v", got)
	}
	if got := send(t, "GET", url+"/v2/account", "Bearer "+token, ""); got.status != 401 {
		t.Errorf("the token still works: %+v", got)
	}
	if got := send(t, "POST", url+"/v2/account/session/refresh", withServerKey, string(refresh)); got.status != 401 {
		t.Errorf("the refresh token still works: %+v", got)
	}
}

func TestBrowsersGetThePageAndMayCallTheAPI(t *testing.T) {
	_, url := startServer(t)
	for path, status := range map[string]int{"/": 200, "/main.mjs": 200, "/nothing": 404} {
		if got := send(t, "GET", url+path, "", ""); got.status != status || got.text == "" {
			t.Errorf("%s answers %+v", path, got)
		}
	}
	request, err := http.NewRequestWithContext(t.Context(), http.MethodOptions, url+"/v2/account", http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Origin", "http://elsewhere")
	request.Header.Set("Access-Control-Request-Method", "PUT")
	request.Header.Set("Access-Control-Request-Headers", "authorization")
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = response.Body.Close() }()
	if response.Header.Get("Access-Control-Allow-Origin") != "*" {
		t.Errorf("no page of another host may call the API: %v", response.Header)
	}
}

func TestServerFollowsTheRealTime(t *testing.T) {
	s, _ := startServer(t)
	deadline := time.Now().Add(10 * time.Second)
	began := s.live.nakama.Now()
	for s.live.nakama.Now().Sub(began) < 3*clockStep {
		if time.Now().After(deadline) {
			t.Fatal("the clock stands still")
		}
	}
	if late := time.Since(s.live.nakama.Now()); late > 5*time.Second {
		t.Errorf("the clock is %s late", late)
	}
}

func TestEveryAPIOfNakamaIsAnswered(t *testing.T) {
	s, _ := startServer(t)
	for _, method := range apigrpc.Nakama_ServiceDesc.Methods {
		if method.MethodName == "RpcFunc" {
			continue // rpc.go answers it
		}
		_, err := s.live.nakama.Anonymous("").Call(method.MethodName, nil)
		if nakamatest.Code(err) == int(codes.Unimplemented) {
			t.Errorf("%s is not answered", method.MethodName)
		}
	}
}
