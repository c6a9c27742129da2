import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import process from 'node:process'
import type { Contestant } from './contestants.ts'
import type { PhaseRow } from './phase-row.ts'

/** The second time nothing changes, caches are warm. */
const PHASES = 'cold,steady,steady,incr'

/** Drives a contestant through the phases once; appends what the driver says to `out`, and gives the last row of each phase. */
export async function runHarness(
  harness: string,
  contestant: Contestant,
  feeds: number,
  out: string,
): Promise<readonly PhaseRow[]> {
  const dir = mkdtempSync(path.join(tmpdir(), 'policywatch-bench-'))
  const file = path.join(dir, 'rows.jsonl')
  try {
    const driver = path.join(harness, 'src/driver.ts')
    const args = [driver, ...contestant.args, '--feeds', `${feeds}`, '--phases', PHASES]
    const child = spawn(process.execPath, [...args, '--out', file, '--dir', dir], {
      stdio: ['ignore', 'ignore', 'inherit'],
    })
    const [code] = await once(child, 'exit')
    if (code !== 0) process.stderr.write(`the driver ended with ${code} for ${contestant.name}\n`)
    const text = readFileSync(file, { encoding: 'utf8', flag: 'a+' }) // nothing where it broke off at once
    const rows = text
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => ({ ...(JSON.parse(line) as Omit<PhaseRow, 'contestant'>) })) // by the driver
      .map((row): PhaseRow => ({ ...row, contestant: contestant.name, feeds }))
    for (const row of rows) appendFileSync(out, `${JSON.stringify(row)}\n`)
    return [...new Map(rows.map((row) => [row.phase, row])).values()]
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
}
