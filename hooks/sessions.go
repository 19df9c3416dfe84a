package hooks

import (
	"context"
	"database/sql"
	"fmt"
	"strconv"
	"strings"

	"github.com/heroiclabs/nakama-common/api"
	"github.com/heroiclabs/nakama-common/runtime"

	"sagishi/internal/platform/callback"
)

// The session variables that the client sets when it logs in.
const (
	varOS      = "device_os"
	varModel   = "device_model"
	varInviter = "invite_user_id"
)

// welcoming is the hook after a login. What fails in it is logged and does not
// keep the player out: it is done again at the next login, and Nakama would not
// heed an error here anyway. It is done before the client has its session, so
// that the account is whole when the client first reads it.
func welcoming[T any](g *guard, way string) after[T] {
	return func(ctx context.Context, logger runtime.Logger, _ *sql.DB, _ runtime.NakamaModule, out *api.Session, _ *T) error {
		caller := callback.CallerFrom(ctx)
		return report(ctx, logger, "login", protect(func() error { return g.welcome(ctx, caller, way, out.GetCreated()) }))
	}
}

func (g *guard) welcome(ctx context.Context, caller callback.Caller, way string, created bool) error {
	g.countLogin(caller, way, created)
	if err := g.Welcomer.Welcome(ctx, caller.UserID); err != nil {
		return fmt.Errorf("welcome: %w", err)
	}
	inviter := caller.Vars[varInviter]
	if g.Referrals == nil || inviter == "" {
		return nil
	}
	if err := g.Referrals.Invited(ctx, caller.UserID, inviter, created); err != nil {
		return fmt.Errorf("note the inviter: %w", err)
	}
	return nil
}

// countLogin counts a login by what the client says of its device. Labels are
// few and fixed: clients can say anything, and each new label costs memory for
// as long as the server runs.
func (g *guard) countLogin(caller callback.Caller, way string, created bool) {
	g.Nakama.MetricsCounterAdd("sagishi_logins", map[string]string{
		"method":       way,
		"device_os":    osFamily(caller.Vars[varOS]),
		"device_model": modelFamily(caller.Vars[varModel]),
		"invited":      strconv.FormatBool(caller.Vars[varInviter] != ""),
		"created":      strconv.FormatBool(created),
	}, 1)
}

// osFamily names the system by the names that game engines give it.
func osFamily(name string) string {
	switch strings.ToLower(name) {
	case "":
		return "none"
	case "android":
		return "android"
	case "ios", "ipados":
		return "ios"
	case "windows", "uwp":
		return "windows"
	case "macos", "osx":
		return "macos"
	case "linux", "x11", "freebsd", "netbsd", "openbsd", "bsd":
		return "linux"
	case "web", "html5":
		return "web"
	}
	return "other"
}

func modelFamily(name string) string {
	name = strings.ToLower(name)
	for _, family := range []struct{ prefix, name string }{
		{"iphone", "iphone"},
		{"ipad", "ipad"},
		{"sm-", "samsung"},
		{"samsung", "samsung"},
		{"pixel", "pixel"},
		{"genericdevice", "generic"},
	} {
		if strings.HasPrefix(name, family.prefix) {
			return family.name
		}
	}
	if name == "" {
		return "none"
	}
	return "other"
}
