#!/bin/sh
# Prints the coverage of each package and fails below the floor: 95 % for the
# rules of the game, 80 % for the rest. Commands and generated code do not count.
set -eu
cd "$(dirname "$0")/.."
go test -cover ./... | grep -v -e '/cmd/' -e '/e2e/' | awk '
  { print }
  /coverage:/ {
    for (i = 1; i <= NF; i++) if ($i == "coverage:") { share = $(i + 1); sub("%", "", share) }
    name = $2; if ($1 != "ok") name = $1
    floor = (name == "sagishi/game") ? 95 : 80
    if (share + 0 < floor) { print "  below the floor of " floor " %: " name; bad = 1 }
  }
  END { exit bad }'
