import { describe, expect, it } from 'vitest'
import {
  bearersOf,
  claimsOf,
  decideKnownItem,
  type KnownKey,
  listDoubtful,
} from '../../../src/core/feed/decide-known-item.ts'
import type { FeedItem } from '../../../src/core/feed/feed-item.ts'
import { hashContent, identifyItems } from '../../../src/core/feed/identity.ts'
import { makeContainment } from '../../../src/core/story/containment.ts'

const TALKS = 'The ministers met on Monday in Seoul to begin the talks on a better agreement.'
const FISH = 'Catches of squid fell again this year, and the fleet will be made smaller by a third.'

type Said = Pick<FeedItem, 'guid' | 'canonicalUrl' | 'title' | 'text'>

const said = (change: Partial<Said> = {}): Said => ({
  guid: '1',
  canonicalUrl: 'https://a.test/1',
  title: 'Talks begin',
  text: TALKS,
  ...change,
})

const document = (...items: readonly Said[]): readonly FeedItem[] => {
  const keys = identifyItems(items, new Set())
  return items.map((item, index) => ({
    ...item,
    url: item.canonicalUrl,
    published: null,
    publishedRaw: null,
    updated: null,
    authors: [],
    categories: [],
    summary: null,
    language: null,
    keys: keys[index] ?? [],
    contentHash: hashContent(item.title, item.text),
  }))
}

/** Which items of the earlier document (by place, from 0) those of the later one are. */
function recognize(earlier: readonly Said[], later: readonly Said[]): readonly (number | null)[] {
  const before = document(...earlier)
  const ids = new Map(before.flatMap((item, index) => item.keys.map((key) => [key, index])))
  const hashes = new Map(before.map((item, index) => [index, item.contentHash]))
  const identified = document(...later).map((item) => ({
    item,
    knownKeys: item.keys.flatMap((key): readonly KnownKey[] => {
      const itemId = ids.get(key)
      return itemId === undefined ? [] : [{ key, itemId }]
    }),
  }))
  const doubtful = new Set(identified.flatMap((x) => listDoubtful(x.item, x.knownKeys, hashes)))
  const stored = new Map([...before.entries()].filter(([index]) => doubtful.has(index)))
  const known = {
    stored,
    claims: claimsOf(identified),
    bearers: bearersOf(identified),
    containment: makeContainment(),
  }
  return identified.map(({ item, knownKeys }) => decideKnownItem(item, knownKeys, known))
}

describe('a guid', () => {
  it('stands for its item when the text alone is another', () => {
    expect(recognize([said()], [said({ text: FISH })])).toEqual([0])
  })

  it('stands for its item when title and link are others and the text is much the same', () => {
    const moved = said({
      canonicalUrl: 'https://a.test/2',
      title: 'Talks have begun',
      text: `${TALKS} More tomorrow.`,
    })

    expect(recognize([said()], [moved])).toEqual([0])
  })

  it('stands for its item when title and text are others behind a link of its own', () => {
    expect(recognize([said()], [said({ title: 'Squid', text: FISH })])).toEqual([0])
  })

  it('says nothing when link, title and text are all others', () => {
    const news = said({ canonicalUrl: 'https://a.test/2', title: 'Squid', text: FISH })

    expect(recognize([said()], [news])).toEqual([null])
  })

  it('says nothing when title and text are others and there is no link', () => {
    const earlier = said({ canonicalUrl: null })

    expect(
      recognize([earlier], [said({ canonicalUrl: null, title: 'Squid', text: FISH })]),
    ).toEqual([null])
  })

  it('says nothing when it counts the places of the list', () => {
    const [talks, squid] = [
      said(),
      said({ guid: '2', canonicalUrl: 'x', title: 'Squid', text: FISH }),
    ]
    const news = said({ canonicalUrl: 'y', title: 'Talks go on', text: `${TALKS} And on Tuesday.` })

    const later = [news, { ...talks, guid: '2' }, { ...squid, guid: '3' }]
    expect(recognize([talks, squid], later)).toEqual([null, 0, 1])
  })

  it('says nothing when it counts the places of a list without links', () => {
    const bare = { canonicalUrl: null }
    const [talks, squid] = [said(bare), said({ ...bare, guid: '2', title: 'Squid', text: FISH })]
    const news = said({ ...bare, title: 'Rice', text: 'Farmers sow earlier than in other years.' })

    expect(recognize([talks, squid], [news, { ...talks, guid: '2' }])).toEqual([null, 0])
  })

  it('that counts the places of the list keeps no corrected headline from its item', () => {
    const corrected = said({ guid: '2', title: 'Talks begin (corrected)' })
    const next = said({ canonicalUrl: 'https://a.test/2', title: 'Squid', text: FISH })

    expect(recognize([said()], [next, corrected])).toEqual([null, 0])
  })
})

