// Command contract is a plugin for a throwaway server: its RPC contract_run
// runs every check of what the product relies on in Nakama, and answers with
// what passed and what failed.
package main

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"

	"github.com/heroiclabs/nakama-common/runtime"

	"sagishi/internal/nakamatest/contract" //nolint:depguard // the checks link nothing of the fake
)

// report is what the RPC answers.
type report struct {
	Passed []string          `json:"passed"`
	Failed map[string]string `json:"failed"`
}

// InitModule registers the RPC and the match that the checks use.
func InitModule(_ context.Context, _ runtime.Logger, _ *sql.DB, _ runtime.NakamaModule, in runtime.Initializer) error { //nolint:forbidigo // Nakama's signature
	return errors.Join(
		in.RegisterMatch(contract.MatchModule, contract.NewMatch),
		in.RegisterRpc("contract_run", run),
	)
}

func run(ctx context.Context, _ runtime.Logger, _ *sql.DB, nk runtime.NakamaModule, _ string) (string, error) { //nolint:forbidigo // Nakama's signature
	result := report{Passed: []string{}, Failed: map[string]string{}}
	for _, check := range contract.Checks() {
		if err := check.Run(ctx, nk); err != nil {
			result.Failed[check.Name] = err.Error()
			continue
		}
		result.Passed = append(result.Passed, check.Name)
	}
	answer, err := json.Marshal(result)
	return string(answer), err
}

func main() {}
