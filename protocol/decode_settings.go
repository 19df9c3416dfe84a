package protocol

import (
	"errors"
	"math"

	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"

	"sagishi/game"
)

// decodeSettings reads op 4 into a copy of the settings, so that nothing
// applies if anything is wrong. Unlike other messages it refuses unknown
// names: a setting that the server does not have must not seem to apply.
func decodeSettings(encoding Encoding, data []byte, settings *game.Settings) (game.Action, wrong) {
	var changed game.Settings
	if settings != nil {
		changed = *settings
	}
	problem := changeSettings(encoding, data, &changed)
	if problem.code != "" {
		return game.Action{}, problem
	}
	if problem := refused(changed.Validate()); problem.code != "" {
		return game.Action{}, problem
	}
	return game.Action{Kind: game.ChangeSettings, Settings: &changed}, wrong{}
}

func changeSettings(encoding Encoding, data []byte, settings *game.Settings) wrong {
	if encoding == Protobuf {
		return settingsFromProtobuf(data, settings)
	}
	if len(data) == 0 {
		return wrong{}
	}
	if !isObject(data) {
		return malformed("the payload is no JSON object")
	}
	// Names are tried in two rounds, so that malformed wins over bad_value
	// wherever it stands.
	var first wrong
	for name, raw := range members(data) {
		problem := refused(settings.Set(string(name), settingValue(raw)))
		if problem.code == game.CodeMalformed {
			return problem
		}
		if first.code == "" {
			first = problem
		}
	}
	return first
}

// settingValue is a JSON value as Settings.Set takes it; nil for what no
// setting can be.
func settingValue(raw []byte) any {
	if n, ok := number(raw); ok {
		return n
	}
	if isFlag(raw) {
		return raw[0] == 't'
	}
	if raw[0] == '"' {
		return string(unquote(raw))
	}
	return nil
}

func settingsFromProtobuf(data []byte, settings *game.Settings) wrong {
	var message Settings
	if err := proto.Unmarshal(data, &message); err != nil {
		return malformed("the payload is no such protobuf message")
	}
	m := message.ProtoReflect()
	if len(m.GetUnknown()) > 0 {
		return malformed("unknown setting")
	}
	var problem wrong
	m.Range(func(field protoreflect.FieldDescriptor, value protoreflect.Value) bool {
		problem = refused(settings.Set(string(field.Name()), plain(field, value)))
		return problem.code == ""
	})
	return problem
}

// plain is a protobuf value as Settings.Set takes it.
func plain(field protoreflect.FieldDescriptor, value protoreflect.Value) any {
	switch field.Kind() {
	case protoreflect.FloatKind:
		return math.Round(value.Float()*milli) / milli
	case protoreflect.Int32Kind:
		return float64(value.Int())
	default:
		return value.Interface()
	}
}

func refused(err error) wrong {
	if err == nil {
		return wrong{}
	}
	if setting, ok := errors.AsType[*game.SettingError](err); ok {
		return wrong{setting.Code, setting.Error()}
	}
	return malformed(err.Error())
}

// settingsMessage is the settings with every field there.
func settingsMessage(settings *game.Settings) *Settings {
	message := &Settings{}
	m := message.ProtoReflect()
	fields := m.Descriptor().Fields()
	for i := range fields.Len() {
		field := fields.Get(i)
		switch value := settings.Get(string(field.Name())).(type) {
		case float64:
			m.Set(field, settingNumber(field, value))
		case bool:
			m.Set(field, protoreflect.ValueOfBool(value))
		case string:
			m.Set(field, protoreflect.ValueOfString(value))
		}
	}
	return message
}

func settingNumber(field protoreflect.FieldDescriptor, n float64) protoreflect.Value {
	if field.Kind() == protoreflect.FloatKind {
		return protoreflect.ValueOfFloat32(float32(n))
	}
	return protoreflect.ValueOfInt32(int32(n))
}
