#!/usr/bin/env node
import { enableCompileCache } from 'node:module'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { catchEarlySignals } from './cli/early-signals.ts'
import { importAsWritten } from './cli/import-as-written.ts'

/**
 * The entry: arguments in, exit code out. Signals are caught first; what else it imports is chosen after a look at Node's
 * version.
 */
const OLDEST_NODE = 24

const early = catchEarlySignals(process)

if (Number.parseInt(process.versions.node, 10) < OLDEST_NODE) {
  process.stderr.write(
    `policywatch: needs Node ${OLDEST_NODE} or newer, this is ${process.versions.node}\n  npx policywatch, in its folder, uses the right one\n`,
  )
  process.exitCode = 1
} else {
  // halves the time to start; where nothing may be written, nothing is cached
  enableCompileCache(fileURLToPath(new URL('../node_modules/.cache/policywatch', import.meta.url)))
  importAsWritten()
  const { runCli } = await import('./cli/run-cli.ts')
  const { createProcessIo } = await import('./cli/process-io.ts')
  process.exitCode = await runCli(process.argv.slice(2), createProcessIo(process, early))
}
