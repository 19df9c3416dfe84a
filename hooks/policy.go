package hooks

import (
	"github.com/heroiclabs/nakama-common/api"
	"github.com/heroiclabs/nakama-common/rtapi"
	"github.com/heroiclabs/nakama-common/runtime"
	"google.golang.org/protobuf/types/known/wrapperspb"
)

const whyKept = "nothing: the store vouches for it. That Nakama remembers it is not for the client to say, or a refund would find nobody"

// requests is what the guard says of each API over HTTP and gRPC.
var requests = []rule{
	// Ways to log in.
	login("AuthenticateApple", "apple", runtime.Initializer.RegisterBeforeAuthenticateApple, runtime.Initializer.RegisterAfterAuthenticateApple),
	login("AuthenticateCustom", "custom", runtime.Initializer.RegisterBeforeAuthenticateCustom, runtime.Initializer.RegisterAfterAuthenticateCustom),
	login("AuthenticateDevice", "device", runtime.Initializer.RegisterBeforeAuthenticateDevice, runtime.Initializer.RegisterAfterAuthenticateDevice),
	login("AuthenticateEmail", "email", runtime.Initializer.RegisterBeforeAuthenticateEmail, runtime.Initializer.RegisterAfterAuthenticateEmail),
	login("AuthenticateFacebook", "facebook", runtime.Initializer.RegisterBeforeAuthenticateFacebook, runtime.Initializer.RegisterAfterAuthenticateFacebook),
	login("AuthenticateFacebookInstantGame", "facebook_instant", runtime.Initializer.RegisterBeforeAuthenticateFacebookInstantGame, runtime.Initializer.RegisterAfterAuthenticateFacebookInstantGame),
	login("AuthenticateGameCenter", "game_center", runtime.Initializer.RegisterBeforeAuthenticateGameCenter, runtime.Initializer.RegisterAfterAuthenticateGameCenter),
	login("AuthenticateGoogle", "google", runtime.Initializer.RegisterBeforeAuthenticateGoogle, runtime.Initializer.RegisterAfterAuthenticateGoogle),
	login("AuthenticateSteam", "steam", runtime.Initializer.RegisterBeforeAuthenticateSteam, runtime.Initializer.RegisterAfterAuthenticateSteam),
	method("LinkApple", "apple", runtime.Initializer.RegisterBeforeLinkApple),
	method("LinkCustom", "custom", runtime.Initializer.RegisterBeforeLinkCustom),
	method("LinkDevice", "device", runtime.Initializer.RegisterBeforeLinkDevice),
	method("LinkEmail", "email", runtime.Initializer.RegisterBeforeLinkEmail),
	method("LinkFacebook", "facebook", runtime.Initializer.RegisterBeforeLinkFacebook),
	method("LinkFacebookInstantGame", "facebook_instant", runtime.Initializer.RegisterBeforeLinkFacebookInstantGame),
	method("LinkGameCenter", "game_center", runtime.Initializer.RegisterBeforeLinkGameCenter),
	method("LinkGoogle", "google", runtime.Initializer.RegisterBeforeLinkGoogle),
	method("LinkSteam", "steam", runtime.Initializer.RegisterBeforeLinkSteam),
	method("UnlinkApple", "apple", runtime.Initializer.RegisterBeforeUnlinkApple),
	method("UnlinkCustom", "custom", runtime.Initializer.RegisterBeforeUnlinkCustom),
	method("UnlinkDevice", "device", runtime.Initializer.RegisterBeforeUnlinkDevice),
	method("UnlinkEmail", "email", runtime.Initializer.RegisterBeforeUnlinkEmail),
	method("UnlinkFacebook", "facebook", runtime.Initializer.RegisterBeforeUnlinkFacebook),
	method("UnlinkFacebookInstantGame", "facebook_instant", runtime.Initializer.RegisterBeforeUnlinkFacebookInstantGame),
	method("UnlinkGameCenter", "game_center", runtime.Initializer.RegisterBeforeUnlinkGameCenter),
	method("UnlinkGoogle", "google", runtime.Initializer.RegisterBeforeUnlinkGoogle),
	method("UnlinkSteam", "steam", runtime.Initializer.RegisterBeforeUnlinkSteam),
	open("SessionRefresh", "a session lives on as it was made"),
	open("SessionLogout", "the player's own session"),

	// Accounts and friends.
	open("GetAccount", "the player's own account"),
	checked("UpdateAccount", runtime.Initializer.RegisterBeforeUpdateAccount, (*guard).updateAccount,
		"usernames that are not 3 to 20 of letters, digits, `_`, `-`, `.`; display names over 32 characters, blank, or with control or invisible characters: they disguise one player as another"),
	open("DeleteAccount", "the player's own account; what was paid stays known to the server"),
	open("GetUsers", "public profiles"),
	open("ListFriends", "the player's own list"),
	open("ListFriendsOfFriends", "as the friends' lists allow"),
	open("AddFriends", "the other must accept"),
	open("DeleteFriends", "the player's own list"),
	open("BlockFriends", "the player's own list"),
	method("ImportFacebookFriends", "facebook", runtime.Initializer.RegisterBeforeImportFacebookFriends),
	method("ImportSteamFriends", "steam", runtime.Initializer.RegisterBeforeImportSteamFriends),
	open("ListNotifications", "the player's own"),
	open("DeleteNotifications", "the player's own; a prize is paid when its notification is written, not when it is read"),

	// Groups. Nakama itself checks who may do what in a group.
	checked("CreateGroup", runtime.Initializer.RegisterBeforeCreateGroup, (*guard).createGroup,
		"more places than `SAGISHI_GROUP_MAX_SIZE`"),
	open("UpdateGroup", "admins only; cannot reach size or metadata"),
	switched("DeleteGroup", runtime.Initializer.RegisterBeforeDeleteGroup, func(g *guard) bool { return g.GroupDelete },
		"groups cannot be deleted in this game", "everything, if `SAGISHI_GROUP_DELETE` is false"),
	open("JoinGroup", "as the group allows"),
	open("LeaveGroup", "the player's own membership"),
	open("AddGroupUsers", "admins only"),
	open("BanGroupUsers", "admins only"),
	open("KickGroupUsers", "admins only"),
	open("PromoteGroupUsers", "admins only"),
	open("DemoteGroupUsers", "admins only"),
	open("ListGroupUsers", "public"),
	open("ListUserGroups", "public"),
	open("ListGroups", "public"),

	// Chat, matches and parties.
	checked("ListChannelMessages", runtime.Initializer.RegisterBeforeListChannelMessages, (*guard).listChannelMessages,
		"the history of a match's rooms: only those inside hear what is said"),
	open("ListMatches", "a hook after it takes private matches out, so that a page may be shorter"),
	open("GetMatchmakerStats", "figures without names"),
	open("ListParties", "parties that are listed are closed: their leader accepts who joins"),

	// Boards and tournaments.
	checked("WriteLeaderboardRecord", runtime.Initializer.RegisterBeforeWriteLeaderboardRecord, (*guard).writeLeaderboardRecord,
		"scores that the server has not counted (see `SAGISHI_SCORES`), and every operator override: prizes are money"),
	checked("WriteTournamentRecord", runtime.Initializer.RegisterBeforeWriteTournamentRecord, (*guard).writeTournamentRecord,
		"scores that the server has not counted (see `SAGISHI_SCORES`), and every operator override: prizes are money"),
	open("DeleteLeaderboardRecord", "the player's own"),
	open("DeleteTournamentRecord", "the player's own"),
	open("ListLeaderboardRecords", "public"),
	open("ListLeaderboardRecordsAroundOwner", "public"),
	open("JoinTournament", "as the tournament allows"),
	open("ListTournaments", "public"),
	open("ListTournamentRecords", "public"),
	open("ListTournamentRecordsAroundOwner", "public"),

	// Storage.
	open("ListStorageObjects", "Nakama checks who may read"),
	open("ReadStorageObjects", "Nakama checks who may read"),
	checked("WriteStorageObjects", runtime.Initializer.RegisterBeforeWriteStorageObjects, (*guard).writeStorageObjects,
		"the collections that the server writes: a client could forge them first; values over 16 KiB"),
	checked("DeleteStorageObjects", runtime.Initializer.RegisterBeforeDeleteStorageObjects, (*guard).deleteStorageObjects,
		"the collections that the server writes: deleting a receipt would ask for a second payment"),

	// Purchases. Nakama asks the store; coins follow once a transaction.
	checked("ValidatePurchaseApple", runtime.Initializer.RegisterBeforeValidatePurchaseApple,
		kept(func(in *api.ValidatePurchaseAppleRequest) **wrapperspb.BoolValue { return &in.Persist }), whyKept),
	checked("ValidatePurchaseGoogle", runtime.Initializer.RegisterBeforeValidatePurchaseGoogle,
		kept(func(in *api.ValidatePurchaseGoogleRequest) **wrapperspb.BoolValue { return &in.Persist }), whyKept),
	checked("ValidatePurchaseHuawei", runtime.Initializer.RegisterBeforeValidatePurchaseHuawei,
		kept(func(in *api.ValidatePurchaseHuaweiRequest) **wrapperspb.BoolValue { return &in.Persist }), whyKept),
	checked("ValidatePurchaseSamsung", runtime.Initializer.RegisterBeforeValidatePurchaseSamsung,
		kept(func(in *api.ValidatePurchaseSamsungRequest) **wrapperspb.BoolValue { return &in.Persist }), whyKept),
	checked("ValidatePurchaseFacebookInstant", runtime.Initializer.RegisterBeforeValidatePurchaseFacebookInstant,
		kept(func(in *api.ValidatePurchaseFacebookInstantRequest) **wrapperspb.BoolValue { return &in.Persist }), whyKept),
	open("ValidateSubscriptionApple", "the store vouches for it; grants nothing"),
	open("ValidateSubscriptionGoogle", "the store vouches for it; grants nothing"),
	open("ListSubscriptions", "the player's own"),
	open("GetSubscription", "the player's own"),
}

