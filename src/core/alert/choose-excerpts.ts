import type { Excerpt, ExcerptPart } from './alert-content.ts'

/**
 * The excerpts of several rules about one story, as one list: each rule brings its own, often of the same sentence with
 * other words marked.
 */

/**
 * The same passage once, with all its hits marked; at most `maxTextExcerpts` of the text, those first that show words
 * not shown yet. A passage without hits stays only when the text has no other.
 */
export function chooseExcerpts(
  excerpts: readonly Excerpt[],
  maxTextExcerpts: number,
): readonly Excerpt[] {
  const merged = mergeSamePassages(excerpts)
  const texts = merged.filter((excerpt) => excerpt.field === 'text')
  const withHits = texts.filter((excerpt) => excerpt.parts.some((part) => part.isHit))
  return [
    ...merged.filter((excerpt) => excerpt.field === 'title').slice(0, 1),
    ...mostTelling(withHits.length > 0 ? withHits : texts, maxTextExcerpts),
  ]
}

function mergeSamePassages(excerpts: readonly Excerpt[]): readonly Excerpt[] {
  const byPassage = new Map<string, Excerpt>()
  for (const excerpt of excerpts) {
    const passage = `${excerpt.field} ${textOf(excerpt)}`
    const known = byPassage.get(passage)
    byPassage.set(passage, known === undefined ? excerpt : markBoth(known, excerpt))
  }
  return [...byPassage.values()]
}

/** Two markings of the same text as one. */
function markBoth(one: Excerpt, other: Excerpt): Excerpt {
  const first = hitUnits(one)
  const second = hitUnits(other)
  const isHit = first.map((hit, unit) => hit || second[unit] === true)
  const text = textOf(one)
  const parts: ExcerptPart[] = []
  let start = 0
  for (let unit = 1; unit <= text.length; unit += 1) {
    if (unit === text.length || isHit[unit] !== isHit[start]) {
      parts.push({ text: text.slice(start, unit), isHit: isHit[start] === true })
      start = unit
    }
  }
  return { ...one, parts }
}

/** For each UTF-16 unit of the excerpt, whether it is part of a hit. */
function hitUnits(excerpt: Excerpt): readonly boolean[] {
  return excerpt.parts.flatMap((part) => new Array<boolean>(part.text.length).fill(part.isHit))
}

function mostTelling(excerpts: readonly Excerpt[], maxCount: number): readonly Excerpt[] {
  const shown = new Set<string>()
  const chosen = new Set<Excerpt>()
  for (const excerpt of excerpts) {
    const words = excerpt.parts.filter((part) => part.isHit).map((part) => part.text.toLowerCase())
    if (chosen.size < maxCount && words.some((word) => !shown.has(word))) {
      chosen.add(excerpt)
      for (const word of words) {
        shown.add(word)
      }
    }
  }
  const others = excerpts.filter((excerpt) => !chosen.has(excerpt))
  const kept = new Set([...chosen, ...others.slice(0, maxCount - chosen.size)])
  return excerpts.filter((excerpt) => kept.has(excerpt))
}

function textOf(excerpt: Excerpt): string {
  return excerpt.parts.map((part) => part.text).join('')
}
