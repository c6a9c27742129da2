import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { parseText } from '../config/parse-case.ts'
import { type PageServer, startPageServer } from '../support/page-server.ts'
import { type CommandLineRun, runCommandLine } from './run-command-line.ts'
import { temporaryFolder } from './temporary-folder.ts'

const HTML = 'text/html; charset=utf-8'

function feedOf(title: string): string {
  return `<rss version="2.0"><channel><title>${title}</title><link>https://harbour.example/</link>
    <item><title>Pier 4</title><guid>1</guid><pubDate>Mon, 02 Mar 2026 09:00:00 GMT</pubDate></item>
    <item><title>Pier 5</title><guid>2</guid><pubDate>Tue, 03 Mar 2026 09:00:00 GMT</pubDate></item>
    </channel></rss>`
}

const announce = (href: string, title = 'News'): string =>
  `<link rel="alternate" type="application/rss+xml" title="${title}" href="${href}">`

function serveFeeds(server: PageServer, paths: readonly string[]): void {
  for (const each of paths) server.set(each, { body: feedOf(`Board ${each}`) })
}

/** Without a configuration, so that none of the machine is looked at. */
async function find(...argv: readonly string[]): Promise<CommandLineRun> {
  const folder = await temporaryFolder({ 'config.yaml': 'feeds: {}\n' })
  const config = path.join(folder, 'config.yaml')
  return await runCommandLine(['feeds', 'find', '--config', config, ...argv])
}

