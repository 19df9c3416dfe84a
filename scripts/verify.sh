#!/bin/sh
# Fails if go.mod, the protocol's generated code, the generated tables of the
# documentation or the dashboards are not what their sources say.
set -eu
cd "$(dirname "$0")/.."
go mod tidy -diff
(cd bench && go mod tidy -diff)
(cd bench/linearizability && go mod tidy -diff)
(cd play && go mod tidy -diff)
(cd observe && go mod tidy -diff)
before=$(cksum <protocol/sagishi.pb.go)
(cd protocol/gen && go mod tidy -diff && go run .)
[ "$before" = "$(cksum <protocol/sagishi.pb.go)" ] || {
  echo "protocol/sagishi.pb.go was not current: commit what make generate wrote" >&2
  exit 1
}
go run ./cmd/docs -check
(cd observe && go run . -check)
