package shortread_test

import (
	"context"
	"errors"
	"maps"
	"slices"
	"testing"

	"github.com/heroiclabs/nakama-common/api"

	"sagishi/internal/platform/shortread"
)

func TestEntryThatIsMissingOnceIsFound(t *testing.T) {
	var requests [][]string
	found, err := shortread.Find([]string{"a", "b", "c"}, func(keys []string) (map[string]int, error) {
		requests = append(requests, keys)
		if len(requests) == 1 {
			return map[string]int{"a": 1}, nil
		}
		return map[string]int{"b": 2}, nil
	})
	if err != nil || !maps.Equal(found, map[string]int{"a": 1, "b": 2}) {
		t.Errorf("Find = %v, %v", found, err)
	}
	if len(requests) != 2 || !slices.Equal(requests[1], []string{"b", "c"}) {
		t.Errorf("requests for %v, want the missing ones a second time, and no third", requests)
	}
}

func TestCompleteListIsReadOnce(t *testing.T) {
	reads := 0
	_, err := shortread.Find([]int{1}, func([]int) (map[int]bool, error) {
		reads++
		return map[int]bool{1: true}, nil
	})
	if err != nil || reads != 1 {
		t.Errorf("%d reads, error %v", reads, err)
	}
	if _, err := shortread.Find(nil, func([]int) (map[int]bool, error) { return nil, errors.New("called") }); err != nil {
		t.Errorf("read was called without keys: %v", err)
	}
}

type users struct {
	list []*api.User
	err  error
}

//nolint:revive // Nakama dictates the name.
func (u users) UsersGetId(_ context.Context, _, _ []string) ([]*api.User, error) {
	return u.list, u.err
}

func TestUsersAreFoundByID(t *testing.T) {
	found, err := shortread.Users(t.Context(), users{list: []*api.User{{Id: "ann"}}}, []string{"ann", "bob"})
	if err != nil || len(found) != 1 || found["ann"] == nil {
		t.Errorf("Users = %v, %v", found, err)
	}
	if _, err := shortread.Users(t.Context(), users{err: errors.New("away")}, []string{"ann"}); err == nil {
		t.Error("the failure is hidden")
	}
}
