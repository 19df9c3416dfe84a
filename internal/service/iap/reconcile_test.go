package iap_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/heroiclabs/nakama-common/api"
	"github.com/heroiclabs/nakama-common/runtime"
	"google.golang.org/protobuf/types/known/timestamppb"

	"sagishi/internal/testing/nakamatest"
)

// stored adds a purchase of ann's whose grant was lost, made so long ago.
func (w *world) stored(id string, age time.Duration) *api.ValidatedPurchase {
	p := w.purchase()
	p.TransactionId, p.PurchaseTime = id, timestamppb.New(w.Now().Add(-age))
	w.AddPurchase(p)
	return p
}

func (w *world) reconcile() {
	w.t.Helper()
	if err := w.service().Reconcile(w.t.Context()); err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) setProgress(value string) {
	w.t.Helper()
	_, err := w.StorageWrite(w.t.Context(), []*runtime.StorageWrite{{Collection: "purchases", Key: "progress", Value: value}})
	if err != nil {
		w.t.Fatal(err)
	}
}

func TestStoredPurchaseWithoutAReceiptIsGranted(t *testing.T) {
	w := newWorld(t)
	w.stored("lost", time.Minute)
	for range 2 {
		w.reconcile()
	}
	w.wantCoins(w.ann, 500)
	if err := w.validate(w.ann, w.purchase()); err != nil {
		t.Fatal(err)
	}
	w.wantCoins(w.ann, 1000) // another transaction
	if inbox := w.Inbox(w.ann); len(inbox) != 2 {
		t.Errorf("inbox %v", inbox)
	}
}

func TestSearchWithNothingNewIsCheap(t *testing.T) {
	w := newWorld(t)
	for i := range 300 {
		w.stored(fmt.Sprint("old ", i), 48*time.Hour)
	}
	w.stored("new", time.Minute)
	w.reconcile()
	w.wantCoins(w.ann, 301*500)
	w.ResetCalls()
	w.reconcile()
	if calls := w.Calls(); !slices.Equal(calls, []string{"StorageRead", "PurchasesList", "StorageRead"}) {
		t.Errorf("calls %v", calls)
	}
}

func TestSearchGoesThroughAllPages(t *testing.T) {
	w := newWorld(t)
	for i := range 250 {
		w.stored(fmt.Sprint("new ", i), time.Minute)
	}
	w.reconcile()
	w.wantCoins(w.ann, 250*500)
}

func TestSearchCatchesUpAfterADowntime(t *testing.T) {
	w := newWorld(t)
	w.reconcile()
	w.Advance(10 * time.Hour)
	w.stored("while all servers were down", 9*time.Hour)
	w.reconcile()
	w.wantCoins(w.ann, 500)
}

// Nakama lists a purchase at its place by the store's time. One that was validated
// long after is not among the latest.
func TestPurchaseThatWasValidatedLateIsGrantedWithinADay(t *testing.T) {
	w := newWorld(t)
	w.reconcile()
	w.Advance(time.Hour)
	w.stored("late", 72*time.Hour)
	w.reconcile()
	w.wantCoins(w.ann, 0)
	w.Advance(24 * time.Hour)
	w.reconcile()
	w.wantCoins(w.ann, 500)
}

func TestServersShareAWalkOfManyPages(t *testing.T) {
	w := newWorld(t)
	const purchases = 1200
	for i := range purchases {
		w.stored(fmt.Sprintf("old %04d", i), time.Duration(100+i)*time.Hour)
	}
	for range 3 {
		w.reconcile() // each time by a new process
	}
	w.wantCoins(w.ann, purchases*500)
}

func TestWalkRestartsIfItsCursorIsNotReadable(t *testing.T) {
	w := newWorld(t)
	for i := range 600 {
		w.stored(fmt.Sprintf("old %04d", i), 100*time.Hour)
	}
	w.reconcile()
	w.setProgress(`{"granted":0,"cursor":"of an older Nakama","next_walk":0}`)
	if err := w.service().Reconcile(t.Context()); err == nil {
		t.Error("the failure is hidden")
	}
	for range 2 {
		w.reconcile()
	}
	w.wantCoins(w.ann, 600*500)
}

func TestWalkGoesOnWhereItWasAfterAListWithoutAnswer(t *testing.T) {
	w := newWorld(t)
	for i := range 600 {
		w.stored(fmt.Sprintf("old %04d", i), 100*time.Hour)
	}
	w.reconcile()
	before, _ := w.Object("purchases", "progress", "")
	lists := 0
	w.Before(func(_ int, method string) {
		if method != "PurchasesList" {
			return
		}
		if lists++; lists == 2 { // the first is of the search
			w.Fail("PurchasesList", 1, context.DeadlineExceeded)
		}
	})
	if err := w.service().Reconcile(t.Context()); err == nil {
		t.Error("the failure is hidden")
	}
	if after, _ := w.Object("purchases", "progress", ""); after != before {
		t.Errorf("progress %s, before %s", after, before)
	}
}

func TestProgressOfAServerWithAWrongClockHidesNothing(t *testing.T) {
	w := newWorld(t)
	w.Advance(time.Hour)
	future := w.Now().Add(1000 * time.Hour).Unix()
	w.setProgress(fmt.Sprintf(`{"granted":%d,"cursor":"","next_walk":%d}`, future, future))
	w.stored("new", time.Minute)
	w.stored("old", 100*time.Hour)
	w.reconcile()
	w.wantCoins(w.ann, 1000)
}

