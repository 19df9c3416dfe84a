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
		Ranked:     s.ranked() && !s.game.HadBots(),
	}
}

// ranked reports whether games with the present settings count. It checks the
// settings only if they changed, because it runs in every tick.
func (s *state) ranked() bool {
	if settings := s.game.Settings(); settings != s.rankedSettings {
		s.rankedSettings, s.rankedLabel = settings, s.shared.Ranked.Check(settings, s.params.Private) == nil
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
