import { spawnSync } from 'node:child_process'
import path from 'node:path'
import process from 'node:process'

const MAIN = path.resolve(import.meta.dirname, '../../src/main.ts')

/** What `policywatch ledger --verify` complains of; null: of nothing. */
export function verifyLedger(config: string): string | null {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [MAIN, 'ledger', '--verify', '--config', config],
    { encoding: 'utf8' },
  )
  return status === 0 ? null : `refuses: ${stdout}${stderr}`
}
