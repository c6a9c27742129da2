import { describe, expect, test } from 'vitest'
import { makeTextComparison } from '../../../src/core/story/containment.ts'
import { tellsSameNews } from '../../../src/core/story/tells-same-news.ts'
import type { Timestamp } from '../../../src/core/time.ts'

const SEEN_AT = '2026-03-03T08:30:00.000Z' as Timestamp

const REST =
  'Tickets remain valid for a week. Refunds are paid at the counters. The hotline of the authority answers day and night.'

const MORE =
  'The reasons are given in a letter to the mayors. A hearing is held in the town hall of Skerry, to which everybody who lives by the sea may come.'

describe('two items under one headline', () => {
  test('tell other news when each opens with words that the other lacks', () => {
    const closed = `All ferries to the islands are cancelled because of ice. ${REST}`
    const open = `All ferries to the islands are running again as planned. ${REST}`

    expect(isTold(['Service information', closed], ['Service information', open])).toBe(false)
  })

  test('tell the same when one opens with more than the other', () => {
    const short = `All ferries to the islands are cancelled. ${REST}`
    const long = `All ferries to the islands are cancelled because of ice. ${REST}`

    expect(isTold(['Ferries to the islands', short], ['Ferries to the islands', long])).toBe(true)
  })

  test('tell the same when the words differ in spelling, endings and dates', () => {
    const british = `The ministry cancelled the long planned labour programme for schools and towns by the sea on Tuesday. ${REST} ${MORE}`
    const american = `The ministry cancelled the long planned labor program for schools and towns by the sea today. ${REST} ${MORE}`

    expect(isTold(['Towns by the sea', british], ['Towns by the sea', american])).toBe(true)
  })

  test('tell other news when it says little, and words and figures differ further down', () => {
    const rent = `Who can apply? All who live in the country. ${REST} The housing benefit is 210 dollars.`
    const care = `Who can apply? All who live in the country. ${REST} The carer's allowance is 480 dollars.`

    expect(isTold(['Questions and answers', rent], ['Questions and answers', care])).toBe(false)
  })
})

describe('two headlines of one form', () => {
  test('tell other news when the texts hold nothing of what they are filled in with', () => {
    const lane = 'Road closure: Mill Lane'
    const street = 'Road closure: Abbey Street'

    expect(isTold([lane, REST], [street, REST])).toBe(false)
  })

  test('set nothing apart when a text holds what one is filled in with', () => {
    const text = `Mill Lane is closed on Monday. ${REST} ${MORE}`

    expect(isTold(['Road closure: Mill Lane', text], ['Road closure: no buses', text])).toBe(true)
  })
})

describe('a standing text', () => {
  const STANDING =
    'The press release of the ministry on this subject is attached as a document. Questions are answered by telephone and by letter on weekdays from nine to six. All releases of the last ten years can be searched in the archive.'
  const [approved, leak] = ['Kori unit restart approved', 'Coolant leak stops Hanbit plant']

  test.each([
    STANDING,
    `${STANDING} ${REST} ${MORE}`,
    'See attachment.',
    '자세한 내용은 첨부파일을 참고하시기 바랍니다.',
  ])('tells nothing of two headlines above it: %s', (text) => {
    expect(isTold([approved, text], [leak, text])).toBe(false)
  })

  test.each([
    ['Agency announces recalls', 'Brake failure in 3,200 Kona cars'],
    ['Agency announces recall of toys', 'Agency announces recall of cars'],
  ])(
    'without a day or a figure tells nothing of “%s” and “%s”, whose words it has',
    (one, another) => {
      const text =
        'Recalls of food, toys and cars are announced by the agency, founded in 2011, on this page. Consumers who own a product that was recalled can return it to the shop and get their money back. The agency answers questions by telephone.'

      expect(isTold([one, text], [another, text])).toBe(false)
    },
  )

  test('is one release under one headline', () => {
    expect(isTold([approved, STANDING], [approved, STANDING])).toBe(true)
  })
})

describe('a release in a letter', () => {
  const release = `All ferries to the islands are cancelled on Monday because of ice. ${REST}`
  const other = (prize: string): string =>
    `The ${prize} of the week was given to a school on the coast.`
  const others = ['prize', 'medal', 'cup', 'award'].map(other)

  test('stands among others when four sentences of other news are ahead of it', () => {
    const letter = [...others, release, ...others].join(' ')

    expect(isTold(['No ferries', release], ['The week', letter])).toBe(false)
  })

  test('is told by it when it comes first', () => {
    const letter = [release, ...others].join(' ')

    expect(isTold(['No ferries', release], ['The week', letter])).toBe(true)
  })
})

type TitleAndText = readonly [title: string, text: string]

function isTold([title, text]: TitleAndText, [otherTitle, otherText]: TitleAndText): boolean {
  const dates = { published: null, firstSeenAt: SEEN_AT }
  const item = { title, text, ...dates }
  const other = { title: otherTitle, text: otherText, ...dates }
  return tellsSameNews(item, other, makeTextComparison())
}
