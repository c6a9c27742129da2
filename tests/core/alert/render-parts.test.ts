import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import type {
  AlertContent,
  AlertStory,
  Change,
  Excerpt,
} from '../../../src/core/alert/alert-content.ts'
import {
  fillMail,
  MAX_BODIES_BYTES,
  type RenderedAlert,
  renderAlert,
} from '../../../src/core/alert/render-alert.ts'
import { wireBytesOf } from '../../../src/core/alert/wire-bytes.ts'
import { ruleIdOf } from '../../../src/core/ids.ts'
import { renderAtOnce } from '../../support/render-at-once.ts'
import { SUMMIT, SUMMIT_ALERT, SUMMIT_IN_KOREAN } from '../../support/sample-alert.ts'

/** Hundreds of stories are laid out many times over, maybe on a busy machine. */
vi.setConfig({ testTimeout: 120_000 })

/** The e-mails of an alert, in order. */
function mailsOf(content: AlertContent): readonly RenderedAlert[] {
  const made = renderAtOnce(content)
  return made.kind === 'whole' ? [made.rendered] : made.parts.map(({ rendered }) => rendered)
}

/** The marks that titles begin with, in the order in which the mails tell them. */
function marksIn(mails: readonly RenderedAlert[], part: 'html' | 'text'): readonly string[] {
  const parting = { html: /<h2 class="ink"[\s\S]*?<\/h2>/g, text: /^-{40}\n+.*$/gm }[part]
  return mails.flatMap((mail) =>
    [...mail[part].matchAll(parting)].flatMap(([title]) => /TOK\d+X/.exec(title)?.[0] ?? []),
  )
}

function sizesOf(mails: readonly RenderedAlert[]): readonly number[] {
  return mails.map(wireBytesOf)
}

const longestOf = (mails: readonly RenderedAlert[]): number => Math.max(...sizesOf(mails))

const RULES = Array.from({ length: 60 }, (_, index) => ruleIdOf(`rule-${index}`))

/** Text of a length in which some letters take one byte, some three, and some six once they are markup. */
function words(longest: number): fc.Arbitrary<string> {
  const letter = fc.constantFrom('a', ' ', '"', '&', '한', '🚢', 'ש', '=')
  return fc
    .tuple(letter, letter, fc.integer({ min: 0, max: longest }))
    .map(([one, other, length]) => `${one}${other}`.repeat(length / 2).trim())
}

const link = words(1_990).map((path) => `https://example.org/?${path}`)

const excerpt: fc.Arbitrary<Excerpt> = fc.record({
  field: fc.constantFrom('title', 'text'),
  parts: fc.array(fc.record({ text: words(120), isHit: fc.boolean() }), { maxLength: 40 }),
  cutBefore: fc.boolean(),
  cutAfter: fc.boolean(),
})

const change: fc.Arbitrary<Change> = fc.record({
  kind: fc.constantFrom('words', 'rewrite'),
  field: fc.constantFrom('title', 'text'),
  parts: fc.array(
    fc.record({ text: words(120), mark: fc.constantFrom('same', 'added', 'removed') }),
    { maxLength: 20 },
  ),
  cutBefore: fc.boolean(),
  cutAfter: fc.boolean(),
})

const country = fc.option(fc.constantFrom('South Korea', 'European Union'))

const story: fc.Arbitrary<AlertStory> = fc
  .record({
    url: link,
    sourceTitle: words(300),
    country,
    changes: fc.array(change, { maxLength: 6 }),
    moreChangesCount: fc.integer({ min: 0, max: 3 }),
    ruleIds: fc.uniqueArray(fc.constantFrom(...RULES), { minLength: 1, maxLength: 12 }),
    variants: fc.array(
      fc.record({
        ruleId: fc.constantFrom(...RULES),
        term: words(90),
        concept: fc.option(words(90)),
      }),
      { maxLength: 30 },
    ),
    excerpts: fc.array(excerpt, { maxLength: 5 }),
    articleProblem: fc.option(fc.record({ reason: words(500), willBeTriedAgain: fc.boolean() })),
    alsoPublishedBy: fc.array(
      fc.record({ sourceTitle: words(300), country, url: fc.option(link) }),
      { maxLength: 12 },
    ),
  })
  .map((fields) => ({ ...SUMMIT, ...fields, excerpts: fields.excerpts.map(unmarkedTitle) }))

/** Titles carry the marks of the test, so no excerpt may replace them. */
function unmarkedTitle(given: Excerpt): Excerpt {
  return { ...given, field: 'text' }
}

/** Many alike stories and a few others among them, each with its mark in front of its title. */
const alert: fc.Arbitrary<AlertContent> = fc
  .record({
    usual: story,
    usualCount: fc.integer({ min: 0, max: 60 }),
    others: fc.array(story, { maxLength: 8 }),
    titles: words(400),
    ruleTitles: words(200),
    notice: words(800),
    noticeCount: fc.integer({ min: 0, max: 20 }),
  })
  .map(({ usual, usualCount, others, titles, ruleTitles, notice, noticeCount }) => ({
    ...SUMMIT_ALERT,
    rules: RULES.map((id) => ({ id, title: ruleTitles })),
    stories: [...Array.from({ length: usualCount }, () => usual), ...others].map((each, index) => ({
      ...each,
      title: `TOK${index}X ${titles}`,
    })),
    notices: Array.from({ length: noticeCount }, () => notice),
  }))

test('every story stands in exactly one e-mail of its alert, and each of them is below the limit', () => {
  fc.assert(
    fc.property(alert, (content) => {
      const mails = mailsOf(content)

      const expected = content.stories.map(({ title }) => title.split(' ')[0]).sort()
      expect(marksIn(mails, 'html').toSorted()).toEqual(expected)
      expect(marksIn(mails, 'text').toSorted()).toEqual(expected)
      expect(longestOf(mails)).toBeLessThanOrEqual(MAX_BODIES_BYTES)
    }),
    { numRuns: 60, seed: 20260303 },
  )
})

