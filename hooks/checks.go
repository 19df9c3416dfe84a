package hooks

import (
	"context"
	"strings"

	"github.com/heroiclabs/nakama-common/api"
	"github.com/heroiclabs/nakama-common/rtapi"

	"sagishi/internal/platform/apierr"
	"sagishi/internal/platform/callback"
	"sagishi/internal/platform/storage"
	"sagishi/internal/service/quota"
)

const (
	maxParty        = 4
	nakamaGroupSize = 100 // Nakama's default if the client names no size
)

func (g *guard) writeStorage(ctx context.Context, caller callback.Caller, in *api.WriteStorageObjectsRequest) error {
	objects := make([]quota.Object, 0, len(in.GetObjects()))
	for _, object := range in.GetObjects() {
		if err := checkObject(object); err != nil {
			return err
		}
		objects = append(objects, quota.Object{Collection: object.GetCollection(), Key: object.GetKey()})
	}
	if err := g.limits.allow(g.limits.storage, caller.UserID, max(1, len(objects))); err != nil {
		return err
	}
	if err := g.limits.allow(g.limits.overQuota, caller.UserID, 1); err != nil {
		return err
	}
	err := g.Objects.Add(ctx, caller.UserID, objects)
	if err == nil || apierr.CodeOf(err) != apierr.CodeResourceExhausted {
		g.limits.overQuota.limiter.Refund(caller.UserID)
	}
	return err
}

// maxName is the most bytes of the name of a collection and of a key.
const maxName = 128

func checkObject(object *api.WriteStorageObject) error {
	if err := checkCollection(object.GetCollection()); err != nil {
		return err
	}
	for field, name := range map[string]string{"collection": object.GetCollection(), "key": object.GetKey()} {
		if len(name) > maxName || strings.Contains(name, "\x00") {
			return apierr.Invalid("%s: must be at most %d bytes, none of them zero", field, maxName)
		}
	}
	return checkStorageValue(object)
}

func (g *guard) deleteStorage(_ context.Context, caller callback.Caller, in *api.DeleteStorageObjectsRequest) error {
	for _, id := range in.GetObjectIds() {
		if err := checkCollection(id.GetCollection()); err != nil {
			return err
		}
	}
	return g.limits.allow(g.limits.storage, caller.UserID, max(1, len(in.GetObjectIds())))
}

func checkCollection(name string) error {
	if storage.ServerOnly(name) {
		return apierr.Denied("only the server writes the collection %s", name)
	}
	return nil
}

func (g *guard) writeLeaderboardRecord(ctx context.Context, caller callback.Caller, in *api.WriteLeaderboardRecordRequest) error {
	if err := g.allowRecord(caller, in.GetRecord()); err != nil {
		return err
	}
	return g.Scores.CheckLeaderboard(ctx, caller, in)
}

func (g *guard) writeTournamentRecord(ctx context.Context, caller callback.Caller, in *api.WriteTournamentRecordRequest) error {
	if err := g.allowRecord(caller, in.GetRecord()); err != nil {
		return err
	}
	return g.Scores.CheckTournament(ctx, caller, in)
}

// allowRecord checks what a submitted score says beside the score, and limits the
// rate of submissions. Scores has a lower limit for the size of the metadata.
func (g *guard) allowRecord(caller callback.Caller, record interface {
	GetOperator() api.Operator
	GetMetadata() string
},
) error {
	if record.GetOperator() != api.Operator_NO_OVERRIDE {
		return apierr.Denied("operator: a client cannot override the operator of a board")
	}
	if err := checkJSON("metadata", record.GetMetadata(), maxStorageValue); err != nil {
		return err
	}
	return g.limits.allow(g.limits.changes, caller.UserID, 1)
}

func checkPartyCreate(in *rtapi.PartyCreate) error {
	if err := checkPartyClosed(in.GetOpen()); err != nil {
		return err
	}
	if in.GetMaxSize() < 1 || in.GetMaxSize() > maxParty {
		return apierr.Invalid("max_size: must be 1 to %d", maxParty)
	}
	return nil
}

func checkPartyUpdate(in *rtapi.PartyUpdate) error { return checkPartyClosed(in.GetOpen()) }

func checkPartyClosed(open bool) error {
	if open {
		return apierr.Denied("open: must be false, the leader of a party accepts its members")
	}
	return nil
}