func TestStoredPurchasesThatGrantNothing(t *testing.T) {
	w := newWorld(t)
	for i, change := range []func(*api.ValidatedPurchase){
		func(p *api.ValidatedPurchase) { p.Environment = api.StoreEnvironment_SANDBOX },
		func(p *api.ValidatedPurchase) { p.ProductId = "coins_9999" },
		func(p *api.ValidatedPurchase) { p.RefundTime = &timestamppb.Timestamp{Seconds: 1} },
		func(p *api.ValidatedPurchase) { p.UserId = "" }, // Nakama's for a deleted account
	} {
		p := w.stored(fmt.Sprint("nothing ", i), time.Minute)
		change(p)
		w.AddPurchase(p)
	}
	w.reconcile()
	w.wantCoins(w.ann, 0)
	if entries := w.Logger().Entries(); len(entries) != 0 || w.CountObjects("receipts") != 0 {
		t.Errorf("logged %v", entries)
	}
}

func TestRefundedPurchaseIsNotGrantedAfterwards(t *testing.T) {
	w := newWorld(t)
	p := w.stored("refunded", time.Minute)
	if err := w.service().Refunded(t.Context(), p); err != nil {
		t.Fatal(err)
	}
	w.reconcile()
	w.wantCoins(w.ann, 0)
}

func TestPurchaseThatCannotBeGrantedDelaysNoOther(t *testing.T) {
	w := newWorld(t)
	broken := w.stored("broken", 2*time.Minute)
	broken.UserId = w.bob
	w.AddPurchase(broken)
	w.SetWallet(w.bob, `{"coins":"many"}`)
	w.stored("new", time.Minute)
	for range 3 {
		if err := w.service().Reconcile(t.Context()); err == nil {
			t.Error("the failure is hidden")
		}
		w.wantCoins(w.ann, 500)
		w.Advance(23 * time.Hour)
	}
	w.Advance(2 * time.Hour) // the next walk is due
	w.stored("newer", time.Minute)
	if err := w.service().Reconcile(t.Context()); err == nil {
		t.Error("the walk has given up")
	}
	w.wantCoins(w.ann, 1000)
	w.SetWallet(w.bob, `{}`)
	w.Advance(24 * time.Hour)
	w.reconcile()
	w.wantCoins(w.bob, 500)
}

func TestFailuresOfTheSearchAreReported(t *testing.T) {
	for _, method := range []string{"StorageRead", "StorageWrite", "PurchasesList", "MultiUpdate"} {
		w := newWorld(t)
		w.stored("lost", time.Minute)
		w.Fail(method, nakamatest.Always, errors.New("away"))
		if err := w.service().Reconcile(t.Context()); err == nil {
			t.Errorf("%s: the failure is hidden", method)
		}
		w.Heal()
		w.reconcile()
		w.wantCoins(w.ann, 500)
	}
}

// refund marks a stored purchase as refunded, as Nakama does before it tells the
// plugin.
func (w *world) refund(p *api.ValidatedPurchase) {
	p.RefundTime = timestamppb.New(w.Now())
	w.AddPurchase(p)
}

// Apple's notice is not repeated if the plugin failed.
func TestRefundWhoseNoticeWasLostIsTakenBackWithinADay(t *testing.T) {
	w := newWorld(t)
	old, kept := w.stored("old", 72*time.Hour), w.stored("kept", 72*time.Hour)
	w.reconcile()
	w.wantCoins(w.ann, 1000)
	w.refund(old)
	w.Advance(24 * time.Hour)
	for range 2 {
		w.reconcile()
		w.Advance(24 * time.Hour)
	}
	w.wantCoins(w.ann, 500)
	w.refund(kept)
	if err := w.service().Refunded(t.Context(), kept); err != nil { // its notice is not lost
		t.Fatal(err)
	}
	w.reconcile()
	w.wantCoins(w.ann, 0)
	if inbox := w.Inbox(w.ann); len(inbox) != 4 || inbox[2].GetCode() != 103 {
		t.Errorf("inbox %v", inbox)
	}
}

func TestRefundOfADeletedAccountIsRecordedByTheWalk(t *testing.T) {
	w := newWorld(t)
	p := w.stored("old", 72*time.Hour)
	w.reconcile()
	if err := w.AccountDeleteId(t.Context(), w.ann, false); err != nil {
		t.Fatal(err)
	}
	before := w.CountObjects("receipts")
	p.UserId = "" // Nakama's for a deleted account
	w.refund(p)
	w.Advance(24 * time.Hour)
	w.reconcile()
	if w.CountObjects("receipts") != before+1 {
		t.Error("no record of what is owed")
	}
}

func TestRefundThatFailsDelaysNoOther(t *testing.T) {
	w := newWorld(t)
	broken := w.stored("broken", 2*time.Minute)
	broken.UserId = w.bob
	w.AddPurchase(broken)
	good := w.stored("good", time.Minute)
	w.reconcile()
	w.refund(broken)
	w.refund(good)
	w.SetWallet(w.bob, `{"coins":"many"}`)
	if err := w.service().Reconcile(t.Context()); err == nil {
		t.Error("the failure is hidden")
	}
	w.wantCoins(w.ann, 0)
}
