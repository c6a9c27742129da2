import { describe, expect, test } from 'vitest'
import { hitTexts, spansIn } from './hold-rule.ts'

describe('spans', () => {
  test.each([
    ['a plural', 'reactor', 'two reactors here', null, ['reactors']],
    ['an acronym with dots', 'AI', 'on A.I. today', null, ['A.I.']],
    ['a possessive without its ending', 'Korea', 'Korea’s plan', null, ['Korea']],
    ['a phrase over a line break', '"free trade"', 'a free\r\ntrade deal', null, ['free\r\ntrade']],
    ['a word with a soft hyphen', 'agreement', 'the agree\u00adment.', null, ['agree\u00adment']],
    ['decomposed letters', 'Müller', 'Herr Mu\u0308ller', 'de', ['Mu\u0308ller']],
    ['an accent behind the last letter', 'café', 'cafe\u0301 x', 'fr', ['cafe\u0301']],
    ['sharp s', 'Strasse', 'die Straße.', 'de', ['Straße']],
    ['mathematical letters of two units', 'SMR', 'x 𝐒𝐌𝐑 y', null, ['𝐒𝐌𝐑']],
    ['a word behind letters of two units', 'plan', '𝐒𝐌𝐑 plan', null, ['plan']],
    ['Hangul without its particle', '원전', '체코 원전에서', 'ko', ['원전']],
    ['Hangul inside a compound', '반도체', '차세대반도체산업', 'ko', ['반도체']],
    ['decomposed Hangul', '한국', `${'한국'.normalize('NFD')}은`, 'ko', ['한국'.normalize('NFD')]],
    ['Hangul behind decomposed Hangul', '협정', `${'한국'.normalize('NFD')} 협정`, 'ko', ['협정']],
    ['half-width katakana', 'モジュール', '小型ﾓｼﾞｭｰﾙ炉', 'ja', ['ﾓｼﾞｭｰﾙ']],
    ['Han with spaces between', '自由貿易', 'の自由 貿易', 'ja', ['自由 貿易']],
    ['a character beyond the basic plane', '𠮷野家', '吉野家と𠮷野家', 'ja', ['𠮷野家']],
    ['a word between marks of notes', 'SMR', '①SMR 도입, SMRs¹', 'ko', ['SMR', 'SMRs']],
    ['a spaced abbreviation in doubled letters', 'EEUU', 'los EE. UU. y', 'es', ['EE. UU']],
    ['letters with dots and spaces', 'US', 'the U. S. market', null, ['U. S']],
    ['letters with an & and spaces', 'R&D', 'for R & D, etc', null, ['R & D']],
    ['a sign made of letters', 'MW', 'a 5 ㎿ plant', null, ['㎿']],
    ['a word behind such a sign', 'plant', 'a 5 ㎿ plant', null, ['plant']],
    ['a unit behind its number', 'MW', 'a 1,000MW plant', null, ['MW']],
    ['an amount written apart', '5GW', 'a 5 GW plant', null, ['5 GW']],
    [
      'a phrase over the mark of a note',
      '"free trade"',
      'a free[1] trade x',
      null,
      ['free[1] trade'],
    ],
    ['an exact name without its last dot', '=U.S', 'the U.S. x', null, ['U.S']],
    ['an exact name with its last dot', '=U.S.', 'the U.S. x', null, ['U.S.']],
    ['an exact term with its signs', '="Yahoo!"', 'at Yahoo! now', null, ['Yahoo!']],
    ['what is denied twice', 'NOT (NOT steel)', 'tea, steel', null, ['steel']],
    ['what saves a denied group', 'NOT (NOT steel OR tea)', 'steel, milk', null, ['steel']],
    [
      'every way to read a hyphenated word',
      'sta*',
      'a state-of-the-art plant',
      null,
      ['state', 'state-of', 'state-of-the', 'state-of-the-art'],
    ],
    ['all mentions', 'trade', 'Trade, trades and trade', null, ['Trade', 'trades', 'trade']],
    [
      'both sides of NEAR, and only where they are near',
      'a1 NEAR/1 b2',
      'a1 x y z b2 a1',
      null,
      ['b2', 'a1'],
    ],
    ['nothing that stands under NOT', 'steel NOT (tea AND milk)', 'steel and tea', null, ['steel']],
    [
      'no alternative that does not hold',
      'steel OR (tea AND milk)',
      'steel and tea',
      null,
      ['steel'],
    ],
  ])('cover %s', (_, rule, text, language, expected) => {
    expect(hitTexts(rule, text, language)).toEqual(expected)
  })

  test('are in the order of the fields and of the text', () => {
    const spans = spansIn('trade OR steel', { title: 'Steel', text: 'steel and trade' })

    expect(spans).toEqual([
      { field: 'title', start: 0, end: 5, term: 'steel', concept: null },
      { field: 'text', start: 0, end: 5, term: 'steel', concept: null },
      { field: 'text', start: 10, end: 15, term: 'trade', concept: null },
    ])
  })

  test('count over the entries of a list as if a blank line parted them', () => {
    const authors = ['Kim Jin', 'Lee Jin']

    const spans = spansIn('author:jin', { authors })

    expect(spans.map(({ start, end }) => authors.join('\n\n').slice(start, end))).toEqual([
      'Jin',
      'Jin',
    ])
    expect(spans[1]?.start).toBe(13)
  })

  test('name the term once where it stands twice in the rule', () => {
    expect(spansIn('steel AND (steel OR tea)', { text: 'steel' })).toHaveLength(1)
  })
})
