package nakamatest

import (
	"context"
	"errors"
	"slices"
	"sort"

	"github.com/heroiclabs/nakama-common/api"
)

var errRecordCursor = errors.New("leaderboard cursor invalid")

// recordCursor is the end of a page of records.
type recordCursor struct {
	Board                         string
	Expiry, Score, Subscore, Rank int64
	Owner                         string
	Back                          bool // for the previous page, not the next
}

// recordPage is a page of records.
type recordPage struct {
	records, owners []*api.LeaderboardRecord
	next, prev      string
	count           int64
}

// LeaderboardRecordsList lists records from best to worst, and those of the owners.
// An expiry of 0 means the current period.
func (n *Nakama) LeaderboardRecordsList(ctx context.Context, id string, ownerIDs []string, limit int, cursor string, expiry int64) (records, ownerRecords []*api.LeaderboardRecord, nextCursor, prevCursor string, err error) {
	var page recordPage
	err = n.call(ctx, "LeaderboardRecordsList", func(db *database) error {
		b, err := db.findBoard(id)
		if err != nil {
			return err
		}
		if err := checkListing(ownerIDs, limit, expiry); err != nil {
			return err
		}
		page, err = db.listRecords(b, ownerIDs, limit, cursor, expiry)
		return err
	})
	if err != nil {
		return nil, nil, "", "", err
	}
	return page.records, page.owners, page.next, page.prev, nil
}

// TournamentRecordsList lists records from best to worst, and those of the owners.
// Note that it returns the cursors in the opposite order to LeaderboardRecordsList.
func (n *Nakama) TournamentRecordsList(ctx context.Context, id string, ownerIDs []string, limit int, cursor string, overrideExpiry int64) (records, ownerRecords []*api.LeaderboardRecord, prevCursor, nextCursor string, err error) {
	var page recordPage
	err = n.call(ctx, "TournamentRecordsList", func(db *database) error {
		page, err = db.listTournament(id, ownerIDs, limit, cursor, overrideExpiry)
		return err
	})
	if err != nil {
		return nil, nil, "", "", err
	}
	return page.records, page.owners, page.prev, page.next, nil
}

func (db *database) listTournament(id string, ownerIDs []string, limit int, cursor string, expiry int64) (recordPage, error) {
	b, err := db.findTournament(id)
	if err != nil {
		return recordPage{}, err
	}
	if err := checkListing(ownerIDs, limit, expiry); err != nil {
		return recordPage{}, err
	}
	if expiry == 0 && b.end > 0 && b.end <= db.now.Unix() {
		return recordPage{}, errOutside
	}
	return db.listRecords(b, ownerIDs, limit, cursor, expiry)
}

func checkListing(ownerIDs []string, limit int, expiry int64) error {
	switch {
	case slices.ContainsFunc(ownerIDs, func(id string) bool { return !isID(id) }):
		return errors.New("expects each owner ID to be a valid identifier")
	case limit < 0 || limit > 10000:
		return errors.New("expects limit to be 0-10000")
	case expiry < 0:
		return errors.New("expects expiry to equal or greater than 0")
	default:
		return nil
	}
}

func (db *database) listRecords(b *board, ownerIDs []string, limit int, cursor string, expiry int64) (page recordPage, err error) {
	if expiry == 0 {
		running, ok := b.currentPeriod(db.now)
		if !ok {
			return recordPage{}, nil
		}
		expiry = running
	}
	if limit > 0 {
		if page, err = b.pageOf(expiry, limit, cursor); err != nil {
			return recordPage{}, err
		}
	}
	p := b.period(expiry)
	var owners []*record
	for _, id := range ownerIDs {
		if r, ok := p.rows[id]; ok && !slices.Contains(owners, r) {
			owners = append(owners, r)
		}
	}
	slices.SortFunc(owners, b.compare)
	for _, r := range owners {
		page.owners = append(page.owners, b.apiRecord(r, expiry, b.rank(r, expiry, db.now)))
	}
	if b.ranks && (expiry == 0 || expiry > db.now.Unix()) {
		page.count = int64(len(p.rows))
	}
	return page, nil
}

