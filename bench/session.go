package main

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"time"
)

// sessionKey is the key of a development server. With it the generator signs its
// own session tokens: logging in is not measured.
const sessionKey = "defaultencryptionkey"

// userID encodes match and seat in a player's id.
func userID(match, seat int) string {
	return fmt.Sprintf("5a615157-0000-4000-8000-%010x%02x", match, seat)
}

// insertAccounts creates the players' accounts, for more matches than a core holds: a
// match looks up the usernames of those who join.
const insertAccounts = `INSERT INTO users (id, username) SELECT
	('5a615157-0000-4000-8000-' || lpad(to_hex(match), 10, '0') || lpad(to_hex(seat), 2, '0'))::uuid, 'bot-' || match || '-' || seat
	FROM generate_series(0, 1999) AS match, generate_series(0, 9) AS seat`

// seatOf returns the seat in a user id; -1 if the id is not a player's.
func seatOf(id []byte) int {
	if len(id) != 36 {
		return -1
	}
	var seat [1]byte
	if _, err := hex.Decode(seat[:], id[34:]); err != nil {
		return -1
	}
	return int(seat[0])
}

// token is a session token for a player, as Nakama issues it.
func token(match, seat int) string {
	now := time.Now().Unix()
	encode := base64.RawURLEncoding.EncodeToString
	claims := fmt.Sprintf(`{"tid":"%s","uid":"%s","usn":"bot-%d-%d","exp":%d,"iat":%d}`,
		userID(match, seat), userID(match, seat), match, seat, now+7200, now)
	text := encode([]byte(`{"alg":"HS256","typ":"JWT"}`)) + "." + encode([]byte(claims))
	mac := hmac.New(sha256.New, []byte(sessionKey))
	mac.Write([]byte(text))
	return text + "." + encode(mac.Sum(nil))
}
