package groups

import (
	"context"
	"fmt"
	"unicode/utf8"

	"sagishi/internal/platform/apierr"
	"sagishi/internal/platform/storage"
)

// The bounds of one list of a group's metadata.
const (
	maxEntries     = 32
	maxEntryLength = 128
)

// Interests are the lists that describe a group. A nil list stays as it is.
type Interests struct {
	Interests   *[]string
	ActiveTimes *[]string
	Languages   *[]string
}

// list is one list of a group's metadata.
type list struct {
	key     string
	entries []string
}

// lists are the lists that are given.
func (i Interests) lists() []list {
	var lists []list
	for _, l := range []struct {
		key     string
		entries *[]string
	}{{"interests", i.Interests}, {"active_times", i.ActiveTimes}, {"languages", i.Languages}} {
		if l.entries != nil {
			lists = append(lists, list{key: l.key, entries: append([]string{}, *l.entries...)})
		}
	}
	return lists
}

// SetInterests replaces the given lists in the group's metadata, keeps all its
// other entries, and returns the metadata after the change. A superadmin or admin
// of the group may call it.
//
// A group has no version, so two admins at once would undo each other's change:
// each change holds the group's lock.
//
// Errors: unauthenticated without a user, invalid argument for a list that is too
// long, not found for an unknown group, permission denied for other users,
// aborted while another admin changes the group.
func (s *Service) SetInterests(ctx context.Context, userID, groupID string, interests Interests) (map[string]any, error) {
	lists := interests.lists()
	for _, l := range lists {
		if err := l.check(); err != nil {
			return nil, err
		}
	}
	group, err := s.group(ctx, groupID)
	if err != nil {
		return nil, err
	}
	// Before taking the lock: users who may not change the group must not block
	// those who may.
	if err := s.authorize(ctx, group, userID); err != nil {
		return nil, err
	}
	var metadata map[string]any
	err = s.withLock(ctx, groupID, func() error {
		metadata, err = s.merge(ctx, userID, groupID, lists)
		return err
	})
	return metadata, err
}

// merge reads the group, replaces the lists in its metadata and writes it.
func (s *Service) merge(ctx context.Context, userID, groupID string, lists []list) (map[string]any, error) {
	group, err := s.group(ctx, groupID)
	if err != nil {
		return nil, err
	}
	metadata, err := storage.DecodeObject(group.GetMetadata())
	if err != nil {
		return nil, fmt.Errorf("group metadata: %w", err)
	}
	for _, l := range lists {
		metadata[l.key] = l.entries
	}
	if err := s.update(ctx, group, userID, change{metadata: metadata}); err != nil {
		return nil, err
	}
	return metadata, nil
}

func (l list) check() error {
	if len(l.entries) > maxEntries {
		return apierr.Invalid("%s must have at most %d entries", l.key, maxEntries)
	}
	for i, entry := range l.entries {
		if n := utf8.RuneCountInString(entry); n < 1 || n > maxEntryLength {
			return apierr.Invalid("%s[%d] must have 1..%d characters", l.key, i, maxEntryLength)
		}
	}
	return nil
}
