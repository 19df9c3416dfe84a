package hooks

import (
	"github.com/heroiclabs/nakama-common/api"
	"github.com/heroiclabs/nakama-common/rtapi"
	"github.com/heroiclabs/nakama-common/runtime"
	"google.golang.org/protobuf/types/known/emptypb"
	"google.golang.org/protobuf/types/known/wrapperspb"

	"sagishi/internal/service/chat"
)

// Texts of several rows. Rows with equal texts are one row of the
// documentation's table.
const (
	whyMethod       = "Refused unless `SAGISHI_AUTH_METHODS` lists the method."
	whyLink         = whyMethod + " At most 20 devices of an account. " + whyChanges
	whyLogin        = whyMethod + " " + whyUsername
	whyUsername     = "Usernames must have 3 to 20 letters, digits, `_`, `-` or `.`."
	whyScores       = "Refused unless the server counted the score (see `SAGISHI_SCORES`), and with an operator override: prizes are money. Metadata: " + whyJSON + " " + whyChanges
	whyForcePersist = "`persist` is forced to true so that refunds can find the purchase. " + whyChanges
	whyEdit         = "Only the author's own messages. The limits of `ChannelMessageSend` apply."
	whySocial       = "At most 5 requests a second (40 at once) to all that reaches other players."
	whyContacts     = "At most 25 ids a second (200 at once), 50 in one request, and one request in 10 seconds (10 at once) about the same player or group."
	whyQuery        = "Queries: at most 256 bytes and 16 terms, without regular expressions, wildcards and fuzzy terms."
	whyParty        = "The party must be closed, for at most 4 players. " + whyGhost + " " + whySocial
	whySearch       = whyQuery + " At most 5 requests a second (40 at once)."
	whyTicket       = "Counts must be 2 to 10. " + whyQuery + " Bare `skill`, `mode` and `map` become properties. The skill is the server's. After too many games left early: for a while not at all. " + whyDrain + " " + whySocial
	whyDrain        = "Refused while the server is drained."
	whyGhost        = "Refused if it reaches a living player of the match in which the caller is dead."
	whyList         = "At most 20 requests a second (200 at once) to all lists and reads. 100 entries count as one, and 10 storage objects or groups; 100 objects in one read."
	whyChanges      = "At most 5 requests a second (40 at once)."
	whyJSON         = "numbers of at most 32 characters and an exponent of -21 to 21, 32 levels, no `\\u0000`, whole surrogate pairs."
	whyStorageRate  = "At most 5 objects a second (100 at once)."
	whyData         = "At most 60 messages a second (80 at once) to matches and parties together: the players of a match share one queue. " +
		"The first refusals are answered; later messages to a match are dropped without an answer."
)

