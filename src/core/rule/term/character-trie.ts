import { CharacterClass, isCharacterwise } from '../scan/character-class.ts'
import { type Characters, codeAt, unpackClass, unpackCode } from '../scan/characters.ts'
import type { DocumentScan } from '../scan/document-scan.ts'
import { Gap } from '../scan/gap.ts'
import { mayContinue } from '../scan/may-continue.ts'
import type { CharacterPlace } from './character-place.ts'
import { IntPairMap } from './int-pair-map.ts'
import { isOfCharacters, placeAfterParticle } from './match-characters.ts'
import { NodeEndings } from './node-endings.ts'
import type { CharactersPiece } from './term-pattern.ts'
import { WalkMemory } from './walk-memory.ts'
import { ANY_CHARACTER_CODE } from './wildcards.ts'

/** Where a walk has come to: its last character, and whether it went over a space that the rule does not have. */
export type CharacterEnd = { readonly place: CharacterPlace; readonly isSpaced: boolean }

/** Told of each term whose first piece stands from the start of a walk up to a place. */
export type CharacterFinding = (term: number, isWhole: boolean, end: CharacterEnd) => void

/**
 * Terms that begin with Hangul, Han or kana, in a trie over their characters and what the rule has between
 * them. A walk through it skips spaces and middle dots of the text, and particles where the rule has a space.
 */
export class CharacterTrie {
  readonly #edges = new IntPairMap()
  /** First characters: the nodes that they lead to, and whether terms that begin so are to be looked for (Start). */
  readonly #roots = new Int32Array(BASIC_PLANE)
  readonly #starts = new Uint8Array(BASIC_PLANE)
  /** Which first and second characters go together; two pairs may share an entry, so that it only rules out. */
  readonly #pairs = new Uint8Array(PAIR_COUNT)
  /** The node of terms that begin with any character, and whether any term has such a character. */
  #anyRoot = 0
  #hasAny = false
  readonly #endings = new NodeEndings()
  /** By node: the gaps of the rule that edges lead over, a bit for each. */
  readonly #ways: number[] = [0]
  readonly #memory = new WalkMemory()

  add(term: number, piece: CharactersPiece, isWhole: boolean): void {
    let node = ROOT
    for (const [index, code] of piece.codes.slice(0, LONGEST_PATH).entries()) {
      node = this.#child(node, code, gapAt(piece, index))
    }
    this.#endings.add(node, term, isWhole && piece.codes.length <= LONGEST_PATH)
    this.#noteStart(piece)
  }

  /** The first place of a range at which a term may begin; `to` if there is none. */
  findStart({ packed }: Characters, from: number, to: number): number {
    return this.#anyRoot === 0 ? findStart(this.#starts, this.#pairs, packed, from, to) : from
  }

