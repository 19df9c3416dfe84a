package rpc

import (
	"sagishi/internal/platform/apierr"
	"sagishi/internal/platform/uuid"
)

// idOf returns the id of a field in the form in which Nakama writes it.
func idOf(field, text string) (string, error) {
	id, valid := uuid.Canonical(text)
	if !valid {
		return "", apierr.Invalid("%s must be a UUID", field)
	}
	return id, nil
}
