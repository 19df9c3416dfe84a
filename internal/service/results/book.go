package results

import (
	"context"
	"fmt"

	"github.com/heroiclabs/nakama-common/api"
	"github.com/heroiclabs/nakama-common/runtime"

	"sagishi/internal/platform/storage"
	"sagishi/tournaments"
)

// Lifetime is what a player has done in all counted games.
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

// tally is what a player has on the boards, and how many games counted on one
// day. A board in it means that a game was counted there.
type tally struct {
	Boards map[string]total `json:"boards"`
	Day    string           `json:"day"` // UTC
	Games  int              `json:"games"`
}

// total is a player's points on one board in one week.
type total struct {
	Week   int64 `json:"week"` // its expiry, unix seconds
	Points int64 `json:"points"`
}

// in is the total of the week, zero if the board has turned since.
func (t tally) in(board string, week int64) (int64, bool) {
	have, ok := t.Boards[board]
	if !ok || have.Week != week {
		return 0, false
	}
	return have.Points, true
}

// add adds points to a board's total in the week.
func (t *tally) add(board string, points, week int64) mark {
	if t.Boards == nil {
		t.Boards = map[string]total{}
	}
	have, _ := t.in(board, week)
	t.Boards[board] = total{Week: week, Points: have + points}
	return mark{Board: board, Add: points, Total: have + points, Week: week}
}

// book is a player's statistics and tally.
type book struct {
	lifetime storage.Record[Lifetime]
	tally    storage.Record[tally]
	why      string // why nothing can be counted in it
}

func lifetimeRef(user string) storage.Ref {
	return storage.Ref{Collection: storage.Stats, Key: "lifetime", UserID: user}
}

func tallyRef(user string) storage.Ref {
	return storage.Ref{Collection: storage.Stats, Key: "week", UserID: user}
}

// books reads the books of the game's players, in their order.
func (s *Service) books(ctx context.Context, g Game) ([]book, error) {
	users := g.users()
	exists, err := s.exist(ctx, users)
	if err != nil {
		return nil, err
	}
	var reads []*runtime.StorageRead
	books, index := make([]book, len(users)), make(map[string]*book, len(users))
	for i, user := range users {
		b := &books[i]
		b.lifetime = storage.Record[Lifetime]{Ref: lifetimeRef(user), Version: storage.Absent}
		b.tally = storage.Record[tally]{Ref: tallyRef(user), Version: storage.Absent}
		index[user] = b
		if !exists[user] {
			b.why = "the account no longer exists"
			continue
		}
		reads = append(reads, &runtime.StorageRead{Collection: storage.Stats, Key: "lifetime", UserID: user},
			&runtime.StorageRead{Collection: storage.Stats, Key: "week", UserID: user})
	}
	if len(reads) == 0 {
		return books, nil
	}
	objects, err := s.nk.StorageRead(ctx, reads)
	if err != nil {
		return nil, fmt.Errorf("read statistics: %w", err)
	}
	for _, o := range objects {
		if err := index[o.GetUserId()].take(o); err != nil {
			// One damaged record must not cost the others their game.
			s.logger.WithField("user_id", o.GetUserId()).Error("game %s does not count for a player: %v", g.ID, err)
			index[o.GetUserId()].why = "statistics cannot be read"
		}
	}
	return books, nil
}

func (b *book) take(o *api.StorageObject) error {
	if o.GetKey() == b.lifetime.Key {
		return decode(o, &b.lifetime)
	}
	return decode(o, &b.tally)
}

func (b *book) writes() ([]*runtime.StorageWrite, error) {
	lifetime, err := storage.Write(b.lifetime.Ref, b.lifetime.Value, b.lifetime.Version, storage.ReadPublic)
	if err != nil {
		return nil, err
	}
	week, err := storage.Write(b.tally.Ref, b.tally.Value, b.tally.Version, storage.ReadOwner)
	if err != nil {
		return nil, err
	}
	return []*runtime.StorageWrite{lifetime, week}, nil
}

// share enters the game into a player's book.
func (s *Service) share(p Player, g Game, b *book, m moment) share {
	score, joined := m.detectives[p.UserID]
	sh := share{UserID: p.UserID, Joined: joined, Score: score}
	t := &b.tally.Value
	if t.Day != m.day {
		t.Day, t.Games = m.day, 0
	}
	if b.why == "" && t.Games >= s.options.DailyGames {
		b.why = fmt.Sprintf("only %d games a day count", s.options.DailyGames)
	}
	if b.why != "" {
		sh.Why = b.why
		return sh
	}
	sh.Counted, sh.First = true, b.lifetime.Value.Games == 0
	t.Games++
	b.lifetime.Value.add(p, p.won(g))
	if s.options.ByClients {
		return sh
	}
	if week, ok := m.weeks[board(p.Role)]; ok && p.won(g) {
		sh.Marks = append(sh.Marks, t.add(board(p.Role), 1, week))
	}
	if joined && m.open {
		sh.Marks = append(sh.Marks, t.add(tournaments.WeeklyTopDetective, p.correct(), m.weeks[tournaments.WeeklyTopDetective]))
	}
	return sh
}

func (l *Lifetime) add(p Player, won bool) {
	one := int64(0)
	if won {
		one = 1
	}
	if p.Role == imposter {
		l.ImposterGames++
		l.ImposterWins += one
	} else {
		l.CrewGames++
		l.CrewWins += one
	}
	l.Games++
	l.Votes += int64(p.Votes)
	l.CorrectVotes += p.correct()
	l.Kills += int64(p.Kills)
	l.TasksDone += int64(p.TasksDone)
}

// CountedOn reports whether a game of the player has been counted on the board
// in the running week.
func (s *Service) CountedOn(ctx context.Context, userID, board string) (bool, error) {
	record, err := storage.Read[tally](ctx, s.nk, tallyRef(userID))
	if err != nil {
		return false, err
	}
	weeks, _, err := s.weeks(ctx)
	if err != nil {
		return false, err
	}
	_, counted := record.Value.in(board, weeks[board])
	return counted, nil
}
