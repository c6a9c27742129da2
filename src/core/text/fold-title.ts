import { foldSpace } from './fold-space.ts'

const PUNCTUATION_AT_THE_ENDS = /^[\p{P}\p{S}\s]+|(?<![\p{P}\p{S}\s])[\p{P}\p{S}\s]+$/gu

/**
 * A title reduced to what two publishers of the same news have in common, for comparing alone: compatibility
 * forms and case fold, white space is one space, and punctuation at the ends goes. A title of nothing but
 * punctuation stays as it is, so that it is not taken for an empty one.
 */
export function foldTitle(title: string): string {
  const folded = foldSpace(title.normalize('NFKC').toLowerCase())
  return folded.replace(PUNCTUATION_AT_THE_ENDS, '') || folded
}
