package main

import (
	"fmt"
	"strings"
	"time"
)

// selectedVariants returns the variants that the flag -only names, or those of a whole
// run.
func (b *bench) selectedVariants() []variant {
	var out []variant
	for _, v := range variants {
		for part := range strings.SplitSeq(b.only, "|") {
			if strings.HasPrefix(v.Name, part) && (part != "" || !v.Extra) {
				out = append(out, v)
				break
			}
		}
	}
	return out
}

// measureRounds measures every variant of always walking players with the same
// number of matches, once per round.
func (b *bench) measureRounds() error {
	for round := range b.rounds {
		for _, v := range b.selectedVariants() {
			if v.Games {
				continue
			}
			if err := b.measureInRound(v, round); err != nil {
				return err
			}
		}
	}
	return nil
}

// measureGames measures every variant of games. Those of this plugin share a server
// and its games: between two of them all players connect again. So every variant is
// measured in the middle of games, in each round at another time of them.
func (b *bench) measureGames() error {
	for round := range b.rounds {
		var played []variant
		for _, v := range b.selectedVariants() {
			switch {
			case v.bots():
				played = append(played, v)
			case v.Games:
				if err := b.measureInRound(v, round); err != nil {
					return err
				}
			}
		}
		if err := b.measurePlayed(played, round); err != nil {
			return err
		}
	}
	return nil
}

func (b *bench) measureInRound(v variant, round int) error {
	r, err := b.measureOnce(v, b.matches)
	if err != nil {
		return fmt.Errorf("%s: %w", v.Name, err)
	}
	return b.keep(r, round)
}

func (b *bench) keep(r *result, round int) error {
	r.Round = round + 1
	b.results.Rounds = append(b.results.Rounds, r)
	return b.save()
}

// measurePlayed measures the variants in which bots play, one after the other.
func (b *bench) measurePlayed(played []variant, round int) error {
	if len(played) == 0 {
		return nil
	}
	first := round * len(played) / b.rounds
	s, err := b.startTestbed(played[first])
	if err != nil {
		return err
	}
	defer s.close()
	if err := s.generator.addMatches(b.matches, b.spread); err != nil {
		return s.withLog(err)
	}
	letRun(b.settle)
	for i := range played {
		v := played[(first+i)%len(played)]
		if i > 0 {
			if err := s.generator.changeVariant(v); err != nil {
				return s.withLog(fmt.Errorf("%s: %w", v.Name, err))
			}
		}
		r, err := s.measure(b.matches, b.warm, b.gamesLength)
		if err != nil {
			return fmt.Errorf("%s: %w", v.Name, err)
		}
		fmt.Println(time.Now().Format(time.TimeOnly), r)
		if err := b.keep(r, round); err != nil {
			return err
		}
	}
	return nil
}

func (b *bench) measureOnce(v variant, matches int) (*result, error) {
	s, err := b.startTestbed(v)
	if err != nil {
		return nil, err
	}
	defer s.close()
	r, err := s.measure(matches, b.warm, b.length)
	if err == nil {
		fmt.Println(time.Now().Format(time.TimeOnly), r)
	}
	return r, err
}
