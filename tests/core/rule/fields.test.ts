import { describe, expect, test } from 'vitest'
import type { MatchDocument } from '../../../src/core/rule/match-document.ts'
import { holds } from './hold-rule.ts'

const ARTICLE: Partial<MatchDocument> = {
  title: 'Nuclear pact signed',
  text: 'Korea and Singapore agree.',
  source: ['korea-net', 'Korea.net, Policies'],
  tags: ['Energy News', 'asia'],
  authors: ['Xu Aiying', 'Kim Min-ji'],
  url: 'https://www.korea.kr/press/2026?id=17',
  language: 'en-GB',
}

describe('a field', () => {
  test.each([
    ['title:nuclear', true],
    ['title:singapore', false],
    ['text:singapore', true],
    ['body:singapore', true],
    ['TITLE:nuclear', true],
    ['title: nuclear', true],
    ['nuclear singapore', true],
    ['"signed Korea"', false],
    ['signed NEAR/5 Korea', false],
    ['title:(nuclear AND singapore)', false],
    ['title:nuclear text:singapore', true],
    ['pact NEAR/1 title:nuclear', true],
    ['korea-net', false],
    ['source:korea-net', true],
    ['source:korea', true],
    ['source:policies', true],
    ['source:policy-net', false],
    ['author:xu', true],
    ['author:"Kim Min-ji"', true],
    ['author:"Aiying Kim"', false],
    ['author:(aiying NEAR/1 xu)', true],
    ['author:aiying NEAR/1 author:xu', true],
    ['author:(aiying NEAR/5 kim)', false],
    ['tag:ASIA', true],
    ['tag:#asia', true],
    ['tag:"energy news"', true],
    ['tag:energy', false],
    ['tag:energ*', true],
    ['tag:=Asia', false],
    ['lang:en', true],
    ['lang:EN-gb', true],
    ['lang:en_GB', true],
    ['lang:en-us', false],
    ['url:korea.kr', true],
    ['url:press', true],
    ['url:pres', false],
    ['url:pres*', true],
    ['url:https://www.korea.kr/press', true],
    ['url:id=17', true],
    ['url:id=1', false],
    ['nuclear NOT lang:ko', true],
    ['nuclear NOT source:korea-net', false],
  ])('decides %s: %s', (rule, expected) => {
    expect(holds(rule, ARTICLE)).toBe(expected)
  })

  test('of unknown content is empty, and excludes nothing', () => {
    expect(holds('nuclear NOT lang:en', { text: 'nuclear', language: null })).toBe(true)
  })
})
