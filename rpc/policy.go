package rpc

import "time"

// limit is how often one player may call: once per interval, after a burst.
type limit struct {
	interval time.Duration
	burst    int
}

// The limits. Nakama has none of its own, and runs no hook before an RPC.
//
// An empty match closes after half a minute, so createLimit bounds how many
// empty matches a player can have. joinCodeLimit bounds how fast join codes can
// be guessed.
var (
	defaultLimit  = limit{interval: time.Second / 50, burst: 500} // all of a player's calls together
	createLimit   = limit{interval: 2 * time.Second, burst: 60}
	findLimit     = limit{interval: time.Second / 5, burst: 60}
	joinCodeLimit = limit{interval: time.Second, burst: 60}
)

// table lists every RPC. docs/protocol.md has the same ids, with an example of
// each request.
func (d Deps) table() []endpoint {
	return []endpoint{
		{"equip_title", handle(d.equipTitle), defaultLimit},
		{"equip_hat", handle(d.equipHat), defaultLimit},
		{"equip_skin", handle(d.equipSkin), defaultLimit},
		{"get_catalog", handle(d.getCatalog), defaultLimit},
		{"purchase_item", handle(d.purchaseItem), defaultLimit},
		{"update_group_metadata", handle(d.updateGroupMetadata), defaultLimit},
		{"update_group_size", handle(d.updateGroupSize), defaultLimit},
		{"create_match", handle(d.createMatch), createLimit},
		{"find_match", handle(d.findMatch), findLimit},
		{"join_code", handle(d.joinCode), joinCodeLimit},
		{"admin_grant", handleServer(d.adminGrant), defaultLimit},
		{"admin_pay_rewards", long(handleServer(d.adminPayRewards)), defaultLimit},
		{"admin_audit", long(handleServer(d.adminAudit)), defaultLimit},
		{"admin_player", handleServer(d.adminPlayer), defaultLimit},
		{"admin_matches", handleServer(d.adminMatches), defaultLimit},
		{"admin_config", handleServer(d.adminConfig), defaultLimit},
		{"admin_drain", handleServer(d.adminDrain), defaultLimit},
	}
}
