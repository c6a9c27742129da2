import { execFileSync } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import type { ServerResponse } from 'node:http'
import path from 'node:path'
import { describe, expect, test, vi } from 'vitest'
import { type DaemonInProcess, startDaemon } from '../../support/daemon-in-process.ts'
import { rssOf } from '../../support/feed-text.ts'
import { freePort } from '../../support/free-port.ts'
import { type PageServer, startPageServer } from '../../support/page-server.ts'
import { startSmtpSink } from '../../support/smtp-sink.ts'
import { makeTempDir } from '../../support/temp-dir.ts'

const RELEASES = rssOf('Harbour', [
  { guid: '1', title: 'Pier 4 opens', link: 'https://harbour.test/4', teaser: 'It is long.' },
  { guid: '2', title: 'Crane is sold', link: 'https://harbour.test/5', teaser: 'It is old.' },
])

type Variant = {
  readonly feeds?: string
  readonly match?: string
  readonly more?: string
  readonly smtp?: string
  readonly listen?: string
}

type World = {
  readonly dir: string
  readonly file: string
  readonly pages: PageServer
  readonly yaml: (variant?: Variant) => string
  readonly write: (variant: Variant) => void
}

async function makeWorld(): Promise<World> {
  const [pages, dir] = [await startPageServer(), makeTempDir()]
  pages.set('/harbour.xml', { body: RELEASES })
  const harbour = `harbour: { url: "${pages.url}/harbour.xml", allowPrivate: true, schedule: "0 0 1 1 *" }`
  const yaml = (variant: Variant = {}): string => `
feeds: { ${variant.feeds ?? harbour} }
rules: { piers: { match: '${variant.match ?? 'pier'}' } }
subscriptions: { desk: { to: [desk@example.org], rules: all } }
mail: { from: alerts@example.org${variant.smtp === undefined ? '' : `, smtp: "${variant.smtp}"`} }
admins: [ops@example.org]
web: { listen: "${variant.listen ?? '127.0.0.1:0'}" }
data: ${dir}/data
${variant.more ?? ''}
`
  const file = path.join(dir, 'config.yaml')
  writeFileSync(file, yaml())
  return { dir, file, pages, yaml, write: (variant) => writeFileSync(file, yaml(variant)) }
}

/** Running, with all of its feeds polled and what they brought delivered. */
async function startReady(world: World): Promise<DaemonInProcess> {
  const daemon = startDaemon(world.file)
  await daemon.until(/"ready".*"polled"/s)
  return daemon
}

function mailsTo(world: World, address: string): readonly string[] {
  const folder = path.join(world.dir, 'data/outbox')
  return (existsSync(folder) ? readdirSync(folder) : [])
    .filter((name) => name.endsWith('.eml'))
    .map((name) => readFileSync(path.join(folder, name), 'utf8'))
    .filter((mail) => new RegExp(`^To:.*${address}`, 'm').test(mail))
}

const waitForMail = async (world: World, text: RegExp): Promise<void> => {
  const isThere = (): boolean => mailsTo(world, 'desk@example.org').some((mail) => text.test(mail))
  await vi.waitUntil(isThere, 10_000)
}

const IN_FORCE = /the changed configuration is in force/
const REFUSED = /the changed configuration is refused/

function urlOf(daemon: DaemonInProcess): string {
  const [, url = ''] = /.*"url":"([^"]+)","msg":"web pages open"/s.exec(daemon.stdout()) ?? []
  return url
}

describe('a rule that changes while the daemon runs', () => {
  test('tells in one digest what it would have matched', async () => {
    const world = await makeWorld()
    await startReady(world)
    await waitForMail(world, /Pier 4 opens/)

    world.write({ match: 'crane' })
    await waitForMail(world, /Crane is sold/)

    const mails = mailsTo(world, 'desk@example.org')
    expect(mails.length).toBe(2)
    expect(mails.filter((mail) => /^Subject:.*already published/im.test(mail)).length).toBe(2)
  })

  test('is held against what a feed brings that was on its way', async () => {
    const world = await makeWorld()
    const daemon = await startReady(world)
    await waitForMail(world, /Pier 4 opens/)
    const waiting: ServerResponse[] = []
    world.pages.set('/harbour.xml', (response) => void waiting.push(response))
    daemon.signal('SIGUSR2')
    await vi.waitUntil(() => waiting.length > 0, 10_000)

    world.write({ match: 'ferry' })
    await daemon.until(IN_FORCE)
    const ferry = { guid: '3', title: 'Ferry sails', link: 'https://harbour.test/6', teaser: '' }
    waiting[0]?.writeHead(200, { 'content-type': 'text/xml' }).end(rssOf('Harbour', [ferry]))
    await waitForMail(world, /Ferry sails/)

    const [news] = mailsTo(world, 'desk@example.org').filter((mail) => mail.includes('Ferry sails'))
    expect(news).not.toMatch(/already published/i)
  })
})

