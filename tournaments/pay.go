package tournaments

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/heroiclabs/nakama-common/runtime"

	"sagishi/internal/platform/ledger"
	"sagishi/internal/platform/storage"
)

// receipt makes a winner's coins move once, and remembers the telling.
type receipt struct {
	TournamentID string `json:"tournament_id"`
	Title        string `json:"title"`
	PeriodEnd    int64  `json:"period_end"`
	UserID       string `json:"user_id"`
	Username     string `json:"username"`
	place
	Coins  int64 `json:"coins"`
	PaidAt int64 `json:"paid_at"`
	Told   bool  `json:"told"`
	// Claim is when a server took it upon itself to tell the winner, 0 if none
	// does. Tries counts the claims, and keeps two of them from looking alike.
	Claim int64 `json:"claim"`
	Tries int   `json:"tries"`
}

// key names a receipt. The records of receipts are the server's: they survive
// the winner's account, whose deletion must not open the purse again.
func key(id string, expiry int64, user string) string {
	return fmt.Sprintf("reward:%s:%d:%s", id, expiry, user)
}

func receiptRef(p page, user string) storage.Ref {
	return storage.Ref{Collection: storage.Receipts, Key: key(p.TournamentID, p.Expiry, user)}
}

// giveUp is for how long after a period's end a winner without an account is
// looked for.
const giveUp = 30 * 24 * time.Hour

// payPeriod pays and tells the winners of a frozen period, page by page. It
// reports whether nothing is left to do. One winner's failure delays no other.
func (r *Rewards) payPeriod(ctx context.Context, id string, expiry int64, sum *Summary) (bool, error) {
	settled := true
	for n := 0; ; n++ {
		p, err := storage.Read[page](ctx, r.nk, pageRef(id, expiry, n))
		if err != nil {
			return false, err
		}
		if !p.Found() {
			return false, fmt.Errorf("page %d of the frozen winners is missing", n)
		}
		if err := r.payPage(ctx, &p, sum); err != nil {
			return false, err
		}
		for _, w := range p.Value.Winners {
			settled = settled && w.State != ""
		}
		if p.Value.Last {
			return settled, nil
		}
	}
}

func (r *Rewards) payPage(ctx context.Context, p *storage.Record[page], sum *Summary) error {
	receipts, err := r.receipts(ctx, p.Value)
	if err != nil {
		return err
	}
	changed := false
	for i := range p.Value.Winners {
		w := &p.Value.Winners[i]
		if w.State == "" {
			w.State = r.payWinner(ctx, p.Value, *w, receipts[w.UserID], sum)
			changed = changed || w.State != ""
			continue
		}
		if w.State == told {
			sum.AlreadyPaid++
		}
	}
	if !changed {
		return nil
	}
	return r.remember(ctx, p)
}

// remember writes the winners' states, which saves the next run from reading
// their receipts. Losing a race for it loses nothing: the receipts are true.
func (r *Rewards) remember(ctx context.Context, p *storage.Record[page]) error {
	write, err := storage.Write(p.Ref, p.Value, p.Version, storage.ReadNone)
	if err != nil {
		return err
	}
	_, err = r.nk.StorageWrite(ctx, []*runtime.StorageWrite{write})
	if err != nil && !errors.Is(err, runtime.ErrStorageRejectedVersion) {
		return fmt.Errorf("write winners' states: %w", err)
	}
	return nil
}

// receipts reads the receipts of a page's winners whose state is not certain.
func (r *Rewards) receipts(ctx context.Context, p page) (map[string]storage.Record[receipt], error) {
	receipts := make(map[string]storage.Record[receipt], len(p.Winners))
	var reads []*runtime.StorageRead
	for _, w := range p.Winners {
		if w.State == "" {
			ref := receiptRef(p, w.UserID)
			receipts[w.UserID] = storage.Record[receipt]{Ref: ref, Version: storage.Absent}
			reads = append(reads, &runtime.StorageRead{Collection: ref.Collection, Key: ref.Key})
		}
	}
	if len(reads) == 0 {
		return receipts, nil
	}
	objects, err := r.nk.StorageRead(ctx, reads)
	if err != nil {
		return nil, fmt.Errorf("read receipts: %w", err)
	}
	for _, o := range objects {
		var have receipt
		if err := json.Unmarshal([]byte(o.GetValue()), &have); err != nil {
			return nil, fmt.Errorf("decode receipt %s: %w", o.GetKey(), err)
		}
		record := receipts[have.UserID]
		record.Value, record.Version = have, o.GetVersion()
		receipts[have.UserID] = record
	}
	return receipts, nil
}

// payWinner pays a winner who has no receipt and tells one who does not know.
// It returns the state that is certain then.
func (r *Rewards) payWinner(ctx context.Context, p page, w winner, have storage.Record[receipt], sum *Summary) state {
	mine := false
	if !have.Found() {
		paid, err := r.pay(ctx, p, w)
		if err != nil {
			sum.Failed++
			return r.failed(p, w, err)
		}
		if mine = paid; paid {
			sum.Paid++
			sum.Coins += w.Coins
		}
	}
	if !mine {
		sum.AlreadyPaid++
	}
	knows, err := r.tell(ctx, receiptRef(p, w.UserID), mine)
	if err != nil {
		r.complain("tell", p, w, err)
		return ""
	}
	if !knows {
		return ""
	}
	return told
}

// pay moves the coins, unless they have moved. It reports whether it did. The
// receipt starts with this server's claim to tell the winner.
func (r *Rewards) pay(ctx context.Context, p page, w winner) (bool, error) {
	now := r.now().Unix()
	outcome, err := r.ledger.Apply(ctx, ledger.Transaction{
		Receipt: receiptRef(p, w.UserID),
		Content: receipt{
			TournamentID: p.TournamentID, Title: p.Title, PeriodEnd: p.Expiry,
			UserID: w.UserID, Username: w.Username, place: w.place, Coins: w.Coins, PaidAt: now, Claim: now, Tries: 1,
		},
		Coins:  []ledger.Coins{{UserID: w.UserID, Amount: w.Coins}},
		Reason: "tournament_reward",
	})
	if err != nil {
		return false, err
	}
	if outcome.Applied {
		r.log(p, w).Info("reward paid")
		r.nk.MetricsCounterAdd("sagishi_rewards_paid", nil, 1)
		r.nk.MetricsCounterAdd("sagishi_rewards_coins", nil, w.Coins)
	}
	return outcome.Applied, nil
}

// failed decides whether a winner who could not be paid is tried again: always
// but for one without an account, who is given up after a while.
func (r *Rewards) failed(p page, w winner, cause error) state {
	r.nk.MetricsCounterAdd("sagishi_rewards_failed", nil, 1)
	late := r.now().After(time.Unix(p.Expiry, 0).Add(giveUp))
	if late && errors.Is(cause, ledger.ErrNoAccount) {
		r.log(p, w).Error("reward given up: %v", cause)
		return gone
	}
	r.complain("pay", p, w, cause)
	return ""
}
