package game

// PlayerID is a Nakama user id.
type PlayerID string

// Role is a player's side in the game.
type Role string

// The roles. As a winner, a role stands for its side.
const (
	Crew     Role = "crew"
	Imposter Role = "imposter"
)

// Phase is the name of a stage of a match.
type Phase string

// The phases, in order.
const (
	Lobby      Phase = "lobby"
	Starting   Phase = "starting"
	Playing    Phase = "playing"
	Discussion Phase = "discussion"
	Voting     Phase = "voting"
	Reveal     Phase = "reveal"
	Finished   Phase = "finished"
)

// Mode is a set of rules.
type Mode string

// The modes. Only SabotageMode has sabotages.
const (
	Classic      Mode = "classic"
	SabotageMode Mode = "sabotage"
)

// The systems that imposters can sabotage.
const (
	Lights  = "lights"  // the crew sees less far
	Reactor = "reactor" // critical: if not repaired in time, the imposters win
	Comms   = "comms"   // hides task progress and blocks emergency meetings
)

// PlayersChange says how the list of players changed.
type PlayersChange string

// The changes of op 108.
const (
	Joined          PlayersChange = "joined"
	Left            PlayersChange = "left"
	Disconnected    PlayersChange = "disconnected"
	Reconnected     PlayersChange = "reconnected"
	Kicked          PlayersChange = "kicked"
	HostChanged     PlayersChange = "host"
	SettingsChanged PlayersChange = "settings"
)

// TallyReason says why a vote ended as it did.
type TallyReason string

// The reasons of op 104.
const (
	Majority TallyReason = "majority"
	Tie      TallyReason = "tie"
	Skipped  TallyReason = "skipped"
	NoVotes  TallyReason = "no_votes"
)

// EndReason says why a game ended.
type EndReason string

// The reasons of op 110.
const (
	ImpostersGone EndReason = "imposters_gone"
	TasksDone     EndReason = "tasks"
	Parity        EndReason = "parity"
	ReactorLost   EndReason = "reactor"
	Abandoned     EndReason = "abandoned"
)

// RemovalReason says why the game removed a player.
type RemovalReason string

// The reasons of removals.
const (
	RemovedIdle       RemovalReason = "idle"
	RemovedForStrikes RemovalReason = "strikes"
	RemovedByHost     RemovalReason = "host"
)

// Code says why an action was refused. A code never reveals what the player may
// not know.
type Code string

// The codes of op 109.
const (
	CodeMalformed        Code = "malformed"
	CodeBadValue         Code = "bad_value"
	CodeBadTarget        Code = "bad_target"
	CodeUnknownOp        Code = "unknown_op"
	CodeWrongMode        Code = "wrong_mode"
	CodeWrongPhase       Code = "wrong_phase"
	CodeNotHost          Code = "not_host"
	CodeNotEnoughPlayers Code = "not_enough_players"
	CodeNotImposter      Code = "not_imposter"
	CodeDead             Code = "dead"
	CodeCooldown         Code = "cooldown"
	CodeOutOfRange       Code = "out_of_range"
	CodeOutOfBounds      Code = "out_of_bounds"
	CodeTooFast          Code = "too_fast"
	CodeNoSuchPlayer     Code = "no_such_player"
	CodeNoBody           Code = "no_body"
	CodeAlreadyVoted     Code = "already_voted"
	CodeNoMeetingsLeft   Code = "no_meetings_left"
	CodeSabotageActive   Code = "sabotage_active"
	CodeNotSabotaged     Code = "not_sabotaged"
	CodeNotYourTask      Code = "not_your_task"
	CodeTooEarly         Code = "too_early"
	CodeInVent           Code = "in_vent"
	CodeRankedOnly       Code = "ranked_only"
	CodeBlocked          Code = "blocked"
	CodeFlood            Code = "flood"
	CodeIdle             Code = "idle"     // a notice: no action was refused
	CodeShutdown         Code = "shutdown" // a notice: no action was refused
)
