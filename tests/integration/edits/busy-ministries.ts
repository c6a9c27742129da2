import type { Dice } from '../../../bench/rules/random.ts'
import { rssOf, type SampleItem } from '../../support/feed-text.ts'
import { type PageServer, startPageServer } from '../../support/page-server.ts'

/** Feeds that publish all the time; each item is news of its own, with a mark that stands nowhere else. */
export type BusyMinistries = {
  readonly pages: PageServer
  readonly urlOf: (feedId: string) => string
  /** One more item on one of the feeds. */
  readonly publish: () => void
  readonly marks: readonly string[]
}

export const FEED_IDS: readonly string[] = [
  'harbour',
  'energy',
  'trade',
  'health',
  'labour',
  'culture',
]

/** Long enough that no two texts look alike. */
const WORDS_PER_TEXT = 40
const CONSONANTS = [...'bcdfghjklmnpqrstvwz']

export async function startBusyMinistries(dice: Dice): Promise<BusyMinistries> {
  const pages = await startPageServer()
  const items = new Map<string, readonly SampleItem[]>()
  const marks: string[] = []
  const show = (id: string, shown: readonly SampleItem[]): void => {
    items.set(id, shown)
    pages.set(`/${id}.xml`, { body: rssOf(`Ministry ${id}`, shown) })
  }
  for (const id of FEED_IDS) show(id, [])
  return {
    pages,
    marks,
    urlOf: (id) => `${pages.url}/${id}.xml`,
    publish: (): void => {
      const id = dice.pick(FEED_IDS)
      const mark = `mark${marks.length}x${oddWord(dice)}`
      const teaser = Array.from({ length: WORDS_PER_TEXT }, () => oddWord(dice)).join(' ')
      const title = `${mark} ${oddWord(dice)} alpha`
      const item = { guid: mark, title, link: `${pages.url}/${mark}`, teaser }
      marks.push(mark)
      show(id, [item, ...(items.get(id) ?? [])])
    },
  }
}

/** Letters that no language has as a word. */
function oddWord(dice: Dice): string {
  return Array.from({ length: 7 }, () => dice.pick(CONSONANTS)).join('')
}
