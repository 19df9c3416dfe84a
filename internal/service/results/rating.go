package results

import (
	"context"
	"math"

	"sagishi/internal/platform/openskill"
	"sagishi/internal/platform/storage"
)

// rating is how strong a player is in each role. Everyone may read it.
type rating struct {
	Skill    float64    `json:"skill"` // five times the mean of both mu, rounded; never negative
	Crew     roleRating `json:"crew"`
	Imposter roleRating `json:"imposter"`
}

// roleRating is the rating in one role, after so many games.
type roleRating struct {
	openskill.Rating

	Games int64 `json:"games"`
}

func ratingRef(user string) storage.Ref {
	return storage.Ref{Collection: storage.Stats, Key: "rating", UserID: user}
}

// newRating is the record of a newcomer.
func newRating(user string) storage.Record[rating] {
	record := storage.New[rating](ratingRef(user))
	record.Value = rating{Crew: roleRating{Rating: openskill.New()}, Imposter: roleRating{Rating: openskill.New()}}
	record.Value.updateSkill()
	return record
}

func (r *rating) updateSkill() {
	r.Skill = max(0, math.Round(5*(r.Crew.Mu+r.Imposter.Mu)/2))
}

func (r *rating) in(role string) *roleRating {
	if role == imposter {
		return &r.Imposter
	}
	return &r.Crew
}

// side is one of the two teams of a game.
type side struct {
	openskill.Team

	players []int // their places in the game
	counted bool  // the game counts for one of them
}

// rate updates the ratings of the players for whom a game counts, if it counts
// for players of both sides. The others are part of their team's strength all the
// same. Players who left lose, whoever wins.
func rate(r result, stats []playerStats) {
	sides := map[string]*side{crew: {}, imposter: {}}
	for i, p := range r.Game.Players {
		team := sides[crew]
		if p.Role == imposter {
			team = sides[imposter]
		}
		team.Players = append(team.Players, stats[i].rating.Value.in(p.Role).Rating)
		team.players = append(team.players, i)
		team.counted = team.counted || r.Players[i].Counted
	}
	winner, loser := sides[crew], sides[imposter]
	if !winner.counted || !loser.counted {
		return
	}
	loser.Advantage = openskill.Even(len(loser.players), len(winner.players))
	if r.Game.Winner == imposters {
		winner, loser = loser, winner
	}
	won, lost := openskill.Rate(winner.Team, loser.Team)
	_, left := openskill.Rate(loser.Team, winner.Team)
	for k, i := range winner.players {
		if r.Game.Players[i].Left {
			won[k] = left[k]
		}
	}
	winner.save(r, stats, won)
	loser.save(r, stats, lost)
}

// save puts the new ratings of a side into the records of its players.
func (s *side) save(r result, stats []playerStats, updated []openskill.Rating) {
	for k, i := range s.players {
		if !r.Players[i].Counted {
			continue
		}
		record := &stats[i].rating.Value
		role := record.in(r.Game.Players[i].Role)
		role.Rating = updated[k]
		role.Games++
		record.updateSkill()
	}
}

// Skill returns the player's skill as the server knows it. Known is false if
// clients choose their skill themselves. Its errors are internal.
func (s *Service) Skill(ctx context.Context, userID string) (skill float64, known bool, err error) {
	if s.options.ClientSkill {
		return 0, false, nil
	}
	record := newRating(userID)
	err = storage.ReadEach(ctx, s.nk, []storage.Target{&record}, func(_ storage.Ref, err error) {
		// A damaged record must not keep the player from playing.
		s.logger.WithField("user_id", userID).Error("rating of a player cannot be read: %v", err)
		record = newRating(userID)
	})
	return record.Value.Skill, true, err
}