describe('a link of its own', () => {
  const brief = said({ title: 'Talks with Singapore begin', text: '' })

  it('knows an item whose guid and title have changed, when the titles share their words', () => {
    const corrected = { ...brief, guid: '2', title: 'Talks with Singapore begin (corrected)' }

    expect(recognize([brief], [corrected])).toEqual([0])
  })

  it('knows an item without a guid whose title and short text were corrected', () => {
    const bare = { ...brief, guid: null, text: 'In May.' }
    const corrected = { ...bare, title: 'Talk with Singapore begins', text: 'In June.' }

    expect(recognize([bare], [corrected])).toEqual([0])
  })

  it('knows an item whose guid and title have changed, when half of the text agrees', () => {
    const later = said({ guid: '2', title: 'Ministers meet', text: `${TALKS} More tomorrow.` })

    expect(recognize([said()], [later])).toEqual([0])
  })

  it('says nothing when it shows other news', () => {
    const squid = said({ guid: '2', title: 'Squid', text: FISH })

    expect(recognize([said()], [squid])).toEqual([null])
    expect(recognize([{ ...brief, guid: null }], [{ ...squid, guid: null }])).toEqual([null])
  })

  it('says nothing when the numbers in the titles differ', () => {
    const [march, april] = ['Exports of ships, 3/2026', 'Exports of ships, 4/2026'].map(
      (title) => ({
        ...brief,
        guid: null,
        title,
      }),
    )

    expect(recognize([march!], [april!])).toEqual([null])
  })

  it('says nothing when one word of the titles is another', () => {
    const [march, april] = ['Exports of ships in March', 'Exports of ships in April'].map(
      (title) => ({ ...brief, guid: null, title }),
    )

    expect(recognize([march!], [april!])).toEqual([null])
  })

  it('says nothing when the item of that guid is still there, behind another link', () => {
    const moved = { ...brief, canonicalUrl: 'https://a.test/2' }
    const other = { ...brief, guid: '2', title: 'Talks with Singapore begin anew' }

    expect(recognize([brief], [moved, other])).toEqual([0, null])
  })
})

describe('the whole content', () => {
  const bare = said({ canonicalUrl: null })
  const other = said({ canonicalUrl: null, title: 'Squid', text: FISH })

  it('knows an item without a link whose guid comes to be shared', () => {
    expect(recognize([bare], [bare, other])).toEqual([0, null])
  })

  it('knows an item without a link whose guid is shared no more', () => {
    expect(recognize([bare, other], [other])).toEqual([1])
  })

  it('knows an item without a link that loses its guid, or is given one', () => {
    expect(recognize([bare], [{ ...bare, guid: null }])).toEqual([0])
    expect(recognize([{ ...bare, guid: null }], [bare])).toEqual([0])
  })

  it('does not know an item with a guid that was never seen', () => {
    expect(recognize([bare], [{ ...bare, guid: '2' }])).toEqual([null])
    expect(recognize([bare], [bare, { ...bare, guid: '2' }])).toEqual([0, null])
  })
})
