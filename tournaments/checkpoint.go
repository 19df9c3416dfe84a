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

// ahead reports whether the checkpoint names a period that comes after the running
// one. Only a server whose clock was ahead can have frozen it.
func (c *checkpoint) ahead(t *api.Tournament) bool {
	return max(c.Through, c.Reset) > int64(t.GetNextReset())
}

// rewind goes back to the last period with winners that has ended, or to the
// beginning. To freeze periods again changes nothing, but those that come do end.
func (c *checkpoint) rewind(t *api.Tournament) {
	last := int64(0)
	for _, expiry := range c.Recent {
		if expiry <= int64(t.GetPrevReset()) {
			last = max(last, expiry)
		}
	}
	c.Through, c.Reset = last, last
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

// readCheckpoint reads the checkpoint, and corrects it if a server's clock was ahead:
// it would keep all periods until then from being paid.
func (r *Rewards) readCheckpoint(ctx context.Context, t *api.Tournament) (checkpoint, error) {
	ref := checkpointRef(t.GetId())
	c, err := storage.Read[checkpoint](ctx, r.nk, ref)
	if err != nil || !c.Value.ahead(t) {
		return c.Value, err
	}
	r.logger.WithField("tournament_id", t.GetId()).Warn("periods until %s are frozen before they end: a server's clock was ahead; they are paid when they end",
		formatTime(c.Value.Through))
	c.Value.rewind(t)
	return c.Value, c.Save(ctx, r.nk, storage.ReadNone)
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
