package match

import (
	"github.com/heroiclabs/nakama-common/runtime"

	"sagishi/internal/service/lobby"
)

// currentLabel builds the label from the state.
func (s *state) currentLabel() lobby.Label {
	return lobby.Label{
		State:      s.game.Phase(),
		Open:       !s.params.Private && !s.terminating && s.game.Open(),
		Mode:       s.params.Mode,
		Map:        s.params.Map,
		Skill:      s.params.Skill,
		Players:    s.game.Count(),
		MaxPlayers: s.game.Settings().MaxPlayers,
		Private:    s.params.Private,
		Ranked:     s.ranked(),
	}
}

// unranked returns why games with the present settings do not count, or nil.
func (s *state) unranked() error {
	return s.shared.Ranked.Check(s.game.Settings(), s.params.Private)
}

// ranked is unranked for every tick: it checks the settings only if they changed.
func (s *state) ranked() bool {
	if settings := s.game.Settings(); settings != s.rankedSettings {
		s.rankedSettings, s.rankedLabel = settings, s.unranked() == nil
	}
	return s.rankedLabel
}

// updateLabel sends the label to Nakama if it changed. If that fails, the next
// tick tries again.
func (s *state) updateLabel(dispatcher runtime.MatchDispatcher) {
	label := s.currentLabel()
	if label == s.label {
		return
	}
	text, err := label.Encode()
	if err == nil {
		err = dispatcher.MatchLabelUpdate(text)
	}
	if err == nil {
		s.label = label
	}
}
