#!/bin/sh
# Checks Prometheus' configuration and the rules of alert: they are valid, a healthy
# evening fires none, and each trouble fires its own. Says plainly when it cannot:
# that is no failure, unless SAGISHI_PROMTOOL_REQUIRED is set.
set -eu
cd "$(dirname "$0")/../observe/prometheus"
command -v promtool >/dev/null 2>&1 || {
  echo "alerts not checked: there is no promtool on the PATH (Debian: apt-get install prometheus)"
  [ -z "${SAGISHI_PROMTOOL_REQUIRED:-}" ] || exit 1
  exit 0
}
promtool check config prometheus.yml
promtool check rules alerts.yml
promtool test rules alerts_test.yml