// messages is what the guard says of each message over the socket.
var messages = []rule{
	// Chat.
	watched("ChannelJoin", (*rtapi.Envelope).GetChannelJoin, (*guard).joinChannel,
		"a match's room to others than its players, with persistence, or hidden; the rooms of the dead, which the server fills; more than 5 requests a second"),
	open("ChannelLeave", "the player's own presence"),
	watched("ChannelMessageSend", (*rtapi.Envelope).GetChannelMessageSend, (*guard).sendMessage,
		"content over 1 KiB; more than 5 messages a second (20 at once); in a match's room: the living while playing, outsiders always. What the dead write goes to the dead"),
	watched("ChannelMessageUpdate", (*rtapi.Envelope).GetChannelMessageUpdate, (*guard).updateMessage,
		"as sending, and others' messages: Nakama does not check them in a room without history"),
	watched("ChannelMessageRemove", (*rtapi.Envelope).GetChannelMessageRemove, (*guard).removeMessage,
		"as sending, and others' messages"),

	// Matches and matchmaking.
	watched("MatchCreate", (*rtapi.Envelope).GetMatchCreate, (*guard).createRelayed,
		"everything, if `SAGISHI_RELAYED_MATCHES` is false: use the create_match RPC. Nothing that happens in a relayed match counts"),
	watched("MatchJoin", (*rtapi.Envelope).GetMatchJoin, (*guard).joinMatch,
		"relayed matches, if `SAGISHI_RELAYED_MATCHES` is false; more than 5 requests a second: the match, which decides who joins, stops for each"),
	open("MatchLeave", "the player's own presence"),
	metered("MatchDataSend", "more than 60 messages a second (80 at once): all players of a match share one queue. The first refusals are answered, the others lost"),
	watched("MatchmakerAdd", (*rtapi.Envelope).GetMatchmakerAdd, (*guard).addTicket,
		"counts outside 2 to 10; more than 5 requests a second (40 at once). Bare `skill`, `mode` and `map` in the query are read as properties"),
	open("MatchmakerRemove", "the player's own ticket"),

	// Parties. Nakama itself checks who leads.
	watched("PartyCreate", (*rtapi.Envelope).GetPartyCreate, (*guard).createParty,
		"open parties and parties for more than 4: a party is for friends; more than 5 requests a second (40 at once)"),
	watched("PartyUpdate", (*rtapi.Envelope).GetPartyUpdate, (*guard).updateParty,
		"opening a party; more than 5 requests a second (40 at once)"),
	watched("PartyJoin", (*rtapi.Envelope).GetPartyJoin, (*guard).joinParty,
		"more than 5 requests a second (40 at once): each is told to the leader, who must accept"),
	open("PartyLeave", "the player's own presence"),
	open("PartyPromote", "the leader only"),
	open("PartyAccept", "the leader only"),
	open("PartyRemove", "the leader only"),
	open("PartyClose", "the leader only"),
	open("PartyJoinRequestList", "the leader only"),
	watched("PartyMatchmakerAdd", (*rtapi.Envelope).GetPartyMatchmakerAdd, (*guard).addPartyTicket,
		"counts outside 2 to 10; more than 5 requests a second (40 at once). Bare `skill`, `mode` and `map` in the query are read as properties"),
	open("PartyMatchmakerRemove", "the leader only"),
	metered("PartyDataSend", "more than 60 messages a second (80 at once), together with those to a match"),

	// Presence.
	watched("StatusFollow", (*rtapi.Envelope).GetStatusFollow, (*guard).followStatus,
		"more than 5 requests a second (40 at once): each asks the database"),
	open("StatusUnfollow", "the player's own list"),
	watched("StatusUpdate", (*rtapi.Envelope).GetStatusUpdate, (*guard).updateStatus,
		"texts over 512 bytes, and more than 5 a second (40 at once): each goes to every follower"),
	open("Ping", "keeps the socket alive"),
	open("Pong", "keeps the socket alive"),
	open("Rpc", "Nakama runs no hook; each RPC checks for itself"),

	server("Channel"), server("ChannelMessage"), server("ChannelMessageAck"), server("ChannelPresenceEvent"),
	server("Error"), server("Match"), server("MatchData"), server("MatchPresenceEvent"),
	server("MatchmakerMatched"), server("MatchmakerTicket"), server("Notifications"),
	server("Status"), server("StatusPresenceEvent"), server("StreamData"), server("StreamPresenceEvent"),
	server("Party"), server("PartyLeader"), server("PartyJoinRequest"), server("PartyMatchmakerTicket"),
	server("PartyData"), server("PartyPresenceEvent"),
}
