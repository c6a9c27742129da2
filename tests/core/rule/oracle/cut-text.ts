import { isParticleChain } from '../../../../src/core/rule/korean/korean-particles.ts'
import { isUnit } from '../../../../src/core/rule/scan/units.ts'
import { readAddress, readHandle } from './read-address.ts'
import type { ReadText } from './read-text.ts'
import { Gap, gapBetween, isBehindCloser } from './separator-gap.ts'
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
    const { parts, isJoinable, isGrouped, next } = readChain(read, from)
    const first = slots.length + (isElided(read, parts[0]!) ? 1 : 0)
    const end = slots.length + parts.length
    const wholeChain = isJoinable && end - first > 1 ? { first, next: end, isGrouped } : null
    for (const [index, [start, end]] of parts.entries()) {
      const gap = index === 0 ? {} : { gap: isGrouped ? Gap.space : Gap.none }
      const chain = slots.length < first ? null : wholeChain
      const ampersand = index > 0 && read.shapes.slice(parts[index - 1]![1], start).includes('&')
      const form = formOf(read, start, end)
      push('word', [start, end], 2, { form: { ...form, isBehindAnd: ampersand }, chain, ...gap })
      endRun(2)
    }
    behind = next
  }

  const pushEojeol = (from: number): void => {
    const to = from + (/^h+/.exec(read.shapes.slice(from))?.[0].length ?? 1)
    const isBehindAnother = slots.length > 0 && (behind === from || isBehindCloser(read, from))
    const width = isBehindAnother && isParticleChain(read.letters.slice(from, to)) ? 0 : 2
    for (let at = from; at < to; at += 1) push('syllable', [at, at + 1], width)
    endRun(width)
  }

  for (let at = 0; at < read.shapes.length; at = Math.max(at + 1, behind)) {
    const shape = read.shapes[at] ?? ''
    const handle = readHandle(read, at)
    if (handle > 0) {
      push('address', [at, at + handle], 2)
      endRun(2)
      continue
    }
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
): {
  readonly parts: readonly Bounds[]
  readonly isJoinable: boolean
  readonly isGrouped: boolean
  readonly next: number
} {
  const groups = readGroups(read, from)
  if (groups.length > 1) {
    return { parts: groups, isJoinable: true, isGrouped: true, next: groups.at(-1)![1] }
  }
  const parts: Bounds[] = []
  let isJoinable = true
  for (let at = from; ; ) {
    const start = at
    at += lengthAt(DOTTED, read.shapes, at) || lengthOfNumber(read, at)
    parts.push([start, at])
    let isPossessive = false
    if (/1[lgco]/.test(read.shapes.slice(at - 1, at + 1))) continue
    if (UNION.test(read.letters.slice(start, at)) && read.shapes[at] === '1') continue
    if (/^'s$/.test(read.shapes[at] + read.letters.slice(at + 1, at + 2))) {
      isPossessive = !/[lgco1]/.test(read.shapes[at + 2] ?? '')
      if (isPossessive) at += 2
    }
    const [, end] = parts.at(-1)!
    const joint = lengthAt(JOINT, read.shapes, at) || abbreviatedJoint(read, start, end)
    if (joint === 0) return { parts, isJoinable, isGrouped: false, next: at }
    isJoinable &&= !isPossessive
    at += joint
  }
}

const UNION = /^eu$/

