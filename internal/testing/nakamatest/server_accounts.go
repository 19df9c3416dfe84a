package nakamatest

import (
	"context"
	"errors"
	"time"

	"github.com/heroiclabs/nakama-common/runtime"
)

// AccountUpdateId changes the fields that are not empty. Metadata is replaced as a
// whole. A missing account is no error.
func (n *Nakama) AccountUpdateId(ctx context.Context, userID, username string, metadata map[string]any, displayName, timezone, location, langTag, avatarURL string) error { //nolint:revive // Nakama's name
	return n.call(ctx, "AccountUpdateId", func(db *database) error {
		return db.updateAccount(&runtime.AccountUpdate{
			UserID: userID, Username: username, Metadata: metadata, DisplayName: displayName,
			Timezone: timezone, Location: location, LangTag: langTag, AvatarUrl: avatarURL,
		})
	})
}

func (db *database) updateAccount(update *runtime.AccountUpdate) error {
	if !isID(update.UserID) {
		return errUserID
	}
	if invalidUsername.MatchString(update.Username) {
		return errors.New("Username invalid, no spaces or control characters allowed.") //nolint:staticcheck // the server's words
	}
	if update.Metadata == nil && update.Username+update.DisplayName+update.Timezone+update.Location+update.LangTag+update.AvatarUrl == "" {
		return errors.New("No fields to update.") //nolint:staticcheck // the server's words
	}
	old, ok := db.users[update.UserID]
	if !ok {
		return nil
	}
	if other := db.userNamed(update.Username); update.Username != "" && other != nil && other != old {
		return errUsernameTaken
	}
	changed := *old
	if update.Metadata != nil {
		text, err := encodeMap(update.Metadata)
		if err != nil {
			return encodeError(err)
		}
		changed.metadata = text
	}
	for _, field := range []struct {
		to   *string
		from string
	}{
		{&changed.username, update.Username},
		{&changed.displayName, update.DisplayName},
		{&changed.timezone, update.Timezone},
		{&changed.location, update.Location},
		{&changed.langTag, update.LangTag},
		{&changed.avatarURL, update.AvatarUrl},
	} {
		if field.from != "" {
			*field.to = field.from
		}
	}
	changed.updated = db.now
	put(db, db.users, changed.id, &changed)
	return nil
}

// UsersBanId disables accounts and ends their sessions.
func (n *Nakama) UsersBanId(ctx context.Context, userIDs []string) error { //nolint:revive // Nakama's name
	err := n.call(ctx, "UsersBanId", func(db *database) error { return db.ban(userIDs, true) })
	if err != nil {
		return err
	}
	for _, id := range userIDs {
		n.endSessions(id) //nolint:contextcheck // the end of a session has a context of its own
	}
	return nil
}

// UsersUnbanId enables accounts again.
func (n *Nakama) UsersUnbanId(ctx context.Context, userIDs []string) error { //nolint:revive // Nakama's name
	return n.call(ctx, "UsersUnbanId", func(db *database) error { return db.ban(userIDs, false) })
}

func (db *database) ban(userIDs []string, banned bool) error {
	if err := checkIDs(userIDs); err != nil {
		return err
	}
	for _, u := range db.usersByID(userIDs) {
		changed := *u
		changed.disabled = time.Time{}
		if banned {
			changed.disabled = db.now
		}
		put(db, db.users, u.id, &changed)
	}
	return nil
}
