package hooks

import (
	"strings"
	"testing"

	"github.com/heroiclabs/nakama-common/api"
	"google.golang.org/protobuf/types/known/wrapperspb"
)

// Names that people have are allowed.
func TestDisplayNamesOfPeopleAreAllowed(t *testing.T) {
	for _, name := range []string{
		"", "Innocent Dave", "Zoë O'Brien-Ünal", strings.Repeat("ü", 32), "Nguyễn Văn Ánh", "Łukasz ☕", "J. R. R. (the 2nd)",
		"Ольга", "Αθηνά", "김철수", "山田　太郎", "葛\U000e0100城", "สมชาย", "தமிழ்ச்செல்வி", "മോഹന്\u200d", "ශ්\u200dරී ලංකා",
		"क्\u200dषत्रिय", "علی\u200cرضا", "محمد\u200f", "אברהם\u200f", "Dave\u200e", "ሰላም", "ပန်းချီ",
		"詐欺師 👩\u200d🚀", "👨\u200d👩\u200d👧\u200d👦", "🧑🏽\u200d🤝\u200d🧑🏿", "❤\ufe0f\u200d🔥", "🏳\ufe0f\u200d🌈", "☠\ufe0e",
		"🇩🇪🇫🇷", "🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f", "1\ufe0f\u20e3", "xX_Dave_Xx 1000%",
	} {
		_, err := request(t, newFixture(t), "UpdateAccount", &api.UpdateAccountRequest{DisplayName: wrapperspb.String(name)})
		if err != nil {
			t.Errorf("%q: %v", name, err)
		}
	}
}

func TestDisguisingDisplayNamesAreRefused(t *testing.T) {
	for _, name := range []string{
		strings.Repeat("ü", 33), "Dave\xff",
		" ", "\u3000\u00a0", "\u3164", "\u3164\u2800\u200d\ufe0f", "\u200d", "\u200f", "\u2800", "\ufe0f", "\u115f\u1160", "\u034f",
		"Dave\n", "Da\x00ve", "Da\u0085ve", "Da\u2028ve", "Da\tve", "Dave\x7f",
		"evaD\u202e", "Da\u2066ve", "Da\u200eve", "Dave\u200e\u200e", "\u200fDave",
		"Da\u200bve", "\ufeffDave", "Da\u00adve", "Da\u2060ve", "Da\u200dve", "Da\u200cve", "Dave\u200d", "Da\ufe0fve", "Да\u200dша",
		"علی\u200c\u200cرضا", "👩\u200d\u200d🚀", "Da\u3164ve", "Da\u2800ve", "Da\U000e0100ve",
		"Dave\U000e0041", "🏴\U000e0067\U000e0062", "🇩🇪\U000e0067\U000e007f", "Dave\ufffe",
	} {
		_, err := request(t, newFixture(t), "UpdateAccount", &api.UpdateAccountRequest{DisplayName: wrapperspb.String(name)})
		if err == nil {
			t.Errorf("%q is accepted", name)
			continue
		}
		wantCode(t, err, 3)
	}
}

func TestTextsWithAZeroCharacterAreRefused(t *testing.T) {
	zero := wrapperspb.String("a\x00b")
	for _, in := range []*api.UpdateAccountRequest{{AvatarUrl: zero}, {LangTag: zero}, {Location: zero}, {Timezone: zero}} {
		wantCode(t, call(t, newFixture(t), "UpdateAccount", in), 3)
	}
	for _, in := range []*api.CreateGroupRequest{{Name: "\x00"}, {Description: "\x00"}, {LangTag: "\x00"}, {AvatarUrl: "\x00"}} {
		wantCode(t, call(t, newFixture(t), "CreateGroup", in), 3)
	}
	for _, in := range []*api.UpdateGroupRequest{{Name: zero}, {Description: zero}, {LangTag: zero}, {AvatarUrl: zero}} {
		wantCode(t, call(t, newFixture(t), "UpdateGroup", in), 3)
	}
}
