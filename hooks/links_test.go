package hooks

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"github.com/heroiclabs/nakama-common/api"
)

func TestDevicesOfAnAccountAreLimited(t *testing.T) {
	for devices, code := range map[int]int{0: 0, maxDevices - 1: 0, maxDevices: 8, 2 * maxDevices: 8} {
		f := newFixture(t)
		f.server.devices = devices
		wantCode(t, call(t, f, "LinkDevice", &api.AccountDevice{Id: "a new device"}), code)
		if devices > 0 {
			wantCode(t, call(t, f, "LinkDevice", &api.AccountDevice{Id: "device0"}), 0)
		}
		wantCode(t, call(t, f, "UnlinkDevice", &api.AccountDevice{Id: "device0"}), 0)
	}
	f := newFixture(t)
	f.server.err = errors.New("down")
	wantCode(t, call(t, f, "LinkDevice", &api.AccountDevice{Id: "a new device"}), 13)
}

func (s *fakeServer) AccountsGetId(_ context.Context, userIDs, _ []string) ([]*api.Account, error) { //nolint:revive // Nakama's name
	var accounts []*api.Account
	for range userIDs {
		account := &api.Account{}
		for i := range s.devices {
			account.Devices = append(account.Devices, &api.AccountDevice{Id: fmt.Sprint("device", i)})
		}
		accounts = append(accounts, account)
	}
	return accounts, s.err
}
