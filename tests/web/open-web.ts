import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { onTestFinished } from 'vitest'
import { timestampOf } from '../../src/core/time.ts'
import { createLog } from '../../src/observe/log.ts'
import type { LogLevel } from '../../src/observe/log-level.ts'
import { createMetrics, type GaugeSource } from '../../src/observe/metrics.ts'
import type { Overview } from '../../src/pipeline/read-overview.ts'
import type { Status } from '../../src/pipeline/read-status.ts'
import { startWeb, type WebOptions } from '../../src/web/start-web.ts'
import type { Site, WebViews } from '../../src/web/web-views.ts'
import { EMPTY_DESKS } from './empty-desks.ts'

const EMPTY_STATUS: Status = {
  feeds: [],
  conditions: [],
  gaps: [],
  alerts: { pending: 0, held: 0, uncertain: 0, failed: 0, sent: 0 },
  disk: { freeBytes: null, totalBytes: null, pausedBecause: null },
  recentAlerts: [],
  failingAddresses: [],
  optOuts: [],
  backup: null,
  searchIndex: { waitingItems: 0, editedItems: 0 },
}

export const EMPTY_OVERVIEW: Overview = {
  status: EMPTY_STATUS,
  pause: null,
  day: { items: 0, stories: 0, matches: 0 },
  troubled: [],
  newestAlerts: [],
  newestMatches: [],
}

const SITE: Site = {
  isOn: true,
  password: null,
  publicUrl: null,
  metrics: 'loopback',
  mayEdit: false,
  timezone: 'UTC',
  hasMailbox: true,
}

/** Of an installation in which nothing has happened yet. */
function emptyViews(): Omit<WebViews, 'site' | 'metrics'> {
  return {
    sessionSecret: 'a secret of the database',
    now: () => timestampOf(Date.now()),
    configuration: () => ({
      file: '/etc/policywatch/config.yaml',
      revision: 'abc',
      appliedAt: timestampOf(0),
      refused: null,
    }),
    effectiveSettings: () => [],
    overview: async () => EMPTY_OVERVIEW,
    feeds: { list: async () => [], find: async () => null },
    alerts: {
      list: async () => ({ alerts: [], olderThan: null, subscriptions: [] }),
      find: async () => null,
      resend: async () => ({ kind: 'unknown' }),
    },
    readiness: async () => ({ isReady: true, state: 'running', checks: [] }),
    unsubscribe: { find: async () => null, record: async () => null },
    ...EMPTY_DESKS,
  }
}

export type Answer = {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: string
}

type Message = { readonly headers?: Record<string, string>; readonly body?: string | Buffer }

export type TestWeb = {
  readonly url: string
  readonly outboxDir: string
  readonly logLines: readonly string[]
  /** The path goes out byte for byte, unlike with fetch, which tidies it up first. */
  readonly get: (path: string, headers?: Record<string, string>) => Promise<Answer>
  readonly ask: (method: string, path: string, message?: Message) => Promise<Answer>
}

/** The pages on a free port with an outbox folder of their own; gone when the test ends. */
export async function openWeb(
  options: Partial<WebOptions & Site & Omit<WebViews, 'site' | 'metrics'>> & {
    /** What changes while the pages are open. */
    readonly site?: () => Partial<Site>
    readonly gauges?: readonly GaugeSource[]
    readonly mails?: Record<string, string>
    /** Of the log. */
    readonly level?: LogLevel
  } = {},
): Promise<TestWeb> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'policywatch-web-'))
  onTestFinished(async () => await rm(dataDir, { recursive: true }))
  const outboxDir = path.join(dataDir, 'outbox')
  await mkdir(outboxDir)
  for (const [name, source] of Object.entries(options.mails ?? {})) {
    await writeFile(path.join(outboxDir, name), source)
  }
  const logLines: string[] = []
  const log = createLog({
    level: options.level ?? 'info',
    secrets: [],
    stream: { write: (line: string): number => logLines.push(line) },
  })
  const web = await startWeb(
    {
      host: options.host ?? '127.0.0.1',
      port: options.port ?? 0,
      home: options.home ?? 'overview',
      outboxDir: options.outboxDir ?? outboxDir,
    },
    {
      ...emptyViews(),
      ...options,
      site: () => ({ ...SITE, ...options, ...options.site?.() }),
      metrics: createMetrics(options.gauges ?? []),
    },
    log,
  )
  onTestFinished(web.close)
  web.tellAccess()
  const { port } = new URL(web.url)
  return {
    url: web.url,
    outboxDir,
    logLines,
    get: (target, headers = {}) => ask(Number(port), 'GET', target, { headers }),
    ask: (method, target, message = {}) => ask(Number(port), method, target, message),
  }
}

async function ask(
  port: number,
  method: string,
  target: string,
  { headers = {}, body = '' }: Message,
): Promise<Answer> {
  return await new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, method, path: target, headers }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: Buffer.concat(chunks).toString('utf8'),
        }),
      )
    })
    sent.on('error', reject)
    sent.end(body)
  })
}

/** What a browser says of a form of ours. */
export function fromHere(web: TestWeb): Record<string, string> {
  return { origin: new URL(web.url).origin, 'sec-fetch-site': 'same-origin' }
}

/** What a program says of itself. */
export function basic(password: string): Record<string, string> {
  return { authorization: `Basic ${Buffer.from(`any:${password}`).toString('base64')}` }
}

/** Sends a form. */
export async function post(
  web: TestWeb,
  target: string,
  form: Record<string, string>,
  headers: Record<string, string>,
): Promise<Answer> {
  return await web.ask('POST', target, {
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    body: new URLSearchParams(form).toString(),
  })
}

/** The cookie that a browser would send back. */
export function cookieOf({ headers }: Answer): string {
  const [cookie = ''] = [headers['set-cookie'] ?? []].flat()
  return cookie.split(';')[0] ?? ''
}

/** The token that stands in the forms of a page. */
export function csrfOf({ body }: Answer): string {
  return /name="csrf" value="([^"]+)"/.exec(body)?.[1] ?? ''
}

/** The cookie of somebody who has logged in. */
export async function logIn(web: TestWeb, password: string): Promise<string> {
  return cookieOf(await post(web, '/login', { password }, fromHere(web)))
}

/** A message as the outbox folder holds it. */
export function mail(parts: {
  readonly subject: string
  readonly text?: string
  readonly html?: string
}): string {
  const text = parts.text ?? 'Plain words.'
  const html =
    parts.html ??
    '<!doctype html><html><head><title>x</title></head><body><p>Fine words.</p></body></html>'
  return [
    'From: Policywatch <alerts@example.org>',
    'To: Trade team <trade@example.org>',
    `Subject: ${parts.subject}`,
    'Date: Mon, 02 Mar 2026 09:00:00 +0000',
    'MIME-Version: 1.0',
    'Content-Type: multipart/alternative; boundary=b',
    '',
    '--b',
    'Content-Type: text/plain; charset=utf-8',
    '',
    text,
    '--b',
    'Content-Type: text/html; charset=utf-8',
    '',
    html,
    '--b--',
    '',
  ].join('\r\n')
}
