package hooks

import (
	"regexp"
	"strings"
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
	if err := checkDisplayName(in.GetDisplayName().GetValue()); err != nil {
		return err
	}
	return checkAllTexts(in)
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
	if name == "" {
		return nil // removes the display name
	}
	if !utf8.ValidString(name) || utf8.RuneCountInString(name) > maxDisplayName {
		return apierr.Invalid("display_name: must be at most %d characters", maxDisplayName)
	}
	visible := false
	before := ' '
	for _, r := range withoutMark(tagFlag.ReplaceAllString(name, blackFlag)) {
		switch {
		case isBlank(r):
		case isVisible(r):
			visible = true
		case !isJoined(before, r):
			return apierr.Invalid("display_name: must not have control or invisible characters")
		}
		before = r
	}
	if !visible {
		return apierr.Invalid("display_name: must not be blank")
	}
	return nil
}

// tagFlag is the flag of a part of a country, such as Scotland: a black flag
// and invisible letters.
var tagFlag = regexp.MustCompile(blackFlag + `[\x{e0030}-\x{e007a}]{1,6}\x{e007f}`)

const blackFlag = "\U0001f3f4"

// withoutMark removes a direction mark at the end, which keyboards of scripts
// from right to left add.
func withoutMark(name string) string {
	for _, mark := range []string{"\u200e", "\u200f", "\u061c"} {
		if rest, found := strings.CutSuffix(name, mark); found {
			return rest
		}
	}
	return name
}

// isBlank reports whether a character is a space.
func isBlank(r rune) bool { return unicode.Is(unicode.Zs, r) }

// isVisible reports whether a character shows something by itself: it is no
// control character, no separator of lines, and not invisible.
func isVisible(r rune) bool {
	return !unicode.IsControl(r) && r != emptyBraille &&
		!unicode.In(r, unicode.Z, unicode.Cf, unicode.Other_Default_Ignorable_Code_Point, unicode.Variation_Selector, unicode.Noncharacter_Code_Point)
}

// isJoined reports whether an invisible character has a meaning after another
// character: a joiner in an emoji or in a script that joins letters, or the
// choice of a variant of an emoji or an ideograph.
func isJoined(before, r rune) bool {
	switch {
	case r == zeroWidthJoiner:
		return isEmoji(before) || isJoiningLetter(before)
	case r == zeroWidthNonJoiner:
		return isJoiningLetter(before)
	case r == emojiVariant || r == textVariant:
		return isVisible(before) && !unicode.IsLetter(before)
	case unicode.Is(unicode.Variation_Selector, r):
		return unicode.In(before, unicode.Han, unicode.Mongolian)
	}
	return false
}

func isEmoji(r rune) bool {
	return unicode.In(r, unicode.So, unicode.Sk) || r == emojiVariant
}

// isJoiningLetter reports whether a letter or a mark is of a script in which
// joiners matter, which no alphabet of separate letters is.
func isJoiningLetter(r rune) bool {
	return unicode.In(r, unicode.L, unicode.M) && !unicode.In(r, unicode.Latin, unicode.Greek, unicode.Cyrillic, unicode.Han,
		unicode.Hiragana, unicode.Katakana, unicode.Hangul, unicode.Variation_Selector)
}

const (
	zeroWidthNonJoiner = '\u200c'
	zeroWidthJoiner    = '\u200d'
	textVariant        = '\ufe0e'
	emojiVariant       = '\ufe0f'
	emptyBraille       = '\u2800'
)
