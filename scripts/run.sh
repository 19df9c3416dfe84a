#!/bin/sh
# Runs a server with the built plugin. The database is DATABASE
# (user:password@host:port/name), or a throwaway PostgreSQL cluster that lives
# in the temporary directory and stops with the server.
set -eu
cd "$(dirname "$0")/.."
command -v nakama >/dev/null 2>&1 || {
  echo "make run needs a nakama 3.40.0 binary on the PATH; docker compose up --build needs none" >&2
  exit 1
}

as_postgres() { if [ "$(id -u)" -eq 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi; }

if [ -z "${DATABASE:-}" ]; then
  bin=$(dirname "$(command -v initdb || ls /usr/lib/postgresql/*/bin/initdb 2>/dev/null | tail -n 1)")
  [ -x "$bin/initdb" ] || { echo "make run needs PostgreSQL (Debian: apt-get install postgresql) or DATABASE" >&2; exit 1; }
  port=${POSTGRES_PORT:-54329}
  data=${TMPDIR:-/tmp}/sagishi-postgres-$(id -u)
  if [ ! -s "$data/PG_VERSION" ]; then
    mkdir -p "$data" && { [ "$(id -u)" -ne 0 ] || chown postgres "$data"; }
    as_postgres "$bin/initdb" -D "$data" -U postgres --auth=trust >/dev/null
  fi
  as_postgres "$bin/pg_ctl" -D "$data" -o "-p $port -h 127.0.0.1 -k /tmp" -w -l "$data/log" start >/dev/null
  trap 'as_postgres "$bin/pg_ctl" -D "$data" -m fast stop >/dev/null' EXIT INT TERM
  DATABASE=postgres:none@127.0.0.1:$port/nakama
fi

nakama migrate up --database.address "$DATABASE"
nakama --config nakama.yml --database.address "$DATABASE" --data_dir build/data --runtime.path build
