package chat

import (
	"strings"
	"testing"
)

func TestRoomNames(t *testing.T) {
	room, ok := parseRoom(matchID)
	if !ok || room.ghosts || room.name() != matchID || room.channelID() != mainID {
		t.Errorf("parsed %+v", room)
	}
	room.ghosts = true
	if room.channelID() != ghostID || len(room.name()) > len(matchID) {
		t.Errorf("the ghost room is %q", room.name())
	}
	for _, name := range []string{"", "lounge", relayedID, "rip:", "rip:junk.nakama1", "rip:" + strings.Repeat("g", 32) + ".nakama1", "rip:0f8fad5bd9cb469fa16570867728950e."} {
		if room, ok := parseRoom(name); ok {
			t.Errorf("%q is the room %+v", name, room)
		}
	}
}

func FuzzRooms(f *testing.F) {
	for _, seed := range []string{matchID, mainID, ghostID, relayedID, "2...", "3." + ann + "..", "rip:", ""} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, name string) {
		_, _ = parseChannel(name)
		_ = isRelayedRoom(name)
		room, ok := roomOf(name)
		if !ok {
			return
		}
		if again, ok := roomOf(room.channelID()); !ok || again != room {
			t.Errorf("%q: %+v reads back as %+v", name, room, again)
		}
		if len(room.channelID()) > len(name) {
			t.Errorf("%q grows to %q", name, room.channelID())
		}
	})
}