/** The groups of 10 000 or 10'000, with what decimals the last has; a single one where it is no such number. */
function readGroups(read: ReadText, from: number): readonly Bounds[] {
  const rest = [...read.shapes.slice(from)]
    .map((shape, index) => {
      const letter = read.letters[from + index] ?? ''
      if (shape === '1') return letter === '0' ? '0' : '1'
      return letter === '\t' ? '#' : shape
    })
    .join('')
  const groups = /^1[01]{0,2}(?:[ '](?=[01]{3}(?![01lgco])(?![.,][01]{3}))[01]{3})+/.exec(rest)
  if (groups === null) return []
  const parts: Bounds[] = []
  for (const { 0: digits, index } of groups[0].matchAll(/[01]+/g)) {
    parts.push([from + index, from + index + digits.length])
  }
  const [start] = parts.at(-1)!
  return [...parts.slice(0, -1), [start, start + lengthAt(PART, read.shapes, start)]]
}

/** 10GW is a number and its unit, unless a name stands before it: Su-27M. 2025APEC is a year and a name, and EU27 a name and a number. */
function lengthOfNumber(read: ReadText, at: number): number {
  const length = lengthAt(PART, read.shapes, at)
  const written = read.letters.slice(at, at + length)
  const capitals = read.capitals.slice(at, at + length)
  if (/^(?:19|20)[0-9]{2}\p{L}{2,}$/u.test(written) && capitals.startsWith('AA', 4)) return 4
  if (/^eu[0-9]{2}$/.test(written) && capitals.startsWith('A')) return 2
  const shapes = read.shapes.slice(at, at + length)
  const digits = /^1[^lgco]*(?=[lgco])/.exec(shapes)?.[0].length ?? 0
  const unit = read.letters.slice(at + digits, at + length)
  const isBehindName = /[lgco]-$/.test(read.shapes.slice(0, at))
  return digits > 0 && !isBehindName && isUnit(unit, digits) ? digits : length
}

/** The l of l’accord, which joins nothing. */
function isElided(read: ReadText, [from, to]: Bounds): boolean {
  const isSmall = to === from + 1 && read.capitals[from] === 'a' && read.shapes[to] === "'"
  return isSmall && /[cdjlmst]/.test(read.letters[from] ?? '')
}

/** What holds U. S., R & D, EE. UU. and Ph. D. together. */
function abbreviatedJoint(read: ReadText, start: number, at: number): number {
  const ahead =
    read.shapes.slice(at).match(/^(?:\. ?(?=[lgco]\.)| ?& ?(?=[lgco](?![lgco1])))/)?.[0].length ?? 0
  const isInitial = (index: number): boolean => read.capitals[index] === 'A'
  const areInitials = at - start === 1 && isInitial(start) && isInitial(at + ahead)
  if (ahead > 0 && areInitials) return ahead
  return doubledJoint(read, start, at) || degreeJoint(read, start, at)
}

/** The dot, and the space, within Ph.D. and M. Sc.; other degrees are in none of the texts. */
function degreeJoint(read: ReadText, start: number, at: number): number {
  const written = read.letters.slice(start, at + LONGEST_DEGREE)
  const found = /^(ph|m)(\. ?)(d|sc)(?![\p{L}\p{N}])/u.exec(written)
  const isDegree = found !== null && /^(?:phd|msc)$/.test(`${found[1]}${found[3]}`)
  return isDegree && found[1]?.length === at - start ? (found[2]?.length ?? 0) : 0
}

const LONGEST_DEGREE = 6

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
  const capitalsOfLetters = [...capitals].filter((_, index) => !/[.．]/.test(written[index] ?? ''))
  const isBehindCapital = capitalsOfLetters.join('').endsWith('Aa') && written.endsWith('s')
  const isPluralAcronym = isBehindCapital && (capitalCount >= 2 || /\d\p{L}s$/u.test(folded))
  const isPlural =
    isPluralAcronym || (!isDotted && capitals.endsWith('a') && isSeveralOfANumber(folded))
  return {
    folded,
    core: isPlural ? folded.slice(0, -1) : withoutGroups(folded),
    capitalCount,
    isDotted,
    isBehindAnd: false,
  }
}

/** 1,000 is 1000; 2,026 may be a year. */
function withoutGroups(folded: string): string {
  const isGrouped = /^[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?$/.test(folded)
  return isGrouped && !LIKE_A_YEAR.test(folded) ? folded.replaceAll(',', '') : folded
}

const LIKE_A_YEAR = /^(?:1,[89]|2,0)\d\d$/

/** F-35s, K2s and 737s; not the 1990s, and not 60s. */
function isSeveralOfANumber(folded: string): boolean {
  return /(?:^\d{3,}|\p{L}\d+)s$/u.test(folded) && !/^\d{3}0s$/.test(folded)
}

/** Parts of a hyphenated word read as one word. */
export function joinForms(forms: readonly WordForm[]): WordForm {
  const folded = forms
    .map((form, index) => (index > 0 && form.isBehindAnd ? '&' : '') + form.folded)
    .join('')
  const last = forms.at(-1)
  const isPlural =
    last !== undefined &&
    ((last.core !== last.folded && last.folded.endsWith('s')) ||
      (last.capitalCount === 0 && isSeveralOfANumber(folded)))
  const capitalCount = forms.reduce((sum, form) => sum + form.capitalCount, 0)
  const grouped = forms.map((form) => form.folded).join(',')
  const isLikeAYear = forms.length === 2 && LIKE_A_YEAR.test(grouped)
  const core = isLikeAYear ? grouped : isPlural ? folded.slice(0, -1) : folded
  const isBehindAnd = forms[0]?.isBehindAnd ?? false
  return { folded, core, capitalCount, isDotted: false, isBehindAnd }
}
