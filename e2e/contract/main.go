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

	"sagishi/internal/testing/nakamatest/contract" //nolint:depguard // the checks link nothing of the fake
)

// report is the RPC's answer.
type report struct {
	Passed []string          `json:"passed"`
	Failed map[string]string `json:"failed"`
}

// InitModule registers the RPC and the match that the checks use.
func InitModule(_ context.Context, _ runtime.Logger, _ *sql.DB, _ runtime.NakamaModule, in runtime.Initializer) error { //nolint:forbidigo // Nakama's signature
	timed := contract.Timed{Pass: contract.Wait, Events: &contract.Events{}}
	return errors.Join(
		in.RegisterMatch(contract.MatchModule, contract.NewMatch),
		timed.Events.Register(in),
		in.RegisterRpc("contract_run", func(ctx context.Context, _ runtime.Logger, _ *sql.DB, nk runtime.NakamaModule, _ string) (string, error) { //nolint:forbidigo // Nakama's signature
			return run(ctx, nk, timed)
		}),
	)
}

func run(ctx context.Context, nk runtime.NakamaModule, timed contract.Timed) (string, error) { //nolint:forbidigo // all of it is checked
	result := report{Passed: []string{}, Failed: map[string]string{}}
	for _, check := range contract.Checks() {
		if err := check.Run(ctx, nk, timed); err != nil {
			result.Failed[check.Name] = err.Error()
			continue
		}
		result.Passed = append(result.Passed, check.Name)
	}
	answer, err := json.Marshal(result)
	return string(answer), err
}

func main() {}
