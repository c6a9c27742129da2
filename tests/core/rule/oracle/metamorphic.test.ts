import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import type { MatchDocument } from '../../../../src/core/rule/match-document.ts'
import { FUZZ_TIMEOUT_MS, fuzzRuns } from '../../../support/fuzz-runs.ts'
import { holdingRules, matcherOfRules } from './hold-rules.ts'
import { caseOf } from './random-case.ts'
import { randomPositiveRule, randomRule, randomTerm } from './random-rules.ts'

/** What follows from the meaning of rules whatever the words are: the engine against itself, rewritten. */

vi.setConfig({ testTimeout: FUZZ_TIMEOUT_MS })

/** Wherever the first holds, the second does, whatever A, B and C are; n is some number, and m one more. */
const IMPLICATIONS: readonly (readonly [rule: string, implied: string])[] = [
  ['A AND B', 'A'],
  ['A', 'B OR A'],
  ['A NOT B', 'A'],
  ['A', '(A AND B) OR (A NOT B)'],
  ['C NOT A NOT B', 'C NOT (A OR B)'],
  ['C NOT (A OR B)', 'C NOT A NOT B'],
  ['B NOT (NOT A)', 'A AND B'],
  ['A NEAR/n B', 'A AND B'],
  ['A NEAR/n B', 'B NEAR/n A'],
  ['A NEAR/n B', 'A NEAR/m B'],
  ['A ONEAR/n B', 'A ONEAR/m B'],
  ['A ONEAR/n B', 'A NEAR/n B'],
  ['A NEAR/n B', 'A ONEAR/n B OR B ONEAR/n A'],
  ['(A OR B) NEAR/n C', 'A NEAR/n C OR B NEAR/n C'],
  ['A NEAR/n C OR B NEAR/n C', '(A OR B) NEAR/n C'],
  ['A NEAR/n B NEAR/n C', 'A NEAR/n B AND C'],
  ['A NEAR/n B NEAR/n C', 'A NEAR/m B NEAR/m C'],
  ['A NOT NEAR/n B', 'A'],
  ['A NOT B', 'A NOT NEAR/n B'],
  ['A NOT NEAR/m B', 'A NOT NEAR/n B'],
  ['A NOT NEAR/n B', 'A NOT ONEAR/n B'],
  ['A NOT NEAR/n (B OR C)', 'A NOT NEAR/n B'],
  ['A NOT NEAR/n A', 'B NOT B'],
  ['ATLEAST/2 (A, B, C)', 'ATLEAST/1 (A, B, C)'],
  ['ATLEAST/1 (A, B, C)', 'A OR B OR C'],
  ['ATLEAST/2 (A, B, C)', '(A AND B) OR (A AND C) OR (B AND C)'],
  ['ATLEAST/3 (A, B, C)', 'A B C'],
  ['A B C', 'ATLEAST/3 (A, B, C)'],
  ['title:A', 'A'],
  ['A', 'title:A OR body:A'],
  ['A NEAR/n B', 'title:A NEAR/n B OR text:(A NEAR/n B)'],
]

describe('by definition', () => {
  test.each(IMPLICATIONS)('%s implies %s', (rule, implied) => {
    fc.assert(
      fc.property(caseOf(3, randomTerm, 3), fc.nat({ max: 6 }), ({ rules, document }, distance) => {
        const filled = [rule, implied].map((template) => fill(template, rules, distance))
        const holding = holdingRules(matcherOfRules(filled), document)

        expect(holding).not.toEqual([0])
      }),
      fuzzRuns(40),
    )
  })
})

function fill(template: string, terms: readonly string[], distance: number): string {
  const [A = '', B = '', C = ''] = terms
  const values: Readonly<Record<string, string>> = {
    A,
    B,
    C,
    n: `${distance}`,
    m: `${distance + 1}`,
  }
  return template.replace(/\b[ABC]\b|(?<=\/)[nm]\b/g, (name) => values[name] ?? name)
}

const LETTERS_APART = /(?<=\p{L}) (?=\p{L})/gu

