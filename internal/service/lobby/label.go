package lobby

import (
	"encoding/json"
	"fmt"

	"sagishi/game"
)

// MaxLabel is the most bytes that Nakama takes as a label.
const MaxLabel = 2048

// Label is public: everyone who lists matches sees it. It must not hold secrets.
type Label struct {
	State      game.Phase `json:"state"`
	Open       bool       `json:"open"` // public, in the lobby, with a seat that a person may take
	Mode       game.Mode  `json:"mode"`
	Map        string     `json:"map"`
	Skill      float64    `json:"skill"`
	Players    int        `json:"players"` // persons; bots leave their seats to them
	MaxPlayers int        `json:"max_players"`
	// Private is there only for private matches, so that listings can leave
	// them out.
	Private bool `json:"private,omitempty"`
	// Ranked says that games with the present settings and players count.
	Ranked bool `json:"ranked"`
}

// Encode returns the label as Nakama's search wants it: a JSON object.
func (l Label) Encode() (string, error) {
	encoded, err := json.Marshal(l)
	if err != nil {
		return "", fmt.Errorf("encode label: %w", err)
	}
	if len(encoded) > MaxLabel {
		return "", fmt.Errorf("label of %d bytes is over the limit of %d", len(encoded), MaxLabel)
	}
	return string(encoded), nil
}

// ParseLabel reads a label back.
func ParseLabel(text string) (Label, error) {
	var label Label
	if err := json.Unmarshal([]byte(text), &label); err != nil {
		return Label{}, fmt.Errorf("decode label: %w", err)
	}
	return label, nil
}
