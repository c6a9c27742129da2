import { nameOfLanguage } from '../text/name-of-language.ts'
import type { ItemLanguage } from './language-of-item.ts'

/**
 * The language that was assumed and where it came from, in a sentence: "Language: Korean (ko), from the feed".
 * `declaredBy` names who declares, where that is not the feed.
 */
export function describeLanguage(
  { language, from, reason }: ItemLanguage,
  declaredBy = 'the feed',
): string {
  if (language === null) {
    const why = reason === null ? '' : ` (${reason})`
    return `Language: unknown${why}: plurals are folded as in English`
  }
  const why = reason === null ? '' : `: ${reason}`
  const name = `${nameOfLanguage(language)} (${language})`
  switch (from) {
    case 'script':
      return `Language: ${name}, by its script${why}`
    case 'detected':
      return `Language: ${name}, detected${why}`
    default:
      return `Language: ${name}, from ${declaredBy}`
  }
}
