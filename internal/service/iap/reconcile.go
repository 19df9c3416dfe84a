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
	page    = 100 // purchases that are listed at a time, at most what Nakama allows
	workers = 4   // purchases that are granted at the same time
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
	// walkPages is how much of a walk one run does.
	walkPages = 5
)

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
// Refunded. A purchase that fails delays no other.
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
	var failures []error
	for cursor := ""; ; {
		list, err := s.list(ctx, cursor)
		if err != nil {
			return errors.Join(append(failures, err)...)
		}
		purchases := list.GetValidatedPurchases()
		recent := 0
		for recent < len(purchases) && purchases[recent].GetPurchaseTime().GetSeconds() >= since {
			recent++
		}
		failures = append(failures, s.reconcilePage(ctx, purchases[:recent]), ctx.Err())
		cursor = list.GetCursor()
		if recent < len(purchases) || cursor == "" || ctx.Err() != nil {
			return errors.Join(failures...)
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
	var failures []error
	for range walkPages {
		list, err := s.list(ctx, p.Cursor)
		if err != nil {
			p.Cursor = "" // perhaps this version of Nakama cannot read it
			return errors.Join(append(failures, err)...)
		}
		if err := s.reconcilePage(ctx, list.GetValidatedPurchases()); err != nil {
			failures = append(failures, err)
		}
		if ctx.Err() != nil {
			break
		}
		p.Cursor = list.GetCursor()
		if p.Cursor == "" {
			p.NextWalk = now.Add(walkInterval).Unix()
			break
		}
	}
	return errors.Join(failures...)
}

func (s *Service) list(ctx context.Context, cursor string) (*api.PurchaseList, error) {
	list, err := s.nk.PurchasesList(ctx, "", page, cursor)
	if err != nil {
		return nil, fmt.Errorf("list purchases: %w", err)
	}
	return list, nil
}

// reconcilePage grants those of the purchases that have no receipt, and takes back what
// those that were refunded have granted. A purchase of a deleted account has no user.
func (s *Service) reconcilePage(ctx context.Context, purchases []*api.ValidatedPurchase) error {
	open, err := s.incomplete(ctx, purchases)
	if err != nil {
		return err
	}
	return parallel.Each(workers, len(open), func(i int) error {
		p := open[i]
		if isRefunded(p) {
			return s.Refunded(ctx, p)
		}
		if err := s.grant(ctx, p.GetUserId(), p); err != nil {
			return fmt.Errorf("grant purchase %s: %w", p.GetTransactionId(), err)
		}
		return nil
	})
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
