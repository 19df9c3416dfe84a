package game

// MaxSeats is the most players a match can hold. A seat's index is below it.
const MaxSeats = 16

// Audience is who receives an event: bit i stands for the seat with index i.
// Its zero value reaches no one.
type Audience uint16

// Only is the audience of one seat.
func Only(seat int) Audience { return 1 << seat }

// Has reports whether the seat is in the audience.
func (a Audience) Has(seat int) bool { return a&Only(seat) != 0 }

// Event is something that happened, and who is told.
type Event struct {
	To   Audience
	Body Body
}

// Body is what happened. The set is closed: the adapter has one message for
// each.
//
//sumtype:decl
type Body interface{ body() }

type (
	// StateSent is op 100: all that one player may know. Its audience is one seat.
	StateSent struct{ View View }

	// PhaseChanged is op 101.
	PhaseChanged struct {
		Phase     Phase
		Remaining int64 // milliseconds until the phase ends by itself; 0 = it has no end
		Round     int
		Caller    PlayerID     // who called the meeting or reported the body; "" = none
		Victim    PlayerID     // whose body was reported; "" = none
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

	// Voted is op 2 from the player who voted; for whom is not told.
	Voted struct{ By PlayerID }

	// Tallied is op 104.
	Tallied struct {
		Votes   []TallyLine
		Ejected PlayerID    // "" = nobody
		Reason  TallyReason // why the one was ejected, or nobody was
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
		Remaining int64 // milliseconds until it is lost; 0 = it is not critical
	}

	// PlayersChanged is op 108.
	PlayersChanged struct {
		Change   PlayersChange
		UserID   PlayerID
		Host     PlayerID
		Settings *Settings // set when the settings changed
		Players  []PlayerView
	}

	// Refused is op 109. Its audience is one seat.
	Refused struct {
		Op   int64
		Code Code
		Text string
	}

	// PositionCorrected is op 1 without a sender: where the server has you.
	PositionCorrected struct{ At Vec }

	// Ended is op 110. Winner is "" for an abandoned game.
	Ended struct {
		Winner  Role
		Reason  EndReason
		Players []Score
		Replay  bool // told to one who may have missed it: nothing has ended now
	}

	// PlayerRemoved tells the adapter to throw the seat's sessions out of the match.
	// It has no message.
	PlayerRemoved struct{ UserID PlayerID }

	// StrikeCounted tells the adapter that the player's message was refused as a
	// strike. It has no message; it exists for metrics.
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
func (Ended) body()         {}
func (PlayerRemoved) body()     {}
func (StrikeCounted) body()     {}
