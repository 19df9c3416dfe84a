package rpc

import (
	"encoding/json"
	"reflect"
	"strconv"
	"strings"

	"sagishi/internal/platform/apierr"
)

// maxPayload is the longest request in bytes.
const maxPayload = 16 << 10

// decode reads a request strictly. encoding/json alone would accept "HAT" for
// "hat", the last of two equal keys, and null for a required value.
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
	root := field{name: "payload", value: reflect.TypeFor[Req](), required: true}
	if err := (checker{decoder}).check(root, root.name); err != nil {
		return request, err
	}
	if err := json.Unmarshal([]byte(payload), &request); err != nil {
		return request, apierr.Invalid("payload: %s", err)
	}
	return request, nil
}

// checker compares a valid JSON text with the type that it must have.
type checker struct{ decoder *json.Decoder }

// check reads one value. The path names it in errors. null counts as absent, so
// an optional field may have it.
func (c checker) check(f field, path string) error {
	t := f.value
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	token, err := c.decoder.Token()
	if err != nil {
		return apierr.Invalid("%s: %s", path, err)
	}
	if token == nil && !f.required {
		return nil
	}
	if kind := kindOf(t); kind != kindAny && kind != kindOfToken(token) {
		return apierr.Invalid("%s must be %s", path, kind)
	}
	switch value := token.(type) {
	case json.Delim:
		if value == '{' {
			return c.checkObject(t, path)
		}
		return c.checkList(t, path)
	case json.Number:
		return checkNumber(value, t, path)
	case string:
		return checkText(value, path)
	}
	return nil
}

func (c checker) checkObject(t reflect.Type, path string) error {
	find, required := objectFields(t)
	seen := map[string]bool{}
	for c.decoder.More() {
		token, err := c.decoder.Token()
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
		value, known := find(key)
		if !known {
			return apierr.Invalid("%s is unknown", where)
		}
		if err := c.check(value, where); err != nil {
			return err
		}
	}
	for _, key := range required {
		if !seen[key] {
			return apierr.Invalid("%s is required", below(path, key))
		}
	}
	_, err := c.decoder.Token() // the closing brace
	return err
}

func (c checker) checkList(t reflect.Type, path string) error {
	element := field{value: t, required: true}
	if t.Kind() == reflect.Slice {
		element.value = t.Elem()
	}
	for i := 0; c.decoder.More(); i++ {
		if err := c.check(element, path+"["+strconv.Itoa(i)+"]"); err != nil {
			return err
		}
	}
	_, err := c.decoder.Token() // the closing bracket
	return err
}

// objectFields returns how to find a field of an object by its key, and the keys
// that the object must have.
func objectFields(t reflect.Type) (find func(key string) (field, bool), required []string) {
	if t.Kind() != reflect.Struct {
		value := field{value: t, required: true}
		if t.Kind() == reflect.Map {
			value.value = t.Elem()
		}
		return func(string) (field, bool) { return value, true }, nil
	}
	fields := map[string]field{}
	for _, f := range fieldsOf(t) {
		fields[f.name] = f
		if f.required {
			required = append(required, f.name)
		}
	}
	return func(key string) (field, bool) { f, known := fields[key]; return f, known }, required
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
	if t == reflect.TypeFor[integer]() && !isWhole(value) {
		return apierr.Invalid("%s must be a whole number", path)
	}
	return nil
}

// below returns the path of a key of the object at path.
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
