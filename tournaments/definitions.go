package tournaments

import "slices"

// WeeklyTopDetective is the tournament of correct votes.
const WeeklyTopDetective = "weekly_top_detective"

// Definition is one tournament as the server creates it. All reset with the
// week.
type Definition struct {
	ID          string
	Title       string
	Description string
	Category    int
	SortOrder   string
	Operator    string
	// Authoritative would make Nakama refuse what clients submit before the
	// plugin can say why; the guards decide instead.
	Authoritative bool
	JoinRequired  bool
}

var definitions = []Definition{
	{
		ID: WeeklyTopDetective, Title: "Top Detective of the Week",
		Description: "Most correct votes against imposters. The best of the week win coins.",
		Category:    1, SortOrder: "desc", Operator: "incr", JoinRequired: true,
	},
}

// Definitions returns a copy of the table of tournaments.
func Definitions() []Definition { return slices.Clone(definitions) }

// IDs lists the ids of the table.
func IDs() []string {
	ids := make([]string, len(definitions))
	for i, d := range definitions {
		ids[i] = d.ID
	}
	return ids
}

// Known reports whether the id is one of the table's.
func Known(id string) bool { return slices.Contains(IDs(), id) }
