import { describe, expect, test } from 'vitest'
import type { Settings } from '../../../src/config/settings.ts'
import type { OptOut } from '../../../src/core/alert/opt-out.ts'
import { subscriptionIdOf } from '../../../src/core/ids.ts'
import { DAY_MS, MINUTE_MS } from '../../../src/core/time.ts'
import type { Mail, OutgoingMessage } from '../../../src/mail/mail.ts'
import { deliverDue } from '../../../src/pipeline/outbox.ts'
import { inTransaction } from '../../../src/store/database.ts'
import { streamLedger } from '../../../src/store/ledger.ts'
import { saveOptOut } from '../../../src/store/opt-outs.ts'
import { beginOutboxRun } from '../../../src/store/outbox-run.ts'
import { verifyLedger } from '../../../src/store/verify-ledger.ts'
import { type DeliveryWorld, startDeliveryWorld } from '../../support/delivery-world.ts'
import type { ReceivedMail } from '../../support/smtp-sink.ts'
import { openTestApp } from '../../support/test-app.ts'

const DESK = subscriptionIdOf('desk')

async function optOut(
  { app, clock }: Pick<DeliveryWorld, 'app' | 'clock'>,
  change: Partial<OptOut> = {},
): Promise<void> {
  const wish: OptOut = {
    address: 'A@example.org',
    subscriptionId: DESK,
    optedOutAt: clock.now,
    via: 'one-click',
    ...change,
  }
  await inTransaction(app.deps.db, async (tx) => void (await saveOptOut(tx, wish)))
}

const withPublicUrl = (settings: Settings, publicUrl: string): Settings => ({
  ...settings,
  web: { ...settings.web!, publicUrl },
})

describe('an address that unsubscribed', () => {
  test('is written to no more, and the ledger says why', async () => {
    const world = await startDeliveryWorld('to: [a@example.org, b@example.org]')
    await optOut(world)

    await world.app.poll(world.settings)

    expect(world.sink.received.map(({ to }) => to[0])).toEqual(['b@example.org'])
    expect((await world.states()).toSorted()).toEqual([
      ['a@example.org', 'suppressed', 'unsubscribed on 2026-03-03 (one-click)'],
      ['b@example.org', 'sent', expect.any(String)],
    ])
    expect(await verifyLedger(world.app.deps.db, world.clock.now)).toEqual([])
  })

  test('is written to no more by any subscription when it stopped everything', async () => {
    const world = await startDeliveryWorld('to: [a@example.org]')
    await optOut(world, { subscriptionId: null, via: 'page' })

    await world.app.poll(world.settings)

    expect(world.sink.received).toEqual([])
    expect(await world.states()).toEqual([
      ['a@example.org', 'suppressed', 'unsubscribed from everything on 2026-03-03 (page)'],
    ])
  })

  test('is still written to by other subscriptions', async () => {
    const world = await startDeliveryWorld('to: [a@example.org]')
    await optOut(world, { subscriptionId: subscriptionIdOf('board') })

    await world.app.poll(world.settings)

    expect(await world.states()).toEqual([['a@example.org', 'sent', expect.any(String)]])
  })

  test.each([
    [451, 'greylisted'],
    [421, 'closing'],
  ])('gets no further attempt after a %i', async (code, message) => {
    const world = await startDeliveryWorld('to: [a@example.org]')
    world.sink.refuse(code, message)
    await world.app.poll(world.settings)
    world.sink.acceptAll()
    await optOut(world)

    world.clock.advance(MINUTE_MS)
    await world.app.deliver(world.settings)

    expect(world.sink.received).toEqual([])
    expect((await world.states())[0]?.[1]).toBe('suppressed')
  })

  test('gets no further attempt at a message that may be out', async () => {
    const world = await startDeliveryWorld('to: [a@example.org]')
    await world.app.pollOnly(world.settings)
    await deliverBy(world, world.settings, async () => ({ kind: 'uncertain', message: 'lost' }))
    const before = await world.states()
    await optOut(world)

    world.clock.advance(MINUTE_MS)
    await world.app.deliver(world.settings)

    expect(before[0]?.[1]).toBe('uncertain')
    expect(world.sink.received).toEqual([])
    expect((await world.states())[0]?.[1]).toBe('suppressed')
  })

  test('keeps nobody from an e-mail who joined the subscription meanwhile', async () => {
    const world = await startDeliveryWorld('to: [a@example.org]')
    await world.app.pollOnly(world.settings)
    await optOut(world)
    const to = [
      ...world.settings.subscriptions.get(DESK)!.to,
      { name: '', address: 'c@example.org' },
    ]
    const desk = { ...world.settings.subscriptions.get(DESK)!, to }

    await world.app.deliver({ ...world.settings, subscriptions: new Map([[DESK, desk]]) })

    expect(world.sink.received.map(({ to }) => to[0])).toEqual(['c@example.org'])
  })

  test('stays unsubscribed when what it stopped is called otherwise', async () => {
    const world = await startDeliveryWorld('to: [a@example.org, b@example.org], deliver: daily')
    await world.app.pollOnly(world.settings)
    await optOut(world)
    const id = subscriptionIdOf('energy-desk')
    const renamed = { ...world.settings.subscriptions.get(DESK)!, id }
    const settings = { ...world.settings, subscriptions: new Map([[id, renamed]]) }

    await world.app.close()
    const next = await openTestApp(settings, { now: () => world.clock.now })
    world.clock.advance(DAY_MS)
    await next.deliver(settings)

    const rows = await Array.fromAsync(streamLedger(next.deps.db))
    expect(rows.map((row) => [row.subscriptionId, row.address, row.state])).toEqual([
      ['energy-desk', 'a@example.org', 'suppressed'],
      ['energy-desk', 'b@example.org', 'sent'],
    ])
  })

  test('still gets what is told to administrators', async () => {
    const world = await startDeliveryWorld('to: [gone@example.org]')
    await optOut(world, { address: 'ops@example.org', subscriptionId: null })
    world.sink.refuse(550, 'no such user', 'gone@example.org')

    await world.app.poll(world.settings)

    expect(world.sink.received.map(({ to }) => to[0])).toEqual(['ops@example.org'])
  })
})

