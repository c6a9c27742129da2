import { isParticleChain } from '../../../../src/core/rule/korean/korean-particles.ts'
import { readAddress } from './read-address.ts'
import type { ReadText } from './read-text.ts'
import { Gap, gapBetween } from './separator-gap.ts'
import type { Slot, WordForm } from './slot.ts'

const LETTER = '[lgco](?![lgco1])'
/** U.S. or S.M.R. */
const DOTTED = new RegExp(`(?:${LETTER}\\.){2,}(?:${LETTER})?|${LETTER}\\.${LETTER}`, 'y')
/** Letters of one script, digits of any, 1,000 and R&D. */
const PART =
  /(?:l+|g+|c+|o+|1+)(?:1+|(?<=[1&])(?:l+|g+|c+|o+)|(?<=1)[.,](?=1)|(?<=[lgco1])&(?=[lgco1]))*/y
/** What joins the parts of a word; a hyphen also at the end of a line. */
const JOINT = /-(?:\n *)?(?=[lgco1])|[+'](?=[lgco1])/y

/** Cuts a text, or a piece of a term, into slots. */
export function cutText(read: ReadText): readonly Slot[] {
  const slots: Slot[] = []
  let position = 0
  let run = 0
  /** Where the separator before the next slot begins. */
  let behind = 0
  let addressEnd = 0

  const push = (kind: Slot['kind'], bounds: Bounds, width: number, rest?: Partial<Slot>): void => {
    const [from, to] = bounds
    const positions = { position, positionEnd: position + width }
    const gap = gapBetween(read, behind, from, lastRun(slots))
    const letters = read.letters.slice(from, to)
    slots.push({
      kind,
      from,
      to,
      letters,
      gap,
      run,
      ...positions,
      form: null,
      chain: null,
      ...rest,
    })
    behind = to
  }
  const endRun = (width: number): void => {
    position += width
    run += 1
  }

  const pushChain = (from: number): void => {
    const { parts, isJoinable, next } = readChain(read, from)
    const first = slots.length
    const chain = isJoinable && parts.length > 1 ? { first, next: first + parts.length } : null
    for (const [index, [start, end]] of parts.entries()) {
      const gap = index === 0 ? {} : { gap: Gap.none }
      push('word', [start, end], 2, { form: formOf(read, start, end), chain, ...gap })
      endRun(2)
    }
    behind = next
  }

  const pushEojeol = (from: number): void => {
    const to = from + (/^h+/.exec(read.shapes.slice(from))?.[0].length ?? 1)
    const isBehindAnother = slots.length > 0 && behind === from
    const width = isBehindAnother && isParticleChain(read.letters.slice(from, to)) ? 0 : 2
    for (let at = from; at < to; at += 1) push('syllable', [at, at + 1], width)
    endRun(width)
  }

  for (let at = 0; at < read.shapes.length; at = Math.max(at + 1, behind)) {
    const shape = read.shapes[at] ?? ''
    if (/[lgco1]/.test(shape)) {
      const address = at < addressEnd ? null : readAddress(read, at)
      addressEnd = address?.end ?? addressEnd
      if (address?.isAddress === true) {
        push('address', [at, address.end], 2)
        endRun(2)
      } else pushChain(at)
    } else if (shape === 'h') pushEojeol(at)
    else if (/[zkr]/.test(shape)) {
      push('character', [at, at + (read.letters.codePointAt(at)! > 0xffff ? 2 : 1)], 1)
      endRun(1)
    }
  }
  return slots
}

type Bounds = readonly [from: number, to: number]

function lastRun(slots: readonly Slot[]): readonly Slot[] {
  const run = slots.at(-1)?.run
  return slots.slice(-2).filter((slot) => slot.run === run)
}

function readChain(
  read: ReadText,
  from: number,
): { readonly parts: readonly Bounds[]; readonly isJoinable: boolean; readonly next: number } {
  const parts: Bounds[] = []
  let isJoinable = true
  for (let at = from; ; ) {
    const start = at
    at += lengthAt(DOTTED, read.shapes, at) || lengthAt(PART, read.shapes, at)
    parts.push([start, at])
    if (/^'s$/.test(read.shapes[at] + read.letters.slice(at + 1, at + 2))) {
      const isPossessive = !/[lgco1]/.test(read.shapes[at + 2] ?? '')
      if (isPossessive) at += 2
      isJoinable &&= !isPossessive
    }
    const joint = lengthAt(JOINT, read.shapes, at) || doubledJoint(read, start, at)
    if (joint === 0) return { parts, isJoinable, next: at }
    at += joint
  }
}

/** The dot, and the space, within EE.UU. and EE. UU. */
function doubledJoint(read: ReadText, start: number, at: number): number {
  if (at - start !== 2) return 0
  const ahead = read.shapes.slice(at).match(/^\. ?(?=[lgco]{2}(?![lgco1]))/)?.[0].length ?? 0
  const isDoubled = (index: number): boolean =>
    read.letters[index] === read.letters[index + 1] && read.capitals[index] === 'A'
  return ahead > 0 && isDoubled(start) && isDoubled(at + ahead) ? ahead : 0
}

function lengthAt(pattern: RegExp, shapes: string, at: number): number {
  pattern.lastIndex = at
  return pattern.exec(shapes)?.[0].length ?? 0
}

function formOf(read: ReadText, from: number, to: number): WordForm {
  const written = read.letters.slice(from, to)
  const capitals = read.capitals.slice(from, to)
  const isDotted = lengthAt(DOTTED, read.shapes, from) === to - from
  const folded = isDotted ? written.replaceAll(/[.．]/g, '') : written
  const capitalCount = capitals.replaceAll('a', '').length
  const isPluralAcronym = folded.endsWith('s') && capitalCount >= 2 && capitals.endsWith('Aa')
  const isPlural = isPluralAcronym || (capitals.endsWith('a') && isSeveralOfANumber(folded))
  return {
    folded,
    core: isPlural && !isDotted ? folded.slice(0, -1) : folded,
    capitalCount,
    isDotted,
  }
}

/** F-35s, K2s and 737s; not the 1990s, and not 60s. */
function isSeveralOfANumber(folded: string): boolean {
  return /(?:^\d{3,}|\p{L}\d+)s$/u.test(folded) && !/^\d{3}0s$/.test(folded)
}

/** Parts of a hyphenated word read as one word. */
export function joinForms(forms: readonly WordForm[]): WordForm {
  const folded = forms.map((form) => form.folded).join('')
  const last = forms.at(-1)
  const isPlural =
    last !== undefined &&
    (last.core !== last.folded || (last.capitalCount === 0 && isSeveralOfANumber(folded)))
  const capitalCount = forms.reduce((sum, form) => sum + form.capitalCount, 0)
  return { folded, core: isPlural ? folded.slice(0, -1) : folded, capitalCount, isDotted: false }
}
