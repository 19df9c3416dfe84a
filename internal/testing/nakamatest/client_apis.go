package nakamatest

import (
	"context"

	"github.com/heroiclabs/nakama-common/api"
	"github.com/heroiclabs/nakama-common/runtime"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/types/known/emptypb"
)

const codeUnimplemented = 12

// apiCall runs one of the requests of clients.
type apiCall func(*Session, proto.Message) (proto.Message, error)

// Call runs a request by the name that it has in the server's API, such as GetAccount,
// between its hooks. The error is the one that the client receives. It has every request
// but RpcFunc, for which there are RPC and ServerRPC; a name that is not in the API is
// answered as Nakama's gRPC server answers it.
func (s *Session) Call(name string, in proto.Message) (proto.Message, error) {
	for _, table := range []map[string]apiCall{loginAPIs(), accountAPIs(), socialAPIs(), gameAPIs(), purchaseAPIs()} {
		if call, ok := table[name]; ok {
			out, err := call(s, in)
			s.n.sendLater()
			return out, err
		}
	}
	return nil, runtime.NewError("unknown method "+name+" for service nakama.api.Nakama", codeUnimplemented)
}

// message is a request or response that is a message of the protocol.
type message[T any] interface {
	*T
	proto.Message
}

// answered makes a call of a request with a response.
func answered[In, Out any, I message[In], O message[Out]](do func(*Session, *In) (*Out, error)) apiCall {
	return func(s *Session, in proto.Message) (proto.Message, error) {
		request, ok := in.(I)
		if !ok {
			return nil, errInvalid("wrong type of request")
		}
		out, err := do(s, (*In)(request))
		if err != nil {
			return nil, err
		}
		return O(out), nil
	}
}

// command makes a call of a request without a response.
func command[In any, I message[In]](do func(*Session, *In) error) apiCall {
	return answered[In, emptypb.Empty, I](func(s *Session, in *In) (*emptypb.Empty, error) { return &emptypb.Empty{}, do(s, in) })
}

func loginAPIs() map[string]apiCall {
	return map[string]apiCall{
		"AuthenticateDevice":              answered((*Session).AuthenticateDevice),
		"AuthenticateCustom":              answered((*Session).AuthenticateCustom),
		"AuthenticateEmail":               answered((*Session).AuthenticateEmail),
		"AuthenticateApple":               answered(refuseProfile[api.AuthenticateAppleRequest]("AuthenticateApple", "Apple")),
		"AuthenticateFacebook":            answered(refuseProfile[api.AuthenticateFacebookRequest]("AuthenticateFacebook", "Facebook")),
		"AuthenticateFacebookInstantGame": answered(refuseProfile[api.AuthenticateFacebookInstantGameRequest]("AuthenticateFacebookInstantGame", "Facebook Instant Game")),
		"AuthenticateGameCenter":          answered(refuseProfile[api.AuthenticateGameCenterRequest]("AuthenticateGameCenter", "GameCenter")),
		"AuthenticateGoogle":              answered(refuseProfile[api.AuthenticateGoogleRequest]("AuthenticateGoogle", "Google")),
		"AuthenticateSteam":               answered(refuseProfile[api.AuthenticateSteamRequest]("AuthenticateSteam", "Steam")),
		"SessionRefresh":                  answered((*Session).Refresh),
		"SessionLogout":                   command((*Session).Logout),
		"Healthcheck":                     command(func(*Session, *emptypb.Empty) error { return nil }),
	}
}

