package hooks

import (
	"strings"
	"testing"

	"github.com/heroiclabs/nakama-common/api"
	"github.com/heroiclabs/nakama-common/rtapi"
	"google.golang.org/protobuf/types/known/wrapperspb"

	"sagishi/internal/platform/apierr"
)

func TestUsernames(t *testing.T) {
	for _, c := range []struct {
		name string
		code int
	}{
		{"", 0},
		{"NotTheImp0ster", 0},
		{"a.b", 0},
		{"a-b_c.D9", 0},
		{strings.Repeat("a", 20), 0},
		{"ab", 3},
		{strings.Repeat("a", 21), 3},
		{"a b", 3},
		{"аnn", 3},
		{"ann\n", 3},
		{"a/b", 3},
		{"ann\x00", 3},
		{"über", 3},
	} {
		f := newFixture(t)
		_, err := request(t, f, "AuthenticateDevice", &api.AuthenticateDeviceRequest{Username: c.name})
		wantCode(t, err, c.code)
		_, err = request(t, f, "AuthenticateCustom", &api.AuthenticateCustomRequest{Username: c.name})
		wantCode(t, err, c.code)
		_, err = request(t, f, "UpdateAccount", &api.UpdateAccountRequest{Username: wrapperspb.String(c.name)})
		wantCode(t, err, c.code)
	}
}

func TestGuideAccountUpdateIsAllowed(t *testing.T) {
	_, err := request(t, newFixture(t), "UpdateAccount", &api.UpdateAccountRequest{
		Username: wrapperspb.String("NotTheImp0ster"), DisplayName: wrapperspb.String("Innocent Dave"),
		AvatarUrl: wrapperspb.String("https://example.com/imposter.png"), LangTag: wrapperspb.String("en"),
		Location: wrapperspb.String("Edinburgh"), Timezone: wrapperspb.String("BST"),
	})
	wantCode(t, err, 0)
}

func TestGroupSizes(t *testing.T) {
	for _, c := range []struct{ limit, asked, code, got int }{
		{1000, 100, 0, 100},
		{1000, 1000, 0, 1000},
		{1000, 1001, 3, 0},
		{1000, 0, 0, 0},
		{50, 0, 0, 50},
		{50, 51, 3, 0},
		{100, 0, 0, 0},
	} {
		f := newFixture(t, func(d *Deps) { d.GroupMaxSize = c.limit })
		out, err := request(t, f, "CreateGroup", &api.CreateGroupRequest{Name: "Imposters R Us", MaxCount: int32(c.asked)})
		wantCode(t, err, c.code)
		if got := int(out.GetMaxCount()); got != c.got {
			t.Errorf("limit %d, asked %d: size %d, want %d", c.limit, c.asked, got, c.got)
		}
	}
}

func TestStorageWrites(t *testing.T) {
	object := func(collection, value string) *api.WriteStorageObject {
		return &api.WriteStorageObject{Collection: collection, Key: "k", Value: value}
	}
	big := `{"v":"` + strings.Repeat("x", 16<<10-8) + `"}`
	for name, c := range map[string]struct {
		objects []*api.WriteStorageObject
		code    int
	}{
		"none":                {nil, 0},
		"favourites":          {[]*api.WriteStorageObject{object("hats", `{}`)}, 0},
		"conditional":         {[]*api.WriteStorageObject{{Collection: "hats", Key: "favorite_hats", Value: `{}`, Version: "abc"}}, 0},
		"unlocks":             {[]*api.WriteStorageObject{object("unlocks", `{}`)}, 7},
		"hidden behind one":   {[]*api.WriteStorageObject{object("hats", `{}`), object("receipts", `{}`)}, 7},
		"just small enough":   {[]*api.WriteStorageObject{object("hats", big)}, 0},
		"too large":           {[]*api.WriteStorageObject{object("hats", big+" ")}, 3},
		"only looks the same": {[]*api.WriteStorageObject{object("Unlocks", `{}`)}, 0},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := request(t, newFixture(t), "WriteStorageObjects", &api.WriteStorageObjectsRequest{Objects: c.objects})
			wantCode(t, err, c.code)
		})
	}
}

