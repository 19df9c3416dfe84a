package hooks

import (
	"encoding/json"

	"github.com/heroiclabs/nakama-common/api"
	"github.com/heroiclabs/nakama-common/rtapi"

	"sagishi/internal/platform/apierr"
	"sagishi/internal/platform/jsonlimit"
)

const (
	maxStorageValue = 16 << 10 // bytes
	maxStatus       = 512      // bytes
	maxContent      = 1 << 10  // bytes of a chat message, and of a friend's metadata
)

// checkJSON checks the size of JSON that the database stores, and that the
// database neither expands nor refuses it.
func checkJSON(field, text string, most int) error {
	if len(text) > most {
		return apierr.Invalid("%s: must be at most %d bytes", field, most)
	}
	if err := jsonlimit.Check(text); err != nil {
		return apierr.Invalid("%s: %s", field, err)
	}
	return nil
}

func checkStorageValue(object *api.WriteStorageObject) error {
	return checkJSON("value of "+object.GetCollection()+"/"+object.GetKey(), object.GetValue(), maxStorageValue)
}

func checkFriends(in *api.AddFriendsRequest) error {
	return checkJSON("metadata", in.GetMetadata(), maxContent)
}

// checkStatus checks a status, which may be JSON or plain text. Nobody stores
// it, but it goes to every follower.
func checkStatus(in *rtapi.StatusUpdate) error {
	status := in.GetStatus().GetValue()
	if len(status) > maxStatus {
		return apierr.Invalid("status: must be at most %d bytes", maxStatus)
	}
	if !json.Valid([]byte(status)) {
		return nil
	}
	return checkJSON("status", status, maxStatus)
}
