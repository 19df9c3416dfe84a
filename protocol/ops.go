package protocol

import (
	"google.golang.org/protobuf/proto"
)

// Version is the version of the protocol that the server speaks. Clients may state
// theirs in the join metadata "protocol".
const Version = 1

// The op codes. Those below 100 come from clients; 1 and 2 go both ways.
const (
	OpPosition  int64 = 1
	OpVote      int64 = 2
	OpStart     int64 = 3
	OpSettings  int64 = 4
	OpKick      int64 = 5
	OpKill      int64 = 6
	OpReport    int64 = 7
	OpTask      int64 = 8
	OpSabotage  int64 = 9
	OpRepair    int64 = 10
	OpVent      int64 = 11
	OpResync    int64 = 12
	OpMove      int64 = 13
	OpBots      int64 = 14
	OpState     int64 = 100
	OpPhase     int64 = 101
	OpRole      int64 = 102
	OpSnapshot  int64 = 103
	OpTally     int64 = 104
	OpDeath     int64 = 105
	OpTasks     int64 = 106
	OpSabotaged int64 = 107
	OpPlayers   int64 = 108
	OpRejected  int64 = 109
	OpGameOver  int64 = 110
	OpResults   int64 = 111
)

// OpDef describes one op code. A nil message means that the op is not sent in
// that direction.
type OpDef struct {
	Op         int64
	Name       string
	FromClient proto.Message
	FromServer proto.Message
	When       string
}

// ops lists every op code.
var ops = []OpDef{
	{OpPosition, "position", &Position{}, &Position{}, "a player's position; without a sender: your position on the server"},
	{OpVote, "vote", &Vote{}, &VoteSeen{}, "call a meeting, or vote in one; from the server: the sender called or voted"},
	{OpStart, "start", &Start{}, nil, "the host starts the game"},
	{OpSettings, "settings", &Settings{}, nil, "the host changes settings, in the lobby"},
	{OpKick, "kick", &Kick{}, nil, "the host removes a player, in the lobby"},
	{OpKill, "kill", &Kill{}, nil, "an imposter kills"},
	{OpReport, "report", &Report{}, nil, "report a body"},
	{OpTask, "task", &Task{}, nil, "a task is done"},
	{OpSabotage, "sabotage", &Sabotage{}, nil, "an imposter sabotages, in the mode sabotage"},
	{OpRepair, "repair", &Repair{}, nil, "repair a system"},
	{OpVent, "vent", &Vent{}, nil, "an imposter enters a vent, moves to the next, or leaves it"},
	{OpResync, "resync", &Resync{}, nil, "ask for op 100, which comes at most once a second"},
	{OpMove, "move", &Move{}, nil, "walk in this direction from now on"},
	{OpBots, "bots", &Bots{}, nil, "the host chooses how many seats bots play, in the lobby"},
	{OpState, "state", nil, &State{}, "after joining, after a reconnect and on op 12: everything that you may know"},
	{OpPhase, "phase", nil, &Phase{}, "a phase begins"},
	{OpRole, "role", nil, &Role{}, "your role, private"},
	{OpSnapshot, "snapshot", nil, &Snapshot{}, "positions that changed, once a tick instead of op 1; `PackedSnapshot` with the metadata `packed`; `Courses` with `course`, only when a player goes another way"},
	{OpTally, "tally", nil, &Tally{}, "the result of a vote"},
	{OpDeath, "death", nil, &Death{}, "you saw a player die, or you see a body"},
	{OpTasks, "tasks", nil, &Tasks{}, "progress of the crew"},
	{OpSabotaged, "sabotage", nil, &Sabotaged{}, "a system is sabotaged or repaired"},
	{OpPlayers, "players", nil, &Players{}, "players, host or settings changed"},
	{OpRejected, "rejected", nil, &Rejected{}, "why your message was refused"},
	{OpGameOver, "game_over", nil, &GameOver{}, "who won, and every role"},
	{OpResults, "results", nil, &Results{}, "what the game changed on your boards"},
}

// Ops returns the table of op codes, in order.
func Ops() []OpDef { return append([]OpDef(nil), ops...) }
