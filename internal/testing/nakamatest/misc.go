package nakamatest

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/heroiclabs/nakama-common/api"
	"github.com/heroiclabs/nakama-common/runtime"
)

// metrics is what was counted, by name and tags.
type metrics struct {
	counters map[string]int64
	gauges   map[string]float64
	timers   map[string][]time.Duration
}

func newMetrics() metrics {
	return metrics{counters: map[string]int64{}, gauges: map[string]float64{}, timers: map[string][]time.Duration{}}
}

// metricKey is a name with its tags, as in name{a=1,b=2}.
func metricKey(name string, tags map[string]string) string {
	if len(tags) == 0 {
		return name
	}
	var pairs []string
	for _, key := range slices.Sorted(maps.Keys(tags)) {
		pairs = append(pairs, key+"="+tags[key])
	}
	return name + "{" + strings.Join(pairs, ",") + "}"
}

// MetricsCounterAdd counts.
func (n *Nakama) MetricsCounterAdd(name string, tags map[string]string, delta int64) {
	n.db.mu.Lock()
	defer n.db.mu.Unlock()
	n.live.metrics.counters[metricKey(name, tags)] += delta
}

// MetricsGaugeSet sets a gauge.
func (n *Nakama) MetricsGaugeSet(name string, tags map[string]string, value float64) {
	n.db.mu.Lock()
	defer n.db.mu.Unlock()
	n.live.metrics.gauges[metricKey(name, tags)] = value
}

// MetricsTimerRecord records a duration.
func (n *Nakama) MetricsTimerRecord(name string, tags map[string]string, value time.Duration) {
	n.db.mu.Lock()
	defer n.db.mu.Unlock()
	key := metricKey(name, tags)
	n.live.metrics.timers[key] = append(n.live.metrics.timers[key], value)
}

// Counter is what was counted under name{tag=value,…}, tags in order.
func (n *Nakama) Counter(key string) int64 {
	n.db.mu.Lock()
	defer n.db.mu.Unlock()
	return n.live.metrics.counters[key]
}

// Counters is everything counted.
func (n *Nakama) Counters() map[string]int64 {
	n.db.mu.Lock()
	defer n.db.mu.Unlock()
	return copyMap(n.live.metrics.counters)
}

// Gauge is the value of a gauge.
func (n *Nakama) Gauge(key string) float64 {
	n.db.mu.Lock()
	defer n.db.mu.Unlock()
	return n.live.metrics.gauges[key]
}

// Timers is what was recorded of a timer.
func (n *Nakama) Timers(key string) []time.Duration {
	n.db.mu.Lock()
	defer n.db.mu.Unlock()
	return slices.Clone(n.live.metrics.timers[key])
}

// ReadFile opens one of the files of the options. Like the server it refuses
// paths that leave the runtime directory.
func (n *Nakama) ReadFile(path string) (file *os.File, err error) {
	content, ok := n.options.Files[path]
	if !ok || !filepath.IsLocal(path) {
		return nil, fmt.Errorf("failed to open file: %w", fs.ErrNotExist)
	}
	file, err = os.CreateTemp("", "nakamatest-*")
	if err != nil {
		return nil, err
	}
	if err := os.Remove(file.Name()); err != nil {
		return nil, err
	}
	if _, err = file.WriteString(content); err != nil {
		return nil, err
	}
	if _, err = file.Seek(0, 0); err != nil {
		return nil, err
	}
	return file, nil
}

// Event hands an event to the registered function.
func (n *Nakama) Event(ctx context.Context, event *api.Event) error {
	if err := n.call(ctx, "Event", func(*database) error {
		if event == nil {
			return errors.New("expects a non-nil event")
		}
		return nil
	}); err != nil {
		return err
	}
	if fn, ok := n.Initializer().Registration("Event").(func(context.Context, runtime.Logger, *api.Event)); ok {
		fn(ctx, n.Logger(), event)
	}
	return nil
}

// AccountDeleteId deletes an account with all that hangs on it: storage,
// ledger, notifications, friends, groups she alone leads, and records of all
// periods. An account that does not exist is no error.
func (n *Nakama) AccountDeleteId(ctx context.Context, userID string, recorded bool) error { //nolint:revive // Nakama's name
	return n.call(ctx, "AccountDeleteId", func(db *database) error {
		switch {
		case !isID(userID):
			return errUserID
		case userID == systemUser:
			return errors.New("cannot delete the system user")
		}
		db.deleteUser(userID)
		return nil
	})
}

func (db *database) deleteUser(userID string) {
	if _, ok := db.users[userID]; !ok {
		return
	}
	drop(db, db.users, userID)
	drop(db, db.ledger, userID)
	for _, c := range db.storage {
		for id, o := range c.objects {
			if id.owner == userID {
				drop(db, c.objects, id)
				db.move(c, o, nil)
			}
		}
	}
	for id, o := range db.notices {
		if o.userID == userID {
			drop(db, db.notices, id)
		}
	}
	for _, b := range db.boards {
		for expiry := range b.periods {
			db.dropRecord(b, expiry, userID)
		}
	}
	db.deleteEdges(userID)
}

func (db *database) deleteEdges(userID string) {
	for _, e := range db.edgesWhere(func(e *edge) bool { return e.user == userID }) {
		if e.state == GroupSuperadmin && db.superadmins(e.group) == 1 {
			drop(db, db.groups, e.group)
			for m := range db.edges {
				if m.group == e.group {
					drop(db, db.edges, m)
				}
			}
			continue
		}
		db.removeEdge(e)
	}
	for f := range db.friends {
		if f.user == userID || f.friend == userID {
			drop(db, db.friends, f)
		}
	}
}
