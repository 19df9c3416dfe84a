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

// userIDPrefix is how all user ids of players begin.
const userIDPrefix = "5a615157-0000-4000-8000-"

// userID encodes match and seat in a player's id.
func userID(match, seat int) string {
	return fmt.Sprintf(userIDPrefix+"%010x%02x", match, seat)
}

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
