package shortread

import (
	"context"
	"fmt"

	"github.com/heroiclabs/nakama-common/api"
)

// UserReader reads accounts' public profiles.
type UserReader interface {
	UsersGetId(ctx context.Context, userIDs, facebookIDs []string) ([]*api.User, error)
}

// Users returns the profiles of the users, by id. Users without an account are
// missing in the map.
func Users(ctx context.Context, nk UserReader, userIDs []string) (map[string]*api.User, error) {
	return Find(userIDs, func(ids []string) (map[string]*api.User, error) {
		list, err := nk.UsersGetId(ctx, ids, nil)
		if err != nil {
			return nil, fmt.Errorf("look up users: %w", err)
		}
		users := make(map[string]*api.User, len(list))
		for _, user := range list {
			users[user.GetId()] = user
		}
		return users, nil
	})
}
