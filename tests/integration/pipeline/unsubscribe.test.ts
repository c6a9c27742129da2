import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import type { Settings } from '../../../src/config/settings.ts'
import { makeUnsubscribeToken } from '../../../src/core/alert/unsubscribe-token.ts'
import { subscriptionIdOf } from '../../../src/core/ids.ts'
import { DAY_MS, MINUTE_MS } from '../../../src/core/time.ts'
import {
  findUnsubscribing,
  recordWish,
  type UnsubscribeWish,
  type Unsubscribing,
} from '../../../src/pipeline/unsubscribe.ts'
import { listOptOuts } from '../../../src/store/opt-outs.ts'
import { type DeliveryWorld, startDeliveryWorld } from '../../support/delivery-world.ts'

const STOP: UnsubscribeWish = { kind: 'stop-subscription', via: 'one-click' }
const STOP_ALL: UnsubscribeWish = { kind: 'stop-everything', via: 'page' }
const RESUME: UnsubscribeWish = { kind: 'resume' }

type Link = DeliveryWorld & {
  readonly find: () => Promise<Unsubscribing | null>
  readonly wish: (wish: UnsubscribeWish, settings?: Settings) => Promise<Unsubscribing | null>
  /** Subjects of what the administrators have been told. */
  readonly told: () => Promise<readonly (string | undefined)[]>
}

/** A watch, and the link that `A@example.org` has of a subscription. */
async function openLink(subscription = 'desk'): Promise<Link> {
  const world = await startDeliveryWorld('to: [a@example.org]')
  const { app, settings, sink } = world
  const token = makeUnsubscribeToken(app.deps.unsubscribeSecret, {
    subscriptionId: subscriptionIdOf(subscription),
    address: 'A@example.org',
  })
  return {
    ...world,
    find: async () => await findUnsubscribing(app.deps, token),
    wish: async (wish, current = settings) => await recordWish(app.deps, current, token, wish),
    told: async (): Promise<readonly (string | undefined)[]> => {
      await app.deliver(settings)
      return sink.received
        .filter(({ to }) => to[0] === 'ops@example.org')
        .map(({ mail }) => mail.subject)
    },
  }
}

describe('who follows a link', () => {
  test('is shown what it is about, which changes nothing', async () => {
    const link = await openLink()

    const shown = await link.find()

    expect(shown).toEqual({ address: 'A@example.org', subscription: 'desk', stopped: 'nothing' })
    expect(await listOptOuts(link.app.deps.db)).toEqual([])
  })

  test('leaves the subscription, and once is enough', async () => {
    const link = await openLink()

    const first = await link.wish(STOP)
    link.clock.advance(MINUTE_MS)
    const second = await link.wish(STOP)

    expect(first?.stopped).toBe('subscription')
    expect(second).toEqual(first)
    expect(await listOptOuts(link.app.deps.db)).toEqual([
      {
        address: 'a@example.org',
        subscriptionId: 'desk',
        optedOutAt: '2026-03-03T08:30:00.000Z',
        via: 'one-click',
      },
    ])
  })

  test('leaves everything', async () => {
    const link = await openLink()

    const after = await link.wish(STOP_ALL)

    expect(after?.stopped).toBe('everything')
    expect(await listOptOuts(link.app.deps.db)).toMatchObject([
      { subscriptionId: null, via: 'page' },
    ])
  })

  test('comes back from all of it at once, and is written to again', async () => {
    const link = await openLink()
    await link.wish(STOP)
    await link.wish(STOP_ALL)

    const after = await link.wish(RESUME)
    await link.app.poll(link.settings)

    expect(after?.stopped).toBe('nothing')
    expect(await link.states()).toEqual([['a@example.org', 'sent', expect.any(String)]])
  })

  test('leaves a subscription that has left the configuration', async () => {
    const link = await openLink('of-last-year')

    const after = await link.wish(STOP)

    expect(after).toMatchObject({ subscription: 'of-last-year', stopped: 'subscription' })
  })

  test('is told of a database that takes nothing, and nothing is half done', async () => {
    const link = await openLink()
    const { db } = link.app.deps
    await sql`create trigger full before insert on alerts begin select raise(abort, 'full'); end`.execute(
      db,
    )

    const wished = link.wish(STOP)

    await expect(wished).rejects.toThrow('full')
    expect(await listOptOuts(db)).toEqual([])
  })
})

describe('the administrators', () => {
  test('are told once, and that config.yaml still lists the address', async () => {
    const link = await openLink()

    await link.wish(STOP)
    await link.wish(STOP)

    expect(await link.told()).toEqual(['Policywatch: a@example.org unsubscribed from desk'])
    const text = link.sink.received[0]?.mail.text
    expect(text).toContain('with the button of a mail program')
    expect(text).toContain('config.yaml still lists the address, in desk.')
    expect(text).toContain('policywatch opt-outs --remove a@example.org --subscription desk')
  })

  test('are told when nothing is left to do', async () => {
    const link = await openLink('of-last-year')

    await link.wish(STOP)
    await link.told()

    expect(link.sink.received[0]?.mail.text).toContain('nothing is left to do')
  })

  test('are told again on another day only when somebody goes back and forth', async () => {
    const link = await openLink()

    await link.wish(STOP)
    await link.wish(RESUME)
    link.clock.advance(MINUTE_MS)
    await link.wish(STOP)
    const sameDay = await link.told()
    link.clock.advance(DAY_MS)
    await link.wish(RESUME)
    await link.wish(STOP)

    expect(sameDay).toHaveLength(1)
    expect(await link.told()).toHaveLength(2)
  })

  test('are told of each thing that somebody leaves', async () => {
    const link = await openLink()

    await link.wish(STOP)
    await link.wish(STOP_ALL)

    expect((await link.told()).toSorted()).toEqual([
      'Policywatch: a@example.org unsubscribed from desk',
      'Policywatch: a@example.org unsubscribed from everything',
    ])
  })

  test('are told nothing where there are none', async () => {
    const link = await openLink()

    const after = await link.wish(STOP, { ...link.settings, admins: [] })

    expect(after?.stopped).toBe('subscription')
    expect(await link.told()).toEqual([])
  })
})
