package items

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/heroiclabs/nakama-common/api"

	"sagishi/internal/platform/apierr"
	"sagishi/internal/platform/storage"
)

// account reads a player's account.
func (s *Service) account(ctx context.Context, userID string) (*api.Account, error) {
	accounts, err := s.nk.AccountsGetId(ctx, []string{userID}, nil)
	if err != nil {
		return nil, fmt.Errorf("read account: %w", err)
	}
	if len(accounts) == 0 {
		return nil, apierr.NotFound("no such user")
	}
	return accounts[0], nil
}

// metadata reads the account's metadata. Numbers stay as they were written.
func (s *Service) metadata(ctx context.Context, userID string) (map[string]any, error) {
	account, err := s.account(ctx, userID)
	if err != nil {
		return nil, err
	}
	metadata, err := storage.DecodeObject(account.GetUser().GetMetadata())
	if err != nil {
		return nil, fmt.Errorf("account metadata: %w", err)
	}
	return metadata, nil
}

// wallet is the player's wallet now.
func (s *Service) wallet(ctx context.Context, userID string) (map[string]int64, error) {
	account, err := s.account(ctx, userID)
	if err != nil {
		return nil, err
	}
	wallet := map[string]int64{}
	if err := json.Unmarshal([]byte(account.GetWallet()), &wallet); err != nil {
		return nil, fmt.Errorf("decode wallet: %w", err)
	}
	return wallet, nil
}
