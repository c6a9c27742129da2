import { writeFileSync } from 'node:fs'
import { request } from 'node:http'
import path from 'node:path'
import type { Page } from 'playwright-core'
import { describe, expect, onTestFinished, test } from 'vitest'
import { launchBrowser } from '../support/browser.ts'
import { rssOf, type SampleItem } from '../support/feed-text.ts'
import { freePort } from '../support/free-port.ts'
import { isMissing, needChromium, pathOf } from '../support/needs.ts'
import { startPageServer } from '../support/page-server.ts'
import { runPolicywatch, startPolicywatch } from '../support/run-policywatch.ts'
import { type ReceivedMail, type SmtpSink, startSmtpSink } from '../support/smtp-sink.ts'
import { makeTempDir } from '../support/temp-dir.ts'

/** The whole way of somebody who has enough: from the e-mail that a real server received to the one that does not come. */

const KIM = 'kim@example.org'

type Watch = {
  /** Where its pages are, without a slash at the end. */
  readonly url: string
  readonly sink: SmtpSink
  /** What kim was sent first. */
  readonly mail: ReceivedMail
  /** Publishes another item that matches, and waits until all of it is delivered. */
  readonly publish: (title: string) => Promise<void>
  /** Address, state and reason of each row of the ledger for kim. */
  readonly ledger: () => Promise<readonly (readonly string[])[]>
  readonly run: (...args: readonly string[]) => ReturnType<typeof runPolicywatch>
}

/** A daemon that told kim and lee of one item, with pages on a port that the configuration calls public. */
async function startWatch(): Promise<Watch> {
  const [pages, sink, dir] = [await startPageServer(), await startSmtpSink(), makeTempDir()]
  const port = await freePort()
  const items: SampleItem[] = []
  const show = (title: string): void => {
    const guid = `${items.length + 1}`
    items.unshift({ guid, title, link: `${pages.url}/${guid}`, teaser: 'Of reactors.' })
    pages.set('/feed.xml', { body: rssOf('Energy', items) })
  }
  show('Reactor plans published')
  writeFileSync(
    path.join(dir, 'config.yaml'),
    `
feeds: { energy: { url: "${pages.url}/feed.xml", allowPrivate: true, schedule: "0 0 1 1 *" } }
defaults: { startWith: everything }
rules: { reactors: { match: reactors } }
subscriptions: { desk: { rules: all, to: [${KIM}, lee@example.org] } }
admins: [ops@example.org]
mail: { from: Watch <watch@example.org>, smtp: "${sink.url}" }
web: { listen: "127.0.0.1:${port}", publicUrl: "http://127.0.0.1:${port}" }
`,
  )
  const daemon = startPolicywatch(['run'], dir)
  await daemon.untilLine(/"ready"/) // rejects when it cannot start
  await sink.waitFor(2)
  const run: Watch['run'] = async (...args) => await runPolicywatch(args, dir)
  return {
    url: `http://127.0.0.1:${port}`,
    sink,
    mail: mailsTo(sink, KIM)[0]!,
    run,
    publish: async (title): Promise<void> => {
      show(title)
      daemon.process.kill('SIGUSR2')
      expect(await daemon.untilLine(/round (?:done|ended)/)).toContain('round done')
    },
    ledger: async (): Promise<readonly (readonly string[])[]> => {
      const { stdout } = await run('ledger', '--json')
      const rows = stdout
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as Readonly<Record<string, string>>)
      return rows
        .filter(({ address }) => address === KIM)
        .map(({ title = '', state = '', reason = '' }) => [title, state, reason])
    },
  }
}

const mailsTo = (sink: SmtpSink, address: string): readonly ReceivedMail[] =>
  sink.received.filter(({ to }) => to[0] === address)

/** The link in the headers of an e-mail as it was received. */
function linkOf({ mail }: ReceivedMail): string {
  const line = mail.headerLines.find(({ key }) => key === 'list-unsubscribe')!.line
  return /<(http[^>]*)>/.exec(line)![1]!
}

/** What a mail program does when its button is pressed (RFC 8058). */
async function oneClick(link: string): Promise<number> {
  return await new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    request(link, { method: 'POST', headers }, (response) => {
      response.resume()
      resolve(response.statusCode ?? 0)
    })
      .on('error', reject)
      .end('List-Unsubscribe=One-Click')
  })
}

