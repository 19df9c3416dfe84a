package lobby

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/heroiclabs/nakama-common/runtime"

	"sagishi/internal/platform/apierr"
	"sagishi/internal/platform/storage"
)

// codeLetters leaves out letters that look alike (I, L, O, and U beside V).
const codeLetters = "ABCDEFGHJKMNPQRSTVWXYZ"

const (
	codeLength   = 6
	codeAttempts = 8 // a code is taken by chance about once in ten million
)

// codeRecord is what storage holds under a code. The record belongs to the
// server, so that every server finds it.
type codeRecord struct {
	MatchID string `json:"match_id"`
}

// JoinCode finds the match of a code. Codes may be typed in small letters.
func (s *Service) JoinCode(ctx context.Context, code string) (string, error) {
	code = strings.ToUpper(strings.TrimSpace(code))
	if !validCode(code) {
		return "", apierr.Invalid("code: must be %d letters", codeLength)
	}
	record, err := storage.Read[codeRecord](ctx, s.nk, codeRef(code))
	if err != nil {
		return "", err
	}
	if !record.Found() {
		return "", apierr.NotFound("no match has the code %s", code)
	}
	alive, err := s.alive(ctx, record.Value.MatchID)
	if err != nil {
		return "", err
	}
	if !alive {
		s.forget(ctx, record)
		return "", apierr.NotFound("no match has the code %s", code)
	}
	return record.Value.MatchID, nil
}

// Release frees the code of a match that has ended. A code that another match
// has by now is left alone.
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

// newCode draws a code that no living match has.
func (s *Service) newCode(ctx context.Context, matchID string) (string, error) {
	for range codeAttempts {
		code, err := drawCode(s.random)
		if err != nil {
			return "", err
		}
		taken, err := s.takeCode(ctx, code, matchID)
		if err != nil {
			return "", err
		}
		if taken {
			return code, nil
		}
	}
	return "", fmt.Errorf("no free join code in %d draws", codeAttempts)
}

// takeCode writes the code's record if no living match has it, on condition
// that nobody else writes it meanwhile.
func (s *Service) takeCode(ctx context.Context, code, matchID string) (bool, error) {
	record, err := storage.Read[codeRecord](ctx, s.nk, codeRef(code))
	if err != nil {
		return false, err
	}
	if record.Found() {
		alive, err := s.alive(ctx, record.Value.MatchID)
		if err != nil || alive || !ours(ctx, record.Value.MatchID) {
			return false, err
		}
	}
	write, err := storage.Write(record.Ref, codeRecord{MatchID: matchID}, record.Version, storage.ReadNone)
	if err != nil {
		return false, err
	}
	if _, err = s.nk.StorageWrite(ctx, []*runtime.StorageWrite{write}); err != nil {
		if errors.Is(err, runtime.ErrStorageRejectedVersion) {
			return false, nil
		}
		return false, fmt.Errorf("keep code: %w", err)
	}
	return true, nil
}

// alive reports whether the match still runs.
func (s *Service) alive(ctx context.Context, matchID string) (bool, error) {
	match, err := s.nk.MatchGet(ctx, matchID)
	if errors.Is(err, runtime.ErrMatchIdInvalid) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("look up match: %w", err)
	}
	return match != nil, nil
}

// forget deletes the record of a match that is gone. It is a courtesy: if it
// fails, the next one who asks tries again.
func (s *Service) forget(ctx context.Context, record storage.Record[codeRecord]) {
	if ours(ctx, record.Value.MatchID) {
		_ = s.deleteCode(ctx, record)
	}
}

// deleteCode deletes the record as it was read. If somebody else deleted or
// rewrote it meanwhile there is nothing left to do; Nakama's error does not say
// so in a way that can be told from others, hence the second look.
func (s *Service) deleteCode(ctx context.Context, record storage.Record[codeRecord]) error {
	err := s.nk.StorageDelete(ctx, []*runtime.StorageDelete{{
		Collection: record.Collection, Key: record.Key, Version: record.Version,
	}})
	if err == nil {
		return nil
	}
	now, readErr := storage.Read[codeRecord](ctx, s.nk, record.Ref)
	if readErr == nil && now.Version != record.Version {
		return nil
	}
	return err
}

// ours reports whether the match would run on this node. A node does not see
// the matches of others, so it must not take them for gone.
func ours(ctx context.Context, matchID string) bool {
	node, _ := ctx.Value(runtime.RUNTIME_CTX_NODE).(string)
	_, of, found := strings.Cut(matchID, ".")
	return !found || node == "" || of == node
}

func codeRef(code string) storage.Ref { return storage.Ref{Collection: storage.Codes, Key: code} }

func validCode(code string) bool {
	if len(code) != codeLength {
		return false
	}
	for _, c := range code {
		if c < 'A' || c > 'Z' {
			return false
		}
	}
	return true
}

// drawCode draws each letter with the same chance: bytes past the last whole
// multiple of the alphabet are thrown away.
func drawCode(random io.Reader) (string, error) {
	const fair = 256 - 256%len(codeLetters)
	code := make([]byte, 0, codeLength)
	var one [1]byte
	for len(code) < codeLength {
		if _, err := io.ReadFull(random, one[:]); err != nil {
			return "", fmt.Errorf("draw join code: %w", err)
		}
		if int(one[0]) < fair {
			code = append(code, codeLetters[int(one[0])%len(codeLetters)])
		}
	}
	return string(code), nil
}
