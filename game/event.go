package game

// Event is something that happened, and the seats that are told of it.
type Event struct {
	To   Audience
	Body Body
}

// Body says what happened. The set of types is closed: the adapter has one
// message for each.
//
//sumtype:decl
type Body interface{ body() }

type (
	// StateSent is op 100, all that one player may know. Its audience is one seat.
	StateSent struct{ View View }

	// PhaseChanged is op 101.
	PhaseChanged struct {
		Phase     Phase
		Remaining int64 // milliseconds until the phase ends by itself; 0 = it has no end
		Round     int
		Caller    PlayerID     // called the meeting or reported the body; "" = no meeting
		Victim    PlayerID     // the player whose body was reported; "" = none
		Players   []PlayerView // nil unless positions or lives changed
	}

	// RoleAssigned is op 102. Its audience is one seat.
	RoleAssigned struct {
		Role      Role
		Imposters []PlayerID // for imposters only
		Tasks     []TaskView
	}

	// MeetingCalled is op 2 from the player who called a meeting.
	MeetingCalled struct{ By PlayerID }

	// Voted is op 2 from the player who voted. It does not contain the vote.
	Voted struct{ By PlayerID }

	// Tallied is op 104.
	Tallied struct {
		Votes   []TallyLine
		Ejected PlayerID    // "" = nobody
		Reason  TallyReason // why that player or nobody was ejected
		Role    Role        // of the ejected, if the settings confirm ejects; else ""
	}

	// DeathSeen is op 105.
	DeathSeen struct {
		Victim PlayerID
		At     Vec
	}

	// TasksProgressed is op 106.
	TasksProgressed struct{ Done, Total int }

	// SabotageChanged is op 107.
	SabotageChanged struct {
		System    string
		Active    bool
		Remaining int64 // milliseconds until the imposters win by it; 0 = it is not critical
	}

	// PlayersChanged is op 108.
	PlayersChanged struct {
		Change   PlayersChange
		UserID   PlayerID
		Host     PlayerID
		Settings *Settings // set when the settings changed
		Players  []PlayerView
	}

	// Refused is op 109. Its audience is one seat, but for the notice of a drained match.
	Refused struct {
		Op   int64
		Code Code
		Text string
	}

	// PositionCorrected is op 1 without a sender: the recipient's own position on
	// the server.
	PositionCorrected struct{ At Vec }

	// Ended is op 110. Winner is "" for an abandoned game. The lobby may follow in the
	// same Step, with other settings and bots: those of the game are here.
	Ended struct {
		Winner   Role
		Reason   EndReason
		Seconds  int // from the assignment of the roles to the end
		Players  []Score
		Settings Settings
		Bots     bool // bots played in this game, or in one before it in this match
		Replay   bool // sent again to a player who may have missed it: no game ended now
	}

	// PlayerRemoved makes the adapter remove the seat's sessions from the match. It
	// has no message.
	PlayerRemoved struct {
		UserID PlayerID
		Reason RemovalReason
	}

	// StrikeCounted says that a player's message was refused with strikes. It has no
	// message; it is for metrics.
	StrikeCounted struct {
		UserID PlayerID
		Code   Code
	}
)

func (StateSent) body()         {}
func (PhaseChanged) body()      {}
func (RoleAssigned) body()      {}
func (MeetingCalled) body()     {}
func (Voted) body()             {}
func (Tallied) body()           {}
func (DeathSeen) body()         {}
func (TasksProgressed) body()   {}
func (SabotageChanged) body()   {}
func (PlayersChanged) body()    {}
func (Refused) body()           {}
func (PositionCorrected) body() {}
func (Ended) body()             {}
func (PlayerRemoved) body()     {}
func (StrikeCounted) body()     {}
