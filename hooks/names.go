package hooks

import (
	"unicode"
	"unicode/utf8"

	"github.com/heroiclabs/nakama-common/api"

	"sagishi/internal/platform/apierr"
)

const (
	minUsername, maxUsername = 3, 20
	maxDisplayName           = 32 // characters
)

func checkAccount(in *api.UpdateAccountRequest) error {
	if err := checkUsername(in.GetUsername().GetValue()); err != nil {
		return err
	}
	return checkDisplayName(in.GetDisplayName().GetValue())
}

// checkUsername checks a name that the client may have chosen. Nakama replaces
// an empty one.
func checkUsername(name string) error {
	if name == "" || isUsername(name) {
		return nil
	}
	return apierr.Invalid("username: must be %d to %d of letters, digits, _, - and .", minUsername, maxUsername)
}

func isUsername(name string) bool {
	if len(name) < minUsername || len(name) > maxUsername {
		return false
	}
	for _, c := range []byte(name) {
		letter := c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
		digit := c >= '0' && c <= '9'
		if !letter && !digit && c != '_' && c != '-' && c != '.' {
			return false
		}
	}
	return true
}

func checkDisplayName(name string) error {
	if !utf8.ValidString(name) || utf8.RuneCountInString(name) > maxDisplayName {
		return apierr.Invalid("display_name: must be at most %d characters", maxDisplayName)
	}
	visible := name == "" // an empty name removes the display name
	for _, r := range name {
		if isControl(r) {
			return apierr.Invalid("display_name: must not have control characters")
		}
		visible = visible || !isBlank(r)
	}
	if !visible {
		return apierr.Invalid("display_name: must not be blank")
	}
	return nil
}

// isControl reports whether a character controls the text instead of being
// shown: control characters, line and paragraph separators, and invisible
// characters, with which a name can look like another. The two joiners are
// allowed, because scripts and emoji sequences need them.
func isControl(r rune) bool {
	if r == zeroWidthNonJoiner || r == zeroWidthJoiner {
		return false
	}
	return unicode.IsControl(r) || unicode.In(r, unicode.Cf, unicode.Zl, unicode.Zp)
}

// isBlank reports whether a character shows nothing.
func isBlank(r rune) bool {
	return unicode.IsSpace(r) || unicode.In(r, unicode.Other_Default_Ignorable_Code_Point, unicode.Variation_Selector) ||
		r == zeroWidthNonJoiner || r == zeroWidthJoiner || r == emptyBraille
}

const (
	zeroWidthNonJoiner = '\u200c'
	zeroWidthJoiner    = '\u200d'
	emptyBraille       = '\u2800'
)
