package datafile

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"reflect"
	"strings"
)

// Decode reads one JSON value. Unknown fields and anything after the value are
// errors, since they are most likely mistakes. The error begins with the name of
// the data and says where the mistake is, for example "catalog: line 7, column
// 30: items[3].price.coins must not be a JSON string".
func Decode[T any](name string, data []byte) (T, error) {
	var value T
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&value); err != nil {
		return value, fmt.Errorf("%s: %w", name, explain(err, data, reflect.TypeFor[T]()))
	}
	end := decoder.InputOffset()
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return value, fmt.Errorf("%s: %s: there is something after its end", name, lineAndColumn(data, skipSeparators(data, end)))
	}
	return value, nil
}

// explain adds the place to an error of the decoder.
func explain(err error, data []byte, shape reflect.Type) error {
	if errors.Is(err, io.EOF) {
		return errors.New("the file is empty")
	}
	c := newCursor(data, shape)
	if wrong, ok := errors.AsType[*json.UnmarshalTypeError](err); ok {
		for c.next() && c.end() < wrong.Offset {
		}
		return fmt.Errorf("%s: %s must not be a JSON %s", lineAndColumn(data, c.start), c.path(), wrong.Value)
	}
	if broken, ok := errors.AsType[*json.SyntaxError](err); ok {
		return fmt.Errorf("%s: %w", lineAndColumn(data, broken.Offset-1), err)
	}
	for c.next() {
		if c.unknown {
			return fmt.Errorf("%s: %s: unknown field %q", lineAndColumn(data, c.start), c.parent(), c.key())
		}
	}
	return fmt.Errorf("%s: %w", lineAndColumn(data, int64(len(data))), err)
}

// lineAndColumn is a place in the data, both counted from 1; columns are bytes.
func lineAndColumn(data []byte, offset int64) string {
	before := string(data[:min(max(offset, 0), int64(len(data)))])
	line := strings.Count(before, "\n") + 1
	return fmt.Sprintf("line %d, column %d", line, len(before)-strings.LastIndex(before, "\n"))
}
