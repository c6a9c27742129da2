/** White space as one idea: what separates words, whatever the document used for it. */

/**
 * Runs of white space and control characters that are not one space already: most of a text is words with a space between,
 * and to replace each by its like takes three times as long. Control characters separate too: some systems export a
 * vertical tab where the author pressed Enter.
 */
const UNFOLDED_SPACES = /(?:[^\S ]|\p{Cc})[\s\p{Cc}]*| [\s\p{Cc}]+/gu

/** The text on one line: every run of white space and control characters is one space, none at the ends. */
export function foldSpace(text: string): string {
  return text.replace(UNFOLDED_SPACES, ' ').trim()
}
