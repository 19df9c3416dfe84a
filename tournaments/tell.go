package tournaments

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/heroiclabs/nakama-common/runtime"

	"sagishi/internal/platform/storage"
	"sagishi/notifications"
)

// lease is how long a claim to tell a winner holds: whoever made it has told
// the winner by then, or has died.
const lease = 15 * time.Second

// patience is how long one notification may take. It ends before the lease.
const patience = 10 * time.Second

// tell tells a paid winner, and reports whether the winner knows. A claim in
// the receipt keeps two servers from both doing it.
func (r *Rewards) tell(ctx context.Context, ref storage.Ref, mine bool) (bool, error) {
	record, err := storage.Read[receipt](ctx, r.nk, ref)
	if err != nil {
		return false, err
	}
	if !record.Found() || record.Value.Told {
		return record.Value.Told, nil
	}
	if !mine {
		claimed, knows, err := r.claim(ctx, &record)
		if err != nil || knows || !claimed {
			return knows, err
		}
	}
	if err := r.send(ctx, record.Value.notice()); err != nil {
		return false, errors.Join(err, r.release(ctx, &record))
	}
	r.nk.MetricsCounterAdd("sagishi_rewards_told", nil, 1)
	return true, r.finish(ctx, &record)
}

// claim takes over the telling of a winner from whoever left it unfinished.
// That one may have told the winner: then the notice is in the inbox, unless
// the winner has emptied it. claim reports whether it took over and whether the
// winner knows already.
func (r *Rewards) claim(ctx context.Context, record *storage.Record[receipt]) (claimed, knows bool, err error) {
	have := &record.Value
	if r.now().Before(time.Unix(have.Claim, 0).Add(lease)) {
		return false, false, nil // another server is about it
	}
	have.Claim, have.Tries = r.now().Unix(), have.Tries+1
	err = r.update(ctx, record)
	if errors.Is(err, runtime.ErrStorageRejectedVersion) {
		return false, false, nil
	}
	if err != nil {
		return false, false, err
	}
	knows, err = notifications.Has(ctx, r.nk, have.notice())
	if err != nil {
		return true, false, errors.Join(err, r.release(ctx, record))
	}
	if knows {
		return true, true, r.finish(ctx, record)
	}
	return true, false, nil
}

func (have receipt) notice() notifications.Notice {
	return notifications.Notice{
		UserID: have.UserID, Code: notifications.TournamentReward,
		ID: key(have.TournamentID, have.PeriodEnd, have.UserID),
		Content: map[string]any{
			"tournament_id": have.TournamentID, "title": have.Title, "rank": have.Rank, "score": have.Score,
			"reward": map[string]any{"coins": have.Coins}, "period_end": have.PeriodEnd,
		},
	}
}

// send sends the notice. A winner whose account is gone by now needs none.
func (r *Rewards) send(ctx context.Context, notice notifications.Notice) error {
	patient, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	err := notifications.Send(patient, r.nk, notice)
	if err == nil {
		return nil
	}
	for range 2 { // a list may come short without an error
		users, lookErr := r.nk.UsersGetId(ctx, []string{notice.UserID}, nil)
		if lookErr != nil || len(users) > 0 {
			return err
		}
	}
	return nil
}

func (r *Rewards) finish(ctx context.Context, record *storage.Record[receipt]) error {
	record.Value.Told, record.Value.Claim = true, 0
	return r.update(ctx, record)
}

// release gives the claim back, so that the next run need not wait for its end.
func (r *Rewards) release(ctx context.Context, record *storage.Record[receipt]) error {
	record.Value.Claim = 0
	return r.update(ctx, record)
}

func (r *Rewards) update(ctx context.Context, record *storage.Record[receipt]) error {
	write, err := storage.Write(record.Ref, record.Value, record.Version, storage.ReadNone)
	if err != nil {
		return err
	}
	acks, err := r.nk.StorageWrite(ctx, []*runtime.StorageWrite{write})
	if err != nil {
		return fmt.Errorf("update receipt %s: %w", record.Key, err)
	}
	record.Version = acks[0].GetVersion()
	return nil
}
