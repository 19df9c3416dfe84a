#!/bin/sh
# Runs a server with the built plugin. Settings named SAGISHI_… and secrets (those of
# docker-compose.yml) come from the environment, further flags of Nakama from the
# arguments. The database is DATABASE (user:password@host:port/name), or a PostgreSQL
# cluster in the temporary directory, which stops with the server and is kept for the
# next run.
set -eu
cd "$(dirname "$0")/.."
command -v nakama >/dev/null 2>&1 || {
  echo "make run needs a nakama 3.40.0 binary on the PATH; docker compose up --build needs none" >&2
  exit 1
}

# PostgreSQL refuses to run as root. Its user may not be allowed to read this
# folder, and complains if it is started here.
as_postgres() { if [ "$(id -u)" -eq 0 ]; then (cd / && runuser -u postgres -- "$@"); else "$@"; fi; }

start_postgres() {
  bin=$(dirname "$(command -v initdb || ls /usr/lib/postgresql/*/bin/initdb 2>/dev/null | tail -n 1)")
  [ -x "$bin/initdb" ] || { echo "make run needs PostgreSQL (Debian: apt-get install postgresql) or DATABASE" >&2; exit 1; }
  port=${POSTGRES_PORT:-15432}
  data=${TMPDIR:-/tmp}/sagishi-postgres-$(id -u)-$port
  if [ ! -s "$data/PG_VERSION" ]; then
    mkdir -p "$data" && { [ "$(id -u)" -ne 0 ] || chown postgres "$data"; }
    as_postgres "$bin/initdb" -D "$data" -U postgres --auth=trust >/dev/null
  fi
  as_postgres "$bin/pg_ctl" -D "$data" -o "-p $port -h 127.0.0.1 -k /tmp -c idle_in_transaction_session_timeout=10s" -w -l "$data/log" start >/dev/null || {
    echo "PostgreSQL did not start on port $port, perhaps because another make run uses it (POSTGRES_PORT chooses another); $data/log says why" >&2
    exit 1
  }
  trap 'as_postgres "$bin/pg_ctl" -D "$data" -m fast stop >/dev/null' EXIT
  DATABASE=postgres:none@127.0.0.1:$port/nakama
  echo "database: $data, kept for the next run; delete the folder to begin again"
  echo "to look into it: psql -h 127.0.0.1 -p $port -U postgres nakama"
}

[ -n "${DATABASE:-}" ] || start_postgres

# The runtime path: the plugin, and data/ with the game's own files. Both are
# links, so that make clean deletes neither data/ nor what is in it.
mkdir -p build/modules data
ln -sfn ../sagishi.so build/modules/sagishi.so
ln -sfn ../../data build/modules/data

for name in $(awk 'BEGIN { for (name in ENVIRON) if (name ~ /^SAGISHI_/ && name !~ /^SAGISHI_E2E_/) print name }'); do
  eval "value=\$$name"
  echo "setting: $name=$value"
  set -- --runtime.env "$name=$value" "$@"
done

set -- --socket.server_key "${NAKAMA_SERVER_KEY:-defaultkey}" \
  --runtime.http_key "${NAKAMA_HTTP_KEY:-defaulthttpkey}" \
  --session.encryption_key "${NAKAMA_SESSION_KEY:-defaultencryptionkey}" \
  --session.refresh_encryption_key "${NAKAMA_REFRESH_KEY:-defaultrefreshencryptionkey}" \
  --console.username "${NAKAMA_CONSOLE_USERNAME:-admin}" \
  --console.password "${NAKAMA_CONSOLE_PASSWORD:-password}" \
  --console.signing_key "${NAKAMA_CONSOLE_KEY:-defaultsigningkey}" "$@"

nakama migrate up --database.address "$DATABASE"
nakama --config nakama.yml --database.address "$DATABASE" --data_dir build/data --runtime.path build/modules "$@" &
server=$!
trap 'kill -TERM "$server" 2>/dev/null || :' INT TERM
status=0
while kill -0 "$server" 2>/dev/null; do
  wait "$server" || status=$?
done
exit "$status"
