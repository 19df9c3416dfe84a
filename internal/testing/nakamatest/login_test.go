package nakamatest_test

import (
	"errors"
	"testing"
	"time"

	"github.com/heroiclabs/nakama-common/api"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/types/known/emptypb"
	"google.golang.org/protobuf/types/known/wrapperspb"

	"sagishi/internal/testing/nakamatest"
)

func authenticated(t *testing.T, n *nakamatest.Nakama, name string, in proto.Message) *api.Session {
	t.Helper()
	out, err := n.Anonymous("10.0.0.1:5").Call(name, in)
	if err != nil {
		t.Fatal(err)
	}
	return out.(*api.Session)
}

func TestTokensExpireAndAreRefreshed(t *testing.T) {
	n := nakamatest.New(nakamatest.Options{SessionLife: time.Minute, RefreshLife: time.Hour})
	session := authenticated(t, n, "AuthenticateDevice", &api.AuthenticateDeviceRequest{Account: &api.AccountDevice{Id: "device-of-ann", Vars: map[string]string{"a": "b"}}})
	ann, ok := n.Client(session.GetToken(), "")
	if !ok || ann.Vars["a"] != "b" || !session.GetCreated() {
		t.Fatal("the token does not name its session")
	}
	for _, wrong := range []string{"", "x", session.GetToken() + "x", session.GetRefreshToken()} {
		if _, ok := n.Client(wrong, ""); ok {
			t.Errorf("the token %q is accepted", wrong)
		}
	}
	n.Advance(2 * time.Minute)
	if _, ok := n.Client(session.GetToken(), ""); ok {
		t.Error("an old token is accepted")
	}
	fresh := authenticated(t, n, "SessionRefresh", &api.SessionRefreshRequest{Token: session.GetRefreshToken(), Vars: map[string]string{"c": "d"}})
	again, ok := n.Client(fresh.GetToken(), "")
	if !ok || again.UserID != ann.UserID || again.Vars["c"] != "d" {
		t.Fatal("the new token does not name the session")
	}
	n.Advance(2 * time.Hour)
	if _, err := n.Anonymous("").Call("SessionRefresh", &api.SessionRefreshRequest{Token: session.GetRefreshToken()}); nakamatest.Code(err) != 16 {
		t.Error(err)
	}
}

func TestLogoutEndsOneSessionOrAll(t *testing.T) {
	n := nakamatest.New(nakamatest.Options{})
	login := func() (*api.Session, *nakamatest.Session) {
		s := authenticated(t, n, "AuthenticateCustom", &api.AuthenticateCustomRequest{Account: &api.AccountCustom{Id: "custom-of-ann"}})
		client, _ := n.Client(s.GetToken(), "")
		return s, client
	}
	one, ann := login()
	two, _ := login()
	if _, err := ann.Call("SessionLogout", &api.SessionLogoutRequest{Token: "x"}); nakamatest.Code(err) != 3 {
		t.Error(err)
	}
	if _, err := ann.Call("SessionLogout", &api.SessionLogoutRequest{Token: one.GetToken(), RefreshToken: one.GetRefreshToken()}); err != nil {
		t.Fatal(err)
	}
	if _, ok := n.Client(one.GetToken(), ""); ok {
		t.Error("the session goes on")
	}
	if _, ok := n.SocketClient(one.GetToken(), ""); !ok {
		t.Error("unlike on the server, the token opens no socket")
	}
	if _, ok := n.Client(two.GetToken(), ""); !ok {
		t.Error("another session ended too")
	}
	n.Advance(time.Second)
	if _, err := ann.Call("SessionLogout", &api.SessionLogoutRequest{}); err != nil {
		t.Fatal(err)
	}
	if _, ok := n.SocketClient(two.GetToken(), ""); ok {
		t.Error("a session outlived the logout of all")
	}
}

