#!/bin/sh
# Fails if go.mod, go.sum or the generated tables of the documentation are not
# what their sources say.
set -eu
cd "$(dirname "$0")/.."
go mod tidy -diff
go run ./cmd/docs -check
