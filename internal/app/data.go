package app

import (
	"errors"
	"fmt"
	"io"
	"os"

	"sagishi/game"
	"sagishi/internal/platform/config"
	"sagishi/internal/platform/gamedata"
	"sagishi/internal/service/iap"
	"sagishi/internal/service/items"
	"sagishi/tournaments"
)

// maxFile bounds a data file in bytes.
const maxFile = 4 << 20

// ranked returns the policy of the configuration and the rules file.
func (d data) ranked(c config.Config) gamedata.Ranked {
	policy := gamedata.Ranked{Ranges: d.rules.Ranked, Private: c.RankedPrivate, MinPlayers: c.RankedMinPlayers}
	if c.RankedAny {
		policy.Ranges = nil
	}
	return policy
}

// files reads from Nakama's runtime path.
type files interface {
	ReadFile(path string) (*os.File, error)
}

// data is the game data, embedded or from the files of the configuration.
type data struct {
	catalog  *items.Catalog
	prizes   tournaments.Prizes
	products iap.Products
	maps     map[string]*game.Map
	rules    gamedata.Rules
}

// loadData reads and validates all game data. The error names every file that
// is at fault.
func loadData(nk files, c config.Config) (data, error) {
	var (
		d        data
		problems [5]error
	)
	d.catalog, problems[0] = load(nk, "SAGISHI_CATALOG_FILE", c.CatalogFile, items.EmbeddedCatalog, items.LoadCatalog)
	d.prizes, problems[1] = load(nk, "SAGISHI_PRIZES_FILE", c.PrizesFile, tournaments.EmbeddedPrizes, tournaments.LoadPrizes)
	d.maps, problems[2] = load(nk, "SAGISHI_MAPS_FILE", c.MapsFile, gamedata.EmbeddedMaps, gamedata.LoadMaps)
	d.rules, problems[3] = load(nk, "SAGISHI_RULES_FILE", c.RulesFile, gamedata.EmbeddedRules, gamedata.LoadRules)
	d.products, problems[4] = load(nk, "SAGISHI_PRODUCTS_FILE", c.ProductsFile, iap.EmbeddedProducts, iap.LoadProducts)
	return d, errors.Join(problems[:]...)
}

// load reads one kind of data: the file of the configuration's key, or what is
// embedded if none is named.
func load[T any](nk files, key, path string, embedded func() []byte, parse func([]byte) (T, error)) (T, error) {
	if path == "" {
		return parse(embedded())
	}
	var none T
	content, err := read(nk, path)
	if err != nil {
		return none, fmt.Errorf("%s=%q: %w: want a file of at most %d bytes below the runtime path", key, path, err, maxFile)
	}
	parsed, err := parse(content)
	if err != nil {
		return none, fmt.Errorf("%s=%q: %w", key, path, err)
	}
	return parsed, nil
}

func read(nk files, path string) (content []byte, err error) {
	file, err := nk.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("open: %w", err)
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	content, err = io.ReadAll(io.LimitReader(file, maxFile+1))
	if err != nil {
		return nil, fmt.Errorf("read: %w", err)
	}
	if len(content) > maxFile {
		return nil, errors.New("too large")
	}
	return content, nil
}
