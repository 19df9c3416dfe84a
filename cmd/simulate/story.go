package main

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"time"

	"github.com/heroiclabs/nakama-common/api"

	"sagishi/internal/app"
	"sagishi/internal/platform/storage"
	"sagishi/internal/service/results"
	"sagishi/internal/testing/nakamatest"
	"sagishi/tournaments"
)

// names are the bots'. The first founds the group and hosts the games.
var names = []string{"ann", "bob", "cat", "dan", "eve", "fay", "gus", "hal", "ivy", "jim"} //nolint:gochecknoglobals // a table

// story is one week on an in-memory server.
type story struct {
	nk     *nakamatest.Nakama
	plugin *app.Plugin
	chance *rand.Rand
	quiet  bool
	bots   []*player
}

func newStory(seed uint64, quiet bool) (*story, error) {
	nk := nakamatest.New(nakamatest.Options{})
	p, err := app.Start(context.Background(), app.Host{
		Logger: nk.Logger(), Nakama: nk, In: nk.Initializer(), Now: nk.Now,
	})
	if err != nil {
		return nil, fmt.Errorf("start the plugin: %w", err)
	}
	return &story{nk: nk, plugin: p, chance: rand.New(rand.NewPCG(seed, seed)), quiet: quiet}, nil
}

// tell plays the whole story.
func (s *story) tell(players, games int) error {
	steps := []func() error{
		func() error { return s.logIn(players) },
		s.dressUp,
		s.foundGroup,
		s.joinTournament,
	}
	for i := range games {
		steps = append(steps, func() error { return s.play(i + 1) })
	}
	steps = append(steps, s.endWeek)
	for _, step := range steps {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

func (s *story) say(format string, args ...any) {
	if !s.quiet {
		fmt.Printf("%s  %s\n", s.nk.Now().UTC().Format("Mon 15:04:05"), fmt.Sprintf(format, args...))
	}
}

func (s *story) logIn(players int) error {
	for _, name := range names[:players] {
		session, err := s.nk.Login(nakamatest.LoginOptions{
			DeviceID: "device-of-" + name, Username: name, Vars: map[string]string{"device_os": "Linux"},
		})
		if err != nil {
			return fmt.Errorf("%s logs in: %w", name, err)
		}
		s.bots = append(s.bots, newPlayer(s, name, session))
		s.say("%s logs in and has %d coins", name, s.nk.Wallet(session.UserID)["coins"])
	}
	return nil
}

func (s *story) dressUp() error {
	for _, p := range s.bots[:2] {
		if _, err := p.session.RPC("purchase_item", `{"slot":"hat","item":"cowboy"}`); err != nil {
			return fmt.Errorf("%s buys a hat: %w", p.name, err)
		}
		answer, err := p.session.RPC("equip_hat", `{"hat":"cowboy"}`)
		if err != nil {
			return fmt.Errorf("%s puts the hat on: %w", p.name, err)
		}
		s.say("%s buys the cowboy hat, wears %s and has %d coins left", p.name, answer, s.nk.Wallet(p.session.UserID)["coins"])
	}
	_, err := s.bots[2].session.RPC("equip_hat", `{"hat":"cowboy"}`)
	if err == nil {
		return fmt.Errorf("%s wears a hat that nobody sold", s.bots[2].name)
	}
	s.say("%s tries the hat on without buying it: %v", s.bots[2].name, err)
	return nil
}

func (s *story) foundGroup() error {
	founder := s.bots[0]
	group, err := founder.session.CreateGroup(&api.CreateGroupRequest{
		Name: "Imposters R Us", Description: "A group for people who love playing the imposter.", Open: true, MaxCount: 100,
	})
	if err != nil {
		return fmt.Errorf("found a group: %w", err)
	}
	for _, p := range s.bots[1:] {
		if err := p.session.JoinGroup(group.GetId()); err != nil {
			return fmt.Errorf("%s joins the group: %w", p.name, err)
		}
	}
	answer, err := founder.session.RPC("update_group_metadata", fmt.Sprintf(
		`{"group_id":%q,"interests":["Deception","Sabotage"],"active_times":["9am-2pm Weekdays"],"languages":["English"]}`, group.GetId()))
	if err != nil {
		return fmt.Errorf("describe the group: %w", err)
	}
	s.say("%s founds %s with %d members: %s", founder.name, group.GetName(), len(s.bots), answer)
	return nil
}

func (s *story) joinTournament() error {
	for _, p := range s.bots {
		if err := p.session.JoinTournament(tournaments.WeeklyTopDetective); err != nil {
			return fmt.Errorf("%s joins the tournament: %w", p.name, err)
		}
	}
	s.say("everyone joins %s", tournaments.WeeklyTopDetective)
	return nil
}

// endWeek lets the clock run past the reset and prints who got what.
func (s *story) endWeek() error {
	before := map[string]int64{}
	for _, p := range s.bots {
		before[p.name] = s.nk.Wallet(p.session.UserID)["coins"]
	}
	s.say("the week goes by")
	s.nk.Advance(7 * 24 * time.Hour)
	answer, err := s.nk.ServerRPC("admin_pay_rewards", fmt.Sprintf(`{"tournament_id":%q}`, tournaments.WeeklyTopDetective))
	if err != nil {
		return fmt.Errorf("pay the rewards: %w", err)
	}
	s.say("the rewards of the week: %s", answer)
	fmt.Printf("\n%-5s %6s %8s %13s %9s %6s %6s  %s\n", "bot", "games", "crew won", "imposter won", "detective", "coins", "prize", "told")
	for _, p := range s.bots {
		wallet := s.nk.Wallet(p.session.UserID)["coins"]
		stats, err := s.lifetime(p)
		if err != nil {
			return err
		}
		told := "-"
		for _, n := range s.nk.Inbox(p.session.UserID) {
			told = fmt.Sprintf("%d %s", n.GetCode(), n.GetSubject())
		}
		fmt.Printf("%-5s %6d %8d %13d %9d %6d %6d  %s\n", p.name, stats.Games, stats.CrewWins, stats.ImposterWins,
			stats.CorrectVotes, wallet, wallet-before[p.name], told)
	}
	return nil
}

// lifetime reads what the player has done in all counted games.
func (s *story) lifetime(p *player) (stats results.Lifetime, err error) {
	value, found := s.nk.Object(storage.Stats, "lifetime", p.session.UserID)
	if !found {
		return stats, nil
	}
	if err := json.Unmarshal([]byte(value), &stats); err != nil {
		return stats, fmt.Errorf("read the statistics of %s: %w", p.name, err)
	}
	return stats, nil
}
