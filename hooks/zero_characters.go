package hooks

import (
	"strings"

	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"
	"google.golang.org/protobuf/types/known/wrapperspb"

	"sagishi/internal/platform/apierr"
)

// checkAllTexts refuses a request with a zero character in any text of it, such as
// the names by which records are read. The database refuses it as an internal error.
func checkAllTexts(in any) error {
	message, ok := in.(proto.Message)
	if !ok {
		return nil
	}
	return checkMessage(message.ProtoReflect())
}

func checkMessage(m protoreflect.Message) (err error) {
	m.Range(func(field protoreflect.FieldDescriptor, value protoreflect.Value) bool {
		switch {
		case field.IsMap():
		case field.IsList():
			for list, i := value.List(), 0; err == nil && i < list.Len(); i++ {
				err = checkValue(field, list.Get(i))
			}
		default:
			err = checkValue(field, value)
		}
		return err == nil
	})
	return err
}

func checkValue(field protoreflect.FieldDescriptor, value protoreflect.Value) error {
	if field.Kind() == protoreflect.MessageKind {
		if text, ok := value.Message().Interface().(*wrapperspb.StringValue); ok {
			return checkText(field, text.GetValue())
		}
		return checkMessage(value.Message())
	}
	if field.Kind() == protoreflect.StringKind {
		return checkText(field, value.String())
	}
	return nil
}

func checkText(field protoreflect.FieldDescriptor, text string) error {
	if strings.Contains(text, "\x00") {
		return apierr.Invalid("%s: must not have a zero character", field.Name())
	}
	return nil
}
