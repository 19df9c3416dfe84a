package main

import "sagishi/protocol"

// variant is one way to run matches.
type variant struct {
	Name     string
	Plugin   string // "", "tutorial", "bare" or "sagishi"
	Protobuf bool   // the format of the socket, and of the payload if the server supports it
	Snapshot bool
	Packed   bool // the snapshot, see PackedSnapshot
	Course   bool // instead of the snapshot
	Move     bool // op 13 instead of op 1
	Fog      bool
	Ratio    string // name of the variant to compare with
	Floor    string // name of the variant that shows what Nakama alone costs
}

const (
	relayedJSON     = "relayed, JSON"
	relayedProtobuf = "relayed, protobuf"
	bare            = "bare, protobuf"
	bareMove        = "bare + move, protobuf"
)

// variants are measured in this order.
var variants = []variant{
	{Name: relayedJSON},
	{Name: relayedProtobuf, Protobuf: true},
	{Name: "tutorial handler, JSON", Plugin: "tutorial", Ratio: relayedJSON},
	{Name: "op 1 each, JSON", Plugin: "sagishi", Ratio: relayedJSON},
	{Name: "op 1 each, protobuf", Plugin: "sagishi", Protobuf: true, Ratio: relayedProtobuf},
	{Name: "snapshot, JSON", Plugin: "sagishi", Snapshot: true, Ratio: relayedJSON},
	{Name: "snapshot, protobuf", Plugin: "sagishi", Protobuf: true, Snapshot: true, Ratio: relayedProtobuf, Floor: bare},
	{Name: "packed snapshot, JSON", Plugin: "sagishi", Snapshot: true, Packed: true, Ratio: relayedJSON},
	{Name: "packed snapshot, protobuf", Plugin: "sagishi", Protobuf: true, Snapshot: true, Packed: true, Ratio: relayedProtobuf, Floor: bare},
	{Name: "snapshot in fog, protobuf", Plugin: "sagishi", Protobuf: true, Snapshot: true, Fog: true, Ratio: relayedProtobuf, Floor: bare},
	{Name: "snapshot + move, JSON", Plugin: "sagishi", Snapshot: true, Move: true, Ratio: relayedJSON},
	{Name: "snapshot + move, protobuf", Plugin: "sagishi", Protobuf: true, Snapshot: true, Move: true, Ratio: relayedProtobuf, Floor: bareMove},
	{Name: "packed snapshot + move, protobuf", Plugin: "sagishi", Protobuf: true, Snapshot: true, Packed: true, Move: true, Ratio: relayedProtobuf, Floor: bareMove},
	{Name: "courses, JSON", Plugin: "sagishi", Course: true, Ratio: relayedJSON},
	{Name: "courses, protobuf", Plugin: "sagishi", Protobuf: true, Course: true, Ratio: relayedProtobuf},
	{Name: "courses + move, JSON", Plugin: "sagishi", Course: true, Move: true, Ratio: relayedJSON},
	{Name: "courses + move, protobuf", Plugin: "sagishi", Protobuf: true, Course: true, Move: true, Ratio: relayedProtobuf},
	// The lower limit for any plugin: the handler decodes nothing, and sends all
	// players the same bytes each tick.
	{Name: bare, Plugin: "bare", Protobuf: true, Snapshot: true, Ratio: relayedProtobuf},
	{Name: bareMove, Plugin: "bare", Protobuf: true, Snapshot: true, Move: true, Ratio: relayedProtobuf},
}

// checkable reports whether all players receive positions that can be checked. A
// course of a player with op 1 has no position of its own for each that was sent.
func (v variant) checkable() bool { return v.Plugin != "bare" && !v.Fog && (!v.Course || v.Move) }

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
	switch {
	case v.Course:
		metadata["positions"] = "course"
	case v.Packed:
		metadata["positions"] = "packed"
	case v.Snapshot:
		metadata["positions"] = "snapshot"
	}
	return metadata
}

// request is the payload of create_match: a game with all rules on that does not
// end during the measurement.
func (v variant) request() map[string]any {
	if v.Plugin != "sagishi" {
		return map[string]any{}
	}
	settings := map[string]any{
		"start_countdown_seconds": 0, "kill_cooldown_seconds": 120, "emergency_cooldown_seconds": 120,
		"tasks_per_player": 10, "visibility": "all",
	}
	if v.Fog {
		settings["visibility"] = "fog"
	}
	return map[string]any{"mode": "sabotage", "map": "space_station", "max_players": players, "settings": settings}
}
