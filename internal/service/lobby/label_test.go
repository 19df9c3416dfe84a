package lobby_test

import (
	"encoding/json"
	"errors"
	"reflect"
	"strings"
	"testing"

	"github.com/heroiclabs/nakama-common/runtime"

	"sagishi/game"
	"sagishi/internal/platform/apierr"
	"sagishi/internal/service/lobby"
)

func TestLabelHasTheContractsFields(t *testing.T) {
	label := lobby.Label{
		State: game.Lobby, Open: true, Mode: game.SabotageMode, Map: "space_station", Skill: 125, Players: 3, MaxPlayers: 10, Ranked: true,
	}
	const want = `{"state":"lobby","open":true,"mode":"sabotage","map":"space_station","skill":125,"players":3,"max_players":10,"ranked":true}`
	if got, err := label.Encode(); err != nil || got != want {
		t.Errorf("label is %s, %v\nwant %s", got, err, want)
	}
	label.Open, label.Private, label.Ranked = false, true, false
	if got, err := label.Encode(); err != nil || !strings.HasSuffix(got, `,"private":true,"ranked":false}`) {
		t.Errorf("label of a private match is %s, %v", got, err)
	}
}

func TestLabelKeepsAnyMapName(t *testing.T) {
	for _, name := range []string{`a"b`, `a\b`, "a\nb", "<b>", "名前", `","open":true,"x":"`} {
		label := lobby.Label{Map: name, Mode: game.Classic}
		text, err := label.Encode()
		if err != nil || !json.Valid([]byte(text)) {
			t.Errorf("map %q: %s, %v", name, text, err)
		}
		if back, err := lobby.ParseLabel(text); err != nil || back != label {
			t.Errorf("map %q comes back as %+v, %v", name, back, err)
		}
	}
}

func TestLabelOverNakamasLimitIsAnError(t *testing.T) {
	if _, err := (lobby.Label{Map: strings.Repeat("m", lobby.MaxLabel)}).Encode(); err == nil {
		t.Error("a label over the limit is encoded")
	}
	if _, err := lobby.ParseLabel("an_exact_match_label"); err == nil {
		t.Error("a foreign label is read")
	}
}

func TestChatAsksTheMatch(t *testing.T) {
	n, s := world(t)
	matchID, _ := create(t, n, s, lobby.Request{})
	answer, err := s.Chat(n.ServerContext(), matchID, "ghost", "casper", lobby.ChatWrite)
	if err != nil || answer.Room != lobby.RoomGhosts || len(answer.Ghosts) != 1 || answer.Ghosts[0].SessionID != "s1" {
		t.Errorf("answer is %+v, %v", answer, err)
	}
	signal := matchState(t, n, matchID).signals[1]
	if want := (lobby.Signal{Kind: lobby.SignalChat, UserID: "ghost", Username: "casper", Action: lobby.ChatWrite}); !reflect.DeepEqual(signal, want) {
		t.Errorf("the match got %+v, want %+v", signal, want)
	}
}

func TestChatFailuresHaveCodes(t *testing.T) {
	n, s := world(t)
	ctx := n.ServerContext()
	for _, gone := range []string{"general", "0b2f3c1e-8a5d-4f5e-9d53-2a7f1d9c4e10.nakama1", "0b2f3c1e-8a5d-4f5e-9d53-2a7f1d9c4e10."} {
		_, err := s.Chat(ctx, gone, "ann", "ann", lobby.ChatJoin)
		wantCode(t, err, apierr.CodeNotFound)
	}
	matchID, _ := create(t, n, s, lobby.Request{})
	n.Fail("MatchSignal", 1, runtime.ErrMatchBusy)
	_, err := s.Chat(ctx, matchID, "ann", "ann", lobby.ChatJoin)
	wantCode(t, err, apierr.CodeAborted)
	broken := errors.New("broken")
	n.Fail("MatchSignal", 1, broken)
	if _, err := s.Chat(ctx, matchID, "ann", "ann", lobby.ChatJoin); !errors.Is(err, broken) {
		t.Errorf("got %v", err)
	}
}
