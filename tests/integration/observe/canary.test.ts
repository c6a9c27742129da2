import { generateKeyPairSync } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import Database from 'better-sqlite3'
import { expect, onTestFinished, test, vi } from 'vitest'
import { listSecretForms } from '../../../src/core/secret-forms.ts'
import { runCommandLine } from '../../cli/run-command-line.ts'
import { startDaemon } from '../../support/daemon-in-process.ts'
import { rssOf } from '../../support/feed-text.ts'
import { startLoginSmtp } from '../../support/login-smtp.ts'
import { emptyPage, type PageServer, startPageServer } from '../../support/page-server.ts'
import { makeTempDir } from '../../support/temp-dir.ts'

/** One of each secret that a configuration may hold, as odd as passwords are. */
const CANARIES = {
  smtp: 'canary/smtp"pa55&w0rd+',
  web: 'canary web pa55word?',
  header: 'canary-header-b3arer-t0ken',
  key: 'canary-literal-k3y-of-header',
  url: 'canary-url-t0ken-of-feed',
  heartbeat: 'canary-heartb3at-0f-switch',
}

const { privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 1024,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
})
const [, KEY_LINE = ''] = privateKey.split('\n')

/** The secrets that stand in a text, in whatever form. */
function findCanaries(text: string): readonly string[] {
  return Object.entries({ ...CANARIES, dkim: KEY_LINE })
    .filter(([, secret]) =>
      [...listSecretForms(secret), escapeMarkup(secret)].some((form) => text.includes(form)),
    )
    .map(([name]) => name)
}

function escapeMarkup(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll("'", '&#39;')
}

/** A ministry that gives away what it was sent: in errors, in redirects, in pages. */
function openTellingServer(pages: PageServer): void {
  const sent = `Bearer ${CANARIES.header}`
  const item = { guid: '1', title: 'Pier opens', link: `${pages.url}/1`, teaser: 'A pier.' }
  pages.set(`/token.xml?token=${CANARIES.url}`, { body: rssOf('Harbour', [item]) })
  pages.set('/error.xml', { status: 500, body: `you sent ${sent}` })
  pages.set('/page.xml', {
    body: `<!doctype html><html><head><title>you sent ${sent}</title></head><body><h1>${sent}</h1></body></html>`,
    type: 'text/html',
  })
  const moved = `/moved/${CANARIES.header}/feed.xml?key=${CANARIES.key}`
  pages.set('/moved.xml', emptyPage(301, { location: moved }))
  pages.set(moved, { status: 404, body: '' })
  pages.set('/moved-well.xml', emptyPage(301, { location: `/well/${CANARIES.key}.xml` }))
  pages.set(`/well/${CANARIES.key}.xml`, { body: rssOf('Well', [{ ...item, guid: '2' }]) })
  pages.set(`/ping/${CANARIES.heartbeat}`, { status: 503, body: CANARIES.heartbeat })
}

type World = {
  readonly dir: string
  readonly config: string
  readonly env: Record<string, string>
  readonly pages: PageServer
  /** How the mail server greets: with a refusal of the login, or of the sender. */
  readonly refusing: { at: 'login' | 'sender' }
}

async function openWorld(): Promise<World> {
  const [pages, dir] = [await startPageServer(), makeTempDir()]
  openTellingServer(pages)
  const refusing: World['refusing'] = { at: 'login' }
  const echo = `I do not like ${CANARIES.smtp} nor ${Buffer.from(`\0alerts\0${CANARIES.smtp}`).toString('base64')}`
  const server = await startLoginSmtp('smtps', {
    onAuth: (_auth, _session, done) =>
      done(refusing.at === 'login' ? new Error(echo) : null, { user: 'alerts' }),
    onMailFrom: (_address, _session, done) =>
      done(Object.assign(new Error(echo), { responseCode: 450 })),
  })
  writeFileSync(path.join(dir, 'header'), `Bearer ${CANARIES.header}\n`)
  writeFileSync(path.join(dir, 'dkim'), privateKey)
  const feed = (name: string, target: string): string =>
    `  ${name}: { url: "${pages.url}${target}", allowPrivate: true, headers: { Authorization: "\${file:header}", X-Api-Key: ${CANARIES.key} } }`
  const config = path.join(dir, 'config.yaml')
  writeFileSync(
    config,
    `feeds:
${feed('token', `/token.xml?token=\${FEED_TOKEN}`)}
${['error', 'page', 'moved', 'moved-well'].map((name) => feed(name, `/${name}.xml`)).join('\n')}
defaults: { startWith: everything }
rules: { piers: { match: pier } }
subscriptions: { desk: { to: [desk@example.org], rules: all } }
mail:
  from: Watch <watch@example.org>
  smtp: "smtps://alerts:\${SMTP_PASSWORD}@${server.address}?tls.rejectUnauthorized=false"
  dkim: { domain: example.org, selector: s1, key: "\${file:dkim}" }
admins: [ops@example.org]
web: { listen: "127.0.0.1:0", password: "${CANARIES.web}", publicUrl: http://127.0.0.1 }
heartbeat: ${pages.url}/ping/${CANARIES.heartbeat}
`,
  )
  const env = {
    SMTP_PASSWORD: CANARIES.smtp,
    FEED_TOKEN: CANARIES.url,
    POLICYWATCH_LOG_LEVEL: 'debug',
  }
  return { dir, config, env, pages, refusing }
}