describe('a click on the button of a mail program', () => {
  test('ends the e-mails to that address, and ledger and administrator say so', async () => {
    const { sink, mail, publish, ledger } = await startWatch()

    const status = await oneClick(linkOf(mail))
    await publish('More reactors planned')

    expect(status).toBe(200)
    expect(mailsTo(sink, KIM)).toEqual([mail])
    expect(mailsTo(sink, 'lee@example.org').map((each) => each.mail.subject)).toHaveLength(2)
    expect(await ledger()).toEqual([
      ['Reactor plans published', 'sent', expect.any(String)],
      [
        'More reactors planned',
        'suppressed',
        expect.stringMatching(/^unsubscribed on 20\d\d-\d\d-\d\d \(one-click\)$/),
      ],
    ])
    expect(mailsTo(sink, 'ops@example.org').map((each) => each.mail.subject)).toEqual([
      `Policywatch: ${KIM} unsubscribed from desk`,
    ])
  })
})

test('an opt-out that the administrator records beside the daemon counts from the next e-mail on', async () => {
  const { sink, mail, run, publish, ledger } = await startWatch()

  const recorded = await run('opt-outs', '--add', KIM, '--subscription', 'desk')
  await publish('More reactors planned')

  expect(recorded.code).toBe(0)
  expect(mailsTo(sink, KIM)).toEqual([mail])
  expect((await ledger()).at(-1)?.[2]).toMatch(/\(administrator\)$/)
  expect(mailsTo(sink, 'ops@example.org')).toEqual([])
})

test('the metrics of the daemon count what was sent, suppressed and stopped', async () => {
  const { url, mail, publish } = await startWatch()
  await oneClick(linkOf(mail))
  await publish('More reactors planned')

  const metrics = await (await fetch(`${url}/metrics`)).text()

  expect(metrics).toContain('policywatch_deliveries{state="suppressed"} 1\n')
  expect(metrics).toContain('policywatch_deliveries{state="sent"} 4\n') // three alerts and a notice
  expect(metrics).toContain('policywatch_matches_unsettled 0\n')
  expect(metrics).toContain('policywatch_opt_outs 1\n')
})

const need = needChromium()

describe.skipIf(isMissing(need, 'the unsubscribe page in a browser'))('the page of a link', () => {
  test('stops the subscription at the press of a button, on a phone, without script', async () => {
    const { sink, mail, publish, ledger } = await startWatch()
    const { page, complaints } = await openOnPhone(linkOf(mail))

    await page.getByRole('button', { name: 'Stop desk' }).click()
    await page.getByText('gets no more e-mails of the subscription').waitFor()
    await publish('More reactors planned')

    expect(mailsTo(sink, KIM)).toEqual([mail])
    expect((await ledger()).at(-1)?.[2]).toMatch(/\(page\)$/)
    expect(complaints).toEqual([])
  })

  test('takes it back', async () => {
    const { sink, mail, publish } = await startWatch()
    const { page } = await openOnPhone(linkOf(mail))

    await page.getByRole('button', { name: `Stop everything to ${KIM}` }).click()
    await page.getByRole('button', { name: 'Subscribe again' }).click()
    await page.getByRole('heading', { name: 'Subscribed again' }).waitFor()
    await publish('More reactors planned')

    expect(mailsTo(sink, KIM)).toHaveLength(2)
  })

  test('is no wider than a phone, in light and dark, and has its style', async () => {
    const { mail } = await startWatch()
    const { page } = await openOnPhone(linkOf(mail))

    const light = await groundOf(page)
    await page.emulateMedia({ colorScheme: 'dark' })
    const dark = await groundOf(page)

    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(320)
    expect(light).not.toBe(dark)
  })

  async function openOnPhone(link: string): Promise<{
    readonly page: Page
    /** What the browser wrote on its console. */
    readonly complaints: readonly string[]
  }> {
    const browser = await launchBrowser(pathOf(need))
    onTestFinished(async () => await browser.close())
    const page = await browser.newPage({
      viewport: { width: 320, height: 640 },
      javaScriptEnabled: false,
    })
    const complaints: string[] = []
    page.on('console', (message) => complaints.push(message.text()))
    page.on('response', (response) => {
      if (!response.ok()) complaints.push(`${response.status()} ${response.url()}`)
    })
    await page.goto(link)
    return { page, complaints }
  }
})

async function groundOf(page: Page): Promise<unknown> {
  return await page.evaluate('getComputedStyle(document.body).backgroundColor')
}
