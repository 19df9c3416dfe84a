package iap

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/heroiclabs/nakama-common/api"

	"sagishi/internal/platform/parallel"
	"sagishi/internal/platform/storage"
)

const (
	page = 100 // purchases that are listed at a time, at most what Nakama allows
	// again is for how long a search tries purchases that failed before.
	again = 10 * time.Second
	// searchTime bounds a search, so that a run has time for the walk.
	searchTime = time.Minute
	// lookBack is how long after the purchase, by the store's clock, Nakama may
	// store it: Reconcile finds it at once until then, and with the next walk
	// afterwards.
	lookBack = time.Hour
	// failureAge is for how long a purchase that cannot be granted keeps the search
	// from moving on. The walks retry it afterwards.
	failureAge = 24 * time.Hour
	// searchStep is how far the search moves on in one write.
	searchStep = 10 * time.Minute
	// walkInterval is the time between the end of a walk and the next one.
	walkInterval = 24 * time.Hour
	// pagesOfAWalk is how much of a walk one run does.
	pagesOfAWalk = 5
)

// limits bound the purchases that are completed at the same time.
func limits() parallel.Limits {
	return parallel.Limits{Workers: 4, Slow: 8, Soon: 500 * time.Millisecond, Most: 15 * time.Second}
}

// progress is how far the servers have searched the purchases that Nakama has
// stored. Nakama lists them by the store's time of the purchase, the newest first.
type progress struct {
	Granted  int64  `json:"granted"`   // unix seconds: purchases until here are granted, but for those that came late
	Cursor   string `json:"cursor"`    // of the walk through all purchases; empty before its first page
	NextWalk int64  `json:"next_walk"` // unix seconds
}

func progressRef() storage.Ref { return storage.Ref{Collection: storage.Purchases, Key: "progress"} }

// Reconcile grants the stored purchases that have no receipt, and takes back what
// refunded ones have granted: the first attempt failed, or its server died. It
// searches the latest purchases, and once a day walks through all of them, a few
// pages at each call. It is safe to run on several servers, and beside Validated and
// Refunded. Purchases that fail, or are never answered, delay others little, however
// many they are.
func (s *Service) Reconcile(ctx context.Context) error {
	record, err := storage.Read[progress](ctx, s.nk, progressRef())
	if err != nil {
		return err
	}
	before := record.Value
	err = errors.Join(s.grantRecent(ctx, &record.Value), s.walk(ctx, &record.Value))
	if record.Value == before {
		return err
	}
	saveErr := record.Save(ctx, s.nk, storage.ReadNone)
	if storage.IsConflict(saveErr) {
		saveErr = nil // another server has moved it on
	}
	return errors.Join(err, saveErr)
}

// grantRecent searches the purchases since the last search.
func (s *Service) grantRecent(ctx context.Context, p *progress) error {
	now := s.options.Now()
	if p.Granted == 0 || p.Granted > now.Unix() { // it is later if a server's clock was wrong
		p.Granted = now.Unix()
	}
	granted := time.Unix(p.Granted, 0)
	err := s.search(ctx, granted.Add(-lookBack).Unix())
	if age := now.Sub(granted); age >= failureAge || (err == nil && age >= searchStep) {
		p.Granted = now.Unix()
	}
	return err
}

// search grants what is missing among the purchases since a unix time.
func (s *Service) search(ctx context.Context, since int64) error {
	limited, cancel := context.WithTimeout(ctx, searchTime)
	defer cancel()
	_, err := s.recent.Run(limited, func(ctx context.Context, run *parallel.Run) error {
		return s.findRecent(ctx, since, func(key string, complete work) { run.Do(ctx, key, complete) })
	})
	return err
}

// work completes one purchase.
type work func(ctx context.Context) error

// findRecent passes on the purchases since a unix time for which something is missing.
func (s *Service) findRecent(ctx context.Context, since int64, do func(key string, complete work)) error {
	for cursor := ""; ; {
		list, err := s.list(ctx, cursor)
		if err != nil {
			return err
		}
		purchases := list.GetValidatedPurchases()
		recent := 0
		for recent < len(purchases) && purchases[recent].GetPurchaseTime().GetSeconds() >= since {
			recent++
		}
		s.reconcilePage(ctx, purchases[:recent], do)
		cursor = list.GetCursor()
		if recent < len(purchases) || cursor == "" || ctx.Err() != nil {
			return ctx.Err()
		}
	}
}

