package protocol

import (
	"fmt"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"google.golang.org/protobuf/reflect/protoreflect"

	"sagishi/game"
)

func TestOpTableMatchesTheSchema(t *testing.T) {
	values := Op(0).Descriptor().Values()
	if got, want := len(ops), values.Len()-1; got != want {
		t.Errorf("%d ops in the table, %d in the schema", got, want)
	}
	for _, op := range ops {
		value := values.ByNumber(protoreflect.EnumNumber(op.Op))
		if value == nil {
			t.Errorf("op %d is not in the schema", op.Op)
			continue
		}
		name := strings.ToLower(strings.TrimPrefix(string(value.Name()), "OP_"))
		if name != op.Name && name != "sabotaged" {
			t.Errorf("op %d is %s in the table, %s in the schema", op.Op, op.Name, name)
		}
		if op.When == "" {
			t.Errorf("op %d does not say when it is sent", op.Op)
		}
	}
}

func TestOpTableIsSortedAndUnique(t *testing.T) {
	numbers := make([]int64, len(ops))
	for i, op := range ops {
		numbers[i] = op.Op
	}
	if !slices.IsSorted(numbers) || len(slices.Compact(numbers)) != len(ops) {
		t.Errorf("ops are %v", numbers)
	}
}

func TestJSONEncoderSupportsEveryFieldOfTheSchema(t *testing.T) {
	all := File_sagishi_proto.Messages()
	for i := range all.Len() {
		fields := all.Get(i).Fields()
		for j := range fields.Len() {
			field := fields.Get(j)
			switch field.Kind() {
			case protoreflect.BoolKind, protoreflect.FloatKind, protoreflect.Int32Kind, protoreflect.Sint32Kind,
				protoreflect.Int64Kind, protoreflect.MessageKind, protoreflect.StringKind:
			default:
				t.Errorf("%s is a %s", field.FullName(), field.Kind())
			}
			if field.IsMap() || field.ContainingOneof() != nil && !field.HasOptionalKeyword() {
				t.Errorf("%s is a map or in a oneof", field.FullName())
			}
		}
	}
}

func TestSettingsOfTheSchemaMatchTheGame(t *testing.T) {
	fields := (&Settings{}).ProtoReflect().Descriptor().Fields()
	table := game.SettingTable()
	if fields.Len() != len(table) {
		t.Fatalf("%d settings in the schema, %d in the game", fields.Len(), len(table))
	}
	for i, def := range table {
		field := fields.Get(i)
		if string(field.Name()) != def.Name || !field.HasOptionalKeyword() {
			t.Errorf("setting %d is %s in the schema, %s in the game", i, field.Name(), def.Name)
		}
	}
}

func TestDocumentationListsEveryOp(t *testing.T) {
	text, err := os.ReadFile("../docs/protocol.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, op := range ops {
		if row := fmt.Sprintf("| %d | %s |", op.Op, op.Name); !strings.Contains(string(text), row) {
			t.Errorf("docs/protocol.md has no row %q", row)
		}
	}
}

func TestOpsReturnsACopy(t *testing.T) {
	Ops()[0] = OpDef{}
	if ops[0].Op != OpPosition {
		t.Error("the table was changed from outside")
	}
}

func TestClientsSendOnlyOpsThatHaveAMessageOfTheirs(t *testing.T) {
	for _, op := range ops {
		message := newClientMessage(op.Op)
		if (message == nil) != (op.FromClient == nil) || message != nil && reflect.TypeOf(message) != reflect.TypeOf(op.FromClient) {
			t.Errorf("a client's message of op %d is a %T, want a %T", op.Op, message, op.FromClient)
		}
	}
	for _, op := range []int64{-1, 0, 15, 99, 112, 1 << 40} {
		if newClientMessage(op) != nil {
			t.Errorf("there is a message for the unknown op %d", op)
		}
	}
}
