import { diceOf, seedOf } from '../../../bench/rules/random.ts'
import type { Transport } from '../../../src/fetch/transport.ts'
import { rssOf, type SampleItem } from '../../support/feed-text.ts'
import { LANGUAGES } from '../year/languages.ts'
import { writeText } from '../year/make-publications.ts'
import type { Send } from '../year/visit-book.ts'
import type { MonthStory, MonthWorld } from './month-world.ts'

/** More than any feed publishes while nobody looks, so that what is not told was lost by nobody but the watch. */
const LISTED = 30
const SENTENCE_COUNT = 6

type Listed = { readonly story: MonthStory; readonly at: number }

/** The servers of the ministries, which never fail: what goes wrong in this month goes wrong behind them. */
export class MonthNetwork implements Transport {
  readonly #now: () => number
  readonly #seed: number
  /** By address, oldest first. */
  readonly #listed = new Map<string, readonly Listed[]>()

  constructor({ feeds, stories, size }: MonthWorld, now: () => number) {
    this.#now = now
    this.#seed = size.seed
    const byFeed = Map.groupBy(
      stories.flatMap((story) => story.copies.map(({ feedId, at }) => ({ feedId, at, story }))),
      ({ feedId }) => feedId,
    )
    for (const { id, url } of feeds) {
      const listed = (byFeed.get(id) ?? []).toSorted((a, b) => a.at - b.at)
      this.#listed.set(url, listed)
    }
  }

  readonly readBusyShare = (): number => 0

  readonly close = async (): Promise<void> => {}

  readonly send: Send = async ({ url, headers }) => {
    const now = this.#now()
    const published = (this.#listed.get(url.href) ?? []).filter(({ at }) => at <= now)
    const etag = `"${published.length}"`
    const date = new Date(now).toUTCString()
    if (headers['if-none-match'] === etag) return answer(304, { date, etag })
    const items = published.slice(-LISTED).map((one) => this.#write(one))
    const body = Buffer.from(rssOf(`Ministry of ${url.pathname}`, items.toReversed()))
    return answer(200, { date, etag, 'content-type': 'application/rss+xml' }, new Uint8Array(body))
  }

  #write({ story, at }: Listed): SampleItem {
    const { ref, number, words } = story
    const dice = diceOf(seedOf(`text ${this.#seed}`, number))
    const language = LANGUAGES[dice.chance(0.8) ? 0 : 1]!
    const { title, text } = writeText(language, SENTENCE_COUNT, [], dice)
    return {
      guid: ref,
      title: `${title.replaceAll('&', '&amp;')} [${ref}]`,
      link: `https://news.test/${ref}`,
      teaser: [text, ...words.map((word) => `Said of ${word} too.`)].join(' '),
      date: new Date(at).toUTCString(),
    }
  }
}

function answer(
  status: number,
  headers: Readonly<Record<string, string>>,
  body: Uint8Array = new Uint8Array(),
): Awaited<ReturnType<Send>> {
  return { kind: 'answer', status, headers, body }
}
