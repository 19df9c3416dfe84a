package game

// Kind is the kind of an action.
type Kind uint8

// The kinds of actions. The comments name the fields of Action that each uses.
const (
	Position       Kind = iota + 1 // To: the player's position
	CallOrVote                     // Call, Skip, Target: call a meeting while playing, vote while voting
	Start                          // begin the countdown; host
	ChangeSettings                 // Settings: all settings, the new and the unchanged; host, in the lobby
	Kick                           // Target; host, in the lobby
	Kill                           // Target
	Report                         // Target: the player whose body it is
	DoTask                         // Target: id of the task
	Sabotage                       // Target: name of the system
	Repair                         // Target: name of the system
	Vent                           // Target: id of the vent, "" leaves
	Resync                         // send the whole state again
	Steer                          // To: direction with a length up to Milli; zero = stand
	SetBots                        // Count: the seats that bots play; host, in the lobby
	Malformed                      // Code, Text: the adapter could not read the message
)

// Action is a request of a player. It is a flat struct, so that a tick with many
// players does not allocate.
type Action struct {
	Kind     Kind
	Op       int64 // the client's op code, repeated in a refusal
	To       Vec
	Target   string
	Call     bool
	Skip     bool
	Count    int
	Settings *Settings
	// Superseded says that a newer position of the player follows in the same Step. The
	// player goes by way of this one if that is allowed. It gets no answer and costs no
	// message.
	Superseded bool
	Code       Code   // Malformed only: CodeMalformed, CodeBadValue, CodeUnknownOp or CodeFlood
	Text       string // Malformed only: what is wrong with the message
}

// Input is an action and its sender.
type Input struct {
	By     PlayerID
	Action Action
}