// pageOf returns one page of a period; ranks count from the cursor.
func (b *board) pageOf(expiry int64, limit int, cursor string) (page recordPage, err error) {
	rows := b.ordered(expiry)
	start, rank := 0, int64(0)
	if cursor != "" {
		at, err := decodeCursor[recordCursor](cursor)
		if err != nil || at.Board != b.id || at.Expiry != expiry {
			return page, errRecordCursor
		}
		last := &record{owner: at.Owner, score: at.Score, subscore: at.Subscore}
		start, rank = sort.Search(len(rows), func(i int) bool { return b.compare(rows[i], last) > 0 }), at.Rank
		if at.Back {
			end := sort.Search(len(rows), func(i int) bool { return b.compare(rows[i], last) >= 0 })
			start = max(0, end-limit)
			limit = end - start
			rank = at.Rank - int64(limit) - 1
		}
	}
	end := min(start+limit, len(rows))
	for _, r := range rows[start:end] {
		rank++
		page.records = append(page.records, b.apiRecord(r, expiry, rank))
	}
	if len(page.records) == 0 {
		return page, nil
	}
	if end < len(rows) {
		page.next = b.cursorAt(page.records[len(page.records)-1], expiry, false)
	}
	if cursor != "" && start > 0 {
		page.prev = b.cursorAt(page.records[0], expiry, true)
	}
	return page, nil
}

func (b *board) cursorAt(r *api.LeaderboardRecord, expiry int64, back bool) string {
	return encodeCursor(recordCursor{
		Board: b.id, Expiry: expiry, Score: r.GetScore(), Subscore: r.GetSubscore(), Rank: r.GetRank(), Owner: r.GetOwnerId(), Back: back,
	})
}

// LeaderboardRecordsHaystack lists the records around the owner's.
func (n *Nakama) LeaderboardRecordsHaystack(ctx context.Context, id, ownerID string, limit int, cursor string, expiry int64) (list *api.LeaderboardRecordList, err error) {
	err = n.call(ctx, "LeaderboardRecordsHaystack", func(db *database) error {
		b, err := db.findBoard(id)
		if err != nil {
			return err
		}
		page, err := db.haystack(b, ownerID, limit, cursor, expiry)
		list = &api.LeaderboardRecordList{Records: page.records, NextCursor: page.next, PrevCursor: page.prev, RankCount: page.count}
		return err
	})
	return orNil(list, err)
}

// TournamentRecordsHaystack lists the records around the owner's. Its PrevCursor is
// the next cursor: the server confuses them.
func (n *Nakama) TournamentRecordsHaystack(ctx context.Context, id, ownerID string, limit int, cursor string, expiry int64) (list *api.TournamentRecordList, err error) {
	err = n.call(ctx, "TournamentRecordsHaystack", func(db *database) error {
		b, err := db.findTournament(id)
		if err != nil {
			return err
		}
		page, err := db.haystack(b, ownerID, limit, cursor, expiry)
		list = &api.TournamentRecordList{Records: page.records, NextCursor: page.next, PrevCursor: page.next, RankCount: page.count}
		return err
	})
	return orNil(list, err)
}

func (db *database) haystack(b *board, ownerID string, limit int, cursor string, expiry int64) (page recordPage, err error) {
	switch {
	case !isID(ownerID):
		return page, errOwnerID
	case limit < 1 || limit > 100:
		return page, errors.New("limit must be 1-100")
	case cursor != "":
		return db.listRecords(b, nil, limit, cursor, expiry)
	}
	if expiry == 0 {
		running, ok := b.currentPeriod(db.now)
		if !ok {
			return page, nil
		}
		expiry = running
	}
	rows := b.ordered(expiry)
	at := slices.IndexFunc(rows, func(r *record) bool { return r.owner == ownerID })
	if at < 0 {
		return page, nil
	}
	start, end := window(len(rows), at, limit)
	for _, r := range rows[start:end] {
		page.records = append(page.records, b.apiRecord(r, expiry, b.rank(r, expiry, db.now)))
	}
	if start > 0 {
		page.prev = b.cursorAt(page.records[0], expiry, true)
	}
	if end < len(rows) {
		page.next = b.cursorAt(page.records[len(page.records)-1], expiry, false)
	}
	page.count = int64(len(rows))
	return page, nil
}

// window returns a range of limit rows around one: half of them below, the rest
// above. If one side has too few rows, the other side gives more.
func window(rows, at, limit int) (start, end int) {
	above := min(at, limit)
	below := limit / 2
	if above < below {
		below = limit - above
	}
	end = min(at+1+below, rows)
	start = max(at-above, end-limit)
	if above < below {
		start = at - above
	}
	return start, min(start+limit, end)
}
