import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { formatMonth, listFailures } from './format-month.ts'
import { judgeMonth } from './judge-month.ts'
import { FEW_DAYS, WHOLE_MONTH } from './month-size.ts'
import { runMonth } from './run-month.ts'

/**
 * npm run simulate:month -- [--seed N] [--small] [--keep]: lives through the month, prints its figures, and exits with 1 if an
 * alert was lost or anything else is not as it must be.
 */
const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    small: { type: 'boolean', default: false },
    keep: { type: 'boolean', default: false },
  },
})
const dir = mkdtempSync(path.join(tmpdir(), 'policywatch-month-'))
const size = { ...(values.small ? FEW_DAYS : WHOLE_MONTH), seed: Number(values.seed) }
const month = await runMonth(size, dir, (day) => process.stderr.write(`day ${day + 1}\r`))
const verdict = await judgeMonth(month)
process.stdout.write(`${formatMonth(month, verdict)}\n`)
const failures = listFailures(month, verdict)
for (const failure of failures) process.stdout.write(`\n${failure.slice(0, 2000)}\n`)
if (values.keep) process.stdout.write(`\nkept in ${dir}\n`)
else rmSync(dir, { recursive: true, force: true, maxRetries: 5 })
process.exitCode = failures.length === 0 ? 0 : 1