// walk goes on with the walk through all purchases if it is time for it.
func (s *Service) walk(ctx context.Context, p *progress) error {
	now := s.options.Now()
	if p.NextWalk > now.Add(walkInterval).Unix() { // a server's clock was wrong
		p.NextWalk = 0
	}
	if now.Unix() < p.NextWalk {
		return nil
	}
	pool := parallel.NewPool(limits())
	defer func() { _ = pool.Wait() }() // after a panic too
	err := s.walkPages(ctx, p, func(_ string, complete work) { pool.Go(ctx, complete) })
	return errors.Join(err, pool.Wait())
}

// walkPages walks on by a few pages, and passes on what is missing. A page counts as
// done when all of it was begun: what fails is tried in the next walk.
func (s *Service) walkPages(ctx context.Context, p *progress, do func(key string, complete work)) error {
	for range pagesOfAWalk {
		list, err := s.list(ctx, p.Cursor)
		if err != nil {
			if !errors.Is(err, context.DeadlineExceeded) && ctx.Err() == nil {
				p.Cursor = "" // perhaps this version of Nakama cannot read it
			}
			return err
		}
		s.reconcilePage(ctx, list.GetValidatedPurchases(), do)
		if ctx.Err() != nil {
			return ctx.Err()
		}
		p.Cursor = list.GetCursor()
		if p.Cursor == "" {
			p.NextWalk = s.options.Now().Add(walkInterval).Unix()
			return nil
		}
	}
	return nil
}

func (s *Service) list(ctx context.Context, cursor string) (*api.PurchaseList, error) {
	list, err := s.nk.PurchasesList(ctx, "", page, cursor)
	if err != nil {
		return nil, fmt.Errorf("list purchases: %w", err)
	}
	return list, nil
}

// reconcilePage passes on those of the purchases for which something is missing. If
// that cannot be read of all at once, each finds it out by itself.
func (s *Service) reconcilePage(ctx context.Context, purchases []*api.ValidatedPurchase, do func(key string, complete work)) {
	open, err := s.incomplete(ctx, purchases)
	for _, p := range open {
		do(key(p), func(ctx context.Context) error { return s.complete(ctx, p) })
	}
	if err == nil {
		return
	}
	for _, p := range purchases {
		do(key(p), func(ctx context.Context) error {
			open, err := s.incomplete(ctx, []*api.ValidatedPurchase{p})
			if err != nil || len(open) == 0 {
				return err
			}
			return s.complete(ctx, p)
		})
	}
}

func key(p *api.ValidatedPurchase) string { return ref("purchase", p).Key }

// complete grants a purchase, or takes back what one that was refunded has granted. A
// purchase of a deleted account has no user.
func (s *Service) complete(ctx context.Context, p *api.ValidatedPurchase) error {
	if isRefunded(p) {
		return s.Refunded(ctx, p)
	}
	err := s.grant(ctx, p.GetUserId(), p)
	if err != nil {
		err = fmt.Errorf("grant purchase %s: %w", p.GetTransactionId(), err)
	}
	return err
}

// candidate is a stored purchase, and what the server has recorded of it.
type candidate struct {
	*api.ValidatedPurchase

	granted  storage.Record[receipt]
	refunded storage.Record[refund]
}

// incomplete returns those of the purchases for which something is missing. A
// damaged record counts as existing.
func (s *Service) incomplete(ctx context.Context, purchases []*api.ValidatedPurchase) ([]*api.ValidatedPurchase, error) {
	var (
		candidates []*candidate
		targets    []storage.Target
	)
	for _, p := range purchases {
		c := &candidate{p, storage.New[receipt](ref("purchase", p)), storage.New[refund](ref("refund", p))}
		if _, why := s.worth(p); isRefunded(p) {
			targets = append(targets, &c.granted, &c.refunded)
		} else if why == "" && p.GetUserId() != "" {
			targets = append(targets, &c.granted)
		} else {
			continue
		}
		candidates = append(candidates, c)
	}
	damaged := map[storage.Ref]bool{}
	err := storage.ReadEach(ctx, s.nk, targets, func(ref storage.Ref, _ error) { damaged[ref] = true })
	if err != nil {
		return nil, err
	}
	var open []*api.ValidatedPurchase
	for _, c := range candidates {
		if !damaged[c.granted.Ref] && !damaged[c.refunded.Ref] && c.incomplete() {
			open = append(open, c.ValidatedPurchase)
		}
	}
	return open, nil
}

// incomplete reports whether the purchase is to be granted, or what it granted is to
// be taken back.
func (c *candidate) incomplete() bool {
	if isRefunded(c.ValidatedPurchase) {
		return c.granted.Found() && c.granted.Value.Coins > 0 && !c.refunded.Found()
	}
	return !c.granted.Found()
}

func isRefunded(p *api.ValidatedPurchase) bool { return p.GetRefundTime().GetSeconds() > 0 }