// requests has the decision about each API over HTTP and gRPC.
var requests = []rule{
	// Authentication.
	login("AuthenticateApple", "apple", runtime.Initializer.RegisterBeforeAuthenticateApple, runtime.Initializer.RegisterAfterAuthenticateApple),
	login("AuthenticateCustom", "custom", runtime.Initializer.RegisterBeforeAuthenticateCustom, runtime.Initializer.RegisterAfterAuthenticateCustom),
	login("AuthenticateDevice", "device", runtime.Initializer.RegisterBeforeAuthenticateDevice, runtime.Initializer.RegisterAfterAuthenticateDevice),
	login("AuthenticateEmail", "email", runtime.Initializer.RegisterBeforeAuthenticateEmail, runtime.Initializer.RegisterAfterAuthenticateEmail),
	login("AuthenticateFacebook", "facebook", runtime.Initializer.RegisterBeforeAuthenticateFacebook, runtime.Initializer.RegisterAfterAuthenticateFacebook),
	login("AuthenticateFacebookInstantGame", "facebook_instant", runtime.Initializer.RegisterBeforeAuthenticateFacebookInstantGame, runtime.Initializer.RegisterAfterAuthenticateFacebookInstantGame),
	login("AuthenticateGameCenter", "game_center", runtime.Initializer.RegisterBeforeAuthenticateGameCenter, runtime.Initializer.RegisterAfterAuthenticateGameCenter),
	login("AuthenticateGoogle", "google", runtime.Initializer.RegisterBeforeAuthenticateGoogle, runtime.Initializer.RegisterAfterAuthenticateGoogle),
	login("AuthenticateSteam", "steam", runtime.Initializer.RegisterBeforeAuthenticateSteam, runtime.Initializer.RegisterAfterAuthenticateSteam),
	usesMethod("LinkApple", "apple", runtime.Initializer.RegisterBeforeLinkApple),
	usesMethod("LinkCustom", "custom", runtime.Initializer.RegisterBeforeLinkCustom),
	usesMethodIf("LinkDevice", "device", runtime.Initializer.RegisterBeforeLinkDevice, then(changing[api.AccountDevice], (*guard).linkDevice)),
	usesMethod("LinkEmail", "email", runtime.Initializer.RegisterBeforeLinkEmail),
	usesMethod("LinkFacebook", "facebook", runtime.Initializer.RegisterBeforeLinkFacebook),
	usesMethod("LinkFacebookInstantGame", "facebook_instant", runtime.Initializer.RegisterBeforeLinkFacebookInstantGame),
	usesMethod("LinkGameCenter", "game_center", runtime.Initializer.RegisterBeforeLinkGameCenter),
	usesMethod("LinkGoogle", "google", runtime.Initializer.RegisterBeforeLinkGoogle),
	usesMethod("LinkSteam", "steam", runtime.Initializer.RegisterBeforeLinkSteam),
	usesMethod("UnlinkApple", "apple", runtime.Initializer.RegisterBeforeUnlinkApple),
	usesMethod("UnlinkCustom", "custom", runtime.Initializer.RegisterBeforeUnlinkCustom),
	usesMethod("UnlinkDevice", "device", runtime.Initializer.RegisterBeforeUnlinkDevice),
	usesMethod("UnlinkEmail", "email", runtime.Initializer.RegisterBeforeUnlinkEmail),
	usesMethod("UnlinkFacebook", "facebook", runtime.Initializer.RegisterBeforeUnlinkFacebook),
	usesMethod("UnlinkFacebookInstantGame", "facebook_instant", runtime.Initializer.RegisterBeforeUnlinkFacebookInstantGame),
	usesMethod("UnlinkGameCenter", "game_center", runtime.Initializer.RegisterBeforeUnlinkGameCenter),
	usesMethod("UnlinkGoogle", "google", runtime.Initializer.RegisterBeforeUnlinkGoogle),
	usesMethod("UnlinkSteam", "steam", runtime.Initializer.RegisterBeforeUnlinkSteam),
	open("SessionRefresh", "Renews the player's own session."),
	open("SessionLogout", "The player's own session."),

	// Accounts and friends.
	checkedBare("GetAccount", runtime.Initializer.RegisterBeforeGetAccount, listing[emptypb.Empty], whyList),
	checked("UpdateAccount", runtime.Initializer.RegisterBeforeUpdateAccount, then(social(checkAccount), nameIsPublic),
		whyUsername+" Display names: at most 32 characters, not blank, no control or invisible characters, so that no player can look like another; joiners and flags are fine. No new name while dead in a running game. "+whySocial),
	open("DeleteAccount", "The player's own account. The server keeps its receipts."),
	checked("GetUsers", runtime.Initializer.RegisterBeforeGetUsers, listing, whyList),
	checked("ListFriends", runtime.Initializer.RegisterBeforeListFriends, listFriends, whyList),
	checked("ListFriendsOfFriends", runtime.Initializer.RegisterBeforeListFriendsOfFriends, listing, whyList),
	checked("AddFriends", runtime.Initializer.RegisterBeforeAddFriends, then(contacts(friends[api.AddFriendsRequest], checkFriends), reachesUsers(friends[api.AddFriendsRequest])), whyGhost+" Metadata: at most 1 KiB, "+whyJSON+" "+whyContacts),
	checked("DeleteFriends", runtime.Initializer.RegisterBeforeDeleteFriends, contacts(friends[api.DeleteFriendsRequest], nil), whyContacts),
	checked("BlockFriends", runtime.Initializer.RegisterBeforeBlockFriends, contacts(friends[api.BlockFriendsRequest], nil), whyContacts),
	usesMethod("ImportFacebookFriends", "facebook", runtime.Initializer.RegisterBeforeImportFacebookFriends),
	usesMethod("ImportSteamFriends", "steam", runtime.Initializer.RegisterBeforeImportSteamFriends),
	checked("ListNotifications", runtime.Initializer.RegisterBeforeListNotifications, listing, whyList),
	checked("DeleteNotifications", runtime.Initializer.RegisterBeforeDeleteNotifications, listing, whyList),

	// Groups. Nakama itself checks who may do what in a group.
	checked("CreateGroup", runtime.Initializer.RegisterBeforeCreateGroup, (*guard).createGroup,
		"At most `SAGISHI_GROUP_MAX_SIZE` members. At most `SAGISHI_GROUPS_OWNED` groups of a player, and one in 2 seconds (20 at once)."),
	checked("UpdateGroup", runtime.Initializer.RegisterBeforeUpdateGroup, then(contacts(ofGroup[api.UpdateGroupRequest], nil), reachesGroup[api.UpdateGroupRequest]), whyGhost+" "+whyContacts),
	bySetting(checked("DeleteGroup", runtime.Initializer.RegisterBeforeDeleteGroup, (*guard).deleteGroup,
		"Refused if `SAGISHI_GROUP_DELETE` is false. "+whySocial)),
	checked("JoinGroup", runtime.Initializer.RegisterBeforeJoinGroup, then(contacts(ofGroup[api.JoinGroupRequest], nil), reachesGroup[api.JoinGroupRequest]), whyGhost+" "+whyContacts),
	checked("LeaveGroup", runtime.Initializer.RegisterBeforeLeaveGroup, contacts(ofGroup[api.LeaveGroupRequest], nil), whyContacts),
	checked("AddGroupUsers", runtime.Initializer.RegisterBeforeAddGroupUsers, then(contacts(members[api.AddGroupUsersRequest], nil), then((*guard).addToGroup, reachesUsers(members[api.AddGroupUsersRequest]))), "Only players who asked to join. "+whyGhost+" "+whyContacts),
	checked("BanGroupUsers", runtime.Initializer.RegisterBeforeBanGroupUsers, then(contacts(members[api.BanGroupUsersRequest], nil), reachesUsers(members[api.BanGroupUsersRequest])), whyGhost+" "+whyContacts),
	checked("KickGroupUsers", runtime.Initializer.RegisterBeforeKickGroupUsers, then(contacts(members[api.KickGroupUsersRequest], nil), reachesUsers(members[api.KickGroupUsersRequest])), whyGhost+" "+whyContacts),
	checked("PromoteGroupUsers", runtime.Initializer.RegisterBeforePromoteGroupUsers, then(contacts(members[api.PromoteGroupUsersRequest], nil), reachesUsers(members[api.PromoteGroupUsersRequest])), whyGhost+" "+whyContacts),
	checked("DemoteGroupUsers", runtime.Initializer.RegisterBeforeDemoteGroupUsers, then(contacts(members[api.DemoteGroupUsersRequest], nil), reachesUsers(members[api.DemoteGroupUsersRequest])), whyGhost+" "+whyContacts),
	checked("ListGroupUsers", runtime.Initializer.RegisterBeforeListGroupUsers, listing, whyList),
	checked("ListUserGroups", runtime.Initializer.RegisterBeforeListUserGroups, listUserGroups, whyList),
	checked("ListGroups", runtime.Initializer.RegisterBeforeListGroups, then((*guard).searchGroups, listingObjects[api.ListGroupsRequest]),
		"Names: at most 256 bytes. At most 5 requests a second (40 at once), which are lists, too."),

	// Chat, matches and parties.
	checked("ListChannelMessages", runtime.Initializer.RegisterBeforeListChannelMessages, then(content(chat.CheckHistory), listing[api.ListChannelMessagesRequest]),
		"Refused for the rooms of matches: only members read them. "+whyList),
	checked("ListMatches", runtime.Initializer.RegisterBeforeListMatches, (*guard).listMatches, "Private matches are left out, and relayed ones unless only they are asked for. "+whySearch),
	open("GetMatchmakerStats", "Counts only, no names."),
	checked("ListParties", runtime.Initializer.RegisterBeforeListParties, (*guard).listParties, whySearch),

	// Boards and tournaments.
	checked("WriteLeaderboardRecord", runtime.Initializer.RegisterBeforeWriteLeaderboardRecord, (*guard).writeLeaderboardRecord, whyScores),
	checked("WriteTournamentRecord", runtime.Initializer.RegisterBeforeWriteTournamentRecord, (*guard).writeTournamentRecord, whyScores),
	checked("DeleteLeaderboardRecord", runtime.Initializer.RegisterBeforeDeleteLeaderboardRecord, changing, whyChanges),
	checked("DeleteTournamentRecord", runtime.Initializer.RegisterBeforeDeleteTournamentRecord, changing, whyChanges),
	checked("ListLeaderboardRecords", runtime.Initializer.RegisterBeforeListLeaderboardRecords, listing, whyList),
	checked("ListLeaderboardRecordsAroundOwner", runtime.Initializer.RegisterBeforeListLeaderboardRecordsAroundOwner, listing, whyList),
	checked("JoinTournament", runtime.Initializer.RegisterBeforeJoinTournament, changing, whyChanges),
	checked("ListTournaments", runtime.Initializer.RegisterBeforeListTournaments, listing, whyList),
	checked("ListTournamentRecords", runtime.Initializer.RegisterBeforeListTournamentRecords, listing, whyList),
	checked("ListTournamentRecordsAroundOwner", runtime.Initializer.RegisterBeforeListTournamentRecordsAroundOwner, listing, whyList),

	// Storage.
	checked("ListStorageObjects", runtime.Initializer.RegisterBeforeListStorageObjects, listingObjects, whyList),
	checked("ReadStorageObjects", runtime.Initializer.RegisterBeforeReadStorageObjects, readObjects, whyList),
	checked("WriteStorageObjects", runtime.Initializer.RegisterBeforeWriteStorageObjects, (*guard).writeStorage,
		"Refused for the collections that the server writes: a client could create them first. At most `SAGISHI_STORAGE_OBJECTS` objects of a player. Values: at most 16 KiB, "+whyJSON+" "+whyStorageRate),
	checked("DeleteStorageObjects", runtime.Initializer.RegisterBeforeDeleteStorageObjects, (*guard).deleteStorage,
		"Refused for the collections that the server writes: without its receipt a payment could be made again. "+whyStorageRate),

	// Purchases. Nakama asks the store; coins follow once a transaction.
	purchase("ValidatePurchaseApple", runtime.Initializer.RegisterBeforeValidatePurchaseApple, runtime.Initializer.RegisterAfterValidatePurchaseApple,
		func(in *api.ValidatePurchaseAppleRequest) **wrapperspb.BoolValue { return &in.Persist }),
	purchase("ValidatePurchaseGoogle", runtime.Initializer.RegisterBeforeValidatePurchaseGoogle, runtime.Initializer.RegisterAfterValidatePurchaseGoogle,
		func(in *api.ValidatePurchaseGoogleRequest) **wrapperspb.BoolValue { return &in.Persist }),
	purchase("ValidatePurchaseHuawei", runtime.Initializer.RegisterBeforeValidatePurchaseHuawei, runtime.Initializer.RegisterAfterValidatePurchaseHuawei,
		func(in *api.ValidatePurchaseHuaweiRequest) **wrapperspb.BoolValue { return &in.Persist }),
	purchase("ValidatePurchaseSamsung", runtime.Initializer.RegisterBeforeValidatePurchaseSamsung, runtime.Initializer.RegisterAfterValidatePurchaseSamsung,
		func(in *api.ValidatePurchaseSamsungRequest) **wrapperspb.BoolValue { return &in.Persist }),
	purchase("ValidatePurchaseFacebookInstant", runtime.Initializer.RegisterBeforeValidatePurchaseFacebookInstant, runtime.Initializer.RegisterAfterValidatePurchaseFacebookInstant,
		func(in *api.ValidatePurchaseFacebookInstantRequest) **wrapperspb.BoolValue { return &in.Persist }),
	checked("ValidateSubscriptionApple", runtime.Initializer.RegisterBeforeValidateSubscriptionApple, changing, whyChanges),
	checked("ValidateSubscriptionGoogle", runtime.Initializer.RegisterBeforeValidateSubscriptionGoogle, changing, whyChanges),
	checked("ListSubscriptions", runtime.Initializer.RegisterBeforeListSubscriptions, listing, whyList),
	checked("GetSubscription", runtime.Initializer.RegisterBeforeGetSubscription, listing, whyList),
}

