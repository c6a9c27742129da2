import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { countExpectedTellings, findWrongAlerts } from './check-alerts.ts'
import {
  countFollowed,
  findUnnoticedLosses,
  findWrongConditions,
  listLosses,
} from './check-conditions.ts'
import { findWrongItems } from './check-items.ts'
import { findWrongNotices } from './check-notices.ts'
import { KINDS_OF_FEEDS } from './episode.ts'
import { makeFeeds } from './make-feeds.ts'
import { runYear } from './run-year.ts'
import { DAY_COUNT, FEED_COUNT, SEED } from './year-options.ts'

/**
 * A year in the life of the watch, in minutes: two hundred made-up feeds in five languages, each with its own rhythm, format,
 * charset, window and habits, to which everything happens that happens to the feeds of ministries. The clock is made up and
 * leaps from one due time to the next; the servers are made up below what opens connections, so that all above it is the
 * program's own, over its own database.
 *
 * - `make-feeds`, `make-publications` and `plan-episodes` make the world from one seed: what feeds are like, what they
 *   publish and what befalls them (`episode`).
 * - `made-up-network` answers requests; `serve-feed`, `list-entries` and `render-document` make the documents.
 * - `truth` is the world's own book of what left its servers, `request-book` of how it was asked.
 * - `run-year` lets the watch live through it as the daemon does, with downtimes and changes of the configuration.
 * - `visit-book` is how each visit ended; `expect-conditions`, with its observers, draws from it what should have been the
 *   matter with feeds and hosts, by the words of docs/decisions/what-is-the-matter-with-a-feed.md.
 * - `check-…` compares the books with the database. Each difference is a sentence that names the feed, the item, and
 *   what befell the feed before.
 *
 * What a document held that was handed over must be stored once; what fell off a list between two polls cannot be.
 */

const LIMIT_MS = 30 * 60_000

const dir = mkdtempSync(path.join(tmpdir(), 'policywatch-year-'))
let year: Awaited<ReturnType<typeof runYear>>

beforeAll(async () => {
  const feeds = makeFeeds(FEED_COUNT, DAY_COUNT, SEED, KINDS_OF_FEEDS)
  year = await runYear(feeds, DAY_COUNT, dir)
}, LIMIT_MS)

afterAll(async () => {
  await year.close()
  rmSync(dir, { recursive: true, force: true, maxRetries: 5 })
})

test('carries every poll out', () => {
  expect(year.errors).toEqual([])
})

test('stores every item that was shown once, in its last words, and nothing else', async () => {
  const wrong = await findWrongItems(year)

  expect(year.network.truth.sightings.size).toBeGreaterThan(FEED_COUNT * 10)
  expect(fewOf(wrong)).toEqual([])
})

test('tells every item that a rule hits once to everyone who asked for it', async () => {
  const wrong = await findWrongAlerts(year)

  expect(countExpectedTellings(year)).toBeGreaterThan(FEED_COUNT)
  expect(fewOf(wrong)).toEqual([])
})

test('begins and ends what is the matter with a feed or a host when it should, and nothing else', async () => {
  const wrong = await findWrongConditions(year)

  expect(fewOf(wrong)).toEqual([])
})

test('tells the administrators of each thing once when it begins and once when it ends', async () => {
  const wrong = await findWrongNotices(year)

  expect(fewOf(wrong)).toEqual([])
})

test('notices every time that items came and went unseen', async () => {
  const unnoticed = await findUnnoticedLosses(year)

  expect(listLosses(year.network.truth).length).toBeGreaterThan(FEED_COUNT / 20)
  expect(fewOf(unnoticed)).toEqual([])
})

test.each([
  ['name-gone', 'broken'],
  ['refused', 'broken'],
  ['server-error', 'broken'],
  ['html-page', 'not-a-feed'],
  ['gone', 'gone'],
  ['post-only', 'wants-post'],
  ['host-throttles', 'throttled'],
  ['cookies-first', 'cookies-first'],
  ['moved', 'moved'],
  ['leads-elsewhere', 'gap'],
  ['burst', 'gap'],
  ['rebuilt-site', 'renewed'],
  ['renewed-guids', 'renewed'],
  ['silence', 'silent'],
] as const)('has seen that %s makes a feed %s', async (episode, condition) => {
  expect(await countFollowed(year, episode, condition)).toBeGreaterThan(FEED_COUNT / 100)
})

test('hands no e-mail over twice', () => {
  const ids = year.mail.messages.map(({ messageId }) => messageId)

  expect(new Set(ids).size).toBe(ids.length)
})

test('leaves hosts alone that ask for it, and asks for what it has under conditions, and whole every twelve hours', () => {
  const { rudeness, requestCount, sentOnCount, unchangedCount } = year.network.book

  expect(fewOf(rudeness)).toEqual([])
  // an address that leads elsewhere has no validators to be asked with
  expect(unchangedCount).toBeGreaterThan((requestCount - sentOnCount) / 6)
})

test('asks a host for two things at a time and never for more', () => {
  const most = [...year.network.book.mostAtATime.values()]

  expect(Math.max(...most)).toBe(2)
})

/** Enough to see what went wrong. */
function fewOf(sentences: readonly string[]): readonly string[] {
  const MOST = 20
  if (sentences.length <= MOST) return sentences
  return [...sentences.slice(0, MOST), `… and ${sentences.length - MOST} more`]
}
