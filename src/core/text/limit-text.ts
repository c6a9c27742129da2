/**
 * How much of one text is kept and searched, in UTF-16 units: a book of 50,000 words. Press releases have thousands of
 * characters. Taking a text apart for the rules costs several hundred bytes for each, and packed answers of a few
 * kilobytes unfold to millions of them.
 */
export const MAX_TEXT_CHARS = 300_000

/** The beginning of a text that is too long, up to a paragraph's end where one is near; `isCut` says whether it was. */
export function limitText(text: string): { readonly text: string; readonly isCut: boolean } {
  if (text.length <= MAX_TEXT_CHARS) return { text, isCut: false }
  const beginning = text.slice(0, MAX_TEXT_CHARS).toWellFormed().replace(/�$/u, '')
  const end = beginning.lastIndexOf('\n\n')
  return { text: end > MAX_TEXT_CHARS / 2 ? beginning.slice(0, end) : beginning, isCut: true }
}
