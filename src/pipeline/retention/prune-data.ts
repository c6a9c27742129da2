import path from 'node:path'
import type { Settings } from '../../config/settings.ts'
import type { PrunedFiles } from '../../core/pruned-files.ts'
import { type RetentionLimits, retentionLimits } from '../../core/retention-limits.ts'
import type { Timestamp } from '../../core/time.ts'
import { pruneOutbox } from '../../mail/prune-outbox.ts'
import { inTransaction } from '../../store/database.ts'
import { listOpenMessageIds } from '../../store/due-deliveries.ts'
import { pruneBodies } from '../../store/kept-bodies.ts'
import { findCountedSince } from '../../store/quiet-reports.ts'
import { freePages, readPageCounts } from '../../store/retention/free-pages.ts'
import { alertsToPrune } from '../../store/retention/prune-alerts.ts'
import { feedsToPrune } from '../../store/retention/prune-feeds.ts'
import { historyToPrune } from '../../store/retention/prune-history.ts'
import { identitiesToPrune } from '../../store/retention/prune-identities.ts'
import { pollsToPrune } from '../../store/retention/prune-polls.ts'
import {
  PRUNED_KINDS,
  type PruneCounts,
  type PrunedKind,
  type PruneStep,
} from '../../store/retention/prune-step.ts'
import { storiesToPrune } from '../../store/retention/prune-stories.ts'
import { savePrunedAt } from '../../store/retention/pruned-at.ts'
import type { Db } from '../../store/schema.ts'
import { Slices } from './slices.ts'
import { takeWithRoom } from './take-with-room.ts'

/** What retention removed, or would remove. */
export type PruneReport = {
  /** `stopped`: the rest goes the next time. */
  readonly kind: 'done' | 'stopped'
  readonly limits: RetentionLimits
  /** Rows of the database; every kind is named. */
  readonly rows: ReadonlyMap<PrunedKind, number>
  readonly mails: PrunedFiles
  readonly bodies: PrunedFiles
  /** What the file of the database gives back to the system. */
  readonly databaseBytes: number
  /** How long the longest slice of the database kept others waiting. */
  readonly longestMs: number
}

export type PruneOptions = {
  /** `count` changes nothing, and may read a database that cannot be written. */
  readonly mode: 'remove' | 'count'
  readonly signal: AbortSignal
  /** By when ages are counted, where the clock alone is not believed; left out: now. */
  readonly agedAt?: Timestamp
  /** Told before each slice. */
  readonly onSlice?: () => void
}

/**
 * Removes what is older than the settings keep, beside polls and deliveries of this process and of others. In slices, each
 * of which leaves the database whole, so that it may be stopped, or killed, anywhere:
 *
 * 1. messages of the outbox folder, and documents as they came: on a full disk they make room for the rest
 * 2. stories that nothing is left to happen to, whole
 * 3. alerts of which nothing is left that they told, messages to administrators
 * 4. keys of items that have been gone for years
 * 5. polls, conditions, gaps, rules as they were, and what is known of feeds that are long gone
 * 6. empty pages of the file
 */
export async function pruneData(
  db: Db,
  settings: Settings,
  now: Timestamp,
  options: PruneOptions,
): Promise<PruneReport> {
  const { mode, signal } = options
  const countedSince = await readCountedSince(db, settings)
  const limits = retentionLimits(settings.keep, countedSince, options.agedAt ?? now)
  const { dataDir } = settings
  const run: Run = { ...options, dataDir, db, slices: new Slices(signal), rows: new Map() }
  const feeds = [...settings.feeds.values()]
  const feedIds = feeds.map(({ id }) => id)
  const fullTextFeedIds = feeds.flatMap(({ id, fullText }) => (fullText ? [id] : []))
  const terms = { before: limits.items, feedIds, fullTextFeedIds }
  const wouldGo = mode === 'count' ? terms : null

  options.onSlice?.()
  const { mails, bodies } = signal.aborted ? NO_FILES : await pruneFiles(run, settings, limits) // 1
  await carryOut(run, storiesToPrune(terms, now)) // 2
  await carryOut(run, alertsToPrune({ before: limits.history, wouldGo })) // 3
  await carryOut(run, identitiesToPrune({ before: limits.identities, feedIds })) // 4
  await carryOut(run, pollsToPrune(limits.polls)) // 5
  for (const step of historyToPrune(limits.history)) await carryOut(run, step)
  await carryOut(run, feedsToPrune(feedIds, limits.history))
  const databaseBytes = mode === 'count' ? 0 : await giveBack(run) // 6

  const isDone = !signal.aborted
  if (isDone && mode === 'remove') {
    await inTransaction(db, async (tx) => await savePrunedAt(tx, now))
  }
  return {
    kind: isDone ? 'done' : 'stopped',
    limits,
    rows: new Map(PRUNED_KINDS.map((kind) => [kind, run.rows.get(kind) ?? 0])),
    mails,
    bodies,
    databaseBytes,
    longestMs: run.slices.longestMs,
  }
}