func accountAPIs() map[string]apiCall {
	return map[string]apiCall{
		"GetAccount":                answered(func(s *Session, _ *emptypb.Empty) (*api.Account, error) { return s.Account() }),
		"UpdateAccount":             command((*Session).UpdateAccount),
		"DeleteAccount":             command(func(s *Session, _ *emptypb.Empty) error { return s.DeleteAccount() }),
		"GetUsers":                  answered((*Session).GetUsers),
		"LinkDevice":                command((*Session).LinkDevice),
		"LinkCustom":                command((*Session).LinkCustom),
		"LinkEmail":                 command((*Session).LinkEmail),
		"LinkApple":                 command(refuseLink[api.AccountApple]("LinkApple", "Apple")),
		"LinkFacebook":              command(refuseLink[api.LinkFacebookRequest]("LinkFacebook", "Facebook")),
		"LinkFacebookInstantGame":   command(refuseLink[api.AccountFacebookInstantGame]("LinkFacebookInstantGame", "Facebook Instant Game")),
		"LinkGameCenter":            command(refuseLink[api.AccountGameCenter]("LinkGameCenter", "GameCenter")),
		"LinkGoogle":                command(refuseLink[api.AccountGoogle]("LinkGoogle", "Google")),
		"LinkSteam":                 command(refuseLink[api.LinkSteamRequest]("LinkSteam", "Steam")),
		"UnlinkDevice":              command((*Session).UnlinkDevice),
		"UnlinkCustom":              command((*Session).UnlinkCustom),
		"UnlinkEmail":               command((*Session).UnlinkEmail),
		"UnlinkApple":               command(refuseLink[api.AccountApple]("UnlinkApple", "Apple")),
		"UnlinkFacebook":            command(refuseLink[api.AccountFacebook]("UnlinkFacebook", "Facebook")),
		"UnlinkFacebookInstantGame": command(refuseLink[api.AccountFacebookInstantGame]("UnlinkFacebookInstantGame", "Facebook Instant Game")),
		"UnlinkGameCenter":          command(refuseLink[api.AccountGameCenter]("UnlinkGameCenter", "GameCenter")),
		"UnlinkGoogle":              command(refuseLink[api.AccountGoogle]("UnlinkGoogle", "Google")),
		"UnlinkSteam":               command(refuseLink[api.AccountSteam]("UnlinkSteam", "Steam")),
		"ListNotifications":         answered((*Session).listNotifications),
		"DeleteNotifications":       command((*Session).deleteNotifications),
		"Event":                     command((*Session).sendEvent),
	}
}

func socialAPIs() map[string]apiCall {
	return map[string]apiCall{
		"AddFriends":            command((*Session).AddFriends),
		"DeleteFriends":         command((*Session).DeleteFriends),
		"BlockFriends":          command((*Session).BlockFriends),
		"ListFriends":           answered((*Session).ListFriends),
		"ImportFacebookFriends": command(refuseLink[api.ImportFacebookFriendsRequest]("ImportFacebookFriends", "Facebook")),
		"ImportSteamFriends":    command(refuseLink[api.ImportSteamFriendsRequest]("ImportSteamFriends", "Steam")),
		"CreateGroup":           answered((*Session).CreateGroup),
		"UpdateGroup":           command((*Session).UpdateGroup),
		"DeleteGroup":           command((*Session).deleteGroup),
		"JoinGroup":             command((*Session).joinGroup),
		"LeaveGroup":            command((*Session).leaveGroup),
		"AddGroupUsers":         command((*Session).addGroupUsers),
		"KickGroupUsers":        command((*Session).KickGroupUsers),
		"BanGroupUsers":         command((*Session).BanGroupUsers),
		"PromoteGroupUsers":     command((*Session).PromoteGroupUsers),
		"DemoteGroupUsers":      command((*Session).DemoteGroupUsers),
		"ListGroups":            answered((*Session).ListGroups),
		"ListGroupUsers":        answered((*Session).ListGroupUsers),
		"ListUserGroups":        answered((*Session).ListUserGroups),
		"ListChannelMessages":   answered((*Session).ListMessages),
		"ListFriendsOfFriends":  answered((*Session).listFriendsOfFriends),
		"ListParties":           answered((*Session).ListParties),
	}
}

func gameAPIs() map[string]apiCall {
	return map[string]apiCall{
		"ListMatches":                       answered((*Session).listMatches),
		"GetMatchmakerStats":                answered(func(s *Session, _ *emptypb.Empty) (*api.MatchmakerStats, error) { return s.matchmakerStats() }),
		"ReadStorageObjects":                answered((*Session).readStorage),
		"WriteStorageObjects":               answered((*Session).writeStorage),
		"DeleteStorageObjects":              command((*Session).deleteStorage),
		"ListStorageObjects":                answered((*Session).ListStorage),
		"WriteLeaderboardRecord":            answered((*Session).WriteLeaderboard),
		"DeleteLeaderboardRecord":           command((*Session).deleteLeaderboardRecord),
		"ListLeaderboardRecords":            answered((*Session).ListLeaderboard),
		"ListLeaderboardRecordsAroundOwner": answered((*Session).ListLeaderboardAround),
		"JoinTournament":                    command((*Session).joinTournament),
		"WriteTournamentRecord":             answered((*Session).WriteTournament),
		"DeleteTournamentRecord":            command((*Session).deleteTournamentRecord),
		"ListTournaments":                   answered((*Session).ListTournaments),
		"ListTournamentRecords":             answered((*Session).ListTournament),
		"ListTournamentRecordsAroundOwner":  answered((*Session).ListTournamentAround),
	}
}

// sendEvent passes a client's event to the registered function.
func (s *Session) sendEvent(in *api.Event) error {
	_, err := Request(s, "Event", in, func(ctx context.Context, in *api.Event) (*Empty, error) {
		in.External = true
		return &Empty{}, s.n.Event(ctx, in)
	})
	return err
}