describe('a change of the file', () => {
  test('by an editor that renames takes effect', async () => {
    const world = await makeWorld()
    const daemon = await startReady(world)

    writeFileSync(`${world.file}~`, world.yaml({ match: 'crane' }))
    renameSync(`${world.file}~`, world.file)

    await expect(daemon.until(IN_FORCE)).resolves.toBe(true)
  })

  test('in a folder whose link is turned takes effect', async () => {
    const world = await makeWorld()
    const folder = path.join(world.dir, 'mounted')
    mkdirSync(path.join(folder, '..v1'), { recursive: true })
    mkdirSync(path.join(folder, '..v2'))
    writeFileSync(path.join(folder, '..v1/config.yaml'), world.yaml())
    writeFileSync(path.join(folder, '..v2/config.yaml'), world.yaml({ match: 'crane' }))
    symlinkSync('..v1', path.join(folder, '..data'))
    symlinkSync('..data/config.yaml', path.join(folder, 'config.yaml'))
    const daemon = await startReady({ ...world, file: path.join(folder, 'config.yaml') })

    symlinkSync('..v2', path.join(folder, '..next'))
    renameSync(path.join(folder, '..next'), path.join(folder, '..data'))

    await expect(daemon.until(IN_FORCE)).resolves.toBe(true)
  })

  test('of a secret that it takes in takes effect', async () => {
    const world = await makeWorld()
    const secret = path.join(world.dir, 'password')
    writeFileSync(secret, 'first-canary')
    const more = `polling: { contact: "https://watch.test/\${file:${secret}}" }`
    world.write({ more })
    const daemon = await startReady(world)

    writeFileSync(secret, 'second-canary')

    await expect(daemon.until(IN_FORCE)).resolves.toBe(true)
  })

  test('that says the same changes nothing', async () => {
    const world = await makeWorld()
    const daemon = await startReady(world)

    writeFileSync(world.file, world.yaml())
    daemon.signal('SIGHUP')
    await daemon.until(/as it was/)

    expect(daemon.stdout()).not.toMatch(IN_FORCE)
  })

  test('is read at once by SIGHUP', async () => {
    const world = await makeWorld()
    const daemon = await startReady(world)

    world.write({ match: 'crane' })
    daemon.signal('SIGHUP')

    await expect(daemon.until(IN_FORCE)).resolves.toBe(true)
  })
})

describe('a configuration that is refused', () => {
  test('leaves the old one in force, and is told once, on the page and in a metric', async () => {
    const world = await makeWorld()
    const daemon = await startReady(world)

    world.write({ match: 'crane AND (' })
    await daemon.until(REFUSED)
    world.write({ match: 'crane AND AND' })
    await daemon.until(/(?:is refused.*){2}/s)
    rmSync(world.file)
    await daemon.until(/(?:is refused.*){3}/s)
    await daemon.until(/ops@example.org.*"delivered"/s)
    const overview = await (await fetch(`${urlOf(daemon)}overview`)).text()
    const metrics = await (await fetch(`${urlOf(daemon)}metrics`)).text()

    const told = mailsTo(world, 'ops@example.org').filter((mail) => /is refused/.test(mail))
    expect(told.length).toBe(1)
    expect(told[0]).toMatch(/config\.yaml:3:\d+/)
    expect(overview).toContain('The changed config.yaml is refused')
    expect(metrics).toContain('policywatch_config_refused 1')
    expect(metrics).toContain('policywatch_config_reloads_total{outcome="refused"} 3')
  })

  test('gives way to the next one that is sound', async () => {
    const world = await makeWorld()
    const daemon = await startReady(world)
    world.write({ match: 'crane AND (' })
    await daemon.until(REFUSED)

    world.write({ match: 'crane' })
    await daemon.until(IN_FORCE)
    const metrics = await (await fetch(`${urlOf(daemon)}metrics`)).text()

    expect(metrics).toContain('policywatch_config_refused 0')
  })

  test('and is taken back is the one in force again', async () => {
    const world = await makeWorld()
    const daemon = await startReady(world)
    world.write({ match: 'crane AND (' })
    await daemon.until(REFUSED)

    world.write({})

    await expect(daemon.until(/again the one that is in force/)).resolves.toBe(true)
  })
})

