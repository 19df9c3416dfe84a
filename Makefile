# Everything that is done to this repository. CI calls only these targets.

GOLANGCI := go run github.com/golangci/golangci-lint/v2/cmd/golangci-lint@v2.11.4
BENCHSTAT := go run golang.org/x/perf/cmd/benchstat@v0.0.0-20250813145418-2f7363a06fe1

# The plugin's build and Nakama's must agree in -trimpath and CGO_ENABLED.
export CGO_ENABLED := 1
FUZZTIME ?= 20s
SEEDS ?= 200
COUNT ?= 6
SCHEDULES ?= 1500
GAMES ?= 10000
BALANCE ?= 2000

.DEFAULT_GOAL := help
.PHONY: help build play test unit page screenshots alerts lint fmt verify generate run embedded e2e attack chaos simulate bench load faults games fuzz cover ci check release clean

help: ## list the targets
	@grep -E '^[a-z0-9]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "%-10s %s\n", $$1, $$2}'

build: ## build/sagishi.so, the plugin that Nakama loads
	go build -trimpath -buildmode=plugin -o build/sagishi.so .

play: ## the plugin in one process, for a first look, on 127.0.0.1:7350; ARGS='-open -address :8080'
	@CGO_ENABLED=0 go build -C play -o ../build/play .
	@build/play $(ARGS)

test: unit alerts build page embedded e2e ## everything that this machine can check

unit: ## unit, scenario, property and in-memory integration tests, race detector on
	go vet ./...
	go test -race -shuffle=on -timeout 40m ./...
	cd bench && go vet ./... && go test -race -shuffle=on -timeout 40m ./...
	cd bench/linearizability && go vet ./... && go test -race -shuffle=on -timeout 40m ./...
	cd play && go vet ./... && go test -race -shuffle=on -timeout 40m ./...
	cd observe && go vet ./... && go test -race -shuffle=on -timeout 40m ./...

alerts: ## the rules of alert: each fires in a test, none in a healthy evening (needs promtool)
	sh scripts/alerts.sh

embedded: ## the end-to-end tests on the server of make play (needs node and npm)
	SAGISHI_E2E_SERVER=embedded sh e2e/run.sh

page: ## the modules of the page for browsers, without a browser
	sh scripts/page.sh test

screenshots: ## docs/images: the page in Chromium, on the server of make play (needs node, npm and chromium)
	[ -d e2e/node_modules ] || (cd e2e && npm ci --silent)
	SAGISHI_E2E_SERVER=embedded node e2e/screenshots.mjs

e2e: ## the built plugin in a real server, played through the official JavaScript client
	sh e2e/run.sh

attack: ## bounded attacks on a server behind the proxy, and what other players notice (7 minutes)
	[ -d e2e/node_modules ] || (cd e2e && npm ci --silent)
	node e2e/attack/run.mjs $(ARGS)

chaos: ## two servers on each database, stopped, killed, lost and restored around weeks' ends; ARGS='--minutes 60'
	[ -d e2e/node_modules ] || (cd e2e && npm ci --silent)
	node e2e/chaos/run.mjs $(ARGS)

lint: ## the linter, and formatting
	$(GOLANGCI) run ./...
	cd bench && $(GOLANGCI) run ./...
	cd bench/linearizability && $(GOLANGCI) run ./...
	cd play && $(GOLANGCI) run ./...
	cd observe && $(GOLANGCI) run ./...
	sh scripts/page.sh lint

fmt: ## format the sources
	$(GOLANGCI) fmt ./...
	cd bench && $(GOLANGCI) fmt ./...
	cd bench/linearizability && $(GOLANGCI) fmt ./...
	cd play && $(GOLANGCI) fmt ./...
	cd observe && $(GOLANGCI) fmt ./...

verify: ## fail if go.mod or generated code or generated documentation is not current
	sh scripts/verify.sh

generate: ## generate the protocol's Go code, the tables of the documentation and the dashboards
	cd protocol/gen && go run .
	go run ./cmd/docs
	cd observe && go run .

run: build ## a server with the plugin on 7349-7351 (needs nakama on the PATH); ARGS='--flag value'
	sh scripts/run.sh $(ARGS)

simulate: ## whole games and a tournament week on an in-memory Nakama
	go run ./cmd/simulate -seeds $(SEEDS)

bench: ## benchmarks, beside the results that are kept
	mkdir -p build
	go test -run '^$$' -bench . -benchmem -count $(COUNT) ./... | grep -v '^cpu:' | tee build/bench.txt
	$(BENCHSTAT) bench/kept.txt build/bench.txt

load: ## what a match costs beside relayed ones, for docs/performance.md (needs nakama; 40 minutes, with QUICK=1 six)
	sh bench/run.sh $(if $(QUICK),-quick,-limit 36m -docs ../docs)

faults: ## more crashes and races of every payment than make unit runs
	go test -count 1 -timeout 30m ./internal/testing/faultsim -args -seeds $(SCHEDULES)

games: ## thousands of whole games, under an oracle of what each player may know, and fair to both sides
	go test -count 1 -timeout 90m ./game -run TestSimulatedGames -args -games $(GAMES)
	go test -count 1 -timeout 30m ./game/bots/simulation -run TestNeitherSideWinsMostGames -args -games $(BALANCE)

fuzz: ## each fuzz target for FUZZTIME
	sh scripts/fuzz.sh $(FUZZTIME)

cover: ## coverage of each package against its floor
	sh scripts/cover.sh

ci: GAMES = 2000
ci: BALANCE = 1000
ci: lint verify faults games test ## what CI runs

check: ci cover ## what must be green before a change lands: ci and the coverage floors

release: ## build/release: the plugin by its version, what it is made of (SBOM), and checksums
	sh scripts/release.sh

clean: ## remove what was built
	rm -rf build
