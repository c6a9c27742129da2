/** A stretch of a text and what comes in its place. */
export type Splice = { readonly start: number; readonly end: number; readonly text: string }

/** The text with all of these replaced; they do not overlap, and offsets are those of the text as it was. */
export function applySplices(text: string, splices: readonly Splice[]): string {
  return splices
    .toSorted((a, b) => b.start - a.start)
    .reduce(
      (done, { start, end, text: part }) => done.slice(0, start) + part + done.slice(end),
      text,
    )
}

/** Something put in where nothing is taken out. */
export function insertion(offset: number, text: string): Splice {
  return { start: offset, end: offset, text }
}

/** How the lines of a text end: as its first one does. */
export function newlineOf(text: string): '\r\n' | '\n' {
  const first = text.indexOf('\n')
  return first > 0 && text[first - 1] === '\r' ? '\r\n' : '\n'
}

/** Where the line around `offset` ends, before what ends it. */
export function lineEndAt(text: string, offset: number): number {
  const end = text.indexOf('\n', offset)
  if (end === -1) return text.length
  return end > offset && text[end - 1] === '\r' ? end - 1 : end
}

export function lineStartAt(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1
}

/** How far from the beginning of its line a place is. */
export function columnAt(text: string, offset: number): number {
  return offset - lineStartAt(text, offset)
}
