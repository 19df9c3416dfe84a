package tournaments

import (
	"bytes"
	_ "embed" // the prize table
	"errors"
	"fmt"

	"github.com/heroiclabs/nakama-common/api"

	"sagishi/internal/platform/datafile"
)

//go:embed prizes.json
var embedded []byte

// EmbeddedPrizes is the prize table that the plugin brings along.
func EmbeddedPrizes() []byte { return bytes.Clone(embedded) }

// Prizes says what each rank of a finished tournament wins.
type Prizes struct {
	Ranks    []Prize `json:"prizes"`
	MinScore int64   `json:"min_score"` // below which nobody wins
}

// Prize is the prize of each of the ranks From..To.
type Prize struct {
	From  int64 `json:"from"`
	To    int64 `json:"to"`
	Coins int64 `json:"coins"`
}

// The limits of a prize table.
const (
	maxRank  = 10_000
	maxCoins = 1_000_000_000
)

// LoadPrizes reads a prize table. Ranges must be in order and not overlap;
// ranks between them win nothing. The error names the entry at fault.
func LoadPrizes(data []byte) (Prizes, error) {
	p, err := datafile.Decode[Prizes]("prizes", data)
	if err != nil {
		return Prizes{}, err
	}
	return p, p.validate()
}

func (p Prizes) validate() error {
	if p.MinScore < 1 {
		return fmt.Errorf("prizes: min_score is %d: want 1 or more, since joining makes a record of score 0", p.MinScore)
	}
	if len(p.Ranks) == 0 {
		return errors.New("prizes: no entry")
	}
	last := int64(0)
	for i, r := range p.Ranks {
		switch {
		case r.From <= last:
			return fmt.Errorf("prizes[%d]: from is %d: want more than %d", i, r.From, last)
		case r.To < r.From || r.To > maxRank:
			return fmt.Errorf("prizes[%d]: to is %d: want %d..%d", i, r.To, r.From, maxRank)
		case r.Coins < 1 || r.Coins > maxCoins:
			return fmt.Errorf("prizes[%d]: coins is %d: want 1..%d", i, r.Coins, maxCoins)
		}
		last = r.To
	}
	return nil
}

// coins returns the prize of a rank, 0 for none.
func (p Prizes) coins(rank int64) int64 {
	for _, r := range p.Ranks {
		if rank >= r.From && rank <= r.To {
			return r.Coins
		}
	}
	return 0
}

// last is the last rank that wins anything.
func (p Prizes) last() int64 {
	if len(p.Ranks) == 0 {
		return 0
	}
	return p.Ranks[len(p.Ranks)-1].To
}

// mayWin reports whether a record of this rank and score, or one behind it, may
// win a prize.
func (p Prizes) mayWin(rank, score int64) bool { return score >= p.MinScore && rank <= p.last() }

// rankAfter returns the rank of the record that follows the last of those seen.
// Records of equal score and subscore share the better rank: 1, 1, 3.
func rankAfter(last place, seen int64, record *api.LeaderboardRecord) int64 {
	if seen > 0 && record.GetScore() == last.Score && record.GetSubscore() == last.Subscore {
		return last.Rank
	}
	return seen + 1
}
