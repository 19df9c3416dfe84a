package results

import (
	"cmp"
	"context"

	"sagishi/internal/platform/shortread"
	"sagishi/internal/platform/storage"
	"sagishi/tournaments"
)

// Lifetime has a player's statistics over all counted games.
type Lifetime struct {
	Games         int64 `json:"games"`
	CrewGames     int64 `json:"crew_games"`
	CrewWins      int64 `json:"crew_wins"`
	ImposterGames int64 `json:"imposter_games"`
	ImposterWins  int64 `json:"imposter_wins"`
	Votes         int64 `json:"votes"`
	CorrectVotes  int64 `json:"correct_votes"`
	Kills         int64 `json:"kills"`
	TasksDone     int64 `json:"tasks_done"`
}

func (l *Lifetime) add(p Player, won bool) {
	wins := int64(0)
	if won {
		wins = 1
	}
	if p.Role == imposter {
		l.ImposterGames++
		l.ImposterWins += wins
	} else {
		l.CrewGames++
		l.CrewWins += wins
	}
	l.Games++
	l.Votes += int64(p.Votes)
	l.CorrectVotes += p.tournamentVotes()
	l.Kills += int64(p.Kills)
	l.TasksDone += int64(p.TasksDone)
}

// playerStats is everything that a game changes about one player.
type playerStats struct {
	lifetime storage.Record[Lifetime]
	weekly   storage.Record[weeklyScores]
	day      storage.Record[dayRecord]
	rating   storage.Record[rating]
	leaver   storage.Record[leaverRecord]
	rejected string // the reason why nothing can be counted for the player, or ""
}

// readStats reads the statistics of the game's players, in their order.
func (s *Service) readStats(ctx context.Context, g Game) ([]playerStats, error) {
	users, err := shortread.Users(ctx, s.nk, g.userIDs())
	if err != nil {
		return nil, err
	}
	var targets []storage.Target
	stats, byUser := make([]playerStats, len(g.Players)), make(map[string]*playerStats, len(g.Players))
	for i, p := range g.Players {
		one := &stats[i]
		byUser[p.UserID], one.rating = one, newRating(p.UserID)
		if users[p.UserID] == nil {
			one.rejected = "the account no longer exists"
			continue
		}
		one.lifetime = storage.New[Lifetime](storage.Ref{Collection: storage.Stats, Key: "lifetime", UserID: p.UserID})
		one.weekly = storage.New[weeklyScores](weeklyRef(p.UserID))
		one.day = storage.New[dayRecord](dayRef(p.UserID))
		one.leaver = storage.New[leaverRecord](leaverRef(p.UserID))
		targets = append(targets, &one.lifetime, &one.weekly, &one.day, &one.rating, &one.leaver)
	}
	return stats, storage.ReadEach(ctx, s.nk, targets, func(ref storage.Ref, err error) {
		// A damaged record must not cost the other players their game.
		s.logger.WithField("user_id", ref.UserID).Error("game %s does not count for a player: %v", g.ID, err)
		byUser[ref.UserID].rejected = "statistics cannot be read"
	})
}

// count adds the game to a player's statistics, if it counts for the player.
func (s *Service) count(p Player, g Game, stats *playerStats, period periodSnapshot) playerResult {
	score, joined := period.tournamentScores[p.UserID]
	r := playerResult{UserID: p.UserID, Joined: joined, Score: score}
	stats.day.Value.begin(period.day)
	r.Reason = cmp.Or(stats.rejected, s.ineligiblePlayer(p, g, stats.day.Value))
	if r.Reason != "" {
		return r
	}
	stats.day.Value.add(p.UserID, g)
	stats.lifetime.Value.add(p, p.won(g))
	r.Counted, r.Games = true, stats.lifetime.Value.Games
	weekly := &stats.weekly.Value
	if s.options.ClientScores {
		return r
	}
	board := winsBoard(p.Role)
	if expiry, exists := period.expiries[board]; exists && p.won(g) {
		r.Updates = append(r.Updates, weekly.add(board, 1, expiry))
	}
	if joined && period.tournamentOpen {
		board = tournaments.WeeklyTopDetective
		r.Updates = append(r.Updates, weekly.add(board, p.tournamentVotes(), period.expiries[board]))
	}
	return r
}