test('a digest that counts the rest is below the limit too', () => {
  fc.assert(
    fc.property(alert, fc.integer({ min: 0, max: 5_000 }), (news, count) => {
      const omittedStoryCounts = RULES.map((ruleId) => ({ ruleId, count }))
      const content = { ...news, kind: 'already-published' as const, omittedStoryCounts }

      expect(longestOf([renderAlert(content)])).toBeLessThanOrEqual(MAX_BODIES_BYTES)
    }),
    { numRuns: 40, seed: 20260303 },
  )
})

describe('an alert', () => {
  /** As large as a story can be: every text as long as it may be, in letters that take the most room. */
  const enormous: AlertStory = {
    ...SUMMIT,
    title: `TOK0X ${'"'.repeat(5_000)}`,
    sourceTitle: '"'.repeat(5_000),
    url: `https://example.org/?${'&'.repeat(1_900)}`,
    ruleIds: RULES,
    variants: RULES.flatMap((ruleId) =>
      Array.from({ length: 20 }, (_, index) => ({
        ruleId,
        term: `${index}${'"'.repeat(500)}`,
        concept: `${index}${'"'.repeat(500)}`,
      })),
    ),
    excerpts: Array.from({ length: 5 }, () => ({
      field: 'text' as const,
      parts: Array.from({ length: 300 }, (_, index) => ({ text: '"', isHit: index % 2 === 0 })),
      cutBefore: true,
      cutAfter: true,
    })),
    changes: Array.from({ length: 50 }, () => ({
      kind: 'words' as const,
      field: 'text' as const,
      parts: Array.from({ length: 300 }, () => ({ text: '"', mark: 'added' as const })),
      cutBefore: true,
      cutAfter: true,
    })),
    articleProblem: { reason: '"'.repeat(5_000), willBeTriedAgain: true },
    alsoPublishedBy: Array.from({ length: 500 }, () => ({
      sourceTitle: '"'.repeat(5_000),
      country: 'European Union',
      url: `https://example.org/?${'&'.repeat(1_900)}`,
    })),
  }
  const wide: AlertContent = {
    ...SUMMIT_ALERT,
    rules: RULES.map((id) => ({ id, title: '"'.repeat(5_000) })),
    stories: [enormous],
    notices: Array.from({ length: 500 }, () => '"'.repeat(5_000)),
  }

  test('of one story too large for an e-mail is told in brief, and whole for all that', () => {
    const made = renderAtOnce(wide)

    expect(made.kind).toBe('whole')
    expect(marksIn(mailsOf(wide), 'html')).toEqual(['TOK0X'])
    expect(longestOf(mailsOf(wide))).toBeLessThanOrEqual(MAX_BODIES_BYTES)
  })

  test('of several such stories tells each in an e-mail of its own', () => {
    const content = { ...wide, stories: [enormous, enormous, enormous] }

    const mails = mailsOf(content)

    expect(mails.map(({ subject }) => subject.replace(/^.*\(part/, '(part'))).toEqual([
      '(part 1 of 3)',
      '(part 2 of 3)',
      '(part 3 of 3)',
    ])
    expect(longestOf(mails)).toBeLessThanOrEqual(MAX_BODIES_BYTES)
  })

  test('that fits one e-mail comes in one', () => {
    const made = renderAtOnce(SUMMIT_ALERT)

    expect(made).toEqual({ kind: 'whole', rendered: renderAlert(SUMMIT_ALERT) })
  })

  test('of many stories keeps their order, and says in each part that there are others', () => {
    const stories = Array.from({ length: 300 }, (_, index) => ({
      ...SUMMIT_IN_KOREAN,
      title: `TOK${index}X`,
      excerpts: SUMMIT_IN_KOREAN.excerpts.filter(({ field }) => field === 'text'),
    }))

    const mails = mailsOf({ ...SUMMIT_ALERT, stories })

    expect(marksIn(mails, 'html')).toEqual(stories.map(({ title }) => title))
    expect(mails.length).toBeGreaterThan(3)
    expect(
      mails.filter(
        ({ text }) =>
          !/with \d+ of 300 stories: the others come in e-mails of their own/.test(text),
      ),
    ).toEqual([])
    expect(mails[0]?.subject).toMatch(/^\d+ of 300 stories: .* \(part 1 of \d+\)$/)
    expect(mails.filter(({ text }) => text.includes('not fit'))).toEqual([])
  })
})

describe('the search for what fits one e-mail', () => {
  test.each([
    ['the number that fitted the one before', 33],
    ['far too many', 200],
    ['one', 1],
  ])('lays out few stories when it begins with %s', (_, guess) => {
    const stories = Array.from({ length: 200 }, () => SUMMIT)
    const tried: number[] = []

    const filled = fillMail(
      stories,
      (shown) => {
        tried.push(shown.length)
        return { subject: '', text: '', html: 'x'.repeat(2_000 * shown.length) }
      },
      guess,
    )

    expect(filled.storyCount).toBe(34)
    expect(tried.length).toBeLessThan(5)
  })

  test('finds the greatest number where stories differ much in size', () => {
    const stories = Array.from({ length: 200 }, () => SUMMIT)

    const { storyCount } = fillMail(stories, (shown) => {
      const html = shown.length > 7 ? 'x'.repeat(MAX_BODIES_BYTES + 1) : 'x'
      return { subject: '', text: '', html }
    })

    expect(storyCount).toBe(7)
  })
})
