import type { Settings } from '../config/settings.ts'
import { addMs, DAY_MS, type Timestamp } from '../core/time.ts'
import { listOptOuts } from '../store/opt-outs.ts'
import type { Db } from '../store/schema.ts'
import {
  countItemsSince,
  findFirstMatchId,
  listAppliedTimes,
  listFirstSeen,
  listToldStories,
} from '../store/told-stories.ts'
import { findCoveredRules } from './find-covered-rules.ts'
import type { HygieneFinding } from './hygiene-finding.ts'
import { hygieneOfConfiguration } from './hygiene-of-configuration.ts'
import { hygieneOfRules } from './hygiene-of-rules.ts'

/** What may be tidied up in the configuration, going by what was stored. */
export type Hygiene = {
  /** By kind, in the order of HYGIENE_KINDS, and within one in that of the configuration. */
  readonly findings: readonly HygieneFinding[]
  /** The days that were looked at for what rules hit. */
  readonly days: number
  /** Rules that are in force for less than a week, or were never held against what is stored: not judged by what they hit. */
  readonly youngRules: readonly string[]
}

const DAYS = 30

/** Reads alone; `db` is null where nothing was ever stored. */
export async function readHygiene(
  db: Db | null,
  settings: Settings,
  now: Timestamp,
): Promise<Hygiene> {
  const optOuts = db === null ? [] : await listOptOuts(db)
  const ofConfiguration = hygieneOfConfiguration(settings, optOuts)
  if (db === null) {
    return { findings: ofConfiguration, days: DAYS, youngRules: [...settings.rules.keys()] }
  }
  const since = addMs(now, -DAYS * DAY_MS)
  const told = await listToldStories(db)
  const days = await listDays(db, now)
  const firstId = days.at(-1) ?? Number.POSITIVE_INFINITY
  const recent = told.filter(({ matchId }) => matchId >= firstId)
  const ofRules = hygieneOfRules(settings, {
    told,
    days,
    applied: await listAppliedTimes(db),
    itemCounts: await countItemsSince(db, since),
    firstSeen: await listFirstSeen(db),
    now,
  })
  const findings = [
    ...ofRules.findings,
    ...findCoveredRules(settings, recent, DAYS),
    ...ofConfiguration,
  ]
  return {
    findings: findings.toSorted((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind)),
    days: DAYS,
    youngRules: ofRules.youngRules,
  }
}

/** In the order in which they are told. */
const ORDER: readonly HygieneFinding['kind'][] = [
  'never-hit',
  'too-loud',
  'covered',
  'untaken-rule',
  'no-news-possible',
  'nobody-left',
  'unsubscribed',
  'unwatched-feed',
  'untold-feed',
  'unused-concepts',
]

/** The id of the first match of each of the last days, today first; of a day without one, the first after it. */
async function listDays(db: Db, now: Timestamp): Promise<readonly number[]> {
  const days: number[] = []
  for (let day = 1; day <= DAYS; day += 1) {
    const id = await findFirstMatchId(db, addMs(now, -day * DAY_MS))
    days.push(id ?? Number.POSITIVE_INFINITY)
  }
  return days
}
