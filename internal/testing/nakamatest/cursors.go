package nakamatest

import (
	"encoding/base64"
	"encoding/json"
)

// encodeCursor encodes a position in a list as an opaque cursor.
func encodeCursor[T any](at T) string {
	text, err := json.Marshal(at)
	if err != nil {
		return ""
	}
	return base64.URLEncoding.EncodeToString(text)
}

func decodeCursor[T any](cursor string) (at T, err error) {
	text, err := base64.URLEncoding.DecodeString(cursor)
	if err != nil {
		return at, err
	}
	return at, json.Unmarshal(text, &at)
}

// paginate returns one page of rows. The cursor encodes the number of rows before
// the page.
func paginate[T any](rows []T, limit int, cursor string) (page []T, next string, err error) {
	start := 0
	if cursor != "" {
		start, err = decodeCursor[int](cursor)
		if err != nil || start < 0 || start > len(rows) {
			return nil, "", errCursor
		}
	}
	end := min(start+limit, len(rows))
	if end < len(rows) {
		next = encodeCursor(end)
	}
	return rows[start:end], next, nil
}
