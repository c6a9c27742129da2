import { parseHTML } from 'linkedom'
import { describe, expect, test } from 'vitest'
import { addUnsubscribeLink } from '../../../src/core/alert/add-unsubscribe-link.ts'
import type { AlertContent, AlertStory } from '../../../src/core/alert/alert-content.ts'
import { MAX_BODIES_BYTES, renderAlert } from '../../../src/core/alert/render-alert.ts'
import type { MailWay } from '../../../src/core/alert/unsubscribe-way.ts'
import { wireBytesOf } from '../../../src/core/alert/wire-bytes.ts'
import { timestampOf } from '../../../src/core/time.ts'
import {
  ALREADY_PUBLISHED_ALERT,
  DIGEST_ALERT,
  SMR,
  SUMMIT,
  SUMMIT_ALERT,
  SUMMIT_IN_KOREAN,
  SUMMIT_TITLE,
  TRADE,
} from '../../support/sample-alert.ts'

/** What a reader of the HTML sees, on one line; the first div is for lists of mail and hidden. */
function seen(html: string): string {
  const { document } = parseHTML(html)
  document.querySelector('div')?.remove()
  return (document.body.textContent ?? '').replace(/\s+/g, ' ')
}

function alertOf(...stories: readonly Partial<AlertStory>[]): AlertContent {
  return { ...SUMMIT_ALERT, stories: stories.map((story) => ({ ...SUMMIT, ...story })) }
}

const countOf = (text: string, part: string): number => text.split(part).length - 1

describe('the subject', () => {
  test('of one story names the rules and the headline', () => {
    expect(renderAlert(SUMMIT_ALERT).subject).toBe(
      `Small modular reactors and Korea, Trade: ${SUMMIT_TITLE}`,
    )
  })

  test('of several stories counts them for each rule', () => {
    expect(renderAlert(alertOf({}, { ruleIds: [TRADE] })).subject).toBe(
      '2 stories: Small modular reactors and Korea (1), Trade (2)',
    )
  })

  test('of a digest says so', () => {
    expect(renderAlert(DIGEST_ALERT).subject).toMatch(/^Digest, 3 stories: /)
  })

  test('of what was already published says so and counts what is left out', () => {
    expect(renderAlert(ALREADY_PUBLISHED_ALERT).subject).toBe(
      'Already published: Small modular reactors and Korea (2), Trade (16)',
    )
  })

  test('of an edited story says so', () => {
    expect(renderAlert(alertOf({ occasion: 'edited' })).subject).toMatch(/ \(text changed\)$/)
  })

  test('is one line of a sane length, whatever the headline', () => {
    const { subject } = renderAlert(alertOf({ title: `a\r\nBcc: x@y\n${'long '.repeat(500)}` }))

    expect(subject).not.toMatch(/[\r\n]/)
    expect(subject.length).toBeLessThanOrEqual(150)
  })

  test('names how many more rules there are when they are many', () => {
    const rules = Array.from({ length: 9 }, (_, index) => ({
      id: SMR,
      title: `A rule with a rather long name, number ${index}`,
    }))

    const { subject } = renderAlert({ ...SUMMIT_ALERT, rules })

    expect(subject).toMatch(/ \+8: Korea and Singapore/)
  })
})

