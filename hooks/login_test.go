package hooks

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"testing"

	"github.com/heroiclabs/nakama-common/api"
	"github.com/heroiclabs/nakama-common/runtime"
)

func loggedIn(f *fixture, created bool, vars map[string]string) error {
	hook := f.in.Registration("AfterAuthenticateDevice").(func(context.Context, runtime.Logger, *sql.DB, runtime.NakamaModule, *api.Session, *api.AuthenticateDeviceRequest) error)
	return hook(withVars(as(ann), vars), f.logger, nil, nil, &api.Session{Created: created}, &api.AuthenticateDeviceRequest{})
}

func TestEveryLoginGrantsTheStarter(t *testing.T) {
	f := newFixture(t)
	for _, created := range []bool{true, false} {
		if err := loggedIn(f, created, nil); err != nil {
			t.Fatal(err)
		}
	}
	if !slices.Equal(f.starter.granted, []string{ann, ann}) || len(f.referrals.invited) != 0 {
		t.Errorf("granted to %v, invited %v", f.starter.granted, f.referrals.invited)
	}
}

func TestInviterIsRecorded(t *testing.T) {
	f := newFixture(t)
	if err := loggedIn(f, true, map[string]string{"invite_user_id": bob}); err != nil {
		t.Fatal(err)
	}
	if want := ann + " by " + bob + " new true"; !slices.Equal(f.referrals.invited, []string{want}) {
		t.Errorf("invited %v", f.referrals.invited)
	}
	nobody := newFixture(t, func(d *Deps) { d.Referrals = nil })
	if err := loggedIn(nobody, true, map[string]string{"invite_user_id": bob}); err != nil {
		t.Errorf("without referrals: %v", err)
	}
}

func TestFailuresAfterLoginAreLogged(t *testing.T) {
	f := newFixture(t)
	f.starter.err = errors.New("database is down")
	wantCode(t, loggedIn(f, true, nil), 13)
	if !f.logger.Contains("error", "database is down") {
		t.Errorf("logged %v", f.logger.Entries())
	}
	f.starter.err, f.referrals.err = nil, errors.New("referrals are down")
	wantCode(t, loggedIn(f, true, map[string]string{"invite_user_id": bob}), 13)
	if !f.logger.Contains("error", "referrals are down") {
		t.Errorf("logged %v", f.logger.Entries())
	}
}

func TestLoginMetricHasFewLabels(t *testing.T) {
	f := newFixture(t)
	for i := range 1000 {
		if err := loggedIn(f, false, map[string]string{"device_os": fmt.Sprint("os", i), "device_model": fmt.Sprint("model", i)}); err != nil {
			t.Fatal(err)
		}
	}
	if len(f.server.counted) != 1 {
		t.Errorf("clients made %d label sets", len(f.server.counted))
	}
	for _, c := range []struct{ os, model, wantOS, wantModel string }{
		{"Android", "SM-G991B", "android", "samsung"},
		{"iOS", "iPhone14,5", "ios", "iphone"},
		{"macOS", "", "macos", "none"},
		{"X11", "GenericDevice", "linux", "generic"},
		{"HTML5", "Pixel 7", "web", "pixel"},
		{"UWP", "iPad8,1", "windows", "ipad"},
		{"", "Fairphone", "none", "other"},
		{"Haiku", "samsung x", "other", "samsung"},
	} {
		if os, model := osFamily(c.os), modelFamily(c.model); os != c.wantOS || model != c.wantModel {
			t.Errorf("%q on %q counts as %q on %q", c.os, c.model, os, model)
		}
	}
}
