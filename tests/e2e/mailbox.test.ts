import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { launchBrowser } from '../support/browser.ts'
import { isMissing, needChromium, pathOf } from '../support/needs.ts'

/** What a newcomer sees of `npm run demo`, in a real browser. */
const MAIN = path.resolve(import.meta.dirname, '../../src/main.ts')
/** Two ministries publish it at once, and the e-mail has the headline of the one whose article is read first. */
const SUMMIT = /Korea and Singapore set the course|Outcome of the state visit/
const MAIL_WITHIN_MS = 60_000

const need = needChromium()

describe.skipIf(isMissing(need, 'the mailbox page in a browser'))('the mailbox page', () => {
  let demo: ChildProcess
  let browser: Browser
  let mailbox: string

  beforeAll(async () => {
    demo = spawn(process.execPath, [MAIN, 'demo'], { stdio: ['ignore', 'pipe', 'inherit'] })
    mailbox = await readMailboxAddress(demo)
    browser = await launchBrowser(pathOf(need))
  })

  afterAll(async () => {
    await browser?.close()
    demo.kill('SIGTERM')
    await once(demo, 'exit')
  })

  test('shows the alert when it comes, without being loaded again', async () => {
    const { page, loads } = await openMailbox()

    await mailAbout(page, SUMMIT).waitFor({ timeout: MAIL_WITHIN_MS })

    expect(loads()).toBe(1)
    await page.close()
  })

  test('opens the alert with the sentence that matched, its term marked', async () => {
    const { page } = await openMailbox()
    await mailAbout(page, SUMMIT).click({ timeout: MAIL_WITHIN_MS })

    await textOf(page, 'free trade agreement').waitFor()

    const marked = page.frameLocator('iframe.body').locator('b, strong, mark')
    expect(await marked.allTextContents()).toContain('free trade agreement')
    await page.close()
  })

  test('breaks no rule of its own content security policy and asks no other server', async () => {
    const { page, complaints, foreign } = await openMailbox()
    await mailAbout(page, SUMMIT).click({ timeout: MAIL_WITHIN_MS })
    await textOf(page, 'free trade agreement').waitFor()

    expect(complaints).toEqual([])
    expect(foreign).toEqual([])
    await page.close()
  })

  async function openMailbox(): Promise<OpenMailbox> {
    const page = await browser.newPage()
    const complaints: string[] = []
    const foreign: string[] = []
    let loadCount = 0
    page.on('console', (message) => complaints.push(message.text()))
    page.on('pageerror', (error) => complaints.push(error.message))
    page.on('load', () => {
      loadCount += 1
    })
    page.on('request', (request) => {
      if (!request.url().startsWith(mailbox)) foreign.push(request.url())
    })
    await page.goto(mailbox)
    return { page, complaints, foreign, loads: () => loadCount }
  }
})

type OpenMailbox = {
  readonly page: Page
  /** What the browser wrote on its console. */
  readonly complaints: readonly string[]
  /** Addresses that were asked for and are not the demo's. */
  readonly foreign: readonly string[]
  readonly loads: () => number
}

function mailAbout(page: Page, subject: RegExp): ReturnType<Page['locator']> {
  return page.locator('a.mail').filter({ hasText: subject }).first()
}

/** A visible text of the message that is open; what mail programs show before one opens it is hidden. */
function textOf(page: Page, text: string): ReturnType<Page['locator']> {
  return page.frameLocator('iframe.body').getByText(text).filter({ visible: true }).first()
}

/** Reads on until the demo says where its mailbox is. */
async function readMailboxAddress(demo: ChildProcess): Promise<string> {
  let said = ''
  for await (const chunk of demo.stdout!.setEncoding('utf8').iterator({ destroyOnReturn: false })) {
    said += chunk
    const address = /^Mailbox: (\S+)$/m.exec(said)?.[1]
    if (address === undefined) continue
    demo.stdout!.resume()
    return address
  }
  throw new Error(`the demo ended early: ${said}`)
}
