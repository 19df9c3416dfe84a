#!/bin/sh
# The command of the proxy's container. With a certificate in /certificates
# (fullchain.pem and privkey.pem) the proxy serves HTTPS and secure WebSockets too.
set -eu
chain=/certificates/fullchain.pem key=/certificates/privkey.pem
if [ -e "$chain" ] && [ -e "$key" ]; then
  for file in "$chain" "$key"; do
    [ -r "$file" ] || { echo "$file: user $(id -u) may not read it" >&2; exit 1; }
  done
  cp /etc/sagishi/tls.conf /tmp/tls.conf
  echo "TLS: on"
else
  rm -f /tmp/tls.conf
  echo "TLS: off, there are no fullchain.pem and privkey.pem in /certificates"
fi
exec nginx -c /etc/sagishi/nginx.conf -g 'daemon off;'