describe('a pipe', () => {
  test('in the place of the file is refused, and the file that comes back is in force', async () => {
    const world = await makeWorld()
    const daemon = await startReady(world)
    rmSync(world.file)
    execFileSync('mkfifo', [world.file])
    daemon.signal('SIGHUP')
    await daemon.until(/is a pipe, which can be read only once/)

    rmSync(world.file)
    world.write({ match: 'crane' })

    await expect(daemon.until(IN_FORCE)).resolves.toBe(true)
    await expect(daemon.stop()).resolves.toBe(0)
  })
})

describe('feeds that come and go', () => {
  test('are polled at once, and no more', async () => {
    const world = await makeWorld()
    world.pages.set('/ferries.xml', { body: rssOf('Ferries', []) })
    const daemon = await startReady(world)
    const before = world.pages.requests.length

    const ferries = `ferries: { url: "${world.pages.url}/ferries.xml", allowPrivate: true }`
    world.write({ feeds: ferries })
    await daemon.until(/"feed":"ferries".*"polled"/s)
    daemon.signal('SIGUSR2')
    await daemon.until(/round done/)

    const asked = new Set(world.pages.requests.slice(before).map((request) => request.path))
    expect([...asked]).toEqual(['/ferries.xml'])
  })
})

describe('what else the file says', () => {
  test('another mail server takes what comes from now on', async () => {
    const [world, sink] = [await makeWorld(), await startSmtpSink()]
    await startReady(world)
    await waitForMail(world, /Pier 4 opens/)

    world.write({ match: 'crane', smtp: sink.url })
    await sink.waitFor(1)

    expect(sink.received[0]?.mail.text).toContain('Crane is sold')
  })

  test('the pages move to another port', async () => {
    const world = await makeWorld()
    const daemon = await startReady(world)
    const port = await freePort()

    world.write({ listen: `127.0.0.1:${port}` })
    await daemon.until(IN_FORCE)
    const answer = await fetch(`http://127.0.0.1:${port}/healthz`)

    expect(answer.status).toBe(200)
  })

  test('pages that open to others with a password are not called shut, and are when it goes', async () => {
    const world = await makeWorld()
    const daemon = await startReady(world)
    const shut = /web\.password is not set/

    writeFileSync(world.file, world.yaml({ listen: '0.0.0.0:0", password: "long-canary' }))
    await daemon.until(IN_FORCE)
    const before = daemon.stdout()
    world.write({ listen: '0.0.0.0:0' })
    await daemon.until(shut)

    expect(before).not.toMatch(shut)
  })

  test('a port that is taken refuses the change, and the pages stay where they are', async () => {
    const world = await makeWorld()
    const daemon = await startReady(world)
    const taken = new URL(world.pages.url).port

    world.write({ match: 'crane', listen: `127.0.0.1:${taken}` })
    await daemon.until(REFUSED)
    const answer = await fetch(`${urlOf(daemon)}healthz`)

    expect(answer.status).toBe(200)
    expect(daemon.stdout()).toMatch(/cannot listen on 127\.0\.0\.1:\d+ \(web\.listen\)/)
  })

  test('another data folder is left for the next start', async () => {
    const world = await makeWorld()
    const daemon = await startReady(world)

    writeFileSync(world.file, world.yaml().replace('/data\n', '/elsewhere\n'))
    await daemon.until(/another data folder is taken at the next start/)

    expect(readdirSync(world.dir)).not.toContain('elsewhere')
  })
})
