import { describe, expect, test } from 'vitest'
import { DAY_MS, HOUR_MS, msOf } from '../../../src/core/time.ts'
import { type Listed, startWatchedFeed, type WatchedFeed } from '../../support/watched-feed.ts'

/** Issues of a series are alike, and often all that a feed lists: each is an item of its own, and no sign of a rebuilt site. */

type Published = {
  readonly guid: string
  readonly title: string
  readonly link: string
  readonly text?: string
  readonly date?: string | null
}

const itemOf = ({ guid, title, link, text = '', date = null }: Published): Listed => ({
  number: 0,
  guid,
  title,
  link: `https://e.test${link}`,
  text,
  date,
})

const SENTENCE = 'The ministry informs about the state of reactors after the earthquake.'

/** What a ministry published so many hours ago. */
const noticeOf = (
  { clock }: WatchedFeed,
  number: number,
  hoursAgo: number,
  { title, text }: { readonly title: string; readonly text: string },
): Listed =>
  itemOf({
    guid: `n${number}`,
    title,
    link: `/view?no=${number}`,
    text,
    date: new Date(msOf(clock.now) - hoursAgo * HOUR_MS).toUTCString(),
  })

const releaseOf = (feed: WatchedFeed, number: number, hoursAgo: number): Listed =>
  noticeOf(feed, number, hoursAgo, {
    title: `Release ${number} of the ministry`,
    text: `Text of release ${number}.`,
  })

const reportOf = (feed: WatchedFeed, number: number, news: string): Listed =>
  noticeOf(feed, number, 1, {
    title: 'Situation report: earthquake, reactors',
    text: `${SENTENCE} ${news} The next report follows in twelve hours.`,
  })

/** A document of each day. */
const SERIES: readonly (readonly [name: string, documentOf: (day: number) => readonly Listed[]])[] =
  [
    [
      'without dates and texts',
      (day): readonly Listed[] => [
        itemOf({ guid: `fx${day}`, title: 'Daily list of reactors', link: `/fx/${100 + day}` }),
        itemOf({ guid: `wk${day}`, title: 'Weekly list of reactors', link: `/wk/${200 + day}` }),
      ],
    ],
    [
      'behind links that all end in the name of a program',
      (day): readonly Listed[] =>
        ['Notice on reactors', 'Tender for reactors', 'Vacancy at reactors'].map((title, index) =>
          itemOf({
            guid: `g${day}-${index}`,
            title,
            link: `/selectBoardView.do?no=${day * 3 + index}`,
            text: 'See attachment.',
          }),
        ),
    ],
    [
      'behind links with the number of their board, among other news',
      (day): readonly Listed[] => [
        itemOf({
          guid: `b${day}`,
          title: 'Weekly briefing on reactors',
          link: `/board/20240/view?no=${10 + day}`,
          text: `Briefing of week ${day}: five reactors, see the file.`,
        }),
        itemOf({
          guid: `na${day}`,
          title: `News ${day} A`,
          link: `/board/20240/view?no=${50 + day}`,
          text: `Text A ${day}`,
        }),
        itemOf({
          guid: `nb${day}`,
          title: `News ${day} B`,
          link: `/board/20240/view?no=${70 + day}`,
          text: `Text B ${day}`,
        }),
      ],
    ],
  ]

const ADVICE: readonly string[] = [
  'Reactors in the north are shut down because of the flood there, all travel is to be avoided by everyone.',
  'A new accord on reactors was signed in the capital and opens the border for engineers.',
  'Strikes at reactors of the coast begin on Monday and last for a week according to unions.',
]

/** Behind one link, each day another advice, with a guid and a day of its own. */
async function publishAdvice(feed: WatchedFeed): Promise<void> {
  for (const [day, text] of ADVICE.entries()) {
    const advice = itemOf({
      guid: `advice-${day}`,
      title: 'Travel advice, reactors',
      link: '/advice',
      text,
      date: new Date(Date.UTC(2026, 2, 1 + day)).toUTCString(),
    })
    await feed.list(advice, itemOf({ guid: 'old', title: 'Old', link: '/old' }))
    feed.clock.advance(DAY_MS)
  }
}

describe('a series', () => {
  test('is told of again twelve hours later, when the document has turned over', async () => {
    const feed = await startWatchedFeed()
    await feed.list(releaseOf(feed, 100, 1), releaseOf(feed, 99, 2), releaseOf(feed, 98, 3))
    const first = reportOf(feed, 106, 'All reactors are running.')
    await feed.list(first, releaseOf(feed, 100, 2), releaseOf(feed, 99, 3))
    const before = feed.alertCount()
    feed.clock.advance(12 * HOUR_MS)

    const second = reportOf(
      feed,
      112,
      'Reactor 3 was shut down, 40,000 people are being evacuated.',
    )
    await feed.list(second, releaseOf(feed, 111, 2), releaseOf(feed, 110, 3))

    expect(await feed.itemCount()).toBe(7)
    expect(feed.alertCount() - before).toBe(1)
  })

  test.each(SERIES)('%s is an item for each of its issues', async (_name, documentOf) => {
    const feed = await startWatchedFeed()

    await feed.listInTurn([0, 1, 2, 3, 4].map(documentOf))

    expect(await feed.itemCount()).toBe(5 * documentOf(0).length)
  })

  test('behind one link is told issue by issue when each has a guid, a day and a text of its own', async () => {
    const feed = await startWatchedFeed()

    await publishAdvice(feed)

    expect(feed.alertCount()).toBe(ADVICE.length)
  })
})
