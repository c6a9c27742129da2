import fc from 'fast-check'
import { expect, it } from 'vitest'
import { formatFeeds, type OfferedFeed } from '../../src/config/format-feeds.ts'
import { parseText, printResult } from './parse-case.ts'

const FEED: OfferedFeed = {
  kind: 'feed',
  id: 'harbour',
  url: 'https://harbour.example/rss',
  title: null,
  country: null,
  method: 'GET',
  body: null,
  fullText: false,
  allowPrivate: false,
  tags: [],
  comments: [],
}

/** What makes a pasted section a configuration without a warning. */
const REST =
  'rules: { all: { match: port } }\nsubscriptions: { desk: { to: [a@b.example], rules: all } }\n'

it('writes what differs from the default, and nothing else', () => {
  const full: OfferedFeed = {
    ...FEED,
    id: 'motir',
    title: 'Trade: 산업통상부 #1',
    country: 'KR',
    method: 'POST',
    body: 'page=1&size=50',
    fullText: true,
    allowPrivate: true,
    tags: ['korea', '무역'],
    comments: ['RSS 2.0, 30 items'],
  }

  expect(formatFeeds([FEED, full])).toBe(`feeds:
  harbour:
    url: https://harbour.example/rss

  # RSS 2.0, 30 items
  motir:
    url: https://harbour.example/rss
    method: POST
    body: page=1&size=50
    title: "Trade: 산업통상부 #1"
    country: KR
    fullText: true
    allowPrivate: true
    tags: [korea, 무역]
`)
})

it('leaves out a country that the host says, and quotes nothing that YAML once read as no', () => {
  const oslo = { ...FEED, country: 'NO' }

  expect(formatFeeds([oslo])).toContain('    country: NO\n')
  expect(formatFeeds([{ ...oslo, url: 'https://www.oslo.no/rss' }])).not.toContain('country')
})

it.each([
  ['nothing', []],
  ['nothing but what is withheld', [{ kind: 'withheld' as const, comments: ['a\nb: c'] }]],
])('is a configuration when there is %s', async (_, feeds) => {
  expect(printResult(await parseText(`${formatFeeds(feeds)}timezone: UTC\n`))).not.toContain(
    'error',
  )
  expect(formatFeeds(feeds)).toMatch(/^feeds: \{\}\n/)
})

it('gives back any title, tag and comment through the loader as text', async () => {
  const anyText = fc.string({ unit: 'grapheme', maxLength: 40 })
  const oddText = fc.stringMatching(/^[$ {}[\]:#"'\\|>&*!%@,?~A-Za-z0-9\n-]{1,30}$/)
  const title = fc.oneof(
    anyText,
    oddText,
    fc.constantFrom('yes', 'null', '1e3', '0x1F', '~', `\${HOME}`, `$\${A}`, '- a', 'a: b'),
  )
  const tag = fc.stringMatching(/^[a-z0-9가-힣][a-z0-9가-힣-]{0,12}$/)

  await fc.assert(
    fc.asyncProperty(title, fc.array(tag, { maxLength: 4 }), title, async (text, tags, comment) => {
      const offered = formatFeeds([{ ...FEED, title: text, tags, comments: [comment] }])

      const result = await parseText(offered + REST, { HOME: 'a secret', A: 'another' })

      const [feed] = result.kind === 'loaded' ? [...result.settings.feeds.values()] : []
      expect(printResult(result)).toBe('loaded\n\n')
      expect(feed?.tags).toEqual(tags)
      expect(feed?.title ?? '').toBe(onOneLine(text))
    }),
  )
})

it.each(['true', 'null', '2026', '1e5', '0x1f', 'constructor'])(
  'keeps the id %s a text',
  async (id) => {
    const result = await parseText(formatFeeds([{ ...FEED, id }]) + REST)

    expect(result).toMatchObject({ kind: 'loaded' })
    expect(formatFeeds([{ ...FEED, id }])).toContain(id)
  },
)

/** What a title can keep of a text: one line without control characters. */
function onOneLine(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\p{Cc}\u2028\u2029\ufeff]+/gu, ' ')
    .replace(/[\u202A-\u202E\u2066-\u2069]/g, '')
    .trim()
}
