package main

import (
	"fmt"
	"strings"

	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"

	"sagishi/protocol"
)

// messageTypes declares the payload of every message, for the check of the types of
// the playground's page.
func messageTypes() string {
	var b strings.Builder
	b.WriteString("// Generated from protocol/sagishi.proto and protocol/ops.go by make generate.\n")
	messages := (&protocol.State{}).ProtoReflect().Descriptor().ParentFile().Messages()
	for i := range messages.Len() {
		message := messages.Get(i)
		var fields []string
		for n := range message.Fields().Len() {
			fields = append(fields, fieldType(message.Fields().Get(n)))
		}
		b.WriteString("\n" + interfaceType(string(message.Name()), fields))
	}
	fromClient := payloadTypes(func(op protocol.OpDef) proto.Message { return op.FromClient })
	fromServer := payloadTypes(func(op protocol.OpDef) proto.Message { return op.FromServer })
	b.WriteString("\n/** The payloads that clients send, by op. */\n" + interfaceType("FromClient", fromClient))
	b.WriteString("\n/** The payloads that the server sends, by op. */\n" + interfaceType("FromServer", fromServer))
	return b.String()
}

// payloadTypes returns the payload of each op that has one in a direction.
func payloadTypes(payload func(protocol.OpDef) proto.Message) []string {
	var fields []string
	for _, op := range protocol.Ops() {
		if message := payload(op); message != nil {
			fields = append(fields, fmt.Sprintf("%d: %s", op.Op, message.ProtoReflect().Descriptor().Name()))
		}
	}
	return fields
}

// interfaceType declares an interface: in one line if it fits.
func interfaceType(name string, fields []string) string {
	const width = 120
	head := "export interface " + name + " {"
	if len(fields) == 0 {
		return head + "}\n"
	}
	if line := head + " " + strings.Join(fields, "; ") + " }\n"; len(line) <= width {
		return line
	}
	return head + "\n  " + strings.Join(fields, ";\n  ") + ";\n}\n"
}

// fieldType declares one field of a payload in JSON; see the head of sagishi.proto.
func fieldType(field protoreflect.FieldDescriptor) string {
	options := field.Options()
	role, _ := proto.GetExtension(options, protocol.E_OnlyForRole).(string)
	absent, _ := proto.GetExtension(options, protocol.E_AbsentWhenEmpty).(bool)
	var mark, list string
	if field.HasOptionalKeyword() || absent || role != "" {
		mark = "?"
	}
	if field.IsList() {
		list = "[]"
	}
	return fmt.Sprintf("%s%s: %s%s", field.Name(), mark, valueType(field), list)
}

func valueType(field protoreflect.FieldDescriptor) string {
	switch field.Kind() {
	case protoreflect.BoolKind:
		return "boolean"
	case protoreflect.StringKind:
		return "string"
	case protoreflect.MessageKind:
		return string(field.Message().Name())
	default:
		return "number"
	}
}
