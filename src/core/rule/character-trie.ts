import type { CharacterPlace } from './character-place.ts'
import { codeAt } from './characters.ts'
import type { DocumentScan } from './document-scan.ts'
import { Gap } from './gap.ts'
import { IntPairMap } from './int-pair-map.ts'
import { nextPlace, placeAfterParticle } from './match-characters.ts'
import { NodeEndings } from './node-endings.ts'
import type { CharactersPiece } from './term-pattern.ts'
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
  /** First characters, which are looked up at each place of a text. */
  readonly #roots = new Int32Array(BASIC_PLANE)
  #hasAnyRoot = false
  readonly #endings = new NodeEndings()
  /** By node: gaps of the rule that edges lead over, and whether one of them takes any character. */
  readonly #gaps: number[] = [0]
  #stepCount = 0
  readonly #visited = new Set<number>()

  add(term: number, piece: CharactersPiece, isWhole: boolean): void {
    let node = ROOT
    for (const [index, code] of piece.codes.entries()) {
      node = this.#child(node, code, gapAt(piece, index))
    }
    this.#endings.add(node, term, isWhole)
  }

  /** Whether a term may begin with a character. */
  begins(code: number): boolean {
    return code >= BASIC_PLANE || this.#hasAnyRoot || this.#roots[code] !== 0
  }

  /** Finds the terms that begin with the character at a place. */
  walk(scan: DocumentScan, start: CharacterPlace, found: CharacterFinding): void {
    const code = codeAt(scan.characters, start.at)
    const root = code < BASIC_PLANE ? (this.#roots[code] ?? 0) : this.#firstBeyond(code)
    const any = this.#roots[ANY_CHARACTER_CODE] ?? 0
    if (root === 0 && any === 0) return
    if (this.#stepCount > MANY_STEPS) this.#visited.clear()
    this.#stepCount = 0
    const end = { place: start, isSpaced: false }
    if (root !== 0) this.#goOn(scan, root, end, found)
    if (any !== 0) this.#goOn(scan, any, end, found)
  }

  get bytes(): number {
    return this.#edges.bytes + this.#endings.bytes + this.#gaps.length * 8 + BASIC_PLANE * 4
  }

  #goOn(scan: DocumentScan, node: number, end: CharacterEnd, found: CharacterFinding): void {
    if (this.#wasThere(node, end)) return
    this.#endings.tell(node, end, found)
    const gaps = this.#gaps[node] ?? 0
    if (gaps === 0) return
    const next = nextPlace(scan, end.place)
    for (let ruleGap = Gap.none as number; ruleGap <= Gap.break; ruleGap += 1) {
      if ((gaps & (1 << ruleGap)) === 0) continue
      if (next !== null && next.gap <= Math.max(Gap.space, ruleGap)) {
        const isSpaced = end.isSpaced || (next.gap > Gap.middleDot && next.gap > ruleGap)
        this.#step(scan, node, ruleGap, { place: next.place, isSpaced }, found)
      }
      const place = ruleGap >= Gap.space ? placeAfterParticle(scan, end.place) : null
      if (place !== null) this.#step(scan, node, ruleGap, { place, isSpaced: end.isSpaced }, found)
    }
  }

  #step(
    scan: DocumentScan,
    node: number,
    ruleGap: number,
    end: CharacterEnd,
    found: CharacterFinding,
  ): void {
    const code = codeAt(scan.characters, end.place.at)
    const child = this.#edges.get(node, edgeOf(code, ruleGap))
    if (child !== 0) this.#goOn(scan, child, end, found)
    const any = this.#edges.get(node, edgeOf(ANY_CHARACTER_CODE, ruleGap))
    if (any !== 0) this.#goOn(scan, any, end, found)
  }

  /** Particles and wildcards can lead to one place in many ways. */
  #wasThere(node: number, { place, isSpaced }: CharacterEnd): boolean {
    this.#stepCount += 1
    if (this.#stepCount <= MANY_STEPS) return false
    const key = (node * MAX_CHARACTERS + place.at) * 2 + (isSpaced ? 1 : 0)
    if (this.#visited.has(key)) return true
    this.#visited.add(key)
    return false
  }

  #firstBeyond(code: number): number {
    return this.#edges.get(ROOT, edgeOf(code, Gap.none))
  }

  #child(node: number, code: number, ruleGap: Gap): number {
    const edge = edgeOf(code, ruleGap)
    const known = this.#edges.get(node, edge)
    if (known !== 0) return known
    const child = this.#gaps.length
    this.#gaps.push(0)
    this.#gaps[node] = (this.#gaps[node] ?? 0) | (1 << ruleGap)
    this.#edges.add(node, edge, child)
    if (node === ROOT && code < BASIC_PLANE) this.#roots[code] = child
    if (node === ROOT && code === ANY_CHARACTER_CODE) this.#hasAnyRoot = true
    return child
  }
}

const ROOT = 0
const BASIC_PLANE = 0x10000
const MANY_STEPS = 64
/** More characters than any text has, so that a node and a place make one number. */
const MAX_CHARACTERS = 2 ** 27
const GAP_KINDS = 8

/** What the rule has before a character; what stands before the first is of no account. */
function gapAt(piece: CharactersPiece, index: number): Gap {
  return index === 0 ? Gap.none : (piece.gaps[index] ?? Gap.none)
}

function edgeOf(code: number, ruleGap: number): number {
  return code * GAP_KINDS + ruleGap
}
