import { describe, expect, test } from 'vitest'
import { listSerious, overflowOf } from '../support/look-at-page.ts'
import { isMissing, needChromium } from '../support/needs.ts'
import { usePages } from '../support/use-pages.ts'

const need = needChromium()

/** Every page that there is, as it shows this and that, and its status. */
const PAGES = [
  ['/overview', 200],
  ['/feeds', 200],
  ['/feeds/trade', 200],
  ['/feeds/hostile', 200],
  ['/feeds/gone', 200],
  ['/stories', 200],
  ['/stories?q=payload', 200],
  ['/stories?q=payload+AND+(', 400],
  ['/stories/1', 200],
  ['/items/1', 200],
  ['/items/1?rule=trade', 200],
  ['/rules', 200],
  ['/rules/new', 200],
  ['/rules/smr', 200],
  ['/rules/smr?match=payload', 200],
  ['/rules/smr?match=payload+AND+(', 200],
  ['/alerts', 200],
  ['/alerts/1', 200],
  ['/alerts?state=failed', 200],
  ['/config', 200],
  ['/mail', 200],
  ['/no-such-page', 404],
] as const

const WIDE = { viewport: { width: 1200, height: 900 }, colorScheme: 'light' } as const
const PHONE = { viewport: { width: 360, height: 740 }, colorScheme: 'dark' } as const

describe.skipIf(isMissing(need, 'the pages in a browser'))('the pages', () => {
  const { open, world } = usePages(need, '{ listen: 127.0.0.1:0, edit: true }')

  test.each(PAGES)(
    '%s, wide and light, runs no markup of a feed, breaks no policy, asks nobody else, and has nothing serious for axe',
    async (address, status) => {
      const { page, complaints, foreign } = await open(WIDE)

      const answer = await page.goto(address, { waitUntil: 'networkidle' })

      expect(answer?.status()).toBe(status)
      expect(await page.evaluate('window.hacked')).toBeUndefined()
      expect(foreign).toEqual([])
      expect(complaints.filter((line) => !line.includes(`status of ${status}`))).toEqual([])
      expect(await listSerious(page)).toEqual([])
      await page.context().close()
    },
  )

  test.each(PAGES)(
    '%s, narrow and dark, fits, and has nothing serious for axe',
    async (address, status) => {
      const { page } = await open(PHONE)

      const answer = await page.goto(address)

      expect(answer?.status()).toBe(status)
      expect(await overflowOf(page)).toBeLessThanOrEqual(0)
      expect(await listSerious(page)).toEqual([])
      await page.context().close()
    },
  )

  test('every e-mail, opened as a page with scripts, runs no markup of a feed', async () => {
    const { page } = await open(WIDE)
    const mails = await world().readMails()

    const hacked = await Promise.all(
      mails.map(async (mail) => {
        const opened = await page.context().newPage()
        await opened.setContent(mail.html || '')
        return await opened.evaluate('window.hacked')
      }),
    )

    expect(mails.filter(({ subject }) => subject?.includes('hostile (3)'))).toHaveLength(1)
    expect(hacked.filter((trace) => trace !== undefined)).toEqual([])
    await page.context().close()
  })
})
