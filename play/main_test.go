package main

import (
	"bufio"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"
)

// started runs the program until stop is called, and returns where it serves.
func started(t *testing.T, o options) (url string, stop func(), ended chan error) {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	read, write := io.Pipe()
	ended = make(chan error, 1)
	go func() {
		err := run(ctx, o, &logWriter{to: write})
		_ = write.Close()
		ended <- err
	}()
	lines := bufio.NewScanner(read)
	for lines.Scan() {
		var line struct{ Msg, Address string }
		if err := json.Unmarshal(lines.Bytes(), &line); err == nil && line.Msg == "Startup done" {
			go func() { _, _ = io.Copy(io.Discard, read) }() // the rest of the log
			return "http://" + line.Address, stop, ended
		}
	}
	t.Fatalf("it ended: %v", <-ended)
	return "", nil, nil
}

func TestProgramServesUntilItIsStopped(t *testing.T) {
	url, stop, ended := started(t, options{address: "127.0.0.1:0", settings: environment{}, grace: time.Second})
	auth, _ := logIn(t, url, "device-of-ann")
	if got := send(t, http.MethodPost, url+"/v2/rpc/create_match", auth, `"{}"`); got.status != 200 {
		t.Errorf("create a match: %+v", got)
	}
	stop()
	if err := <-ended; err != nil {
		t.Fatal(err)
	}
}

func TestProgramSaysWhatIsWrong(t *testing.T) {
	for name, o := range map[string]options{
		"SAGISHI_TICK_RATE": {address: "127.0.0.1:0", settings: environment{"SAGISHI_TICK_RATE": "x"}},
		"nonsense":          {address: "nonsense", settings: environment{}},
	} {
		if err := run(t.Context(), o, &logWriter{to: io.Discard}); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: %v", name, err)
		}
	}
	e := environment{}
	if err := e.Set("nothing"); err == nil {
		t.Error("a setting without a value is taken")
	}
}

func TestSettingsComeFromTheEnvironment(t *testing.T) {
	t.Setenv("SAGISHI_TICK_RATE", "7")
	t.Setenv("SAGISHI_E2E_LOG", "x")
	e := environment{}
	e.fromSystem()
	if e["SAGISHI_TICK_RATE"] != "7" || e["SAGISHI_E2E_LOG"] != "" || e["PATH"] != "" {
		t.Errorf("settings %v", e)
	}
}

func TestAddressThatOthersMayReachIsWarnedOf(t *testing.T) {
	for address, warned := range map[string]bool{
		"127.0.0.1:7350": false, "[::1]:7350": false, "127.9.9.9:1": false, "[::ffff:127.0.0.1]:1": false,
		"0.0.0.0:7350": true, "[::]:7350": true, "192.168.1.2:7350": true, "[fe80::1%eth0]:7350": true,
	} {
		var written strings.Builder
		announce(&logWriter{to: &written, level: levelNumber("warn")}, address, false)
		if got := strings.Contains(written.String(), "its keys are known"); got != warned {
			t.Errorf("%s: warned %t", address, got)
		}
	}
}