func TestIdentifiersAreLinkedAndUnlinked(t *testing.T) {
	n := nakamatest.New(nakamatest.Options{})
	ann, bob := n.MustLogin("ann"), n.MustLogin("bob")
	email := &api.AccountEmail{Email: "ann@example.com", Password: "correct horse"}
	err := errors.Join(
		ann.LinkDevice(&api.AccountDevice{Id: "second-device"}), ann.LinkCustom(&api.AccountCustom{Id: "custom-ann"}), ann.LinkEmail(email),
	)
	if err != nil {
		t.Fatal(err)
	}
	for name, err := range map[string]error{
		"device": bob.LinkDevice(&api.AccountDevice{Id: "second-device"}), "custom": bob.LinkCustom(&api.AccountCustom{Id: "custom-ann"}), "email": bob.LinkEmail(email),
	} {
		if nakamatest.Code(err) != 6 {
			t.Errorf("%s of another account: %v", name, err)
		}
	}
	by := func(in *api.AuthenticateEmailRequest) error {
		_, err := n.Anonymous("").AuthenticateEmail(in)
		return err
	}
	wrong := &api.AccountEmail{Email: "ann@example.com", Password: "wrong horse"}
	for name, c := range map[string]struct {
		err  error
		code int
	}{
		"email":          {by(&api.AuthenticateEmailRequest{Account: email}), 0},
		"wrong password": {by(&api.AuthenticateEmailRequest{Account: wrong}), 16},
		"username":       {by(&api.AuthenticateEmailRequest{Account: &api.AccountEmail{Password: "correct horse"}, Username: "ann"}), 0},
		"no account":     {by(&api.AuthenticateEmailRequest{}), 3},
		"short password": {by(&api.AuthenticateEmailRequest{Account: &api.AccountEmail{Email: "eve@example.com", Password: "x"}}), 3},
		"bad address":    {by(&api.AuthenticateEmailRequest{Account: &api.AccountEmail{Email: "no address", Password: "correct horse"}}), 3},
		"a new account":  {by(&api.AuthenticateEmailRequest{Account: &api.AccountEmail{Email: "eve@example.com", Password: "correct horse"}}), 0},
		"not to create":  {by(&api.AuthenticateEmailRequest{Account: &api.AccountEmail{Email: "dan@example.com", Password: "correct horse"}, Create: wrapperspb.Bool(false)}), 5},
	} {
		if nakamatest.Code(c.err) != c.code {
			t.Errorf("%s: %v, want code %d", name, c.err, c.code)
		}
	}
	if err := errors.Join(ann.UnlinkDevice(&api.AccountDevice{Id: "second-device"}), ann.UnlinkCustom(&api.AccountCustom{}), ann.UnlinkEmail(&api.AccountEmail{})); err != nil {
		t.Fatal(err)
	}
	account, err := ann.Account()
	if err != nil || len(account.GetDevices()) != 1 || account.GetCustomId()+account.GetEmail() != "" {
		t.Fatal(account, err)
	}
	if err := ann.UnlinkDevice(account.GetDevices()[0]); nakamatest.Code(err) != 7 {
		t.Error("the last identifier was unlinked", err)
	}
}

func TestProfilesOfOtherCompaniesAreRefused(t *testing.T) {
	n := nakamatest.New(nakamatest.Options{})
	ann := n.MustLogin("ann")
	for name, in := range map[string]proto.Message{
		"AuthenticateGoogle":     &api.AuthenticateGoogleRequest{Account: &api.AccountGoogle{Token: "x"}},
		"LinkFacebook":           &api.LinkFacebookRequest{Account: &api.AccountFacebook{Token: "x"}},
		"ImportFacebookFriends":  &api.ImportFacebookFriendsRequest{Account: &api.AccountFacebook{Token: "x"}},
		"ValidatePurchaseGoogle": &api.ValidatePurchaseGoogleRequest{Purchase: "x"},
	} {
		if _, err := ann.Call(name, in); nakamatest.Code(err) != 16 && nakamatest.Code(err) != 9 {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := ann.Call("Nothing", &emptypb.Empty{}); nakamatest.Code(err) != 12 {
		t.Error(err)
	}
	if _, err := ann.Call("GetAccount", &api.Rpc{}); nakamatest.Code(err) != 3 {
		t.Error(err)
	}
}

func TestDeletedAndBannedAccountsLoseTheirSessions(t *testing.T) {
	n := nakamatest.New(nakamatest.Options{})
	ann := n.MustLogin("ann")
	session := authenticated(t, n, "AuthenticateDevice", &api.AuthenticateDeviceRequest{Account: &api.AccountDevice{Id: "device-of-bob"}})
	if _, err := ann.Call("DeleteAccount", &emptypb.Empty{}); err != nil || !ann.Closed() {
		t.Fatal("the socket is open", err)
	}
	bob, ok := n.Client(session.GetToken(), "")
	if !ok {
		t.Fatal("another account lost its session")
	}
	n.Advance(time.Second)
	if err := n.UsersBanId(t.Context(), []string{bob.UserID}); err != nil {
		t.Fatal(err)
	}
	if _, ok := n.Client(session.GetToken(), ""); ok {
		t.Fatal("a banned account keeps its session")
	}
}
