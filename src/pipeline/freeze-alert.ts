import { setImmediate } from 'node:timers/promises'
import type { Settings } from '../config/settings.ts'
import type { AlertContent } from '../core/alert/alert-content.ts'
import { describeBudget, planOverflow } from '../core/alert/plan-alerts.ts'
import { fillWhole, type RenderedAlert } from '../core/alert/render-alert.ts'
import { type RenderedParts, renderParts } from '../core/alert/render-parts.ts'
import type { Timestamp } from '../core/time.ts'
import { insertPart, removeFromAlert, savePart, type TellingRows } from '../store/alert-parts.ts'
import { type Alert, enqueueAlerts, saveRendered, saveSuppressions } from '../store/alerts.ts'
import type { Tx } from '../store/schema.ts'
import { buildAlertContent } from './build-alert-content.ts'
import type { Deps } from './deps.ts'
import { readLoad } from './read-load.ts'

/**
 * Freezes what the alert says; null when there is nothing to say. What does not fit one e-mail goes into further parts,
 * frozen here too, so that nothing that changes later can make a story fall out of them; they are due at once. More of them
 * than the budget of the day has left become one digest.
 */
export async function freezeAlert(
  tx: Tx,
  deps: Pick<Deps, 'messageIds'>,
  settings: Settings,
  alert: Alert,
  now: Timestamp,
): Promise<RenderedAlert | null> {
  const { content, told } = await buildAlertContent(tx, settings, alert)
  if (content.stories.length === 0) return null
  // a digest of what was already published, or over the budget, counts the rest instead
  const mayContinue = alert.kind !== 'already-published' && alert.notice === null
  if (!mayContinue) {
    const { rendered, storyCount } = fillWhole(content)
    if (content.isCompact) await noteCounted(tx, alert, told.slice(storyCount), now)
    await saveRendered(tx, alert.id, rendered)
    return rendered
  }
  const all = await renderInTurns(content)
  // one e-mail is within any budget, which two questions are asked for
  const budget = all.kind === 'whole' ? null : await readBudget(tx, settings, alert, now)
  const { mails, storyCount } = await fitBudget(content, all, budget)
  if (storyCount < told.length) {
    await putOff(tx, deps, settings, alert, told.slice(storyCount), now)
  }
  if (mails.kind === 'whole') {
    await saveRendered(tx, alert.id, mails.rendered)
    return mails.rendered
  }
  const [first, ...others] = mails.parts
  let at = first.storyCount
  for (const part of others) {
    const rows = joinRows(told.slice(at, at + part.storyCount))
    await insertPart(tx, alert, part, rows, deps.messageIds, now)
    at += part.storyCount
  }
  await savePart(tx, alert.id, first.part)
  await saveRendered(tx, alert.id, first.rendered)
  return first.rendered
}

/** Whoever waits for this thread, not for the database, has a turn after each part. */
async function renderInTurns(content: AlertContent): Promise<RenderedParts> {
  const work = renderParts(content)
  for (;;) {
    const step = work.next()
    if (step.done === true) return step.value
    await setImmediate()
  }
}

/** A subscription's budget, and how many e-mails of it this alert may take. */
type Budget = { readonly size: number; readonly left: number }

/** null: there is no limit. Digests come when their subscription wants them, however many e-mails they take. */
async function readBudget(
  tx: Tx,
  settings: Settings,
  { kind, subscriptionId }: Alert,
  now: Timestamp,
): Promise<Budget | null> {
  if (kind !== 'news' || subscriptionId === null) return null
  const size = settings.subscriptions.get(subscriptionId)?.budget ?? 0
  if (size === 0) return null
  const { sentToday } = await readLoad(tx, settings, [subscriptionId], now)
  const before = Math.max(0, (sentToday.get(subscriptionId) ?? 0) - 1) // without this one
  return { size, left: Math.max(1, size - before) }
}

/** The e-mails for as many of the stories as the budget has room for, from the first on. */
async function fitBudget(
  content: AlertContent,
  all: RenderedParts,
  budget: Budget | null,
): Promise<{ readonly mails: RenderedParts; readonly storyCount: number }> {
  let mails = all
  let storyCount = content.stories.length
  while (budget !== null && mails.kind === 'parts' && mails.parts.length > budget.left) {
    const room = mails.parts.slice(0, budget.left).map((part) => part.storyCount)
    const fitting = room.reduce((sum, count) => sum + count, 0)
    storyCount = Math.max(1, Math.min(fitting, storyCount - 1))
    mails = await renderInTurns(shorten(content, storyCount, budget.size))
  }
  return { mails, storyCount }
}

function shorten(content: AlertContent, storyCount: number, budget: number): AlertContent {
  const stories = content.stories.slice(0, storyCount)
  const hit = new Set(stories.flatMap((story) => story.ruleIds))
  const more = content.stories.length - storyCount
  const rest = more === 1 ? '1 more story comes' : `${more} more stories come`
  const notice = `More matched than fits a day: ${describeBudget(budget)}, so ${rest} in one digest.`
  return {
    ...content,
    stories,
    rules: content.rules.filter(({ id }) => hit.has(id)),
    notices: [notice, ...content.notices],
  }
}

/** Moves the rest of an alert into the digest of what exceeds the budget. */
async function putOff(
  tx: Tx,
  { messageIds }: Pick<Deps, 'messageIds'>,
  settings: Settings,
  alert: Alert,
  rest: readonly TellingRows[],
  now: Timestamp,
): Promise<void> {
  const subscriber =
    alert.subscriptionId === null ? undefined : settings.subscriptions.get(alert.subscriptionId)
  if (subscriber === undefined) return
  const rows = joinRows(rest)
  await removeFromAlert(tx, alert.id, rows)
  await enqueueAlerts(tx, [planOverflow(subscriber, rows, settings.timezone, now)], messageIds, now)
}

/** What a digest over the budget only counts is told to nobody, and the ledger says so. */
async function noteCounted(
  tx: Tx,
  { id, subscriptionId, notice }: Alert,
  rest: readonly TellingRows[],
  now: Timestamp,
): Promise<void> {
  const rows = joinRows(rest)
  await removeFromAlert(tx, id, rows)
  const reason = `only counted in a digest, which could not hold all. ${notice ?? ''}`.trim()
  const suppressed = rows.matchIds.map((matchId) => ({
    matchId,
    subscriptionId,
    address: null,
    reason,
  }))
  await saveSuppressions(tx, suppressed, now)
}

function joinRows(rows: readonly TellingRows[]): TellingRows {
  return {
    matchIds: rows.flatMap(({ matchIds }) => matchIds),
    editIds: rows.flatMap(({ editIds }) => editIds),
  }
}