describe.each(['html', 'text'] as const)('the %s part', (part) => {
  const bodyOf = (content: AlertContent): string => {
    const rendered = renderAlert(content)
    return { html: seen(rendered.html), text: rendered.text.replace(/\s+/g, ' ') }[part]
  }

  test('tells what, where and when', () => {
    const body = bodyOf(SUMMIT_ALERT)

    expect(body).toContain(SUMMIT_TITLE)
    expect(body).toContain(
      'Korea.net, Policies · South Korea · Published Tue 3 Mar 2026, 09:10 (Asia/Seoul)',
    )
  })

  test('tells which rule hit and with which words', () => {
    const body = bodyOf(SUMMIT_ALERT)

    expect(body).toMatch(
      /Small modular reactors and Korea\s+matched “small modular reactor”, “SMR” \(concept smr\); “Korea”/,
    )
    expect(body).toMatch(/Trade\s+matched “free trade agreement” \(concept fta\)/)
  })

  test('shows words of the text where a story has no title', () => {
    const excerpts = SUMMIT.excerpts.filter(({ field }) => field === 'text')
    const untitled = alertOf({ title: ' ', excerpts })

    const body = bodyOf(untitled)

    expect(body).toContain(
      'The President of Korea and the Prime Minister of Singapore met on 2 March for the first time this …',
    )
    expect(renderAlert(untitled).subject).toContain('Trade: The President of Korea')
    expect(body).not.toContain('(without a title)')
  })

  test('says so where it has neither', () => {
    expect(bodyOf(alertOf({ title: '', excerpts: [] }))).toContain('(without a title)')
  })

  test('says that a link is too long to be shown, and where it leads', () => {
    const url = `https://www.korea.example/?${'q='.repeat(1_500)}`
    const body = bodyOf(alertOf({ url }))

    expect(body).toContain(
      'Its link, to korea.example, has 3027 characters, which is too long for an e-mail.',
    )
    expect(body).not.toContain('q=q=')
  })

  test('tells who else published it', () => {
    const body = bodyOf(SUMMIT_ALERT)

    expect(body).toContain('Also published by 산업통상부 보도자료')
    expect(body).toContain('Ministry of Foreign Affairs')
  })

  test('tells which text was searched', () => {
    expect(bodyOf(SUMMIT_ALERT)).toContain('The whole article was searched.')
    expect(bodyOf(alertOf({ searched: 'teaser' }))).toContain(
      'Only the headline and the short text',
    )
  })

  test('does not call an article whole of which a part is missing', () => {
    const articleProblem = { reason: 'its page broke off', willBeTriedAgain: true }
    const body = bodyOf(alertOf({ searched: 'article', articleProblem }))

    expect(body).not.toContain('The whole article')
    expect(body).toContain('Parts of the article could not be read: its page broke off.')
  })

  test('tells why the article could not be read, and whether it is tried again', () => {
    const reason = 'the server did not answer within 15 s'
    const again = alertOf({ articleProblem: { reason, willBeTriedAgain: true } })
    const given = alertOf({ articleProblem: { reason, willBeTriedAgain: false } })

    expect(bodyOf(again)).toContain(`could not be read: ${reason}. It will be tried again.`)
    expect(bodyOf(given)).toContain(`could not be read: ${reason}.`)
    expect(bodyOf(given)).not.toContain('tried again')
  })

  test('tells a story once, though it hit two rules', () => {
    const body = bodyOf(alertOf({}, { title: 'Another', excerpts: [] }))

    expect(countOf(body, 'Another')).toBe(1)
  })

  test('tells a digest with its notices', () => {
    const body = bodyOf(DIGEST_ALERT)

    expect(body).toContain('Digest: 3 stories')
    expect(body).toContain('may have published items between')
  })

  test('tells that the text has changed', () => {
    expect(bodyOf(alertOf({ occasion: 'edited' }))).toContain('The text has changed since')
  })

  test('tells what was already published apart from news, with what is left out', () => {
    const body = bodyOf(ALREADY_PUBLISHED_ALERT)

    expect(body).toContain('Already published when the watch began')
    expect(body).toContain('2 of 16 stories listed')
  })

  test('tells why the mail came', () => {
    const body = bodyOf(SUMMIT_ALERT)

    expect(body).toContain('your address is in the subscription “energy-desk”')
    expect(body).toContain('Rules that matched: “Small modular reactors and Korea”, “Trade”.')
  })

  test('tells when an item was first seen whose date is missing or cannot be true', () => {
    expect(bodyOf(alertOf({ published: null }))).toContain('First seen Tue 3 Mar 2026, 09:20')
    expect(bodyOf(alertOf({ published: timestampOf(0) }))).toContain(
      'First seen Tue 3 Mar 2026, 09:20 (Asia/Seoul); the feed gives it no believable date',
    )
    expect(bodyOf(alertOf({ published: timestampOf(Date.UTC(2099, 0, 1)) }))).toContain(
      'First seen Tue 3 Mar 2026, 09:20 (Asia/Seoul); the feed gives it a date in the future',
    )
  })

  test('tells a story whose rule is unknown all the same', () => {
    expect(bodyOf({ ...SUMMIT_ALERT, rules: [] })).toContain(SUMMIT_TITLE)
  })

  test('tells an alert of notices alone', () => {
    const content = { ...DIGEST_ALERT, stories: [], rules: [], notices: ['Nothing came in.'] }

    expect(bodyOf(content)).toContain('Nothing came in.')
  })
})

