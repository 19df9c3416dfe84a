# The plugin is built by the image of the very Nakama that loads it: Go refuses
# a plugin from another toolchain. Both images exist for amd64 and arm64.
ARG NAKAMA_VERSION=3.40.0

FROM heroiclabs/nakama-pluginbuilder:${NAKAMA_VERSION} AS builder
# The builder's own Go, never a newer one fetched on the way.
ENV GOTOOLCHAIN=local CGO_ENABLED=1
WORKDIR /builder
COPY go.mod go.sum ./
RUN go mod download
COPY . .
RUN go build -trimpath -buildmode=plugin -o /builder/build/sagishi.so .

FROM heroiclabs/nakama:${NAKAMA_VERSION}
# The image runs as root; the server needs no more than to read its data. Files
# of game data may be mounted at /nakama/game: settings name them data/FILE.
RUN useradd --uid 10001 --no-create-home --home-dir /nakama --shell /usr/sbin/nologin nakama \
 && mkdir -p /nakama/data/modules /nakama/game \
 && ln -s /nakama/game /nakama/data/modules/data \
 && chown -R nakama /nakama/data
COPY --from=builder /builder/build/sagishi.so /nakama/data/modules/
COPY nakama.yml /nakama/data/
USER nakama
EXPOSE 7349 7350 7351
# The server's own subcommand: the image has no curl.
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 \
  CMD ["/nakama/nakama", "healthcheck"]
CMD ["--config", "/nakama/data/nakama.yml"]
# Last, so that another version builds no layer again.
ARG NAKAMA_VERSION
ARG VERSION=unreleased
ARG REVISION=unknown
LABEL org.opencontainers.image.title="sagishi-nakama" \
      org.opencontainers.image.description="Nakama with the Sagi-shi plugin" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.base.name="heroiclabs/nakama:${NAKAMA_VERSION}"
