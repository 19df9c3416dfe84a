package iap

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/heroiclabs/nakama-common/api"
	"github.com/heroiclabs/nakama-common/runtime"

	"sagishi/internal/platform/apierr"
	"sagishi/internal/platform/ledger"
	"sagishi/internal/platform/parallel"
	"sagishi/internal/platform/storage"
	"sagishi/notifications"
)

// Nakama is the part of the server that purchases use.
type Nakama interface {
	storage.ReadWriter
	AccountsGetId(ctx context.Context, userIDs, deviceIDs []string) ([]*api.Account, error)
	PurchaseGetByTransactionId(ctx context.Context, transactionID string) (*api.ValidatedPurchase, error)
	// PurchasesList lists the stored purchases of a player, or of all: the latest first.
	PurchasesList(ctx context.Context, userID string, limit int, cursor string) (*api.PurchaseList, error)
}

// Service grants and takes back.
type Service struct {
	nk      Nakama
	ledger  *ledger.Ledger
	outbox  *notifications.Outbox
	logger  runtime.Logger
	options Options
	recent  *parallel.Sweep // of the latest purchases
}

// Options are the choices of a Service.
type Options struct {
	Products Products
	Sandbox  bool // purchases in a store's sandbox grant coins, too
	// AppleBundle is the bundle id of the app whose purchases in the App Store grant
	// coins; "" means every app.
	AppleBundle string
	Now         func() time.Time
}

// New makes the service.
func New(nk Nakama, ledger *ledger.Ledger, outbox *notifications.Outbox, logger runtime.Logger, options Options) *Service {
	return &Service{
		nk: nk, ledger: ledger, outbox: outbox, logger: logger, options: options,
		recent: parallel.NewSweep(limits(), again),
	}
}

// receipt remembers a transaction of a store. It belongs to the server.
type receipt struct {
	UserID        string `json:"user_id"`
	Store         string `json:"store"`
	TransactionID string `json:"transaction_id"`
	ProductID     string `json:"product_id"`
	Coins         int64  `json:"coins"` // granted
	// Refunded before anything was granted: nothing ever will be.
	Refunded bool `json:"refunded,omitempty"`
}

// refund remembers what was taken back, and what could not be.
type refund struct {
	receipt
	Taken int64 `json:"taken"`
	Owed  int64 `json:"owed"`
}

// ref names a transaction's record. Transaction ids of some stores are longer
// than a storage key may be, hence the hash.
func ref(kind string, p *api.ValidatedPurchase) storage.Ref {
	sum := sha256.Sum256([]byte(p.GetStore().String() + ":" + p.GetTransactionId()))
	return storage.Ref{Collection: storage.Receipts, Key: kind + ":" + hex.EncodeToString(sum[:])}
}

// Validated grants what a player's validated purchases bring. It is safe to
// repeat. What it could not grant, Reconcile or the next validation grants.
func (s *Service) Validated(ctx context.Context, userID string, response *api.ValidatePurchaseResponse) error {
	var failures []error
	for _, p := range response.GetValidatedPurchases() {
		if err := s.grant(ctx, userID, p); err != nil {
			failures = append(failures, fmt.Errorf("grant purchase %s: %w", p.GetTransactionId(), err))
		}
	}
	return errors.Join(failures...)
}

func (s *Service) grant(ctx context.Context, userID string, p *api.ValidatedPurchase) error {
	p, err := s.withBundle(ctx, p)
	if err != nil {
		return err
	}
	coins, why := s.worth(p)
	if why != "" {
		s.log(userID, p).Warn("purchase grants nothing: %s", why)
		return nil
	}
	owner, err := s.owner(ctx, userID, p)
	if err != nil {
		return err
	}
	outcome, err := s.outbox.Pay(ctx, notifications.Payment{
		Transaction: ledger.Transaction{
			Receipt: ref("purchase", p),
			Content: content(owner, p, coins),
			Coins:   []ledger.Coins{{UserID: owner, Amount: coins}},
			Reason:  "purchase",
		},
		Notice: notifications.Notice{
			UserID: owner, Code: notifications.PurchaseGranted, ID: ref("purchase", p).Key,
			Content: map[string]any{
				"product_id": p.GetProductId(), "transaction_id": p.GetTransactionId(),
				"reward": map[string]any{"coins": coins},
			},
		},
	})
	if err != nil || !outcome.Applied {
		return err
	}
	s.log(owner, p).Info("purchase granted %d coins", coins)
	return nil
}

// worth is how many coins a purchase brings, or why none.
func (s *Service) worth(p *api.ValidatedPurchase) (int64, string) {
	coins, known := s.options.Products[p.GetProductId()]
	refused := cmp.Or(googleRefuses(p), huaweiRefuses(p))
	switch {
	case p.GetTransactionId() == "":
		return 0, "no transaction id"
	case isRefunded(p):
		return 0, "refunded"
	case p.GetEnvironment() == api.StoreEnvironment_SANDBOX && !s.options.Sandbox:
		return 0, "made in the store's sandbox"
	case refused != "":
		return 0, refused
	case s.isOfAnotherApp(p):
		return 0, "made in another app"
	case !known:
		return 0, "product is not in the table"
	}
	return coins, ""
}

