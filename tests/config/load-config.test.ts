import { symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { loadConfig } from '../../src/config/load-config.ts'
import type { LoadResult } from '../../src/config/parse-config.ts'
import type { Settings } from '../../src/config/settings.ts'
import { feedIdOf, ruleIdOf, subscriptionIdOf } from '../../src/core/ids.ts'
import { makeTempDir } from '../support/temp-dir.ts'

type Env = Readonly<Record<string, string | undefined>>

const EXAMPLE = `
timezone: Asia/Seoul
feeds:
  korea-net:
    url: https://www.korea.net/rss/policies.xml
    title: Korea.net, Policies
    country: KR
    schedule: "*/10 * * * *"
    timezone: Asia/Tokyo
    fullText: true
    tags: [korea]
  motir:
    url: https://www.motir.go.kr/rss
    method: POST
    body: page=1
    headers: { Accept-Language: ko }
    startWith: nothing
defaults: { schedule: "*/20 * * * *", startWith: everything }
polling: { contact: https://watch.example.org, perHost: 3 }
concepts:
  smr: [SMR, small modular reactor]
rules:
  smr-korea: { title: Reactors and Korea, match: "@smr AND Korea", feeds: ["#korea"] }
  trade: { match: tariff }
subscriptions:
  desk:
    to: [energy@example.org, "Trade team <trade@example.org>"]
    rules: [smr-korea, trade]
    deliver: daily
    quiet: "22:00-07:00"
    budget: 5
    edits: true
    allQuiet: weekly
  all: { to: [all@example.org], rules: all, deliver: "0 7,16 * * *" }
mail: { from: Policywatch <alerts@example.org>, smtp: "smtps://alerts:\${SMTP_PASSWORD}@mail.example.org" }
admins: [ops@example.org]
web: { listen: "[::1]:0", password: "\${file:web-password}", metrics: everyone, edit: true, publicUrl: "https://watch.example.org/" }
keep: { items: 30d, polls: 10d, bodies: 1d }
backup: { schedule: "0 4 * * *", keep: 3 }
heartbeat: https://hc.example.org/ping/1
data: ../store
`

/** A folder with a config.yaml and the file that EXAMPLE takes in. */
function writeConfig(content: string | Uint8Array): string {
  const file = path.join(makeTempDir(), 'config.yaml')
  writeFileSync(file, content)
  writeFileSync(path.join(path.dirname(file), 'web-password'), 'open sesame\n')
  return file
}

async function load(content: string, env: Env = {}): Promise<LoadResult> {
  return await loadConfig({ file: writeConfig(content), env })
}

async function loadSettings(content: string, env: Env = {}): Promise<Settings> {
  const result = await load(content, env)
  if (result.kind === 'refused') throw new Error(JSON.stringify(result.diagnostics, null, 2))
  return result.settings
}

async function firstMessage(file: string): Promise<string> {
  const result = await loadConfig({ file, env: {} })
  if (result.kind === 'loaded') throw new Error('the configuration was loaded')
  return result.diagnostics[0]?.message ?? ''
}

describe('a complete configuration', () => {
  const env = { SMTP_PASSWORD: 'p@ss/w%rd' }

  test('gives feeds with their own values and those of defaults', async () => {
    const { feeds } = await loadSettings(EXAMPLE, env)

    expect([...feeds.values()]).toEqual([
      {
        id: 'korea-net',
        url: 'https://www.korea.net/rss/policies.xml',
        shownUrl: 'https://www.korea.net/rss/policies.xml',
        title: 'Korea.net, Policies',
        country: 'KR',
        schedule: '*/10 * * * *',
        timezone: 'Asia/Tokyo',
        fullText: true,
        tags: ['korea'],
        method: 'GET',
        body: null,
        headers: {},
        allowPrivate: false,
        startWith: 'everything',
      },
      {
        id: 'motir',
        url: 'https://www.motir.go.kr/rss',
        shownUrl: 'https://www.motir.go.kr/rss',
        title: null,
        country: 'KR',
        schedule: '*/20 * * * *',
        timezone: 'Asia/Seoul',
        fullText: false,
        tags: [],
        method: 'POST',
        body: 'page=1',
        headers: { 'Accept-Language': 'ko' },
        allowPrivate: false,
        startWith: 'nothing',
      },
    ])
  })

  test('resolves the feeds of rules by name, by tag, and to all', async () => {
    const { rules } = await loadSettings(EXAMPLE, env)

    expect(rules.get(ruleIdOf('smr-korea'))).toMatchObject({
      title: 'Reactors and Korea',
      match: '@smr AND Korea',
      feedIds: new Set(['korea-net']),
    })
    expect(rules.get(ruleIdOf('trade'))).toMatchObject({
      title: 'trade',
      feedIds: new Set(['korea-net', 'motir']),
    })
  })

  test('gives subscriptions with addresses, rules and times', async () => {
    const { subscriptions } = await loadSettings(EXAMPLE, env)

    expect([...subscriptions.values()]).toEqual([
      {
        id: 'desk',
        to: [
          { name: '', address: 'energy@example.org' },
          { name: 'Trade team', address: 'trade@example.org' },
        ],
        ruleIds: new Set(['smr-korea', 'trade']),
        deliver: { kind: 'digest', cron: '0 8 * * *', label: 'daily' },
        quiet: { from: '22:00', to: '07:00' },
        budget: 5,
        edits: true,
        allQuiet: 'weekly',
      },
      {
        id: 'all',
        to: [{ name: '', address: 'all@example.org' }],
        ruleIds: new Set(['smr-korea', 'trade']),
        deliver: { kind: 'digest', cron: '0 7,16 * * *', label: '0 7,16 * * *' },
        quiet: null,
        budget: 20,
        edits: false,
        allQuiet: null,
      },
    ])
  })

  test('gives the services around them', async () => {
    const settings = await loadSettings(EXAMPLE, env)

    expect(settings).toMatchObject({
      timezone: 'Asia/Seoul',
      polling: { contact: 'https://watch.example.org', perHost: 3 },
      mail: { from: { name: 'Policywatch', address: 'alerts@example.org' }, dkim: null },
      admins: [{ name: '', address: 'ops@example.org' }],
      web: {
        listen: { host: '::1', port: 0 },
        password: 'open sesame',
        metrics: 'everyone',
        edit: true,
        publicUrl: 'https://watch.example.org',
      },
      keep: { itemDays: 30, pollDays: 10, bodyDays: 1 },
      backup: { schedule: '0 4 * * *', keep: 3 },
      heartbeat: 'https://hc.example.org/ping/1',
    })
    expect(settings.dataDir).toBe(path.resolve(path.dirname(settings.file), '../store'))
  })

  test('compiles its rules', async () => {
    const { matcher } = await loadSettings(EXAMPLE, env)

    const hits = matcher.match({
      title: '',
      text: 'The tariff on steel rises.',
      source: [],
      tags: [],
      authors: [],
      url: '',
      language: null,
    })

    expect(hits.map(({ ruleId }) => ruleId)).toEqual(['trade'])
  })
})

describe('what is left out', () => {
  test('gets its default', async () => {
    const settings = await loadSettings('feeds: { a: { url: "https://www.example.org/rss" } }')

    expect(settings).toMatchObject({
      timezone: 'UTC',
      polling: { contact: null, perHost: 2 },
      mail: { from: { name: 'Policywatch', address: 'policywatch@localhost' }, smtp: null },
      admins: [],
      web: {
        listen: { host: '127.0.0.1', port: 8700 },
        password: null,
        metrics: 'loopback',
        edit: false,
        publicUrl: null,
      },
      keep: { itemDays: 400, pollDays: 90, bodyDays: 0 },
      backup: null,
      heartbeat: null,
    })
    expect(settings.feeds.get(feedIdOf('a'))).toMatchObject({
      schedule: '*/15 * * * *',
      timezone: 'UTC',
      startWith: 'digest',
    })
  })

  test('leaves the web pages off when web is false', async () => {
    expect((await loadSettings('web: false')).web).toBeNull()
  })

  test('puts the data beside the configuration', async () => {
    const settings = await loadSettings('web: false')

    expect(settings.dataDir).toBe(path.join(path.dirname(settings.file), 'data'))
  })

  test('puts the data where POLICYWATCH_DATA says', async () => {
    expect((await loadSettings('web: false', { POLICYWATCH_DATA: '/data' })).dataDir).toBe('/data')
  })

  test('prefers a written data folder to POLICYWATCH_DATA', async () => {
    const settings = await loadSettings('data: /written', { POLICYWATCH_DATA: '/data' })

    expect(settings.dataDir).toBe('/written')
  })
})

test.each([
  ['immediately', { kind: 'immediately' }],
  ['hourly', { kind: 'digest', cron: '0 * * * *', label: 'hourly' }],
  ['daily', { kind: 'digest', cron: '0 8 * * *', label: 'daily' }],
  ['weekdays', { kind: 'digest', cron: '0 8 * * 1-5', label: 'weekdays' }],
  ['weekly', { kind: 'digest', cron: '0 8 * * 1', label: 'weekly' }],
  ['"30 6 * * *"', { kind: 'digest', cron: '30 6 * * *', label: '30 6 * * *' }],
])('reads deliver: %s', async (written, deliver) => {
  const settings = await loadSettings(
    `subscriptions: { desk: { to: [a@example.org], rules: all, deliver: ${written} } }`,
  )

  expect(settings.subscriptions.get(subscriptionIdOf('desk'))?.deliver).toEqual(deliver)
})

test('knows of each feed which subscriptions it can have news for', async () => {
  const settings = await loadSettings(`
feeds:
  a: { url: "https://a.test/", tags: [asia] }
  b: { url: "https://b.test/" }
  c: { url: "https://c.test/" }
rules: { asia: { match: x, feeds: ["#asia"] }, b: { match: x, feeds: [b] }, all: { match: x } }
subscriptions:
  some: { to: [a@example.org], rules: [asia, b] }
  every: { to: [a@example.org], rules: [all, asia] }
`)

  expect(Object.fromEntries(settings.watchers)).toEqual({
    a: ['some', 'every'],
    b: ['some', 'every'],
    c: ['every'],
  })
})

test('sends an address that stands twice in a subscription one message', async () => {
  const settings = await loadSettings(
    'subscriptions: { desk: { to: [a@example.org, A <A@Example.org>], rules: all } }',
  )

  expect(settings.subscriptions.get(subscriptionIdOf('desk'))?.to).toEqual([
    { name: '', address: 'a@example.org' },
  ])
})

describe('revisions', () => {
  const config = (terms: string, query: string): string =>
    `concepts: { a: ${terms}, b: [other, "@c"], c: [deep] }\nrules: { r: { match: '${query}' } }`
  const revisionOf = async (content: string): Promise<string | undefined> =>
    (await loadSettings(content)).rules.get(ruleIdOf('r'))?.revision

  test('change with the query', async () => {
    expect(await revisionOf(config('[x1]', '@a'))).not.toBe(
      await revisionOf(config('[x1]', '@a OR word')),
    )
  })

  test('change with a concept that the rule names', async () => {
    expect(await revisionOf(config('[x1]', '@a'))).not.toBe(await revisionOf(config('[x2]', '@a')))
  })

  test('change with a concept that a named concept names', async () => {
    const before = config('[x1]', '@b')

    expect(await revisionOf(before)).not.toBe(await revisionOf(before.replace('deep', 'deeper')))
  })

  test('do not change with a concept that the rule does not name', async () => {
    expect(await revisionOf(config('[x1]', '@b'))).toBe(await revisionOf(config('[x2]', '@b')))
  })

  test('of the whole change with a secret', async () => {
    const file = writeConfig(`web: { password: "\${WEB_PASSWORD}" }`)

    const one = await loadConfig({ file, env: { WEB_PASSWORD: 'first' } })
    const same = await loadConfig({ file, env: { WEB_PASSWORD: 'first' } })
    const other = await loadConfig({ file, env: { WEB_PASSWORD: 'second' } })

    expect(same).toMatchObject({ settings: { revision: revisionOfResult(one) } })
    expect(revisionOfResult(other)).not.toBe(revisionOfResult(one))
  })
})

function revisionOfResult(result: LoadResult): string {
  return result.kind === 'loaded' ? result.settings.revision : 'refused'
}

describe('a file that cannot be read', () => {
  test('is refused when it does not exist, with what to do', async () => {
    const file = path.join(makeTempDir(), 'config.yaml')

    const result = await loadConfig({ file, env: {} })

    expect(result).toMatchObject({
      kind: 'refused',
      diagnostics: [
        {
          code: 'unreadable-file',
          file,
          message: 'the configuration does not exist',
          hint: expect.stringContaining('--config FILE'),
          line: null,
        },
      ],
      sources: [file],
    })
  })

  test('is refused when it is a folder, with what to do', async () => {
    const result = await loadConfig({ file: makeTempDir(), env: {} })

    expect(result).toMatchObject({
      diagnostics: [
        {
          message: 'the configuration is a folder, not a file',
          hint: expect.stringContaining('--config FILE'),
        },
      ],
    })
  })

  test('is refused when its path leads through a file', async () => {
    expect(await firstMessage(path.join(writeConfig(''), 'config.yaml'))).toContain(
      'a part of its path is not a folder',
    )
  })

  test('is refused when it is a link to itself', async () => {
    const file = path.join(makeTempDir(), 'config.yaml')
    symlinkSync(file, file)

    expect(await firstMessage(file)).toContain('leads back to itself')
  })

  test('is refused when it is a device', async () => {
    expect(await firstMessage('/dev/zero')).toBe('the configuration is not an ordinary file')
  })

  test('is refused when it is not UTF-8, with the line', async () => {
    const eucKr = new Uint8Array([0x61, 0x3a, 0x20, 0x31, 0x0a, 0x62, 0x3a, 0x20, 0xb1, 0xb9])

    expect(await firstMessage(writeConfig(eucKr))).toContain('is not UTF-8 in line 2')
  })

  test('is shown where it is not UTF-8, and its secrets are not', async () => {
    const text = Buffer.from('title: \ufffd\nweb: { password: hunter2, x: ?? }')
    text.set([0xb1, 0xb9], text.indexOf('??'))

    const result = await loadConfig({ file: writeConfig(text), env: {} })

    expect(result).toMatchObject({
      diagnostics: [{ line: 2, column: 30, hint: expect.stringContaining('UTF-8') }],
    })
    expect(JSON.stringify(result)).not.toContain('hunter2')
  })

  test('is refused when it is UTF-16', async () => {
    expect(await firstMessage(writeConfig(Buffer.from('\ufeffweb: false', 'utf16le')))).toContain(
      'is UTF-16',
    )
  })

  test('is refused when it holds zero bytes', async () => {
    expect(await firstMessage(writeConfig('web: false\0'))).toContain('zero bytes')
  })
})

test('reads a file with a byte order mark and Windows line ends', async () => {
  expect((await loadSettings('\ufefftimezone: Asia/Seoul\r\nweb: false\r\n')).timezone).toBe(
    'Asia/Seoul',
  )
})

test('names the file as it was asked for, and keeps its absolute path', async () => {
  const file = writeConfig('web: false')
  const asked = path.relative(process.cwd(), file)

  const loaded = await loadConfig({ file: asked, env: {} })
  writeFileSync(file, 'web: 1')
  const refused = await loadConfig({ file: asked, env: {} })

  expect(loaded).toMatchObject({ kind: 'loaded', settings: { file } })
  expect(refused).toMatchObject({ kind: 'refused', diagnostics: [{ file: asked }] })
})
