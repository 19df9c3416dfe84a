package rpc

import (
	"sagishi/internal/platform/apierr"
	"sagishi/internal/platform/uuid"
)

// idOf returns the id in a field as Nakama writes it. Code 3 if it is no UUID.
func idOf(field, text string) (string, error) {
	id, valid := uuid.Canonical(text)
	if !valid {
		return "", apierr.Invalid("%s must be a UUID", field)
	}
	return id, nil
}
