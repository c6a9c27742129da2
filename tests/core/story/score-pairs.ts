import type { StoryPair } from './story-pairs.ts'

/** How well a function tells the same news from other news. */
export type PairScore = {
  /** Share of the pairs put together that are the same news. */
  readonly precision: number
  /** Share of the pairs of the same news that are put together. */
  readonly recall: number
  readonly wrongMerges: readonly string[]
  readonly missed: readonly string[]
}

export function scorePairs(
  pairs: readonly StoryPair[],
  areTogether: (pair: StoryPair) => boolean,
): PairScore {
  const [together, apart] = [pairs.filter(areTogether), pairs.filter((pair) => !areTogether(pair))]
  const wrongMerges = together.filter((pair) => !pair.same).map((pair) => pair.name)
  const missed = apart.filter((pair) => pair.same).map((pair) => pair.name)
  const right = together.length - wrongMerges.length
  return {
    precision: shareOf(right, together.length),
    recall: shareOf(right, right + missed.length),
    wrongMerges,
    missed,
  }
}

/** Precision and recall of all pairs, of each language, and how many of each kind are right, a line each. */
export function formatScores(
  pairs: readonly StoryPair[],
  areTogether: (pair: StoryPair) => boolean,
): string {
  const score = (name: string, some: readonly StoryPair[]): string => {
    const { precision, recall } = scorePairs(some, areTogether)
    return `${name}: ${some.length} pairs, precision ${precision.toFixed(3)}, recall ${recall.toFixed(3)}`
  }
  const right = (name: string, some: readonly StoryPair[]): string => {
    const { wrongMerges, missed } = scorePairs(some, areTogether)
    return `${name}: ${some.length - wrongMerges.length - missed.length} of ${some.length} right`
  }
  const languages = Map.groupBy(pairs, ({ lang }) => lang)
  const kinds = Map.groupBy(pairs, ({ kind, same }) => `${same ? 'same' : 'different'}, ${kind}`)
  return [
    score('story pairs', pairs),
    ...[...languages].map(([lang, some]) => `  ${score(lang, some)}`),
    ...[...kinds].sort().map(([kind, some]) => `  ${right(kind, some)}`),
  ].join('\n')
}

/** Of nothing, all is right. */
function shareOf(part: number, whole: number): number {
  return whole === 0 ? 1 : part / whole
}