  /** Finds the terms that begin with the character `at` of a token. */
  walk(scan: DocumentScan, token: number, at: number, found: CharacterFinding): void {
    const code = codeAt(scan.characters, at)
    const root = code < BASIC_PLANE ? (this.#roots[code] ?? 0) : this.#firstBeyond(code)
    this.#memory.begin()
    if (root !== 0) this.#goOn(scan, root, token, at, false, found)
    if (this.#anyRoot !== 0) this.#goOn(scan, this.#anyRoot, token, at, false, found)
  }

  get bytes(): number {
    return (
      this.#edges.bytes + this.#endings.bytes + this.#ways.length * 8 + BASIC_PLANE * 5 + PAIR_COUNT
    )
  }

  /** From the node of the character `at`: tells the terms that end with it, and goes on to those that follow. */
  #goOn(
    scan: DocumentScan,
    node: number,
    token: number,
    at: number,
    isSpaced: boolean,
    found: CharacterFinding,
  ): void {
    if (this.#memory.wasThere(node, at * 2 + (isSpaced ? 1 : 0))) return
    if (this.#endings.hasAny(node)) {
      this.#endings.tell(node, { place: { token, at }, isSpaced }, found)
    }
    const ways = this.#ways[node] ?? 0
    if (ways === 0) return
    const { tokens } = scan
    const isLast = at + 1 >= (tokens.to[token] ?? 0)
    const next = isLast ? token + 1 : token
    if (isLast && (!isOfCharacters(tokens, next) || !mayContinue(scan, next, Gap.break))) return
    const nextAt = isLast ? (tokens.from[next] ?? 0) : at + 1
    const gap = isLast ? tokens.gapAt(next) : Gap.none
    for (let ruleGap = Gap.none as number; ways >> ruleGap !== 0; ruleGap += 1) {
      if ((ways & (1 << ruleGap)) === 0) continue
      if (gap <= Math.max(Gap.space, ruleGap)) {
        const goesOverSpace = gap > Gap.middleDot && gap > ruleGap
        this.#step(scan, node, ruleGap, next, nextAt, isSpaced || goesOverSpace, found)
      }
      if (ruleGap < Gap.space) continue
      const place = placeAfterParticle(scan, { token, at })
      if (place !== null) this.#step(scan, node, ruleGap, place.token, place.at, isSpaced, found)
    }
  }

  #step(
    scan: DocumentScan,
    node: number,
    ruleGap: number,
    token: number,
    at: number,
    isSpaced: boolean,
    found: CharacterFinding,
  ): void {
    const code = codeAt(scan.characters, at)
    const child = this.#edges.get(node, edgeOf(code, ruleGap))
    if (child !== 0) this.#goOn(scan, child, token, at, isSpaced, found)
    if (!this.#hasAny) return
    const any = this.#edges.get(node, edgeOf(ANY_CHARACTER_CODE, ruleGap))
    if (any !== 0) this.#goOn(scan, any, token, at, isSpaced, found)
  }

  #noteStart(piece: CharactersPiece): void {
    const [first, second] = piece.codes
    if (first === undefined) return
    const entry = first & BASIC_MASK
    // behind a space of the rule the second may stand apart from the first
    const isPaired =
      second !== undefined && second !== ANY_CHARACTER_CODE && gapAt(piece, 1) < Gap.space
    if (!isPaired) this.#starts[entry] = Start.anywhere
    else {
      this.#pairs[pairOf(first, second)] = 1
      this.#starts[entry] = Math.max(this.#starts[entry] ?? 0, Start.inPair)
    }
  }

  #firstBeyond(code: number): number {
    return this.#edges.get(ROOT, edgeOf(code, Gap.none))
  }

  #child(node: number, code: number, ruleGap: Gap): number {
    const edge = edgeOf(code, ruleGap)
    const known = this.#edges.get(node, edge)
    if (known !== 0) return known
    const child = this.#ways.length
    this.#ways.push(0)
    this.#ways[node] = (this.#ways[node] ?? 0) | (1 << ruleGap)
    this.#edges.add(node, edge, child)
    if (node === ROOT && code < BASIC_PLANE) this.#roots[code] = child
    if (code === ANY_CHARACTER_CODE) {
      this.#hasAny = true
      if (node === ROOT) this.#anyRoot = child
    }
    return child
  }
}

/** A loop of its own over lists: it is run for every character of a text. */
function findStart(
  starts: Uint8Array,
  pairs: Uint8Array,
  packed: Int32Array,
  from: number,
  to: number,
): number {
  for (let at = from; at < to; at += 1) {
    const code = unpackCode(packed[at] ?? 0)
    const start = starts[code & BASIC_MASK] ?? 0
    if (start === Start.none) continue
    if (start !== Start.inPair) return at
    let next = packed[at + 1] ?? 0
    if (unpackClass(next) === CharacterClass.space) next = packed[at + 2] ?? 0
    // what else may be skipped is left to the walk
    if (!isCharacterwise(unpackClass(next))) return at
    if (pairs[pairOf(code, unpackCode(next))] === 1) return at
  }
  return to
}

/** Where a first character counts as the beginning of a term. */
const Start = {
  none: 0,
  /** Where one of its second characters stands behind it, or something that may be skipped. */
  inPair: 1,
  anywhere: 2,
} as const

const PAIR_COUNT = 0x10000

function pairOf(first: number, second: number): number {
  return (Math.imul(first, 0x9e37_79b1) ^ Math.imul(second, 0x85eb_ca6b)) >>> 16
}

const ROOT = 0
const BASIC_PLANE = 0x10000
/** A character beyond the plane shares the entry of one within. */
const BASIC_MASK = BASIC_PLANE - 1
const GAP_KINDS = 8
/** Longer terms are looked at closely: a walk has no memory of those that began before it. */
const LONGEST_PATH = 24

/** What the rule has before a character; what stands before the first is of no account. */
function gapAt(piece: CharactersPiece, index: number): Gap {
  return index === 0 ? Gap.none : (piece.gaps[index] ?? Gap.none)
}

function edgeOf(code: number, ruleGap: number): number {
  return code * GAP_KINDS + ruleGap
}
