import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { describeSettings } from '../../src/config/describe-settings.ts'
import { maskSecrets } from '../../src/config/mask-secrets.ts'
import type { LoadResult } from '../../src/config/parse-config.ts'
import type { Settings } from '../../src/config/settings.ts'
import { makeTempDir } from '../support/temp-dir.ts'
import { parseText, printResult } from './parse-case.ts'

function settingsOf(result: LoadResult): Settings {
  if (result.kind === 'refused') throw new Error(printResult(result))
  return result.settings
}

describe('a placeholder', () => {
  test('takes an environment variable', async () => {
    const result = await parseText(`web: { password: "\${WEB_PASSWORD}" }`, {
      WEB_PASSWORD: 'open sesame',
    })

    expect(settingsOf(result).web?.password).toBe('open sesame')
  })

  test('takes a file without its last line break', async () => {
    const file = path.join(makeTempDir(), 'secret')
    writeFileSync(file, 'two\nlines\n\n')

    const result = await parseText(`web: { password: "\${file:${file}}" }`)

    expect(settingsOf(result).web?.password).toBe('two\nlines\n')
    expect(result.sources).toEqual(['/nowhere/config.yaml', file])
  })

  test('cannot change the structure of the file', async () => {
    const result = await parseText(`web:\n  password: \${WEB_PASSWORD}`, {
      WEB_PASSWORD: `x }\nweb: false\n# \${HOME} "`,
    })

    expect(settingsOf(result).web?.password).toBe(`x }\nweb: false\n# \${HOME} "`)
  })

  test('is percent-encoded where an address holds the password', async () => {
    const result = await parseText(
      `mail: { from: a@example.org, smtp: "smtps://alerts:\${SMTP_PASSWORD}@mail.example.org" }`,
      { SMTP_PASSWORD: 'p@ss/w#rd%' },
    )

    const smtp = settingsOf(result).mail.smtp ?? ''

    expect(new URL(smtp).hostname).toBe('mail.example.org')
    expect(decodeURIComponent(new URL(smtp).password)).toBe('p@ss/w#rd%')
  })

  test('stays as it is where it is the whole address', async () => {
    const result = await parseText(`mail: { from: a@example.org, smtp: "\${SMTP_URL}" }`, {
      SMTP_URL: 'smtp://u:p%40ss@mail.example.org:2525',
    })

    expect(settingsOf(result).mail.smtp).toBe('smtp://u:p%40ss@mail.example.org:2525')
  })

  test('stands several times in one text', async () => {
    const result = await parseText(`web: { listen: "\${HOST}:\${PORT}" }`, {
      HOST: '127.0.0.1',
      PORT: '0',
    })

    expect(settingsOf(result).web?.listen).toEqual({ host: '127.0.0.1', port: 0 })
  })

  test('is written out with a second dollar', async () => {
    const result = await parseText(`web: { password: "$\${NAME} costs $5" }`)

    expect(settingsOf(result).web?.password).toBe(`\${NAME} costs $5`)
  })
})

