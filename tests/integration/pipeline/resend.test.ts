import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import type { SendResult } from '../../../src/core/alert/send-result.ts'
import { DAY_MS, HOUR_MS } from '../../../src/core/time.ts'
import type { Deps } from '../../../src/pipeline/deps.ts'
import { readAlert, readAlerts } from '../../../src/pipeline/read-alerts.ts'
import { type ResendReport, resendDelivery } from '../../../src/pipeline/resend-delivery.ts'
import { inTransaction } from '../../../src/store/database.ts'
import { saveOptOut } from '../../../src/store/opt-outs.ts'
import { verifyLedger } from '../../../src/store/verify-ledger.ts'
import { type DeliveryWorld, startDeliveryWorld } from '../../support/delivery-world.ts'

const KIM = 'kim@example.org'

/** What the page of the first alert shows of its only delivery. */
async function lookAt({ app, settings, clock }: DeliveryWorld): Promise<readonly unknown[]> {
  const view = await readAlert(app.deps.db, settings, 1, clock.now)
  const [delivery] = view?.deliveries ?? []
  const outcomes = delivery?.attempts.map(({ outcome }) => outcome)
  return [delivery?.state, delivery?.resend.kind, outcomes]
}

async function resend(world: DeliveryWorld): Promise<ResendReport> {
  return await resendDelivery(world.app.deps, world.settings, { alertId: 1, deliveryId: 1 })
}

async function verify({ app, clock }: DeliveryWorld): Promise<readonly unknown[]> {
  return await verifyLedger(app.deps.db, clock.now)
}

describe('sending a delivery once more', () => {
  it('hands what was delivered over again under the same Message-ID, and changes nothing else', async () => {
    const world = await startDeliveryWorld(`to: [${KIM}]`)
    await world.app.poll(world.settings)

    const report = await resend(world)

    expect(report).toMatchObject({ kind: 'repeated', result: { kind: 'accepted' } })
    const [first, second] = world.sink.received
    expect(second?.source).toBe(first?.source)
    expect(await lookAt(world)).toEqual(['sent', 'repeat', ['accepted', 'accepted']])
    expect(await verify(world)).toEqual([])
  })

  it('gives what was given up its whole patience again, under the same Message-ID', async () => {
    const world = await startDeliveryWorld(`to: [${KIM}]`)
    world.sink.refuse(550, '5.1.1 no such user')
    await world.app.poll(world.settings)
    const before = await lookAt(world)
    world.clock.advance(30 * DAY_MS)
    world.sink.acceptAll()

    const report = await resend(world)
    await world.app.deliver(world.settings)

    expect(before).toEqual(['failed', 'now', ['refused']])
    expect(report).toEqual({ kind: 'due' })
    expect(await lookAt(world)).toEqual(['sent', 'repeat', ['accepted', 'refused']])
    expect(await verify(world)).toEqual([])
  })

  it('lets a digest go before its time', async () => {
    const world = await startDeliveryWorld(`to: [${KIM}], deliver: weekly`)
    await world.app.poll(world.settings)
    const before = await lookAt(world)

    const report = await resend(world)
    await world.app.deliver(world.settings)

    expect(before).toEqual(['held', 'now', []])
    expect(report).toEqual({ kind: 'due' })
    expect(await lookAt(world)).toEqual(['sent', 'repeat', ['accepted']])
    expect(await verify(world)).toEqual([])
  })

  it('heeds quiet hours', async () => {
    const world = await startDeliveryWorld(`to: [${KIM}], quiet: "17:00-23:00"`)
    await world.app.poll(world.settings)

    const report = await resend(world)

    expect(report).toEqual({ kind: 'not', reason: 'the quiet hours of its subscription hold' })
  })

  it('does not write to who has unsubscribed', async () => {
    const world = await startDeliveryWorld(`to: [${KIM}]`)
    await world.app.poll(world.settings)
    const optOut = { address: KIM, subscriptionId: null, optedOutAt: world.clock.now } as const
    await inTransaction(world.app.deps.db, async (tx) => {
      await saveOptOut(tx, { ...optOut, via: 'page' })
    })

    const report = await resend(world)

    expect(report).toEqual({ kind: 'not', reason: 'the address has unsubscribed' })
    expect(world.sink.received).toHaveLength(1)
  })

  it('is refused while it is under way', async () => {
    const world = await startDeliveryWorld(`to: [${KIM}]`)
    await world.app.poll(world.settings)

    const reports = await Promise.all([resend(world), resend(world)])

    expect(reports.map(({ kind }) => kind).toSorted()).toEqual(['not', 'repeated'])
    expect(world.sink.received).toHaveLength(2)
  })

  it('tells of what was handed over though it cannot be recorded, and can be sent again later', async () => {
    const world = await startDeliveryWorld(`to: [${KIM}]`)
    await world.app.poll(world.settings)
    const { deps } = world.app
    const send = async (...given: Parameters<Deps['mail']['send']>): Promise<SendResult> => {
      const result = await deps.mail.send(...given)
      await sql`pragma query_only = on`.execute(deps.db)
      return result
    }
    const full: Deps = { ...deps, mail: { ...deps.mail, send } }

    const report = await resendDelivery(full, world.settings, { alertId: 1, deliveryId: 1 })
    await sql`pragma query_only = off`.execute(deps.db)
    const atOnce = await resend(world)
    world.clock.advance(2 * HOUR_MS)
    const later = await resend(world)

    expect(report).toMatchObject({ kind: 'repeated', result: { kind: 'accepted' } })
    expect(atOnce).toEqual({ kind: 'not', reason: 'it is being sent once more already' })
    expect(later).toMatchObject({ kind: 'repeated', result: { kind: 'accepted' } })
    expect(await lookAt(world)).toEqual(['sent', 'repeat', ['accepted', 'uncertain', 'accepted']])
    expect(await verify(world)).toEqual([])
  })

  it('knows no delivery of another alert', async () => {
    const world = await startDeliveryWorld(`to: [${KIM}]`)
    await world.app.poll(world.settings)

    const wanted = { alertId: 2, deliveryId: 1 }
    const report = await resendDelivery(world.app.deps, world.settings, wanted)

    expect(report).toEqual({ kind: 'unknown' })
  })
})

describe('the list of alerts', () => {
  it('is filtered by state and by whom they are for, the newest first, a page at a time', async () => {
    const world = await startDeliveryWorld(`to: [${KIM}]`)
    await world.app.poll(world.settings)
    world.clock.advance(HOUR_MS)
    world.publish('More reactors')
    await world.app.poll(world.settings)
    const { db } = world.app.deps
    const list = async (
      filter: Partial<Parameters<typeof readAlerts>[2]>,
    ): Promise<readonly number[]> => {
      const all = { state: null, audience: { kind: 'all' }, before: null } as const
      const { alerts } = await readAlerts(db, world.settings, { ...all, ...filter })
      return alerts.map(({ id }) => id)
    }

    expect(await list({})).toEqual([2, 1])
    expect(await list({ before: 2 })).toEqual([1])
    expect(await list({ state: 'sent' })).toEqual([2, 1])
    expect(await list({ state: 'failed' })).toEqual([])
    expect(await list({ audience: { kind: 'administrators' } })).toEqual([])
  })
})
