package items

import (
	"reflect"
	"strings"
	"sync"
	"testing"

	"sagishi/internal/platform/apierr"
	"sagishi/internal/platform/storage"
)

func TestPurchaseWithTheSameKeyGetsTheFirstAnswer(t *testing.T) {
	s := started(t)
	purchase := Purchase{Ref: Ref{Hat, "cowboy"}, Key: "tap 1 ✓"}
	first, err := s.Purchase(t.Context(), s.ann, purchase)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Purchase(t.Context(), s.ann, Purchase{Ref: Ref{Hat, "paper"}}); err != nil {
		t.Fatal(err)
	}
	again, err := s.Purchase(t.Context(), s.ann, purchase)
	if err != nil || !reflect.DeepEqual(first, again) {
		t.Errorf("first %+v, again %+v, %v", first, again, err)
	}
	s.wantCoins(100)
	_, err = s.Purchase(t.Context(), s.ann, Purchase{Ref: Ref{Hat, "crown"}, Key: purchase.Key})
	wantCode(t, err, apierr.CodeFailedPrecondition, "key")
	_, err = s.Purchase(t.Context(), s.ann, Purchase{Ref: Ref{Hat, "cowboy"}, Key: "another"})
	wantCode(t, err, apierr.CodeFailedPrecondition, "own")
	_, err = s.Purchase(t.Context(), s.ann, Purchase{Ref: Ref{Hat, "cowboy"}, Key: strings.Repeat("é", 65)})
	wantCode(t, err, apierr.CodeInvalidArgument, "key")
}

func TestAnswerToAPurchaseWithAKeyHasTheWalletRightAfterIt(t *testing.T) {
	s := started(t)
	var once sync.Once
	s.n.After(func(_ int, method string) {
		if method == "MultiUpdate" {
			once.Do(func() {
				if _, _, err := s.n.WalletUpdate(t.Context(), s.ann, map[string]int64{"coins": 7}, nil, true); err != nil {
					t.Error(err)
				}
			})
		}
	})
	for range 2 {
		answer, err := s.Purchase(t.Context(), s.ann, Purchase{Ref: Ref{Hat, "cowboy"}, Key: "k"})
		if err != nil || answer.Wallet["coins"] != 100 {
			t.Errorf("answer %+v, %v", answer, err)
		}
	}
}

func TestRefusedPurchaseLeavesTheKeyUnused(t *testing.T) {
	s := started(t)
	purchase := Purchase{Ref: Ref{Hat, "crown"}, Key: "k"}
	_, err := s.Purchase(t.Context(), s.ann, purchase)
	wantCode(t, err, apierr.CodeFailedPrecondition, "not enough coins")
	if _, err := s.Purchase(t.Context(), s.ann, Purchase{Ref: Ref{Hat, "cowboy"}, Key: "k"}); err != nil {
		t.Errorf("the key of a refused purchase is used: %v", err)
	}
}

func TestPurchasesAtOnceWithOneKeyGetOneAnswer(t *testing.T) {
	s := started(t)
	answers := make([]PurchaseResult, 8)
	var group sync.WaitGroup
	for i := range answers {
		group.Go(func() {
			var err error
			if answers[i], err = s.Purchase(t.Context(), s.ann, Purchase{Ref: Ref{Hat, "cowboy"}, Key: "k"}); err != nil {
				t.Error(err)
			}
		})
	}
	group.Wait()
	for _, answer := range answers {
		if !reflect.DeepEqual(answer, answers[0]) {
			t.Errorf("answers %+v and %+v", answers[0], answer)
		}
	}
	s.wantCoins(100)
}

func TestPurchaseWithAKeyIsSafeToRepeatAcrossCrashes(t *testing.T) {
	purchase := Purchase{Ref: Ref{Hat, "cowboy"}, Key: "k"}
	act := func(s *shop) {
		answer, err := s.Purchase(s.Context(), s.ann, purchase)
		if err != nil || answer.Wallet["coins"] != 100 {
			s.Errorf("answer %+v, %v", answer, err)
		}
	}
	crashEverywhere(t, started, act, func(s *shop, _ string) {
		act(s)
		s.wantCoins(100)
		s.wantObject(storage.Unlocks, "hats", `{"hats":["cowboy"]}`)
	})
}
