package hooks

import (
	"reflect"
	"strings"
	"testing"

	"github.com/heroiclabs/nakama-common/api"
	"github.com/heroiclabs/nakama-common/rtapi"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"
	"google.golang.org/protobuf/types/known/wrapperspb"
)

// clientText are the names of fields that may hold client JSON or a query.
var clientText = []string{"metadata", "content", "value", "status", "query"}

// unchecked are the fields of those names that no check looks at, and why.
var unchecked = map[string]string{
	"MatchJoin.metadata":             "a map of strings that only the match reads, and nobody stores",
	"MatchDataSend.presences.status": "a presence names a session: Nakama reads its ids only",
	"PartyPromote.presence.status":   "likewise",
	"PartyAccept.presence.status":    "likewise",
	"PartyRemove.presence.status":    "likewise",
}

// bombs are texts that a check must refuse in each such field.
var bombs = map[string][]string{
	"metadata": jsonBombs, "content": jsonBombs, "value": jsonBombs, "status": jsonBombs,
	"query": {"label.mode:/(.*a){10}.{100}/", "+mode:sab*", "mode:sabotagee~2", strings.Repeat("a ", 17), strings.Repeat("x", 257)},
}

var jsonBombs = []string{
	`{"a":1e131071}`, `{"a":1e-22}`, `{"a":` + strings.Repeat("9", 33) + `}`, `{"a":"\u0000"}`, `{"a":"\ud800"}`,
	`{"a":` + strings.Repeat("[", 32) + strings.Repeat("]", 32) + `}`,
}

// TestEveryFieldOfClientTextIsChecked fills each field of the request APIs and
// realtime messages with such texts, as the schema of Nakama has them.
func TestEveryFieldOfClientTextIsChecked(t *testing.T) {
	found := map[string]int{}
	for _, r := range requests {
		f := newFixture(t, func(d *Deps) { d.AuthMethods = everyMethod })
		hook := reflect.ValueOf(f.in.Registration("Before" + r.API))
		if !hook.IsValid() || isBare(f, "Before"+r.API) {
			continue
		}
		message := reflect.New(hook.Type().In(4).Elem()).Interface().(proto.Message)
		eachClientText(message.ProtoReflect().Descriptor(), nil, func(path []protoreflect.FieldDescriptor) {
			name := r.API + "." + fieldName(path)
			for _, bomb := range bombs[string(path[len(path)-1].Name())] {
				found[name]++
				in := reflect.New(hook.Type().In(4).Elem())
				setText(in.Interface().(proto.Message).ProtoReflect(), path, bomb)
				out := hook.Call([]reflect.Value{reflect.ValueOf(as(ann)), reflect.ValueOf(f.logger), reflect.Zero(hook.Type().In(2)), reflect.Zero(hook.Type().In(3)), in})
				err, _ := out[1].Interface().(error)
				wantRefusal(t, name, path, bomb, err)
			}
		})
	}
	fields := (&rtapi.Envelope{}).ProtoReflect().Descriptor().Oneofs().ByName("message").Fields()
	for i := range fields.Len() {
		name := camel(string(fields.Get(i).Name()))
		if rowOf(messages, name).Rule == ruleServer || name == "Rpc" {
			continue
		}
		eachClientText(fields.Get(i).Message(), nil, func(path []protoreflect.FieldDescriptor) {
			field := name + "." + fieldName(path)
			if unchecked[field] != "" {
				found[field]++
				return
			}
			for _, bomb := range bombs[string(path[len(path)-1].Name())] {
				found[field]++
				envelope := &rtapi.Envelope{}
				setText(envelope.ProtoReflect(), append([]protoreflect.FieldDescriptor{fields.Get(i)}, path...), bomb)
				wantRefusal(t, field, path, bomb, send(t, newFixture(t), name, envelope))
			}
		})
	}
	for _, name := range []string{
		"AddFriends.metadata", "WriteStorageObjects.objects.value", "WriteLeaderboardRecord.record.metadata", "WriteTournamentRecord.record.metadata",
		"ListMatches.query", "ListParties.query", "ChannelMessageSend.content", "ChannelMessageUpdate.content", "StatusUpdate.status",
		"MatchmakerAdd.query", "PartyMatchmakerAdd.query",
		"MatchJoin.metadata", "MatchDataSend.presences.status", "PartyPromote.presence.status", "PartyAccept.presence.status", "PartyRemove.presence.status",
	} {
		if found[name] == 0 {
			t.Errorf("%s was not found", name)
		}
		delete(found, name)
	}
	if len(found) != 0 {
		t.Errorf("new fields, which are checked: add them to the list: %v", found)
	}
}

