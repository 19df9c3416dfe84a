package rpc

import (
	"context"

	"sagishi/internal/platform/apierr"
	"sagishi/internal/platform/callback"
	"sagishi/internal/service/items"
)

type (
	equipTitleRequest struct {
		Title string `json:"title" rpc:"required"`
	}
	equipHatRequest struct {
		Hat string `json:"hat" rpc:"required"`
	}
	equipSkinRequest struct {
		Skin string `json:"skin" rpc:"required"`
	}
)

func (d Deps) equipTitle(ctx context.Context, caller callback.Caller, request equipTitleRequest) (items.Equipment, error) {
	return d.Items.Equip(ctx, caller.UserID, items.Title, request.Title)
}

func (d Deps) equipHat(ctx context.Context, caller callback.Caller, request equipHatRequest) (items.Equipment, error) {
	return d.Items.Equip(ctx, caller.UserID, items.Hat, request.Hat)
}

func (d Deps) equipSkin(ctx context.Context, caller callback.Caller, request equipSkinRequest) (items.Equipment, error) {
	return d.Items.Equip(ctx, caller.UserID, items.Skin, request.Skin)
}

type catalogAnswer struct {
	Items []items.Listing `json:"items"`
}

func (d Deps) getCatalog(ctx context.Context, caller callback.Caller, _ struct{}) (catalogAnswer, error) {
	listings, err := d.Items.Catalog(ctx, caller.UserID)
	return catalogAnswer{Items: listings}, err
}

// itemRef is items.Ref as a request must have it.
type itemRef struct {
	Slot items.Slot `json:"slot" rpc:"required"`
	Item string     `json:"item" rpc:"required"`
}

type purchaseRequest struct {
	Slot items.Slot `json:"slot" rpc:"required"`
	Item string     `json:"item" rpc:"required"`
	Key  *string    `json:"key"`
}

func (d Deps) purchaseItem(ctx context.Context, caller callback.Caller, request purchaseRequest) (items.PurchaseResult, error) {
	purchase := items.Purchase{Ref: items.Ref{Slot: request.Slot, Item: request.Item}}
	if request.Key != nil {
		if *request.Key == "" {
			return items.PurchaseResult{}, apierr.Invalid("key must not be empty: leave it out, or send 1..64 characters")
		}
		purchase.Key = *request.Key
	}
	return d.Items.Purchase(ctx, caller.UserID, purchase)
}

type grantRequest struct {
	UserID string    `json:"user_id" rpc:"required"`
	Coins  integer   `json:"coins"`
	Items  []itemRef `json:"items"`
	Reason string    `json:"reason"`
	Key    string    `json:"key" rpc:"required"`
}

func (d Deps) adminGrant(ctx context.Context, request grantRequest) (items.GrantResult, error) {
	userID, err := idOf("user_id", request.UserID)
	if err != nil {
		return items.GrantResult{}, err
	}
	grant := items.Grant{UserID: userID, Coins: int64(request.Coins), Reason: request.Reason, Key: request.Key}
	for _, ref := range request.Items {
		grant.Items = append(grant.Items, items.Ref(ref))
	}
	return d.Items.Grant(ctx, grant)
}
