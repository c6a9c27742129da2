#!/bin/sh
# Takes out of ./node_modules what packages carry along and nobody reads while the program runs: types, maps, documents, tests, sources
# of what is compiled, and what is for other platforms. Licences stay. Run in the image's build: strip-packages.sh TARGETARCH
set -eu
cd node_modules
files=$(find . -type f | wc -l)

case ${1:-$(node -p process.arch)} in
  amd64 | x64) arch=x64 ;;
  arm64) arch=arm64 ;;
  *) echo "better-sqlite3 brings no binary for $1" >&2; exit 1 ;;
esac
# the C library of the base image decides which of two binaries is loaded
if [ -e /etc/alpine-release ]; then libc=linuxmusl; else libc=linux; fi
binary=better-sqlite3/prebuilds/$libc-$arch.node
[ -f "$binary" ] || { echo "$binary is missing" >&2; exit 1; }
find better-sqlite3/prebuilds -type f ! -path "$binary" -delete
rm -rf better-sqlite3/deps better-sqlite3/src better-sqlite3/binding.gyp node-addon-api

# programs are loaded as .js, .cjs or .mjs
find . -type f \( -name '*.ts' -o -name '*.mts' -o -name '*.cts' -o -name '*.map' -o -name '*.tsbuildinfo' \) -delete
find . -type f \( -iname '*.md' -o -iname '*.markdown' \) ! -iname '*licen*' -delete
# folders that belong to the making of a package, at its top: deeper down the names may mean something else
for name in test tests benchmark benchmarks docs doc example examples coverage .github .husky; do
  find . -type d -path "*/$name" | grep -E "^\./(@[^/]+/)?[^/]+/$name\$" | xargs -r rm -rf
done
# of the Korean dictionary only the word list is read; the rest is large, and for browsers or tests
rm -rf dictionary-ko/index.aff linkedom/worker.js rss-parser/dist css-what/src zod/src
find . -type d -empty -delete

echo "$files files became $(find . -type f | wc -l), $(du -sk . | cut -f 1) KiB"
