package main

import (
	"sagishi/bench/client"
	"sagishi/protocol"
)

// variant is one way to run matches.
type variant struct {
	Name      string
	Plugin    string // "", "tutorial", "bare" or "sagishi"
	Protobuf  bool   // the format of the socket, and of the payload if the server supports it
	Positions client.Mode
	Move      bool // op 13 instead of op 1
	Fog       bool
	Games     bool   // bots play games; else all players walk all the time
	OnlySteps bool   // relayed games: a player who stands sends nothing
	Search    bool   // a whole run searches for the most matches, and takes a profile
	Extra     bool   // only measured if -only names it
	Ratio     string // name of the variant to compare with
	Floor     string // name of the variant that shows what Nakama alone costs
}

const (
	relayedJSON     = "relayed, JSON"
	relayedProtobuf = "relayed, protobuf"
	bare            = "bare, protobuf"
	bareMove        = "bare + move, protobuf"

	// games is how the names of variants begin in which games are played.
	games                = "games: "
	gamesRelayedJSON     = games + relayedJSON
	gamesRelayedProtobuf = games + relayedProtobuf
	gamesOnlySteps       = games + "relayed, sends only steps, protobuf"
	gamesCoursesJSON     = games + "courses, JSON"
	gamesCourses         = games + "courses, protobuf"
	packedMove           = "packed snapshot + move, protobuf"
	walkingCourses       = "courses + move, protobuf"
)

// variants are measured in this order.
var variants = []variant{
	// Games as they are played.
	{Name: gamesRelayedJSON, Games: true},
	{Name: gamesRelayedProtobuf, Games: true, Protobuf: true, Search: true},
	{Name: gamesOnlySteps, Games: true, Protobuf: true, OnlySteps: true, Ratio: gamesRelayedProtobuf},
	{Name: games + "op 1 each, JSON", Games: true, Plugin: "sagishi", Ratio: gamesRelayedJSON},
	{Name: games + "op 1 each, protobuf", Games: true, Plugin: "sagishi", Protobuf: true, Ratio: gamesRelayedProtobuf},
	{Name: games + "snapshot, JSON", Games: true, Plugin: "sagishi", Positions: client.Snapshot, Move: true, Ratio: gamesRelayedJSON},
	{Name: games + "snapshot, protobuf", Games: true, Plugin: "sagishi", Protobuf: true, Positions: client.Snapshot, Move: true, Ratio: gamesRelayedProtobuf},
	{Name: gamesCoursesJSON, Games: true, Plugin: "sagishi", Positions: client.Course, Move: true, Ratio: gamesRelayedJSON},
	{Name: gamesCourses, Games: true, Plugin: "sagishi", Protobuf: true, Positions: client.Course, Move: true, Search: true, Ratio: gamesRelayedProtobuf},
	{Name: games + "packed, protobuf", Games: true, Plugin: "sagishi", Protobuf: true, Positions: client.Packed, Move: true, Search: true, Ratio: gamesRelayedProtobuf},

	// The worst case: all players walk all the time.
	{Name: relayedJSON},
	{Name: relayedProtobuf, Protobuf: true},
	{Name: "tutorial handler, JSON", Plugin: "tutorial", Ratio: relayedJSON},
	{Name: "op 1 each, JSON", Plugin: "sagishi", Ratio: relayedJSON},
	{Name: "op 1 each, protobuf", Plugin: "sagishi", Extra: true, Protobuf: true, Ratio: relayedProtobuf},
	{Name: "snapshot, JSON", Plugin: "sagishi", Positions: client.Snapshot, Ratio: relayedJSON},
	{Name: "snapshot, protobuf", Plugin: "sagishi", Protobuf: true, Positions: client.Snapshot, Ratio: relayedProtobuf, Floor: bare},
	{Name: "packed snapshot, JSON", Plugin: "sagishi", Extra: true, Positions: client.Packed, Ratio: relayedJSON},
	{Name: "packed snapshot, protobuf", Plugin: "sagishi", Extra: true, Protobuf: true, Positions: client.Packed, Ratio: relayedProtobuf, Floor: bare},
	{Name: "snapshot in fog, protobuf", Plugin: "sagishi", Extra: true, Protobuf: true, Positions: client.Snapshot, Fog: true, Ratio: relayedProtobuf, Floor: bare},
	{Name: "snapshot + move, JSON", Plugin: "sagishi", Extra: true, Positions: client.Snapshot, Move: true, Ratio: relayedJSON},
	{Name: "snapshot + move, protobuf", Plugin: "sagishi", Protobuf: true, Positions: client.Snapshot, Move: true, Ratio: relayedProtobuf, Floor: bareMove},
	{Name: packedMove, Plugin: "sagishi", Protobuf: true, Positions: client.Packed, Move: true, Ratio: relayedProtobuf, Floor: bareMove},
	{Name: "courses, JSON", Extra: true, Plugin: "sagishi", Positions: client.Course, Ratio: relayedJSON},
	{Name: "courses, protobuf", Extra: true, Plugin: "sagishi", Protobuf: true, Positions: client.Course, Ratio: relayedProtobuf, Floor: bare},
	{Name: "courses + move, JSON", Extra: true, Plugin: "sagishi", Positions: client.Course, Move: true, Ratio: relayedJSON},
	{Name: walkingCourses, Plugin: "sagishi", Protobuf: true, Positions: client.Course, Move: true, Ratio: relayedProtobuf, Floor: bareMove},
	// The lower limit for any plugin: the handler decodes nothing, and sends all
	// players the same bytes each tick.
	{Name: bare, Plugin: "bare", Protobuf: true, Positions: client.Snapshot, Ratio: relayedProtobuf},
	{Name: bareMove, Plugin: "bare", Protobuf: true, Positions: client.Snapshot, Move: true, Ratio: relayedProtobuf},
}

