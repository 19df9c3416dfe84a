package nakamatest

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/gob"
	"errors"
	"fmt"

	"github.com/heroiclabs/nakama-common/runtime"
)

type matchFactory = func(context.Context, runtime.Logger, *sql.DB, runtime.NakamaModule) (runtime.Match, error)

// MatchCreate creates a match of the registered module. It copies the parameters as
// the server does.
func (n *Nakama) MatchCreate(ctx context.Context, module string, params map[string]any) (id string, err error) {
	err = n.call(ctx, "MatchCreate", func(db *database) error {
		if module == "" {
			return errors.New("expects module name")
		}
		id = db.newID() + "." + n.options.Node
		return nil
	})
	if err != nil {
		return "", err
	}
	copied, err := copyParams(params)
	if err != nil {
		return "", err
	}
	factory, ok := n.Initializer().Registration("Match " + module).(matchFactory)
	if !ok {
		return "", errors.New("error creating match: not found")
	}
	core, err := factory(ctx, n.Logger(), nil, n)
	if err != nil {
		return "", err
	}
	m := newMatch(n, id, module, core)
	if err := m.init(copied); err != nil {
		return "", fmt.Errorf("error creating match: %v", err.Error())
	}
	n.db.mu.Lock()
	n.process.matches[id] = m
	n.db.mu.Unlock()
	if n.options.OnMatch != nil {
		n.options.OnMatch(id, m.rate)
	}
	return id, nil
}

// copyParams copies the parameters by gob, as the server does, so that values that
// gob cannot encode fail here too.
func copyParams(params map[string]any) (map[string]any, error) {
	gob.Register(map[string]any(nil))
	gob.Register([]any(nil))
	gob.Register([]runtime.Presence(nil))
	gob.Register(Presence{})
	gob.Register([]runtime.MatchmakerEntry(nil))
	gob.Register(&MatchmakerEntry{})
	var buffer bytes.Buffer
	if err := gob.NewEncoder(&buffer).Encode(params); err != nil {
		return nil, runtime.ErrCannotEncodeParams
	}
	var copied map[string]any
	if err := gob.NewDecoder(&buffer).Decode(&copied); err != nil {
		return nil, runtime.ErrCannotDecodeParams
	}
	return copied, nil
}
