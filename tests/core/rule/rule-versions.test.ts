import { describe, expect, test } from 'vitest'
import { mergeVersions, ruleSetOf, versionOfId } from '../../../src/core/rule/rule-versions.ts'
import { type Concepts, documentOf } from './hold-rule.ts'

type Version = readonly [query: string, concepts: Concepts]

/** The numbers of the versions that hold for a text. */
function holdingVersions(versions: readonly Version[], text: string): readonly number[] {
  return ruleSetOf(merge(versions), null)
    .match(documentOf({ text }))
    .map(({ ruleId }) => versionOfId(ruleId))
}

function merge(versions: readonly Version[]): ReturnType<typeof mergeVersions> {
  return mergeVersions(
    versions.map(([query, concepts]) => ({ query, concepts: new Map(Object.entries(concepts)) })),
  )
}

describe('versions of rules in one set', () => {
  test.each<
    [what: string, tried: Version, inForce: Version, text: string, held: readonly number[]]
  >([
    ['a concept has other terms', ['@a', { a: ['tin'] }], ['@a', { a: ['zinc'] }], 'zinc', [1]],
    [
      'a concept below has',
      ['@a', { a: ['@b'], b: ['tin'] }],
      ['@a', { a: ['@b'], b: ['zinc'] }],
      'tin',
      [0],
    ],
    [
      'a concept in a guard has',
      ['@a', { a: ['ore NOT NEAR/3 @b'], b: ['tin'] }],
      ['@a', { a: ['ore NOT NEAR/3 @b'], b: ['zinc'] }],
      'ore, zinc',
      [0],
    ],
    [
      'a name is taken by another concept',
      ['@a OR @a-2', { a: ['tin'], 'a-2': ['lead'] }],
      ['@a', { a: ['zinc'] }],
      'lead',
      [0],
    ],
    [
      'it is in a longer query',
      ['(@a AND "sea") NOT @a', { a: ['tin'] }],
      ['sea AND (@a OR @a)', { a: ['zinc'] }],
      'sea, zinc',
      [1],
    ],
    [
      'a name is written in Korean',
      ['@소재', { 소재: ['tin'] }],
      ['@소재', { 소재: ['zinc'] }],
      'zinc',
      [1],
    ],
    [
      'nothing differs',
      ['@a', { a: ['tin', 'lead'] }],
      ['@a', { a: ['lead', 'tin'] }],
      'lead',
      [0, 1],
    ],
  ])('hold each as by itself when %s', (_, tried, inForce, text, held) => {
    expect(holdingVersions([tried, inForce], text)).toEqual(held)
  })

  test('leave what is configured as it is written, and share what means the same', () => {
    const concepts = { a: ['tin', '@b'], b: ['lead'] }

    const { rules, concepts: merged } = merge([
      ['@a', concepts],
      ['ore AND @b', concepts],
    ])

    expect(rules.map(({ query }) => query)).toEqual(['@a', 'ore AND @b'])
    expect(Object.fromEntries(merged)).toEqual(concepts)
  })

  test.each<[what: string, inForce: Version]>([
    ['is not written as rules are now', ['tin AND', {}]],
    ['names a concept that was not noted', ['@gone', {}]],
    ['names a concept that is refused now', ['@a', { a: ['@a'] }]],
  ])('are named as unreadable where one %s, and the others hold', (_, inForce) => {
    const versions: readonly Version[] = [['@a', { a: ['tin'] }], inForce]

    const { unreadable } = merge(versions)

    expect([...unreadable]).toEqual([1])
    expect(holdingVersions(versions, 'tin and gone')).toEqual([0])
  })
})
