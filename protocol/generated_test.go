package protocol

import (
	"reflect"
	"strings"
	"testing"

	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"
	"google.golang.org/protobuf/reflect/protoregistry"
)

// example is a value that differs from the field's zero value.
func example(m protoreflect.Message, field protoreflect.FieldDescriptor) protoreflect.Value {
	if field.IsList() {
		list := m.NewField(field).List()
		list.Append(scalarExample(field, list.NewElement))
		return protoreflect.ValueOfList(list)
	}
	return scalarExample(field, func() protoreflect.Value { return m.NewField(field) })
}

func scalarExample(field protoreflect.FieldDescriptor, fresh func() protoreflect.Value) protoreflect.Value {
	switch field.Kind() {
	case protoreflect.BoolKind:
		return protoreflect.ValueOfBool(true)
	case protoreflect.FloatKind:
		return protoreflect.ValueOfFloat32(1.5)
	case protoreflect.Int32Kind, protoreflect.Sint32Kind:
		return protoreflect.ValueOfInt32(7)
	case protoreflect.Int64Kind:
		return protoreflect.ValueOfInt64(7)
	case protoreflect.StringKind:
		return protoreflect.ValueOfString("text")
	default:
		return fresh()
	}
}

// get calls the getter of a field, such as GetUserId for user_id.
func get(t *testing.T, message proto.Message, field protoreflect.FieldDescriptor) reflect.Value {
	t.Helper()
	name := "Get" + strings.Join(splitName(string(field.Name())), "")
	method := reflect.ValueOf(message).MethodByName(name)
	if !method.IsValid() {
		t.Fatalf("%T has no %s", message, name)
	}
	return method.Call(nil)[0]
}

func splitName(name string) []string {
	var parts []string
	start := 0
	for i := 0; i <= len(name); i++ {
		if i == len(name) || name[i] == '_' {
			parts = append(parts, string(name[start]-'a'+'A')+name[start+1:i])
			start = i + 1
		}
	}
	return parts
}

func TestGeneratedCodeReadsEveryFieldOfTheSchema(t *testing.T) {
	all := File_sagishi_proto.Messages()
	for i := range all.Len() {
		kind, err := protoregistry.GlobalTypes.FindMessageByName(all.Get(i).FullName())
		if err != nil {
			t.Fatal(err)
		}
		nothing := kind.Zero().Interface()
		m := kind.New()
		fields := all.Get(i).Fields()
		for j := range fields.Len() {
			field := fields.Get(j)
			if got := get(t, nothing, field); !got.IsZero() {
				t.Errorf("%s of nothing is %v", field.FullName(), got)
			}
			if got := get(t, m.Interface(), field); !got.IsZero() {
				t.Errorf("%s of an empty message is %v", field.FullName(), got)
			}
			m.Set(field, example(m, field))
			if got := get(t, m.Interface(), field); got.IsZero() {
				t.Errorf("%s is not read", field.FullName())
			}
		}
		if binary, err := proto.Marshal(m.Interface()); err != nil || len(binary) == 0 && fields.Len() > 0 {
			t.Errorf("%s: %d bytes, %v", all.Get(i).Name(), len(binary), err)
		}
		proto.Reset(m.Interface())
		if proto.Size(m.Interface()) != 0 {
			t.Errorf("%s is not empty after a reset", all.Get(i).Name())
		}
	}
}
