package rpc

import (
	"encoding"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"
)

// kind names the type of a JSON value, in words for an error.
type kind string

const (
	kindUnknown kind = ""
	kindAny     kind = "anything"
	kindObject  kind = "an object"
	kindList    kind = "a list"
	kindString  kind = "a string"
	kindNumber  kind = "a number"
	kindBool    kind = "true or false"
	kindNull    kind = "null"
)

// kindOf returns the kind of JSON value that a type takes, and kindUnknown for
// types that the decoder cannot check. Whole numbers must have the type integer.
func kindOf(t reflect.Type) kind {
	if t == reflect.TypeFor[integer]() {
		return kindNumber
	}
	pointer := reflect.PointerTo(t)
	if pointer.Implements(reflect.TypeFor[json.Unmarshaler]()) || pointer.Implements(reflect.TypeFor[encoding.TextUnmarshaler]()) {
		return kindUnknown // Its own code decides what it takes.
	}
	switch t.Kind() {
	case reflect.Struct:
		return kindObject
	case reflect.Map:
		if t.Key().Kind() == reflect.String {
			return kindObject
		}
	case reflect.Slice:
		return kindList
	case reflect.String:
		return kindString
	case reflect.Float64:
		return kindNumber
	case reflect.Bool:
		return kindBool
	case reflect.Interface:
		if t.NumMethod() == 0 {
			return kindAny
		}
	default:
	}
	return kindUnknown
}

func kindOfToken(token json.Token) kind {
	switch value := token.(type) {
	case json.Delim:
		if value == '{' {
			return kindObject
		}
		return kindList
	case string:
		return kindString
	case json.Number:
		return kindNumber
	case bool:
		return kindBool
	default:
		return kindNull
	}
}

// field is a value that an object may have.
type field struct {
	name     string // "" if the field has no json tag
	value    reflect.Type
	required bool // it must be there, and not null
}

// fieldsOf returns the fields of a struct. The tag `rpc:"required"` marks those
// that a request must have.
func fieldsOf(t reflect.Type) []field {
	fields := make([]field, 0, t.NumField())
	for f := range t.Fields() {
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		fields = append(fields, field{name: name, value: f.Type, required: f.Tag.Get("rpc") == "required"})
	}
	return fields
}

// checkRequestType returns an error that names the first field that decode
// could not check, so that no such RPC is ever served.
func checkRequestType(t reflect.Type) error {
	if t.Kind() != reflect.Struct {
		return fmt.Errorf("the request type %s is not a struct", t)
	}
	return checkFieldType(t, "request")
}

// checkFieldType checks a type and those within it. outer are the types around
// it.
func checkFieldType(t reflect.Type, path string, outer ...reflect.Type) error {
	if t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	kind := kindOf(t)
	if kind == kindUnknown || slices.Contains(outer, t) {
		return fmt.Errorf("field %s has the type %s, which the decoder does not know", path, t)
	}
	outer = append(outer, t)
	switch {
	case t.Kind() == reflect.Struct:
		return checkStructType(t, path, outer)
	case kind == kindObject || kind == kindList:
		return checkFieldType(t.Elem(), path+"[]", outer...)
	}
	return nil
}

func checkStructType(t reflect.Type, path string, outer []reflect.Type) error {
	for i, f := range fieldsOf(t) {
		if f.name == "" || f.name == "-" || !t.Field(i).IsExported() {
			return fmt.Errorf("field %s.%s has no JSON name", path, t.Field(i).Name)
		}
		if err := checkFieldType(f.value, path+"."+f.name, outer...); err != nil {
			return err
		}
	}
	return nil
}
