package tournaments

import (
	"context"
	"fmt"
	"slices"

	"github.com/heroiclabs/nakama-common/api"

	"sagishi/internal/platform/storage"
)

// checkpoint is how far the server is with a tournament's ended periods, each
// named by its expiry in unix seconds.
type checkpoint struct {
	Through int64   `json:"through"` // all periods up to here are frozen
	Reset   int64   `json:"reset"`   // the last reset by Nakama's own account that is frozen
	Open    []int64 `json:"open"`    // frozen, with unpaid winners
	Recent  []int64 `json:"recent"`  // the last ones frozen with winners
}

// maxRecent is how many periods a run by hand looks back over, paid or not.
const maxRecent = 4

func checkpointRef(id string) storage.Ref { return storage.Ref{Collection: storage.Rewards, Key: id} }

// freeze adds a frozen period.
func (c *checkpoint) freeze(p period, winners bool) {
	c.Through, c.Reset = max(c.Through, p.expiry), max(c.Reset, p.reset)
	if !winners || slices.Contains(c.Recent, p.expiry) {
		return
	}
	c.Open = append(c.Open, p.expiry)
	c.Recent = append(c.Recent, p.expiry)
	if len(c.Recent) > maxRecent {
		c.Recent = c.Recent[len(c.Recent)-maxRecent:]
	}
}

// close removes a period whose winners are paid.
func (c *checkpoint) close(expiry int64) {
	c.Open = slices.DeleteFunc(c.Open, func(e int64) bool { return e == expiry })
}

// unpaid lists the periods with unpaid winners, and with the recent ones also
// those that are paid, the oldest first.
func (c *checkpoint) unpaid(withRecent bool) []int64 {
	expiries := slices.Clone(c.Open)
	if withRecent {
		expiries = append(expiries, c.Recent...)
	}
	slices.Sort(expiries)
	return slices.Compact(expiries)
}

func (r *Rewards) updateCheckpoint(ctx context.Context, id string, change func(*checkpoint)) error {
	return storage.Update(ctx, r.nk, checkpointRef(id), storage.ReadNone, func(c *checkpoint) error {
		change(c)
		return nil
	})
}

// freezeDue freezes the periods that are due, the oldest first.
func (r *Rewards) freezeDue(ctx context.Context, t *api.Tournament, due []period) error {
	for _, p := range due {
		winners, err := r.freeze(ctx, t, p.expiry)
		if err != nil {
			return fmt.Errorf("freeze period %s of %s: %w", formatTime(p.expiry), t.GetId(), err)
		}
		if err := r.updateCheckpoint(ctx, t.GetId(), func(c *checkpoint) { c.freeze(p, winners) }); err != nil {
			return err
		}
	}
	return nil
}
