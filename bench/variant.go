package main

import "sagishi/protocol"

// variant is one way to run matches.
type variant struct {
	Name     string
	Plugin   string // "", "tutorial", "bare" or "sagishi"
	Protobuf bool   // the socket's format, and the payload's if the server knows it
	Snapshot bool
	Packed   bool // the snapshot, see PackedSnapshot
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

// variants is what is measured, in this order.
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
	// What no plugin can go below: nothing is decoded or decided, and each tick
	// sends the same bytes to everyone.
	{Name: bare, Plugin: "bare", Protobuf: true, Snapshot: true, Ratio: relayedProtobuf},
	{Name: bareMove, Plugin: "bare", Protobuf: true, Snapshot: true, Move: true, Ratio: relayedProtobuf},
}

// told reports whether players are told positions that can be checked.
func (v variant) told() bool { return v.Plugin != "bare" && !v.Fog }

func (v variant) wire() wire {
	if v.Protobuf {
		return newProtobufWire()
	}
	return jsonWire{}
}

// encoding is that of the payloads. A relayed match takes what it is given; the
// tutorial's handler knows only JSON.
func (v variant) encoding() protocol.Encoding {
	if v.Protobuf && v.Plugin != "tutorial" {
		return protocol.Protobuf
	}
	return protocol.JSON
}

// metadata is what players join with.
func (v variant) metadata() map[string]string {
	metadata := map[string]string{}
	if v.Plugin != "sagishi" {
		return metadata
	}
	if v.Protobuf {
		metadata["encoding"] = "protobuf"
	}
	switch {
	case v.Packed:
		metadata["positions"] = "packed"
	case v.Snapshot:
		metadata["positions"] = "snapshot"
	}
	return metadata
}

// request is what create_match is asked: a game with all rules on, which nobody
// wins while it is measured.
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
