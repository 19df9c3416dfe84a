package nakamatest

import (
	"encoding/hex"
	"errors"
	"math/rand/v2"
	"regexp"
	"slices"
	"sync"
	"time"

	"github.com/heroiclabs/nakama-common/api"
	"google.golang.org/protobuf/types/known/timestamppb"
)

// systemUser owns everything that belongs to no player.
const systemUser = "00000000-0000-0000-0000-000000000000"

// errForeignKey is the database's error for a row of a user who does not exist.
var errForeignKey = errors.New("ERROR: insert or update on table violates foreign key constraint (SQLSTATE 23503)")

// database holds the tables. It survives restarts, and servers can share it. Rows
// are replaced, never changed in place, so that undo can restore the old pointer.
type database struct {
	mu      sync.Mutex
	now     time.Time
	random  *rand.Rand
	tokens  *rand.Rand // a source of their own: a login takes no random number from the rest
	servers []*Nakama

	users             map[string]*user
	ledger            map[string][]*ledgerRow
	storage           map[string]*collection
	boards            map[string]*board
	groups            map[string]*group
	edges             map[membership]*edge
	friends           map[friendship]friendEdge
	friendCount       int
	notifications     map[string]*notificationRow
	notificationCount int
	purchases         []*api.ValidatedPurchase
	messages          []*messageRow
	messageCount      int
	schedules         map[string]*schedule // as parsed
	undo              []func()
}

func newDatabase(options Options) *database {
	db := &database{
		now:           options.Now.UTC(),
		random:        rand.New(rand.NewPCG(options.Seed, options.Seed^0x9e3779b97f4a7c15)),
		tokens:        rand.New(rand.NewPCG(options.Seed, options.Seed^0x517cc1b727220a95)),
		users:         map[string]*user{},
		ledger:        map[string][]*ledgerRow{},
		storage:       map[string]*collection{},
		boards:        map[string]*board{},
		groups:        map[string]*group{},
		edges:         map[membership]*edge{},
		friends:       map[friendship]friendEdge{},
		notifications: map[string]*notificationRow{},

		schedules: map[string]*schedule{},
	}
	db.users[systemUser] = &user{id: systemUser, metadata: "{}", wallet: "{}", created: db.now, updated: db.now}
	return db
}

// transact runs fn. If fn fails, its changes are undone.
func (db *database) transact(fn func() error) error {
	db.undo = db.undo[:0]
	err := fn()
	if err != nil {
		for i := len(db.undo) - 1; i >= 0; i-- {
			db.undo[i]()
		}
	}
	db.undo = nil
	return err
}

// put sets a row of a table, to be undone if the transaction fails.
func put[K comparable, V any](db *database, table map[K]V, key K, row V) {
	old, found := table[key]
	db.undo = append(db.undo, func() {
		if found {
			table[key] = old
		} else {
			delete(table, key)
		}
	})
	table[key] = row
}

// drop removes a row of a table, to be undone if the transaction fails.
func drop[K comparable, V any](db *database, table map[K]V, key K) {
	if old, found := table[key]; found {
		db.undo = append(db.undo, func() { table[key] = old })
		delete(table, key)
	}
}

// updateSorted replaces old by next in a sorted list. Either may be nil. It leaves
// a list that is not sorted yet as it is.
func updateSorted[T comparable](sorted []T, old, next T, compare func(a, b T) int) []T {
	var none T
	if sorted == nil {
		return nil
	}
	if old != none {
		if i, found := slices.BinarySearchFunc(sorted, old, compare); found {
			sorted = slices.Delete(sorted, i, i+1)
		}
	}
	if next != none {
		i, _ := slices.BinarySearchFunc(sorted, next, compare)
		sorted = slices.Insert(sorted, i, next)
	}
	return sorted
}

// newID returns a random UUID, reproducible from the seed.
func (db *database) newID() string { return newUUID(db.random) }

// newTokenID returns the id of a session's tokens.
func (db *database) newTokenID() string { return newUUID(db.tokens) }

func newUUID(random *rand.Rand) string {
	var b [16]byte
	for i := range b {
		b[i] = byte(random.UintN(256))
	}
	b[6], b[8] = b[6]&0x0f|0x40, b[8]&0x3f|0x80
	return formatUUID(b)
}

func formatUUID(b [16]byte) string {
	s := hex.EncodeToString(b[:])
	return s[:8] + "-" + s[8:12] + "-" + s[12:16] + "-" + s[16:20] + "-" + s[20:]
}

// seconds converts a time for the API, which omits fractions of a second.
func seconds(t time.Time) *timestamppb.Timestamp {
	return &timestamppb.Timestamp{Seconds: t.Unix()}
}

var uuidPattern = regexp.MustCompile(`^[0-9a-fA-F]{8}-([0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}$`)

func isID(s string) bool { return uuidPattern.MatchString(s) }

// ownerOf returns the owner for an optional user id: the system user if empty.
func ownerOf(userID string) string {
	if userID == "" {
		return systemUser
	}
	return userID
}
