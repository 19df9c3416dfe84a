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

// Nakama is the part of the server that an audit uses.
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

// Report has the findings of an audit.
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

// maxRandom is how many users Nakama returns at a time: all, if there are not more.
const maxRandom = 1000

// All audits every player who ever logged in. When the context's time is up it
// returns what it found so far.
func (s *Service) All(ctx context.Context) (Report, error) {
	a := &audit{Service: s, report: Report{Differences: []Difference{}}, audited: map[string]bool{uuid.System: true}}
	err := a.all(ctx)
	if errors.Is(ctx.Err(), context.DeadlineExceeded) {
		return a.report, nil
	}
	if err != nil {
		return a.report, fmt.Errorf("audit: %w", err)
	}
	a.report.Complete = true
	return a.report, nil
}

// audit is one run of All.
type audit struct {
	*Service

	report  Report
	audited map[string]bool // by user id
}

// all audits the owners of records: each player has some in both collections since the
// first login, so that one whose record in one of them is lost is found by the other.
// Then it audits some without any: an account that was made past the plugin may have
// coins.
func (a *audit) all(ctx context.Context) error {
	for _, collection := range []string{storage.Equipment, storage.Receipts} {
		if err := a.owners(ctx, collection); err != nil {
			return err
		}
	}
	users, err := a.nk.UsersGetRandom(ctx, maxRandom)
	for _, user := range users {
		if err == nil {
			err = a.once(ctx, user.GetId())
		}
	}
	return err
}

// owners audits the owners of a collection's records.
func (a *audit) owners(ctx context.Context, collection string) error {
	cursor := ""
	for {
		records, next, err := a.nk.StorageList(ctx, "", "", collection, pageSize, cursor)
		for _, record := range records {
			if err == nil {
				err = a.once(ctx, record.GetUserId())
			}
		}
		if err != nil || next == "" || next == cursor {
			return err
		}
		cursor = next
	}
}

// once audits a player, unless that is done.
func (a *audit) once(ctx context.Context, userID string) error {
	if a.audited[userID] {
		return nil
	}
	a.audited[userID] = true
	return a.add(ctx, &a.report, userID)
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
