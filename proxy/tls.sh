#!/bin/sh
# Runs before nginx in its official image. With a certificate in /certificates
# (fullchain.pem and privkey.pem) it adds 443: HTTPS and secure WebSockets.
set -eu
if [ -s /certificates/fullchain.pem ] && [ -s /certificates/privkey.pem ]; then
  cat >/etc/nginx/tls.conf <<'CONF'
server {
  listen 443 ssl http2;
  ssl_certificate /certificates/fullchain.pem;
  ssl_certificate_key /certificates/privkey.pem;
  ssl_protocols TLSv1.2 TLSv1.3;
  ssl_session_cache shared:tls:10m;
  include client.conf;
}
CONF
  echo "443 serves TLS"
else
  rm -f /etc/nginx/tls.conf
  echo "no certificates: 443 is closed"
fi
