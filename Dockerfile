# The image of the daemon: `docker run IMAGE` is `policywatch run`, `docker run IMAGE check` is `policywatch check`.
# The last stage runs nothing, so what is in it is the base image and the tree that the stages before laid out. Packages are laid
# out on the platform where the build runs; only the compile cache is made on the one that the image is for.
ARG NODE_IMAGE=node:24-bookworm-slim

FROM --platform=$BUILDPLATFORM ${NODE_IMAGE} AS packages
ARG TARGETARCH
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund
COPY deploy/strip-packages.sh ./deploy/
RUN sh deploy/strip-packages.sh "$TARGETARCH"

# All that the program is made of; `docker build --target tree --output DIR .` lays it out for any --platform.
FROM scratch AS tree
COPY --from=packages /app/node_modules /app/node_modules
COPY package.json LICENSE /app/
COPY catalogue /app/catalogue
COPY concepts /app/concepts
COPY migrations /app/migrations
COPY src /app/src
COPY deploy/healthcheck.ts deploy/fill-compile-cache.ts /app/deploy/

FROM ${NODE_IMAGE} AS builder
COPY --from=tree /app /app
RUN chmod -R a+rX /app \
 && chmod a+x /app/src/main.ts \
 && mkdir -p /out/data /out/config \
 && install -d -o 10001 -g 10001 /app/node_modules/.cache
# Node takes what it compiled only under the same path, user and options; the daemon cannot write it, as its root is read-only
USER 10001:10001
RUN NODE_COMPILE_CACHE=/app/node_modules/.cache/policywatch \
    node --heap-growing-percent=20 --optimize-for-size --no-sparkplug /app/deploy/fill-compile-cache.ts
USER 0:0
RUN chown -R 0:0 /app/node_modules/.cache && chmod -R a+rX /app/node_modules/.cache

FROM ${NODE_IMAGE}
ARG VERSION=0.1.0
LABEL org.opencontainers.image.title="Policywatch" \
      org.opencontainers.image.description="Watches government news feeds and e-mails an alert when a rule matches" \
      org.opencontainers.image.licenses="MIT" \
      org.opencontainers.image.version="${VERSION}"
COPY --from=builder /app /app
COPY --chmod=755 deploy/policywatch.sh /usr/local/bin/policywatch
COPY --from=builder /out/config /config
COPY --from=builder --chown=10001:10001 /out/data /data
ENV NODE_ENV=production \
    NODE_COMPILE_CACHE=/app/node_modules/.cache/policywatch \
    POLICYWATCH_CONFIG=/config/config.yaml \
    POLICYWATCH_DATA=/data \
    POLICYWATCH_LISTEN=0.0.0.0:8700
# as measured in docs/capacity.md: the threads share what they free, and large pieces go back to the system
ENV MALLOC_ARENA_MAX=1 \
    MALLOC_TRIM_THRESHOLD_=65536 \
    MALLOC_MMAP_THRESHOLD_=65536
WORKDIR /data
USER 10001:10001
VOLUME /data
EXPOSE 8700
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --start-interval=2s \
  CMD ["node", "--heap-growing-percent=20", "--optimize-for-size", "--no-sparkplug", "/app/deploy/healthcheck.ts"]
ENTRYPOINT ["policywatch"]
CMD ["run"]
