import { parseHTML } from 'linkedom'
import { describe, expect, test } from 'vitest'
import type { AlertContent, AlertStory } from '../../../src/core/alert/alert-content.ts'
import { renderAlert } from '../../../src/core/alert/render-alert.ts'
import { SUMMIT_TITLE } from '../../support/sample-alert.ts'
import {
  DIGEST_WITH_EDIT,
  EDIT_ALERT,
  EDITED_IN_ARABIC,
  EDITED_SUMMIT,
  EDITS_ALERT,
} from '../../support/sample-updates.ts'

function seen(html: string): string {
  const { document } = parseHTML(html)
  document.querySelector('div')?.remove()
  return (document.body.textContent ?? '').replace(/\s+/g, ' ')
}

const editOf = (story: Partial<AlertStory>): AlertContent => ({
  ...EDIT_ALERT,
  stories: [{ ...EDITED_SUMMIT, ...story }],
})

describe('the subject of an edit', () => {
  test('answers the e-mail that told the story', () => {
    expect(renderAlert(EDIT_ALERT).subject).toBe(`Re: ${EDIT_ALERT.threadSubject}`)
  })

  test.each(['Re: Trade: Summit', 'RE: re: Trade: Summit'])(
    'is not doubled: %s',
    (threadSubject) => {
      expect(renderAlert({ ...EDIT_ALERT, threadSubject }).subject).toBe('Re: Trade: Summit')
    },
  )

  test('names rule and headline where there is no such e-mail', () => {
    expect(renderAlert({ ...EDIT_ALERT, threadSubject: null }).subject).toBe(
      `Small modular reactors and Korea, Trade: ${SUMMIT_TITLE} (text changed)`,
    )
  })

  test('counts several stories', () => {
    expect(renderAlert(EDITS_ALERT).subject).toBe(
      '3 changed stories: Small modular reactors and Korea (3), Trade (2)',
    )
  })

  test('is one line, whatever the subject before was', () => {
    const threadSubject = `a\r\nBcc: x@y ${'long '.repeat(100)}`

    const { subject } = renderAlert({ ...EDIT_ALERT, threadSubject })

    expect(subject).not.toMatch(/[\r\n]/)
    expect(subject.length).toBeLessThanOrEqual(154)
  })
})

describe('the HTML of an edit', () => {
  test('strikes out what went and underlines what came, in styles of their own', () => {
    const { document } = parseHTML(renderAlert(EDIT_ALERT).html)

    const [, removed] = document.querySelectorAll('del')
    const [, added] = document.querySelectorAll('ins')
    expect(removed?.textContent).toBe('[soon]')
    expect(removed?.getAttribute('style')).toContain('text-decoration:line-through')
    expect(added?.textContent).toBe('in May')
    expect(added?.getAttribute('style')).toContain('text-decoration:underline')
  })

  test('can be read without any style, as it is read aloud', () => {
    const body = seen(renderAlert(EDIT_ALERT).html)

    expect(body).toContain('Changed since you were told')
    expect(body).toContain('What changed since you were told: [removed] added')
    expect(body).toContain('Ministers signed [five] six memorandums of understanding')
  })

  test('writes a change from right to left in its direction and language', () => {
    const { document } = parseHTML(renderAlert(editOf(EDITED_IN_ARABIC)).html)

    const passage = document.querySelector('p.bar')
    expect(passage?.getAttribute('dir')).toBe('rtl')
    expect(passage?.getAttribute('lang')).toBe('ar')
  })

  test('shows the first change beside the subject', () => {
    const { document } = parseHTML(renderAlert(EDIT_ALERT).html)

    expect(document.querySelector('div')?.textContent).toMatch(/^announced that negotiations/)
  })

  test('takes nothing in a change for markup', () => {
    const evil = '"><script>alert(1)</script><img src=x>'
    const parts = (['same', 'added', 'removed'] as const).map((mark) => ({ text: evil, mark }))
    const change = { kind: 'words', field: 'text', parts, cutBefore: true, cutAfter: true } as const

    const { document } = parseHTML(renderAlert(editOf({ changes: [change] })).html)

    expect(document.querySelectorAll('script, img')).toHaveLength(0)
    expect(document.querySelectorAll('ins')[1]?.textContent).toContain('<script>')
  })
})

describe('the text of an edit', () => {
  test('puts what went and what came into brackets, and says which are which', () => {
    const { text } = renderAlert(EDIT_ALERT)

    expect(text).toContain('What changed since you were told ([-removed-], {+added+}):')
    expect(text).toContain('signed [-five-] {+six+} memorandums')
  })
})

describe.each(['html', 'text'] as const)('an edit in the %s part', (part) => {
  const bodyOf = (content: AlertContent): string => {
    const rendered = renderAlert(content)
    return { html: seen(rendered.html), text: rendered.text.replace(/\s+/g, ' ') }[part]
  }

  test('says which change is one of the headline', () => {
    expect(bodyOf(EDITS_ALERT)).toMatch(/In the headline: .*개선 협상 (?:\{\+)?5월/)
  })

  test('says of a text written anew how it begins, and marks nothing in it', () => {
    const body = bodyOf(EDITS_ALERT)

    expect(body).toContain('Much of the text is new. It now begins: A correction: this page')
    expect(body).not.toMatch(/What changed[^:]*:[^:]*\badded\b[^:]* Much of the text/)
  })

  test('counts changes that are not shown', () => {
    expect(bodyOf(editOf({ moreChangesCount: 1 }))).toContain('and 1 more change')
    expect(bodyOf(editOf({ moreChangesCount: 12 }))).toContain('and 12 more changes')
    expect(bodyOf(editOf({}))).not.toContain('more change')
  })

  test('shows no other sentences than those that changed', () => {
    const body = bodyOf(EDIT_ALERT)

    expect(body).toContain('matched “small modular reactor”')
    expect(body).not.toContain('both sides will look for business models')
  })

  test('tells changes within a digest too', () => {
    const body = bodyOf(DIGEST_WITH_EDIT)

    expect(body).toContain('Digest: 4 stories')
    expect(body).toContain('What changed since you were told')
    expect(body).toContain('ports')
  })

  test('says why it came', () => {
    expect(bodyOf(EDIT_ALERT)).toContain('asks for changes of what it was told, too (edits: true)')
  })
})
