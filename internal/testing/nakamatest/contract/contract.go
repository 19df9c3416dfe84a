package contract

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"time"

	"github.com/heroiclabs/nakama-common/runtime"
)

// Check is one behaviour of Nakama.
type Check struct {
	Name string
	run  func(*probe)
}

// Timed is needed by the checks of time: Pass lets time pass, and Events records the
// callbacks that fire.
type Timed struct {
	Pass   func(context.Context, time.Duration)
	Events *Events
}

// Run runs the check. The error describes the first difference.
func (c Check) Run(ctx context.Context, nk runtime.NakamaModule, timed Timed) error {
	p := &probe{ctx: ctx, nk: nk, id: strings.ToLower(rand.Text()[:12]), timed: timed}
	c.run(p)
	return p.err
}

// Checks lists every check. The match checks need NewMatch registered under
// MatchModule.
func Checks() []Check {
	var all []Check
	for _, group := range [][]Check{
		storageChecks(), walletChecks(), multiUpdateChecks(), accountChecks(), groupChecks(),
		leaderboardChecks(), tournamentChecks(), notificationChecks(), socialChecks(), matchChecks(), scheduleChecks(), boundaryChecks(),
	} {
		all = append(all, group...)
	}
	return all
}

// probe is one run of a check. It keeps the first failure and ignores later ones.
type probe struct {
	ctx context.Context //nolint:containedctx // a probe lives as long as its call
	nk  runtime.NakamaModule
	id  string // unique, for names
	err error

	users int
	timed Timed
}

// name returns a name that is unique to this run.
func (p *probe) name(what string) string { return what + "-" + p.id }

// user creates a user.
func (p *probe) user() string {
	p.users++
	name := fmt.Sprintf("u%d-%s", p.users, p.id)
	userID, _, _, err := p.nk.AuthenticateDevice(p.ctx, "device-"+name, name, true)
	p.ok("make a user", err)
	return userID
}

// ok fails the check on an error.
func (p *probe) ok(what string, err error) {
	if p.err == nil && err != nil {
		p.err = fmt.Errorf("%s: %w", what, err)
	}
}

// is fails the check unless err is want.
func (p *probe) is(what string, err, want error) {
	if p.err == nil && !errors.Is(err, want) {
		p.err = fmt.Errorf("%s: error %q, want %q", what, fmt.Sprint(err), want.Error())
	}
}

// says fails the check unless the error contains the text.
func (p *probe) says(what string, err error, text string) {
	if p.err != nil {
		return
	}
	if err == nil || !strings.Contains(err.Error(), text) {
		p.err = fmt.Errorf("%s: error %q, want one that says %q", what, fmt.Sprint(err), text)
	}
}

// equal fails the check unless the values are deeply equal.
func (p *probe) equal(what string, got, want any) {
	if p.err == nil && !reflect.DeepEqual(got, want) {
		p.err = fmt.Errorf("%s: %v (%T), want %v (%T)", what, got, got, want, want)
	}
}
