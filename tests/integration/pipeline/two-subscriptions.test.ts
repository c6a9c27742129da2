import { describe, expect, test } from 'vitest'
import { HOUR_MS } from '../../../src/core/time.ts'
import { streamLedger } from '../../../src/store/ledger.ts'
import { verifyLedger } from '../../../src/store/verify-ledger.ts'
import { RELEASE_TEXT, startEditedRelease } from '../../support/edited-release.ts'

const BOTH = (more: string): string =>
  `desk: { to: [a@example.org], rules: [reactors] },
   boss: { to: [A@example.org, b@example.org], ${more} }`

describe('an address in two subscriptions', () => {
  test('is told once of what both tell', async () => {
    const release = await startEditedRelease(BOTH('rules: [reactors]'))

    await release.say({})
    release.clock.advance(HOUR_MS)
    await release.app.deliver(release.settings)

    const rows = await Array.fromAsync(streamLedger(release.app.deps.db))
    const told = release.sink.received.map(({ to }) => to[0]?.toLowerCase())
    expect(told.toSorted()).toEqual(['a@example.org', 'b@example.org'])
    expect(rows.map(({ state }) => state).toSorted()).toEqual(['sent', 'sent', 'suppressed'])
    expect(rows.find(({ state }) => state === 'suppressed')?.reason).toMatch(
      /the subscription (desk|boss) tells this address the same/,
    )
    expect(await verifyLedger(release.app.deps.db, release.clock.now)).toEqual([])
  })

  test('is told by both when one tells more', async () => {
    const release = await startEditedRelease(BOTH('rules: all'))

    await release.say({ teaser: 'Two reactors behind a bridge.' })
    release.clock.advance(HOUR_MS)
    await release.app.deliver(release.settings)

    const told = release.sink.received.map(({ mail }) => mail.text ?? '')
    expect(told.some((text) => text.includes('Bridges'))).toBe(true)
    expect(told.some((text) => text.includes('Reactors'))).toBe(true)
  })

  test('gets the digest that it asked for besides', async () => {
    const release = await startEditedRelease(BOTH('rules: [reactors], deliver: hourly'))

    await release.say({})
    release.clock.advance(HOUR_MS)
    await release.app.deliver(release.settings)

    const told = release.sink.received.filter(({ to }) => to[0]?.toLowerCase() === 'a@example.org')
    expect(told).toHaveLength(2)
  })

  test('is told by the one whose e-mail the server takes', async () => {
    const release = await startEditedRelease(BOTH('rules: [reactors]'))
    release.sink.refuse(550, 'no such user', 'a@example.org')

    await release.say({})
    release.clock.advance(HOUR_MS)
    await release.app.deliver(release.settings)

    const told = release.sink.received.filter(({ to }) => to[0] === 'A@example.org')
    expect(told).toHaveLength(1)
  })

  test('is told once when both had to wait for the mail server', async () => {
    const release = await startEditedRelease(BOTH('rules: [reactors]'))
    release.sink.refuse(450, 'busy')
    await release.say({})
    release.clock.advance(HOUR_MS)
    await release.app.deliver(release.settings)
    release.sink.acceptAll()

    release.clock.advance(HOUR_MS)
    await release.app.deliver(release.settings)
    release.clock.advance(HOUR_MS)
    await release.app.deliver(release.settings)

    const told = release.sink.received.map(({ to }) => to[0]?.toLowerCase())
    expect(told.toSorted()).toEqual(['a@example.org', 'b@example.org'])
  })

  test('is told once of an edit that both want', async () => {
    const release = await startEditedRelease(
      `desk: { to: [a@example.org], rules: all, edits: true },
       boss: { to: [a@example.org], rules: [reactors], edits: true }`,
    )
    await release.say({})
    release.clock.advance(HOUR_MS)
    await release.app.deliver(release.settings)
    await release.say({ teaser: RELEASE_TEXT.replace('Five', 'Six') })
    release.clock.advance(HOUR_MS)

    await release.app.deliver(release.settings)

    const edits = release.mails().filter(({ subject }) => subject?.startsWith('Re:'))
    expect(edits).toHaveLength(1)
  })

  test('is told of what changed after the other told it, though its own alert waited', async () => {
    const release = await startEditedRelease(
      `desk: { to: [a@example.org], rules: all, edits: true, quiet: "17:00-20:00" },
       boss: { to: [a@example.org], rules: [reactors] }`,
    )
    await release.say({})
    await release.say({ teaser: RELEASE_TEXT.replace('two small', 'nine small') })
    release.clock.advance(4 * HOUR_MS)

    await release.app.deliver(release.settings)

    expect(release.mails().at(-1)?.text).toMatch(/nine small/)
  })
})
