package storage

import (
	"encoding/json"
	"fmt"
	"strings"
)

// DecodeObject decodes a JSON object that clients or other modules share with
// the plugin, such as an account's metadata. Numbers stay as they were written.
// Empty text and null are an empty object.
func DecodeObject(text string) (map[string]any, error) {
	object := map[string]any{}
	if text == "" {
		return object, nil
	}
	decoder := json.NewDecoder(strings.NewReader(text))
	decoder.UseNumber()
	if err := decoder.Decode(&object); err != nil {
		return nil, fmt.Errorf("decode JSON object: %w", err)
	}
	if object == nil {
		return map[string]any{}, nil
	}
	return object, nil
}
