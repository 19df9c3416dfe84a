package nakamatest

import (
	"context"
	"regexp"
	"strings"

	"github.com/heroiclabs/nakama-common/api"
	"github.com/heroiclabs/nakama-common/runtime"
	"google.golang.org/protobuf/types/known/wrapperspb"
)

const (
	codeUnauthenticated = 16
	lastLink            = "Cannot unlink last account identifier. Check profile exists and is not last link."
)

// AuthenticateDevice logs in with a device id. The client may be anonymous.
func (s *Session) AuthenticateDevice(in *api.AuthenticateDeviceRequest) (*api.Session, error) {
	return authenticate(s, "AuthenticateDevice", in, func(in *api.AuthenticateDeviceRequest) (login, error) {
		id := in.GetAccount().GetId()
		return login{account: account{device: id}, vars: in.GetAccount().GetVars()}, checkDeviceID(id)
	})
}

// AuthenticateCustom logs in with a custom id.
func (s *Session) AuthenticateCustom(in *api.AuthenticateCustomRequest) (*api.Session, error) {
	return authenticate(s, "AuthenticateCustom", in, func(in *api.AuthenticateCustomRequest) (login, error) {
		id := in.GetAccount().GetId()
		err := checkIdentifier(id, 6, "Custom ID is required.", "Custom ID invalid, no spaces or control characters allowed.", "Custom ID invalid, must be 6-128 bytes.")
		return login{account: account{custom: id}, vars: in.GetAccount().GetVars()}, err
	})
}

// AuthenticateEmail logs in with an address and a password, or a username and a
// password.
func (s *Session) AuthenticateEmail(in *api.AuthenticateEmailRequest) (*api.Session, error) {
	return authenticate(s, "AuthenticateEmail", in, func(in *api.AuthenticateEmailRequest) (login, error) {
		given := login{vars: in.GetAccount().GetVars(), account: account{password: in.GetAccount().GetPassword()}}
		switch {
		case in.GetAccount() == nil:
			return given, errInvalid("Email address and password is required.")
		case in.GetAccount().GetEmail() != "":
			given.account.email = strings.ToLower(in.GetAccount().GetEmail())
			return given, checkEmail(in.GetAccount())
		case in.GetUsername() == "":
			return given, errInvalid("Username is required when email address is not supplied.")
		default:
			given.account.name = in.GetUsername()
			return given, checkPassword(in.GetAccount())
		}
	})
}

// refuseProfile runs the hooks of a login with an account of another company, which
// always fails: there is nobody to ask.
func refuseProfile[In any, P loginRequest[In]](name, company string) func(*Session, P) (*api.Session, error) {
	return func(s *Session, in P) (*api.Session, error) {
		return authenticate[In, P](s, name, in, func(P) (login, error) { return login{}, errProfile(company) })
	}
}

func errProfile(company string) error {
	return runtime.NewError("Could not authenticate "+company+" profile.", codeUnauthenticated)
}

// login is a checked request to log in.
type login struct {
	account account
	vars    map[string]string
}

// loginRequest has the fields that all requests to log in share.
type loginRequest[In any] interface {
	*In
	GetCreate() *wrapperspb.BoolValue
	GetUsername() string
}

// authenticate logs in between the hooks: read checks the request after the first one.
func authenticate[In any, P loginRequest[In]](s *Session, name string, in P, read func(P) (login, error)) (*api.Session, error) {
	return request(s.n, s.n.callerContext(s.caller(false), "before"), name, (*In)(in), func(in *In) (*api.Session, context.Context, error) {
		given, err := read(in)
		if err != nil {
			return nil, nil, err
		}
		username := P(in).GetUsername()
		switch {
		case invalidUsername.MatchString(username):
			return nil, nil, errInvalid("Username invalid, no spaces or control characters allowed.")
		case len(username) > 128:
			return nil, nil, errInvalid("Username invalid, must be 1-128 bytes.")
		}
		given.account.username, given.account.create = username, P(in).GetCreate() == nil || P(in).GetCreate().GetValue()
		return s.logIn(given)
	})
}

// logIn finds or creates the account, and makes this the session of its user.
func (s *Session) logIn(given login) (*api.Session, context.Context, error) {
	out := &api.Session{}
	err := s.n.inTransaction(func(db *database) error {
		u, created, err := db.authenticate(given.account)
		if err != nil {
			return err
		}
		s.UserID, s.Username, s.Created = u.id, u.username, created
		s.Vars, s.issued = copyMap(given.vars), db.now.Unix()
		s.tokenID = db.newTokenID()
		out.Created = created
		s.setTokens(out)
		return nil
	})
	if err != nil {
		return nil, nil, err
	}
	return out, s.n.callerContext(s.caller(false), "after"), nil
}

var (
	invalidCharacters = regexp.MustCompile(`[[:cntrl:][:space:]]`)
	emailPattern      = regexp.MustCompile(`^.+@.+\..+$`)
)

// checkIdentifier checks the id of a login; low is its minimum length in bytes.
func checkIdentifier(id string, low int, missing, characters, length string) error {
	switch {
	case id == "":
		return errInvalid(missing)
	case invalidCharacters.MatchString(id):
		return errInvalid(characters)
	case len(id) < low || len(id) > 128:
		return errInvalid(length)
	default:
		return nil
	}
}

func checkDeviceID(id string) error {
	return checkIdentifier(id, 10, "Device ID is required.", "Device ID invalid, no spaces or control characters allowed.", "Device ID invalid, must be 10-128 bytes.")
}

func checkEmail(in *api.AccountEmail) error {
	switch email := in.GetEmail(); {
	case invalidCharacters.MatchString(email):
		return errInvalid("Invalid email address, no spaces or control characters allowed.")
	case !emailPattern.MatchString(email):
		return errInvalid("Invalid email address format.")
	case len(email) < 10 || len(email) > 255:
		return errInvalid("Invalid email address, must be 10-255 bytes.")
	default:
		return checkPassword(in)
	}
}

func checkPassword(in *api.AccountEmail) error {
	if len(in.GetPassword()) < 8 {
		return errInvalid("Password must be at least 8 characters long.")
	}
	return nil
}
