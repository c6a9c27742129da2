import { afterAll, describe, expect, test } from 'vitest'
import { areTogether } from './group-pair.ts'
import { formatScores, scorePairs } from './score-pairs.ts'
import { loadStoryPairs } from './story-pairs.ts'

const pairs = loadStoryPairs()

describe('the table of story pairs', () => {
  test('is large enough, and balanced between labels and languages', () => {
    const { length } = pairs

    expect(length).toBeGreaterThanOrEqual(280)
    expect(pairs.filter(({ same }) => same).length).toBeGreaterThanOrEqual(50)
    expect(pairs.filter(({ same }) => !same).length).toBeGreaterThanOrEqual(50)
    expect(pairs.filter(({ lang }) => lang === 'en').length).toBeGreaterThanOrEqual(50)
    expect(pairs.filter(({ lang }) => lang === 'ko').length).toBeGreaterThanOrEqual(50)
  })

  test('gives each pair a name of its own', () => {
    expect(new Set(pairs.map(({ name }) => name)).size).toBe(pairs.length)
  })

  test('has no pair of which nothing differs but the label', () => {
    const alike = pairs.filter(
      ({ a, b, same }) => !same && a.text === b.text && a.title === b.title,
    )

    expect(alike.map(({ name }) => name)).toEqual([])
  })
})

describe('telling the same news from other news', () => {
  const score = scorePairs(pairs, areTogether)

  afterAll(() => {
    process.stdout.write(`${formatScores(pairs, areTogether)}\n`)
  })

  test('puts together what is the same, at least nine times of ten', () => {
    expect(score.recall, listed('told apart', score.missed)).toBeGreaterThanOrEqual(0.9)
  })

  test('puts together nothing else, at least ninety-nine times of a hundred', () => {
    expect(score.precision, listed('merged', score.wrongMerges)).toBeGreaterThanOrEqual(0.99)
  })
})

function listed(what: string, names: readonly string[]): string {
  return [`wrongly ${what}:`, ...names].join('\n  ')
}
