package rpc

import (
	"strings"

	"sagishi/internal/fault"
)

// uuid returns the id in the form in which Nakama writes it.
func uuid(field, id string) (string, error) {
	const form = "00000000-0000-0000-0000-000000000000"
	id = strings.ToLower(id)
	if len(id) != len(form) {
		return "", fault.Invalid("%s must be a UUID", field)
	}
	for i := range len(form) {
		fits := strings.IndexByte("0123456789abcdef", id[i]) >= 0
		if form[i] == '-' {
			fits = id[i] == '-'
		}
		if !fits {
			return "", fault.Invalid("%s must be a UUID", field)
		}
	}
	return id, nil
}
