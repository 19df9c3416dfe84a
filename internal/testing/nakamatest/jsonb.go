package nakamatest

import (
	"bytes"
	"cmp"
	"encoding/json"
	"maps"
	"slices"
	"strings"
)

// normalize returns JSON as PostgreSQL's jsonb prints it: keys by length and then by
// bytes, one space after colon and comma. It accepts only JSON objects.
func normalize(text string) (string, bool) {
	trimmed := bytes.TrimSpace([]byte(text))
	if !json.Valid(trimmed) || trimmed[0] != '{' {
		return "", false
	}
	decoder := json.NewDecoder(bytes.NewReader(trimmed))
	decoder.UseNumber()
	var value any
	if err := decoder.Decode(&value); err != nil {
		return "", false
	}
	var out strings.Builder
	appendJSON(&out, value)
	return out.String(), true
}

func appendJSON(out *strings.Builder, value any) {
	switch v := value.(type) {
	case map[string]any:
		appendObject(out, v)
	case []any:
		out.WriteByte('[')
		for i, element := range v {
			if i > 0 {
				out.WriteString(", ")
			}
			appendJSON(out, element)
		}
		out.WriteByte(']')
	case string:
		out.WriteString(quote(v))
	default:
		text, _ := json.Marshal(v)
		out.Write(text)
	}
}

func appendObject(out *strings.Builder, object map[string]any) {
	keys := slices.SortedFunc(maps.Keys(object), func(a, b string) int {
		return cmp.Or(cmp.Compare(len(a), len(b)), cmp.Compare(a, b))
	})
	out.WriteByte('{')
	for i, key := range keys {
		if i > 0 {
			out.WriteString(", ")
		}
		out.WriteString(quote(key))
		out.WriteString(": ")
		appendJSON(out, object[key])
	}
	out.WriteByte('}')
}

func quote(s string) string {
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(s); err != nil {
		return `""`
	}
	return strings.TrimSuffix(out.String(), "\n")
}

// encodeMap encodes metadata as normalized JSON.
func encodeMap(m map[string]any) (string, error) {
	text, err := json.Marshal(m)
	if err != nil {
		return "", err
	}
	normal, _ := normalize(string(text))
	return normal, nil
}
