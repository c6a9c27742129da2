import { describe, expect, test } from 'vitest'
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../src/core/time.ts'
import { verifyLedger } from '../../../src/store/verify-ledger.ts'
import { RELEASE_TEXT, startEditedRelease } from '../../support/edited-release.ts'
import { openTestApp } from '../../support/test-app.ts'

const DESK = 'desk: { to: [a@example.org], rules: all, edits: true }'
const SIX = RELEASE_TEXT.replace('Five', 'Six')

describe('an edit of a release that was told', () => {
  test('comes as a reply to the e-mail that told it, with the changed words marked', async () => {
    const release = await startEditedRelease(DESK)
    await release.say({})

    await release.say({ teaser: SIX })

    const [first, edit] = release.mails()
    expect(release.mails()).toHaveLength(2)
    expect(edit?.inReplyTo).toBe(first?.messageId)
    expect([edit?.references].flat()).toEqual([first?.messageId])
    expect(edit?.subject).toBe(`Re: ${first?.subject}`)
    expect(edit?.text).toMatch(/Five/)
    expect(edit?.text).toMatch(/Six/)
    expect(edit?.html).toMatch(/<(?:del|s)[ >]/)
    expect(await verifyLedger(release.app.deps.db, release.clock.now)).toEqual([])
  })

  test('is not told to a subscription that does not want edits', async () => {
    const release = await startEditedRelease('desk: { to: [a@example.org], rules: all }')
    await release.say({})

    await release.say({ teaser: SIX })

    expect(release.mails()).toHaveLength(1)
  })

  test.each<[string, string]>([
    ['white space', RELEASE_TEXT.replace('. Five', '.   Five')],
    ['a counter of views', `${RELEASE_TEXT}\n\nViews: 1,208`],
  ])('is not told when only %s changed', async (_what, teaser) => {
    const release = await startEditedRelease(DESK)
    await release.say({})

    await release.say({ teaser })

    expect(release.mails()).toHaveLength(1)
  })

  test('follows the edit before it in the thread', async () => {
    const release = await startEditedRelease(DESK)
    await release.say({})
    await release.say({ teaser: SIX })

    await release.say({ teaser: SIX.replace('two small', 'three small') })

    const [first, second, third] = release.mails()
    expect(third?.inReplyTo).toBe(second?.messageId)
    expect(third?.references).toEqual([first?.messageId, second?.messageId])
    expect(third?.subject).toBe(second?.subject)
    expect(third?.text).not.toMatch(/Five/)
  })

  test('comes to each address beneath the e-mail that it had itself', async () => {
    const release = await startEditedRelease(
      'desk: { to: [a@example.org, b@example.org], rules: all, edits: true }',
    )
    await release.say({})

    await release.say({ teaser: SIX })

    const parentOf = (address: string): readonly (string | undefined)[] => {
      const own = release.sink.received.filter(({ to }) => to[0] === address)
      return [own[0]?.mail.messageId, own[1]?.mail.inReplyTo]
    }
    const [a, b] = [parentOf('a@example.org'), parentOf('b@example.org')]
    expect(a[0]).toBe(a[1])
    expect(b[0]).toBe(b[1])
    expect(a[0]).not.toBe(b[0])
  })

  test('that makes another rule hit is told by that, once, with what changed', async () => {
    const release = await startEditedRelease(DESK)
    await release.say({})

    await release.say({ teaser: `${RELEASE_TEXT} A bridge leads to them.` })

    const [first, second] = release.mails()
    expect(release.mails()).toHaveLength(2)
    expect(second?.subject).toContain('Bridges')
    expect(second?.inReplyTo).toBe(first?.messageId)
    expect(second?.text).toContain('A bridge leads to them')
  })

  test('that was not told yet is part of the e-mail that tells the release', async () => {
    const release = await startEditedRelease(
      DESK.replace('rules: all', 'rules: all, quiet: "17:00-20:00"'),
    )
    await release.say({})
    const title = 'Plants on the coast put off'
    await release.say({ title, teaser: SIX.replace('two small reactors', 'three small reactors') })
    release.clock.advance(4 * HOUR_MS)

    await release.app.deliver(release.settings)

    const [mail, ...others] = release.mails()
    expect(others).toEqual([])
    expect(mail?.subject).toContain(title)
    expect(mail?.text).toContain(title)
    expect(mail?.text).toMatch(/three small \*reactors\*/)
    expect(mail?.text).not.toContain('Reactors on the coast')
  })

  test('before it was told, to what no rule hits, shows no words that are gone', async () => {
    const release = await startEditedRelease(
      DESK.replace('rules: all', 'rules: all, quiet: "17:00-20:00"'),
    )
    await release.say({})
    await release.say({ title: 'Seals', teaser: 'The seals are well.' })
    release.clock.advance(4 * HOUR_MS)

    await release.app.deliver(release.settings)

    expect(release.mails()).toHaveLength(1)
    expect(release.mails()[0]?.text).toContain('Seals')
    expect(release.mails()[0]?.text).not.toContain('small')
  })

  test('waits for the e-mail that it follows', async () => {
    const release = await startEditedRelease(DESK)
    release.sink.refuse(451, 'later')
    await release.say({})
    await release.say({ teaser: SIX })
    release.sink.acceptAll()
    release.clock.advance(HOUR_MS)
    await release.app.deliver(release.settings)
    release.clock.advance(HOUR_MS)

    await release.app.deliver(release.settings)

    const [first, edit] = release.mails()
    expect(first?.subject).not.toMatch(/^Re:/)
    expect(edit?.inReplyTo).toBe(first?.messageId)
  })

  test('is not told to an address that was never told of the release', async () => {
    const release = await startEditedRelease(
      'desk: { to: [a@example.org, gone@example.org], rules: all, edits: true }',
    )
    release.sink.refuse(550, 'no such user', 'gone@example.org')
    await release.say({})
    release.sink.acceptAll()

    await release.say({ teaser: SIX })

    const told = release.sink.received.map(({ to }) => to[0])
    expect(told.filter((to) => to === 'a@example.org')).toHaveLength(2)
    expect(told).not.toContain('gone@example.org')
  })

  test('waits for a subscription that is renamed meanwhile', async () => {
    const release = await startEditedRelease(
      DESK.replace('rules: all', 'rules: all, quiet: "18:00-20:00"'),
    )
    await release.say({})
    release.clock.advance(40 * MINUTE_MS)
    await release.say({ teaser: SIX })
    await release.app.close()
    const renamed = await release.load(DESK.replace('desk:', 'office:'))
    release.clock.advance(3 * HOUR_MS)

    const app = await openTestApp(renamed, { now: () => release.clock.now })
    await app.deliver(renamed)

    expect(release.mails()).toHaveLength(2)
    expect(release.mails()[1]?.text).toMatch(/Five.*Six/s)
  })

  test('is told to who was told by another subscription, which does not want it', async () => {
    const release = await startEditedRelease(`first: { to: [a@example.org], rules: all }, ${DESK}`)
    await release.say({})
    release.clock.advance(HOUR_MS)
    await release.app.deliver(release.settings)

    await release.say({ teaser: SIX })

    const [first, edit, ...others] = release.mails()
    expect(others).toEqual([])
    expect(edit?.inReplyTo).toBe(first?.messageId)
  })

  test('waits for the end of quiet hours, together with the next one', async () => {
    const release = await startEditedRelease(
      DESK.replace('rules: all', 'rules: all, quiet: "18:00-20:00"'),
    )
    await release.say({})
    release.clock.advance(40 * MINUTE_MS)
    await release.say({ teaser: SIX })
    await release.say({ teaser: SIX.replace('spring', 'autumn') })
    expect(release.mails()).toHaveLength(1)
    release.clock.advance(3 * HOUR_MS)

    await release.app.deliver(release.settings)

    expect(release.mails()).toHaveLength(2)
    expect(release.mails()[1]?.text).toMatch(/Five.*Six.*spring.*autumn/s)
  })

  test('that was taken back meanwhile is told to nobody', async () => {
    const release = await startEditedRelease(
      DESK.replace('rules: all', 'rules: all, quiet: "18:00-20:00"'),
    )
    await release.say({})
    release.clock.advance(40 * MINUTE_MS)
    await release.say({ teaser: SIX })
    await release.say({ teaser: RELEASE_TEXT })
    release.clock.advance(3 * HOUR_MS)

    await release.app.deliver(release.settings)

    expect(release.mails()).toHaveLength(1)
    expect(await verifyLedger(release.app.deps.db, release.clock.now)).toEqual([])
  })

  test('comes in the next digest of a subscription that has digests', async () => {
    const release = await startEditedRelease(
      DESK.replace('rules: all', 'rules: all, deliver: hourly'),
    )
    await release.say({})
    release.clock.advance(HOUR_MS)
    await release.app.deliver(release.settings)
    await release.say({ teaser: SIX })
    expect(release.mails()).toHaveLength(1)
    release.clock.advance(HOUR_MS)

    await release.app.deliver(release.settings)

    expect(release.mails()).toHaveLength(2)
    expect(release.mails()[1]?.text).toMatch(/Five.*Six/s)
  })

  test('comes in one digest when the budget of the day is used up', async () => {
    const release = await startEditedRelease(DESK.replace('rules: all', 'rules: all, budget: 2'))
    await release.say({})
    await release.say({ teaser: SIX })
    await release.say({ teaser: SIX.replace('spring', 'autumn') })
    expect(release.mails()).toHaveLength(2)
    release.clock.advance(DAY_MS)

    await release.app.deliver(release.settings)

    expect(release.mails()).toHaveLength(3)
    expect(release.mails()[2]?.text).toContain('the budget of 2 e-mails a day is used up')
    expect(release.mails()[2]?.text).toMatch(/spring.*autumn/s)
  })
})

describe('an edit of an article', () => {
  const article = [
    'The ministry plans two small reactors on the coast, which are to be built by the end of the decade.',
    'Five memorandums were signed with the builders on Monday in the presence of both ministers.',
  ]

  test('is told when it can be read again, against what was told', async () => {
    const release = await startEditedRelease(DESK, 'fullText: true')
    release.setArticle(article)
    await release.say({ teaser: 'On the reactors.' })
    release.setArticle(null)
    await release.say({ teaser: 'On the reactors, corrected.' })
    expect(release.mails()).toHaveLength(1)
    release.setArticle(article.map((text) => text.replace('Five', 'Six')))
    release.clock.advance(DAY_MS)

    await release.app.retryArticles(release.settings)

    expect(release.mails()).toHaveLength(2)
    expect(release.mails()[1]?.text).toMatch(/Five.*Six/s)
  })
})
