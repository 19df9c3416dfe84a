#!/bin/sh
# Measures what matches cost a real server. Results go to build/load.json.
# Arguments go to the driver: sh bench/run.sh -rounds 5 -only snapshot. With -quick
# it measures the ratios that matter most; with -docs ../docs it writes the figures of
# docs/performance.md. If something is missing it says what.
set -eu
cd "$(dirname "$0")"
need() { echo "load measurement skipped: $1" >&2; exit 1; }
command -v nakama >/dev/null 2>&1 || need "there is no nakama 3.40.0 on the PATH"
command -v taskset >/dev/null 2>&1 || need "there is no taskset (util-linux) to give the server a core of its own"
command -v psql >/dev/null 2>&1 || need "there is no psql (Debian: apt-get install postgresql-client)"
command -v initdb >/dev/null 2>&1 || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 ||
  need "there is no PostgreSQL (Debian: apt-get install postgresql)"
[ "$(nproc)" -ge 2 ] || need "it takes two cores: one for the server, one for the players"

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
trap 'exit 1' INT TERM
chmod 755 "$dir" # the database runs as another user
mkdir "$dir/plugin-" "$dir/plugin-tutorial" "$dir/plugin-bare" "$dir/plugin-sagishi" "$dir/data"
export CGO_ENABLED=1
(cd .. && go build -trimpath -buildmode=plugin -o "$dir/plugin-sagishi/sagishi.so" .)
go build -trimpath -buildmode=plugin -o "$dir/plugin-tutorial/tutorial.so" ./tutorial
go build -trimpath -buildmode=plugin -o "$dir/plugin-bare/bare.so" ./bare
go build -o "$dir/bench" .
ulimit -n "$(ulimit -H -n)"
mkdir -p ../build
"$dir/bench" -dir "$dir" -out ../build/load.json "$@"