/** Ways to write a text that do not change what it says. */
const REWRITINGS: readonly (readonly [name: string, rewrite: (text: string) => string])[] = [
  ['is composed', (text): string => text.normalize('NFC')],
  ['is decomposed', (text): string => text.normalize('NFD')],
  ['has no-break spaces', (text): string => text.replace(LETTERS_APART, '\u00a0')],
  ['has two spaces for one', (text): string => text.replace(LETTERS_APART, '  ')],
  ['is broken into lines', (text): string => text.replace(LETTERS_APART, '\n')],
  [
    'is broken into lines with carriage returns',
    (text): string => text.replace(LETTERS_APART, '\r\n'),
  ],
  [
    'has soft hyphens in its words',
    (text): string => text.replace(/(?<=[a-z])(?=[a-z])/gi, '\u00ad'),
  ],
  [
    'has soft hyphens in its eojeols',
    (text): string => text.replace(/(?<=[가-힣])(?=[가-힣])/g, '\u00ad'),
  ],
  ['has zero-width joiners', (text): string => text.replace(/(?<=[a-z])(?=[a-z])/gi, '\u200d')],
  ['has other hyphens', (text): string => text.replaceAll('-', '‑')],
  ['has other apostrophes', (text): string => text.replace(/(?<=[\p{L}\p{N}])'/gu, '’')],
  ['has other quotes', (text): string => text.replaceAll('“', '«').replaceAll('”', '»')],
  ['has full-width letters', (text): string => text.replace(/[a-z0-9]/gi, fullWidth)],
  ['has other middle dots', (text): string => text.replaceAll('·', '・')],
]

function fullWidth(letter: string): string {
  return String.fromCharCode(letter.charCodeAt(0) + 0xfee0)
}

/** Whether a rule asks for middle dots to the letter. */
function asksForDots(rule: string): boolean {
  return /="[^"]*·/.test(rule)
}

describe('the same rules hold if the text', () => {
  test.each(REWRITINGS)('%s', (_, rewrite) => {
    fc.assert(
      fc.property(caseOf(12, randomRule), ({ rules, concepts, document }) => {
        fc.pre(![rules, Object.values(concepts)].flat(2).some(asksForDots))
        const matcher = matcherOfRules(rules, concepts)
        const rewritten = {
          ...document,
          title: rewrite(document.title),
          text: rewrite(document.text),
        }

        expect(holdingRules(matcher, rewritten)).toEqual(holdingRules(matcher, document))
      }),
      fuzzRuns(25),
    )
  })
})

/** They are written in any case without becoming another word, an acronym or an address. */
const PLAIN = ['trade', 'free', 'treaties', 'tariff', 'taxes', 'country', 'nuclear', 'maïs', 'мой']

test.each([
  ['capitals', (text: string): string => text.toUpperCase()],
  ['small letters', (text: string): string => text.toLowerCase()],
])('a word in small letters is found in %s', (_, rewrite) => {
  fc.assert(
    fc.property(
      caseOf(1, () => fc.constant(''), 1, PLAIN),
      ({ document }) => {
        const matcher = matcherOfRules(PLAIN)
        const rewritten = {
          ...document,
          title: rewrite(document.title),
          text: rewrite(document.text),
        }

        expect(holdingRules(matcher, rewritten)).toEqual(holdingRules(matcher, document))
      },
    ),
    fuzzRuns(100),
  )
})

test('more paragraphs take nothing from a rule that excludes nothing', () => {
  fc.assert(
    fc.property(caseOf(15, randomPositiveRule), ({ rules, concepts, document }) => {
      const matcher = matcherOfRules(rules, concepts)
      const longer: MatchDocument = {
        ...document,
        text: `Nothing of it.\n\n${document.text}\n\nOther matters, 1995.`,
      }

      expect(holdingRules(matcher, longer)).toEqual(
        expect.arrayContaining([...holdingRules(matcher, document)]),
      )
    }),
    fuzzRuns(100),
  )
})
