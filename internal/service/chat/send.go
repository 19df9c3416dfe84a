package chat

import (
	"context"

	"sagishi/internal/platform/apierr"
	"sagishi/internal/platform/callback"
	"sagishi/internal/service/lobby"
)

// RouteMessage returns the channel to which a new message goes. In a match's
// room the match decides: to everyone, to the ghosts, or, with code 7, to
// nobody. Other channels stay as they are, and are closed to a ghost, with code
// 7, if the living of its match read them.
func (s *Service) RouteMessage(ctx context.Context, caller callback.Caller, channelID string) (string, error) {
	room, found := roomOf(channelID)
	if !found {
		return channelID, s.checkChannel(ctx, caller.UserID, channelID)
	}
	target, err := s.route(ctx, caller, room.matchID)
	if err != nil {
		return "", err
	}
	return target.channelID(), nil
}

// RouteEdit returns the channel to which a change or the removal of a message
// goes. In a match's room the rules of a new message apply, so that a ghost
// does not reach the living by editing an old message. What was written in the
// ghost room stays there (code 9). Messages of others are refused with code 7.
func (s *Service) RouteEdit(ctx context.Context, caller callback.Caller, channelID, messageID string) (string, error) {
	sentTo, own := s.authors.channelOf(caller.SessionID, messageID)
	room, found := roomOf(channelID)
	if !found {
		if err := s.checkAuthor(caller, channelID, own && sentTo == channelID); err != nil {
			return "", err
		}
		return channelID, s.checkChannel(ctx, caller.UserID, channelID)
	}
	origin, known := roomOf(sentTo)
	if !own || !known || origin.matchID != room.matchID {
		return "", errNotAuthor()
	}
	target, err := s.route(ctx, caller, room.matchID)
	if err != nil {
		return "", err
	}
	if origin.ghosts && !target.ghosts {
		return "", apierr.Precondition("message_id: a message of the ghost room stays there")
	}
	return target.channelID(), nil
}

// route asks the match who reads the caller's messages, and returns a room
// whose members are exactly those.
func (s *Service) route(ctx context.Context, caller callback.Caller, matchID string) (matchRoom, error) {
	answer, err := s.matches.Chat(ctx, matchID, caller.UserID, caller.Username, lobby.ChatWrite)
	if err != nil {
		return matchRoom{}, err
	}
	room := matchRoom{matchID: matchID}
	if answer.Room != lobby.RoomAll && answer.Room != lobby.RoomGhosts {
		return matchRoom{}, denied(answer)
	}
	members, err := s.removeNonMembers(room)
	if err != nil || answer.Room == lobby.RoomAll {
		return room, err
	}
	room.ghosts = true
	return room, s.syncGhostRoom(room, caller, answer.Ghosts, members)
}
