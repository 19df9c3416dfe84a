// Package referrals rewards players who invite others, and the invited players:
// once, and only after the invited player's first counted games.
//
// It imports platform packages and notifications. Begin with referrals.go.
package referrals
