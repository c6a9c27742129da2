import { describe, expect, it } from 'vitest'
import {
  hashContent,
  type Identifiable,
  identifyItems,
  isKeyOf,
} from '../../../src/core/feed/identity.ts'

const FEED_LINK = 'https://a.example/'

const item = (changes: Partial<Identifiable> = {}): Identifiable => ({
  guid: 'g1',
  canonicalUrl: 'https://a.example/1',
  title: 'Talks begin',
  text: 'The ministers met on Monday to begin the talks.',
  ...changes,
})

const keysOf = (...items: readonly Identifiable[]): readonly (readonly string[])[] =>
  identifyItems(items, new Set([FEED_LINK]))

/** Whether an item of a later document is known by the keys of an earlier one, but for the link, which is doubtful. */
function isKnown(earlier: readonly Identifiable[], later: readonly Identifiable[]): boolean[] {
  const all = keysOf(...earlier).flat()
  const known = new Set(all.filter((key) => !isKeyOf('link', key)))
  return keysOf(...later).map((keys) => keys.some((key) => known.has(key)))
}

describe('an item with a guid', () => {
  it('is known by it, whatever else changes', () => {
    const later = item({ title: 'Other', text: 'Other', canonicalUrl: 'https://a.example/2' })

    expect(isKnown([item()], [later])).toEqual([true])
  })

  it('is known by link and title when the site gives out new guids', () => {
    expect(isKnown([item()], [item({ guid: 'new', text: 'Edited' })])).toEqual([true])
  })

  it('is known by link and title whatever their case and punctuation', () => {
    expect(isKnown([item()], [item({ guid: 'new', title: ' TALKS begin. ' })])).toEqual([true])
  })

  it('is news under a new guid when the link stays and the title changes', () => {
    expect(isKnown([item()], [item({ guid: 'new', title: 'Talks end' })])).toEqual([false])
  })

  it('is news under a new guid and link with the same title and text', () => {
    const later = item({ guid: 'new', canonicalUrl: 'https://a.example/2' })

    expect(isKnown([item()], [later])).toEqual([false])
  })
})

describe('an item without a guid', () => {
  const bare = (changes: Partial<Identifiable> = {}): Identifiable =>
    item({ guid: null, ...changes })

  it('is known when its text is edited', () => {
    expect(isKnown([bare()], [bare({ text: 'Edited' })])).toEqual([true])
  })

  it('is known when its title is corrected', () => {
    expect(isKnown([bare()], [bare({ title: 'Talks begun' })])).toEqual([true])
  })

  it('is news when the title changes and the text is only a short phrase', () => {
    const earlier = bare({ text: 'Read more' })

    expect(isKnown([earlier], [bare({ text: 'Read more', title: 'Talks end' })])).toEqual([false])
  })

  it('is news behind another link, although title and text are the same', () => {
    expect(isKnown([bare()], [bare({ canonicalUrl: 'https://a.example/2' })])).toEqual([false])
  })

  it('is known without a link by title and text', () => {
    const earlier = bare({ canonicalUrl: null })

    expect(isKnown([earlier], [bare({ canonicalUrl: null })])).toEqual([true])
    expect(isKnown([earlier], [bare({ canonicalUrl: null, text: 'Other' })])).toEqual([false])
  })

  it('has a key even when it has nothing at all', () => {
    expect(keysOf({ guid: null, canonicalUrl: null, title: '', text: '' })[0]).toHaveLength(1)
  })
})

describe('what does not identify', () => {
  it('is a guid that several items carry', () => {
    const earlier = [item(), item({ title: 'B', canonicalUrl: 'https://a.example/2' })]
    const later = [...earlier, item({ title: 'C', canonicalUrl: 'https://a.example/3' })]

    expect(isKnown(earlier, later)).toEqual([true, true, false])
  })

  it('is a guid that is the link of the feed', () => {
    const constant = { guid: FEED_LINK, canonicalUrl: FEED_LINK }

    expect(isKnown([item(constant)], [item({ ...constant, title: 'Talks end' })])).toEqual([false])
  })

  it('is a link that several items share', () => {
    const shared = { guid: null, canonicalUrl: 'https://a.example/list' }
    const earlier = [item({ ...shared, title: 'A' }), item({ ...shared, title: 'B' })]

    expect(isKnown(earlier, [...earlier, item({ ...shared, title: 'C' })])).toEqual([
      true,
      true,
      false,
    ])
  })

  it('is the link of the feed itself', () => {
    const earlier = item({ guid: null, canonicalUrl: FEED_LINK })

    expect(isKnown([earlier], [{ ...earlier, title: 'Talks end' }])).toEqual([false])
  })
})

describe('identity across changes of the document', () => {
  it('knows an item without a link whose guid comes to be shared, and is shared no more', () => {
    const [a, b] = [item({ canonicalUrl: null }), item({ canonicalUrl: null, title: 'B' })]

    expect(isKnown([a], [a, b])).toEqual([true, false])
    expect(isKnown([a, b], [b])).toEqual([true])
  })

  it('knows an item whose link is shared no more', () => {
    const shared = { guid: null, canonicalUrl: 'https://a.example/list' }
    const [a, b] = [item({ ...shared, title: 'A' }), item({ ...shared, title: 'B' })]

    expect(isKnown([a, b], [a])).toEqual([true])
    expect(isKnown([a], [a, b])).toEqual([true, false])
  })

  it('takes an item that stands twice for one', () => {
    expect(keysOf(item(), item())).toEqual([keysOf(item())[0], keysOf(item())[0]])
  })
})

describe('keys', () => {
  it('are hashes of 128 bits that say what they stand for, strongest first', () => {
    expect(keysOf(item()).flat()).toEqual([
      expect.stringMatching(/^guid:[0-9a-f]{32}$/),
      expect.stringMatching(/^link-title:[0-9a-f]{32}$/),
      expect.stringMatching(/^link:[0-9a-f]{32}$/),
      expect.stringMatching(/^whole:[0-9a-f]{32}$/),
    ])
  })

  it('never confuse a guid with a link that is spelt alike', () => {
    const asGuid = keysOf(item({ guid: 'x', canonicalUrl: null, title: '', text: '' })).flat()
    const asText = keysOf(item({ guid: null, canonicalUrl: null, title: 'x', text: '' })).flat()

    expect(asGuid).not.toEqual(asText)
  })
})

describe('hashContent', () => {
  it('ignores white space', () => {
    expect(hashContent('A title', 'one\n\ntwo')).toBe(hashContent('A  title', ' one two'))
  })

  it('tells an edited text', () => {
    expect(hashContent('A', 'one')).not.toBe(hashContent('A', 'two'))
  })

  it('tells where the title ends', () => {
    expect(hashContent('A', 'B C')).not.toBe(hashContent('A B', 'C'))
  })
})
