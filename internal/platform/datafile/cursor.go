package datafile

import (
	"bytes"
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
)

// cursor steps through a JSON text token by token. It knows the path of the
// token, and whether the Go type that the text is decoded into has that path.
type cursor struct {
	data    []byte
	decoder *json.Decoder
	shape   reflect.Type // of the whole text
	stack   []frame
	start   int64 // offset of the token
	unknown bool  // the token names a field that the Go type does not have
}

// frame is an object or array that the cursor is in.
type frame struct {
	shape reflect.Type // nil if anything is allowed
	array bool
	index int    // of the array's element, -1 before the first
	key   string // of the object's entry
	named bool   // the key has been read, its value has not
}

func newCursor(data []byte, shape reflect.Type) *cursor {
	return &cursor{data: data, decoder: json.NewDecoder(bytes.NewReader(data)), shape: shape}
}

// end is the offset after the token.
func (c *cursor) end() int64 { return c.decoder.InputOffset() }

// next steps to the next token. It reports false at the end and at a syntax
// error.
func (c *cursor) next() bool {
	c.start = skipSeparators(c.data, c.end())
	token, err := c.decoder.Token()
	if err != nil {
		return false
	}
	top := c.top()
	delimiter, _ := token.(json.Delim)
	switch {
	case delimiter == '}' || delimiter == ']':
		c.stack = c.stack[:len(c.stack)-1]
	case top != nil && !top.array && !top.named:
		top.key, top.named = fmt.Sprint(token), true
		_, known := field(top.shape, top.key)
		c.unknown = !known
		return true
	default:
		c.value(top, delimiter)
	}
	return true
}

// value steps onto a value, and into it if it is an object or array.
func (c *cursor) value(top *frame, delimiter json.Delim) {
	shape := c.shape
	if top != nil {
		shape, _ = field(top.shape, top.key)
		top.named = false
		top.index++
	}
	if delimiter != 0 {
		c.stack = append(c.stack, frame{shape: shape, array: delimiter == '[', index: -1})
	}
}

func (c *cursor) top() *frame {
	if len(c.stack) == 0 {
		return nil
	}
	return &c.stack[len(c.stack)-1]
}

// key is the last object's key.
func (c *cursor) key() string { return c.top().key }

// path names the value, as in items[3].price.
func (c *cursor) path() string { return pathOf(c.stack) }

// parent names the object that the value is in.
func (c *cursor) parent() string { return pathOf(c.stack[:len(c.stack)-1]) }

func pathOf(stack []frame) string {
	var path strings.Builder
	for _, f := range stack {
		switch {
		case f.array && f.index >= 0:
			fmt.Fprintf(&path, "[%d]", f.index)
		case f.key != "":
			path.WriteString("." + f.key)
		}
	}
	if path.Len() == 0 {
		return "the whole"
	}
	return strings.TrimPrefix(path.String(), ".")
}

// field returns the type of an object's entry or an array's elements, and
// whether the type has such an entry. A nil type has all.
func field(shape reflect.Type, key string) (reflect.Type, bool) {
	for shape != nil && shape.Kind() == reflect.Pointer {
		shape = shape.Elem()
	}
	if shape == nil {
		return nil, true
	}
	switch shape.Kind() {
	case reflect.Map, reflect.Slice, reflect.Array:
		return shape.Elem(), true
	case reflect.Struct:
		for _, f := range reflect.VisibleFields(shape) {
			name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
			if strings.EqualFold(name, key) {
				return f.Type, true
			}
		}
		return nil, false
	default:
		return nil, true
	}
}

// skipSeparators is the offset of the first byte that is neither space nor a
// separator.
func skipSeparators(data []byte, offset int64) int64 {
	return int64(len(data) - len(bytes.TrimLeft(data[offset:], " \t\r\n,:")))
}
