import { describe, expect, test } from 'vitest'
import { DAY_MS, HOUR_MS } from '../../../src/core/time.ts'
import { startEditedRelease } from '../../support/edited-release.ts'
import { emptyPage } from '../../support/page-server.ts'

/** Tuesday 3 March 2026 in the afternoon, in Seoul; the next Monday is the 9th. */
const QUIET = { title: 'Seals on the coast', teaser: 'Nothing that anybody asked for.' }
const DESK = 'desk: { to: [a@example.org], rules: [reactors], allQuiet: weekly }'

describe('a proof of life', () => {
  test('comes on Monday when nothing matched, with what was watched', async () => {
    const watch = await startEditedRelease(DESK)
    await watch.say(QUIET)
    watch.clock.advance(6 * DAY_MS)

    await watch.say(QUIET)

    const [mail, ...others] = watch.mails()
    expect(others).toEqual([])
    expect(mail?.subject).toMatch(/all quiet/i)
    expect(mail?.text).toContain('Reactors')
    expect(mail?.headers.get('list')).toMatchObject({ id: expect.anything() })
  })

  test('comes once', async () => {
    const watch = await startEditedRelease(DESK)
    await watch.say(QUIET)
    watch.clock.advance(6 * DAY_MS)
    await watch.say(QUIET)
    watch.clock.advance(DAY_MS)

    await watch.say(QUIET)

    expect(watch.mails()).toHaveLength(1)
  })

  test('comes late and once when nobody ran for three weeks', async () => {
    const watch = await startEditedRelease(DESK)
    await watch.say(QUIET)
    watch.clock.advance(22 * DAY_MS)

    await watch.say(QUIET)
    await watch.say(QUIET)

    expect(watch.mails()).toHaveLength(1)
  })

  test('comes again after a day on which the clock was a year ahead', async () => {
    const watch = await startEditedRelease(DESK)
    await watch.say(QUIET)
    watch.clock.advance(365 * DAY_MS)
    await watch.say(QUIET)
    watch.clock.advance(-365 * DAY_MS)
    await watch.say(QUIET)
    const before = watch.mails().length
    watch.clock.advance(6 * DAY_MS)

    await watch.say(QUIET)

    expect([before, watch.mails().length]).toEqual([1, 2])
  })

  test('does not come in a week in which something was told', async () => {
    const watch = await startEditedRelease(DESK)
    await watch.say(QUIET)
    await watch.say({ teaser: 'Two reactors are planned after all.' })
    watch.clock.advance(6 * DAY_MS)

    await watch.say(QUIET)

    expect(watch.mails().map(({ subject }) => subject)).toEqual([
      expect.stringContaining('Reactors'),
    ])
  })

  test('does not come to who did not ask for it', async () => {
    const watch = await startEditedRelease('desk: { to: [a@example.org], rules: [reactors] }')
    await watch.say(QUIET)
    watch.clock.advance(8 * DAY_MS)

    await watch.say(QUIET)

    expect(watch.mails()).toEqual([])
  })

  test('comes on the first of the month when it is monthly', async () => {
    const watch = await startEditedRelease(DESK.replace('weekly', 'monthly'))
    await watch.say(QUIET)
    watch.clock.advance(20 * DAY_MS)
    await watch.say(QUIET)
    expect(watch.mails()).toEqual([])
    watch.clock.advance(10 * DAY_MS)

    await watch.say(QUIET)

    expect(watch.mails()).toHaveLength(1)
  })

  test('does not say that all is quiet where no feed answered', async () => {
    const watch = await startEditedRelease(DESK)
    await watch.say(QUIET)
    watch.pages.set('/feed.xml', emptyPage(503))
    watch.clock.advance(2 * HOUR_MS)
    await watch.app.poll(watch.settings)
    watch.clock.advance(6 * DAY_MS)
    await watch.app.poll(watch.settings)
    watch.clock.advance(7 * DAY_MS)

    await watch.app.poll(watch.settings)

    const told = watch.sink.received.filter(({ to }) => to[0] === 'a@example.org')
    expect(told.at(-1)?.mail.subject).toMatch(/nothing could be watched/i)
    expect(told.at(-1)?.mail.text).not.toMatch(/all quiet/i)
  })
})
