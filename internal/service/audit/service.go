package audit

import (
	"context"
	"errors"
	"fmt"

	"github.com/heroiclabs/nakama-common/api"
	"github.com/heroiclabs/nakama-common/runtime"

	"sagishi/internal/platform/metrics"
	"sagishi/internal/platform/storage"
	"sagishi/internal/platform/uuid"
)

// Nakama is what an audit needs of the server.
type Nakama interface {
	storage.Reader
	StorageList(ctx context.Context, callerID, userID, collection string, limit int, cursor string) ([]*api.StorageObject, string, error)
	UsersGetRandom(ctx context.Context, count int) ([]*api.User, error)
	AccountsGetId(ctx context.Context, userIDs, deviceIDs []string) ([]*api.Account, error)
	WalletLedgerList(ctx context.Context, userID string, limit int, cursor string) ([]runtime.WalletLedgerItem, string, error)
	metrics.Counters
}

// Service audits. It only reads.
type Service struct {
	nk     Nakama
	logger runtime.Logger
}

// New makes the service.
func New(nk Nakama, logger runtime.Logger) *Service { return &Service{nk: nk, logger: logger} }

// Difference is one thing that is wrong with a player's coins.
type Difference struct {
	UserID string `json:"user_id"`
	What   string `json:"what"`
}

// maxDifferences is how many differences a report lists at most.
const maxDifferences = 100

// Report is what an audit found.
type Report struct {
	Players     int          `json:"players"`     // looked at
	Differing   int          `json:"differing"`   // players with a difference
	Differences []Difference `json:"differences"` // at most 100
	Complete    bool         `json:"complete"`    // false if the time was up before all players were looked at
}

// pageSize is how many records are read at a time; Nakama allows 100.
const pageSize = 100

// Sample audits up to so many players, chosen at random.
func (s *Service) Sample(ctx context.Context, players int) (Report, error) {
	report := Report{Differences: []Difference{}, Complete: true}
	users, err := s.nk.UsersGetRandom(ctx, players)
	if err != nil {
		return report, fmt.Errorf("choose players: %w", err)
	}
	for _, user := range users {
		if err := s.add(ctx, &report, user.GetId()); err != nil {
			return report, err
		}
	}
	return report, nil
}

// All audits every player who has a receipt, and so every player who logged in.
// When the context's time is up it returns what it found so far.
func (s *Service) All(ctx context.Context) (Report, error) {
	report := Report{Differences: []Difference{}}
	audited := map[string]bool{uuid.System: true}
	cursor := ""
	for {
		receipts, next, err := s.nk.StorageList(ctx, "", "", storage.Receipts, pageSize, cursor)
		for _, receipt := range receipts {
			if err != nil || audited[receipt.GetUserId()] {
				continue
			}
			audited[receipt.GetUserId()] = true
			err = s.add(ctx, &report, receipt.GetUserId())
		}
		switch {
		case ctx.Err() != nil && errors.Is(ctx.Err(), context.DeadlineExceeded):
			return report, nil
		case err != nil:
			return report, fmt.Errorf("audit: %w", err)
		case next == "" || next == cursor:
			report.Complete = true
			return report, nil
		}
		cursor = next
	}
}

// add audits one player and reports each difference in the log and the metric.
func (s *Service) add(ctx context.Context, report *Report, userID string) error {
	differences, err := s.player(ctx, userID)
	if err != nil {
		return err
	}
	report.Players++
	metrics.BooksChecked.Add(s.nk, 1)
	if len(differences) == 0 {
		return nil
	}
	report.Differing++
	metrics.BooksOff.Add(s.nk, 1)
	for _, what := range differences {
		s.logger.WithField("user_id", userID).Error("audit: wallet, ledger and receipts differ: %s", what)
		if len(report.Differences) < maxDifferences {
			report.Differences = append(report.Differences, Difference{UserID: userID, What: what})
		}
	}
	return nil
}
