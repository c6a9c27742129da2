import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type ParsedMail, simpleParser } from 'mailparser'
import { runCli } from '../../src/cli/run-cli.ts'
import { openTestIo } from '../cli/run-command-line.ts'
import { articlePage, rssOf, type SampleItem, SUMMIT } from './feed-text.ts'
import { openPageServer, type PageServer } from './page-server.ts'

/** Runs where a page lets markup of a feed through, and leaves its trace in `window.hacked`. */
const HOSTILE =
  `"'><img src=x onerror="window.hacked='img'"><script>window.hacked='script'</script>` +
  `<svg onload="window.hacked='svg'"></svg>{{7*7}}\${7*7}</textarea></title></style>`

/** Ministries, one of which sends markup wherever a feed has text, and a configuration that watches them. */
export type PagesWorld = {
  /** Where the daemon's pages are, without a slash at its end. */
  readonly url: string
  /** Where the ministries are. */
  readonly pages: PageServer
  readonly file: string
  /** Puts one more release on top of the trade ministry's feed. */
  readonly publish: (item: SampleItem) => void
  /** Polls every feed; resolves when all is stored and delivered. */
  readonly pollAll: () => Promise<void>
  /** What the mail server would have got, without any order. */
  readonly readMails: () => Promise<readonly ParsedMail[]>
  readonly close: () => Promise<void>
}

/** Ministries and a running daemon that has polled them once; `web` is that section of its configuration. */
export async function openPagesWorld(web: string): Promise<PagesWorld> {
  const pages = await openPageServer()
  const dir = mkdtempSync(path.join(tmpdir(), 'policywatch-pages-'))
  const trade: SampleItem[] = [
    release(pages, 'summit', 'Korea and Singapore set the course', 'The leaders met on Monday.'),
    release(pages, 'quota', 'Quota for steel is raised', 'A free trade agreement is not at stake.'),
  ]
  const energy = [
    release(pages, 'korea', '한국, 소형모듈원자로 협력 확대', '산업부가 SMR 협력을 밝혔다.'),
    release(pages, 'paris', 'Un petit réacteur modulaire à Lyon', 'La ministre a visité le site.'),
    release(pages, 'heat', 'Heat networks grow', 'The regulator counts 400 networks.'),
  ]
  const show = (name: string, title: string, items: readonly SampleItem[]): void => {
    pages.set(`/${name}.xml`, { body: rssOf(title, items) })
  }
  pages.set('/summit', {
    body: articlePage('Korea and Singapore set the course', SUMMIT),
    type: 'text/html',
  })
  show('trade', 'Ministry of Trade', trade)
  show('energy', 'Ministry of Energy', energy)
  pages.set('/hostile.xml', { body: hostileFeed() })
  const file = path.join(dir, 'config.yaml')
  writeFileSync(file, configOf(pages.url, web))
  const io = openTestIo()
  const ended = runCli(['run', '--config', file], io.io)
  let roundCount = 0
  const pollAll = async (): Promise<void> => {
    io.signal('SIGUSR2')
    roundCount += 1
    const isDone = (): boolean => io.stdout().split('round done').length > roundCount
    for (let waits = 0; !isDone() && waits < 600; waits += 1) await sleep(50)
    if (!isDone()) throw new Error(`no round was done: ${io.stdout()}`)
  }
  await pollAll()
  return {
    url: /"url":"([^"]+)\/","msg":"web pages open"/.exec(io.stdout())?.[1] ?? '',
    pages,
    file,
    pollAll,
    readMails: async () =>
      await Promise.all(listMails(dir).map(async (mail) => await simpleParser(mail))),
    close: async (): Promise<void> => {
      io.signal('SIGTERM')
      await ended
      await pages.close()
      rmSync(dir, { recursive: true, force: true })
    },
    publish: (item): void => {
      trade.unshift(item)
      show('trade', 'Ministry of Trade', trade)
    },
  }
}

function listMails(dir: string): readonly Buffer[] {
  const folder = path.join(dir, 'data/outbox')
  const names = readdirSync(folder).filter((name) => name.endsWith('.eml'))
  return names.map((name) => readFileSync(path.join(folder, name)))
}

export function release(pages: PageServer, id: string, title: string, teaser: string): SampleItem {
  return { guid: id, title, link: `${pages.url}/${id}`, teaser, date: new Date().toUTCString() }
}

/** Comments, quotes and an order of their own: what saving a rule must keep. */
function configOf(url: string, web: string): string {
  return `# the ministries that we watch
timezone: Asia/Seoul
feeds:
  trade: { url: "${url}/trade.xml", allowPrivate: true, fullText: true, tags: [asia], schedule: "0 0 1 1 *" }
  energy: { url: "${url}/energy.xml", allowPrivate: true, schedule: "0 0 1 1 *" }  # twice a day is plenty
  hostile:
    url: "${url}/hostile.xml"
    allowPrivate: true
    schedule: "0 0 1 1 *"
  gone: { url: "${url}/gone.xml", allowPrivate: true, schedule: "0 0 1 1 *" }

concepts:
  smr: [SMR, small modular reactor, 소형모듈원자로, petit réacteur modulaire]
  unused: [quango]

rules:
  # asked for by the energy desk
  smr:
    title: Small modular reactors
    match: '@smr'   # the concept above
  trade: { title: Trade, match: "free trade agreement" }
  hostile: { match: payload }
  never: { title: Never hit, match: zeppelin }

subscriptions:
  energy-desk: { to: [energy@example.org], rules: [smr, hostile] }
  trade-desk: { to: ["Trade <trade@example.org>"], rules: [trade] }

mail: { from: Policywatch <alerts@example.org> }
admins: [ops@example.org]
web: ${web}
`
}

function hostileFeed(): string {
  const text = HOSTILE.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
  const items = [
    'javascript:window.hacked=1',
    `https://ministry.test/${encodeURI(HOSTILE)}`,
    'data:text/html,x',
  ]
  return `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel><title>Hostile ${text}</title><link>javascript:window.hacked='link'</link><description>${text}</description>
${items
  .map(
    (link, index) => `<item>
<title>payload ${index} ${text}</title>
<link>${link.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</link>
<guid isPermaLink="false">${index} ${text}</guid>
<dc:creator>${text}</dc:creator><author>${text}</author><category>${text}</category>
<pubDate>${new Date().toUTCString()}</pubDate>
<description>payload ${text}</description>
<content:encoded><![CDATA[<p>payload of item ${index} ${HOSTILE} <a href="javascript:window.hacked='a'">a link</a>
<iframe srcdoc="<script>parent.hacked='frame'</script>"></iframe><b onclick="window.hacked='b'">bold</b></p>]]></content:encoded>
</item>`,
  )
  .join('\n')}
</channel></rss>`
}
