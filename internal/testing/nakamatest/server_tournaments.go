package nakamatest

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"time"

	"github.com/heroiclabs/nakama-common/api"
	"github.com/heroiclabs/nakama-common/runtime"
)

var errOutside = runtime.ErrTournamentOutsideDuration

// deadlines returns the active time of the period at t and its expiry, computed as on
// the server.
func (b *board) deadlines(t time.Time) (startActive, endActive, expiry int64) {
	if b.cron == nil {
		endActive = b.start + b.duration
		if b.end > 0 {
			endActive = min(endActive, b.end)
		}
		return b.start, endActive, b.end
	}
	now := t.Unix()
	switch {
	case now < b.start:
		startActive = b.cron.next(time.Unix(b.start, 0)).Unix()
	case b.cron.next(t.Add(-time.Second)).Unix() == now:
		startActive = now
	default:
		startActive = b.cron.previous(t).Unix()
	}
	expiry = b.cron.next(time.Unix(startActive, 0)).Unix()
	endActive = min(startActive+b.duration, expiry)
	if b.start > endActive {
		first := b.cron.next(time.Unix(b.start, 0))
		startActive, expiry = first.Unix(), b.cron.next(first).Unix()
		endActive = min(startActive+b.duration, expiry)
	} else {
		startActive = max(startActive, b.start)
	}
	if b.end > 0 && expiry > b.end {
		expiry = b.end
		endActive = min(endActive, expiry)
	}
	return startActive, endActive, expiry
}

// TournamentCreate creates a tournament. An existing one stays unchanged.
func (n *Nakama) TournamentCreate(ctx context.Context, id string, authoritative bool, sortOrder, operator, resetSchedule string, metadata map[string]any, title, description string, category, startTime, endTime, duration, maxSize, maxNumScore int, joinRequired, enableRanks bool) error {
	return n.call(ctx, "TournamentCreate", func(db *database) error {
		if id == "" {
			return errTournamentID
		}
		b, err := db.newBoard(id, sortOrder, operator, resetSchedule, metadata)
		if err != nil {
			return err
		}
		b.authoritative, b.ranks = authoritative, enableRanks
		b.tournament = tournament{
			title: title, description: description, category: category, start: int64(startTime), end: int64(endTime),
			duration: int64(duration), maxSize: maxSize, maxScores: maxNumScore, joinRequired: joinRequired,
		}
		if err := b.checkTournament(db.now); err != nil {
			return err
		}
		old, exists := db.boards[id]
		if exists && !old.isTournament() {
			return errBoardInUse
		}
		if !exists {
			put(db, db.boards, id, b)
		}
		return nil
	})
}

func (b *board) checkTournament(now time.Time) error {
	switch {
	case b.category < 0 || b.category >= 128:
		return errors.New("category must be 0-127")
	case b.start < 0:
		return errors.New("startTime must be >= 0")
	case b.end < 0:
		return errors.New("endTime must be >= 0")
	case b.end != 0 && b.end < b.start:
		return errors.New("endTime must be >= startTime")
	case b.duration <= 0:
		return errors.New("duration must be > 0")
	case b.maxSize < 0:
		return errors.New("maxSize must be >= 0")
	case b.maxScores < 0:
		return errors.New("maxNumScore must be >= 0")
	}
	if b.maxSize == 0 {
		b.maxSize = noMaxSize
	}
	if b.maxScores == 0 {
		b.maxScores = defaultMaxScores
	}
	if b.start == 0 {
		b.start = now.Unix()
	}
	return nil
}

// TournamentDelete removes a tournament and its records.
func (n *Nakama) TournamentDelete(ctx context.Context, id string) error {
	return n.call(ctx, "TournamentDelete", func(db *database) error {
		if b, ok := db.boards[id]; ok && b.isTournament() {
			drop(db, db.boards, id)
		}
		return nil
	})
}

