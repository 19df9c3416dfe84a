#!/bin/sh
# Prints the coverage of each package and fails below the floor: 95 % for the
# rules of the game, 80 % for the rest. Commands, generators and packages that
# hold tests alone do not count, and are not run. Arguments name other packages
# than all.
set -eu
cd "$(dirname "$0")/.."
packages=$(go list -f '{{if .GoFiles}}{{.Name}} {{.ImportPath}}{{end}}' "${@:-./...}" |
  awk '$1 != "main" && $2 !~ /\/(faultsim|attacks)$/ { print $2 }')
# shellcheck disable=SC2086 # one word a package
{ go test -cover $packages || echo FAIL; } | awk '
  { print; fflush() }
  /^FAIL/ { bad = 1 }
  /coverage:/ {
    for (i = 1; i <= NF; i++) if ($i == "coverage:") { share = $(i + 1); sub("%", "", share) }
    name = $2; if ($1 != "ok") name = $1
    floor = (name == "sagishi/game") ? 95 : 80
    if (share + 0 < floor) { print "  below the floor of " floor " %: " name; bad = 1 }
  }
  END { exit bad }'
