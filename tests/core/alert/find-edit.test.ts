import { describe, expect, test } from 'vitest'
import type { Change } from '../../../src/core/alert/alert-content.ts'
import { type Edit, findEdit } from '../../../src/core/alert/find-edit.ts'

const SUMMIT = `The President met the Prime Minister on 2 March. Ministers signed five memorandums of understanding, among them one on small modular reactors (SMR) and one on artificial intelligence.

Both leaders spoke about stability in the region. Trade grew by 1.2 % in the last quarter.`

const KOREAN = `한국과 싱가포르가 정상회담에서 자유무역협정을 개선하기 위한 협상을 시작하기로 했다. 두 나라는 소형모듈원자로(SMR) 협력을 포함한 양해각서 다섯 건을 맺었다.

인공지능과 국방 분야의 협력도 넓혀 가기로 했다.`

const SHORT = 'The ministry plans two reactors. Work begins in the spring of next year.'

/** A teaser without line breaks, longer than a line that may be a row of buttons. */
const ONE_LINE = `${SUMMIT.replaceAll(/\s+/g, ' ')} ${SUMMIT.replaceAll(/\s+/g, ' ')}`

const textOf = (text: string): { title: string; text: string } => ({ title: '', text })

function editOf(before: string, after: string): Edit | null {
  return findEdit(textOf(before), textOf(after))
}

/** Each passage on a line: `signed [-five-] {+six+} memorandums`. */
function told(edit: Edit | null): readonly string[] {
  const brackets = { same: ['', ''], removed: ['[-', '-]'], added: ['{+', '+}'] } as const
  const lineOf = ({ parts, cutBefore, cutAfter }: Change): string =>
    [
      cutBefore ? '… ' : '',
      ...parts.map(({ text, mark }) => brackets[mark].join(text)),
      cutAfter ? ' …' : '',
    ].join('')
  return edit?.changes.map(lineOf) ?? []
}

const changesOf = (before: string, after: string): readonly string[] => told(editOf(before, after))