const COMMANDS: readonly (readonly string[])[] = [
  ['check'],
  ['check', '--json'],
  ['check', '--online'],
  ['check', '--online', '--json'],
  ['poll', '--no-deliver'],
  ['deliver'],
  ['send-test', 'ops@example.org'],
  ['status'],
  ['status', '--json'],
  ['ledger', '--json'],
  ['search', 'pier', '--json'],
  ['explain', '1'],
  ['export'],
  ['export', '--json'],
  ['backtest', '--json'],
  ['help'],
]

/** What each command tells that it should not, after a poll. */
async function tellAll({ config, env }: World): Promise<readonly (readonly string[])[]> {
  await runCommandLine(['poll', '--config', config], { env })
  const told: (readonly string[])[] = []
  for (const argv of COMMANDS) {
    const { stdout, stderr } = await runCommandLine([...argv, '--config', config], { env })
    told.push([...argv, ...findCanaries(`${stdout}\n${stderr}`)])
  }
  return told
}

test('no secret is told by a command', async () => {
  const world = await openWorld()

  const told = await tellAll(world)

  expect(told).toEqual(COMMANDS)
})

const BROKEN = [
  ['a password under a wrong key', 'password:', 'pasword:'],
  ['a heartbeat that is no address', 'heartbeat: http:', 'heartbeat: htp:'],
  ['a header without its colon', 'X-Api-Key:', 'X-Api-Key'],
  ['a mail server without its scheme', 'smtps://', 'smtpz://'],
  ['a rule that cannot be read', 'match: pier', 'match: "pier AND"'],
  ['a section that is not indented', '  smtp:', 'smtp:'],
] as const

test.each(BROKEN)('no secret is told of %s', async (_, right, wrong) => {
  const { config, env } = await openWorld()
  writeFileSync(config, readFileSync(config, 'utf8').replace(right, wrong))

  const { exitCode, stdout, stderr } = await runCommandLine(['check', '--config', config], { env })

  expect(exitCode).toBe(3)
  expect(findCanaries(`${stdout}${stderr}`)).toEqual([])
})

test('no secret is told by a daemon: its log, pages, metrics, e-mails, and what it stores of what others said', async () => {
  const world = await openWorld()
  const { config, env, pages, refusing, dir } = world
  refusing.at = 'sender'
  const daemon = startDaemon(config, { env })
  await daemon.until(/"msg":"ready"/)
  const [, base = ''] = /"url":"([^"]+)"/.exec(daemon.stdout()) ?? []
  await daemon.until(/"msg":"not delivered"/)
  daemon.signal('SIGUSR2')
  await daemon.until(/the heartbeat fails/)
  await vi.waitUntil(() => pages.requests.some((seen) => seen.path.startsWith('/ping/')))
  writeFileSync(config, `${readFileSync(config, 'utf8')}passwort: ${CANARIES.web}\n`)
  await daemon.until(/the changed configuration is refused/)

  const login = await fetch(`${base}login`, {
    method: 'POST',
    redirect: 'manual',
    headers: { origin: new URL(base).origin, 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ password: CANARIES.web }).toString(),
  })
  const cookie = login.headers.get('set-cookie')?.split(';')[0] ?? ''
  const shown = await Promise.all(
    PAGES.map(async (address) => {
      const answer = await fetch(new URL(address, base), { headers: { cookie } })
      return [address, answer.status, ...findCanaries(await answer.text())]
    }),
  )
  await daemon.stop()

  expect(shown).toEqual(PAGES.map((address) => [address, 200]))
  expect(findCanaries(daemon.stdout())).toEqual([])
  expect(findCanaries(daemon.stderr())).toEqual([])
  expect(
    findCanaries(
      storedText(dir, [
        'polls',
        'conditions',
        'alerts',
        'deliveries',
        'delivery_attempts',
        'items',
        'meta',
      ]),
    ),
  ).toEqual([])
})

/** All that stands in some tables. */
function storedText(dir: string, tables: readonly string[]): string {
  const database = new Database(path.join(dir, 'data/policywatch.db'), { readonly: true })
  onTestFinished(() => void database.close())
  return tables
    .flatMap((table) => database.prepare(`select * from ${table}`).all())
    .map((row) => Object.values(row as object).join('\n'))
    .join('\n')
}

const PAGES = [
  '/',
  '/feeds',
  '/feeds/token',
  '/feeds/page',
  '/feeds/moved',
  '/feeds/moved-well',
  '/alerts',
  '/alerts/1',
  '/stories',
  '/rules',
  '/config',
  '/api/v1/feeds',
  '/api/v1/matches',
  '/metrics',
  '/readyz',
  '/healthz',
]