// owner returns the player to whom a purchase belongs. Nakama names the caller,
// whatever player presents a receipt, but remembers the first one.
func (s *Service) owner(ctx context.Context, userID string, p *api.ValidatedPurchase) (string, error) {
	if !p.GetSeenBefore() {
		return userID, nil
	}
	first, err := s.nk.PurchaseGetByTransactionId(ctx, p.GetTransactionId())
	if err != nil {
		return "", fmt.Errorf("look up first owner: %w", err)
	}
	if first.GetUserId() == "" {
		return userID, nil
	}
	return first.GetUserId(), nil
}

// attempts is how often a refund that lost a race is tried.
const attempts = 5

// errChanged says that the purchase or the wallet changed since it was read.
var errChanged = apierr.Aborted("the wallet of a refunded purchase keeps changing")

// Refunded takes back what a refunded purchase has granted, as far as the
// player has coins, and records the rest. It is safe to repeat.
func (s *Service) Refunded(ctx context.Context, p *api.ValidatedPurchase) error {
	_, err := storage.RetryOnConflict(ctx, attempts, func(ctx context.Context) (struct{}, error) {
		return struct{}{}, s.takeBack(ctx, p)
	})
	if err != nil {
		return fmt.Errorf("refund purchase %s: %w", p.GetTransactionId(), err)
	}
	return nil
}

func (s *Service) takeBack(ctx context.Context, p *api.ValidatedPurchase) error {
	granted, err := storage.Read[receipt](ctx, s.nk, ref("purchase", p))
	if err != nil {
		return err
	}
	if !granted.Found() {
		return s.refuse(ctx, p)
	}
	if granted.Value.Coins == 0 {
		return nil
	}
	balance, err := s.balance(ctx, granted.Value.UserID)
	if err != nil {
		return err
	}
	r := refund{receipt: granted.Value, Taken: max(0, min(balance, granted.Value.Coins))}
	r.Owed = r.Coins - r.Taken
	outcome, err := s.take(ctx, p, r)
	if apierr.CodeOf(err) == apierr.CodeFailedPrecondition || errors.Is(err, ledger.ErrNoAccount) {
		return errChanged
	}
	if err != nil || !outcome.Applied {
		return err
	}
	s.log(r.UserID, p).Warn("purchase refunded: %d coins taken back, %d owed", r.Taken, r.Owed)
	return nil
}

// refuse creates the receipt of a purchase that was refunded before it was
// granted, so that it never will be.
func (s *Service) refuse(ctx context.Context, p *api.ValidatedPurchase) error {
	nothing := content(p.GetUserId(), p, 0)
	nothing.Refunded = true
	outcome, err := s.ledger.Apply(ctx, ledger.Transaction{Receipt: ref("purchase", p), Content: nothing, Reason: "refund"})
	if err == nil && !outcome.Applied {
		return errChanged // granted since it was read
	}
	return err
}

// take takes the coins back and notifies the player.
func (s *Service) take(ctx context.Context, p *api.ValidatedPurchase, r refund) (ledger.Outcome, error) {
	t := ledger.Transaction{Receipt: ref("refund", p), Content: r, Reason: "refund"}
	if r.Taken > 0 {
		t.Coins = []ledger.Coins{{UserID: r.UserID, Amount: -r.Taken}}
	}
	return s.outbox.Pay(ctx, notifications.Payment{Transaction: t, Notice: refunded(p, r)})
}

func refunded(p *api.ValidatedPurchase, r refund) notifications.Notice {
	return notifications.Notice{
		UserID: r.UserID, Code: notifications.PurchaseRefunded, ID: ref("refund", p).Key,
		Content: map[string]any{
			"product_id": r.ProductID, "transaction_id": r.TransactionID,
			"taken": map[string]any{"coins": r.Taken}, "owed": map[string]any{"coins": r.Owed},
		},
	}
}

// balance returns how many coins a player has: none without an account.
func (s *Service) balance(ctx context.Context, userID string) (int64, error) {
	accounts, err := s.nk.AccountsGetId(ctx, []string{userID}, nil)
	if err != nil {
		return 0, fmt.Errorf("read wallet: %w", err)
	}
	if len(accounts) == 0 {
		return 0, nil
	}
	var wallet map[string]int64
	if err := json.Unmarshal([]byte(accounts[0].GetWallet()), &wallet); err != nil {
		return 0, fmt.Errorf("decode wallet: %w", err)
	}
	return wallet[ledger.Currency], nil
}

func content(userID string, p *api.ValidatedPurchase, coins int64) receipt {
	return receipt{
		UserID: userID, Store: p.GetStore().String(), TransactionID: p.GetTransactionId(),
		ProductID: p.GetProductId(), Coins: coins,
	}
}

func (s *Service) log(userID string, p *api.ValidatedPurchase) runtime.Logger {
	return s.logger.WithFields(map[string]any{
		"user_id": userID, "product_id": p.GetProductId(), "transaction_id": p.GetTransactionId(),
		"store": p.GetStore().String(),
	})
}
