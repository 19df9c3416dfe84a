package game

// View is everything one player may know at this moment: op 100.
type View struct {
	Phase      Phase
	Remaining  int64 // milliseconds until the phase ends by itself; 0 = it has no end
	Round      int
	Host       PlayerID
	You        PlayerID
	Settings   Settings
	Players    []PlayerView
	Role       Role       // "" before the roles are dealt
	Imposters  []PlayerID // for imposters only
	Tasks      []TaskView
	TasksDone  int
	TasksTotal int
	Sabotages  []SabotageView
	Vents      bool // whether this player may know the map's vents
}

// PlayerView is what the recipient may know of one player. At is meaningless
// unless Seen: positions of those out of sight, in a vent, or dead are not
// told to the living.
type PlayerView struct {
	Index     int
	UserID    PlayerID
	Username  string
	Alive     bool // false only if the recipient may know of the death
	Connected bool
	Seen      bool
	At        Vec
}

// TaskView is one of the recipient's own tasks.
type TaskView struct {
	ID   string
	At   Vec
	Done bool
}

// SabotageView is a sabotage that is not repaired.
type SabotageView struct {
	System    string
	Remaining int64 // milliseconds until it is lost; 0 = it is not critical
}

// TallyLine is the votes for one target. Target "" is a skip; Voters is nil
// when votes are anonymous.
type TallyLine struct {
	Target PlayerID
	Count  int
	Voters []PlayerID
}

// Score is one player's part in a game that ended: op 110, and the result
// that is counted.
type Score struct {
	UserID       PlayerID
	Username     string
	Role         Role
	Alive        bool
	Left         bool // gave up the seat before the end
	Kills        int
	TasksDone    int
	Votes        int // cast
	CorrectVotes int
}
