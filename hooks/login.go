package hooks

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/heroiclabs/nakama-common/api"
	"github.com/heroiclabs/nakama-common/runtime"

	"sagishi/internal/platform/apierr"
	"sagishi/internal/platform/callback"
	"sagishi/internal/platform/metrics"
)

// The session variables that the client sets when it logs in.
const (
	varOS      = "device_os"
	varModel   = "device_model"
	varInviter = "invite_user_id"
)

// withUsername is a request that may choose a username.
type withUsername[T any] interface {
	*T
	GetUsername() string
}

// login allows an authentication method that the configuration lists, if the
// username that the client may choose is valid. afterLogin follows it.
func login[T any, P withUsername[T]](name, method string, register registerBefore[T], registerAfter registerAfter[api.Session, T]) rule {
	return rule{
		Row: Row{API: name, Rule: ruleSwitched, Why: whyLogin},
		install: func(g *guard, in runtime.Initializer) error {
			if !slices.Contains(g.AuthMethods, method) {
				return usesMethod(name, method, register).install(g, in)
			}
			username := content(func(in *T) error { return checkUsername(P(in).GetUsername()) })
			return errors.Join(
				register(in, beforeHook(g, name, username)),
				registerAfter(in, afterHook[api.Session, T](name, g.afterLogin(method))),
			)
		},
	}
}

// usesMethod allows an API about an authentication method that the configuration
// lists. Each call changes the account, or asks another service.
func usesMethod[T any](name, method string, register registerBefore[T]) rule {
	return usesMethodIf(name, method, register, changing[T])
}

// usesMethodIf allows the requests about a listed method that pass the check.
func usesMethodIf[T any](name, method string, register registerBefore[T], c check[T]) rule {
	return rule{
		Row: Row{API: name, Rule: ruleSwitched, Why: whyLink},
		install: func(g *guard, in runtime.Initializer) error {
			allowed := c
			if !slices.Contains(g.AuthMethods, method) {
				allowed = content(func(*T) error { return apierr.Denied("this game does not use the authentication method %s", method) })
			}
			return register(in, beforeHook(g, name, allowed))
		},
	}
}

// afterLogin grants the starter items and records the inviter. It runs before
// the client has its session, so the account is complete when the client first
// reads it. A failure does not stop the login; the next login tries again.
func (g *guard) afterLogin(method string) func(context.Context, callback.Caller, *api.Session) error {
	return func(ctx context.Context, caller callback.Caller, out *api.Session) error {
		g.countLogin(caller, method, out.GetCreated())
		if err := g.Starter.GrantStarter(ctx, caller.UserID); err != nil {
			return fmt.Errorf("grant starter items: %w", err)
		}
		inviter := caller.Vars[varInviter]
		if g.Referrals == nil || inviter == "" {
			return nil
		}
		if err := g.Referrals.Invited(ctx, caller.UserID, inviter, out.GetCreated()); err != nil {
			return fmt.Errorf("record the inviter: %w", err)
		}
		return nil
	}
}

// countLogin counts a login by what the client says about its device. The
// labels are few and fixed: clients can send anything, and each new label costs
// memory until the server restarts.
func (g *guard) countLogin(caller callback.Caller, method string, created bool) {
	metrics.Logins.Add(g.Nakama, 1, method, osFamily(caller.Vars[varOS]), modelFamily(caller.Vars[varModel]),
		strconv.FormatBool(caller.Vars[varInviter] != ""), strconv.FormatBool(created))
}

// osFamily groups the names that game engines give to operating systems.
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

// modelFamily groups device models by the start of their names.
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