describe('an edit shows', () => {
  test('a word that took the place of another, with its sentence', () => {
    expect(changesOf(SUMMIT, SUMMIT.replace('five', 'six'))).toEqual([
      'Ministers signed [-five-] {+six+} memorandums of understanding, among them one on small modular reactors (SMR) and one on artificial intelligence.',
    ])
  })

  test.each([
    ['a number', '1.2 %', '1.4%', 'Trade grew by [-1.2-] {+1.4+}% in the last quarter.'],
    ['its sign', '1.2 %', '-1.2 %', 'Trade grew by [-1.2-] {+-1.2+} % in the last quarter.'],
    ['its unit', '1.2 %', '€1.2', 'Trade grew by {+€+}1.2 [-%-] in the last quarter.'],
    [
      'words that were added',
      'Both leaders',
      'Both leaders and their ministers',
      'Both leaders {+and their ministers+} spoke about stability in the region.',
    ],
    [
      'words that went',
      'spoke about',
      'spoke',
      'Both leaders spoke [-about-] stability in the region.',
    ],
    [
      'two of one sentence',
      'Trade grew by 1.2',
      'Output grew by 1.4',
      '[-Trade-] {+Output+} grew by [-1.2-] {+1.4+} % in the last quarter.',
    ],
  ])('%s', (_, from, to, expected) => {
    expect(changesOf(SUMMIT, SUMMIT.replace(from, to))).toEqual([expected])
  })

  test('a whole sentence that came or went, alone', () => {
    const longer = `${SUMMIT} A joint statement will follow in April.`

    expect(changesOf(SUMMIT, longer)).toEqual(['{+A joint statement will follow in April+}.'])
    expect(changesOf(longer, SUMMIT)).toEqual(['[-A joint statement will follow in April-].'])
  })

  test('what went from the end of a sentence in that sentence', () => {
    const shorter = SUMMIT.replace(' and one on artificial intelligence', '')

    expect(changesOf(SUMMIT, shorter)).toEqual([
      'Ministers signed five memorandums of understanding, among them one on small modular reactors (SMR) [-and one on artificial intelligence-].',
    ])
  })

  test('the title before the text', () => {
    const edit = findEdit(
      { title: 'Five memorandums signed', text: SUMMIT },
      { title: 'Six memorandums signed', text: SUMMIT.replace('five', 'six') },
    )

    expect(edit?.changes.map(({ field }) => field)).toEqual(['title', 'text'])
    expect(told(edit)[0]).toBe('[-Five-] {+Six+} memorandums signed')
  })

  test.each([
    [
      '다섯',
      '여섯',
      '두 나라는 소형모듈원자로(SMR) 협력을 포함한 양해각서 [-다섯-] {+여섯+} 건을 맺었다.',
    ],
    ['인공지능과 국방', '국방', '[-인공지능과-] 국방 분야의 협력도 넓혀 가기로 했다.'],
    ['넓혀', '크게 넓혀', '인공지능과 국방 분야의 협력도 {+크게+} 넓혀 가기로 했다.'],
  ])('Korean by its words: %s', (from, to, expected) => {
    expect(changesOf(KOREAN, KOREAN.replace(from, to))).toEqual([expected])
  })

  test.each([
    ['日本と韓国は3月2日に会った。', '3月', '4月', '日本と韓国は[-3-] {+4+}月2日に会った。'],
    ['两国签署了核能合作协议。', '核能', '贸易', '两国签署了[-核能-] {+贸易+}合作协议。'],
    ['กระทรวงลงนามห้าฉบับ', 'ห้า', 'หก', 'กระทรวงลงนาม[-ห้า-] {+หก+}ฉบับ'],
  ])('scripts without spaces by their characters: %s', (text, from, to, expected) => {
    expect(changesOf(text, text.replace(from, to))).toEqual([expected])
  })

  test('languages from right to left', () => {
    expect(changesOf('وقع الوزراء خمس مذكرات.', 'وقع الوزراء ست مذكرات.')).toEqual([
      'وقع الوزراء [-خمس-] {+ست+} مذكرات.',
    ])
  })

  test('a rewritten stretch as one, though a small word of it stayed', () => {
    const after = SUMMIT.replace('stability in the region', 'trade between the neighbours')

    expect(changesOf(SUMMIT, after)).toEqual([
      'Both leaders spoke about [-stability in the region-] {+trade between the neighbours+}.',
    ])
  })

  test('a word that became an abbreviation', () => {
    expect(changesOf('It told us of the plan.', 'It told US of the plan.')).toEqual([
      'It told [-us-] {+US+} of the plan.',
    ])
  })

  test('no more than a few passages, and counts the others', () => {
    const lines = Array.from(
      { length: 20 },
      (_, n) => `Port ${n} of the country handled 100 ships.`,
    )
    const before = lines.join('\n')

    const edit = editOf(before, before.replaceAll('100', '200'))

    expect(edit?.changes).toHaveLength(6)
    expect(edit?.moreCount).toBe(14)
  })

  test('passages of about 300 characters at most', () => {
    const long = `The minister ${'spoke of many things and '.repeat(80)}left.`
    const after = long.replace('The minister', `The minister ${'of energy and trade '.repeat(60)}`)

    const [passage = ''] = changesOf(
      long.replace('left', 'five left'),
      after.replace('left', 'six left'),
    )

    expect(passage.length).toBeLessThan(340)
    expect(passage).toMatch(/of energy and trade…\+\}/)
  })

  test('a long sentence around a change in part', () => {
    const long = `${'one thing and another, '.repeat(40)}five memorandums, ${'and a further one, '.repeat(40)}end.`

    const [passage = ''] = changesOf(long, long.replace('five', 'six'))

    expect(passage).toMatch(/^… .*\[-five-\] \{\+six\+\} memorandums.* …$/)
    expect(passage.length).toBeLessThan(320)
  })
})