describe('an alert', () => {
  test('bears the link of its address in headers, text and HTML', async () => {
    const world = await startDeliveryWorld('to: [a@example.org, b@example.org]')

    await world.app.poll(withPublicUrl(world.settings, 'https://watch.example.org'))

    const links = world.sink.received.map(({ source }) => linkOf(source))
    expect(new Set(links).size).toBe(2)
    expect(links[0]).toMatch(/^https:\/\/watch\.example\.org\/unsubscribe\/[\w.-]+$/)
    expect(world.sink.received[0]?.mail.text).toContain(`Unsubscribe:\n${links[0]}\n`)
    expect(world.sink.received[0]?.mail.html).toContain(`href="${links[0]}"`)
    expect(world.sink.received[0]?.source).toContain(
      '\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n',
    )
  })

  test('is understood by whoever reads the headers of lists', async () => {
    const world = await startDeliveryWorld('to: [a@example.org]')

    await world.app.poll(withPublicUrl(world.settings, 'https://watch.example.org'))

    const [{ source, mail }] = world.sink.received as [ReceivedMail]
    expect(mail.headers.get('list')).toMatchObject({
      id: { name: 'desk.policywatch.example.org' },
      unsubscribe: { url: linkOf(source), mail: 'ops@example.org?subject=unsubscribe%20desk' },
      'unsubscribe-post': { name: 'List-Unsubscribe=One-Click' },
    })
  })

  test('asks for a letter to the administrator where the pages cannot be reached', async () => {
    const world = await startDeliveryWorld('to: [a@example.org]')

    await world.app.poll(world.settings)

    const [received] = world.sink.received
    expect(linkOf(received!.source)).toBe('mailto:ops@example.org?subject=unsubscribe%20desk')
    expect(received?.source).not.toContain('List-Unsubscribe-Post')
    expect(received?.mail.text).toContain('write to ops@example.org with the subject')
    expect(received?.mail.html).toContain(
      'href="mailto:ops@example.org?subject=unsubscribe%20desk"',
    )
  })

  test('is the same message at each attempt, its link too', async () => {
    const world = await startDeliveryWorld('to: [a@example.org]')
    const settings = withPublicUrl(world.settings, 'https://watch.example.org')
    await world.app.pollOnly(settings)
    const sent: OutgoingMessage[] = []
    const send: Mail['send'] = async (message) => {
      sent.push(message)
      return { kind: 'uncertain', message: 'lost' }
    }

    await deliverBy(world, settings, send)
    world.clock.advance(MINUTE_MS)
    await deliverBy(world, settings, send)

    expect(sent).toHaveLength(2)
    expect(sent[1]).toEqual(sent[0])
  })
})

test('a notice to administrators offers no way to unsubscribe', async () => {
  const world = await startDeliveryWorld('to: [gone@example.org]')
  world.sink.refuse(550, 'no such user', 'gone@example.org')

  await world.app.poll(withPublicUrl(world.settings, 'https://watch.example.org'))

  const [notice] = world.sink.received
  expect(notice?.to).toEqual(['ops@example.org'])
  expect(notice?.source).not.toMatch(/unsubscribe/i)
})

/** Hands over what is due by a mail adapter of the test. */
async function deliverBy(
  { app }: Pick<DeliveryWorld, 'app'>,
  settings: Settings,
  send: Mail['send'],
): Promise<void> {
  const deps = { ...app.deps, mail: { ...app.deps.mail, send } }
  const { signal } = new AbortController()
  await deliverDue(deps, settings, signal, () => {}, await beginOutboxRun(app.deps.db))
}

/** The first entry of List-Unsubscribe, unfolded. */
function linkOf(source: string): string {
  return /^List-Unsubscribe:\s+<([^>]*)>/m.exec(source)![1]!
}