// apiTournament returns a tournament as lists show it.
func (b *board) apiTournament(now time.Time) *api.Tournament {
	startActive, endActive, expiry := b.deadlines(now)
	out := &api.Tournament{
		Id: b.id, Title: b.title, Description: b.description, Category: uint32(b.category),
		SortOrder: b.sortOrder(), Operator: b.operator, MaxSize: uint32(b.maxSize), MaxNumScore: uint32(b.maxScores),
		StartActive: uint32(startActive), EndActive: uint32(endActive), PrevReset: b.prevReset(now, b.start), NextReset: uint32(expiry),
		Metadata: b.metadata, CreateTime: seconds(b.created), StartTime: seconds(time.Unix(b.start, 0)), Duration: uint32(b.duration),
		Authoritative: b.authoritative, JoinRequired: b.joinRequired,
		CanEnter: startActive <= now.Unix() && (endActive == 0 || endActive >= now.Unix()),
	}
	if b.hasMaxSize() {
		out.Size = uint32(b.size)
		out.CanEnter = out.CanEnter && b.size < b.maxSize
	}
	if b.end > 0 {
		out.EndTime = seconds(time.Unix(b.end, 0))
	}
	return out
}

// TournamentsGetId returns the tournaments that exist. As on the server, the result
// lacks JoinRequired, and Authoritative too for tournaments with a maximum size.
func (n *Nakama) TournamentsGetId(ctx context.Context, ids []string) (out []*api.Tournament, err error) { //nolint:revive // Nakama's name
	err = n.call(ctx, "TournamentsGetId", func(db *database) error {
		out = []*api.Tournament{}
		seen := map[string]bool{}
		for _, id := range ids {
			b, ok := db.boards[id]
			if !ok || !b.isTournament() || seen[id] {
				continue
			}
			seen[id] = true
			out = append(out, b.stored(db.now))
		}
		return nil
	})
	return orNil(out, err)
}

// stored returns a tournament as the server reads it from the database.
func (b *board) stored(now time.Time) *api.Tournament {
	t := b.apiTournament(now)
	t.JoinRequired = false
	t.Authoritative = t.GetAuthoritative() && !b.hasMaxSize()
	return t
}

// TournamentList lists tournaments by category and time. As on the server, an end
// time of 0 lists tournaments without an end.
func (n *Nakama) TournamentList(ctx context.Context, categoryStart, categoryEnd, startTime, endTime, limit int, cursor string) (list *api.TournamentList, err error) {
	err = n.call(ctx, "TournamentList", func(db *database) error {
		switch {
		case categoryStart < 0 || categoryStart >= 128:
			return errors.New("categoryStart must be 0-127")
		case categoryEnd < 0 || categoryEnd >= 128:
			return errors.New("categoryEnd must be 0-127")
		case startTime < -1:
			return errors.New("startTime must be >= -1")
		case endTime < -1:
			return errors.New("endTime must be >= -1")
		case endTime < startTime:
			return errors.New("endTime must be >= startTime")
		case limit < 1 || limit > 100:
			return errors.New("limit must be 1-100")
		}
		list, err = db.listTournaments(tournamentFilter{categoryStart, categoryEnd, startTime, endTime}, limit, cursor)
		return err
	})
	return orNil(list, err)
}

// tournamentFilter selects tournaments for a list.
type tournamentFilter struct{ categoryStart, categoryEnd, startTime, endTime int }

func (f tournamentFilter) fits(b *board, now int64) bool {
	end := int64(f.endTime)
	return b.isTournament() && b.category >= f.categoryStart && b.category <= f.categoryEnd && b.start >= int64(f.startTime) &&
		(end != 0 || b.end == 0) && (end != -1 || b.end == 0 || b.end >= now) && (end <= 0 || (b.end != 0 && b.end <= end))
}

func (db *database) listTournaments(filter tournamentFilter, limit int, cursor string) (*api.TournamentList, error) {
	boards := db.boardsWhere(func(b *board) bool { return filter.fits(b, db.now.Unix()) })
	slices.SortStableFunc(boards, func(x, y *board) int {
		return cmp.Or(cmp.Compare(x.start, y.start), cmp.Compare(y.end, x.end), cmp.Compare(x.category, y.category), cmp.Compare(x.id, y.id))
	})
	page, next, err := paginate(boards, limit, cursor)
	if err != nil {
		return nil, errors.New("expects cursor to be valid when provided")
	}
	list := &api.TournamentList{Cursor: next, Tournaments: []*api.Tournament{}}
	for _, b := range page {
		list.Tournaments = append(list.Tournaments, b.apiTournament(db.now))
	}
	return list, nil
}
