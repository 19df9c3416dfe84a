package lobby_test

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"
	"time"

	"sagishi/internal/platform/apierr"
	"sagishi/internal/service/lobby"
	"sagishi/internal/testing/nakamatest"
)

// drawing always draws the codes AAAAAAAA, BBBBBBBB …, each as often as given.
func drawing(times ...int) io.Reader {
	var all []byte
	for letter, n := range times {
		all = append(all, bytes.Repeat([]byte{byte(letter)}, 8*n)...)
	}
	return bytes.NewReader(all)
}

func TestCodesAreEightUnambiguousLetters(t *testing.T) {
	n, s := world(t)
	seen := map[string]bool{}
	for range 50 {
		_, code := create(t, n, s, lobby.Request{})
		if len(code) != 8 || strings.Trim(code, "ABCDEFGHJKMNPQRSTVWXYZ") != "" {
			t.Errorf("code %q", code)
		}
		seen[code] = true
	}
	if len(seen) != 50 {
		t.Errorf("%d different codes of 50", len(seen))
	}
}

func TestEveryLetterIsDrawn(t *testing.T) {
	n, _ := world(t)
	bytewise := make([]byte, 0, 512)
	for b := range 256 {
		bytewise = append(bytewise, byte(b))
	}
	s := lobby.New(n, lobby.Options{Maps: maps(), Random: bytes.NewReader(bytewise), Now: n.Now})
	count := map[rune]int{}
	for range 30 { // 240 of the 242 bytes that are used
		matchID, code := create(t, n, s, lobby.Request{})
		for _, letter := range code {
			count[letter]++
		}
		if err := s.Release(n.ServerContext(), matchID, code); err != nil {
			t.Fatal(err)
		}
	}
	for letter, times := range count {
		if times < 10 || times > 11 {
			t.Errorf("%c is drawn %d times of 240", letter, times)
		}
	}
}

func TestJoinCodeFindsPublicAndPrivateMatches(t *testing.T) {
	n, s := world(t)
	for _, private := range []bool{false, true} {
		matchID, code := create(t, n, s, lobby.Request{Private: private})
		for _, typed := range []string{code, strings.ToLower(code), " " + code + "\n"} {
			if found, err := s.JoinCode(n.ServerContext(), typed); err != nil || found != matchID {
				t.Errorf("%q leads to %q, %v", typed, found, err)
			}
		}
	}
}

func TestJoinCodeRefusesBadAndUnknownCodes(t *testing.T) {
	n, s := world(t)
	for code, want := range map[string]apierr.Code{
		"": apierr.CodeInvalidArgument, "ABCDE": apierr.CodeInvalidArgument, "ABCDEFGHI": apierr.CodeInvalidArgument,
		"ABC1EF": apierr.CodeInvalidArgument, "ABCÄE": apierr.CodeInvalidArgument, "ABCDEF": apierr.CodeNotFound, "ABCDEFGH": apierr.CodeNotFound,
	} {
		_, err := s.JoinCode(n.ServerContext(), code)
		wantCode(t, err, want)
	}
}

func TestCodeOfEndedMatchIsDeleted(t *testing.T) {
	n, s := world(t)
	matchID, code := create(t, n, s, lobby.Request{})
	n.Tick(matchID, 1)
	_, err := s.JoinCode(n.ServerContext(), code)
	wantCode(t, err, apierr.CodeNotFound)
	if value, found := n.Object("codes", code, ""); found {
		t.Errorf("the code is kept: %s", value)
	}
}

func TestServerKeepsCodesOfOtherServersMatches(t *testing.T) {
	n, s := world(t)
	_, code := create(t, n, s, lobby.Request{})
	other := n.AddServer("nakama2")
	elsewhere := serve(t, other)
	_, err := elsewhere.JoinCode(other.ServerContext(), code)
	wantCode(t, err, apierr.CodeNotFound)
	if _, found := n.Object("codes", code, ""); !found {
		t.Error("the code of another server's match is gone")
	}
}

func TestUsedCodeIsNotAssignedAgain(t *testing.T) {
	n, _ := world(t)
	s := lobby.New(n, lobby.Options{Maps: maps(), Random: drawing(3, 1), Now: n.Now})
	first, a := create(t, n, s, lobby.Request{})
	second, b := create(t, n, s, lobby.Request{})
	if a != "AAAAAAAA" || b != "BBBBBBBB" {
		t.Errorf("codes are %s and %s", a, b)
	}
	for code, want := range map[string]string{a: first, b: second} {
		if found, err := s.JoinCode(n.ServerContext(), code); err != nil || found != want {
			t.Errorf("%s leads to %q, %v", code, found, err)
		}
	}
}

func TestCodeOfEndedMatchIsReused(t *testing.T) {
	n, _ := world(t)
	s := lobby.New(n, lobby.Options{Maps: maps(), Random: drawing(2), Now: n.Now})
	gone, _ := create(t, n, s, lobby.Request{})
	n.Tick(gone, 1)
	matchID, code := create(t, n, s, lobby.Request{})
	if found, err := s.JoinCode(n.ServerContext(), code); err != nil || found != matchID {
		t.Errorf("%s leads to %q, %v", code, found, err)
	}
}

