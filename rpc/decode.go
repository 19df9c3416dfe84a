package rpc

import (
	"encoding/json"
	"math"
	"reflect"
	"strconv"
	"strings"

	"sagishi/internal/platform/apierr"
)

// maxPayload is the longest request in bytes.
const maxPayload = 16 << 10

// decode reads a request strictly. The standard library alone would take
// "HAT" for "hat", the last of two equal keys, and null for anything.
func decode[Req any](payload string) (Req, error) {
	var request Req
	if len(payload) > maxPayload {
		return request, apierr.Invalid("payload must have at most %d bytes", maxPayload)
	}
	if payload == "" {
		payload = "{}"
	}
	if !json.Valid([]byte(payload)) {
		return request, apierr.Invalid("payload must be one JSON object")
	}
	decoder := json.NewDecoder(strings.NewReader(payload))
	decoder.UseNumber()
	shape := shape{decoder}
	if err := shape.check(reflect.TypeFor[Req](), "payload"); err != nil {
		return request, err
	}
	if err := json.Unmarshal([]byte(payload), &request); err != nil {
		return request, apierr.Invalid("payload: %s", err)
	}
	return request, nil
}

// shape walks through a valid JSON text beside the type that it must have.
type shape struct{ decoder *json.Decoder }

// check reads one value. The path says where it is, for the error.
func (s shape) check(t reflect.Type, path string) error {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	token, err := s.decoder.Token()
	if err != nil {
		return apierr.Invalid("%s: %s", path, err)
	}
	if kind := kindOf(t); kind != kindAny && kind != kindOfToken(token) {
		return apierr.Invalid("%s must be %s", path, kind)
	}
	switch value := token.(type) {
	case json.Delim:
		if value == '{' {
			return s.checkObject(t, path)
		}
		return s.checkList(t, path)
	case json.Number:
		return checkNumber(value, t, path)
	case string:
		return checkText(value, path)
	}
	return nil
}

func (s shape) checkObject(t reflect.Type, path string) error {
	seen := map[string]bool{}
	for s.decoder.More() {
		token, err := s.decoder.Token()
		key, ok := token.(string)
		if err != nil || !ok {
			return apierr.Invalid("%s is malformed", path)
		}
		where := below(path, key)
		if seen[key] {
			return apierr.Invalid("%s is given twice", where)
		}
		seen[key] = true
		if err := checkText(key, where); err != nil {
			return err
		}
		value, known := valueType(t, key)
		if !known {
			return apierr.Invalid("%s is unknown", where)
		}
		if err := s.check(value, where); err != nil {
			return err
		}
	}
	_, err := s.decoder.Token() // the closing brace
	return err
}

func (s shape) checkList(t reflect.Type, path string) error {
	element := t
	if t.Kind() == reflect.Slice {
		element = t.Elem()
	}
	for i := 0; s.decoder.More(); i++ {
		if err := s.check(element, path+"["+strconv.Itoa(i)+"]"); err != nil {
			return err
		}
	}
	_, err := s.decoder.Token() // the closing bracket
	return err
}

// valueType is the type of an object's value, if the object may have the key.
func valueType(t reflect.Type, key string) (reflect.Type, bool) {
	switch t.Kind() {
	case reflect.Map:
		return t.Elem(), true
	case reflect.Struct:
		for field := range t.Fields() {
			if name, _, _ := strings.Cut(field.Tag.Get("json"), ","); name == key {
				return field.Type, true
			}
		}
		return nil, false
	default:
		return t, true
	}
}

// checkText refuses what the database cannot store.
func checkText(text, path string) error {
	if strings.ContainsRune(text, 0) {
		return apierr.Invalid("%s must not have a zero character", path)
	}
	return nil
}

func checkNumber(number json.Number, t reflect.Type, path string) error {
	value, err := number.Float64()
	if err != nil {
		return apierr.Invalid("%s is out of range", path)
	}
	if t.Kind() == reflect.Int64 && !isWhole(value) {
		return apierr.Invalid("%s must be a whole number", path)
	}
	return nil
}

// isWhole reports whether every whole number up to value is exact as a float.
func isWhole(value float64) bool {
	return value == math.Trunc(value) && math.Abs(value) <= 1<<53
}

// whole is a whole number. Some clients know only floats and send 100 as 100.0.
type whole int64

// UnmarshalJSON reads a number whose fraction is zero.
func (w *whole) UnmarshalJSON(data []byte) error {
	value, err := strconv.ParseFloat(string(data), 64)
	if err != nil || !isWhole(value) {
		return apierr.Invalid("must be a whole number")
	}
	*w = whole(value)
	return nil
}

// below is the path of a key of the object at path.
func below(path, key string) string {
	const longest = 64
	if len(key) > longest {
		key = strings.ToValidUTF8(key[:longest], "") + "…"
	}
	if path == "payload" {
		return key
	}
	return path + "." + key
}
