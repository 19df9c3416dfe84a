package rpc

import (
	"encoding/json"
	"reflect"
)

// kind is what a JSON value is, in words for an error.
type kind string

const (
	kindAny    kind = "anything"
	kindObject kind = "an object"
	kindList   kind = "a list"
	kindString kind = "a string"
	kindNumber kind = "a number"
	kindBool   kind = "true or false"
	kindNull   kind = "null"
)

// kindOf is the kind of JSON value that the type takes. No type takes null.
func kindOf(t reflect.Type) kind {
	switch t.Kind() {
	case reflect.Struct, reflect.Map:
		return kindObject
	case reflect.Slice:
		return kindList
	case reflect.String:
		return kindString
	case reflect.Int64, reflect.Float64:
		return kindNumber
	case reflect.Bool:
		return kindBool
	default:
		return kindAny
	}
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
