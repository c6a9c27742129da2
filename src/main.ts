#!/usr/bin/env node
import { enableCompileCache } from 'node:module'
import process from 'node:process'
import { fileURLToPath } from 'node:url'

/**
 * The entry: arguments in, exit code out. Signals are caught first; what else it imports is chosen after a look at Node's
 * version. It imports nothing of ours as it is loaded, for only what comes later is taken from the cache.
 */
const OLDEST_NODE = 24

// halves the time to start; where nothing may be written, nothing is cached, and NODE_COMPILE_CACHE names another folder
enableCompileCache(fileURLToPath(new URL('../node_modules/.cache/policywatch', import.meta.url)))

const { catchEarlySignals } = await import('./cli/early-signals.ts')
const early = catchEarlySignals(process)

if (Number.parseInt(process.versions.node, 10) < OLDEST_NODE) {
  process.stderr.write(
    `policywatch: needs Node ${OLDEST_NODE} or newer, this is ${process.versions.node}\n  npx policywatch, in its folder, uses the right one\n`,
  )
  process.exitCode = 1
} else {
  const { importAsWritten } = await import('./cli/import-as-written.ts')
  importAsWritten()
  const { runCli } = await import('./cli/run-cli.ts')
  const { createProcessIo } = await import('./cli/process-io.ts')
  process.exitCode = await runCli(process.argv.slice(2), createProcessIo(process, early))
}
