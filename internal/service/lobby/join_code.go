package lobby

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/heroiclabs/nakama-common/runtime"

	"sagishi/internal/platform/apierr"
	"sagishi/internal/platform/storage"
)

// codeRecord is stored under a join code. The record belongs to the
// server, so that every server finds it.
type codeRecord struct {
	MatchID string `json:"match_id"`
}

// JoinCode finds the match of a code, also of a private match. Codes may be typed
// in small letters. Any player may call it.
//
// Errors: invalid argument for a text that cannot be a code, not found if no
// running match has it, and exhausted, for wrong and right codes, while there
// were too many wrong ones on this server: many accounts together guess no
// faster than one.
func (s *Service) JoinCode(ctx context.Context, code string) (string, error) {
	code = strings.ToUpper(strings.TrimSpace(code))
	if !validCode(code) {
		return "", apierr.Invalid("code: must be %d letters", codeLength)
	}
	if !s.wrongCodes.Allow(allPlayers) {
		return "", apierr.Exhausted("too many wrong codes on this server, try again in a moment")
	}
	matchID, err := s.findCode(ctx, code)
	if apierr.CodeOf(err) != apierr.CodeNotFound {
		s.wrongCodes.Refund(allPlayers)
	}
	return matchID, err
}

// allPlayers is the caller of the limit that all players share.
const allPlayers = "all"

// findCode returns the running match of a code.
func (s *Service) findCode(ctx context.Context, code string) (string, error) {
	record, err := storage.Read[codeRecord](ctx, s.nk, codeRef(code))
	if err != nil {
		return "", err
	}
	if !record.Found() {
		return "", apierr.NotFound("no match has the code %s", code)
	}
	exists, err := s.matchExists(ctx, record.Value.MatchID)
	if err != nil {
		return "", err
	}
	if !exists {
		s.deleteStaleCode(ctx, record)
		return "", apierr.NotFound("no match has the code %s", code)
	}
	return record.Value.MatchID, nil
}

// Release frees the code of a match that has ended, unless another match has the
// code by now. Its errors are internal.
func (s *Service) Release(ctx context.Context, matchID, code string) error {
	if code == "" {
		return nil
	}
	record, err := storage.Read[codeRecord](ctx, s.nk, codeRef(code))
	if err != nil {
		return err
	}
	if !record.Found() || record.Value.MatchID != matchID {
		return nil
	}
	if err := s.deleteCode(ctx, record); err != nil {
		return fmt.Errorf("release code %s: %w", code, err)
	}
	return nil
}

// newCode draws a code that no running match has, and stores it.
func (s *Service) newCode(ctx context.Context, matchID string) (string, error) {
	for range codeAttempts {
		code, err := drawCode(s.random)
		if err != nil {
			return "", err
		}
		claimed, err := s.claimCode(ctx, code, matchID)
		if err != nil {
			return "", err
		}
		if claimed {
			return code, nil
		}
	}
	return "", fmt.Errorf("no free join code in %d draws", codeAttempts)
}

// claimCode stores the code for the match, unless a running match has it. It
// reports whether it did.
func (s *Service) claimCode(ctx context.Context, code, matchID string) (bool, error) {
	record, err := storage.Read[codeRecord](ctx, s.nk, codeRef(code))
	if err != nil {
		return false, err
	}
	if record.Found() {
		exists, err := s.matchExists(ctx, record.Value.MatchID)
		if err != nil || exists || !onThisNode(ctx, record.Value.MatchID) {
			return false, err
		}
	}
	record.Value.MatchID = matchID
	err = record.Save(ctx, s.nk, storage.ReadNone)
	if storage.IsConflict(err) {
		return false, nil
	}
	return err == nil, err
}

// matchExists reports whether the match still runs, as far as this node knows.
func (s *Service) matchExists(ctx context.Context, matchID string) (bool, error) {
	match, err := s.nk.MatchGet(ctx, matchID)
	if errors.Is(err, runtime.ErrMatchIdInvalid) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("look up match: %w", err)
	}
	return match != nil, nil
}

// deleteStaleCode deletes the code of a match that has ended. If that fails, the
// next request for the code tries again.
func (s *Service) deleteStaleCode(ctx context.Context, record storage.Record[codeRecord]) {
	if onThisNode(ctx, record.Value.MatchID) {
		_ = s.deleteCode(ctx, record)
	}
}

// deleteCode deletes the record as it was read. If somebody else deleted or
// rewrote it meanwhile, nothing is left to do. Nakama's error for that cannot be
// told from others, so the record is read again.
func (s *Service) deleteCode(ctx context.Context, record storage.Record[codeRecord]) error {
	err := storage.Delete(ctx, s.nk, record.Ref, record.Version)
	if err == nil {
		return nil
	}
	now, readErr := storage.Read[codeRecord](ctx, s.nk, record.Ref)
	if readErr == nil && now.Version != record.Version {
		return nil
	}
	return err
}

// onThisNode reports whether the match would run on this node. A node does not
// see the matches of others, so it cannot know that they have ended.
func onThisNode(ctx context.Context, matchID string) bool {
	node, _ := ctx.Value(runtime.RUNTIME_CTX_NODE).(string)
	_, of, found := strings.Cut(matchID, ".")
	return !found || node == "" || of == node
}

func codeRef(code string) storage.Ref { return storage.Ref{Collection: storage.Codes, Key: code} }
