/** White space as one idea: what separates words, whatever the document used for it. */

// control characters separate too: some systems export a vertical tab where the author pressed Enter
const SPACES = /[\s\p{Cc}]+/gu

/** The text on one line: every run of white space and control characters is one space, none at the ends. */
export function foldSpace(text: string): string {
  return text.replace(SPACES, ' ').trim()
}
