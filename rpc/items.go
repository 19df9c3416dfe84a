package rpc

import (
	"context"

	"sagishi/internal/platform/apierr"
	"sagishi/internal/platform/callback"
	"sagishi/internal/service/items"
)

type (
	equipTitleRequest struct {
		Title *string `json:"title"`
	}
	equipHatRequest struct {
		Hat *string `json:"hat"`
	}
	equipSkinRequest struct {
		Skin *string `json:"skin"`
	}
)

func (d Deps) equipTitle(ctx context.Context, caller callback.Caller, request equipTitleRequest) (items.Equipment, error) {
	return d.equip(ctx, caller, items.Title, request.Title)
}

func (d Deps) equipHat(ctx context.Context, caller callback.Caller, request equipHatRequest) (items.Equipment, error) {
	return d.equip(ctx, caller, items.Hat, request.Hat)
}

func (d Deps) equipSkin(ctx context.Context, caller callback.Caller, request equipSkinRequest) (items.Equipment, error) {
	return d.equip(ctx, caller, items.Skin, request.Skin)
}

// equip wants the item said, since an empty one takes off what is worn.
func (d Deps) equip(ctx context.Context, caller callback.Caller, slot items.Slot, item *string) (items.Equipment, error) {
	if item == nil {
		return items.Equipment{}, apierr.Invalid("%s is required", slot)
	}
	return d.Items.Equip(ctx, caller.UserID, slot, *item)
}

type catalogAnswer struct {
	Items []items.Listing `json:"items"`
}

func (d Deps) getCatalog(ctx context.Context, caller callback.Caller, _ struct{}) (catalogAnswer, error) {
	listings, err := d.Items.Catalog(ctx, caller.UserID)
	return catalogAnswer{Items: listings}, err
}

func (d Deps) purchaseItem(ctx context.Context, caller callback.Caller, request items.Ref) (items.PurchaseResult, error) {
	return d.Items.Purchase(ctx, caller.UserID, request)
}

type grantRequest struct {
	UserID string      `json:"user_id"`
	Coins  whole       `json:"coins"`
	Items  []items.Ref `json:"items"`
	Reason string      `json:"reason"`
	Key    string      `json:"key"`
}

func (d Deps) adminGrant(ctx context.Context, request grantRequest) (items.GrantResult, error) {
	userID, err := idOf("user_id", request.UserID)
	if err != nil {
		return items.GrantResult{}, err
	}
	return d.Items.Grant(ctx, items.Grant{
		UserID: userID, Coins: int64(request.Coins), Items: request.Items, Reason: request.Reason, Key: request.Key,
	})
}
