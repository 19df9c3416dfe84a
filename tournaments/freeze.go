package tournaments

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/heroiclabs/nakama-common/api"

	"sagishi/internal/platform/storage"
)

// page is a part of a period's frozen winners. A page is written once; later
// only the states of its winners change.
type page struct {
	TournamentID string   `json:"tournament_id"`
	Title        string   `json:"title"`
	Expiry       int64    `json:"period_end"`
	FrozenAt     int64    `json:"frozen_at"`
	Winners      []winner `json:"winners"`
	Last         bool     `json:"last"`
	// Where the next page continues.
	Cursor     string `json:"cursor,omitempty"`
	Seen       int64  `json:"seen"`        // records up to here
	LastRecord place  `json:"last_record"` // of this page
}

// place is a rank, with the scores that share it.
type place struct {
	Rank     int64 `json:"rank"`
	Score    int64 `json:"score"`
	Subscore int64 `json:"subscore"`
}

// winner is a player who wins a prize.
type winner struct {
	place
	UserID   string `json:"user_id"`
	Username string `json:"username"`
	Coins    int64  `json:"coins"`
	State    state  `json:"state,omitempty"`
}

// state is the known state of a winner's prize. While it is empty, the receipt says
// whether the winner is paid.
type state string

const (
	statePaid           state = "paid"
	stateAccountDeleted state = "account_deleted" // no longer tried
)

func pageRef(id string, expiry int64, n int) storage.Ref {
	return storage.Ref{Collection: storage.Rewards, Key: fmt.Sprintf("%s:%d:%d", id, expiry, n)}
}

// freeze writes the winners of an ended period, once, and reports whether there
// are any. After an interruption it continues behind the last page that exists,
// with that page's cursor and rank. Several servers at once write one list.
func (r *Rewards) freeze(ctx context.Context, t *api.Tournament, expiry int64) (bool, error) {
	previous := page{TournamentID: t.GetId(), Title: t.GetTitle(), Expiry: expiry}
	winners := 0
	for n := 0; ; n++ {
		p, err := r.page(ctx, previous, n)
		if err != nil {
			return false, err
		}
		winners += len(p.Winners)
		if p.Last {
			return winners > 0, nil
		}
		previous = p
	}
}

// page reads page n, or makes it.
func (r *Rewards) page(ctx context.Context, previous page, n int) (page, error) {
	ref := pageRef(previous.TournamentID, previous.Expiry, n)
	record, err := storage.Read[page](ctx, r.nk, ref)
	if err != nil || record.Found() {
		return record.Value, err
	}
	p, err := r.list(ctx, previous)
	if err != nil {
		return page{}, err
	}
	if n == 0 && p.Last && len(p.Winners) == 0 {
		return p, nil // no winner, no record
	}
	record.Value = p
	if err := record.Save(ctx, r.nk, storage.ReadNone); err != nil {
		if storage.IsConflict(err) {
			record, err = storage.Read[page](ctx, r.nk, ref) // another server wrote the same
		}
		return record.Value, err
	}
	return p, nil
}

// list makes the page that follows the previous one. It ends the list where no
// further record can win.
func (r *Rewards) list(ctx context.Context, previous page) (page, error) {
	p := page{
		TournamentID: previous.TournamentID, Title: previous.Title, Expiry: previous.Expiry,
		FrozenAt: r.now().Unix(), Seen: previous.Seen, LastRecord: previous.LastRecord,
	}
	records, next, err := r.records(ctx, p.TournamentID, previous.Cursor, p.Expiry)
	if err != nil {
		return p, err
	}
	p.Cursor, p.Last = next, next == ""
	for _, record := range records {
		rank := rankAfter(p.LastRecord, p.Seen, record)
		if !r.options.Prizes.mayWin(rank, record.GetScore()) {
			p.Last, p.Cursor = true, ""
			break
		}
		p.Seen++
		p.LastRecord = place{Rank: rank, Score: record.GetScore(), Subscore: record.GetSubscore()}
		if coins := r.options.Prizes.coins(rank); coins > 0 {
			p.Winners = append(p.Winners, winner{
				place: p.LastRecord, UserID: record.GetOwnerId(), Username: record.GetUsername().GetValue(), Coins: coins,
			})
		}
	}
	return p, nil
}

// maxReads is how often a list is read until two of them agree.
const maxReads = 4

// records lists one page of a period's records. Nakama does not report a
// connection that breaks within a list: the page comes short and looks like the
// last. So a page without a successor counts only if two lists of it agree.
func (r *Rewards) records(ctx context.Context, id, cursor string, expiry int64) ([]*api.LeaderboardRecord, string, error) {
	var before []string
	for i := range maxReads {
		records, _, _, next, err := r.nk.TournamentRecordsList(ctx, id, nil, r.options.Page, cursor, expiry)
		if err != nil {
			return nil, "", fmt.Errorf("list records: %w", err)
		}
		if next != "" && len(records) == r.options.Page {
			return records, next, nil
		}
		now := fingerprint(records)
		if i > 0 && slices.Equal(before, now) {
			return records, "", nil
		}
		before = now
	}
	return nil, "", errors.New("list records: no two lists agree")
}

func fingerprint(records []*api.LeaderboardRecord) []string {
	prints := make([]string, 0, len(records))
	for _, record := range records {
		prints = append(prints, fmt.Sprintf("%s %d %d", record.GetOwnerId(), record.GetScore(), record.GetSubscore()))
	}
	return prints
}
