#!/bin/sh
# Checks the page for browsers: `lint` the types of its modules, `test` what needs
# no browser. Says what is missing when it cannot: that is no failure, unless
# SAGISHI_E2E_REQUIRED is set.
set -eu
cd "$(dirname "$0")/.."

skip() {
  echo "the page: skipped: $1"
  [ -z "${SAGISHI_E2E_REQUIRED:-}" ] || exit 1
  exit 0
}

command -v node >/dev/null 2>&1 || skip "there is no node on the PATH"
command -v npm >/dev/null 2>&1 || skip "there is no npm on the PATH"
if [ ! -d e2e/node_modules ] || [ e2e/package-lock.json -nt e2e/node_modules/.package-lock.json ]; then
  (cd e2e && npm ci --silent) || skip "npm could not install the packages"
fi
case ${1:-} in
  lint) e2e/node_modules/.bin/tsc -p web ;;
  test) node --test web/tests/*.test.mjs ;;
  *) echo "usage: $0 lint|test" >&2; exit 2 ;;
esac
