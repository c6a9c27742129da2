/**
 * How much of one text is kept and searched, in UTF-16 units: a book of 80,000 words. Press releases have thousands of
 * characters. Taking a text apart for the rules costs a hundred bytes and more for each, and packed answers of a few
 * kilobytes unfold to millions of them. What an item is searched in is at most three such texts: article, content and description.
 */
export const MAX_TEXT_CHARS = 500_000

/** The same for a title or a name; the longest titles of laws have some six hundred characters. */
export const MAX_TITLE_CHARS = 3_000

/** The beginning of a text that is too long, up to a paragraph's end where one is near; `isCut` says whether it was. */
export function limitText(
  text: string,
  limit: number = MAX_TEXT_CHARS,
): { readonly text: string; readonly isCut: boolean } {
  if (text.length <= limit) return { text, isCut: false }
  const beginning = text.slice(0, limit).toWellFormed().replace(/�$/u, '')
  const end = beginning.lastIndexOf('\n\n')
  return { text: end > limit / 2 ? beginning.slice(0, end) : beginning, isCut: true }
}