describe('feeds find', () => {
  it('prints the feeds that a page announces as a section that the loader accepts', async () => {
    const server = await startPageServer()
    server.set('/', { type: HTML, body: announce('/a.xml') + announce('/b.xml') })
    server.set('/a.xml', { body: feedOf('Harbour: "News" #1') })
    server.set('/b.xml', { body: feedOf('항만청 보도자료') })

    const { exitCode, stdout, stderr } = await find(`${server.url}/`, '--allow-private')

    expect(exitCode).toBe(0)
    expect(stderr).toContain('2 feeds')
    expect(stdout).toContain('  # rss-2.0, 2 items, newest 2026-03-03, announced by the page\n')
    expect(await parseText(stdout)).toMatchObject({
      kind: 'loaded',
      warnings: [{ code: 'nobody-told' }],
      settings: {
        feeds: new Map([
          [
            '127-0-0-1-harbour-news-1',
            expect.objectContaining({
              url: `${server.url}/a.xml`,
              title: 'Harbour: "News" #1',
              allowPrivate: true,
            }),
          ],
          ['127-0-0-1', expect.objectContaining({ title: '항만청 보도자료' })],
        ]),
      },
    })
  })

  it('--json prints one document with what was found and what was tried', async () => {
    const server = await startPageServer()
    server.set('/', { type: HTML, body: announce('/gone.xml') + announce('/a.xml') })
    server.set('/a.xml', { body: feedOf('') })

    const { exitCode, stdout } = await find('--json', '--allow-private', `${server.url}/`)

    expect(exitCode).toBe(0)
    expect(JSON.parse(stdout)).toEqual({
      source: `${server.url}/`,
      ok: true,
      feeds: [
        {
          id: '127-0-0-1-news',
          url: `${server.url}/a.xml`,
          title: 'News',
          format: 'rss-2.0',
          language: null,
          items: 2,
          newest: '2026-03-03T09:00:00.000Z',
          foundBy: 'announced',
        },
      ],
      tried: [
        { url: `${server.url}/`, foundBy: 'itself', message: 'not a feed: an HTML page' },
        {
          url: `${server.url}/gone.xml`,
          foundBy: 'announced',
          message: expect.stringContaining('404'),
        },
      ],
    })
  })

  it('says so when the address is a feed itself, and asks nothing else', async () => {
    const server = await startPageServer()
    server.set('/news', { type: HTML, body: feedOf('Harbour') })

    const { stdout } = await find('--allow-private', `${server.url}/news`)

    expect(stdout).toContain('the address is a feed itself')
    expect(server.requests.map(({ path: asked }) => asked)).toEqual(['/news'])
  })

  it('offers the new address of a feed that has moved for good, once', async () => {
    const server = await startPageServer()
    server.set('/', { type: HTML, body: announce('/old') + announce('/new') })
    server.set('/old', { status: 301, headers: { location: '/new' }, body: '' })
    server.set('/new', { body: feedOf('Harbour') })

    const { stdout, stderr } = await find('--allow-private', `${server.url}/`)

    expect(stdout).toContain(`url: ${server.url}/new\n`)
    expect(stderr).toMatch(/^1 feed$/m)
  })

  it('reads a page that explains the feeds, where a link leads to one', async () => {
    const server = await startPageServer()
    server.set('/', { type: HTML, body: '<a href="/about/rss">RSS</a>' })
    server.set('/about/rss', { type: HTML, body: '<a href="/board.do?act=rss">보도자료</a>' })
    server.set('/board.do?act=rss', { body: feedOf('보도자료') })

    const { stdout } = await find('--allow-private', `${server.url}/`)

    expect(stdout).toContain(`url: ${server.url}/board.do?act=rss`)
    expect(stdout).toContain('linked from the page')
  })

  it('tries usual addresses where a page names none, and stops at the first feed', async () => {
    const server = await startPageServer()
    server.set('/', { type: HTML, body: '<p>Welcome' })
    server.set('/feed/', { body: feedOf('Harbour') })

    const { exitCode, stdout } = await find('--allow-private', `${server.url}/`)

    expect(exitCode).toBe(0)
    expect(stdout).toContain('not announced, found at a usual address')
    expect(server.requests.map(({ path: asked }) => asked)).toEqual(['/', '/rss.xml', '/feed/'])
  })

  it('leaves a server alone that asks for it', async () => {
    const server = await startPageServer()
    server.set('/', { type: HTML, body: '<p>Welcome' })
    server.set('/rss.xml', { status: 429, headers: { 'retry-after': '60' }, body: '' })

    const { exitCode } = await find('--allow-private', `${server.url}/`)

    expect(exitCode).toBe(1)
    expect(server.requests.map(({ path: asked }) => asked)).toEqual(['/', '/rss.xml'])
  })

  it('asks twenty addresses at most, and says how many more there are', async () => {
    const server = await startPageServer()
    const paths = Array.from({ length: 30 }, (_, index) => `/rss/${index}`)
    server.set('/', { type: HTML, body: paths.map((href) => `<a href="${href}">x</a>`).join('') })
    serveFeeds(server, paths)

    const { stderr } = await find('--allow-private', `${server.url}/`)

    expect(server.requests).toHaveLength(21)
    expect(stderr).toContain('20 feeds; 10 more links were not asked')
  })

  it('refuses a private address, and says how to allow it', async () => {
    const server = await startPageServer()

    const { exitCode, stdout, stderr } = await find(`${server.url}/`)

    expect([exitCode, stdout]).toEqual([1, ''])
    expect(stderr).toContain('is not on a public address\n  if that is meant, add --allow-private')
    expect(server.requests).toEqual([])
  })

  it.each([
    ['a page without a feed', '<p>Welcome', 'announces no feed, and none was found at 6 other'],
    ['an empty page', '', 'announces no feed'],
  ])('says of %s what to try next', async (_, body, message) => {
    const server = await startPageServer()
    server.set('/', { type: HTML, body })

    const { exitCode, stdout, stderr } = await find('--allow-private', `${server.url}/`)

    expect([exitCode, stdout]).toEqual([1, ''])
    expect(stderr).toContain(message)
    expect(stderr).toContain('try the page with the press releases')
  })

  it('says why a page could not be read, in JSON too', async () => {
    const server = await startPageServer()

    const { exitCode, stdout, stderr } = await find('--json', '--allow-private', `${server.url}/x`)

    expect(exitCode).toBe(1)
    expect(stderr).toContain('404')
    expect(JSON.parse(stdout)).toMatchObject({
      ok: false,
      feeds: [],
      tried: [{ foundBy: 'itself', message: expect.stringContaining('404') }],
    })
  })

  it('gives no id that the configuration has', async () => {
    const server = await startPageServer()
    server.set('/', { body: feedOf('') })
    const folder = await temporaryFolder({
      'config.yaml': 'feeds: { 127-0-0-1: { url: https://a.example/ } }\n',
    })

    const { stdout } = await runCommandLine([
      ...['feeds', 'find', '--allow-private', `${server.url}/`],
      ...['--config', path.join(folder, 'config.yaml')],
    ])

    expect(stdout).toContain('  127-0-0-1-2:\n')
  })

  it.each([
    ['www.harbour.example', 'did you mean "https://www.harbour.example"?'],
    ['ftp://harbour.example/', 'only web addresses are fetched'],
  ])('refuses %s as an address', async (typed, hint) => {
    const { exitCode, stderr } = await find(typed)

    expect(exitCode).toBe(2)
    expect(stderr).toContain(hint)
  })
})
