import { subscriptionIdOf } from '../../../src/core/ids.ts'
import { type RetentionLimits, retentionLimits } from '../../../src/core/retention-limits.ts'
import { type PruneReport, pruneData } from '../../../src/pipeline/retention/prune-data.ts'
import { inTransaction } from '../../../src/store/database.ts'
import { findCountedSince } from '../../../src/store/quiet-reports.ts'
import { verifyLedger } from '../../../src/store/verify-ledger.ts'
import { countRows, findBroken, judgeStories, listStoryIds, readIds } from './look-at-rows.ts'
import type { RandomWatch } from './random-watch.ts'

type Rows = PruneReport['rows']

/** What went wrong in a life, in words, and how much retention had to do. */
export type JudgedLife = {
  readonly faults: readonly string[]
  readonly removed: Readonly<Record<string, number>>
}

/** Lets a watch live for some turns, prunes now and then, and looks each time whether all is as it must be. */
export async function liveAndPrune(watch: RandomWatch, turns: number): Promise<JudgedLife> {
  const faults: string[] = []
  const removed: Record<string, number> = {}
  const known = new Map<string, string>()
  for (let turn = 0; turn < turns; turn += 1) {
    await watch.live()
    for (const [id, fact] of await readIds(watch.app.deps.db)) {
      if (known.has(id) && known.get(id) !== fact) faults.push(`turn ${turn}: ${id} came back`)
      known.set(id, fact)
    }
    if (watch.dice.below(3) !== 0) continue
    const rows = await pruneAndJudge(watch, (fault) => faults.push(`turn ${turn}: ${fault}`))
    for (const [kind, count] of rows) removed[kind] = (removed[kind] ?? 0) + count
  }
  return { faults, removed }
}

async function pruneAndJudge(watch: RandomWatch, complain: (fault: string) => void): Promise<Rows> {
  const { app, clock, settings } = watch
  const { db } = app.deps
  const { items: before } = await limitsOf(watch)
  const judged = await judgeStories(db, settings, before)
  const dry = await pruneData(db, settings, clock.now, { mode: 'count', signal: NEVER })
  const begun = await pruneInPart(watch)
  const brokenMidway = [...(await findBroken(db)), ...(await listLedgerFaults(watch))]
  const report = await pruneData(db, settings, clock.now, { mode: 'remove', signal: NEVER })
  const rows = new Map(
    [...report.rows].map(([kind, count]) => [kind, count + (begun.get(kind) ?? 0)]),
  )
  const foretold = [...dry.rows].filter(([kind, count]) => rows.get(kind) !== count)
  const left = new Set(await listStoryIds(db))
  const again = await pruneData(db, settings, clock.now, { mode: 'remove', signal: NEVER })
  const expectations: readonly (readonly [string, readonly unknown[]])[] = [
    ['not foretold', foretold],
    ['removed too early', judged.stay.filter((id) => !left.has(id))],
    ['not removed', judged.go.filter((id) => left.has(id))],
    ['removed the second time', [...again.rows].filter(([, count]) => count > 0)],
    ['broken', await findBroken(db)],
    ['broken where it was stopped', brokenMidway],
    ['ledger', await listLedgerFaults(watch)],
    ['came back as news', await pollAgain(watch)],
  ]
  for (const [what, found] of expectations) {
    if (found.length > 0) complain(`${what}: ${JSON.stringify(found)}`)
  }
  return rows
}

/** Stops it between two slices, as a signal does, or a kill: each is a transaction. */
async function pruneInPart({ dice, app, settings, clock }: RandomWatch): Promise<Rows> {
  const controller = new AbortController()
  let slicesLeft = dice.below(6)
  const onSlice = (): void => {
    if (slicesLeft === 0) controller.abort()
    slicesLeft -= 1
  }
  const options = { mode: 'remove', signal: controller.signal, onSlice } as const
  return (await pruneData(app.deps.db, settings, clock.now, options)).rows
}

/** Mail is left lying here for weeks, so that some of it is overdue. */
async function listLedgerFaults({ app, clock }: RandomWatch): Promise<readonly unknown[]> {
  return (await verifyLedger(app.deps.db, clock.now)).filter(({ code }) => code !== 'overdue')
}

async function limitsOf({ app, settings, clock }: RandomWatch): Promise<RetentionLimits> {
  const since = await findCountedSince(app.deps.db, [subscriptionIdOf('weekly')])
  return retentionLimits(settings.keep, since, clock.now)
}

const NEVER = new AbortController().signal

/** Reads the same documents once more, though they have not changed, and returns what is stored of them now and was not before. */
async function pollAgain({ app, settings }: RandomWatch): Promise<readonly string[]> {
  const { db } = app.deps
  await inTransaction(db, async (tx) => {
    await tx.updateTable('feeds').set({ body_hash: null, etag: null }).execute()
  })
  const before = await countRows(db)
  await app.pollOnly(settings)
  const after = await countRows(db)
  // what goes on is told by matches and edits; the administrators may hear that a feed is silent
  const others = new Set(['polls', 'alerts', 'deliveries'])
  return Object.keys(before).filter((table) => !others.has(table) && after[table] !== before[table])
}
