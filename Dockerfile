# The image of the daemon: `docker run IMAGE` is `policywatch run`, `docker run IMAGE check` is `policywatch check`.
# The last stage runs nothing, so what is in it is the base image and the tree that the first stage laid out.
ARG NODE_IMAGE=node:24-bookworm-slim

FROM ${NODE_IMAGE} AS builder
WORKDIR /out/app
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund
# better-sqlite3 brings its C sources and a binary for every platform; the one for this platform is enough (26 MB less)
RUN cd node_modules/better-sqlite3 \
 && rm -rf deps src binding.gyp \
 && find prebuilds -type f ! -name "linux*-$(node -p process.arch).node" -delete
# of the Korean dictionary only the word list is read, not the rules of affixes beside it (11 MB less)
RUN rm node_modules/dictionary-ko/index.aff
COPY . .
RUN chmod -R a+rX . \
 && chmod a+x src/main.ts \
 && mkdir -p ../usr/local/bin ../data ../config \
 && ln -s /app/src/main.ts ../usr/local/bin/policywatch

FROM ${NODE_IMAGE}
LABEL org.opencontainers.image.title="Policywatch" \
      org.opencontainers.image.description="Watches government news feeds and e-mails an alert when a rule matches" \
      org.opencontainers.image.licenses="MIT"
COPY --from=builder /out/app /app
COPY --from=builder /out/usr/local/bin/ /usr/local/bin/
COPY --from=builder /out/config /config
COPY --from=builder --chown=10001:10001 /out/data /data
ENV NODE_ENV=production \
    POLICYWATCH_CONFIG=/config/config.yaml \
    POLICYWATCH_DATA=/data \
    POLICYWATCH_LISTEN=0.0.0.0:8700
WORKDIR /data
USER 10001:10001
VOLUME /data
EXPOSE 8700
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s \
  CMD ["node", "/app/deploy/healthcheck.ts"]
ENTRYPOINT ["policywatch"]
CMD ["run"]
