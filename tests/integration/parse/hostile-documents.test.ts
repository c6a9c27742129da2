import { afterAll, describe, expect, test } from 'vitest'
import {
  HOSTILE_DOCUMENTS,
  type HostileDocument,
} from '../../../bench/hostile/hostile-documents.ts'
import { ReadingPool } from '../../../src/parse/reading-pool.ts'

/**
 * What comes of documents that are made to exhaust their reader, or what stops them. The limit of time is wide, for busy
 * machines; what each costs is measured by `npm run bench:hostile`.
 */
const pool = new ReadingPool({ timeoutMs: 50_000 })
afterAll(async () => await pool.close())

const never = new AbortController().signal

function getDocument(name: string): HostileDocument {
  const found = HOSTILE_DOCUMENTS.find((document) => document.name === name)
  if (found === undefined) throw new Error(`there is no hostile document called ${name}`)
  return found
}

/** The titles of the items, or why there are none. */
async function readFeed(name: string): Promise<readonly string[] | string> {
  const reading = await pool.readFeed(
    {
      bytes: new TextEncoder().encode(getDocument(name).make()),
      contentType: null,
      url: 'https://hostile.test/feed',
      timezone: 'UTC',
      now: null,
    },
    never,
  )
  switch (reading.kind) {
    case 'parsed':
      return reading.feed.items.map(({ title }) => title.slice(0, 30))
    case 'malformed':
      return reading.message
    default:
      return reading.kind
  }
}

async function readPage(name: string): Promise<string> {
  const reading = await pool.readArticle(
    {
      bytes: new TextEncoder().encode(getDocument(name).make()),
      contentType: 'text/html; charset=utf-8',
      url: 'https://hostile.test/page',
      expectation: { title: 'Reactors for the islands', teaser: null },
    },
    never,
  )
  switch (reading.kind) {
    case 'extracted':
      return reading.text
    case 'no-article':
      return reading.reason
    default:
      return reading.kind
  }
}

describe('a feed with its honest item beside', () => {
  test.each([
    '200,000 < in a description',
    '200,000 < in a description, without CDATA',
    '200,000 &lt; in a description',
    'a<p 100,000 times in a description',
    'a<p 100,000 times in CDATA',
    'quadratic entities',
    '10,000 nested elements',
    'an attribute of 15 MB',
    'NUL bytes',
    '100,000 attributes',
    'a million namespaces',
    'an attribute named 500,000 times',
    'a comment without end',
    '500,000 comments that begin',
    'CDATA without end',
    '500,000 CDATA that begin',
    'a million end tags',
  ])('%s is read', async (name) => {
    expect(await readFeed(name)).toEqual(['Korea and Singapore talk', 'Second'])
  })
})

describe('a feed', () => {
  test('whose entities laugh a billion times keeps them as they stand', async () => {
    expect(await readFeed('a billion laughs')).toEqual(['Korea and Singapore talk', '&l9;'])
  })

  test('gets nothing of a file that its entity names', async () => {
    expect(await readFeed('an external entity')).toEqual(['&secret;'])
  })

  test('whose names are those of prototypes changes none', async () => {
    const titles = await readFeed('__proto__ as element and attribute')

    expect(titles).toEqual(['Second', 'Korea and Singapore talk'])
    expect(await readFeed('__proto__ in JSON')).toEqual(['One'])
    expect(await readFeed('NUL bytes')).toHaveLength(2) // by the same thread
  })

  test.each(['an attribute of 50 MB', '10,000 items in 50 MB'])(
    'with %s is too large',
    async (name) => {
      expect(await readFeed(name)).toBe('it is larger than 16 MB, which no feed is')
    },
  )

  test.each([
    ['500,000 declarations', 'not-a-feed'],
    ['a DOCTYPE without end', 'not-a-feed'],
    ['JSON, a million arrays deep', 'not-a-feed'],
  ])('of %s holds nothing', async (name, outcome) => {
    expect(await readFeed(name)).toEqual(outcome)
  })
})

describe('a page', () => {
  test.each([
    'page: a<p 100,000 times',
    'page: a comment without end',
    'page: NUL bytes',
    'page: __proto__',
  ])('%s keeps its article', async (name) => {
    expect(await readPage(name)).toContain('small modular reactors will be tried')
  })

  test.each([
    ['page: 10,000 nested elements', 'the page nests more than 200 elements'],
    ['page: 190 nested elements, 100 times', 'the page has too many nested elements'],
    ['page: a million elements', 'the page has more than 20000 elements'],
    ['page: 100,000 attributes', 'the page has more than 100000 attributes and pieces of text'],
    ['page: 200,000 <', 'the page has more than 100000 attributes and pieces of text'],
    ['page: an attribute of 15 MB', 'the page holds no article text'],
    ['page: 500,000 scripts that begin', 'the page holds no article text'],
  ])('%s is given up', async (name, reason) => {
    expect(await readPage(name)).toBe(reason)
  })
})
