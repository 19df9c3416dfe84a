#!/bin/sh
# The command of the proxy's container. With a certificate in /certificates
# (fullchain.pem and privkey.pem) the proxy serves HTTPS and secure WebSockets too.
set -eu
cd /certificates 2>/dev/null || cd /
if [ -e fullchain.pem ] && [ -e privkey.pem ]; then
  for file in fullchain.pem privkey.pem; do
    [ -r "$file" ] || { echo "$file: user $(id -u) may not read it" >&2; exit 1; }
  done
  cat >/tmp/tls.conf <<'CONF'
server {
  listen 8443 ssl http2;
  ssl_certificate /certificates/fullchain.pem;
  ssl_certificate_key /certificates/privkey.pem;
  ssl_protocols TLSv1.2 TLSv1.3;
  ssl_session_cache shared:tls:10m;
  include /etc/sagishi/client.conf;
}
CONF
  echo "TLS: on"
else
  rm -f /tmp/tls.conf
  echo "TLS: off, there are no fullchain.pem and privkey.pem in /certificates"
fi
exec nginx -c /etc/sagishi/nginx.conf -g 'daemon off;'
