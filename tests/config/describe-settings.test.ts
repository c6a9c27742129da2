import { describe, expect, it } from 'vitest'
import { describeSettings } from '../../src/config/describe-settings.ts'
import { parseConfig } from '../../src/config/parse-config.ts'

const YAML = `
feeds:
  a:
    url: https://example.org/feed
    headers: { X-Api-Key: k3, Accept: text/xml }
    method: POST
    body: "token=\${TOKEN}"
rules: { r: { match: reactor } }
subscriptions: { desk: { to: [kim@example.org], rules: all } }
mail: { from: Watch <watch@example.org>, smtp: "smtps://watch:pw1@mail.example.org" }
web: { password: abc }
`

async function describeYaml(): Promise<Readonly<Record<string, string>>> {
  const loaded = await parseConfig({
    text: YAML,
    file: 'config.yaml',
    path: '/etc/config.yaml',
    env: { TOKEN: 'a-token-of-somebody' },
    readText: () => Promise.reject(new Error('no file is named')),
  })
  if (loaded.kind === 'refused') throw new Error(JSON.stringify(loaded.diagnostics))
  const sections = describeSettings(loaded.settings, loaded.secrets)
  return Object.fromEntries(
    sections.flatMap(({ key, entries }) =>
      entries.flatMap(({ id, values }) =>
        values.map((each) => [[key, id, each.key].filter(Boolean).join('.'), each.value]),
      ),
    ),
  )
}

describe('the settings in force, for people', () => {
  it('have every value, those that were left out too', async () => {
    const values = await describeYaml()

    expect(values).toMatchObject({
      'feeds.a.schedule': '*/15 * * * *',
      'feeds.a.startWith': 'digest',
      'rules.r.feeds': 'all',
      'subscriptions.desk.deliver': 'immediately',
      'subscriptions.desk.budget': '20 e-mails a day',
      'mail.from': 'Watch <watch@example.org>',
      'web.listen': '127.0.0.1:8700',
      'keep.items': '400d',
      'backup.backup': 'none',
    })
  })

  it('show no secret, however short it is', async () => {
    const values = await describeYaml()

    expect(values).toMatchObject({
      'feeds.a.headers': 'X-Api-Key: ••••, Accept: text/xml',
      'feeds.a.body': 'token=••••',
      'mail.smtp': 'smtps://watch:••••@mail.example.org',
      'web.password': '••••',
    })
    expect(Object.values(values).join('\n')).not.toMatch(/k3|pw1|abc|somebody/)
  })
})
