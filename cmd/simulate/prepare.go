package main

import (
	"fmt"

	"github.com/heroiclabs/nakama-common/api"

	"sagishi/internal/testing/nakamatest"
	"sagishi/tournaments"
)

// botNames are the usernames of the bots.
var botNames = []string{"Ann", "Bob", "Cat", "Dan", "Eve", "Fay", "Gus", "Hal", "Ivy", "Jim"} //nolint:gochecknoglobals // a table

func (s *simulation) logIn(players int) error {
	s.heading("%s: the players get ready", s.nk.Now().UTC().Format("Monday 2 January 2006"))
	for _, name := range botNames[:players] {
		session, err := s.nk.Login(nakamatest.LoginOptions{DeviceID: "device-of-" + name, Username: name})
		if err != nil {
			return fmt.Errorf("%s logs in: %w", name, err)
		}
		s.bots = append(s.bots, &bot{sim: s, name: name, session: session})
	}
	s.print("%s log in for the first time. Each gets %d coins.", s.names(everyBot), s.coins(s.host()))
	return nil
}

func everyBot(*bot) bool { return true }

func (s *simulation) coins(b *bot) int64 { return s.nk.Wallet(b.session.UserID)["coins"] }

// buyHats lets two bots buy a hat. A third tries to wear one that it does not
// own.
func (s *simulation) buyHats() error {
	for _, b := range s.bots[:2] {
		before := s.coins(b)
		if _, err := b.session.RPC("purchase_item", `{"slot":"hat","item":"cowboy"}`); err != nil {
			return fmt.Errorf("%s buys a hat: %w", b.name, err)
		}
		if _, err := b.session.RPC("equip_hat", `{"hat":"cowboy"}`); err != nil {
			return fmt.Errorf("%s puts the hat on: %w", b.name, err)
		}
		s.print("%s buys the cowboy hat for %d coins, puts it on, and has %d coins left.", b.name, before-s.coins(b), s.coins(b))
	}
	b := s.bots[2]
	_, err := b.session.RPC("equip_hat", `{"hat":"cowboy"}`)
	if err == nil {
		return fmt.Errorf("%s wears a hat without owning it", b.name)
	}
	s.print("%s tries to wear it without buying it. The server refuses: %q.", b.name, err)
	return nil
}

func (s *simulation) createGroup() error {
	creator := s.host()
	group, err := creator.session.CreateGroup(&api.CreateGroupRequest{
		Name: "Imposters R Us", Description: "A group for people who love playing the imposter.", Open: true, MaxCount: 100,
	})
	if err != nil {
		return fmt.Errorf("create a group: %w", err)
	}
	for _, b := range s.bots[1:] {
		if err := b.session.JoinGroup(group.GetId()); err != nil {
			return fmt.Errorf("%s joins the group: %w", b.name, err)
		}
	}
	if _, err := creator.session.RPC("update_group_metadata", fmt.Sprintf(
		`{"group_id":%q,"interests":["Deception","Sabotage"],"active_times":["9am-2pm Weekdays"],"languages":["English"]}`, group.GetId())); err != nil {
		return fmt.Errorf("describe the group: %w", err)
	}
	s.print("%s creates the group %q, whose interests are deception and sabotage. It has %d members.",
		creator.name, group.GetName(), len(s.bots))
	return nil
}

// joinTournament lets all but the last bot join.
func (s *simulation) joinTournament() error {
	last := s.bots[len(s.bots)-1]
	for _, b := range s.bots {
		if b == last {
			continue
		}
		if err := b.session.JoinTournament(tournaments.WeeklyTopDetective); err != nil {
			return fmt.Errorf("%s joins the tournament: %w", b.name, err)
		}
	}
	s.print("%s join the tournament %s. %s does not, so that its correct votes do not count there.",
		s.names(func(b *bot) bool { return b != last }), tournaments.WeeklyTopDetective, last.name)
	return nil
}