describe('no edit is', () => {
  test.each([
    ['line ends elsewhere', SUMMIT, SUMMIT.replaceAll(' ', '\n')],
    ['paragraphs joined', SUMMIT, SUMMIT.replaceAll(/\s+/g, ' ')],
    ['no-break spaces', SUMMIT, SUMMIT.replaceAll(' ', '\u00a0')],
    ['invisible characters', SUMMIT, SUMMIT.replaceAll('mem', 'mem\u00ad\u200b')],
    ['another kind of quotation mark', `The "plan" isn't new.`, 'The “plan” isn’t new.'],
    [
      'another kind of dash',
      'The plan - a new one - is ready.',
      'The plan – a new one — is ready!',
    ],
    ['a full stop more', 'The plan is ready', 'The plan is ready.'],
    [
      'a headline in capitals',
      'The President met the Minister.',
      'THE PRESIDENT MET THE MINISTER.',
    ],
    ['a headline in title case', 'New plan for small reactors', 'New Plan for Small Reactors'],
    ['one capital letter', 'The prime minister came.', 'The Prime Minister came.'],
    ['a hyphen', 'Co-operation by e-mail.', 'Cooperation by email.'],
    ['a space in a Korean word', '자유무역 협정을 맺었다.', '자유무역협정을 맺었다.'],
    ['decomposed Hangul', '협정을 맺었다.', '협정을 맺었다.'.normalize('NFD')],
    ['wide forms', 'SMR 5基を建設', 'ＳＭＲ ５基を建設'],
    ['a thousands separator', 'It costs 1234 million.', 'It costs 1,234 million.'],
  ])('%s', (_, before, after) => {
    expect(editOf(before, after)).toBeNull()
  })

  test.each([
    ['Views: 1,234', 'Views: 1,301'],
    ['1.2k views', '1.3k views'],
    ['Hits 55', 'Hits 56'],
    ['Likes 5 | Shares 3 | Comments (3)', 'Likes 6 | Shares 3 | Comments (4)'],
    ['Views\n1,234', 'Views\n1,301'],
    ['55\nviews', '56\nviews'],
    ['조회수 1234', '조회수 1240'],
    ['조회 12 추천 3', '조회 14 추천 4'],
    ['담당부서: 통상정책국 | 조회수: 120회', '담당부서: 통상정책국 | 조회수: 133회'],
    ['조회수\n120', '조회수\n133'],
    ['다운로드 12', '다운로드 13'],
    ['閲覧数 123', '閲覧数 130'],
    ['浏览次数：33', '浏览次数：41'],
    ['Vues : 1 234', 'Vues : 1 301'],
    ['Aufrufe: 1.234', 'Aufrufe: 1.301'],
    ['Last updated: 3 March 2026', 'Last updated: 4 April 2026'],
    ['Updated on Tuesday 3 March 2026 at 10:15 KST', 'Updated on Friday 6 March 2026 at 09:00 KST'],
    ['Page last reviewed: 3 March 2026', 'Page last reviewed: 9 March 2026'],
    ['Date modified: 2026-03-03', 'Date modified: 2026-03-09'],
    ['수정일 2026.03.03', '수정일 2026.03.09'],
    [
      '등록일 2026-03-03 | 최종수정일: 2026년 3월 3일 10시',
      '등록일 2026-03-03 | 최종수정일: 2026년 3월 9일 11시',
    ],
    ['수정일\n2026-03-03', '수정일\n2026-03-09'],
    ['最終更新日：2026年3月3日', '最終更新日：2026年3月9日'],
    ['Mis à jour le lundi 3 mars 2026 à 10h15', 'Mis à jour le mardi 4 mars 2026 à 11h00'],
    ['Stand: 03.03.2026', 'Stand: 09.03.2026'],
    ['Tue 3 March 2026 14:32', 'Wed 4 March 2026 09:01'],
    ['2026.03.03 (화) 14:32', '2026.03.04 (수) 09:01'],
    ['Print Email', 'Print Email Share on LinkedIn'],
    ['인쇄 공유하기', '인쇄 공유하기 페이스북 트위터'],
    ['다음글\nThe release before', '다음글\nA release that came since'],
    ['이전글 첫 번째 소식', '이전글 두 번째 소식'],
  ])('what the page says of itself: %s', (before, after) => {
    expect(editOf(`${SUMMIT}\n${before}`, `${SUMMIT}\n${after}`)).toBeNull()
    expect(editOf(`${before}\n\n${KOREAN}`, `${after}\n\n${KOREAN}`)).toBeNull()
  })

  test('a counter that comes or goes', () => {
    expect(editOf(SUMMIT, `${SUMMIT}\nViews: 3`)).toBeNull()
    expect(editOf(SUMMIT, `${SUMMIT} Views: 3`)).toBeNull()
    expect(editOf(ONE_LINE, `${ONE_LINE.slice(0, -1)} | Views: 3`)).toBeNull()
  })

  test.each([
    ['Views: 120', 'Views: 121'],
    ['조회수 120', '조회수 131'],
    ['(Views 12)', '(Views 13)'],
    ['| Views: 3', '| Views: 4'],
    ['Views: 3 | Likes: 9', 'Views: 4 | Likes: 10'],
    ['1,204 views', '1,205 views'],
    ['3 comments', '4 comments'],
    ['Read 12 times', 'Read 13 times'],
    ['Last updated: 3 March 2026', 'Last updated: 4 March 2026'],
    [
      'Last updated on Tuesday, 3 March 2026 at 10:15',
      'Last updated on Friday, 6 March 2026 at 9:00',
    ],
    ['Mis à jour le lundi 3 mars 2026 à 10h15', 'Mis à jour le mardi 4 mars 2026 à 11h00'],
    ['Stand: 3. März 2026', 'Stand: 9. März 2026'],
    ['등록일 2026-03-03 조회 12', '등록일 2026-03-03 조회 13'],
  ])('what the page says behind the last sentence of a teaser: %s', (before, after) => {
    expect(editOf(`${ONE_LINE} ${before}`, `${ONE_LINE} ${after}`)).toBeNull()
    expect(editOf(`${SHORT} ${before}`, `${SHORT} ${after}`)).toBeNull()
  })

  test.each([
    ['Views: 3 | ', 'Views: 4 | '],
    ['1,204 views · 3 comments · ', '1,205 views · 4 comments · '],
    ['Last updated: 3 March 2026 | ', 'Last updated: 4 March 2026 | '],
  ])('what the page says before its first sentence: %s', (before, after) => {
    expect(editOf(`${before}${ONE_LINE}`, `${after}${ONE_LINE}`)).toBeNull()
    expect(editOf(`${before}${SHORT}`, `${after}${SHORT}`)).toBeNull()
  })
})

