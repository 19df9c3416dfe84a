package leaderboards

import "slices"

// The ids of the leaderboards.
const (
	WeeklyImposterWins = "weekly_imposter_wins"
	WeeklyCrewWins     = "weekly_crew_wins"
)

// Board is one leaderboard as the server creates it. All reset with the week.
type Board struct {
	ID        string
	SortOrder string
	Operator  string
	// Authoritative would make Nakama refuse submissions before the plugin can
	// give a reason; Scores decides instead.
	Authoritative bool
	Counts        string // the meaning of one point, for the documentation
}

var boards = []Board{
	{ID: WeeklyImposterWins, SortOrder: "desc", Operator: "incr", Counts: "games won as an imposter"},
	{ID: WeeklyCrewWins, SortOrder: "desc", Operator: "incr", Counts: "games won as crew"},
}

// Table returns a copy of the table of leaderboards.
func Table() []Board { return slices.Clone(boards) }

// Known reports whether the id is one of the table's.
func Known(id string) bool { return slices.Contains(IDs(), id) }

// IDs lists the ids of the table.
func IDs() []string {
	ids := make([]string, len(boards))
	for i, b := range boards {
		ids[i] = b.ID
	}
	return ids
}
