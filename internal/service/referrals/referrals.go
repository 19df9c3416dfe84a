package referrals

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/heroiclabs/nakama-common/runtime"

	"sagishi/internal/platform/ledger"
	"sagishi/internal/platform/shortread"
	"sagishi/internal/platform/storage"
	"sagishi/internal/platform/uuid"
	"sagishi/notifications"
)

// Nakama is the part of the server that referrals use.
type Nakama interface {
	storage.ReadWriter
	shortread.UserReader
}

// Options are the rules of referrals.
type Options struct {
	Coins int64 // for each of the two; 0 switches rewards off
	Cap   int   // invited players for whom one inviter is rewarded
	Games int64 // the counted game of an invited player that brings the reward, from 1
}

// Service remembers invitations and rewards them.
type Service struct {
	nk      Nakama
	outbox  *notifications.Outbox
	options Options
	now     func() time.Time
}

// New makes the service.
func New(nk Nakama, outbox *notifications.Outbox, options Options, now func() time.Time) *Service {
	return &Service{nk: nk, outbox: outbox, options: options, now: now}
}

// invitation says by whom a player was invited. It belongs to the server.
type invitation struct {
	InviterID string `json:"inviter_id"`
	At        int64  `json:"at"` // unix seconds
}

// count is for how many invited players an inviter has been rewarded.
type count struct {
	Rewarded int `json:"rewarded"`
}

func invitationRef(userID string) storage.Ref {
	return storage.Ref{Collection: storage.Referrals, Key: "invited:" + userID}
}

func countRef(inviterID string) storage.Ref {
	return storage.Ref{Collection: storage.Referrals, Key: "inviter:" + inviterID}
}

// invitationPeriod is how long after its creation an account may still name its
// inviter: the login that created it may have been interrupted.
const invitationPeriod = 10 * time.Minute

// Invited records the inviter of a new player. Only the first login of an account
// can name one, once, and not itself. An inviter without an account is ignored: a
// stale link must not fail a login.
func (s *Service) Invited(ctx context.Context, userID, inviterID string, created bool) error {
	inviterID, valid := uuid.Canonical(inviterID)
	if !valid || inviterID == userID {
		return nil
	}
	users, err := shortread.Users(ctx, s.nk, []string{inviterID, userID})
	if err != nil {
		return fmt.Errorf("look up inviter: %w", err)
	}
	if user, ok := users[userID]; ok {
		created = created || s.now().Before(user.GetCreateTime().AsTime().Add(invitationPeriod))
	}
	if users[inviterID] == nil || !created {
		return nil
	}
	record := storage.Record[invitation]{
		Ref: invitationRef(userID), Version: storage.Absent,
		Value: invitation{InviterID: inviterID, At: s.now().Unix()},
	}
	if err := record.Save(ctx, s.nk, storage.ReadNone); err != nil && !storage.IsConflict(err) {
		return fmt.Errorf("remember invitation: %w", err)
	}
	return nil
}

// GameCounted rewards both when so many games of an invited player have counted
// as the options say. It is safe to repeat, and the two do not wait for each
// other.
func (s *Service) GameCounted(ctx context.Context, userID string, games int64) error {
	if s.options.Coins == 0 || games != s.options.Games {
		return nil
	}
	found, err := storage.Read[invitation](ctx, s.nk, invitationRef(userID))
	if err != nil || !found.Found() {
		return err
	}
	inviter := found.Value.InviterID
	return errors.Join(
		s.reward(ctx, reward{to: userID, inviter: inviter, invitee: userID}),
		s.rewardInviter(ctx, reward{to: inviter, inviter: inviter, invitee: userID}),
	)
}

// reward is the payment to one of the two players.
type reward struct {
	to, inviter, invitee string
	writes               []*runtime.StorageWrite
}

func (r reward) ref() storage.Ref {
	part := "invitee"
	if r.to == r.inviter {
		part = "inviter"
	}
	return storage.Ref{Collection: storage.Receipts, Key: "referral:" + part + ":" + r.invitee}
}

// attempts is how often a reward that lost a race is tried.
const attempts = 5

// rewardInviter counts the reward in the same transaction, so that the cap
// holds however many rewards come at once.
func (s *Service) rewardInviter(ctx context.Context, r reward) error {
	_, err := storage.RetryOnConflict(ctx, attempts, func(ctx context.Context) (struct{}, error) {
		rewarded, err := storage.Read[count](ctx, s.nk, countRef(r.inviter))
		if err != nil || rewarded.Value.Rewarded >= s.options.Cap {
			return struct{}{}, err
		}
		rewarded.Value.Rewarded++
		write, err := storage.Write(rewarded.Ref, rewarded.Value, rewarded.Version, storage.ReadNone)
		if err != nil {
			return struct{}{}, err
		}
		r.writes = []*runtime.StorageWrite{write}
		return struct{}{}, s.reward(ctx, r)
	})
	return err
}

// reward pays one of the two.
func (s *Service) reward(ctx context.Context, r reward) error {
	_, err := s.outbox.Pay(ctx, notifications.Payment{
		Transaction: ledger.Transaction{
			Receipt: r.ref(),
			Content: map[string]any{
				"user_id": r.to, "inviter_id": r.inviter, "invitee_id": r.invitee,
				"coins": s.options.Coins, "at": s.now().Unix(),
			},
			Coins:  []ledger.Coins{{UserID: r.to, Amount: s.options.Coins}},
			Reason: "referral",
			Writes: r.writes,
		},
		Notice: s.notice(r),
	})
	if errors.Is(err, ledger.ErrNoAccount) {
		return nil // nobody is left to reward
	}
	return err
}

func (s *Service) notice(r reward) notifications.Notice {
	return notifications.Notice{
		UserID: r.to, Code: notifications.ReferralReward, ID: r.ref().Key,
		Content: map[string]any{
			"inviter_id": r.inviter, "invitee_id": r.invitee,
			"reward": map[string]any{"coins": s.options.Coins},
		},
	}
}
