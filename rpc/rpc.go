// Package rpc is what clients and operators call by name. Each RPC is a row of
// one table; the engine behind it decodes, checks the caller, and turns errors
// into codes, the same way for all.
package rpc

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/heroiclabs/nakama-common/runtime"

	"sagishi/internal/service/groups"
	"sagishi/internal/service/items"
	"sagishi/internal/service/lobby"
)

// Items is what players own and wear.
type Items interface {
	Equip(ctx context.Context, userID string, slot items.Slot, item string) (items.Equipment, error)
	Catalog(ctx context.Context, userID string) ([]items.Listing, error)
	Purchase(ctx context.Context, userID string, ref items.Ref) (items.PurchaseResult, error)
	Grant(ctx context.Context, grant items.Grant) (items.GrantResult, error)
}

// Groups changes groups in the name of a player.
type Groups interface {
	SetInterests(ctx context.Context, userID, groupID string, interests groups.Interests) (map[string]any, error)
	SetSize(ctx context.Context, userID, groupID string, size int) error
}

// Lobby makes and finds matches.
type Lobby interface {
	Create(ctx context.Context, request lobby.Request) (matchID, code string, err error)
	Find(ctx context.Context, request lobby.FindRequest) (matchID string, created bool, err error)
	JoinCode(ctx context.Context, code string) (matchID string, err error)
}

// Deps is what the RPCs are made of.
type Deps struct {
	Items   Items
	Groups  Groups
	Lobby   Lobby
	Rewards Rewards
	Now     func() time.Time
}

// endpoint is an RPC: the id that clients call, what answers, and how often a
// player may call it.
type endpoint struct {
	id    string
	serve serve
	limit limit
}

// table lists every RPC.
func (d Deps) table() []endpoint {
	return []endpoint{
		{"equip_title", handle(d.equipTitle), usual},
		{"equip_hat", handle(d.equipHat), usual},
		{"equip_skin", handle(d.equipSkin), usual},
		{"get_catalog", handle(d.getCatalog), usual},
		{"purchase_item", handle(d.purchaseItem), usual},
		{"update_group_metadata", handle(d.updateGroupMetadata), usual},
		{"update_group_size", handle(d.updateGroupSize), usual},
		{"create_match", handle(d.createMatch), making},
		{"find_match", handle(d.findMatch), looking},
		{"join_code", handle(d.joinCode), guessing},
		{"admin_grant", handleServer(d.adminGrant), usual},
		{"admin_pay_rewards", handleServer(d.adminPayRewards), usual},
	}
}

// Register registers every RPC.
func Register(in runtime.Initializer, deps Deps) error {
	var faults []error
	all := usual.meter(deps.Now)
	for _, e := range deps.table() {
		e.serve = e.paced(all, deps.Now)
		if err := in.RegisterRpc(e.id, e.entry); err != nil {
			faults = append(faults, fmt.Errorf("register rpc %s: %w", e.id, err))
		}
	}
	return errors.Join(faults...)
}
