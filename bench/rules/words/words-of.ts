/** A list of words as it is written here: parted by white space, over any number of lines. */
export function wordsOf(text: string): readonly string[] {
  return text.trim().split(/\s+/)
}
