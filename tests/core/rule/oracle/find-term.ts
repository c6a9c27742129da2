import {
  foldPlural,
  listFoldedForms,
  pluralLanguageOf,
} from '../../../../src/core/rule/plural/fold-plural.ts'
import { isAttached } from './attached.ts'
import { joinForms } from './cut-text.ts'
import { exactRange } from './exact-range.ts'
import { endsOfLetters } from './letters-piece.ts'
import type { OracleTerm, WordNeed } from './read-term.ts'
import type { Section } from './section.ts'
import { Gap } from './separator-gap.ts'
import type { Slot, WordForm } from './slot.ts'

/** Where a term stands: offsets into the text, and half words for NEAR. */
export type Occurrence = {
  readonly start: number
  readonly end: number
  readonly position: number
  readonly positionEnd: number
}

/** Every place where the term stands, tried from every slot. */
export function findTerm(section: Section, term: OracleTerm): readonly Occurrence[] {
  if (term.pieces.length === 0) return []
  return section.slots.flatMap((first, at) =>
    [...new Set(endsOfPieces(section, term, 0, at))].flatMap((end) => {
      const last = section.slots[end - 1]!
      const range = {
        start: section.read.starts[first.from]!,
        end: section.read.ends[last.to - 1]!,
      }
      const found = term.isExact ? exactRange(section.read.source, range, term.text) : range
      return found === null
        ? []
        : [{ ...found, position: first.position, positionEnd: last.positionEnd }]
    }),
  )
}

/** Slots behind each way in which the pieces from `index` on stand at a slot. */
function endsOfPieces(
  section: Section,
  term: OracleTerm,
  index: number,
  at: number,
): readonly number[] {
  const piece = term.pieces[index]!
  const next = term.pieces[index + 1]
  const ends =
    piece.kind === 'words'
      ? piece.readings.flatMap((needs) => endsOfNeeds(section, needs, at))
      : endsOfLetters(section, piece, at, {
          isExact: term.isExact,
          isFirst: index === 0,
          nextGap: next?.gap ?? null,
        })
  if (next === undefined) return ends
  return ends.flatMap((end) =>
    startsBehind(section, end, next.gap).flatMap((start) =>
      endsOfPieces(section, term, index + 1, start),
    ),
  )
}

/** Where the next piece may begin: at the next word, or, if the rule has a space, behind particles. */
function startsBehind(section: Section, end: number, gap: number): readonly number[] {
  const { slots } = section
  const run = slots[end - 1]?.run ?? 0
  const next = slots.findIndex((slot) => slot.run === run + 1)
  if (!mayContinue(slots[next], gap)) return []
  const after = slots.findIndex((slot) => slot.run === run + 2)
  const isParticle = gap >= Gap.space && isAttached(section, next)
  return isParticle && mayContinue(slots[after], gap) ? [next, after] : [next]
}

/** A term runs over the end of a sentence only if it has that sign itself. */
function mayContinue(slot: Slot | undefined, gap: number): boolean {
  return slot !== undefined && (slot.gap < Gap.stop || gap === Gap.stop)
}

function endsOfNeeds(section: Section, needs: readonly WordNeed[], at: number): readonly number[] {
  let ends = [at]
  for (const [index, need] of needs.entries()) {
    ends = ends
      .filter((end) => index === 0 || mayContinue(section.slots[end], Gap.none))
      .flatMap((end) => endsOfNeed(section, need, end))
  }
  return ends
}

function endsOfNeed(section: Section, need: WordNeed, at: number): readonly number[] {
  const slot = section.slots[at]
  if (slot === undefined) return []
  if (need.kind === 'address') {
    const isHandle = need.address.startsWith('@')
    const stands = isHandle
      ? slot.letters === need.address
      : standsBetweenSigns(slot.letters, need.address)
    const isFound = slot.kind === 'address' && stands
    return isFound ? [at + 1] : []
  }
  return joinsAt(section.slots, at)
    .filter((size) => {
      const forms = section.slots.slice(at, at + size).map((part) => part.form!)
      return fits(section, need, size === 1 ? forms[0]! : joinForms(forms))
    })
    .map((size) => at + size)
}

/** A word, and the words that two, three or all parts of a hyphenated one make: how many slots each takes. */
function joinsAt(slots: readonly Slot[], at: number): readonly number[] {
  const slot = slots[at]
  if (slot?.form == null) return []
  if (slot.chain === null) return [1]
  const { first, next, isGrouped } = slot.chain
  if (isGrouped) return at === first && next - first <= 16 ? [1, next - first] : [1]
  const sizes = [1, 2, 3].filter((size) => at + size <= next)
  const isWhole = at === first && next - first > 3 && next - first <= 16
  return isWhole ? [...sizes, next - first] : sizes
}

function fits(
  section: Section,
  need: Exclude<WordNeed, { kind: 'address' }>,
  form: WordForm,
): boolean {
  const keyOf = (word: string): string => foldPlural(word, pluralLanguageOf(section.language))
  if (need.kind === 'wildcard') {
    const forms = listFoldedForms(form.core, pluralLanguageOf(section.language))
    return [form.folded, ...forms].some((one) => need.pattern.test(one))
  }
  if (need.capitals === 'any') return keyOf(form.core) === keyOf(need.form.core)
  const hasDots = need.capitals === 'dotted' && form.isDotted
  return (form.capitalCount >= 2 || hasDots) && form.core === need.form.core
}

function standsBetweenSigns(text: string, wanted: string): boolean {
  const escaped = wanted.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  return new RegExp(`(?<![\\p{L}\\p{N}])${escaped}(?![\\p{L}\\p{N}])`, 'u').test(text)
}
