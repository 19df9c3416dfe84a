package results

import (
	"cmp"
	"maps"
	"slices"

	"sagishi/internal/platform/storage"
)

// maxOpponents bounds a day's record. An honest player meets fewer in a day;
// those met most often are kept.
const maxOpponents = 500

// dayRecord has a player's counted games of one day. Only the server reads it.
type dayRecord struct {
	Day       string         `json:"day"` // UTC
	Games     int            `json:"games"`
	Opponents map[string]int `json:"opponents,omitempty"` // counted games with each other player, by user id
}

func dayRef(user string) storage.Ref {
	return storage.Ref{Collection: storage.Stats, Key: "day", UserID: user}
}

// begin starts a new record if the day is another one.
func (d *dayRecord) begin(day string) {
	if d.Day != day {
		*d = dayRecord{Day: day}
	}
}

// meetsAgain reports whether so many games with each of more than half of the
// others have counted.
func (d *dayRecord) meetsAgain(user string, g Game, games int) bool {
	often := 0
	for _, other := range g.userIDs() {
		if other != user && d.Opponents[other] >= games {
			often++
		}
	}
	return 2*often > len(g.Players)-1
}

// add adds a game that counts for the player.
func (d *dayRecord) add(user string, g Game) {
	d.Games++
	if d.Opponents == nil {
		d.Opponents = make(map[string]int, len(g.Players))
	}
	for _, other := range g.userIDs() {
		if other != user {
			d.Opponents[other]++
		}
	}
	if len(d.Opponents) <= maxOpponents {
		return
	}
	rarest := slices.SortedFunc(maps.Keys(d.Opponents), func(a, b string) int {
		return cmp.Or(cmp.Compare(d.Opponents[a], d.Opponents[b]), cmp.Compare(a, b))
	})
	for _, other := range rarest[:len(rarest)-maxOpponents] {
		delete(d.Opponents, other)
	}
}
