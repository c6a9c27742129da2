import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import type { Settings } from '../../../src/config/settings.ts'
import { LONGEST_ATTEMPT_MS } from '../../../src/core/alert/smtp-limits.ts'
import { pollOnce } from '../../../src/pipeline/poll-once.ts'
import { inTransaction } from '../../../src/store/database.ts'
import { claimDelivery } from '../../../src/store/due-deliveries.ts'
import { streamLedger } from '../../../src/store/ledger.ts'
import { verifyLedger } from '../../../src/store/verify-ledger.ts'
import { startDeliveryWorld as startWorld } from '../../support/delivery-world.ts'
import { openTestApp } from '../../support/test-app.ts'

describe('delivery', () => {
  test('each address has a message of its own, under a Message-ID of its own', async () => {
    const { sink, app, settings } = await startWorld('to: [a@example.org, "Bee <b@example.org>"]')

    await app.poll(settings)

    expect(sink.received.map(({ to }) => to).toSorted()).toEqual([
      ['a@example.org'],
      ['b@example.org'],
    ])
    expect(new Set(sink.received.map(({ mail }) => mail.messageId)).size).toBe(2)
    expect(sink.received[0]?.mail.headers.get('auto-submitted')).toBe('auto-generated')
  })

  test('a temporary refusal is tried again with the very same message', async () => {
    const { sink, clock, app, settings, states } = await startWorld('to: [a@example.org]')
    sink.refuse(451, 'greylisted, come back')
    await app.poll(settings)
    const held = await states()
    sink.acceptAll()

    clock.advance(4_000)
    await app.deliver(settings)
    const tooEarly = sink.received.length
    clock.advance(1_000)
    await app.deliver(settings)

    expect(held).toEqual([
      ['a@example.org', 'pending', expect.stringContaining('greylisted, come back')],
    ])
    expect(tooEarly).toBe(0)
    expect(sink.received).toHaveLength(1)
    expect(await states()).toEqual([['a@example.org', 'sent', expect.stringContaining('250')]])
  })

  test('a run attempts what is put off once, however long it takes', async () => {
    const { sink, clock, app, settings } = await startWorld('to: [a@example.org, b@example.org]')
    sink.refuse(451, 'greylisted, come back')
    const slowly = { ...app.deps, onStep: (): void => clock.advance(10_000) }
    const watcher = { onPoll: (): void => {}, onDelivery: (): void => {} }
    const { signal } = new AbortController()

    const { outbox } = await pollOnce(
      slowly,
      settings,
      [...settings.feeds.values()],
      watcher,
      signal,
    )
    sink.acceptAll()
    await app.deliver(settings)

    expect(outbox).toMatchObject({ sentCount: 0, putOffCount: 2 })
    expect(sink.received.map(({ to }) => to[0]).toSorted()).toEqual([
      'a@example.org',
      'b@example.org',
    ])
  })

  test('a permanent refusal of one address fails visibly, is told to the administrators and stops nobody', async () => {
    const { sink, app, settings, states } = await startWorld(
      'to: [gone@example.org, b@example.org]',
    )
    sink.refuse(550, 'no such user', 'gone@example.org')

    await app.poll(settings)

    expect(await states()).toEqual([
      ['gone@example.org', 'failed', expect.stringContaining('no such user')],
      ['b@example.org', 'sent', expect.any(String)],
    ])
    const subjects = new Map(sink.received.map(({ to, mail }) => [to[0], mail.subject]))
    expect([...subjects.keys()].toSorted()).toEqual(['b@example.org', 'ops@example.org'])
    expect(subjects.get('ops@example.org')).toContain('Not delivered to gone@example.org')
    expect(await verifyLedger(app.deps.db, app.deps.now())).toEqual([])
  })

  test('a server that is not there loses nothing for five days, and then the delivery fails visibly', async () => {
    const { clock, app, settings, states } = await startWorld(
      'to: [a@example.org]',
      'smtp://127.0.0.1:1',
    )
    await app.poll(settings)
    const atFirst = await states()

    for (let hour = 0; hour < 5 * 24; hour += 1) {
      clock.advance(3_600_000)
      await app.deliver(settings)
    }
    const atLast = await states()

    expect(atFirst).toEqual([['a@example.org', 'pending', expect.stringContaining('not reached')]])
    expect(atLast).toEqual([
      ['a@example.org', 'failed', expect.stringContaining('given up after five days')],
    ])
  })

  test('a digest is held with its reason, and goes when it is due', async () => {
    const { sink, clock, app, settings, states } = await startWorld(
      'to: [a@example.org], deliver: daily',
    )
    await app.poll(settings)
    const held = await states()

    clock.advance(24 * 3_600_000)
    await app.deliver(settings)

    expect(held).toEqual([['a@example.org', 'held', expect.stringContaining('daily digest')]])
    expect(sink.received).toHaveLength(1)
  })

  test('an address that has left is not written to, and the one in its place gets what is open', async () => {
    const { sink, clock, app, settings, states } = await startWorld(
      'to: [a@example.org], deliver: daily',
    )
    await app.poll(settings)
    const [subscription] = [...settings.subscriptions.values()]
    const changed: Settings = {
      ...settings,
      subscriptions: new Map([
        [subscription!.id, { ...subscription!, to: [{ name: '', address: 'new@example.org' }] }],
      ]),
    }

    clock.advance(24 * 3_600_000)
    await app.deliver(changed)

    expect(sink.received.map(({ to }) => to[0])).toEqual(['new@example.org'])
    expect(await states()).toEqual([
      ['a@example.org', 'suppressed', 'the address has left the subscription'],
      ['new@example.org', 'sent', expect.any(String)],
    ])
  })

  test('an attempt of a process that died is uncertain and due again', async () => {
    const { sink, app, settings } = await startWorld('to: [a@example.org]')
    sink.refuse(451, 'later')
    await app.poll(settings)
    await app.deps.db.updateTable('deliveries').set({ state: 'sending' }).execute()
    sink.acceptAll()
    await app.close()

    const next = await openTestApp(settings)
    const [row] = await Array.fromAsync(streamLedger(next.deps.db))
    await next.deliver(settings)

    expect(row).toMatchObject({
      state: 'uncertain',
      reason: 'the program ended during the attempt',
    })
    expect(sink.received).toHaveLength(1)
  })

  test('an attempt is overdue only when it takes longer than a mail server may', async () => {
    const { clock, app, settings } = await startWorld('to: [a@example.org]')
    await app.pollOnly(settings)
    await inTransaction(app.deps.db, async (tx) => await claimDelivery(tx, clock.now, null))

    clock.advance(LONGEST_ATTEMPT_MS)
    const atLast = await verifyLedger(app.deps.db, clock.now)
    clock.advance(1)
    const tooLate = await verifyLedger(app.deps.db, clock.now)

    expect(atLast).toEqual([])
    expect(tooLate).toMatchObject([{ code: 'overdue', count: 1 }])
  })

  test('a result that cannot be written is kept and written as soon as that is possible', async () => {
    const { sink, app, settings, states } = await startWorld('to: [a@example.org]')
    await sql
      .raw(
        `create trigger full before update on delivery_attempts
         begin select raise(abort, 'no room'); end`,
      )
      .execute(app.deps.db)

    const polled = app.poll(settings)
    await sink.waitFor(1)
    const meanwhile = await states()
    await sql.raw('drop trigger full').execute(app.deps.db)
    await polled

    expect(meanwhile).toEqual([['a@example.org', 'sending', null]])
    expect(await states()).toEqual([['a@example.org', 'sent', expect.any(String)]])
    expect(sink.received).toHaveLength(1)
  })

  test('an address that joins the subscription gets the digest that is open', async () => {
    const { sink, clock, app, settings, states } = await startWorld(
      'to: [a@example.org], deliver: daily',
    )
    await app.poll(settings)
    const [subscription] = [...settings.subscriptions.values()]
    const to = [...subscription!.to, { name: 'New', address: 'new@example.org' }]
    const changed: Settings = {
      ...settings,
      subscriptions: new Map([[subscription!.id, { ...subscription!, to }]]),
    }

    clock.advance(24 * 3_600_000)
    await app.deliver(changed)

    expect(sink.received.map((received) => received.to[0]).toSorted()).toEqual([
      'a@example.org',
      'new@example.org',
    ])
    expect((await states()).map(([address, state]) => [address, state])).toEqual([
      ['a@example.org', 'sent'],
      ['new@example.org', 'sent'],
    ])
  })

  test('another try waits for the end of the quiet hours', async () => {
    const { sink, clock, app, settings, states } = await startWorld(
      'to: [a@example.org], quiet: "17:31-07:00"',
    )
    sink.refuse(451, 'later')
    await app.poll(settings)
    sink.acceptAll()

    clock.advance(2 * 60_000)
    await app.deliver(settings)
    const atNight = await states()
    clock.advance(14 * 3_600_000)
    await app.deliver(settings)

    expect(atNight).toEqual([['a@example.org', 'held', 'quiet hours']])
    expect(sink.received).toHaveLength(1)
  })

  test('a recipient whose server hangs keeps nobody else waiting', async () => {
    const { sink, app, settings } = await startWorld('to: [slow@example.org, b@example.org]')
    const release = sink.hold('slow@example.org')

    const polled = app.poll(settings)
    await sink.waitFor(1)
    const first = sink.received.map((received) => received.to[0])
    release()
    await polled

    expect(first).toEqual(['b@example.org'])
    expect(sink.received).toHaveLength(2)
  })
})

describe('a transaction that fails', () => {
  test('rejects with what went wrong first, not with what the rollback says', async () => {
    const { app } = await startWorld('to: [a@example.org]')

    const failing = inTransaction(app.deps.db, async (tx) => {
      await sql.raw('rollback').execute(tx)
      throw new Error('database or disk is full')
    })

    await expect(failing).rejects.toThrow('database or disk is full')
  })
})
