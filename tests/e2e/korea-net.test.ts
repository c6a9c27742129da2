import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { isMissing, needShared, pathOf } from '../support/needs.ts'
import { startPageServer } from '../support/page-server.ts'
import { runPolicywatch } from '../support/run-policywatch.ts'
import { startSmtpSink } from '../support/smtp-sink.ts'
import { makeTempDir } from '../support/temp-dir.ts'

const input = needShared('inputs/korea-net')

test.skipIf(isMissing(input, 'the Korea.net input'))(
  'the press article that the product was made for comes as one e-mail, from two feeds, and once',
  async () => {
    const [pages, sink, dir] = [await startPageServer(), await startSmtpSink(), makeTempDir()]
    const port = new URL(pages.url).port
    const feed = readFileSync(path.join(pathOf(input), 'feed.xml'), 'utf8').replaceAll('PORT', port)
    const article = readFileSync(path.join(pathOf(input), 'article.html'), 'utf8')
    const twin = feed.replaceAll(/(<guid[^>]*>)/g, '$1other-')
    pages.set('/feed.xml', { body: feed })
    pages.set('/twin.xml', { body: twin })
    for (const id of ['287001', '287002', '287003', '287004']) {
      const page =
        id === '287001' ? article : `<html><body><article><p>Page ${id}</p></article></body></html>`
      pages.set(`/NewsFocus/policies/view?articleId=${id}`, { body: page, type: 'text/html' })
    }
    const config = path.join(dir, 'config.yaml')
    writeFileSync(
      config,
      `
timezone: Asia/Seoul
feeds:
  korea-net: { url: "${pages.url}/feed.xml", fullText: true, allowPrivate: true }
  twin: { url: "${pages.url}/twin.xml", title: Twin, fullText: true, allowPrivate: true }
rules:
  smr: { title: Small reactors, match: SMR }
  fta: { title: Free trade pacts, match: '"free trade agreement"' }
  ai: { title: Machine intelligence, match: AI }
  energy: { title: Carbon and gas, match: '"carbon tax" OR hydrogen' }
  trains: { title: Train operator, match: SMRT NOT engineers }
subscriptions:
  desk: { to: [desk@example.org], rules: all }
mail: { from: Watch <watch@example.org>, smtp: "${sink.url}" }
web: false
`,
    )
    const poll = async (): Promise<number | null> =>
      (await runPolicywatch(['poll', '--config', config])).code

    const first = await poll()
    const text = sink.received[0]?.mail.text ?? ''
    pages.requests.length = 0
    const second = await poll()
    const answers = pages.requests.map((request) => request.status)
    const mailsAfterSecond = sink.received.length
    const added = `<item><title>Draft free-trade agreements with Chile published</title><link>${pages.url}/chile</link><guid isPermaLink="false">287005</guid></item>`
    pages.set('/feed.xml', { body: feed.replace('<item>', `${added}<item>`) })
    const third = await poll()
    const verified = await runPolicywatch(['ledger', '--verify', '--config', config])

    expect([first, second, third]).toEqual([0, 0, 0])
    expect(text).toContain('Small reactors')
    expect(text).toContain('Free trade pacts')
    expect(text).toContain('Machine intelligence')
    expect(text).not.toContain('Carbon and gas')
    expect(text).not.toContain('Train operator')
    expect(answers).toEqual([304, 304])
    expect(mailsAfterSecond).toBe(1)
    expect(sink.received).toHaveLength(2)
    expect(sink.received[1]?.mail.text).toContain(
      'Draft free-trade agreements with Chile published',
    )
    expect(verified.code).toBe(0)
  },
)
