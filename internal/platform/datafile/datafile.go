// Package datafile reads the JSON files of game data that operators write.
package datafile

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// Decode reads one JSON value. Unknown fields and anything after the value are
// errors: each is more likely a slip than meant. The error begins with the name
// of what is read.
func Decode[T any](name string, data []byte) (T, error) {
	var value T
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.DisallowUnknownFields()
	err := decoder.Decode(&value)
	if wrong, ok := errors.AsType[*json.UnmarshalTypeError](err); ok {
		return value, fmt.Errorf("%s: %s must not be a JSON %s", name, cmp.Or(wrong.Field, "the whole"), wrong.Value)
	}
	if err != nil {
		return value, fmt.Errorf("%s: %w", name, err)
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return value, fmt.Errorf("%s: there is something after its end", name)
	}
	return value, nil
}