type Run = PruneOptions & {
  readonly dataDir: string
  readonly db: Db
  readonly slices: Slices
  readonly rows: Map<PrunedKind, number>
}

async function readCountedSince(db: Db, { subscriptions }: Settings): Promise<Timestamp | null> {
  const quiet = [...subscriptions.values()].filter(({ allQuiet }) => allQuiet !== null)
  return await findCountedSince(
    db,
    quiet.map(({ id }) => id),
  )
}

async function carryOut<Id, Place>(run: Run, step: PruneStep<Id, Place>): Promise<void> {
  const { db, slices } = run
  slices.restart()
  let place: Place | null = step.first
  while (place !== null && !slices.isStopped) {
    run.onSlice?.()
    if (slices.isStopped) return
    const from: Place = place
    place =
      run.mode === 'count'
        ? await slices.take(async (size) => await countSlice(db, step, from, size, run.rows))
        : await takeWithRoom(run, async (size) => await removeSlice(db, step, from, size, run.rows))
  }
}

async function countSlice<Id, Place>(
  db: Db,
  step: PruneStep<Id, Place>,
  place: Place,
  size: number,
  rows: Run['rows'],
): Promise<Place | null> {
  const { ids, next } = await step.find(db, place, size)
  if (ids.length > 0) addCounts(rows, await step.count(db, ids))
  return next
}

/** Found and removed in one transaction: whatever a poll or a delivery does about it comes before or after. */
async function removeSlice<Id, Place>(
  db: Db,
  step: PruneStep<Id, Place>,
  place: Place,
  size: number,
  rows: Run['rows'],
): Promise<Place | null> {
  const { counts, next } = await inTransaction(db, async (tx) => {
    const found = await step.find(tx, place, size)
    return {
      counts: found.ids.length === 0 ? {} : await step.remove(tx, found.ids),
      next: found.next,
    }
  })
  addCounts(rows, counts)
  return next
}

function addCounts(rows: Run['rows'], counts: PruneCounts): void {
  for (const kind of PRUNED_KINDS) {
    const count = counts[kind] ?? 0
    if (count > 0) rows.set(kind, (rows.get(kind) ?? 0) + count)
  }
}

/** Returns how many bytes the file is shorter by. */
async function giveBack(run: Run): Promise<number> {
  const { db, slices, onSlice } = run
  slices.restart()
  const before = await readPageCounts(db)
  let size = before
  while (size.freeCount > 0 && !slices.isStopped) {
    onSlice?.()
    const { freeCount } = size
    await takeWithRoom(run, async (count) => await freePages(db, Math.min(count, freeCount)))
    size = await readPageCounts(db)
    if (size.freeCount >= freeCount) break // it was not made for it, or others empty more meanwhile
  }
  return Math.max(0, before.pageCount - size.pageCount) * before.pageBytes
}

type Files = Pick<PruneReport, 'mails' | 'bodies'>

const NOTHING: PrunedFiles = { count: 0, bytes: 0, problems: [] }
const NO_FILES: Files = { mails: NOTHING, bodies: NOTHING }

async function pruneFiles(
  { db, mode }: Run,
  { dataDir, feeds, keep }: Settings,
  limits: RetentionLimits,
): Promise<Files> {
  const openMessageIds = await listOpenMessageIds(db)
  const outbox = path.join(dataDir, 'outbox')
  const kept = keep.bodyDays === 0 ? new Set<never>() : new Set(feeds.keys())
  return {
    mails: await pruneOutbox(outbox, { before: limits.history, openMessageIds }, mode),
    bodies: await pruneBodies(dataDir, { before: limits.bodies, feedIds: kept }, mode),
  }
}
