import { describe, expect, it } from 'vitest'
import { releaseKeysOf, storyKeys } from '../../../src/core/story/story-keys.ts'

const TEXT =
  'The Ministry of Trade and Industry signed an agreement on steel with five countries. '.repeat(4)

describe('the keys of a story', () => {
  it('are written in databases and never change', () => {
    const keys = storyKeys({ canonicalUrl: 'https://trade.example/1', text: TEXT })

    expect(keys).toEqual([
      'link:91ca4abe4b1290c7d975b1d114e196ab',
      'text:cfa901adf88bd00b535e618e095fb40b',
    ])
  })
})

describe('the keys of releases in one document', () => {
  const release = { canonicalUrl: 'https://trade.example/1', title: 'Steel', text: TEXT }

  it('are made where items share a link', () => {
    const [one, two] = releaseKeysOf([release, { ...release, title: ' STEEL. ' }])

    expect(one).not.toBeNull()
    expect(two).toBe(one)
  })

  it('tell items behind one link apart by title and text', () => {
    const keys = releaseKeysOf([
      release,
      { ...release, title: 'Tin' },
      { ...release, text: `${TEXT}!1` },
    ])

    expect(new Set(keys).size).toBe(3)
  })

  it('are null for an item whose link no other has, which is no release twice', () => {
    const other = { ...release, canonicalUrl: 'https://trade.example/2' }

    expect(releaseKeysOf([release, other, { ...release, canonicalUrl: null }])).toEqual([
      null,
      null,
      null,
    ])
  })
})
