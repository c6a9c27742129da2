import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { runCommandLine } from './run-command-line.ts'

const FEED = `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0"><channel><title>Harbour Office</title><link>https://harbour.example/</link>
<item><title>Pier 4 opens</title><link>https://harbour.example/4</link><guid isPermaLink="false">p4</guid>
<pubDate>Mon, 02 Mar 2026 18:00:00 +0900</pubDate><author>Kim</author><category>piers</category>
<description>The pier opens on &lt;b&gt;Monday&lt;/b&gt;.</description></item>
</channel></rss>`

async function writeFiles(files: Record<string, string>): Promise<Record<string, string>> {
  const folder = await mkdtemp(path.join(tmpdir(), 'policywatch-inspect-'))
  onTestFinished(async () => await rm(folder, { recursive: true }))
  const paths = Object.entries(files).map(
    ([name, content]) => [name, path.join(folder, name), content] as const,
  )
  for (const [, file, content] of paths) await writeFile(file, content)
  return Object.fromEntries(paths.map(([name, file]) => [name, file]))
}

async function serve(body: string, contentType: string): Promise<string> {
  const server = createServer((_request, response) =>
    response.writeHead(200, { 'content-type': contentType }).end(body),
  )
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/feed`
}

describe('inspect --json', () => {
  it('prints the promised shape, times in UTC', async () => {
    const files = await writeFiles({ 'feed.xml': FEED })

    const { exitCode, stdout } = await runCommandLine(['inspect', '--json', files['feed.xml']!])

    expect(exitCode).toBe(0)
    expect(JSON.parse(stdout)).toEqual({
      source: files['feed.xml'],
      ok: true,
      format: 'rss-2.0',
      encoding: 'utf-8',
      reader: 'strict',
      readerReason: 'an ordinary document, and well-formed',
      title: 'Harbour Office',
      link: 'https://harbour.example/',
      items: [
        {
          id: 'p4',
          title: 'Pier 4 opens',
          link: 'https://harbour.example/4',
          published: '2026-03-02T09:00:00.000Z',
          updated: null,
          authors: ['Kim'],
          categories: ['piers'],
          summary: 'The pier opens on Monday.',
          text: 'The pier opens on Monday.',
        },
      ],
      problems: [],
    })
  })

  it('prints one line per source and exits 4 when some are no feeds', async () => {
    const files = await writeFiles({
      'feed.xml': FEED,
      'page.html': '<!doctype html><title>News</title><p>Hello',
    })

    const { exitCode, stdout } = await runCommandLine([
      'inspect',
      '--json',
      files['page.html']!,
      files['feed.xml']!,
      '/nonexistent/feed.xml',
    ])

    const lines = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(exitCode).toBe(4)
    expect(lines).toMatchObject([
      { ok: false, format: null, items: [], problems: [expect.stringContaining('an HTML page')] },
      { ok: true },
      { ok: false, problems: ['there is no such file'] },
    ])
  })
})

describe('inspect', () => {
  it('reads dates without a zone in the one that is named, and tells of those that cannot be true', async () => {
    const files = await writeFiles({
      'feed.xml': FEED.replace(/<pubDate>.*<\/pubDate>/, '<pubDate>2099-03-02 18:00</pubDate>'),
    })

    const { stdout } = await runCommandLine([
      'inspect',
      '--timezone',
      'Asia/Seoul',
      files['feed.xml']!,
    ])

    expect(stdout).toContain('2099-03-02T09:00:00.000Z, Kim')
    expect(stdout).toContain('problem: 1 date lies in the future, for example “2099-03-02 18:00”')
  })

  it('fetches an address', async () => {
    const url = await serve(FEED, 'application/rss+xml')

    const { exitCode, stdout } = await runCommandLine(['inspect', url])

    expect(exitCode).toBe(0)
    expect(stdout).toContain('rss-2.0, utf-8, 1 item\n')
    expect(stdout).toContain(
      'Pier 4 opens\n    2026-03-02T09:00:00.000Z, Kim\n    https://harbour.example/4\n',
    )
  })

  it('says which reader read, and why', async () => {
    const files = await writeFiles({
      'feed.xml': FEED,
      'cut.xml': FEED.slice(0, FEED.indexOf('</channel>')),
    })

    const { stdout } = await runCommandLine(['inspect', files['feed.xml']!, files['cut.xml']!])

    expect(stdout).toContain('  read by strict: an ordinary document, and well-formed\n')
    expect(stdout).toContain('  read by htmlparser2: it ends in the middle\n')
  })

  it('exits 1 when no source is a feed, and says what it is', async () => {
    const url = await serve('<!doctype html><title>News</title><p>Hello', 'text/html')

    const { exitCode, stdout } = await runCommandLine(['inspect', url])

    expect(exitCode).toBe(1)
    expect(stdout).toContain('not a feed: an HTML page titled “News”')
  })

  it('keeps what a feed says from steering the terminal', async () => {
    const files = await writeFiles({ 'feed.xml': FEED.replace('Pier 4', 'Pier &#x9b;2J 4') })

    const { stdout } = await runCommandLine(['inspect', files['feed.xml']!])

    expect(stdout).not.toMatch(/[\u0080-\u009f]/)
  })
})