func rowOf(rules []rule, name string) Row {
	for _, r := range rules {
		if r.API == name {
			return r.Row
		}
	}
	return Row{}
}

// eachClientText calls f with the path of each string, or map, of a name in
// clientText.
func eachClientText(of protoreflect.MessageDescriptor, path []protoreflect.FieldDescriptor, f func([]protoreflect.FieldDescriptor)) {
	for i := range of.Fields().Len() {
		field := of.Fields().Get(i)
		next := append(path[:len(path):len(path)], field)
		text := field.Kind() == protoreflect.StringKind || field.IsMap() || field.Message() != nil && field.Message().Name() == "StringValue"
		for _, name := range clientText {
			if text && string(field.Name()) == name {
				f(next)
			}
		}
		if field.Message() != nil && !field.IsMap() && field.Message().ParentFile().Package() != "google.protobuf" {
			eachClientText(field.Message(), next, f)
		}
	}
}

func fieldName(path []protoreflect.FieldDescriptor) string {
	var names []string
	for _, field := range path {
		names = append(names, string(field.Name()))
	}
	return strings.Join(names, ".")
}

func setText(in protoreflect.Message, path []protoreflect.FieldDescriptor, text string) {
	field := path[0]
	switch {
	case len(path) > 1 && field.IsList():
		setText(in.Mutable(field).List().AppendMutable().Message(), path[1:], text)
	case len(path) > 1:
		setText(in.Mutable(field).Message(), path[1:], text)
	case field.Message() != nil:
		in.Set(field, protoreflect.ValueOfMessage(wrapperspb.String(text).ProtoReflect()))
	default:
		in.Set(field, protoreflect.ValueOfString(text))
	}
}

// wantRefusal fails unless the error has code 3 and names the field.
func wantRefusal(t *testing.T, name string, path []protoreflect.FieldDescriptor, bomb string, err error) {
	t.Helper()
	if err == nil {
		t.Errorf("%s: %.40s is accepted", name, bomb)
		return
	}
	wantCode(t, err, 3)
	if field := string(path[len(path)-1].Name()); !strings.HasPrefix(err.Error(), field) {
		t.Errorf("%s: %q does not name the field %s", name, err, field)
	}
}

func TestOrdinaryJSONIsAllowed(t *testing.T) {
	f := newFixture(t)
	for _, text := range []string{
		`{}`, `{"hats":["cowboy","alien"]}`, `{"message":"I think Red is the imposter! \ud83d\ude00 🇩🇪","x":-1.5e-3,"n":9007199254740993}`,
	} {
		wantCode(t, send(t, f, "ChannelMessageSend", messageSend(channelID, text)), 0)
		_, err := request(t, f, "WriteStorageObjects", &api.WriteStorageObjectsRequest{Objects: []*api.WriteStorageObject{{Collection: "hats", Key: "k", Value: text}}})
		wantCode(t, err, 0)
		_, err = request(t, f, "AddFriends", &api.AddFriendsRequest{Ids: []string{bob}, Metadata: text})
		wantCode(t, err, 0)
	}
	for _, status := range []string{"", "Viewing the Main Menu", `{"status":"Playing a match","matchid":"` + matchID + `"}`, `brb "1e999" \u0000`} {
		in := &rtapi.Envelope{Message: &rtapi.Envelope_StatusUpdate{StatusUpdate: &rtapi.StatusUpdate{Status: wrapperspb.String(status)}}}
		wantCode(t, send(t, f, "StatusUpdate", in), 0)
	}
}