// checkable reports whether all players receive positions that can be checked. A
// course of a player with op 1 has no position of its own for each that was sent.
func (v variant) checkable() bool {
	return v.Plugin != "bare" && !v.Fog && (v.Positions != client.Course || v.Move || v.Games)
}

// bots reports whether bots play: what they do depends on what they are told.
func (v variant) bots() bool { return v.Games && v.Plugin == "sagishi" }

// replays reports whether players walk as bots once walked in a game.
func (v variant) replays() bool { return v.Games && v.Plugin == "" }

func (v variant) format() socketFormat {
	if v.Protobuf {
		return newProtobufFormat()
	}
	return jsonFormat{}
}

// encoding is that of the payloads. A relayed match forwards any bytes; the
// tutorial's handler supports JSON only.
func (v variant) encoding() protocol.Encoding {
	if v.Protobuf && v.Plugin != "tutorial" {
		return protocol.Protobuf
	}
	return protocol.JSON
}

// metadata is the join metadata.
func (v variant) metadata() map[string]string {
	metadata := map[string]string{}
	if v.Plugin != "sagishi" {
		return metadata
	}
	if v.Protobuf {
		metadata["encoding"] = "protobuf"
	}
	if v.Positions != client.Each {
		metadata["positions"] = string(v.Positions)
	}
	return metadata
}

// request is the payload of create_match: for games one with the default settings;
// else a game with all rules on that does not end during the measurement.
func (v variant) request() map[string]any {
	if v.Plugin != "sagishi" {
		return map[string]any{}
	}
	request := map[string]any{"mode": string(gamesMode), "map": gamesMap, "max_players": players}
	if v.Games {
		return request
	}
	settings := map[string]any{
		"start_countdown_seconds": 0, "kill_cooldown_seconds": 120, "emergency_cooldown_seconds": 120,
		"tasks_per_player": 10, "visibility": "all",
	}
	if v.Fog {
		settings["visibility"] = "fog"
	}
	request["settings"] = settings
	return request
}