describe('in the last sentence of a teaser a number is told', () => {
  test.each([
    ['12 comments were received on the draft.', '13 comments were received on the draft.'],
    ['12 comments were received on the draft', '13 comments were received on the draft'],
    ['The bridge had 1,204 views of the sea.', 'The bridge had 1,205 views of the sea.'],
    ['Updated on 3 March 2026 to cover dams', 'Updated on 3 March 2026 to cover reactors'],
    ['The report was read 12 times', 'The report was read 13 times'],
    ['조회수 조작 5건을 적발했다.', '조회수 조작 6건을 적발했다.'],
  ])('%s', (before, after) => {
    expect(editOf(`${ONE_LINE} ${before}`, `${ONE_LINE} ${after}`)).not.toBeNull()
    expect(editOf(`${SHORT} ${before}`, `${SHORT} ${after}`)).not.toBeNull()
  })

  test.each([
    ['before another sentence', 'It ends. 12 views. It begins.', 'It ends. 13 views. It begins.'],
    ['in an earlier paragraph', `${SHORT} Views 5\n\n${SHORT}`, `${SHORT} Views 6\n\n${SHORT}`],
    ['within a sentence', 'The plan drew 3 comments', 'The plan drew 4 comments'],
  ])('%s', (_, before, after) => {
    expect(editOf(before, after)).not.toBeNull()
  })
})

