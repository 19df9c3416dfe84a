#!/bin/sh
# Makes build/release: the plugin, named by its version and what it runs on, its
# SBOM in CycloneDX's form, Nakama's configuration, and checksums of all. Fails if the
# version is not prepared: no section in the changelog, no stored documents kept.
set -eu
cd "$(dirname "$0")/.."
gomod=github.com/CycloneDX/cyclonedx-gomod/cmd/cyclonedx-gomod@v1.10.0

version=$(sed -n 's/^const Version = "\(.*\)"$/\1/p' internal/app/app.go)
nakama=$(sed -n 's/^ARG NAKAMA_VERSION=//p' Dockerfile | head -n 1)
revision=$(git rev-parse HEAD 2>/dev/null || echo unknown)
[ -z "$(git status --porcelain 2>/dev/null)" ] || revision=$revision-changed

grep -q "^## .*$version" CHANGELOG.md || { echo "CHANGELOG.md has no section $version" >&2; exit 1; }
[ -f "internal/testing/faultsim/testdata/$version/players.json" ] || {
  echo "no stored documents of $version: go test ./internal/testing/faultsim -run Documents -update" >&2
  exit 1
}

rm -rf build/release
mkdir -p build/release
name=sagishi-$version-nakama-$nakama-$(go env GOOS)-$(go env GOARCH)
CGO_ENABLED=1 go build -trimpath -buildmode=plugin -o "build/release/$name.so" .
go run "$gomod" bin -json -std -version "$version" -output "build/release/$name.cdx.json" "build/release/$name.so"
cp nakama.yml CHANGELOG.md LICENSE build/release/
(cd build/release && sha256sum -- * >SHA256SUMS)

echo "build/release has $name.so, built from $revision by $(go env GOVERSION). The image:"
echo "  docker build --build-arg NAKAMA_VERSION=$nakama --build-arg VERSION=$version --build-arg REVISION=$revision -t sagishi-nakama:$version ."