func TestServersThatDrawTheSameCodeDoNotShareIt(t *testing.T) {
	n, _ := world(t)
	s := lobby.New(n, lobby.Options{Maps: maps(), Random: drawing(1, 1), Now: n.Now})
	rival := lobby.New(n, lobby.Options{Maps: maps(), Random: drawing(1), Now: n.Now})
	var theirs string
	n.Before(func(_ int, method string) {
		if method == "StorageWrite" && theirs == "" {
			theirs = "pending"
			theirs, _ = create(t, n, rival, lobby.Request{})
		}
	})
	ours, code := create(t, n, s, lobby.Request{})
	if code != "BBBBBBBB" {
		t.Errorf("code is %s", code)
	}
	for code, want := range map[string]string{"AAAAAAAA": theirs, "BBBBBBBB": ours} {
		if found, err := s.JoinCode(n.ServerContext(), code); err != nil || found != want {
			t.Errorf("%s leads to %q, %v, want %q", code, found, err, want)
		}
	}
}

func TestCreateFailsWithoutFreeCode(t *testing.T) {
	n, _ := world(t)
	s := lobby.New(n, lobby.Options{Maps: maps(), Random: drawing(20), Now: n.Now})
	create(t, n, s, lobby.Request{})
	if _, _, err := s.Create(n.ServerContext(), lobby.Request{}); err == nil || apierr.CodeOf(err) != apierr.CodeInternal {
		t.Errorf("got %v", err)
	}
	s = lobby.New(n, lobby.Options{Maps: maps(), Random: bytes.NewReader(nil), Now: n.Now})
	if _, _, err := s.Create(n.ServerContext(), lobby.Request{}); !errors.Is(err, io.EOF) {
		t.Errorf("without randomness: %v", err)
	}
}

func TestReleaseDeletesOnlyTheCodeOfItsMatch(t *testing.T) {
	n, s := world(t)
	matchID, code := create(t, n, s, lobby.Request{})
	ctx := n.ServerContext()
	for _, release := range []struct {
		name, matchID, code string
		kept                bool
	}{
		{"no code", matchID, "", true},
		{"an unknown code", matchID, "ZZZZZZ", true},
		{"another match", "0b2f3c1e-8a5d-4f5e-9d53-2a7f1d9c4e10.nakama1", code, true},
		{"its match", matchID, code, false},
		{"again", matchID, code, false},
	} {
		if err := s.Release(ctx, release.matchID, release.code); err != nil {
			t.Errorf("%s: %v", release.name, err)
		}
		if _, found := n.Object("codes", code, ""); found != release.kept {
			t.Errorf("%s: code kept is %t", release.name, found)
		}
	}
}

func TestReleaseKeepsCodeThatWasReassignedMeanwhile(t *testing.T) {
	n, _ := world(t)
	s := lobby.New(n, lobby.Options{Maps: maps(), Random: drawing(2), Now: n.Now})
	gone, code := create(t, n, s, lobby.Request{})
	n.Tick(gone, 1)
	var taken string
	n.Before(func(_ int, method string) {
		if method == "StorageDelete" && taken == "" {
			taken, _ = create(t, n, s, lobby.Request{})
		}
	})
	if err := s.Release(n.ServerContext(), gone, code); err != nil {
		t.Error(err)
	}
	if found, err := s.JoinCode(n.ServerContext(), code); err != nil || found != taken {
		t.Errorf("%s leads to %q, %v, want %q", code, found, err, taken)
	}
}

func TestCodeFailuresAreReported(t *testing.T) {
	broken := errors.New("broken")
	tests := map[string]func(n *nakamatest.Nakama, s *lobby.Service, id, code string) error{
		"StorageRead": func(n *nakamatest.Nakama, s *lobby.Service, _, code string) error {
			_, err := s.JoinCode(n.ServerContext(), code)
			return err
		},
		"MatchGet": func(n *nakamatest.Nakama, s *lobby.Service, _, code string) error {
			_, err := s.JoinCode(n.ServerContext(), code)
			return err
		},
		"StorageDelete": func(n *nakamatest.Nakama, s *lobby.Service, id, code string) error {
			return s.Release(n.ServerContext(), id, code)
		},
	}
	for method, act := range tests {
		n, s := world(t)
		id, code := create(t, n, s, lobby.Request{})
		n.Fail(method, 1, broken)
		if err := act(n, s, id, code); !errors.Is(err, broken) {
			t.Errorf("%s fails: got %v", method, err)
		}
	}
	n, s := world(t)
	id, code := create(t, n, s, lobby.Request{})
	n.Fail("StorageRead", 1, broken)
	if err := s.Release(n.ServerContext(), id, code); !errors.Is(err, broken) {
		t.Errorf("release: got %v", err)
	}
}

// Right codes wait as wrong ones do: who waits learns nothing.
func TestWrongCodesAreLimitedForAllPlayersTogether(t *testing.T) {
	n, s := world(t)
	matchID, code := create(t, n, s, lobby.Request{Private: true})
	wrong := strings.Repeat("Z", 8)
	for range 1000 { // right codes cost nothing
		if _, err := s.JoinCode(n.ServerContext(), code); err != nil {
			t.Fatal(err)
		}
	}
	tried := 0
	for range 1000 {
		if _, err := s.JoinCode(n.ServerContext(), wrong); apierr.CodeOf(err) == apierr.CodeNotFound {
			tried++
		}
	}
	if tried != 300 {
		t.Errorf("%d wrong codes at once", tried)
	}
	for _, typed := range []string{wrong, code} {
		if _, err := s.JoinCode(n.ServerContext(), typed); apierr.CodeOf(err) != apierr.CodeResourceExhausted {
			t.Errorf("%s is answered with %v", typed, err)
		}
	}
	n.Advance(time.Second / 5)
	if found, err := s.JoinCode(n.ServerContext(), code); err != nil || found != matchID {
		t.Errorf("after a pause: %q, %v", found, err)
	}
}
