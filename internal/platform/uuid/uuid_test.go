package uuid_test

import (
	"testing"

	"sagishi/internal/platform/uuid"
)

func TestCanonicalAcceptsAnyCaseAndReturnsLowerCase(t *testing.T) {
	const id = "0b2f3c1e-8a5d-4f5e-9d53-2a7f1d9c4e10"
	for _, text := range []string{id, "0B2F3C1E-8A5D-4F5E-9D53-2A7F1D9C4E10"} {
		if got, valid := uuid.Canonical(text); got != id || !valid {
			t.Errorf("Canonical(%q) = %q, %v", text, got, valid)
		}
	}
}

func TestParseReadsEveryFormThatNakamaTakes(t *testing.T) {
	const id = "0b2f3c1e-8a5d-4f5e-9d53-2a7f1d9c4e10"
	for _, text := range []string{
		id,
		"0B2F3C1E-8A5D-4F5E-9D53-2A7F1D9C4E10",
		"0b2f3c1e8a5d4f5e9d532a7f1d9c4e10",
		"0B2F3C1E8A5D4F5E9D532A7F1D9C4E10",
		"{0b2f3c1e-8a5d-4f5e-9d53-2a7f1d9c4e10}",
		"{0b2f3c1e8a5d4f5e9d532a7f1d9c4e10}",
		"urn:uuid:0b2f3c1e-8a5d-4f5e-9d53-2a7f1d9c4e10",
		"urn:uuid:0b2f3c1e8a5d4f5e9d532a7f1d9c4e10",
	} {
		if got, valid := uuid.Parse(text); got != id || !valid {
			t.Errorf("Parse(%q) = %q, %v", text, got, valid)
		}
		if got := uuid.Normalize(text); got != id {
			t.Errorf("Normalize(%q) = %q", text, got)
		}
	}
}

func TestParseRefusesOtherText(t *testing.T) {
	for _, text := range []string{
		"", "x", "Red",
		"(0b2f3c1e-8a5d-4f5e-9d53-2a7f1d9c4e10)",
		"{0b2f3c1e-8a5d-4f5e-9d53-2a7f1d9c4e10)",
		"urn-uuid-0b2f3c1e-8a5d-4f5e-9d53-2a7f1d9c4e10",
		"urn:uuid:0b2f3c1e-8a5d-4f5e-9d53-2a7f1d9c4e1g",
		"{urn:uuid:0b2f3c1e8a5d4f5e9d532a7f1d9c4e10}",
		"0b2f3c1e8a5d4f5e9d532a7f1d9c4e1g",
		"0b2f3c1-8a5d-4f5e-9d53-2a7f1d9c4",
		"ⱥⱥⱥⱥⱥⱥⱥⱥⱥⱥaa", // 32 bytes
	} {
		if got, valid := uuid.Parse(text); got != "" || valid {
			t.Errorf("Parse(%q) = %q, %v", text, got, valid)
		}
		if got := uuid.Normalize(text); got != text {
			t.Errorf("Normalize(%q) = %q", text, got)
		}
	}
}

func TestCanonicalRefusesOtherText(t *testing.T) {
	for _, text := range []string{
		"", "x",
		"0b2f3c1e-8a5d-4f5e-9d53-2a7f1d9c4e1",    // short
		"0b2f3c1e-8a5d-4f5e-9d53-2a7f1d9c4e100",  // long
		"0b2f3c1e8a5d4f5e9d532a7f1d9c4e10",       // without hyphens
		"0b2f3c1e-8a5d-4f5e-9d53_2a7f1d9c4e10",   // another sign
		"0b2f3c1eg8a5d-4f5e-9d53-2a7f1d9c4e10",   // a letter for a hyphen
		"-b2f3c1e-8a5d-4f5e-9d53-2a7f1d9c4e10",   // a hyphen for a digit
		"gb2f3c1e-8a5d-4f5e-9d53-2a7f1d9c4e10",   // not hexadecimal
		"{0b2f3c1e-8a5d-4f5e-9d53-2a7f1d9c4e10}", // in braces
		"Ⱥ2f3c1e-8a5d-4f5e-9d53-2a7f1d9c4e10",    // 36 bytes, 37 in small letters
	} {
		if got, valid := uuid.Canonical(text); got != "" || valid {
			t.Errorf("Canonical(%q) = %q, %v", text, got, valid)
		}
	}
}