describe('secrets', () => {
  test('are listed, the longest first, as they are and as they are encoded', async () => {
    const { secrets } = await parseText(
      `mail: { from: a@example.org, smtp: "smtps://a:\${SMTP_PASSWORD}@mail.example.org" }\nweb: { password: "\${WEB_PASSWORD}" }`,
      { SMTP_PASSWORD: 'p@ssword', WEB_PASSWORD: 'open sesame' },
    )

    expect(secrets).toEqual(['open sesame', 'p%40ssword', 'p@ssword'])
  })

  test('are listed when they are typed into the file', async () => {
    const { secrets } = await parseText(
      [
        'mail: { from: a@example.org, smtp: "smtps://a:typed%21@mail.example.org" }',
        'web: { password: typed-too }',
        'feeds: { a: { url: "https://www.example.org", headers: { Authorization: Bearer t0ken, Accept-Language: ko-KR } } }',
      ].join('\n'),
    )

    expect([...secrets].sort()).toEqual([
      'Bearer t0ken',
      't0ken',
      'typed!',
      'typed%21',
      'typed-too',
    ])
  })

  test('do not stand in any diagnostic', async () => {
    const result = await parseText(
      `heartbeat: "\${SECRET}"\npolling: { contact: "\${SECRET}" }\ntimezone: "\${SECRET}"\nadmins: ["\${SECRET}"]`,
      { SECRET: 'hunter2hunter2' },
    )

    expect(printResult(result)).toMatch(/^refused/)
    expect(printResult(result)).not.toContain('hunter2')
  })

  test('do not stand in any diagnostic that quotes them with their own quotes', async () => {
    const result = await parseText(`polling: { contact: "\${SECRET}" }`, {
      SECRET: 'hunter2" and\\more',
    })

    expect(printResult(result)).toMatch(/^refused/)
    expect(printResult(result)).not.toContain('hunter2')
  })

  test.each(['secrets-that-are-mistyped', 'secrets-in-broken-lines'])(
    'stand in no part of a diagnostic, however they are mistyped (%s)',
    async (name) => {
      const file = path.join(import.meta.dirname, 'cases', `${name}.yaml`)

      const { secrets: _, ...result } = await parseText(readFileSync(file, 'utf8'))

      expect(result.kind).toBe('refused')
      expect(JSON.stringify(result)).not.toContain('hunter2')
    },
  )

  test.each([
    ['mail:\n  smtp: smtps://u:hunter2@h:465: # port', 'mail.smtp'],
    ['web:\n  password: hunter2: x', 'web.password'],
    ['feeds:\n  a:\n    headers:\n      Auth: Bearer hunter2: x', 'feeds.a.headers.Auth'],
  ])('end the path that would tell them: %j', async (text, shown) => {
    const result = await parseText(text)

    expect(result).toMatchObject({ diagnostics: [{ path: shown }] })
  })

  test('are not looked for twice behind aliases that go in a circle', async () => {
    const result = await parseText(
      'feeds: { a: { headers: &h { X-One: [top-secret, *h], X-Two: *h }, body: *h } }',
    )

    expect(printResult(result)).toMatch(/^refused/)
    expect(printResult(result)).not.toContain('top-secret')
  })

  test('are masked wherever they stand in a text', () => {
    expect(maskSecrets('login alerts/hunter2 as hunter2!', ['hunter2'])).toBe(
      'login alerts/•••• as ••••!',
    )
  })
})

test('an address in which a placeholder put something is shown without it', async () => {
  const result = await parseText(
    `feeds: { a: { url: "https://example.org/feed?page=2&token=\${TOKEN}" } }`,
    { TOKEN: 's3cret-token' },
  )

  const [feed] = settingsOf(result).feeds.values()

  expect(feed?.url).toBe('https://example.org/feed?page=2&token=s3cret-token')
  expect(feed?.shownUrl).toBe('https://example.org/feed?page=2&token=••••')
})

test('of the address under heartbeat the origin alone is shown', async () => {
  const result = await parseText('heartbeat: https://hc.example.org:8443/ping/5d1ca70e?rid=1')

  const shown = describeSettings(settingsOf(result), result.secrets).find(
    ({ key }) => key === 'heartbeat',
  )

  expect(shown?.entries[0]?.values).toEqual([
    { key: 'heartbeat', value: 'https://hc.example.org:8443/••••' },
  ])
  expect(result.secrets).toContain('/ping/5d1ca70e?rid=1')
  expect(result.secrets).toContain('5d1ca70e')
})

test('of credentials in a header the login that they stand for is secret too', async () => {
  const basic = Buffer.from('kim:open sesame').toString('base64')
  const result = await parseText(
    `feeds: { a: { url: "https://example.org/", headers: { Authorization: "Basic ${basic}" } } }`,
  )

  expect(result.secrets).toEqual(
    expect.arrayContaining([`Basic ${basic}`, basic, 'kim:open sesame', 'open sesame']),
  )
})
