package faultsim

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"strings"
	"sync"
	"testing"

	"github.com/heroiclabs/nakama-common/api"
	"github.com/heroiclabs/nakama-common/runtime"

	"sagishi/internal/platform/storage"
	"sagishi/internal/testing/nakamatest"
)

// state is a rare state that the simulation must reach: if it does not, it no
// longer tests what is difficult.
type state int

// The rare states.
const (
	batchSplit state = iota
	receiptRace
	commitUnanswered
	diedAfterCommit
	redelivered
	takenOver
	takeOverRace
	checkpointRace
	movedToCurrentWeek
	refundedFirst
	grantedByJob
	states
)

func (s state) String() string {
	return [states]string{
		"a batch of payments fails and one of them succeeds alone",
		"a payment loses the race for its receipt",
		"a payment is committed and its answer is lost",
		"a server dies right after a payment is committed",
		"an entry of the outbox is delivered again",
		"an entry of the outbox is taken over by another server",
		"two servers want the same entry of the outbox",
		"two servers write the same record of a tournament",
		"a game moves to the current week",
		"a refund comes before its grant",
		"the server's own job grants a store purchase",
	}[s]
}

// reached counts the rare states of all runs.
type reached struct {
	mu    sync.Mutex
	times [states]int
}

func (r *reached) add(s state, when bool) {
	if !when {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.times[s]++
}

var rare reached

// TestMain fails a complete run that has missed a rare state.
func TestMain(m *testing.M) {
	code := m.Run()
	complete := !fewer() && *seed < 0 && *seeds >= 200
	for _, name := range []string{"test.run", "test.skip", "test.bench", "test.list"} {
		complete = complete && flag.Lookup(name).Value.String() == ""
	}
	for s, times := range rare.times {
		if testing.Verbose() || (complete && times == 0) {
			fmt.Printf("%7d times: %v\n", times, state(s)) //nolint:forbidigo // there is no test to log to
		}
		if complete && times == 0 {
			code = max(code, 1)
		}
	}
	os.Exit(code)
}

// observed is a server's Nakama, whose payments and writes are searched for rare
// states.
type observed struct {
	*nakamatest.Nakama

	s *server
}

// history holds the facts of a world that observed remembers.
type history struct {
	mu      sync.Mutex
	failed  map[string]bool // players in batches that failed
	authors map[string]int  // the server that last wrote an entry of the outbox
}

func (o observed) exists(write *runtime.StorageWrite) bool {
	_, found := o.Object(write.Collection, write.Key, write.UserID)
	return found
}

//nolint:revive // Nakama dictates the signature
func (o observed) MultiUpdate(ctx context.Context, accounts []*runtime.AccountUpdate, writes []*runtime.StorageWrite, deletes []*runtime.StorageDelete, wallets []*runtime.WalletUpdate, updateLedger bool) ([]*api.StorageObjectAck, []*runtime.WalletUpdateResult, error) {
	before := len(writes) > 0 && o.exists(writes[0])
	acks, results, err := o.Nakama.MultiUpdate(ctx, accounts, writes, deletes, wallets, updateLedger)
	committed := len(writes) > 0 && !before && o.exists(writes[0])
	rare.add(commitUnanswered, committed && errors.Is(err, errBroken))
	rare.add(diedAfterCommit, committed && errors.Is(err, nakamatest.ErrDown))
	rare.add(receiptRace, errors.Is(err, runtime.ErrStorageRejectedVersion))
	o.split(wallets, err)
	o.written(writes, err)
	return acks, results, err
}

func (o observed) StorageWrite(ctx context.Context, writes []*runtime.StorageWrite) ([]*api.StorageObjectAck, error) {
	acks, err := o.Nakama.StorageWrite(ctx, writes)
	if errors.Is(err, runtime.ErrStorageRejectedVersion) {
		rare.add(takeOverRace, writes[0].Collection == storage.Outbox)
		rare.add(checkpointRace, writes[0].Collection == storage.Rewards)
	}
	o.written(writes, err)
	return acks, err
}

// split looks for a payment that succeeds alone after its batch has failed.
func (o observed) split(wallets []*runtime.WalletUpdate, err error) {
	h := &o.s.w.history
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, wallet := range wallets {
		if err != nil && len(wallets) > 1 {
			h.failed[wallet.UserID] = true
		}
		rare.add(batchSplit, err == nil && len(wallets) == 1 && h.failed[wallet.UserID])
	}
}

// written looks for rare states in records that were written.
func (o observed) written(writes []*runtime.StorageWrite, err error) {
	if err != nil {
		return
	}
	h := &o.s.w.history
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, write := range writes {
		switch write.Collection {
		case storage.Outbox:
			author, found := h.authors[write.Key]
			rare.add(redelivered, found && author == o.s.index)
			rare.add(takenOver, found && author != o.s.index)
			h.authors[write.Key] = o.s.index
		case storage.Results:
			rare.add(movedToCurrentWeek, strings.Contains(write.Value, `"moved":true`))
		case storage.Receipts:
			rare.add(refundedFirst, strings.Contains(write.Value, `"refunded":true`))
			rare.add(grantedByJob, o.s.working.Load() && strings.HasPrefix(write.Key, "purchase:") && strings.Count(write.Key, ":") == 1)
		}
	}
}
