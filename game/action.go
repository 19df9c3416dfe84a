package game

// Kind is what a player asks for.
type Kind uint8

// What players may ask for. The comment names the fields of Action that count.
const (
	Position       Kind = iota + 1 // To: I am here
	CallOrVote                     // Call, Skip, Target: call a meeting while playing, vote while voting
	Start                          // begin the countdown; host
	ChangeSettings                 // Settings: the whole new settings; host, in the lobby
	Kick                           // Target; host, in the lobby
	Kill                           // Target
	Report                         // Target: whose body
	DoTask                         // Target: id of the task
	Sabotage                       // Target: name of the system
	Repair                         // Target: name of the system
	Vent                           // Target: id of the vent, "" leaves
	Resync                         // tell me everything again
	Steer                          // To: direction with length at most Milli, zero stands
	Malformed                      // Op, Text: the adapter could not read a message of this player
)

// Action is one thing that one player asks for. It is flat, so that a tick of
// many players makes no garbage.
type Action struct {
	Kind     Kind
	Op       int64 // the client's op code, repeated in a refusal
	To       Vec
	Target   string
	Call     bool
	Skip     bool
	Settings *Settings
	Code     Code   // Malformed only: the refusal to send: CodeMalformed, CodeBadValue, CodeUnknownOp or CodeFlood
	Text     string // Malformed only: what is wrong with it
}

// Input is an action and who asks for it.
type Input struct {
	By     PlayerID
	Action Action
}
