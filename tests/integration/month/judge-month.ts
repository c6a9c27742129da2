import { execFile } from 'node:child_process'
import path from 'node:path'
import { promisify } from 'node:util'
import { addressOf, expectTellings, type Telling, tellingOf } from './expect-tellings.ts'
import type { ReceivedMessage } from './mailbox.ts'
import { isRefused } from './make-subscriptions.ts'
import type { Month } from './run-month.ts'
import { ADMIN } from './write-month-config.ts'

const MAIN = path.resolve(import.meta.dirname, '../../../src/main.ts')
const MOST_BYTES = 1024 ** 3

/** Of the tellings (address, rule, story) that there should be. */
export type Verdict = {
  readonly expected: number
  /** At least once. */
  readonly delivered: number
  readonly missing: readonly Telling[]
  /** In several messages of one Message-ID, where nobody could know that the first was taken. */
  readonly repeated: number
  /** The same, where it was known. */
  readonly repeatedKnowingly: readonly Telling[]
  /** In messages of several Message-IDs. */
  readonly toldAnew: readonly Telling[]
  /** That nobody asked for. */
  readonly unexpected: readonly Telling[]
  /** To addresses that every server refuses; the ledger says so. */
  readonly failedAsMeant: number
  /** Subjects of messages without a telling. */
  readonly empty: readonly string[]
  /** Addresses that failed and of which the administrator was not told once, and those that did not and were named. */
  readonly wronglyReported: readonly string[]
  /** Messages to the administrator about addresses that failed. */
  readonly failureNotices: number
  /** What `ledger --verify` said; null: it exits with 0. */
  readonly ledgerProblem: string | null
  /** Rows of the ledger that are not final, and those that failed without being meant to. */
  readonly openRows: readonly string[]
}

/** Holds what was received against what was published, and the ledger against both. */
export async function judgeMonth(month: Month): Promise<Verdict> {
  const expected = expectTellings(month.world)
  const rows = await readLedger(month)
  const failed = new Set(rows.filter(({ state }) => state === 'failed').map(tellingOfRow(month)))
  const toReaders = month.messages.filter(({ to }) => to !== ADMIN)
  const idsOf = gatherIds(toReaders)
  const isMeantToFail = (telling: Telling): boolean =>
    isRefused(addressOf(telling)) && failed.has(telling)
  const again = toReaders.filter(({ repeats }) => repeats !== null)
  const tellingsOf = (repeats: ReceivedMessage['repeats']): ReadonlySet<Telling> =>
    new Set(again.filter((message) => message.repeats === repeats).flatMap((m) => m.tellings))
  const knowingly = tellingsOf('not allowed')
  return {
    expected: expected.size,
    delivered: [...expected].filter((telling) => idsOf.has(telling)).length,
    missing: [...expected].filter((telling) => !idsOf.has(telling) && !isMeantToFail(telling)),
    repeated: [...tellingsOf('allowed')].filter((telling) => !knowingly.has(telling)).length,
    repeatedKnowingly: [...knowingly],
    toldAnew: [...idsOf].filter(([, ids]) => ids.size > 1).map(([telling]) => telling),
    unexpected: [...idsOf.keys()].filter((telling) => !expected.has(telling)),
    failedAsMeant: [...expected].filter(isMeantToFail).length,
    empty: toReaders.filter(({ tellings }) => tellings.length === 0).map(({ subject }) => subject),
    ...judgeNotices(month, new Set([...failed].map(addressOf))),
    ledgerProblem: await verifyLedger(month),
    openRows: rows
      .filter(({ state, address }) => !isFinal(state, address))
      .map((row) => `${tellingOfRow(month)(row)}: ${row.state} ${row.reason}`),
  }
}

function gatherIds(
  messages: readonly ReceivedMessage[],
): ReadonlyMap<Telling, ReadonlySet<string>> {
  const idsOf = new Map<Telling, Set<string>>()
  for (const { messageId, tellings } of messages) {
    for (const telling of tellings) {
      const ids = idsOf.get(telling) ?? new Set()
      idsOf.set(telling, ids.add(messageId))
    }
  }
  return idsOf
}

/** Each address that failed is named in one notice, and no other in any. */
function judgeNotices(
  { messages }: Month,
  failed: ReadonlySet<string>,
): Pick<Verdict, 'wronglyReported' | 'failureNotices'> {
  const notices = messages.filter(
    ({ to, subject, repeats }) => to === ADMIN && /Not delivered/.test(subject) && repeats === null,
  )
  const named = notices.flatMap((notice) => notice.named)
  const addresses = new Set([...failed, ...named])
  return {
    wronglyReported: [...addresses].filter((address) => {
      const count = named.filter((one) => one === address).length
      return count !== (failed.has(address) ? 1 : 0)
    }),
    failureNotices: notices.length,
  }
}

type LedgerRow = {
  readonly ruleId: string
  readonly title: string
  readonly address: string | null
  readonly state: string
  readonly reason: string | null
}

function tellingOfRow({ world }: Month): (row: LedgerRow) => Telling {
  return ({ ruleId, title, address }) => {
    const rule = world.rules.find(({ id }) => id === ruleId)
    return tellingOf(address ?? '', rule?.title ?? ruleId, /S-\d{5}/.exec(title)?.[0] ?? title)
  }
}

function isFinal(state: string, address: string | null): boolean {
  if (state === 'failed') return isRefused(address ?? '')
  return state === 'sent' || state === 'suppressed'
}

async function readLedger({ dir }: Month): Promise<readonly LedgerRow[]> {
  const { stdout } = await runCommand(dir, 'ledger', '--json')
  return stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as LedgerRow) // a promise of the command's
}

async function verifyLedger({ dir }: Month): Promise<string | null> {
  try {
    await runCommand(dir, 'ledger', '--verify')
    return null
  } catch (error) {
    return String(error)
  }
}

async function runCommand(
  dir: string,
  ...args: readonly string[]
): Promise<{ readonly stdout: string }> {
  const config = path.join(dir, 'config.yaml')
  return await promisify(execFile)(process.execPath, [MAIN, ...args, '--config', config], {
    maxBuffer: MOST_BYTES,
  })
}
