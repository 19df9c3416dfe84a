package protocol

import (
	"errors"
	"math"

	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"

	"sagishi/game"
	"sagishi/protocol/internal/jsonscan"
)

// decodeSettings reads op 4 into a copy of the settings, so that nothing
// applies if anything is wrong. Unlike other messages it refuses unknown
// names: a client must not believe that a setting applies that the server does
// not have.
func decodeSettings(encoding Encoding, data []byte, settings *game.Settings) (game.Action, decodeError) {
	var changed game.Settings
	if settings != nil {
		changed = *settings
	}
	problem := changeSettings(encoding, data, &changed)
	if problem.code != "" {
		return game.Action{}, problem
	}
	if problem := settingError(changed.Validate()); problem.code != "" {
		return game.Action{}, problem
	}
	return game.Action{Kind: game.ChangeSettings, Settings: &changed}, decodeError{}
}

func changeSettings(encoding Encoding, data []byte, settings *game.Settings) decodeError {
	if encoding == Protobuf {
		return settingsFromProtobuf(data, settings)
	}
	if len(data) == 0 {
		return decodeError{}
	}
	return decodeMembers(data, func(name []byte, value jsonscan.Value) decodeError {
		return settingFromJSON(string(name), value, settings)
	})
}

// settingFromJSON changes one setting. All of them are optional: null changes
// nothing.
func settingFromJSON(name string, value jsonscan.Value, settings *game.Settings) decodeError {
	if value.IsNull() && settings.Get(name) != nil {
		return decodeError{}
	}
	return settingError(settings.Set(name, settingValue(value)))
}

// settingValue is a JSON value as Settings.Set takes it; nil for an array, an
// object and null.
func settingValue(value jsonscan.Value) any {
	if n, ok := value.Number(); ok {
		return n
	}
	if flag, ok := value.Bool(); ok {
		return flag
	}
	if text, ok := value.Text(); ok {
		return text
	}
	return nil
}

func settingsFromProtobuf(data []byte, settings *game.Settings) decodeError {
	var message Settings
	if err := proto.Unmarshal(data, &message); err != nil {
		return malformed("the payload is not the protobuf message of this op")
	}
	m := message.ProtoReflect()
	if len(m.GetUnknown()) > 0 {
		return malformed("unknown setting")
	}
	var problem decodeError
	m.Range(func(field protoreflect.FieldDescriptor, value protoreflect.Value) bool {
		problem = settingError(settings.Set(string(field.Name()), protobufSetting(field, value)))
		return problem.code == ""
	})
	return problem
}

// protobufSetting is a protobuf value as Settings.Set takes it.
func protobufSetting(field protoreflect.FieldDescriptor, value protoreflect.Value) any {
	switch field.Kind() {
	case protoreflect.FloatKind:
		return math.Round(value.Float()*milli) / milli
	case protoreflect.Int32Kind:
		return float64(value.Int())
	default:
		return value.Interface()
	}
}

// settingError turns an error of game.Settings into one for the sender.
func settingError(err error) decodeError {
	if err == nil {
		return decodeError{}
	}
	if setting, ok := errors.AsType[*game.SettingError](err); ok {
		return decodeError{setting.Code, setting.Error()}
	}
	return malformed(err.Error())
}

// settingsMessage is a message with every setting.
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
