#!/bin/sh
# `policywatch` in the image. What V8 cleans up late it holds long: by itself it lets a heap of 40 MB grow to 100 and more before it looks.
# These have it look when a heap has grown by a fifth, and compile what is hot alone, for a tenth or so of the processor's time
# (docs/capacity.md). They belong to the compile cache: what is compiled with other options is not taken.
exec node --heap-growing-percent=20 --max-semi-space-size=1 --optimize-for-size --no-sparkplug /app/src/main.ts "$@"