describe('the HTML', () => {
  const EVIL = `</title><script>alert(1)</script><img src="https://t.example/p.png" onerror="x">`

  const evilStory: AlertStory = {
    ...SUMMIT,
    title: EVIL,
    sourceTitle: EVIL,
    language: `en"><script>`,
    url: `https://example.org/"><script>alert(1)</script>`,
    excerpts: [
      { field: 'text', parts: [{ text: EVIL, isHit: true }], cutBefore: true, cutAfter: true },
    ],
    variants: [{ ruleId: SMR, term: EVIL, concept: EVIL }],
    articleProblem: { reason: EVIL, willBeTriedAgain: true },
    alsoPublishedBy: [{ country: null, sourceTitle: EVIL, url: 'javascript:alert(1)' }],
  }

  test('has no element that a feed brought', () => {
    const rules = [{ id: SMR, title: EVIL }]
    const content = { ...SUMMIT_ALERT, rules, stories: [evilStory], notices: [EVIL] }

    const { document } = parseHTML(renderAlert(content).html)

    expect(document.querySelectorAll('script, img, form, iframe, object')).toHaveLength(0)
  })

  test('links to web pages only', () => {
    const { document } = parseHTML(
      renderAlert(alertOf({ url: 'javascript:alert(1)' }, evilStory)).html,
    )

    const targets = [...document.querySelectorAll('a')].map((each) => each.getAttribute('href'))
    expect(targets.filter((href) => !/^https?:\/\//.test(href ?? ''))).toEqual([])
  })

  test.each(['<img', '<script', '<form', '<link', 'url(', '@import', 'src='])(
    'fetches nothing: no %s',
    (construct) => {
      expect(renderAlert(DIGEST_ALERT).html).not.toContain(construct)
    },
  )

  test('marks hit words bold and with a ground of their own', () => {
    const { document } = parseHTML(renderAlert(SUMMIT_ALERT).html)

    const hits = [...document.querySelectorAll('p b.hit')].map((each) => each.textContent)
    expect(hits).toEqual(expect.arrayContaining(['small modular reactors', 'free trade agreement']))
    expect(document.querySelector('b.hit')?.getAttribute('style')).toContain('background-color')
  })

  test('marks language and direction of each story', () => {
    const { document } = parseHTML(renderAlert(DIGEST_ALERT).html)

    const titles = [...document.querySelectorAll('h2[lang]')].map((each) => [
      each.getAttribute('lang'),
      each.getAttribute('dir'),
    ])
    expect(titles).toEqual([
      ['ko', 'ltr'],
      ['de', 'ltr'],
      ['ar', 'rtl'],
    ])
  })

  test('adapts to the dark and to phones', () => {
    const { html } = renderAlert(SUMMIT_ALERT)

    expect(html).toContain('<meta name="color-scheme" content="light dark">')
    expect(html).toContain('@media (prefers-color-scheme:dark)')
    expect(html).toContain('width=device-width')
  })
})

describe('the text part', () => {
  test('marks hit words and gives links lines of their own', () => {
    const { text } = renderAlert(SUMMIT_ALERT)

    expect(text).toContain('*small modular reactors*')
    expect(text).toContain(`\n${SUMMIT.url}\n`)
  })

  test('sets words from right to left apart in a line of ours', () => {
    expect(renderAlert(DIGEST_ALERT).text).toContain(
      '\u2068وزارة التجارة\u2069 · Egypt · Published',
    )
  })
})

test('the same content makes the same e-mail', () => {
  expect(renderAlert(structuredClone(DIGEST_ALERT))).toEqual(renderAlert(DIGEST_ALERT))
})

describe('a mail that would be too large', () => {
  const many = alertOf(
    ...Array.from({ length: 400 }, (_, index) => ({
      ...SUMMIT_IN_KOREAN,
      title: `Story ${index}`,
      excerpts: SUMMIT_IN_KOREAN.excerpts.filter((excerpt) => excerpt.field === 'text'),
    })),
  )

  test('stays below the size at which Gmail hides the end', () => {
    const { html, text } = renderAlert(many)

    expect(wireBytesOf({ html, text })).toBeLessThanOrEqual(MAX_BODIES_BYTES)
  })

  test('says how many stories are not in it, and who can list them', () => {
    const { html, text } = renderAlert(many)

    const leftCount = 400 - countOf(html, '<h2 class="ink"')
    expect(leftCount).toBeGreaterThan(300)
    expect(seen(html)).toContain(
      `${leftCount} more stories do not fit into this e-mail. An administrator can list them with “policywatch ledger”.`,
    )
    expect(text).toContain(`${leftCount} more stories do not fit into this e-mail.`)
  })

  test('counts all stories in the subject', () => {
    expect(renderAlert(many).subject).toContain('400 stories')
  })

  test('shows a story as long as its limits allow', () => {
    const long = '&'.repeat(5_000)
    const story: Partial<AlertStory> = {
      title: long,
      sourceTitle: long,
      url: `https://example.org/?${'&'.repeat(1_900)}`,
      variants: Array.from({ length: 500 }, () => ({ ruleId: SMR, term: long, concept: long })),
      articleProblem: { reason: long, willBeTriedAgain: true },
      alsoPublishedBy: Array.from({ length: 500 }, () => ({
        country: null,
        sourceTitle: long,
        url: null,
      })),
    }
    const notices = Array.from({ length: 500 }, () => long)

    const { html, text } = renderAlert({ ...alertOf(story), notices })

    expect(wireBytesOf({ html, text })).toBeLessThanOrEqual(MAX_BODIES_BYTES)
    expect(html).toContain('488 more notices')
  })
})

describe('the way out', () => {
  const URL = 'https://watch.example.org/unsubscribe/a?b=1&c="2"'
  const MAILTO: MailWay = {
    url: 'mailto:ops@example.org?subject=unsubscribe%20desk',
    address: 'ops@example.org',
    subject: 'unsubscribe desk',
  }
  const linked = addUnsubscribeLink(renderAlert(SUMMIT_ALERT), {
    kind: 'link',
    url: URL,
    mailto: MAILTO,
  })
  const written = addUnsubscribeLink(renderAlert(SUMMIT_ALERT), { kind: 'mail', mailto: MAILTO })

  test.each([
    ['a page', linked, URL],
    ['a mail program', written, MAILTO.url],
  ])('stands in the HTML as a link to %s', (_, { html }, href) => {
    const { document } = parseHTML(html)

    const link = [...document.querySelectorAll('a')].at(-1)
    expect(link?.textContent).toBe('Unsubscribe')
    expect(link?.getAttribute('href')).toBe(href)
  })

  test('stands in the text on a line of its own', () => {
    expect(linked.text).toMatch(/\nUnsubscribe:\nhttps:\/\/watch[^\n]*\n$/)
  })

  test('is told in words in the text where it is an address', () => {
    expect(written.text).toMatch(/\nTo unsubscribe, write to ops@example.org with .*desk"\.\n$/)
  })
})
