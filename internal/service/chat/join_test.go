package chat

import (
	"strings"
	"testing"

	"github.com/heroiclabs/nakama-common/api"
	"github.com/heroiclabs/nakama-common/rtapi"
	"google.golang.org/protobuf/types/known/wrapperspb"

	"sagishi/internal/platform/apierr"
)

func TestJoinRequests(t *testing.T) {
	no, yes := wrapperspb.Bool(false), wrapperspb.Bool(true)
	room, group, direct := rtapi.ChannelJoin_ROOM, rtapi.ChannelJoin_GROUP, rtapi.ChannelJoin_DIRECT_MESSAGE
	capitals := strings.ToUpper(matchID[:36]) + matchID[36:]
	for name, c := range map[string]struct {
		target              string
		kind                rtapi.ChannelJoin_Type
		persistence, hidden *wrapperspb.BoolValue
		match               string
		code                apierr.Code
	}{
		"match room, as in the guide":            {matchID, room, no, no, matchID, 0},
		"match room in capitals":                 {capitals, room, no, no, matchID, 0},
		"match room without a type":              {matchID, rtapi.ChannelJoin_TYPE_UNSPECIFIED, no, nil, matchID, 0},
		"match room with persistence":            {matchID, room, yes, no, "", 7},
		"match room with persistence by default": {matchID, room, nil, no, "", 7},
		"match room, hidden":                     {matchID, room, no, yes, "", 7},
		"ghost room":                             {ghostRoom, room, no, no, "", 7},
		"ghost room in capitals":                 {"rip:0F8FAD5BD9CB469FA16570867728950E.nakama1", room, no, no, "", 7},
		"relayed match":                          {relayedID, room, no, no, "", 0},
		"relayed match with persistence":         {relayedID, room, yes, no, "", 7},
		"other room":                             {"lounge", room, yes, yes, "", 0},
		"group":                                  {ann, group, yes, no, "", 0},
		"friend":                                 {ann, direct, yes, no, "", 0},
	} {
		t.Run(name, func(t *testing.T) {
			match, err := CheckJoin(&rtapi.ChannelJoin{Target: c.target, Type: int32(c.kind), Persistence: c.persistence, Hidden: c.hidden})
			wantCode(t, err, c.code)
			if err == nil && match != c.match {
				t.Errorf("match %q, want %q", match, c.match)
			}
		})
	}
}

func TestMatchRoomHasNoHistory(t *testing.T) {
	for channel, code := range map[string]apierr.Code{
		mainID: 7, ghostID: 7, channelPrefix + relayedID: 7, matchID: 7,
		channelPrefix + strings.ToUpper(matchID[:36]) + matchID[36:]: 7,
		channelPrefix + "lounge":                                     0, "3." + bob + "..": 0, ann: 0, "": 0,
	} {
		wantCode(t, CheckHistory(&api.ListChannelMessagesRequest{ChannelId: channel}), code)
	}
}