// messages has the decision about each realtime message.
var messages = []rule{
	// Chat.
	checkedRT("ChannelJoin", (*rtapi.Envelope).GetChannelJoin, (*guard).joinChannel,
		"A match's room: its players only, without persistence, not hidden, at most 5 requests a second (20 at once). Ghost rooms: refused, the server adds their members. Others: "+whySocial+" A direct message: one in 10 seconds (10 at once) to the same player, who is notified."),
	open("ChannelLeave", "The player's own presence."),
	checkedRT("ChannelMessageSend", (*rtapi.Envelope).GetChannelMessageSend, (*guard).sendMessage,
		"At most 1 KiB, and 5 messages a second (20 at once). JSON: "+whyJSON+" In a match's room: refused for living players while the game is played, and always for others than its players. Ghosts write to ghosts only, also in other rooms, groups and direct messages."),
	checkedRT("ChannelMessageUpdate", (*rtapi.Envelope).GetChannelMessageUpdate, (*guard).updateMessage, whyEdit),
	checkedRT("ChannelMessageRemove", (*rtapi.Envelope).GetChannelMessageRemove, (*guard).removeMessage, whyEdit),

	// Matches and matchmaking.
	checkedRT("MatchCreate", (*rtapi.Envelope).GetMatchCreate, (*guard).createRelayed,
		"Refused if `SAGISHI_RELAYED_MATCHES` is false: use the `create_match` RPC. Nothing in a relayed match counts. "+whyDrain+" At most one in 2 seconds (20 at once)."),
	checkedRT("MatchJoin", (*rtapi.Envelope).GetMatchJoin, (*guard).joinMatch,
		"Relayed matches are refused if `SAGISHI_RELAYED_MATCHES` is false. A player has one seat: one in another lobby is given up, and a player alive in a running game is refused. At most 5 requests a second (20 at once): each interrupts the match."),
	open("MatchLeave", "The player's own presence."),
	limitedRT("MatchDataSend", func(g *guard) envelopeHook { return g.limits.gate }, whyData),
	checkedRT("MatchmakerAdd", (*rtapi.Envelope).GetMatchmakerAdd, (*guard).addTicket, whyTicket),
	open("MatchmakerRemove", "The player's own ticket."),

	// Parties. Nakama itself checks who leads.
	checkedRT("PartyCreate", (*rtapi.Envelope).GetPartyCreate, social(checkPartyCreate),
		whyParty),
	checkedRT("PartyUpdate", (*rtapi.Envelope).GetPartyUpdate, then(social(checkPartyUpdate), reachesParty[rtapi.PartyUpdate]),
		whyParty),
	checkedRT("PartyJoin", (*rtapi.Envelope).GetPartyJoin, then(social[rtapi.PartyJoin](nil), reachesParty[rtapi.PartyJoin]), whyParty),
	open("PartyLeave", "The player's own presence."),
	checkedRT("PartyPromote", (*rtapi.Envelope).GetPartyPromote, social[rtapi.PartyPromote](nil), whySocial),
	checkedRT("PartyAccept", (*rtapi.Envelope).GetPartyAccept, social[rtapi.PartyAccept](nil), whySocial),
	checkedRT("PartyRemove", (*rtapi.Envelope).GetPartyRemove, social[rtapi.PartyRemove](nil), whySocial),
	checkedRT("PartyClose", (*rtapi.Envelope).GetPartyClose, social[rtapi.PartyClose](nil), whySocial),
	checkedRT("PartyJoinRequestList", (*rtapi.Envelope).GetPartyJoinRequestList, listing[rtapi.PartyJoinRequestList], whyList),
	checkedRT("PartyMatchmakerAdd", (*rtapi.Envelope).GetPartyMatchmakerAdd, (*guard).addPartyTicket, whyTicket),
	open("PartyMatchmakerRemove", "The leader only."),
	limitedRT("PartyDataSend", func(g *guard) envelopeHook { return g.partyData }, whyData+" "+whyGhost),

	// Presence.
	checkedRT("StatusFollow", (*rtapi.Envelope).GetStatusFollow, (*guard).follow, "At most 100 players in one request, and 25 a second (200 at once)."),
	checkedRT("StatusUnfollow", (*rtapi.Envelope).GetStatusUnfollow, (*guard).unfollow, whySocial),
	checkedRT("StatusUpdate", (*rtapi.Envelope).GetStatusUpdate, then(social(checkStatus), statusReachesFollowers),
		"At most 512 bytes; JSON: "+whyJSON+" "+whyGhost+" "+whySocial),
	open("Ping", "Keeps the socket open."),
	open("Pong", "Keeps the socket open."),
	open("Rpc", "Nakama runs no hook. Each RPC checks its caller."),

	server("Channel"), server("ChannelMessage"), server("ChannelMessageAck"), server("ChannelPresenceEvent"),
	server("Error"), server("Match"), server("MatchData"), server("MatchPresenceEvent"),
	server("MatchmakerMatched"), server("MatchmakerTicket"), server("Notifications"),
	server("Status"), server("StatusPresenceEvent"), server("StreamData"), server("StreamPresenceEvent"),
	server("Party"), server("PartyLeader"), server("PartyJoinRequest"), server("PartyMatchmakerTicket"),
	server("PartyData"), server("PartyPresenceEvent"),
}