describe('a sentence is no counter and no stamp', () => {
  test.each([
    ['12 comments were received.', '13 comments were received.'],
    ['The views of the minister are known.', 'The opinions of the minister are known.'],
    ['The video had 5,000 views in a day.', 'The video had 6,000 views in a day.'],
    ['조회수 조작 5건을 적발했다.', '조회수 조작 6건을 적발했다.'],
    ['Updated figures show growth of 5 %.', 'Updated figures show growth of 6 %.'],
    ['Visitors: 5,000', 'Visitors: 6,000'],
    ['The deadline is 3 March 2026, 14:00.', 'The deadline is 9 March 2026, 14:00.'],
    ['Share of renewables: 5 %', 'Share of renewables: 6 %'],
    ['수정안 5건을 의결했다.', '수정안 6건을 의결했다.'],
  ])('%s', (before, after) => {
    expect(
      editOf(`${SUMMIT}\n${before}\n${KOREAN}`, `${SUMMIT}\n${after}\n${KOREAN}`),
    ).not.toBeNull()
  })

  test('nor is the date of an event between paragraphs', () => {
    const page = (clock: string): string => [...'abcde', clock, ...'fghij'].join('\n\n')

    expect(changesOf(page('9 April 2026 10:00'), page('9 April 2026 11:00'))).toEqual([
      '9 April 2026 [-10-] {+11+}:00',
    ])
  })
})

describe('a text written anew', () => {
  const other = Array.from({ length: 90 }, (_, n) => `word${n}`).join(' ')

  test('is shown by its beginning', () => {
    const edit = editOf(`${SUMMIT} ${SUMMIT} ${SUMMIT}`, other)

    expect(edit?.changes).toHaveLength(1)
    expect(edit?.changes[0]).toMatchObject({ kind: 'rewrite', field: 'text', cutAfter: true })
    expect(edit?.changes[0]?.parts).toEqual([
      { text: expect.stringMatching(/^word0 word1 .* word\d+$/), mark: 'added' },
    ])
  })

  test('is none when something was only added', () => {
    expect(editOf(SUMMIT, `${SUMMIT}\n\n${other}`)?.changes[0]?.kind).toBe('words')
  })
})

describe('texts made to be slow', () => {
  const LENGTH = 300_000

  /** Words that look chosen at random, the same at each run. */
  function noise(seed: number): string {
    const words: string[] = []
    for (let length = 0, x = seed; length < LENGTH; length += words.at(-1)?.length ?? 0) {
      x = (x * 1_103_515_245 + 12_345) & 0x7fff_ffff
      words.push(`${x.toString(36)}${x % 9 === 0 ? '. ' : ' '}`)
    }
    return words.join('')
  }

  const fill = (unit: string): string => unit.repeat(LENGTH / unit.length)

  test.each([
    ['have nothing in common', noise(1), noise(2)],
    ['repeat one word', fill('a '), fill('a ').slice(0, -5_000)],
    ['repeat few words', fill('a b '), fill('b a c ')],
    ['have no spaces', fill('漢'), fill('字')],
    ['are one counter after the other', fill('Views 1 '), fill('1 Views ')],
    ['are labels without values', fill('Views\n'), fill('1\n')],
    ['are separators', fill('| '), fill('a| ')],
    ['are invisible', fill('\u200b'), fill("a'")],
    ['are digits', fill('1,'), fill('1 ')],
    ['are quotation marks', fill('“'), fill('"x')],
    ['change in every sentence', fill('Ministers signed five. '), fill('Ministers signed six. ')],
  ])('end in bounded work when they %s', (_, before, after) => {
    const edit = editOf(before, after)

    expect(JSON.stringify(edit).length).toBeLessThan(6_000)
    expect(editOf(before, after)).toEqual(edit)
  })
})