func TestServerCollectionsCannotBeDeleted(t *testing.T) {
	for collection, code := range map[string]int{
		"hats": 0, "unlocks": 7, "equipment": 7, "stats": 7, "receipts": 7, "results": 7, "rewards": 7, "codes": 7, "referrals": 7,
	} {
		_, err := request(t, newFixture(t), "DeleteStorageObjects", &api.DeleteStorageObjectsRequest{
			ObjectIds: []*api.DeleteStorageObjectId{{Collection: "hats"}, {Collection: collection, Key: "k"}},
		})
		wantCode(t, err, code)
	}
}

func TestScores(t *testing.T) {
	record := func(operator api.Operator) *api.WriteLeaderboardRecordRequest_LeaderboardRecordWrite {
		return &api.WriteLeaderboardRecordRequest_LeaderboardRecordWrite{Score: 1, Operator: operator}
	}
	tournamentRecord := func(operator api.Operator) *api.WriteTournamentRecordRequest_TournamentRecordWrite {
		return &api.WriteTournamentRecordRequest_TournamentRecordWrite{Score: 1, Operator: operator}
	}
	for _, c := range []struct {
		operator api.Operator
		scores   error
		code     int
	}{
		{api.Operator_NO_OVERRIDE, nil, 0},
		{api.Operator_NO_OVERRIDE, apierr.Denied("not counted"), 7},
		{api.Operator_SET, nil, 7},
		{api.Operator_BEST, nil, 7},
		{api.Operator_INCREMENT, nil, 7},
		{api.Operator_DECREMENT, nil, 7},
	} {
		f := newFixture(t)
		f.scores.err = c.scores
		_, err := request(t, f, "WriteLeaderboardRecord", &api.WriteLeaderboardRecordRequest{LeaderboardId: "weekly_crew_wins", Record: record(c.operator)})
		wantCode(t, err, c.code)
		_, err = request(t, f, "WriteTournamentRecord", &api.WriteTournamentRecordRequest{TournamentId: "weekly_top_detective", Record: tournamentRecord(c.operator)})
		wantCode(t, err, c.code)
		if asked := len(f.scores.boards) == 2; asked != (c.operator == api.Operator_NO_OVERRIDE) {
			t.Errorf("operator %v: Scores was called for %v", c.operator, f.scores.boards)
		}
	}
}

func TestParties(t *testing.T) {
	for _, c := range []struct {
		party *rtapi.PartyCreate
		code  int
	}{
		{&rtapi.PartyCreate{MaxSize: 4}, 0},
		{&rtapi.PartyCreate{MaxSize: 1}, 0},
		{&rtapi.PartyCreate{MaxSize: 5}, 3},
		{&rtapi.PartyCreate{MaxSize: 0}, 3},
		{&rtapi.PartyCreate{MaxSize: -1}, 3},
		{&rtapi.PartyCreate{MaxSize: 4, Open: true}, 7},
	} {
		err := send(t, newFixture(t), "PartyCreate", &rtapi.Envelope{Message: &rtapi.Envelope_PartyCreate{PartyCreate: c.party}})
		wantCode(t, err, c.code)
	}
	for open, code := range map[bool]int{false: 0, true: 7} {
		err := send(t, newFixture(t), "PartyUpdate", &rtapi.Envelope{Message: &rtapi.Envelope_PartyUpdate{PartyUpdate: &rtapi.PartyUpdate{Open: open, Label: "x"}}})
		wantCode(t, err, code)
	}
}

func TestStatus(t *testing.T) {
	for _, c := range []struct {
		status *wrapperspb.StringValue
		code   int
	}{
		{nil, 0},
		{wrapperspb.String("Viewing the Main Menu"), 0},
		{wrapperspb.String(strings.Repeat("x", 512)), 0},
		{wrapperspb.String(strings.Repeat("x", 513)), 3},
	} {
		err := send(t, newFixture(t), "StatusUpdate", &rtapi.Envelope{Message: &rtapi.Envelope_StatusUpdate{StatusUpdate: &rtapi.StatusUpdate{Status: c.status}}})
		wantCode(t, err, c.code)
	}
}

func FuzzNames(f *testing.F) {
	for _, seed := range []string{"", "Ann", "a\x00", "\xff\xfe", "\u202e", strings.Repeat("é", 40)} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, name string) {
		if isUsername(name) && checkDisplayName(name) != nil {
			t.Errorf("%q is a valid username but no valid display name", name)
		}
		if checkDisplayName(name) == nil && strings.ContainsAny(name, "\x00\n\r\t\u202e") {
			t.Errorf("%q is accepted as a display name", name)
		}
	})
}
