#!/bin/sh
# Plays the built plugin in a real server through the official JavaScript client; with
# SAGISHI_E2E_SERVER=embedded, in the embedded server of play/. Says plainly what is
# missing when it cannot: that is no failure, unless SAGISHI_E2E_REQUIRED is set.
# Arguments choose test files.
set -eu
cd "$(dirname "$0")"

skip() {
  echo "end-to-end tests"; echo "  skipped: everything: $1"; echo "0 passed, 0 failed, 1 skipped"
  [ -z "${SAGISHI_E2E_REQUIRED:-}" ] || exit 1
  exit 0
}

command -v node >/dev/null 2>&1 || skip "there is no node on the PATH"
[ "$(node -p 'parseInt(process.versions.node)')" -ge 18 ] || skip "node is older than 18"
[ "${SAGISHI_E2E_SERVER:-}" = embedded ] || command -v nakama >/dev/null 2>&1 || docker info >/dev/null 2>&1 ||
  skip "there is no nakama on the PATH and Docker does not run"
if [ ! -d node_modules ] || [ package-lock.json -nt node_modules/.package-lock.json ]; then
  command -v npm >/dev/null 2>&1 || skip "there is no npm on the PATH"
  npm ci --silent || skip "npm could not install the JavaScript client"
fi
exec node run.mjs "$@"
