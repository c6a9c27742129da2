import { listFrequentWords, type WordCounts } from './count-words.ts'

/** Queries of two terms and others, made of words that the archive has, by how many of its items have them. */
export function listQueries(counts: WordCounts): readonly (readonly [string, readonly string[]])[] {
  const rare = listFrequentWords(counts, 'latin', 0.0001, 0.001)
  const common = listFrequentWords(counts, 'latin', 0.02, 0.2)
  const korean = listFrequentWords(counts, 'hangul', 0.002, 0.05)
  const pairs = (
    one: readonly string[],
    other: readonly string[],
    words: string,
  ): readonly string[] =>
    Array.from({ length: QUERIES }, (_, index) => {
      const [left, right] = [one[(index * 7) % one.length], other[(index * 13 + 5) % other.length]]
      return words.replace('A', `"${left}"`).replace('B', `"${right}"`)
    })
  return [
    ['rare and rare', pairs(rare, rare, 'A AND B')],
    ['rare and common', pairs(rare, common, 'A AND B')],
    ['common and common', pairs(common, common, 'A AND B')],
    ['Korean and Korean', pairs(korean, korean, 'A AND B')],
    ['Korean and common', pairs(korean, common, 'A AND B')],
    ['absent and common', pairs(['qyxzzle', 'vroomtk'], common, 'A AND B')],
    ['near', pairs(rare, common, 'A NEAR/5 B')],
    ['either', pairs(rare, rare, 'A OR B')],
    ['phrase', pairs(common, common, '"A B"').map((query) => `"${query.replaceAll('"', '')}"`)],
    ['in the title', pairs(rare, common, 'title:A AND B')],
    ['beginnings', pairs(rare, common, 'A* AND B').map((query) => query.replaceAll('"', ''))],
  ]
}

const QUERIES = 40
