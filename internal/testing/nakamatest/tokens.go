package nakamatest

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"strings"
	"time"
)

// Nakama's default keys and lives of tokens.
const (
	sessionKey  = "defaultencryptionkey"
	refreshKey  = "defaultrefreshencryptionkey"
	sessionLife = time.Minute
	refreshLife = time.Hour
)

var errToken = errors.New("token is invalid")

// claims is the content of a token of a session.
type claims struct {
	TokenID  string            `json:"tid,omitempty"`
	UserID   string            `json:"uid,omitempty"`
	Username string            `json:"usn,omitempty"`
	Vars     map[string]string `json:"vrs,omitempty"`
	Expires  int64             `json:"exp,omitempty"`
	Issued   int64             `json:"iat,omitempty"`
	MatchID  string            `json:"mid,omitempty"` // of the matchmaker's token for a relayed match
}

// tokenHeader is the first part of every token: {"alg":"HS256","typ":"JWT"}.
const tokenHeader = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9"

// sign returns the claims as a JSON web token.
func (c claims) sign(key string) string {
	text, err := json.Marshal(c)
	if err != nil {
		return ""
	}
	signed := tokenHeader + "." + base64.RawURLEncoding.EncodeToString(text)
	return signed + "." + signature(signed, key)
}

func signature(text, key string) string {
	mac := hmac.New(sha256.New, []byte(key))
	mac.Write([]byte(text))
	return base64.RawURLEncoding.EncodeToString(mac.Sum(nil))
}

// parseToken checks a token's signature and expiry, and returns its claims.
func parseToken(token, key string, now time.Time) (c claims, err error) {
	at := strings.LastIndexByte(token, '.')
	if at < 0 || !strings.HasPrefix(token, tokenHeader+".") || at < len(tokenHeader) {
		return c, errToken
	}
	if !hmac.Equal([]byte(signature(token[:at], key)), []byte(token[at+1:])) {
		return c, errToken
	}
	text, err := base64.RawURLEncoding.DecodeString(token[len(tokenHeader)+1 : at])
	if err != nil {
		return c, errToken
	}
	if err := json.Unmarshal(text, &c); err != nil || c.Expires <= now.Unix() {
		return claims{}, errToken
	}
	return c, nil
}

// revocations are the tokens of a user that are no longer valid.
type revocations struct {
	before            int64 // tokens issued earlier, in seconds; 0 for none
	sessions, refresh map[string]bool
}

// revoke makes tokens of a user invalid: those with the ids, or all without an id.
// The caller holds the lock of the database.
func (l *process) revoke(userID, session, refresh string, now int64) {
	r, ok := l.revoked[userID]
	if !ok {
		r = &revocations{sessions: map[string]bool{}, refresh: map[string]bool{}}
		l.revoked[userID] = r
	}
	if session == "" && refresh == "" {
		r.before = now
		return
	}
	r.sessions[session], r.refresh[refresh] = true, true
}

// valid reports whether a token of a session, or a refresh token, was not revoked.
func (l *process) valid(c claims, refresh bool, life time.Duration) bool {
	r, ok := l.revoked[c.UserID]
	if !ok {
		return true
	}
	ids := r.sessions
	if refresh {
		ids = r.refresh
	}
	return (r.before == 0 || c.Expires-int64(life/time.Second) >= r.before) && !ids[c.TokenID]
}
