import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { isMissing, needChromium } from '../support/needs.ts'
import { release } from '../support/pages-world.ts'
import { usePages } from '../support/use-pages.ts'

const need = needChromium()

/** The name of what has the focus, as a screen reader says it. */
const focused = async (page: Page): Promise<unknown> =>
  await page.evaluate('document.activeElement.textContent.trim()')

describe.skipIf(isMissing(need, "an administrator's work in a browser"))('an administrator', () => {
  const { open, world } = usePages(need, '{ listen: 127.0.0.1:0, edit: true }')

  test('edits a rule, sees what it would match, saves it, and sees the alert come', async () => {
    const { page, complaints } = await open()
    const before = readFileSync(world().file, 'utf8')
    await page.goto('/rules')
    await page.getByRole('link', { name: 'Small modular reactors' }).click()

    await page.getByLabel('Query', { exact: true }).fill('@smr OR "heat networks"')
    await page
      .locator('#preview')
      .getByText(/beside the rule in force 1 more, and 0 no longer/)
      .waitFor()
    await page.getByRole('button', { name: /^Save/ }).click()
    await page
      .getByText(/in force/)
      .first()
      .waitFor()
    const after = readFileSync(world().file, 'utf8')
    world().publish(release(world().pages, 'paris', 'Heat networks for Busan', 'A plan.'))
    await world().pollAll()
    await page.goto('/alerts')
    await page
      .getByRole('link', { name: /Heat networks for Busan/ })
      .first()
      .click()
    await page
      .frameLocator('iframe')
      .getByRole('heading', { name: 'Heat networks for Busan' })
      .waitFor()

    expect(after).toBe(before.replace(`'@smr'`, `'@smr OR "heat networks"'`))
    expect(
      readdirSync(path.dirname(world().file)).filter((name) => name.includes('.bak-')),
    ).toHaveLength(1)
    expect(complaints).toEqual([])
    await page.context().close()
  })

  test('without script tries a rule by sending the form', async () => {
    const { page } = await open({ javaScriptEnabled: false })
    await page.goto('/rules/new')

    await page.getByLabel('Query', { exact: true }).fill('steel')
    await page.getByRole('button', { name: 'Try it' }).click()

    expect(await page.locator('#preview').textContent()).toMatch(/It would have matched 1 item /)
    await page.context().close()
  })

  test('sees where a query cannot be read, while it is typed', async () => {
    const { page } = await open()
    await page.goto('/rules/trade')

    await page.getByLabel('Query', { exact: true }).fill('steel AND (')
    await page.locator('[data-invalid]').waitFor()

    expect(await page.locator('#preview').textContent()).toContain('parenthesis')
    expect(await page.getByLabel('Query', { exact: true }).getAttribute('aria-invalid')).toBe(
      'true',
    )
    await page.context().close()
  })

  test('comes by keyboard to the content and to a page', async () => {
    const { page } = await open()
    await page.goto('/overview')

    await page.keyboard.press('Tab')
    const first = await focused(page)
    await page.keyboard.press('Enter')
    const afterSkip = await page.evaluate('document.activeElement.id')
    await page.goto('/overview')
    await page.getByRole('link', { name: 'Rules', exact: true }).focus()
    await page.keyboard.press('Enter')
    await page.waitForURL('**/rules')

    expect(first).toBe('Skip to the content')
    expect(afterSkip).toBe('main')
    await page.context().close()
  })

  test.each([
    ['Asia/Tokyo', /GMT\+9/],
    ['America/New_York', /GMT-[45]|E[SD]T/],
  ])('in %s reads times in that zone', async (timezoneId, zone) => {
    const { page } = await open({ timezoneId })

    await page.goto('/feeds/trade')

    const times = await page.locator('dl.facts time').allInnerTexts()
    expect(times.length).toBeGreaterThan(0)
    expect(times.filter((time) => !zone.test(time))).toEqual([])
    await page.context().close()
  })

  test('tries to have an alert sent once more, and sees what came of it', async () => {
    const { page } = await open()
    await page.goto('/alerts/1')

    await page.getByRole('button', { name: 'Send once more' }).click()
    await page.getByText('2 attempts').waitFor()

    expect(await page.getByText('sent', { exact: true }).first().isVisible()).toBe(true)
    await page.context().close()
  })
})

describe.skipIf(isMissing(need, 'the login page in a browser'))('with a password', () => {
  const { open } = usePages(need, '{ listen: 127.0.0.1:0, password: a long password }')

  test('the pages open after it was given, and close with the log-out', async () => {
    const { page } = await open()
    await page.goto('/feeds/trade')

    await page.getByLabel('Password').fill('another password')
    await page.keyboard.press('Enter')
    const refusal = await page.getByRole('alert').textContent()
    await page.getByLabel('Password').fill('a long password')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Ministry of Trade' }).waitFor()
    await page.getByRole('button', { name: 'Log out' }).click()
    await page.goto('/feeds/trade')

    expect(refusal).toMatch(/password/i)
    expect(await page.getByLabel('Password').isVisible()).toBe(true)
    await page.context().close()
  })
})
